package conformance

import (
	"slices"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// TextPiece is a whole segment of WebVTT.
type TextPiece struct {
	Segment
	Cut  uint64 // discontinuities before it
	Cues []webvtt.Cue
}

// Text checks a segment or a part of WebVTT, and returns its cues.
func (f *Findings) Text(uri string, data []byte) (cues []webvtt.Cue, ok bool) {
	cues, err := webvtt.Check(data)
	f.Check(err == nil, Subtitles, "%s: %v", uri, err)
	return cues, err == nil
}

// TextParts checks that a segment has the cues of its parts.
func (f *Findings) TextParts(s Segment, whole []webvtt.Cue, parts [][]webvtt.Cue) {
	has := func(list []webvtt.Cue, c webvtt.Cue) bool {
		return slices.ContainsFunc(list, func(o webvtt.Cue) bool { return same(o, c) })
	}
	all := slices.Concat(parts...)
	f.Check(!slices.ContainsFunc(all, func(c webvtt.Cue) bool { return !has(whole, c) }), PartSet, "segment %d lacks cues of its parts", s.MSN)
	f.Check(!slices.ContainsFunc(whole, func(c webvtt.Cue) bool { return !has(all, c) }), PartSet, "segment %d has cues that none of its parts has", s.MSN)
}

// same says whether two cues are one, in two segments.
func same(a, b webvtt.Cue) bool {
	const tick = media.Second / 1000
	off := unwrap(a.Start, b.Start) - b.Start
	return a.Text == b.Text && max(off, -off) <= tick
}

// unwrap is the time nearest to another one that a timestamp of 33 bits may stand for.
func unwrap(t, near media.Ticks) media.Ticks {
	const wrap = media.Ticks(1<<33) * (media.ClockRate / 90_000)
	for t < near-wrap/2 {
		t += wrap
	}
	for t > near+wrap/2 {
		t -= wrap
	}
	return t
}

// SubtitleTimes checks where the cues of a rendition of WebVTT lie, in the order of its segments, by what the media of the others says of dates and
// timestamps: none begins behind its segment, and one that goes on is in the next segment, too.
func (f *Findings) SubtitleTimes(name string, pieces []TextPiece, renditions map[string][]Piece) {
	f.About(name)
	zero := make(map[uint64]time.Time) // date of timestamp 0, by discontinuities
	for _, list := range renditions {
		for _, p := range list {
			if !p.DateTime.IsZero() && (p.Extent.Video || zero[p.Cut].IsZero()) {
				zero[p.Cut] = p.DateTime.Add(-p.Extent.First.Duration())
			}
		}
	}
	for i, p := range pieces {
		at, known := zero[p.Cut]
		if !known || p.DateTime.IsZero() {
			continue
		}
		begins := media.FromDuration(p.DateTime.Sub(at))
		ends := begins + media.FromDuration(p.Duration+tolerance)
		for _, c := range p.Cues {
			start := unwrap(c.Start, begins)
			f.Check(start < ends, Subtitles, "segment %d ends at %s, and has a cue from %s on", p.MSN, ends, start)
			if next := i + 1; next < len(pieces) && pieces[next].MSN == p.MSN+1 && pieces[next].Cut == p.Cut && start+c.End-c.Start > ends {
				f.Check(slices.ContainsFunc(pieces[next].Cues, func(o webvtt.Cue) bool { return same(c, o) }), Subtitles,
					"segment %d lacks a cue of the one before that goes on in it", p.MSN+1)
			}
		}
	}
}
