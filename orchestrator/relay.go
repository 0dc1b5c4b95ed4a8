package orchestrator

import (
	"context"
	"errors"
	"io"
	"sync/atomic"

	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/notary"
	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Why a relay ends early.
var (
	errLeft        = wire.Detailf(wire.ErrInternal, "broadcaster left")
	errGone        = wire.Detailf(wire.ErrInternal, "transcoder is gone")
	errOverTooSoon = wire.Detailf(wire.ErrInternal, "transcoder finished before it was asked to")
)

// relay passes a session's messages between broadcaster and transcoder, its payments to the till and its headers to the notary. It holds one message per direction: the next
// is not read before the last was written, so that flow control reaches from one end to the other.
type relay struct {
	broadcaster *wire.ResponseStream
	transcoder  *wire.RequestStream
	gone        *registry.Transcoder
	open        wire.Open
	path        *tracing.Session             // nil: not traced
	request     *millracev1.TranscodeRequest // the one that carried open
	till        *cashier.Till
	notary      *notary.Session // nil: nothing is signed

	finishing                   atomic.Bool // the broadcaster's Finish has come
	sourceParts, renditionParts atomic.Int64
}

// run returns when the session is over and neither stream is in use any more: nil after Finished, which the
// broadcaster then has, and otherwise the error that it is still to be told.
func (r *relay) run() error {
	up, down := make(chan error, 1), make(chan error, 1)
	go func() { up <- r.passRequests() }()
	go func() { down <- r.passResponses() }()

	var err error
	running := 2
	select {
	case err = <-down:
		running--
	case err = <-up:
		running--
		if err != nil {
			break
		}
		select { // the Finish is out: what remains are the responses
		case err = <-down:
			running--
		case <-r.gone.Gone():
			err = errGone
		case <-r.broadcaster.Context().Done():
			err = r.left()
		}
	case <-r.gone.Gone():
		err = errGone
	case <-r.broadcaster.Context().Done():
		err = r.left()
	}
	if err != nil {
		r.transcoder.Abort(err)
		r.broadcaster.StopReceive(err)
	}
	for ; running > 0; running-- {
		select {
		case <-up:
		case <-down:
		}
	}
	return err
}

// left says why the broadcaster's stream is done: it went, or we gave it up.
func (r *relay) left() error {
	if cause := context.Cause(r.broadcaster.Context()); errors.Is(cause, wire.ErrInternal) {
		return cause
	}
	return errLeft
}

func (r *relay) passRequests() error {
	var order wire.RequestOrder
	if err := order.Check(r.request); err != nil {
		return err
	}
	if err := r.transcoder.Send(r.request); err != nil {
		return err
	}
	for !order.Finished() {
		m, err := r.broadcaster.Receive()
		if errors.Is(err, io.EOF) {
			return errLeft
		}
		if err != nil {
			return err
		}
		if p := m.GetPayment(); p != nil {
			if err := r.till.Pay(p); err != nil {
				return err
			}
			continue
		}
		if h := m.GetHeader(); h != nil {
			if err := r.notary.Header(h); err != nil {
				return err
			}
			continue
		}
		if err := order.Check(m); err != nil {
			return err
		}
		if order.Finished() {
			r.finishing.Store(true)
		} else {
			r.sourceParts.Add(1)
			if err := r.till.Charge(wire.PartIDOf(m.GetPart()), int(m.GetPart().GetFrames())); err != nil {
				return err
			}
			r.notary.Sent(m.GetPart())
		}
		r.path.Request(m)
		if err := r.transcoder.Send(m); err != nil {
			return err
		}
	}
	return nil
}

func (r *relay) passResponses() error {
	order := wire.NewResponseOrder(r.open)
	for {
		m, err := r.transcoder.Receive()
		if errors.Is(err, io.EOF) {
			return errGone
		}
		if err != nil {
			return err
		}
		if err := order.Check(m); err != nil {
			return wire.Detailf(wire.ErrInternal, "transcoder: %w", err)
		}
		if f := m.GetFailure(); f != nil {
			return wire.FailureError(f)
		}
		if order.Over() && !r.finishing.Load() {
			return errOverTooSoon
		}
		if p := m.GetPart(); p != nil {
			r.renditionParts.Add(1)
			r.till.Deliver(int(p.GetRendition()), wire.PartIDOf(p), int(p.GetFrames()))
		}
		if err := r.pass(m); err != nil {
			return err
		}
		r.path.Response(m)
		if order.Over() {
			return nil
		}
	}
}

// pass sends a response to the broadcaster.
func (r *relay) pass(m *millracev1.TranscodeResponse) error {
	if r.notary == nil {
		return r.broadcaster.Send(m)
	}
	return r.notary.Pass(m)
}
