package pipeline

// #cgo pkg-config: libavutil
// #include <libavutil/frame.h>
import "C"

import (
	"unsafe"

	"github.com/asticode/go-astiav"
)

// captions are what CEA-608 and 708 say beside a picture: ATSC A/53 part 4's cc_data, in threes of bytes.
type captions []byte

const (
	captionSize  = 3
	maxCaptions  = 31 * captionSize // beside one picture: their count has 5 bits
	heldCaptions = 10 * maxCaptions // of pictures that were left out; beyond it nobody could read them in time
	captionValid = 1 << 2           // in the first byte: it is no padding
)

// captionsOf copies those of a picture, but for padding.
func captionsOf(f *astiav.Frame) (out captions) {
	side := C.av_frame_get_side_data((*C.AVFrame)(f.UnsafePointer()), C.AV_FRAME_DATA_A53_CC)
	if side == nil {
		return nil
	}
	all := unsafe.Slice((*byte)(side.data), int(side.size))
	for ; len(all) >= captionSize; all = all[captionSize:] {
		if all[0]&captionValid != 0 {
			out = append(out, all[:captionSize]...)
		}
	}
	return out
}

// obu is a metadata OBU of AV1 that holds them (AV1 5.8.2, ATSC A/53 part 4), as encoders of other codecs write SEI messages; nothing
// where there are none.
func (c captions) obu() []byte {
	const metadata, withSize, typeT35 = 5 << 3, 2, 4
	if len(c) == 0 {
		return nil
	}
	c = c[:min(len(c), maxCaptions)]
	payload := append([]byte{typeT35, 0xb5, 0x00, 0x31, 'G', 'A', '9', '4', 3, 0xc0 | byte(len(c)/captionSize), 0xff}, c...)
	payload = append(payload, 0xff, 0x80) // the marker, and the bit that ends an OBU
	return append([]byte{metadata | withSize, byte(len(payload))}, payload...)
}

// setCaptions replaces those of a picture.
func setCaptions(f *astiav.Frame, c captions) error {
	frame := (*C.AVFrame)(f.UnsafePointer())
	C.av_frame_remove_side_data(frame, C.AV_FRAME_DATA_A53_CC)
	side := C.av_frame_new_side_data(frame, C.AV_FRAME_DATA_A53_CC, C.size_t(len(c)))
	if side == nil {
		return errNoMemory
	}
	copy(unsafe.Slice((*byte)(side.data), len(c)), c)
	return nil
}

// captionQueue carries the captions of pictures that a rung leaves out on to the ones that it keeps.
type captionQueue struct{ held captions }

// leftOut takes those of a picture that is left out.
func (q *captionQueue) leftOut(c captions) {
	if len(q.held)+len(c) <= heldCaptions {
		q.held = append(q.held, c...)
	}
}

// kept returns all that a picture which is kept has to carry; nil if that is what it carries itself.
func (q *captionQueue) kept(c captions) captions {
	if len(q.held) == 0 {
		return nil
	}
	all := append(q.held, c...)
	now := all[:min(len(all), maxCaptions)]
	q.held = append(captions(nil), all[len(now):]...)
	return now
}
