package orchestrator_test

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// running opens a session that a transcoder works on by hand: the Open has arrived, and one part.
func running(t *testing.T, n *node, tc *transcoder, id string) (*wire.RequestStream, *wire.ResponseStream) {
	t.Helper()
	s := n.session(n.as(newSigner(t)), open(id))
	w := tc.accept()
	m, err := w.Receive()
	require.NoError(t, err)
	require.Equal(t, id, m.GetOpen().GetSession())
	require.NoError(t, s.Send(wire.NewSourcePart(part(0, []byte("data")))))
	m, err = w.Receive()
	require.NoError(t, err)
	require.NotNil(t, m.GetPart())
	return s, w
}

func TestAdmission(t *testing.T) {
	t.Run("a session that does not fit is busy, and fits when another has ended", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		tc := n.attach("gpu-1", hd+hd/2)
		first, w := running(t, n, tc, "first")
		c := n.as(newSigner(t))
		require.ErrorIs(t, receiveFailure(t, n.session(c, open("second"))), wire.ErrBusy)

		require.NoError(t, w.Send(wire.NewFailed(wire.ErrInternal)))
		require.ErrorIs(t, receiveFailure(t, first), wire.ErrInternal)
		n.requireIdle()
		running(t, n, tc, "third")
	})
	t.Run("pixels that cost more take more of a transcoder", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		n.attach("gpu-1", hevcCost*hd-1)
		o := open("s")
		o.Ladder[0].Codec = media.CodecHEVC
		require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), o)), wire.ErrBusy)
	})
	t.Run("AV1 is for transcoders that say they have an encoder of it", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		n.attach("gpu-1", 100*hd)
		o := open("s")
		o.Ladder[0].Codec = media.CodecAV1
		require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), o)), wire.ErrBusy)
	})
	t.Run("the configured maximum caps what transcoders can do", func(t *testing.T) {
		n := start(t, orchestrator.Config{MaxPixelRate: hd})
		tc := n.attach("gpu-1", 10*hd)
		running(t, n, tc, "first")
		require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), open("second"))), wire.ErrBusy)
	})
	t.Run("the number of sessions is limited", func(t *testing.T) {
		n := start(t, orchestrator.Config{MaxSessions: 1})
		tc := n.attach("gpu-1", 10*hd)
		running(t, n, tc, "first")
		require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), open("second"))), wire.ErrBusy)
	})
	t.Run("without transcoders everything is busy", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), open("s"))), wire.ErrBusy)
	})
}

func TestQuote(t *testing.T) {
	n := start(t, orchestrator.Config{QuoteTTL: time.Minute})
	tc := n.attach("gpu-1", 3*hd)
	c := n.as(newSigner(t)).orchestrator
	ask := func(ladder media.Ladder) (wire.SignedQuote, error) {
		res, err := c.Quote(t.Context(), connect.NewRequest(wire.NewQuoteRequest("stream-1", source(), ladder)))
		if err != nil {
			return wire.SignedQuote{}, wire.CallError(err)
		}
		return wire.ParseQuote(res.Msg.GetQuote())
	}
	q, err := ask(open("").Ladder)
	require.NoError(t, err)
	require.Zero(t, q.Price)
	require.Equal(t, uint64(3*hd), q.Capacity)
	require.Greater(t, q.Expiry, uint64(time.Now().Unix()))
	require.NoError(t, q.CheckSigner(ticket.Domain{}, n.signer.Address()))

	running(t, n, tc, "s")
	q, err = ask(open("").Ladder)
	require.NoError(t, err)
	require.Equal(t, uint64(2*hd), q.Capacity, "a running session takes from what is free")

	hevc := open("").Ladder
	hevc[0].Codec = media.CodecHEVC
	q, err = ask(hevc)
	require.NoError(t, err)
	require.Equal(t, uint64(2*hd/hevcCost), q.Capacity, "of pixels that cost more there are less")
	hevc[0].BitDepth = 10
	q, err = ask(hevc)
	require.NoError(t, err)
	require.Equal(t, uint64(2*hd), q.Capacity, "the transcoder does not say what these cost")

	inAV1 := open("").Ladder
	inAV1[0].Codec = media.CodecAV1
	_, err = ask(inAV1)
	require.ErrorIs(t, err, wire.ErrBusy)
	require.ErrorContains(t, err, "no transcoder that encodes AV1")

	_, err = ask(media.Ladder{{Name: "4k", Width: 3840, Height: 2160, Bitrate: 9_000_000}})
	require.ErrorIs(t, err, wire.ErrBusy)
	_, err = ask(nil)
	require.ErrorIs(t, err, wire.ErrInvalid)
}

