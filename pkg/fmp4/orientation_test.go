package fmp4_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// The way up stands in an init segment, as others write and read it.
func TestOrientation(t *testing.T) {
	ffmpeg, clip := testmedia.Tool(t, "ffmpeg"), testmedia.MP4(t, testmedia.Spec{Seconds: 1})
	f := videoFormat(t)
	for name, tt := range map[string]struct {
		args []string // FFmpeg turns anticlockwise
		want media.Orientation
	}{
		"upright":                    {nil, 0},
		"a quarter clockwise":        {[]string{"-display_rotation", "-90"}, media.NewOrientation(1, false)},
		"upside down":                {[]string{"-display_rotation", "180"}, media.NewOrientation(2, false)},
		"a quarter anticlockwise":    {[]string{"-display_rotation", "90"}, media.NewOrientation(3, false)},
		"mirrored":                   {[]string{"-display_rotation", "0", "-display_hflip"}, media.NewOrientation(0, true)},
		"mirrored, top and bottom":   {[]string{"-display_rotation", "0", "-display_vflip"}, media.NewOrientation(2, true)},
		"a turn that is not quarter": {[]string{"-display_rotation", "30"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "turned.mp4")
			args := append(append([]string{"-v", "error"}, tt.args...), "-i", clip, "-c", "copy", "-movflags", "frag_keyframe+empty_moov", path)
			out, err := exec.CommandContext(t.Context(), ffmpeg, args...).CombinedOutput()
			require.NoError(t, err, "%s", out)
			require.Equal(t, tt.want, movie(t, path).Tracks[0].Video.Orientation)

			f.Orientation = tt.want
			init, err := fmp4.VideoInit(f)
			require.NoError(t, err)
			track, err := fmp4.ParseInit(init)
			require.NoError(t, err)
			require.Equal(t, tt.want, track.Video.Orientation)
		})
	}
}

// movie reads the moov of a file.
func movie(t *testing.T, path string) fmp4.Movie {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	i := bytes.Index(b, []byte("moov"))
	require.Positive(t, i)
	size := int(b[i-4])<<24 | int(b[i-3])<<16 | int(b[i-2])<<8 | int(b[i-1])
	m, err := fmp4.ParseMovie(b[i+4 : i-4+size])
	require.NoError(t, err)
	return m
}
