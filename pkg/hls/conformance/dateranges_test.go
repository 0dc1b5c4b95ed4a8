package conformance_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls/conformance"
)

// ranged is a playlist with date ranges, each given by its attributes.
func ranged(body string, ranges ...string) string {
	for _, r := range ranges {
		body = strings.Replace(body, "#EXT-X-MAP", "#EXT-X-DATERANGE:"+r+"\n#EXT-X-MAP", 1)
	}
	return body
}

func TestDateRanges(t *testing.T) {
	const id, start, class = `ID="a",`, `START-DATE="2030-01-02T03:04:10.000Z"`, `,CLASS="c"`
	for name, tt := range map[string]struct {
		first, second []string
		kept          bool
	}{
		"instant":               {nil, []string{id + start + ",DURATION=0"}, true},
		"cue":                   {nil, []string{id + start + ",PLANNED-DURATION=30.5,SCTE35-OUT=0xFC3000"}, true},
		"next":                  {nil, []string{id + start + class + ",END-ON-NEXT=YES"}, true},
		"end":                   {nil, []string{id + start + `,DURATION=2.5,END-DATE="2030-01-02T03:04:12.500Z"`}, true},
		"in two tags":           {[]string{id + start + ",SCTE35-OUT=0xFC"}, []string{id + start + ",SCTE35-OUT=0xFC", id + start + ",SCTE35-IN=0xFC"}, true},
		"more is known":         {[]string{id + start}, []string{id + start + ",DURATION=2"}, true},
		"not lists any more":    {[]string{`ID="a",START-DATE="2030-01-02T03:04:00.000Z",DURATION=8`}, nil, true},
		"open, from before":     {[]string{`ID="a",START-DATE="2030-01-02T03:04:00.000Z"`}, nil, true},
		"no start":              {nil, []string{`ID="a",DURATION=1`}, false},
		"start is no date":      {nil, []string{id + `START-DATE="now"`}, false},
		"negative":              {nil, []string{id + start + ",DURATION=-1"}, false},
		"planned is no number":  {nil, []string{id + start + ",PLANNED-DURATION=x"}, false},
		"no hexadecimal":        {nil, []string{id + start + ",SCTE35-CMD=FC"}, false},
		"half a byte":           {nil, []string{id + start + ",SCTE35-IN=0xFC3"}, false},
		"next of no class":      {nil, []string{id + start + ",END-ON-NEXT=YES"}, false},
		"next with a duration":  {nil, []string{id + start + class + ",END-ON-NEXT=YES,DURATION=1"}, false},
		"next is NO":            {nil, []string{id + start + class + ",END-ON-NEXT=NO"}, false},
		"ends before it starts": {nil, []string{id + start + `,END-DATE="2030-01-02T03:04:09.000Z"`}, false},
		"end and duration":      {nil, []string{id + start + `,DURATION=2,END-DATE="2030-01-02T03:04:12.500Z"`}, false},
		"changed":               {[]string{id + start + ",DURATION=2"}, []string{id + start + ",DURATION=3"}, false},
		"says less":             {[]string{id + start + ",DURATION=2"}, []string{id + start}, false},
		"left too early":        {[]string{id + start + ",DURATION=2"}, nil, false},
		"open and left":         {[]string{id + start}, nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			found := conformance.CheckVersions("a", versions(ranged(first, tt.first...), ranged(second, tt.second...)))
			if tt.kept {
				require.Empty(t, found)
			} else {
				require.Contains(t, rules(found), string(conformance.DateRanges), "%v", found)
			}
		})
	}
	t.Run("renditions", func(t *testing.T) {
		other := ranged(second, id+start+",DURATION=3")
		found := conformance.CheckRenditions(map[string][]conformance.Version{
			"a/m.m3u8": versions(ranged(second, id+start+",DURATION=2")), "b/m.m3u8": versions(other),
		})
		require.Contains(t, rules(found), string(conformance.Alignment))
	})
	t.Run("delta", func(t *testing.T) {
		found := conformance.CheckDelta("a", []byte(ranged(second, id+start)), []byte(second))
		require.Equal(t, []string{string(conformance.Delta)}, rules(found))
	})
}
