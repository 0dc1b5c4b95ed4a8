package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// comparedFrames is how many frames Compare looks at, at most.
const comparedFrames = 120

// Compare tells how alike the frames of a rendition and its source are: the structural similarity (SSIM) of all planes, 1 for the same
// pictures, mean over the rendition's first frames. Both are an init segment and parts. The source is scaled to the rendition's size at once, as if there
// were no cascade; cover says that it fills that size and is cut. What was tone-mapped is compared as it is, which says little.
func Compare(ctx context.Context, source, rendition io.Reader, cover bool) (float64, error) {
	dev := &device{encoder: EncoderX264}
	a, err := openVideo(dev, rendition)
	if err != nil {
		return 0, fmt.Errorf("compare: rendition: %w", err)
	}
	defer a.close()
	b, err := openVideo(dev, source)
	if err != nil {
		return 0, fmt.Errorf("compare: source: %w", err)
	}
	defer b.close()
	size := ofSize(a.format.Width, a.format.Height)
	if cover {
		size.whole = covering(astiav.NewRational(1, 1), b.format.Width, b.format.Height, size.Rendition)
	}
	a.encoding, b.encoding = ofSize(size.Width, size.Height), size
	var sum float64
	n := 0
	for ; n < comparedFrames && ctx.Err() == nil; n++ {
		pts, x, err := a.next(0)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("compare: rendition: %w", err)
		}
		at, y, err := b.next(pts)
		if err != nil {
			return 0, fmt.Errorf("compare: source: %w", err)
		}
		if at != pts {
			return 0, fmt.Errorf("compare: the source has no frame at %s", media.Ticks(pts))
		}
		sum += ssimOfPictures(x, y, size.Width, size.Height)
	}
	if n == 0 || ctx.Err() != nil {
		return 0, fmt.Errorf("compare: no frame: %w", context.Cause(ctx))
	}
	return sum / float64(n), nil
}

// video is one that is decoded frame by frame, in main memory.
type video struct {
	dev      *device
	demuxer  *fmp4.Demuxer
	decoder  *decoder
	format   media.VideoFormat
	first    fmp4.Unit
	encoding encoding // the size to scale to
	scaler   *filter
	queue    []*astiav.Frame
	drained  bool
}

// maxFragment is more than a part has.
const maxFragment = 8 << 20

func openVideo(dev *device, r io.Reader) (*video, error) {
	v := &video{dev: dev, demuxer: fmp4.NewDemuxer(r, nil, maxFragment)}
	var err error
	if v.first, err = v.demuxer.Next(); err != nil {
		return nil, err
	}
	if v.first.Track.Video == nil {
		return nil, errors.New("no video")
	}
	v.format = *v.first.Track.Video
	v.decoder, err = newDecoder(dev, v.format, true)
	return v, err
}

// next is the first frame that is not before a time, in 8-bit 4:2:0; io.EOF when there is none.
func (v *video) next(from int64) (pts int64, picture []byte, err error) {
	for {
		for len(v.queue) == 0 {
			if err := v.decode(); err != nil {
				return 0, nil, err
			}
		}
		f := v.queue[0]
		v.queue = v.queue[1:]
		if pts = f.Pts(); pts >= from {
			picture, err = v.scaled(f)
		}
		f.Free()
		if pts >= from || err != nil {
			return pts, picture, err
		}
	}
}

// decode takes another access unit, or what is left in the decoder.
func (v *video) decode() error {
	keep := func(f *astiav.Frame) error {
		c := f.Clone()
		if c == nil {
			return errNoMemory
		}
		v.queue = append(v.queue, c)
		return nil
	}
	if v.drained {
		return io.EOF
	}
	u := v.first
	if v.first = (fmp4.Unit{}); u.Data == nil {
		var err error
		if u, err = v.demuxer.Next(); errors.Is(err, io.EOF) {
			v.drained = true
			return v.decoder.decode(0, 0, nil, keep)
		} else if err != nil {
			return err
		}
	}
	return v.decoder.decode(int64(u.PTS), int64(u.DTS), u.Data, keep)
}

func (v *video) scaled(f *astiav.Frame) (_ []byte, err error) {
	if v.scaler == nil {
		if v.scaler, err = newFilter(v.dev, f, v.dev.scaleFilter(f.PixelFormat(), v.encoding)); err != nil {
			return nil, err
		}
	}
	g, err := v.scaler.apply(f)
	if err != nil {
		return nil, err
	}
	defer g.Free()
	return g.Data().Bytes(1)
}

func (v *video) close() {
	for _, f := range v.queue {
		f.Free()
	}
	v.scaler.close()
	if v.decoder != nil {
		v.decoder.close()
	}
}

// ssimOfPictures is the SSIM of two pictures in 8-bit 4:2:0, each plane counted by its samples.
func ssimOfPictures(a, b []byte, width, height int) float64 {
	var sum, weight float64
	for _, p := range [][2]int{{width, height}, {width / 2, height / 2}, {width / 2, height / 2}} {
		samples := p[0] * p[1]
		sum += float64(samples) * ssimOfPlanes(a[:samples], b[:samples], p[0], p[1])
		weight += float64(samples)
		a, b = a[samples:], b[samples:]
	}
	return sum / weight
}

// moments are sums over a block of two planes: of the samples, their squares, and their products.
type moments struct{ a, b, aa, bb, ab int }

func (m moments) plus(n moments) moments {
	return moments{m.a + n.a, m.b + n.b, m.aa + n.aa, m.bb + n.bb, m.ab + n.ab}
}

// ssimOfPlanes is the mean of the index of Wang et al. (2004) over blocks of 8x8 samples that overlap by half, each made of four of 4x4.
func ssimOfPlanes(a, b []byte, width, height int) float64 {
	const edge = 4
	columns := width / edge
	above, row := make([]moments, columns), make([]moments, columns)
	var sum float64
	n := 0
	for y := range height / edge {
		above, row = row, above
		for x := range columns {
			row[x] = blockMoments(a[y*edge*width+x*edge:], b[y*edge*width+x*edge:], width, edge)
			if x > 0 && y > 0 {
				sum += above[x-1].plus(above[x]).plus(row[x-1]).plus(row[x]).ssim(4 * edge * edge)
				n++
			}
		}
	}
	return sum / float64(max(n, 1))
}

func blockMoments(a, b []byte, stride, edge int) (m moments) {
	for y := range edge {
		for x := range edge {
			p, q := int(a[y*stride+x]), int(b[y*stride+x])
			m.a += p
			m.b += q
			m.aa += p * p
			m.bb += q * q
			m.ab += p * q
		}
	}
	return m
}

// ssim is the index of a block of n samples.
func (m moments) ssim(n int) float64 {
	const c1, c2 = 0.01 * 0.01 * 255 * 255, 0.03 * 0.03 * 255 * 255
	count := float64(n)
	meanA, meanB := float64(m.a)/count, float64(m.b)/count
	variances := (float64(m.aa)+float64(m.bb))/count - meanA*meanA - meanB*meanB
	covariance := float64(m.ab)/count - meanA*meanB
	return (2*meanA*meanB + c1) * (2*covariance + c2) / ((meanA*meanA + meanB*meanB + c1) * (variances + c2))
}
