package client

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// CaptionTrack is captions of a stream that viewers may choose.
type CaptionTrack struct {
	ID       string `json:"id"`                 // CC1 to CC4, SERVICE1 to SERVICE63: in the video; another one: WebVTT beside it
	Name     string `json:"name,omitempty"`     // for viewers
	Language string `json:"language,omitempty"` // RFC 5646
	Default  bool   `json:"default,omitempty"`  // shown to who has chosen nothing
}

// CaptionSpec adds captions to a track of WebVTT.
type CaptionSpec struct {
	Name     string    `json:"name,omitempty"`     // for viewers, of a track that the stream does not have yet
	Language string    `json:"language,omitempty"` // likewise; RFC 5646
	Cues     []CueSpec `json:"cues,omitempty"`
}

// CueSpec is text and when it is shown.
type CueSpec struct {
	Start    string  `json:"start,omitempty"` // "now", or a date-time (RFC 3339) as playlists have; "": now
	Duration float64 `json:"duration"`        // seconds
	Text     string  `json:"text"`            // plain
	Settings string  `json:"settings,omitempty"`
}

// PlacedCaptions says what became of captions.
type PlacedCaptions struct {
	Track string      `json:"track"`
	Cues  []PlacedCue `json:"cues"`
}

// PlacedCue is when a cue is shown.
type PlacedCue struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	Late  bool      `json:"late"` // what it begins in was published; players show it if they have not passed it
}

// AddCaptions adds captions to a track of a live stream: all of them, or none. A track that the stream does not have is made.
func (c *Client) AddCaptions(ctx context.Context, stream, track string, spec CaptionSpec) (PlacedCaptions, error) {
	return call[PlacedCaptions](ctx, c, http.MethodPost, in("/streams", stream)+"/captions/"+url.PathEscape(track), nil, spec)
}
