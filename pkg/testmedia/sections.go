package testmedia

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/millrace/millrace/pkg/mpegts"
)

// WithSections puts sections of a stream type into a transport stream, whose map is in one packet: behind the first map. The stream's map tells
// of them, and has a descriptor that registers them if it is not empty.
func WithSections(t testing.TB, ts []byte, kind mpegts.StreamType, registration string, sections ...[]byte) []byte {
	t.Helper()
	const packet, pid = 188, 0x1f0
	var out []byte
	pmt, told := 0, false
	for at := 0; at+packet <= len(ts); at += packet {
		p := bytes.Clone(ts[at : at+packet])
		section := p[4:]
		if p[3]&0x20 != 0 {
			section = section[1+section[0]:]
		}
		switch id := int(p[1]&0x1f)<<8 | int(p[2]); {
		case id == 0 && pmt == 0:
			pmt = int(binary.BigEndian.Uint16(section[1+8+2:]) & 0x1fff)
		case id == pmt && pmt != 0:
			p = withStream(t, p[:4], section[1:], kind, pid, registration)
			out = append(out, p...)
			if !told {
				told = true
				for n, s := range sections {
					out = append(out, sectionPackets(pid, byte(n), s)...)
				}
			}
			continue
		}
		out = append(out, p...)
	}
	if !told {
		t.Fatal("testmedia: no program map")
	}
	return out
}

// withStream is a map's packet with one stream more.
func withStream(t testing.TB, head, section []byte, kind mpegts.StreamType, pid uint16, registration string) []byte {
	t.Helper()
	size := 3 + int(binary.BigEndian.Uint16(section[1:])&0x0fff)
	s := bytes.Clone(section[:size-4])
	if registration != "" {
		info := int(binary.BigEndian.Uint16(s[10:]) & 0x0fff)
		descriptor := append([]byte{0x05, byte(len(registration))}, registration...)
		s = append(s[:12:12], append(descriptor, s[12:]...)...)
		binary.BigEndian.PutUint16(s[10:], 0xf000|uint16(info+len(descriptor)))
	}
	s = append(s, byte(kind), 0xe0|byte(pid>>8), byte(pid), 0xf0, 0)
	binary.BigEndian.PutUint16(s[1:], 0xb000|uint16(len(s)-3+4))
	s = binary.BigEndian.AppendUint32(s, mpegts.Checksum(s))
	p := append([]byte{head[0], head[1], head[2], head[3] &^ 0x20, 0}, s...)
	if len(p) > 188 {
		t.Fatal("testmedia: the program map does not fit into a packet")
	}
	return append(p, bytes.Repeat([]byte{0xff}, 188-len(p))...)
}

// sectionPackets packs a section, whose first packet has that continuity counter.
func sectionPackets(pid uint16, counter byte, s []byte) (out []byte) {
	s = append([]byte{0}, s...) // it begins at once
	for start := byte(0x40); len(s) > 0; start = 0 {
		n := min(len(s), 184)
		p := append([]byte{0x47, start | byte(pid>>8), byte(pid), 0x10 | counter&0x0f}, s[:n]...)
		out = append(out, append(p, bytes.Repeat([]byte{0xff}, 184-n)...)...)
		s = s[n:]
		counter++
	}
	return out
}
