// Package agent attaches a transcoder to its orchestrator and works on the sessions it is offered.
//
// The transcoder dials, since it may sit behind NAT:
//
//	orchestrator                       agent                            media child
//	     |<-- Attach: Register, Load --|
//	     |--- Attach: Offer ---------->|-- start (or take a spare) ------->|
//	     |<-- Work: Accept ------------|   (a connection per session)      |
//	     |--- Work: requests --------->|--- requests --------------------->|
//	     |<-- Work: responses ---------|<-- responses ---------------------|
//
// It promises that the server it dials is the orchestrator of its credential, that a session whose child dies, hangs or says
// more than it was asked for fails and disturbs no other, that nothing is queued beyond one message per direction, and that it comes back by
// itself when the connection breaks. How a child transcodes, and how it is isolated, it leaves to the child.
package agent

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

// Worker starts media children.
type Worker interface {
	// Start makes a child that lives until its Close, or until ctx is done. It awaits an Open.
	Start(ctx context.Context) (Child, error)
}

// Child works on one session. One goroutine may Send while another Receives.
type Child interface {
	// Send hands the child a message, and blocks while the child is busy.
	Send(*millracev1.TranscodeRequest) error
	// Receive waits for the child's next message. It returns io.EOF, or an error that says how the child died, when
	// there are no more.
	Receive() (*millracev1.TranscodeResponse, error)
	// Close ends the child at once, whatever it does, and waits for it. Send and Receive under way return.
	Close() error
}

// Config says what the agent serves, and how.
type Config struct {
	Credential  identity.Credential // whose orchestrator to serve
	Addr        string              // host:port to dial instead of the one in the credential's URI
	Name        string              // for people; default the worker's name
	Version     string
	Encoder     string // e.g. "libx264"
	PixelRate   int64  // output pixels of H.264 per second that can be encoded in real time
	Costs       media.EncodeCosts
	MaxSessions int           // default 16
	Spare       int           // idle children to keep ready; default 1; negative: none
	Heartbeat   time.Duration // default wire.HeartbeatInterval
	MaxBackoff  time.Duration // between attempts to attach; default 10 s
	Patience    time.Duration // how long a child that owes something may be silent; default 10 s
	Limits      wire.Limits   // of a session's stream; Send is a child's limit too. Zero fields mean the defaults
}

// Deps are what the agent works with.
type Deps struct {
	Worker Worker
	// Usable is which part of the PixelRate can be used now, from 0 to 1. It is asked with every heartbeat; nil: always all.
	Usable func() float64
	Log    *slog.Logger    // default slog.Default()
	Traces *tracing.Tracer // nil: none
}

const (
	defaultMaxSessions = 16
	defaultSpare       = 1
	defaultMaxBackoff  = 10 * time.Second
	defaultPatience    = 10 * time.Second
	minBackoff         = 100 * time.Millisecond
	registerTimeout    = 10 * time.Second
)

// Agent is one transcoder's connection to its orchestrator. Make it with New.
type Agent struct {
	cfg    Config
	worker Worker
	usable func() float64
	traces *tracing.Tracer
	log    *slog.Logger
	base   string // URL of the orchestrator
	pinner *identity.Pinner
	spares chan Child // unbuffered: a spare waits in its keeper

	mu       sync.Mutex
	sessions int           // guarded by mu
	attached chan struct{} // closed while attached; see Attached. Guarded by mu
	draining bool          // guarded by mu
	drained  chan struct{} // closed when the agent drains and has no session
}

