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
		{Width: 50, Height: 20, Codec: media.CodecAV1},
		{Width: 50, Height: 10, Codec: media.CodecAV1, BitDepth: 10},
	}
	rate := media.Rational{Num: 30, Den: 1}
	w := ladder.Work(rate)
	require.Equal(t, media.Work{H264: 300_000, HEVC: 150_000 + 37_500, HEVC10: 30_000, AV1: 30_000, AV1x10: 15_000}, w)
	require.Equal(t, ladder.PixelRate(rate), w.Pixels())
	require.Zero(t, media.Ladder{}.Work(rate))
}

func TestEncodeCosts_Worst(t *testing.T) {
	a := media.EncodeCosts{HEVC: 1, HEVC10: 2, AV1: 3, AV1x10: 4}
	require.Equal(t, media.EncodeCosts{HEVC: 2, HEVC10: 2, AV1: 4}, a.Worst(media.EncodeCosts{HEVC: 2, AV1: 4}))
}

func TestEncodeCosts(t *testing.T) {
	w := media.Work{H264: 1000, HEVC: 100, HEVC10: 10}
	withAV1 := media.Work{H264: 1000, AV1: 100, AV1x10: 10}
	for name, tt := range map[string]struct {
		costs media.EncodeCosts
		work  media.Work
		want  int64
	}{
		"not measured":          {media.EncodeCosts{}, w, 1110},
		"dearer":                {media.EncodeCosts{HEVC: 2.5, HEVC10: 4}, w, 1290},
		"cheaper is alike":      {media.EncodeCosts{HEVC: 0.5, HEVC10: -1}, w, 1110},
		"bounded":               {media.EncodeCosts{HEVC: 1e9, HEVC10: math.Inf(1)}, w, 1000 + 11_000},
		"AV1":                   {media.EncodeCosts{AV1: 3, AV1x10: 5}, withAV1, 1350},
		"no encoder of AV1":     {media.EncodeCosts{HEVC: 2}, withAV1, 0},
		"none of 10 bits":       {media.EncodeCosts{AV1: 3}, withAV1, 0},
		"none that is asked":    {media.EncodeCosts{AV1: 3}, media.Work{AV1: 10}, 30},
		"cheap AV1 counts as 1": {media.EncodeCosts{AV1: 0.1}, media.Work{AV1: 10}, 10},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.want, tt.costs.Of(tt.work)) })
	}
}
