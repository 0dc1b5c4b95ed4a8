package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"sync"
	"time"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/sei"
)

const clockRate = media.ClockRate

// ErrSource says that the source video is at fault: trying again with the same bytes is no use.
var ErrSource = errors.New("source video")

// ErrSourceChanged says that the picture's size or format is not what the session was opened for; a new session
// can take over at the next IDR.
var ErrSourceChanged = fmt.Errorf("%w: picture size or format changed", ErrSource)

// ErrClosed says that the session was closed or had finished.
var ErrClosed = errors.New("session closed")

// Rung is one rendition to make, and where to begin.
type Rung struct {
	media.Rendition
	// First is the first part to encode; parts before it are decoded only. It begins with an IDR.
	First media.PartID
}

// Config is what a session is opened with.
type Config struct {
	Source  media.VideoFormat
	Ladder  []Rung
	Encoder string // EncoderX264 or EncoderNVENC; none means EncoderX264. Probe says which one works
	GPU     bool   // decode and scale on the GPU, with either encoder; NVENC needs it and implies it
	Cores   int    // processor cores that the session may use; default runtime.GOMAXPROCS(0)
	// SmallRate is up to how many pixels per second, of the source and all rungs, a session of H.264 in main memory does everything on the
	// goroutine that feeds it. Default 640*360*60; negative: never.
	SmallRate int
}

// Output takes what a session makes. Its calls come from several goroutines, but never two at once; one that blocks
// holds up the whole session. Data belongs to the callee.
type Output interface {
	// Init is called once per rung, before its first part. rung is the index in the ladder.
	Init(rung int, init []byte)
	// Part is called for each part of a rung, in order; rungs are not in step. encode is the time its encoding took.
	Part(rung int, p media.Part, encode time.Duration)
}

// Session transcodes one source. Part, Finish and Close belong to one goroutine.
type Session struct {
	cfg   Config
	dev   *device
	rungs []*rung // parents before children
	roots []*rung // scaled from the source itself
	small bool    // all is done on the goroutine that feeds the session
	line  timeline

	decoder  *decoder // nil until the first part, and behind a closed one
	upright  *filter  // turns pictures; nil where they are upright, and before the first
	fields   *filter  // makes whole pictures of interlaced ones; nil until one came
	fed      bool     // a part was fed
	messages sei.Cleaner
	leading  leading
	gop      gop
	shown    int64 // PTS of the last picture before the decoder was closed: what comes again up to there was shown
	done     bool  // finished, failed or closed

	// Set when the first picture comes out, before any rung sees it.
	coded         [2]int // width and height of the pictures
	width, height int    // of the upright ones
	format        astiav.PixelFormat
	sar           astiav.Rational // of the upright ones
	colours       colours         // of the source
	rate          media.Rational

	cancel context.CancelCauseFunc
	ctx    context.Context
	wg     sync.WaitGroup

	mu  sync.Mutex // held while out is called
	out Output
}

// New checks cfg and starts a session: one goroutine per rung, which Finish or Close ends, unless it is small. Close must be called.
func New(cfg Config, out Output) (*Session, error) {
	if cfg.Encoder == "" {
		cfg.Encoder = EncoderX264
	}
	if cfg.Cores < 1 {
		cfg.Cores = runtime.GOMAXPROCS(0)
	}
	cfg.SmallRate = cmp.Or(cfg.SmallRate, smallRate)
	if err := check(cfg); err != nil {
		return nil, err
	}
	dev, err := openDevice(cfg.Encoder, cfg.GPU)
	if err != nil {
		return nil, err
	}
	s := &Session{cfg: cfg, dev: dev, out: out, shown: math.MinInt64, messages: sei.NewCleaner(cfg.Source)}
	s.ctx, s.cancel = context.WithCancelCause(context.Background())
	s.small = isSmall(cfg)
	s.rungs, s.roots = cascade(cfg)
	for _, r := range s.rungs {
		r.session = s
		if s.small {
			continue
		}
		s.wg.Go(func() {
			if err := r.run(s.ctx); err != nil {
				s.cancel(err)
			}
		})
	}
	return s, nil
}

