package rtmp

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"time"

	gortmp "github.com/yutopp/go-rtmp"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/listen"
)

// Config is how a Server listens. A missing field means the default.
type Config struct {
	Addr             string             // host:port; ":1935"
	TLSAddr          string             // host:port that takes RTMPS only; none
	TLS              *tls.Config        // lets RTMPS in on Addr too, told by its first byte; nil: no RTMPS
	Addresses        ingest.Addresses   // others are closed before anything is read
	MaxConnections   int                // further ones are closed at once; 256
	PerNetwork       *ingest.PerNetwork // bounds those from one address, with others that have it; one of its own
	HandshakeTimeout time.Duration      // from accepting a connection to the end of the handshake; 10 s
	PublishTimeout   time.Duration      // from the handshake, or from the end of a publish, to the next publish; 15 s
	IdleTimeout      time.Duration      // between two messages of media; 30 s
	WriteTimeout     time.Duration      // of one write; 10 s
	DrainTimeout     time.Duration      // what a publisher that can be told to reconnect gets for it when the server stops; 3 s
	DrainURL         string             // where it is told to reconnect, absolute or relative to where it is; the same place
}

func (c Config) withDefaults() Config {
	c.Addr = cmp.Or(c.Addr, ":1935")
	c.MaxConnections = cmp.Or(c.MaxConnections, 256)
	if c.PerNetwork == nil {
		c.PerNetwork = ingest.NewPerNetwork(0)
	}
	c.HandshakeTimeout = cmp.Or(c.HandshakeTimeout, 10*time.Second)
	c.PublishTimeout = cmp.Or(c.PublishTimeout, 15*time.Second)
	c.IdleTimeout = cmp.Or(c.IdleTimeout, 30*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 10*time.Second)
	c.DrainTimeout = cmp.Or(c.DrainTimeout, 3*time.Second)
	return c
}

// Deps are what a Server needs from others.
type Deps struct {
	Publisher ingest.Publisher
	Logger    *slog.Logger    // slog.Default() if nil
	Metrics   *ingest.Metrics // may be nil
}

// Server accepts RTMP connections and turns each publish into calls of a Sink.
type Server struct {
	cfg       Config
	publisher ingest.Publisher
	log       *slog.Logger
	metrics   *ingest.Metrics

	ctx       context.Context // done when the server stops
	cancel    context.CancelCauseFunc
	listeners []net.Listener // of Addr, and of TLSAddr if there is one
	handoff   *handoff
	gortmp    *gortmp.Server
	serving   sync.WaitGroup // the accept loops and go-rtmp's
	open      sync.WaitGroup // connections
	draining  atomic.Bool    // publishers are to reconnect elsewhere
	left      chan struct{}  // a connection or a publish ended since drain counted

	mu    sync.Mutex // guards what follows
	conns map[*conn]struct{}
	stop  bool // no connection is added any more
}

var errAddress = errors.New("this address may not publish")

// ErrStopped is the reason of connections that ended because the server stopped.
var ErrStopped = fmt.Errorf("rtmp %w", ingest.ErrStopped)

// ErrVanished is the reason of a publish whose connection was closed, in good order, before the publisher ended it: a
// process that died, say. Encoders that do not say goodbye look the same.
var ErrVanished = errors.New("connection closed without a goodbye")

// New checks the configuration; the server does nothing before Start.
func New(cfg Config, deps Deps) (*Server, error) {
	cfg = cfg.withDefaults()
	switch {
	case deps.Publisher == nil:
		return nil, errors.New("rtmp: no publisher")
	case cfg.MaxConnections < 0:
		return nil, fmt.Errorf("rtmp: %d connections: use 1 or more", cfg.MaxConnections)
	case cfg.TLSAddr != "" && cfg.TLS == nil:
		return nil, errors.New("rtmp: RTMPS needs a certificate")
	case min(cfg.HandshakeTimeout, cfg.PublishTimeout, cfg.IdleTimeout, cfg.WriteTimeout, cfg.DrainTimeout) < 0:
		return nil, errors.New("rtmp: a timeout is negative")
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	return &Server{
		cfg: cfg, publisher: deps.Publisher, log: deps.Logger, metrics: deps.Metrics,
		conns: make(map[*conn]struct{}),
		left:  make(chan struct{}, 1),
	}, nil
}

// Start listens and serves until Stop. ctx bounds the start only, except that its values reach the Publisher.
func (s *Server) Start(ctx context.Context) error {
	l, err := listen.TCP(ctx, s.cfg.Addr)
	if err != nil {
		return fmt.Errorf("rtmp: %w", err)
	}
	s.listeners = []net.Listener{l}
	if s.cfg.TLSAddr != "" {
		secure, err := listen.TCP(ctx, s.cfg.TLSAddr)
		if err != nil {
			s.listeners = nil
			return errors.Join(fmt.Errorf("rtmps: %w", err), l.Close())
		}
		s.listeners = append(s.listeners, secure)
	}
	s.ctx, s.cancel = context.WithCancelCause(context.WithoutCancel(ctx))
	s.handoff = newHandoff(l.Addr())
	s.gortmp = gortmp.NewServer(&gortmp.ServerConfig{OnConnect: onConnect})
	s.serving.Go(func() {
		err := s.gortmp.Serve(s.handoff) // ends with the handoff
		s.log.Debug("go-rtmp ended", "err", err)
	})
	for i, l := range s.listeners {
		s.serving.Go(func() { s.accept(l, i > 0) })
		s.log.Info("rtmp listens", "addr", l.Addr().String(), "plain", i == 0, "tls", s.cfg.TLS != nil)
	}
	return nil
}

// Addr is where the server listens; nil before Start.
func (s *Server) Addr() net.Addr { return s.addr(0) }

// TLSAddr is where the server listens for RTMPS only; nil before Start, or if it does not.
func (s *Server) TLSAddr() net.Addr { return s.addr(1) }

func (s *Server) addr(i int) net.Addr {
	if i >= len(s.listeners) {
		return nil
	}
	return s.listeners[i].Addr()
}

// Stop tells publishers that understand it to reconnect and lets them go, then ends every connection, with ErrStopped as the
// reason of running publishes, and waits until all are done or ctx is.
func (s *Server) Stop(ctx context.Context) error {
	if s.listeners == nil {
		return nil
	}
	for _, l := range s.listeners {
		l.Close() //nolint:errcheck // a second Stop finds it closed
	}
	s.mu.Lock()
	s.stop = true
	s.mu.Unlock()
	s.drain(ctx)
	s.cancel(ErrStopped)
	s.mu.Lock()
	for c := range s.conns {
		c.close(ErrStopped)
	}
	s.mu.Unlock()
	s.gortmp.Close()  //nolint:errcheck // it only closes the handoff,
	s.handoff.Close() //nolint:errcheck // and not even that if it has not begun to serve
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.open.Wait()
		s.serving.Wait()
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("rtmp: stop: %w", context.Cause(ctx))
	}
}

