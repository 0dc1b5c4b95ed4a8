package media

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// Profile is a rendition in the JSON that users of go-livepeer have. It may say only what a rung is here, or be silent: H.264 in High
// profile, HEVC or AV1, with 4:2:0, and an IDR at each segment of two seconds. Fit and AV1 are ours.
type Profile struct {
	Name         string       `json:"name"`
	Width        int          `json:"width"`
	Height       int          `json:"height"`
	Bitrate      int          `json:"bitrate"`
	FPS          uint32       `json:"fps,omitempty"`    // none: the source's frame rate
	FPSDen       uint32       `json:"fpsDen,omitempty"` // none: 1
	Profile      string       `json:"profile,omitempty"`
	GOP          string       `json:"gop,omitempty"`
	Encoder      Encoder      `json:"encoder,omitempty"`
	ColorDepth   int          `json:"colorDepth,omitempty"`
	ChromaFormat ChromaFormat `json:"chromaFormat,omitempty"`
	Quality      uint         `json:"quality,omitempty"`
	Fit          Fit          `json:"fit,omitempty"`
	Codec        Codec        `json:"codec,omitempty"` // another word for Encoder: h264, hevc or av1
}

// UnmarshalJSON takes an object of nothing but those fields, or the name of a preset.
func (p *Profile) UnmarshalJSON(text []byte) error {
	var preset string
	if json.Unmarshal(text, &preset) == nil && string(text) != "null" {
		r, ok := Preset(preset)
		if !ok {
			return fmt.Errorf("%w: there is no preset %.32q", ErrLadder, preset)
		}
		*p = r.Profile()
		return nil
	}
	type object Profile // without this method
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode((*object)(p))
}

// Profile is the rendition in the JSON of users.
func (r Rendition) Profile() Profile {
	p := Profile{Name: r.Name, Width: r.Width, Height: r.Height, Bitrate: r.Bitrate, ColorDepth: r.BitDepth, Fit: r.Fit}
	if r.FrameRate.Num > 0 {
		p.FPS, p.FPSDen = uint32(r.FrameRate.Num), uint32(r.FrameRate.Den)
	}
	switch r.Codec {
	case CodecHEVC:
		p.Encoder = EncoderHEVC
	case CodecAV1:
		p.Encoder = EncoderAV1
	}
	return p
}

// Rendition is the profile as a rung, whose bounds Ladder.Validate checks.
func (p Profile) Rendition() (Rendition, error) {
	encoder, known := p.Encoder.codec()
	switch {
	case !known:
		return Rendition{}, fmt.Errorf("%w: encoder %.32q: %s, %s or %s", ErrLadder, p.Encoder, EncoderH264, EncoderHEVC, EncoderAV1)
	case encoder != "" && p.Codec != "" && encoder != p.Codec:
		return Rendition{}, fmt.Errorf("%w: encoder %.32q and codec %.32q", ErrLadder, p.Encoder, p.Codec)
	}
	codec := cmp.Or(encoder, p.Codec, CodecH264)
	switch {
	case p.Profile != "" && p.Profile != "None" && (p.Profile != "H264High" || codec != CodecH264):
		return Rendition{}, fmt.Errorf("%w: profile %.32q: only H264High, of H.264", ErrLadder, p.Profile)
	case p.GOP != "" && p.GOP != "0" && p.GOP != "2" && p.GOP != "2.0":
		return Rendition{}, fmt.Errorf("%w: gop %.32q: only 2", ErrLadder, p.GOP)
	case p.ChromaFormat != "" && p.ChromaFormat != "420":
		return Rendition{}, fmt.Errorf("%w: chromaFormat %.32s: only 420", ErrLadder, p.ChromaFormat)
	case p.Quality != 0:
		return Rendition{}, fmt.Errorf("%w: quality %d: give a bitrate instead", ErrLadder, p.Quality)
	}
	r := Rendition{
		Name: p.Name, Width: p.Width, Height: p.Height, Bitrate: p.Bitrate, Codec: codec, Fit: p.Fit,
	}
	if p.ColorDepth != 8 { // which is what silence means
		r.BitDepth = p.ColorDepth
	}
	if p.FPS != 0 {
		r.FrameRate = Rational{Num: int(p.FPS), Den: int(cmp.Or(p.FPSDen, 1))}
	}
	return r, nil
}

// Encoder is go-livepeer's name of a codec.
type Encoder string

// The encoders of profiles.
const (
	EncoderH264 Encoder = "H.264"
	EncoderHEVC Encoder = "HEVC"
	EncoderAV1  Encoder = "AV1" // which is ours
)

// codec is what it encodes to; none where it says nothing.
func (e Encoder) codec() (c Codec, known bool) {
	switch e {
	case "":
		return "", true
	case EncoderH264:
		return CodecH264, true
	case EncoderHEVC:
		return CodecHEVC, true
	case EncoderAV1:
		return CodecAV1, true
	default:
		return "", false
	}
}

// ChromaFormat is 420, in JSON as text or a number, or nothing.
type ChromaFormat string

// UnmarshalJSON takes a number or text.
func (c *ChromaFormat) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case "null", "0", `""`, "420", `"420"`:
		*c = ""
	default:
		*c = ChromaFormat(strings.Trim(string(text), `"`))
	}
	return nil
}

// LadderOf makes a ladder of profiles, in their order. Of profiles that are absent (nil) none is made.
func LadderOf(profiles []Profile) (Ladder, error) {
	if len(profiles) > MaxRenditions {
		return nil, fmt.Errorf("%w: %d profiles, at most %d", ErrLadder, len(profiles), MaxRenditions)
	}
	if profiles == nil {
		return nil, nil
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
