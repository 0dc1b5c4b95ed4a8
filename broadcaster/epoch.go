package broadcaster

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/media"
)

// firstSegment is the number of a stream's first segment. It is not 0: hls.js (1.7.4) takes 0 for no number at all when
// it looks for evicted media, and then loads the last part of segment 0 over and over, so that a viewer who comes in a
// stream's first seconds is stuck.
const firstSegment media.SegmentSeq = 1

// handover is how long the last renditions of an epoch may keep those of the next waiting.
const handover = 2 * time.Second

// epoch is a stretch of a stream in which time and formats are of one piece: one segmenter, and one dispatcher if there
// is anything to transcode. It cuts access units into parts and hands each to the origin (source rung, audio) and to
// dispatch (video). Between two epochs of a stream lies a discontinuity.
//
// It is fed by one goroutine at a time; the fields behind mu may be read by any.
type epoch struct {
	stream    *stream
	grant     admission.Grant // of its publisher
	log       *slog.Logger
	origin    *origin.Stream
	segmenter *segmenter.Segmenter
	done      chan struct{} // closed when nothing more comes from the network

	place  place                      // where the next epoch would begin
	video  bool                       // a part of it came
	sound  [media.MaxAudioTracks]bool // audio tracks of which a format came
	idle   []string                   // rungs that the stream has had and this epoch does not make
	ending bool                       // the segmenter lets out what it holds
	tail   []audioPart                // audio that came meanwhile
	ended  bool

	mu         sync.Mutex           // guards what follows
	before     *epoch               // whose renditions come first; nil: none, or they are all out
	dispatcher *dispatch.Dispatcher // nil: nothing to transcode, or no video yet
	problem    string               // why there is no dispatcher although there should be one
	cancel     context.CancelCauseFunc
	dispatched sync.WaitGroup
}

// audioPart is a part of an audio track.
type audioPart struct {
	track int
	media.Part
}

// place is a point of a stream behind everything that was published.
type place struct {
	segment media.SegmentSeq
	time    media.Ticks
}

var _ segmenter.Output = (*epoch)(nil)

