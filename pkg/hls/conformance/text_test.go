package conformance_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/webvtt"
)

// Cues are where the media says that their times are, and in each segment in which they are shown.
func TestSubtitles(t *testing.T) {
	const s = media.Second
	date := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	const first = 95_440 * s // shortly before the timestamps wrap
	segment := func(n int) conformance.Segment {
		return conformance.Segment{MSN: uint64(n), Duration: 2 * time.Second, DateTime: date.Add(time.Duration(n) * 2 * time.Second)}
	}
	renditions := map[string][]conformance.Piece{"v": {{Segment: segment(0), Extent: conformance.Extent{First: first, Video: true}}}}
	cue := func(start, end media.Ticks, text string) webvtt.Cue {
		return webvtt.Cue{Start: first + start, End: first + end, Text: text}
	}
	for name, tt := range map[string]struct {
		cues [][]webvtt.Cue // of the segments
		want string         // "": nothing is wrong
	}{
		"good":           {[][]webvtt.Cue{{cue(0, s, "a"), cue(s, 5*s, "b")}, {cue(s, 5*s, "b")}, {cue(s, 5*s, "b"), cue(4*s, 6*s, "c")}}, ""},
		"late":           {[][]webvtt.Cue{{}, {cue(0, s, "a")}}, ""},
		"early":          {[][]webvtt.Cue{{cue(3*s, 4*s, "a")}}, "and has a cue from"},
		"does not go on": {[][]webvtt.Cue{{cue(s, 5*s, "a")}, {}}, "segment 1 lacks a cue"},
	} {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			var pieces []conformance.TextPiece
			for n, cues := range tt.cues {
				got, ok := f.Text("a.vtt", webvtt.AppendSegment(nil, first+media.Ticks(n)*2*s, cues))
				require.True(t, ok)
				f.TextParts(segment(n), got, [][]webvtt.Cue{got, nil})
				pieces = append(pieces, conformance.TextPiece{Segment: segment(n), Cues: got})
			}
			f.SubtitleTimes("text", pieces, renditions)
			if tt.want == "" {
				require.Empty(t, f.Violations)
				return
			}
			require.Len(t, f.Violations, 1)
			require.Contains(t, f.Violations[0].Text, tt.want)
		})
	}
	var f conformance.Findings
	_, ok := f.Text("a.vtt", []byte("WEBVTT\n\n"))
	require.False(t, ok)
	one := []webvtt.Cue{cue(0, s, "a")}
	f.TextParts(segment(0), nil, [][]webvtt.Cue{one})
	f.TextParts(segment(0), one, nil)
	require.Equal(t, []conformance.Rule{conformance.Subtitles, conformance.PartSet, conformance.PartSet},
		[]conformance.Rule{f.Violations[0].Rule, f.Violations[1].Rule, f.Violations[2].Rule})
}
