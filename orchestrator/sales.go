package orchestrator

import (
	"context"
	"errors"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/notary"
	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/orchestrator/scheduler"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// sales is the service that broadcasters call.
type sales struct{ *Orchestrator }

// Quote implements millracev1connect.OrchestratorServiceHandler.
func (s sales) Quote(ctx context.Context, req *connect.Request[millracev1.QuoteRequest]) (*connect.Response[millracev1.QuoteResponse], error) {
	peer, err := s.broadcaster(ctx)
	if err != nil {
		return nil, wire.StatusError(err)
	}
	q, err := s.terms.Offer(req.Msg, peer.Address, s.freeForOne, s.now())
	if err != nil {
		return nil, wire.StatusError(err)
	}
	return connect.NewResponse(&millracev1.QuoteResponse{Quote: q.Message()}), nil
}

// freeForOne is the pixel rate of the largest session of such work that would be admitted and find a transcoder now.
func (s sales) freeForOne(w media.Work) int64 {
	s.mu.Lock()
	draining := s.draining
	s.mu.Unlock()
	free := s.admission.Free()
	if draining || free.Sessions == 0 {
		return 0
	}
	return min(free.PixelRate, s.registry.LargestFree(w))
}

// Transcode implements millracev1connect.OrchestratorServiceHandler.
func (s sales) Transcode(ctx context.Context, bidi *connect.BidiStream[millracev1.TranscodeRequest, millracev1.TranscodeResponse]) error {
	peer, err := s.broadcaster(ctx)
	if err != nil {
		s.log.Warn("session refused", "broadcaster", peer.String(), "err", err)
		return wire.StatusError(err)
	}
	stream, err := wire.AcceptStream(ctx, bidi, s.cfg.Limits)
	if err != nil {
		return wire.StatusError(err)
	}
	defer stream.Close()
	if err := s.sell(stream, peer.Address); err != nil {
		// The peer that is the cause of err, or is gone, will not read this: then the send is over at once or in time.
		_ = stream.Send(wire.NewFailed(err))
	}
	return nil
}

// sell serves one session from its Open to its end.
func (s sales) sell(stream *wire.ResponseStream, broadcaster common.Address) error {
	if err := s.enter(); err != nil {
		return err
	}
	defer s.sessions.Done()
	stop := context.AfterFunc(s.life, func() { stream.StopReceive(context.Cause(s.life)) })
	defer stop()

	request, open, err := s.receiveOpen(stream)
	if err != nil {
		s.log.Info("session not opened", "broadcaster", broadcaster.Hex(), "err", err)
		return err
	}
	log := s.log.With("stream", open.Stream, "session", open.Session, "broadcaster", broadcaster.Hex())
	rate, err := quote.PixelRate(open.Source, open.Ladder)
	if err != nil {
		log.Info("session refused", "err", err)
		return err
	}
	grant, err := s.admission.Admit(rate)
	if err != nil {
		log.Info("session refused", "err", err)
		return wire.Detailf(wire.ErrBusy, "%w", err)
	}
	defer grant.Release()
	till, err := s.cashier.Open(stream.Context(), broadcaster, open)
	if err != nil {
		log.Info("session refused", "err", err)
		return err
	}
	defer till.Close()
	signed, err := s.signFor(stream, broadcaster, open, till)
	if err != nil {
		return err
	}
	defer signed.Close()
	defer s.collect(till, stream)()
	placement, err := s.place(stream.Context(), open.Ladder.Work(open.Source.FrameRate))
	if err != nil {
		log.Warn("session refused", "err", err)
		if errors.Is(err, scheduler.ErrNoTranscoder) {
			return wire.Detailf(wire.ErrBusy, "no transcoder took the session")
		}
		return err
	}
	log = log.With("worker", placement.Transcoder.Info().Worker)
	log.Info("session begins", "pixel_rate", rate, "renditions", len(open.Ladder), "price", till.Price())
	begin := time.Now()
	r := relay{
		broadcaster: stream, transcoder: placement.Stream, gone: placement.Transcoder, open: open, request: request, till: till, notary: signed, path: s.traces.Session(open),
	}
	err = r.run()
	r.path.End(err)
	placement.End(err)
	attrs := []any{"lasted", time.Since(begin).Round(time.Millisecond), "source_parts", r.sourceParts.Load(), "rendition_parts", r.renditionParts.Load()}
	if err != nil {
		log.Warn("session failed", append(attrs, "err", err)...)
		return err
	}
	log.Info("session ends", attrs...)
	return nil
}

// collect lets a till send what is about payment until stop is called, which waits for it.
func (s sales) collect(till *cashier.Till, stream *wire.ResponseStream) (stop func()) {
	ctx, cancel := context.WithCancel(stream.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := till.Run(ctx, stream.Send); err != nil {
			stream.StopReceive(err)
		}
	}()
	return func() { cancel(); <-done }
}

// signFor begins to sign for a session, if its broadcaster asks for that; else it returns nil.
func (s sales) signFor(stream *wire.ResponseStream, broadcaster common.Address, open wire.Open, till *cashier.Till) (*notary.Session, error) {
	if !open.Receipts {
		return nil, nil
	}
	return s.notary.Open(notary.Case{
		Broadcaster: broadcaster, Open: open, Price: till.Price(), Newest: till.Newest, Send: stream.Send, Fail: stream.StopReceive,
	})
}

// place finds a transcoder while the broadcaster is there and the orchestrator runs.
func (s sales) place(ctx context.Context, w media.Work) (*scheduler.Placement[*wire.RequestStream], error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stop := context.AfterFunc(s.life, func() { cancel(context.Cause(s.life)) })
	defer stop()
	ctx, cancelTimeout := context.WithTimeoutCause(ctx, placeTimeout, scheduler.ErrNoTranscoder)
	defer cancelTimeout()
	return s.scheduler.Place(ctx, w)
}

// receiveOpen waits for a session's first message, of which only so many may be awaited at once.
func (s sales) receiveOpen(stream *wire.ResponseStream) (*millracev1.TranscodeRequest, wire.Open, error) {
	select {
	case s.opening <- struct{}{}:
		defer func() { <-s.opening }()
	default:
		return nil, wire.Open{}, wire.Detailf(wire.ErrBusy, "too many sessions are being opened")
	}
	request, err := stream.Receive()
	if err != nil {
		return nil, wire.Open{}, err
	}
	if request.GetOpen() == nil {
		return nil, wire.Open{}, wire.Detailf(wire.ErrInvalid, "first message is not an open")
	}
	open, err := wire.ParseOpen(request.GetOpen())
	return request, open, err
}
