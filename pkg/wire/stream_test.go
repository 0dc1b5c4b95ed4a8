package wire_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds every wait of a test for an event that is to come.
const patience = time.Minute

// service has a Transcode that a test writes.
type service struct {
	millracev1connect.UnimplementedOrchestratorServiceHandler
	limits  wire.Limits
	handle  func(*wire.ResponseStream) error
	results chan error // of handle
}

// Transcode implements millracev1connect.OrchestratorServiceHandler.
func (s *service) Transcode(ctx context.Context, bidi *connect.BidiStream[millracev1.TranscodeRequest, millracev1.TranscodeResponse]) error {
	stream, err := wire.AcceptStream(ctx, bidi, s.limits)
	if err != nil {
		return err
	}
	defer stream.Close()
	err = s.handle(stream)
	s.results <- err
	if err != nil {
		return wire.StatusError(err)
	}
	return nil
}

// serve runs a handler behind TLS, and returns a client of it. through, which may be nil, replaces how the client
// connects.
func serve(t *testing.T, limits wire.Limits, handle func(*wire.ResponseStream) error, through func(net.Addr) net.Addr) (millracev1connect.OrchestratorServiceClient, chan error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	signer := identity.KeySigner(key)
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: signer, URI: "https://" + addr.String()})
	require.NoError(t, err)
	config, err := identity.ServerTLS(identity.ServerConfig{Renewer: renewer})
	require.NoError(t, err)
	s := &service{limits: limits, handle: handle, results: make(chan error, 64)}
	mux := http.NewServeMux()
	mux.Handle(millracev1connect.NewOrchestratorServiceHandler(s, wire.HandlerOptions()...))
	server := wire.NewServer(mux, config, slog.New(slog.DiscardHandler))
	served := make(chan error, 1)
	go func() { served <- server.ServeTLS(wire.LimitListener(l, 0), "", "") }()

	if through != nil {
		addr = through(addr)
	}
	pinner, err := identity.NewPinner(identity.PinnerConfig{Certificate: renewer.Certificate})
	require.NoError(t, err)
	client := wire.NewPinnedClient(func(ctx context.Context, hostport string) (*tls.Conn, error) {
		return pinner.Dial(ctx, hostport, identity.Expectation{Address: signer.Address()})
	})
	t.Cleanup(func() {
		client.CloseIdleConnections()
		require.NoError(t, server.Close())
		require.ErrorIs(t, <-served, http.ErrServerClosed)
	})
	return millracev1connect.NewOrchestratorServiceClient(client, "https://"+addr.String(), wire.ClientOptions()...), s.results
}

// await receives from a channel, in time.
func await[T any](t *testing.T, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(patience):
		require.FailNow(t, "nothing came")
		panic("unreachable")
	}
}

func silent(s *wire.ResponseStream) error {
	<-s.Context().Done()
	return context.Cause(s.Context())
}

func echo(s *wire.ResponseStream) error {
	for {
		m, err := s.Receive()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		p, err := wire.ParseSourcePart(m.GetPart())
		if err != nil {
			return err
		}
		if err := s.Send(wire.NewRenditionPart(0, p, 0)); err != nil {
			return err
		}
	}
}

func TestStream(t *testing.T) {
	client, results := serve(t, wire.Limits{}, echo, nil)
	s := wire.OpenTranscode(t.Context(), client, wire.Limits{})
	defer s.Close()
	large := part()
	large.Data = make([]byte, wire.MaxPartBytes)
	for _, p := range []media.Part{part(), large, part()} {
		require.NoError(t, s.Send(wire.NewSourcePart(p)))
		m, err := s.Receive()
		require.NoError(t, err)
		_, got, _, err := wire.ParseRenditionPart(m.GetPart(), 1)
		require.NoError(t, err)
		require.Equal(t, p, got)
	}
	require.NoError(t, s.CloseSend())
	_, err := s.Receive()
	require.ErrorIs(t, err, io.EOF)
	require.NoError(t, await(t, results))
	require.Error(t, s.Send(wire.NewFinish()), "after the end")
}