func TestPeers(t *testing.T) {
	t.Run("a broadcaster that is not on the list is refused", func(t *testing.T) {
		friend := newSigner(t)
		n := start(t, orchestrator.Config{AllowBroadcasters: []common.Address{friend.Address()}})
		n.attach("gpu-1", hd)
		stranger := n.as(newSigner(t))
		require.ErrorIs(t, receiveFailure(t, n.session(stranger, open("s"))), wire.ErrUnauthenticated)
		_, err := stranger.orchestrator.Quote(t.Context(), connect.NewRequest(wire.NewQuoteRequest("s", source(), open("").Ladder)))
		require.ErrorIs(t, wire.CallError(err), wire.ErrUnauthenticated)
		_, err = n.as(friend).orchestrator.Quote(t.Context(), connect.NewRequest(wire.NewQuoteRequest("s", source(), open("").Ladder)))
		require.NoError(t, err)
	})
	t.Run("a worker opens no sessions", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		require.ErrorIs(t, receiveFailure(t, n.session(n.asWorker(n.workers, "gpu-1"), open("s"))), wire.ErrUnauthenticated)
	})
	t.Run("a broadcaster is no transcoder", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		c := n.as(newSigner(t))
		require.ErrorIs(t, attachError(t, c), wire.ErrUnauthenticated)
		w := wire.OpenWork(t.Context(), c.transcoder, wire.Limits{})
		defer w.Close()
		_ = w.Send(wire.NewAccept("any"))
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrUnauthenticated)
	})
	t.Run("another orchestrator's worker does not get in", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		other, err := identity.OpenWorkerCA(filepath.Join(t.TempDir(), "workers.pem"), newSigner(t).Address(), n.uri)
		require.NoError(t, err)
		require.Error(t, attachError(t, n.asWorker(other, "gpu-1")))
		require.Empty(t, n.Transcoders())
	})
}

func attachError(t *testing.T, c connections) error {
	t.Helper()
	s := wire.OpenAttach(t.Context(), c.transcoder, wire.Limits{First: patience})
	defer s.Close()
	_ = s.Send(&millracev1.AttachRequest{Message: &millracev1.AttachRequest_Register{
		Register: &millracev1.Register{PixelRate: hd, MaxSessions: 1},
	}})
	_, err := s.Receive()
	return err
}

func TestRegistration(t *testing.T) {
	n := start(t, orchestrator.Config{})
	for name, m := range map[string]*millracev1.Register{
		"no pixel rate":     {MaxSessions: 1},
		"negative rate":     {PixelRate: -1, MaxSessions: 1},
		"absurd rate":       {PixelRate: 1 << 62, MaxSessions: 1},
		"no sessions":       {PixelRate: hd},
		"too many sessions": {PixelRate: hd, MaxSessions: 1 << 31},
		"long name":         {PixelRate: hd, MaxSessions: 1, Name: string(make([]byte, 1000))},
		"nothing":           nil,
	} {
		t.Run(name, func(t *testing.T) {
			s := wire.OpenAttach(t.Context(), n.asWorker(n.workers, "w").transcoder, wire.Limits{First: patience})
			defer s.Close()
			_ = s.Send(&millracev1.AttachRequest{Message: &millracev1.AttachRequest_Register{Register: m}})
			_, err := s.Receive()
			require.ErrorIs(t, err, wire.ErrInvalid)
			require.Empty(t, n.Transcoders())
		})
	}
}

