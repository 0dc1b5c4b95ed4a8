package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// recorder follows one media playlist as a plain HLS player does, and keeps every segment it lists, once.
type recorder struct {
	playlist string // URL
	init     []byte
	segments map[int][]byte // by media sequence number
	gaps     []int
	ended    bool
}

var (
	mediaSequence = regexp.MustCompile(`#EXT-X-MEDIA-SEQUENCE:(\d+)`)
	mapURI        = regexp.MustCompile(`#EXT-X-MAP:URI="([^"]+)"`)
)

// recordPlaylist follows the playlist until its end.
func recordPlaylist(ctx context.Context, playlist string) (*recorder, error) {
	r := &recorder{playlist: playlist, segments: map[int][]byte{}}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for !r.ended {
		if err := r.poll(ctx); err != nil {
			return r, err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return r, context.Cause(ctx)
		}
	}
	return r, nil
}

func (r *recorder) poll(ctx context.Context) error {
	text, err := fetch(ctx, r.playlist)
	if err != nil {
		return err
	}
	if r.init == nil {
		m := mapURI.FindSubmatch(text)
		if m == nil {
			return nil // nothing but gaps so far
		}
		if r.init, err = fetch(ctx, resolve(r.playlist, string(m[1]))); err != nil {
			return err
		}
	}
	seq := 0
	if m := mediaSequence.FindSubmatch(text); m != nil {
		_, _ = fmt.Sscan(string(m[1]), &seq)
	}
	gap := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "#EXT-X-GAP":
			gap = true
		case line == "#EXT-X-ENDLIST":
			r.ended = true
		case line != "" && !strings.HasPrefix(line, "#"):
			switch {
			case gap:
				if !slices.Contains(r.gaps, seq) {
					r.gaps = append(r.gaps, seq)
				}
			case r.segments[seq] == nil:
				if r.segments[seq], err = fetch(ctx, resolve(r.playlist, line)); err != nil {
					return err
				}
			}
			seq, gap = seq+1, false
		}
	}
	return nil
}

func resolve(base, ref string) string {
	b, _ := url.Parse(base)
	u, _ := b.Parse(ref)
	return u.String()
}

func fetch(ctx context.Context, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, res.Status)
	}
	return io.ReadAll(res.Body)
}

// pts lists the presentation times of every frame, ascending within each group, from the boxes.
func (r *recorder) pts(t *testing.T) []media.Ticks {
	t.Helper()
	var out []media.Ticks
	for _, seq := range sortedInts(r.segments) {
		var segment []media.Ticks
		for data := r.segments[seq]; len(data) > 0; {
			n := fragmentSize(t, data)
			frag, err := fmp4.ParsePart(data[:n])
			require.NoError(t, err)
			dts := frag.Start
			for _, s := range frag.Samples {
				segment = append(segment, media.Ticks(dts+s.Offset))
				dts += s.Duration
			}
			data = data[n:]
		}
		slices.Sort(segment)
		out = append(out, segment...)
	}
	return out
}

// fragmentSize is the length of the moof and mdat at the head of data.
func fragmentSize(t *testing.T, data []byte) int {
	t.Helper()
	n := 0
	for range 2 {
		require.Greater(t, len(data), n+8)
		n += int(uint32(data[n])<<24 | uint32(data[n+1])<<16 | uint32(data[n+2])<<8 | uint32(data[n+3]))
		require.LessOrEqual(t, n, len(data))
	}
	return n
}

// decode plays everything that was recorded through FFmpeg's decoder, and returns how many frames came out. Any
// complaint of the decoder fails the test.
func (r *recorder) decode(t *testing.T) int {
	t.Helper()
	file := filepath.Join(t.TempDir(), "recorded.mp4")
	data := slices.Clone(r.init)
	for _, seq := range sortedInts(r.segments) {
		data = append(data, r.segments[seq]...)
	}
	require.NoError(t, os.WriteFile(file, data, 0o600))
	cmd := exec.CommandContext(t.Context(), "ffmpeg", "-v", "warning", "-xerror", "-i", file, "-fps_mode", "passthrough", "-f", "framemd5", "-")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoErrorf(t, err, "decode %s: %s", r.playlist, &stderr)
	require.Emptyf(t, stderr.String(), "decode %s", r.playlist)
	frames := 0
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "#") {
			frames++
		}
	}
	return frames
}

func sortedInts[V any](m map[int]V) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
