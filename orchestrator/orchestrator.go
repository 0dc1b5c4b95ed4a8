// Package orchestrator sells transcoding: it quotes, admits sessions by capacity, hands each to one of its
// transcoders and relays the messages between the two.
//
// It promises that a session's messages are checked before they are passed on, that nothing is queued beyond what
// flow control lets through, that a broadcaster learns at once when its session cannot go on, and that the capacity
// of a session that ended, however it did, is free again. It never looks into media. Encoding is a transcoder's work;
// money, stake and rounds are looked after beside it.
package orchestrator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator/admission"
	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/notary"
	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/orchestrator/scheduler"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/listen"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

// Config says how an orchestrator behaves.
type Config struct {
	// Addr is where to listen; default ":8936". Port 0 picks one: see Orchestrator.Addr.
	Addr string
	// ServiceURI is where broadcasters and transcoders reach the orchestrator, as registered: https://host:port.
	ServiceURI string
	// Account is whose stake counts and who is paid; default the signer's, which is then not an operator's.
	Account common.Address
	// Broker is the ticket broker that quotes and tickets are for.
	Broker ticket.Domain
	// Court is the fault court that acknowledgements and receipts are for.
	Court ticket.Domain
	// Price is that of 1e12 output pixels in units of the settlement asset; 0: the work is free.
	Price uint64
	// PriceFor are the prices for single broadcasters, instead of Price.
	PriceFor map[common.Address]uint64
	// Dollars makes units of prices, which are in millionths of a dollar then; nil: they are in units.
	Dollars *quote.Dollars
	// FaceValue is what a winning draw pays, in units of the settlement asset; default quote.DefaultFaceValue.
	FaceValue uint64
	// QuoteTTL is how long a quote holds; default quote.DefaultTTL.
	QuoteTTL time.Duration
	// Cashier says how payments are taken.
	Cashier cashier.Config
	// AllowBroadcasters are the broadcasters that may open sessions; empty means every one that proves its address.
	AllowBroadcasters []common.Address
	// MaxPixelRate caps what is admitted, in output pixels per second; 0 means what the attached transcoders can do.
	MaxPixelRate int64
	// MaxSessions is how many sessions are admitted at most; default 256.
	MaxSessions int
	// OfferTimeout is how long a transcoder may take to accept a session; default 3 s.
	OfferTimeout time.Duration
	// DrainTimeout is how long Stop lets running sessions go on; default 5 s; negative: not at all.
	DrainTimeout time.Duration
	// Heartbeat is how often transcoders are expected to report; default wire.HeartbeatInterval.
	Heartbeat time.Duration
	// Limits bound the waits on session streams; zero fields mean the defaults of wire.Limits.
	Limits wire.Limits
}

// Deps are what an orchestrator works with.
type Deps struct {
	Signer  identity.Signer    // the orchestrator's chain key
	Workers *identity.WorkerCA // whose workers may attach
	// Chain tells whether broadcasters can pay, and Winnings keeps tickets that win; neither is needed where all work is free. Their
	// owner closes them after Stop.
	Chain    cashier.Chain
	Winnings winnings.Store
	// Waiting says what winners of a sender's wait to be paid at the redeemer that this node shares with others (cashier.Deps). Nil: it shares none.
	Waiting  func(ctx context.Context, sender common.Address) (*big.Int, error)
	Evidence *evidence.Keeper      // of what was signed; likewise; nil: it is not kept
	Metrics  prometheus.Registerer // nil: none
	Log      *slog.Logger          // default slog.Default()
	Traces   *tracing.Tracer       // nil: none
	Now      func() time.Time      // the clock by which quotes and payments are judged; default time.Now
	// Listener is where to listen, for a caller that has to know the port before; nil: on Config.Addr. Start takes it over.
	Listener net.Listener
}

const (
	defaultAddr        = ":8936"
	defaultMaxSessions = 256
	maxSessions        = 1 << 15 // each has a lane of its own
	defaultDrain       = 5 * time.Second
	shutdownTimeout    = 250 * time.Millisecond // for the last frames to leave: all calls have ended
	placeTimeout       = 10 * time.Second       // to find a transcoder, however many there are to ask

	// maxOpening is how many streams may be at their first message at once. It bounds what peers that never open a
	// session can make us hold.
	maxOpening = 32
)

