// Package scheduler finds a transcoder for a session.
//
// It offers the session to the transcoder with the most free pixel rate, waits a bounded time for the stream on which
// that one accepts, and otherwise goes on to the next. It promises that only the worker that got an offer can accept
// it, once, and that what was reserved for a session is given back. What flows over the stream it leaves to others.
package scheduler

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/pkg/media"
)

// DefaultOfferTimeout is how long a transcoder may take to accept.
const DefaultOfferTimeout = 3 * time.Second

// Errors of placing and accepting.
var (
	// ErrNoTranscoder: none that is attached has enough free, or took the session.
	ErrNoTranscoder = errors.New("no transcoder for the session")
	// ErrNoOffer: there is no such offer, it was taken or withdrawn, or it was made to another worker.
	ErrNoOffer = errors.New("no such offer")
	// ErrNotAccepted: the transcoder did not answer an offer in time.
	ErrNotAccepted = errors.New("offer was not accepted in time")
)

// Scheduler matches offers with the streams that accept them. S is the type of these streams. It is safe for
// concurrent use.
type Scheduler[S any] struct {
	registry *registry.Registry
	timeout  time.Duration

	mu     sync.Mutex
	offers map[string]*offer[S] // by id. Guarded by mu
}

type offer[S any] struct {
	transcoder *registry.Transcoder
	answer     chan answer[S] // has room for the one answer; whoever takes the offer off the map gives it
}

type answer[S any] struct {
	placement *Placement[S]
	refusal   error
}

// New schedules onto the transcoders of a registry. A timeout of 0 means DefaultOfferTimeout.
func New[S any](r *registry.Registry, timeout time.Duration) *Scheduler[S] {
	if timeout == 0 {
		timeout = DefaultOfferTimeout
	}
	return &Scheduler[S]{registry: r, timeout: timeout, offers: make(map[string]*offer[S])}
}

// Placement is a session on a transcoder. Whoever placed it must end it.
type Placement[S any] struct {
	Transcoder *registry.Transcoder
	Stream     S

	release func()
	once    sync.Once
	ended   chan error
}

// End gives the transcoder's capacity back and lets the accepting side go, with the session's error if it failed. The
// stream must not be used any more. Only the first call counts.
func (p *Placement[S]) End(err error) {
	p.once.Do(func() {
		p.release()
		p.ended <- err
	})
}

// Ended yields once, when the session is over: the accepting side, which owns the stream, waits for it.
func (p *Placement[S]) Ended() <-chan error { return p.ended }

// Place finds a transcoder for a session's work. The error wraps ErrNoTranscoder, and what each of those
// asked had to say, or is that of ctx.
func (s *Scheduler[S]) Place(ctx context.Context, w media.Work) (*Placement[S], error) {
	var refusals []error
	for _, t := range s.registry.ByFreeRate() {
		release, ok := t.Reserve(w)
		if !ok {
			continue
		}
		p, err := s.ask(ctx, t)
		if err == nil {
			p.release = release
			return p, nil
		}
		release()
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		refusals = append(refusals, fmt.Errorf("%s: %w", t.Info().Worker, err))
	}
	return nil, errors.Join(append([]error{ErrNoTranscoder}, refusals...)...)
}

// ask offers the session to one transcoder and waits for its answer.
func (s *Scheduler[S]) ask(ctx context.Context, t *registry.Transcoder) (*Placement[S], error) {
	id := rand.Text()
	o := &offer[S]{transcoder: t, answer: make(chan answer[S], 1)}
	s.mu.Lock()
	s.offers[id] = o
	s.mu.Unlock()
	if !t.Offer(id) {
		s.take(id, t)
		return nil, ErrNotAccepted
	}
	timer := time.NewTimer(s.timeout)
	defer timer.Stop()
	var why error
	select {
	case a := <-o.answer:
		return a.placement, a.refusal
	case <-timer.C:
		why = ErrNotAccepted
	case <-t.Gone():
		why = t.Reason()
	case <-ctx.Done():
		why = context.Cause(ctx)
	}
	if s.take(id, t) != nil {
		return nil, why
	}
	// The answer came in the same moment.
	a := <-o.answer
	if a.placement == nil {
		return nil, a.refusal
	}
	if t.Reason() == nil && ctx.Err() == nil {
		return a.placement, nil
	}
	a.placement.release = func() {}
	a.placement.End(why)
	return nil, why
}

// take removes an offer that was made to t, and returns it to the one caller who may answer it.
func (s *Scheduler[S]) take(id string, t *registry.Transcoder) *offer[S] {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.offers[id]
	if o == nil || t != nil && o.transcoder != t {
		return nil
	}
	delete(s.offers, id)
	return o
}

// Accept is a worker's answer to an offer. The session then has the stream until the placement has Ended; the caller
// must keep it open that long.
func (s *Scheduler[S]) Accept(worker, id string, stream S) (*Placement[S], error) {
	s.mu.Lock()
	o := s.offers[id]
	if o == nil || o.transcoder.Info().Worker != worker {
		s.mu.Unlock()
		return nil, ErrNoOffer
	}
	delete(s.offers, id)
	s.mu.Unlock()
	p := &Placement[S]{Transcoder: o.transcoder, Stream: stream, ended: make(chan error, 1)}
	o.answer <- answer[S]{placement: p}
	return p, nil
}

// Refuse is a transcoder's other answer to an offer. An offer that it does not have is ignored.
func (s *Scheduler[S]) Refuse(t *registry.Transcoder, id string, why error) {
	if o := s.take(id, t); o != nil {
		o.answer <- answer[S]{refusal: why}
	}
}
