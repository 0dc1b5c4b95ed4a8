package segmenter

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// boundary is where a segment begins in presentation.
type boundary struct {
	segment media.SegmentSeq
	pts     media.Ticks
}

// audio is the state of an audio track. Positions are in samples. What it says of video is the main track's for the others
// where there is no video.
type audio struct {
	known  bool
	format media.AudioFormat

	alone  bool        // there is no video, and this is the main track: it cuts itself
	held   []heldFrame // waits for video to pass, oldest first
	passed media.Ticks // DTS that video has reached: no segment will begin before it
	late   media.Ticks // the most that a frame came behind that

	segments []boundary // the segment that audio is in, and those known to follow it

	started bool
	paused  bool             // it was given up, and goes on where a segment begins
	segment media.SegmentSeq // of the open part, or of the last one
	part    int
	start   int64 // of the open part
	end     int64 // where the next frame belongs
	samples []fmp4.Sample
	parts   uint32
}

type heldFrame struct {
	pts     media.Ticks
	samples int64 // how long it lasts
	data    []byte
}

// Audio takes the next frame of an audio track.
func (s *Segmenter) Audio(au media.AccessUnit) error {
	if au.Track < 0 || au.Track >= len(s.audio) {
		return fmt.Errorf("%w: of audio track %d", ErrAccessUnit, au.Track)
	}
	a := &s.audio[au.Track]
	switch {
	case s.ended:
		return ErrEnded
	case !a.known:
		return fmt.Errorf("%w: audio without a format", ErrAccessUnit)
	case len(au.Payload) == 0 || len(au.Payload) > MaxAudioUnit:
		return fmt.Errorf("%w: audio of %d bytes", ErrAccessUnit, len(au.Payload))
	case au.PTS < 0 || au.PTS > fmp4.MaxTime/2:
		return fmt.Errorf("%w: audio at %v", ErrTimestamp, au.PTS)
	}
	samples := codec.Samples(a.format.Codec, au.Payload)
	if samples == 0 {
		return fmt.Errorf("%w: audio that lasts no time", ErrAccessUnit)
	}
	if newest, ok := a.newest(); ok && au.PTS < newest-MaxSkew || (ok || s.video.started) && au.PTS > max(newest, a.passed)+MaxSkew {
		return fmt.Errorf("%w: audio at %v, behind audio at %v and video at %v", ErrTimestamp, au.PTS, newest, a.passed)
	}
	a.late = max(a.late, a.passed-au.PTS)
	a.held = append(a.held, heldFrame{au.PTS, int64(samples), bytes.Clone(au.Payload)})
	if au.Track == 0 && !s.video.known && au.PTS-a.held[0].pts >= audioOnly {
		a.alone = true
	}
	s.placeAudio(a)
	if n := len(a.held); n > maxHeld || n > 0 && a.held[n-1].pts-a.held[0].pts > MaxSkew {
		a.held = slices.Delete(a.held, 0, 1)
		s.stats.AudioDropped++
	}
	return nil
}

// newest is the time of the last frame taken.
func (a *audio) newest() (media.Ticks, bool) {
	if n := len(a.held); n > 0 {
		return a.held[n-1].pts, true
	}
	return a.ticks(a.end), a.started
}

func (a *audio) ticks(samples int64) media.Ticks {
	return media.Rescale(samples, max(a.format.SampleRate, 1))
}

func (a *audio) samplesIn(t media.Ticks) int64 { return t.In(a.format.SampleRate) }

// followers are the audio tracks that are cut where another track is: all, but for the one that cuts itself.
func (s *Segmenter) followers() []audio {
	if s.audio[0].alone {
		return s.audio[1:]
	}
	return s.audio[:]
}

// beginAudio says that a segment begins in the track that leads.
func (s *Segmenter) beginAudio(b boundary) {
	tracks := s.followers()
	for i := range tracks {
		tracks[i].begin(b)
	}
}

// begin notes that a segment begins. What has been placed already stays where it is.
func (a *audio) begin(b boundary) {
	b.pts = max(b.pts, a.passed)
	if n := len(a.segments); n > 0 {
		b.pts = max(b.pts, a.segments[n-1].pts+1)
	}
	a.segments = append(a.segments, b)
}

// audioPassed says that the track that leads has reached a DTS: frames before it can be placed. Segments that a track has
// missed for too long are given up.
func (s *Segmenter) audioPassed(dts media.Ticks) {
	tracks := s.followers()
	for i := range tracks {
		a := &tracks[i]
		a.passed = max(a.passed, dts)
		s.placeAudio(a)
		patience := MaxSkew
		if a.started {
			patience = min(a.late+audioSilence, MaxSkew)
		}
		for len(a.segments) > 1 && a.segments[1].pts < a.passed-patience {
			s.giveUp(a)
		}
	}
}

