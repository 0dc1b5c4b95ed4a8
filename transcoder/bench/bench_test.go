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
	inits    bool          // children make init segments
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
			if c.host.inits && p.ID == (media.PartID{}) {
				c.out <- wire.NewRenditionInit(0, []byte("a"))
				c.out <- wire.NewRenditionInit(1, []byte("b"))
			}
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
					require.Positive(t, s.FirstRung)
					require.GreaterOrEqual(t, s.FirstPart, s.FirstRung)
					if s.RealTime {
						require.InDelta(t, (test.work * time.Duration(max(s.Sessions, test.cores)) / time.Duration(test.cores)).Seconds(), s.P50, 0.001)
					}
				}
			})
		})
	}
}

// What the first session alone makes is handed out, and how busy the GPUs are meanwhile.
func TestRun_output(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cfg := config(&host{cores: 4, work: time.Millisecond, inits: true})
		cfg.MaxSessions = 2
		made := map[int][]string{}
		cfg.Output = func(rung int, data []byte) { made[rung] = append(made[rung], string(data)) }
		load := 0.0
		cfg.GPU = func() float64 { load += 10; return load }
		r, err := bench.Run(t.Context(), cfg)
		require.NoError(t, err)
		require.Equal(t, 2, r.Sessions)
		for rung, init := range []string{"a", "b"} {
			require.Len(t, made[rung], 1+len(cfg.Parts), "of one session, one time")
			require.Equal(t, init, made[rung][0])
		}
		require.InDelta(t, 55, r.Steps[0].GPU, 5.1, "the mean of 10 to 100")
		require.Greater(t, r.Steps[1].GPU, 100.0)
	})
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
