package broadcaster

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/media"
)

// stream is one publish on its way: it takes the publisher's access units, has them cut into parts, and hands each
// part to the origin (source rung, audio) and to dispatch (video). It is the ingest.Sink of its publisher, which calls
// it from one goroutine; the methods for the API may be called from any.
type stream struct {
	name  string
	b     *Broadcaster
	log   *slog.Logger
	start time.Time // wall time of the timeline's start

	segmenter *segmenter.Segmenter
	origin    *origin.Stream
	kick      func(error) // asks the publisher's connection to end
	ended     chan struct{}

	mu         sync.Mutex // guards what follows
	video      media.VideoFormat
	audio      media.AudioFormat
	ladder     media.Ladder
	dispatcher *dispatch.Dispatcher // nil: nothing to transcode, or no video yet
	problem    string               // why there is no dispatcher although there should be one
	bytes      int64                // of source video parts
	span       media.Ticks          // of source video parts
	endedAt    time.Time
	endErr     error // why the publish ended; nil when the publisher ended it

	cancel     context.CancelCauseFunc
	dispatched sync.WaitGroup
}

var (
	_ ingest.Sink      = (*stream)(nil)
	_ segmenter.Output = (*stream)(nil)
)

// firstSegment is the number of a stream's first segment. It is not 0: hls.js (1.7.4) takes 0 for no number at all when
// it looks for evicted media, and then loads the last part of segment 0 over and over, so that a viewer who comes in a
// stream's first seconds is stuck.
const firstSegment media.SegmentSeq = 1

// newStream opens the stream at the origin; the caller registers it.
func (b *Broadcaster) newStream(name string, kick func(error)) (*stream, error) {
	s := &stream{
		name: name, b: b, log: b.log.With("stream", name), start: time.Now(), kick: kick,
		ended: make(chan struct{}), cancel: func(error) {},
	}
	var err error
	if s.segmenter, err = segmenter.New(segmenter.Config{FirstSegment: firstSegment}, s); err != nil {
		return nil, err
	}
	if s.origin, err = b.origin.Create(name, s.start); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *stream) VideoFormat(f media.VideoFormat) error { return s.segmenter.VideoFormat(f) }
func (s *stream) AudioFormat(f media.AudioFormat) error { return s.segmenter.AudioFormat(f) }
func (s *stream) Video(u media.AccessUnit) error        { return s.segmenter.Video(u) }
func (s *stream) Audio(u media.AccessUnit) error        { return s.segmenter.Audio(u) }

// VideoInit opens the source rung, and dispatches the video if there is anything to make of it.
func (s *stream) VideoInit(f media.VideoFormat, init []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.video = f
	s.ladder = s.b.cfg.Ladder.Fit(f.Width, f.Height, s.b.cfg.Rungs)
	s.origin.Expect(s.ladder, f.FrameRate)
	if err := s.origin.VideoInit(media.SourceName, f, 0, init); err != nil {
		s.log.Error("source rung", "err", err)
	}
	s.log.Info("video", "codec", f.Codec, "width", f.Width, "height", f.Height, "frame_rate", f.FrameRate, "rungs", len(s.ladder))
	switch {
	case len(s.b.cfg.Ladder) == 0:
		return // only the source is wanted
	case len(s.ladder) == 0:
		s.problem = "the picture is too small for any rung of the ladder"
		return
	}
	s.dispatchLocked(f)
}

// dispatchLocked sends the video to the network.
func (s *stream) dispatchLocked(f media.VideoFormat) {
	d, err := dispatch.New(dispatch.Config{Stream: s.name, Source: f, Ladder: s.ladder}, dispatch.Deps{
		Market: s.b.market, Output: s.origin, Logger: s.b.log, Metrics: s.b.dispatchMetrics,
	})
	if err != nil {
		s.problem = err.Error()
		s.log.Error("dispatch", "err", err)
		return
	}
	s.dispatcher = d
	ctx, cancel := context.WithCancelCause(context.Background()) // ends with the stream, not with its publisher
	s.cancel = cancel
	s.dispatched.Go(func() {
		if err := d.Run(ctx); err != nil {
			s.log.Warn("dispatch ended early", "err", err)
		}
	})
}

// AudioInit opens the audio rendition.
func (s *stream) AudioInit(f media.AudioFormat, init []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.audio = f
	if err := s.origin.AudioInit(f, init); err != nil {
		s.log.Error("audio rendition", "err", err)
	}
	s.log.Info("audio", "codec", f.Codec, "sample_rate", f.SampleRate, "channels", f.Channels)
}

// VideoPart publishes a part of the source and hands it to dispatch.
func (s *stream) VideoPart(p media.Part) {
	arrived := time.Now()
	if err := s.origin.Publish(media.SourceName, p); err != nil {
		s.log.Error("publish source part", "seq", p.ID, "err", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += int64(len(p.Data))
	s.span += p.Duration
	if s.dispatcher == nil {
		return
	}
	if err := s.dispatcher.Part(p, arrived); err != nil {
		s.log.Error("dispatch", "seq", p.ID, "err", err)
		s.problem = err.Error()
		s.dispatcher.End()
		s.dispatcher = nil
	}
}

// AudioPart publishes a part of the audio.
func (s *stream) AudioPart(p media.Part) {
	if err := s.origin.Publish(media.AudioName, p); err != nil {
		s.log.Error("publish audio part", "seq", p.ID, "err", err)
	}
}

// End delivers what is still on its way and closes the playlists; the publisher calls it once. It returns at once:
// the last renditions may take a few seconds more, until ended is closed.
func (s *stream) End(reason error) {
	if err := s.segmenter.End(); err != nil {
		s.log.Warn("last segment", "err", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dispatcher != nil {
		s.dispatcher.End()
	}
	s.endErr = reason
	s.b.finishing.Go(func() {
		s.dispatched.Wait()
		s.cancel(nil)
		s.origin.End()
		s.mu.Lock()
		s.endedAt = time.Now()
		s.mu.Unlock()
		close(s.ended)
		s.log.Info("stream ended", "err", reason)
	})
}

// giveUp ends the stream's work in the network at once.
func (s *stream) giveUp(reason error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancel(reason)
}

// errReplaced is why a publisher has to go when a newer one takes its stream.
var errReplaced = errors.New("a newer publisher took the stream")

// replace ends the stream for a newer publisher, and waits, bounded by ctx, until its playlists are closed.
func (s *stream) replace(ctx context.Context) error {
	s.kick(errReplaced)
	s.giveUp(errReplaced)
	select {
	case <-s.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
