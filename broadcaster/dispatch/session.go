package dispatch

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Errors that end a session.
var (
	// errNotStarted: the session ended before its first rendition part.
	errNotStarted = errors.New("session did not start")
	// ErrLate: the orchestrator did not return a part in time; another one is tried.
	ErrLate = errors.New("orchestrator is late")
	// ErrUndecodable: the transcoder cannot make sense of the source; the stream goes on at the next IDR.
	ErrUndecodable = errors.New("source video cannot be decoded")
)

const (
	watchInterval = 50 * time.Millisecond
	warmInterval  = 5 * time.Second
)

// session is one orchestrator serving the stream. Its sender, receiver, watchdog and warmer are its only goroutines.
type session struct {
	d    *Dispatcher
	id   string
	peer Candidate
	conn Conn
	path *tracing.Session // nil: not traced

	rungs  []int             // of the Dispatcher's, those that are made
	first  []media.PartID    // per rung that is made: the first part that is encoded
	thin   []media.Decimator // likewise, behind what was published; guarded by Dispatcher.mu
	replay int               // backlog number of the first part that is sent
	before int               // rendition parts that the sessions before it brought

	mu     sync.Mutex  // guards what follows; taken after Dispatcher.mu
	sent   []time.Time // when part replay+i was sent
	opened time.Time
	latest time.Time // when the last rendition part came; zero before the first
	steady time.Time // when the first rendition part came
}

// serve runs a session with c until the stream's last part is out (nil) or the session is lost.
func (d *Dispatcher) serve(ctx context.Context, c Candidate) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	s := &session{d: d, id: newSessionID(), peer: c, opened: time.Now()}
	if !s.plan(ctx) {
		return errNothing
	}
	conn, err := c.Open(ctx)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", errNotStarted, c.URI(), err)
	}
	defer conn.Close()
	s.conn = conn
	d.begin(s, c)
	s.path = d.traces.Session(s.open())

	var wg sync.WaitGroup
	for _, part := range []func(context.Context) error{s.send, s.receive, s.watch, func(ctx context.Context) error { return d.keepStandby(ctx, s.rungs, c.Address()) }} {
		wg.Go(func() {
			if err := part(ctx); err != nil {
				cancel(err)
			}
		})
	}
	<-ctx.Done()
	err = context.Cause(ctx)
	conn.Abort(err)
	wg.Wait()
	if errors.Is(err, errDone) {
		err = nil
	}
	if err != nil && s.latest.IsZero() {
		err = fmt.Errorf("%w: %w", errNotStarted, err)
	}
	s.path.End(err)
	d.finish(s, c, err)
	return err
}

// errNothing: the stream ended before anything came that the session could have begun with.
var errNothing = errors.New("nothing to transcode")

// errDone is the cause that ends a session that served to the stream's end.
var errDone = errors.New("done")

// plan waits for a part that a session can begin with, skips what is too old, and fixes where each rung starts.
func (s *session) plan(ctx context.Context) bool {
	d := s.d
	for {
		d.mu.Lock()
		if replay, ok := d.startLocked(); ok {
			s.replay, s.rungs = replay, d.madeLocked()
			for _, i := range s.rungs {
				r := d.rungs[i]
				s.first = append(s.first, r.next)
				s.thin = append(s.thin, media.Decimator{Rate: r.spec.FrameRate})
			}
			d.mu.Unlock()
			return true
		}
		ended, changed := d.ended, d.changed
		d.mu.Unlock()
		if ended {
			return false
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return false
		}
	}
}

func (d *Dispatcher) begin(s *session, c Candidate) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.status.Session, d.status.Orchestrator, d.status.URI = s.id, c.Address(), c.URI()
	d.status.StartedAt, d.status.Problem, d.status.Encoder, d.status.Selection = s.opened, "", "", c.Record()
	s.before = d.status.Parts
	d.showStandbyLocked()
	d.log.Info("session opened", "session", s.id, "orch", c.Address(), "uri", c.URI(), "seq", uint64(s.first[0].Segment))
}

func (d *Dispatcher) finish(s *session, c Candidate, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ended := EndedSession{
		ID: s.id, Orchestrator: c.Address(), URI: c.URI(), Encoder: d.status.Encoder, StartedAt: s.opened, EndedAt: time.Now(),
		Parts: d.status.Parts - s.before, Err: err, Selection: c.Record(),
	}
	before := d.status.Ended
	d.status.Ended = append([]EndedSession{ended}, before[:min(len(before), maxEnded-1)]...)
	d.status.Session, d.status.URI, d.status.Selection = "", "", nil
	d.status.Orchestrator = [20]byte{}
	switch {
	case err == nil:
		d.log.Info("session finished", "session", s.id, "orch", c.Address())
	case !errors.Is(err, errNotStarted):
		d.status.Failovers++
		d.metric.failover()
	}
}