// smallRate is Config.SmallRate's default. Half a second of such a session takes a tenth of a second of one core: to hand its pictures
// from thread to thread would cost more than it gains.
const smallRate = 640 * 360 * 60

// isSmall says whether a session is worth one thread only.
func isSmall(cfg Config) bool {
	if cfg.GPU || cfg.Encoder == EncoderNVENC {
		return false // it waits for the GPU
	}
	rate := orThirty(cfg.Source.FrameRate)
	pixels := float64(cfg.Source.Width*cfg.Source.Height) * rate.Float()
	for _, r := range cfg.Ladder {
		if r.Format() != media.CodecH264 {
			return false
		}
		pixels += float64(r.Width*r.Height) * r.Rate(rate).Float()
	}
	return pixels <= float64(cfg.SmallRate)
}

func check(cfg Config) error {
	ladder := make(media.Ladder, len(cfg.Ladder))
	for i, r := range cfg.Ladder {
		ladder[i] = r.Rendition
	}
	if err := ladder.Validate(); err != nil {
		return err
	}
	if len(ladder) == 0 {
		return fmt.Errorf("%w: no rendition", media.ErrLadder)
	}
	info, err := codec.Video(cfg.Source)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSource, err)
	}
	if info.Width != cfg.Source.Width || info.Height != cfg.Source.Height {
		return fmt.Errorf("%w: its configuration says %dx%d, the format %dx%d", ErrSource, info.Width, info.Height, cfg.Source.Width, cfg.Source.Height)
	}
	if max(info.Width, info.Height) > media.MaxDimension {
		return fmt.Errorf("%w: %dx%d is more than %d", ErrSource, info.Width, info.Height, media.MaxDimension)
	}
	return nil
}

// Encoder is the name of the encoder in use.
func (s *Session) Encoder() string { return s.cfg.Encoder }

// Stages is how many goroutines the session works on, that of Part included.
func (s *Session) Stages() int {
	if s.small {
		return 1
	}
	return 1 + len(s.rungs)
}

// Part transcodes a source part, which begins where the one before it ended; the first one begins with an IDR. Behind a
// closed one nothing of it waits for the next, as far as the pictures since the last IDR can be kept (maxGOP). It returns when the part was decoded and its last pictures are on their way through the encoders, so whoever feeds
// the session goes no faster than it works. After an error the session only closes.
func (s *Session) Part(p media.Part) error {
	if s.done {
		return ErrClosed
	}
	if err := s.feed(p); err != nil {
		return s.fail(fmt.Errorf("part %s: %w", p.ID, err))
	}
	return s.failed()
}

func (s *Session) feed(p media.Part) error {
	frag, err := fmp4.ParsePart(p.Data)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSource, err)
	}
	if len(frag.Samples) == 0 || len(frag.Samples) != p.Frames || frag.Start != int64(p.Start) || frag.Duration() != int64(p.Duration) {
		return fmt.Errorf("%w: it holds %d frames from %s for %s and announces %d from %s for %s", ErrSource,
			len(frag.Samples), media.Ticks(frag.Start), media.Ticks(frag.Duration()), p.Frames, p.Start, p.Duration)
	}
	times, end, reorders := presentation(frag)
	if err := s.line.feed(p, times, end, reorders); err != nil {
		return err
	}
	if !s.fed {
		if !codec.Key(s.cfg.Source.Codec, frag.Samples[0].Data) {
			return fmt.Errorf("%w: the first part does not begin with an IDR", ErrSource)
		}
		s.rate = effectiveRate(s.cfg.Source.FrameRate, frag)
	}
	if s.decoder == nil {
		if err := s.open(frag, reorders); err != nil {
			return err
		}
	}
	s.fed = true
	dts := frag.Start
	for i, sample := range frag.Samples {
		data := s.messages.Clean(sample.Data)
		s.leading.fed(s.cfg.Source.Codec, data, times[i])
		s.gop.add(s.cfg.Source.Codec, coded{times[i], dts, data})
		if err := s.decoder.decode(times[i], dts, data, s.picture); err != nil {
			return err
		}
		dts += sample.Duration
	}
	if p.Closed && s.line.waits() && s.gop.whole() {
		return s.drain()
	}
	return nil
}