// New checks cfg and deps. Nothing runs before Run.
func New(cfg Config, deps Deps) (*Agent, error) {
	cfg.Name = cmp.Or(cfg.Name, cfg.Credential.Worker)
	cfg.MaxSessions = cmp.Or(cfg.MaxSessions, defaultMaxSessions)
	cfg.Spare = max(0, cmp.Or(cfg.Spare, defaultSpare))
	cfg.Heartbeat = cmp.Or(cfg.Heartbeat, wire.HeartbeatInterval)
	cfg.MaxBackoff = cmp.Or(cfg.MaxBackoff, defaultMaxBackoff)
	cfg.Patience = cmp.Or(cfg.Patience, defaultPatience)
	cfg.Limits.Send = cmp.Or(cfg.Limits.Send, wire.DefaultSend)
	switch {
	case deps.Worker == nil:
		return nil, errors.New("transcoder: no worker")
	case cfg.PixelRate <= 0 || cfg.MaxSessions < 0:
		return nil, fmt.Errorf("transcoder: %d pixels/s in %d sessions", cfg.PixelRate, cfg.MaxSessions)
	case cfg.Heartbeat < 0 || cfg.MaxBackoff < 0 || cfg.Patience < 0 || cfg.Limits.Send < 0:
		return nil, errors.New("transcoder: negative duration")
	}
	if deps.Usable == nil {
		deps.Usable = func() float64 { return 1 }
	}
	uri, err := url.Parse(cfg.Credential.URI)
	if err != nil {
		return nil, fmt.Errorf("transcoder: orchestrator's URI: %w", err)
	}
	if cfg.Addr != "" {
		uri.Host = cfg.Addr
	}
	cert, err := cfg.Credential.Certificate()
	if err != nil {
		return nil, fmt.Errorf("transcoder: %w", err)
	}
	pinner, err := identity.NewPinner(identity.PinnerConfig{
		Certificate: func() (*tls.Certificate, error) { return cert, nil },
	})
	if err != nil {
		return nil, fmt.Errorf("transcoder: %w", err)
	}
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	return &Agent{
		cfg:      cfg,
		worker:   deps.Worker,
		usable:   deps.Usable,
		traces:   deps.Traces,
		log:      deps.Log.With("worker", cfg.Credential.Worker, "orch", cfg.Credential.Orchestrator.Hex()),
		base:     uri.String(),
		pinner:   pinner,
		spares:   make(chan Child),
		attached: make(chan struct{}),
		drained:  make(chan struct{}),
	}, nil
}

// Run attaches, again and again, until ctx is done, and returns when every session has ended.
func (a *Agent) Run(ctx context.Context) error {
	var keepers sync.WaitGroup
	defer keepers.Wait()
	for range a.cfg.Spare {
		keepers.Go(func() { a.keepSpare(ctx) })
	}
	backoff := newBackoff(a.cfg.MaxBackoff)
	for {
		registered, err := a.attach(ctx)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if registered {
			backoff.reset()
		}
		wait := backoff.next()
		a.log.Warn("not attached", "retry_in", wait.Round(time.Millisecond), "err", err)
		if sleep(ctx, wait) != nil {
			return context.Cause(ctx)
		}
	}
}

// Attached returns a channel that is closed while the agent is attached.
func (a *Agent) Attached() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.attached
}

// Sessions is how many sessions run now.
func (a *Agent) Sessions() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sessions
}

