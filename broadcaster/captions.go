package broadcaster

import (
	"context"
	"time"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
	"github.com/millrace/millrace/pkg/webvtt"
)

// watchCaptions tells the origin of captions that the video turns out to have, or not to have, where that can be told. feeding is held.
func (s *stream) watchCaptions(f *media.VideoFormat, unit []byte) {
	if f == nil || f.Codec != media.CodecH264 && f.Codec != media.CodecHEVC {
		return
	}
	seen := sei.CaptionsOf(f.Codec, unit)
	if s.captions != nil {
		if seen = seen.With(*s.captions); seen == *s.captions {
			return
		}
	}
	s.captions = &seen
	s.origin.SeeCaptions(seen)
}

var _ api.Captioner = network{}

// Caption adds cues to a track of a live stream.
func (n network) Caption(_ context.Context, stream string, track media.CaptionTrack, cues []api.NewCue) ([]api.PlacedCue, error) {
	s := n.b.stream(stream)
	if s == nil || s.hasEnded() {
		return nil, api.ErrNotLive
	}
	list := make([]origin.NewCue, len(cues))
	for i, c := range cues {
		list[i] = origin.NewCue{Cue: webvtt.Cue{Start: c.Start, End: c.End, Settings: c.Settings, Text: c.Text}, Live: c.At.IsZero()}
		if !c.At.IsZero() {
			at := media.FromDuration(c.At.Sub(s.start))
			list[i].Start += at
			list[i].End += at
		}
	}
	placed, err := s.origin.Caption(track, list)
	if err != nil {
		return nil, err
	}
	out := make([]api.PlacedCue, len(placed))
	for i, p := range placed {
		when := func(t media.Ticks) time.Time { return s.start.Add(t.Duration()).UTC().Round(time.Millisecond) }
		out[i] = api.PlacedCue{Start: when(p.Start), End: when(p.End), Late: p.Late}
	}
	return out, nil
}