// send feeds the source parts, as they come.
func (s *session) send(ctx context.Context) error {
	d := s.d
	if err := s.conn.Send(s.open().Request()); err != nil {
		return fmt.Errorf("open session: %w", err)
	}
	for n := s.replay; ; n++ {
		p, ok, err := d.wait(ctx, n)
		if err != nil {
			return err
		}
		if !ok {
			if err := s.conn.Send(wire.NewFinish()); err != nil {
				return fmt.Errorf("finish session: %w", err)
			}
			return nil
		}
		s.mu.Lock()
		s.sent = append(s.sent, time.Now())
		s.mu.Unlock()
		part := wire.NewSourcePart(p)
		s.path.Request(part)
		if err := s.conn.Send(part); err != nil {
			return fmt.Errorf("send part %s: %w", p.ID, err)
		}
	}
}

func (s *session) open() wire.Open {
	cfg := s.d.cfg
	return wire.Open{Session: s.id, Stream: cfg.Stream, Source: cfg.Source, Ladder: s.d.ladder(s.rungs), First: s.first}
}

// wait returns source part n when it is there; false when the stream ended before it.
func (d *Dispatcher) wait(ctx context.Context, n int) (media.Part, bool, error) {
	for {
		d.mu.Lock()
		if n < d.backlog.first {
			d.mu.Unlock()
			return media.Part{}, false, fmt.Errorf("%w: the source ran %d parts ahead", ErrLate, d.backlog.first-n)
		}
		if n < d.backlog.end() {
			p := d.backlog.at(n).part
			d.mu.Unlock()
			return p, true, nil
		}
		ended, changed := d.ended, d.changed
		d.mu.Unlock()
		if ended {
			return media.Part{}, false, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return media.Part{}, false, context.Cause(ctx)
		}
	}
}

// receive takes, verifies and publishes what comes back.
func (s *session) receive(ctx context.Context) error {
	order := wire.NewResponseOrder(s.open())
	for {
		msg, err := s.conn.Receive()
		if err != nil {
			if s.d.finished() && !errors.Is(err, verify.ErrMalformed) {
				return errDone
			}
			return fmt.Errorf("receive: %w", err)
		}
		if err := order.Check(msg); err != nil {
			return fmt.Errorf("%w: %w", verify.ErrMalformed, err)
		}
		switch m := msg.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Ready:
			s.ready(m.Ready.GetEncoder())
		case *millracev1.TranscodeResponse_Init:
			err = s.init(m.Init)
		case *millracev1.TranscodeResponse_Part:
			err = s.part(m.Part)
		case *millracev1.TranscodeResponse_Finished:
			if !s.d.finished() {
				return fmt.Errorf("%w: finished before the last part", verify.ErrMalformed)
			}
			return errDone
		case *millracev1.TranscodeResponse_Failure:
			err := wire.FailureError(m.Failure)
			if errors.Is(err, wire.ErrInvalid) {
				err = fmt.Errorf("%w: %w", ErrUndecodable, err)
			}
			return err
		}
		if err != nil {
			return err
		}
		s.path.Response(msg)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}

func (s *session) ready(encoder string) {
	s.d.mu.Lock()
	defer s.d.mu.Unlock()
	s.d.status.Encoder = encoder
	s.d.log.Info("session ready", "session", s.id, "encoder", encoder)
}

// init publishes a rung's init segment, unless an earlier session's is out: parts carry their own parameter sets.
func (s *session) init(m *millracev1.RenditionInit) error {
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	rung, data, err := wire.ParseRenditionInit(m, len(s.rungs))
	if err != nil {
		return fmt.Errorf("%w: %w", verify.ErrMalformed, err)
	}
	r := &d.rungs[s.rungs[rung]]
	f, err := verify.Init(r.spec, data)
	if err != nil {
		return err
	}
	if r.init {
		return nil
	}
	if f.FrameRate.Num == 0 || r.spec.FrameRate.Num != 0 {
		f.FrameRate = r.spec.Rate(d.cfg.Source.FrameRate)
	}
	if err := d.output.VideoInit(r.spec.Name, f, r.spec.Bitrate, data); err != nil {
		return fmt.Errorf("publish init segment: %w", err)
	}
	r.init = true
	return nil
}