// WorkerCAFile is where an orchestrator keeps its worker authority, below its data directory.
func WorkerCAFile(dataDir string) string { return filepath.Join(dataDir, "workers.pem") }

// Orchestrator is one node. Make it with New.
type Orchestrator struct {
	cfg     Config
	log     *slog.Logger
	now     func() time.Time
	allowed map[common.Address]bool // empty: everyone
	terms   quote.Terms
	cashier *cashier.Cashier
	notary  *notary.Notary

	registry  *registry.Registry
	traces    *tracing.Tracer
	scheduler *scheduler.Scheduler[*wire.RequestStream]
	admission *admission.Admission
	opening   chan struct{}

	server   *http.Server
	given    net.Listener // to listen on; nil: on cfg.Addr
	listener net.Listener // once started
	served   chan error

	// life is done when sessions must end.
	life context.Context
	end  context.CancelCauseFunc

	mu       sync.Mutex
	draining bool           // guarded by mu
	stopped  bool           // guarded by mu
	sessions sync.WaitGroup // Add is guarded by mu, and only while not draining
	calls    sync.WaitGroup // Add is guarded by mu, and only while not stopped
}

// New checks cfg and deps. Nothing runs before Start.
func New(cfg Config, deps Deps) (*Orchestrator, error) {
	cfg.Addr = cmp.Or(cfg.Addr, defaultAddr)
	cfg.MaxSessions = cmp.Or(cfg.MaxSessions, defaultMaxSessions)
	cfg.DrainTimeout = cmp.Or(cfg.DrainTimeout, defaultDrain)
	cfg.Heartbeat = cmp.Or(cfg.Heartbeat, wire.HeartbeatInterval)
	switch {
	case deps.Signer == nil || deps.Workers == nil:
		return nil, errors.New("orchestrator: no signer or no worker authority")
	case cfg.MaxSessions > maxSessions:
		return nil, fmt.Errorf("orchestrator: %d sessions: at most %d", cfg.MaxSessions, maxSessions)
	case cfg.MaxSessions < 0 || cfg.MaxPixelRate < 0 || cfg.Heartbeat < 0:
		return nil, errors.New("orchestrator: negative limit")
	}
	if err := identity.CheckURI(cfg.ServiceURI); err != nil {
		return nil, fmt.Errorf("orchestrator: %w", err)
	}
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: deps.Signer, URI: cfg.ServiceURI})
	if err != nil {
		return nil, fmt.Errorf("orchestrator: %w", err)
	}
	tlsConfig, err := identity.ServerTLS(identity.ServerConfig{Renewer: renewer, Workers: deps.Workers})
	if err != nil {
		return nil, fmt.Errorf("orchestrator: %w", err)
	}
	o := &Orchestrator{
		cfg:     cfg,
		given:   deps.Listener,
		log:     deps.Log.With("orch", deps.Signer.Address().Hex()),
		now:     deps.Now,
		allowed: make(map[common.Address]bool),
		terms: quote.Terms{
			Orchestrator: cmp.Or(cfg.Account, deps.Signer.Address()), Broker: cfg.Broker, Operator: deps.Signer,
			Price: cfg.Price, PriceFor: cfg.PriceFor, Dollars: cfg.Dollars, FaceValue: cfg.FaceValue, TTL: cfg.QuoteTTL,
		},
		admission: admission.New(admission.Capacity{Sessions: cfg.MaxSessions}),
		opening:   make(chan struct{}, maxOpening),
		traces:    deps.Traces,
		served:    make(chan error, 1),
	}
	if err := o.terms.Validate(); err != nil {
		return nil, fmt.Errorf("orchestrator: %w", err)
	}
	var taking *cashier.Metrics
	var signing *notary.Metrics
	if deps.Metrics != nil {
		taking, signing = cashier.NewMetrics(deps.Metrics), notary.NewMetrics(deps.Metrics)
	}
	if o.cashier, err = cashier.New(context.Background(), cfg.Cashier, cashier.Deps{
		Terms: o.terms, Chain: deps.Chain, Winnings: deps.Winnings, Waiting: deps.Waiting, Logger: o.log, Metrics: taking, Now: deps.Now,
	}); err != nil {
		return nil, fmt.Errorf("orchestrator: %w", err)
	}
	o.notary = notary.New(notary.Deps{
		Signer: deps.Signer, Orchestrator: o.terms.Orchestrator, Court: cfg.Court, Keeper: deps.Evidence, Metrics: signing, Logger: o.log, Now: deps.Now,
	})
	for _, a := range cfg.AllowBroadcasters {
		o.allowed[a] = true
	}
	o.registry = registry.New(o.setCapacity)
	o.scheduler = scheduler.New[*wire.RequestStream](o.registry, cfg.OfferTimeout)
	o.life, o.end = context.WithCancelCause(context.Background())
	o.server = wire.NewServer(o.routes(), tlsConfig, o.log)
	return o, nil
}

