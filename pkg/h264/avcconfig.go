package h264

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/millrace/millrace/pkg/media"
)

// AVCConfig is an AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1) with one SPS.
type AVCConfig struct {
	SPS        []byte   // NAL unit without start code or length
	PPS        [][]byte // likewise; 1 to MaxPPS, all different
	LengthSize int      // bytes of the length before each NAL unit: 1, 2 or 4
}

// MaxPPS bounds how many PPS a format may have; H.264 has 256 numbers for them, and encoders use up to four.
const MaxPPS = 16

// ErrUnsupported says that the bytes are well formed but use a feature that is not carried.
var ErrUnsupported = errors.New("unsupported H.264")

// ParseAVCConfig reads a record and its SPS. A record with several different SPS is ErrUnsupported.
func ParseAVCConfig(b []byte) (AVCConfig, error) {
	if len(b) < 7 || b[0] != 1 {
		return AVCConfig{}, errors.New("parse AVC configuration: no version 1 record")
	}
	c := AVCConfig{LengthSize: int(b[4]&3) + 1}
	if c.LengthSize == 3 {
		return AVCConfig{}, errors.New("parse AVC configuration: NAL length size 3")
	}
	rest := b[6:]
	sps, rest, err := parameterSets(rest, int(b[5]&0x1f), TypeSPS, 1)
	if err != nil {
		return AVCConfig{}, err
	}
	c.SPS = sps[0]
	if len(rest) < 1 {
		return AVCConfig{}, errors.New("parse AVC configuration: no PPS count")
	}
	if c.PPS, _, err = parameterSets(rest[1:], int(rest[0]), TypePPS, MaxPPS); err != nil {
		return AVCConfig{}, err
	}
	if _, err := ParseSPS(c.SPS); err != nil {
		return AVCConfig{}, fmt.Errorf("parse AVC configuration: %w", err)
	}
	return c, nil
}

// Format describes the track.
func (c AVCConfig) Format() (media.VideoFormat, error) { return Format(c.SPS, c.PPS...) }

// parameterSets reads count length-prefixed parameter sets, of which at most most may be different.
func parameterSets(b []byte, count int, want NALType, most int) (sets [][]byte, rest []byte, err error) {
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
		if n < 2 || n > MaxParameterSet || Type(nal) != want {
			return nil, nil, fmt.Errorf("parse AVC configuration: parameter set %d is not of type %d", i, want)
		}
		if slices.ContainsFunc(sets, func(s []byte) bool { return bytes.Equal(s, nal) }) {
			continue
		}
		if sets = append(sets, nal); len(sets) > most {
			return nil, nil, fmt.Errorf("parse AVC configuration: %w: more than %d different parameter sets of type %d", ErrUnsupported, most, want)
		}
	}
	return sets, b, nil
}

// MarshalAVCConfig makes the record for an SPS and its PPS, with 4-byte lengths. It fails if they do not parse.
func MarshalAVCConfig(sps []byte, pps ...[]byte) ([]byte, error) {
	f, err := Format(sps, pps...)
	if err != nil {
		return nil, fmt.Errorf("make AVC configuration: %w", err)
	}
	return f.Config, nil
}

func marshalAVCConfig(info Info, sps []byte, pps [][]byte) []byte {
	size := 11 + len(sps)
	for _, p := range pps {
		size += 2 + len(p)
	}
	b := make([]byte, 0, size)
	b = append(b, 1, sps[1], sps[2], sps[3], 0xfc|3, 0xe0|1)
	b = binary.BigEndian.AppendUint16(b, uint16(len(sps)))
	b = append(b, sps...)
	b = append(b, byte(len(pps)))
	for _, p := range pps {
		b = binary.BigEndian.AppendUint16(b, uint16(len(p)))
		b = append(b, p...)
	}
	switch info.Profile {
	case 66, 77, 88:
	default: // the record's extension for High profiles
		b = append(b, 0xfc|info.ChromaFormat, 0xf8|(info.BitDepthLuma-8), 0xf8|(info.BitDepthChroma-8), 0)
	}
	return b
}
