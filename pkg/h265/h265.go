// Package h265 reads what the network needs to know of HEVC (ITU-T H.265) without decoding it: parameter sets, the
// decoder configuration record of MP4 and FLV, and the kinds of pictures.
//
// The framing of access units is that of H.264: pkg/h264 takes them apart. Everything may come from a hostile
// publisher: every function returns an error, and none panics, for any bytes. Decoding is left to the media child.
package h265

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/millrace/millrace/pkg/h264"
)

// NALType is nal_unit_type (table 7-1).
type NALType uint8

// The types that are told apart.
const (
	TypeRASLN     NALType = 8 // leading pictures that need pictures before their CRA or BLA
	TypeRASLR     NALType = 9
	TypeBLA       NALType = 16 // the first type at which a decoder can begin
	TypeIDR       NALType = 19
	TypeCRA       NALType = 21 // the last one
	maxVCL        NALType = 31
	TypeVPS       NALType = 32
	TypeSPS       NALType = 33
	TypePPS       NALType = 34
	TypeAUD       NALType = 35
	TypePrefixSEI NALType = 39
	TypeSuffixSEI NALType = 40
	headerSize            = 2
)

// Type is the type of a NAL unit; TypeAUD, which means nothing, of one without a header.
func Type(nal []byte) NALType {
	if len(nal) < headerSize {
		return TypeAUD
	}
	return NALType(nal[0] >> 1 & 0x3f)
}

// picture is the type of an access unit's first slice, in 4-byte lengths; false if it has none or is malformed.
func picture(unit []byte) (NALType, bool) {
	for nal, err := range h264.NALs(unit) {
		if err != nil {
			return 0, false
		}
		if t := Type(nal); t <= maxVCL {
			return t, true
		}
	}
	return 0, false
}

// IsKey says whether an access unit with 4-byte lengths is a picture at which a decoder can begin: IDR, BLA or CRA. At
// the latter two the RASL pictures that follow cannot be decoded then.
func IsKey(unit []byte) bool {
	t, ok := picture(unit)
	return ok && t >= TypeBLA && t <= TypeCRA
}

// IsIDR says whether an access unit is a picture behind which nothing needs, or is shown before, what came before it.
func IsIDR(unit []byte) bool {
	t, ok := picture(unit)
	return ok && (t == TypeIDR || t == TypeIDR+1)
}

// IsRASL says whether an access unit is a picture that a decoder which began at the CRA or BLA before it must skip. It
// is shown before that one.
func IsRASL(unit []byte) bool {
	t, ok := picture(unit)
	return ok && (t == TypeRASLN || t == TypeRASLR)
}

// CodecString is the name of a configuration record's profile and level (ISO/IEC 14496-15 annex E), such as
// "hvc1.1.6.L93.B0"; "hvc1" if it is too short to be one.
func CodecString(hvcC []byte) string {
	if len(hvcC) < 13 {
		return "hvc1"
	}
	space := []string{"", "A", "B", "C"}[hvcC[1]>>6]
	tier := "L"
	if hvcC[1]&0x20 != 0 {
		tier = "H"
	}
	compatibility := uint32(hvcC[2])<<24 | uint32(hvcC[3])<<16 | uint32(hvcC[4])<<8 | uint32(hvcC[5])
	var s strings.Builder
	fmt.Fprintf(&s, "hvc1.%s%d.%X.%s%d", space, hvcC[1]&0x1f, bits.Reverse32(compatibility), tier, hvcC[12])
	constraints := hvcC[6:12]
	for len(constraints) > 0 && constraints[len(constraints)-1] == 0 {
		constraints = constraints[:len(constraints)-1]
	}
	for _, b := range constraints {
		fmt.Fprintf(&s, ".%X", b)
	}
	return s.String()
}
