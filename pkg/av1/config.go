package av1

import (
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of what is accepted.
const (
	MaxSequence  = 1024 // bytes of a sequence header OBU
	MaxDimension = 16384
	maxRecord    = 16 << 10
)

// Info is what a sequence header says about the video.
type Info struct {
	Width, Height              int
	FrameRate                  media.Rational // zero when it does not say
	Profile, Level, Tier       uint8          // of the first operating point
	BitDepth                   uint8          // 8, 10 or 12
	Mono                       bool
	SubsamplingX, SubsamplingY bool
	SamplePosition             uint8
	Colours                    Colours
}

// Colours are the code points of ITU-T H.273; 2 where they are not said.
type Colours struct {
	Primaries, Transfer, Matrix uint8
	FullRange                   bool
}

// ParseSequence reads the payload of a sequence header OBU (5.5).
func ParseSequence(payload []byte) (Info, error) {
	if len(payload) > MaxSequence {
		return Info{}, fmt.Errorf("parse AV1 sequence header: %d bytes", len(payload))
	}
	r := bits.NewReader(payload)
	i := parseSequence(r)
	switch {
	case r.Err() != nil:
		return Info{}, fmt.Errorf("parse AV1 sequence header: %w", r.Err())
	case i.Profile > 2:
		return Info{}, fmt.Errorf("parse AV1 sequence header: profile %d", i.Profile)
	case i.Width > MaxDimension || i.Height > MaxDimension:
		return Info{}, fmt.Errorf("parse AV1 sequence header: picture of %dx%d", i.Width, i.Height)
	}
	return i, nil
}

func parseSequence(r *bits.Reader) (i Info) {
	i.Profile = uint8(r.U(3))
	r.Skip(1)         // still_picture
	still := r.Flag() // reduced_still_picture_header
	if still {
		i.Level = uint8(r.U(5))
	} else {
		i.FrameRate = operatingPoints(r, &i)
	}
	widthBits, heightBits := int(r.U(4))+1, int(r.U(4))+1
	i.Width, i.Height = int(r.U(widthBits))+1, int(r.U(heightBits))+1
	if !still && r.Flag() { // frame_id_numbers_present_flag
		r.Skip(7)
	}
	r.Skip(3) // use_128x128_superblock to enable_intra_edge_filter
	if !still {
		r.Skip(4) // enable_interintra_compound to enable_dual_filter
		orderHint := r.Flag()
		if orderHint {
			r.Skip(2)
		}
		screen := r.Flag() // seq_choose_screen_content_tools
		if !screen {
			screen = r.Flag() // seq_force_screen_content_tools
		}
		if screen && !r.Flag() { // seq_choose_integer_mv
			r.Skip(1)
		}
		if orderHint {
			r.Skip(3)
		}
	}
	r.Skip(3) // enable_superres, enable_cdef, enable_restoration
	colourConfig(r, &i)
	r.Skip(1) // film_grain_params_present
	return i
}

// operatingPoints reads the timing, which it returns as a rate, and the operating points, of which the first is kept.
func operatingPoints(r *bits.Reader, i *Info) (rate media.Rational) {
	delayBits, model := 0, false
	if r.Flag() { // timing_info_present_flag
		units, scale := int64(r.U(32)), int64(r.U(32))
		if r.Flag() { // equal_picture_interval
			rate = frameRate(scale, units*(int64(r.UE())+1))
		}
		if model = r.Flag(); model { // decoder_model_info_present_flag
			delayBits = int(r.U(5)) + 1
			r.Skip(42)
		}
	}
	display := r.Flag() // initial_display_delay_present_flag
	for n := range r.U(5) + 1 {
		r.Skip(12)
		level, tier := uint8(r.U(5)), uint8(0)
		if level > 7 {
			tier = uint8(r.U(1))
		}
		if n == 0 {
			i.Level, i.Tier = level, tier
		}
		if model && r.Flag() {
			r.Skip(2*delayBits + 1)
		}
		if display && r.Flag() {
			r.Skip(4)
		}
	}
	return rate
}

// frameRate reduces a rate; those outside 1 to 1000 Hz are taken for unknown.
func frameRate(num, den int64) media.Rational {
	if den <= 0 || num < den || num/1000 > den {
		return media.Rational{}
	}
	for a, b := num, den; ; a, b = b, a%b {
		if b == 0 {
			return media.Rational{Num: int(num / a), Den: int(den / a)}
		}
	}
}

// colourConfig is color_config (5.5.2).
func colourConfig(r *bits.Reader, i *Info) {
	i.BitDepth = 8
	if r.Flag() { // high_bitdepth
		i.BitDepth = 10
		if i.Profile == 2 && r.Flag() {
			i.BitDepth = 12
		}
	}
	i.Mono = i.Profile != 1 && r.Flag()
	i.Colours = Colours{Primaries: 2, Transfer: 2, Matrix: 2}
	if r.Flag() { // color_description_present_flag
		i.Colours = Colours{Primaries: uint8(r.U(8)), Transfer: uint8(r.U(8)), Matrix: uint8(r.U(8))}
	}
	rgb := Colours{Primaries: 1, Transfer: 13}
	switch {
	case i.Mono:
		i.Colours.FullRange, i.SubsamplingX, i.SubsamplingY = r.Flag(), true, true
		return
	case i.Colours == rgb:
		i.Colours.FullRange = true
	default:
		i.Colours.FullRange = r.Flag()
		switch {
		case i.Profile == 0:
			i.SubsamplingX, i.SubsamplingY = true, true
		case i.Profile == 1:
		case i.BitDepth == 12:
			i.SubsamplingX = r.Flag()
			i.SubsamplingY = i.SubsamplingX && r.Flag()
		default:
			i.SubsamplingX = true
		}
		if i.SubsamplingX && i.SubsamplingY {
			i.SamplePosition = uint8(r.U(2))
		}
	}
	r.Skip(1) // separate_uv_delta_q
}

// Config is an AV1CodecConfigurationRecord (AV1 in ISOBMFF 2.3) with a sequence header in it, or none.
type Config struct {
	Sequence []byte // the payload of the sequence header OBU; nil if the record has none
	Info     Info   // what it says
}

// ParseConfig reads a record. The result aliases b.
func ParseConfig(b []byte) (Config, error) {
	const head, version1 = 4, 0x81
	if len(b) < head || len(b) > maxRecord || b[0] != version1 {
		return Config{}, errors.New("parse AV1 configuration: no version 1 record")
	}
	c, err := InBand(b[head:])
	if err != nil {
		return Config{}, fmt.Errorf("parse AV1 configuration: %w", err)
	}
	return c, nil
}

// InBand is the configuration that a temporal unit brings with it; its Sequence is nil if there is none. The result
// aliases unit.
func InBand(unit []byte) (Config, error) {
	for o, err := range OBUs(unit) {
		if err != nil {
			return Config{}, err
		}
		if o.Type == TypeSequenceHeader {
			i, err := ParseSequence(o.Payload)
			return Config{Sequence: o.Payload, Info: i}, err
		}
	}
	return Config{}, nil
}

// Format describes the track. Its Config is a record with the sequence header.
func (c Config) Format() (media.VideoFormat, error) {
	i := c.Info
	if c.Sequence == nil || i.Width == 0 {
		return media.VideoFormat{}, errors.New("AV1 configuration without a sequence header")
	}
	bit := func(b bool, n int) byte {
		if b {
			return 1 << n
		}
		return 0
	}
	b := []byte{
		0x81,
		i.Profile<<5 | i.Level,
		i.Tier<<7 | bit(i.BitDepth > 8, 6) | bit(i.BitDepth > 10, 5) | bit(i.Mono, 4) | bit(i.SubsamplingX, 3) | bit(i.SubsamplingY, 2) | i.SamplePosition,
		0,
		byte(TypeSequenceHeader)<<3 | 2,
	}
	n := len(c.Sequence)
	for ; n > 0x7f; n >>= 7 {
		b = append(b, byte(n)|0x80)
	}
	b = append(append(b, byte(n)), c.Sequence...)
	return media.VideoFormat{
		Codec: media.CodecAV1, Width: i.Width, Height: i.Height, FrameRate: i.FrameRate, Transfer: i.Colours.Transfer, Config: b,
	}, nil
}
