package agent_test

import (
	"context"
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

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
	"github.com/millrace/millrace/transcoder/agent"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds every wait of a test for an event that is to come.
const patience = time.Minute

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

// hub is an orchestrator as far as transcoders see it, driven by hand.
type hub struct {
	t        *testing.T
	server   *http.Server
	signer   identity.Signer
	workers  *identity.WorkerCA
	attached chan *attachment
	works    chan *work
	limits   wire.Limits
}

// attachment is an Attach stream. It lasts until end is closed.
type attachment struct {
	*wire.Stream[millracev1.AttachRequest, millracev1.AttachResponse]
	register *millracev1.Register
	end      chan struct{}
}

// work is a Work stream that has been accepted. It lasts until something is sent on end.
type work struct {
	*wire.RequestStream
	offer string
	end   chan error
}

func newSigner(t *testing.T) identity.Signer {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return identity.KeySigner(key)
}

func newHub(t *testing.T) *hub {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	uri := "https://" + l.Addr().String()
	h := &hub{
		t: t, signer: newSigner(t), attached: make(chan *attachment, 16), works: make(chan *work, 16),
		limits: wire.Limits{First: patience, Idle: patience, Send: patience},
	}
	h.workers, err = identity.OpenWorkerCA(filepath.Join(t.TempDir(), "workers.pem"), h.signer.Address(), uri)
	require.NoError(t, err)
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: h.signer, URI: uri})
	require.NoError(t, err)
	config, err := identity.ServerTLS(identity.ServerConfig{Renewer: renewer, Workers: h.workers})
	require.NoError(t, err)
	mux := http.NewServeMux()
	mux.Handle(millracev1connect.NewTranscoderServiceHandler(h, wire.HandlerOptions()...))
	h.server = wire.NewServer(mux, config, slog.New(slog.DiscardHandler))
	served := make(chan error, 1)
	go func() { served <- h.server.ServeTLS(l, "", "") }()
	t.Cleanup(func() {
		require.NoError(t, h.server.Close())
		require.ErrorIs(t, <-served, http.ErrServerClosed)
	})
	return h
}

// Attach implements millracev1connect.TranscoderServiceHandler.
func (h *hub) Attach(ctx context.Context, bidi *connect.BidiStream[millracev1.AttachRequest, millracev1.AttachResponse]) error {
	s, err := wire.AcceptStream(ctx, bidi, h.limits)
	if err != nil {
		return err
	}
	defer s.Close()
	m, err := s.Receive()
	if err != nil {
		return err
	}
	if err := s.Send(&millracev1.AttachResponse{Message: &millracev1.AttachResponse_Registered{
		Registered: &millracev1.Registered{Id: "id"},
	}}); err != nil {
		return err
	}
	a := &attachment{Stream: s, register: m.GetRegister(), end: make(chan struct{})}
	h.attached <- a
	select {
	case <-a.end:
	case <-ctx.Done():
	}
	return nil
}

func (a *attachment) offer(t *testing.T, id string) {
	t.Helper()
	require.NoError(t, a.Send(&millracev1.AttachResponse{Message: &millracev1.AttachResponse_Offer{
		Offer: &millracev1.Offer{Session: id},
	}}))
}

