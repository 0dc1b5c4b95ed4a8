package client

import (
	"context"
	"iter"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Stream is one stream and how it is doing.
type Stream struct {
	Name           string          `json:"name"`
	State          string          `json:"state"` // live, disconnected, ended or idle
	StartedAt      time.Time       `json:"started_at,omitzero"`
	DisconnectedAt time.Time       `json:"disconnected_at,omitzero"` // set while it waits for its publisher
	EndedAt        time.Time       `json:"ended_at,omitzero"`
	Source         *Source         `json:"source,omitempty"`     // nil: no video (yet)
	Audio          *Audio          `json:"audio,omitempty"`      // nil: no sound (yet)
	MoreAudio      []Audio         `json:"more_audio,omitempty"` // further tracks, for viewers to choose from
	Renditions     []Rendition     `json:"renditions"`           // the source first, then the ladder, best first
	Session        string          `json:"session,omitempty"`
	Orchestrator   string          `json:"orchestrator,omitempty"` // address of the one at work
	Failovers      int             `json:"failovers"`
	Problem        string          `json:"problem,omitempty"`        // why there is only the source
	PlaybackURL    string          `json:"playback_url"`             // a path; see Client.URL
	WatchURL       string          `json:"watch_url"`                // likewise
	DVRURL         string          `json:"dvr_url,omitempty"`        // likewise, for those who want to go back; empty: they cannot
	PosterURL      string          `json:"poster_url,omitempty"`     // likewise, of the newest picture
	StoryboardURL  string          `json:"storyboard_url,omitempty"` // likewise, of a WebVTT that maps times to thumbnails
	Captions       []CaptionTrack  `json:"captions,omitzero"`        // that viewers may choose
	Viewers        int             `json:"viewers"`                  // who watch it now; who is behind a CDN is not seen
	Health         *Health         `json:"health,omitempty"`         // how the publisher's media comes in; nil: nobody publishes
	Settings       *StreamSettings `json:"settings,omitempty"`
}

// Health is how a publisher's media comes in.
type Health struct {
	Protocol         string    `json:"protocol"`
	Since            time.Time `json:"since"`                               // it has been publishing
	Bitrate          int       `json:"bitrate"`                             // bit/s, over the last 10 s
	FrameRate        float64   `json:"frame_rate"`                          // pictures a second that came, likewise
	KeyframeInterval float64   `json:"keyframe_interval_seconds,omitempty"` // the longest of the last eight; 0: not known
	MissingFrames    int64     `json:"missing_frames"`                      // that did not come although the frame rate says there should have been some
	DroppedUnits     int64     `json:"dropped_units"`                       // that came and were of no use
	Advice           []Advice  `json:"advice,omitempty"`                    // the most important first; nil: all is well
}

// Advice is what to change at a publisher.
type Advice struct {
	Code string `json:"code"` // keyframe_interval, frame_rate, missing_frames, dropped_units or bitrate_limit
	Text string `json:"text"`
}

// Source is the video that the publisher sends.
type Source struct {
	Codec     string  `json:"codec"`
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	FrameRate float64 `json:"frame_rate"` // frames per second; 0 when unknown
	Bitrate   int     `json:"bitrate"`    // bit/s, measured
}

// Audio is a track of the sound.
type Audio struct {
	Codec      string `json:"codec"`
	SampleRate int    `json:"sample_rate"` // in Hz
	Channels   int    `json:"channels"`
	Bitrate    int    `json:"bitrate"` // bit/s, measured
	Name       string `json:"name,omitempty"`
	Language   string `json:"language,omitempty"`
}

// Rendition is one rung of a stream as viewers get it.
type Rendition struct {
	Name          string  `json:"name"`
	Width         int     `json:"width"`
	Height        int     `json:"height"`
	Bitrate       int     `json:"bitrate"` // bit/s
	LastPart      string  `json:"last_part,omitempty"`
	LagSeconds    float64 `json:"lag_seconds"`          // behind the source
	LatencyMs     float64 `json:"latency_ms,omitempty"` // that making its newest part took
	Missing       bool    `json:"missing"`
	MissingReason string  `json:"missing_reason,omitempty"`
}

// StreamSettings are what was said of a stream when it was created.
type StreamSettings struct {
	CreatedAt time.Time `json:"created_at"`
	Ladder    []Profile `json:"ladder,omitzero"` // nil: the broadcaster's
	Limits    Limits    `json:"limits"`
	Record    string    `json:"record,omitempty"` // always or never; "": as the broadcaster does
	Playback  Playback  `json:"playback,omitzero"`
	Rewind    *int      `json:"rewind,omitempty"` // seconds that viewers may go back; absent: as the broadcaster lets them

	Captions   []CaptionTrack `json:"captions,omitzero"`    // nil: as they come
	Encryption string         `json:"encryption,omitempty"` // aes-128 or none; "": as the broadcaster does
}

// Profile is a rung of a ladder.
type Profile struct {
	Name         string `json:"name"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	Bitrate      int    `json:"bitrate"`          // bit/s
	FPS          uint32 `json:"fps,omitempty"`    // 0: the source's frame rate
	FPSDen       uint32 `json:"fpsDen,omitempty"` // 0: 1
	Profile      string `json:"profile,omitempty"`
	GOP          string `json:"gop,omitempty"`
	Encoder      string `json:"encoder,omitempty"` // H.264, HEVC or AV1
	ColorDepth   int    `json:"colorDepth,omitempty"`
	ChromaFormat string `json:"chromaFormat,omitempty"`
	Quality      uint   `json:"quality,omitempty"`
	Fit          string `json:"fit,omitempty"`
	Codec        string `json:"codec,omitempty"` // another word for Encoder
}

// Limits of one publish. Zero means none.
type Limits struct {
	Bitrate   int `json:"bitrate,omitempty"` // bit/s of video and sound together
	Width     int `json:"width,omitempty"`   // pixels of the picture's long edge
	Height    int `json:"height,omitempty"`  // of its short edge
	FrameRate int `json:"frame_rate,omitempty"`
}

// Playback says who may watch a stream. All of it must hold; the zero value lets everybody.
type Playback struct {
	Private   bool           `json:"private,omitempty"`   // only with a token
	Referrers []string       `json:"referrers,omitempty"` // hosts of pages that may show it
	Addresses []netip.Prefix `json:"addresses,omitempty"` // that may watch
}

// StreamSpec is what a stream is made of, or what is changed of one: nil and empty fields are left as they are then.
type StreamSpec struct {
	Name     string    `json:"name,omitempty"`  // only when it is made; "": a random one
	Ladder   []Profile `json:"ladder,omitzero"` // best first; nil: the broadcaster's; empty: source only
	Limits   *Limits   `json:"limits,omitempty"`
	Record   string    `json:"record,omitempty"` // always or never
	Playback *Playback `json:"playback,omitempty"`
	Rewind   *int      `json:"rewind,omitempty"` // seconds that viewers may go back; absent: as the broadcaster lets them

	Captions   []CaptionTrack `json:"captions,omitzero"`    // that it is going to have; nil: as they come
	Encryption string         `json:"encryption,omitempty"` // aes-128 or none
}

// CreatedStream is a stream that was made, with its key, which cannot be had again.
type CreatedStream struct {
	Name        string         `json:"name"`
	Key         string         `json:"key"`
	Settings    StreamSettings `json:"settings"`
	PlaybackURL string         `json:"playback_url"`
	WatchURL    string         `json:"watch_url"`
}

// StreamKey is a stream's new key, which cannot be had again.
type StreamKey struct {
	Name string `json:"name"`
	Key  string `json:"key"`
}

// PublishToken lets a stream be published, as its name with ?token=, until it expires.
type PublishToken struct {
	Name      string    `json:"name"`
	Token     string    `json:"token"`
	ExpiresAt time.Time `json:"expires_at"`
}

// PlaybackToken lets a stream and its recordings be watched until it expires.
type PlaybackToken struct {
	Name        string    `json:"name"`
	Token       string    `json:"token"`
	ExpiresAt   time.Time `json:"expires_at"`
	PlaybackURL string    `json:"playback_url"` // a path with the token in it
	WatchURL    string    `json:"watch_url"`
}

// TokenSpec is what a token is made of.
type TokenSpec struct {
	ExpiresIn int `json:"expires_in,omitempty"` // seconds, up to 30 days; 0: an hour
}

// StreamList is a page of streams.
type StreamList struct {
	Streams []Stream `json:"streams"`
	Next    string   `json:"next,omitempty"`
}

// Streams goes through the streams by name: those that are live or kept, and, with created, those that were created. It needs the scope read for that.
func (c *Client) Streams(ctx context.Context, created bool) iter.Seq2[Stream, error] {
	return all(func(q url.Values) ([]Stream, string, error) {
		page, err := call[StreamList](ctx, c, http.MethodGet, "/streams", q, nil)
		return page.Streams, page.Next, err
	}, whether(created))
}

func whether(created bool) url.Values {
	q := url.Values{}
	if created {
		q.Set("created", "true")
	}
	return q
}

// Stream returns one; with created also one that was created and is not live, with its settings.
func (c *Client) Stream(ctx context.Context, name string, created bool) (Stream, error) {
	return call[Stream](ctx, c, http.MethodGet, in("/streams", name), whether(created), nil)
}

// CreateStream makes a stream.
func (c *Client) CreateStream(ctx context.Context, spec StreamSpec) (CreatedStream, error) {
	return call[CreatedStream](ctx, c, http.MethodPost, "/streams", nil, spec)
}

// UpdateStream changes what was said of a created stream.
func (c *Client) UpdateStream(ctx context.Context, name string, spec StreamSpec) (Stream, error) {
	return call[Stream](ctx, c, http.MethodPatch, in("/streams", name), nil, spec)
}

// DeleteStream forgets a created stream, and ends its publish.
func (c *Client) DeleteStream(ctx context.Context, name string) error {
	return c.do(ctx, http.MethodDelete, in("/streams", name), nil, nil, nil)
}

// RotateKey gives a stream a new key, and ends a publish with the old one.
func (c *Client) RotateKey(ctx context.Context, name string) (StreamKey, error) {
	return call[StreamKey](ctx, c, http.MethodPost, in("/streams", name)+"/key", nil, nil)
}

// PublishToken makes a token to publish a stream with. No ttl means an hour.
func (c *Client) PublishToken(ctx context.Context, name string, ttl time.Duration) (PublishToken, error) {
	return call[PublishToken](ctx, c, http.MethodPost, in("/streams", name)+"/tokens", nil, TokenSpec{int(ttl / time.Second)})
}

// PlaybackToken makes a token to watch a stream and its recordings with. No ttl means an hour.
func (c *Client) PlaybackToken(ctx context.Context, name string, ttl time.Duration) (PlaybackToken, error) {
	return call[PlaybackToken](ctx, c, http.MethodPost, in("/streams", name)+"/playback-tokens", nil, TokenSpec{int(ttl / time.Second)})
}
