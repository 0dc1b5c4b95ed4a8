package pipeline

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/media"
)

const (
	probeFrames = 30  // of the clip
	probeRounds = 3   // how often it is decoded to measure
	minPSNR     = 32  // dB between a picture scaled in two ways, which have 41; neighbours in the clip have 26
	worthIt     = 0.7 // of the processor time that decoding and scaling takes without the GPU
)

// probeLadder is what the clip, of 1920x1080, is scaled to.
var probeLadder = [][2]int{{1280, 720}, {854, 480}, {640, 360}} //nolint:gochecknoglobals // a constant

// compareDecoding decodes and scales a clip in main memory and on the GPU, and returns what part of the processor time
// the GPU's way takes. An error says why it is not to be used.
func compareDecoding(ctx context.Context) (part float64, err error) {
	clip, err := makeClip()
	if err != nil {
		return 0, fmt.Errorf("make a clip: %w", err)
	}
	onGPU, err := clip.play(ctx, true)
	if err != nil {
		return 0, err
	}
	inMemory, err := clip.play(ctx, false)
	if err != nil {
		return 0, err
	}
	if p := psnr(onGPU.last, inMemory.last); p < minPSNR {
		return 0, fmt.Errorf("the pictures differ: PSNR %.1f dB", p)
	}
	part = onGPU.processor.Seconds() / inMemory.processor.Seconds()
	if part > worthIt {
		return 0, fmt.Errorf("it takes %s of processor time for %d pictures, and %s without the GPU", onGPU.processor, onGPU.pictures, inMemory.processor)
	}
	if onGPU.wall > inMemory.wall {
		return 0, fmt.Errorf("it is slower: %s for %d pictures, and %s without the GPU", onGPU.wall, onGPU.pictures, inMemory.wall)
	}
	return part, nil
}

// clip is a short H.264 video.
type clip struct {
	format media.VideoFormat
	units  [][]byte // access units; the first one is an IDR
}

// makeClip encodes the moving picture at 1080p.
func makeClip() (_ clip, err error) {
	memory := &device{encoder: EncoderX264}
	e := encoding{
		Rendition: media.Rendition{Name: "clip", Width: 1920, Height: 1080, Bitrate: 6_000_000},
		rate:      media.Rational{Num: 30, Den: 1}, cores: 1,
	}
	pictures, err := movingPictures(memory, e)
	defer func() {
		for _, f := range pictures {
			f.Free()
		}
	}()
	if err != nil {
		return clip{}, err
	}
	enc, err := newEncoder(memory, e, pictures[0], colours{}, astiav.NewRational(1, 1))
	if err != nil {
		return clip{}, err
	}
	defer enc.close()
	c := clip{format: enc.format}
	got := func(a access) error { c.units = append(c.units, a.data); return nil }
	for i := range probeFrames {
		if err := enc.encode(pictures[i%len(pictures)], i == 0, got); err != nil {
			return clip{}, err
		}
	}
	return c, enc.encode(nil, false, got)
}

// played is what playing a clip took and gave.
type played struct {
	processor, wall time.Duration
	pictures        int
	last            []byte // brightness of the smallest rung's last picture
}

// play decodes the clip and scales every picture to the whole ladder, for x264 to take. The first round is not counted.
func (c clip) play(ctx context.Context, gpu bool) (_ played, err error) {
	dev, err := openDevice(EncoderX264, gpu)
	if err != nil {
		return played{}, err
	}
	defer dev.close()
	dec, err := newDecoder(dev, c.format, false)
	if err != nil {
		return played{}, err
	}
	defer dec.close()
	var ladder probeScaler
	defer ladder.close()

	var p played
	var processor time.Duration
	var began time.Time
	for i := range (1 + probeRounds) * len(c.units) {
		if i == len(c.units) {
			processor, began, p.pictures = processorTime(), time.Now(), 0
		}
		err := dec.decode(int64(i), int64(i), c.units[i%len(c.units)], func(f *astiav.Frame) error {
			if gpu && f.PixelFormat() != astiav.PixelFormatCuda {
				return errors.New("NVDEC did not take 1080p H.264")
			}
			p.pictures++
			p.last, err = ladder.scale(dev, f)
			return err
		})
		if err != nil {
			return played{}, err
		}
		if ctx.Err() != nil {
			return played{}, context.Cause(ctx)
		}
	}
	p.processor, p.wall = processorTime()-processor, time.Since(began)
	if want := probeRounds * len(c.units); p.pictures != want {
		return played{}, fmt.Errorf("%d of %d pictures came out", p.pictures, want)
	}
	return p, nil
}

// probeScaler scales like a session's rungs do.
type probeScaler struct {
	scalers, downloads [3]*filter
}

// scale returns the brightness of the smallest rung.
func (s *probeScaler) scale(dev *device, source *astiav.Frame) (last []byte, err error) {
	from := source
	defer func() {
		if from != source {
			from.Free()
		}
	}()
	for i, size := range probeLadder {
		if s.scalers[i] == nil {
			if s.scalers[i], err = newFilter(dev, from, dev.scaleFilter(from.PixelFormat(), ofSize(size[0], size[1]))); err != nil {
				return nil, err
			}
		}
		scaled, err := s.scalers[i].apply(from)
		if err != nil {
			return nil, err
		}
		if from != source {
			from.Free()
		}
		from = scaled
		out, err := s.fetch(dev, i, scaled)
		if err != nil {
			return nil, err
		}
		if i == len(probeLadder)-1 {
			last, err = brightness(out, size[0]*size[1])
		}
		out.Free()
		if err != nil {
			return nil, err
		}
	}
	return last, nil
}

// fetch returns a reference of the caller's own to f, where x264 can take it.
func (s *probeScaler) fetch(dev *device, i int, f *astiav.Frame) (*astiav.Frame, error) {
	if dev.download == "" {
		c := f.Clone()
		if c == nil {
			return nil, errNoMemory
		}
		return c, nil
	}
	if s.downloads[i] == nil {
		var err error
		if s.downloads[i], err = newFilter(dev, f, dev.download); err != nil {
			return nil, err
		}
	}
	return s.downloads[i].apply(f)
}

func (s *probeScaler) close() {
	for i := range probeLadder {
		s.downloads[i].close()
		s.scalers[i].close()
	}
}

// brightness is the first plane of a picture in main memory.
func brightness(f *astiav.Frame, pixels int) ([]byte, error) {
	b, err := f.Data().Bytes(1)
	if err != nil {
		return nil, fmt.Errorf("read a picture: %w", err)
	}
	return b[:pixels], nil
}

// psnr compares two pictures of the same size, in dB.
func psnr(a, b []byte) float64 {
	var sum float64
	for i := range a {
		d := float64(a[i]) - float64(b[i])
		sum += d * d
	}
	return 10 * math.Log10(255*255*float64(len(a))/max(sum, 1))
}
