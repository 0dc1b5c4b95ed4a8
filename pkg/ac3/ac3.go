// Package ac3 finds the frames of AC-3 and E-AC-3 (ETSI TS 102 366). They are decoded elsewhere.
//
// The bytes may be hostile: no function panics on any input.
package ac3

import "errors"

// ErrNoFrame says that there is no frame where one belongs.
var ErrNoFrame = errors.New("no AC-3 frame")

// Frame is one frame; of E-AC-3 it has the dependent substreams that follow it, which decode together.
type Frame struct {
	SampleRate int
	Samples    int    // how long it lasts
	Data       []byte // it aliases the input
}

// syncFrame is what a header says.
type syncFrame struct {
	size, sampleRate, samples int
	dependent                 bool // on the frame before it
	other                     bool // of another program
}

const headerSize = 6

// Cut takes the first frame off b. A frame that b does not hold whole is not there yet: more says so, and rest begins with it.
// Bytes before the first frame are passed over, and other programs than the first. What depends on a frame is expected in the
// same b.
func Cut(b []byte) (f Frame, rest []byte, more bool, err error) {
	for ; len(b) > 0; b = b[1:] {
		if b[0] != 0x0b || len(b) > 1 && b[1] != 0x77 {
			continue
		}
		s, ok := parse(b)
		switch {
		case len(b) < headerSize:
			return f, b, true, nil
		case !ok:
			continue
		case len(b) < s.size:
			return f, b, true, nil
		case s.dependent || s.other:
			b = b[s.size-1:]
			continue
		}
		end := s.size
		for {
			d, ok := parse(b[end:])
			if !ok || !d.dependent {
				break
			}
			if len(b) < end+d.size {
				return f, b, true, nil
			}
			end += d.size
		}
		return Frame{SampleRate: s.sampleRate, Samples: s.samples, Data: b[:end:end]}, b[end:], false, nil
	}
	return f, nil, false, ErrNoFrame
}

// parse reads the header of a frame that b begins with.
func parse(b []byte) (s syncFrame, ok bool) {
	if len(b) < headerSize || b[0] != 0x0b || b[1] != 0x77 {
		return s, false
	}
	const blockSamples, lastAC3, lastEAC3 = 256, 10, 16
	rates := [...]int{48_000, 44_100, 32_000}
	id, code := b[5]>>3, b[4]>>6
	switch {
	case id <= lastAC3:
		kbps := [...]int{32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640}
		size := int(b[4] & 0x3f)
		if code == 3 || size/2 >= len(kbps) {
			return s, false
		}
		s.sampleRate, s.samples = rates[code], 6*blockSamples
		words := kbps[size/2] * 1000 * s.samples / s.sampleRate / 16
		if s.sampleRate == 44_100 {
			words += size & 1
		}
		s.size = 2 * words
		return s, true
	case id <= lastEAC3:
		s.size = 2 * (int(b[2]&7)<<8 + int(b[3]) + 1)
		blocks := [...]int{1, 2, 3, 6}[b[4]>>4&3]
		if code == 3 { // half the rate, and always six blocks
			if code, blocks = b[4]>>4&3, 6; code == 3 {
				return s, false
			}
			s.sampleRate = rates[code] / 2
		} else {
			s.sampleRate = rates[code]
		}
		s.samples = blocks * blockSamples
		kind, program := b[2]>>6, b[2]>>3&7
		const dependent, reserved = 1, 3
		s.dependent = kind == dependent
		s.other = kind != dependent && program != 0 || kind == reserved
		return s, s.size >= headerSize
	default:
		return s, false
	}
}
