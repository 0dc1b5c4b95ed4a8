package api

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/scte35"
)

// DateRange is an EXT-X-DATERANGE.
type DateRange struct {
	ID              string         `json:"id"`
	Class           string         `json:"class,omitempty"`
	Start           time.Time      `json:"start,omitzero"`             // zero: now, where the next part begins
	Duration        *float64       `json:"duration,omitempty"`         // seconds; nil: not known yet
	PlannedDuration *float64       `json:"planned_duration,omitempty"` // likewise
	EndOnNext       bool           `json:"end_on_next,omitempty"`
	Attributes      map[string]any `json:"attributes,omitempty"` // X-...: texts and numbers

	SCTE35CMD []byte `json:"scte35_cmd,omitempty"`
	SCTE35OUT []byte `json:"scte35_out,omitempty"`
	SCTE35IN  []byte `json:"scte35_in,omitempty"`
}

// maxRangeSeconds bounds durations.
const maxRangeSeconds = 7 * 24 * 3600

// dateRange answers POST /streams/{name}/dateranges.
func (a *API) dateRange(w http.ResponseWriter, r *http.Request) {
	var spec DateRange
	if !decode(w, r, &spec) {
		return
	}
	v, err := spec.value()
	if err != nil {
		fail(w, http.StatusBadRequest, "invalid", err.Error())
		return
	}
	said, err := a.cues.DateRange(chi.URLParam(r, "name"), v)
	if err != nil {
		failCue(w, r, err)
		return
	}
	answer(w, dateRangeOf(said))
}

func (d *DateRange) value() (hls.DateRange, error) {
	out := hls.DateRange{ID: d.ID, Class: d.Class, Start: d.Start, EndOnNext: d.EndOnNext}
	if d.ID == "" {
		return out, errors.New("a date range has an id")
	}
	for _, s := range []struct {
		from *float64
		to   **time.Duration
	}{{d.Duration, &out.Duration}, {d.PlannedDuration, &out.Planned}} {
		if s.from == nil {
			continue
		}
		if *s.from < 0 || *s.from > maxRangeSeconds {
			return out, fmt.Errorf("a duration has 0 to %d seconds", maxRangeSeconds)
		}
		v := time.Duration(math.Round(*s.from*1000)) * time.Millisecond
		*s.to = &v
	}
	for _, name := range slices.Sorted(maps.Keys(d.Attributes)) {
		if !strings.HasPrefix(name, "X-") {
			return out, fmt.Errorf("attribute %q does not begin with X-", clip(name))
		}
		attribute := hls.Attribute{Name: name}
		switch v := d.Attributes[name].(type) {
		case string:
			if attribute.Value = hls.Quoted(v); attribute.Value != `"`+v+`"` {
				return out, fmt.Errorf("attribute %s: without quotes and control characters", clip(name))
			}
		case float64:
			attribute.Value = hls.Number(v)
		default:
			return out, fmt.Errorf("attribute %s: a text or a number", clip(name))
		}
		out.Attributes = append(out.Attributes, attribute)
	}
	for name, section := range map[string][]byte{"SCTE35-CMD": d.SCTE35CMD, "SCTE35-OUT": d.SCTE35OUT, "SCTE35-IN": d.SCTE35IN} {
		if section == nil {
			continue
		}
		if _, err := scte35.Parse(section); err != nil {
			return out, fmt.Errorf("%s: %w", name, err)
		}
		out.Attributes = append(out.Attributes, hls.Attribute{Name: name, Value: hls.Hex(section)})
	}
	slices.SortFunc(out.Attributes, func(a, b hls.Attribute) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func dateRangeOf(r hls.DateRange) DateRange {
	out := DateRange{ID: r.ID, Class: r.Class, Start: r.Start, EndOnNext: r.EndOnNext}
	seconds := func(d *time.Duration) *float64 {
		if d == nil {
			return nil
		}
		v := d.Seconds()
		return &v
	}
	out.Duration, out.PlannedDuration = seconds(r.Duration), seconds(r.Planned)
	for _, a := range r.Attributes {
		section, _ := hls.Unhex(a.Value) // ours: it is one where it is used
		switch a.Name {
		case "SCTE35-CMD":
			out.SCTE35CMD = section
		case "SCTE35-OUT":
			out.SCTE35OUT = section
		case "SCTE35-IN":
			out.SCTE35IN = section
		default:
			if out.Attributes == nil {
				out.Attributes = map[string]any{}
			}
			if text, ok := strings.CutPrefix(a.Value, `"`); ok {
				out.Attributes[a.Name] = strings.TrimSuffix(text, `"`)
			} else if v, err := strconv.ParseFloat(a.Value, 64); err == nil {
				out.Attributes[a.Name] = v
			}
		}
	}
	return out
}
