package client

import (
	"context"
	"iter"
	"net/http"
	"net/url"
	"time"
)

// Recording is a stream that was recorded.
type Recording struct {
	ID          string    `json:"id"`
	Stream      string    `json:"stream"`
	State       string    `json:"state"` // recording or ready
	StartedAt   time.Time `json:"started_at"`
	EndedAt     time.Time `json:"ended_at,omitzero"`
	Seconds     float64   `json:"seconds"` // of media
	Bytes       int64     `json:"bytes"`
	Lost        int64     `json:"lost"`                   // parts that the store did not take
	PlaybackURL string    `json:"playback_url,omitempty"` // a path; see Client.URL
	ClipURL     string    `json:"clip_url,omitempty"`     // likewise

	Captions []CaptionTrack `json:"captions,omitempty"` // beside the video
}

// RecordingList is a page of recordings.
type RecordingList struct {
	Recordings []Recording `json:"recordings"`
	Next       string      `json:"next,omitempty"`
}

// Recordings goes through the recordings, newest first, of one stream, or of all if that is empty.
func (c *Client) Recordings(ctx context.Context, stream string) iter.Seq2[Recording, error] {
	q := url.Values{}
	set(q, "stream", stream)
	return all(func(q url.Values) ([]Recording, string, error) {
		page, err := call[RecordingList](ctx, c, http.MethodGet, "/recordings", q, nil)
		return page.Recordings, page.Next, err
	}, q)
}

// Recording returns one.
func (c *Client) Recording(ctx context.Context, id string) (Recording, error) {
	return call[Recording](ctx, c, http.MethodGet, in("/recordings", id), nil, nil)
}

// DeleteRecording deletes one.
func (c *Client) DeleteRecording(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, in("/recordings", id), nil, nil, nil)
}
