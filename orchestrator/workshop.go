package orchestrator

import (
	"context"
	"errors"
	"io"
	"time"

	"connectrpc.com/connect"

	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// workshop is the service that transcoders call.
type workshop struct{ *Orchestrator }

// Bounds of a Register.
const (
	maxNameBytes   = 64
	maxPixelRate   = 1 << 40 // a thousand times what a GPU encodes
	maxSessionsOne = 1024
)

type attachStream = wire.Stream[millracev1.AttachRequest, millracev1.AttachResponse]

// Attach implements millracev1connect.TranscoderServiceHandler.
func (w workshop) Attach(ctx context.Context, bidi *connect.BidiStream[millracev1.AttachRequest, millracev1.AttachResponse]) error {
	worker, err := w.worker(ctx)
	if err != nil {
		w.log.Warn("transcoder refused", "err", err)
		return wire.StatusError(err)
	}
	stream, err := wire.AcceptStream(ctx, bidi, wire.Limits{
		First: w.cfg.Limits.First,
		Idle:  wire.HeartbeatsMissed * w.cfg.Heartbeat,
		Send:  w.cfg.Limits.Send,
	})
	if err != nil {
		return wire.StatusError(err)
	}
	defer stream.Close()
	first, err := stream.Receive()
	if err != nil {
		return wire.StatusError(err)
	}
	info, err := parseRegister(worker, first.GetRegister())
	if err != nil {
		w.log.Warn("transcoder refused", "worker", worker, "err", err)
		return wire.StatusError(err)
	}
	t := w.registry.Attach(info, time.Now())
	w.log.Info("transcoder attached", "worker", worker, "encoder", info.Encoder, "pixel_rate", info.PixelRate, "max_sessions", info.MaxSessions,
		"hevc_cost", info.Costs.HEVC, "hevc10_cost", info.Costs.HEVC10, "av1_cost", info.Costs.AV1, "av1x10_cost", info.Costs.AV1x10)

	sent := make(chan error, 1)
	go func() { sent <- w.sendOffers(t, stream) }()
	err = w.receiveReports(t, stream)
	t.Detach()
	<-sent // Gone ends it, or its send's limit does
	if reason := t.Reason(); !errors.Is(reason, registry.ErrDetached) {
		err = wire.Detailf(wire.ErrInternal, "%w", reason)
	}
	if errors.Is(err, io.EOF) { // it left
		w.log.Info("transcoder detached", "worker", worker)
		return nil
	}
	w.log.Warn("transcoder detached", "worker", worker, "err", err)
	return wire.StatusError(err)
}

func parseRegister(worker string, m *millracev1.Register) (registry.Info, error) {
	switch {
	case m == nil:
		return registry.Info{}, wire.Detailf(wire.ErrInvalid, "first message is not a register")
	case len(m.GetName()) > maxNameBytes || len(m.GetVersion()) > maxNameBytes || len(m.GetEncoder()) > maxNameBytes:
		return registry.Info{}, wire.Detailf(wire.ErrInvalid, "a name of more than %d bytes", maxNameBytes)
	case m.GetPixelRate() <= 0 || m.GetPixelRate() > maxPixelRate:
		return registry.Info{}, wire.Detailf(wire.ErrInvalid, "%d pixels/s", m.GetPixelRate())
	case m.GetMaxSessions() == 0 || m.GetMaxSessions() > maxSessionsOne:
		return registry.Info{}, wire.Detailf(wire.ErrInvalid, "%d sessions: from 1 to %d", m.GetMaxSessions(), maxSessionsOne)
	}
	return registry.Info{
		Worker:    worker,
		Name:      m.GetName(),
		Version:   m.GetVersion(),
		Encoder:   m.GetEncoder(),
		PixelRate: m.GetPixelRate(),
		Costs: media.EncodeCosts{
			HEVC: float64(m.GetHevcCost()) / 1000, HEVC10: float64(m.GetHevc10Cost()) / 1000,
			AV1: float64(m.GetAv1Cost()) / 1000, AV1x10: float64(m.GetAv1X10Cost()) / 1000,
		},
		MaxSessions: int(m.GetMaxSessions()),
	}, nil
}

// sendOffers runs until the transcoder is gone, and then ends the receiving side too.
func (w workshop) sendOffers(t *registry.Transcoder, stream *attachStream) error {
	m := &millracev1.AttachResponse{Message: &millracev1.AttachResponse_Registered{
		Registered: &millracev1.Registered{Id: t.Info().Worker},
	}}
	for {
		if err := stream.Send(m); err != nil {
			stream.StopReceive(err)
			return err
		}
		select {
		case id := <-t.Offers():
			m = &millracev1.AttachResponse{Message: &millracev1.AttachResponse_Offer{Offer: &millracev1.Offer{Session: id}}}
		case <-t.Gone():
			stream.StopReceive(t.Reason())
			return nil
		}
	}
}

// receiveReports runs until the transcoder says no more.
func (w workshop) receiveReports(t *registry.Transcoder, stream *attachStream) error {
	for {
		m, err := stream.Receive()
		if err != nil {
			return err
		}
		switch m := m.GetMessage().(type) {
		case *millracev1.AttachRequest_Load:
			t.Heartbeat(int(m.Load.GetSessions()), m.Load.GetRestingRate(), time.Now())
		case *millracev1.AttachRequest_Refuse:
			w.scheduler.Refuse(t, m.Refuse.GetSession(), wire.FailureError(m.Refuse.GetFailure()))
		default:
			return wire.Detailf(wire.ErrInvalid, "unknown report")
		}
	}
}

// Work implements millracev1connect.TranscoderServiceHandler.
func (w workshop) Work(ctx context.Context, bidi *connect.BidiStream[millracev1.TranscodeResponse, millracev1.TranscodeRequest]) error {
	worker, err := w.worker(ctx)
	if err != nil {
		w.log.Warn("work stream refused", "err", err)
		return wire.StatusError(err)
	}
	stream, err := wire.AcceptStream(ctx, bidi, w.cfg.Limits)
	if err != nil {
		return wire.StatusError(err)
	}
	defer stream.Close()
	first, err := stream.Receive()
	if err != nil {
		return wire.StatusError(err)
	}
	placement, err := w.scheduler.Accept(worker, first.GetAccept().GetSession(), stream)
	if err != nil {
		w.log.Warn("work stream refused", "worker", worker, "err", err)
		return wire.StatusError(wire.Detailf(wire.ErrInvalid, "%w", err))
	}
	if err := <-placement.Ended(); err != nil {
		return wire.StatusError(err)
	}
	return nil
}
