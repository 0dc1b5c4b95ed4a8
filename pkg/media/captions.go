package media

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Bounds of captions.
const (
	MaxTextTracks    = 8  // of WebVTT, in a stream
	MaxCaptionTracks = 24 // that can be declared, in the video and beside it
	maxTrackName     = 64 // bytes
)

// ErrCaptions is wrapped by what is wrong with a list of caption tracks.
var ErrCaptions = errors.New("invalid caption tracks")

// CaptionTrack is captions of a stream that viewers may choose.
type CaptionTrack struct {
	// ID is CC1 to CC4 (CEA-608) or SERVICE1 to SERVICE63 (CEA-708) of captions that are in the video. Another one, 1 to 24
	// of a-z, 0-9, '-' and '_', is that of a track of WebVTT beside it.
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`     // for viewers; empty: made of the language or the ID
	Language string `json:"language,omitempty"` // RFC 5646; empty: unknown
	Default  bool   `json:"default,omitempty"`  // shown to who has chosen nothing
}

var (
	inVideo   = regexp.MustCompile(`^(CC[1-4]|SERVICE[1-9][0-9]?)$`)
	textTrack = regexp.MustCompile(`^[a-z0-9_-]{1,24}$`)
	language  = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$`)
)

// InVideo says that the captions are in the video.
func (c CaptionTrack) InVideo() bool { return inVideo.MatchString(c.ID) }

// Validate checks a track; its error wraps ErrCaptions.
func (c CaptionTrack) Validate() error {
	const services = 63
	if n, err := strconv.Atoi(c.ID[min(len("SERVICE"), len(c.ID)):]); !textTrack.MatchString(c.ID) && (!c.InVideo() || err == nil && n > services) {
		return fmt.Errorf("%w: id %.32q: CC1 to CC4, SERVICE1 to SERVICE63, or 1 to 24 of a-z, 0-9, '-' and '_'", ErrCaptions, c.ID)
	}
	if c.Language != "" && !language.MatchString(c.Language) {
		return fmt.Errorf("%w: language %.32q: want a tag such as en or pt-BR", ErrCaptions, c.Language)
	}
	if len(c.Name) > maxTrackName || !utf8.ValidString(c.Name) {
		return fmt.Errorf("%w: name %.32q: up to %d bytes", ErrCaptions, c.Name, maxTrackName)
	}
	for _, r := range c.Name {
		if r == '"' || unicode.IsControl(r) {
			return fmt.Errorf("%w: name %.32q: no quotes and control characters", ErrCaptions, c.Name)
		}
	}
	return nil
}

// ValidateCaptions checks the tracks of one stream, as Validate does, and that each is there once, at most one by default in the video and one
// beside it.
func ValidateCaptions(tracks []CaptionTrack) error {
	if len(tracks) > MaxCaptionTracks {
		return fmt.Errorf("%w: up to %d", ErrCaptions, MaxCaptionTracks)
	}
	ids := map[string]bool{}
	defaults := map[bool]bool{}
	text := 0
	for _, c := range tracks {
		if err := c.Validate(); err != nil {
			return err
		}
		if ids[c.ID] {
			return fmt.Errorf("%w: %s is there twice", ErrCaptions, c.ID)
		}
		ids[c.ID] = true
		if c.Default && defaults[c.InVideo()] {
			return fmt.Errorf("%w: %s is a second default", ErrCaptions, c.ID)
		}
		defaults[c.InVideo()] = defaults[c.InVideo()] || c.Default
		if !c.InVideo() {
			text++
		}
	}
	if text > MaxTextTracks {
		return fmt.Errorf("%w: up to %d of WebVTT", ErrCaptions, MaxTextTracks)
	}
	return nil
}
