package origin

import (
	"fmt"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

// Stream is one publish. Its methods may be called concurrently; the parts of one rendition are published by one
// caller at a time.
//
// The source rendition leads: its parts say which parts every other rendition should have. In a stream without video
// the main audio rendition leads.
type Stream struct {
	origin   *Origin
	name     string
	start    time.Time
	previous atomic.Pointer[Stream] // the stream of this name before this one, while it lingers
	version  atomic.Uint64          // counts everything that can change a playlist
	past     atomic.Bool            // ended, or moved; for those who hold no lock
	moved    atomic.Bool            // goes on elsewhere

	mu         sync.RWMutex // guards what follows, and every rendition's state
	token      string       // part of every media URI, so that a republish never reuses one
	expected   media.Ladder
	frameRate  media.Rational
	renditions map[string]*rendition
	order      []*rendition // as they became known
	first      time.Time    // when the first part was published
	held       int64        // bytes of media
	longest    media.Ticks  // longest playlist so far
	cuts       []media.SegmentSeq
	cutsGone   uint64 // discontinuities before cuts[0]
	ended      bool
	declared   []media.CaptionTrack
	seen       *sei.Captions // in the video; nil: nobody has looked
	linger     *time.Timer
	gone       func()                   // see OnGone
	changed    chan struct{}            // closed and replaced when the ladder or a leading playlist changes
	tap        Tap                      // nil: none
	archive    Archive                  // nil: nothing is there but what memory has
	rewind     media.Ticks              // how far one can go back with it; 0: no further than memory does
	kept       map[string]KeptRendition // of renditions that there are not yet
	initsFrom  int                      // number of the first init segment of this origin: another one may have had those before
	timed      timed
	ranges     []hls.DateRange // as they were said
	keys       *keys           // nil: the stream is in the clear

	indexes [documentKinds]documents // multivariant playlists, by what they refer to
}

// maxRenditions bounds a stream, but for its captions: the ladder, the source and the audio tracks.
const maxRenditions = media.MaxRenditions + 1 + media.MaxAudioTracks

var renditionName = regexp.MustCompile(`^[a-z0-9_-]{1,32}$`)

// Name is the name that the stream was created with.
func (s *Stream) Name() string { return s.name }

// Ended says whether End was called.
func (s *Stream) Ended() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.ended
}

// Expect announces the rungs that are to be made of the source, best first, and the source's nominal frame rate
// (zero when unknown). An early viewer waits a little for all of them. It may be called again when the ladder changes.
func (s *Stream) Expect(ladder []media.Rendition, frameRate media.Rational) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expected = slices.Clone(ladder)
	s.frameRate = frameRate
	s.touchLocked()
}

// VideoInit gives a video rendition its format and init segment; bandwidthHint is its nominal bit rate, 0 when
// unknown. Called again with another init segment, it holds from the rendition's next segment on.
func (s *Stream) VideoInit(name string, f media.VideoFormat, bandwidthHint int, init []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, audio := media.AudioTrack(name); audio {
		return fmt.Errorf("init %s: %w: that name is an audio track's", name, ErrPart)
	}
	r, err := s.initLocked(name, init)
	if err != nil {
		return fmt.Errorf("init %s: %w", name, err)
	}
	r.video = &f
	r.hint = max(bandwidthHint, 0)
	s.touchLocked()
	return nil
}

// AudioInit gives the rendition of an audio track its format and init segment. Its name is media.AudioTrackName.
func (s *Stream) AudioInit(f media.AudioFormat, init []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := media.AudioTrackName(f.Track)
	r, err := s.initLocked(name, init)
	if err != nil {
		return fmt.Errorf("init %s: %w", name, err)
	}
	r.audio = &f
	r.hint = defaultAudioBitrate
	s.touchLocked()
	return nil
}

// defaultAudioBitrate stands in for the audio's bit rate until it was measured.
const defaultAudioBitrate = 128_000

func (s *Stream) initLocked(name string, init []byte) (*rendition, error) {
	switch {
	case s.ended:
		return nil, ErrEnded
	case !renditionName.MatchString(name):
		return nil, fmt.Errorf("%w: rendition name %q", ErrPart, name)
	case len(init) == 0:
		return nil, fmt.Errorf("%w: empty init segment", ErrPart)
	}
	r := s.renditions[name]
	if r != nil && r.text != nil {
		return nil, fmt.Errorf("%w: %q is captions", ErrPart, name)
	}
	if r == nil {
		if len(s.order)-len(s.textsLocked()) >= maxRenditions {
			return nil, fmt.Errorf("%w: more than %d renditions", ErrPart, maxRenditions)
		}
		r = newRendition(s, name)
		s.renditions[name] = r
		s.order = append(s.order, r)
	}
	if r.setInitLocked(init) && s.tap != nil {
		s.tap.Init(name, r.inits[len(r.inits)-1].number, init)
	}
	return r, nil
}

