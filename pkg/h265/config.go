package h265

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/media"
)

// Config is an HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 8.3.3.1): the parameter sets, without start codes or
// lengths.
type Config struct {
	VPS, SPS   []byte
	PPS        [][]byte // 1 to MaxPPS
	LengthSize int      // bytes of the length before each NAL unit: 1, 2 or 4
}

// MaxPPS is the most picture parameter sets of a record.
const MaxPPS = 8

// MaxConfig is the most bytes of a record that is made.
const MaxConfig = 4096

// maxRecord is the most bytes of a record that is read: x265 puts its whole command line into it.
const maxRecord = 16 << 10

// ErrUnsupported says that the bytes are well formed but use a feature that is not carried.
var ErrUnsupported = errors.New("unsupported HEVC")

const recordHead = 23

// ParseConfig reads a record and its SPS. Other NAL units in it than parameter sets are left out. A record with
// several different VPS or SPS is ErrUnsupported. The result aliases b.
func ParseConfig(b []byte) (Config, error) {
	fail := func(format string, args ...any) (Config, error) {
		return Config{}, fmt.Errorf("parse HEVC configuration: "+format, args...)
	}
	// Old encoders write version 0.
	if len(b) < recordHead || len(b) > maxRecord || b[0] > 1 {
		return fail("%d bytes", len(b))
	}
	c := Config{LengthSize: int(b[21]&3) + 1}
	if c.LengthSize == 3 {
		return fail("NAL length size 3")
	}
	arrays, rest := int(b[22]), b[recordHead:]
	for range arrays {
		if len(rest) < 3 {
			return fail("truncated")
		}
		count := int(binary.BigEndian.Uint16(rest[1:]))
		rest = rest[3:]
		for range count {
			if len(rest) < 2 || len(rest)-2 < int(binary.BigEndian.Uint16(rest)) {
				return fail("truncated")
			}
			n := int(binary.BigEndian.Uint16(rest))
			nal := rest[2 : 2+n : 2+n]
			rest = rest[2+n:]
			if err := c.Add(nal); err != nil {
				return fail("%w", err)
			}
		}
	}
	if !c.Complete() {
		return fail("a parameter set is missing")
	}
	if _, err := ParseSPS(c.SPS); err != nil {
		return fail("%w", err)
	}
	return c, nil
}

// Add takes a parameter set in, unless the configuration has it already; any other NAL unit is ignored. A second VPS or
// SPS that differs is ErrUnsupported, and so are too many PPS.
func (c *Config) Add(nal []byte) error {
	t := Type(nal)
	if t != TypeVPS && t != TypeSPS && t != TypePPS {
		return nil
	}
	if len(nal) <= headerSize || len(nal) > MaxParameterSet {
		return fmt.Errorf("parameter set of %d bytes", len(nal))
	}
	switch t {
	case TypeVPS:
		return one(&c.VPS, nal)
	case TypeSPS:
		return one(&c.SPS, nal)
	}
	if c.Has(nal) {
		return nil
	}
	if len(c.PPS) == MaxPPS {
		return fmt.Errorf("%w: more than %d PPS", ErrUnsupported, MaxPPS)
	}
	c.PPS = append(c.PPS, nal)
	return nil
}

func one(set *[]byte, nal []byte) error {
	if *set != nil && string(*set) != string(nal) {
		return fmt.Errorf("%w: different parameter sets of type %d", ErrUnsupported, Type(nal))
	}
	*set = nal
	return nil
}

// Has says whether a NAL unit is one of the configuration's parameter sets.
func (c *Config) Has(nal []byte) bool {
	switch Type(nal) {
	case TypeVPS:
		return string(c.VPS) == string(nal)
	case TypeSPS:
		return string(c.SPS) == string(nal)
	case TypePPS:
		for _, p := range c.PPS {
			if string(p) == string(nal) {
				return true
			}
		}
	}
	return false
}

// Complete says whether every kind of parameter set is there.
func (c *Config) Complete() bool { return c.VPS != nil && c.SPS != nil && len(c.PPS) > 0 }

// Format describes the track that the parameter sets belong to. Its Config is the record with exactly them in it and
// 4-byte lengths.
func (c *Config) Format() (media.VideoFormat, error) {
	if !c.Complete() {
		return media.VideoFormat{}, errors.New("HEVC configuration: a parameter set is missing")
	}
	i, err := ParseSPS(c.SPS)
	if err != nil {
		return media.VideoFormat{}, err
	}
	f := media.VideoFormat{
		Codec: media.CodecHEVC, Width: i.Width, Height: i.Height, FrameRate: i.FrameRate, Transfer: i.Transfer, Config: c.marshal(i),
	}
	if len(f.Config) > MaxConfig {
		return media.VideoFormat{}, fmt.Errorf("%w: parameter sets of %d bytes", ErrUnsupported, len(f.Config))
	}
	return f, nil
}

func (c *Config) marshal(i Info) []byte {
	b := append(make([]byte, 0, 256), 1)
	b = append(b, i.General[:]...)
	nested := byte(0)
	if i.Nested {
		nested = 1 << 2
	}
	const lengths = 4 - 1
	b = append(b,
		0xf0, 0, // min_spatial_segmentation_idc: unknown
		0xfc, // parallelismType: unknown
		0xfc|i.ChromaFormat, 0xf8|(i.BitDepthLuma-8)&7, 0xf8|(i.BitDepthChroma-8)&7,
		0, 0, // avgFrameRate: unknown
		i.SubLayers<<3|nested|lengths,
		3)
	for _, set := range []struct {
		kind NALType
		nals [][]byte
	}{{TypeVPS, [][]byte{c.VPS}}, {TypeSPS, [][]byte{c.SPS}}, {TypePPS, c.PPS}} {
		const complete = 0x80 // none of this kind is in the stream
		b = append(b, complete|byte(set.kind))
		b = binary.BigEndian.AppendUint16(b, uint16(len(set.nals)))
		for _, nal := range set.nals {
			b = binary.BigEndian.AppendUint16(b, uint16(len(nal)))
			b = append(b, nal...)
		}
	}
	return b
}
