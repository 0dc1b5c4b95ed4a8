package media_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

func TestWork(t *testing.T) {
	ladder := media.Ladder{
		{Width: 100, Height: 100},
		{Width: 100, Height: 50, Codec: media.CodecHEVC},
		{Width: 50, Height: 50, Codec: media.CodecHEVC, BitDepth: 8, FrameRate: media.Rational{Num: 15, Den: 1}},
		{Width: 50, Height: 20, Codec: media.CodecHEVC, BitDepth: 10},
	}
	rate := media.Rational{Num: 30, Den: 1}
	w := ladder.Work(rate)
	require.Equal(t, media.Work{H264: 300_000, HEVC: 150_000 + 37_500, HEVC10: 30_000}, w)
	require.Equal(t, ladder.PixelRate(rate), w.Pixels())
	require.Zero(t, media.Ladder{}.Work(rate))
}

func TestEncodeCosts(t *testing.T) {
	w := media.Work{H264: 1000, HEVC: 100, HEVC10: 10}
	for name, tt := range map[string]struct {
		costs media.EncodeCosts
		want  int64
	}{
		"not measured":     {media.EncodeCosts{}, 1110},
		"dearer":           {media.EncodeCosts{HEVC: 2.5, HEVC10: 4}, 1290},
		"cheaper is alike": {media.EncodeCosts{HEVC: 0.5, HEVC10: -1}, 1110},
		"bounded":          {media.EncodeCosts{HEVC: 1e9, HEVC10: math.Inf(1)}, 1000 + 11_000},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.want, tt.costs.Of(w)) })
	}
}
