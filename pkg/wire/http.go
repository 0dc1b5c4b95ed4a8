package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"connectrpc.com/connect"
)

// What bounds connections. A dead peer is noticed after at most pingAfter + pingTimeout.
const (
	pingAfter         = 2 * time.Second
	pingTimeout       = 2 * time.Second
	writeTimeout      = 5 * time.Second // no byte of what is to be written left
	handshakeTimeout  = 5 * time.Second
	dialTimeout       = 5 * time.Second
	idleTimeout       = 2 * time.Minute // a connection without streams
	maxHeaderBytes    = 16 << 10
	streamsPerConn    = 64
	streamWindow      = 1 << 20
	serverConnWindow  = 4<<20 - 1 // net/http allows less than 4 MiB
	defaultConnsLimit = 1024
)

func http2Config() *http.HTTP2Config {
	return &http.HTTP2Config{
		MaxConcurrentStreams:      streamsPerConn,
		MaxReceiveBufferPerStream: streamWindow,
		SendPingTimeout:           pingAfter,
		PingTimeout:               pingTimeout,
		WriteByteTimeout:          writeTimeout,
	}
}

// NewHTTPClient makes a client that speaks only HTTP/2 over TLS. The streams of one client share one connection per
// host, and with it the peer's connection-wide flow control window: give each session a client of its own where one
// session's slow reader must not delay another. CloseIdleConnections ends it once its streams are closed.
func NewHTTPClient(config *tls.Config) *http.Client {
	dialer := &net.Dialer{Timeout: dialTimeout}
	return newClient(&http.Transport{
		DialContext:     dialer.DialContext,
		TLSClientConfig: config.Clone(),
	})
}

// NewPinnedClient is NewHTTPClient with connections that dial makes: identity.Pinner's Dial with an expectation.
func NewPinnedClient(dial func(ctx context.Context, hostport string) (*tls.Conn, error)) *http.Client {
	return newClient(&http.Transport{
		DialTLSContext: func(ctx context.Context, _, hostport string) (net.Conn, error) { return dial(ctx, hostport) },
	})
}

func newClient(t *http.Transport) *http.Client {
	var protocols http.Protocols
	protocols.SetHTTP2(true)
	t.TLSHandshakeTimeout = handshakeTimeout
	t.IdleConnTimeout = idleTimeout
	t.MaxResponseHeaderBytes = maxHeaderBytes
	t.DisableCompression = true
	t.Protocols = &protocols
	t.HTTP2 = http2Config()
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// NewServer makes the server of a node: HTTP/2 over TLS, limits on headers and idle connections, keep-alive pings. There is no deadline on a whole stream: Stream sets those. Serve with
// ServeTLS(LimitListener(listener, 0), "", "").
func NewServer(handler http.Handler, config *tls.Config, log *slog.Logger) *http.Server {
	var protocols http.Protocols
	protocols.SetHTTP2(true)
	h2 := http2Config()
	h2.MaxReceiveBufferPerConnection = serverConnWindow
	return &http.Server{
		Handler:           withDeadlines(handler),
		TLSConfig:         config.Clone(),
		ReadHeaderTimeout: handshakeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		Protocols:         &protocols,
		HTTP2:             h2,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// ClientOptions are what every Connect client of the protocol is made with.
func ClientOptions() []connect.ClientOption {
	return []connect.ClientOption{
		connect.WithReadMaxBytes(MaxMessageBytes),
		connect.WithSendMaxBytes(MaxMessageBytes),
		connect.WithAcceptCompression("gzip", nil, nil), // media does not compress
	}
}

// HandlerOptions are what every Connect handler of the protocol is made with.
func HandlerOptions() []connect.HandlerOption {
	return []connect.HandlerOption{
		connect.WithReadMaxBytes(MaxMessageBytes),
		connect.WithSendMaxBytes(MaxMessageBytes),
		connect.WithCompression("gzip", nil, nil),
	}
}

// deadlines lets a Stream end a handler's blocked read or write from another goroutine.
type deadlines struct {
	mu   sync.Mutex
	ctrl *http.ResponseController // nil once the handler has returned. Guarded by mu
}

type deadlinesKey struct{}

func withDeadlines(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d := &deadlines{ctrl: http.NewResponseController(w)}
		defer d.retire()
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), deadlinesKey{}, d)))
	})
}

func (d *deadlines) retire() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ctrl = nil
}

// past is a deadline that has been missed.
func past() time.Time { return time.Unix(1, 0) }

func (d *deadlines) endRead() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ctrl != nil {
		_ = d.ctrl.SetReadDeadline(past())
	}
}

func (d *deadlines) endWrite() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ctrl != nil {
		_ = d.ctrl.SetWriteDeadline(past())
	}
}

// LimitListener lets at most limit (default 1024) connections be open at once; further ones are closed as they come.
func LimitListener(l net.Listener, limit int) net.Listener {
	if limit <= 0 {
		limit = defaultConnsLimit
	}
	return &limitListener{Listener: l, slots: make(chan struct{}, limit)}
}

type limitListener struct {
	net.Listener
	slots chan struct{}
}

func (l *limitListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.slots <- struct{}{}:
			return &limitedConn{Conn: conn, release: func() { <-l.slots }}, nil
		default:
			_ = conn.Close()
		}
	}
}

type limitedConn struct {
	net.Conn
	once    sync.Once
	release func()
}

func (c *limitedConn) Close() error {
	err := c.Conn.Close()
	c.once.Do(c.release)
	return err
}

var errNotOurServer = errors.New("handler does not run under wire.NewServer")
