package testmedia

import (
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// H264 makes a baseline format of that size, a multiple of 16, with parameter sets that say so and no frame reordering
// (ITU-T H.264 7.3.2.1.1). It needs no FFmpeg: it is for tests that look at parameter sets and never at pictures.
func H264(width, height int, rate media.Rational) media.VideoFormat {
	var w bitWriter
	w.u(0x67, 8) // nal_ref_idc 3, nal_unit_type 7
	w.u(66, 8)   // profile_idc
	w.u(0xc0, 8) // constraint flags
	w.u(31, 8)   // level_idc
	w.ue(0)      // seq_parameter_set_id
	w.ue(0)      // log2_max_frame_num_minus4
	w.ue(2)      // pic_order_cnt_type: output order is decode order
	w.ue(1)      // max_num_ref_frames
	w.u(0, 1)    // gaps_in_frame_num_value_allowed_flag
	w.ue(uint(width/16 - 1))
	w.ue(uint(height/16 - 1))
	w.u(1, 1) // frame_mbs_only_flag
	w.u(1, 1) // direct_8x8_inference_flag
	w.u(0, 1) // frame_cropping_flag
	w.u(0, 1) // vui_parameters_present_flag
	w.u(1, 1) // rbsp_stop_one_bit
	f, err := h264.Format(w.bytes, []byte{0x68, 0xce, 0x3c, 0x80})
	if err != nil {
		panic(err) // the sizes that tests ask for are fine
	}
	f.FrameRate = rate
	return f
}

// Sets are the parameter sets of an H.264 format that has one PPS.
func Sets(f media.VideoFormat) (sps, pps []byte) {
	c, err := h264.ParseAVCConfig(f.Config)
	if err != nil {
		panic(err) // a test made it
	}
	return c.SPS, c.PPS[0]
}

// bitWriter writes the fields of a parameter set.
type bitWriter struct {
	bytes []byte
	n     int // bits written
}

// u writes the lowest n bits of v.
func (w *bitWriter) u(v uint, n int) {
	for i := n - 1; i >= 0; i-- {
		if w.n%8 == 0 {
			w.bytes = append(w.bytes, 0)
		}
		w.bytes[w.n/8] |= byte(v>>i&1) << (7 - w.n%8)
		w.n++
	}
}

// ue writes v as an unsigned Exp-Golomb code (ITU-T H.264 9.1).
func (w *bitWriter) ue(v uint) {
	v++
	n := 0
	for v>>n > 1 {
		n++
	}
	w.u(0, n)
	w.u(v, n+1)
}
