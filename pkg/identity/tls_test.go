package identity_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/identity"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server accepts TLS connections until the test ends. It echoes one byte on each, and reports how each handshake ended.
type server struct {
	addr     string
	outcomes chan outcome
}

type outcome struct {
	peer identity.Peer
	err  error
}

func serve(t *testing.T, config *tls.Config) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s := &server{addr: listener.Addr().String(), outcomes: make(chan outcome, 64)}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			raw, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.handle(tls.Server(raw, config)) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		all.Wait()
	})
	return s
}

func (s *server) handle(conn *tls.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Minute))
	if err := conn.Handshake(); err != nil {
		s.outcomes <- outcome{err: err}
		return
	}
	cs := conn.ConnectionState()
	peer, err := identity.PeerFromTLS(&cs)
	s.outcomes <- outcome{peer, err}
	_, _ = io.CopyN(conn, conn, 1) // the client sees whether it is in
}

// admitted is the outcome of the next handshake that was no probe.
func (s *server) admitted(t *testing.T) outcome {
	t.Helper()
	for {
		select {
		case o := <-s.outcomes:
			var alert tls.AlertError
			var op *net.OpError
			if errors.As(o.err, &alert) || errors.As(o.err, &op) && op.Op == "remote error" {
				continue // the client turned away, as a probe does
			}
			return o
		case <-time.After(time.Minute):
			t.Fatal("no handshake")
		}
	}
}

func renewer(t *testing.T, cfg identity.RenewerConfig) *identity.Renewer {
	t.Helper()
	r, err := identity.NewRenewer(cfg)
	require.NoError(t, err)
	return r
}

func nodeTLS(t *testing.T, cfg identity.ServerConfig) *tls.Config {
	t.Helper()
	if cfg.Renewer == nil {
		cfg.Renewer = renewer(t, identity.RenewerConfig{Signer: signerOf(t, 1), URI: localURI})
	}
	config, err := identity.ServerTLS(cfg)
	require.NoError(t, err)
	return config
}

func pinner(t *testing.T, cfg identity.PinnerConfig) *identity.Pinner {
	t.Helper()
	if cfg.Certificate == nil {
		cfg.Certificate = renewer(t, identity.RenewerConfig{Signer: signerOf(t, 2)}).Certificate
	}
	p, err := identity.NewPinner(cfg)
	require.NoError(t, err)
	return p
}

// ping sends a byte and waits for it to come back.
func ping(conn *tls.Conn) error {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(time.Minute))
	if _, err := conn.Write([]byte{1}); err != nil {
		return err
	}
	_, err := io.ReadFull(conn, make([]byte, 1))
	return err
}

func want(t *testing.T, n byte) identity.Expectation {
	return identity.Expectation{Address: signerOf(t, n).Address(), URI: localURI}
}

func TestDial(t *testing.T) {
	s := serve(t, nodeTLS(t, identity.ServerConfig{}))
	p := pinner(t, identity.PinnerConfig{})
	for range 2 {
		conn, err := p.Dial(t.Context(), s.addr, want(t, 1))
		require.NoError(t, err)
		cs := conn.ConnectionState()
		require.Equal(t, uint16(tls.VersionTLS13), cs.Version)
		require.Equal(t, "h2", cs.NegotiatedProtocol)
		require.NoError(t, ping(conn))
		o := s.admitted(t)
		require.NoError(t, o.err)
		require.Equal(t, identity.Peer{Address: signerOf(t, 2).Address()}, o.peer)
	}
	conn, err := p.Dial(t.Context(), s.addr, identity.Expectation{Address: signerOf(t, 1).Address()})
	require.NoError(t, err, "any URI will do")
	require.NoError(t, ping(conn))
}

