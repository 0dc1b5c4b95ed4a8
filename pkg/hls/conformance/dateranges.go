package conformance

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// span is where a date range lies.
type span struct {
	start  time.Time
	length time.Duration
	known  bool // length is
}

func parseDate(s string) (time.Time, error) {
	return time.Parse("2006-01-02T15:04:05.999999999Z07:00", s)
}

// dateRanges checks what EXT-X-DATERANGE must say (4.4.5.1), and that the timeline has dates at all.
func (f *Findings) dateRanges(p *Playlist) {
	for i, r := range p.DateRanges {
		f.Check(r["ID"] != "" && r["START-DATE"] != "", DateRanges, "EXT-X-DATERANGE without ID or START-DATE")
		f.Check(p.Has("EXT-X-PROGRAM-DATE-TIME"), DateRanges, "EXT-X-DATERANGE without EXT-X-PROGRAM-DATE-TIME")
		for _, other := range p.DateRanges[:i] {
			f.Check(other["ID"] != r["ID"] || agree(other, r), DateRanges, "two EXT-X-DATERANGE %s disagree", r["ID"])
		}
		f.dateRange(r)
	}
}

func (f *Findings) dateRange(r map[string]string) {
	id := r["ID"]
	_, ends := r["END-DATE"]
	_, lasts := r["DURATION"]
	if next, ok := r["END-ON-NEXT"]; ok {
		f.Check(next == "YES" && r["CLASS"] != "" && !ends && !lasts, DateRanges, "EXT-X-DATERANGE %s: END-ON-NEXT is YES, with a CLASS, and without DURATION and END-DATE", id)
	}
	for _, name := range slices.Sorted(maps.Keys(r)) {
		switch {
		case name == "DURATION" || name == "PLANNED-DURATION":
			_, err := seconds(r[name])
			f.Check(err == nil, DateRanges, "EXT-X-DATERANGE %s: %s is %q", id, name, r[name])
		case strings.HasPrefix(name, "SCTE35-"):
			digits, ok := strings.CutPrefix(strings.ToLower(r[name]), "0x")
			f.Check(ok && digits != "" && len(digits)%2 == 0 && strings.Trim(digits, "0123456789abcdef") == "", DateRanges, "EXT-X-DATERANGE %s: %s is no bytes in hexadecimal", id, name)
		}
	}
	start, err := parseDate(r["START-DATE"])
	f.Check(err == nil, DateRanges, "EXT-X-DATERANGE %s: START-DATE is %q", id, r["START-DATE"])
	if !ends || err != nil {
		return
	}
	end, err := parseDate(r["END-DATE"])
	f.Check(err == nil && !end.Before(start), DateRanges, "EXT-X-DATERANGE %s: it starts at %s and ends at %q", id, r["START-DATE"], r["END-DATE"])
	if length, bad := seconds(r["DURATION"]); lasts && bad == nil && err == nil {
		f.Check((end.Sub(start)-length).Abs() <= tolerance, DateRanges, "EXT-X-DATERANGE %s: END-DATE and DURATION disagree", id)
	}
}

// place is where a date range of a playlist lies; false if it does not say. One that ends on the next ends where another of its class starts.
func (p *Playlist) place(r map[string]string) (s span, ok bool) {
	var err error
	if s.start, err = parseDate(r["START-DATE"]); err != nil {
		return s, false
	}
	if end, err := parseDate(r["END-DATE"]); err == nil {
		s.length, s.known = end.Sub(s.start), true
	}
	if length, err := seconds(r["DURATION"]); err == nil && r["DURATION"] != "" {
		s.length, s.known = length, true
	}
	if r["END-ON-NEXT"] == "YES" {
		for _, o := range p.DateRanges {
			start, err := parseDate(o["START-DATE"])
			if err == nil && o["CLASS"] == r["CLASS"] && start.After(s.start) && (!s.known || start.Sub(s.start) < s.length) {
				s.length, s.known = start.Sub(s.start), true
			}
		}
	}
	return s, true
}

// agree says whether two attribute lists have the same values where both have one.
func agree(a, b map[string]string) bool {
	for name, v := range a {
		if w, ok := b[name]; ok && v != w {
			return false
		}
	}
	return true
}

// keptRanges checks that date ranges say on what they said, and leave only with what they are about (6.2.2).
func (f *Findings) keptRanges(a, b *Playlist) {
	was, is := a.ranges(), b.ranges()
	for _, id := range slices.Sorted(maps.Keys(was)) {
		old, r := was[id], is[id]
		if r != nil {
			lost := slices.DeleteFunc(slices.Sorted(maps.Keys(old)), func(name string) bool { _, ok := r[name]; return ok })
			f.Check(agree(old, r) && len(lost) == 0, DateRanges, "EXT-X-DATERANGE %s changed", id)
			continue
		}
		s, ok := a.place(old)
		f.Check(!ok || !b.lists(s), DateRanges, "EXT-X-DATERANGE %s left while something of it is listed", id)
	}
}

// ranges are the date ranges by their IDs. A range may be said by several tags.
func (p *Playlist) ranges() map[string]map[string]string {
	out := make(map[string]map[string]string)
	for _, r := range p.DateRanges {
		if out[r["ID"]] == nil {
			out[r["ID"]] = make(map[string]string)
		}
		maps.Copy(out[r["ID"]], r)
	}
	return out
}

// lists says whether a playlist has a segment that a date range is about. Of one whose end is not known that cannot be told, unless it
// starts within the playlist.
func (p *Playlist) lists(s span) bool {
	if len(p.Segments) == 0 || p.Segments[0].DateTime.IsZero() {
		return false
	}
	from, to := p.Segments[0].DateTime, end(p)
	if !s.known {
		return !s.start.Before(from) && s.start.Before(to)
	}
	return s.start.Before(to) && s.start.Add(s.length).After(from)
}

// sameRanges checks that two renditions say the same of a date range (6.2.4).
func (f *Findings) sameRanges(a, b *Playlist, other string) {
	for _, r := range a.DateRanges {
		for _, o := range b.DateRanges {
			f.Check(o["ID"] != r["ID"] || agree(o, r), Alignment, "EXT-X-DATERANGE %s is another in %s", r["ID"], other)
		}
	}
}
