// Package mpegts takes MPEG transport streams (ISO/IEC 13818-1) apart, and puts small ones together.
//
// Reader is for bytes from strangers. It never panics, reads on behind whatever is damaged, and holds no more than
// MaxPending bytes of payload however long the stream is and whatever it claims. go-astits and mediacommon's reader,
// which is built on it, keep a PID's packets until another unit of it begins, or until every track is understood,
// without bound; therefore neither is used to read. What the units hold is not looked at.
package mpegts

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// Bounds of what is held.
const (
	MaxUnit    = 8 << 20  // bytes of one unit; a larger one is dropped
	MaxPending = 16 << 20 // bytes of all units that are not whole yet; what exceeds it is dropped
	maxSection = 4 + 1021
	maxStreams = 16 // elementary streams of a program; further ones are passed over
)

// ClockRate is the number of ticks of PTS and DTS in a second; both wrap at 1<<33.
const ClockRate = 90_000

const (
	packetSize = 188
	syncByte   = 0x47
	pidPAT     = 0
	pidNull    = 0x1fff
)

// ErrNoSync says that the input is no transport stream: no two packets follow one another in 64 KiB of it.
var ErrNoSync = errors.New("not an MPEG transport stream")

// maxGarbage is how far the start of a packet is looked for.
const maxGarbage = 64 << 10

// StreamType says what an elementary stream holds (table 2-34).
type StreamType uint8

// The stream types that are told apart.
const (
	TypeMPEG1Audio StreamType = 0x03
	TypeMPEG2Audio StreamType = 0x04
	TypePrivate    StreamType = 0x06 // see Registration
	TypeAAC        StreamType = 0x0f // AAC in ADTS
	TypeH264       StreamType = 0x1b
	TypeHEVC       StreamType = 0x24
	TypeAC3        StreamType = 0x81 // as ATSC A/53 has it, and the next one
	TypeEAC3       StreamType = 0x87
	TypeSCTE35     StreamType = 0x86 // sections, not PES packets
)

// Stream is an elementary stream of the program.
type Stream struct {
	PID          uint16
	Type         StreamType
	Registration string // format_identifier of a registration descriptor, such as "Opus"; may be empty. "AC-3" and "EAC3" by DVB's descriptors too
	Channels     uint8  // channel_config_code of Opus: as many channels, in the order of Vorbis, from 1 to 8
}

// Unit is the payload of one PES packet, or a section of SCTE-35 with its checksum, which was right. Its receiver owns Data.
type Unit struct {
	Stream   Stream
	HasPTS   bool
	HasDTS   bool // DTS is PTS if not
	PTS, DTS int64
	Data     []byte
}

// Reader reads the first program of a transport stream. Use it from one goroutine.
type Reader struct {
	r *bufio.Reader

	pat, pmt assembler
	pmtPID   int // -1 before there is a PAT
	known    bool
	streams  map[uint16]*pes
	order    []*pes // as the PMT lists them
	pending  int    // bytes in all of them
	ready    []Unit
	damaged  int
	err      error
}

// NewReader returns a Reader of r.
func NewReader(r io.Reader) *Reader {
	return &Reader{r: bufio.NewReaderSize(r, maxGarbage+2*packetSize), pmtPID: -1, streams: map[uint16]*pes{}}
}

// Streams returns the program's elementary streams; false before its map was read.
func (r *Reader) Streams() ([]Stream, bool) {
	out := make([]Stream, len(r.order))
	for i, p := range r.order {
		out[i] = p.stream
	}
	return out, r.known
}

// Damaged is how many units were dropped because a part of them was missing, or because they were too large.
func (r *Reader) Damaged() int { return r.damaged }

// Next returns the next unit. A unit is whole when its length says so, when the next one of its stream begins, or at
// the end of the input. The error is io.EOF at the end, ErrNoSync, or what the input returned.
func (r *Reader) Next() (Unit, error) {
	for len(r.ready) == 0 {
		if r.err != nil {
			return Unit{}, r.err
		}
		packet, err := r.packet()
		if err != nil {
			r.err = err
			if errors.Is(err, io.EOF) { // a whole stream ends its last units
				for _, p := range r.order {
					r.finish(p)
				}
			}
			continue
		}
		r.take(packet)
	}
	u := r.ready[0]
	r.ready = r.ready[1:]
	return u, nil
}

// packet finds the next packet; it is valid until the next call.
func (r *Reader) packet() ([]byte, error) {
	for skipped := 0; ; {
		b, err := r.r.Peek(packetSize + 1)
		switch {
		case err == io.EOF && len(b) < packetSize:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case b[0] == syncByte && (len(b) == packetSize || b[packetSize] == syncByte || skipped == 0 && r.known):
			packet := b[:packetSize]
			_, err := r.r.Discard(packetSize)
			return packet, err
		}
		n := bytes.IndexByte(b[1:], syncByte) + 1
		if n == 0 {
			n = len(b)
		}
		if skipped += n; skipped > maxGarbage {
			return nil, ErrNoSync
		}
		if _, err := r.r.Discard(n); err != nil {
			return nil, err
		}
	}
}

// take sorts a packet (2.4.3.2).
func (r *Reader) take(b []byte) {
	pid := int(b[1]&0x1f)<<8 | int(b[2])
	start, counter := b[1]&0x40 != 0, b[3]&0x0f
	if b[1]&0x80 != 0 || b[3]&0xc0 != 0 || b[3]&0x10 == 0 || pid == pidNull {
		return // damaged, scrambled, or without a payload
	}
	payload := b[4:]
	discontinuity := false
	if b[3]&0x20 != 0 {
		n := int(payload[0])
		if n >= len(payload)-1 {
			return
		}
		discontinuity = n > 0 && payload[1]&0x80 != 0
		payload = payload[1+n:]
	}
	switch pid {
	case pidPAT:
		r.pat.add(start, payload, r.readPAT)
	case r.pmtPID:
		r.pmt.add(start, payload, r.readPMT)
	default:
		p := r.streams[uint16(pid)]
		switch {
		case p == nil:
		case p.stream.Type == TypeSCTE35:
			p.sections.add(start, payload, func(section []byte) {
				r.ready = append(r.ready, Unit{Stream: p.stream, Data: bytes.Clone(section)})
			})
		default:
			r.addPES(p, start, counter, discontinuity, payload)
		}
	}
}
