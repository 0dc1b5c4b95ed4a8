package rtmp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	gortmp "github.com/yutopp/go-rtmp"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/listen"
)

// Config is how a Server listens. A missing field means the default.
type Config struct {
	Addr             string        // host:port; ":1935"
	MaxConnections   int           // further ones are closed at once; 256
	HandshakeTimeout time.Duration // from accepting a connection to the end of the handshake; 10 s
	PublishTimeout   time.Duration // from the handshake, or from the end of a publish, to the next publish; 15 s
	IdleTimeout      time.Duration // between two messages of media; 30 s
	WriteTimeout     time.Duration // of one write; 10 s
}

func (c Config) withDefaults() Config {
	if c.Addr == "" {
		c.Addr = ":1935"
	}
	if c.MaxConnections == 0 {
		c.MaxConnections = 256
	}
	for _, d := range []struct {
		v *time.Duration
		d time.Duration
	}{
		{&c.HandshakeTimeout, 10 * time.Second},
		{&c.PublishTimeout, 15 * time.Second},
		{&c.IdleTimeout, 30 * time.Second},
		{&c.WriteTimeout, 10 * time.Second},
	} {
		if *d.v == 0 {
			*d.v = d.d
		}
	}
	return c
}

// Deps are what a Server needs from others.
type Deps struct {
	Publisher ingest.Publisher
	Logger    *slog.Logger // slog.Default() if nil
}

// Server accepts RTMP connections and turns each publish into calls of a Sink.
type Server struct {
	cfg       Config
	publisher ingest.Publisher
	log       *slog.Logger

	ctx      context.Context // done when the server stops
	cancel   context.CancelCauseFunc
	listener net.Listener
	handoff  *handoff
	gortmp   *gortmp.Server
	serving  sync.WaitGroup // the accept loop and go-rtmp's
	open     sync.WaitGroup // connections

	mu    sync.Mutex
	conns map[*conn]struct{} // guarded by mu
	stop  bool               // guarded by mu; no connection is added any more
}

// ErrStopped is the reason of connections that ended because the server stopped.
var ErrStopped = errors.New("rtmp server stopped")

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
	case min(cfg.HandshakeTimeout, cfg.PublishTimeout, cfg.IdleTimeout, cfg.WriteTimeout) < 0:
		return nil, errors.New("rtmp: a timeout is negative")
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	return &Server{cfg: cfg, publisher: deps.Publisher, log: deps.Logger, conns: make(map[*conn]struct{})}, nil
}

// Start listens and serves until Stop. ctx bounds the start only, except that its values reach the Publisher.
func (s *Server) Start(ctx context.Context) error {
	l, err := listen.TCP(ctx, s.cfg.Addr)
	if err != nil {
		return fmt.Errorf("rtmp: %w", err)
	}
	s.listener = l
	s.ctx, s.cancel = context.WithCancelCause(context.WithoutCancel(ctx))
	s.handoff = newHandoff(l.Addr())
	s.gortmp = gortmp.NewServer(&gortmp.ServerConfig{OnConnect: onConnect})
	s.serving.Go(func() {
		err := s.gortmp.Serve(s.handoff) // ends with the handoff
		s.log.Debug("go-rtmp ended", "err", err)
	})
	s.serving.Go(s.accept)
	s.log.Info("rtmp listens", "addr", l.Addr().String())
	return nil
}

// Addr is where the server listens; nil before Start.
func (s *Server) Addr() net.Addr {
	if s.listener == nil {
		return nil
	}
	return s.listener.Addr()
}

// Stop ends every connection, with ErrStopped as the reason of running publishes, and waits until all are done or
// ctx is.
func (s *Server) Stop(ctx context.Context) error {
	if s.listener == nil {
		return nil
	}
	s.listener.Close() //nolint:errcheck // a second Stop finds it closed
	s.cancel(ErrStopped)
	s.mu.Lock()
	s.stop = true
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

// accept hands connections over until the listener is closed. Failing to accept, as when file descriptors run out,
// is retried ever more slowly, up to a second.
func (s *Server) accept() {
	var pause time.Duration
	for {
		nc, err := s.listener.Accept()
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
		c := newConn(s, nc)
		if err := s.add(c); err != nil {
			s.log.Warn("rtmp connection refused", "remote", nc.RemoteAddr().String(), "err", err)
			nc.Close() //nolint:errcheck // nothing was said yet
			continue
		}
		if !s.handoff.give(c) {
			c.abandon()
			return
		}
	}
}

func (s *Server) add(c *conn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.stop:
		return ErrStopped
	case len(s.conns) >= s.cfg.MaxConnections:
		return fmt.Errorf("%d connections are open, as many as allowed", len(s.conns))
	}
	s.conns[c] = struct{}{}
	s.open.Add(1)
	return nil
}

func (s *Server) remove(c *conn) {
	s.mu.Lock()
	delete(s.conns, c)
	s.mu.Unlock()
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
