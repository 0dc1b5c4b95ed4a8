// Package pictures makes still pictures of streams: a poster, and a storyboard of thumbnails to look for a place by.
//
//	keyframes --access units--> Child --small pictures--> sheet --> JPEG, WebVTT
//
// Pictures are made when somebody asks, of keyframes only, and kept for a while: a stream that nobody looks at costs
// nothing, and however many look at one, it costs a poster and a storyboard per interval. Decoding is a media child's work,
// since this process holds a key; the package only takes apart what our own segmenter or a verified rendition has put
// together, and compresses the small pictures that come back. There is one child at a time and node, and for one stream only: what
// a hostile stream does to it can reach no other stream's pictures.
package pictures

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// Worker starts children. It may be called from many goroutines.
type Worker interface {
	// StartPictures starts a child, which is killed when ctx is done.
	StartPictures(ctx context.Context) (Child, error)
}

// Child decodes single pictures. What it returns is to be treated as a stranger's.
type Child interface {
	// Picture decodes an access unit that needs no other, as large as fits into a box. Behind an error the child may be gone.
	Picture(f media.VideoFormat, unit []byte, width, height int) (*image.YCbCr, error)
	Close() error
}

// Errors of a Maker.
var (
	ErrNone = errors.New("there is no picture yet")
	ErrBusy = errors.New("too many pictures are asked for; try again")
)

// Keyframe is a picture of a stream that needs no other to be decoded.
type Keyframe struct {
	At       media.Ticks // when it is shown, as the storyboard tells it
	Duration media.Ticks // how long it stands for what is shown
	// Load returns the init segment and a part that begins with it.
	Load func(ctx context.Context) (init, part []byte, err error)
}

// Config of a Maker. A zero field means its default.
type Config struct {
	Off      bool          // make none
	Interval time.Duration // how long pictures of a live stream are kept before newer ones are made; default 10 s
	Timeout  time.Duration // for the pictures of one request, waiting included; default 8 s, less than other nodes of a cluster wait
	Queue    int           // requests that wait for the child; further ones are refused; default 32
}

func (c Config) withDefaults() Config {
	c.Interval = cmp.Or(c.Interval, 10*time.Second)
	c.Timeout = cmp.Or(c.Timeout, 8*time.Second)
	c.Queue = cmp.Or(c.Queue, 32)
	return c
}

// Sizes of pictures, and how many a storyboard has.
const (
	posterWidth, posterHeight = 1280, 720
	thumbWidth, thumbHeight   = 160, 160
	sheetColumns              = 10
	MaxThumbnails             = 100
	jpegQuality               = 75
	maxKept                   = 256 // streams and recordings
)

// Maker makes pictures. It may be used from many goroutines.
type Maker struct {
	cfg     Config
	worker  Worker
	log     *slog.Logger
	metrics *Metrics
	child   chan struct{} // holds a token for who may run the child
	now     func() time.Time

	mu     sync.Mutex // guards what follows
	queued int
	kept   map[string]*entry
}

// entry is what is kept of a stream.
type entry struct {
	making chan struct{} // closed when who makes the next one is done; nil: nobody does
	made   time.Time
	value  any
	before any // the value before it, which somebody may still be told of
	err    error
}

// failureKept is how long that there is no picture is kept: there soon may be one.
const failureKept = 2 * time.Second

// fresh is how long an entry is given to whoever asks.
func (e *entry) fresh(interval time.Duration) time.Duration {
	if e.err != nil {
		return min(interval, failureKept)
	}
	return interval
}

// New makes a Maker. metrics may be nil.
func New(cfg Config, worker Worker, log *slog.Logger, metrics *Metrics) *Maker {
	return &Maker{
		cfg: cfg.withDefaults(), worker: worker, log: log, metrics: metrics, child: make(chan struct{}, 1), now: time.Now, kept: map[string]*entry{},
	}
}

// Interval is how long pictures of a live stream are kept.
func (m *Maker) Interval() time.Duration { return m.cfg.Interval }

