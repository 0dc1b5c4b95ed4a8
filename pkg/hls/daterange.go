package hls

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Bounds of a date range.
const (
	maxRangeText       = 255     // bytes of an ID or a class
	maxRangeAttributes = 32      // besides those that DateRange has fields for
	maxRangeSize       = 4 << 10 // bytes of these
)

// Errors of date ranges.
var (
	ErrDateRange = errors.New("invalid date range")
	// ErrRangeChanged: what was said of a date range stays as it is; only what was not said yet can be added.
	ErrRangeChanged = errors.New("it was said otherwise before")
)

// DateRange is an EXT-X-DATERANGE.
type DateRange struct {
	ID         string
	Class      string // may be empty
	Start      time.Time
	Duration   *time.Duration // nil: not known (yet); a single instant has 0
	Planned    *time.Duration // nil: not said
	EndOnNext  bool           // it lasts until the next one of its class
	Attributes []Attribute    // X-..., SCTE35-CMD, SCTE35-OUT, SCTE35-IN; by name
}

// Attribute is a name and its value as it stands in a playlist: Quoted, Number or Hex.
type Attribute struct{ Name, Value string }

// Quoted is a quoted string, without what HLS cannot quote.
func Quoted(s string) string { return string(appendQuoted(nil, s)) }

// Number is a decimal floating-point number.
func Number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// Hex is a hexadecimal sequence.
func Hex(b []byte) string { return "0x" + strings.ToUpper(hex.EncodeToString(b)) }

// Unhex is what Hex was made of.
func Unhex(s string) ([]byte, error) { return hex.DecodeString(strings.TrimPrefix(s, "0x")) }

// End is when the range ends, as far as it says so itself.
func (r *DateRange) End() (time.Time, bool) {
	if r.Duration == nil {
		return time.Time{}, false
	}
	return r.Start.Add(*r.Duration), true
}

// Check says what is wrong with a range: an ErrDateRange, or nil.
func (r *DateRange) Check() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrDateRange, fmt.Sprintf(format, args...))
	}
	switch {
	case r.ID == "" || len(r.ID) > maxRangeText || quotable(r.ID) != r.ID:
		return bad("an ID has 1 to %d bytes, without quotes and control characters", maxRangeText)
	case len(r.Class) > maxRangeText || quotable(r.Class) != r.Class:
		return bad("a class has up to %d bytes, without quotes and control characters", maxRangeText)
	case r.Start.IsZero():
		return bad("it has no start")
	case r.Duration != nil && *r.Duration < 0 || r.Planned != nil && *r.Planned < 0:
		return bad("it ends before it starts")
	case r.EndOnNext && (r.Class == "" || r.Duration != nil):
		return bad("one that ends on the next has a class and no duration")
	case len(r.Attributes) > maxRangeAttributes:
		return bad("more than %d attributes", maxRangeAttributes)
	}
	size := 0
	for i, a := range r.Attributes {
		size += len(a.Name) + len(a.Value)
		switch {
		case a.Name != "SCTE35-CMD" && a.Name != "SCTE35-OUT" && a.Name != "SCTE35-IN" &&
			(!strings.HasPrefix(a.Name, "X-") || len(a.Name) < 3 || strings.Trim(a.Name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != ""):
			return bad("attribute %q: X- and capital letters, digits and '-'", a.Name)
		case a.Value == "" || strings.ContainsFunc(a.Value, unicode.IsControl):
			return bad("attribute %q: its value is empty, or has control characters", a.Name)
		case i > 0 && r.Attributes[i-1].Name >= a.Name:
			return bad("attribute %q: twice, or out of order", a.Name)
		}
	}
	if size > maxRangeSize {
		return bad("%d bytes of attributes: at most %d", size, maxRangeSize)
	}
	return nil
}

// Merge is the range with what a later word about it adds: RFC 8216bis 4.4.5.1 wants attributes to keep their values. It fails with
// ErrRangeChanged. A later word need not say the start again.
func (r *DateRange) Merge(later DateRange) (DateRange, error) {
	out := *r
	changed := func(what string) (DateRange, error) {
		return DateRange{}, fmt.Errorf("%w: %s of date range %s", ErrRangeChanged, what, r.ID)
	}
	if later.Class != "" && later.Class != r.Class {
		return changed("CLASS")
	}
	if !later.Start.IsZero() && !later.Start.Equal(r.Start) {
		return changed("START-DATE")
	}
	if later.Duration != nil {
		if r.Duration != nil && *r.Duration != *later.Duration {
			return changed("DURATION")
		}
		out.Duration = later.Duration
	}
	if later.Planned != nil {
		if r.Planned != nil && *r.Planned != *later.Planned {
			return changed("PLANNED-DURATION")
		}
		out.Planned = later.Planned
	}
	out.EndOnNext = r.EndOnNext || later.EndOnNext
	out.Attributes = slices.Clone(r.Attributes)
	for _, a := range later.Attributes {
		i, found := slices.BinarySearchFunc(out.Attributes, a, func(x, y Attribute) int { return strings.Compare(x.Name, y.Name) })
		switch {
		case !found:
			out.Attributes = slices.Insert(out.Attributes, i, a)
		case out.Attributes[i] != a:
			return changed(a.Name)
		}
	}
	return out, out.Check()
}

func (r *DateRange) append(b []byte) []byte {
	b = append(b, "#EXT-X-DATERANGE:ID="...)
	b = appendQuoted(b, r.ID)
	if r.Class != "" {
		b = append(b, ",CLASS="...)
		b = appendQuoted(b, r.Class)
	}
	b = append(b, `,START-DATE="`...)
	b = appendTime(b, r.Start)
	b = append(b, '"')
	for _, d := range []struct {
		name  string
		value *time.Duration
	}{{"DURATION", r.Duration}, {"PLANNED-DURATION", r.Planned}} {
		if d.value != nil {
			b = append(append(append(b, ','), d.name...), '=')
			b = strconv.AppendFloat(b, d.value.Round(time.Millisecond).Seconds(), 'f', -1, 64)
		}
	}
	for _, a := range r.Attributes {
		b = append(append(append(append(b, ','), a.Name...), '='), a.Value...)
	}
	if r.EndOnNext {
		b = append(b, ",END-ON-NEXT=YES"...)
	}
	return append(b, '\n')
}