// Work implements millracev1connect.TranscoderServiceHandler.
func (h *hub) Work(ctx context.Context, bidi *connect.BidiStream[millracev1.TranscodeResponse, millracev1.TranscodeRequest]) error {
	s, err := wire.AcceptStream(ctx, bidi, h.limits)
	if err != nil {
		return err
	}
	defer s.Close()
	m, err := s.Receive()
	if err != nil {
		return err
	}
	w := &work{RequestStream: s, offer: m.GetAccept().GetSession(), end: make(chan error, 1)}
	h.works <- w
	select {
	case err := <-w.end:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// credential is a worker's of this hub.
func (h *hub) credential() identity.Credential {
	c, err := h.workers.Issue("gpu-1", time.Hour)
	require.NoError(h.t, err)
	return c
}

// worker makes children that a test drives.
type worker struct {
	started chan *child
	fail    error // every Start fails with it
}

func newWorker() *worker { return &worker{started: make(chan *child, 16)} }

// Start implements agent.Worker.
func (w *worker) Start(context.Context) (agent.Child, error) {
	if w.fail != nil {
		return nil, w.fail
	}
	c := &child{in: make(chan *millracev1.TranscodeRequest), out: make(chan *millracev1.TranscodeResponse), gone: make(chan struct{})}
	w.started <- c
	return c, nil
}

var errKilled = errors.New("signal: killed")

// child does what a test says.
type child struct {
	in   chan *millracev1.TranscodeRequest
	out  chan *millracev1.TranscodeResponse
	once sync.Once
	gone chan struct{}
}

// Send implements agent.Child.
func (c *child) Send(m *millracev1.TranscodeRequest) error {
	select {
	case <-c.gone:
		return errKilled
	default:
	}
	select {
	case c.in <- m:
		return nil
	case <-c.gone:
		return errKilled
	}
}

// Receive implements agent.Child.
func (c *child) Receive() (*millracev1.TranscodeResponse, error) {
	select {
	case m := <-c.out:
		return m, nil
	case <-c.gone:
		return nil, errKilled
	}
}

// Close implements agent.Child.
func (c *child) Close() error {
	c.once.Do(func() { close(c.gone) })
	return nil
}

// echo gives every part back on the one rung, until Finish.
func (c *child) echo() {
	for {
		var answers []*millracev1.TranscodeResponse
		select {
		case m := <-c.in:
			switch m := m.GetMessage().(type) {
			case *millracev1.TranscodeRequest_Open:
				answers = append(answers, wire.NewReady("fake"), wire.NewRenditionInit(0, []byte("init")))
			case *millracev1.TranscodeRequest_Part:
				p, _ := wire.ParseSourcePart(m.Part)
				answers = append(answers, wire.NewRenditionPart(0, p, 0))
			case *millracev1.TranscodeRequest_Finish:
				answers = append(answers, wire.NewFinished())
			}
		case <-c.gone:
			return
		}
		for _, m := range answers {
			select {
			case c.out <- m:
			case <-c.gone:
				return
			}
		}
	}
}

// run starts an agent and stops it with the test.
func run(t *testing.T, h *hub, w *worker, change func(*agent.Config), with ...func(*agent.Deps)) *agent.Agent {
	t.Helper()
	cfg := agent.Config{
		Credential: h.credential(), Version: "test", Encoder: "fake", PixelRate: 1000, Costs: media.EncodeCosts{HEVC: 2.5, HEVC10: 1e9, AV1: 3}, Spare: -1,
		MaxBackoff: 50 * time.Millisecond, Limits: wire.Limits{Idle: patience, Send: patience},
	}
	if change != nil {
		change(&cfg)
	}
	deps := agent.Deps{Worker: w, Log: slog.New(slog.NewTextHandler(testWriter{t}, nil))}
	for _, f := range with {
		f(&deps)
	}
	a, err := agent.New(cfg, deps)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		require.ErrorIs(t, await(t, done), context.Canceled)
		require.Zero(t, a.Sessions())
	})
	return a
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Logf("%s", p)
	return len(p), nil
}

func open(session string) wire.Open {
	return wire.Open{
		Session: session, Stream: "stream-1",
		Source: media.VideoFormat{
			Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1},
			Config: []byte{1, 0x64, 0x00, 0x28},
		},
		Ladder: media.Ladder{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: media.CodecH264}},
	}
}

func part(i int) media.Part {
	return media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(i)}, Start: media.Ticks(i) * media.Second, Duration: media.Second,
		Frames: 30, Independent: true, Last: true, Data: []byte{byte(i)},
	}
}

