package hls_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

var noon = time.Date(2030, 1, 2, 12, 0, 0, 0, time.UTC)

func lasts(d time.Duration) *time.Duration { return &d }

func TestDateRange(t *testing.T) {
	p := &hls.Playlist{TargetDuration: 3, Segments: []hls.Segment{{URI: "1.mp4", Duration: 2 * media.Second, Map: "init.mp4", ProgramDateTime: noon}}}
	p.DateRanges = []hls.DateRange{
		{ID: "instant", Start: noon.Add(1500 * time.Millisecond), Duration: lasts(0)},
		{
			ID: "ad", Class: "com.example", Start: noon, Duration: lasts(29_970 * time.Millisecond), Planned: lasts(30 * time.Second),
			Attributes: []hls.Attribute{{Name: "SCTE35-OUT", Value: hls.Hex([]byte{0xfc, 0x30})}, {Name: "X-N", Value: hls.Number(1.5)}, {Name: "X-URL", Value: hls.Quoted(`a"b`)}},
		},
		{ID: "next", Class: "c", Start: noon, EndOnNext: true},
	}
	for i := range p.DateRanges {
		require.NoError(t, p.DateRanges[i].Check())
	}
	text := string(p.Append(nil))
	require.Contains(t, text, `
#EXT-X-DATERANGE:ID="instant",START-DATE="2030-01-02T12:00:01.500Z",DURATION=0
#EXT-X-DATERANGE:ID="ad",CLASS="com.example",START-DATE="2030-01-02T12:00:00.000Z",DURATION=29.97,PLANNED-DURATION=30,SCTE35-OUT=0xFC30,X-N=1.5,X-URL="ab"
#EXT-X-DATERANGE:ID="next",CLASS="c",START-DATE="2030-01-02T12:00:00.000Z",END-ON-NEXT=YES
#EXT-X-MAP:URI="init.mp4"
`)
	require.Empty(t, conformance.CheckVersions("x", []conformance.Version{{Body: []byte(text)}}))
}

func TestDateRange_Check(t *testing.T) {
	for name, r := range map[string]hls.DateRange{
		"no_ID":              {Start: noon},
		"quoted_ID":          {ID: `a"b`, Start: noon},
		"long_ID":            {ID: strings.Repeat("x", 256), Start: noon},
		"control_in_class":   {ID: "a", Class: "a\n", Start: noon},
		"no_start":           {ID: "a"},
		"negative":           {ID: "a", Start: noon, Duration: lasts(-1)},
		"planned_negative":   {ID: "a", Start: noon, Planned: lasts(-1)},
		"next_of_no_class":   {ID: "a", Start: noon, EndOnNext: true},
		"next_with_duration": {ID: "a", Class: "c", Start: noon, EndOnNext: true, Duration: lasts(1)},
		"another_attribute":  {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "CUE", Value: "1"}}},
		"lower_case":         {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "X-a", Value: "1"}}},
		"another_tag":        {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "X-A", Value: "1\n#EXT-X-ENDLIST"}}},
		"no_value":           {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "X-A"}}},
		"empty_name":         {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "X-", Value: "1"}}},
		"twice":              {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "X-A", Value: "1"}, {Name: "X-A", Value: "1"}}},
		"too_large":          {ID: "a", Start: noon, Attributes: []hls.Attribute{{Name: "X-A", Value: strings.Repeat("x", 5000)}}},
		"too_many":           {ID: "a", Start: noon, Attributes: make([]hls.Attribute, 33)},
	} {
		t.Run(name, func(t *testing.T) { require.ErrorIs(t, r.Check(), hls.ErrDateRange) })
	}
}

func TestDateRange_Merge(t *testing.T) {
	out := hls.DateRange{ID: "a", Class: "c", Start: noon, Planned: lasts(30), Attributes: []hls.Attribute{{Name: "SCTE35-OUT", Value: "0x1"}}}
	got, err := out.Merge(hls.DateRange{ID: "a", Duration: lasts(20), Attributes: []hls.Attribute{{Name: "SCTE35-IN", Value: "0x2"}}})
	require.NoError(t, err)
	require.Equal(t, hls.DateRange{
		ID: "a", Class: "c", Start: noon, Planned: lasts(30), Duration: lasts(20),
		Attributes: []hls.Attribute{{Name: "SCTE35-IN", Value: "0x2"}, {Name: "SCTE35-OUT", Value: "0x1"}},
	}, got)
	again, err := got.Merge(out)
	require.NoError(t, err)
	require.Equal(t, got, again)
	for name, later := range map[string]hls.DateRange{
		"class":     {Class: "d"},
		"start":     {Start: noon.Add(1)},
		"duration":  {Duration: lasts(21)},
		"planned":   {Planned: lasts(31)},
		"attribute": {Attributes: []hls.Attribute{{Name: "SCTE35-OUT", Value: "0x3"}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := got.Merge(later)
			require.ErrorIs(t, err, hls.ErrRangeChanged)
		})
	}
	_, err = got.Merge(hls.DateRange{EndOnNext: true})
	require.ErrorIs(t, err, hls.ErrDateRange)
}

func TestUnhex(t *testing.T) {
	b, err := hls.Unhex(hls.Hex([]byte{0xfc, 0x30}))
	require.NoError(t, err)
	require.Equal(t, []byte{0xfc, 0x30}, b)
	_, err = hls.Unhex(hls.Quoted("text"))
	require.Error(t, err)
}
