package agent

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/millrace/millrace/pkg/tracing"
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

	errChildSilent = wire.Detailf(wire.ErrInternal, "media child owes parts and is silent")
	// errDraining is nobody's fault: another transcoder can go on with the next segment.
	errDraining = wire.Detailf(wire.ErrBusy, "transcoder is draining")
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
	if errors.Is(err, errDraining) {
		log.Info("session handed over", "lasted", time.Since(begin).Round(time.Millisecond))
	} else if err != nil {
		log.Warn("session failed", "lasted", time.Since(begin).Round(time.Millisecond), "err", err)
	} else {
		log.Info("session ends", "lasted", time.Since(begin).Round(time.Millisecond))
	}
	return nil
}

// serve runs the session on a child and tells the orchestrator how it ended, in the child's words where there are any.
func (a *Agent) serve(ctx context.Context, stream *wire.ResponseStream, request *millracev1.TranscodeRequest, log *slog.Logger) error {
	c := &conversation{agent: a, stream: stream, order: &wire.RequestOrder{}, responses: make(chan outcome, 1)}
	err := c.order.Check(request)
	var open wire.Open
	if err == nil {
		open, err = wire.ParseOpen(request.GetOpen())
	}
	if err == nil {
		if c.child, err = a.startChild(ctx, request); err == nil {
			c.ledger = newLedger(open, a.cfg.Patience, func() {
				c.silent.Store(true)
				_ = c.child.Close()
			})
			log.Info("session begins")
			c.path = a.traces.Session(open)
			err := c.run()
			c.path.End(err)
			return err
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

// conversation is a session between the orchestrator and a child.
type conversation struct {
	agent  *Agent
	stream *wire.ResponseStream
	child  Child
	order  *wire.RequestOrder // the Open has passed it
	ledger *ledger
	path   *tracing.Session // nil: not traced

	responses    chan outcome // the one of passResponses
	slow, silent atomic.Bool  // the child was ended because it did not read, or say what it owed
	handing      atomic.Bool  // the child was asked for the end, so that another transcoder can go on
}

// run passes messages both ways until the session is over. The child is gone when it returns.
func (c *conversation) run() error {
	defer c.ledger.close()
	requests := make(chan error, 1)
	go func() { requests <- c.passRequests(); close(requests) }()
	go func() { c.responses <- c.passResponses() }()

	var end outcome
	select {
	case end = <-c.responses:
	case err := <-requests:
		switch {
		case errors.Is(err, errDraining):
			end = <-c.responses // in the time that the ledger gives
		case errors.Is(err, errChildDied):
			end = c.lastResponses(lastWords, err)
		default:
			end = c.lastResponses(0, err)
		}
	}
	_ = c.child.Close()
	switch {
	case end.told:
	case c.slow.Load():
		end.err = errChildSlow // and not that it died
	case c.silent.Load():
		end.err = errChildSilent
	}
	finish(c.stream, end, requests)
	return end.err
}

// lastResponses listens to the child for patience, and ends it. Unless it has said how the session ended, err is how.
func (c *conversation) lastResponses(patience time.Duration, err error) outcome {
	timer := time.AfterFunc(patience, func() { _ = c.child.Close() })
	defer timer.Stop()
	end := <-c.responses
	if !end.told {
		end.err = err
	}
	return end
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

// passRequests runs until the orchestrator ends the stream, the child takes no more, or another transcoder is to take over.
func (c *conversation) passRequests() error {
	passed := false // a part
	for {
		m, err := c.stream.Receive()
		switch {
		case errors.Is(err, io.EOF):
			return errEnded
		case err != nil:
			return err
		}
		if err := c.order.Check(m); err != nil {
			return err
		}
		if passed && c.agent.isDraining() && begins(m) {
			c.handing.Store(true)
			if err := c.send(wire.NewFinish()); err != nil {
				return err
			}
			return errDraining
		}
		if err := c.send(m); err != nil {
			return err
		}
		passed = passed || m.GetPart() != nil
	}
}

func (c *conversation) send(m *millracev1.TranscodeRequest) error {
	c.ledger.request(m)
	c.path.Request(m)
	return c.agent.sendChild(c.child, m, &c.slow)
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
func (c *conversation) passResponses() outcome {
	for {
		m, err := c.child.Receive()
		if err != nil {
			return outcome{err: fmt.Errorf("%w: %w", errChildDied, err)}
		}
		if err := c.ledger.response(m); err != nil {
			return outcome{err: err}
		}
		if m.GetFinished() != nil && c.handing.Load() {
			return outcome{err: errDraining}
		}
		if err := c.stream.Send(m); err != nil {
			return outcome{err: err}
		}
		c.path.Response(m)
		switch m := m.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Finished:
			return outcome{told: true}
		case *millracev1.TranscodeResponse_Failure:
			return outcome{told: true, err: wire.FailureError(m.Failure)}
		}
	}
}
