package agent

import (
	"context"
	"sync/atomic"

	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// keepSpare holds one idle child ready for the next session, until ctx is done.
func (a *Agent) keepSpare(ctx context.Context) {
	backoff := newBackoff(a.cfg.MaxBackoff)
	for ctx.Err() == nil {
		child, err := a.worker.Start(ctx)
		if err != nil {
			wait := backoff.next()
			a.log.Warn("no spare media child", "retry_in", wait, "err", err)
			_ = sleep(ctx, wait)
			continue
		}
		backoff.reset()
		select {
		case a.spares <- child:
		case <-ctx.Done():
			_ = child.Close()
		}
	}
}

// startChild takes a spare child, or starts one, and gives it the session's first message. A spare that died while
// it waited is replaced.
func (a *Agent) startChild(ctx context.Context, open *millracev1.TranscodeRequest) (Child, error) {
	select {
	case child := <-a.spares:
		if err := a.sendChild(child, open, new(atomic.Bool)); err == nil {
			return child, nil
		}
		_ = child.Close()
	default:
	}
	child, err := a.worker.Start(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.sendChild(child, open, new(atomic.Bool)); err != nil {
		_ = child.Close()
		return nil, err
	}
	return child, nil
}