func TestTLSConfig(t *testing.T) {
	s := serve(t, nodeTLS(t, identity.ServerConfig{}))
	p := pinner(t, identity.PinnerConfig{})
	config, err := p.TLSConfig(t.Context(), s.addr, want(t, 1))
	require.NoError(t, err)
	require.False(t, config.InsecureSkipVerify)
	conn, err := tls.Dial("tcp", s.addr, config)
	require.NoError(t, err)
	require.NoError(t, ping(conn))

	other := serve(t, nodeTLS(t, identity.ServerConfig{}))
	_, err = tls.Dial("tcp", other.addr, config)
	require.Error(t, err, "another certificate of the same address is not the pinned one")
}

func TestDialRefusesServer(t *testing.T) {
	check := func(t *testing.T, cert tls.Certificate, expect identity.Expectation, wanted error) {
		t.Helper()
		s := serve(t, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS13})
		p := pinner(t, identity.PinnerConfig{})
		_, err := p.Dial(t.Context(), s.addr, expect)
		require.ErrorIs(t, err, wanted)
		require.Zero(t, p.Pins())
	}
	for name, tc := range forgeries(t) {
		t.Run(name, func(t *testing.T) { check(t, tc.cert, want(t, 1), tc.want) })
	}
	t.Run("another address", func(t *testing.T) {
		check(t, newCert(t, signerOf(t, 3), localURI), want(t, 1), identity.ErrAddress)
	})
	t.Run("another URI", func(t *testing.T) {
		check(t, newCert(t, signerOf(t, 1), "https://127.0.0.1:1"), want(t, 1), identity.ErrURI)
	})
	t.Run("no URI", func(t *testing.T) {
		check(t, newCert(t, signerOf(t, 1), ""), identity.Expectation{Address: signerOf(t, 1).Address()}, identity.ErrMalformed)
	})
	t.Run("certificate without its key", func(t *testing.T) {
		stolen := newCert(t, signerOf(t, 1), localURI)
		stolen.PrivateKey = newCert(t, signerOf(t, 3), localURI).PrivateKey
		check(t, stolen, want(t, 1), identity.ErrHandshake)
	})
	t.Run("TLS 1.2", func(t *testing.T) {
		s := serve(t, &tls.Config{Certificates: []tls.Certificate{newCert(t, signerOf(t, 1), localURI)}, MaxVersion: tls.VersionTLS12})
		_, err := pinner(t, identity.PinnerConfig{}).Dial(t.Context(), s.addr, want(t, 1))
		require.ErrorIs(t, err, identity.ErrHandshake)
	})
	t.Run("ordinary certificate", func(t *testing.T) {
		web := httptest.NewUnstartedServer(http.NotFoundHandler())
		web.EnableHTTP2 = true
		web.Config.ErrorLog = log.New(io.Discard, "", 0) // the probe ends with an alert
		web.StartTLS()
		defer web.Close()
		_, err := pinner(t, identity.PinnerConfig{}).Dial(t.Context(), web.Listener.Addr().String(), want(t, 1))
		require.ErrorIs(t, err, identity.ErrNoStatement)
	})
	t.Run("nobody expected", func(t *testing.T) {
		_, err := pinner(t, identity.PinnerConfig{}).Dial(t.Context(), "127.0.0.1:1", identity.Expectation{})
		require.ErrorContains(t, err, "no address to expect")
	})
	t.Run("nobody there", func(t *testing.T) {
		_, err := pinner(t, identity.PinnerConfig{}).Dial(t.Context(), "127.0.0.1:1", want(t, 1))
		require.Error(t, err)
	})
	t.Run("silence", func(t *testing.T) {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer listener.Close()
		p := pinner(t, identity.PinnerConfig{Timeout: 50 * time.Millisecond})
		_, err = p.Dial(t.Context(), listener.Addr().String(), want(t, 1))
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestServerRefusesClient(t *testing.T) {
	dir := t.TempDir()
	mine, err := identity.OpenWorkerCA(filepath.Join(dir, "mine"), signerOf(t, 1).Address(), localURI)
	require.NoError(t, err)
	theirs, err := identity.OpenWorkerCA(filepath.Join(dir, "theirs"), signerOf(t, 3).Address(), localURI)
	require.NoError(t, err)
	issue := func(ca *identity.WorkerCA, now time.Time) tls.Certificate {
		cert, err := identity.IssueAt(ca, "w1", now, time.Hour)
		require.NoError(t, err)
		return cert
	}
	type refusal = struct {
		cert tls.Certificate
		want error
	}
	cases := forgeries(t)
	cases["no certificate"] = refusal{tls.Certificate{}, nil}
	cases["worker of another orchestrator"] = refusal{issue(theirs, time.Now()), identity.ErrWorker}
	cases["expired worker"] = refusal{issue(mine, time.Now().Add(-2*time.Hour)), identity.ErrExpired}
	cases["self-made worker"] = refusal{forgeWorker(t), identity.ErrWorker}
	cases["not admitted"] = refusal{newCert(t, signerOf(t, 9), ""), identity.ErrRefused}

	s := serve(t, nodeTLS(t, identity.ServerConfig{Workers: mine, Admit: func(p identity.Peer) error {
		if p.Address == signerOf(t, 9).Address() {
			return errors.New("out of favour")
		}
		return nil
	}}))
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			p := pinner(t, identity.PinnerConfig{Certificate: func() (*tls.Certificate, error) { return &tc.cert, nil }})
			conn, err := p.Dial(t.Context(), s.addr, want(t, 1))
			if err == nil {
				err = ping(conn)
			}
			require.Error(t, err, "the client is told")
			o := s.admitted(t)
			require.Error(t, o.err)
			if tc.want != nil {
				require.ErrorIs(t, o.err, tc.want)
			}
		})
	}
	t.Run("no workers at all", func(t *testing.T) {
		s := serve(t, nodeTLS(t, identity.ServerConfig{}))
		cert := issue(mine, time.Now())
		p := pinner(t, identity.PinnerConfig{Certificate: func() (*tls.Certificate, error) { return &cert, nil }})
		conn, err := p.Dial(t.Context(), s.addr, want(t, 1))
		if err == nil {
			err = ping(conn)
		}
		require.Error(t, err)
		require.ErrorIs(t, s.admitted(t).err, identity.ErrNoStatement)
	})
}

