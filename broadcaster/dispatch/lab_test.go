package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// The lab runs one Dispatcher against scripted orchestrators on a fake clock (synctest).

const (
	frame         = media.ClockRate / 10 // 10 fps: few frames, same rules
	framesPerPart = 5
	partsPerSeg   = 4
)

var (
	ladder = media.Ladder{
		{Name: "high", Width: 640, Height: 352, Bitrate: 1_000_000, Codec: media.CodecH264},
		{Name: "low", Width: 320, Height: 176, Bitrate: 300_000, Codec: media.CodecH264, FrameRate: media.Rational{Num: 4, Den: 1}},
	}
	source = format(1280, 720)
)

// format is a format of that size.
func format(width, height int) media.VideoFormat {
	return testmedia.H264(width, height, media.Rational{Num: 10, Den: 1})
}

func avcc(nals ...[]byte) []byte {
	var b []byte
	for _, n := range nals {
		b = h264.AppendLength(b, n)
	}
	return b
}

var (
	idr   = []byte{0x65, 0x88, 0x84, 0x00}
	slice = []byte{0x41, 0x9a, 0x00, 0x01}
)

// sourcePart makes part number n of the source.
func sourcePart(n int, last bool) media.Part {
	p := media.Part{
		ID:          media.PartID{Segment: media.SegmentSeq(n / partsPerSeg), Part: n % partsPerSeg},
		Start:       media.Ticks(n * framesPerPart * frame),
		Duration:    framesPerPart * frame,
		Frames:      framesPerPart,
		Independent: n%partsPerSeg == 0,
		Last:        last || n%partsPerSeg == partsPerSeg-1,
	}
	p.Data = fmp4.MarshalPart(uint32(n), int64(p.Start), samples(p, framePTS(p), source))
	return p
}

// framePTS lists the times of a source part's frames.
func framePTS(p media.Part) []media.Ticks {
	pts := make([]media.Ticks, framesPerPart)
	for i := range pts {
		pts[i] = p.Start + media.Ticks(i*frame)
	}
	return pts
}

// samples makes a part's samples, of the frames at pts.
func samples(p media.Part, pts []media.Ticks, f media.VideoFormat) []fmp4.Sample {
	out := make([]fmp4.Sample, len(pts))
	dts := p.Start
	for i := range out {
		end := p.End()
		if i+1 < len(pts) {
			end = pts[i+1]
		}
		out[i] = fmp4.Sample{Duration: int64(end - dts), Offset: int64(pts[i] - dts), Data: avcc(slice)}
		dts = end
	}
	if p.Independent {
		sps, pps := testmedia.Sets(f)
		out[0].Key, out[0].Data = true, avcc(sps, pps, idr)
	}
	return out
}

// orchestrator is a scripted Candidate: it answers every part at once unless answer says otherwise.
type orchestrator struct {
	name   byte
	refuse error // Open fails with it
	// answer may change, hold back (nil) or replace what is returned for a source part; err breaks the stream.
	answer func(id media.PartID, out []*millracev1.TranscodeResponse) ([]*millracev1.TranscodeResponse, error)

	mu    sync.Mutex
	opens []wire.Open
}

