package splice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/splice"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/scte35"
)

var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

// said is what a range says, in short, with times in seconds since noon.
func said(r hls.DateRange) string {
	var b strings.Builder
	parts := strings.Split(r.ID, "-")
	fmt.Fprintf(&b, "%s %s/%s", parts[0], parts[1], parts[2])
	if !r.Start.IsZero() {
		fmt.Fprintf(&b, " at %g", r.Start.Sub(noon).Seconds())
	}
	if r.Planned != nil {
		fmt.Fprintf(&b, " planned %g", r.Planned.Seconds())
	}
	if r.Duration != nil {
		fmt.Fprintf(&b, " lasts %g", r.Duration.Seconds())
	}
	for _, a := range r.Attributes {
		fmt.Fprintf(&b, " %s=%s", a.Name, a.Value)
	}
	return b.String()
}

// cue is what comes at a time; nil: nothing but time.
type cue struct {
	at      float64
	section *scte35.Section
}

func out(event uint32, seconds int64, auto bool) *scte35.Section {
	if seconds >= 0 {
		seconds *= scte35.ClockRate
	}
	return &scte35.Section{Command: scte35.SpliceInsert, Insert: &scte35.Insert{Event: event, Out: true, Duration: seconds, AutoReturn: auto}}
}

func in(event uint32) *scte35.Section {
	return &scte35.Section{Command: scte35.SpliceInsert, Insert: &scte35.Insert{Event: event, Duration: -1}}
}

func cancelled(event uint32) *scte35.Section {
	return &scte35.Section{Command: scte35.SpliceInsert, Insert: &scte35.Insert{Event: event, Cancelled: true}}
}

func signal(d ...scte35.Segmentation) *scte35.Section {
	return &scte35.Section{Command: scte35.TimeSignal, Segments: d}
}

func segment(event uint32, typ uint8, seconds int64) scte35.Segmentation {
	if seconds >= 0 {
		seconds *= scte35.ClockRate
	}
	return scte35.Segmentation{Event: event, Type: typ, Duration: seconds}
}

// The section of the n-th cue is 0x0n.
func TestMapper(t *testing.T) {
	for name, tt := range map[string]struct {
		cues []cue
		want []string
	}{
		"out and in": {
			[]cue{{10, out(7, 30, false)}, {10.0004, out(7, 30, false)}, {38, in(7)}, {38, in(7)}, {60, nil}},
			[]string{"splice 0/7 at 10 planned 30 SCTE35-OUT=0x00", "splice 0/7 lasts 28 SCTE35-IN=0x02"},
		},
		"it returns by itself": {
			[]cue{{10, out(7, 30, true)}, {39.9, nil}, {40.1, nil}, {41, nil}, {40, in(7)}},
			[]string{"splice 0/7 at 10 planned 30 SCTE35-OUT=0x00", "splice 0/7 lasts 30", "splice 0/7 SCTE35-IN=0x04"},
		},
		"it was to be over": {
			[]cue{{10, out(7, 30, false)}, {45, nil}, {50, nil}},
			[]string{"splice 0/7 at 10 planned 30 SCTE35-OUT=0x00", "splice 0/7 lasts 30"},
		},
		"in of another number": {
			[]cue{{10, out(7, -1, false)}, {38, in(8)}},
			[]string{"splice 0/7 at 10 SCTE35-OUT=0x00", "splice 0/7 lasts 28 SCTE35-IN=0x01"},
		},
		"out and out": {
			[]cue{{10, out(7, -1, false)}, {38, out(8, -1, false)}},
			[]string{"splice 0/7 at 10 SCTE35-OUT=0x00", "splice 0/7 lasts 28", "splice 0/8 at 38 SCTE35-OUT=0x01"},
		},
		"the same event again": {
			[]cue{{10, out(7, -1, false)}, {20, in(7)}, {30, out(7, -1, false)}, {40, in(7)}},
			[]string{"splice 0/7 at 10 SCTE35-OUT=0x00", "splice 0/7 lasts 10 SCTE35-IN=0x01", "splice 0/7 at 30 SCTE35-OUT=0x02", "splice 0/7 lasts 10 SCTE35-IN=0x03"},
		},
		"cancelled": {
			[]cue{{10, out(7, 30, true)}, {5, cancelled(7)}, {5, cancelled(7)}, {50, nil}},
			[]string{"splice 0/7 at 10 planned 30 SCTE35-OUT=0x00", "splice 0/7 lasts 0"},
		},
		"in alone": {[]cue{{10, in(7)}, {10, in(7)}}, []string{"splice 1/7 at 10 lasts 0 SCTE35-CMD=0x00"}},
		"placement opportunity": {
			[]cue{{10, signal(segment(7, 0x34, 30))}, {40, signal(segment(7, 0x35, -1))}},
			[]string{"segment 52/7 at 10 planned 30 SCTE35-OUT=0x00", "segment 52/7 lasts 30 SCTE35-IN=0x01"},
		},
		"advertisements in it": {
			[]cue{{10, signal(segment(1, 0x34, 30), segment(2, 0x30, 15))}, {25, signal(segment(2, 0x31, -1), segment(3, 0x30, 15))}, {40, signal(segment(3, 0x31, -1), segment(1, 0x35, -1))}},
			[]string{
				"segment 52/1 at 10 planned 30 SCTE35-OUT=0x00", "segment 48/2 at 10 planned 15 SCTE35-OUT=0x00",
				"segment 48/2 lasts 15 SCTE35-IN=0x01", "segment 48/3 at 25 planned 15 SCTE35-OUT=0x01",
				"segment 48/3 lasts 15 SCTE35-IN=0x02", "segment 52/1 lasts 30 SCTE35-IN=0x02",
			},
		},
		"programme": {
			[]cue{{10, signal(segment(1, 0x10, -1))}, {100, signal(segment(1, 0x11, -1))}},
			[]string{"segment 16/1 at 10 SCTE35-CMD=0x00", "segment 16/1 lasts 90"},
		},
		"cancelled segment": {
			[]cue{{10, signal(segment(1, 0x34, 30))}, {8, signal(scte35.Segmentation{Event: 1, Cancelled: true, Duration: -1})}},
			[]string{"segment 52/1 at 10 planned 30 SCTE35-OUT=0x00", "segment 52/1 lasts 0"},
		},
		"instants": {
			[]cue{{10, signal(segment(1, 0x01, -1))}, {10, signal(segment(1, 0x01, -1))}, {20, signal()}},
			[]string{"segment 1/1 at 10 lasts 0 SCTE35-CMD=0x00", "signal 1/0 at 20 lasts 0 SCTE35-CMD=0x02"},
		},
		"of no interest": {[]cue{{1, &scte35.Section{}}, {1, &scte35.Section{Command: scte35.SpliceSchedule}}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var m splice.Mapper
			var got []string
			known := map[string]hls.DateRange{}
			for n, c := range tt.cues {
				at := noon.Add(time.Duration(c.at * float64(time.Second)))
				ranges := m.Passed(at)
				if c.section != nil {
					ranges = m.Take(*c.section, []byte{byte(n)}, at)
				}
				for _, r := range ranges {
					got = append(got, said(r))
					all, ok := known[r.ID]
					if !ok {
						require.NoError(t, r.Check())
						all = r
					}
					all, err := all.Merge(r)
					require.NoError(t, err, "what was said stays")
					known[r.ID] = all
				}
			}
			require.Equal(t, tt.want, got)
		})
	}
}

