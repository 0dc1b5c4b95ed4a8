// Package sei reads supplemental enhancement information of H.264 and HEVC (ITU-T H.264 annex D, H.265 annex D): what an
// encoder says beside the pictures, such as captions and the way up.
//
// Messages may come from a hostile publisher, and many encoders write wrong ones. No function panics, for any bytes, and
// a damaged message costs itself and at most those behind it in its NAL unit.
package sei

import (
	"bytes"
	"slices"

	"github.com/millrace/millrace/pkg/bits"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
)

// Type is payloadType.
type Type int

// The types that are told apart.
const (
	PictureTiming       Type = 1
	RegisteredUserData  Type = 4 // captions among them
	UserData            Type = 5 // in which x264 says which one it is
	DisplayOrientation  Type = 47
	MasteringDisplay    Type = 137
	ContentLight        Type = 144
	AlternativeTransfer Type = 147
)

// message is one of a NAL unit's.
type message struct {
	typ     Type
	payload []byte // without emulation prevention
}

// parse lists the messages of a NAL unit without its header and emulation prevention. whole says that it ends where the
// last of them does; what follows one that is cut off cannot be told apart, and what follows maxMessages is left out.
func parse(rbsp []byte) (all []message, whole bool) {
	for len(all) < maxMessages {
		if len(rbsp) > 0 && rbsp[0] == stop && len(bytes.TrimLeft(rbsp[1:], "\x00")) == 0 {
			return all, true
		}
		typ, rest, ok := number(rbsp)
		if !ok {
			return all, false
		}
		size, rest, ok := number(rest)
		if !ok || size > len(rest) {
			return all, false
		}
		all = append(all, message{Type(typ), rest[:size]})
		rbsp = rest[size:]
	}
	return all, false
}

const (
	stop        = 0x80 // rbsp_trailing_bits
	maxMessages = 256  // of a NAL unit; encoders write a few
)

// number reads a type or a size: bytes that are summed up, of which the first that is not 255 is the last (7.3.2.3.1).
func number(b []byte) (n int, rest []byte, ok bool) {
	for i, v := range b {
		n += int(v)
		if v != 0xff {
			return n, b[i+1:], true
		}
	}
	return 0, nil, false
}

// syntax is what differs between the codecs.
type syntax struct {
	header int // bytes before the messages
	is     func(nal []byte) bool
	takes  func(m message) bool // whether Clean leaves it
}

// Cleaner makes access units such that a decoder which refuses what is not right decodes them all the same. It may be used
// from several goroutines.
type Cleaner struct{ syntax }

// NewCleaner returns the Cleaner of a track. Units of other codecs than H.264 and HEVC pass it as they are.
func NewCleaner(f media.VideoFormat) Cleaner {
	s, ok := syntaxOf(f.Codec)
	if !ok {
		return Cleaner{}
	}
	s.takes = wellFormed
	if f.Codec == media.CodecH264 {
		timed := timing(f)
		s.takes = func(m message) bool {
			switch m.typ {
			case PictureTiming:
				return timed(m.payload)
			case UserData:
				return len(m.payload) >= 16
			default:
				return wellFormed(m)
			}
		}
	}
	return Cleaner{s}
}

// Orientation is what an access unit with 4-byte lengths says of the way up of its pictures and those that follow; ok says that
// it does. Where it takes back what was said they are upright. Turns that are not by quarters are rounded to them.
func Orientation(c media.Codec, unit []byte) (o media.Orientation, ok bool) {
	s, known := syntaxOf(c)
	if !known {
		return 0, false
	}
	for nal, err := range h264.NALs(unit) {
		if err != nil {
			break
		}
		if !s.is(nal) {
			continue
		}
		all, _ := s.parse(nal)
		for _, m := range all {
			if m.typ != DisplayOrientation {
				continue
			}
			r := bits.NewReader(m.payload)
			if cancelled := r.Flag(); cancelled {
				o, ok = 0, r.Err() == nil
				continue
			}
			horizontal, vertical, anticlockwise := r.Flag(), r.Flag(), r.U(16) // in parts of 1<<16
			if r.Err() != nil {
				continue
			}
			turns := -int((anticlockwise + 1<<13) >> 14)
			if vertical { // the same as horizontally, and upside down
				turns += 2
			}
			o, ok = media.NewOrientation(turns, horizontal != vertical), true
		}
	}
	return o, ok
}

