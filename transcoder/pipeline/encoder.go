package pipeline

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/media"
)

// encoding is what an encoder is to make.
type encoding struct {
	media.Rendition
	rate  media.Rational // nominal frame rate
	whole [2]int         // the size to scale to, of which the middle is encoded; zero: the rendition's own
	cores int
}

// encoder encodes one rung. It belongs to one goroutine.
type encoder struct {
	ctx      *astiav.CodecContext // nil: aom encodes
	packet   *astiav.Packet
	aom      *aomEncoder
	encoding encoding
	sar      astiav.Rational
	format   media.VideoFormat // without a codec until there is a header
	stream   bitstream
	frames   int64      // sent so far
	said     []captions // in AV1: beside the pictures that were sent and have not come out
}

// access is one encoded picture.
type access struct {
	key  bool
	data []byte // as MP4 has it
}

// colours says how the source's samples are to be shown; they go into the parameter sets.
type colours struct {
	primaries astiav.ColorPrimaries
	transfer  astiav.ColorTransferCharacteristic
}

// highDynamicRange says whether the samples mean brightness beyond what a player shows that was not made for it.
func (c colours) highDynamicRange() bool {
	return c.transfer == astiav.ColorTransferCharacteristicSmpte2084 || c.transfer == astiav.ColorTransferCharacteristicAribStdB67
}

// newEncoder opens an encoder for pictures like first. sar is the shape of the encoded pixels.
func newEncoder(dev *device, e encoding, first *astiav.Frame, c colours, sar astiav.Rational) (_ *encoder, err error) {
	name := dev.encoderOf(e.Format())
	if name == encoderAOM {
		a, err := newAOM(e, first, c)
		if err != nil {
			return nil, err
		}
		return &encoder{aom: a, encoding: e, sar: sar}, nil
	}
	codec := astiav.FindEncoderByName(name)
	if codec == nil {
		return nil, fmt.Errorf("this libav has no encoder %s", name)
	}
	enc := &encoder{ctx: astiav.AllocCodecContext(codec), packet: astiav.AllocPacket(), encoding: e, sar: sar}
	defer func() {
		if err != nil {
			enc.close()
		}
	}()
	if enc.ctx == nil || enc.packet == nil {
		return nil, errNoMemory
	}
	rate := astiav.NewRational(e.rate.Num, e.rate.Den)
	enc.ctx.SetWidth(first.Width())
	enc.ctx.SetHeight(first.Height())
	enc.ctx.SetPixelFormat(first.PixelFormat())
	enc.ctx.SetColorRange(first.ColorRange())
	enc.ctx.SetColorSpace(first.ColorSpace())
	enc.ctx.SetColorPrimaries(c.primaries)
	enc.ctx.SetColorTransferCharacteristic(c.transfer)
	enc.ctx.SetSampleAspectRatio(sar)
	// The encoder counts pictures; their times stay here. An encoder that is given times (x264's vfr_input) holds
	// each picture back until it knows the next one's.
	enc.ctx.SetTimeBase(astiav.NewRational(e.rate.Den, e.rate.Num))
	enc.ctx.SetFramerate(rate)
	if e.Format() != media.CodecAV1 { // whose header comes with each key frame
		enc.ctx.SetFlags(enc.ctx.Flags().Add(astiav.CodecContextFlagGlobalHeader))
	}
	if hfc := first.HardwareFramesContext(); hfc != nil {
		enc.ctx.SetHardwareFramesContext(hfc)
	}
	if c.highDynamicRange() {
		if err = setBrightness(enc.ctx, first); err != nil {
			return nil, err
		}
	}
	opts := astiav.NewDictionary()
	defer opts.Free()
	for k, v := range encoderOptions(name, e) {
		if err = opts.Set(k, v, astiav.NewDictionaryFlags()); err != nil {
			return nil, fmt.Errorf("set %s option %s: %w", name, k, err)
		}
	}
	if err = enc.ctx.Open(codec, opts); err != nil {
		return nil, fmt.Errorf("open %s for %s (%dx%d, %d bit/s): %w", name, e.Name, e.Width, e.Height, e.Bitrate, err)
	}
	if left := opts.Get("", nil, astiav.NewDictionaryFlags(astiav.DictionaryFlagIgnoreSuffix)); left != nil {
		return nil, fmt.Errorf("%s does not know the option %s", name, left.Key())
	}
	if e.Format() != media.CodecAV1 {
		if err = enc.readHeader(enc.ctx.ExtraData()); err != nil {
			return nil, err
		}
	}
	return enc, nil
}

