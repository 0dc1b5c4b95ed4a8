package fmp4_test

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// written is a fragmented file of FFmpeg's with a picture and sound in it, each of a codec; skip says why there is none.
func written(t testing.TB, input, encoders []string) (b []byte, skip string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "movie.mp4")
	args := append([]string{"-v", "error"}, input...)
	args = append(args, "-map", "0:v", "-map", "1:a", "-t", "1")
	args = append(append(args, encoders...), "-strict", "experimental", "-movflags", "frag_keyframe+delay_moov+default_base_moof", path)
	if out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), args...).CombinedOutput(); err != nil {
		return nil, string(out)
	}
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b, ""
}

const (
	vp9  = "../../testdata/media/vp9_96x64p30_2s.ivf"
	tone = "sine=sample_rate=48000"
)

func TestMovieFormats(t *testing.T) {
	pattern := []string{"-f", "lavfi", "-i", "testsrc2=size=96x64", "-f", "lavfi", "-i", tone}
	clip := []string{"-i", vp9, "-f", "lavfi", "-i", tone}
	for _, tt := range []struct {
		input        []string
		encoders     string // of picture and sound
		video, audio string // sample entries
		codecs       [2]media.Codec
		rate         int // 0: the frames say
	}{
		{pattern, "-c:v libsvtav1 -preset 12 -c:a libopus", "av01", "Opus", [2]media.Codec{media.CodecAV1, media.CodecOpus}, 48_000},
		{clip, "-c:v copy -c:a flac", "vp09", "fLaC", [2]media.Codec{media.CodecVP9, media.CodecFLAC}, 48_000},
		{clip, "-c:v copy -c:a libmp3lame", "vp09", "mp4a", [2]media.Codec{media.CodecVP9, media.CodecMP3}, 0},
		{clip, "-c:v copy -c:a libmp3lame -ar 22050", "vp09", "mp4a", [2]media.Codec{media.CodecVP9, media.CodecMP3}, 0},
		{clip, "-c:v copy -c:a ac3", "vp09", "ac-3", [2]media.Codec{media.CodecVP9, media.CodecAC3}, 0},
		{clip, "-c:v copy -c:a eac3", "vp09", "ec-3", [2]media.Codec{media.CodecVP9, media.CodecEAC3}, 0},
	} {
		t.Run(tt.encoders, func(t *testing.T) {
			b, skip := written(t, tt.input, strings.Fields(tt.encoders))
			if skip != "" {
				t.Skip(skip)
			}
			units, movie, err := demux(bytes.NewReader(b), nil)
			require.ErrorIs(t, err, io.EOF)
			require.Len(t, movie.Tracks, 2)
			v, a := movie.Tracks[0], movie.Tracks[1]
			require.NoError(t, v.Err)
			require.NoError(t, a.Err)
			require.Equal(t, []string{tt.video, tt.audio}, []string{v.Kind, a.Kind})
			require.Equal(t, tt.codecs, [2]media.Codec{v.Video.Codec, a.Audio.Codec})
			require.Equal(t, [2]int{96, 64}, [2]int{v.Video.Width, v.Video.Height})
			require.NotEmpty(t, v.Record)
			require.Equal(t, tt.rate, a.Audio.SampleRate)
			require.Equal(t, tt.rate != 0, len(a.Audio.Config) > 0)
			counts := map[string]int{}
			for _, u := range units {
				counts[u.Track.Kind]++
			}
			require.GreaterOrEqual(t, counts[v.Kind], 25)
			require.Greater(t, counts[a.Kind], 9)
		})
	}
}
