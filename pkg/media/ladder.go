package media

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
)

// Rendition is one output of a ladder: what a transcoder is to make of the source video.
type Rendition struct {
	Name    string `json:"name"`            // 1 to 32 characters of a-z, 0-9, '-' and '_'; part of URLs
	Width   int    `json:"width"`           // in pixels, even
	Height  int    `json:"height"`          // in pixels, even
	Bitrate int    `json:"bitrate"`         // video bits per second
	Codec   Codec  `json:"codec,omitempty"` // h264 (when empty), hevc or av1
	Fit     Fit    `json:"fit,omitempty"`   // contain when empty
	// FrameRate is the most frames in a second; zero: the source's. Decimator says which of the source's frames they are.
	FrameRate Rational `json:"frame_rate,omitzero"`
	// BitDepth is 8 (when 0), or 10 with HEVC or AV1: a source of high dynamic range stays so then.
	BitDepth int `json:"bit_depth,omitempty"`
}

// Fit says what becomes of a rendition's size when it meets a source of another shape.
type Fit string

// Fits.
const (
	// FitContain keeps the source's shape: the shorter edge is the rendition's, the other one follows.
	FitContain Fit = "contain"
	// FitExact keeps the rendition's size. The picture keeps its shape all the same: its pixels are not square then.
	FitExact Fit = "exact"
	// FitCover keeps the rendition's size, and fills it with the picture in its shape: what overhangs is cut off, alike on both sides.
	FitCover Fit = "cover"
)

// Ladder is an ordered list of renditions, best first.
type Ladder []Rendition

// Names that a ladder may not use: the source rung and the audio renditions have them; see AudioTrackName.
const (
	SourceName = "source"
	AudioName  = "audio"
)

// Bounds of a ladder and its renditions.
const (
	MaxRenditions = 10
	MinDimension  = 32
	MaxDimension  = 8192
	MinBitrate    = 16_000
	MaxBitrate    = 200_000_000
	MaxFrameRate  = 1000 // and at least 1
)

// DefaultLadder is what a stream gets when nobody says otherwise, before Fit.
func DefaultLadder() Ladder {
	return Ladder{
		{Name: "1080p", Width: 1920, Height: 1080, Bitrate: 5_000_000, Codec: CodecH264},
		{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: CodecH264},
		{Name: "480p", Width: 854, Height: 480, Bitrate: 1_200_000, Codec: CodecH264},
		{Name: "360p", Width: 640, Height: 360, Bitrate: 700_000, Codec: CodecH264},
		{Name: "240p", Width: 426, Height: 240, Bitrate: 350_000, Codec: CodecH264},
		{Name: "144p", Width: 256, Height: 144, Bitrate: 180_000, Codec: CodecH264},
	}
}

// DefaultRungs is how many rungs Fit keeps of DefaultLadder.
const DefaultRungs = 3

// Fit adapts a ladder to a source picture: renditions that would upscale it are dropped, the others keep their
// height as the short edge and take the source's shape, with even sizes (or keep their size: FitExact, FitCover), and at most limit (0
// means all) are kept, best first.
func (l Ladder) Fit(width, height, limit int) Ladder {
	var out Ladder
	for _, r := range l {
		fitted, ok := r.fit(width, height)
		if !ok {
			continue
		}
		out = append(out, fitted)
		if len(out) == limit {
			break
		}
	}
	return out
}

// WithSourceSize puts a rendition of the source's own size before those of a ladder that was fitted, at the bitrate that the
// default ladder has for such a picture. It leaves a ladder alone that is full, or a picture that no rendition may have.
func (l Ladder) WithSourceSize(width, height int) Ladder {
	r := Rendition{Width: width &^ 1, Height: height &^ 1, Codec: CodecH264}
	if len(l) == MaxRenditions || !validEdge(r.Width) || !validEdge(r.Height) {
		return l
	}
	// Larger pictures need fewer bits for a pixel.
	best := DefaultLadder()[0]
	scale := math.Pow(float64(r.Width*r.Height)/float64(best.Width*best.Height), 0.75)
	r.Bitrate = min(max(int(scale*float64(best.Bitrate))/1000*1000, MinBitrate), MaxBitrate)
	if r.Name = fmt.Sprintf("%dp", min(r.Width, r.Height)); slices.ContainsFunc(l, func(other Rendition) bool { return other.Name == r.Name }) {
		r.Name = "full"
	}
	return append(Ladder{r}, l...)
}

// WithSourceRate leaves it to the source how many frames there are in a second wherever a rendition does not ask for fewer: no frame
// is made up.
func (l Ladder) WithSourceRate(source Rational) Ladder {
	out := slices.Clone(l)
	for i, r := range out {
		if source.Float() > 0 && r.FrameRate.atLeast(source) {
			out[i].FrameRate = Rational{}
		}
	}
	return out
}

