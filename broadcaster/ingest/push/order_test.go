package push

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOrder: a scenario is a list of events; "3" is the arrival of segment 3, "3'" of other bytes under its number,
// "gap" the end of patience. Segments are fed as soon as it is their turn.
func TestOrder(t *testing.T) {
	for _, tt := range []struct {
		name, events, fed string
		verdicts          string // where not fresh
	}{
		{"in order", "0 1 2", "0 1 2", ""},
		{"begins anywhere", "41 42", "41 42", ""},
		{"early ones wait", "0 3 2 1 4", "0 1 2 3 4", ""},
		{"a gap is skipped", "0 2 3 gap 4", "0 2 3 4", ""},
		{"two gaps", "0 2 5 gap gap 6", "0 2 5 6", ""},
		{"late behind a gap", "0 2 gap 1 3", "0 2 3", "1:late"},
		{"a repeat", "0 1 1 0 2", "0 1 2", "1:repeat 0:repeat"},
		{"a repeat of one that waits", "0 2 2 1", "0 1 2", "2:repeat"},
		{"other bytes under a number that waits", "0 2 2' 1", "0 1 2", "2':taken"},
		{"a full window is waited for no longer", "0 2 3 4 5 6", "0 2 3 4 5 6", ""},
		{"an encoder begins again from 0", "7 8 9 10 11 12 0 1", "7 8 9 10 11 12 0 1", ""},
		{"an encoder begins again soon", "0 1 0' 1' 2", "0 1 0' 1' 2", ""},
		{"an encoder goes far ahead", "0 1 1000000 gap 1000001", "0 1 1000000 1000001", ""},
		{"far back is another numbering", "100 3 4", "100 3 4", ""},
		{"numbers at their end", "9007199254740991 9007199254740990", "9007199254740991", "9007199254740990:late"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const window = 4
			o := order{window: window}
			names := map[*entry]string{}
			var fed, verdicts []string
			for event := range strings.FieldsSeq(tt.events) {
				if event == "gap" {
					require.False(t, o.feeding())
					o.skip()
				} else {
					var seq, sum uint64
					_, err := fmt.Sscan(strings.TrimSuffix(event, "'"), &seq)
					require.NoError(t, err)
					if strings.HasSuffix(event, "'") {
						sum = 1
					}
					switch e, v := o.arrive(seq, sum); v {
					case fresh:
						names[e] = event
					default:
						verdicts = append(verdicts, event+":"+[]string{"", "repeat", "late", "taken"}[v])
					}
				}
				for progress := true; progress; {
					progress = false
					for e := range names {
						if o.start(e) {
							fed = append(fed, names[e])
							o.finish(e, result{})
							progress = true
						}
					}
				}
				require.LessOrEqual(t, len(o.early), window)
				require.LessOrEqual(t, len(o.recent), window)
			}
			require.Equal(t, tt.fed, strings.Join(fed, " "))
			require.Equal(t, tt.verdicts, strings.Join(verdicts, " "))
		})
	}
}

func TestParseName(t *testing.T) {
	for file, want := range map[string]any{
		"0.ts":                    fileName{seq: 0},
		"17.mp4":                  fileName{seq: 17, mp4: true},
		"out-00012.m4s":           fileName{seq: 12, mp4: true},
		"720p_3.TS":               fileName{seq: 3},
		"index.m3u8":              fileName{kind: playlist},
		"init.mp4":                fileName{kind: initSegment},
		"init_0.mp4":              fileName{kind: initSegment},
		"ts":                      "NUMBER.ts",
		"1.mkv":                   "extension",
		"x.ts":                    "number",
		"18446744073709551615.ts": "number",
	} {
		got, err := parseName(file)
		if text, ok := want.(string); ok {
			require.ErrorContains(t, err, text, file)
			continue
		}
		require.NoError(t, err, file)
		require.Equal(t, want, got, file)
	}
}