// Discontinuity says that segment seq begins behind an EXT-X-DISCONTINUITY, in every rendition: its timestamps or its
// format do not continue those before. It must come before any part of that segment.
func (s *Stream) Discontinuity(seq media.SegmentSeq) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return ErrEnded
	}
	for _, r := range s.order {
		if r.started && (media.PartID{Segment: seq}).Less(r.next) {
			return fmt.Errorf("discontinuity at segment %d: %w: %s is at %s", seq, ErrOrder, r.name, r.next)
		}
	}
	if n := len(s.cuts); n > 0 && s.cuts[n-1] >= seq {
		if s.cuts[n-1] == seq {
			return nil
		}
		return fmt.Errorf("discontinuity at segment %d: %w", seq, ErrOrder)
	}
	s.cuts = append(s.cuts, seq)
	return nil
}

// Publish appends a part to a rendition and releases who waits for it. Parts come in order and without holes; Skip
// makes a hole. A rendition that begins later than the leading one has gaps for what came before. p.Data is kept
// and must not change.
func (s *Stream) Publish(name string, p media.Part) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.publishLocked(name, p); err != nil {
		return fmt.Errorf("publish %s %s: %w", name, p.ID, err)
	}
	return nil
}

func (s *Stream) publishLocked(name string, p media.Part) error {
	r := s.renditions[name]
	switch {
	case s.ended:
		return ErrEnded
	case r == nil:
		return ErrNoInit
	case len(p.Data) == 0 || p.Duration <= 0 || p.ID.Part < 0:
		return ErrPart
	case p.ID.Part >= maxParts:
		return fmt.Errorf("%w: more than %d in a segment", ErrPart, maxParts)
	case s.copiesLocked()*(s.held+int64(len(p.Data))) > s.origin.cfg.MaxBytes:
		return ErrTooLarge
	}
	if !r.started {
		if err := s.startLocked(r, p.ID, p.Start); err != nil {
			return err
		}
	}
	s.settleLocked(r)
	if p.ID != r.next && r.own() && r.next.Part > 0 && p.ID == (media.PartID{Segment: r.next.Segment + 1}) {
		r.closeLocked() // its last part was not marked as such
	}
	switch {
	case p.ID.Less(r.next):
		return fmt.Errorf("%w: next is %s", ErrStale, r.next)
	case p.ID != r.next:
		return fmt.Errorf("%w: next is %s", ErrOrder, r.next)
	}
	events := s.eventsLocked(r, p)
	r.appendLocked(part{Part: p, events: events})
	if s.tap != nil {
		open := r.open()
		if len(events) > 0 {
			p.Data = append(events[:len(events):len(events)], p.Data...)
		}
		s.tap.Part(name, TappedPart{Part: p, Shown: open.start, Init: open.init.number, Cut: open.cut})
	}
	if p.Last {
		r.closeLocked()
	} else {
		s.settleLocked(r)
	}
	if s.first.IsZero() {
		s.first = s.origin.cfg.Now()
	}
	s.grownLocked(r)
	return nil
}

// startLocked places a rendition's first part: at its own number if it leads, else behind gaps for all that the
// leading rendition lists before it.
func (s *Stream) startLocked(r *rendition, at media.PartID, begins media.Ticks) error {
	lead := s.leadLocked()
	if lead == nil || !lead.started && lead != r && r.audio == nil {
		return fmt.Errorf("%w: the leading rendition begins first", ErrOrder)
	}
	if lead == r || !lead.started {
		if at.Part != 0 {
			return fmt.Errorf("%w: a rendition begins with part 0", ErrOrder)
		}
		r.startLocked(at.Segment, begins)
		return nil
	}
	head := lead.next.Segment
	if listed := lead.publishedLocked(); len(listed) > 0 {
		head, begins = listed[0].seq, listed[0].start
	}
	if at.Segment < head {
		return fmt.Errorf("%w: segment %d has left the playlist", ErrStale, at.Segment)
	}
	if lead.next.Less(at) {
		return fmt.Errorf("%w: ahead of the leading rendition, which is at %s", ErrOrder, lead.next)
	}
	r.startLocked(min(head, at.Segment), begins)
	s.fillLocked(r, at)
	return nil
}

// Skip says that nothing of the rendition will be published any more before that part: what misses, as far as the
// leading rendition has it, becomes gaps. It does nothing for a rendition that has no init segment or leads itself.
func (s *Stream) Skip(name string, before media.PartID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.renditions[name]
	lead := s.leadLocked()
	if s.ended || r == nil || !r.started || lead == nil || lead == r {
		return
	}
	if at := r.next; s.fillLocked(r, before) || r.next != at {
		s.evictLocked()
		s.advanceLocked(r)
	}
}