func TestPlacing(t *testing.T) {
	t.Run("the transcoder with most free gets the offer", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		n.attach("small", 2*hd)
		large := n.attach("large", 3*hd)
		running(t, n, large, "s")
	})
	t.Run("a refusal sends the session to the next", func(t *testing.T) {
		n := start(t, orchestrator.Config{OfferTimeout: patience})
		next, first := n.attach("next", 2*hd), n.attach("first", 3*hd)
		s := n.session(n.as(newSigner(t)), open("s"))
		id := await(t, first.offers)
		require.NoError(t, first.stream.Send(&millracev1.AttachRequest{Message: &millracev1.AttachRequest_Refuse{
			Refuse: &millracev1.Refuse{Session: id, Failure: wire.NewFailure(wire.ErrInternal)},
		}}))
		w := next.accept()
		go serveEcho(w)
		require.NoError(t, s.Send(wire.NewFinish()))
		_, err := s.Receive()
		require.NoError(t, err)
	})
	t.Run("silence sends it to the next", func(t *testing.T) {
		t.Parallel()
		n := start(t, orchestrator.Config{OfferTimeout: 3 * time.Second}) // which is the time of the next one, too
		next, first := n.attach("next", 2*hd), n.attach("first", 3*hd)
		s := n.session(n.as(newSigner(t)), open("s"))
		stale := await(t, first.offers)
		w := next.accept()
		go serveEcho(w)
		_, err := s.Receive()
		require.NoError(t, err)

		late := first.acceptOffer(stale)
		_, err = late.Receive()
		require.ErrorIs(t, err, wire.ErrInvalid, "the offer was withdrawn")
	})
	t.Run("when nobody takes it, it is busy", func(t *testing.T) {
		n := start(t, orchestrator.Config{OfferTimeout: 50 * time.Millisecond})
		n.attach("deaf", hd)
		require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), open("s"))), wire.ErrBusy)
		n.requireIdle()
	})
	t.Run("only the worker that got the offer can accept it", func(t *testing.T) {
		n := start(t, orchestrator.Config{OfferTimeout: patience})
		first, thief := n.attach("first", 3*hd), n.attach("thief", hd)
		s := n.session(n.as(newSigner(t)), open("s"))
		id := await(t, first.offers)
		_, err := thief.acceptOffer(id).Receive()
		require.ErrorIs(t, err, wire.ErrInvalid)

		w := first.acceptOffer(id)
		go serveEcho(w)
		_, err = s.Receive()
		require.NoError(t, err)
		_, err = first.acceptOffer(id).Receive()
		require.ErrorIs(t, err, wire.ErrInvalid, "nor can it be accepted twice")
	})
	t.Run("a transcoder that leaves after the offer sends it to the next", func(t *testing.T) {
		n := start(t, orchestrator.Config{OfferTimeout: patience})
		next, first := n.attach("next", 2*hd), n.attach("first", 3*hd)
		s := n.session(n.as(newSigner(t)), open("s"))
		await(t, first.offers)
		first.cancel()
		w := next.accept()
		go serveEcho(w)
		_, err := s.Receive()
		require.NoError(t, err)
	})
}

