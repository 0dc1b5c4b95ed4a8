package h264

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
)

// NALType is nal_unit_type (table 7-1).
type NALType uint8

// The types that are told apart.
const (
	TypeSlice NALType = 1 // of a picture that is not an IDR
	TypeIDR   NALType = 5
	TypeSEI   NALType = 6
	TypeSPS   NALType = 7
	TypePPS   NALType = 8
	TypeAUD   NALType = 9
)

// Type is the type of a NAL unit; 0 of an empty one.
func Type(nal []byte) NALType {
	if len(nal) == 0 {
		return 0
	}
	return NALType(nal[0] & 0x1f)
}

// ErrFraming says that an access unit is not what its framing promises: a length points outside, a start code is
// missing, or there are too many NAL units.
var ErrFraming = errors.New("malformed access unit")

// NALs iterates over the NAL units of an access unit that has a 4-byte length before each (AVCC). After a malformed
// length it yields ErrFraming once and stops. Empty NAL units are skipped.
func NALs(avcc []byte) iter.Seq2[[]byte, error] { return nals(avcc, 4) }

func nals(avcc []byte, lengthSize int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for n := 0; len(avcc) > 0; n++ {
			if len(avcc) < lengthSize || n == MaxNALs {
				yield(nil, ErrFraming)
				return
			}
			var size uint64
			for _, b := range avcc[:lengthSize] {
				size = size<<8 | uint64(b)
			}
			avcc = avcc[lengthSize:]
			if size > uint64(len(avcc)) {
				yield(nil, ErrFraming)
				return
			}
			nal := avcc[:size:size]
			avcc = avcc[size:]
			if size > 0 && !yield(nal, nil) {
				return
			}
		}
	}
}

// IsIDR says whether an AVCC access unit is well framed and holds an IDR picture.
func IsIDR(avcc []byte) bool {
	idr := false
	for nal, err := range NALs(avcc) {
		if err != nil {
			return false
		}
		idr = idr || Type(nal) == TypeIDR
	}
	return idr
}

// AppendLength appends a NAL unit and its 4-byte length to an AVCC access unit.
func AppendLength(dst, nal []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(nal)))
	return append(dst, nal...)
}

// ParameterSets are the SPS and PPS in an AVCC access unit, in their order, repeated ones too. They alias avcc.
func ParameterSets(avcc []byte) (sps, pps [][]byte, err error) {
	for nal, err := range NALs(avcc) {
		if err != nil {
			return nil, nil, err
		}
		switch Type(nal) {
		case TypeSPS:
			sps = append(sps, nal)
		case TypePPS:
			pps = append(pps, nal)
		}
	}
	return sps, pps, nil
}

// Widen rewrites an access unit with lengths of 1, 2 or 3 bytes to 4-byte lengths. With 4 it checks the framing and
// returns the input.
func Widen(avcc []byte, lengthSize int) ([]byte, error) {
	if lengthSize < 1 || lengthSize > 4 {
		return nil, fmt.Errorf("%w: NAL length size %d", ErrFraming, lengthSize)
	}
	var out []byte
	for nal, err := range nals(avcc, lengthSize) {
		if err != nil {
			return nil, err
		}
		if lengthSize != 4 {
			out = AppendLength(out, nal)
		}
	}
	if lengthSize == 4 {
		return avcc, nil
	}
	return out, nil
}

// AppendAnnexB appends an AVCC access unit to dst with start codes instead of lengths.
func AppendAnnexB(dst, avcc []byte) ([]byte, error) {
	for nal, err := range NALs(avcc) {
		if err != nil {
			return dst, err
		}
		dst = append(dst, 0, 0, 0, 1)
		dst = append(dst, nal...)
	}
	return dst, nil
}

// AppendAVCC appends an access unit with start codes (Annex B) to dst with 4-byte lengths instead.
func AppendAVCC(dst, annexB []byte) ([]byte, error) {
	start, rest, ok := cutStartCode(annexB)
	if !ok || len(trimZeros(start)) > 0 {
		return dst, fmt.Errorf("%w: no start code", ErrFraming)
	}
	empty := len(dst)
	for n := 0; ok; n++ {
		if n == MaxNALs {
			return dst, ErrFraming
		}
		var nal []byte
		nal, rest, ok = cutStartCode(rest)
		if nal = trimZeros(nal); len(nal) > 0 {
			dst = AppendLength(dst, nal)
		}
	}
	if len(dst) == empty {
		return dst, fmt.Errorf("%w: no NAL unit", ErrFraming)
	}
	return dst, nil
}

// cutStartCode splits b at its first 00 00 01.
func cutStartCode(b []byte) (before, after []byte, found bool) {
	for i := 2; i < len(b); {
		switch {
		case b[i] > 1:
			i += 3
		case b[i] == 1:
			if b[i-1] == 0 && b[i-2] == 0 {
				return b[:i-2], b[i+1:], true
			}
			i += 3
		default:
			i++
		}
	}
	return b, nil, false
}

// trimZeros drops trailing_zero_8bits: a NAL unit never ends in a zero byte (7.4.1).
func trimZeros(nal []byte) []byte {
	for len(nal) > 0 && nal[len(nal)-1] == 0 {
		nal = nal[:len(nal)-1]
	}
	return nal
}
