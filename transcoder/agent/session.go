package agent

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// goodbye is how long the orchestrator may take to end a Work stream after our last message.
const goodbye = 5 * time.Second

// Why a session ends early here.
var (
	errChildDied = wire.Detailf(wire.ErrInternal, "media child died")
	errChildSlow = wire.Detailf(wire.ErrInternal, "media child does not read")
)

// work carries one session that was offered, from Accept to its end. An error means that the offer was not taken;
// what goes wrong later is told on the Work stream.
func (a *Agent) work(ctx context.Context, offer string) error {
	client, conns := a.client()
	defer conns.CloseIdleConnections()
	stream := wire.OpenWork(ctx, client, a.cfg.Limits)
	defer stream.Close()
	if err := stream.Send(wire.NewAccept(offer)); err != nil && !errors.Is(err, wire.ErrClosed) {
		return err
	}
	request, err := stream.Receive()
	if err != nil {
		if ctx.Err() == nil {
			a.log.Warn("offer lost", "err", err)
		}
		return nil // withdrawn, or the orchestrator saw the stream break
	}
	log := a.log.With("session", request.GetOpen().GetSession(), "stream", request.GetOpen().GetStream())
	begin := time.Now()
	err = a.serve(ctx, stream, request, log)
	if err != nil {
		log.Warn("session failed", "lasted", time.Since(begin).Round(time.Millisecond), "err", err)
	} else {
		log.Info("session ends", "lasted", time.Since(begin).Round(time.Millisecond))
	}
	return nil
}

// serve runs the session on a child. It has told the orchestrator of the error that it returns.
func (a *Agent) serve(ctx context.Context, stream *wire.ResponseStream, request *millracev1.TranscodeRequest, log *slog.Logger) error {
	var order wire.RequestOrder
	if err := order.Check(request); err != nil {
		a.end(stream, err)
		return err
	}
	child, err := a.startChild(ctx, request)
	if err != nil {
		log.Error("media child did not start", "err", err)
		a.end(stream, errChildDied)
		return err
	}
	log.Info("session begins")

	// The child ends before the stream does: whoever waits for the stream can count on the child being gone.
	up, down := make(chan error, 1), make(chan error, 1)
	go func() { up <- a.passRequests(stream, child, &order) }()
	go func() { down <- a.passResponses(child, stream) }()
	var (
		over    error
		running = 2
	)
	for running == 2 {
		select {
		case over = <-up:
			running--
			if over == nil { // the Finish has been passed on
				select {
				case over = <-down:
					running--
				case <-stream.Context().Done():
					over = context.Cause(stream.Context())
				}
			}
		case over = <-down:
			running--
		case <-stream.Context().Done():
			over = context.Cause(stream.Context())
		}
		break
	}
	closeErr := child.Close()
	var failure *failed
	switch {
	case over == nil: // Finished has been sent
		a.end(stream, nil)
	case errors.As(over, &failure): // its Failure has been sent
		a.end(stream, nil)
	default:
		a.end(stream, over)
	}
	stream.Abort(wire.ErrClosed)
	for ; running > 0; running-- {
		select {
		case <-up:
		case <-down:
		}
	}
	if over != nil && closeErr != nil {
		log.Debug("media child ended", "err", closeErr)
	}
	return over
}
