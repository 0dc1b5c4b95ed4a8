package origin

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// A text rendition has captions as WebVTT. It follows the leading rendition: a part of it is written for each of that one's, in the same
// moment, with the cues that are shown in its time, and a segment has those of its parts. What was published does not change. A cue that
// comes too late for the parts in which it would have been shown is in the next one, with its own time: players are behind what was published by
// as much as they buffer, and show it if they have not passed it.

const (
	textPrefix = "text-" // of a text rendition's name, before its track's ID
	textGroup  = "subtitles"

	maxCues     = 1000                // of a track that are still to be shown
	maxAtOnce   = 32                  // that a track shows at a time, and that come late for one part
	maxCueTime  = 600 * media.Second  // that a cue is shown
	maxAhead    = 3600 * media.Second // that a cue comes ahead of the media
	maxLate     = 60 * media.Second   // after its end
	maxTextHeld = 8 << 20             // bytes of a track's segments that players can go back to, beyond the window
	textGone    = 60 * media.Second   // how long segments can be had that players cannot go back to any more
)

// Errors of Caption.
var (
	ErrCue      = errors.New("invalid cue")
	ErrCueLate  = errors.New("the cue is too late")
	ErrCuesFull = errors.New("too many cues wait")
	ErrTracks   = fmt.Errorf("a stream has at most %d tracks of captions", media.MaxTextTracks)
	ErrNoMedia  = errors.New("the stream has no media yet")
)

// textTrack is what a text rendition has beside its segments.
type textTrack struct {
	track media.CaptionTrack
	cues  []cue // still to be shown, by start
	count int   // cues that there were
	gone  []*segment
	held  int64 // bytes of segments that have left memory otherwise
}

type cue struct {
	webvtt.Cue
	told bool // a part has it
}

// NewCue is a cue that is to be added to a track. Its times are of the stream's timeline, or, if Live, count from the end of what is published.
type NewCue struct {
	webvtt.Cue
	Live bool
}

// PlacedCue says what became of a cue.
type PlacedCue struct {
	Start, End media.Ticks
	Late       bool // what it would have begun in was published: the next part has it
}

// Caption adds cues to a track, which there is from then on if there was none of that ID; who watches since before does not know of a new one. All of them
// are added, or none.
func (s *Stream) Caption(track media.CaptionTrack, cues []NewCue) ([]PlacedCue, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	lead := s.leadLocked()
	switch {
	case s.ended:
		return nil, ErrEnded
	case lead == nil || len(lead.segs) == 0:
		return nil, ErrNoMedia
	}
	edge := lead.end()
	r := s.renditions[textPrefix+track.ID]
	var pending []cue
	if r != nil {
		pending = r.text.cues
	}
	pending = slices.Clone(pending)
	fresh := make([]cue, 0, len(cues))
	for i, c := range cues {
		if c.Live {
			c.Start += edge
			c.End += edge
		}
		if err := checkCue(c.Cue, edge); err != nil {
			return nil, fmt.Errorf("cue %d: %w", i+1, err)
		}
		fresh = append(fresh, cue{Cue: c.Cue})
	}
	for i, c := range fresh {
		beside := 0
		for _, o := range pending {
			if o.Start < c.End && c.Start < o.End || o.late(edge) && c.late(edge) {
				beside++
			}
		}
		if beside >= maxAtOnce || len(pending) >= maxCues {
			return nil, fmt.Errorf("cue %d: %w", i+1, ErrCuesFull)
		}
		pending = append(pending, c)
	}
	if r == nil {
		var err error
		if r, err = s.addTextLocked(track); err != nil {
			return nil, err
		}
		for _, text := range s.followLocked() {
			s.advanceLocked(text)
		}
	}
	placed := make([]PlacedCue, len(fresh))
	taken := make([]webvtt.Cue, len(fresh))
	for i, c := range fresh {
		r.text.count++
		c.ID = strconv.Itoa(r.text.count)
		r.text.cues = append(r.text.cues, c)
		placed[i] = PlacedCue{Start: c.Start, End: c.End, Late: c.Start < edge}
		taken[i] = c.Cue
	}
	if s.tap != nil {
		s.tap.Captions(r.text.track, taken)
	}
	slices.SortStableFunc(r.text.cues, func(a, b cue) int { return cmp.Compare(a.Start, b.Start) })
	return placed, nil
}

