package pipeline

import (
	"context"
	"fmt"
	"time"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// What may wait. When both are full the stage before waits, up to the decoder and so to whoever feeds the session.
const (
	queueLen = 4  // pictures between two stages
	aheadLen = 16 // pictures that a rung has scaled and not encoded: about a part, which comes at once
)

// item is what flows down the cascade: a picture at its place, or the mark that a part has all its pictures.
type item struct {
	frame *astiav.Frame // owned by the receiver
	pts   media.Ticks
	place place
	keep  rungs            // that encode the picture
	said  map[int]captions // by the rung's index: what is said beside the picture instead of its own captions
	mark  *mark
}

func (it *item) says(rung int, c captions) {
	if it.said == nil {
		it.said = map[int]captions{}
	}
	it.said[rung] = c
}

// rungs is a set of them: a bit for each index in the ladder.
type rungs uint16

func (it item) free() {
	if it.frame != nil {
		it.frame.Free()
	}
}

// rung is one rendition at work: a goroutine that scales what its parent passes on, passes that on to the rungs
// below, and encodes it. Scaling goes first: encoding takes ten times as long, and the rungs below need not wait for it.
// In a small session there is no such goroutine, and what is passed on is encoded before anything else happens.
type rung struct {
	index    int // in the ladder
	encoding encoding
	first    media.PartID
	parent   *rung // nil: the decoder
	children []*rung
	own      rungs           // itself alone
	wants    rungs           // with all that are scaled from it
	thin     media.Decimator // of the session's goroutine, as are captions
	captions captionQueue
	in       chan item
	session  *Session

	waiting  []item // scaled, passed on and not encoded yet; oldest first
	scaler   *filter
	download *filter // from the GPU, for an encoder that is not there
	encoder  *encoder
	told     bool // of the init segment
	parts    assembler
}

// run works until its input is closed and everything that came in was encoded, or ctx is done.
func (r *rung) run(ctx context.Context) error {
	defer func() {
		for _, c := range r.children {
			close(c.in)
		}
	}()
	for in := r.in; in != nil || len(r.waiting) > 0; {
		it, got, err := r.next(ctx, in)
		switch {
		case err != nil:
			return nil // the session ends
		case got == nothing:
			err = r.encodeOldest()
		case got == theEnd:
			in = nil
		default:
			err = r.take(ctx, it)
		}
		if err != nil {
			return fmt.Errorf("rendition %s: %w", r.encoding.Name, err)
		}
	}
	return r.drain()
}

// handle does with it, on the caller's goroutine, what run does with what waits for it.
func (r *rung) handle(ctx context.Context, it item) {
	if ctx.Err() != nil {
		it.free()
		return
	}
	err := r.take(ctx, it)
	for err == nil && len(r.waiting) > 0 {
		err = r.encodeOldest()
	}
	if err != nil {
		r.session.cancel(fmt.Errorf("rendition %s: %w", r.encoding.Name, err))
	}
}

// finish is the end of what handle did, as drain is of run.
func (r *rung) finish(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	if err := r.drain(); err != nil {
		r.session.cancel(err)
	}
}

// received says what next found.
type received int

const (
	nothing received = iota // nothing that should be taken before something is encoded
	anItem                  // an item
	theEnd                  // the input is closed
)

// next takes the next item from in, which is nil once it was closed. It waits for one only where nothing can be encoded
// meanwhile. An error means that ctx is done.
func (r *rung) next(ctx context.Context, in <-chan item) (it item, got received, err error) {
	open := false
	switch len(r.waiting) {
	case 0:
		select {
		case it, open = <-in:
		case <-ctx.Done():
			return item{}, nothing, context.Cause(ctx)
		}
	case aheadLen:
		return item{}, nothing, ctx.Err()
	default:
		select {
		case it, open = <-in:
		case <-ctx.Done():
			return item{}, nothing, context.Cause(ctx)
		default:
			return item{}, nothing, nil
		}
	}
	if !open {
		return item{}, theEnd, nil
	}
	return it, anItem, nil
}

// take scales a picture and passes it on; it waits to be encoded then. A mark waits for the pictures before it.
func (r *rung) take(ctx context.Context, it item) (err error) {
	if it.frame != nil {
		if it.frame, err = r.scale(it.frame); err != nil {
			return err
		}
	}
	if err := spread(ctx, r.children, it); err != nil {
		it.free()
		return err
	}
	if it.frame != nil {
		if it.keep&r.own == 0 {
			it.free() // it was for the rungs below
			return nil
		}
		if it.frame, err = r.fetch(it.frame); err != nil {
			return err
		}
	}
	r.waiting = append(r.waiting, it)
	return nil
}

// encodeOldest does what the oldest waiting item is for, and frees it.
func (r *rung) encodeOldest() error {
	it := r.waiting[0]
	r.waiting = r.waiting[1:]
	if it.mark != nil {
		if it.mark.part.Less(r.first) {
			return nil
		}
		return r.emit(r.parts.close(*it.mark))
	}
	defer it.frame.Free()
	return r.encode(it)
}

// scale consumes f and returns a picture of the rung's size.
func (r *rung) scale(f *astiav.Frame) (*astiav.Frame, error) {
	if r.scaler == nil {
		dev, s := r.session.dev, r.session
		if r.encoding.Fit == media.FitCover {
			r.encoding.whole = covering(s.sar, s.width, s.height, r.encoding.Rendition)
		}
		text := dev.scaleFilter(f.PixelFormat(), r.encoding)
		switch {
		case r.session.toneMaps(r) && r.parent == nil: // what hangs below has it done
			text = dev.toneMapFilter(f.PixelFormat(), r.encoding)
		case f.Width() == r.encoding.Width && f.Height() == r.encoding.Height && r.encoding.whole == [2]int{} && dev.passes(f, r.encoding):
			return f, nil
		}
		var err error
		if r.scaler, err = newFilter(dev, f, text); err != nil {
			f.Free()
			return nil, err
		}
	}
	defer f.Free()
	return r.scaler.apply(f)
}

// fetch consumes f and returns it where the encoder can take it. On a GPU it waits until f has been scaled.
func (r *rung) fetch(f *astiav.Frame) (*astiav.Frame, error) {
	dev := r.session.dev
	text := dev.downloadFilter(r.encoding)
	if text == "" {
		return f, nil
	}
	defer f.Free()
	if r.download == nil {
		var err error
		if r.download, err = newFilter(dev, f, text); err != nil {
			return nil, err
		}
	}
	return r.download.apply(f)
}

// spread sends it to each of rungs that has a use for it: a reference of its own to the picture, which stays the
// caller's, or the mark.
func spread(ctx context.Context, rungs []*rung, it item) error {
	for _, c := range rungs {
		next := it
		if it.frame != nil {
			if it.keep&c.wants == 0 {
				continue
			}
			if next.frame = it.frame.Clone(); next.frame == nil {
				return errNoMemory
			}
		}
		if c.session.small {
			c.handle(ctx, next)
			continue
		}
		select {
		case c.in <- next:
		case <-ctx.Done():
			next.free()
			return nil
		}
	}
	return nil
}

func (r *rung) encode(it item) error {
	if r.encoder == nil {
		s := r.session
		sar := sampleAspect(s.sar, s.width, s.height, r.encoding.Width, r.encoding.Height)
		if r.encoding.Fit == media.FitCover {
			sar = astiav.NewRational(1, 1)
		}
		e := r.encoding
		e.rate = e.Rate(s.rate)
		var err error
		if r.encoder, err = newEncoder(s.dev, e, it.frame, s.coloursOf(r), sar); err != nil {
			return err
		}
		r.parts.resume = true
	}
	if c := it.said[r.index]; c != nil {
		if err := setCaptions(it.frame, c); err != nil {
			return err
		}
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

// tellInit tells of the init segment, once the encoder has said what is in it.
func (r *rung) tellInit() error {
	if r.told || r.encoder == nil || r.encoder.format.Codec == "" {
		return nil
	}
	init, err := fmp4.VideoInit(r.encoder.format)
	if err != nil {
		return fmt.Errorf("make the init segment: %w", err)
	}
	r.session.init(r.index, init)
	r.told = true
	return nil
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

// emit hands out what is finished. The init segment goes first.
func (r *rung) emit(parts []finishedPart, err error) error {
	if err == nil {
		err = r.tellInit()
	}
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
	for _, it := range r.waiting {
		it.free()
	}
	for {
		select {
		case it, ok := <-r.in:
			if ok {
				it.free()
				continue
			}
		default:
		}
		break
	}
	r.encoder.close()
	r.download.close()
	r.scaler.close()
}
