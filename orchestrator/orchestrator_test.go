package orchestrator_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/pkg/chain/chaintest"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, chaintest.Remains()...) }

// patience bounds every wait of a test for an event that is to come.
const patience = time.Minute

// node is an orchestrator under test, with all it takes to reach it.
type node struct {
	*orchestrator.Orchestrator
	t       *testing.T
	stopped atomic.Bool
	signer  identity.Signer
	workers *identity.WorkerCA
	uri     string
}

func newSigner(t *testing.T) identity.Signer {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return identity.KeySigner(key)
}

// start runs an orchestrator on a free port; the rest of cfg is the test's.
func start(t *testing.T, cfg orchestrator.Config) *node {
	t.Helper()
	return startWith(t, cfg, orchestrator.Deps{Signer: newSigner(t)})
}

// startWith is start with what the test gives of deps, the signer among it.
func startWith(t *testing.T, cfg orchestrator.Config, deps orchestrator.Deps) *node {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	cfg.ServiceURI = "https://" + l.Addr().String()
	if cfg.Heartbeat == 0 {
		cfg.Heartbeat = patience // the transcoders of these tests report nothing
	}
	if cfg.DrainTimeout == 0 {
		cfg.DrainTimeout = -1
	}
	n := &node{t: t, signer: deps.Signer, uri: cfg.ServiceURI}
	n.workers, err = identity.OpenWorkerCA(filepath.Join(t.TempDir(), "workers.pem"), n.signer.Address(), n.uri)
	require.NoError(t, err)
	deps.Workers, deps.Listener, deps.Log = n.workers, l, slog.New(slog.NewTextHandler(testWriter{t}, nil))
	n.Orchestrator, err = orchestrator.New(cfg, deps)
	require.NoError(t, err)
	require.NoError(t, n.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, n.stop(ctx))
	})
	return n
}

// stop stops the orchestrator, once.
func (n *node) stop(ctx context.Context) error {
	if n.stopped.Swap(true) {
		return nil
	}
	return n.Stop(ctx)
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Logf("%s", p)
	return len(p), nil
}

// dial makes a client transport for a certificate, as pinned on the node.
func (n *node) dial(certificate func() (*tls.Certificate, error)) connections {
	pinner, err := identity.NewPinner(identity.PinnerConfig{Certificate: certificate})
	require.NoError(n.t, err)
	c := wire.NewPinnedClient(func(ctx context.Context, hostport string) (*tls.Conn, error) {
		return pinner.Dial(ctx, hostport, identity.Expectation{Address: n.signer.Address(), URI: n.uri})
	})
	n.t.Cleanup(c.CloseIdleConnections)
	return connections{
		http:         c,
		orchestrator: millracev1connect.NewOrchestratorServiceClient(c, n.uri, wire.ClientOptions()...),
		transcoder:   millracev1connect.NewTranscoderServiceClient(c, n.uri, wire.ClientOptions()...),
	}
}

type connections struct {
	http         *http.Client
	orchestrator millracev1connect.OrchestratorServiceClient
	transcoder   millracev1connect.TranscoderServiceClient
}

// as connects as a node with that key.
func (n *node) as(signer identity.Signer) connections {
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: signer})
	require.NoError(n.t, err)
	return n.dial(renewer.Certificate)
}

// asWorker connects as a worker of the authority.
func (n *node) asWorker(ca *identity.WorkerCA, name string) connections {
	credential, err := ca.Issue(name, time.Hour)
	require.NoError(n.t, err)
	return n.dial(credential.Certificate)
}

// reckless is a client of the same connections that limits nothing itself.
func (n *node) reckless(c connections) millracev1connect.OrchestratorServiceClient {
	return millracev1connect.NewOrchestratorServiceClient(c.http, n.uri)
}

// transcoder is a hand-driven transcoder.
type transcoder struct {
	t      *testing.T
	c      connections
	stream *wire.AttachStream
	offers chan string
	ended  chan error
	cancel context.CancelFunc
}

const (
	hd       = 1280 * 720 * 30 // one 720p30 rendition
	hevcCost = 2               // of a pixel
)

// attach registers a transcoder and waits until the orchestrator has it.
func (n *node) attach(name string, pixelRate int64) *transcoder {
	n.t.Helper()
	return n.attachAs(n.asWorker(n.workers, name), pixelRate)
}

func (n *node) attachAs(c connections, pixelRate int64) *transcoder {
	n.t.Helper()
	ctx, cancel := context.WithCancel(n.t.Context())
	tc := &transcoder{t: n.t, c: c, cancel: cancel, offers: make(chan string, 16), ended: make(chan error, 1)}
	tc.stream = wire.OpenAttach(ctx, c.transcoder, wire.Limits{First: patience, Idle: -1})
	require.NoError(n.t, tc.stream.Send(&millracev1.AttachRequest{Message: &millracev1.AttachRequest_Register{
		Register: &millracev1.Register{Name: "test", Encoder: "fake", PixelRate: pixelRate, MaxSessions: 8, HevcCost: 1000 * hevcCost},
	}}))
	m, err := tc.stream.Receive()
	require.NoError(n.t, err)
	require.NotNil(n.t, m.GetRegistered())
	go func() {
		for {
			m, err := tc.stream.Receive()
			if err != nil {
				tc.ended <- err
				return
			}
			tc.offers <- m.GetOffer().GetSession()
		}
	}()
	n.t.Cleanup(func() { tc.cancel(); tc.stream.Close() })
	return tc
}

