package media

import (
	"cmp"
	"encoding/json"
	"fmt"
)

// Profile is a rendition in the JSON that users of go-livepeer have. It may say only what a rung is here, or be silent: H.264 in High
// profile with 8 bits of 4:2:0, and an IDR at each segment of two seconds. Fit is ours.
type Profile struct {
	Name         string          `json:"name"`
	Width        int             `json:"width"`
	Height       int             `json:"height"`
	Bitrate      int             `json:"bitrate"`
	FPS          uint32          `json:"fps"`    // none: the source's frame rate
	FPSDen       uint32          `json:"fpsDen"` // none: 1
	Profile      string          `json:"profile"`
	GOP          string          `json:"gop"`
	Encoder      string          `json:"encoder"`
	ColorDepth   int             `json:"colorDepth"`
	ChromaFormat json.RawMessage `json:"chromaFormat"` // a number, or text
	Quality      uint            `json:"quality"`
	Fit          Fit             `json:"fit"`
	Codec        Codec           `json:"codec"` // another word for Encoder
}

// Rendition is the profile as a rung, whose bounds Ladder.Validate checks.
func (p Profile) Rendition() (Rendition, error) {
	switch {
	case p.Profile != "" && p.Profile != "None" && p.Profile != "H264High":
		return Rendition{}, fmt.Errorf("%w: profile %.32q: only H264High", ErrLadder, p.Profile)
	case p.GOP != "" && p.GOP != "0" && p.GOP != "2" && p.GOP != "2.0":
		return Rendition{}, fmt.Errorf("%w: gop %.32q: only 2", ErrLadder, p.GOP)
	case p.Encoder != "" && p.Encoder != "H.264":
		return Rendition{}, fmt.Errorf("%w: encoder %.32q: only H.264", ErrLadder, p.Encoder)
	case p.ColorDepth != 0 && p.ColorDepth != 8:
		return Rendition{}, fmt.Errorf("%w: colorDepth %d: only 8", ErrLadder, p.ColorDepth)
	case !p.subsampled():
		return Rendition{}, fmt.Errorf("%w: chromaFormat %.32s: only 420", ErrLadder, p.ChromaFormat)
	case p.Quality != 0:
		return Rendition{}, fmt.Errorf("%w: quality %d: give a bitrate instead", ErrLadder, p.Quality)
	}
	r := Rendition{
		Name: p.Name, Width: p.Width, Height: p.Height, Bitrate: p.Bitrate, Codec: cmp.Or(p.Codec, CodecH264), Fit: p.Fit,
	}
	if p.FPS != 0 {
		r.FrameRate = Rational{Num: int(p.FPS), Den: int(cmp.Or(p.FPSDen, 1))}
	}
	return r, nil
}

// subsampled says whether the chroma format is 4:2:0.
func (p Profile) subsampled() bool {
	switch string(p.ChromaFormat) {
	case "", "null", "0", "420", `""`, `"420"`:
		return true
	}
	return false
}

// LadderOf makes a ladder of profiles, in their order.
func LadderOf(profiles []Profile) (Ladder, error) {
	if len(profiles) > MaxRenditions {
		return nil, fmt.Errorf("%w: %d profiles, at most %d", ErrLadder, len(profiles), MaxRenditions)
	}
	out := Ladder{}
	for i, p := range profiles {
		r, err := p.Rendition()
		if err != nil {
			return nil, fmt.Errorf("profile %d: %w", i, err)
		}
		out = append(out, r)
	}
	return out, out.Validate()
}
