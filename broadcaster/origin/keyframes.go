package origin

import (
	"context"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Keyframe is where a segment begins with a picture that needs no other.
type Keyframe struct {
	Segment  media.SegmentSeq
	Shown    media.Ticks // presentation time of the picture
	Duration media.Ticks // of the segment, as far as it is there
	init     []byte
	part     []byte // nil: it is in the archive
	from     *rendition
}

// Keyframes are those of the segments that viewers can go to, oldest first, each of the smallest rendition that has it.
func (s *Stream) Keyframes() (list []Keyframe) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	lead := s.leadLocked()
	if lead == nil {
		return nil
	}
	listed := lead.listed()
	if s.archive != nil {
		listed = lead.reachLocked()
	}
	for _, at := range listed {
		var best *segment
		var from *rendition
		pixels := 0
		for _, r := range s.order {
			if r.video == nil || best != nil && r.video.Width*r.video.Height >= pixels {
				continue
			}
			if found := r.reachableLocked(at.seq); found != nil && found.opens() {
				best, from, pixels = found, r, r.video.Width*r.video.Height
			}
		}
		if best == nil {
			continue
		}
		k := Keyframe{Segment: best.seq, Shown: best.start, Duration: best.duration, init: best.init.data, from: from}
		if len(best.parts) > 0 {
			k.part = best.parts[0].Data
		}
		list = append(list, k)
	}
	return list
}

// reachableLocked is a segment, in memory or in the archive; nil if it is in neither.
func (r *rendition) reachableLocked(seq media.SegmentSeq) *segment {
	if s := r.segment(seq); s != nil {
		return s
	}
	if n := len(r.past); n > 0 && seq >= r.past[0].seq && seq <= r.past[n-1].seq {
		return r.past[seq-r.past[0].seq]
	}
	return nil
}

// opens says whether a segment begins with a picture that needs no other, and that can be had.
func (s *segment) opens() bool {
	if len(s.parts) > 0 {
		return !s.parts[0].gap && s.parts[0].Independent
	}
	return s.key && !s.gap && !s.lost
}

// Load returns the init segment, and a part that begins with the picture. Both are shared, and must not change.
func (k Keyframe) Load(ctx context.Context) (init, part []byte, err error) {
	if k.part != nil {
		return k.init, k.part, nil
	}
	k.from.stream.mu.RLock()
	a := k.from.stream.archive
	k.from.stream.mu.RUnlock()
	part, err = a.FirstPart(ctx, k.from.name, k.Segment)
	return k.init, part, err
}

// Start is the wall-clock time of the timeline's beginning.
func (s *Stream) Start() time.Time { return s.start }
