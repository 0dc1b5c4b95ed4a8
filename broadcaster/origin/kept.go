package origin

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// Before is what a stream goes on with that another origin had.
type Before struct {
	First  media.SegmentSeq // that this origin publishes
	Cuts   uint64           // discontinuities that it has had
	Ranges []hls.DateRange  // that are not over; those that are not valid are left out
	Kept   *Kept            // nil: none of its media is left, and URIs of this one are new
}

// Kept is media that another origin published and an archive has. This one lists it, under the same URIs, in the same places.
type Kept struct {
	Token      string // that its URIs have, and those of this origin go on to have
	Archive    Archive
	Renditions map[string]KeptRendition
}

// KeptRendition is what there is of a rendition.
type KeptRendition struct {
	Inits    map[int][]byte // init segments by their numbers: at least those that the segments need
	Segments []KeptSegment  // in order, without a hole
}

// KeptSegment is a segment, or where one misses.
type KeptSegment struct {
	Seq      media.SegmentSeq
	Start    media.Ticks // presentation time of the first frame
	Duration media.Ticks
	Init     int  // number of its init segment
	Key      bool // it begins with an IDR
	Cut      bool // it is behind a discontinuity
	Gap      bool // there is nothing of it
}

// maxInitsFrom leaves room for as many init segments as there may be.
const maxInitsFrom = 1 << 29

var validToken = regexp.MustCompile(`^[a-z2-7]{13}$`)

// check says what is wrong with what is kept, which comes from another node.
func (k *Kept) check() error {
	if !validToken.MatchString(k.Token) {
		return fmt.Errorf("%w: token %.20q", ErrKept, k.Token)
	}
	for name, r := range k.Renditions {
		for i, s := range r.Segments {
			switch {
			case i > 0 && s.Seq != r.Segments[i-1].Seq+1:
				return fmt.Errorf("%w: segment %d of %s behind %d", ErrKept, s.Seq, name, r.Segments[i-1].Seq)
			case len(r.Inits[s.Init]) == 0:
				return fmt.Errorf("%w: segment %d of %s without its init segment", ErrKept, s.Seq, name)
			}
		}
	}
	return nil
}

// Resume says that the stream goes on with one that another origin had. It comes before the first init segment. An error says that what is
// kept cannot be, and that the stream goes on without it.
func (s *Stream) Resume(before Before) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cutsGone, s.initsFrom = before.Cuts, int(min(before.First, maxInitsFrom))
	for _, r := range before.Ranges {
		if r.Check() == nil && len(s.ranges) < maxRanges {
			s.ranges = append(s.ranges, r)
		}
	}
	k := before.Kept
	if k == nil {
		return nil
	}
	if err := k.check(); err != nil {
		return err
	}
	s.token, s.kept, s.archive = k.Token, maps.Clone(k.Renditions), k.Archive
	s.countCutsLocked()
	return nil
}

// countCutsLocked finds the discontinuities among the segments that are kept: they were counted with the others.
func (s *Stream) countCutsLocked() {
	lead, ok := s.kept[media.SourceName]
	if !ok {
		lead = s.kept[media.AudioName]
	}
	for _, k := range lead.Segments {
		if k.Cut {
			s.cuts = append(s.cuts, k.Seq)
		}
	}
	s.cutsGone -= min(s.cutsGone, uint64(len(s.cuts)))
}

// Token is part of every URI of the stream's media and keys; no other stream has it, but one that goes on with this one's media.
func (s *Stream) Token() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.token
}

// keepLocked gives a new rendition what is kept of it: so far it is only what one can go back to.
func (r *rendition) keepLocked() {
	kept := r.stream.kept[r.name]
	for number, data := range kept.Inits {
		r.inits = append(r.inits, &initSegment{number: number, data: data})
	}
	slices.SortFunc(r.inits, func(a, b *initSegment) int { return a.number - b.number })
	for _, k := range kept.Segments {
		r.past = append(r.past, r.keptLocked(k))
	}
	delete(r.stream.kept, r.name)
}

// keptLocked is a segment of another origin.
func (r *rendition) keptLocked(k KeptSegment) *segment {
	init := slices.IndexFunc(r.inits, func(i *initSegment) bool { return i.number == k.Init })
	return &segment{
		seq: k.Seq, start: k.Start, duration: k.Duration, key: k.Key, gap: k.Gap, cut: k.Cut, whole: true, kept: true,
		init: r.inits[init], cover: r.coverLocked(k.Seq),
	}
}

// goOnLocked has the playlist begin with the last of what is kept, and gaps for what nobody has, before the rendition's first segment here.
func (r *rendition) goOnLocked(at media.SegmentSeq, begins media.Ticks) {
	if len(r.past) == 0 || r.past[len(r.past)-1].seq >= at {
		r.past = nil
		return
	}
	last := r.past[len(r.past)-1]
	behind := KeptSegment{Seq: last.seq, Start: last.start, Duration: last.duration, Init: last.init.number}
	for _, k := range Between(behind, at, begins) {
		r.past = append(r.past, r.keptLocked(k))
	}
	listed := max(0, len(r.past)-r.stream.origin.cfg.Window)
	r.past, r.segs = r.past[:listed:listed], slices.Clone(r.past[listed:])
	now := r.stream.origin.cfg.Now()
	for _, s := range r.segs {
		s.appeared, s.partsGone = now, now
		r.broken = r.broken || !s.key && !s.gap
	}
	if r.stream.rewind == 0 {
		r.past = nil
	}
}

// Bounds of a gap's duration: it is not less than what rounding may leave, and not more than a stream's longest segment.
const (
	shortestGap = media.Second / 10
	longestGap  = 3 * media.Second
)

// Between are the gaps behind a segment and before one of that number, which begins then: they share the time.
func Between(behind KeptSegment, before media.SegmentSeq, begins media.Ticks) []KeptSegment {
	if before <= behind.Seq+1 {
		return nil
	}
	list := make([]KeptSegment, before-behind.Seq-1)
	at := behind.Start + behind.Duration
	each := min(max((begins-at)/media.Ticks(len(list)), shortestGap), longestGap)
	for i := range list {
		list[i] = KeptSegment{Seq: behind.Seq + 1 + media.SegmentSeq(i), Start: at + media.Ticks(i)*each, Duration: each, Init: behind.Init, Gap: true}
	}
	return list
}

// publishedLocked are the listed segments that this origin has published itself.
func (r *rendition) publishedLocked() []*segment {
	listed := r.listed()
	for len(listed) > 0 && listed[0].kept {
		listed = listed[1:]
	}
	return listed
}
