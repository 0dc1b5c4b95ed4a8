package sei

import (
	mathbits "math/bits"

	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

// Captions is what is in a video's user data of closed captions (CEA-608 in CEA-708, ATSC A/53 part 4).
type Captions struct {
	Present  bool   // there are user data for captions, though perhaps nothing in them
	Channels uint8  // bit n-1: channel CCn of CEA-608 has captions
	Services uint64 // bit n: service n of CEA-708 has something
}

// With is what either of the two has.
func (c Captions) With(o Captions) Captions {
	return Captions{c.Present || o.Present, c.Channels | o.Channels, c.Services | o.Services}
}

// CaptionsOf is what an access unit with 4-byte lengths has of captions. It can be told of H.264 and HEVC only. Units need not come in
// the order in which they are shown: of a packet of CEA-708 that is spread over several units, what stands in the first one counts.
func CaptionsOf(c media.Codec, unit []byte) (out Captions) {
	s, known := syntaxOf(c)
	if !known {
		return out
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
			if m.typ == RegisteredUserData && captions(m.payload) {
				out.Present = true
				out.read(m.payload)
			}
		}
	}
	return out
}

// read goes through the triplets of cc_data, which captions has counted.
func (c *Captions) read(payload []byte) {
	const process, valid = 0x40, 0x04 // process_cc_data_flag, cc_valid
	if payload[captionsHead-2]&process == 0 {
		return
	}
	var packet []byte // of CEA-708
	count := int(payload[captionsHead-2] & captionsCount)
	for i := range count {
		t := payload[captionsHead+3*i:][:3]
		if t[0]&valid == 0 {
			continue
		}
		switch kind := t[0] & 3; kind {
		case 0, 1:
			c.command(int(kind), t[1], t[2])
		case 3:
			c.blocks(packet)
			packet = []byte{t[1], t[2]}
		default:
			if packet != nil {
				packet = append(packet, t[1], t[2])
			}
		}
	}
	c.blocks(packet)
}

// command notes the channel of a command that begins captions (CEA-608, table 52); what only text mode or XDS has is none.
func (c *Captions) command(field int, first, second byte) {
	if mathbits.OnesCount8(first)%2 == 0 || mathbits.OnesCount8(second)%2 == 0 { // odd parity
		return
	}
	const parity, second608 = 0x7f, 0x08 // the field's second channel
	first, second = first&parity, second&parity
	if first&^second608 != 0x14 && first&^second608 != 0x15 {
		return
	}
	switch second {
	case 0x20, 0x25, 0x26, 0x27, 0x29, 0x2f: // pop-on, roll-up of two to four rows, paint-on, end of caption
		channel := 2 * field
		if first&second608 != 0 {
			channel++
		}
		c.Channels |= 1 << channel
	}
}

// blocks notes the services that have blocks in a packet (CEA-708, 6.2), or in what there is of it.
func (c *Captions) blocks(packet []byte) {
	if len(packet) == 0 {
		return
	}
	const sizeCode, longest = 0x3f, 127
	size := 2*int(packet[0]&sizeCode) - 1
	if size < 0 {
		size = longest
	}
	rest := packet[1:]
	rest = rest[:min(size, len(rest))]
	for len(rest) > 0 {
		number, length := rest[0]>>5, int(rest[0]&0x1f)
		rest = rest[1:]
		if number == 7 && length > 0 { // extended
			if len(rest) == 0 {
				return
			}
			number, rest = rest[0]&0x3f, rest[1:]
		}
		if number == 0 {
			return // nothing but fill follows
		}
		if length > 0 {
			c.Services |= 1 << number
		}
		rest = rest[min(length, len(rest)):]
	}
}
