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
