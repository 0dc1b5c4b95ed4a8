package broadcaster

import (
	"time"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/id3"
	"github.com/millrace/millrace/pkg/media"
)

// cues puts what the API's users say into streams.
type cues struct{ b *Broadcaster }

var _ api.Cues = cues{}

// Metadata implements api.Cues.
func (c cues) Metadata(name string, at time.Time, frames []id3.Frame) (api.Moment, error) {
	s := c.b.stream(name)
	if s == nil {
		return api.Moment{}, api.ErrNotLive
	}
	when := origin.Next
	if !at.IsZero() {
		when = max(media.FromDuration(at.Sub(s.start)), 0)
	}
	when, err := s.origin.Metadata(when, id3.Append(nil, frames))
	if err != nil {
		return api.Moment{}, err
	}
	return s.moment(when), nil
}

// moment is a time of the stream's timeline as the API tells it.
func (s *stream) moment(at media.Ticks) api.Moment {
	return api.Moment{Time: s.start.Add(at.Duration()).UTC(), MediaTime: at.Seconds()}
}
