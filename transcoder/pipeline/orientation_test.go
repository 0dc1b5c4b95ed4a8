package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
)

// Rungs are upright, whichever way the source is: they look as FFmpeg shows a file with the source's pictures and the matrix of
// its init segment.
func TestSession_orientation(t *testing.T) { checkOrientations(t, memory) }

func TestGPU_orientation(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) { checkOrientations(t, at) })
}

func checkOrientations(t *testing.T, at place) {
	t.Helper()
	sources := map[string]sourcetest.Source{
		"":            captioned(t, sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, BFrames: 2, Args: []string{"-crf", "12"}})),
		"10 bits, ":   captioned(t, sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, Codec: media.CodecHEVC, PixelFormat: "yuv420p10le"})),
		"interlaced ": captioned(t, sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 180, Seconds: 1, Args: []string{"-crf", "12", "-x264-params", "tff=1"}})),
		"wide pixels": captioned(t, sourcetest.Make(t, sourcetest.Spec{Width: 240, Height: 180, Seconds: 1, Filter: "setsar=4/3", Args: []string{"-crf", "12"}})),
	}
	for kind, source := range sources {
		for turns := range 4 {
			for _, mirror := range []bool{false, true} {
				if kind != "" && (turns != 1 || mirror) {
					continue
				}
				t.Run(fmt.Sprintf("%s%d quarters, mirrored: %t", kind, turns, mirror), func(t *testing.T) {
					source := source
					source.Format.Orientation = media.NewOrientation(turns, mirror)
					rungs := ladder([2]int{320, 180}, [2]int{160, 90})
					if turns%2 == 1 {
						rungs = ladder([2]int{180, 320}, [2]int{90, 160})
					}
					init, err := fmp4.VideoInit(source.Format)
					require.NoError(t, err)
					shown := sourcetest.Write(t, init, source.Parts)
					made, _ := transcodeOn(t, at, source, rungs, source.Parts)
					for i, r := range rungs {
						checkRung(t, source, made.parts[i], made.inits[i], source.Parts, r)
						path := sourcetest.Write(t, made.inits[i], made.parts[i])
						require.Greater(t, ssim(t, path, shown, r), 0.93)
						require.Equal(t, "1:1", sourcetest.Stream(t, path)["sample_aspect_ratio"])
					}
					if at == memory {
						checkCaptions(t, source, made)
					}
				})
			}
		}
	}
}