// readHeader takes the parameter sets from what the encoder gave out first.
func (enc *encoder) readHeader(b []byte) (err error) {
	e := enc.encoding
	if enc.stream, err = newBitstream(e.Format(), b); err != nil {
		return fmt.Errorf("header for %s: %w", e.Name, err)
	}
	format := enc.stream.format
	if format.Width != e.Width || format.Height != e.Height {
		return fmt.Errorf("header for %s: it encodes %dx%d", e.Name, format.Width, format.Height)
	}
	format.FrameRate = e.rate
	if e.Format() == media.CodecAV1 && enc.sar.Num() != enc.sar.Den() { // of which its header says nothing
		format.PixelAspect = media.Rational{Num: enc.sar.Num(), Den: enc.sar.Den()}
	}
	enc.format = format
	return nil
}

// encode encodes one picture, as an IDR if asked to, or drains the encoder when f is nil, and calls got for each
// access unit that comes out, in order. It changes f's time and picture type.
func (enc *encoder) encode(f *astiav.Frame, idr bool, got func(access) error) error {
	if f != nil {
		f.SetPts(enc.frames)
		// What the decoder left there would be taken for a wish.
		f.SetPictureType(astiav.PictureTypeNone)
		if idr {
			f.SetPictureType(astiav.PictureTypeI)
		}
		enc.frames++
		if enc.encoding.Format() == media.CodecAV1 {
			enc.said = append(enc.said, captionsOf(f))
		}
	}
	if enc.aom != nil {
		return enc.encodeAOM(f, idr, got)
	}
	if err := enc.ctx.SendFrame(f); err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	for {
		err := enc.ctx.ReceivePacket(enc.packet)
		if errors.Is(err, astiav.ErrEagain) || errors.Is(err, astiav.ErrEof) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("encode: %w", err)
		}
		a, err := enc.read(enc.packet.Data())
		enc.packet.Unref()
		if err != nil {
			return fmt.Errorf("read what was encoded: %w", err)
		}
		if err := got(a); err != nil {
			return err
		}
	}
}

// encodeAOM is encode with libaom, which has nothing to drain.
func (enc *encoder) encodeAOM(f *astiav.Frame, idr bool, got func(access) error) error {
	if f == nil {
		return nil
	}
	packet, err := enc.aom.encode(f, idr)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	a, err := enc.read(packet)
	if err != nil {
		return fmt.Errorf("read what was encoded: %w", err)
	}
	return got(a)
}

// read makes an access unit of a packet.
func (enc *encoder) read(packet []byte) (access, error) {
	if enc.format.Codec == "" {
		if err := enc.readHeader(packet); err != nil {
			return access{}, err
		}
	}
	var said captions
	if len(enc.said) > 0 {
		said, enc.said = enc.said[0], enc.said[1:]
	}
	return enc.stream.access(packet, said)
}

func (enc *encoder) close() {
	if enc == nil {
		return
	}
	if enc.packet != nil {
		enc.packet.Free()
	}
	if enc.ctx != nil {
		enc.ctx.Free()
	}
	if enc.aom != nil {
		enc.aom.close()
	}
}

// covering is the smallest size of a source picture in its shape, with square pixels, that fills a rendition's size.
func covering(sar astiav.Rational, fromW, fromH int, r media.Rendition) [2]int {
	num, den := uint64(max(sar.Num(), 0)), uint64(max(sar.Den(), 0))
	if num == 0 || den == 0 || num > 1<<16 || den > 1<<16 {
		num, den = 1, 1
	}
	w, h := num*uint64(fromW), den*uint64(fromH) // the picture's shape
	even := func(a, b, c uint64) int { return int(2 * ((a*b/c + 1) / 2)) }
	if w*uint64(r.Height) >= h*uint64(r.Width) {
		return [2]int{max(even(uint64(r.Height), w, h), r.Width), r.Height}
	}
	return [2]int{r.Width, max(even(uint64(r.Width), h, w), r.Height)}
}

// sampleAspect is the pixel shape that keeps the picture's shape when it is scaled; square where it is within a
// hundredth, because a ladder's even sizes are rounded.
func sampleAspect(source astiav.Rational, fromW, fromH, toW, toH int) astiav.Rational {
	num, den := uint64(max(source.Num(), 0)), uint64(max(source.Den(), 0))
	if num == 0 || den == 0 || num > 1<<16 || den > 1<<16 {
		num, den = 1, 1
	}
	num, den = num*uint64(fromW)*uint64(toH), den*uint64(fromH)*uint64(toW)
	if d := max(num, den) - min(num, den); d*100 <= den {
		return astiav.NewRational(1, 1)
	}
	g := gcd(num, den)
	num, den = num/g, den/g
	if over := bits.Len64(max(num, den)) - 15; over > 0 { // 16 bits in the parameter set
		num, den = max(num>>over, 1), max(den>>over, 1)
	}
	return astiav.NewRational(int(num), int(den))
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
