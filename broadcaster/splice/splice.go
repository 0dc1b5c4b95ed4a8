// Package splice makes date ranges of SCTE-35 cues: RFC 8216bis 4.4.5.1.1.
//
// What goes out of the network and comes back is one range, with SCTE35-OUT and SCTE35-IN; other stretches, such as programmes and chapters, are
// ranges with SCTE35-CMD; everything else is an instant with SCTE35-CMD. Cues are repeated by those who send them: the first one counts.
// Schedules, which tell of times by the clock, are left out.
package splice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/scte35"
)

const (
	maxKept  = 64                 // ranges that are remembered
	repeated = time.Second        // cues of one event that are no further apart are one
	overdue  = 10 * time.Second   // how long a stretch that was to be over waits for the cue that says so
	longest  = 7 * 24 * time.Hour // no duration is longer
	insert   = 0                  // the kind of a splice_insert; of a segmentation it is the type that starts it
)

// Mapper makes the date ranges of one stream. Use it from one goroutine at a time.
type Mapper struct {
	kept []*stretch // oldest first
}

// stretch is a range that was told of.
type stretch struct {
	id         string
	kind       uint8
	event      uint32
	start, end time.Time     // end is zero while it is open
	planned    time.Duration // -1: not known
	auto       bool          // it ends by itself
	in         bool          // there was a cue that said that it ends
}

// Take returns what playlists are to say because of a cue, whose section is raw and whose time is at.
func (m *Mapper) Take(s scte35.Section, raw []byte, at time.Time) (out []hls.DateRange) {
	at = at.UTC().Truncate(time.Millisecond)
	switch {
	case s.Insert != nil:
		return m.insert(s.Insert, raw, at)
	case s.Command != scte35.TimeSignal:
		return nil
	case len(s.Segments) == 0:
		return m.instant("signal", 0, insert+1, raw, at)
	}
	for _, d := range s.Segments {
		out = append(out, m.segmentation(d, raw, at)...)
	}
	return out
}

// Passed returns what playlists are to say because it is so late.
func (m *Mapper) Passed(now time.Time) (out []hls.DateRange) {
	for _, k := range m.kept {
		if !k.end.IsZero() || k.planned < 0 {
			continue
		}
		wait := overdue
		if k.auto {
			wait = 0
		}
		if end := k.start.Add(k.planned); !now.Before(end.Add(wait)) {
			out = append(out, k.close(end))
		}
	}
	return out
}

// Resume has the mapper go on with ranges of another one that are not over; others are left out.
func (m *Mapper) Resume(ranges []hls.DateRange) {
	for _, r := range ranges {
		if k, ok := resumed(r); ok && len(m.kept) < maxKept {
			m.kept = append(m.kept, k)
		}
	}
}

// resumed is the stretch that a range was made of.
func resumed(r hls.DateRange) (*stretch, bool) {
	k := &stretch{id: r.ID, start: r.Start, planned: -1}
	name, rest, _ := strings.Cut(r.ID, "-")
	var ms int64
	if n, err := fmt.Sscanf(rest, "%d-%d-%d", &k.kind, &k.event, &ms); n != 3 || err != nil || r.ID != identity(name, k) {
		return nil, false
	}
	if r.Duration != nil {
		k.end = r.Start.Add(*r.Duration)
	}
	if r.Planned != nil {
		k.planned = *r.Planned
	}
	for _, a := range r.Attributes {
		switch a.Name {
		case "SCTE35-IN":
			k.in = true
		case "SCTE35-OUT":
			raw, err := hls.Unhex(a.Value)
			if err != nil {
				return nil, false
			}
			s, err := scte35.Parse(raw)
			k.auto = err == nil && s.Insert != nil && s.Insert.AutoReturn
		}
	}
	return k, true
}

// identity is the ID of a stretch's range: cues that are told again, by this mapper or the next, are about the same one.
func identity(name string, k *stretch) string {
	return fmt.Sprintf("%s-%d-%d-%d", name, k.kind, k.event, k.start.UnixMilli())
}

func (m *Mapper) insert(i *scte35.Insert, raw []byte, at time.Time) (out []hls.DateRange) {
	switch {
	case i.Cancelled:
		return m.cancel(insert, i.Event)
	case i.Out:
		return m.begin(&stretch{id: "splice", kind: insert, event: i.Event, start: at, planned: ticks(i.Duration), auto: i.AutoReturn}, "SCTE35-OUT", raw)
	}
	return m.over("splice", insert, i.Event, raw, at, true)
}

