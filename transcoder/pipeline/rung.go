package pipeline

import (
	"context"
	"fmt"
	"time"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// queueLen is how many pictures may wait between two stages. When a queue is full the stage before it waits, up to
// the decoder and so to whoever feeds the session.
const queueLen = 6

// extraFrames is how many pictures of one pool may be alive at once: those that wait and those being worked on.
const extraFrames = queueLen + 4

// item is what flows down the cascade: a picture at its place, or the mark that a part has all its pictures.
type item struct {
	frame *astiav.Frame // owned by the receiver
	pts   media.Ticks
	place place
	mark  *mark
}

// rung is one rendition at work: a goroutine that scales what its parent passes on, passes that on to the rungs
// below, and encodes it.
type rung struct {
	index    int // in the ladder
	encoding encoding
	first    media.PartID
	parent   *rung // nil: the decoder
	children []*rung
	needed   media.PartID // no rung of this subtree encodes a part before this one
	in       chan item
	session  *Session

	scaler  *scaler
	encoder *encoder
	parts   assembler
}

// run works until its input is closed and everything that came in was encoded, or ctx is done.
func (r *rung) run(ctx context.Context) error {
	defer func() {
		for _, c := range r.children {
			close(c.in)
		}
	}()
	for {
		select {
		case it, ok := <-r.in:
			if !ok {
				return r.drain()
			}
			if err := r.take(ctx, it); err != nil {
				return fmt.Errorf("rendition %s: %w", r.encoding.Name, err)
			}
		case <-ctx.Done():
			return nil
		}
	}
}

func (r *rung) take(ctx context.Context, it item) error {
	if it.mark != nil {
		if err := r.pass(ctx, it); err != nil {
			return err
		}
		if it.mark.part.Less(r.first) {
			return nil
		}
		return r.emit(r.parts.close(*it.mark))
	}
	scaled, err := r.scale(it.frame)
	if err != nil {
		return err
	}
	defer scaled.Free()
	it.frame = scaled
	if err := r.pass(ctx, it); err != nil {
		return err
	}
	if it.place.part.Less(r.first) {
		return nil
	}
	return r.encode(it)
}

// scale consumes f and returns a picture of the rung's size.
func (r *rung) scale(f *astiav.Frame) (*astiav.Frame, error) {
	if r.scaler == nil {
		if f.Width() == r.encoding.Width && f.Height() == r.encoding.Height && r.session.dev.passes(f) {
			return f, nil
		}
		var err error
		if r.scaler, err = newScaler(r.session.dev, f, r.encoding.Width, r.encoding.Height); err != nil {
			f.Free()
			return nil, err
		}
	}
	defer f.Free()
	return r.scaler.scale(f)
}

// pass gives the rungs below their own reference to the picture, or the mark.
func (r *rung) pass(ctx context.Context, it item) error {
	return spread(ctx, r.children, it)
}

// spread sends it to each of rungs that has a use for it. The picture stays the caller's.
func spread(ctx context.Context, rungs []*rung, it item) error {
	for _, c := range rungs {
		next := it
		if it.frame != nil {
			if it.place.part.Less(c.needed) {
				continue
			}
			if next.frame = it.frame.Clone(); next.frame == nil {
				return errNoMemory
			}
		}
		select {
		case c.in <- next:
		case <-ctx.Done():
			if next.frame != nil {
				next.frame.Free()
			}
			return nil
		}
	}
	return nil
}

func (r *rung) encode(it item) error {
	if r.encoder == nil {
		s := r.session
		sar := sampleAspect(s.sar, s.width, s.height, r.encoding.Width, r.encoding.Height)
		e := r.encoding
		e.rate = s.rate
		var err error
		if r.encoder, err = newEncoder(s.dev, e, it.frame, s.colours, sar); err != nil {
			return err
		}
		init, err := fmp4.VideoInit(r.encoder.format)
		if err != nil {
			return fmt.Errorf("make the init segment: %w", err)
		}
		s.init(r.index, init)
		r.parts.resume = true
	}
	idr := r.parts.add(it.place, it.pts)
	began := time.Now()
	err := r.encoder.encode(it.frame, idr, r.parts.encoded)
	r.parts.spent(time.Since(began))
	if err != nil {
		return err
	}
	return r.emit(r.parts.ready())
}

// drain ends the encoder; one that held pictures back gives them out now.
func (r *rung) drain() error {
	if r.encoder == nil {
		return nil
	}
	if err := r.encoder.encode(nil, false, r.parts.encoded); err != nil {
		return fmt.Errorf("rendition %s: %w", r.encoding.Name, err)
	}
	if err := r.emit(r.parts.ready()); err != nil {
		return err
	}
	if n := len(r.parts.open); n > 0 {
		return fmt.Errorf("rendition %s: the encoder kept pictures of part %s", r.encoding.Name, r.parts.open[0].id)
	}
	return nil
}

func (r *rung) emit(parts []finishedPart, err error) error {
	if err != nil {
		return err
	}
	for _, p := range parts {
		r.session.part(r.index, p.Part, p.encode)
	}
	return nil
}

// release frees what the rung holds, after run has returned and nothing sends to it any more.
func (r *rung) release() {
	for {
		select {
		case it, ok := <-r.in:
			if ok {
				if it.frame != nil {
					it.frame.Free()
				}
				continue
			}
		default:
		}
		break
	}
	r.encoder.close()
	r.scaler.close()
}
