package api

import (
	"encoding/json"
	"time"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/pkg/media"
)

// Network is what the API shows. Every method returns a snapshot that nobody changes afterwards, in the order in
// which it is to be shown, and returns at once: no method waits for the network or the chain. Methods are called
// from many goroutines.
type Network interface {
	Streams() []Stream             // live ones first, then those that ended and can still be played
	Sessions() []Session           // open ones first, then the latest that ended
	Orchestrators() []Orchestrator // those of the current round's snapshot, largest stake first
	Chain() Chain
	Selections() []json.RawMessage // signed selection records, newest first
	Ready() error                  // nil when streams can be taken; else what is missing
	Degraded() error               // nil when the node does without nothing; else what it does without, while streams go on
}

// StreamState says whether a stream is still being published.
type StreamState string

// The states of a stream.
const (
	StreamLive         StreamState = "live"
	StreamDisconnected StreamState = "disconnected" // its publisher was lost and may come back; viewers wait
	StreamEnded        StreamState = "ended"        // still playable, for as long as the origin keeps it
	StreamIdle         StreamState = "idle"         // nothing of it can be played any more, or yet
	StreamUnknown      StreamState = "unknown"      // another node may have it; Problem says why that cannot be told
)

// rank orders states: what goes on comes first.
func (s StreamState) rank() int {
	switch s {
	case StreamLive:
		return 0
	case StreamDisconnected:
		return 1
	}
	return 2
}

// Stream is one stream and how it is doing.
type Stream struct {
	Name           string      `json:"name"`
	State          StreamState `json:"state"`
	StartedAt      time.Time   `json:"started_at,omitzero"`
	DisconnectedAt time.Time   `json:"disconnected_at,omitzero"` // set while it waits for its publisher
	EndedAt        time.Time   `json:"ended_at,omitzero"`
	Source         *Source     `json:"source,omitempty"`     // absent: no video (yet)
	Audio          *Audio      `json:"audio,omitempty"`      // absent: no sound (yet)
	MoreAudio      []Audio     `json:"more_audio,omitempty"` // further tracks, for viewers to choose from
	Renditions     []Rendition `json:"renditions"`           // the source rung first, then the ladder, best first
	Session        string      `json:"session,omitempty"`
	Orchestrator   string      `json:"orchestrator,omitempty"`   // address of the one at work; empty: none
	Failovers      int         `json:"failovers"`                // how often the stream moved to another orchestrator
	Problem        string      `json:"problem,omitempty"`        // why there is only the source rung; empty when all is well
	PlaybackURL    string      `json:"playback_url"`             // multivariant playlist, a path on this server
	DVRURL         string      `json:"dvr_url,omitempty"`        // playback_url for those who want to go back; empty: they cannot
	WatchURL       string      `json:"watch_url"`                // watch page, a path on this server
	PosterURL      string      `json:"poster_url,omitempty"`     // its newest picture, a path on this server; empty: there is none
	StoryboardURL  string      `json:"storyboard_url,omitempty"` // thumbnails as WebVTT, likewise

	Captions []media.CaptionTrack `json:"captions,omitzero"` // that viewers may choose

	Viewers int     `json:"viewers"`          // who watch it now; in a cluster at all nodes, as its owner knows
	Health  *Health `json:"health,omitempty"` // how the publisher's media comes in; absent: nobody publishes

	Settings *StreamSettings `json:"settings,omitempty"` // of a stream that was created; only for those who may change it
}

// Health is how a publisher's media comes in.
type Health struct {
	Protocol         string          `json:"protocol"`                            // it came by, such as "rtmp"
	Since            time.Time       `json:"since"`                               // it has been publishing
	Bitrate          int             `json:"bitrate"`                             // bit/s of video and sound that came, over the last 10 s
	FrameRate        float64         `json:"frame_rate"`                          // pictures a second that came, likewise
	KeyframeInterval float64         `json:"keyframe_interval_seconds,omitempty"` // the longest of the last eight; absent: not known
	MissingFrames    int64           `json:"missing_frames"`                      // pictures that its frame rate says there should have been
	DroppedUnits     int64           `json:"dropped_units"`                       // that came and were of no use
	Advice           []inflow.Advice `json:"advice,omitempty"`                    // what to change, the most important first
}

// Source is the video format that the publisher sends.
type Source struct {
	Codec     string  `json:"codec"` // "h264"
	Width     int     `json:"width"`
	Height    int     `json:"height"`
	FrameRate float64 `json:"frame_rate"` // frames per second; 0 when unknown
	Bitrate   int     `json:"bitrate"`    // bit/s, measured over the last seconds
}

// Audio is a track of the sound that goes with every rendition.
type Audio struct {
	Codec      string `json:"codec"`       // "aac"
	SampleRate int    `json:"sample_rate"` // in Hz
	Channels   int    `json:"channels"`
	Bitrate    int    `json:"bitrate"`            // bit/s, measured over the last seconds
	Name       string `json:"name,omitempty"`     // for people, if the publisher says
	Language   string `json:"language,omitempty"` // likewise, as RFC 5646 has it
}

