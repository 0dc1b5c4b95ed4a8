package broadcaster

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
	"github.com/stretchr/testify/require"
)

// Connections beyond the bound are refused; who is there goes on, and who comes when others have left is let in.
func TestHTTP3_bound(t *testing.T) {
	example := httptest.NewTLSServer(http.NotFoundHandler()) // for its certificate
	example.Close()
	h := newHTTP3(http.NotFoundHandler(), example.TLS.Clone(), slog.New(slog.NewTextHandler(t.Output(), nil)))
	h.most = 2
	require.NoError(t, h.start(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}))
	var serving sync.WaitGroup
	serving.Go(h.serve)
	defer serving.Wait()
	defer func() {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		require.NoError(t, h.stop(ctx))
	}()

	try := func() (*quic.Conn, error) {
		return quic.DialAddr(t.Context(), h.listener.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{http3.NextProtoH3}}, nil)
	}
	dial := func() *quic.Conn {
		t.Helper()
		c, err := try()
		require.NoError(t, err)
		return c
	}
	served := func(c *quic.Conn) {
		t.Helper()
		res, err := new(http3.Transport).NewClientConn(c).RoundTrip(httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com/", nil))
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusNotFound, res.StatusCode)
	}
	first, second := dial(), dial()
	served(first)
	served(second)
	refused, err := try()
	if err == nil {
		<-refused.Context().Done()
		err = context.Cause(refused.Context())
	}
	switch e := err.(type) { //nolint:errorlint // they are not wrapped
	case *quic.TransportError: // before the handshake was over (RFC 9000, 10.2.3)
		require.True(t, e.Remote)
	case *quic.ApplicationError:
		require.True(t, e.Remote)
		require.Equal(t, quic.ApplicationErrorCode(http3.ErrCodeExcessiveLoad), e.ErrorCode)
	default:
		t.Fatalf("%T: %v", err, err)
	}
	require.NoError(t, first.Context().Err())
	require.NoError(t, second.CloseWithError(0, ""))
	require.Eventually(t, func() bool { return h.open.Load() == 1 }, time.Minute, 10*time.Millisecond)
	third := dial()
	served(third)
	for _, c := range []*quic.Conn{first, third} {
		require.NoError(t, c.CloseWithError(0, ""))
	}
}
