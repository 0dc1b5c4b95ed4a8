package h265

import (
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what is accepted.
const (
	MaxParameterSet = 2048  // bytes of one VPS, SPS or PPS
	MaxDimension    = 16384 // pixels per edge
)

// Info is what a sequence parameter set says about the video.
type Info struct {
	Width, Height  int            // in pixels, after cropping
	FrameRate      media.Rational // zero when the SPS has no timing
	General        [12]byte       // general profile, tier, compatibility, constraints and level, as in the SPS
	SubLayers      uint8          // temporal layers; 1 to 7
	Nested         bool           // sps_temporal_id_nesting_flag
	ChromaFormat   uint8          // chroma_format_idc; 1 is 4:2:0
	BitDepthLuma   uint8          // 8 to 16
	BitDepthChroma uint8          // 8 to 16
	Transfer       uint8          // transfer characteristics (ITU-T H.273); 0 when the SPS does not say
}

// ParseSPS reads a sequence parameter set (ITU-T H.265 7.3.2.2): one NAL unit, without start code or length.
func ParseSPS(sps []byte) (Info, error) {
	if len(sps) < 16 || len(sps) > MaxParameterSet || Type(sps) != TypeSPS {
		return Info{}, fmt.Errorf("parse HEVC SPS: %d bytes", len(sps))
	}
	rbsp := bits.RBSP(sps[2:])
	i, err := parseSPS(bits.NewReader(rbsp))
	if err != nil {
		return Info{}, fmt.Errorf("parse HEVC SPS: %w", err)
	}
	copy(i.General[:], rbsp[1:]) // parseSPS found them to be there
	return i, nil
}

func parseSPS(r *bits.Reader) (i Info, err error) {
	r.Skip(4) // sps_video_parameter_set_id
	i.SubLayers = uint8(r.U(3)) + 1
	i.Nested = r.Flag()
	profileTierLevel(r, int(i.SubLayers)-1)
	r.UE() // sps_seq_parameter_set_id
	chroma := r.UE()
	planes := chroma == 3 && r.Flag()
	width, height := int64(r.UE()), int64(r.UE())
	if r.Flag() { // conformance_window_flag
		x, y := int64(1), int64(1)
		if !planes && (chroma == 1 || chroma == 2) {
			x = 2
		}
		if !planes && chroma == 1 {
			y = 2
		}
		width -= x * (int64(r.UE()) + int64(r.UE()))
		height -= y * (int64(r.UE()) + int64(r.UE()))
	}
	luma, chromaDepth := r.UE(), r.UE()
	pocBits := r.UE() + 4
	switch {
	case r.Err() != nil:
		return Info{}, r.Err()
	case i.SubLayers > 7 || chroma > 3 || luma > 8 || chromaDepth > 8 || pocBits > 16:
		return Info{}, fmt.Errorf("%d layers, chroma format %d, bit depths %d+8 and %d+8", i.SubLayers, chroma, luma, chromaDepth)
	case width < 1 || height < 1 || width > MaxDimension || height > MaxDimension:
		return Info{}, fmt.Errorf("picture of %dx%d", width, height)
	}
	i.Width, i.Height = int(width), int(height)
	i.ChromaFormat, i.BitDepthLuma, i.BitDepthChroma = uint8(chroma), uint8(luma)+8, uint8(chromaDepth)+8
	usability(r, int(pocBits), &i)
	return i, nil
}

// profileTierLevel passes over what 7.3.3 describes; ParseSPS takes the general part as it is.
func profileTierLevel(r *bits.Reader, subLayers int) {
	r.Skip(96)
	if subLayers == 0 {
		return
	}
	var profiles, levels int
	for range subLayers {
		profiles += int(r.U(1))
		levels += int(r.U(1))
	}
	r.Skip(2*(8-subLayers) + 88*profiles + 8*levels)
}

// usability reads on to the usability information, and what i wants of it, where it is there and the SPS parses so far. What
// follows the picture's size is for decoders, so that an SPS is not refused for it.
func usability(r *bits.Reader, pocBits int, i *Info) {
	subLayers := int(i.SubLayers)
	first := subLayers - 1
	if r.Flag() { // sps_sub_layer_ordering_info_present_flag
		first = 0
	}
	for range subLayers - first {
		r.UE()
		r.UE()
		r.UE()
	}
	for range 6 { // block sizes and hierarchy depths
		r.UE()
	}
	if r.Flag() { // scaling_list_enabled_flag
		if r.Flag() { // sps_scaling_list_data_present_flag
			scalingLists(r)
		}
	}
	r.Skip(2)     // amp_enabled_flag, sample_adaptive_offset_enabled_flag
	if r.Flag() { // pcm_enabled_flag
		r.Skip(8)
		r.UE()
		r.UE()
		r.Skip(1)
	}
	if err := shortTermSets(r); err != nil {
		return
	}
	if r.Flag() { // long_term_ref_pics_present_flag
		n := r.UE()
		if n > 32 {
			return
		}
		r.Skip(int(n) * (pocBits + 1))
	}
	r.Skip(2)      // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
	if !r.Flag() { // vui_parameters_present_flag
		return
	}
	vui(r, i)
}

// scalingLists passes over scaling_list_data (7.3.4).
func scalingLists(r *bits.Reader) {
	for size := range 4 {
		step := 1
		if size == 3 {
			step = 3
		}
		for matrix := 0; matrix < 6; matrix += step {
			if !r.Flag() { // scaling_list_pred_mode_flag
				r.UE()
				continue
			}
			if size > 1 {
				r.SE()
			}
			for range min(64, 1<<(4+size<<1)) {
				r.SE()
			}
		}
	}
}

var errSets = errors.New("reference picture sets")

// shortTermSets passes over the st_ref_pic_set structures (7.3.7). How many flags one has depends on how many pictures
// are in the set that it is predicted from.
func shortTermSets(r *bits.Reader) error {
	const most = 64
	n := r.UE()
	if n > most {
		return errSets
	}
	pictures := 0 // NumDeltaPocs of the set before
	for i := range n {
		if i > 0 && r.Flag() { // inter_ref_pic_set_prediction_flag
			r.Skip(1)
			r.UE()
			kept := 0
			for range pictures + 1 {
				kept += delta(r)
			}
			pictures = kept
		} else {
			negative, positive := r.UE(), r.UE()
			if negative > 16 || positive > 16 {
				return errSets
			}
			pictures = int(negative + positive)
			for range pictures {
				r.UE()
				r.Skip(1)
			}
		}
		if r.Err() != nil || pictures > 32 {
			return errSets
		}
	}
	return nil
}

// delta is 1 for a picture that a predicted set keeps.
func delta(r *bits.Reader) int {
	if r.Flag() { // used_by_curr_pic_flag
		return 1
	}
	return int(r.U(1)) // use_delta_flag
}

// vui reads vui_parameters (E.2.1) as far as the timing.
func vui(r *bits.Reader, i *Info) {
	const extendedSAR = 255
	if r.Flag() && r.U(8) == extendedSAR {
		r.Skip(32)
	}
	if r.Flag() { // overscan_info_present_flag
		r.Skip(1)
	}
	if r.Flag() { // video_signal_type_present_flag
		r.Skip(4)
		if r.Flag() { // colour_description_present_flag
			r.Skip(8)
			if transfer := uint8(r.U(8)); r.Err() == nil {
				i.Transfer = transfer
			}
			r.Skip(8)
		}
	}
	if r.Flag() { // chroma_loc_info_present_flag
		r.UE()
		r.UE()
	}
	r.Skip(3)
	if r.Flag() { // default_display_window_flag
		for range 4 {
			r.UE()
		}
	}
	if !r.Flag() { // vui_timing_info_present_flag
		return
	}
	den, num := int64(r.U(32)), int64(r.U(32))
	// Encoders put nonsense there: rates outside 1 to 1000 Hz are taken for unknown.
	if r.Err() != nil || den == 0 || num < den || num > 1000*den {
		return
	}
	for a, b := num, den; ; a, b = b, a%b {
		if b == 0 {
			i.FrameRate = media.Rational{Num: int(num / a), Den: int(den / a)}
			return
		}
	}
}
