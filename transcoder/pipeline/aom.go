package pipeline

// #cgo pkg-config: aom libavutil
// #include <stdlib.h>
// #include <aom/aom_encoder.h>
// #include <aom/aomcx.h>
// #include <libavutil/common.h>
// #include <libavutil/frame.h>
// #include <libavutil/intreadwrite.h>
// #include <libavutil/mastering_display_metadata.h>
// #include <libavutil/mathematics.h>
//
// struct millrace_aom {
// 	aom_codec_ctx_t ctx;
// 	aom_img_fmt_t format;
// 	int width, height, depth, full_range, bright;
// 	aom_codec_pts_t frames;
// };
//
// struct millrace_aom_config {
// 	int width, height, depth, rate_num, rate_den, kilobits, threads, tile_columns_log2;
// 	int primaries, transfer, matrix, full_range, bright;
// };
//
// static int millrace_aom_set(struct millrace_aom *e, const struct millrace_aom_config *c) {
// 	aom_codec_ctx_t *x = &e->ctx;
// 	// What is on is what a call in a browser has on.
// 	if (aom_codec_control(x, AOME_SET_CPUUSED, 9) ||
// 	    aom_codec_control(x, AV1E_SET_AQ_MODE, 3) ||
// 	    aom_codec_control(x, AV1E_SET_ROW_MT, 1) ||
// 	    aom_codec_control(x, AV1E_SET_TILE_COLUMNS, c->tile_columns_log2) ||
// 	    aom_codec_control(x, AV1E_SET_CDF_UPDATE_MODE, 1) ||
// 	    aom_codec_control(x, AV1E_SET_COEFF_COST_UPD_FREQ, 3) ||
// 	    aom_codec_control(x, AV1E_SET_MODE_COST_UPD_FREQ, 3) ||
// 	    aom_codec_control(x, AV1E_SET_MV_COST_UPD_FREQ, 3) ||
// 	    aom_codec_control(x, AV1E_SET_DELTAQ_MODE, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_ORDER_HINT, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_TPL_MODEL, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_PALETTE, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_CFL_INTRA, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_SMOOTH_INTRA, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_ANGLE_DELTA, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_FILTER_INTRA, 0) ||
// 	    aom_codec_control(x, AV1E_SET_INTRA_DEFAULT_TX_ONLY, 1) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_GLOBAL_MOTION, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_WARPED_MOTION, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_OBMC, 0) ||
// 	    aom_codec_control(x, AV1E_SET_ENABLE_REF_FRAME_MVS, 0) ||
// 	    aom_codec_control(x, AV1E_SET_COLOR_PRIMARIES, c->primaries) ||
// 	    aom_codec_control(x, AV1E_SET_TRANSFER_CHARACTERISTICS, c->transfer) ||
// 	    aom_codec_control(x, AV1E_SET_MATRIX_COEFFICIENTS, c->matrix) ||
// 	    aom_codec_control(x, AV1E_SET_COLOR_RANGE, c->full_range ? AOM_CR_FULL_RANGE : AOM_CR_STUDIO_RANGE))
// 		return -1;
// 	return 0;
// }
//
// static int millrace_aom_open(struct millrace_aom *e, const struct millrace_aom_config *c, const char **why) {
// 	aom_codec_iface_t *av1 = aom_codec_av1_cx();
// 	aom_codec_enc_cfg_t cfg;
// 	aom_codec_err_t err = aom_codec_enc_config_default(av1, &cfg, AOM_USAGE_REALTIME);
// 	if (err) {
// 		*why = aom_codec_err_to_string(err);
// 		return -1;
// 	}
// 	cfg.g_w = c->width;
// 	cfg.g_h = c->height;
// 	cfg.g_bit_depth = c->depth;
// 	cfg.g_input_bit_depth = c->depth;
// 	cfg.g_timebase.num = c->rate_den;
// 	cfg.g_timebase.den = c->rate_num;
// 	cfg.g_threads = c->threads;
// 	cfg.g_pass = AOM_RC_ONE_PASS;
// 	cfg.g_lag_in_frames = 0;
// 	cfg.kf_mode = AOM_KF_DISABLED;
// 	cfg.rc_end_usage = AOM_CBR;
// 	cfg.rc_target_bitrate = c->kilobits;
// 	cfg.rc_dropframe_thresh = 0;
// 	cfg.rc_buf_sz = 1500; // of milliseconds, as other codecs' VBV
// 	cfg.rc_buf_initial_sz = 900;
// 	cfg.rc_buf_optimal_sz = 1000;
// 	err = aom_codec_enc_init(&e->ctx, av1, &cfg, c->depth > 8 ? AOM_CODEC_USE_HIGHBITDEPTH : 0);
// 	if (err) {
// 		*why = aom_codec_err_to_string(err);
// 		return -1;
// 	}
// 	if (millrace_aom_set(e, c)) {
// 		*why = "an option is unknown to it";
// 		aom_codec_destroy(&e->ctx);
// 		return -1;
// 	}
// 	e->width = c->width;
// 	e->height = c->height;
// 	e->depth = c->depth;
// 	e->full_range = c->full_range;
// 	e->bright = c->bright;
// 	e->format = c->depth > 8 ? AOM_IMG_FMT_I42016 : AOM_IMG_FMT_I420;
// 	return 0;
// }
//
// static int64_t millrace_fixed(AVRational q, int bits, int64_t most) {
// 	return av_clip64(av_rescale_q(1, q, (AVRational){1, 1 << bits}), 0, most);
// }
//
// // How bright the display was, and how bright the video becomes, go beside key frames (AV1 5.8.3, 5.8.4).
// static int millrace_aom_brightness(aom_image_t *image, const AVFrame *f) {
// 	uint8_t cll[4], mdcv[24];
// 	const AVFrameSideData *sd = av_frame_get_side_data(f, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
// 	if (sd) {
// 		const AVContentLightMetadata *l = (const AVContentLightMetadata *)sd->data;
// 		AV_WB16(cll, FFMIN(l->MaxCLL, 0xffff));
// 		AV_WB16(cll + 2, FFMIN(l->MaxFALL, 0xffff));
// 		if (aom_img_add_metadata(image, OBU_METADATA_TYPE_HDR_CLL, cll, sizeof cll, AOM_MIF_KEY_FRAME))
// 			return -1;
// 	}
// 	sd = av_frame_get_side_data(f, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
// 	if (sd) {
// 		const AVMasteringDisplayMetadata *m = (const AVMasteringDisplayMetadata *)sd->data;
// 		if (!m->has_primaries || !m->has_luminance)
// 			return 0;
// 		for (int i = 0; i < 8; i++) { // red, green, blue, white
// 			AVRational q = i < 6 ? m->display_primaries[i / 2][i % 2] : m->white_point[i % 2];
// 			AV_WB16(mdcv + 2 * i, millrace_fixed(q, 16, 0xffff));
// 		}
// 		AV_WB32(mdcv + 16, millrace_fixed(m->max_luminance, 8, UINT32_MAX));
// 		AV_WB32(mdcv + 20, millrace_fixed(m->min_luminance, 14, UINT32_MAX));
// 		if (aom_img_add_metadata(image, OBU_METADATA_TYPE_HDR_MDCV, mdcv, sizeof mdcv, AOM_MIF_KEY_FRAME))
// 			return -1;
// 	}
// 	return 0;
// }
//
// // The number of packets, of which *data is the first, until the next call.
// static int millrace_aom_encode(struct millrace_aom *e, const AVFrame *f, int key, const void **data, size_t *size, const char **why) {
// 	aom_image_t image;
// 	if (!aom_img_wrap(&image, e->format, e->width, e->height, 1, f->data[0])) {
// 		*why = "no image";
// 		return -1;
// 	}
// 	for (int i = 0; i < 3; i++) {
// 		image.planes[i] = f->data[i];
// 		image.stride[i] = f->linesize[i];
// 	}
// 	image.bit_depth = e->depth;
// 	image.range = e->full_range ? AOM_CR_FULL_RANGE : AOM_CR_STUDIO_RANGE;
// 	if (key && e->bright && millrace_aom_brightness(&image, f)) {
// 		aom_img_remove_metadata(&image);
// 		*why = "no memory";
// 		return -1;
// 	}
// 	aom_codec_err_t err = aom_codec_encode(&e->ctx, &image, e->frames++, 1, key ? AOM_EFLAG_FORCE_KF : 0);
// 	aom_img_remove_metadata(&image);
// 	if (err) {
// 		*why = aom_codec_err_to_string(err);
// 		return -1;
// 	}
// 	aom_codec_iter_t iter = NULL;
// 	const aom_codec_cx_pkt_t *p;
// 	int n = 0;
// 	while ((p = aom_codec_get_cx_data(&e->ctx, &iter))) {
// 		if (p->kind != AOM_CODEC_CX_FRAME_PKT)
// 			continue;
// 		if (n++ == 0) {
// 			*data = p->data.frame.buf;
// 			*size = p->data.frame.sz;
// 		}
// 	}
// 	return n;
// }
//
// static void millrace_aom_close(struct millrace_aom *e) {
// 	aom_codec_destroy(&e->ctx);
// 	free(e);
// }
import "C"