// fillLocked appends gaps to r up to a part, or as far as the leading rendition is, and says whether it appended any.
func (s *Stream) fillLocked(r *rendition, before media.PartID) (filled bool) {
	lead := s.leadLocked()
	if r.audio != nil && r.next.Part > 0 && r.next.Segment < before.Segment {
		r.padLocked(lead.segment(r.next.Segment))
		filled = true
	}
	if oldest, ok := lead.oldest(); ok && r.next.Segment < oldest {
		// Out of touch for longer than anything is remembered: all it listed is older than every other window.
		r.restartLocked(lead.listed()[0].seq)
		filled = true
	}
	for {
		s.settleLocked(r)
		if !r.next.Less(before) {
			return filled
		}
		from := lead.segment(r.next.Segment)
		if from == nil || r.next.Part >= len(from.parts) {
			return filled
		}
		p := from.parts[r.next.Part].Part
		p.Data, p.Independent, p.Frames = nil, false, 0
		if r.next.Part == 0 {
			p.Start = from.start
		}
		r.appendLocked(part{Part: p, gap: true})
		filled = true
	}
}

// settleLocked closes r's open segment if it has all the parts that the leading rendition's has.
func (s *Stream) settleLocked(r *rendition) {
	lead := s.leadLocked()
	if r == lead || r.audio != nil && !r.lastIsGap() || r.next.Part == 0 {
		return
	}
	if from := lead.segment(r.next.Segment); from != nil && from.whole && r.next.Part >= len(from.parts) {
		r.closeLocked()
	}
}

// Cuts is how many discontinuities the stream has had.
func (s *Stream) Cuts() uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.cutsGone + uint64(len(s.cuts))
}

// Move ends the stream here, as it goes on at another origin: its playlists are not served any more, and not ended either. Its media
// lingers. Who waits is answered from elsewhere.
func (s *Stream) Move() {
	s.moved.Store(true)
	s.End()
}

// End closes the open segments, marks what still misses as gaps, and ends every playlist. It may be called twice.
func (s *Stream) End() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return
	}
	lead := s.leadLocked()
	if lead != nil && lead.next.Part > 0 {
		lead.closeLocked()
	}
	s.followLocked()
	for _, r := range s.order {
		if r.started && r != lead {
			s.fillLocked(r, lead.next)
			if r.next.Part > 0 {
				r.closeLocked()
			}
		}
	}
	s.ended = true
	s.past.Store(true)
	if s.tap != nil {
		s.tap.End(s.moved.Load())
	}
	s.linger = time.AfterFunc(s.origin.cfg.Linger, func() { s.origin.forget(s) })
	for _, r := range s.order {
		s.advanceLocked(r)
	}
	s.touchLocked()
}

// OnGone has a function called, on a goroutine of its own, when an ended stream is not served any more; it is not called for a stream whose
// name another one has taken, nor when the origin closes. Call it before End.
func (s *Stream) OnGone(gone func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = gone
}

func (s *Stream) stopLinger() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.linger != nil {
		s.linger.Stop()
	}
}

// leadLocked is the rendition whose parts say what the others should have; nil before there is any.
func (s *Stream) leadLocked() *rendition {
	if r := s.renditions[media.SourceName]; r != nil {
		return r
	}
	return s.renditions[media.AudioName]
}

// cutLocked says whether a segment begins behind a discontinuity.
func (s *Stream) cutLocked(seq media.SegmentSeq) bool { return slices.Contains(s.cuts, seq) }

// cutsBeforeLocked is the EXT-X-DISCONTINUITY-SEQUENCE of a playlist whose first segment is seq.
func (s *Stream) cutsBeforeLocked(seq media.SegmentSeq) uint64 {
	n := s.cutsGone
	for _, c := range s.cuts {
		if c < seq {
			n++
		}
	}
	return n
}

// evictLocked slides every window and drops what need not be available any more.
func (s *Stream) evictLocked() {
	now := s.origin.cfg.Now()
	oldest := media.SegmentSeq(1<<64 - 1)
	for _, r := range s.order {
		r.slideLocked(now)
		r.evictLocked(now)
		if lead := s.leadLocked(); s.rewind > 0 && lead != nil {
			r.forgetLocked(lead.end() - s.rewind)
		}
		if first := r.firstLocked(); first != nil {
			oldest = min(oldest, first.seq)
		}
	}
	s.dropRangesLocked()
	if lead := s.leadLocked(); s.keys != nil && lead != nil {
		s.keys.forget(oldest, lead.next.Segment)
	}
	for len(s.cuts) > 0 && s.cuts[0] < oldest {
		s.cuts = s.cuts[1:]
		s.cutsGone++
	}
}

// grownLocked is what follows when a rendition has got more: captions follow the leading one, windows slide, and who waits is told.
func (s *Stream) grownLocked(r *rendition) {
	texts := s.followLocked()
	s.evictLocked()
	s.advanceLocked(r)
	for _, text := range texts {
		s.advanceLocked(text)
	}
}

// advanceLocked publishes what changed in r's playlist to those who wait for it.
func (s *Stream) advanceLocked(r *rendition) {
	s.version.Add(1)
	r.advanceLocked()
	if lead := s.leadLocked(); r.fresh || r == lead || r.audio != nil {
		r.fresh = false
		s.touchLocked()
	}
}

// touchLocked wakes the multivariant requests.
func (s *Stream) touchLocked() {
	s.version.Add(1)
	close(s.changed)
	s.changed = make(chan struct{})
}