// drain gets out of the decoder what it holds back for what might follow, which ends its life: libav's decoders and filters
// take nothing behind their end, and go-astiav cannot flush them.
func (s *Session) drain() error {
	if err := s.flush(); err != nil {
		return err
	}
	s.shown = int64(s.line.newest)
	s.decoder.close()
	s.decoder = nil
	s.fields.close()
	s.fields = nil
	return nil
}

// presentation lists the PTS of a fragment's samples in decoding order, the time at which the last picture ends, and
// whether decoding and presentation differ.
func presentation(f fmp4.Fragment) (times []int64, end media.Ticks, reorders bool) {
	times = make([]int64, len(f.Samples))
	dts := f.Start
	for i, s := range f.Samples {
		times[i] = dts + s.Offset
		dts += s.Duration
		reorders = reorders || s.Offset != f.Samples[0].Offset
		end = max(end, media.Ticks(times[i]+s.Duration))
	}
	return times, end, reorders
}

// open opens a decoder for the first part, or for one behind a closed one. If that does not begin with an IDR it needs
// what came before, so that is decoded again.
func (s *Session) open(f fmp4.Fragment, reorders bool) (err error) {
	s.decoder, err = newDecoder(s.dev, s.cfg.Source, s.line.reorders || reorders || f.Samples[0].Offset != 0)
	if err != nil || !s.fed || codec.IDR(s.cfg.Source.Codec, f.Samples[0].Data) {
		return err
	}
	for _, u := range s.gop.units {
		if err := s.decoder.decode(u.pts, u.dts, u.data, s.picture); err != nil {
			return err
		}
	}
	return nil
}

// effectiveRate is the nominal rate where the frames bear it out, and else what was measured: encoders spend their
// bits per frame.
func effectiveRate(nominal media.Rational, f fmp4.Fragment) media.Rational {
	d := f.Duration()
	if d <= 0 {
		return orThirty(nominal)
	}
	measured := float64(len(f.Samples)) * clockRate / float64(d)
	if n := nominal.Float(); n >= 1 && n <= 300 && measured > n*0.8 && measured < n*1.25 {
		return nominal
	}
	return media.Rational{Num: int(min(max(measured, 1), 300) + 0.5), Den: 1}
}

func orThirty(r media.Rational) media.Rational {
	if f := r.Float(); f >= 1 && f <= 300 {
		return r
	}
	return media.Rational{Num: 30, Den: 1}
}

// picture sends a decoded picture down the cascade.
func (s *Session) picture(f *astiav.Frame) error {
	if size := [2]int{f.Width(), f.Height()}; s.coded == [2]int{} {
		source := s.cfg.Source
		if size != [2]int{source.Width, source.Height} {
			return fmt.Errorf("%w: %dx%d instead of %dx%d", ErrSourceChanged, size[0], size[1], source.Width, source.Height)
		}
		s.coded, s.format, s.sar = size, f.PixelFormat(), f.SampleAspectRatio()
		s.width, s.height = source.Shown()
		if source.Orientation.Turns()%2 == 1 {
			s.sar = astiav.NewRational(s.sar.Den(), s.sar.Num())
		}
		s.colours = colours{s.decoder.ctx.ColorPrimaries(), s.decoder.ctx.ColorTransferCharacteristic()}
	} else if size != s.coded || f.PixelFormat() != s.format {
		return fmt.Errorf("%w: from %dx%d %s to %dx%d %s", ErrSourceChanged, s.coded[0], s.coded[1], s.format, size[0], size[1], f.PixelFormat())
	}
	if f.Pts() <= s.shown {
		return nil
	}
	for _, pts := range s.leading.before(f.Pts()) {
		if err := s.progressive(f, pts); err != nil {
			return err
		}
	}
	return s.progressive(f, f.Pts())
}

// toneMaps says whether a rung loses the source's high dynamic range.
func (s *Session) toneMaps(r *rung) bool {
	return r.encoding.Depth() == 8 && s.colours.highDynamicRange() && canToneMap()
}

// coloursOf is how a rung's samples are to be shown.
func (s *Session) coloursOf(r *rung) colours {
	if s.toneMaps(r) {
		return colours{astiav.ColorPrimariesBt709, astiav.ColorTransferCharacteristicBt709}
	}
	return s.colours
}

