package aac

import (
	"errors"

	"github.com/millrace/millrace/pkg/media"
)

// ErrADTS says that there is no ADTS frame where one belongs.
var ErrADTS = errors.New("no ADTS frame")

// maxADTS is the most bytes of a frame with its header.
const maxADTS = 1<<13 - 1

// Frame is an AAC frame that came in ADTS (ISO/IEC 14496-3 1.A.3).
type Frame struct {
	Config [2]byte // AudioSpecificConfig that the header stands for
	Data   []byte  // the raw frame; it aliases the input
}

// CutADTS takes the first frame off b. A frame that b does not hold whole is not there yet: more says so. Bytes before
// the next frame's start are passed over. The error is ErrADTS if there is no frame in b, or ErrUnsupported if it is
// not one that is carried: then rest begins behind it.
func CutADTS(b []byte) (f Frame, rest []byte, more bool, err error) {
	const head = 7
	var size, start int
	for ; ; b = b[1:] {
		for len(b) > 1 && (b[0] != 0xff || b[1]&0xf6 != 0xf0) { // syncword, layer 0
			b = b[1:]
		}
		switch {
		case len(b) == 0, len(b) == 1 && b[0] != 0xff:
			return f, nil, false, ErrADTS
		case len(b) < head:
			return f, b, true, nil
		}
		size, start = int(b[3]&3)<<11|int(b[4])<<3|int(b[5]>>5), head
		if b[1]&1 == 0 {
			start += 2 // a checksum
		}
		if size > start {
			break
		}
	}
	if len(b) < size {
		return f, b, true, nil
	}
	object, rate, channels := b[2]>>6+1, b[2]>>2&0x0f, b[2]&1<<2|b[3]>>6
	f.Config = [2]byte{object<<3 | rate>>1, rate<<7 | channels<<3}
	f.Data, rest = b[start:size], b[size:]
	if b[6]&3 != 0 { // several raw frames behind one header, which nobody makes
		return f, rest, false, ErrUnsupported
	}
	return f, rest, false, nil
}

// AppendADTS appends a raw frame behind an ADTS header. The format's configuration must be one that a header can say:
// false otherwise.
func AppendADTS(dst []byte, f media.AudioFormat, frame []byte) ([]byte, bool) {
	const head = 7
	c, err := parse(f.Config)
	size := head + len(frame)
	if err != nil || c.Type < 1 || c.Type > 4 || len(f.Config) < 2 || size > maxADTS {
		return dst, false
	}
	rate := f.Config[0]&7<<1 | f.Config[1]>>7
	channels := f.Config[1] >> 3 & 0x0f
	if rate > 12 || channels > 7 {
		return dst, false
	}
	return append(append(dst, 0xff, 0xf1, byte(c.Type-1)<<6|rate<<2|channels>>2, channels&3<<6|byte(size>>11),
		byte(size>>3), byte(size&7)<<5|0x1f, 0xfc), frame...), true
}
