package pipeline

import (
	"fmt"
	"slices"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// maxPending bounds how many frames may be in the decoder: more than a part holds and H.264 can reorder.
const maxPending = 2048

// timeline gives decoded pictures their place: part i of every rung holds as many pictures as source part i holds
// frames, counted in presentation order. It knows nothing of libav.
type timeline struct {
	reorders bool        // a frame was seen that is not presented when it is decoded
	pending  []int64     // PTS of the frames that were fed and have not come out, ascending
	parts    []openPart  // fed and not closed, oldest first
	newest   media.Ticks // PTS of the latest picture that came out
	any      bool        // newest is set
}

// openPart is a source part that may still lack pictures, or the time its last one ends.
type openPart struct {
	id     media.PartID
	last   bool
	start  media.Ticks // PTS of its first picture
	frames int         // how many it holds
	got    int         // how many came out
	end    media.Ticks // when its last picture ends, if nothing of the next part says otherwise
}

// place is where a picture belongs.
type place struct {
	part media.PartID
	last bool // the part ends with it
}

// mark says that a part has all its pictures, when the first of them begins and the last of them ends.
type mark struct {
	part  media.PartID
	last  bool
	start media.Ticks
	end   media.Ticks
}

// feed announces a source part before its frames are decoded. times are its frames' PTS in decoding order, and end
// is when its last frame in presentation order ends by the part's own durations.
func (t *timeline) feed(p media.Part, times []int64, end media.Ticks, reorders bool) error {
	if len(t.parts) > 0 && !t.parts[len(t.parts)-1].id.Less(p.ID) {
		return fmt.Errorf("%w: part %s came after %s", ErrSource, p.ID, t.parts[len(t.parts)-1].id)
	}
	if len(t.pending)+len(times) > maxPending {
		return fmt.Errorf("%w: %d frames went in and did not come out", ErrSource, len(t.pending))
	}
	t.reorders = t.reorders || reorders
	t.pending = append(t.pending, times...)
	slices.Sort(t.pending)
	for i, pts := range t.pending {
		if pts < 0 || pts >= fmp4.MaxTime {
			return fmt.Errorf("%w: part %s: a frame at %s", ErrSource, p.ID, media.Ticks(pts))
		}
		if i > 0 && t.pending[i-1] == pts || i == 0 && t.any && media.Ticks(pts) <= t.newest {
			return fmt.Errorf("%w: part %s: a second frame at or before %s", ErrSource, p.ID, media.Ticks(pts))
		}
	}
	t.parts = append(t.parts, openPart{id: p.ID, last: p.Last, frames: len(times), end: end})
	return nil
}

// decoded places a picture that came out of the decoder. closed is the part before it, where that had to wait for
// this picture's time.
func (t *timeline) decoded(pts int64) (at place, closed *mark, err error) {
	if len(t.pending) == 0 || t.pending[0] != pts {
		return place{}, nil, t.missing(pts)
	}
	t.pending = t.pending[1:]
	if t.parts[0].got == t.parts[0].frames {
		closed = t.close(media.Ticks(pts))
	}
	p := &t.parts[0] // there is one: pending holds the times of the frames that the parts lack
	if p.got == 0 {
		p.start = media.Ticks(pts)
	}
	p.got++
	at = place{part: p.id, last: p.got == p.frames}
	t.newest, t.any = media.Ticks(pts), true
	return at, closed, nil
}

// complete is the oldest part, once it has all its pictures and their times are known: a source that does not
// reorder says itself when the last one ends, another one only by the next picture.
func (t *timeline) complete() *mark {
	if t.reorders || len(t.parts) == 0 || t.parts[0].got < t.parts[0].frames {
		return nil
	}
	return t.close(t.parts[0].end)
}

// waits says that parts are open until something follows.
func (t *timeline) waits() bool { return len(t.parts) > 0 }

// finish is the last part, after the decoder was drained; nil if there is none.
func (t *timeline) finish() (*mark, error) {
	if len(t.pending) > 0 {
		return nil, t.missing(t.pending[len(t.pending)-1])
	}
	if len(t.parts) == 0 {
		return nil, nil
	}
	return t.close(max(t.parts[0].end, t.newest+1)), nil
}

func (t *timeline) close(end media.Ticks) *mark {
	m := &mark{part: t.parts[0].id, last: t.parts[0].last, start: t.parts[0].start, end: end}
	t.parts = t.parts[1:]
	return m
}

func (t *timeline) missing(got int64) error {
	if len(t.pending) == 0 {
		return fmt.Errorf("%w: a picture at %s came out that did not go in", ErrSource, media.Ticks(got))
	}
	return fmt.Errorf("%w: the frame at %s could not be decoded (%s came out)", ErrSource, media.Ticks(t.pending[0]), media.Ticks(got))
}
