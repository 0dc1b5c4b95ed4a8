package media

// Work is what a ladder asks of a transcoder: output pixels per second, by how they are encoded.
type Work struct {
	H264, HEVC, HEVC10, AV1, AV1x10 int64 // HEVC10 and AV1x10 are those of 10 bits
}

// Work is what a transcoder must do for the ladder at the source's frame rate. Its sum is PixelRate, but for rounding.
func (l Ladder) Work(source Rational) Work {
	type kind struct {
		codec Codec
		depth int
	}
	kinds := map[kind]Ladder{}
	for _, r := range l {
		k := kind{r.Format(), r.Depth()}
		kinds[k] = append(kinds[k], r)
	}
	of := func(c Codec, depth int) int64 { return kinds[kind{c, depth}].PixelRate(source) }
	return Work{
		H264: of(CodecH264, 8), HEVC: of(CodecHEVC, 8), HEVC10: of(CodecHEVC, 10), AV1: of(CodecAV1, 8), AV1x10: of(CodecAV1, 10),
	}
}

// Pixels is the number of output pixels per second.
func (w Work) Pixels() int64 { return w.H264 + w.HEVC + w.HEVC10 + w.AV1 + w.AV1x10 }

// MaxEncodeCost bounds EncodeCosts, so that no sum can run over.
const MaxEncodeCost = 100

// EncodeCosts are what an output pixel costs a transcoder, decoding and scaling included, where one of H.264 costs 1. What is less than
// 1 counts as 1: nobody has more capacity for what it was not measured with. But for AV1: not every encoder of it is of use, and 0 means
// that the transcoder has none that is.
type EncodeCosts struct {
	HEVC   float64 `json:"hevc"`
	HEVC10 float64 `json:"hevc10"`
	AV1    float64 `json:"av1"`
	AV1x10 float64 `json:"av1x10"`
}

// Of is what work costs, in pixels of H.264 per second; 0 of work that the transcoder cannot do.
func (c EncodeCosts) Of(w Work) int64 {
	if w.AV1 > 0 && c.AV1 <= 0 || w.AV1x10 > 0 && c.AV1x10 <= 0 {
		return 0
	}
	return w.H264 + cost(w.HEVC, c.HEVC) + cost(w.HEVC10, c.HEVC10) + cost(w.AV1, c.AV1) + cost(w.AV1x10, c.AV1x10)
}

// Worst is what is sure where work is done at the one place or the other.
func (c EncodeCosts) Worst(other EncodeCosts) EncodeCosts {
	both := func(a, b float64) float64 {
		if a <= 0 || b <= 0 {
			return 0
		}
		return max(a, b)
	}
	return EncodeCosts{
		HEVC: max(c.HEVC, other.HEVC), HEVC10: max(c.HEVC10, other.HEVC10), AV1: both(c.AV1, other.AV1), AV1x10: both(c.AV1x10, other.AV1x10),
	}
}

func cost(pixels int64, each float64) int64 {
	return int64(float64(pixels) * min(max(each, 1), MaxEncodeCost))
}
