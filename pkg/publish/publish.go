package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// Config says what to publish, and how. A missing field means the default.
type Config struct {
	URL       string                        // rtmp://host/app/key
	Open      func() (io.ReadCloser, error) // the FLV file from its start; called once for each loop, and once to measure it
	Loop      bool                          // over and over, with continuous timestamps
	Speed     float64                       // media seconds in a second; 1. Infinite means as fast as the server takes it
	Duration  time.Duration                 // of media, after which it ends; no limit
	ChunkSize int                           // bytes of a chunk; 65536
	Interval  time.Duration                 // between two calls of Progress; 5 s
}

// Deps are what a Publisher needs from others.
type Deps struct {
	Progress func(Progress) // called from Run, now and then and at the end; nil for none

	// Sent is called from Run for each tag that the network took, in order; nil for none. The tag has the timestamp
	// that it was sent with. begun is when its sending began: the server cannot have had it before. Sent must not
	// keep the tag's data.
	Sent func(tag flv.Tag, begun time.Time)
}

// Progress is how far a publish has come.
type Progress struct {
	Sent  time.Duration // of media
	Wall  time.Duration // since the publish was accepted
	Late  time.Duration // of the last tag against its time; how far the network or the server holds us up
	Bytes int64
	Tags  int64
	Loops int64 // that are complete
	Done  bool
}

// Publisher publishes one file.
type Publisher struct {
	cfg    Config
	target Target
	deps   Deps
}

// File opens the named file, for Config.Open.
func File(name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return os.Open(name) }
}

// New checks the configuration; nothing is opened before Run.
func New(cfg Config, deps Deps) (*Publisher, error) {
	if cfg.Speed == 0 {
		cfg.Speed = 1
	}
	if cfg.Interval == 0 {
		cfg.Interval = 5 * time.Second
	}
	target, err := ParseTarget(cfg.URL)
	switch {
	case err != nil:
		return nil, err
	case cfg.Open == nil:
		return nil, errors.New("publish: no file")
	case !(cfg.Speed > 0):
		return nil, fmt.Errorf("publish: speed %v: use more than 0", cfg.Speed)
	case cfg.Duration < 0 || cfg.Interval < 0:
		return nil, errors.New("publish: a duration is negative")
	case cfg.ChunkSize != 0 && (cfg.ChunkSize < 128 || cfg.ChunkSize >= 1<<24):
		return nil, fmt.Errorf("publish: chunk size %d: use 128 to %d", cfg.ChunkSize, 1<<24-1)
	}
	if deps.Progress == nil {
		deps.Progress = func(Progress) {}
	}
	if deps.Sent == nil {
		deps.Sent = func(flv.Tag, time.Time) {}
	}
	return &Publisher{cfg: cfg, target: target, deps: deps}, nil
}

// Run publishes until the file or the duration ends, the server says no, or ctx is done, which is no error: the
// stream is ended cleanly then.
func (p *Publisher) Run(ctx context.Context) error {
	var length Length
	if p.cfg.Loop {
		var err error
		if length, err = p.measure(); err != nil {
			return err
		}
	}
	client, err := Dial(ctx, p.target, p.cfg.ChunkSize)
	if err != nil {
		return err
	}
	r := &run{Publisher: p, client: client, start: time.Now()}
	r.reported = r.start
	err = r.loops(ctx, length)
	if errors.Is(err, errEnough) || ctx.Err() != nil && errors.Is(err, context.Cause(ctx)) {
		err = nil
	}
	if err == nil {
		err = client.Close()
	} else {
		client.Close() //nolint:errcheck // what ended the publish counts
	}
	r.progress.Done = true
	r.report(time.Now())
	if err != nil {
		return fmt.Errorf("publish to %s: %w", p.target.Addr, err)
	}
	return nil
}

func (p *Publisher) measure() (Length, error) {
	f, err := p.cfg.Open()
	if err != nil {
		return Length{}, err
	}
	defer f.Close()
	return Measure(f)
}

// errEnough ends a run at its duration.
var errEnough = errors.New("duration reached")

// run is one Run.
type run struct {
	*Publisher
	client   *Client
	start    time.Time
	reported time.Time
	begun    bool
	first    int64 // ms, of the first frame; the pace is relative to it
	progress Progress
}

// loops sends the file once, or again and again.
func (r *run) loops(ctx context.Context, length Length) error {
	for n := int64(0); ; n++ {
		if err := r.file(ctx, length, n); err != nil || !r.cfg.Loop {
			return err
		}
		r.progress.Loops++
	}
}

// file sends the file's tags, n loops later than they say.
func (r *run) file(ctx context.Context, length Length, n int64) error {
	f, err := r.cfg.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	fr, err := flv.NewReader(f)
	if err != nil {
		return err
	}
	var shift int64
	if n > 0 {
		shift = length.Milliseconds(n)
	}
	for {
		tag, err := fr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read flv: %w", err)
		}
		if r.cfg.Loop && endsSequence(tag) || n > 0 && isMetadata(tag) {
			continue // it goes on, with the same metadata
		}
		if err := r.tag(ctx, tag, int64(tag.Timestamp)+shift); err != nil {
			return err
		}
	}
}

// tag sends one tag when its time has come.
func (r *run) tag(ctx context.Context, tag flv.Tag, ms int64) error {
	if tag.Type != flv.TagScript && !r.begun {
		r.begun, r.first = true, ms
	}
	at := max(time.Duration(ms-r.first)*time.Millisecond, 0)
	if !r.begun {
		at = 0
	}
	if r.cfg.Duration > 0 && at >= r.cfg.Duration {
		return errEnough
	}
	due := r.start.Add(time.Duration(float64(at) / r.cfg.Speed))
	if err := r.until(ctx, due); err != nil {
		return err
	}
	tag.Timestamp = uint32(ms) // wraps as RTMP does
	begun := time.Now()
	if err := r.client.Send(tag); err != nil {
		select {
		case <-r.client.Done(): // the server's last words say more than a broken pipe
			return r.client.Err()
		default:
			return err
		}
	}
	r.deps.Sent(tag, begun)
	now := time.Now()
	r.progress.Tags++
	r.progress.Bytes += int64(len(tag.Data))
	r.progress.Sent = max(r.progress.Sent, at)
	r.progress.Late = max(now.Sub(due), 0)
	if now.Sub(r.reported) >= r.cfg.Interval {
		r.report(now)
	}
	return nil
}

// until waits for a point in time.
func (r *run) until(ctx context.Context, due time.Time) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	timer := time.NewTimer(max(time.Until(due), 0))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-r.client.Done():
		return r.client.Err()
	case <-timer.C:
		return nil
	}
}

func (r *run) report(now time.Time) {
	r.reported = now
	r.progress.Wall = now.Sub(r.start)
	r.deps.Progress(r.progress)
}

func isMetadata(tag flv.Tag) bool {
	return tag.Type == flv.TagScript && bytes.HasPrefix(tag.Data, rtmpwire.AppendString(nil, "onMetaData"))
}

func endsSequence(tag flv.Tag) bool {
	if tag.Type != flv.TagVideo {
		return false
	}
	v, err := flv.ParseVideo(tag.Data)
	return err == nil && v.Packet == flv.PacketEndOfSequence
}
