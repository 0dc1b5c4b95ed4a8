package pipeline

import (
	"errors"
	"fmt"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/media"
)

// padding is what libav wants to be able to read behind a packet's end.
const padding = 64

// decoder decodes the source. It belongs to one goroutine.
type decoder struct {
	dev    *device
	ctx    *astiav.CodecContext
	packet *astiav.Packet
	frame  *astiav.Frame
	buf    []byte // one access unit and its padding
}

// newDecoder opens a decoder for the source. reorders says that the source's pictures are not in presentation order.
func newDecoder(dev *device, source media.VideoFormat, reorders bool) (_ *decoder, err error) {
	codec := findDecoder(source.Codec)
	if codec == nil {
		return nil, fmt.Errorf("%w: this libav has no decoder for %s", ErrSource, source.Codec)
	}
	d := &decoder{dev: dev, ctx: astiav.AllocCodecContext(codec), packet: astiav.AllocPacket(), frame: astiav.AllocFrame()}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	if d.ctx == nil || d.packet == nil || d.frame == nil {
		return nil, errNoMemory
	}
	// One thread: frame threads would hold frames back, and the encoders keep the other cores busy.
	d.ctx.SetThreadCount(1)
	d.ctx.SetWidth(source.Width)
	d.ctx.SetHeight(source.Height)
	if err = d.ctx.SetExtraData(source.Config); err != nil {
		return nil, fmt.Errorf("set the decoder's configuration: %w", err)
	}
	dev.attach(d.ctx)

	opts := astiav.NewDictionary()
	defer opts.Free()
	for k, v := range decoderOptions(source, reorders) {
		if err = opts.Set(k, v, astiav.NewDictionaryFlags()); err != nil {
			return nil, fmt.Errorf("set decoder option %s: %w", k, err)
		}
	}
	if err = d.ctx.Open(codec, opts); err != nil {
		return nil, fmt.Errorf("%w: open the decoder: %w", dev.fault(err), err)
	}
	return d, nil
}

// findDecoder is libav's decoder of a codec, which a GPU can take over from as far as it goes; nil if it has none.
func findDecoder(c media.Codec) *astiav.Codec {
	switch c {
	case media.CodecH264:
		return astiav.FindDecoder(astiav.CodecIDH264)
	case media.CodecHEVC:
		return astiav.FindDecoder(astiav.CodecIDHevc)
	case media.CodecAV1:
		// In main memory always: the decoder that can use a GPU decodes nothing where the GPU does not know AV1.
		return astiav.FindDecoderByName("libdav1d")
	case media.CodecVP9:
		return astiav.FindDecoder(astiav.CodecIDVp9)
	default:
		return nil
	}
}

func decoderOptions(source media.VideoFormat, reorders bool) map[string]string {
	opts := map[string]string{
		// A picture that is not whole is an error: it is the broadcaster's to restart at the next IDR.
		"err_detect": "explode",
		// A parameter set in the stream that claims a huge picture must not make us allocate one.
		"max_pixels": fmt.Sprint((source.Width + 64) * (source.Height + 64)),
	}
	if reorders {
		// Where the SPS does not say how many pictures are reordered, wait for as many as its level allows: the
		// decoder's guess would drop pictures until it has grown large enough.
		opts["strict"] = "strict"
	}
	return opts
}

// decode decodes one access unit, or drains the decoder when data is nil, and calls got for each picture that
// comes out, which got must not keep.
func (d *decoder) decode(pts, dts int64, data []byte, got func(*astiav.Frame) error) error {
	if err := d.send(pts, dts, data); err != nil {
		return fmt.Errorf("%w: decode the frame at %s: %w", d.dev.fault(err), media.Ticks(pts), err)
	}
	for {
		err := d.ctx.ReceiveFrame(d.frame)
		if errors.Is(err, astiav.ErrEagain) || errors.Is(err, astiav.ErrEof) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: decode near %s: %w", d.dev.fault(err), media.Ticks(pts), err)
		}
		err = got(d.frame)
		d.frame.Unref()
		if err != nil {
			return err
		}
	}
}

func (d *decoder) send(pts, dts int64, data []byte) error {
	if data == nil {
		return d.ctx.SendPacket(nil)
	}
	if len(data) == 0 {
		return errors.New("empty access unit")
	}
	d.buf = append(d.buf[:0], data...)
	d.buf = append(d.buf, make([]byte, padding)...)
	if err := d.packet.FromData(d.buf); err != nil {
		return err
	}
	defer d.packet.Unref()
	d.packet.SetSize(len(data))
	d.packet.SetPts(pts)
	d.packet.SetDts(dts)
	return d.ctx.SendPacket(d.packet)
}

func (d *decoder) close() {
	if d.frame != nil {
		d.frame.Free()
	}
	if d.packet != nil {
		d.packet.Free()
	}
	if d.ctx != nil {
		d.dev.detach(d.ctx)
		d.ctx.Free()
	}
}
