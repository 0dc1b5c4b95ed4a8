package dispatch

import (
	"slices"
	"time"

	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// backlog holds the source parts that a session may still need: from an IDR at or before the first part that some
// rung has not published yet, up to the newest. Its bounds are Config.MaxBacklog bytes and parts, which the
// dispatcher enforces by skipping.
type backlog struct {
	first   int // number of entries[0], counted from the stream's start
	entries []entry
	bytes   int
}

// entry is one source part with what verification needs of it.
type entry struct {
	part      media.Part
	pts       []media.Ticks // of its frames, in decode order
	reordered bool          // some frame is not presented when it is decoded (B-frames)
	arrived   time.Time     // when its last frame had come in
}

// add parses and appends a part.
func (b *backlog) add(p media.Part, arrived time.Time) error {
	frag, err := fmp4.ParsePart(p.Data)
	if err != nil {
		return err
	}
	e := entry{part: p, pts: make([]media.Ticks, 0, len(frag.Samples)), arrived: arrived}
	dts := media.Ticks(frag.Start)
	for _, s := range frag.Samples {
		e.pts = append(e.pts, dts+media.Ticks(s.Offset))
		e.reordered = e.reordered || s.Offset != frag.Samples[0].Offset
		dts += media.Ticks(s.Duration)
	}
	b.entries = append(b.entries, e)
	b.bytes += len(p.Data)
	return nil
}

// end is the number that the next entry will have.
func (b *backlog) end() int { return b.first + len(b.entries) }

// at returns entry number n, which must be held.
func (b *backlog) at(n int) *entry { return &b.entries[n-b.first] }

// find returns the number of the entry with that id, or of the first one behind it; end when there is none.
func (b *backlog) find(id media.PartID) int {
	for i := range b.entries {
		if !b.entries[i].part.ID.Less(id) {
			return b.first + i
		}
	}
	return b.end()
}

// idrBefore returns the number of the newest entry at or before n that begins with an IDR; false when none is held.
func (b *backlog) idrBefore(n int) (int, bool) {
	for i := min(n, b.end()-1); i >= b.first; i-- {
		if b.at(i).part.Independent {
			return i, true
		}
	}
	return 0, false
}

// trim drops the entries that nobody needs once every part before id is done.
func (b *backlog) trim(id media.PartID) {
	keep, ok := b.idrBefore(b.find(id))
	if !ok {
		return
	}
	drop := keep - b.first
	for i := range drop {
		b.bytes -= len(b.entries[i].part.Data)
	}
	b.entries = slices.Delete(b.entries, 0, drop)
	b.first = keep
}

// expected says what a rendition part that answers entry n must hold, at the source's frame rate: since every rung presents its frames in order,
// part n holds the frames that follow, by PTS, those of the parts before it, counted from the IDR.
func (b *backlog) expected(n int) verify.Expected {
	e := b.at(n)
	want := verify.Expected{ID: e.part.ID, Last: e.part.Last, Independent: e.part.ID.Part == 0}
	idr, ok := b.idrBefore(n)
	if !ok {
		idr = b.first
	}
	var all []media.Ticks
	skip := 0
	for i := idr; i < b.end(); i++ {
		if i > idr && b.at(i).part.Independent {
			break
		}
		if i < n {
			skip += len(b.at(i).pts)
		}
		all = append(all, b.at(i).pts...)
	}
	slices.Sort(all)
	want.PTS = all[skip : skip+len(e.pts)]
	want.Next = b.nextPTS(all, skip+len(e.pts), n)
	return want
}

// nextPTS is the PTS of the frame behind all[:i], in this group of pictures or at the head of the next; 0 if it has
// not arrived.
func (b *backlog) nextPTS(all []media.Ticks, i, n int) media.Ticks {
	if i < len(all) {
		return all[i]
	}
	for j := n + 1; j < b.end(); j++ {
		if b.at(j).part.Independent {
			return slices.Min(b.at(j).pts)
		}
	}
	return 0
}
