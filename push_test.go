package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/testmedia"
)

// TestPushedSegmentsComeBack: a program that pushes segments of H.264 with B-frames, and asks for their renditions, gets
// each segment's own, with its sound, before it pushes the next.
func TestPushedSegmentsComeBack(t *testing.T) {
	d := startDev(t, t.TempDir())
	for name, tt := range map[string]struct{ ext, format, options string }{
		"transport stream": {"ts", "mpegts", "mpegts_copyts=1"},
		"fragmented MP4":   {"mp4", "mp4", "movflags=frag_keyframe+empty_moov+default_base_moof"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, ffmpeg := t.TempDir(), testmedia.Tool(t, "ffmpeg")
			out, err := exec.CommandContext(t.Context(), ffmpeg, "-v", "error", "-i",
				testmedia.MP4(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 8, GOP: 60, BFrames: 2, Audio: 48000}), "-c", "copy", "-f", "segment",
				"-segment_time", "1.9", "-segment_format", tt.format, "-segment_format_options", tt.options, filepath.Join(dir, "%d."+tt.ext)).CombinedOutput()
			require.NoError(t, err, string(out))
			made := map[string]int{} // pictures of each rung
			for i := range 4 {
				body, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.%s", i, tt.ext)))
				require.NoError(t, err)
				req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, fmt.Sprintf("http://%s/live/%s/%d.%s", d.http, tt.ext, i, tt.ext), bytes.NewReader(body))
				require.NoError(t, err)
				req.Header.Set("Accept", "multipart/mixed")
				began := time.Now()
				res, err := http.DefaultClient.Do(req)
				require.NoError(t, err)
				reply, err := io.ReadAll(res.Body)
				require.NoError(t, err)
				require.NoError(t, res.Body.Close())
				require.Equal(t, http.StatusOK, res.StatusCode, "segment %d: %s", i, reply)
				t.Logf("segment %d came back in %s", i, time.Since(began).Round(time.Millisecond))

				_, params, err := mime.ParseMediaType(res.Header.Get("Content-Type"))
				require.NoError(t, err)
				for r := multipart.NewReader(bytes.NewReader(reply), params["boundary"]); ; {
					p, err := r.NextPart()
					if errors.Is(err, io.EOF) {
						break
					}
					require.NoError(t, err)
					rung := p.Header.Get("Rendition-Name")
					path := filepath.Join(dir, rung+"."+tt.ext)
					file, err := io.ReadAll(p)
					require.NoError(t, err)
					require.NoError(t, os.WriteFile(path, file, 0o600))
					frames := probe(t, path, "v")
					require.Len(t, frames, 60, "segment %d of %s", i, rung)
					require.InDelta(t, 2*48000/1024, len(probe(t, path, "a")), 3, "segment %d of %s", i, rung)
					if tt.ext == "ts" {
						require.Equal(t, probe(t, filepath.Join(dir, fmt.Sprintf("%d.ts", i)), "v"), frames, "segment %d of %s", i, rung)
					}
					made[rung] += len(frames)
				}
			}
			require.NotEmpty(t, made)
			for rung, n := range made {
				require.Equal(t, 240, n, rung)
			}
		})
	}
}

// probe decodes a file and returns the times of a kind's frames, in their order.
func probe(t *testing.T, path, kind string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error", "-select_streams", kind,
		"-show_entries", "frame=pts_time", "-of", "csv=p=0", path).CombinedOutput()
	require.NoError(t, err, string(out))
	lines := strings.Fields(string(out))
	for i := range lines {
		lines[i], _, _ = strings.Cut(lines[i], ",")
	}
	return lines
}