// progressive shows a picture, without its fields where it has any. From the first one that does on, each waits for the next.
func (s *Session) progressive(f *astiav.Frame, pts int64) (err error) {
	if s.fields == nil {
		if !interlaced(f) {
			return s.show(f, pts)
		}
		if s.fields, err = newFilter(s.dev, f, s.dev.deinterlaceFilter(f.PixelFormat())); err != nil {
			return err
		}
	}
	own := f.Pts()
	f.SetPts(pts)
	defer f.SetPts(own)
	return s.fields.push(f, func(whole *astiav.Frame) error { return s.show(whole, whole.Pts()) })
}

// show sends a picture down the cascade as the one of a time, upright.
func (s *Session) show(f *astiav.Frame, pts int64) (err error) {
	if turn := s.dev.turnFilter(f.PixelFormat(), s.cfg.Source.Orientation); turn != "" {
		if s.upright == nil {
			if s.upright, err = newFilter(s.dev, f, turn); err != nil {
				return err
			}
		}
		if f, err = s.upright.apply(f); err != nil {
			return err
		}
		defer f.Free()
	}
	at, closed, err := s.line.decoded(pts)
	if err != nil {
		return err
	}
	if closed != nil {
		if err := s.mark(closed); err != nil {
			return err
		}
	}
	it := item{frame: f, pts: media.Ticks(pts), place: at}
	said := captionsOf(f)
	for _, r := range s.rungs {
		switch {
		case at.part.Less(r.first):
		case !r.thin.Keep(at.part, it.pts, at.last):
			r.captions.leftOut(said)
		default:
			it.keep |= r.own
			if all := r.captions.kept(said); all != nil {
				it.says(r.index, all)
			}
		}
	}
	if err := spread(s.ctx, s.roots, it); err != nil {
		return err
	}
	return s.mark(s.line.complete())
}

func (s *Session) mark(m *mark) error {
	if m == nil {
		return nil
	}
	return spread(s.ctx, s.roots, item{mark: m})
}

// Finish says that no part follows, and returns when everything that was asked for has gone to the output.
func (s *Session) Finish() error {
	if s.done {
		return ErrClosed
	}
	if err := s.flush(); err != nil {
		return s.fail(err)
	}
	s.done = true
	for _, r := range s.roots {
		close(r.in)
	}
	if s.small {
		for _, r := range s.rungs {
			r.finish(s.ctx)
		}
	}
	s.wg.Wait()
	return context.Cause(s.ctx)
}

func (s *Session) flush() error {
	if s.decoder == nil {
		return nil
	}
	if err := s.decoder.decode(0, 0, nil, s.picture); err != nil {
		return err
	}
	if s.fields != nil {
		if err := s.fields.push(nil, func(whole *astiav.Frame) error { return s.show(whole, whole.Pts()) }); err != nil {
			return err
		}
	}
	last, err := s.line.finish()
	if err != nil {
		return err
	}
	return s.mark(last)
}

// failed is the error of a rung, if one failed.
func (s *Session) failed() error {
	if s.ctx.Err() == nil {
		return nil
	}
	s.done = true
	return context.Cause(s.ctx)
}

// fail ends the session; the error that came first counts.
func (s *Session) fail(err error) error {
	s.cancel(err)
	return s.failed()
}

// Close ends the session, whether it finished or not, and frees everything.
func (s *Session) Close() {
	s.cancel(ErrClosed)
	s.done = true
	s.wg.Wait()
	for i := len(s.rungs) - 1; i >= 0; i-- {
		s.rungs[i].release()
	}
	s.rungs, s.roots = nil, nil
	s.upright.close()
	s.upright = nil
	s.fields.close()
	s.fields = nil
	if s.decoder != nil {
		s.decoder.close()
		s.decoder = nil
	}
	if s.dev != nil {
		s.dev.close()
		s.dev = nil
	}
}

func (s *Session) init(rung int, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out.Init(rung, data)
}

func (s *Session) part(rung int, p media.Part, encode time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out.Part(rung, p, encode)
}
