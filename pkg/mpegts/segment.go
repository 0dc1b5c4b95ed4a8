package mpegts

import "fmt"

const (
	headerSize = 4
	cycle      = 16 // of a continuity counter
)

// Segment is the stream so far as a media segment: each PID has as many packets as make its continuity counter begin with 0 and end with
// 15 (ISO/IEC 13818-1 2.4.3.3). So segments follow one another without a break, whichever of them were made. What is missing are repeated
// tables, and packets that are cut into smaller ones.
func (w *Writer) Segment() ([]byte, error) {
	raw := w.Bytes()
	counts, widest := map[uint16]int{}, map[uint16]int{} // by PID: packets, and where the one with most payload begins
	for at := 0; at < len(raw); at += packetSize {
		p := raw[at : at+packetSize]
		pid := pidOf(p)
		if payload(p) == nil {
			continue // it is not counted: it has a clock reference only
		}
		counts[pid]++
		if first, ok := widest[pid]; !ok || len(payload(p)) > len(payload(raw[first:first+packetSize])) {
			widest[pid] = at
		}
	}
	out := make([]byte, 0, len(raw)+len(counts)*cycle*packetSize)
	next := map[uint16]byte{}
	for at := 0; at < len(raw); at += packetSize {
		p := raw[at : at+packetSize]
		pid := pidOf(p)
		if payload(p) == nil {
			out = append(out, p...)
			out[len(out)-packetSize+3] = p[3]&0xf0 | (next[pid]+cycle-1)%cycle
			continue
		}
		pieces := 1
		if widest[pid] == at {
			pieces += (cycle - counts[pid]%cycle) % cycle
		}
		begin := len(out)
		var err error
		if out, err = w.appendPieces(out, p, pieces); err != nil {
			return nil, err
		}
		for i := begin; i < len(out); i += packetSize {
			out[i+3] = out[i+3]&0xf0 | next[pid]
			next[pid] = (next[pid] + 1) % cycle
		}
	}
	return out, nil
}

// appendPieces appends a packet as so many packets. One of a table is repeated.
func (w *Writer) appendPieces(out, p []byte, pieces int) ([]byte, error) {
	if pid := pidOf(p); pid != w.video.PID && (w.audio == nil || pid != w.audio.PID) {
		for range pieces {
			out = append(out, p...)
		}
		return out, nil
	}
	rest := payload(p)
	if len(rest) < pieces {
		return nil, fmt.Errorf("write MPEG-TS: %d packets of %d bytes", pieces, len(rest))
	}
	field := p[headerSize : packetSize-len(rest)] // the adaptation field, or nothing
	for ; pieces > 1; pieces-- {
		n := len(rest) / pieces
		out = appendPacket(out, p, field, rest[:n])
		rest, field = rest[n:], nil
		p = []byte{p[0], p[1] &^ 0x40, p[2], p[3]} // payload_unit_start_indicator is the first one's
	}
	return appendPacket(out, p, field, rest), nil
}

// appendPacket appends a packet of that header, adaptation field (with its length; empty: none) and payload, filled by stuffing.
func appendPacket(out, header, field, data []byte) []byte {
	fill := packetSize - headerSize - len(field) - len(data)
	out = append(out, header[0], header[1], header[2], header[3]&^0x20|0x10)
	if len(field)+fill == 0 {
		return append(out, data...)
	}
	out[len(out)-1] |= 0x20
	length := len(field) + fill - 1
	out = append(out, byte(length))
	if len(field) > 1 {
		out = append(out, field[1:]...)
		length -= len(field) - 1
	} else if length > 0 {
		out = append(out, 0) // no flags
		length--
	}
	for range length {
		out = append(out, 0xff)
	}
	return append(out, data...)
}

func pidOf(p []byte) uint16 { return uint16(p[1]&0x1f)<<8 | uint16(p[2]) }

// payload is what a packet carries behind its adaptation field.
func payload(p []byte) []byte {
	switch p[3] >> 4 & 3 {
	case 1:
		return p[headerSize:]
	case 3:
		return p[min(headerSize+1+int(p[headerSize]), packetSize):]
	default:
		return nil
	}
}
