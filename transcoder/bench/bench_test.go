package bench_test

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/transcoder/bench"
)

// host is a machine with processors that children share.
type host struct {
	mu       sync.Mutex
	children int
	cores    int
	work     time.Duration // that a part takes, where each child has a core
	fail     error         // of Start
	silent   bool          // children are never ready
}

// child takes its parts one after the other.
type child struct {
	host *host
	in   chan *millracev1.TranscodeRequest
	out  chan *millracev1.TranscodeResponse
	once sync.Once
	gone chan struct{}
}

func (h *host) start(context.Context) (bench.Child, error) {
	if h.fail != nil {
		return nil, h.fail
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.children++
	c := &child{host: h, in: make(chan *millracev1.TranscodeRequest, 64), out: make(chan *millracev1.TranscodeResponse, 64), gone: make(chan struct{})}
	go c.run()
	return c, nil
}

func (c *child) run() {
	for {
		var m *millracev1.TranscodeRequest
		select {
		case m = <-c.in:
		case <-c.gone:
			return
		}
		switch m := m.GetMessage().(type) {
		case *millracev1.TranscodeRequest_Open:
			if !c.host.silent {
				c.out <- wire.NewReady("fake")
			}
		case *millracev1.TranscodeRequest_Part:
			c.host.mu.Lock()
			work := c.host.work * time.Duration(max(c.host.children, c.host.cores)) / time.Duration(c.host.cores)
			c.host.mu.Unlock()
			select {
			case <-time.After(work):
			case <-c.gone:
				return
			}
			p, _ := wire.ParseSourcePart(m.Part)
			c.out <- wire.NewRenditionPart(0, p, 0)
			c.out <- wire.NewRenditionPart(1, p, 0)
		case *millracev1.TranscodeRequest_Finish:
			c.out <- wire.NewFinished()
		}
	}
}

func (c *child) Send(m *millracev1.TranscodeRequest) error {
	select {
	case c.in <- m:
		return nil
	case <-c.gone:
		return io.ErrClosedPipe
	}
}

func (c *child) Receive() (*millracev1.TranscodeResponse, error) {
	select {
	case m := <-c.out:
		return m, nil
	case <-c.gone:
		return nil, io.ErrClosedPipe
	}
}

func (c *child) Close() error {
	c.once.Do(func() {
		close(c.gone)
		c.host.mu.Lock()
		defer c.host.mu.Unlock()
		c.host.children--
	})
	return nil
}

func config(h *host) bench.Config {
	cfg := bench.Config{
		Source: media.VideoFormat{Codec: media.CodecH264, Width: 640, Height: 360, Config: []byte{1, 0x64, 0, 0x28}},
		Ladder: media.Ladder{{Name: "a", Width: 320, Height: 180, Bitrate: 300_000}, {Name: "b", Width: 160, Height: 90, Bitrate: 100_000}},
		Start:  h.start, MaxSessions: 40,
	}
	for i := range 20 {
		cfg.Parts = append(cfg.Parts, media.Part{
			ID: media.PartID{Segment: media.SegmentSeq(i / 4), Part: i % 4}, Start: media.Ticks(i) * media.Second / 2, Duration: media.Second / 2,
			Frames: 15, Independent: i%4 == 0, Last: i%4 == 3, Data: []byte{1},
		})
	}
	return cfg
}

func TestRun(t *testing.T) {
	for name, test := range map[string]struct {
		cores int
		work  time.Duration
		want  int
	}{
		"none":                         {1, 600 * time.Millisecond, 0},
		"one":                          {1, 400 * time.Millisecond, 1},
		"as many as there is time for": {2, 100 * time.Millisecond, 10},
		"an odd number":                {7, 499 * time.Millisecond, 7},
		"more than are tried":          {100, 100 * time.Millisecond, 40},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := &host{cores: test.cores, work: test.work}
				cfg := config(h)
				var shown []bench.Step
				cfg.Progress = func(s bench.Step) { shown = append(shown, s) }
				r, err := bench.Run(t.Context(), cfg)
				require.NoError(t, err)
				require.Equal(t, test.want, r.Sessions)
				require.Equal(t, r.Steps, shown)
				require.LessOrEqual(t, len(r.Steps), 12)
				require.Zero(t, h.children)
				for _, s := range r.Steps {
					require.Equal(t, s.Sessions <= test.want, s.RealTime, s)
					require.Equal(t, 20*s.Sessions, s.Parts)
					if s.RealTime {
						require.InDelta(t, (test.work * time.Duration(max(s.Sessions, test.cores)) / time.Duration(test.cores)).Seconds(), s.P50, 0.001)
					}
				}
			})
		})
	}
}

func TestRun_fails(t *testing.T) {
	broken := errors.New("broken")
	for name, change := range map[string]func(*host, *bench.Config){
		"no children": func(h *host, _ *bench.Config) { h.fail = broken },
		"never ready": func(h *host, _ *bench.Config) { h.silent = true },
		"no parts":    func(_ *host, cfg *bench.Config) { cfg.Parts = nil },
		"no ladder":   func(_ *host, cfg *bench.Config) { cfg.Ladder = nil },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := &host{cores: 1, work: time.Millisecond}
				cfg := config(h)
				change(h, &cfg)
				_, err := bench.Run(t.Context(), cfg)
				require.Error(t, err)
				require.Zero(t, h.children)
			})
		})
	}
}