// begin offers a session, and returns it once its child has the Open.
func begin(t *testing.T, h *hub, a *attachment, w *worker, id string) (*work, *child) {
	t.Helper()
	a.offer(t, id)
	s := await(t, h.works)
	require.Equal(t, id, s.offer)
	require.NoError(t, s.Send(open(id).Request()))
	c := await(t, w.started)
	require.Equal(t, id, await(t, c.in).GetOpen().GetSession())
	return s, c
}

// failure reads to the Failure that ends a session.
func failure(t *testing.T, s *work) error {
	t.Helper()
	for {
		m, err := s.Receive()
		require.NoError(t, err)
		if f := m.GetFailure(); f != nil {
			_, err := s.Receive()
			require.ErrorIs(t, err, io.EOF, "a Failure is the last message")
			s.end <- nil
			return wire.FailureError(f)
		}
	}
}

func TestSession(t *testing.T) {
	for name, spare := range map[string]int{"with a spare child": 1, "without": -1} {
		t.Run(name, func(t *testing.T) {
			h, w := newHub(t), newWorker()
			a := run(t, h, w, func(cfg *agent.Config) { cfg.Spare, cfg.MaxSessions = spare, 7 })
			at := await(t, h.attached)
			require.Equal(t, "gpu-1", at.register.GetName())
			require.Equal(t, int64(1000), at.register.GetPixelRate())
			require.Equal(t, []uint32{2500, 100_000, 3000, 0},
				[]uint32{at.register.GetHevcCost(), at.register.GetHevc10Cost(), at.register.GetAv1Cost(), at.register.GetAv1X10Cost()})
			require.Equal(t, uint32(7), at.register.GetMaxSessions())
			await(t, a.Attached())
			if spare > 0 {
				c := await(t, w.started)
				go c.echo()
			}
			at.offer(t, "s")
			s := await(t, h.works)
			require.Equal(t, "s", s.offer)
			require.NoError(t, s.Send(open("s").Request()))
			if spare < 0 {
				c := await(t, w.started)
				go c.echo()
			}
			order := wire.NewResponseOrder(open("s"))
			receive := func() *millracev1.TranscodeResponse {
				m, err := s.Receive()
				require.NoError(t, err)
				require.NoError(t, order.Check(m))
				return m
			}
			require.NotNil(t, receive().GetReady())
			require.NotNil(t, receive().GetInit())
			for i := range 5 {
				require.NoError(t, s.Send(wire.NewSourcePart(part(i))))
				_, p, _, err := wire.ParseRenditionPart(receive().GetPart(), 1)
				require.NoError(t, err)
				require.Equal(t, part(i), p)
			}
			require.NoError(t, s.Send(wire.NewFinish()))
			require.NotNil(t, receive().GetFinished())
			_, err := s.Receive()
			require.ErrorIs(t, err, io.EOF)
			s.end <- nil
			require.Eventually(t, func() bool { return a.Sessions() == 0 }, patience, time.Millisecond)
		})
	}
}

