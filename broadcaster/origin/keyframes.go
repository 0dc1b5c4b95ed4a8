package origin

import (
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Keyframe is where a segment begins with a picture that needs no other.
type Keyframe struct {
	Segment  media.SegmentSeq
	Shown    media.Ticks // presentation time of the picture
	Duration media.Ticks // of the segment, as far as it is there
	Init     []byte      // the init segment and the part that begins with the picture, both shared: they must not change
	Part     []byte
}

// Keyframes are those of the segments that are listed, oldest first, each of the smallest rendition that has it.
func (s *Stream) Keyframes() (list []Keyframe) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	lead := s.leadLocked()
	if lead == nil {
		return nil
	}
	for _, listed := range lead.listed() {
		var best *segment
		pixels := 0
		for _, r := range s.order {
			if r.video == nil || best != nil && r.video.Width*r.video.Height >= pixels {
				continue
			}
			if of := r.segment(listed.seq); of != nil && len(of.parts) > 0 && !of.parts[0].gap && of.parts[0].Independent {
				best, pixels = of, r.video.Width*r.video.Height
			}
		}
		if best != nil {
			list = append(list, Keyframe{
				Segment: best.seq, Shown: best.start, Duration: best.duration, Init: best.init.data, Part: best.parts[0].Data,
			})
		}
	}
	return list
}

// Start is the wall-clock time of the timeline's beginning.
func (s *Stream) Start() time.Time { return s.start }
