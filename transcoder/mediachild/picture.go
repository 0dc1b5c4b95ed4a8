package mediachild

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// The messages of a picture child. Each is the lengths of a head and of a body (4 bytes each, big endian), and these two.
//
//	parent                                        child
//	   |-- what to make (JSON), access unit -------->|
//	   |<-- its size, or why there is none (JSON), planes --|   (per request)
const pictureHeaderBytes = 4 + 4

// Bounds of a picture child's messages.
const (
	MaxPictureUnit = 8 << 20 // an access unit
	MaxPictureSide = 1280    // a picture, either way
	maxPictureHead = 64 << 10
	maxPlanes      = MaxPictureSide * MaxPictureSide * 3 / 2
)

// ErrPicture says that an access unit holds no picture that can be had. The child goes on.
var ErrPicture = errors.New("no picture")

// pictureOrder is what a child is to make.
type pictureOrder struct {
	Source        media.VideoFormat
	Width, Height int // of the box that it fits into
}

// pictureMade is what it has made.
type pictureMade struct {
	Width, Height int
	Problem       string // why it is nothing
}

// writePicture makes one call of Write.
func writePicture(w io.Writer, head any, body []byte) error {
	text, err := json.Marshal(head)
	if err != nil {
		return err
	}
	if len(text) > maxPictureHead {
		return ErrMessageSize
	}
	b := make([]byte, 0, pictureHeaderBytes+len(text)+len(body))
	b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	if _, err := w.Write(append(append(b, text...), body...)); err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	return nil
}

// readPicture returns io.EOF where the stream ends between messages.
func readPicture(r io.Reader, head any, limit int) (body []byte, err error) {
	var h [pictureHeaderBytes]byte
	if _, err := io.ReadFull(r, h[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		return nil, fmt.Errorf("read message: %w", err)
	}
	size, rest := binary.BigEndian.Uint32(h[:4]), binary.BigEndian.Uint32(h[4:])
	if size > maxPictureHead || rest > uint32(limit) {
		return nil, ErrMessageSize
	}
	b := make([]byte, int(size)+int(rest))
	if _, err := io.ReadFull(r, b); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("read message: %w", err)
	}
	if err := json.Unmarshal(b[:size], head); err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	return b[size:], nil
}

// PictureChild is a running child that decodes single pictures. One goroutine uses it at a time. A child that takes longer than
// Config.Patience for a picture is killed.
type PictureChild struct {
	*process
	patience time.Duration
}

// StartPictures starts a child, killed when ctx is done. The caller must Close it.
func StartPictures(ctx context.Context, cfg Config) (*PictureChild, error) {
	p, err := startProcess(ctx, cfg, append([]string{"picture"}, cfg.confinement()...)...)
	if err != nil {
		return nil, err
	}
	return &PictureChild{p, cmp.Or(cfg.Patience, DefaultPatience)}, nil
}

// Picture decodes an access unit that needs no other, as large as fits into a box, but no larger than it is. What comes is a
// stranger's, of even sides within the box. An error wraps ErrPicture, and the child goes on, or ErrExited.
func (c *PictureChild) Picture(f media.VideoFormat, unit []byte, width, height int) (*image.YCbCr, error) {
	if len(unit) > MaxPictureUnit || width < 2 || height < 2 || width > MaxPictureSide || height > MaxPictureSide {
		return nil, fmt.Errorf("%w: %w", ErrPicture, ErrMessageSize)
	}
	watch := time.AfterFunc(c.patience, c.kill)
	defer watch.Stop()
	if err := writePicture(c.stdin, pictureOrder{f, width, height}, unit); err != nil {
		return nil, c.gone(err)
	}
	var made pictureMade
	planes, err := readPicture(c.stdout, &made, maxPlanes)
	if err == nil && made.Problem != "" {
		return nil, fmt.Errorf("%w: %.200q", ErrPicture, made.Problem)
	}
	even := made.Width > 0 && made.Height > 0 && made.Width%2 == 0 && made.Height%2 == 0
	if err == nil && (!even || made.Width > width || made.Height > height || len(planes) != made.Width*made.Height*3/2) {
		err = errors.New("a picture of another size than it says")
	}
	if err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		} else {
			c.kill() // it does not speak our language
		}
		return nil, c.gone(err)
	}
	n := made.Width * made.Height
	return &image.YCbCr{
		Y: planes[:n:n], Cb: planes[n : n+n/4 : n+n/4], Cr: planes[n+n/4:], YStride: made.Width, CStride: made.Width / 2,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: image.Rect(0, 0, made.Width, made.Height),
	}, nil
}

// ServePictures is the child's side: it decodes what comes from in until in ends, or ctx is done.
func ServePictures(ctx context.Context, in io.Reader, out io.Writer) error {
	if c, ok := in.(io.Closer); ok {
		defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	}
	for {
		var order pictureOrder
		unit, err := readPicture(in, &order, MaxPictureUnit)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, io.EOF):
			return nil // the parent hung up
		case err != nil:
			return err
		}
		var made pictureMade
		p, err := pipeline.DecodePicture(order.Source, unit, min(order.Width, MaxPictureSide), min(order.Height, MaxPictureSide))
		if err != nil {
			made.Problem = err.Error()
		}
		made.Width, made.Height = p.Width, p.Height
		if err := writePicture(out, made, p.Planes); err != nil {
			return err
		}
	}
}