// giveUp leaves the segment that a track is in for the next one. A part that gaps would follow may be too short for one.
func (s *Segmenter) giveUp(a *audio) {
	segment, next := a.segments[0].segment, a.segments[1]
	a.segments = a.segments[1:]
	if !a.started {
		return
	}
	if a.segment == segment && next.pts-a.ticks(a.end) <= audioSlack {
		s.cutAudio(a, true) // all of it is there
	}
	s.stats.AudioDropped += len(a.samples)
	a.paused, a.samples = true, a.samples[:0]
	s.out.AudioGap(a.format.Track, media.PartID{Segment: next.segment})
}

// placeAudio moves the frames whose segment is certain into parts.
func (s *Segmenter) placeAudio(a *audio) {
	n := 0
	for ; n < len(a.held) && (a.alone || s.ended || a.held[n].pts < a.passed); n++ {
		s.placeFrame(a, a.held[n])
	}
	a.held = slices.Delete(a.held, 0, n)
	if next := len(a.segments) > 1; next && len(a.samples) > 0 && a.ticks(a.end) >= a.segments[1].pts {
		s.cutAudio(a, true) // the segment is full: no need to wait for the frame behind it
	}
	if a.alone && a.started {
		s.audioPassed(a.ticks(a.end))
	}
}

// placeFrame puts a frame where the count of samples says, or at its timestamp if that is far from there.
func (s *Segmenter) placeFrame(a *audio, f heldFrame) {
	at := a.end
	wanted := a.samplesIn(f.pts)
	slack := a.samplesIn(audioSlack)
	gap := false
	switch {
	case !a.started || wanted > a.end+slack:
		at, gap = wanted, a.started
	case wanted < a.end-slack:
		s.stats.AudioDropped++
		return
	}
	segment, ok := s.audioSegment(a, a.ticks(at), a.ticks(f.samples))
	if (!a.started || a.paused) && segment != s.cfg.FirstSegment && a.ticks(at)-a.segments[0].pts > 2*a.ticks(f.samples) {
		ok = false
	}
	if !ok {
		s.stats.AudioDropped++
		return
	}
	switch {
	case a.started && segment != a.segment:
		s.cutAudio(a, true)
	case gap, at+f.samples-a.start > a.samplesIn(s.cfg.PartTarget):
		s.cutAudio(a, false)
	}
	if gap {
		s.stats.AudioGaps++
	}
	if !a.started || segment != a.segment {
		a.segment, a.part = segment, 0
	}
	if len(a.samples) == 0 {
		a.start = at
	}
	a.started, a.paused = true, false
	a.end = at + f.samples
	a.samples = append(a.samples, fmp4.Sample{Duration: f.samples, Key: true, Data: f.data})
}

// audioSegment finds the segment that a frame of a length at t belongs to; false if it precedes the first. Without video, and
// behind its end, segments end when they are long enough.
func (s *Segmenter) audioSegment(a *audio, t, length media.Ticks) (media.SegmentSeq, bool) {
	if len(a.segments) == 0 {
		a.segments = append(a.segments, boundary{s.cfg.FirstSegment, t})
		if a.alone {
			s.beginAudio(a.segments[0])
		}
	}
	for len(a.segments) > 1 && t >= a.segments[1].pts {
		a.segments = a.segments[1:]
	}
	current := &a.segments[0]
	longest := s.cfg.SegmentMax
	if a.alone {
		longest = s.cfg.SegmentTarget
	}
	if (a.alone || s.ended && len(a.segments) == 1) && t+length-current.pts > longest {
		*current = boundary{current.segment + 1, t}
		if a.alone {
			s.beginAudio(*current)
		}
	}
	return current.segment, t >= current.pts
}

// cutAudio hands out the open part, if there is one.
func (s *Segmenter) cutAudio(a *audio, last bool) {
	if len(a.samples) == 0 {
		return
	}
	a.parts++
	start, end := a.ticks(a.start), a.ticks(a.end)
	s.out.AudioPart(a.format.Track, media.Part{
		ID:          media.PartID{Segment: a.segment, Part: a.part},
		Start:       start,
		Duration:    end - start,
		Frames:      len(a.samples),
		Independent: true,
		Last:        last,
		Data:        fmp4.MarshalPart(a.parts, a.start, a.samples),
	})
	clear(a.samples)
	a.samples = a.samples[:0]
	a.part++
	a.start = a.end
}

// endAudio lets out what is held, the main track first: where there was no video the others are cut as that was.
func (s *Segmenter) endAudio() {
	leads := s.video.started || s.audio[0].known
	s.audio[0].alone = s.audio[0].alone || !s.video.started
	for i := range s.audio {
		if a := &s.audio[i]; leads {
			s.placeAudio(a)
			s.cutAudio(a, true)
		}
	}
}