// newEpoch begins an epoch at a place of the stream. before is the epoch that it follows; nil for the first.
func newEpoch(s *stream, at place, before *epoch) (*epoch, error) {
	e := &epoch{
		stream: s, grant: s.grant, log: s.log, origin: s.origin, before: before, place: at,
		done: make(chan struct{}), cancel: func(error) {},
	}
	var err error
	if e.segmenter, err = segmenter.New(segmenter.Config{FirstSegment: at.segment, PartTarget: media.FromDuration(s.b.cfg.PartDuration)}, e); err != nil {
		return nil, err
	}
	if at.segment > firstSegment {
		if err := s.origin.Discontinuity(at.segment); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// VideoInit opens the source rung, and dispatches the video if there is anything to make of it.
func (e *epoch) VideoInit(f media.VideoFormat, init []byte) {
	ladder := e.stream.b.fit(e.grant, f)
	e.idle = e.stream.setVideo(f, ladder)
	e.origin.Expect(ladder, f.FrameRate)
	if err := e.origin.VideoInit(media.SourceName, f, 0, init); err != nil {
		e.log.Error("source rung", "err", err)
	}
	e.log.Info("video", "codec", f.Codec, "width", f.Width, "height", f.Height, "frame_rate", f.FrameRate, "rungs", len(ladder))
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case len(e.grant.Ladder) == 0: // only the source is wanted
	case len(ladder) == 0:
		e.problem = "the picture is too small for any rung of the ladder"
	default:
		e.dispatchLocked(f, ladder)
	}
}

// fit is the ladder that a source gets.
func (b *Broadcaster) fit(grant admission.Grant, f media.VideoFormat) media.Ladder {
	width, height := f.Shown()
	ladder := grant.Ladder.Fit(width, height, grant.Rungs)
	if b.cfg.SourceRung == origin.SourceNever && len(grant.Ladder) > 0 {
		ladder = ladder.WithSourceSize(width, height)
	}
	return ladder.WithSourceRate(f.FrameRate)
}

// dispatchLocked sends the video to the network, once the renditions of the epoch before are out.
func (e *epoch) dispatchLocked(f media.VideoFormat, ladder media.Ladder) {
	d, err := dispatch.New(dispatch.Config{Stream: e.stream.name, Source: f, Ladder: ladder}, dispatch.Deps{
		Market: e.stream.b.market, Output: e.stream.answers, Logger: e.stream.b.log, Metrics: e.stream.b.dispatchMetrics, Traces: e.stream.b.traces,
	})
	if err != nil {
		e.problem = err.Error()
		e.log.Error("dispatch", "err", err)
		return
	}
	e.dispatcher = d
	ctx, cancel := context.WithCancelCause(context.Background()) // ends with the stream, not with its publisher
	e.cancel = cancel
	first, before := media.PartID{Segment: e.place.segment}, e.before
	e.dispatched.Go(func() {
		before.settle(handover)
		for _, r := range ladder {
			e.origin.Skip(r.Name, first) // what they still lack is not coming
		}
		if err := d.Run(ctx); err != nil {
			e.log.Warn("dispatch ended early", "err", err)
		}
	})
}

// ladder is what is made of the source now; nil if nothing is.
func (e *epoch) ladder() media.Ladder {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.dispatcher == nil {
		return nil
	}
	e.stream.mu.Lock()
	defer e.stream.mu.Unlock()
	return e.stream.ladder
}

// AudioInit opens a track's audio rendition.
func (e *epoch) AudioInit(f media.AudioFormat, init []byte) {
	e.stream.setAudio(f)
	e.sound[f.Track] = true
	if err := e.origin.AudioInit(f, init); err != nil {
		e.log.Error("audio rendition", "err", err)
	}
	e.log.Info("audio", "track", f.Track, "codec", f.Codec, "sample_rate", f.SampleRate, "channels", f.Channels)
}

// VideoPart publishes a part of the source and hands it to dispatch.
func (e *epoch) VideoPart(p media.Part) {
	arrived := time.Now()
	e.video = true
	e.place = place{p.ID.Segment + 1, p.End()}
	e.stream.reached(e.place)
	e.stream.say(e.stream.splices.Passed(e.stream.start.Add(p.End().Duration())))
	if err := e.origin.Publish(media.SourceName, p); err != nil {
		e.log.Error("publish source part", "seq", p.ID, "err", err)
	}
	e.skipSilent(p.ID.Segment)
	e.stream.answers.source(p.ID)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.dispatcher != nil {
		if err := e.dispatcher.Part(p, arrived); err != nil {
			e.log.Error("dispatch", "seq", p.ID, "err", err)
			e.problem = err.Error()
			e.dispatcher.End()
			e.dispatcher = nil
			e.idle = e.stream.rungs()
		}
	}
	if e.alone() {
		for _, rung := range e.idle {
			e.origin.Skip(rung, media.PartID{Segment: p.ID.Segment, Part: p.ID.Part + 1})
		}
	}
}

// alone says that no renditions of the epoch before are on their way any more. It is called with mu held.
func (e *epoch) alone() bool {
	if e.before == nil {
		return true
	}
	select {
	case <-e.before.done:
		e.before = nil
		return true
	default:
		return false
	}
}

// AudioPart publishes a part of an audio track.
func (e *epoch) AudioPart(track int, p media.Part) {
	if e.ending {
		e.tail = append(e.tail, audioPart{track, p})
		return
	}
	if leads := !e.video && track == 0; leads {
		e.place = place{p.ID.Segment + 1, p.End()}
		e.stream.reached(e.place)
		e.skipSilent(p.ID.Segment)
	}
	name := media.AudioTrackName(track)
	if p.ID.Part == 0 {
		e.origin.Skip(name, p.ID) // segments without sound before it
	}
	if err := e.origin.Publish(name, p); err != nil {
		e.log.Error("publish audio part", "rendition", name, "seq", p.ID, "err", err)
	}
}

// AudioGap marks what an audio track lacks before a part as missing.
func (e *epoch) AudioGap(track int, before media.PartID) {
	if !e.ending { // then what is still to come marks it
		e.origin.Skip(media.AudioTrackName(track), before)
	}
}

// skipSilent marks as missing what there is not of audio tracks that the stream has had and this epoch has not, or not yet,
// but for the newest segment and the one before it.
func (e *epoch) skipSilent(newest media.SegmentSeq) {
	for track, heard := range e.sound {
		if !heard {
			e.origin.Skip(media.AudioTrackName(track), media.PartID{Segment: newest - 1})
		}
	}
}

// end publishes what is held of the source, and lets the renditions come: done is closed when they are out. Sound that
// outlasts the video by a whole segment is left out, since the next epoch begins there. It returns where that is.
func (e *epoch) end() place {
	e.ending, e.ended = true, true
	if err := e.segmenter.End(); err != nil {
		e.log.Warn("last segment", "err", err)
	}
	e.ending = false
	for _, p := range e.tail {
		if !e.video || p.ID.Segment < e.place.segment {
			e.AudioPart(p.track, p.Part)
		}
	}
	e.tail = nil
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.dispatcher != nil {
		e.dispatcher.End()
	}
	before := e.before
	e.stream.b.finishing.Go(func() {
		e.dispatched.Wait()
		before.settle(handover)
		e.mu.Lock()
		e.before = nil
		e.cancel(nil)
		e.mu.Unlock()
		close(e.done)
	})
	return e.place
}

// giveUp ends the epoch's work in the network at once.
func (e *epoch) giveUp(reason error) {
	e.mu.Lock()
	cancel, before := e.cancel, e.before
	e.mu.Unlock()
	cancel(reason)
	if before != nil {
		before.giveUp(reason)
	}
}

// errHandedOver is why an epoch's renditions are given up when the next one's are waiting.
var errHandedOver = errors.New("the publisher began anew")

// settle waits until nothing more comes of an epoch that has ended, and gives up what is not there in time. There may be
// no epoch.
func (e *epoch) settle(patience time.Duration) {
	if e == nil {
		return
	}
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-e.done:
	case <-t.C:
		e.giveUp(errHandedOver)
		<-e.done
	}
}
