package audio_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/audio"
	"github.com/millrace/millrace/pkg/media"
)

// workshop starts children that give back what they are sent.
type workshop struct {
	mu       sync.Mutex
	children []*child
	likes    []media.AudioFormat
	fail     int  // so many starts
	stuck    bool // children take nothing
}

var errFault = errors.New("fault")

func (w *workshop) StartAudio(ctx context.Context, _, like media.AudioFormat) (audio.Child, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.likes = append(w.likes, like)
	if w.fail > 0 {
		w.fail--
		return nil, errFault
	}
	c := &child{units: make(chan media.AccessUnit), finish: make(chan struct{}), gone: make(chan struct{}), stuck: w.stuck}
	context.AfterFunc(ctx, func() { _ = c.Close() })
	w.children = append(w.children, c)
	return c, nil
}

func (w *workshop) failNext(starts int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fail = starts
}

func (w *workshop) starts() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.likes)
}

func (w *workshop) newest() *child {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.children[len(w.children)-1]
}

type child struct {
	units  chan media.AccessUnit
	finish chan struct{}
	gone   chan struct{}
	once   sync.Once
	stuck  bool
}

func (c *child) Send(u media.AccessUnit) error {
	if c.stuck {
		<-c.gone
		return errFault
	}
	select {
	case c.units <- u:
		return nil
	case <-c.gone:
		return errFault
	}
}

func (c *child) Finish() error { close(c.finish); return nil }

func (c *child) Receive() (media.AudioFormat, media.AccessUnit, error) {
	select {
	case u := <-c.units:
		return media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48_000}, u, nil
	case <-c.finish:
		if c.stuck {
			<-c.gone
			return media.AudioFormat{}, media.AccessUnit{}, errFault
		}
		return media.AudioFormat{}, media.AccessUnit{}, io.EOF
	case <-c.gone:
		return media.AudioFormat{}, media.AccessUnit{}, errFault
	}
}

func (c *child) Close() error { c.once.Do(func() { close(c.gone) }); return nil }

// lab is a Transcoder with what comes of it.
type lab struct {
	*audio.Transcoder
	workshop *workshop
	metrics  *prometheus.Registry

	mu  sync.Mutex
	got []media.Ticks
	err error // of the output
}

func start(w *workshop) *lab {
	l := &lab{workshop: w, metrics: prometheus.NewRegistry()}
	l.Transcoder = audio.Start(w, media.AudioFormat{Codec: media.CodecMP3}, func(_ media.AudioFormat, u media.AccessUnit) error {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.got = append(l.got, u.PTS)
		return l.err
	}, slog.New(slog.DiscardHandler), audio.NewMetrics(l.metrics))
	return l
}

// send publishes units, and lets everybody do what there is to do.
func (l *lab) send(from, to media.Ticks) {
	for at := from; at < to; at++ {
		l.Unit(media.AccessUnit{PTS: at, Payload: []byte{1}})
	}
	synctest.Wait()
}

func (l *lab) requireCount(t *testing.T, name string, want float64) {
	t.Helper()
	families, err := l.metrics.Gather()
	require.NoError(t, err)
	for _, f := range families {
		if f.GetName() == name {
			require.InDelta(t, want, f.GetMetric()[0].GetCounter().GetValue(), 0)
			return
		}
	}
	t.Fatalf("no metric %s", name)
}

func ticks(from, to media.Ticks) (out []media.Ticks) {
	for at := from; at < to; at++ {
		out = append(out, at)
	}
	return out
}

func TestTranscoder(t *testing.T) {
	for name, scenario := range map[string]func(*testing.T, *lab){
		"all comes out": func(t *testing.T, l *lab) {
			l.send(0, 10)
			l.Finish()
			require.Equal(t, ticks(0, 10), l.got)
			require.Len(t, l.workshop.children, 1)
		},
		"a child that is lost is replaced, by one that goes on alike": func(t *testing.T, l *lab) {
			l.send(0, 10)
			require.NoError(t, l.workshop.newest().Close())
			synctest.Wait()
			l.send(10, 20)
			l.Finish()
			require.Equal(t, ticks(0, 20), l.got)
			require.Equal(t, []media.AudioFormat{{}, {Codec: media.CodecAAC, SampleRate: 48_000}}, l.workshop.likes)
			l.requireCount(t, "millrace_audio_children_lost_total", 1)
		},
		"children that die at once are started ever more slowly": func(t *testing.T, l *lab) {
			synctest.Wait()
			l.workshop.failNext(1000)
			require.NoError(t, l.workshop.newest().Close())
			time.Sleep(time.Minute) //nolint:forbidigo // the bubble's time
			require.InDelta(t, 60/5+6, l.workshop.starts(), 3)
			l.workshop.failNext(0)
			time.Sleep(10 * time.Second) //nolint:forbidigo // the bubble's time
			l.send(0, 10)
			l.Finish()
			require.Equal(t, ticks(0, 10), l.got)
		},
		"what is too large is dropped": func(t *testing.T, l *lab) {
			l.Unit(media.AccessUnit{PTS: 1, Payload: make([]byte, audio.MaxUnit+1)})
			l.send(2, 3)
			l.Finish()
			require.Equal(t, ticks(2, 3), l.got)
			l.requireCount(t, "millrace_audio_units_dropped_total", 1)
		},
		"an output that takes no more ends it": func(t *testing.T, l *lab) {
			l.err = errFault
			l.send(0, 10)
			began := time.Now()
			l.Finish()
			require.Zero(t, time.Since(began))
			require.Equal(t, ticks(0, 1), l.got)
			require.Len(t, l.workshop.children, 1)
		},
		"Close ends it": func(t *testing.T, l *lab) {
			l.send(0, 10)
			l.Close()
			l.Finish()
			require.Equal(t, ticks(0, 10), l.got)
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { scenario(t, start(&workshop{})) })
		})
	}
}

// A child that takes nothing holds up nobody.
func TestTranscoder_stuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := start(&workshop{stuck: true})
		began := time.Now()
		l.send(0, 1) // which the child does not take
		l.send(1, 1000)
		require.Zero(t, time.Since(began))
		l.requireCount(t, "millrace_audio_units_dropped_total", 1000-256-1)
		l.Finish()
		require.Equal(t, time.Second, time.Since(began))
		require.Empty(t, l.got)
	})
}

func TestMetrics_nil(t *testing.T) {
	reg := prometheus.NewRegistry()
	audio.NewMetrics(reg)
	n, err := testutil.GatherAndCount(reg)
	require.NoError(t, err)
	require.Equal(t, 2, n)
}
