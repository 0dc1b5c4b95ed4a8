package record

import (
	"context"
	"errors"
	"time"
)

// patience is how many times Config.Hold nobody may have a tape before it counts as left for good: longer than its own node takes to end it.
const patience = 8

// LookAfter has the recorder end the tapes of nodes that do not come back, until it closes: of a recording what there is remains, and what viewers
// went back to is deleted. held says whether a node has a tape, or may have; Config.Hold is how often it is asked, and zero that nobody looks after
// anything. Several recorders may look after one store. A node that was thought gone and was not makes up for it when it ends its recording itself.
func (r *Recorder) LookAfter(held func(ctx context.Context, i Info) bool) {
	if r.cfg.Hold == 0 {
		return
	}
	r.running.Go(func() {
		o := orphans{r: r, held: held, since: map[string]time.Time{}}
		for r.await(r.cfg.Hold) {
			if err := o.sweep(r.background); err != nil && r.background.Err() == nil {
				r.log.Error("look for recordings that were left", "err", err)
			}
		}
	})
}

// orphans are tapes that nobody has.
type orphans struct {
	r     *Recorder
	held  func(ctx context.Context, i Info) bool
	since map[string]time.Time // when they were seen first
}

// sweep says of what was left long ago that this recorder ends it, and ends that of which it said so before, unless another one has said so since.
func (o *orphans) sweep(ctx context.Context) error {
	ids, err := o.r.ids(ctx)
	if err != nil {
		return err
	}
	left := map[string]time.Time{}
	for _, id := range ids {
		info, err := o.r.get(ctx, id)
		if errors.Is(err, ErrUnknown) {
			continue
		}
		if err != nil {
			return err
		}
		if info.State == Ready || o.r.session(id) != nil || o.held(ctx, info) {
			continue
		}
		now := o.r.now()
		since, known := o.since[id]
		switch {
		case !known:
			left[id] = now
		case now.Sub(since) < patience*o.r.cfg.Hold:
			left[id] = since
		case info.Ender != o.r.cfg.Node:
			left[id], info.Ender = since, o.r.cfg.Node
			err = o.r.write(ctx, infoKey(id), info)
		case info.Passing:
			err = o.r.remove(ctx, id)
		default:
			err = o.r.endCutOff(ctx, info)
		}
		if err != nil {
			return err
		}
	}
	o.since = left
	return nil
}