// TestStream_end: however one end gives up, the other's wait is over.
func TestStream_end(t *testing.T) {
	errTest := errors.New("test")
	receive := func(s *wire.ResponseStream) error {
		for {
			if _, err := s.Receive(); err != nil {
				return err
			}
		}
	}
	for name, end := range map[string]func(s *wire.RequestStream, cancel context.CancelFunc){
		"abort":         func(s *wire.RequestStream, _ context.CancelFunc) { s.Abort(errTest) },
		"stop receive":  func(s *wire.RequestStream, _ context.CancelFunc) { s.StopReceive(errTest) },
		"close":         func(s *wire.RequestStream, _ context.CancelFunc) { s.Close() },
		"cancelled":     func(_ *wire.RequestStream, cancel context.CancelFunc) { cancel() },
		"no more sends": func(s *wire.RequestStream, _ context.CancelFunc) { _ = s.CloseSend() },
	} {
		for _, answered := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				client, results := serve(t, wire.Limits{First: patience, Idle: patience}, func(s *wire.ResponseStream) error {
					if answered { // net/http treats a call that has a response differently
						_ = s.Send(wire.NewReady("x"))
					}
					return receive(s)
				}, nil)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				s := wire.OpenTranscode(ctx, client, wire.Limits{Idle: patience})
				defer s.Close()
				require.NoError(t, s.Send(wire.NewSourcePart(part())))
				if answered {
					_, err := s.Receive()
					require.NoError(t, err)
				}
				received := make(chan error, 1)
				go func() { _, err := s.Receive(); received <- err }()
				end(s, cancel)
				for _, over := range []<-chan error{results, received} { // the server's wait is over, and so is ours
					err := await(t, over)
					require.Error(t, err)
					require.NotErrorIs(t, err, wire.ErrIdle, "at once, not by a deadline")
				}
			})
		}
	}
	t.Run("the server aborts", func(t *testing.T) {
		client, results := serve(t, wire.Limits{}, func(s *wire.ResponseStream) error {
			_, _ = s.Receive()
			s.Abort(errTest)
			_, err := s.Receive()
			return errors.Join(err, s.Send(wire.NewReady("x")))
		}, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{Idle: patience})
		defer s.Close()
		require.NoError(t, s.Send(wire.NewSourcePart(part())))
		_, err := s.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
		require.ErrorIs(t, await(t, results), errTest)
	})
	t.Run("a server that stops receiving can still send", func(t *testing.T) {
		client, results := serve(t, wire.Limits{First: patience}, func(s *wire.ResponseStream) error {
			stop := time.AfterFunc(10*time.Millisecond, func() { s.StopReceive(errTest) })
			defer stop.Stop()
			for {
				if _, err := s.Receive(); err != nil {
					return errors.Join(err, s.Send(wire.NewFailed(wire.ErrBusy)))
				}
			}
		}, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{Idle: patience})
		defer s.Close()
		require.NoError(t, s.Send(wire.NewSourcePart(part())))
		m, err := s.Receive()
		require.NoError(t, err)
		require.ErrorIs(t, wire.FailureError(m.GetFailure()), wire.ErrBusy)
		require.ErrorIs(t, await(t, results), errTest)
	})
}

func TestStream_limits(t *testing.T) {
	t.Run("a silent client", func(t *testing.T) {
		client, results := serve(t, wire.Limits{First: 50 * time.Millisecond}, func(s *wire.ResponseStream) error {
			_, err := s.Receive()
			return err
		}, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{})
		defer s.Close()
		require.NoError(t, s.Send(nil), "headers only")
		require.ErrorIs(t, await(t, results), wire.ErrIdle)
		_, err := s.Receive()
		require.ErrorContains(t, err, "silent", "and it is told")
	})
	t.Run("a silent server", func(t *testing.T) {
		client, results := serve(t, wire.Limits{}, silent, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{Idle: 50 * time.Millisecond})
		defer s.Close()
		require.NoError(t, s.Send(wire.NewSourcePart(part())))
		_, err := s.Receive()
		require.ErrorIs(t, err, wire.ErrIdle)
		require.Error(t, await(t, results))
	})
	t.Run("a server that does not read", func(t *testing.T) {
		client, results := serve(t, wire.Limits{}, silent, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{Send: 2 * time.Second}) // the first one also connects
		defer s.Close()
		require.ErrorIs(t, sendUntilError(func(p media.Part) error { return s.Send(wire.NewSourcePart(p)) }), wire.ErrSlow)
		require.Error(t, await(t, results))
	})
	t.Run("a client that does not read", func(t *testing.T) {
		client, results := serve(t, wire.Limits{Send: 100 * time.Millisecond}, func(s *wire.ResponseStream) error {
			return sendUntilError(func(p media.Part) error { return s.Send(wire.NewRenditionPart(0, p, 0)) })
		}, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{})
		defer s.Close()
		require.NoError(t, s.Send(wire.NewSourcePart(part())))
		require.ErrorIs(t, await(t, results), wire.ErrSlow)
	})
	t.Run("a message above the limit is not sent", func(t *testing.T) {
		client, _ := serve(t, wire.Limits{}, echo, nil)
		s := wire.OpenTranscode(t.Context(), client, wire.Limits{})
		defer s.Close()
		p := part()
		p.Data = make([]byte, wire.MaxMessageBytes)
		require.ErrorIs(t, s.Send(wire.NewSourcePart(p)), wire.ErrInvalid)
	})
}

