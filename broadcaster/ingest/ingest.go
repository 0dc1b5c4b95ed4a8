// Package ingest turns what a publisher sends into one thing: timed access units of a few tracks.
//
// It holds what every ingest protocol shares: how a protocol asks whether a publish may start (Publisher), where the
// tracks go (Sink), and how a publisher's coarse clock becomes the stream's timeline (Timeline). It does no I/O. The
// protocols are packages below it; who may publish what, and what becomes of the tracks, is for the broadcaster.
package ingest

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/scte35"
)

// Reasons for which a Publisher refuses. A protocol tells them apart with errors.Is.
var (
	// ErrRefused: the key or its credentials are not accepted; trying again is of no use.
	ErrRefused = errors.New("publish refused")
	// ErrNotFound: there is no stream of that name.
	ErrNotFound = errors.New("stream not found")
	// ErrBusy: somebody else publishes, or this node is full; trying again later may work.
	ErrBusy = errors.New("publish busy")
	// ErrStopped: the server of a protocol stopped. It is also the reason of publishes that end by that.
	ErrStopped = errors.New("server stopped")
	// ErrUnsupported: the publisher sends a codec that is not carried.
	ErrUnsupported = errors.New("codec not supported")
	// ErrLimit: the publish is larger than it may be. It is an ErrRefused.
	ErrLimit = fmt.Errorf("%w: limit exceeded", ErrRefused)
)

// Unsupported makes a codec's refusal an ErrUnsupported, unless it is one.
func Unsupported(err error) error {
	if errors.Is(err, ErrUnsupported) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnsupported, err)
}

// Publisher decides whether a publish may start and where its tracks go. It may be called from many goroutines.
type Publisher interface {
	// Publish returns the sink of the new publish, or an error that wraps one of the sentinels above. It is called
	// before any media of the publish is read.
	Publish(ctx context.Context, req Request) (Sink, error)
}

// Request is a publisher's wish to publish.
type Request struct {
	Protocol   string     // such as "rtmp"
	App        string     // first part of the path; may be empty
	Name       string     // the stream key
	Query      url.Values // what followed the key behind '?'; never nil
	RemoteAddr string
	URL        string // what the publisher asked for, as it would write it; may be empty

	// Close asks the connection to end; the sink's End then gets the reason. It returns at once, and may be called
	// from any goroutine and more than once.
	Close func(reason error)
}

// Sink takes the tracks of one publish: one of video, and up to media.MaxAudioTracks of audio. Of audio that is transcoded
// (codec.Transcoded) it takes units as the publisher has them. It is called from one goroutine at a time, and holds up the
// publisher for as long as a call takes. A track's format comes before its units, and comes again when it changed. The first
// video unit behind a format is an IDR. An error from any method but End ends the publish with that error, unless it is
// an ErrUnsupported about a further audio track: such a track is left out.
type Sink interface {
	VideoFormat(media.VideoFormat) error
	AudioFormat(media.AudioFormat) error
	Video(media.AccessUnit) error
	Audio(media.AccessUnit) error
	// End is called exactly once, last. The reason is nil when the publisher ended the stream of its own accord.
	End(reason error)
}

// RequestSink is a Sink whose publisher may come with a request for each piece. It is a Sink's choice to be one.
type RequestSink interface {
	Sink
	// Continue says why a further request of the publish, with the credentials of the first one, is refused; nil if it is not. It may
	// be called from any goroutine.
	Continue(ctx context.Context, req Request) error
}

// SegmentSink is a Sink that is of more use to a publisher who sends segments. It is a Sink's choice to be one.
type SegmentSink interface {
	Sink
	// EndSegment says that a segment of the publisher's ends behind the newest units: nothing need be held back for
	// those that follow.
	EndSegment() error
	// Collect gathers what is made of the video units from here to the next EndSegment. The Collector must be closed.
	Collect() Collector
}

// Now is the time of what is said when no media tells the time yet.
const Now media.Ticks = -1

// DataSink is a Sink that takes what a publisher says beside its tracks. It is a Sink's choice to be one.
type DataSink interface {
	Sink
	// Data takes a message that players are to be told at a time of the publisher's, or Now: its name, and JSON. What cannot be told
	// is left out.
	Data(at media.Ticks, name string, text []byte)
}

// CueSink is a Sink that takes cues of where a programme can be left. It is a Sink's choice to be one.
type CueSink interface {
	Sink
	// Cue takes a section of SCTE-35, parsed and as it came, whose splice is at a time of the publisher's. It may lie ahead.
	Cue(at media.Ticks, s scte35.Section, raw []byte)
}

// Collector gathers the renditions of a publisher's segment. Its methods may be called from any goroutine.
type Collector interface {
	// Renditions waits, bounded by ctx, until each rung has all of the segment, or will never have it. It returns the
	// rungs that have, best first; ErrBusy if there should be some and none has; another error if the segment's renditions
	// cannot be told from those of its neighbours.
	Renditions(ctx context.Context) ([]Rendition, error)
	Close()
}

// Rendition is one rung's video of a segment.
type Rendition struct {
	Name   string
	Format media.VideoFormat
	Init   []byte       // init segment of the parts
	Parts  []media.Part // in order; shared, not to be changed
	Shift  media.Ticks  // from the times of the publisher's units to those of the parts
}
