package broadcaster

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// collectors gathers renditions on their way from dispatch to the origin, for publishers who ask for those of their
// segments. It is the Output of the stream's dispatcher, which holds locks of its own and the stream's while it calls:
// mu is the innermost.
type collectors struct {
	origin *origin.Stream
	tell   func(rung string, lost bool, reason string) // it returns at once

	mu    sync.Mutex                  // guards what follows, and the collectors
	inits map[string]ingest.Rendition // by name; without parts
	open  map[*collector]struct{}
	lost  map[string]bool // rungs of which nothing came since something was missing
	late  bool            // something of the segment before the next one is still held back
}

// collector gathers the renditions of one segment.
type collector struct {
	all    *collectors
	ladder media.Ladder            // what is made of the segment; nil before it is whole
	shift  media.Ticks             // from its publisher's times to the stream's
	err    error                   // why it cannot be had
	ids    []media.PartID          // of its source parts
	whole  bool                    // no source part follows
	parts  map[string][]media.Part // of each rung
	gone   map[string]bool         // rungs that will never have all
	done   chan struct{}           // closed when nothing more is waited for
	over   bool                    // done is
}

func newCollectors(o *origin.Stream, tell func(rung string, lost bool, reason string)) *collectors {
	return &collectors{origin: o, tell: tell, lost: map[string]bool{}, inits: map[string]ingest.Rendition{}, open: map[*collector]struct{}{}}
}

// collect begins to gather.
func (a *collectors) collect() *collector {
	c := &collector{all: a, parts: map[string][]media.Part{}, gone: map[string]bool{}, done: make(chan struct{})}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.open[c] = struct{}{}
	if a.late {
		c.err = errHeldBack
	}
	return c
}

// source notes a part of the source.
func (a *collectors) source(id media.PartID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for c := range a.open {
		if !c.whole {
			c.ids = append(c.ids, id)
		}
	}
}

// errHeldBack is why there are no renditions of a segment alone.
var errHeldBack = errors.New("the segment is in the stream, but its renditions cannot be told from those of its neighbours: " +
	"push segments of a second or more that begin with an IDR picture, or take the renditions from the playlists")

// end says that the segments are whole, and what is made of them; or, if something of them is held back, that they cannot
// be told from their neighbours.
func (a *collectors) end(ladder media.Ladder, shift media.Ticks, whole bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.late = !whole
	for c := range a.open {
		if c.whole {
			continue
		}
		c.whole, c.ladder, c.shift = true, ladder, shift
		if !whole {
			c.err = errHeldBack
		}
		c.check()
	}
}

// VideoInit implements dispatch.Output.
func (a *collectors) VideoInit(rendition string, f media.VideoFormat, bandwidth int, init []byte) error {
	a.mu.Lock()
	a.inits[rendition] = ingest.Rendition{Name: rendition, Format: f, Init: init}
	a.mu.Unlock()
	return a.origin.VideoInit(rendition, f, bandwidth, init)
}

// Publish implements dispatch.Output.
func (a *collectors) Publish(rendition string, p media.Part) error {
	err := a.origin.Publish(rendition, p)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lost[rendition] {
		delete(a.lost, rendition)
		a.tell(rendition, false, "")
	}
	for c := range a.open {
		if n := len(c.parts[rendition]); n < len(c.ids) && c.ids[n] == p.ID {
			c.parts[rendition] = append(c.parts[rendition], p)
			c.check()
		}
	}
	return err
}

// Skip implements dispatch.Output.
func (a *collectors) Skip(rendition string, before media.PartID, reason string) {
	a.origin.Skip(rendition, before)
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.lost[rendition] {
		a.lost[rendition] = true
		a.tell(rendition, true, reason)
	}
	for c := range a.open {
		if n := len(c.parts[rendition]); n < len(c.ids) && c.ids[n].Less(before) {
			c.gone[rendition] = true
			c.check()
		}
	}
}

// has says whether a rung has all of the segment.
func (c *collector) has(rung string) bool {
	return !c.gone[rung] && len(c.parts[rung]) == len(c.ids) && c.all.inits[rung].Init != nil
}

// check ends the wait when every rung has all, or never will.
func (c *collector) check() {
	if !c.whole || c.over {
		return
	}
	for _, r := range c.ladder {
		if c.err != nil {
			break
		}
		if !c.gone[r.Name] && !c.has(r.Name) {
			return
		}
	}
	c.over = true
	close(c.done)
}

// Renditions implements ingest.Collector.
func (c *collector) Renditions(ctx context.Context) ([]ingest.Rendition, error) {
	select {
	case <-c.done:
	case <-ctx.Done():
	}
	c.all.mu.Lock()
	defer c.all.mu.Unlock()
	if c.err != nil && len(c.ladder) > 0 {
		return nil, c.err
	}
	var out []ingest.Rendition
	for _, spec := range c.ladder {
		if c.has(spec.Name) && len(c.ids) > 0 {
			r := c.all.inits[spec.Name]
			r.Parts, r.Shift = c.parts[spec.Name], c.shift
			out = append(out, r)
		}
	}
	if len(out) == 0 && len(c.ladder) > 0 && len(c.ids) > 0 {
		return nil, fmt.Errorf("%w: no rendition was made in time", ingest.ErrBusy)
	}
	return out, nil
}

// Close implements ingest.Collector.
func (c *collector) Close() {
	c.all.mu.Lock()
	defer c.all.mu.Unlock()
	delete(c.all.open, c)
}