func TestChild(t *testing.T) {
	t.Run("one that dies fails its session and no other", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, nil)
		at := await(t, h.attached)
		doomed, dying := begin(t, h, at, w, "doomed")
		s, c := begin(t, h, at, w, "s")
		require.NoError(t, dying.Close())
		require.ErrorIs(t, failure(t, doomed), wire.ErrInternal)

		c.out <- wire.NewReady("fake")
		m, err := s.Receive()
		require.NoError(t, err)
		require.NotNil(t, m.GetReady())
	})
	t.Run("the reason it gives is passed on", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, nil)
		s, c := begin(t, h, await(t, h.attached), w, "s")
		c.out <- wire.NewFailed(wire.Detailf(wire.ErrInvalid, "no such profile"))
		err := failure(t, s)
		require.ErrorIs(t, err, wire.ErrInvalid)
		require.ErrorContains(t, err, "no such profile")
		await(t, c.gone)
	})
	t.Run("so it is when the child is gone before we look", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, nil)
		s, c := begin(t, h, await(t, h.attached), w, "s")
		said := make(chan struct{})
		go func() {
			c.out <- wire.NewFailed(wire.Detailf(wire.ErrInvalid, "no such profile"))
			close(said)
			c.Close()
		}()
		await(t, said)
		_ = s.Send(wire.NewSourcePart(part(0)))
		require.ErrorIs(t, failure(t, s), wire.ErrInvalid)
	})
	t.Run("one that does not read is ended", func(t *testing.T) {
		t.Parallel()
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.Limits.Send = 5 * time.Second }) // of the first message, which connects, too
		s, c := begin(t, h, await(t, h.attached), w, "s")
		require.NoError(t, s.Send(wire.NewSourcePart(part(0))))
		err := failure(t, s)
		require.ErrorIs(t, err, wire.ErrInternal)
		require.ErrorContains(t, err, "does not read")
		await(t, c.gone)
	})
	t.Run("one that owes something and is silent is ended", func(t *testing.T) {
		t.Parallel()
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.Patience = 2 * time.Second }) // in which this test says that it is ready
		s, c := begin(t, h, await(t, h.attached), w, "s")
		c.out <- wire.NewReady("fake")
		for i := range 3 {
			require.NoError(t, s.Send(wire.NewSourcePart(part(i))))
			await(t, c.in)
		}
		require.ErrorContains(t, failure(t, s), "silent")
		await(t, c.gone)
	})

	t.Run("so is one that never gets ready", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.Patience = 50 * time.Millisecond })
		s, c := begin(t, h, await(t, h.attached), w, "s")
		require.ErrorContains(t, failure(t, s), "silent")
		await(t, c.gone)
	})

	t.Run("one that owes nothing may be silent", func(t *testing.T) {
		t.Parallel()
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.Patience = 2 * time.Second }) // in which this test says that it is ready
		s, c := begin(t, h, await(t, h.attached), w, "s")
		c.out <- wire.NewReady("fake")
		require.NoError(t, s.Send(wire.NewSourcePart(part(0))))
		await(t, c.in)
		select {
		case <-c.gone:
			require.Fail(t, "it was ended")
		case <-time.After(5 * time.Second): // more than twice the patience
		}
	})

	for name, responses := range map[string][]*millracev1.TranscodeResponse{
		"a part of a rendition that was not asked for": {wire.NewReady("fake"), wire.NewRenditionInit(1, []byte("init"))},
		"a part before its init segment":               {wire.NewReady("fake"), wire.NewRenditionPart(0, part(0), 0)},
		"more parts than it was given": {
			wire.NewReady("fake"), wire.NewRenditionInit(0, []byte("init")), wire.NewRenditionPart(0, part(0), 0), wire.NewRenditionPart(0, part(1), 0),
		},
		"the end before it was asked for": {wire.NewReady("fake"), wire.NewFinished()},
	} {
		t.Run("one that says what it may not is ended: "+name, func(t *testing.T) {
			h, w := newHub(t), newWorker()
			run(t, h, w, nil)
			s, c := begin(t, h, await(t, h.attached), w, "s")
			require.NoError(t, s.Send(wire.NewSourcePart(part(0))))
			await(t, c.in)
			go func() {
				for _, m := range responses {
					c.out <- m
				}
			}()
			require.ErrorIs(t, failure(t, s), wire.ErrInternal)
			await(t, c.gone)
		})
	}

	t.Run("one that cannot be started fails the session", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		w.fail = errors.New("no such file")
		run(t, h, w, nil)
		await(t, h.attached).offer(t, "s")
		s := await(t, h.works)
		require.NoError(t, s.Send(open("s").Request()))
		err := failure(t, s)
		require.ErrorIs(t, err, wire.ErrInternal)
		require.NotContains(t, err.Error(), "no such file", "internals stay in our log")
	})
	t.Run("a spare that died while it waited is replaced", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.Spare = 1 })
		at := await(t, h.attached)
		require.NoError(t, await(t, w.started).Close())
		at.offer(t, "s")
		s := await(t, h.works)
		require.NoError(t, s.Send(open("s").Request()))
		// Two children are started, in any order: one for the session, one to be the next spare.
		one, other := await(t, w.started), await(t, w.started)
		select {
		case m := <-one.in:
			require.Equal(t, "s", m.GetOpen().GetSession())
		case m := <-other.in:
			require.Equal(t, "s", m.GetOpen().GetSession())
		case <-time.After(patience):
			t.Fatal("no child got the session")
		}
	})
}

