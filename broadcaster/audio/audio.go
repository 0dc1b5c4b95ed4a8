// Package audio has a publisher's audio transcoded to AAC, where it is of a codec that is not carried as it comes.
//
//	publication --units--> Transcoder --units--> Child --AAC--> Transcoder --> Output
//
// The work is done by a media child, since this process holds a key: the package only feeds it, within bounds, and starts
// another one when it is lost. It never holds up the publisher: what finds the queue full is dropped and counted. Times
// are the publisher's; what was lost is a gap in them.
package audio

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/pkg/media"
)

// Worker starts children. It may be called from many goroutines.
type Worker interface {
	// StartAudio starts a child that makes AAC of audio of the source's format, like a format that there was before unless
	// that is zero. The child is killed when ctx is done.
	StartAudio(ctx context.Context, source, like media.AudioFormat) (Child, error)
}

// Child transcodes one track. One goroutine Receives while another one Sends. What it returns is to be treated as a
// stranger's.
type Child interface {
	Send(u media.AccessUnit) error
	// Finish says that no unit comes any more.
	Finish() error
	// Receive returns the next AAC unit, and its format; io.EOF behind the last one.
	Receive() (media.AudioFormat, media.AccessUnit, error)
	// Close kills the child. Send and Receive under way return.
	Close() error
}

// Output takes the AAC: it is called from one goroutine of the Transcoder's. An error ends the transcoding.
type Output func(f media.AudioFormat, u media.AccessUnit) error

// Bounds.
const (
	// MaxUnit is the most bytes that a unit may have; larger ones are dropped.
	MaxUnit = 32 << 10
	// maxQueue is how many units wait for the child: seconds of audio, and at most 8 MiB.
	maxQueue = 256
	// finishTimeout is how long the rest may take once the publisher has gone.
	finishTimeout = time.Second
	// A child that is lost is replaced at once; one that follows it within calm is waited for ever longer.
	calm     = 10 * time.Second
	maxPause = 5 * time.Second
	minPause = 100 * time.Millisecond
)

// Transcoder transcodes the audio of one format of one publish. Make it with Start.
type Transcoder struct {
	worker  Worker
	source  media.AudioFormat
	out     Output
	log     *slog.Logger
	metrics *Metrics

	queue  chan media.AccessUnit
	cancel context.CancelFunc
	done   chan struct{} // closed when nothing runs any more
	ending chan struct{} // closed by Finish
	once   sync.Once

	dropped int               // units; the caller's of Unit
	format  media.AudioFormat // of the AAC so far; run's
}

// Start begins to transcode. The caller must Finish or Close it. metrics may be nil.
func Start(worker Worker, source media.AudioFormat, out Output, log *slog.Logger, metrics *Metrics) *Transcoder {
	ctx, cancel := context.WithCancel(context.Background())
	t := &Transcoder{
		worker: worker, source: source, out: out, log: log, metrics: metrics,
		queue: make(chan media.AccessUnit, maxQueue), cancel: cancel, done: make(chan struct{}), ending: make(chan struct{}),
	}
	go func() {
		defer close(t.done)
		t.run(ctx)
	}()
	return t
}

// Unit takes the next unit, of which it keeps a copy. It never waits. One goroutine calls it at a time, and not behind Finish or
// Close.
func (t *Transcoder) Unit(u media.AccessUnit) {
	if len(u.Payload) <= MaxUnit {
		u.Payload = bytes.Clone(u.Payload)
		select {
		case t.queue <- u:
			return
		default:
		}
	}
	t.metrics.drop()
	if t.dropped++; t.dropped == 1 {
		t.log.Warn("audio is dropped: it cannot be transcoded as fast as it comes, or its units are too large", "codec", t.source.Codec, "pts", u.PTS)
	}
}

// Finish lets out the rest, for a second at most, and ends the transcoding.
func (t *Transcoder) Finish() {
	t.once.Do(func() { close(t.ending) })
	timer := time.AfterFunc(finishTimeout, t.cancel)
	<-t.done
	timer.Stop()
	t.cancel()
}

// Close ends the transcoding. It does not wait for it; Finish does.
func (t *Transcoder) Close() { t.cancel() }

// run keeps a child at work until ctx is done or the rest is out.
func (t *Transcoder) run(ctx context.Context) {
	var pause time.Duration
	for {
		began := time.Now()
		over, err := t.serve(ctx)
		if over || ctx.Err() != nil {
			return
		}
		if time.Since(began) > calm {
			pause = 0
		}
		t.metrics.lose()
		t.log.Warn("audio child lost; another one is started", "codec", t.source.Codec, "err", err, "pause", pause)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return
		case <-t.ending:
			return
		}
		pause = min(max(2*pause, minPause), maxPause)
	}
}

// serve carries the track through one child. It is over when the rest is out, or the output takes no more.
func (t *Transcoder) serve(ctx context.Context) (over bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	child, err := t.worker.StartAudio(ctx, t.source, t.format)
	if err != nil {
		return false, err
	}
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		t.send(ctx, child)
	}()
	over, err = t.receive(child)
	cancel()
	err = errors.Join(err, child.Close())
	<-sent
	return over, err
}

// send feeds the child until ctx is done or there is nothing more. How the child fails is for Receive to say.
func (t *Transcoder) send(ctx context.Context, child Child) {
	for {
		select {
		case u := <-t.queue:
			if child.Send(u) != nil {
				return
			}
		case <-ctx.Done():
			return
		case <-t.ending:
			if len(t.queue) == 0 {
				_ = child.Finish()
				return
			}
		}
	}
}

func (t *Transcoder) receive(child Child) (over bool, err error) {
	for {
		f, u, err := child.Receive()
		if errors.Is(err, io.EOF) {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		t.format = f
		if err := t.out(f, u); err != nil {
			return true, err
		}
	}
}

// Metrics of all transcoding of a node. A nil *Metrics counts nothing.
type Metrics struct {
	dropped prometheus.Counter
	lost    prometheus.Counter
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		dropped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_audio_units_dropped_total",
			Help: "Audio units that came faster than they could be transcoded, or were too large.",
		}),
		lost: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_audio_children_lost_total",
			Help: "Audio children that ended before their audio did, or could not be started.",
		}),
	}
	reg.MustRegister(m.dropped, m.lost)
	return m
}

func (m *Metrics) drop() {
	if m != nil {
		m.dropped.Inc()
	}
}

func (m *Metrics) lose() {
	if m != nil {
		m.lost.Inc()
	}
}
