package origin

import (
	"bytes"
	"sync/atomic"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// maxParts bounds a segment.
const maxParts = 256

// part is a published part, or the gap where one misses: then Data is nil.
type part struct {
	media.Part
	events []byte // that come before the data
	gap    bool
	sealed *sealed // nil: it leaves as it is
}

func (p part) size() int64 { return int64(len(p.events) + len(p.Data)) }

// appendTo appends the part's media to chunks.
func (p part) appendTo(chunks [][]byte) [][]byte {
	if len(p.events) > 0 {
		chunks = append(chunks, p.events)
	}
	return append(chunks, p.Data)
}

// segment holds the parts of one segment. It never changes once whole, but for partsGone.
type segment struct {
	seq       media.SegmentSeq
	start     media.Ticks // presentation time of the first frame
	duration  media.Ticks
	parts     []part
	size      int64
	gap       bool // at least one part misses
	key       bool // it opens with an IDR; of a segment that has left memory, or is kept
	kept      bool // another origin published it: the archive may have its media, and nobody has its parts
	lost      bool // the archive does not have it: a gap for those who go back, from the first on
	whole     bool
	init      *initSegment
	cut       bool         // behind a discontinuity
	appeared  time.Time    // when it was listed whole
	partsGone time.Time    // when its parts left the playlist; zero while they are listed
	ts        *tsMedia     // once whole
	cues      []webvtt.Cue // of a text rendition, until it is whole
	text      []byte       // likewise, once it is
	cover     *cover       // nil: it is in the clear
	sealed    *sealed      // likewise, as part's
}

// initSegment is an init segment; a rendition numbers its own.
type initSegment struct {
	number int
	data   []byte
}

// edge is what blocking requests look at: how far a rendition is. It is immutable.
type edge struct {
	version uint64
	started bool
	begun   bool         // there is a whole segment
	next    media.PartID // what is published next
	last    int          // parts in the segment before next's
	ended   bool
	changed chan struct{} // closed when the next edge is there
}

// rendition is one media playlist. Its state is guarded by the stream's mu, but for edge, waiters and docs.
type rendition struct {
	stream  *Stream
	name    string
	edge    atomic.Pointer[edge]
	waiters [documentKinds]atomic.Int64
	docs    [documentKinds]documents

	video *media.VideoFormat
	audio *media.AudioFormat
	text  *textTrack // nil: it is no captions
	hint  int        // nominal bits per second
	inits []*initSegment

	started bool
	fresh   bool // a first part that the multivariant requests have not been told of
	next    media.PartID
	segs    []*segment       // consecutive: first those that left the playlist, then the listed, the last perhaps open
	head    int              // index of the first listed
	past    []*segment       // consecutive, before segs: those that are in the archive only; until it is started, all that is kept
	broken  bool             // a segment did not begin with an IDR
	fed     bool             // a part came that is no gap
	newest  media.SegmentSeq // of the last such part

	peak     int64 // bits per second of the segment with the most
	bits     int64 // over all whole segments without gaps
	measured media.Ticks
	frames   int64
	span     media.Ticks // of those frames
	gaps     int64       // parts
	held     int64       // bytes
}

func newRendition(s *Stream, name string) *rendition {
	r := &rendition{stream: s, name: name}
	r.edge.Store(&edge{changed: make(chan struct{})})
	r.keepLocked()
	return r
}

// own says that the rendition cuts its parts itself, so that no other says how many a segment has.
func (r *rendition) own() bool { return r.audio != nil || r == r.stream.leadLocked() }

// setInitLocked says whether the init segment is another than the last one.
func (r *rendition) setInitLocked(data []byte) bool {
	number := r.stream.initsFrom
	if n := len(r.inits); n > 0 {
		if bytes.Equal(r.inits[n-1].data, data) {
			return false
		}
		number = max(number, r.inits[n-1].number+1)
	}
	r.inits = append(r.inits, &initSegment{number: number, data: data})
	r.dropInits()
	return true
}

// dropInits forgets the init segments that nothing needs any more.
func (r *rendition) dropInits() {
	if len(r.inits) < 2 {
		return
	}
	needed := r.inits[len(r.inits)-1].number
	for _, list := range [][]*segment{r.past, r.segs} {
		for _, s := range list {
			needed = min(needed, s.init.number)
		}
	}
	for r.inits[0].number < needed {
		r.inits = r.inits[1:]
	}
}

// startLocked has the rendition begin with a segment that begins at a time.
func (r *rendition) startLocked(at media.SegmentSeq, begins media.Ticks) {
	r.started, r.fresh = true, true
	r.goOnLocked(at, begins)
	r.next = media.PartID{Segment: at}
}

// restartLocked forgets every segment and goes on at another one.
func (r *rendition) restartLocked(at media.SegmentSeq) {
	for _, s := range r.segs {
		r.dropLocked(s)
	}
	r.segs, r.head = nil, 0
	r.next = media.PartID{Segment: at}
}

func (r *rendition) listed() []*segment { return r.segs[r.head:] }

// oldest is the first segment that is remembered at all.
func (r *rendition) oldest() (media.SegmentSeq, bool) {
	if len(r.segs) == 0 {
		return 0, false
	}
	return r.segs[0].seq, true
}

func (r *rendition) segment(seq media.SegmentSeq) *segment {
	if len(r.segs) == 0 || seq < r.segs[0].seq || seq-r.segs[0].seq >= media.SegmentSeq(len(r.segs)) {
		return nil
	}
	return r.segs[seq-r.segs[0].seq]
}

func (r *rendition) open() *segment {
	if n := len(r.segs); n > 0 && !r.segs[n-1].whole {
		return r.segs[n-1]
	}
	return nil
}

func (r *rendition) lastIsGap() bool {
	s := r.open()
	return s != nil && s.parts[len(s.parts)-1].gap
}

// appendLocked adds the part that is next.
func (r *rendition) appendLocked(p part) {
	s := r.open()
	if s == nil {
		s = &segment{
			seq:   r.next.Segment,
			start: p.Start,
			cut:   r.stream.cutLocked(r.next.Segment),
			cover: r.coverLocked(r.next.Segment),
		}
		s.sealed = s.cover.wrap()
		if r.text == nil {
			s.init = r.inits[len(r.inits)-1]
		}
		if !p.gap && r.video != nil {
			s.start = presentationStart(p.Part)
		}
		r.segs = append(r.segs, s)
	}
	if p.gap {
		r.gaps++
		s.gap = true
	} else {
		if !p.Independent && (len(s.parts) == 0 || s.parts[len(s.parts)-1].gap) {
			r.broken = true
		}
		p.sealed = s.cover.wrap()
		r.fed, r.newest = true, s.seq
		r.frames += int64(p.Frames)
		r.span += p.Duration
	}
	s.parts = append(s.parts, p)
	s.duration += p.Duration
	s.size += p.size()
	r.held += p.size()
	r.stream.held += p.size()
	r.next.Part++
}

// padLocked makes the open segment whole, of audio that has stopped in it: as long as the leading rendition's, by gaps.
func (r *rendition) padLocked(lead *segment) {
	if s := r.open(); lead != nil && lead.whole {
		target := r.stream.origin.cfg.PartTarget
		for left := lead.start + lead.duration - s.start - s.duration; left > target/10; left -= target {
			p := media.Part{ID: r.next, Start: s.start + s.duration, Duration: min(left, target)}
			r.appendLocked(part{Part: p, gap: true})
		}
	}
	r.closeLocked()
}

// closeLocked makes the open segment whole.
func (r *rendition) closeLocked() {
	s := r.open()
	s.whole, s.ts = true, &tsMedia{}
	s.appeared = r.stream.origin.cfg.Now()
	if r.text != nil {
		r.wholeTextLocked(s)
	} else if a := r.stream.archive; a != nil && r.stream.rewind > 0 {
		s.lost = !s.gap && !a.Holds(r.name, s.seq, len(s.parts))
	}
	r.next = media.PartID{Segment: s.seq + 1}
	if s.gap {
		return
	}
	r.bits += 8 * s.size
	r.measured += s.duration
	if 2*s.duration >= media.Ticks(r.stream.origin.cfg.targetDuration())*media.Second {
		// RFC 8216bis 4.4.6.2: the peak is taken over at least half a target duration.
		r.peak = max(r.peak, 8*s.size*media.ClockRate/int64(s.duration))
	}
}

// slideLocked moves the window to its place: segments leave at its head, and parts where they are three target
// durations away from its end.
func (r *rendition) slideLocked(now time.Time) {
	cfg := r.stream.origin.cfg
	listed := r.listed()
	whole := len(listed)
	var total media.Ticks
	for _, s := range listed {
		total += s.duration
	}
	if r.open() != nil {
		whole--
		r.stream.longest = max(r.stream.longest, total)
		total -= listed[whole].duration
	}
	r.stream.longest = max(r.stream.longest, total)
	for whole > cfg.Window && total-listed[0].duration >= cfg.holdSpan() {
		if listed[0].partsGone.IsZero() {
			listed[0].partsGone = now
		}
		total -= listed[0].duration
		listed = listed[1:]
		whole--
		r.head++
	}
	for _, s := range listed {
		total -= s.duration
		if total < cfg.holdSpan() {
			break
		}
		if s.partsGone.IsZero() {
			s.partsGone = now
		}
	}
}

// evictLocked drops the segments that left the playlist and need not be available any more: RFC 8216bis 6.2.2 asks
// for the segment's duration and that of the longest playlist after its first appearance, and for three target
// durations after its parts left.
func (r *rendition) evictLocked(now time.Time) {
	n := 0
	for _, s := range r.segs[:r.head] {
		if now.Before(s.appeared.Add((s.duration + r.stream.longest).Duration())) ||
			now.Before(s.partsGone.Add(r.stream.origin.cfg.holdSpan().Duration())) {
			break
		}
		r.pastLocked(s)
		r.dropLocked(s)
		n++
	}
	if n > 0 {
		clear(r.segs[:n])
		r.segs = r.segs[n:]
		r.head -= n
		r.dropInits()
	}
}

func (r *rendition) dropLocked(s *segment) {
	r.held -= s.size
	r.stream.held -= s.size
}

// waiting is the number of requests that wait for the next edge.
func (r *rendition) waiting() (n int64) {
	for kind := range r.waiters {
		n += r.waiters[kind].Load()
	}
	return n
}

// advanceLocked makes the next edge, renders the playlists that are waited for, and releases who waits.
func (r *rendition) advanceLocked() {
	old := r.edge.Load()
	e := &edge{
		version: old.version + 1,
		started: r.started,
		begun:   r.begun(),
		next:    r.next,
		ended:   r.stream.ended,
		changed: make(chan struct{}),
	}
	if r.next.Segment > 0 {
		if s := r.segment(r.next.Segment - 1); s != nil {
			e.last = len(s.parts)
		}
	}
	r.edge.Store(e)
	r.prepareLocked()
	close(old.changed)
}