func TestLoss(t *testing.T) {
	t.Run("a broken work stream fails the session at once", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		w.Abort(errors.New("killed"))
		require.ErrorIs(t, receiveFailure(t, s), wire.ErrInternal)
		n.requireIdle()
	})
	t.Run("a transcoder that is gone fails its sessions at once", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		tc := n.attach("gpu-1", hd)
		s, w := running(t, n, tc, "s")
		tc.cancel()
		require.ErrorIs(t, receiveFailure(t, s), wire.ErrInternal)
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal, "and cancels its work")
		require.Eventually(t, func() bool { return len(n.Transcoders()) == 0 }, patience, time.Millisecond)
	})
	t.Run("a transcoder without heartbeats is gone", func(t *testing.T) {
		n := start(t, orchestrator.Config{Heartbeat: 50 * time.Millisecond})
		tc := n.attach("gpu-1", hd)
		require.ErrorIs(t, await(t, tc.ended), wire.ErrInternal)
		require.Empty(t, n.Transcoders())
	})
	t.Run("heartbeats keep it", func(t *testing.T) {
		t.Parallel()
		n := start(t, orchestrator.Config{Heartbeat: time.Second}) // far more than a machine stands still for
		tc := n.attach("gpu-1", hd)
		begin := time.Now()
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for i := uint32(1); time.Since(begin) < (wire.HeartbeatsMissed+1)*time.Second; i++ {
			require.NoError(t, tc.stream.Send(&millracev1.AttachRequest{Message: &millracev1.AttachRequest_Load{
				Load: &millracev1.Load{Sessions: i},
			}}))
			<-tick.C
		}
		require.Len(t, n.Transcoders(), 1)
		require.NotZero(t, n.Transcoders()[0].Reported)
	})
	t.Run("the latest transcoder of a credential replaces the earlier", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		earlier := n.attach("gpu-1", hd)
		s, _ := running(t, n, earlier, "s")
		later := n.attach("gpu-1", 2*hd)
		err := await(t, earlier.ended)
		require.ErrorIs(t, err, wire.ErrInternal)
		require.ErrorContains(t, err, registry.ErrReplaced.Error())
		require.ErrorIs(t, receiveFailure(t, s), wire.ErrInternal)
		require.Len(t, n.Transcoders(), 1)
		running(t, n, later, "s2")
	})
	t.Run("a broadcaster that vanishes frees the transcoder", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		s.Abort(errors.New("killed"))
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
		n.requireIdle()
	})
	t.Run("a broadcaster that vanishes after its Finish does so too", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		require.NoError(t, s.Send(wire.NewFinish()))
		m, err := w.Receive()
		require.NoError(t, err)
		require.NotNil(t, m.GetFinish())
		s.Abort(errors.New("killed"))
		_, err = w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
		n.requireIdle()
	})
	t.Run("a broadcaster that ends its side without Finish has left", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		require.NoError(t, s.CloseSend())
		require.ErrorIs(t, receiveFailure(t, s), wire.ErrInternal)
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
		n.requireIdle()
	})
	t.Run("one session's end leaves the others alone", func(t *testing.T) {
		n := start(t, orchestrator.Config{})
		tc := n.attach("gpu-1", 4*hd)
		doomed, dead := running(t, n, tc, "doomed")
		s, w := running(t, n, tc, "s")
		dead.Abort(errors.New("killed"))
		require.ErrorIs(t, receiveFailure(t, doomed), wire.ErrInternal)
		require.NoError(t, w.Send(wire.NewReady("fake")))
		m, err := s.Receive()
		require.NoError(t, err)
		require.NotNil(t, m.GetReady())
	})
}

func TestSilence(t *testing.T) {
	short := wire.Limits{First: 100 * time.Millisecond, Idle: 100 * time.Millisecond} // before anybody has to say anything
	t.Run("a broadcaster that opens nothing", func(t *testing.T) {
		n := start(t, orchestrator.Config{Limits: short})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		s := wire.OpenTranscode(ctx, n.as(newSigner(t)).orchestrator, wire.Limits{First: patience})
		defer s.Close()
		require.NoError(t, s.Send(nil), "headers only")
		require.ErrorContains(t, receiveFailure(t, s), "silent")
	})
	t.Run("a broadcaster that sends no more", func(t *testing.T) {
		t.Parallel()
		n := start(t, orchestrator.Config{Limits: wire.Limits{Idle: 3 * time.Second}})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		require.ErrorContains(t, receiveFailure(t, s), "silent")
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
		n.requireIdle()
	})
	t.Run("a worker that opens a work stream and says nothing", func(t *testing.T) {
		n := start(t, orchestrator.Config{Limits: short})
		w := wire.OpenWork(t.Context(), n.asWorker(n.workers, "gpu-1").transcoder, wire.Limits{First: patience})
		defer w.Close()
		require.NoError(t, w.Send(nil))
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
	})
}

