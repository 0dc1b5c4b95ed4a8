// Package mp3 finds the frames of MPEG audio (ISO/IEC 11172-3 and 13818-3, and their extension to low rates), of layers 1 to 3.
// They are decoded elsewhere.
//
// The bytes may be hostile: no function panics on any input.
package mp3

import "errors"

// ErrNoFrame says that there is no frame where one belongs.
var ErrNoFrame = errors.New("no MPEG audio frame")

// Frame is one frame.
type Frame struct {
	SampleRate int
	Samples    int    // how long it lasts
	Data       []byte // with its header; it aliases the input
}

const headerSize = 4

// Cut takes the first frame off b. A frame that b does not hold whole is not there yet: more says so, and rest begins with it.
// Bytes before the first frame are passed over. Frames of free format, whose size only the next one tells, are none.
func Cut(b []byte) (f Frame, rest []byte, more bool, err error) {
	for ; len(b) > 0; b = b[1:] {
		if b[0] != 0xff {
			continue
		}
		if len(b) < headerSize {
			return f, b, true, nil
		}
		size := 0
		if f.SampleRate, f.Samples, size = header(b); size == 0 {
			continue
		}
		if len(b) < size {
			return f, b, true, nil
		}
		if next := b[size:]; len(next) >= headerSize && next[0] == 0xff {
			if _, _, n := header(next); n == 0 {
				continue // eleven bits and a few in a frame's middle
			}
		} else if len(next) > 0 && next[0] != 0xff {
			continue // likewise
		}
		f.Data = b[:size:size]
		return f, b[size:], false, nil
	}
	return f, nil, false, ErrNoFrame
}

// header reads a frame's header; its size is 0 of what is none.
func header(b []byte) (sampleRate, samples, size int) {
	version, layer := b[1]>>3&3, 4-int(b[1]>>1&3)
	bitrate, rate, padding := int(b[2]>>4), b[2]>>2&3, int(b[2]>>1&1)
	if b[1]&0xe0 != 0xe0 || version == 1 || layer == 4 || bitrate == 0 || bitrate == 15 || rate == 3 {
		return 0, 0, 0
	}
	const mpeg1, mpeg2 = 3, 2
	sampleRate = []int{44_100, 48_000, 32_000}[rate]
	switch version {
	case mpeg1:
		bitrate = mpeg1Bitrates[layer-1][bitrate]
	case mpeg2:
		sampleRate /= 2
		bitrate = mpeg2Bitrates[min(layer, 2)-1][bitrate]
	default:
		sampleRate /= 4
		bitrate = mpeg2Bitrates[min(layer, 2)-1][bitrate]
	}
	bitrate *= 1000
	switch {
	case layer == 1:
		return sampleRate, 384, (12*bitrate/sampleRate + padding) * 4
	case layer == 3 && version != mpeg1:
		return sampleRate, 576, 72*bitrate/sampleRate + padding
	default:
		return sampleRate, 1152, 144*bitrate/sampleRate + padding
	}
}

// Bit rates in kbit/s: of MPEG-1's layers 1, 2 and 3, and of the later standards' layer 1, and 2 and 3.
var (
	mpeg1Bitrates = [3][15]int{ //nolint:gochecknoglobals // a constant table
		{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
		{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
		{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	}
	mpeg2Bitrates = [2][15]int{ //nolint:gochecknoglobals // likewise
		{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
		{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
	}
)
