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
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
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

// TestPushedCodecs pushes codecs beside H.264 and AAC as FFmpeg does. The source rung has them, rungs of H.264 are made of them, and
// sound is heard at its place beside the picture: as it came, or as AAC.
func TestPushedCodecs(t *testing.T) {
	const seconds = 6
	d := startDev(t, t.TempDir(), "--orchestrators", "1", "--rungs", "1")
	ffmpeg := testmedia.Tool(t, "ffmpeg")
	av1 := filepath.Join(t.TempDir(), "av1.mp4")
	h264 := testmedia.MP4(t, testmedia.Spec{Seconds: seconds})
	if out, err := exec.CommandContext(t.Context(), ffmpeg, "-v", "error", "-i", h264, "-c:v", "libsvtav1", "-preset", "12", "-g", "60", av1).CombinedOutput(); err != nil {
		t.Logf("no AV1: %s", out)
		av1 = ""
	}
	endless := func(args ...string) []string { return append(args, "-method", "PUT", "http://"+d.http+"/live/STREAM") }
	fragmented := []string{"-f", "mp4", "-movflags", "frag_keyframe+delay_moov+default_base_moof", "-frag_duration", "500000", "-strict", "experimental"}
	for stream, tt := range map[string]struct {
		clip, video, encoder, layout string
		sound                        media.Codec
		output                       []string
	}{
		"av1-opus": {av1, "av01", "libopus", "stereo", media.CodecOpus, []string{
			"-f", "hls", "-hls_time", "2", "-hls_segment_type", "fmp4", "-method", "PUT", "-hls_fmp4_init_filename", "init.mp4",
			"-hls_segment_filename", "http://" + d.http + "/live/STREAM/%d.m4s", "http://" + d.http + "/live/STREAM/index.m3u8",
		}},
		"opus": {h264, "avc1", "libopus", "mono", media.CodecOpus, endless("-f", "mpegts")},
		"mp3":  {h264, "avc1", "libmp3lame", "stereo", media.CodecAAC, endless("-f", "mpegts")},
		"mp2": {h264, "avc1", "mp2", "stereo", media.CodecAAC, []string{
			"-f", "hls", "-hls_time", "2", "-method", "PUT",
			"-hls_segment_filename", "http://" + d.http + "/live/STREAM/%d.ts", "http://" + d.http + "/live/STREAM/index.m3u8",
		}},
		"ac3":  {h264, "avc1", "ac3", "5.1", media.CodecAAC, endless("-f", "mpegts")},
		"eac3": {h264, "avc1", "eac3", "stereo", media.CodecAAC, endless(fragmented...)},
		"flac": {h264, "avc1", "flac", "stereo", media.CodecAAC, endless(fragmented...)},
	} {
		t.Run(stream, func(t *testing.T) {
			t.Parallel()
			if tt.clip == "" {
				t.Skip("this ffmpeg has no libsvtav1")
			}
			args := []string{
				"-v", "error", "-re", "-i", tt.clip, "-f", "lavfi", "-re", "-i", testmedia.Tone(48_000, tt.layout), "-map", "0:v", "-map", "1:a",
				"-t", strconv.Itoa(seconds), "-c:v", "copy", "-c:a", tt.encoder,
			}
			for _, a := range tt.output {
				args = append(args, strings.ReplaceAll(a, "STREAM", stream))
			}
			push := exec.CommandContext(t.Context(), ffmpeg, args...)
			var said bytes.Buffer
			push.Stderr = &said
			require.NoError(t, push.Start())
			base := "http://" + d.http + "/hls/" + stream + "/"
			source, audio := follow(t, base+"source/media.m3u8"), follow(t, base+"audio/media.m3u8")
			require.NoError(t, push.Wait(), "%s", &said)
			multivariant, err := fetch(t.Context(), base+"index.m3u8")
			require.NoError(t, err)
			require.Contains(t, string(multivariant), tt.video)
			if slices.Contains(tt.output, "hls") { // it does not say goodbye
				require.Eventually(t, func() bool {
					multivariant, err := fetch(t.Context(), base+"index.m3u8")
					return err == nil && bytes.Contains(multivariant, []byte("144p"))
				}, time.Minute, 100*time.Millisecond, "a rung of H.264")
				req, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, "http://"+d.http+"/live/"+stream, nil)
				require.NoError(t, err)
				res, err := http.DefaultClient.Do(req)
				require.NoError(t, err)
				require.NoError(t, res.Body.Close())
			}
			picture := source()
			require.Len(t, picture.pts(t), 30*seconds)
			begins := picture.pts(t)[0].Seconds()
			onsets := audio().onsetsOf(t, tt.sound)
			require.Len(t, onsets, seconds)
			for i, onset := range onsets {
				require.InDelta(t, begins+float64(i)+0.5, onset, 0.010)
			}
			t.Logf("sound is off by %.1f ms", 1000*(onsets[3]-begins-3.5))
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