// Rendition is one rung of a stream as viewers get it.
type Rendition struct {
	Name          string  `json:"name"` // "source", or the ladder's name for it
	Width         int     `json:"width"`
	Height        int     `json:"height"`
	Bitrate       int     `json:"bitrate"`              // bit/s; of the source as measured, of others as ordered
	LastPart      string  `json:"last_part,omitempty"`  // the newest part in the playlist, "segment.part"
	LagSeconds    float64 `json:"lag_seconds"`          // media time between the newest source part and the newest of this rung
	LatencyMs     float64 `json:"latency_ms,omitempty"` // from the arrival of its newest part's source to its publication; absent for the source, and before the first
	Missing       bool    `json:"missing"`              // the rung is in the ladder but gets no parts now
	MissingReason string  `json:"missing_reason,omitempty"`
}

// SessionState says where a session is in its life.
type SessionState string

// The states of a session.
const (
	SessionOpening SessionState = "opening" // dialled; the transcoder has not answered yet
	SessionWorking SessionState = "working" // its parts are published
	SessionEnded   SessionState = "ended"   // the stream ended, or moved away
	SessionFailed  SessionState = "failed"  // Problem says why
)

// Session is one stream served by one orchestrator.
type Session struct {
	ID                string       `json:"id"`
	Stream            string       `json:"stream"`
	Orchestrator      string       `json:"orchestrator"` // address
	URI               string       `json:"uri"`          // service URI of the orchestrator
	State             SessionState `json:"state"`
	StartedAt         time.Time    `json:"started_at"`
	EndedAt           time.Time    `json:"ended_at,omitzero"`
	Encoder           string       `json:"encoder,omitempty"`    // "libx264", "h264_nvenc"; known once the transcoder is ready
	Parts             int          `json:"parts"`                // rendition parts that were received and published
	LastPartLatencyMs float64      `json:"last_part_latency_ms"` // from sending the source part to having its last rendition part
	Problem           string       `json:"problem,omitempty"`    // why it failed

	Selection json.RawMessage `json:"selection,omitempty"` // the record by which its orchestrator was chosen; only for who asks for it
}

// OrchestratorState says what an orchestrator does for this broadcaster.
type OrchestratorState string

// The states of an orchestrator.
const (
	OrchestratorIdle      OrchestratorState = "idle"
	OrchestratorWorking   OrchestratorState = "working"   // transcodes at least one stream
	OrchestratorStandby   OrchestratorState = "standby"   // drawn and warm, behind the one at work
	OrchestratorSuspended OrchestratorState = "suspended" // not drawn for now; Problem says why
)

// Orchestrator is one orchestrator of the round's snapshot, as this broadcaster knows it.
type Orchestrator struct {
	Address           string            `json:"address"`
	URI               string            `json:"uri"`   // service URI in the registry
	Stake             string            `json:"stake"` // decimal integer, in 1e-18 of a token
	Share             float64           `json:"share"` // of the stake of all orchestrators, 0 to 1
	State             OrchestratorState `json:"state"`
	Problem           string            `json:"problem,omitempty"`             // why it is suspended, or was passed over
	PricePerTerapixel string            `json:"price_per_terapixel,omitempty"` // decimal integer of the last quote; empty: never quoted
	Performance       int               `json:"performance"`                   // per cent, as its prices are weighed
	PartLatencyP50Ms  float64           `json:"part_latency_p50_ms,omitempty"` // of its parts lately, rounded up coarsely; 0: it served none
	PartLatencyP95Ms  float64           `json:"part_latency_p95_ms,omitempty"`
	Faults            float64           `json:"faults,omitempty"`  // sessions that it lost; half of a count is forgotten in ten minutes
	Invalid           float64           `json:"invalid,omitempty"` // of those, to parts that were not what they had to be
}

// Chain is the chain as this broadcaster sees it.
type Chain struct {
	ChainID            uint64  `json:"chain_id"`
	Round              uint64  `json:"round"`                // round of the stake snapshot in use
	SnapshotAgeSeconds float64 `json:"snapshot_age_seconds"` // since that snapshot was last confirmed over RPC
	RPCError           string  `json:"rpc_error,omitempty"`  // why the chain cannot be read now; empty when it can
}

// Server is what a page needs to know of this server.
type Server struct {
	Version  string `json:"version"`
	RTMPPort int    `json:"rtmp_port"` // where to publish

	RTMPSPort int `json:"rtmps_port,omitempty"` // where to publish over TLS

	Payments bool `json:"payments,omitempty"` // who asks may read what is paid

	Scopes []access.Scope `json:"scopes"` // of who asks
}

// Problem is the body of every answer that is not a success (RFC 9457, of type about:blank).
type Problem struct {
	Title  string `json:"title"` // of the status
	Status int    `json:"status"`
	Code   string `json:"code"`   // what went wrong, for programs
	Detail string `json:"detail"` // and for people
}

// StreamList is the answer of GET /api/v1/streams.
type StreamList struct {
	Streams []Stream `json:"streams"`
	Next    string   `json:"next,omitempty"` // what to go on after; absent at the end
}

// SessionList is the answer of GET /api/v1/sessions.
type SessionList struct {
	Sessions []Session `json:"sessions"`
}

// OrchestratorList is the answer of GET /api/v1/orchestrators.
type OrchestratorList struct {
	Orchestrators []Orchestrator `json:"orchestrators"`
}

// SelectionList is the answer of GET /api/v1/selections.
type SelectionList struct {
	Selections []json.RawMessage `json:"selections"`
}

// Status is the answer of /healthz and /readyz while streams can be taken.
type Status struct {
	Status  string `json:"status"`            // "ok", or "degraded"
	Problem string `json:"problem,omitempty"` // what the node does without
}
