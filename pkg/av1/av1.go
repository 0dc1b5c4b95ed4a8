// Package av1 reads what the network needs to know of AV1 without decoding it: sequence headers, the configuration
// record of MP4 and FLV (av1C), and the OBUs of a temporal unit.
//
// Everything may come from a hostile publisher: every function has an answer, and none panics, for any bytes. Decoding
// is left to the media child.
package av1

import (
	"errors"
	"fmt"
	"iter"

	"github.com/millrace/millrace/pkg/bits"
)

// OBUType is obu_type (AV1 specification 6.2.2).
type OBUType uint8

// The types that are told apart.
const (
	TypeSequenceHeader    OBUType = 1
	TypeTemporalDelimiter OBUType = 2
	TypeFrameHeader       OBUType = 3
	TypeFrame             OBUType = 6
	TypeTileList          OBUType = 8
	TypePadding           OBUType = 15
)

// MaxOBUs is the most OBUs of one temporal unit.
const MaxOBUs = 1024

// ErrFraming says that a temporal unit is not made of OBUs.
var ErrFraming = errors.New("malformed temporal unit")

// OBU is one open bitstream unit.
type OBU struct {
	Type    OBUType
	Payload []byte // behind its header and size
	Whole   []byte // with them
}

// OBUs iterates over the OBUs of a temporal unit in the low-overhead format (5.2); one that says no size is the last.
// After what is malformed it yields ErrFraming once and stops.
func OBUs(unit []byte) iter.Seq2[OBU, error] {
	return func(yield func(OBU, error) bool) {
		for n := 0; len(unit) > 0; n++ {
			o, ok := cutOBU(unit)
			if !ok || n == MaxOBUs {
				yield(OBU{}, ErrFraming)
				return
			}
			unit = unit[len(o.Whole):]
			if !yield(o, nil) {
				return
			}
		}
	}
}

func cutOBU(b []byte) (OBU, bool) {
	const forbidden, extension, hasSize = 0x80, 4, 2
	header, head := b[0], 1
	if header&extension != 0 {
		head = 2
	}
	if header&forbidden != 0 || len(b) < head {
		return OBU{}, false
	}
	end := len(b)
	if header&hasSize != 0 {
		size, n := leb128(b[head:])
		if n == 0 || size > uint64(len(b)-head-n) {
			return OBU{}, false
		}
		head += n
		end = head + int(size)
	}
	return OBU{Type: OBUType(header >> 3 & 15), Payload: b[head:end:end], Whole: b[:end:end]}, true
}

// leb128 reads a number and how many bytes it takes; 0 bytes if it does not end.
func leb128(b []byte) (v uint64, n int) {
	const most = 8
	for i := range min(len(b), most) {
		v |= uint64(b[i]&0x7f) << (7 * i)
		if b[i]&0x80 == 0 {
			return v, i + 1
		}
	}
	return 0, 0
}

// Clean copies a temporal unit as MP4 has it: without temporal delimiters, padding and tile lists.
func Clean(unit []byte) ([]byte, error) {
	out := make([]byte, 0, len(unit))
	for o, err := range OBUs(unit) {
		if err != nil {
			return nil, err
		}
		switch o.Type {
		case TypeTemporalDelimiter, TypePadding, TypeTileList:
		default:
			out = append(out, o.Whole...)
		}
	}
	return out, nil
}

// IsKey says whether a temporal unit begins with a key frame that is shown: a decoder can begin there.
func IsKey(unit []byte) bool {
	for o, err := range OBUs(unit) {
		if err != nil {
			return false
		}
		if o.Type == TypeFrame || o.Type == TypeFrameHeader {
			h, ok := parseFrameHeader(o.Payload)
			return ok && !h.existing && h.kind == 0 && h.shown
		}
	}
	return false
}

// Shown is how many pictures a temporal unit shows: one, of what keeps the rules. It is an error where the unit cannot be read. Of a
// sequence with reduced_still_picture_header, whose frames say nothing of themselves, it is not to be asked.
func Shown(unit []byte) (n int, err error) {
	for o, err := range OBUs(unit) {
		if err != nil {
			return 0, err
		}
		if o.Type != TypeFrame && o.Type != TypeFrameHeader {
			continue
		}
		h, ok := parseFrameHeader(o.Payload)
		if !ok {
			return 0, ErrFraming
		}
		if h.existing || h.shown {
			n++
		}
	}
	return n, nil
}

// frameHeader is how uncompressed_header begins (5.9.2).
type frameHeader struct {
	existing, shown bool
	kind            uint32 // frame_type; 0 is a key frame
}

func parseFrameHeader(payload []byte) (h frameHeader, ok bool) {
	r := bits.NewReader(payload)
	if h.existing = r.Flag(); !h.existing {
		h.kind, h.shown = r.U(2), r.Flag()
	}
	return h, r.Err() == nil
}

// CodecString is the name of a configuration record's profile and level, such as "av01.0.04M.08"; with the colours
// where they are not the usual ones; "av01" if it is no record.
func CodecString(av1C []byte) string {
	c, err := ParseConfig(av1C)
	if err != nil || c.Sequence == nil {
		return "av01"
	}
	i := c.Info
	tier := "M"
	if i.Tier != 0 {
		tier = "H"
	}
	s := fmt.Sprintf("av01.%d.%02d%s.%02d", i.Profile, i.Level, tier, i.BitDepth)
	usual := Colours{Primaries: 1, Transfer: 1, Matrix: 1}
	unknown := Colours{Primaries: 2, Transfer: 2, Matrix: 2}
	if !i.Mono && i.SubsamplingX && i.SubsamplingY && (i.Colours == usual || i.Colours == unknown) {
		return s
	}
	digit := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	position := 0
	if i.SubsamplingX && i.SubsamplingY {
		position = int(i.SamplePosition)
	}
	return s + fmt.Sprintf(".%d.%d%d%d.%02d.%02d.%02d.%d", digit(i.Mono), digit(i.SubsamplingX), digit(i.SubsamplingY),
		position, i.Colours.Primaries, i.Colours.Transfer, i.Colours.Matrix, digit(i.Colours.FullRange))
}
