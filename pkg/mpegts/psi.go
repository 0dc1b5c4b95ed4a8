package mpegts

import (
	"bytes"
	"encoding/binary"
)

// assembler collects the section that packets carry (2.4.4). One section is looked at for each start indicator: the
// first that begins there.
type assembler struct {
	buf  []byte
	open bool
	last []byte // the section that was read last
}

func (a *assembler) add(start bool, payload []byte, read func(section []byte)) {
	if start {
		skip := 1 + int(payload[0])
		if skip > len(payload) {
			a.open = false
			return
		}
		payload = payload[skip:]
		a.buf, a.open = a.buf[:0], true
	}
	if !a.open {
		return
	}
	a.buf = append(a.buf, payload[:min(len(payload), maxSection-len(a.buf))]...)
	const head = 3
	if len(a.buf) < head {
		return
	}
	size := head + int(binary.BigEndian.Uint16(a.buf[1:])&0x0fff)
	if size > maxSection {
		a.open = false
		return
	}
	if len(a.buf) < size {
		return
	}
	a.open = false
	section := a.buf[:size]
	if bytes.Equal(section, a.last) || Checksum(section) != 0 {
		return
	}
	a.last = append(a.last[:0], section...)
	read(section)
}

// table checks what PAT and PMT have in common, and returns what stands between that and the checksum.
func table(section []byte, id byte) ([]byte, bool) {
	const head, tail = 8, 4
	if len(section) < head+tail || section[0] != id || section[5]&1 == 0 { // not current yet
		return nil, false
	}
	return section[head : len(section)-tail], true
}

// readPAT takes the first program (2.4.4.3).
func (r *Reader) readPAT(section []byte) {
	b, ok := table(section, 0)
	if !ok {
		return
	}
	for ; len(b) >= 4; b = b[4:] {
		pid := int(binary.BigEndian.Uint16(b[2:]) & 0x1fff)
		if binary.BigEndian.Uint16(b) == 0 || pid == pidPAT || pid == pidNull {
			continue // the network's own table, or nonsense
		}
		if pid != r.pmtPID {
			r.pmtPID, r.pmt = pid, assembler{}
		}
		return
	}
}

// readPMT takes the program's streams (2.4.4.8). Those that go on keep what is pending.
func (r *Reader) readPMT(section []byte) {
	b, ok := table(section, 2)
	if !ok || len(b) < 4 {
		return
	}
	skip := 4 + int(binary.BigEndian.Uint16(b[2:])&0x0fff)
	if skip > len(b) {
		return
	}
	b = b[skip:]
	var order []*pes
	streams := make(map[uint16]*pes)
	for len(b) >= 5 && len(order) < maxStreams {
		s := Stream{Type: StreamType(b[0]), PID: binary.BigEndian.Uint16(b[1:]) & 0x1fff}
		info := int(binary.BigEndian.Uint16(b[3:]) & 0x0fff)
		if 5+info > len(b) {
			break
		}
		s.describe(b[5 : 5+info])
		b = b[5+info:]
		if streams[s.PID] != nil || int(s.PID) == r.pmtPID || s.PID == pidPAT {
			continue
		}
		p := r.streams[s.PID]
		if p == nil || p.stream != s {
			p = &pes{stream: s}
		}
		streams[s.PID] = p
		order = append(order, p)
	}
	for _, p := range r.order {
		if streams[p.stream.PID] != p {
			r.finish(p)
		}
	}
	r.streams, r.order, r.known = streams, order, true
}

// describe reads descriptors (2.6).
func (s *Stream) describe(b []byte) {
	const registration, ac3, eac3, extension, opus = 0x05, 0x6a, 0x7a, 0x7f, 0x80
	for len(b) >= 2 && 2+int(b[1]) <= len(b) {
		tag, data := b[0], b[2:2+int(b[1])]
		b = b[2+len(data):]
		switch {
		case tag == registration && len(data) >= 4 && s.Registration == "":
			s.Registration = string(data[:4])
		case tag == ac3 && s.Registration == "": // ETSI EN 300 468 annex D
			s.Registration = "AC-3"
		case tag == eac3 && s.Registration == "":
			s.Registration = "EAC3"
		case tag == extension && len(data) >= 2 && data[0] == opus:
			s.Channels = data[1]
		}
	}
}

// Checksum is CRC-32/MPEG-2 (annex A); over a section with its checksum it is 0.
func Checksum(b []byte) uint32 {
	crc := ^uint32(0)
	for _, v := range b {
		crc ^= uint32(v) << 24
		for range 8 {
			high := crc >> 31
			crc = crc<<1 ^ high*0x04c11db7
		}
	}
	return crc
}
