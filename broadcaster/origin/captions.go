package origin

import (
	"slices"
	"strconv"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

// captionGroup is the GROUP-ID of captions that are in the video.
const captionGroup = "cc"

// DeclareCaptions says which captions the stream is going to have, in place of what was said before: multivariant playlists have those in the
// video from then on, whether or not any was seen, with their names and languages. The caller has checked the tracks.
func (s *Stream) DeclareCaptions(tracks []media.CaptionTrack) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.declared = slices.Clone(tracks)
	s.declareTextLocked(tracks)
	s.touchLocked()
}

// SeeCaptions says what captions the video has been seen to have, all in all; nothing, too, if it was looked into. A player reads a multivariant playlist once, so who came
// before has to look for itself.
func (s *Stream) SeeCaptions(c sei.Captions) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = &c
	s.touchLocked()
}

// Captions lists the captions that viewers are offered.
func (s *Stream) Captions() []media.CaptionTrack {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := s.inVideoLocked()
	for _, r := range s.textsLocked() {
		list = append(list, r.text.track)
	}
	return list
}

// inVideoLocked is the captions in the video: those that were declared, then others that were seen.
func (s *Stream) inVideoLocked() (list []media.CaptionTrack) {
	for _, t := range s.declared {
		if t.InVideo() {
			list = append(list, t)
		}
	}
	add := func(id string) {
		if !slices.ContainsFunc(list, func(t media.CaptionTrack) bool { return t.ID == id }) {
			list = append(list, media.CaptionTrack{ID: id})
		}
	}
	if s.seen == nil {
		return list
	}
	for n := range 4 {
		if s.seen.Channels&(1<<n) != 0 {
			add("CC" + strconv.Itoa(n+1))
		}
	}
	for n := range 64 {
		if s.seen.Services&(1<<n) != 0 {
			add("SERVICE" + strconv.Itoa(n))
		}
	}
	return list
}

// addCaptionsLocked adds the captions in the video. While the video has room for captions and none in it, or was not looked into, nothing is
// said of them.
func (s *Stream) addCaptionsLocked(m *hls.Multivariant) {
	m.AddCaptions(captionGroup, s.inVideoLocked(), s.seen != nil && !s.seen.Present)
}