func TestWorkerDials(t *testing.T) {
	file := filepath.Join(t.TempDir(), "workers.pem")
	ca, err := identity.OpenWorkerCA(file, signerOf(t, 1).Address(), localURI)
	require.NoError(t, err)
	credential, err := ca.Issue("gpu-box.1", time.Hour)
	require.NoError(t, err)

	again, err := identity.OpenWorkerCA(file, signerOf(t, 1).Address(), localURI)
	require.NoError(t, err)
	s := serve(t, nodeTLS(t, identity.ServerConfig{Workers: again}))
	p := pinner(t, identity.PinnerConfig{Certificate: credential.Certificate})
	conn, err := p.Dial(t.Context(), s.addr, credential.Expectation())
	require.NoError(t, err)
	require.NoError(t, ping(conn))
	o := s.admitted(t)
	require.NoError(t, o.err)
	require.Equal(t, identity.Peer{Worker: "gpu-box.1"}, o.peer)

	impostor := serve(t, nodeTLS(t, identity.ServerConfig{
		Workers: again,
		Renewer: renewer(t, identity.RenewerConfig{Signer: signerOf(t, 3), URI: localURI}),
	}))
	_, err = p.Dial(t.Context(), impostor.addr, credential.Expectation())
	require.ErrorIs(t, err, identity.ErrAddress)
}

