package origin

import (
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// Tap is told what a stream publishes, in its order. Its methods are called while the stream is locked: they must return at
// once, and not call back. What they are given is shared and must not change.
type Tap interface {
	// Init has a rendition's init segment of that number.
	Init(rendition string, number int, data []byte)
	// Part has a part. What is marked as a gap does not come.
	Part(rendition string, p TappedPart)
	// DateRange has all that is said of a date range, each time that something new is.
	DateRange(r hls.DateRange)
	// Captions has cues that were added to a track, with their own times, however late they came.
	Captions(track media.CaptionTrack, cues []webvtt.Cue)
	// End says that nothing more comes; or nothing more from here, if the stream moved to another origin.
	End(moved bool)
}

// TappedPart is a part with what its playlist says of it.
type TappedPart struct {
	media.Part
	Shown media.Ticks // presentation time of the first frame of its segment
	Init  int         // number of its init segment
	Cut   bool        // its segment is behind a discontinuity
}

// Tap has t told of all that the stream publishes from now on, and of the date ranges that it has. There is one at most, and it is there
// before the first init segment.
func (s *Stream) Tap(t Tap) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tap = t
	for _, r := range s.ranges {
		t.DateRange(r)
	}
}