func (m *Mapper) segmentation(d scte35.Segmentation, raw []byte, at time.Time) []hls.DateRange {
	if d.Cancelled {
		for _, k := range m.kept {
			if k.kind != insert && k.event == d.Event && k.end.IsZero() {
				return m.cancel(k.kind, d.Event)
			}
		}
		return nil
	}
	starts := d.Type &^ 1
	switch {
	case !paired(starts):
		return m.instant("segment", d.Event, d.Type, raw, at)
	case d.Type == starts && leaves(starts):
		return m.begin(&stretch{id: "segment", kind: starts, event: d.Event, start: at, planned: ticks(d.Duration)}, "SCTE35-OUT", raw)
	case d.Type == starts:
		return m.begin(&stretch{id: "segment", kind: starts, event: d.Event, start: at, planned: ticks(d.Duration)}, "SCTE35-CMD", raw)
	}
	return m.over("segment", starts, d.Event, raw, at, leaves(starts))
}

// paired says whether a segmentation_type_id starts something that the next type ends (SCTE 35 table 23).
func paired(t uint8) bool {
	switch t {
	case 0x10, 0x20, 0x22, 0x24, 0x26, 0x30, 0x32, 0x34, 0x36, 0x38, 0x3a, 0x3c, 0x3e, 0x40, 0x42, 0x44, 0x46, 0x50:
		return true
	}
	return false
}

// leaves says whether it is one during which something else can be shown: breaks, advertisements and placement opportunities.
func leaves(t uint8) bool {
	switch t {
	case 0x22, 0x30, 0x32, 0x34, 0x36, 0x38, 0x3a, 0x44, 0x46:
		return true
	}
	return false
}

// begin opens a stretch, and ends the one of its kind that is open.
func (m *Mapper) begin(k *stretch, attribute string, raw []byte) (out []hls.DateRange) {
	for _, old := range m.kept {
		if old.kind == k.kind && old.event == k.event && old.start.Sub(k.start).Abs() <= repeated {
			return nil
		}
	}
	for _, old := range m.kept {
		if old.kind == k.kind && old.end.IsZero() {
			out = append(out, old.close(k.start))
		}
	}
	r := m.keep(k)
	if k.planned >= 0 {
		planned := k.planned
		r.Planned = &planned
	}
	r.Attributes = []hls.Attribute{{Name: attribute, Value: hls.Hex(raw)}}
	return append(out, r)
}

// over ends the stretch of an event, or, as some send another number, the one of its kind that is open.
func (m *Mapper) over(name string, kind uint8, event uint32, raw []byte, at time.Time, leaves bool) []hls.DateRange {
	var found *stretch
	for _, k := range m.kept {
		if k.kind == kind && (k.event == event || found == nil && k.end.IsZero()) {
			found = k
		}
	}
	if found == nil {
		return m.instant(name, event, kind+1, raw, at)
	}
	if found.in {
		return nil
	}
	found.in = true
	r := hls.DateRange{ID: found.id}
	if found.end.IsZero() {
		r = found.close(at)
	}
	if leaves {
		r.Attributes = []hls.Attribute{{Name: "SCTE35-IN", Value: hls.Hex(raw)}}
	}
	if r.Duration == nil && r.Attributes == nil {
		return nil
	}
	return []hls.DateRange{r}
}

// cancel ends what was announced where it starts.
func (m *Mapper) cancel(kind uint8, event uint32) []hls.DateRange {
	for _, k := range m.kept {
		if k.kind == kind && k.event == event && k.end.IsZero() {
			k.in = true
			return []hls.DateRange{k.close(k.start)}
		}
	}
	return nil
}

func (m *Mapper) instant(name string, event uint32, kind uint8, raw []byte, at time.Time) []hls.DateRange {
	for _, old := range m.kept {
		if old.kind == kind && old.event == event && old.start.Sub(at).Abs() <= repeated {
			return nil
		}
	}
	r := m.keep(&stretch{id: name, kind: kind, event: event, start: at, end: at, planned: -1, in: true})
	r.Duration = new(time.Duration)
	r.Attributes = []hls.Attribute{{Name: "SCTE35-CMD", Value: hls.Hex(raw)}}
	return []hls.DateRange{r}
}

// keep gives a stretch its ID and remembers it; the oldest is forgotten.
func (m *Mapper) keep(k *stretch) hls.DateRange {
	k.id = identity(k.id, k)
	if len(m.kept) >= maxKept {
		m.kept = slices.Delete(m.kept, 0, 1)
	}
	m.kept = append(m.kept, k)
	return hls.DateRange{ID: k.id, Start: k.start}
}

func (k *stretch) close(end time.Time) hls.DateRange {
	if end.Before(k.start) {
		end = k.start
	}
	k.end = end
	d := end.Sub(k.start)
	return hls.DateRange{ID: k.id, Duration: &d}
}

// ticks is a duration; -1 for none.
func ticks(n int64) time.Duration {
	if n < 0 {
		return -1
	}
	n = min(n, int64(longest/time.Second)*scte35.ClockRate)
	return (time.Duration(n) * time.Second / scte35.ClockRate).Round(time.Millisecond)
}
