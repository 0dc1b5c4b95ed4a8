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

// DateRange is a stretch of a stream that playlists tell of (EXT-X-DATERANGE).
type DateRange struct {
	ID              string         `json:"id"`
	Class           string         `json:"class,omitempty"`
	Start           time.Time      `json:"start,omitzero"`             // zero: now, where the next part begins
	Duration        *float64       `json:"duration,omitempty"`         // seconds, 0 for an instant; nil: not known yet
	PlannedDuration *float64       `json:"planned_duration,omitempty"` // seconds
	EndOnNext       bool           `json:"end_on_next,omitempty"`      // it lasts until the next one of its class
	Attributes      map[string]any `json:"attributes,omitempty"`       // X-...: strings and numbers
	SCTE35CMD       []byte         `json:"scte35_cmd,omitempty"`
	SCTE35OUT       []byte         `json:"scte35_out,omitempty"`
	SCTE35IN        []byte         `json:"scte35_in,omitempty"`
}

// SetDateRange has a live stream's playlists say a date range, or what is new of one that they say. It returns all that is said of it.
func (c *Client) SetDateRange(ctx context.Context, stream string, r DateRange) (DateRange, error) {
	return call[DateRange](ctx, c, http.MethodPost, in("/streams", stream)+"/dateranges", nil, r)
}
