package broadcaster

import (
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// absenceTick is how often the playlists of a stream that nobody publishes grow: by a part.
const absenceTick = 500 * time.Millisecond

// absence is a time in which nobody publishes a stream. Its playlists go on meanwhile, by parts and segments that are marked
// as gaps, since RFC 8216bis 6.2.1 lets none of them stand still.
type absence struct {
	since time.Time
	from  media.Ticks // where the media ends
	stop  chan struct{}
}

// goOn begins an absence behind the epoch that has ended, if there was any. feeding is held.
func (s *stream) goOn() {
	if s.absence != nil || s.epoch == nil || s.place == s.first {
		return
	}
	a := &absence{since: time.Now(), from: s.place.time, stop: make(chan struct{})}
	s.absence = a
	s.b.finishing.Go(func() {
		tick := time.NewTicker(absenceTick)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				s.fill(a)
			case <-a.stop:
				return
			}
		}
	})
}

// goOnNoMore ends the absence, if there is one. feeding is held.
func (s *stream) goOnNoMore() {
	if s.absence != nil {
		close(s.absence.stop)
		s.absence = nil
	}
}

// fill has the playlists go on to where they would be now: at the stream's clock, or as far ahead of it as the media was.
// Renditions of the last epoch that are on their way come before the gaps.
func (s *stream) fill(a *absence) {
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if s.absence != a {
		return
	}
	away := time.Since(a.since)
	next, at, ok := s.origin.Gap(max(media.FromDuration(time.Since(s.start)), a.from+media.FromDuration(away)))
	if !ok {
		return
	}
	s.place.segment, s.place.time = next.Segment, max(s.place.time, at)
	if next.Part > 0 {
		s.place.segment++ // whoever publishes next begins a segment
	}
	s.reached(s.place)
	select {
	case <-s.epoch.done:
	default:
		if away > handover {
			s.epoch.giveUp(errHandedOver)
		}
		return
	}
	for _, rung := range s.rungs() {
		s.origin.Skip(rung, next)
	}
	for track := range media.MaxAudioTracks {
		s.origin.Skip(media.AudioTrackName(track), next)
	}
}
