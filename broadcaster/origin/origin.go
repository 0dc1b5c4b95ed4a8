// Package origin serves live streams over HLS and Low-Latency HLS (RFC 8216bis).
//
// Parts of every rendition are published into a Stream; players read them through Routes. Segment and part numbers
// are the stream's own and alike in every rendition, so a rung that comes late, or not at all for a while, holds
// nobody back: what it misses is marked as a gap once the caller says Skip.
//
// It promises that target duration, part target and hold-back never change; that blocking requests are released as
// soon as what they wait for is published, and bounded when it is not; that nothing is dropped before RFC 8216bis
// 6.2.2 allows it; and that the memory of a stream is bounded by its window. Media is opaque to it but for the
// presentation time of a segment's first frame. Cutting segments, checking what came back from the network, and
// deciding when a rung is late are left to others.
package origin

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Errors of Origin and Stream.
var (
	ErrName     = errors.New("invalid stream name: use 1 to 64 of A-Z, a-z, 0-9, '-' and '_'")
	ErrExists   = errors.New("a live stream has this name")
	ErrTooMany  = errors.New("too many streams")
	ErrClosed   = errors.New("origin is closed")
	ErrEnded    = errors.New("stream has ended")
	ErrNoInit   = errors.New("rendition has no init segment yet")
	ErrStale    = errors.New("part was published or skipped before")
	ErrOrder    = errors.New("part is not the next one of its rendition")
	ErrPart     = errors.New("invalid part")
	ErrKept     = errors.New("what another origin is said to have published cannot be")
	ErrTooLarge = errors.New("stream holds too many bytes")
)

// Config sizes an Origin. A field left zero takes its default.
type Config struct {
	Window        int           // whole segments listed in a playlist; default 8, at least 6
	PartTarget    media.Ticks   // default 0.5 s
	SegmentTarget media.Ticks   // default 2 s
	SegmentMax    media.Ticks   // default 3 s; rounded up to seconds it is EXT-X-TARGETDURATION
	BlockMax      time.Duration // longest that a request waits for a part; default 3 target durations, at most 8.5 s
	StartMax      time.Duration // longest that a multivariant request waits for a stream to begin; default 6 s
	LadderWait    time.Duration // how long after its first part a stream's whole ladder is waited for; default 4 s
	Linger        time.Duration // how long an ended stream is still served; default 60 s
	WriteTimeout  time.Duration // longest that writing one response may take; default 60 s
	MaxStreams    int           // live and lingering; default 1024
	MaxWaiters    int           // requests that wait at one time, over all streams; default 65536
	MaxBytes      int64         // media held per stream; default 512 MiB
	Source        SourceRung    // when players are offered the source rendition
	Now           func() time.Time
}

// SourceRung says when players are offered the source rendition beside others. Alone it is offered always.
type SourceRung int

// When the source rendition is offered.
const (
	SourceWhenSwitchable SourceRung = iota // while each of its segments begins with an IDR
	SourceAlways
	SourceNever
)

