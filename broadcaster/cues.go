package broadcaster

import (
	"errors"
	"fmt"
	"time"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/id3"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/scte35"
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

// DateRange implements api.Cues.
func (c cues) DateRange(name string, r hls.DateRange) (hls.DateRange, error) {
	s := c.b.stream(name)
	if s == nil {
		return hls.DateRange{}, api.ErrNotLive
	}
	return s.origin.DateRange(r)
}

// moment is a time of the stream's timeline as the API tells it.
func (s *stream) moment(at media.Ticks) api.Moment {
	return api.Moment{Time: s.start.Add(at.Duration()).UTC(), MediaTime: at.Seconds()}
}

// maxTold is how many messages of a publisher that cannot be told are logged.
const maxTold = 4

// Data implements ingest.DataSink: a message becomes a text frame of its name. One that is late is told as soon as can be.
func (p *publication) Data(at media.Ticks, name string, text []byte) {
	s := p.stream
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if s.publication.Load() != p {
		return
	}
	when := origin.Next
	if at != ingest.Now && p.placed {
		when = max(at+p.shift, 0)
	}
	frames := []id3.Frame{{Kind: id3.Text, Name: name, Value: text}}
	err := id3.Check(frames)
	if err == nil {
		tag := id3.Append(nil, frames)
		if _, err = s.origin.Metadata(when, tag); errors.Is(err, origin.ErrTagPast) {
			_, err = s.origin.Metadata(origin.Next, tag)
		}
	}
	if err != nil {
		if p.untold++; p.untold <= maxTold {
			s.log.Warn("what the publisher says is not told to players", "message", name, "bytes", len(text), "err", err)
		}
	}
}

// Cue implements ingest.CueSink.
func (p *publication) Cue(at media.Ticks, c scte35.Section, raw []byte) {
	s := p.stream
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if s.publication.Load() != p || !p.placed {
		return
	}
	ranges := s.splices.Take(c, raw, s.start.Add(max(at+p.shift, 0).Duration()))
	s.log.Info("cue", "command", fmt.Sprintf("%#02x", uint8(c.Command)), "at", (at + p.shift).Duration(), "ranges", len(ranges))
	s.say(ranges)
}

// say has the playlists say date ranges. feeding is held.
func (s *stream) say(ranges []hls.DateRange) {
	for _, r := range ranges {
		if _, err := s.origin.DateRange(r); err != nil {
			s.log.Warn("a cue is not told to players", "range", r.ID, "err", err)
		}
	}
}