// drain waits until every publisher that can be told to reconnect has left, within bounds.
func (s *Server) drain(ctx context.Context) {
	timeout := time.NewTimer(s.cfg.DrainTimeout)
	defer timeout.Stop()
	s.draining.Store(true)
	for s.publishersThatReconnect() > 0 {
		select {
		case <-s.left:
		case <-timeout.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

// look has drain count anew.
func (s *Server) look() {
	select {
	case s.left <- struct{}{}:
	default:
	}
}

func (s *Server) publishersThatReconnect() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		if c.reconnects.Load() {
			n++
		}
	}
	return n
}

// accept hands connections over until the listener is closed; secure ones only where that is required. Failing to accept, as when file descriptors run out,
// is retried ever more slowly, up to a second.
func (s *Server) accept(l net.Listener, secure bool) {
	var pause time.Duration
	for {
		nc, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			pause = min(max(2*pause, 5*time.Millisecond), time.Second)
			s.log.Error("rtmp: accept", "err", err, "pause", pause)
			select {
			case <-time.After(pause):
				continue
			case <-s.ctx.Done():
				return
			}
		}
		pause = 0
		c := newConn(s, nc, secure)
		if err := s.add(c); err != nil {
			level := slog.LevelWarn
			if errors.Is(err, errAddress) {
				level = slog.LevelDebug // strangers knock all day
			}
			c.log.Log(s.ctx, level, "rtmp connection refused", "err", err)
			nc.Close() //nolint:errcheck // nothing was said yet
			continue
		}
		if !s.handoff.give(c) {
			c.abandon()
			return
		}
	}
}

// add takes a connection in, or says why it is refused, which the metrics count.
func (s *Server) add(c *conn) error {
	if !s.cfg.Addresses.Allowed(c.RemoteAddr().String()) {
		s.metrics.Refused(ingest.ReasonAddress)
		return errAddress
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stop:
		return ErrStopped
	case len(s.conns) >= s.cfg.MaxConnections:
		s.metrics.Refused(ingest.ReasonConnections)
		return fmt.Errorf("%d connections are open, as many as allowed", len(s.conns))
	case !s.cfg.PerNetwork.Enter(c.from):
		s.metrics.Refused(ingest.ReasonAddressOpen)
		return fmt.Errorf("as many connections are open from %s as allowed", c.from)
	}
	s.conns[c] = struct{}{}
	s.open.Add(1)
	s.metrics.Connected("rtmp", 1)
	return nil
}

func (s *Server) remove(c *conn) {
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
	s.cfg.PerNetwork.Leave(c.from)
	s.look()
	s.metrics.Connected("rtmp", -1)
	s.open.Done()
}

// handoff is the listener that go-rtmp serves: its own accept loop spins when accepting fails.
type handoff struct {
	addr  net.Addr
	conns chan *conn
	done  chan struct{}
	once  sync.Once
}

func newHandoff(addr net.Addr) *handoff {
	return &handoff{addr: addr, conns: make(chan *conn), done: make(chan struct{})}
}

// give waits until go-rtmp takes the connection; it says false once closed.
func (h *handoff) give(c *conn) bool {
	select {
	case h.conns <- c:
		return true
	case <-h.done:
		return false
	}
}

func (h *handoff) Accept() (net.Conn, error) {
	select {
	case c := <-h.conns:
		return c, nil
	case <-h.done:
		return nil, net.ErrClosed
	}
}

func (h *handoff) Close() error {
	h.once.Do(func() { close(h.done) })
	return nil
}

func (h *handoff) Addr() net.Addr { return h.addr }