func syntaxOf(c media.Codec) (syntax, bool) {
	switch c {
	case media.CodecH264:
		return syntax{header: 1, is: func(nal []byte) bool { return h264.Type(nal) == h264.TypeSEI }}, true
	case media.CodecHEVC:
		return syntax{header: 2, is: func(nal []byte) bool {
			t := h265.Type(nal)
			return t == h265.TypePrefixSEI || t == h265.TypeSuffixSEI
		}}, true
	default:
		return syntax{}, false
	}
}

// Clean returns an access unit with 4-byte lengths that has of its messages only those which matter for what is shown, and
// are well formed: captions, colours and fields. Where it has no messages, or its framing is malformed, it is the unit itself.
func (c Cleaner) Clean(unit []byte) []byte {
	if c.is == nil || !c.any(unit) {
		return unit
	}
	out := make([]byte, 0, len(unit)+maxGrowth)
	for nal, err := range h264.NALs(unit) {
		if err != nil {
			return unit
		}
		if c.is(nal) {
			if nal = c.clean(nal); nal == nil {
				continue
			}
		}
		out = h264.AppendLength(out, nal)
	}
	return out
}

// maxGrowth is about how much longer a unit may get: a NAL unit that did not end as it should does so then.
const maxGrowth = 16

func (s syntax) any(unit []byte) bool {
	for nal, err := range h264.NALs(unit) {
		if err == nil && s.is(nal) {
			return true
		}
	}
	return false
}

// clean is a NAL unit without the messages that are not taken; nil if none is left.
func (s syntax) clean(nal []byte) []byte {
	all, whole := s.parse(nal)
	taken := slices.DeleteFunc(slices.Clone(all), func(m message) bool { return !s.takes(m) })
	switch {
	case len(taken) == 0:
		return nil
	case whole && len(taken) == len(all):
		return nal
	}
	return s.marshal(nal[:s.header], taken)
}

func (s syntax) parse(nal []byte) (all []message, whole bool) {
	if len(nal) < s.header {
		return nil, false
	}
	return parse(bits.RBSP(nal[s.header:]))
}

func (s syntax) marshal(header []byte, all []message) []byte {
	var rbsp []byte
	for _, m := range all {
		for _, n := range []int{int(m.typ), len(m.payload)} {
			for ; n >= 0xff; n -= 0xff {
				rbsp = append(rbsp, 0xff)
			}
			rbsp = append(rbsp, byte(n))
		}
		rbsp = append(rbsp, m.payload...)
	}
	return append(slices.Clone(header), bits.EBSP(append(rbsp, stop))...)
}

// wellFormed says whether a message is one of those that matter, in both codecs alike, and has what it says.
func wellFormed(m message) bool {
	switch m.typ {
	case RegisteredUserData:
		return captions(m.payload)
	case MasteringDisplay:
		return len(m.payload) >= 24
	case ContentLight:
		return len(m.payload) >= 4
	case AlternativeTransfer:
		return len(m.payload) >= 1
	default:
		return false
	}
}

// captions says whether user data are CEA-608 and 708 captions (ATSC A/53 part 4, 6.2.3), and all of them that it counts.
func captions(b []byte) bool {
	const head, counts = captionsHead, captionsCount
	return len(b) > head && bytes.HasPrefix(b, []byte("\xb5\x00\x31GA94\x03")) && len(b) > head+3*int(b[head-2]&counts)
}

// cc_count is the last but one byte before the captions, a marker follows them.
const captionsHead, captionsCount = 10, 0x1f

// timing returns what says whether a picture timing message can be read by the track's parameter set.
func timing(f media.VideoFormat) func(payload []byte) bool {
	none := func([]byte) bool { return false }
	c, err := h264.ParseAVCConfig(f.Config)
	if err != nil {
		return none
	}
	i, err := h264.ParseSPS(c.SPS)
	if err != nil || !i.PicStruct {
		return none
	}
	return func(payload []byte) bool {
		const tripling = 8 // the last pic_struct (table D-1)
		r := bits.NewReader(payload)
		r.Skip(i.PicStructAt)
		return r.U(4) <= tripling && r.Err() == nil
	}
}
