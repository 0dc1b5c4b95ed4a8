// Package scte35 reads and packs the cues by which broadcasters tell where programmes can be left for something else, above all for
// advertisements: splice_info_section of SCTE 35.
//
// Parse is for bytes from strangers: it returns an error for whatever is no such section, or whose checksum is wrong, reads nothing outside
// the input, and allocates no more than a small multiple of it. What is encrypted is not understood. What becomes of a cue is left to others.
package scte35

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/millrace/millrace/pkg/mpegts"
)

// ClockRate is the number of ticks in a second. Times wrap at 1<<33.
const ClockRate = mpegts.ClockRate

// Bounds of a section.
const (
	MaxSection = 4096 // bytes
	maxParts   = 64   // descriptors, and components of an event
	wrap       = 1 << 33
)

// ErrMalformed is wrapped by every error of Parse.
var ErrMalformed = errors.New("malformed SCTE-35 section")

// Command says what a section is about (table 7).
type Command uint8

// The commands that are told apart.
const (
	SpliceNull     Command = 0x00
	SpliceSchedule Command = 0x04
	SpliceInsert   Command = 0x05
	TimeSignal     Command = 0x06
	BandwidthRsv   Command = 0x07
	PrivateCommand Command = 0xff
)

// Section is a splice_info_section. Times are in ticks, with pts_adjustment in them.
type Section struct {
	Command  Command
	Insert   *Insert // of a SpliceInsert
	HasTime  bool    // of a TimeSignal, or an Insert that is not immediate
	Time     int64   // presentation time, 0 to 1<<33-1
	Segments []Segmentation
}

// Insert is a splice_insert. Of one that is cancelled only the event is known.
type Insert struct {
	Event      uint32
	Cancelled  bool
	Out        bool // out of the network; back in if not
	Immediate  bool
	Duration   int64 // of the break, in ticks; -1 if it does not say
	AutoReturn bool  // the break ends by itself behind its duration
}

// Segmentation is a segmentation_descriptor. Of one that is cancelled only the event is known.
type Segmentation struct {
	Event     uint32
	Cancelled bool
	Type      uint8 // segmentation_type_id (table 23)
	Duration  int64 // in ticks; -1 if it does not say
}