// TestBackpressure: what a peer does not read is held by flow control, not by us, and for a limited time only.
func TestBackpressure(t *testing.T) {
	const bound = 8 << 20 // two windows of 1 MiB, one message in each hand, and what the sockets hold
	data := make([]byte, 256<<10)
	t.Run("a broadcaster that does not read stops the transcoder", func(t *testing.T) {
		t.Parallel()
		n := start(t, orchestrator.Config{Limits: wire.Limits{Send: 3 * time.Second}})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		require.NoError(t, w.Send(wire.NewRenditionInit(0, []byte("init"))))
		sent := 0
		for i := 0; ; i++ {
			if err := w.Send(wire.NewRenditionPart(0, part(i, data), 0)); err != nil {
				break
			}
			sent += len(data)
			require.Less(t, sent, bound)
		}
		_, err := w.Receive()
		require.ErrorIs(t, err, wire.ErrInternal)
		t.Logf("%d KiB were taken before the session ended", sent>>10)
		n.requireIdle()
		require.Error(t, receiveFailure(t, s))
	})
	t.Run("a transcoder that does not read stops the broadcaster", func(t *testing.T) {
		t.Parallel()
		n := start(t, orchestrator.Config{Limits: wire.Limits{Send: 3 * time.Second}})
		s, _ := running(t, n, n.attach("gpu-1", hd), "s")
		sent := 0
		for i := 1; ; i++ {
			if err := s.Send(wire.NewSourcePart(part(i, data))); err != nil {
				break
			}
			sent += len(data)
			require.Less(t, sent, bound)
		}
		require.ErrorIs(t, receiveFailure(t, s), wire.ErrInternal)
		t.Logf("%d KiB were taken before the session ended", sent>>10)
		n.requireIdle()
	})
}

func TestViolations(t *testing.T) {
	n := start(t, orchestrator.Config{})
	tc := n.attach("gpu-1", 100*hd)
	c := n.as(newSigner(t))

	t.Run("before the session", func(t *testing.T) {
		bad := open("s")
		bad.Ladder = nil
		for name, m := range map[string]*millracev1.TranscodeRequest{
			"a part first":    wire.NewSourcePart(part(0, []byte("data"))),
			"a finish first":  wire.NewFinish(),
			"an empty ladder": bad.Request(),
			"nothing":         {},
		} {
			t.Run(name, func(t *testing.T) {
				s := wire.OpenTranscode(t.Context(), c.orchestrator, wire.Limits{First: patience})
				defer s.Close()
				_ = s.Send(m) // the answer to its beginning may come before its end is sent
				require.ErrorIs(t, receiveFailure(t, s), wire.ErrInvalid)
			})
		}
	})
	t.Run("in the session", func(t *testing.T) {
		huge := part(1, make([]byte, wire.MaxPartBytes+1))
		for name, m := range map[string]*millracev1.TranscodeRequest{
			"a second open":          open("s").Request(),
			"a part again":           wire.NewSourcePart(part(0, []byte("data"))),
			"a part that is too big": wire.NewSourcePart(huge),
			"a part without data":    wire.NewSourcePart(part(1, nil)),
			"an empty message":       {},
		} {
			t.Run(name, func(t *testing.T) {
				s, _ := running(t, n, tc, "s")
				_ = s.Send(m)
				require.ErrorIs(t, receiveFailure(t, s), wire.ErrInvalid)
			})
		}
	})
	t.Run("a message above the limit", func(t *testing.T) {
		// A client without limits of its own.
		s, w := running(t, n, tc, "s")
		defer s.Abort(errors.New("done"))
		reckless := n.reckless(c)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		raw := wire.OpenTranscode(ctx, reckless, wire.Limits{First: patience, Send: patience})
		defer raw.Close()
		_ = raw.Send(wire.NewSourcePart(part(0, make([]byte, wire.MaxMessageBytes+1))))
		require.ErrorIs(t, receiveFailure(t, raw), wire.ErrInvalid)
		require.NoError(t, w.Send(wire.NewReady("fake")), "the other session goes on")
	})
	t.Run("by the transcoder", func(t *testing.T) {
		for name, m := range map[string]*millracev1.TranscodeResponse{
			"an unknown rendition":         wire.NewRenditionInit(7, []byte("init")),
			"a part before the init":       wire.NewRenditionPart(0, part(0, []byte("data")), 0),
			"an accept again":              wire.NewAccept("s"),
			"finished before it was asked": wire.NewFinished(),
		} {
			t.Run(name, func(t *testing.T) {
				s, w := running(t, n, tc, "s")
				require.NoError(t, w.Send(m))
				require.ErrorIs(t, receiveFailure(t, s), wire.ErrInternal)
			})
		}
	})
	n.requireIdle()
}