// accept takes the next offer and returns the session's stream.
func (tc *transcoder) accept() *wire.ResponseStream {
	tc.t.Helper()
	return tc.acceptOffer(await(tc.t, tc.offers))
}

func (tc *transcoder) acceptOffer(id string) *wire.ResponseStream {
	tc.t.Helper()
	ctx, cancel := context.WithCancel(tc.t.Context())
	w := wire.OpenWork(ctx, tc.c.transcoder, wire.Limits{First: patience, Idle: patience, Send: patience})
	tc.t.Cleanup(func() { cancel(); w.Close() })
	require.NoError(tc.t, w.Send(wire.NewAccept(id)))
	return w
}

// serveEcho works on a session as a transcoder would: every source part comes back on every rung.
func serveEcho(w *wire.ResponseStream) error {
	m, err := w.Receive()
	if err != nil {
		return err
	}
	open, err := wire.ParseOpen(m.GetOpen())
	if err != nil {
		return err
	}
	if err := w.Send(wire.NewReady("fake")); err != nil {
		return err
	}
	for i := range open.Ladder {
		if err := w.Send(wire.NewRenditionInit(i, []byte("init"))); err != nil {
			return err
		}
	}
	for {
		m, err := w.Receive()
		switch {
		case err != nil:
			return err
		case m.GetFinish() != nil:
			return errors.Join(w.Send(wire.NewFinished()), w.CloseSend())
		}
		p, err := wire.ParseSourcePart(m.GetPart())
		if err != nil {
			return err
		}
		for i := range open.Ladder {
			if err := w.Send(wire.NewRenditionPart(i, p, time.Millisecond)); err != nil {
				return err
			}
		}
	}
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

func source() media.VideoFormat {
	return media.VideoFormat{
		Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1},
		Config: []byte{1, 0x64, 0x00, 0x28},
	}
}

func open(session string) wire.Open {
	return wire.Open{
		Session: session, Stream: "stream-1", Source: source(),
		Ladder: media.Ladder{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: media.CodecH264}},
	}
}

func part(i int, data []byte) media.Part {
	return media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(i / 4), Part: i % 4}, Start: media.Ticks(i) * media.Second / 2,
		Duration: media.Second / 2, Frames: 15, Independent: i%4 == 0, Last: i%4 == 3, Data: data,
	}
}

// session opens a session; the test ends it or Cleanup does.
func (n *node) session(c connections, o wire.Open) *wire.RequestStream {
	n.t.Helper()
	ctx, cancel := context.WithCancel(n.t.Context())
	s := wire.OpenTranscode(ctx, c.orchestrator, wire.Limits{First: patience, Idle: patience, Send: patience})
	n.t.Cleanup(func() { cancel(); s.Close() })
	if err := s.Send(o.Request()); err != nil {
		require.ErrorIs(n.t, err, wire.ErrClosed, "it was refused before")
	}
	return s
}

// receiveFailure reads to the end of a session that fails, and returns why it did.
func receiveFailure(t *testing.T, s *wire.RequestStream) error {
	t.Helper()
	for {
		m, err := s.Receive()
		if err != nil {
			return err
		}
		if f := m.GetFailure(); f != nil {
			_, err := s.Receive()
			require.ErrorIs(t, err, io.EOF, "a Failure is the last message")
			return wire.FailureError(f)
		}
	}
}

func (n *node) requireIdle() {
	n.t.Helper()
	require.Eventually(n.t, func() bool { return n.Used().Sessions == 0 && n.Used().PixelRate == 0 }, patience, time.Millisecond,
		"the capacity of a session that ended is free again")
	for _, s := range n.Transcoders() {
		require.Zero(n.t, s.UsedRate)
		require.Zero(n.t, s.Sessions)
	}
}

func TestSession(t *testing.T) {
	n := start(t, orchestrator.Config{})
	tc := n.attach("gpu-1", 2*hd)
	c := n.as(newSigner(t))
	s := n.session(c, open("s1"))
	var worker sync.WaitGroup
	w := tc.accept()
	worker.Go(func() { serveEcho(w) })

	for i := range 8 {
		require.NoError(t, s.Send(wire.NewSourcePart(part(i, []byte{byte(i)}))))
	}
	require.NoError(t, s.Send(wire.NewFinish()))
	order := wire.NewResponseOrder(open("s1"))
	var got []media.Part
	for !order.Over() {
		m, err := s.Receive()
		require.NoError(t, err)
		require.NoError(t, order.Check(m))
		require.Nil(t, m.GetFailure())
		if m.GetPart() != nil {
			_, p, encode, err := wire.ParseRenditionPart(m.GetPart(), 1)
			require.NoError(t, err)
			require.Equal(t, time.Millisecond, encode)
			got = append(got, p)
		}
	}
	for i, p := range got {
		require.Equal(t, part(i, []byte{byte(i)}), p)
	}
	require.Len(t, got, 8)
	_, err := s.Receive()
	require.ErrorIs(t, err, io.EOF)
	worker.Wait()
	_, err = w.Receive()
	require.ErrorIs(t, err, io.EOF, "the work stream ends well too")
	n.requireIdle()
}
