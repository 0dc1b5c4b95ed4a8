package pipeline_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/transcoder/pipeline"
)

// The demo clip can be played in a loop: both tracks begin at 0 and have the same whole number of frames' length.
func TestDemoClip(t *testing.T) {
	if _, err := exec.LookPath("ffprobe"); err != nil {
		t.Skip("ffprobe is not on PATH: make deps builds it")
	}
	path := filepath.Join(t.TempDir(), "demo.flv")
	require.NoError(t, pipeline.DemoClip(t.Context(), path, pipeline.DemoSpec{Width: 320, Height: 180, Bitrate: 200_000, Loops: 1}))
	probe := func(stream string) []string {
		out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-select_streams", stream, "-show_entries", "packet=pts,flags", "-of", "csv=p=0", path).CombinedOutput()
		require.NoError(t, err)
		return strings.Fields(string(out))
	}
	video, audio := probe("v"), probe("a")
	require.Len(t, video, 8*30)
	require.Len(t, audio, 8*48000/1024)
	require.True(t, strings.HasPrefix(audio[0], "0,"), audio[0])
	for i, p := range video {
		require.Equal(t, i%60 == 0, strings.Contains(p, ",K"), "frame %d: %s", i, p)
	}
	require.True(t, strings.HasPrefix(video[0], "0,"), video[0])
	require.True(t, strings.HasPrefix(video[239], "7967,"), video[239])

	files, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, files, 1, "nothing is left beside it")
}

func TestDemoClip_fails(t *testing.T) {
	require.Error(t, pipeline.DemoClip(t.Context(), "", pipeline.DemoSpec{}))
	path := filepath.Join(t.TempDir(), "demo.flv")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, pipeline.DemoClip(ctx, path, pipeline.DemoSpec{Width: 320, Height: 180}), context.Canceled)
	require.NoFileExists(t, path)
}
