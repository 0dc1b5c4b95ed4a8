package origin

import (
	"slices"
	"time"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// audioGroup is the GROUP-ID of the audio renditions.
const audioGroup = "audio"

// readyLocked says whether the multivariant playlist may be given to a first viewer: the leading rendition and the
// audio have a whole segment, and every announced rung has begun or was waited for long enough. If only time is
// missing, it says when.
func (s *Stream) readyLocked(now time.Time) (ready bool, at time.Time) {
	if s.ended {
		return true, at
	}
	lead := s.leadLocked()
	if lead == nil || !lead.begun() {
		return false, at
	}
	complete := true
	for _, r := range s.order {
		complete = complete && (r.audio == nil || r.begun())
	}
	for _, want := range s.expected {
		r := s.renditions[want.Name]
		complete = complete && r != nil && r.started
	}
	deadline := s.first.Add(s.origin.cfg.LadderWait)
	return complete || !now.Before(deadline), deadline
}

// begun says whether the rendition has had a whole segment.
func (r *rendition) begun() bool { return r.started && len(r.segs) > 0 && r.segs[0].whole }

// indexDocument is the multivariant playlist of what can be played now; nil when there is nothing.
func (s *Stream) indexDocument(kind documentKind) *document {
	index := &s.indexes[kind]
	if d := index.Load(); d != nil && d.version == s.version.Load() {
		return d
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var m *hls.Multivariant
	if kind == tsDocument {
		m = s.tsVariantsLocked()
	} else {
		m = s.multivariantLocked(kind)
	}
	if len(m.Variants) == 0 {
		return nil
	}
	d := &document{version: s.version.Load(), body: m.Append(nil)}
	index.Store(d)
	return d
}

func (s *Stream) multivariantLocked(kind documentKind) *hls.Multivariant {
	m := &hls.Multivariant{}
	query := kind.query()
	for _, r := range s.ladderLocked() {
		width, height := r.video.Shown()
		v := hls.Variant{
			URI:       r.name + "/" + mediaPlaylist + query,
			Codecs:    []string{codec.VideoString(*r.video)},
			Width:     width,
			Height:    height,
			FrameRate: s.frameRateLocked(r), VideoRange: hls.VideoRange(r.video.Transfer),
		}
		v.Bandwidth, v.AverageBandwidth = r.bandwidthLocked()
		m.Variants = append(m.Variants, v)
	}
	var tracks []hls.AudioTrack
	for track := range media.MaxAudioTracks {
		r := s.renditions[media.AudioTrackName(track)]
		if r == nil || !r.playable() {
			continue
		}
		t := hls.AudioTrack{Format: *r.audio, Codecs: []string{codec.AudioString(*r.audio)}, URI: r.name + "/" + mediaPlaylist + query}
		t.Bandwidth, t.AverageBandwidth = r.bandwidthLocked()
		tracks = append(tracks, t)
	}
	m.AddAudio(audioGroup, tracks...)
	s.addSubtitlesLocked(m, query)
	s.addCaptionsLocked(m)
	return m
}

// ladderLocked is the video renditions that can be played, the source first, then in the order that was announced,
// then any other. A source whose keyframes are far apart is left out if there are others: who switches to it sees nothing,
// or garbage, until the next one.
func (s *Stream) ladderLocked() []*rendition {
	var out []*rendition
	seen := make(map[string]bool)
	add := func(r *rendition) {
		if r != nil && r.video != nil && !seen[r.name] && r.playable() {
			seen[r.name] = true
			out = append(out, r)
		}
	}
	add(s.renditions[media.SourceName])
	for _, want := range s.expected {
		add(s.renditions[want.Name])
	}
	for _, r := range s.order {
		add(r)
	}
	if len(out) > 1 && out[0].name == media.SourceName && !s.origin.cfg.Source.offers(out[0]) {
		out = out[1:]
	}
	return out
}

// offers says whether the source, as it is, is offered beside others.
func (s SourceRung) offers(source *rendition) bool {
	return s == SourceAlways || s == SourceWhenSwitchable && !source.rarelyStarts()
}

// rarelyStarts says whether a listed segment does not begin with an IDR.
func (r *rendition) rarelyStarts() bool {
	return slices.ContainsFunc(r.publishedLocked(), func(s *segment) bool { return !s.parts[0].gap && !s.parts[0].Independent })
}

// frameRateLocked is the frame rate that the init segment says, else the announced, else the measured.
func (s *Stream) frameRateLocked(r *rendition) float64 {
	if f := r.video.FrameRate.Float(); f > 0 {
		return f
	}
	if f := s.frameRate.Float(); f > 0 {
		return f
	}
	if r.span == 0 {
		return 0
	}
	return float64(r.frames) * media.ClockRate / float64(r.span)
}

// bandwidthLocked is the rendition's peak and average bits per second: at least the nominal rate for the peak, as
// a scene that is quiet so far need not stay so.
func (r *rendition) bandwidthLocked() (peak, average int) {
	hint := int64(r.hint)
	if hint == 0 {
		for _, want := range r.stream.expected {
			if want.Name == r.name {
				hint = int64(want.Bitrate)
			}
		}
	}
	top := max(r.peak, hint)
	if top == 0 && r.span > 0 { // no whole segment yet
		top = 8 * r.held * media.ClockRate / int64(r.span)
	}
	mean := top
	if r.measured > 0 {
		mean = min(top, r.bits*media.ClockRate/int64(r.measured))
	}
	return roundUp(top), roundUp(mean)
}

func roundUp(bits int64) int { return int(max(bits+999, 1000) / 1000 * 1000) }
