package origin

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of a stream's timed metadata.
const (
	MaxTag        = 8 << 10   // bytes of one tag
	MaxAhead      = time.Hour // how far ahead of the newest part one may lie
	maxTags       = 256       // that wait for their time
	tagsPerSecond = 10        // on average
	tagBurst      = 30
)

// Errors of Metadata.
var (
	ErrTag      = fmt.Errorf("no ID3 tag of up to %d bytes", MaxTag)
	ErrTagPast  = errors.New("what is played at that time was published already")
	ErrTagAhead = fmt.Errorf("that time is more than %s ahead", MaxAhead)
	ErrTagRate  = fmt.Errorf("more than %d a second, or more than %d that wait for their time", tagsPerSecond, maxTags)
)

// Next is where the next part begins.
const Next media.Ticks = -1

// tag is an ID3 tag on its way into the stream.
type tag struct {
	id   uint32
	at   media.Ticks
	part media.PartID // that it goes before, once that is known
	data []byte
}

// timed is a stream's metadata. Guarded by its mu.
type timed struct {
	count   uint32
	waiting []tag // for the leading rendition to reach their time
	placed  []tag // in parts that other renditions may still publish
	allowed allowance
}

// allowance is a token bucket.
type allowance struct {
	left   float64
	filled time.Time
}

func (a *allowance) take(now time.Time) bool {
	if a.filled.IsZero() {
		a.left = tagBurst
	} else {
		a.left = min(a.left+now.Sub(a.filled).Seconds()*tagsPerSecond, tagBurst)
	}
	a.filled = now
	if a.left < 1 {
		return false
	}
	a.left--
	return true
}

// Metadata puts an ID3 tag into the stream at a time of its timeline, or Next: into every rendition of its pictures, or of its main
// sound if it has no pictures, in the part that is played then. It returns the time. Parts that are gaps do without.
func (s *Stream) Metadata(at media.Ticks, data []byte) (media.Ticks, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	end := s.reachedLocked()
	switch {
	case s.ended:
		return 0, ErrEnded
	case len(data) == 0 || len(data) > MaxTag:
		return 0, ErrTag
	case at == Next:
		at = end
	case at < end:
		return 0, ErrTagPast
	case at-end > media.FromDuration(MaxAhead):
		return 0, ErrTagAhead
	}
	if len(s.timed.waiting) >= maxTags || !s.timed.allowed.take(s.origin.cfg.Now()) {
		return 0, ErrTagRate
	}
	s.timed.count++
	s.timed.waiting = append(s.timed.waiting, tag{id: s.timed.count, at: at, data: data})
	return at, nil
}

// reachedLocked is the presentation time at which what was published ends.
func (s *Stream) reachedLocked() media.Ticks {
	if lead := s.leadLocked(); lead != nil {
		return lead.end()
	}
	return 0
}

// eventsLocked is what comes before a part of a rendition, which is about to be appended.
func (s *Stream) eventsLocked(r *rendition, p media.Part) (b []byte) {
	lead := r == s.leadLocked()
	if r.video == nil && !lead {
		return nil
	}
	if lead && len(s.timed.waiting) > 0 {
		s.placeLocked(r, p)
	}
	timescale := fmp4.VideoTimescale
	if r.audio != nil {
		timescale = r.audio.SampleRate
	}
	for _, t := range s.timed.placed {
		if t.part == p.ID {
			b = fmp4.AppendEvent(b, fmp4.Event{
				Scheme: fmp4.ID3Scheme, Timescale: uint32(timescale), Time: uint64(t.at.In(timescale)), Duration: fmp4.UnknownDuration, ID: t.id, Data: t.data,
			})
		}
	}
	return b
}

// placeLocked finds the tags whose time is in a part of the leading rendition, or was in a gap before it.
func (s *Stream) placeLocked(lead *rendition, p media.Part) {
	start := p.Start
	if open := lead.open(); open != nil {
		start = open.start + open.duration
	} else if lead.video != nil {
		start = presentationStart(p)
	}
	s.timed.waiting = slices.DeleteFunc(s.timed.waiting, func(t tag) bool {
		if t.at >= start+p.Duration {
			return false
		}
		t.at, t.part = max(t.at, start), p.ID
		s.timed.placed = append(s.timed.placed, t)
		return true
	})
	listed := lead.listed()
	s.timed.placed = slices.DeleteFunc(s.timed.placed, func(t tag) bool { return len(listed) > 0 && t.part.Segment < listed[0].seq })
}
