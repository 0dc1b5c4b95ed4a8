package broadcaster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/broadcaster/splice"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

// stream is what viewers see under one name: playlists that go on while publishers come and go. It lasts from the first
// publish until a publisher ends it, or nobody comes back within the reconnect window.
//
//	publisher ─▶ publication ─▶ epoch ─▶ origin.Stream
//	    (one at a time)      (one behind another)
type stream struct {
	name    string
	b       *Broadcaster
	log     *slog.Logger
	start   time.Time        // wall time of the timeline's start
	before  cluster.Position // what another node, or this one before it died, had of it; zero: it begins here
	first   place            // where it begins here, behind that
	origin  *origin.Stream
	answers *collectors   // what is made of publishers' segments, for them
	ended   chan struct{} // closed when the playlists are

	publication atomic.Pointer[publication] // that feeds; nil while none does. It changes with feeding held

	feeding  sync.Mutex      // guards what follows; whoever holds it may take mu, not the other way round
	grant    admission.Grant // of the publication that fed last
	epoch    *epoch          // the newest; nil before the first
	place    place           // where the next one begins
	window   *time.Timer     // ends the stream when nobody comes back; nil while somebody is there
	splices  splice.Mapper   // of the publishers' cues
	absence  *absence        // in which nobody publishes; nil while an epoch runs, and before the first
	over     bool            // no publication may come any more
	moved    bool            // it is over here and goes on at another node
	captions *sei.Captions   // that the video was seen to have; nil: it was not looked into

	mu     sync.Mutex // guards what follows, for the API
	newest *epoch
	video  media.VideoFormat
	audio  [media.MaxAudioTracks]media.AudioFormat // zero: there is no such track
	ladder media.Ladder
	made   map[string]bool // rungs of all ladders so far
	leftAt time.Time       // when the last publisher went; zero while one is there
	endAt  time.Time       // when the playlists were closed
	gone   bool            // the origin serves it no more
	rewind time.Duration   // how far viewers can go back
	tapeID string          // of what keeps its media; empty: nothing does
	sealed bool            // it is encrypted
	at     place           // how far it is

	told   cluster.Position // what other nodes know of that, or will at once
	closed bool             // it is over for them too
}

// newStream opens the stream at the origin; the caller registers it. It goes on with what another node had, unless before is zero.
func (b *Broadcaster) newStream(name string, before cluster.Position) (*stream, error) {
	s := &stream{
		name: name, b: b, log: b.log.With("stream", name), start: time.Now(), ended: make(chan struct{}),
		first: place{segment: firstSegment}, made: map[string]bool{},
	}
	if before.Segment > firstSegment {
		s.before, s.start, s.first = before, before.Start, behind(before)
		s.log.Info("the stream goes on from another node", "seq", s.first.segment)
	}
	s.place, s.at = s.first, s.first
	var err error
	if s.origin, err = b.origin.Create(name, s.start); err != nil {
		return nil, err
	}
	s.answers = newCollectors(s.origin, s.tellRung)
	return s, nil
}

// join makes a publisher the one that feeds; who fed before has to go. False when the stream is over.
func (s *stream) join(grant admission.Grant, req ingest.Request) (*publication, bool) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if s.over {
		return nil, false
	}
	if old := s.publication.Load(); old != nil {
		s.endEpoch()
		s.goOn()
		old.kick(errReplaced)
	}
	switch {
	case s.window != nil:
		s.emit(events.StreamRecovered, nil)
	case s.epoch == nil && s.publication.Load() == nil:
		if s.resumed() {
			s.emit(events.StreamRecovered, nil)
		} else {
			s.emit(events.StreamStarted, nil)
		}
		tape := s.resume(grant)
		if grant.Encrypt {
			s.origin.Encrypt(s.b.cfg.KeySegments, s.b.keySource(s.origin.Token()))
			s.mu.Lock()
			s.sealed = true
			s.mu.Unlock()
		}
		s.keep(grant, tape)
	}
	s.stopWaiting()
	s.origin.DeclareCaptions(grant.Captions)
	p := &publication{stream: s, kick: req.Close, grant: grant, meter: s.b.gate.Meter(grant), inflow: inflow.New(nil), protocol: req.Protocol, start: time.Now()}
	if s.epoch != nil || s.resumed() {
		p.shift = media.FromDuration(p.start.Sub(s.start))
	}
	s.publication.Store(p)
	s.grant = grant
	s.mu.Lock()
	s.leftAt = time.Time{}
	s.mu.Unlock()
	return p, true
}