// checkCue holds a cue against its bounds, and to the time up to which there is media.
func checkCue(c webvtt.Cue, edge media.Ticks) error {
	switch {
	case c.Text == "" || len(c.Text) > webvtt.MaxText:
		return fmt.Errorf("%w: from 1 to %d bytes of text", ErrCue, webvtt.MaxText)
	case c.End <= c.Start || c.End-c.Start > maxCueTime:
		return fmt.Errorf("%w: shown for %s: up to %s", ErrCue, c.End-c.Start, maxCueTime)
	case c.Start > edge+maxAhead:
		return fmt.Errorf("%w: it begins more than %s ahead of the stream", ErrCue, maxAhead)
	case c.Start < 0 || c.End < edge-maxLate:
		return fmt.Errorf("%w: it was over more than %s ago", ErrCueLate, maxLate)
	}
	if err := webvtt.Settings(c.Settings); err != nil {
		return fmt.Errorf("%w: %w", ErrCue, err)
	}
	return nil
}

// late says that the cue is over where the media ends.
func (c cue) late(edge media.Ticks) bool { return c.End <= edge }

// declareTextLocked opens the text tracks among those that were declared.
func (s *Stream) declareTextLocked(tracks []media.CaptionTrack) {
	for _, t := range tracks {
		if t.InVideo() {
			continue
		}
		if r := s.renditions[textPrefix+t.ID]; r != nil && r.text != nil {
			r.text.track = t
			continue
		}
		if _, err := s.addTextLocked(t); err != nil {
			s.origin.log.Warn("captions that were declared", "stream", s.name, "track", t.ID, "err", err)
		}
	}
	for _, text := range s.followLocked() {
		s.advanceLocked(text)
	}
}

// addTextLocked opens a track.
func (s *Stream) addTextLocked(t media.CaptionTrack) (*rendition, error) {
	name := textPrefix + t.ID
	if len(s.textsLocked()) >= media.MaxTextTracks {
		return nil, ErrTracks
	}
	if s.renditions[name] != nil {
		return nil, fmt.Errorf("%w: a rendition is named %s", ErrCue, name)
	}
	r := newRendition(s, name)
	r.text = &textTrack{track: t}
	s.renditions[name] = r
	s.order = append(s.order, r)
	return r, nil
}

func (s *Stream) textsLocked() (list []*rendition) {
	for _, r := range s.order {
		if r.text != nil {
			list = append(list, r)
		}
	}
	return list
}

// followLocked brings the text renditions to where the leading one is: with gaps where that one has gaps. It returns those that have something new.
func (s *Stream) followLocked() (grown []*rendition) {
	lead := s.leadLocked()
	if lead == nil || len(lead.publishedLocked()) == 0 {
		return nil
	}
	for _, r := range s.textsLocked() {
		if r.started && !r.next.Less(lead.next) {
			continue
		}
		if head := lead.publishedLocked()[0]; !r.started {
			r.startLocked(head.seq, head.start)
		}
		at := r.next
		for {
			s.settleLocked(r)
			from := lead.segment(r.next.Segment)
			if from == nil || r.next.Part >= len(from.parts) {
				break
			}
			r.writeLocked(from)
		}
		if r.next != at {
			grown = append(grown, r)
		}
	}
	return grown
}

