// Package h264 reads what the network needs to know of H.264 without decoding it: parameter sets, the decoder
// configuration record of MP4 and FLV, and the NAL units of an access unit in its two framings.
//
// Everything it parses may come from a hostile publisher: every function returns an error, and none panics, for any
// bytes. Slices that are returned alias the input unless said otherwise. Decoding is left to the media child.
package h264

import (
	"fmt"
	"math"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"

	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what is accepted.
const (
	MaxParameterSet = 4096  // bytes of one SPS or PPS
	MaxNALs         = 1024  // NAL units of one access unit
	MaxDimension    = 16384 // pixels per edge
)

// Info is what a sequence parameter set says about the video.
type Info struct {
	Width, Height  int            // in pixels, after cropping
	FrameRate      media.Rational // zero when the SPS has no timing
	Profile        uint8          // profile_idc
	Constraints    uint8          // constraint_set flags, as the byte in the SPS
	Level          uint8          // level_idc
	ReorderFrames  int            // most frames that may precede another in decoding order and follow it in output order
	ChromaFormat   uint8          // chroma_format_idc; 1 is 4:2:0
	BitDepthLuma   uint8          // 8 to 14
	BitDepthChroma uint8          // 8 to 14
	Transfer       uint8          // transfer characteristics (ITU-T H.273); 0 when the SPS does not say
	Interlaced     bool           // fields or field pairs may occur
	PicStruct      bool           // picture timing messages have a pic_struct, which begins at this bit:
	PicStructAt    int
}

// ParseSPS reads a sequence parameter set: one NAL unit, without start code or length.
func ParseSPS(sps []byte) (Info, error) {
	if len(sps) < 4 || len(sps) > MaxParameterSet {
		return Info{}, fmt.Errorf("parse SPS: %d bytes", len(sps))
	}
	var s h264.SPS
	if err := s.Unmarshal(sps); err != nil {
		return Info{}, fmt.Errorf("parse SPS: %w", err)
	}
	i := Info{
		Profile:      s.ProfileIdc,
		Constraints:  sps[2],
		Level:        s.LevelIdc,
		ChromaFormat: uint8(min(s.ChromaFormatIdc, math.MaxUint8)),
		Interlaced:   !s.FrameMbsOnlyFlag,
	}
	if i.ChromaFormat > 3 || s.BitDepthLumaMinus8 > 6 || s.BitDepthChromaMinus8 > 6 {
		return Info{}, fmt.Errorf("parse SPS: chroma format %d, bit depth %d+8", s.ChromaFormatIdc, s.BitDepthLumaMinus8)
	}
	i.BitDepthLuma, i.BitDepthChroma = uint8(s.BitDepthLumaMinus8)+8, uint8(s.BitDepthChromaMinus8)+8
	var err error
	if i.Width, i.Height, err = pictureSize(&s); err != nil {
		return Info{}, err
	}
	if s.VUI != nil {
		i.FrameRate, i.Transfer = frameRate(s.VUI.TimingInfo), s.VUI.TransferCharacteristics
		if i.PicStruct = s.VUI.PicStructPresentFlag; i.PicStruct {
			i.PicStructAt = delays(s.VUI)
		}
	}
	i.ReorderFrames = reorderFrames(&s)
	return i, nil
}

// pictureSize is the cropped size (7.4.2.1.1).
func pictureSize(s *h264.SPS) (width, height int, err error) {
	fields := int64(2) // map units per macroblock row pair
	if s.FrameMbsOnlyFlag {
		fields = 1
	}
	w := 16 * (int64(s.PicWidthInMbsMinus1) + 1)
	h := 16 * (int64(s.PicHeightInMapUnitsMinus1) + 1) * fields
	cropX, cropY := int64(1), fields
	if !s.SeparateColourPlaneFlag {
		if s.ChromaFormatIdc == 1 || s.ChromaFormatIdc == 2 {
			cropX = 2
		}
		if s.ChromaFormatIdc == 1 {
			cropY = 2 * fields
		}
	}
	if c := s.FrameCropping; c != nil {
		w -= cropX * (int64(c.LeftOffset) + int64(c.RightOffset))
		h -= cropY * (int64(c.TopOffset) + int64(c.BottomOffset))
	}
	if w < 1 || h < 1 || w > MaxDimension || h > MaxDimension {
		return 0, 0, fmt.Errorf("parse SPS: picture of %dx%d", w, h)
	}
	return int(w), int(h), nil
}

// frameRate reduces time_scale / (2 num_units_in_tick). Rates outside 1 to 1000 Hz are taken for unknown: encoders
// put nonsense there.
func frameRate(t *h264.SPS_TimingInfo) media.Rational {
	if t == nil || t.NumUnitsInTick == 0 {
		return media.Rational{}
	}
	num, den := int64(t.TimeScale), 2*int64(t.NumUnitsInTick)
	if num < den || num > 1000*den {
		return media.Rational{}
	}
	g := gcd(num, den)
	return media.Rational{Num: int(num / g), Den: int(den / g)}
}

// delays is how many bits of a picture timing message come before its pic_struct (D.1.3).
func delays(v *h264.SPS_VUI) int {
	hrd := v.NalHRD
	if hrd == nil {
		hrd = v.VclHRD
	}
	if hrd == nil {
		return 0
	}
	return int(hrd.CpbRemovalDelayLengthMinus1) + 1 + int(hrd.DpbOutputDelayLengthMinus1) + 1
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// reorderFrames is max_num_reorder_frames, or what E.2.1 infers where the SPS does not say.
func reorderFrames(s *h264.SPS) int {
	if s.VUI != nil && s.VUI.BitstreamRestriction != nil {
		return int(min(s.VUI.BitstreamRestriction.MaxNumReorderFrames, 16))
	}
	const baseline = 66
	if s.ProfileIdc == baseline || s.PicOrderCntType == 2 {
		return 0
	}
	if s.ConstraintSet3Flag { // intra-only profiles
		switch s.ProfileIdc {
		case 44, 86, 100, 110, 122, 244:
			return 0
		}
	}
	mbs := (int64(s.PicWidthInMbsMinus1) + 1) * (int64(s.PicHeightInMapUnitsMinus1) + 1)
	if !s.FrameMbsOnlyFlag {
		mbs *= 2
	}
	return int(min(maxDpbMbs(s.LevelIdc)/mbs, 16))
}

// maxDpbMbs is MaxDpbMbs of table A-1.
func maxDpbMbs(level uint8) int64 {
	switch {
	case level <= 10:
		return 396
	case level <= 11:
		return 900
	case level <= 20:
		return 2376
	case level <= 21:
		return 4752
	case level <= 30:
		return 8100
	case level <= 31:
		return 18000
	case level <= 32:
		return 20480
	case level <= 41:
		return 32768
	case level <= 42:
		return 34816
	case level <= 50:
		return 110400
	case level <= 52:
		return 184320
	default:
		return 696320
	}
}

// CodecString is the RFC 6381 name of a configuration record's profile and level, such as "avc1.64001f"; "avc1" if it
// is too short to be one.
func CodecString(avcC []byte) string {
	if len(avcC) < 4 {
		return "avc1"
	}
	return fmt.Sprintf("avc1.%02x%02x%02x", avcC[1], avcC[2], avcC[3])
}

// Format describes the track that an SPS and its PPS, from 1 to MaxPPS, belong to; its Config is MarshalAVCConfig's record.
func Format(sps []byte, pps ...[]byte) (media.VideoFormat, error) {
	info, err := ParseSPS(sps)
	if err != nil {
		return media.VideoFormat{}, err
	}
	if len(pps) < 1 || len(pps) > MaxPPS {
		return media.VideoFormat{}, fmt.Errorf("%d PPS: from 1 to %d", len(pps), MaxPPS)
	}
	for _, p := range pps {
		if len(p) < 2 || len(p) > MaxParameterSet || Type(p) != TypePPS {
			return media.VideoFormat{}, fmt.Errorf("not a PPS: %d bytes", len(p))
		}
	}
	return media.VideoFormat{
		Codec:     media.CodecH264,
		Width:     info.Width,
		Height:    info.Height,
		FrameRate: info.FrameRate,
		Transfer:  info.Transfer,
		Config:    marshalAVCConfig(info, sps, pps),
	}, nil
}