// part verifies and publishes a rendition part.
func (s *session) part(m *millracev1.RenditionPart) error {
	rung, p, _, err := wire.ParseRenditionPart(m, len(s.first))
	if err != nil {
		return fmt.Errorf("%w: %w", verify.ErrMalformed, err)
	}
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	r := &d.rungs[s.rungs[rung]]
	if p.ID.Less(r.next) && !p.ID.Less(s.first[rung]) {
		return nil // it was marked missing while it was on its way
	}
	n := d.backlog.find(r.next)
	s.mu.Lock()
	known := n-s.replay < len(s.sent)
	s.latest = time.Now()
	if s.steady.IsZero() {
		s.steady = s.latest
	}
	s.mu.Unlock()
	if n >= d.backlog.end() || !known {
		return fmt.Errorf("%w: %s part %s came before its source", verify.ErrMalformed, r.spec.Name, p.ID)
	}
	want := d.backlog.expected(n)
	want.Independent = want.Independent || want.ID == s.first[rung]
	want.Kept = s.thin[rung].Frames(want.ID, want.PTS)
	if err := verify.Part(r.spec, p, want); err != nil {
		return err
	}
	if err := d.output.Publish(r.spec.Name, p); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	latency := time.Since(d.backlog.at(n).arrived)
	d.metric.part(r.spec.Name, latency)
	d.status.Parts++
	d.status.Latency[s.rungs[rung]] = latency
	if r.next = (media.PartID{Segment: p.ID.Segment, Part: p.ID.Part + 1}); p.Last {
		r.next = media.PartID{Segment: p.ID.Segment + 1}
	}
	s.measure(n, d.backlog.at(n).reordered)
	d.trimLocked()
	return nil
}

// measure tells the market how long source part n took, if it was sent since renditions come: before, the session was starting.
func (s *session) measure(n int, reordered bool) {
	s.mu.Lock()
	sent := s.sent[n-s.replay]
	if next := n - s.replay + 1; reordered && next < len(s.sent) {
		sent = s.sent[next] // its last frames could not be told before
	}
	steady := s.steady
	s.mu.Unlock()
	if sent.After(steady) {
		s.d.market.Measure(s.peer, time.Since(sent))
	}
}

// watch ends the session when a part is late or the rungs lag too far behind.
func (s *session) watch(ctx context.Context) error {
	tick := time.NewTicker(watchInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if err := s.overdue(time.Now()); err != nil {
				return err
			}
		}
	}
}

// overdue looks at the oldest part that was sent and is not back on every rung.
func (s *session) overdue(now time.Time) error {
	d := s.d
	d.mu.Lock()
	defer d.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.latest.IsZero() {
		if since := now.Sub(s.opened); since > d.cfg.StartDeadline && len(s.sent) > 0 {
			return fmt.Errorf("%w: no rendition %s after the session opened", ErrLate, since.Round(time.Millisecond))
		}
		return nil
	}
	n := d.backlog.find(d.oldestLocked())
	due := n
	if n < d.backlog.end() && d.backlog.at(n).reordered {
		due = n + 1 // its last frames cannot be told before the next part
	}
	if due-s.replay >= len(s.sent) {
		return nil
	}
	sent := now.Sub(s.sent[due-s.replay])
	id := d.backlog.at(n).part.ID
	if now.Sub(s.opened) > calm {
		d.late = 0
	}
	patience := d.cfg.PartDeadline << min(d.late, 2)
	switch {
	case sent > patience && now.Sub(s.latest) > patience:
		return fmt.Errorf("%w: part %s is overdue and nothing came for %s", ErrLate, id, now.Sub(s.latest).Round(time.Millisecond))
	case sent > max(d.cfg.MaxLag, patience) && now.Sub(s.opened) > d.cfg.StartDeadline+d.cfg.MaxLag: // not while it catches up
		return fmt.Errorf("%w: part %s is not back %s after it was sent", ErrLate, id, sent.Round(time.Millisecond))
	}
	return nil
}

// keepStandby keeps the standbys' connections open and their quotes fresh, lets go of those that fail, and draws others
// when none is left.
func (d *Dispatcher) keepStandby(ctx context.Context, rungs []int, working common.Address) error {
	tick := time.NewTicker(warmInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		d.standby = slices.DeleteFunc(d.standby, func(c Candidate) bool { return c.Warm(ctx) != nil && ctx.Err() == nil })
		if len(d.standby) == 0 && ctx.Err() == nil {
			if err := d.draw(ctx, rungs, working); err != nil {
				d.log.Debug("no standby", "err", err)
			}
		}
		d.mu.Lock()
		d.showStandbyLocked()
		d.mu.Unlock()
	}
}

func (d *Dispatcher) showStandbyLocked() {
	d.status.Standby = nil
	for _, c := range d.standby {
		d.status.Standby = append(d.status.Standby, c.Address())
	}
}

func newSessionID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