func TestOrchestrator(t *testing.T) {
	t.Run("what ends the work stream ends the child", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		a := run(t, h, w, nil)
		s, c := begin(t, h, await(t, h.attached), w, "s")
		s.end <- errors.New("broadcaster left")
		await(t, c.gone)
		require.Eventually(t, func() bool { return a.Sessions() == 0 }, patience, time.Millisecond)
	})
	t.Run("requests out of order end the session", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, nil)
		s, c := begin(t, h, await(t, h.attached), w, "s")
		require.NoError(t, s.Send(open("s").Request()))
		require.ErrorIs(t, failure(t, s), wire.ErrInvalid)
		await(t, c.gone)
	})
	t.Run("more sessions than we take are refused", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.MaxSessions, cfg.Heartbeat = 1, patience })
		at := await(t, h.attached)
		begin(t, h, at, w, "s")
		at.offer(t, "too much")
		m, err := at.Receive()
		require.NoError(t, err)
		require.Equal(t, "too much", m.GetRefuse().GetSession())
		require.ErrorIs(t, wire.FailureError(m.GetRefuse().GetFailure()), wire.ErrBusy)
	})
	t.Run("it hears our load at intervals", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		run(t, h, w, func(cfg *agent.Config) { cfg.Heartbeat = 10 * time.Millisecond })
		at := await(t, h.attached)
		begin(t, h, at, w, "s")
		for {
			m, err := at.Receive()
			require.NoError(t, err)
			if m.GetLoad().GetSessions() == 1 {
				break
			}
			require.NotNil(t, m.GetLoad())
		}
	})
	t.Run("it hears what rests, and when it is over", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		var usable atomic.Int64
		run(t, h, w, func(cfg *agent.Config) { cfg.Heartbeat = 10 * time.Millisecond }, func(deps *agent.Deps) {
			deps.Usable = func() float64 { return float64(usable.Load()) / 8 }
		})
		at := await(t, h.attached)
		for eighths, want := range map[int64]int64{7: 125, 0: 1000, 8: 0, 9: 0, -1: 1000} {
			usable.Store(eighths)
			for {
				m, err := at.Receive()
				require.NoError(t, err)
				if m.GetLoad().GetRestingRate() == want {
					break
				}
			}
		}
	})
	t.Run("while we drain, all of it rests", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		a := run(t, h, w, func(cfg *agent.Config) { cfg.Heartbeat = 10 * time.Millisecond })
		at := await(t, h.attached)
		begin(t, h, at, w, "s")
		ctx, cancel := context.WithCancel(t.Context())
		drained := make(chan error, 1)
		go func() { drained <- a.Drain(ctx) }()
		for {
			m, err := at.Receive()
			require.NoError(t, err)
			if m.GetLoad().GetRestingRate() == 1000 {
				break
			}
		}
		cancel()
		require.Error(t, await(t, drained))
	})
	t.Run("when it is lost, its sessions end, and we come back", func(t *testing.T) {
		h, w := newHub(t), newWorker()
		a := run(t, h, w, nil)
		at := await(t, h.attached)
		_, c := begin(t, h, at, w, "s")
		close(at.end)
		await(t, c.gone)
		again := await(t, h.attached)
		await(t, a.Attached())
		begin(t, h, again, w, "s2")
	})
	t.Run("another key at its address is not served", func(t *testing.T) {
		h, other, w := newHub(t), newHub(t), newWorker()
		credential := h.credential()
		other.t.Log("the impostor listens where the credential points")
		credential.URI = "https://" + otherAddr(other)
		a := run(t, h, w, func(cfg *agent.Config) { cfg.Credential = credential })
		select {
		case <-other.attached:
			require.Fail(t, "it attached to an impostor")
		case <-a.Attached():
			require.Fail(t, "it attached to an impostor")
		case <-time.After(300 * time.Millisecond): // several attempts
		}
	})
	t.Run("a credential of another authority is of no use", func(t *testing.T) {
		h, other, w := newHub(t), newHub(t), newWorker()
		credential := other.credential()
		credential.Orchestrator, credential.URI = h.signer.Address(), h.credential().URI
		a := run(t, h, w, func(cfg *agent.Config) { cfg.Credential = credential })
		select {
		case <-h.attached:
			require.Fail(t, "it got in")
		case <-a.Attached():
			require.Fail(t, "it believes that it got in")
		case <-time.After(300 * time.Millisecond): // several attempts
		}
	})
}

