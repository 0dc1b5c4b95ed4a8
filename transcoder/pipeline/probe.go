package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/media"
)

// Encoder is what Probe or ProbeGPU found.
type Encoder struct {
	Name string `json:"name"` // EncoderX264 or EncoderNVENC
	GPU  bool   `json:"gpu"`  // decode and scale on the GPU
	// PixelRate is how many output pixels of H.264 per second can be transcoded, decoding and scaling included.
	PixelRate int64 `json:"pixelRate"`
	// Costs are what other pixels cost of it; 0 for those that could not be encoded.
	Costs media.EncodeCosts `json:"costs"`
	// Why says why not everything is done on the GPU; empty where it is.
	Why string `json:"why,omitempty"`
}

const (
	probeTime     = time.Second
	probePictures = 12 // distinct pictures of the moving test picture
	probeBitrate  = 3  // bits per second for each pixel of a picture
	costTime      = probeTime / 3
	maxGPULoad    = 4 // encoders that a GPU is measured with: some models allow no more
)

// encodeShare is what part of a software session's work is encoding; the rest is decoding and scaling. Measured with
// 1080p30 to 720p, 480p and 360p: 55 of 68 CPU seconds.
const encodeShare = 0.8

// Probe measures what this host's processors can do with libx264, libx265 and libaom. It takes about three seconds, in which it loads all cores.
// Without withAV1 the encoders of AV1 are left alone.
func Probe(ctx context.Context, withAV1 bool) (Encoder, error) {
	rate, err := measureH264(ctx, EncoderX264, runtime.GOMAXPROCS(0))
	if err != nil {
		return Encoder{}, err
	}
	costs, err := measureCosts(ctx, EncoderX264, runtime.GOMAXPROCS(0), encodeShare, withAV1)
	return Encoder{Name: EncoderX264, PixelRate: int64(encodeShare * rate), Costs: costs, Why: "no GPU was asked for"}, err
}

// ProbeGPU finds out what the CUDA device is good for by using it: for everything, if NVENC encodes; otherwise to decode and
// scale for libx264, if that gives the same pictures in less processor time. An error that wraps ErrGPU says why it is good
// for neither. It takes a second or two.
func ProbeGPU(ctx context.Context, withAV1 bool) (Encoder, error) {
	defer quiet()() // what does not work here is not an error
	rate, err := measureH264(ctx, EncoderNVENC, maxGPULoad)
	if err == nil {
		costs, err := measureCosts(ctx, EncoderNVENC, maxGPULoad, 1, withAV1)
		return Encoder{Name: EncoderNVENC, GPU: true, PixelRate: int64(rate), Costs: costs}, err
	}
	why := fmt.Sprintf("NVENC: %v", err)
	if ctx.Err() != nil {
		return Encoder{}, context.Cause(ctx)
	}
	part, err := compareDecoding(ctx)
	if err != nil {
		return Encoder{}, fmt.Errorf("%w: %s; decoding and scaling: %w", ErrGPU, why, err)
	}
	if rate, err = measureH264(ctx, EncoderX264, runtime.GOMAXPROCS(0)); err != nil {
		return Encoder{}, err
	}
	share := encodeShare / (encodeShare + (1-encodeShare)*part)
	costs, err := measureCosts(ctx, EncoderX264, runtime.GOMAXPROCS(0), share, withAV1)
	return Encoder{Name: EncoderX264, GPU: true, PixelRate: int64(share * rate), Costs: costs, Why: why}, err
}

// quiet silences libav until the returned function is called.
func quiet() (restore func()) {
	level := astiav.GetLogLevel()
	astiav.SetLogLevel(astiav.LogLevelQuiet)
	return func() { astiav.SetLogLevel(level) }
}

// measureH264 is measure of what every ladder is made of.
func measureH264(ctx context.Context, name string, encoders int) (float64, error) {
	return measure(ctx, name, media.Rendition{Width: 1280, Height: 720}, encoders, probeTime)
}

// measureCosts compares other renditions' pixels with those of H.264. share is what part of a session's work encoding those is. What
// cannot be encoded is passed over.
func measureCosts(ctx context.Context, name string, encoders int, share float64, withAV1 bool) (c media.EncodeCosts, err error) {
	small := media.Rendition{Width: 640, Height: 360}
	h264, err := measure(ctx, name, small, encoders, costTime)
	if err != nil {
		return c, err
	}
	for _, other := range []struct {
		codec media.Codec
		depth int
		cost  *float64
	}{{media.CodecHEVC, 8, &c.HEVC}, {media.CodecHEVC, 10, &c.HEVC10}, {media.CodecAV1, 8, &c.AV1}, {media.CodecAV1, 10, &c.AV1x10}} {
		if other.codec == media.CodecAV1 && !withAV1 {
			break
		}
		small.Codec, small.BitDepth = other.codec, other.depth
		rate, err := measure(ctx, name, small, encoders, costTime)
		if ctx.Err() != nil {
			return c, context.Cause(ctx)
		}
		if err == nil {
			*other.cost = share*h264/rate + 1 - share
		}
	}
	return c, nil
}