// Drain takes no more sessions, hands each that runs over at the end of its segment, and returns when there are none, or when ctx is
// done. It may be called while Run runs, and before.
func (a *Agent) Drain(ctx context.Context) error {
	a.mu.Lock()
	if !a.draining {
		a.draining = true
		a.log.Info("draining", "sessions", a.sessions)
		if a.sessions == 0 {
			close(a.drained)
		}
	}
	a.mu.Unlock()
	select {
	case <-a.drained:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (a *Agent) isDraining() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.draining
}

func (a *Agent) setAttached(yes bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if yes {
		close(a.attached)
	} else {
		a.attached = make(chan struct{})
	}
}

// client makes a client with connections of its own.
func (a *Agent) client() (millracev1connect.TranscoderServiceClient, *http.Client) {
	c := wire.NewPinnedClient(func(ctx context.Context, hostport string) (*tls.Conn, error) {
		return a.pinner.Dial(ctx, hostport, a.cfg.Credential.Expectation())
	})
	return millracev1connect.NewTranscoderServiceClient(c, a.base, wire.ClientOptions()...), c
}

// attach keeps one Attach stream until it ends, and the sessions that were offered on it. It says whether the
// orchestrator registered us.
func (a *Agent) attach(ctx context.Context) (registered bool, err error) {
	client, conns := a.client()
	defer conns.CloseIdleConnections()
	stream := wire.OpenAttach(ctx, client, wire.Limits{First: registerTimeout, Idle: -1, Send: a.cfg.Limits.Send})
	defer stream.Close()
	if err := stream.Send(a.register()); err != nil && !errors.Is(err, wire.ErrClosed) {
		return false, err
	}
	m, err := stream.Receive()
	if err != nil {
		return false, err
	}
	if m.GetRegistered() == nil {
		return false, wire.Detailf(wire.ErrInternal, "orchestrator did not answer the registration")
	}
	a.log.Info("attached", "uri", a.base, "encoder", a.cfg.Encoder, "pixel_rate", a.cfg.PixelRate)
	a.setAttached(true)
	defer a.setAttached(false)

	var inner sync.WaitGroup
	defer inner.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	inner.Go(func() { a.report(ctx, stream) })
	for {
		m, err := stream.Receive()
		if err != nil {
			return true, err
		}
		offer := m.GetOffer()
		if offer == nil {
			return true, wire.Detailf(wire.ErrInternal, "unknown message from the orchestrator")
		}
		if !a.enter() {
			if err := stream.Send(refuse(offer.GetSession(), wire.ErrBusy)); err != nil {
				return true, err
			}
			continue
		}
		inner.Go(func() {
			defer a.leave()
			if err := a.work(ctx, offer.GetSession()); err != nil {
				_ = stream.Send(refuse(offer.GetSession(), err)) // when that fails, Receive has the reason
			}
		})
	}
}

func (a *Agent) register() *millracev1.AttachRequest {
	return &millracev1.AttachRequest{Message: &millracev1.AttachRequest_Register{Register: &millracev1.Register{
		Name:        a.cfg.Name,
		Version:     a.cfg.Version,
		Encoder:     a.cfg.Encoder,
		PixelRate:   a.cfg.PixelRate,
		MaxSessions: uint32(a.cfg.MaxSessions),
		HevcCost:    permille(a.cfg.Costs.HEVC),
		Hevc10Cost:  permille(a.cfg.Costs.HEVC10),
		Av1Cost:     permille(a.cfg.Costs.AV1),
		Av1X10Cost:  permille(a.cfg.Costs.AV1x10),
	}}}
}

func permille(cost float64) uint32 { return uint32(1000 * min(max(cost, 0), media.MaxEncodeCost)) }

func refuse(session string, err error) *millracev1.AttachRequest {
	return &millracev1.AttachRequest{Message: &millracev1.AttachRequest_Refuse{
		Refuse: &millracev1.Refuse{Session: session, Failure: wire.NewFailure(err)},
	}}
}

// report sends heartbeats until ctx is done or the stream is over.
func (a *Agent) report(ctx context.Context, stream *wire.AttachStream) {
	ticker := time.NewTicker(a.cfg.Heartbeat)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
		load := &millracev1.Load{Sessions: uint32(a.Sessions()), RestingRate: a.resting()}
		if err := stream.Send(&millracev1.AttachRequest{Message: &millracev1.AttachRequest_Load{Load: load}}); err != nil {
			return
		}
	}
}

// resting is what of the pixel rate cannot be used now: all of it, of an agent that drains.
func (a *Agent) resting() int64 {
	if a.isDraining() {
		return a.cfg.PixelRate
	}
	return a.cfg.PixelRate - int64(min(max(a.usable(), 0), 1)*float64(a.cfg.PixelRate))
}

func (a *Agent) enter() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.draining || a.sessions >= a.cfg.MaxSessions {
		return false
	}
	a.sessions++
	return true
}

func (a *Agent) leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sessions--
	if a.draining && a.sessions == 0 {
		close(a.drained)
	}
}

// backoff doubles from minBackoff to limit; each wait is between a half and the whole of it, so that many
// transcoders that lost the same orchestrator do not come back together.
type backoff struct {
	limit, current time.Duration
}

func newBackoff(limit time.Duration) *backoff { return &backoff{limit: limit, current: minBackoff} }

func (b *backoff) reset() { b.current = minBackoff }

func (b *backoff) next() time.Duration {
	whole := min(b.current, b.limit)
	b.current = min(2*b.current, b.limit)
	return whole/2 + rand.N(whole/2+1)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
