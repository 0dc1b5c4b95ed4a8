package aac

import "errors"

// ErrADTS says that there is no ADTS frame where one belongs.
var ErrADTS = errors.New("no ADTS frame")

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
