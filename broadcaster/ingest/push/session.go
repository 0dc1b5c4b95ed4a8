package push

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

// Reasons why a publish ends, or a segment is not taken.
var (
	// ErrStopped is the reason of publishes that ended because the server stopped.
	ErrStopped = fmt.Errorf("push %w", ingest.ErrStopped)

	errIdle    = errors.New("no segment in time")
	errLate    = errors.New("segment is late: one behind it went into the stream before")
	errTaken   = errors.New("another segment with this number is being taken in")
	errDeleted = errors.New("the stream was deleted")
)

// result is the answer to a segment.
type result struct {
	err   error
	made  ingest.Collector   // what is made of it; nil if nothing is
	sound []media.AccessUnit // of the segment
	audio media.AudioFormat
	shift media.Ticks // from the stream's timeline to the segment's clock
}

// release lets go of what the answer holds.
func (r result) release() {
	if r.made != nil {
		r.made.Close()
	}
}

// session is one publish. It is fed by the requests' goroutines, one at a time: whoever holds turn.
type session struct {
	server      *Server
	name        string
	credentials credentials
	log         *slog.Logger
	endless     bool          // one body is the whole publish
	opened      chan struct{} // closed when the publisher has answered
	openErr     error         // what it said

	ctx    context.Context // done when the publish ends
	cancel context.CancelCauseFunc
	turn   chan struct{} // holds one token
	movie  chan struct{} // closed when a moov has come
	tracks *tracks       // guarded by turn, as is over
	over   bool

	mu      sync.Mutex // guards what follows
	order   order
	changed chan struct{} // closed and replaced when order changes
	users   int           // requests that are being served
	idle    *time.Timer
}

// credentials is a digest of what a request proves itself with.
type credentials [sha256.Size]byte

func (s *Server) newSession(name string, c credentials, log *slog.Logger) *session {
	p := &session{
		server: s, name: name, credentials: c, log: log,
		opened: make(chan struct{}), turn: make(chan struct{}, 1), movie: make(chan struct{}), changed: make(chan struct{}),
		order: order{window: s.cfg.Window},
	}
	p.ctx, p.cancel = context.WithCancelCause(s.ctx)
	return p
}

// open asks the publisher; the turn begins with it.
func (p *session) open(ctx context.Context, req ingest.Request) error {
	ctx, cancel := context.WithTimeout(ctx, p.server.cfg.PublishTimeout)
	defer cancel()
	req.Close = p.kick
	sink, err := p.server.publisher.Publish(ctx, req)
	if err == nil && p.ctx.Err() != nil { // ended meanwhile
		err = context.Cause(p.ctx)
		sink.End(err)
	}
	if err != nil {
		p.over, p.openErr = true, err
		p.cancel(err)
	} else {
		p.tracks = newTracks(sink, p.log)
		p.server.metrics.live(1)
	}
	p.turn <- struct{}{}
	return err
}

// mayContinue says why a further request is refused, however long ago the publish began.
func (p *session) mayContinue(ctx context.Context, req ingest.Request) error {
	if sink, ok := p.tracks.sink.(ingest.RequestSink); ok {
		return sink.Continue(ctx, req)
	}
	return nil
}

// kick ends the publish for the publisher, who gives the stream to somebody else or takes it away. Requests with the same
// credentials are refused for a while: whoever had the stream pushes on without knowing, and would take it back.
func (p *session) kick(reason error) {
	if p.ctx.Err() != nil {
		return
	}
	if reason == nil {
		reason = errors.New("closed")
	}
	p.server.hold(p, reason)
	p.cancel(reason)
	p.server.ending.Go(func() { p.end(reason) })
}

// end ends the publish, if it has not ended, when whoever feeds it is done.
func (p *session) end(reason error) {
	p.cancel(cause(reason))
	p.server.forget(p)
	<-p.turn
	p.endInTurn(reason)
	p.turn <- struct{}{}
}

// endInTurn is end for who has the turn.
func (p *session) endInTurn(reason error) {
	if p.over {
		return
	}
	p.over = true
	p.cancel(cause(reason))
	p.server.forget(p)
	p.server.metrics.live(-1)
	p.tracks.sink.End(reason)
	if reason != nil {
		p.log.Info("push ended", "err", reason)
	}
}

// cause is why requests of an ended publish are not served.
func cause(reason error) error {
	if reason == nil {
		return errDeleted
	}
	return reason
}

