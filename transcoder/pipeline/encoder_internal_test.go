package pipeline

import (
	"fmt"
	"slices"
	"testing"

	"github.com/asticode/go-astiav"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

// An encoder gives each picture out at once, as a key frame where that is asked for and nowhere else, and can be closed at any time.
func TestEncoder_atOnce(t *testing.T) {
	dev := &device{encoder: EncoderX264}
	for _, r := range []media.Rendition{
		{Codec: media.CodecH264}, {Codec: media.CodecHEVC}, {Codec: media.CodecHEVC, BitDepth: 10}, {Codec: media.CodecAV1}, {Codec: media.CodecAV1, BitDepth: 10},
	} {
		r.Name, r.Width, r.Height, r.Bitrate = "probe", 320, 180, 300_000
		t.Run(fmt.Sprintf("%s of %d bits", r.Codec, r.Depth()), func(t *testing.T) {
			e := encoding{Rendition: r, rate: media.Rational{Num: 30, Den: 1}, cores: 2}
			pictures, err := movingPictures(dev, e)
			require.NoError(t, err)
			defer func() {
				for _, f := range pictures {
					f.Free()
				}
			}()
			for _, sent := range []int{0, 1, 2, 40} {
				enc, err := newEncoder(dev, e, pictures[0], colours{}, astiav.NewRational(1, 1))
				require.NoError(t, err)
				wanted := []int{0, 1, 7, 31}
				for i := range sent {
					// A picture unlike the one before is no reason for a key frame either.
					f := pictures[(5*i)%len(pictures)].Clone()
					var keys []bool
					err := enc.encode(f, slices.Contains(wanted, i), func(a access) error { keys = append(keys, a.key); return nil })
					f.Free()
					require.NoError(t, err)
					require.Equal(t, []bool{slices.Contains(wanted, i)}, keys, "picture %d", i)
				}
				enc.close()
			}
		})
	}
}
