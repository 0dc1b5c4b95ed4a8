package broadcaster

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"

	"github.com/millrace/millrace/pkg/listen"
)

// Bounds of HTTP/3. Who opens more connections is refused; when a quarter of them is open, clients have to show first that their address is theirs.
const (
	http3Connections = 4096
	http3Streams     = 256 // requests of one connection at a time
	http3Handshake   = 5 * time.Second
)

// http3Server serves over HTTP/3 (RFC 9114) what the HTTPS server does, at the UDP port of the same number.
type http3Server struct {
	server    *http3.Server
	log       *slog.Logger
	most      int64        // connections
	open      atomic.Int64 // of them
	transport *quic.Transport
	listener  *quic.EarlyListener
}

func newHTTP3(handler http.Handler, secure *tls.Config, log *slog.Logger) *http3Server {
	h := &http3Server{log: log, most: http3Connections}
	h.server = &http3.Server{
		TLSConfig: http3.ConfigureTLSConfig(secure), IdleTimeout: httpIdleTimeout, MaxHeaderBytes: httpHeaderBytes,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(httpWriteTimeout)) // as the other server does by itself
			handler.ServeHTTP(w, req)
		}),
	}
	return h
}

// start listens at an address, such as that of a TCP listener.
func (h *http3Server) start(addr net.Addr) error {
	conn, err := net.ListenPacket("udp", addr.String())
	if err != nil {
		return err
	}
	h.transport = &quic.Transport{
		Conn: conn, VerifySourceAddress: func(net.Addr) bool { return h.open.Load() > h.most/4 },
	}
	h.listener, err = h.transport.ListenEarly(h.server.TLSConfig, &quic.Config{
		HandshakeIdleTimeout: http3Handshake, MaxIdleTimeout: httpIdleTimeout, MaxIncomingStreams: http3Streams,
	})
	if err != nil {
		return errors.Join(err, h.transport.Close(), conn.Close())
	}
	return nil
}

// serve returns when the server is stopped.
func (h *http3Server) serve() {
	if err := h.server.ServeListener(bounded{h.listener, h}); !errors.Is(err, http.ErrServerClosed) {
		h.log.Error("HTTP/3 server", "err", err)
	}
}

// stop ends it, once it was started, and what is not done when ctx ends.
func (h *http3Server) stop(ctx context.Context) error {
	err := h.listener.Close()
	_ = h.server.Shutdown(ctx) // which may end before players do, who wait in blocking reloads
	return errors.Join(err, h.transport.Close(), h.transport.Conn.Close())
}

// advertised tells those who come over TCP of the server (RFC 7838).
func (h *http3Server) advertised(next http.Handler) http.Handler {
	service := []string{fmt.Sprintf(`h3=":%d"; ma=3600`, listen.Port(h.listener.Addr()))}
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header()["Alt-Svc"] = service
		next.ServeHTTP(w, req)
	})
}

// bounded is a listener that refuses connections where there are too many.
type bounded struct {
	*quic.EarlyListener
	h *http3Server
}

// Accept implements http3.QUICListener.
func (l bounded) Accept(ctx context.Context) (*quic.Conn, error) {
	for {
		conn, err := l.EarlyListener.Accept(ctx)
		if err != nil {
			return nil, err
		}
		open := l.h.open.Add(1)
		context.AfterFunc(conn.Context(), func() { l.h.open.Add(-1) })
		if open <= l.h.most {
			return conn, nil
		}
		_ = conn.CloseWithError(quic.ApplicationErrorCode(http3.ErrCodeExcessiveLoad), "too many connections") // it is refused in any case
	}
}
