package h264

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// AVCConfig is an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1) with one parameter set of each kind.
type AVCConfig struct {
	SPS, PPS   []byte // NAL units without start code or length
	LengthSize int    // bytes of the length before each NAL unit: 1, 2 or 4
}

// ErrUnsupported says that the bytes are well formed but use a feature that is not carried.
var ErrUnsupported = errors.New("unsupported H.264")

// ParseAVCConfig reads a record and its SPS. A record with several different SPS or PPS is ErrUnsupported.
func ParseAVCConfig(b []byte) (AVCConfig, error) {
	if len(b) < 7 || b[0] != 1 {
		return AVCConfig{}, errors.New("parse AVC configuration: no version 1 record")
	}
	c := AVCConfig{LengthSize: int(b[4]&3) + 1}
	if c.LengthSize == 3 {
		return AVCConfig{}, errors.New("parse AVC configuration: NAL length size 3")
	}
	rest := b[6:]
	var err error
	if c.SPS, rest, err = parameterSet(rest, int(b[5]&0x1f), TypeSPS); err != nil {
		return AVCConfig{}, err
	}
	if len(rest) < 1 {
		return AVCConfig{}, errors.New("parse AVC configuration: no PPS count")
	}
	if c.PPS, _, err = parameterSet(rest[1:], int(rest[0]), TypePPS); err != nil {
		return AVCConfig{}, err
	}
	if _, err := ParseSPS(c.SPS); err != nil {
		return AVCConfig{}, fmt.Errorf("parse AVC configuration: %w", err)
	}
	return c, nil
}

// parameterSet reads count length-prefixed parameter sets that must all be equal.
func parameterSet(b []byte, count int, want NALType) (set, rest []byte, err error) {
	if count == 0 {
		return nil, nil, fmt.Errorf("parse AVC configuration: no parameter set of type %d", want)
	}
	for i := range count {
		if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
			return nil, nil, errors.New("parse AVC configuration: truncated parameter set")
		}
		n := int(binary.BigEndian.Uint16(b))
		nal := b[2 : 2+n : 2+n]
		b = b[2+n:]
		switch {
		case n < 2 || n > MaxParameterSet || Type(nal) != want:
			return nil, nil, fmt.Errorf("parse AVC configuration: parameter set %d is not of type %d", i, want)
		case i == 0:
			set = nal
		case string(set) != string(nal):
			return nil, nil, fmt.Errorf("parse AVC configuration: %w: %d different parameter sets of type %d", ErrUnsupported, count, want)
		}
	}
	return set, b, nil
}

// MarshalAVCConfig makes the record for a pair of parameter sets, with 4-byte lengths. It fails if they do not
// parse.
func MarshalAVCConfig(sps, pps []byte) ([]byte, error) {
	f, err := Format(sps, pps)
	if err != nil {
		return nil, fmt.Errorf("make AVC configuration: %w", err)
	}
	return f.Config, nil
}

func marshalAVCConfig(info Info, sps, pps []byte) []byte {
	b := make([]byte, 0, 15+len(sps)+len(pps))
	b = append(b, 1, sps[1], sps[2], sps[3], 0xfc|3, 0xe0|1)
	b = binary.BigEndian.AppendUint16(b, uint16(len(sps)))
	b = append(b, sps...)
	b = append(b, 1)
	b = binary.BigEndian.AppendUint16(b, uint16(len(pps)))
	b = append(b, pps...)
	switch info.Profile {
	case 66, 77, 88:
	default: // the record's extension for High profiles
		b = append(b, 0xfc|info.ChromaFormat, 0xf8|(info.BitDepthLuma-8), 0xf8|(info.BitDepthChroma-8), 0)
	}
	return b
}