// Frames returns the keyframes to choose from, oldest first.
type Frames func(ctx context.Context) ([]Keyframe, error)

// Poster is the newest picture of a stream, or one that is at most an interval old, as a JPEG. key is the stream's.
func (m *Maker) Poster(ctx context.Context, key string, frames Frames) ([]byte, error) {
	v, err := m.keep(ctx, "poster "+key, func(ctx context.Context) (any, error) {
		list, err := frames(ctx)
		if err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, ErrNone
		}
		pictures, err := m.decode(ctx, list[len(list)-1:], posterWidth, posterHeight)
		if err != nil {
			return nil, err
		}
		m.metrics.count("poster")
		return compress(pictures[0])
	})
	if err != nil {
		return nil, err
	}
	return v.([]byte), nil // which is what the function above returns
}

// Storyboard is a storyboard of a stream, or one that is at most an interval old. key is the stream's.
func (m *Maker) Storyboard(ctx context.Context, key string, frames Frames) (*Storyboard, error) {
	v, err := m.keep(ctx, "storyboard "+key, func(ctx context.Context) (any, error) {
		list, err := frames(ctx)
		if err != nil {
			return nil, err
		}
		list = thin(list, MaxThumbnails)
		pictures, err := m.decode(ctx, list, thumbWidth, thumbHeight)
		if err != nil {
			return nil, err
		}
		m.metrics.count("storyboard")
		return newStoryboard(list, pictures)
	})
	if err != nil {
		return nil, err
	}
	return v.(*Storyboard), nil // likewise
}

// Sheet is the storyboard of a stream that has the ID, if it is the newest or the one before; else nil.
func (m *Maker) Sheet(key, id string) *Storyboard {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e := m.kept["storyboard "+key]; e != nil {
		for _, v := range []any{e.value, e.before} {
			if s, ok := v.(*Storyboard); ok && s.ID == id {
				return s
			}
		}
	}
	return nil
}

// thin leaves out keyframes until no more than so many are left. Those that stay stand for those behind them.
func thin(list []Keyframe, most int) []Keyframe {
	every := (len(list) + most - 1) / most
	if every < 2 {
		return list
	}
	var out []Keyframe
	for i := 0; i < len(list); i += every {
		k, last := list[i], list[min(i+every, len(list))-1]
		k.Duration = last.At + last.Duration - k.At
		out = append(out, k)
	}
	return out
}

// keep returns what is kept under a name if it is fresh, or has it made, once for all who ask.
func (m *Maker) keep(ctx context.Context, name string, work func(context.Context) (any, error)) (any, error) {
	ctx, cancel := context.WithTimeout(ctx, m.cfg.Timeout)
	defer cancel()
	for {
		m.mu.Lock()
		e := m.kept[name]
		switch {
		case e == nil:
			m.dropLocked()
			e = &entry{}
			m.kept[name] = e
		case e.making == nil && m.now().Sub(e.made) < e.fresh(m.cfg.Interval):
			value, err := e.value, e.err
			m.mu.Unlock()
			return value, err
		}
		if making := e.making; making != nil {
			m.mu.Unlock()
			select {
			case <-making:
				continue
			case <-ctx.Done():
				return nil, ErrBusy
			}
		}
		e.making = make(chan struct{})
		m.mu.Unlock()
		value, err := m.inTurn(ctx, work)
		m.mu.Lock()
		close(e.making)
		e.making = nil
		if errors.Is(err, ErrBusy) || ctx.Err() != nil { // nothing was learnt
			if e.made.IsZero() {
				delete(m.kept, name)
			}
		} else {
			e.made, e.value, e.before, e.err = m.now(), value, e.value, err
		}
		m.mu.Unlock()
		return value, err
	}
}

// dropLocked makes place for another entry.
func (m *Maker) dropLocked() {
	var oldest string
	for name, e := range m.kept {
		if len(m.kept) < maxKept {
			return
		}
		if e.making == nil && (oldest == "" || e.made.Before(m.kept[oldest].made)) {
			oldest = name
		}
	}
	delete(m.kept, oldest)
}