// sendUntilError sends 256 KiB again and again; it stops in time if nothing stops it.
func sendUntilError(send func(media.Part) error) error {
	p := part()
	p.Data = make([]byte, 256<<10)
	for range 1000 {
		if err := send(p); err != nil {
			return err
		}
	}
	return errors.New("250 MiB were taken")
}

// TestStream_deadPeer: a peer that is gone without a word is noticed by the pings, with no message due.
func TestStream_deadPeer(t *testing.T) {
	var proxy *freezer
	client, results := serve(t, wire.Limits{First: patience, Idle: patience}, func(s *wire.ResponseStream) error {
		for {
			if _, err := s.Receive(); err != nil {
				return err
			}
			if err := s.Send(wire.NewReady("x")); err != nil {
				return err
			}
		}
	}, func(addr net.Addr) net.Addr {
		proxy = newFreezer(t, addr)
		return proxy.l.Addr()
	})
	s := wire.OpenTranscode(t.Context(), client, wire.Limits{Idle: patience})
	defer s.Close()
	require.NoError(t, s.Send(wire.NewSourcePart(part())))
	_, err := s.Receive()
	require.NoError(t, err)

	proxy.freeze()
	begin := time.Now()
	_, err = s.Receive()
	require.ErrorIs(t, err, wire.ErrInternal)
	require.NotErrorIs(t, err, wire.ErrIdle)
	client1 := time.Since(begin)
	err = await(t, results)
	require.Error(t, err)
	require.NotErrorIs(t, err, wire.ErrIdle)
	t.Logf("noticed by the client after %v, by the server after %v", client1, time.Since(begin))
}

// freezer passes bytes between clients and a server, until it is frozen: then it holds what comes.
type freezer struct {
	l      net.Listener
	frozen chan struct{}
	freeze func()
}

func newFreezer(t *testing.T, to net.Addr) *freezer {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	f := &freezer{l: l, frozen: make(chan struct{})}
	f.freeze = sync.OnceFunc(func() { close(f.frozen) })
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		conns []net.Conn
	)
	pass := func(dst, src net.Conn) {
		buf := make([]byte, 32<<10)
		for {
			n, err := src.Read(buf)
			select {
			case <-f.frozen:
				return
			default:
			}
			if err != nil {
				dst.Close()
				return
			}
			if _, err := dst.Write(buf[:n]); err != nil {
				return
			}
		}
	}
	wg.Go(func() {
		for {
			a, err := l.Accept()
			if err != nil {
				return
			}
			b, err := net.Dial(to.Network(), to.String())
			if err != nil {
				a.Close()
				continue
			}
			mu.Lock()
			conns = append(conns, a, b)
			mu.Unlock()
			wg.Go(func() { pass(a, b) })
			wg.Go(func() { pass(b, a) })
		}
	})
	t.Cleanup(func() {
		f.freeze()
		l.Close()
		mu.Lock()
		for _, c := range conns {
			c.Close()
		}
		mu.Unlock()
		wg.Wait()
	})
	return f
}

func TestLimitListener(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	l := wire.LimitListener(inner, 1)
	accepted := make(chan net.Conn, 4)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- c
		}
	}()
	dial := func() net.Conn {
		c, err := net.Dial("tcp", l.Addr().String())
		require.NoError(t, err)
		return c
	}
	first := dial()
	defer first.Close()
	held := await(t, accepted)
	second := dial()
	defer second.Close()
	_, err = second.Read(make([]byte, 1))
	require.Error(t, err, "one too many is closed")

	require.NoError(t, held.Close())
	require.Error(t, held.Close(), "twice frees one place only")
	third := dial()
	defer third.Close()
	again := await(t, accepted)
	defer again.Close()
	require.NoError(t, l.Close())
	<-done
}