// keep has the stream's media written to the store, if it is recorded or viewers can go back in it: to the tape that it had before, if there is one.
func (s *stream) keep(grant admission.Grant, tape record.Tape) {
	switch {
	case tape != nil:
	case s.b.recorder == nil:
		return
	case grant.Record:
		tape = s.b.recorder.Record(s.name, s.start, s.b.registry.Hidden(s.name), grant.Rewind)
	case grant.Rewind > 0:
		tape = s.b.recorder.Buffer(s.name, s.start, grant.Rewind)
	default:
		return
	}
	s.origin.Tap(tape)
	s.mu.Lock()
	s.tapeID, s.rewind = tape.ID(), grant.Rewind
	s.mu.Unlock()
	if grant.Rewind > 0 {
		s.origin.Rewind(grant.Rewind, tape)
	}
}

// begin ends the epoch, if there is one, and begins the next. feeding is held.
func (s *stream) begin() (*epoch, error) {
	s.goOnNoMore()
	s.endEpoch()
	e, err := newEpoch(s, s.place, s.epoch)
	if err != nil {
		return nil, err
	}
	s.epoch = e
	s.mu.Lock()
	s.newest = e
	s.mu.Unlock()
	s.b.tellStore() // of the discontinuity
	return e, nil
}

// endEpoch publishes what the epoch holds. feeding is held.
func (s *stream) endEpoch() {
	if s.epoch != nil && !s.epoch.ended {
		s.place = s.epoch.end()
	}
}

// leave is called when a publisher is gone. One that said goodbye ends the stream, and one that never sent any media where nobody did; another is
// waited for.
func (s *stream) leave(p *publication, reason error) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if s.publication.Load() != p {
		return // a newer one is there
	}
	s.publication.Store(nil)
	s.endEpoch()
	window := s.b.cfg.ReconnectWindow
	switch {
	case s.b.node != nil && errors.Is(reason, ingest.ErrStopped) && s.place != (place{segment: firstSegment}):
		s.letGo(reason)
		return
	case reason == nil, window < 0, s.place == s.first && !s.resumed(), errors.Is(reason, ingest.ErrStopped):
		s.close(reason)
		return
	}
	s.goOn()
	s.log.Warn("publisher lost", "err", reason, "waits", window)
	s.emit(events.StreamDisconnected, reason)
	s.mu.Lock()
	s.leftAt = time.Now()
	s.mu.Unlock()
	var timer *time.Timer
	timer = time.AfterFunc(window, func() {
		s.feeding.Lock()
		defer s.feeding.Unlock()
		if s.window == timer {
			s.close(fmt.Errorf("publisher did not come back within %s: %w", window, reason))
		}
	})
	s.window = timer
}

// stop ends a stream that waits for a publisher, and what goes on of any other meanwhile.
func (s *stream) stop(reason error) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	s.goOnNoMore()
	switch {
	case s.window == nil:
	case s.b.node != nil:
		s.letGo(reason)
	default:
		s.close(reason)
	}
}

// end ends the stream, whoever feeds it.
func (s *stream) end(reason error) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if p := s.publication.Load(); p != nil {
		s.publication.Store(nil)
		s.endEpoch()
		p.kick(reason)
	}
	if !s.over {
		s.close(reason)
	}
}

// dismiss asks the publisher to go. The stream waits for another one.
func (s *stream) dismiss(reason error) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if p := s.publication.Load(); p != nil {
		p.kick(reason)
	}
}

// stopWaiting stops waiting for a publisher, if the stream does. feeding is held.
func (s *stream) stopWaiting() {
	if s.window != nil {
		s.window.Stop()
		s.window = nil
	}
}