func TestStop(t *testing.T) {
	t.Run("a running session may end within the drain timeout; new ones are refused", func(t *testing.T) {
		n := start(t, orchestrator.Config{DrainTimeout: patience})
		c := n.as(newSigner(t))
		s := n.session(c, open("s"))
		tc := n.attach("gpu-1", 2*hd)
		require.ErrorIs(t, receiveFailure(t, s), wire.ErrBusy)
		s, w := running(t, n, tc, "s2")
		stopped := make(chan error, 1)
		go func() { stopped <- n.stop(context.Background()) }()
		require.Eventually(t, func() bool {
			return errors.Is(receiveFailure(t, n.session(c, open("late"))), wire.ErrBusy)
		}, patience, time.Millisecond)
		go func() { w.Receive(); w.Send(wire.NewFinished()); w.CloseSend() }()
		require.NoError(t, s.Send(wire.NewFinish()))
		m, err := s.Receive()
		require.NoError(t, err)
		require.NotNil(t, m.GetFinished())
		_, err = s.Receive()
		require.ErrorIs(t, err, io.EOF)
		require.NoError(t, await(t, stopped))
	})
	t.Run("one that outlasts it is told so", func(t *testing.T) {
		n := start(t, orchestrator.Config{DrainTimeout: 50 * time.Millisecond})
		s, w := running(t, n, n.attach("gpu-1", hd), "s")
		stopped := make(chan error, 1)
		go func() { stopped <- n.stop(context.Background()) }()
		err := receiveFailure(t, s)
		require.ErrorIs(t, err, wire.ErrInternal)
		require.ErrorContains(t, err, "stopping")
		_, err = w.Receive()
		require.Error(t, err)
		require.NoError(t, await(t, stopped))
	})
}

func TestConfig(t *testing.T) {
	signer := newSigner(t)
	ca, err := identity.OpenWorkerCA(filepath.Join(t.TempDir(), "workers.pem"), signer.Address(), "https://example.org")
	require.NoError(t, err)
	good := orchestrator.Deps{Signer: signer, Workers: ca}
	for name, tt := range map[string]struct {
		cfg  orchestrator.Config
		deps orchestrator.Deps
	}{
		"no URI":         {orchestrator.Config{}, good},
		"plain HTTP":     {orchestrator.Config{ServiceURI: "http://example.org"}, good},
		"no signer":      {orchestrator.Config{ServiceURI: "https://example.org"}, orchestrator.Deps{Workers: ca}},
		"no authority":   {orchestrator.Config{ServiceURI: "https://example.org"}, orchestrator.Deps{Signer: signer}},
		"negative limit": {orchestrator.Config{ServiceURI: "https://example.org", MaxSessions: -1}, good},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := orchestrator.New(tt.cfg, tt.deps)
			require.Error(t, err)
		})
	}
	o, err := orchestrator.New(orchestrator.Config{ServiceURI: "https://example.org"}, good)
	require.NoError(t, err)
	require.NoError(t, o.Stop(t.Context()), "one that was never started stops")
}