// fit is the rendition for a source picture; not ok where it would not be smaller, or beyond what a rendition may be.
func (r Rendition) fit(width, height int) (_ Rendition, ok bool) {
	short, long := min(width, height), max(width, height)
	if short <= 0 {
		return r, false
	}
	if r.Fit == FitExact || r.Fit == FitCover {
		return r, r.Width <= width && r.Height <= height && (r.Width < width || r.Height < height)
	}
	edge := min(r.Width, r.Height)
	if edge >= short {
		return r, false
	}
	edge &^= 1
	other := 2 * ((long*edge + short) / (2 * short)) // nearest even
	if width >= height {
		r.Width, r.Height = other, edge
	} else {
		r.Width, r.Height = edge, other
	}
	return r, min(r.Width, r.Height) >= MinDimension && max(r.Width, r.Height) <= MaxDimension
}

var renditionName = regexp.MustCompile(`^[a-z0-9_-]{1,32}$`)

// ErrLadder is wrapped by every error of Validate.
var ErrLadder = errors.New("invalid ladder")

// Validate checks every bound; an empty ladder is valid and means: source only.
func (l Ladder) Validate() error {
	if len(l) > MaxRenditions {
		return fmt.Errorf("%w: %d renditions, at most %d", ErrLadder, len(l), MaxRenditions)
	}
	seen := map[string]bool{SourceName: true}
	for track := range MaxAudioTracks {
		seen[AudioTrackName(track)] = true
	}
	for _, r := range l {
		switch {
		case !renditionName.MatchString(r.Name):
			return fmt.Errorf("%w: name %q: use 1 to 32 of a-z, 0-9, '-' and '_'", ErrLadder, r.Name)
		case seen[r.Name]:
			return fmt.Errorf("%w: name %q is taken", ErrLadder, r.Name)
		case !validEdge(r.Width) || !validEdge(r.Height):
			return fmt.Errorf("%w: %s is %dx%d: sizes are even, from %d to %d", ErrLadder, r.Name, r.Width, r.Height, MinDimension, MaxDimension)
		case r.Bitrate < MinBitrate || r.Bitrate > MaxBitrate:
			return fmt.Errorf("%w: %s has %d bit/s: from %d to %d", ErrLadder, r.Name, r.Bitrate, MinBitrate, MaxBitrate)
		case r.Format() != CodecH264 && r.Format() != CodecHEVC && r.Format() != CodecAV1:
			return fmt.Errorf("%w: %s has codec %.32q: %s, %s or %s", ErrLadder, r.Name, r.Codec, CodecH264, CodecHEVC, CodecAV1)
		case r.BitDepth != 0 && r.BitDepth != 8 && (r.BitDepth != 10 || r.Format() == CodecH264):
			return fmt.Errorf("%w: %s has %d bits: 8, or 10 with %s or %s", ErrLadder, r.Name, r.BitDepth, CodecHEVC, CodecAV1)
		case r.Fit != "" && r.Fit != FitContain && r.Fit != FitExact && r.Fit != FitCover:
			return fmt.Errorf("%w: %s has fit %.32q: %s, %s or %s", ErrLadder, r.Name, r.Fit, FitContain, FitExact, FitCover)
		case r.FrameRate != Rational{} && !r.FrameRate.validRendition():
			return fmt.Errorf("%w: %s has %d/%d frames a second: from 1 to %d", ErrLadder, r.Name, r.FrameRate.Num, r.FrameRate.Den, MaxFrameRate)
		}
		seen[r.Name] = true
	}
	return nil
}

func validEdge(n int) bool { return n >= MinDimension && n <= MaxDimension && n%2 == 0 }

// PixelRate is the number of pixels per second that a transcoder must encode for the ladder at the source's frame rate.
func (l Ladder) PixelRate(source Rational) int64 {
	if source.Num <= 0 || source.Den <= 0 {
		source = Rational{Num: 60, Den: 1}
	}
	var whole, sum int64 // pixels at the source's rate, and pixels per second at lower ones
	for _, r := range l {
		pixels := int64(r.Width) * int64(r.Height)
		if rate := r.Rate(source); rate != source {
			sum += mulDiv(pixels, int64(rate.Num), int64(rate.Den))
			continue
		}
		whole += pixels
	}
	return sum + mulDiv(whole, int64(source.Num), int64(source.Den))
}

// Format is the rendition's codec.
func (r Rendition) Format() Codec { return cmp.Or(r.Codec, CodecH264) }

// Depth is the rendition's bits per sample.
func (r Rendition) Depth() int { return cmp.Or(r.BitDepth, 8) }

// Rate is the frame rate of the rendition of a source: the lower one of the two.
func (r Rendition) Rate(source Rational) Rational {
	if r.FrameRate.Float() <= 0 || source.Float() > 0 && r.FrameRate.atLeast(source) {
		return source
	}
	return r.FrameRate
}
