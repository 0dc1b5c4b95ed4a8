package pipeline

// #cgo pkg-config: libavcodec libavutil
// #include <libavcodec/avcodec.h>
// #include <libavutil/frame.h>
//
// static int millrace_brightness(AVCodecContext *ctx, const AVFrame *frame) {
// 	for (int i = 0; i < frame->nb_side_data; i++) {
// 		const AVFrameSideData *data = frame->side_data[i];
// 		if (data->type != AV_FRAME_DATA_MASTERING_DISPLAY_METADATA && data->type != AV_FRAME_DATA_CONTENT_LIGHT_LEVEL)
// 			continue;
// 		int err = av_frame_side_data_clone(&ctx->decoded_side_data, &ctx->nb_decoded_side_data, data, AV_FRAME_SIDE_DATA_FLAG_UNIQUE);
// 		if (err < 0)
// 			return err;
// 	}
// 	return 0;
// }
import "C"

import "github.com/asticode/go-astiav"

// setBrightness tells an encoder, before it is opened, how bright the display was on which a picture was made, and how bright its
// video becomes, where the picture says so (SMPTE ST 2086, CTA-861.3). go-astiav does not.
func setBrightness(enc *astiav.CodecContext, of *astiav.Frame) error {
	if C.millrace_brightness((*C.AVCodecContext)(enc.UnsafePointer()), (*C.AVFrame)(of.UnsafePointer())) < 0 {
		return errNoMemory
	}
	return nil
}
