package broadcaster

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/audio"
	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/media"
)

// publication is one publisher's feeding of a stream, from its connection to its going. It is the ingest.Sink of that
// publisher. What cannot be one piece with what came before (another picture size, say, or a hole in time) begins a new
// epoch of the stream.
type publication struct {
	stream *stream
	kick   func(error) // asks the publisher's connection to end
	grant  admission.Grant
	meter  *admission.Meter
	inflow *inflow.Meter

	protocol string
	start    time.Time

	transcoders [media.MaxAudioTracks]*audio.Transcoder // of the publisher's audio tracks; nil: carried as they come

	// Guarded by the stream's feeding.
	shift    media.Ticks // from the publisher's times to the stream's
	video    *media.VideoFormat
	audio    [media.MaxAudioTracks]*media.AudioFormat
	epoch    *epoch // nil before the first format
	placed   bool   // shift is right for the epoch
	changes  int    // epochs but for the first
	unusable int    // units that were dropped
	untold   int    // messages that were left out
}

var (
	_ ingest.SegmentSink = (*publication)(nil)
	_ ingest.RequestSink = (*publication)(nil)
	_ ingest.DataSink    = (*publication)(nil)
	_ ingest.CueSink     = (*publication)(nil)
)

// A publisher may begin anew so many times at once, and once more each restlessInterval.
const (
	restlessBurst    = 4
	restlessInterval = 2 * time.Second
)

// errRestless is why a publisher has to go that begins anew all the time.
var errRestless = errors.New("formats or times change all the time")

// errReplaced is why a publisher has to go when a newer one takes its stream.
var errReplaced = errors.New("a newer publisher took the stream")

// VideoFormat implements ingest.Sink.
func (p *publication) VideoFormat(f media.VideoFormat) error {
	if err := p.meter.VideoFormat(f); err != nil {
		return err
	}
	p.inflow.Format(f)
	return p.feed(true, func(e *epoch) error { p.video = &f; return e.segmenter.VideoFormat(f) })
}

// AudioFormat implements ingest.Sink.
func (p *publication) AudioFormat(f media.AudioFormat) error {
	if t := p.transcoders[f.Track]; t != nil {
		t.Finish()
		p.transcoders[f.Track] = nil
	}
	if codec.Transcoded(f.Codec) {
		return p.transcode(f)
	}
	return p.audioFormat(f)
}

// transcode begins to have audio transcoded.
func (p *publication) transcode(f media.AudioFormat) error {
	b := p.stream.b
	if b.audioWorker == nil {
		return fmt.Errorf("%w: %s audio, which this node cannot transcode", ingest.ErrUnsupported, f.Codec)
	}
	p.stream.log.Info("audio is transcoded to AAC", "codec", f.Codec, "track", f.Track)
	source := f
	var told media.AudioFormat
	p.transcoders[f.Track] = audio.Start(b.audioWorker, f, func(f media.AudioFormat, u media.AccessUnit) error {
		f.Track, f.Name, f.Language, u.Track = source.Track, source.Name, source.Language, source.Track
		var err error
		if !bytes.Equal(f.Config, told.Config) {
			told = f
			err = p.audioFormat(f)
		}
		if err == nil {
			err = p.audioUnit(u)
		}
		if err != nil && !errors.Is(err, errReplaced) {
			p.kick(err)
		}
		return err
	}, p.stream.log, b.audioMetrics)
	return nil
}

// audioFormat takes the format of audio that is carried.
func (p *publication) audioFormat(f media.AudioFormat) error {
	return p.feed(true, func(e *epoch) error { p.audio[f.Track] = &f; return e.segmenter.AudioFormat(f) })
}

// Video implements ingest.Sink.
func (p *publication) Video(u media.AccessUnit) error {
	if err := p.meter.Video(u); err != nil {
		return err
	}
	p.inflow.Video(u)
	return p.feed(true, func(e *epoch) error {
		p.stream.watchCaptions(p.video, u.Payload)
		return e.segmenter.Video(p.place(u, true))
	})
}

// Audio implements ingest.Sink. Sound whose time is off is dropped, unless it is the whole stream.
func (p *publication) Audio(u media.AccessUnit) error {
	if err := p.meter.Audio(u); err != nil {
		return err
	}
	p.inflow.Audio(u)
	if t := p.transcoders[u.Track]; t != nil {
		t.Unit(u)
		return nil
	}
	return p.audioUnit(u)
}

