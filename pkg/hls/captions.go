package hls

import (
	"cmp"

	"github.com/millrace/millrace/pkg/media"
)

// AddCaptions gives every variant the captions that are in the video; none says that there are none. Where neither is said, players look for
// themselves. In a stream without pictures it does nothing.
func (m *Multivariant) AddCaptions(group string, tracks []media.CaptionTrack, none bool) {
	if m.pictureless() {
		return
	}
	for _, t := range tracks {
		r := m.captions(ClosedCaptions, group, t)
		r.InstreamID = t.ID
		m.Renditions = append(m.Renditions, r)
	}
	for i := range m.Variants {
		switch {
		case len(tracks) > 0:
			m.Variants[i].ClosedCaptions = group
		case none:
			m.Variants[i].ClosedCaptions = NoCaptions
		}
	}
}

// SubtitleTrack is a rendition of WebVTT that a Multivariant may have.
type SubtitleTrack struct {
	media.CaptionTrack
	URI string
}

// AddSubtitles gives every variant the tracks as its subtitles.
func (m *Multivariant) AddSubtitles(group string, tracks ...SubtitleTrack) {
	if len(tracks) == 0 {
		return
	}
	for _, t := range tracks {
		r := m.captions(Subtitles, group, t.CaptionTrack)
		r.URI = t.URI
		m.Renditions = append(m.Renditions, r)
	}
	for i := range m.Variants {
		m.Variants[i].Subtitles = group
	}
}

func (m *Multivariant) pictureless() bool {
	return len(m.Variants) == 0 || m.Variants[0].Width == 0
}

// captions is a track's rendition, of a name that none of its group has. A player may choose it by itself if none before it
// has its language.
func (m *Multivariant) captions(kind MediaType, group string, t media.CaptionTrack) Rendition {
	same := func(is func(Rendition) bool) bool {
		return m.any(func(r Rendition) bool { return r.Type == kind && r.Group == group && is(r) })
	}
	r := Rendition{Type: kind, Group: group, Name: quotable(cmp.Or(t.Name, t.Language, t.ID)), Language: quotable(cmp.Or(t.Language, "und")), Default: t.Default}
	for same(func(o Rendition) bool { return o.Name == r.Name }) {
		r.Name += " (" + t.ID + ")"
	}
	r.AutoSelect = r.Default || !same(func(o Rendition) bool { return o.Language == r.Language })
	return r
}
