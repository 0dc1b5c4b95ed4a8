package pipeline

import (
	"errors"
	"fmt"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/media"
)

// Picture is a picture as a JPEG holds it: 8-bit 4:2:0 in full range, of even width and height, plane behind plane.
type Picture struct {
	Width, Height int
	Planes        []byte
}

// errNoPicture says that an access unit holds no picture that can be shown.
var errNoPicture = errors.New("no picture comes of it")

// DecodePicture decodes an access unit that needs no other, and makes its picture as large as fits into a box; it is never
// enlarged. Pictures of high dynamic range are not tone-mapped.
func DecodePicture(f media.VideoFormat, unit []byte, maxWidth, maxHeight int) (p Picture, err error) {
	dev := &device{encoder: EncoderX264}
	d, err := newDecoder(dev, f, false)
	if err != nil {
		return p, err
	}
	defer d.close()
	got := func(frame *astiav.Frame) error {
		if p.Planes != nil {
			return nil
		}
		p, err = scalePicture(dev, frame, maxWidth, maxHeight)
		return err
	}
	if err := d.decode(0, 0, unit, got); err != nil {
		return Picture{}, err
	}
	if err := d.decode(0, 0, nil, got); err != nil {
		return Picture{}, err
	}
	if p.Planes == nil {
		return Picture{}, fmt.Errorf("%w: %w", ErrSource, errNoPicture)
	}
	return p, nil
}

// scalePicture makes a picture that fits into a box, of square pixels.
func scalePicture(dev *device, frame *astiav.Frame, maxWidth, maxHeight int) (Picture, error) {
	width, height := fitPicture(frame.Width(), frame.Height(), frame.SampleAspectRatio(), maxWidth, maxHeight)
	text := fmt.Sprintf("scale=w=%d:h=%d:flags=area:out_color_matrix=bt601:out_range=full,format=pix_fmts=yuv420p", width, height)
	scaler, err := newFilter(dev, frame, text)
	if err != nil {
		return Picture{}, err
	}
	defer scaler.close()
	small, err := scaler.apply(frame)
	if err != nil {
		return Picture{}, err
	}
	defer small.Free()
	planes, err := small.Data().Bytes(1)
	if err != nil {
		return Picture{}, fmt.Errorf("copy a picture: %w", err)
	}
	return Picture{Width: width, Height: height, Planes: planes}, nil
}

// fitPicture is the size of a picture in a box.
func fitPicture(width, height int, sar astiav.Rational, maxWidth, maxHeight int) (w, h int) {
	wide, high := float64(width), float64(height)
	if sar.Num() > 0 && sar.Den() > 0 {
		wide *= float64(sar.Num()) / float64(sar.Den())
	}
	scale := min(1, float64(maxWidth)/wide, float64(maxHeight)/high)
	even := func(x float64, most int) int { return max(2, min(most, int(x*scale+0.5))&^1) }
	return even(wide, maxWidth), even(high, maxHeight)
}
