package client

import (
	"context"
	"encoding/json"
	"net/http"
	"time"
)

// Metadata is timed metadata: an ID3 tag at a time of a stream.
type Metadata struct {
	At     time.Time       `json:"at,omitzero"` // zero: now, where the next part begins
	Frames []MetadataFrame `json:"frames"`
}

// MetadataFrame is a frame of an ID3 tag: a TXXX with a description and a value or JSON, or a PRIV with an owner and data.
type MetadataFrame struct {
	Type        string          `json:"type"`
	Description string          `json:"description,omitempty"`
	Value       string          `json:"value,omitempty"`
	JSON        json.RawMessage `json:"json,omitempty"` // makes the value
	Owner       string          `json:"owner,omitempty"`
	Data        []byte          `json:"data,omitempty"`
}

// Moment is a time of a stream.
type Moment struct {
	Time      time.Time `json:"time"`       // as playlists tell it
	MediaTime float64   `json:"media_time"` // presentation time in the media, in seconds
}

// AddMetadata puts timed metadata into a live stream, and returns when players are told.
func (c *Client) AddMetadata(ctx context.Context, stream string, m Metadata) (Moment, error) {
	return call[Moment](ctx, c, http.MethodPost, in("/streams", stream)+"/metadata", nil, m)
}