// inTurn runs f when no other does.
func (m *Maker) inTurn(ctx context.Context, f func(context.Context) (any, error)) (any, error) {
	m.mu.Lock()
	if m.queued >= m.cfg.Queue {
		m.mu.Unlock()
		m.metrics.refuse()
		return nil, ErrBusy
	}
	m.queued++
	m.mu.Unlock()
	defer func() {
		m.mu.Lock()
		m.queued--
		m.mu.Unlock()
	}()
	select {
	case m.child <- struct{}{}:
		defer func() { <-m.child }()
		return f(ctx)
	case <-ctx.Done():
		m.metrics.refuse()
		return nil, ErrBusy
	}
}

// decode decodes keyframes in a child of their own. Where one cannot be decoded, nil stands for it; if none can, the error says
// why.
func (m *Maker) decode(ctx context.Context, list []Keyframe, width, height int) ([]*image.YCbCr, error) {
	if len(list) == 0 {
		return nil, ErrNone
	}
	began := m.now()
	defer func() { m.metrics.took(m.now().Sub(began)) }()
	child, err := m.worker.StartPictures(ctx)
	if err != nil {
		return nil, fmt.Errorf("make pictures: %w", err)
	}
	defer child.Close()
	out := make([]*image.YCbCr, len(list))
	var failed error
	made := 0
	for i, k := range list {
		if out[i], err = m.picture(ctx, child, k, width, height); err != nil {
			failed = cmp.Or(failed, err)
			continue
		}
		made++
	}
	if failed != nil {
		m.metrics.fail(len(list) - made)
		m.log.Debug("pictures that cannot be made are left out", "missing", len(list)-made, "err", failed)
	}
	if made == 0 {
		return nil, fmt.Errorf("make pictures: %w", failed)
	}
	return out, nil
}

func (m *Maker) picture(ctx context.Context, child Child, k Keyframe, width, height int) (*image.YCbCr, error) {
	init, part, err := k.Load(ctx)
	if err != nil {
		return nil, err
	}
	track, err := fmp4.ParseInit(init)
	if err != nil || track.Video == nil {
		return nil, fmt.Errorf("no video: %w", err)
	}
	_, part = fmp4.CutEvents(part)
	f, err := fmp4.ParsePart(part)
	if err != nil || len(f.Samples) == 0 {
		return nil, fmt.Errorf("no frame: %w", err)
	}
	p, err := child.Picture(*track.Video, f.Samples[0].Data, width, height)
	if err != nil {
		return nil, err
	}
	if r := p.Rect; r.Min != (image.Point{}) || r.Dx() > width || r.Dy() > height || r.Empty() {
		return nil, errors.New("a picture that was not asked for")
	}
	return p, nil
}

func compress(p image.Image) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, fmt.Errorf("compress a picture: %w", err)
	}
	return b.Bytes(), nil
}

// Metrics of a node's pictures. A nil *Metrics counts nothing.
type Metrics struct {
	made    *prometheus.CounterVec
	failed  prometheus.Counter
	refused prometheus.Counter
	seconds prometheus.Counter
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		made: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_pictures_made_total", Help: "Posters and storyboards that were made.",
		}, []string{"kind"}),
		failed: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_pictures_failed_total", Help: "Keyframes of which no picture could be made.",
		}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_pictures_refused_total", Help: "Requests for pictures that were refused, as too many waited.",
		}),
		seconds: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_pictures_seconds_total", Help: "Time in which a media child made pictures.",
		}),
	}
	reg.MustRegister(m.made, m.failed, m.refused, m.seconds)
	return m
}

func (m *Metrics) count(kind string) {
	if m != nil {
		m.made.WithLabelValues(kind).Inc()
	}
}

func (m *Metrics) fail(n int) {
	if m != nil {
		m.failed.Add(float64(n))
	}
}

func (m *Metrics) refuse() {
	if m != nil {
		m.refused.Inc()
	}
}

func (m *Metrics) took(d time.Duration) {
	if m != nil {
		m.seconds.Add(d.Seconds())
	}
}
