package origin

import (
	"slices"
	"strings"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Status is what can be told about a stream at an instant.
type Status struct {
	Name       string            `json:"name"`
	Ended      bool              `json:"ended"`
	Start      time.Time         `json:"start"`    // wall-clock time of the timeline's beginning
	Duration   time.Duration     `json:"duration"` // of what the leading rendition has published
	Bytes      int64             `json:"bytes"`    // of media held
	Renditions []RenditionStatus `json:"renditions"`
}

// RenditionStatus is what can be told about a rendition.
type RenditionStatus struct {
	Name      string        `json:"name"`
	Width     int           `json:"width,omitempty"`
	Height    int           `json:"height,omitempty"`
	Started   bool          `json:"started"` // it has a part, or a gap for one
	Last      media.PartID  `json:"last"`    // the newest part or gap; zero until Started
	Lag       time.Duration `json:"lag"`     // behind the leading rendition
	Bytes     int64         `json:"bytes"`   // of media held
	Gaps      int64         `json:"gaps"`    // parts that missed, over its life
	Bandwidth int           `json:"bandwidth"`
	Average   int           `json:"average_bandwidth"`
	Waiting   int64         `json:"waiting"` // requests that wait for its next part
}

// Status reports how far every rendition is, in the order in which they became known.
func (s *Stream) Status() Status {
	s.mu.RLock()
	defer s.mu.RUnlock()
	st := Status{Name: s.name, Ended: s.ended, Start: s.start, Bytes: s.held}
	lead := s.leadLocked()
	if lead != nil {
		st.Duration = lead.end().Duration()
	}
	for _, r := range s.order {
		rs := RenditionStatus{Name: r.name, Started: r.started, Bytes: r.held, Gaps: r.gaps, Waiting: r.waiting()}
		if r.video != nil {
			rs.Width, rs.Height = r.video.Shown()
		}
		if id, ok := r.lastLocked(); ok {
			rs.Last = id
			rs.Lag = max(0, lead.end()-r.end()).Duration()
		}
		rs.Bandwidth, rs.Average = r.bandwidthLocked()
		st.Renditions = append(st.Renditions, rs)
	}
	return st
}

// Streams reports every stream, by name.
func (o *Origin) Streams() []Status {
	o.mu.RLock()
	all := make([]*Stream, 0, len(o.streams))
	for _, s := range o.streams {
		all = append(all, s)
	}
	o.mu.RUnlock()
	out := make([]Status, len(all))
	for i, s := range all {
		out[i] = s.Status()
	}
	slices.SortFunc(out, func(a, b Status) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// end is the presentation time up to which the rendition has published.
func (r *rendition) end() media.Ticks {
	if len(r.segs) == 0 {
		return 0
	}
	s := r.segs[len(r.segs)-1]
	return s.start + s.duration
}