func (o *Orchestrator) setCapacity(attached int64) {
	if o.cfg.MaxPixelRate > 0 {
		attached = min(attached, o.cfg.MaxPixelRate)
	}
	o.admission.SetPixelRate(attached)
}

func (o *Orchestrator) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(o.identify)
	path, handler := millracev1connect.NewOrchestratorServiceHandler(sales{o}, wire.HandlerOptions()...)
	r.Mount(path, handler)
	path, handler = millracev1connect.NewTranscoderServiceHandler(workshop{o}, wire.HandlerOptions()...)
	r.Mount(path, handler)
	r.Get("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	return r
}

// Start listens and serves until Stop. The context bounds only the start.
func (o *Orchestrator) Start(ctx context.Context) error {
	l := o.given
	if l == nil {
		var err error
		if l, err = listen.TCP(ctx, o.cfg.Addr); err != nil {
			return fmt.Errorf("start orchestrator: %w", err)
		}
	}
	o.listener = l
	go func() { o.served <- o.server.ServeTLS(wire.LimitListener(l, 0), "", "") }()
	o.log.Info("orchestrator is up", "addr", l.Addr().String(), "uri", o.cfg.ServiceURI)
	return nil
}

// Addr is where the orchestrator listens, once started.
func (o *Orchestrator) Addr() net.Addr { return o.listener.Addr() }

// errStopping is what sessions that outlast the drain end with.
var errStopping = wire.Detailf(wire.ErrInternal, "orchestrator is stopping")

// Stop refuses new sessions, lets running ones go on for the drain timeout or until ctx is done, ends the rest and
// waits for all of them.
func (o *Orchestrator) Stop(ctx context.Context) error {
	o.mu.Lock()
	again := o.draining
	o.draining = true
	o.mu.Unlock()
	if again {
		return errors.New("stop orchestrator: stopped already")
	}
	if o.listener == nil {
		o.end(errStopping)
		o.registry.Close()
		return o.cashier.Close()
	}
	drained := make(chan struct{})
	go func() { o.sessions.Wait(); close(drained) }()
	timer := time.NewTimer(max(0, o.cfg.DrainTimeout))
	defer timer.Stop()
	select {
	case <-drained:
	case <-timer.C:
	case <-ctx.Done():
	}
	o.end(errStopping)
	<-drained // each session's waits are bounded
	o.registry.Close()

	shutdownCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	err := o.server.Shutdown(shutdownCtx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = o.server.Close()
	}
	o.mu.Lock()
	o.stopped = true
	o.mu.Unlock()
	o.calls.Wait()
	err = errors.Join(err, o.cashier.Close())
	if served := <-o.served; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	if err != nil {
		return fmt.Errorf("stop orchestrator: %w", err)
	}
	return nil
}

// Used is what running sessions take of the capacity.
func (o *Orchestrator) Used() admission.Capacity { return o.admission.Used() }

// Free is what could be admitted now.
func (o *Orchestrator) Free() admission.Capacity { return o.admission.Free() }

// Transcoders lists what is attached now.
func (o *Orchestrator) Transcoders() []registry.Status { return o.registry.Statuses() }

// enterCall counts a call in, unless the orchestrator has stopped.
func (o *Orchestrator) enterCall() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.stopped {
		o.calls.Add(1)
	}
	return !o.stopped
}

// enter counts a session in, unless the orchestrator drains.
func (o *Orchestrator) enter() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.draining {
		return wire.Detailf(wire.ErrBusy, "orchestrator is stopping")
	}
	o.sessions.Add(1)
	return nil
}
