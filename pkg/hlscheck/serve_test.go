package hlscheck_test

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hlscheck"
)

// pipes is a listener to which connections are pipes in memory.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	close  func()
}

func newPipes() *pipes {
	p := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
	p.close = sync.OnceFunc(func() { close(p.closed) })
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error { p.close(); return nil }

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// bubble runs a test with a clock of its own, which goes on while everybody waits: what a busy machine makes late is not, and nothing takes
// long. What check gives it checks an origin's URL with a path.
func bubble(t *testing.T, test func(t *testing.T, check func(origin http.Handler, path string, d time.Duration) *hlscheck.Report)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, func(origin http.Handler, path string, d time.Duration) *hlscheck.Report {
			t.Helper()
			p := newPipes()
			server := &http.Server{Handler: origin} //nolint:gosec // of our own client
			served := make(chan error, 1)
			go func() { served <- server.Serve(p) }()
			r, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: "http://" + p.Addr().String() + path, For: d, Dial: p.dial})
			require.NoError(t, err)
			require.NoError(t, server.Close())
			require.ErrorIs(t, <-served, http.ErrServerClosed)
			return r
		})
	})
}
