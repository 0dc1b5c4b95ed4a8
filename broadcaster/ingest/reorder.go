package ingest

import (
	"slices"

	"github.com/millrace/millrace/pkg/media"
)

// Reorder makes presentation times out of the order in which pictures are shown, where the publisher's are missing or contradict
// it: a decoder gives pictures out in their own order, and who expects them at other times takes them for lost. Times that agree
// stay as they are. The zero value is ready; use it from one goroutine.
type Reorder struct {
	seen  []shown     // of this sequence, in decoding order: the newest
	delay media.Ticks // from decoding to presentation of the last picture that began one
}

// shown is a picture's count in the order of output, and its time.
type shown struct {
	count int
	pts   media.Ticks
}

const (
	maxShown   = 32 // more than H.264 reorders
	maxDistant = 64 // counts, of two for a picture: what lies further back cannot be out of order, the counts began anew
)

// Place is the PTS of the next picture in decoding order. first says that counts begin anew with it, known that the publisher gave it
// its PTS, and frame is about how long a picture lasts.
func (o *Reorder) Place(count int, first, known bool, pts, dts, frame media.Ticks) media.Ticks {
	if first {
		o.seen = o.seen[:0]
		if known {
			o.delay = pts - dts
		}
		return o.add(count, dts+o.delay)
	}
	var before, behind *shown // the nearest ones
	for i := range o.seen {
		switch s := &o.seen[i]; {
		case s.count < count && (before == nil || s.count > before.count):
			before = s
		case s.count > count && (behind == nil || s.count < behind.count):
			behind = s
		}
	}
	if known && (before == nil || before.pts < pts) && (behind == nil || pts < behind.pts) {
		return o.add(count, pts)
	}
	if before == nil && behind == nil || o.highest()-count > maxDistant {
		o.seen = o.seen[:0]
		return o.add(count, pts)
	}
	switch {
	case before == nil:
		pts = behind.pts - o.span(behind.count-count, frame)
	case behind == nil:
		pts = before.pts + o.span(count-before.count, frame)
	default:
		pts = before.pts + (behind.pts-before.pts)*media.Ticks(count-before.count)/media.Ticks(behind.count-before.count)
	}
	return o.add(count, pts)
}

func (o *Reorder) add(count int, pts media.Ticks) media.Ticks {
	if len(o.seen) == maxShown {
		o.seen = o.seen[:copy(o.seen, o.seen[1:])]
	}
	o.seen = append(o.seen, shown{count, pts})
	return pts
}

// highest is the highest count of the pictures that are known; there is one.
func (o *Reorder) highest() int {
	return slices.MaxFunc(o.seen, func(a, b shown) int { return a.count - b.count }).count
}

// span is the time of so many counts: as it was between the pictures that are known, or two counts a frame.
func (o *Reorder) span(counts int, frame media.Ticks) media.Ticks {
	byCount := func(a, b shown) int { return a.count - b.count }
	first, last := slices.MinFunc(o.seen, byCount), slices.MaxFunc(o.seen, byCount)
	if last.count > first.count {
		return max(media.Ticks(counts)*(last.pts-first.pts)/media.Ticks(last.count-first.count), 1)
	}
	return max(media.Ticks(counts)*frame/2, 1)
}
