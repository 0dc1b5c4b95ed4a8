package segmenter

import (
	"fmt"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// video is the state of the video track.
type video struct {
	known  bool
	format media.VideoFormat

	started bool
	flushed bool             // no unit is held back: next's DTS is where the following one belongs
	open    bool             // B-frames, and a segment that was flushed had one behind it that does not begin with an IDR
	next    media.AccessUnit // the unit held back: its duration is not known yet
	frames  pace
	gops    gops

	segment    media.SegmentSeq
	segmentDTS media.Ticks // of the segment's first sample
	segmentPTS media.Ticks // where the segment begins in presentation
	order      order

	part    int
	partDTS media.Ticks
	samples []fmp4.Sample // of the open part, without next
	data    []byte        // payloads of the open part, with next's behind them; used again and again
	parts   uint32        // parts made so far
}

// keepData is how large the buffer of a part may be without being used.
const keepData = 1 << 20

// hold makes a copy of a unit the one that is held back.
func (v *video) hold(au media.AccessUnit) {
	at := len(v.data)
	v.data = append(v.data, au.Payload...)
	v.next = au
	v.next.Payload = v.data[at:]
}

// release lets go of the open part's payloads, and keeps next's.
func (v *video) release() {
	clear(v.samples)
	v.samples = v.samples[:0]
	if cap(v.data) > keepData && cap(v.data) > 4*len(v.data) {
		v.data = nil
	}
	v.data = append(v.data[:0], v.next.Payload...)
	v.next.Payload = v.data
}

// Video takes the next video access unit in decoding order.
func (s *Segmenter) Video(au media.AccessUnit) error {
	v := &s.video
	switch {
	case s.ended:
		return ErrEnded
	case !v.known:
		return fmt.Errorf("%w: video without a format", ErrAccessUnit)
	case len(au.Payload) == 0 || len(au.Payload) > MaxVideoUnit:
		return fmt.Errorf("%w: video of %d bytes", ErrAccessUnit, len(au.Payload))
	case au.DTS < 0 || au.DTS > fmp4.MaxTime/2 || au.PTS-au.DTS > maxReorder || au.DTS-au.PTS > maxReorder:
		return fmt.Errorf("%w: video at DTS %v, PTS %v", ErrTimestamp, au.DTS, au.PTS)
	}
	if !v.started {
		if !au.Key {
			s.stats.VideoDropped++
			return nil
		}
		v.started = true
		v.hold(au)
		v.gops.idr(au.DTS)
		s.beginSegment(s.cfg.FirstSegment)
		s.audioPassed(au.DTS)
		return nil
	}
	if step := au.DTS - v.next.DTS; step > s.cfg.SegmentMax || step < -maxBackstep {
		return fmt.Errorf("%w: video from %v to %v", ErrTimestamp, v.next.DTS, au.DTS)
	} else if step <= 0 {
		if !v.flushed {
			au.DTS = v.next.DTS + 1
			s.stats.Restamped++
		} else if step < 0 {
			au.DTS = v.next.DTS
			s.stats.Restamped++
		}
	}
	if v.flushed {
		v.flushed = false
		v.hold(au)
		v.open = v.open || v.order.reordered && !au.Key
		if au.Key {
			v.gops.idr(au.DTS)
		}
		s.beginSegment(v.segment + 1)
		s.audioPassed(au.DTS)
		return nil
	}

	s.settle(au.DTS - v.next.DTS)
	v.hold(au)
	if au.Key {
		v.gops.idr(au.DTS)
	}
	closed := v.order.closed(au, v.segmentDTS, v.segmentPTS, v.frames.shortest())
	switch {
	case s.segmentEndsBeforeNext(closed):
		s.cutSegment()
	case s.partEndsBeforeNext(closed):
		s.cutPart(false, false)
	}
	s.audioPassed(au.DTS)
	return nil
}

// settle gives the unit held back its duration and its place. What was expected of the duration when the unit came
// may have been too short: then the cut before it is made now.
func (s *Segmenter) settle(duration media.Ticks) {
	v := &s.video
	inSegment, inPart := v.next.DTS-v.segmentDTS, v.next.DTS-v.partDTS
	switch {
	case len(v.samples) == 0: // it begins its part: too late to begin a segment
		limit := media.Ticks(s.cfg.TargetDuration())*media.Second + media.Second/2 - 1
		if inSegment > 0 && inSegment+duration > limit {
			duration = limit - inSegment
			s.stats.VideoGaps++
		}
	case inSegment+duration > s.cfg.SegmentMax:
		s.cutSegment()
	case inPart+duration > s.cfg.PartTarget:
		s.cutPart(false, false)
	}
	if len(v.samples) == 0 && duration > s.cfg.PartTarget {
		s.stats.LongParts++
	}
	v.frames.add(duration)
	v.samples = append(v.samples, fmp4.Sample{
		Duration: int64(duration),
		Offset:   int64(v.next.PTS - v.next.DTS),
		Key:      v.next.Key,
		Data:     v.next.Payload,
	})
	v.order.add(v.next)
}

// segmentEndsBeforeNext decides whether the unit held back begins a segment.
func (s *Segmenter) segmentEndsBeforeNext(closed bool) bool {
	v := &s.video
	elapsed, frame := v.next.DTS-v.segmentDTS, v.frames.shortest()
	if v.next.Key {
		if elapsed+frame/2 >= s.cfg.SegmentTarget { // timestamps may be rounded
			return true
		}
		if elapsed >= s.cfg.PartTarget && elapsed+v.gops.typical()+frame/2 > s.cfg.SegmentMax {
			return true
		}
	}
	if elapsed+frame > s.cfg.SegmentMax {
		return true
	}
	group := v.order.group(frame)
	return closed && group > 0 && elapsed >= s.cfg.SegmentTarget && elapsed+group > s.cfg.SegmentMax
}

// partEndsBeforeNext decides whether the unit held back begins a part of the same segment.
func (s *Segmenter) partEndsBeforeNext(closed bool) bool {
	v := &s.video
	elapsed, frame := v.next.DTS-v.partDTS, v.frames.shortest()
	if elapsed+frame > s.cfg.PartTarget || len(v.samples) == fmp4.MaxSamples-1 || len(v.data) > maxPartBytes {
		return true
	}
	const shortest = 85 // percent of the target that every part but a segment's last must have (RFC 8216bis 4.4.4.9)
	group := v.order.group(frame)
	return closed && group > 0 && elapsed+group > s.cfg.PartTarget && 100*elapsed >= shortest*s.cfg.PartTarget
}

// cutSegment ends the segment before the unit held back.
func (s *Segmenter) cutSegment() {
	s.cutPart(true, false)
	if !s.video.next.Key {
		s.stats.ForcedCuts++
	}
	s.beginSegment(s.video.segment + 1)
}

// beginSegment makes the unit held back the first of a segment. Where that is no key, or one that leads an open GOP,
// B-frames behind it may be presented first: then the segment begins in presentation as far from the one before as it
// does in decoding.
func (s *Segmenter) beginSegment(seq media.SegmentSeq) {
	v := &s.video
	start, follows := v.next.PTS, v.next.DTS+v.segmentPTS-v.segmentDTS
	switch {
	case !v.next.Key:
		start = follows
	case v.format.Codec == media.CodecHEVC && v.parts > 0:
		start = min(start, follows)
	}
	v.segment, v.segmentDTS, v.segmentPTS = seq, v.next.DTS, start
	v.part, v.partDTS = 0, v.next.DTS
	v.order.begin(v.next.DTS)
	s.beginAudio(boundary{seq, start})
}

// cutPart hands out the open part, which ends before the unit held back.
func (s *Segmenter) cutPart(last, closed bool) {
	v := &s.video
	v.parts++
	var duration media.Ticks
	for i := range v.samples {
		duration += media.Ticks(v.samples[i].Duration)
	}
	s.out.VideoPart(media.Part{
		ID:          media.PartID{Segment: v.segment, Part: v.part},
		Start:       v.partDTS,
		Duration:    duration,
		Frames:      len(v.samples),
		Independent: v.samples[0].Key,
		Last:        last,
		Closed:      closed,
		Data:        fmp4.MarshalPart(v.parts, int64(v.partDTS), v.samples),
	})
	v.release()
	v.part, v.partDTS = v.part+1, v.next.DTS
}

// Flush ends the segment behind the newest access unit, without waiting for the next one to say how long that lasts. It
// is for publishers who say themselves where segments end. The part is Closed then. It does nothing, and says false, to a
// segment of less than half of SegmentTarget, and where frames that are still to come may be presented before the newest
// ones: the segment has a hole in presentation, or one before was followed by B-frames that do not begin with an IDR.
func (s *Segmenter) Flush() (done bool, err error) {
	v := &s.video
	if s.ended {
		return false, ErrEnded
	}
	if !v.started || v.flushed {
		return true, nil
	}
	due := v.next.DTS + v.expected()
	if v.open || due-v.segmentDTS < s.cfg.SegmentTarget/2 || !s.presentedBefore(due) {
		return false, nil
	}
	s.settle(v.expected())
	v.flushed, v.next = true, media.AccessUnit{DTS: due}
	s.audioPassed(due)
	s.cutPart(true, true)
	return true, nil
}

// presentedBefore says whether the segment's frames, with the unit held back and up to a DTS, fill the presentation without
// a hole that a later one may be meant for. Frames of varying durations pass only without B-frames.
func (s *Segmenter) presentedBefore(due media.Ticks) bool {
	v := &s.video
	if !v.order.reordered && v.next.PTS >= v.order.last && v.next.PTS-v.next.DTS == v.segmentPTS-v.segmentDTS {
		return true
	}
	frame := v.expected()
	diff := max(v.order.last, v.next.PTS) + frame - v.segmentPTS - (due - v.segmentDTS)
	return diff >= -frame/2 && diff <= frame/2
}

// expected is how long the unit held back lasts, to all appearances.
func (v *video) expected() media.Ticks {
	if d := v.frames.shortest(); d > 0 {
		return d
	}
	return max(v.format.FrameRate.FrameTicks(), 1) // the only frame
}

func (s *Segmenter) endVideo() {
	v := &s.video
	if !v.started || v.flushed {
		return
	}
	s.settle(v.expected())
	s.audioPassed(v.next.DTS)
	s.cutPart(true, false)
}
