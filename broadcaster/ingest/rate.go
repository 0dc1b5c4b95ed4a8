package ingest

import (
	"math"

	"github.com/millrace/millrace/pkg/media"
)

// maxRate is the most frames a second that a rate is believed for.
const maxRate = 300

// FrameRate is the exact rate that a decimal one stands for, as in onMetaData: 29.97 is 30000/1001. It is zero when
// the number makes no sense.
func FrameRate(fps float64) media.Rational {
	if math.IsNaN(fps) || fps < 1 || fps > maxRate {
		return media.Rational{}
	}
	return nominal(media.Rational{Num: int(math.Round(fps * 1000)), Den: 1000})
}

// nominal replaces a rate by the whole or NTSC rate next to it, if that is within 0.02 %, as sloppy encoders round
// 30000/1001 to 2997/100. Rates beyond belief become zero.
func nominal(r media.Rational) media.Rational {
	fps := r.Float()
	if fps < 1 || fps > maxRate {
		return media.Rational{}
	}
	whole := int(math.Round(fps))
	ntsc := int(math.Round(fps * 1.001))
	for _, n := range []media.Rational{{Num: whole, Den: 1}, {Num: ntsc * 1000, Den: 1001}} {
		if math.Abs(fps/n.Float()-1) < 2e-4 {
			return n
		}
	}
	if r.Num > 1<<20 || r.Den > 1<<20 {
		return nominal(media.Rational{Num: int(math.Round(fps * 1000)), Den: 1000})
	}
	return r
}
