package fmp4

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// ID3Scheme is the scheme of events whose data is an ID3v2 tag: Timed Metadata in the Common Media Application Format.
const ID3Scheme = "https://aomedia.org/emsg/ID3"

// UnknownDuration is the duration of an event that does not say how long it lasts.
const UnknownDuration = 1<<32 - 1

// Event is an event message (emsg) of version 1, which comes before the part in which it happens: ISO/IEC 23009-1 5.10.3.3.
type Event struct {
	Scheme, Value string // without zeros
	Timescale     uint32 // that of the track
	Time          uint64 // on its presentation timeline
	Duration      uint32
	ID            uint32
	Data          []byte
}

// maxEvents is how many events may come before a part.
const maxEvents = 256

// AppendEvent packs an event behind b.
func AppendEvent(b []byte, e Event) []byte {
	at := len(b)
	b = appendBox(b, 0, "emsg")
	b = be32(be32(b, 1<<24), e.Timescale)
	b = binary.BigEndian.AppendUint64(b, e.Time)
	b = be32(be32(b, e.Duration), e.ID)
	b = append(append(b, e.Scheme...), 0)
	b = append(append(b, e.Value...), 0)
	b = append(b, e.Data...)
	binary.BigEndian.PutUint32(b[at:], uint32(len(b)-at))
	return b
}

// CutEvents splits a part from the events before it. It looks at the boxes' headers only.
func CutEvents(b []byte) (events, part []byte) {
	part = b
	for len(part) >= boxHeader && string(part[4:8]) == "emsg" {
		size := int64(binary.BigEndian.Uint32(part))
		if size < boxHeader || size > int64(len(part)) {
			break
		}
		part = part[size:]
	}
	return b[:len(b)-len(part)], part
}

// ParseEvents reads events of version 1, and nothing else, as CutEvents returns them. Their data aliases the input.
func ParseEvents(b []byte) ([]Event, error) {
	var err error
	var events []Event
	for r := (reader{b, &err}); len(r.b) > 0; {
		e := event(r.box("emsg"))
		if len(events) == maxEvents {
			r.fail("more than %d events", maxEvents)
		}
		events = append(events, e)
	}
	if err != nil {
		return nil, fmt.Errorf("parse events: %w: %w", ErrMalformed, err)
	}
	return events, nil
}

func event(r reader) (e Event) {
	if version, _ := r.full(); version != 1 {
		r.fail("emsg of version %d", version)
	}
	e.Timescale, e.Time, e.Duration, e.ID = r.u32(), r.u64(), r.u32(), r.u32()
	for _, text := range []*string{&e.Scheme, &e.Value} {
		s, rest, ok := bytes.Cut(r.b, []byte{0})
		if !ok {
			r.fail("text without an end")
			return e
		}
		*text, r.b = string(s), rest
	}
	e.Data = r.b
	return e
}
