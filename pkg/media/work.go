package media

// Work is what a ladder asks of a transcoder: output pixels per second, by how they are encoded.
type Work struct {
	H264, HEVC, HEVC10 int64 // the last are those of 10 bits
}

// Work is what a transcoder must do for the ladder at the source's frame rate. Its sum is PixelRate, but for rounding.
func (l Ladder) Work(source Rational) Work {
	var kinds [3]Ladder
	for _, r := range l {
		switch {
		case r.Format() != CodecHEVC:
			kinds[0] = append(kinds[0], r)
		case r.Depth() == 8:
			kinds[1] = append(kinds[1], r)
		default:
			kinds[2] = append(kinds[2], r)
		}
	}
	return Work{kinds[0].PixelRate(source), kinds[1].PixelRate(source), kinds[2].PixelRate(source)}
}

// Pixels is the number of output pixels per second.
func (w Work) Pixels() int64 { return w.H264 + w.HEVC + w.HEVC10 }

// MaxEncodeCost bounds EncodeCosts, so that no sum can run over.
const MaxEncodeCost = 100

// EncodeCosts are what an output pixel costs a transcoder, decoding and scaling included, where one of H.264 costs 1. What is less than
// 1 counts as 1: nobody has more capacity for what it was not measured with.
type EncodeCosts struct {
	HEVC   float64 `json:"hevc"`
	HEVC10 float64 `json:"hevc10"`
}

// Of is what work costs, in pixels of H.264 per second.
func (c EncodeCosts) Of(w Work) int64 {
	return w.H264 + cost(w.HEVC, c.HEVC) + cost(w.HEVC10, c.HEVC10)
}

func cost(pixels int64, each float64) int64 {
	return int64(float64(pixels) * min(max(each, 1), MaxEncodeCost))
}