import (
	"fmt"
	"math/bits"
	"unsafe"

	"github.com/asticode/go-astiav"
)

// minTile is the least width of a tile; narrower pictures are one.
const minTile = 256

// aomEncoder encodes AV1 with libaom in real time: a picture in gives its temporal unit out at once, and key frames come where they are
// asked for and nowhere else. libav has an encoder of libaom too, but that of FFmpeg 7.1 writes to memory that it has freed when it is
// opened. It belongs to one goroutine.
type aomEncoder struct {
	c *C.struct_millrace_aom
	e encoding
}

// newAOM opens an encoder for pictures like first.
func newAOM(e encoding, first *astiav.Frame, of colours) (*aomEncoder, error) {
	a := &aomEncoder{e: e, c: (*C.struct_millrace_aom)(C.calloc(1, C.sizeof_struct_millrace_aom))}
	if a.c == nil {
		return nil, errNoMemory
	}
	known := func(n int) C.int {
		if n == 0 { // nobody said
			n = int(astiav.ColorPrimariesUnspecified)
		}
		return C.int(n)
	}
	threads := e.threads(onePixelRate / 4)
	tiles := max(1, min(threads, e.Width/minTile))
	c := C.struct_millrace_aom_config{
		width: C.int(e.Width), height: C.int(e.Height), depth: C.int(e.Depth()),
		rate_num: C.int(e.rate.Num), rate_den: C.int(e.rate.Den), kilobits: C.int(e.Bitrate / 1000),
		threads: C.int(threads), tile_columns_log2: C.int(bits.Len(uint(tiles)) - 1),
		primaries: known(int(of.primaries)), transfer: known(int(of.transfer)), matrix: C.int(first.ColorSpace()),
	}
	if first.ColorRange() == astiav.ColorRangeJpeg {
		c.full_range = 1
	}
	if of.highDynamicRange() {
		c.bright = 1
	}
	var why *C.char
	if C.millrace_aom_open(a.c, &c, &why) != 0 {
		C.free(unsafe.Pointer(a.c))
		return nil, fmt.Errorf("open libaom for %s (%dx%d, %d bit/s): %s", e.Name, e.Width, e.Height, e.Bitrate, C.GoString(why))
	}
	return a, nil
}

// encode encodes a picture, as a key frame if asked to, and returns its temporal unit.
func (a *aomEncoder) encode(f *astiav.Frame, key bool) ([]byte, error) {
	if f.Width() != a.e.Width || f.Height() != a.e.Height || f.PixelFormat() != softwareFormat(astiav.PixelFormatNone, a.e) {
		return nil, fmt.Errorf("libaom: a picture of %dx%d in %s", f.Width(), f.Height(), f.PixelFormat())
	}
	var (
		data  unsafe.Pointer
		size  C.size_t
		why   *C.char
		force C.int
	)
	if key {
		force = 1
	}
	switch n := C.millrace_aom_encode(a.c, (*C.AVFrame)(f.UnsafePointer()), force, &data, &size, &why); {
	case n < 0:
		return nil, fmt.Errorf("libaom: %s", C.GoString(why))
	case n != 1:
		return nil, fmt.Errorf("libaom: %d packets of one picture", n)
	}
	return C.GoBytes(data, C.int(size)), nil
}

func (a *aomEncoder) close() { C.millrace_aom_close(a.c) }
