package pipeline

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/asticode/go-astiav"

	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// encoding is what an encoder is to make.
type encoding struct {
	media.Rendition
	rate  media.Rational // nominal frame rate of the source
	cores int
}

// encoder encodes one rung. It belongs to one goroutine.
type encoder struct {
	ctx    *astiav.CodecContext
	packet *astiav.Packet
	format media.VideoFormat
	head   []byte // SPS and PPS, each behind its length: in front of every IDR
	frames int64  // sent so far
}

// access is one encoded picture.
type access struct {
	key  bool
	data []byte // AVCC
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
	codec := astiav.FindEncoderByName(dev.encoder)
	if codec == nil {
		return nil, fmt.Errorf("this libav has no encoder %s", dev.encoder)
	}
	enc := &encoder{ctx: astiav.AllocCodecContext(codec), packet: astiav.AllocPacket()}
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
	enc.ctx.SetFlags(enc.ctx.Flags().Add(astiav.CodecContextFlagGlobalHeader))
	if hfc := first.HardwareFramesContext(); hfc != nil {
		enc.ctx.SetHardwareFramesContext(hfc)
	}
	opts := astiav.NewDictionary()
	defer opts.Free()
	for k, v := range encoderOptions(dev.encoder, e) {
		if err = opts.Set(k, v, astiav.NewDictionaryFlags()); err != nil {
			return nil, fmt.Errorf("set %s option %s: %w", dev.encoder, k, err)
		}
	}
	if err = enc.ctx.Open(codec, opts); err != nil {
		return nil, fmt.Errorf("open %s for %s (%dx%d, %d bit/s): %w", dev.encoder, e.Name, e.Width, e.Height, e.Bitrate, err)
	}
	if left := opts.Get("", nil, astiav.NewDictionaryFlags(astiav.DictionaryFlagIgnoreSuffix)); left != nil {
		return nil, fmt.Errorf("%s does not know the option %s", dev.encoder, left.Key())
	}
	if err = enc.readHeader(e); err != nil {
		return nil, fmt.Errorf("%s header for %s: %w", dev.encoder, e.Name, err)
	}
	return enc, nil
}

// readHeader takes the parameter sets from the opened encoder.
func (enc *encoder) readHeader(e encoding) error {
	avcc, err := h264.AppendAVCC(nil, enc.ctx.ExtraData())
	if err != nil {
		return err
	}
	allSPS, allPPS, err := h264.ParameterSets(avcc)
	if err != nil {
		return err
	}
	if len(allSPS) == 0 || len(allPPS) == 0 {
		return errors.New("no parameter sets")
	}
	sps, pps := allSPS[len(allSPS)-1], allPPS[len(allPPS)-1]
	if enc.format, err = h264.Format(sps, pps); err != nil {
		return err
	}
	if enc.format.Width != e.Width || enc.format.Height != e.Height {
		return fmt.Errorf("it encodes %dx%d", enc.format.Width, enc.format.Height)
	}
	enc.format.FrameRate = e.rate
	enc.head = h264.AppendLength(h264.AppendLength(nil, sps), pps)
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
		a, err := enc.access(enc.packet.Data())
		enc.packet.Unref()
		if err != nil {
			return fmt.Errorf("read what was encoded: %w", err)
		}
		if err := got(a); err != nil {
			return err
		}
	}
}

// access reframes what the encoder wrote: lengths instead of start codes, the parameter sets in front of an IDR and
// nowhere else.
func (enc *encoder) access(annexB []byte) (access, error) {
	avcc, err := h264.AppendAVCC(make([]byte, 0, len(annexB)+16), annexB)
	if err != nil {
		return access{}, err
	}
	a := access{key: h264.IsIDR(avcc)}
	a.data = make([]byte, 0, len(enc.head)+len(avcc))
	if a.key {
		a.data = append(a.data, enc.head...)
	}
	for nal, err := range h264.NALs(avcc) {
		if err != nil {
			return access{}, err
		}
		switch h264.Type(nal) {
		case h264.TypeSPS, h264.TypePPS, h264.TypeAUD:
		default:
			a.data = h264.AppendLength(a.data, nal)
		}
	}
	return a, nil
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
}

// onePixelRate is how many pixels per second are left to one encoding thread: above it slices are encoded in
// parallel, below it one thread costs least.
const onePixelRate = 1280 * 720 * 60

// encoderOptions are the settings for live video: a picture in gives its packet out at once, IDR pictures come when
// asked for and never otherwise, and the bitrate holds over the VBV's second and a half.
func encoderOptions(name string, e encoding) map[string]string {
	opts := map[string]string{
		"b":          fmt.Sprint(e.Bitrate),
		"maxrate":    fmt.Sprint(e.Bitrate + e.Bitrate/10),
		"bufsize":    fmt.Sprint(e.Bitrate + e.Bitrate/2),
		"bf":         "0",
		"forced-idr": "1",
	}
	switch name {
	case EncoderX264:
		rate := float64(e.Width*e.Height) * e.rate.Float()
		threads := min(1+int(rate/onePixelRate), max(e.cores, 1), 8)
		opts["preset"] = "veryfast"
		opts["threads"] = fmt.Sprint(threads)
		opts["g"] = fmt.Sprint(1 << 30) // x264's "infinite"
		opts["sc_threshold"] = "0"
		opts["rc-lookahead"] = "0"
		opts["mbtree"] = "0"
		opts["x264-params"] = "sync-lookahead=0:force-cfr=1:sliced-threads=" + fmt.Sprint(min(threads-1, 1))
	case EncoderNVENC:
		opts["preset"] = "p4"
		opts["tune"] = "ull"
		opts["rc"] = "cbr"
		opts["g"] = "-1" // infinite
		opts["no-scenecut"] = "1"
		opts["rc-lookahead"] = "0"
		opts["delay"] = "0"
		opts["zerolatency"] = "1"
		opts["profile"] = "high"
	}
	return opts
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