// TestServerRenews moves the clock of both ends past the renewal: pinned clients follow by themselves.
func TestServerRenews(t *testing.T) {
	var offset atomic.Int64
	now := func() time.Time { return time.Now().Add(time.Duration(offset.Load())) }
	r := renewer(t, identity.RenewerConfig{Signer: signerOf(t, 1), URI: localURI, TTL: 3 * time.Hour, Now: now})
	s := serve(t, nodeTLS(t, identity.ServerConfig{Renewer: r, Now: now}))
	p := pinner(t, identity.PinnerConfig{
		Certificate: renewer(t, identity.RenewerConfig{Signer: signerOf(t, 2), TTL: 3 * time.Hour, Now: now}).Certificate,
		Now:         now,
	})
	serial := func() string {
		conn, err := p.Dial(t.Context(), s.addr, want(t, 1))
		require.NoError(t, err)
		serial := conn.ConnectionState().PeerCertificates[0].SerialNumber.String()
		require.NoError(t, ping(conn))
		require.NoError(t, s.admitted(t).err)
		return serial
	}
	first := serial()
	offset.Store(int64(2*time.Hour - time.Minute))
	require.Equal(t, first, serial(), "two thirds of its life it stays")
	offset.Store(int64(2*time.Hour + time.Minute))
	second := serial()
	require.NotEqual(t, first, second, "then a new one is made, though the pin was still good")
	offset.Store(int64(30 * time.Hour))
	require.NotEqual(t, second, serial(), "long after both expired")
	require.Equal(t, 1, p.Pins())
}

func TestPinnerForgetsOldest(t *testing.T) {
	p := pinner(t, identity.PinnerConfig{MaxEntries: 2})
	var servers []*server
	for i := range 3 {
		// The later a server is started, the sooner its certificate expires.
		s := serve(t, nodeTLS(t, identity.ServerConfig{Renewer: renewer(t, identity.RenewerConfig{
			Signer: signerOf(t, 1), URI: localURI, TTL: time.Duration(3-i) * time.Hour,
		})}))
		servers = append(servers, s)
		conn, err := p.Dial(t.Context(), s.addr, want(t, 1))
		require.NoError(t, err)
		require.NoError(t, ping(conn))
	}
	require.Equal(t, 2, p.Pins())
	p.Forget(servers[0].addr)
	require.Equal(t, 1, p.Pins(), "the first, which lives longest, had been kept")
	p.Forget(servers[1].addr)
	require.Equal(t, 1, p.Pins(), "the second had gone")
	p.Forget(servers[2].addr)
	require.Zero(t, p.Pins())
}

// TestHTTP2 is how handlers and clients use it all.
func TestHTTP2(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	web := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			peer, err := identity.PeerFromTLS(r.TLS)
			if err != nil {
				http.Error(w, err.Error(), http.StatusForbidden)
				return
			}
			_, _ = io.WriteString(w, r.Proto+" "+peer.String())
		}),
		TLSConfig:         nodeTLS(t, identity.ServerConfig{}),
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0), // the probe ends with an alert
	}
	served := make(chan error, 1)
	go func() { served <- web.ServeTLS(listener, "", "") }()
	defer func() {
		require.NoError(t, web.Close())
		require.ErrorIs(t, <-served, http.ErrServerClosed)
	}()

	p := pinner(t, identity.PinnerConfig{})
	transport := &http.Transport{
		ForceAttemptHTTP2: true,
		DialTLSContext: func(ctx context.Context, _, addr string) (net.Conn, error) {
			return p.Dial(ctx, addr, want(t, 1))
		},
	}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Get("https://" + listener.Addr().String())
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, "HTTP/2.0 "+signerOf(t, 2).Address().Hex(), string(body))
}

func TestPeerFromTLSNeedsACertificate(t *testing.T) {
	for _, cs := range []*tls.ConnectionState{nil, {}, {HandshakeComplete: true}} {
		_, err := identity.PeerFromTLS(cs)
		require.ErrorIs(t, err, identity.ErrNoCertificate)
	}
}

func TestConfigsAreChecked(t *testing.T) {
	_, err := identity.NewRenewer(identity.RenewerConfig{})
	require.Error(t, err)
	_, err = identity.NewRenewer(identity.RenewerConfig{Signer: signerOf(t, 1), URI: "http://plain"})
	require.Error(t, err)
	_, err = identity.NewPinner(identity.PinnerConfig{})
	require.Error(t, err)
	_, err = identity.ServerTLS(identity.ServerConfig{})
	require.Error(t, err)
	_, err = identity.ServerTLS(identity.ServerConfig{Renewer: renewer(t, identity.RenewerConfig{Signer: signerOf(t, 1)})})
	require.ErrorContains(t, err, "needs a service URI")
}