// audioUnit takes audio that is carried.
func (p *publication) audioUnit(u media.AccessUnit) error {
	p.stream.feeding.Lock()
	alone := p.video == nil && u.Track == 0
	p.stream.feeding.Unlock()
	return p.feed(alone, func(e *epoch) error { return e.segmenter.Audio(p.place(u, alone)) })
}

// Continue implements ingest.RequestSink.
func (p *publication) Continue(ctx context.Context, req ingest.Request) error {
	return p.stream.b.gate.Recheck(ctx, req, p.grant)
}

// shortGOP is how often there should be a keyframe: once a segment.
const shortGOP = 2 * time.Second

// health is how its media comes in.
func (p *publication) health() *api.Health {
	r := p.inflow.Report()
	h := &api.Health{
		Protocol: p.protocol, Since: p.start, Bitrate: r.Bitrate, FrameRate: math.Round(r.FrameRate*10) / 10,
		KeyframeInterval: math.Round(r.Keyframes.Seconds()*100) / 100, MissingFrames: r.Missing, DroppedUnits: r.Dropped,
	}
	h.Advice = r.Advise(inflow.Expected{
		FrameRate: p.stream.frameRate(), Bitrate: p.grant.Limits.Bitrate, Keyframes: shortGOP, For: time.Since(p.start),
	})
	return h
}

// EndSegment implements ingest.SegmentSink. With what is held back let out, the segments that are collected are whole.
func (p *publication) EndSegment() error {
	return p.feed(false, func(e *epoch) error {
		flushed, err := e.segmenter.Flush()
		if err != nil {
			return err
		}
		p.stream.answers.end(e.ladder(), p.shift, flushed)
		return nil
	})
}

// Collect implements ingest.SegmentSink.
func (p *publication) Collect() ingest.Collector { return p.stream.answers.collect() }

// place moves a unit to the stream's time. The first leading one of an epoch lies behind all that was published.
func (p *publication) place(u media.AccessUnit, leads bool) media.AccessUnit {
	if leads && !p.placed {
		p.placed = true
		p.shift = max(p.shift, p.epoch.place.time-u.DTS)
	}
	u.PTS += p.shift
	u.DTS += p.shift
	return u
}

// feed gives something to the epoch, and where it does not fit there, to a new one if it may begin one.
func (p *publication) feed(begins bool, give func(*epoch) error) error {
	s := p.stream
	s.feeding.Lock()
	defer s.feeding.Unlock()
	if s.publication.Load() != p {
		return errReplaced
	}
	if p.epoch == nil {
		if err := p.begin(); err != nil {
			return err
		}
	}
	err := give(p.epoch)
	if errors.Is(err, segmenter.ErrFormatChanged) || begins && errors.Is(err, segmenter.ErrTimestamp) {
		s.log.Warn("publisher begins anew", "reason", err)
		if p.changes++; p.changes > restlessBurst+int(time.Since(p.start)/restlessInterval) {
			return fmt.Errorf("%w: %w", errRestless, err)
		}
		if err := p.begin(); err != nil {
			return err
		}
		err = give(p.epoch)
	}
	if errors.Is(err, segmenter.ErrAccessUnit) || errors.Is(err, segmenter.ErrTimestamp) {
		p.inflow.Drop()
		if p.unusable++; p.unusable == 1 {
			s.log.Warn("publisher sends units that are of no use; they are dropped", "err", err)
		}
		return nil
	}
	return err
}

// begin begins an epoch with the formats that are known.
func (p *publication) begin() error {
	e, err := p.stream.begin()
	if err != nil {
		return err
	}
	p.epoch, p.placed = e, false
	if p.video != nil {
		if err := e.segmenter.VideoFormat(*p.video); err != nil {
			return err
		}
	}
	for _, f := range p.audio {
		if f == nil {
			continue
		}
		if err := e.segmenter.AudioFormat(*f); err != nil {
			return err
		}
	}
	return nil
}

// End implements ingest.Sink.
func (p *publication) End(reason error) {
	for _, t := range p.transcoders {
		if t != nil {
			t.Finish()
		}
	}
	p.stream.leave(p, reason)
}
