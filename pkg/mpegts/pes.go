package mpegts

import "encoding/binary"

// pes is the PES packet of one stream that is being collected, or its section.
type pes struct {
	stream   Stream
	sections assembler
	counter  uint8
	open     bool // a packet began and nothing of it is missing
	buf      []byte
	size     int // of the whole packet; 0 if it does not say
}

// addPES takes the payload of a packet of that stream.
func (r *Reader) addPES(p *pes, start bool, counter uint8, discontinuity bool, payload []byte) {
	if !start {
		switch {
		case !p.open:
			return
		case counter == p.counter:
			return // the same packet twice (2.4.3.3)
		case counter != (p.counter+1)&0x0f && !discontinuity:
			r.drop(p)
			return
		}
	} else {
		if p.open && counter == p.counter && len(p.buf) == len(payload) {
			return // likewise
		}
		r.finish(p)
		p.open, p.size = true, 0
		if len(payload) >= 6 {
			if n := int(binary.BigEndian.Uint16(payload[4:])); n > 0 {
				p.size = 6 + n
			}
		}
	}
	p.counter = counter
	if len(p.buf)+len(payload) > MaxUnit || r.pending+len(payload) > MaxPending {
		r.drop(p)
		return
	}
	p.buf = append(p.buf, payload...)
	r.pending += len(payload)
	if p.size > 0 && len(p.buf) >= p.size {
		r.finish(p)
	}
}

// drop gives up the packet that is being collected.
func (r *Reader) drop(p *pes) {
	r.pending -= len(p.buf)
	r.damaged++
	p.open, p.buf = false, nil
}

// finish makes a unit of what was collected.
func (r *Reader) finish(p *pes) {
	if !p.open {
		return
	}
	b := p.buf
	r.pending -= len(b)
	p.open, p.buf = false, nil
	if p.size > 0 {
		if len(b) < p.size {
			r.damaged++
			return
		}
		b = b[:p.size]
	}
	if u, ok := parsePES(b); ok {
		u.Stream = p.stream
		r.ready = append(r.ready, u)
	} else {
		r.damaged++
	}
}

// parsePES reads a PES packet with its header (2.4.3.6).
func parsePES(b []byte) (u Unit, ok bool) {
	const head = 9
	if len(b) < head || b[0] != 0 || b[1] != 0 || b[2] != 1 {
		return u, false
	}
	switch b[3] {
	case 0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff: // no such header, and no media
		return u, false
	}
	skip := head + int(b[8])
	if b[6]&0xc0 != 0x80 || skip > len(b) {
		return u, false
	}
	flags, times := b[7]>>6, b[head:skip]
	if flags&2 != 0 && len(times) >= 5 {
		u.HasPTS, u.PTS = true, timestamp(times)
		u.DTS = u.PTS
		if flags&1 != 0 && len(times) >= 10 {
			u.HasDTS, u.DTS = true, timestamp(times[5:])
		}
	}
	u.Data = b[skip:]
	return u, true
}

// timestamp reads 33 bits between marker bits.
func timestamp(b []byte) int64 {
	return int64(b[0]>>1&7)<<30 | int64(b[1])<<22 | int64(b[2]>>1)<<15 | int64(b[3])<<7 | int64(b[4]>>1)
}
