package agent

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

const (
	// goodbye is how long the orchestrator may take to end a Work stream after our last message.
	goodbye = 5 * time.Second
	// lastWords is how long we listen for what a child said before it died.
	lastWords = time.Second
)

// Why a session ends early here.
var (
	errChildDied = wire.Detailf(wire.ErrInternal, "media child died")
	errChildSlow = wire.Detailf(wire.ErrInternal, "media child does not read")
	errEnded     = wire.Detailf(wire.ErrInternal, "orchestrator ended the session")
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

// serve runs the session on a child and tells the orchestrator how it ended, in the child's words where there are any.
func (a *Agent) serve(ctx context.Context, stream *wire.ResponseStream, open *millracev1.TranscodeRequest, log *slog.Logger) error {
	var order wire.RequestOrder
	err := order.Check(open)
	if err == nil {
		var child Child
		if child, err = a.startChild(ctx, open); err == nil {
			log.Info("session begins")
			return a.converse(stream, child, &order)
		}
		err = fmt.Errorf("%w: start it: %w", errChildDied, err)
	}
	none := make(chan error)
	close(none)
	finish(stream, outcome{err: err}, none)
	return err
}

// outcome is how a session ended: err is nil after Finished. It is told when the orchestrator has it from the child.
type outcome struct {
	told bool
	err  error
}

// converse passes messages both ways until the session is over. The child is gone when it returns.
func (a *Agent) converse(stream *wire.ResponseStream, child Child, order *wire.RequestOrder) error {
	requests, responses := make(chan error, 1), make(chan outcome, 1)
	var slow atomic.Bool // the child was ended because it did not read
	go func() { requests <- a.passRequests(stream, child, order, &slow); close(requests) }()
	go func() { responses <- passResponses(child, stream) }()

	var end outcome
	select {
	case end = <-responses:
		_ = child.Close()
		if slow.Load() && !end.told {
			end.err = errChildSlow // and not that it died
		}
	case err := <-requests:
		patience := time.Duration(0)
		if errors.Is(err, errChildDied) {
			patience = lastWords
		}
		timer := time.AfterFunc(patience, func() { _ = child.Close() })
		end = <-responses
		timer.Stop()
		_ = child.Close()
		if !end.told {
			end.err = err
		}
	}
	finish(stream, end, requests)
	return end.err
}

// finish tells the orchestrator what it does not know yet, and waits for it to end the stream: to cancel it could
// overtake our last message. What still comes is dropped, once passRequests has ended.
func finish(stream *wire.ResponseStream, end outcome, requests <-chan error) {
	timer := time.AfterFunc(goodbye, func() { stream.Abort(wire.ErrClosed) })
	defer timer.Stop()
	if !end.told {
		_ = stream.Send(wire.NewFailed(end.err)) // where the stream is the fault, this fails at once
	}
	_ = stream.CloseSend()
	for range requests { // until it is closed
	}
	for {
		if _, err := stream.Receive(); err != nil {
			return
		}
	}
}

// passRequests runs until the orchestrator ends the stream, or the child takes no more.
func (a *Agent) passRequests(stream *wire.ResponseStream, child Child, order *wire.RequestOrder, slow *atomic.Bool) error {
	for {
		m, err := stream.Receive()
		switch {
		case errors.Is(err, io.EOF):
			return errEnded
		case err != nil:
			return err
		}
		if err := order.Check(m); err != nil {
			return err
		}
		if err := a.sendChild(child, m, slow); err != nil {
			return err
		}
	}
}

// sendChild is child.Send with the limit that a stream's Send has. A child that does not read in time is ended, and
// slow set before that.
func (a *Agent) sendChild(child Child, m *millracev1.TranscodeRequest, slow *atomic.Bool) error {
	timer := time.AfterFunc(a.cfg.Limits.Send, func() {
		slow.Store(true)
		_ = child.Close()
	})
	defer timer.Stop()
	err := child.Send(m)
	switch {
	case slow.Load():
		return errChildSlow
	case err != nil:
		return fmt.Errorf("%w: %w", errChildDied, err)
	}
	return nil
}

// passResponses runs until the child's last message has been passed on, or there are no more.
func passResponses(child Child, stream *wire.ResponseStream) outcome {
	for {
		m, err := child.Receive()
		if err != nil {
			return outcome{err: fmt.Errorf("%w: %w", errChildDied, err)}
		}
		if err := stream.Send(m); err != nil {
			return outcome{err: err}
		}
		switch m := m.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Finished:
			return outcome{told: true}
		case *millracev1.TranscodeResponse_Failure:
			return outcome{told: true, err: wire.FailureError(m.Failure)}
		}
	}
}