// close ends the stream. It returns at once: the last renditions may take a few seconds more, until ended is closed.
// feeding is held.
func (s *stream) close(reason error) {
	s.over = true
	s.stopWaiting()
	s.goOnNoMore()
	last, moved := s.epoch, s.moved
	s.mu.Lock()
	s.closed = !moved
	s.mu.Unlock()
	s.b.tellStore()
	s.b.finishing.Go(func() {
		defer close(s.ended)
		if last != nil {
			<-last.done
		}
		if !moved {
			s.origin.OnGone(s.idle)
		}
		s.origin.End()
		s.mu.Lock()
		s.endAt = time.Now()
		s.mu.Unlock()
		if !moved {
			s.log.Info("stream ended", "err", reason)
			s.emit(events.StreamEnded, reason)
		}
	})
}

// idle notes that nothing of the stream, which has ended, can be played any more. It is told unless the stream is live again, at another node.
func (s *stream) idle() {
	<-s.ended
	s.mu.Lock()
	s.gone = true
	s.mu.Unlock()
	if s.b.node != nil {
		ctx, cancel := context.WithTimeout(context.Background(), ownerTimeout)
		defer cancel()
		if l, err := s.b.node.Owner(ctx, s.name); err == nil && l.Node != s.b.node.Name() && !l.Ended && !l.Lapsed {
			return
		}
	}
	s.emit(events.StreamIdle, nil)
}

// rungEvent is what an event about a rung tells.
type rungEvent struct {
	Stream string `json:"stream"`
	Rung   string `json:"rung"`
	Reason string `json:"reason,omitempty"` // why it was lost, where that is known
}

// tellRung is told when a rung is lost, and why, or is there again.
func (s *stream) tellRung(rung string, lost bool, reason string) {
	t := events.RungRecovered
	if lost {
		t = events.RungLost
	}
	s.b.events.Emit(t, s.name, rungEvent{s.name, rung, reason})
}

// streamEvent is what an event about a stream tells.
type streamEvent struct {
	Stream string `json:"stream"`
	Reason string `json:"reason,omitempty"` // why it ended or was disconnected, unless its publisher said goodbye
}

func (s *stream) emit(t events.Type, reason error) {
	e := streamEvent{Stream: s.name}
	if reason != nil {
		e.Reason = reason.Error()
	}
	s.b.events.Emit(t, s.name, e)
}

// giveUp ends the stream's work in the network at once.
func (s *stream) giveUp(reason error) {
	s.mu.Lock()
	e := s.newest
	s.mu.Unlock()
	if e != nil {
		e.giveUp(reason)
	}
}

// hasEnded says that the playlists were closed.
func (s *stream) hasEnded() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// replace gives up what is still on its way of a stream that is over, and waits, bounded by ctx, until its playlists are
// closed.
func (s *stream) replace(ctx context.Context) error {
	s.giveUp(errReplaced)
	select {
	case <-s.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// setVideo notes the format and the ladder that hold now, and returns the rungs that were made before and are not in it.
func (s *stream) setVideo(f media.VideoFormat, ladder media.Ladder) (idle []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.video, s.ladder = f, ladder
	for name := range s.made {
		if !slices.ContainsFunc(ladder, func(r media.Rendition) bool { return r.Name == name }) {
			idle = append(idle, name)
		}
	}
	for _, r := range ladder {
		s.made[r.Name] = true
	}
	return idle
}

func (s *stream) setAudio(f media.AudioFormat) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.audio[f.Track] = f
}

// frameRate is that of the publisher's format; 0: not known.
func (s *stream) frameRate() float64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.video.FrameRate.Float()
}

// rungs is every rung that was ever to be made.
func (s *stream) rungs() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.made))
}

// dispatch is the stream's dispatcher, nil when it has none, and why it has none although there should be one.
func (s *stream) dispatch() (*dispatch.Dispatcher, string) {
	s.mu.Lock()
	e := s.newest
	s.mu.Unlock()
	if e == nil {
		return nil, ""
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.dispatcher, e.problem
}