func (c Config) withDefaults() Config {
	def := func(t *media.Ticks, d media.Ticks) {
		if *t == 0 {
			*t = d
		}
	}
	if c.Window == 0 {
		c.Window = 8
	}
	def(&c.PartTarget, media.Second/2)
	def(&c.SegmentTarget, 2*media.Second)
	def(&c.SegmentMax, 3*media.Second)
	if c.BlockMax == 0 {
		c.BlockMax = min(3*time.Duration(c.targetDuration())*time.Second, 8500*time.Millisecond)
	}
	if c.StartMax == 0 {
		c.StartMax = 6 * time.Second
	}
	if c.LadderWait == 0 {
		c.LadderWait = 4 * time.Second
	}
	if c.Linger == 0 {
		c.Linger = time.Minute
	}
	if c.WriteTimeout == 0 {
		c.WriteTimeout = time.Minute
	}
	if c.MaxStreams == 0 {
		c.MaxStreams = 1024
	}
	if c.MaxWaiters == 0 {
		c.MaxWaiters = 65536
	}
	if c.MaxBytes == 0 {
		c.MaxBytes = 512 << 20
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

func (c Config) validate() error {
	switch {
	case c.Window < 6:
		return fmt.Errorf("window of %d segments: at least 6", c.Window)
	case c.PartTarget <= 0 || c.SegmentTarget < c.PartTarget || c.SegmentMax < c.SegmentTarget:
		return fmt.Errorf("part target %s, segment target %s, segment maximum %s: each must be positive and not above the next",
			c.PartTarget, c.SegmentTarget, c.SegmentMax)
	case c.BlockMax < 0 || c.BlockMax >= 9*time.Second:
		return fmt.Errorf("block maximum %s: players give up after 10 s, use less than 9 s", c.BlockMax)
	case c.StartMax < 0 || c.LadderWait < 0 || c.Linger < 0 || c.WriteTimeout < 0 || c.MaxStreams < 0 || c.MaxWaiters < 0 || c.MaxBytes < 0:
		return errors.New("negative limit")
	}
	return nil
}

// targetDuration is EXT-X-TARGETDURATION, in seconds.
func (c Config) targetDuration() int { return int((c.SegmentMax + media.Second - 1) / media.Second) }

// holdSpan is three target durations: what a playlist keeps at least, and how long parts stay.
func (c Config) holdSpan() media.Ticks { return media.Ticks(3*c.targetDuration()) * media.Second }

// Deps is what an Origin needs from outside.
type Deps struct {
	Log *slog.Logger // default slog.Default

	// Elsewhere answers a request for a stream that is not live here; have says that an ended one is. It returns false where it knows of
	// none: then it has answered nothing. nil: nobody else has any.
	Elsewhere func(w http.ResponseWriter, req *http.Request, stream string, have bool) bool
}

// Origin holds the streams of one node. Its methods may be called concurrently.
type Origin struct {
	cfg     Config
	log     *slog.Logger
	gzips   sync.Pool // of *gzip.Writer
	waiters atomic.Int64
	values  headerValues

	elsewhere func(w http.ResponseWriter, req *http.Request, stream string, have bool) bool

	mu      sync.RWMutex // guards what follows
	streams map[string]*Stream
	closed  bool
}

// New makes an origin without streams.
func New(cfg Config, deps Deps) (*Origin, error) {
	cfg = cfg.withDefaults()
	if err := cfg.validate(); err != nil {
		return nil, fmt.Errorf("configure origin: %w", err)
	}
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	return &Origin{cfg: cfg, log: deps.Log, values: newHeaderValues(cfg), elsewhere: deps.Elsewhere, streams: make(map[string]*Stream)}, nil
}

var streamName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// CheckName says whether a stream may have that name: nil, or ErrName.
func CheckName(stream string) error {
	if !streamName.MatchString(stream) {
		return ErrName
	}
	return nil
}

// Create makes a live stream. start is the wall-clock time of tick 0 of its timeline. A stream of that name that has
// ended is replaced; its media stays available until its time to linger is over.
func (o *Origin) Create(name string, start time.Time) (*Stream, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	s := &Stream{
		origin:     o,
		name:       name,
		token:      strings.ToLower(rand.Text()[:13]), // 65 bits
		start:      start,
		renditions: make(map[string]*rendition),
		changed:    make(chan struct{}),
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	old := o.streams[name]
	switch {
	case o.closed:
		return nil, ErrClosed
	case old != nil && !old.Ended():
		return nil, fmt.Errorf("%w: %s", ErrExists, name)
	case old == nil && len(o.streams) >= o.cfg.MaxStreams:
		return nil, ErrTooMany
	case old != nil:
		old.previous.Store(nil)
		s.previous.Store(old)
	}
	o.streams[name] = s
	return s, nil
}

// Stream finds a stream, live or lingering.
func (o *Origin) Stream(name string) (*Stream, bool) {
	o.mu.RLock()
	defer o.mu.RUnlock()
	s, ok := o.streams[name]
	return s, ok
}

// Close ends every stream, forgets it at once, and refuses new ones. Requests that wait are answered.
func (o *Origin) Close() {
	o.mu.Lock()
	o.closed = true
	all := o.streams
	o.streams = make(map[string]*Stream)
	o.mu.Unlock()
	for _, s := range all {
		s.End()
		s.stopLinger()
		if p := s.previous.Load(); p != nil {
			p.stopLinger()
		}
	}
}

// forget drops an ended stream, wherever it is held.
func (o *Origin) forget(s *Stream) {
	o.mu.Lock()
	current := o.streams[s.name]
	switch {
	case current == s:
		delete(o.streams, s.name)
	case current != nil:
		current.previous.CompareAndSwap(s, nil)
	}
	o.mu.Unlock()
	s.mu.RLock()
	gone := s.gone
	s.mu.RUnlock()
	if gone != nil && current == s {
		gone()
	}
}
