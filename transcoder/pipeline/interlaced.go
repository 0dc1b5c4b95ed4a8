package pipeline

// #cgo pkg-config: libavutil
// #include <libavutil/frame.h>
import "C"

import "github.com/asticode/go-astiav"

// interlaced says whether a picture was put together from two fields that were taken one after the other. go-astiav does not.
func interlaced(f *astiav.Frame) bool {
	return (*C.AVFrame)(f.UnsafePointer()).flags&C.AV_FRAME_FLAG_INTERLACED != 0
}