// otherAddr is where a hub listens.
func otherAddr(h *hub) string { return h.credential().URI[len("https://"):] }

func TestDrain(t *testing.T) {
	h, w := newHub(t), newWorker()
	a := run(t, h, w, nil)
	at := await(t, h.attached)
	at.offer(t, "s")
	s := await(t, h.works)
	require.NoError(t, s.Send(open("s").Request()))
	go await(t, w.started).echo()
	inside := part(1)
	inside.ID, inside.Independent = media.PartID{Segment: 0, Part: 1}, false
	require.NoError(t, s.Send(wire.NewSourcePart(part(0))))
	for range 3 { // ready, init segment, part
		_, err := s.Receive()
		require.NoError(t, err)
	}

	drained := make(chan error, 1)
	go func() { drained <- a.Drain(t.Context()) }()
	require.Eventually(t, func() bool {
		at.offer(t, "another")
		for {
			m, err := at.Receive()
			require.NoError(t, err)
			if r := m.GetRefuse(); r != nil {
				return errors.Is(wire.FailureError(r.GetFailure()), wire.ErrBusy)
			}
		}
	}, patience, time.Millisecond, "no more sessions are taken")

	require.NoError(t, s.Send(wire.NewSourcePart(inside)))
	require.NoError(t, s.Send(wire.NewSourcePart(part(2)))) // the next transcoder's
	m, err := s.Receive()
	require.NoError(t, err)
	require.Equal(t, uint32(1), m.GetPart().GetId().GetPart(), "the segment is completed")
	require.ErrorIs(t, failure(t, s), wire.ErrBusy, "and nobody is blamed")
	require.NoError(t, await(t, drained))
	require.NoError(t, a.Drain(t.Context()), "again")
}

// A session whose segment does not end is given up on.
func TestDrain_timeout(t *testing.T) {
	h, w := newHub(t), newWorker()
	a := run(t, h, w, nil)
	begin(t, h, await(t, h.attached), w, "s")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	require.ErrorIs(t, a.Drain(ctx), context.DeadlineExceeded)
	require.Equal(t, 1, a.Sessions())
}

func TestConfig(t *testing.T) {
	h := newHub(t)
	good := agent.Config{Credential: h.credential(), PixelRate: 1}
	for name, tt := range map[string]struct {
		change func(*agent.Config)
		worker agent.Worker
	}{
		"no worker":         {func(*agent.Config) {}, nil},
		"no pixel rate":     {func(c *agent.Config) { c.PixelRate = 0 }, newWorker()},
		"no credential":     {func(c *agent.Config) { c.Credential = identity.Credential{} }, newWorker()},
		"negative sessions": {func(c *agent.Config) { c.MaxSessions = -1 }, newWorker()},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good
			tt.change(&cfg)
			_, err := agent.New(cfg, agent.Deps{Worker: tt.worker})
			require.Error(t, err)
		})
	}
}