// use keeps the publish from ending for idleness until the returned function is called.
func (p *session) use() (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.users++
	if p.idle != nil {
		p.idle.Stop()
	}
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.users--; p.users == 0 {
			p.idle = time.AfterFunc(p.server.cfg.IdleTimeout, p.idled)
		}
	}
}

func (p *session) idled() {
	p.mu.Lock()
	used := p.users > 0
	p.mu.Unlock()
	if !used && p.ctx.Err() == nil {
		p.server.ending.Go(func() { p.end(errIdle) })
	}
}

var sumSeed = maphash.MakeSeed() //nolint:gochecknoglobals // sums are compared within the process only

// segment takes a segment when it is its turn, and says what became of it. It goes on when the client does not wait any
// more: the segment is here, and the client will ask again.
func (p *session) segment(seq uint64, body []byte) result {
	p.mu.Lock()
	e, v := p.order.arrive(seq, maphash.Bytes(sumSeed, body))
	p.touchLocked()
	next := p.order.next
	p.mu.Unlock()
	switch v {
	case repeat:
		p.server.metrics.repeat()
		select {
		case <-e.done:
			return e.result
		case <-p.ctx.Done():
			return result{err: context.Cause(p.ctx)}
		}
	case late:
		return result{err: fmt.Errorf("%w: segment %d, number %d is due", errLate, seq, next)}
	case taken:
		return result{err: fmt.Errorf("%w: segment %d", errTaken, seq)}
	}
	if err := p.await(e); err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.order.leave(e, result{err: err})
		p.touchLocked()
		return e.result
	}
	r := p.feed(body)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.order.finish(e, r)
	p.touchLocked()
	return r
}

func (p *session) touchLocked() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// await waits for a segment's turn: until those before it were fed, or did not come in time.
func (p *session) await(e *entry) error {
	patience := time.NewTimer(p.server.cfg.GapWait)
	defer patience.Stop()
	expired := false
	for {
		p.mu.Lock()
		if expired && p.order.lowest(e) && !p.order.feeding() && e.seq > p.order.next {
			p.log.Warn("segments did not come; the stream goes on without them", "seq", e.seq, "due", p.order.next)
			p.server.metrics.gap()
			p.order.skip()
		}
		ready, changed := p.order.start(e), p.changed
		p.mu.Unlock()
		if ready {
			return nil
		}
		select {
		case <-changed:
		case <-patience.C:
			expired = true
		case <-p.ctx.Done():
			return context.Cause(p.ctx)
		}
	}
}

// feed hands a body to the sink. Media that is not understood leaves the publish alone, unless nothing of it has come.
func (p *session) feed(body []byte) (r result) {
	if needsMovie(body) {
		p.awaitMovie()
	}
	<-p.turn
	defer func() { p.turn <- struct{}{} }()
	if p.over {
		return result{err: context.Cause(p.ctx)}
	}
	segments, ok := p.tracks.sink.(ingest.SegmentSink)
	if ok {
		r.made = segments.Collect()
	}
	p.tracks.keep = ok
	r.err = p.read(bytes.NewReader(body), sniff(body), p.server.cfg.MaxSegment)
	var sunk sinkError
	if ok && !errors.As(r.err, &sunk) {
		if err := segments.EndSegment(); err != nil {
			r.err = sinkError{err}
		}
	}
	r.sound, r.audio, r.shift = p.tracks.sounds, p.tracks.audio, p.tracks.shift
	if r.err != nil && (errors.As(r.err, &sunk) || errors.Is(r.err, ingest.ErrUnsupported) || p.tracks.units == 0) {
		p.endInTurn(r.err)
	}
	return r
}

// awaitMovie waits for the init segment. FFmpeg sends it on a connection of its own, just before the first fragment.
func (p *session) awaitMovie() {
	patience := time.NewTimer(p.server.cfg.GapWait)
	defer patience.Stop()
	select {
	case <-p.movie:
	case <-patience.C:
	case <-p.ctx.Done():
	}
}

// read takes a body in. A panic in a parser ends the publish, not the node.
func (p *session) read(r io.Reader, content container, maxData int) (err error) {
	defer func() {
		if v := recover(); v != nil {
			p.log.Error("push: panic", "panic", v, "stack", string(debug.Stack()))
			err = sinkError{fmt.Errorf("internal error: %v", v)}
		}
	}()
	before := p.tracks.movie
	err = p.tracks.read(r, content, maxData)
	if before == nil && p.tracks.movie != nil {
		close(p.movie)
	}
	return err
}