// A mapper that goes on with what another one said says what that one would have said.
func TestMapper_Resume(t *testing.T) {
	for name, cues := range map[string][]cue{
		"out and in":            {{10, out(7, 30, false)}, {38, in(7)}, {38, in(7)}},
		"it returns by itself":  {{10, out(7, 30, true)}, {39.9, nil}, {40.1, nil}},
		"it was to be over":     {{10, out(7, 30, false)}, {45, nil}, {50, nil}},
		"out and out":           {{10, out(7, -1, false)}, {38, out(8, -1, false)}},
		"cancelled":             {{10, out(7, 30, true)}, {5, cancelled(7)}, {5, cancelled(7)}},
		"placement opportunity": {{10, signal(segment(7, 0x34, 30))}, {40, signal(segment(7, 0x35, -1))}, {40, signal(segment(7, 0x35, -1))}},
		"programme":             {{10, signal(segment(1, 0x10, -1))}, {100, signal(segment(1, 0x11, -1))}},
	} {
		t.Run(name, func(t *testing.T) {
			play := func(others ...hls.DateRange) (got []string) {
				m := &splice.Mapper{}
				var known []hls.DateRange // by ID, as they are now
				for _, c := range cues {
					at := noon.Add(time.Duration(c.at * float64(time.Second)))
					if others != nil {
						m = &splice.Mapper{}
						m.Resume(append(slices.Clone(others), known...))
					}
					ranges := m.Passed(at)
					if c.section != nil {
						ranges = m.Take(*c.section, scte35.Append(nil, *c.section, 0), at)
					}
					for _, r := range ranges {
						got = append(got, said(r))
						i := slices.IndexFunc(known, func(old hls.DateRange) bool { return old.ID == r.ID })
						if i < 0 {
							known = append(known, r)
							continue
						}
						merged, err := known[i].Merge(r)
						require.NoError(t, err)
						known[i] = merged
					}
				}
				return got
			}
			alone := play()
			require.NotEmpty(t, alone)
			odd := hls.Attribute{Name: "SCTE35-OUT", Value: "0xno"}
			require.Equal(t, alone, play(hls.DateRange{ID: "quiz", Start: noon}, hls.DateRange{ID: "splice-0-7-x", Start: noon},
				hls.DateRange{ID: "splice-0-7-5", Start: noon}, hls.DateRange{ID: "splice-999-7-5", Start: noon},
				hls.DateRange{ID: fmt.Sprintf("splice-0-9-%d", noon.UnixMilli()), Start: noon, Attributes: []hls.Attribute{odd}}), "who goes on, with what is not a mapper's")
		})
	}
}