func (o *orchestrator) Address() common.Address { return common.Address{o.name} }
func (o *orchestrator) URI() string             { return fmt.Sprintf("https://%c.test", o.name) }
func (o *orchestrator) Record() json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"chosen":"%c"}`, o.name))
}
func (o *orchestrator) Warm(context.Context) error { return nil }
func (o *orchestrator) Open(ctx context.Context) (dispatch.Conn, error) {
	if o.refuse != nil {
		return nil, o.refuse
	}
	return &conn{o: o, ctx: ctx, out: make(chan *millracev1.TranscodeResponse, 1024), gone: make(chan struct{})}, nil
}

type conn struct {
	o    *orchestrator
	ctx  context.Context
	open wire.Open
	thin []media.Decimator
	out  chan *millracev1.TranscodeResponse
	once sync.Once
	gone chan struct{}
	why  error
}

func (c *conn) Abort(reason error) { c.once.Do(func() { c.why = reason; close(c.gone) }) }
func (c *conn) Close()             {}

func (c *conn) Receive() (*millracev1.TranscodeResponse, error) {
	select {
	case m := <-c.out:
		return m, nil
	default:
	}
	select {
	case m := <-c.out:
		return m, nil
	case <-c.gone:
		return nil, c.why
	}
}

func (c *conn) Send(req *millracev1.TranscodeRequest) error {
	select {
	case <-c.gone:
		return c.why
	default:
	}
	switch m := req.GetMessage().(type) {
	case *millracev1.TranscodeRequest_Open:
		open, err := wire.ParseOpen(m.Open)
		if err != nil {
			return err
		}
		c.open = open
		c.o.mu.Lock()
		c.o.opens = append(c.o.opens, open)
		c.o.mu.Unlock()
		c.out <- wire.NewReady("scripted")
		for i, r := range open.Ladder {
			if r.Format() != media.CodecH264 {
				return errGone // its script knows nothing else
			}
			init, err := fmp4.VideoInit(format(r.Width, r.Height))
			if err != nil {
				return err
			}
			c.out <- wire.NewRenditionInit(i, init)
			c.thin = append(c.thin, media.Decimator{Rate: r.FrameRate})
		}
	case *millracev1.TranscodeRequest_Part:
		return c.part(m.Part)
	case *millracev1.TranscodeRequest_Finish:
		c.out <- wire.NewFinished()
	}
	return nil
}

func (c *conn) part(m *millracev1.SourcePart) error {
	src, err := wire.ParseSourcePart(m)
	if err != nil {
		return err
	}
	var out []*millracev1.TranscodeResponse
	for i, r := range c.open.Ladder {
		if src.ID.Less(c.open.First[i]) {
			continue
		}
		p := src
		p.Independent = src.ID.Part == 0 || src.ID == c.open.First[i]
		pts := c.thin[i].Frames(p.ID, framePTS(p))
		p.Frames = len(pts)
		p.Data = fmp4.MarshalPart(1, int64(p.Start), samples(p, pts, format(r.Width, r.Height)))
		out = append(out, wire.NewRenditionPart(i, p, time.Millisecond))
	}
	if c.o.answer != nil {
		if out, err = c.o.answer(src.ID, out); err != nil {
			for _, o := range out {
				c.out <- o
			}
			c.Abort(err)
			return err
		}
	}
	for _, o := range out {
		c.out <- o
	}
	return nil
}

// market hands out the orchestrators in order.
type market struct {
	mu      sync.Mutex
	drawn   [][]*orchestrator // per attempt; the last one repeats
	none    error             // Draw fails with it
	noAV1   error             // Draw fails with it where AV1 is asked for
	reports map[byte][]error
	parts   map[byte][]time.Duration // as measured
	draws   int
}

func (m *market) Draw(_ context.Context, job dispatch.Job, attempt int) ([]dispatch.Candidate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.draws++
	if m.noAV1 != nil && slices.ContainsFunc(job.Ladder, func(r media.Rendition) bool { return r.Codec == media.CodecAV1 }) {
		return nil, m.noAV1
	}
	if m.none != nil {
		return nil, m.none
	}
	var out []dispatch.Candidate
	for _, o := range m.drawn[min(attempt, len(m.drawn)-1)] {
		out = append(out, o)
	}
	return out, nil
}

func (m *market) Report(c dispatch.Candidate, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	name := c.(*orchestrator).name
	m.reports[name] = append(m.reports[name], err)
}

func (m *market) Measure(c dispatch.Candidate, latency time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	name := c.(*orchestrator).name
	m.parts[name] = append(m.parts[name], latency)
}

func (m *market) set(none error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.none = none
}

// viewer is the Output: it notes what a player could fetch, and fails the test on what must never happen.
type viewer struct {
	t *testing.T

	mu      sync.Mutex
	init    map[string]int
	rates   map[string]media.Rational
	parts   map[string][]media.Part
	next    map[string]media.PartID
	gaps    map[string][]media.PartID
	reasons map[string][]string // of gaps
}

func (v *viewer) VideoInit(rendition string, f media.VideoFormat, _ int, _ []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.init[rendition]++
	v.rates[rendition] = f.FrameRate
	if v.init[rendition] > 1 {
		v.t.Errorf("init segment of %s came twice", rendition)
	}
	return nil
}

func (v *viewer) Publish(rendition string, p media.Part) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if p.ID != v.next[rendition] {
		v.t.Errorf("%s: part %s, want %s", rendition, p.ID, v.next[rendition])
	}
	v.parts[rendition] = append(v.parts[rendition], p)
	v.next[rendition] = after(p.ID, p.Last)
	return nil
}

func (v *viewer) Skip(rendition string, before media.PartID, reason string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.reasons[rendition] = append(v.reasons[rendition], reason)
	for id := v.next[rendition]; id.Less(before); id = after(id, id.Part == partsPerSeg-1) {
		v.gaps[rendition] = append(v.gaps[rendition], id)
	}
	v.next[rendition] = before
}

func after(id media.PartID, last bool) media.PartID {
	if last {
		return media.PartID{Segment: id.Segment + 1}
	}
	return media.PartID{Segment: id.Segment, Part: id.Part + 1}
}

// lab is one stream.
type lab struct {
	t      *testing.T
	market *market
	viewer *viewer
	d      *dispatch.Dispatcher
	cancel context.CancelFunc
	result chan error
	sent   int
}

// scenario runs body with a dispatcher that draws those orchestrators.
func scenario(t *testing.T, drawn [][]*orchestrator, body func(l *lab)) {
	t.Helper()
	scenarioAt(t, nil, drawn, body)
}

// errNobody is why nobody is drawn.
var errNobody = errors.New("nobody has capacity")

// scenarioAt is a scenario in which at first nobody is drawn, for the reason none.
func scenarioAt(t *testing.T, none error, drawn [][]*orchestrator, body func(l *lab)) {
	t.Helper()
	scenarioOf(t, ladder, &market{drawn: drawn, none: none}, body)
}

// scenarioOf is a scenario with that ladder and market.
func scenarioOf(t *testing.T, ladder media.Ladder, m *market, body func(l *lab)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		m.reports, m.parts = map[byte][]error{}, map[byte][]time.Duration{}
		l := &lab{
			t: t, market: m,
			viewer: &viewer{
				t: t, init: map[string]int{}, rates: map[string]media.Rational{}, parts: map[string][]media.Part{},
				next: map[string]media.PartID{}, gaps: map[string][]media.PartID{}, reasons: map[string][]string{},
			},
			result: make(chan error, 1),
		}
		var err error
		l.d, err = dispatch.New(dispatch.Config{Stream: "s", Source: source, Ladder: ladder}, dispatch.Deps{
			Market: l.market, Output: l.viewer, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
		})
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		l.cancel = cancel
		go func() { l.result <- l.d.Run(ctx) }()
		body(l)
		cancel()
		synctest.Wait()
	})
}

// live sends n parts in real time: half a second each.
func (l *lab) live(n int) {
	for range n {
		l.burst(1)
		<-time.After(500 * time.Millisecond)
	}
	synctest.Wait()
}

// burst sends n parts at once.
func (l *lab) burst(n int) {
	for range n {
		require.NoError(l.t, l.d.Part(sourcePart(l.sent, false), time.Now()))
		l.sent++
	}
}

// end ends the stream and returns what Run returned.
func (l *lab) end() error {
	l.d.End()
	return <-l.result
}

// published asserts that every rung has all parts that were sent, but for gaps.
func (l *lab) published(gaps int) {
	l.t.Helper()
	l.viewer.mu.Lock()
	defer l.viewer.mu.Unlock()
	for _, r := range ladder {
		require.Lenf(l.t, l.viewer.gaps[r.Name], gaps, "gaps of %s: %v", r.Name, l.viewer.gaps[r.Name])
		require.Lenf(l.t, l.viewer.parts[r.Name], l.sent-gaps, "parts of %s", r.Name)
	}
}

var errGone = errors.New("connection reset by peer")