// Parse reads a section that is all of b.
func Parse(b []byte) (Section, error) {
	s, err := parse(b)
	if err != nil {
		return Section{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return s, nil
}

func parse(b []byte) (s Section, err error) {
	const head, tail = 14, 4
	if len(b) < head+2+tail || len(b) > MaxSection || b[0] != 0xfc {
		return s, errors.New("no splice_info_section")
	}
	if size := 3 + int(binary.BigEndian.Uint16(b[1:])&0x0fff); size != len(b) {
		return s, fmt.Errorf("%d bytes where %d are announced", len(b), size)
	}
	if mpegts.Checksum(b) != 0 {
		return s, errors.New("wrong checksum")
	}
	if b[3] != 0 {
		return s, fmt.Errorf("protocol version %d", b[3])
	}
	if b[4]&0x80 != 0 {
		return s, errors.New("it is encrypted")
	}
	adjustment := int64(b[4]&1)<<32 | int64(binary.BigEndian.Uint32(b[5:]))
	size := int(b[11]&0x0f)<<8 | int(b[12])
	s.Command = Command(b[13])
	body := b[head : len(b)-tail]
	r := &reader{b: body}
	if size != 0xfff { // it says how long the command is
		if size > len(body)-2 {
			return s, fmt.Errorf("command of %d bytes where %d are left", size, len(body))
		}
		r.b = body[:size]
	}
	switch s.Command {
	case SpliceInsert:
		s.Insert = s.insert(r)
	case TimeSignal:
		s.HasTime, s.Time = r.time()
	case SpliceNull, BandwidthRsv:
	default:
		if size == 0xfff { // where its descriptors begin is not known
			return s, r.err
		}
		r.b = nil
	}
	if r.err != nil {
		return s, r.err
	}
	if size != 0xfff {
		if len(r.b) > 0 {
			return s, fmt.Errorf("%d bytes behind the command", len(r.b))
		}
		r.b = body[size:]
	}
	s.descriptors(r)
	if s.HasTime {
		s.Time = (s.Time + adjustment) % wrap
	}
	return s, r.err
}

// insert reads a splice_insert (9.7.3). Of splices by components the first one's time counts.
func (s *Section) insert(r *reader) *Insert {
	i := &Insert{Event: r.u32(), Duration: -1}
	if i.Cancelled = r.u8()&0x80 != 0; i.Cancelled {
		return i
	}
	flags := r.u8()
	i.Out, i.Immediate = flags&0x80 != 0, flags&0x10 != 0
	program, hasDuration := flags&0x40 != 0, flags&0x20 != 0
	switch {
	case program && !i.Immediate:
		s.HasTime, s.Time = r.time()
	case !program:
		n := int(r.u8())
		if n > maxParts {
			r.fail("%d components", n)
		}
		for c := range n {
			r.u8()
			if i.Immediate {
				continue
			}
			has, at := r.time()
			if c == 0 {
				s.HasTime, s.Time = has, at
			}
		}
	}
	if hasDuration {
		i.AutoReturn = len(r.b) > 0 && r.b[0]&0x80 != 0
		i.Duration = r.ticks33()
	}
	r.take(4) // unique_program_id, avail_num, avails_expected
	return i
}

// descriptors reads the descriptor loop (10), of which only segmentations in SCTE's name are kept.
func (s *Section) descriptors(r *reader) {
	size := int(r.u16())
	loop := &reader{b: r.take(size), err: r.err}
	for n := 0; len(loop.b) > 0 && loop.err == nil; n++ {
		if n == maxParts {
			loop.fail("more than %d descriptors", maxParts)
			break
		}
		tag := loop.u8()
		d := &reader{b: loop.take(int(loop.u8())), err: loop.err}
		const segmentation, scte = 0x02, "CUEI"
		if tag == segmentation && string(d.take(4)) == scte {
			s.Segments = append(s.Segments, d.segmentation())
		}
		if tag == segmentation {
			loop.err = d.err
		}
	}
	r.err = loop.err
}

// segmentation reads a segmentation_descriptor (10.3.3) behind its identifier.
func (r *reader) segmentation() Segmentation {
	d := Segmentation{Event: r.u32(), Duration: -1}
	if d.Cancelled = r.u8()&0x80 != 0; d.Cancelled {
		return d
	}
	flags := r.u8()
	if flags&0x80 == 0 { // by components
		n := int(r.u8())
		r.take(6 * n)
	}
	if flags&0x40 != 0 {
		b := r.take(5)
		d.Duration = 0
		for _, v := range b {
			d.Duration = d.Duration<<8 | int64(v)
		}
	}
	r.u8()              // segmentation_upid_type
	r.take(int(r.u8())) // segmentation_upid
	d.Type = r.u8()     // what is behind it is of no use here
	return d
}

// reader keeps the first error, after which it reads zeros.
type reader struct {
	b   []byte
	err error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
	r.b = nil
}

func (r *reader) take(n int) []byte {
	if r.err != nil || n > len(r.b) {
		r.fail("it is cut off")
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) u8() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) u16() uint16 {
	if b := r.take(2); b != nil {
		return binary.BigEndian.Uint16(b)
	}
	return 0
}

func (r *reader) u32() uint32 {
	if b := r.take(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

// ticks33 reads 33 bits at the end of five bytes.
func (r *reader) ticks33() int64 {
	b := r.take(5)
	if b == nil {
		return 0
	}
	return int64(b[0]&1)<<32 | int64(binary.BigEndian.Uint32(b[1:]))
}

// time reads a splice_time (9.8.1).
func (r *reader) time() (bool, int64) {
	if len(r.b) == 0 || r.b[0]&0x80 == 0 {
		r.u8()
		return false, 0
	}
	return true, r.ticks33()
}

// Append packs a section behind b, with an adjustment of the times in it. The caller keeps the bounds of the fields.
func Append(b []byte, s Section, adjustment int64) []byte {
	at := len(b)
	b = append(b, 0xfc, 0x30, 0, 0, byte(adjustment>>32&1))
	b = binary.BigEndian.AppendUint32(b, uint32(adjustment))
	b = append(b, 0, 0xff, 0xf0, 0, byte(s.Command)) // cw_index, tier, the command's length
	body := len(b)
	instant := (s.Time - adjustment + wrap) % wrap
	switch {
	case s.Insert != nil:
		b = appendInsert(b, s, instant)
	case s.Command == TimeSignal:
		b = appendTime(b, s.HasTime, instant)
	}
	b[at+11] |= byte((len(b) - body) >> 8 & 0x0f)
	b[at+12] = byte(len(b) - body)
	loop := len(b)
	b = append(b, 0, 0)
	for _, d := range s.Segments {
		b = appendSegmentation(b, d)
	}
	binary.BigEndian.PutUint16(b[loop:], uint16(len(b)-loop-2))
	size := len(b) - at - 3 + 4
	b[at+1], b[at+2] = 0x30|byte(size>>8&0x0f), byte(size)
	return binary.BigEndian.AppendUint32(b, mpegts.Checksum(b[at:]))
}

func appendInsert(b []byte, s Section, instant int64) []byte {
	i := s.Insert
	b = binary.BigEndian.AppendUint32(b, i.Event)
	if i.Cancelled {
		return append(b, 0xff)
	}
	flags := byte(0x4f) // a splice of the whole program
	if i.Out {
		flags |= 0x80
	}
	if i.Duration >= 0 {
		flags |= 0x20
	}
	if i.Immediate {
		flags |= 0x10
	}
	b = append(b, 0x7f, flags)
	if !i.Immediate {
		b = appendTime(b, s.HasTime, instant)
	}
	if i.Duration >= 0 {
		auto := byte(0x7e)
		if i.AutoReturn {
			auto = 0xfe
		}
		b = append(b, auto|byte(i.Duration>>32&1))
		b = binary.BigEndian.AppendUint32(b, uint32(i.Duration))
	}
	return append(b, 0, 1, 0, 0)
}

func appendTime(b []byte, has bool, instant int64) []byte {
	if !has {
		return append(b, 0x7f)
	}
	return binary.BigEndian.AppendUint32(append(b, 0xfe|byte(instant>>32&1)), uint32(instant))
}

func appendSegmentation(b []byte, d Segmentation) []byte {
	at := len(b)
	b = append(b, 0x02, 0, 'C', 'U', 'E', 'I')
	b = binary.BigEndian.AppendUint32(b, d.Event)
	if d.Cancelled {
		b = append(b, 0xff)
	} else {
		flags := byte(0xbf)
		if d.Duration >= 0 {
			flags |= 0x40
		}
		b = append(b, 0x7f, flags)
		if d.Duration >= 0 {
			b = append(b, byte(d.Duration>>32))
			b = binary.BigEndian.AppendUint32(b, uint32(d.Duration))
		}
		b = append(b, 0, 0, d.Type, 0, 0) // no UPID; segment_num, segments_expected
	}
	b[at+1] = byte(len(b) - at - 2)
	return b
}