// measure encodes a moving test picture like r on so many encoders at once for about d, and returns the
// pixels per second of all together.
func measure(ctx context.Context, name string, r media.Rendition, encoders int, d time.Duration) (float64, error) {
	dev, err := openDevice(name, false)
	if err != nil {
		return 0, err
	}
	defer dev.close()
	r.Name, r.Bitrate = "probe", probeBitrate*r.Width*r.Height
	e := encoding{Rendition: r, rate: media.Rational{Num: 30, Den: 1}, cores: 1}
	pictures, err := movingPictures(dev, e)
	defer func() {
		for _, f := range pictures {
			f.Free()
		}
	}()
	if err != nil {
		return 0, err
	}

	var trials []*trial
	defer func() {
		for _, t := range trials {
			t.encoder.close()
		}
	}()
	for range encoders {
		t, err := newTrial(dev, e, pictures)
		if err != nil {
			return 0, err
		}
		trials = append(trials, t)
	}
	var (
		wg     sync.WaitGroup
		mu     sync.Mutex
		pixels int
		errs   []error
		spent  = stopwatch(dev)
	)
	for _, t := range trials {
		wg.Go(func() {
			n, err := t.encodeFor(ctx, d)
			mu.Lock()
			defer mu.Unlock()
			pixels += n * e.Width * e.Height
			errs = append(errs, err)
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return 0, err
	}
	return float64(pixels) / spent().Seconds(), nil
}

// stopwatch measures what an encoder has used up: on a GPU the time, on processors their time shared among all of
// them, so that what else runs here just now does not count.
func stopwatch(dev *device) func() time.Duration {
	if dev.hardware != nil {
		began := time.Now()
		return func() time.Duration { return time.Since(began) }
	}
	began := processorTime()
	return func() time.Duration {
		return max((processorTime()-began)/time.Duration(runtime.GOMAXPROCS(0)), time.Microsecond)
	}
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// trial is an encoder that encodes pictures over and over. It belongs to one goroutine.
type trial struct {
	encoder    *encoder
	pictures   []*astiav.Frame
	sent, came int
}

// newTrial opens the encoder and lets it do what it does once only.
func newTrial(dev *device, e encoding, pictures []*astiav.Frame) (*trial, error) {
	enc, err := newEncoder(dev, e, pictures[0], colours{}, astiav.NewRational(1, 1))
	if err != nil {
		return nil, err
	}
	t := &trial{encoder: enc, pictures: pictures}
	if err := t.next(); err != nil {
		enc.close()
		return nil, err
	}
	return t, nil
}

// next encodes a picture.
func (t *trial) next() error {
	f := t.pictures[t.sent%len(t.pictures)].Clone()
	if f == nil {
		return errNoMemory
	}
	defer f.Free()
	t.sent++
	return t.encoder.encode(f, t.sent%60 == 1, t.got)
}

func (t *trial) got(access) error { t.came++; return nil }

// encodeFor encodes for about d, each picture once at least, and returns how many there were.
func (t *trial) encodeFor(ctx context.Context, d time.Duration) (int, error) {
	before := t.sent
	for began := time.Now(); (time.Since(began) < d || t.sent-before < len(t.pictures)) && ctx.Err() == nil; {
		if err := t.next(); err != nil {
			return 0, err
		}
	}
	if err := t.encoder.encode(nil, false, t.got); err != nil {
		return 0, err
	}
	if t.came != t.sent || ctx.Err() != nil {
		return 0, fmt.Errorf("%d of %d pictures were encoded: %w", t.came, t.sent, context.Cause(ctx))
	}
	return t.sent - before, nil
}

// movingPictures makes the test picture, where the encoder wants it. It is a texture that moves, with noise: about
// as much work as a natural scene.
func movingPictures(dev *device, e encoding) ([]*astiav.Frame, error) {
	width, height := e.Width, e.Height
	var out []*astiav.Frame
	for i := range probePictures {
		f := astiav.AllocFrame()
		if f == nil {
			return out, errNoMemory
		}
		out = append(out, f)
		f.SetWidth(width)
		f.SetHeight(height)
		f.SetPixelFormat(astiav.PixelFormatYuv420P)
		if err := f.AllocBuffer(0); err != nil {
			return out, fmt.Errorf("allocate a picture: %w", err)
		}
		if err := f.Data().SetBytes(texture(width, height, i), 1); err != nil {
			return out, fmt.Errorf("paint a picture: %w", err)
		}
	}
	if dev.passes(out[0], e) {
		return out, nil
	}
	up, err := newFilter(dev, out[0], dev.scaleFilter(out[0].PixelFormat(), e))
	if err != nil {
		return out, err
	}
	defer up.close()
	for i, f := range out {
		g, err := up.apply(f)
		if err != nil {
			return out, err
		}
		f.Free()
		out[i] = g
	}
	return out, nil
}

// texture paints picture n of a scene in 4:2:0: smooth shapes and fine grain that move in different directions.
func texture(width, height, n int) []byte {
	b := make([]byte, 0, width*height*3/2)
	hash := func(x, y int) int {
		h := uint32(x)*0x9e3779b1 ^ uint32(y)*0x85ebca77
		h ^= h >> 15
		h *= 0x2c1b3c6d
		return int(h >> 24)
	}
	for y := range height {
		for x := range width {
			blocks := hash((x+3*n)>>5, (y+n)>>5) / 2
			grain := hash(x-2*n, y+n) / 12
			noise := hash(x+977*n, y) / 32
			b = append(b, byte(32+blocks+grain+noise))
		}
	}
	for plane := range 2 {
		for y := range height / 2 {
			for x := range width / 2 {
				b = append(b, byte(96+hash((x+n)>>5+plane*99, y>>5)/4))
			}
		}
	}
	return b
}

// ofSize is an encoding of nothing but a size.
func ofSize(width, height int) encoding {
	return encoding{Rendition: media.Rendition{Width: width, Height: height}}
}