// writeLocked appends the part that goes with the one of that number of the leading rendition's segment.
func (r *rendition) writeLocked(from *segment) {
	like := from.parts[r.next.Part]
	begins := from.start
	for _, p := range from.parts[:r.next.Part] {
		begins += p.Duration
	}
	p := part{Part: media.Part{ID: r.next, Start: begins, Duration: like.Duration, Independent: true}, gap: like.gap}
	var shown []webvtt.Cue
	if !p.gap {
		shown = r.text.take(begins, begins+like.Duration)
		p.Data = webvtt.AppendSegment(nil, begins, shown)
	}
	r.appendLocked(p)
	open := r.open()
	for _, c := range shown {
		if !slices.ContainsFunc(open.cues, func(o webvtt.Cue) bool { return o.ID == c.ID }) {
			open.cues = append(open.cues, c)
		}
	}
}

// take is the cues that are shown in a span, and those that came too late for what is before it. What is over behind it is forgotten.
func (t *textTrack) take(from, to media.Ticks) (shown []webvtt.Cue) {
	kept := t.cues[:0]
	for _, c := range t.cues {
		if c.Start < to && (c.End > from || !c.told) {
			c.told = true
			shown = append(shown, c.Cue)
		}
		if !c.told || c.End > to {
			kept = append(kept, c)
		}
	}
	clear(t.cues[len(kept):])
	t.cues = kept
	return shown
}

// wholeTextLocked writes a segment that has become whole: it has the cues of its parts.
func (r *rendition) wholeTextLocked(s *segment) {
	if !s.gap {
		s.text = webvtt.AppendSegment(nil, s.start, s.cues)
		size := int64(len(s.text))
		s.size += size
		r.held += size
		r.stream.held += size
	}
	s.cues = nil
}

// addSubtitlesLocked adds the text tracks.
func (s *Stream) addSubtitlesLocked(m *hls.Multivariant, query string) {
	var tracks []hls.SubtitleTrack
	for _, r := range s.textsLocked() {
		if r.playable() {
			tracks = append(tracks, hls.SubtitleTrack{CaptionTrack: r.text.track, URI: r.name + "/" + mediaPlaylist + query})
		}
	}
	m.AddSubtitles(textGroup, tracks...)
}

// pastTextLocked notes that a segment has left memory otherwise: what is kept beyond that is bounded, and older ones are lost.
func (r *rendition) pastTextLocked(s *segment) {
	t := r.text
	t.held += int64(len(s.text))
	for i := 0; i < len(r.past) && t.held > maxTextHeld; i++ {
		if old := r.past[i]; old.text != nil {
			t.held -= int64(len(old.text))
			old.text, old.lost = nil, true
		}
	}
}

// forgetTextLocked notes that players cannot go back to segments any more. Who has a playlist that lists them can have them for a while.
func (r *rendition) forgetTextLocked(list []*segment, before media.Ticks) {
	t := r.text
	for _, s := range list {
		t.held -= int64(len(s.text))
	}
	t.gone = append(t.gone, list...)
	for len(t.gone) > 0 && t.gone[0].start+t.gone[0].duration <= before-textGone {
		t.gone = t.gone[1:]
	}
}

// findText returns a whole segment that is in memory in one way or another, nil if it is not, and how it is encrypted.
func (r *rendition) findText(seq media.SegmentSeq) ([][]byte, *sealed) {
	r.stream.mu.RLock()
	defer r.stream.mu.RUnlock()
	if s := r.segment(seq); s != nil {
		if s.text == nil {
			return nil, nil
		}
		return [][]byte{s.text}, s.sealed
	}
	for _, list := range [][]*segment{r.past, r.text.gone} {
		i := slices.IndexFunc(list, func(s *segment) bool { return s.seq == seq })
		if i < 0 || list[i].text == nil {
			continue
		}
		cover, ok := r.pastCoverLocked(seq)
		if !ok {
			return nil, nil
		}
		return [][]byte{list[i].text}, cover.wrap()
	}
	return nil, nil
}
