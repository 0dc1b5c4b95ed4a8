package conformance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls/conformance"
)

const header = `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,PART-HOLD-BACK=3
#EXT-X-PART-INF:PART-TARGET=1
#EXT-X-MEDIA-SEQUENCE:4
#EXT-X-DISCONTINUITY-SEQUENCE:1
#EXT-X-MAP:URI="init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:08.000Z
#EXTINF:2.000000,
4.mp4
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:10.000Z
#EXTINF:2.000000,
5.mp4
#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:12.000Z
#EXT-X-PART:DURATION=1.000000,URI="6.0.mp4",INDEPENDENT=YES
#EXT-X-PART:DURATION=1.000000,URI="6.1.mp4"
#EXTINF:2.000000,
6.mp4
#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:14.000Z
#EXT-X-PART:DURATION=1.000000,URI="7.0.mp4",INDEPENDENT=YES
`

const (
	first = header + `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="7.1.mp4"
#EXT-X-RENDITION-REPORT:URI="../b/media.m3u8",LAST-MSN=7,LAST-PART=0
`
	second = header + `#EXT-X-PART:DURATION=1.000000,URI="7.1.mp4"
#EXTINF:2.000000,
7.mp4
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="8.0.mp4"
#EXT-X-RENDITION-REPORT:URI="../b/media.m3u8",LAST-MSN=7,LAST-PART=1
`
)

var epoch = time.Date(2030, 1, 2, 3, 4, 16, 0, time.UTC)

func versions(bodies ...string) (out []conformance.Version) {
	for i, b := range bodies {
		out = append(out, conformance.Version{At: epoch.Add(time.Duration(i) * time.Second), Body: []byte(b)})
	}
	return out
}

func rules(found []conformance.Violation) (names []string) {
	for _, v := range found {
		names = append(names, string(v.Rule))
	}
	return names
}

// ended is a playlist's final form.
func ended(body string) string {
	var b strings.Builder
	for line := range strings.Lines(body) {
		if !strings.HasPrefix(line, "#EXT-X-PRELOAD-HINT") {
			b.WriteString(line)
		}
	}
	return b.String() + "#EXT-X-ENDLIST\n"
}

// slid is second without its first two segments.
func slid(discontinuities string) string {
	from := strings.Index(second, "#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:08")
	to := strings.Index(second, "#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:12")
	s := second[:from] + second[to:]
	s = strings.Replace(s, "SEQUENCE:4", "SEQUENCE:6", 1)
	return strings.Replace(s, "DISCONTINUITY-SEQUENCE:1", "DISCONTINUITY-SEQUENCE:"+discontinuities, 1)
}

func TestCheckVersions(t *testing.T) {
	tests := map[string]struct {
		edit func() []conformance.Version
		want conformance.Rule // "" for none
	}{
		"good":                     {func() []conformance.Version { return versions(first, second, ended(second)) }, ""},
		"the_end_is_final":         {func() []conformance.Version { return versions(ended(first), ended(second)) }, conformance.EndList},
		"the_end_stays":            {func() []conformance.Version { return versions(ended(second), second) }, conformance.EndList},
		"going_back":               {func() []conformance.Version { return versions(second, first) }, conformance.Edit},
		"standing_still":           {func() []conformance.Version { return versions(first, first, first, first, first) }, conformance.Cadence},
		"slid_too_far":             {func() []conformance.Version { return versions(second, slid("2")) }, conformance.Removal},
		"discontinuity_miscounted": {func() []conformance.Version { return versions(second, slid("1")) }, conformance.Discontinuities},
		"event_lost_segments": {func() []conformance.Version {
			event := strings.NewReplacer("#EXT-X-TARGETDURATION", "#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-TARGETDURATION")
			return versions(event.Replace(second), event.Replace(slid("2")))
		}, conformance.PlaylistType},
		"hint_was_wrong": {func() []conformance.Version {
			return versions(strings.Replace(first, `TYPE=PART,URI="7.1`, `TYPE=PART,URI="7.x`, 1), second)
		}, conformance.Hint},
	}
	edits := map[string]struct {
		old, new string
		want     conformance.Rule
	}{
		"not_first_line":        {"#EXTM3U", " #EXTM3U", conformance.Syntax},
		"tag_twice":             {"#EXT-X-VERSION:6", "#EXT-X-VERSION:6\n#EXT-X-VERSION:6", conformance.Syntax},
		"header_too_late":       {"7.mp4\n", "7.mp4\n#EXT-X-INDEPENDENT-SEGMENTS\n", conformance.Syntax},
		"multivariant_tag":      {"#EXT-X-MAP", "#EXT-X-MEDIA:TYPE=AUDIO\n#EXT-X-MAP", conformance.Syntax},
		"date_behind_part":      {"#EXT-X-PART:DURATION=1.000000,URI=\"6.1", "#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:13.000Z\n#EXT-X-PART:DURATION=1.000000,URI=\"6.1", conformance.Syntax},
		"version_low":           {"VERSION:6", "VERSION:5", conformance.Needed},
		"version_high":          {"VERSION:6", "VERSION:9", conformance.Excess},
		"type_appears":          {"#EXT-X-MEDIA-SEQUENCE:4", "#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-MEDIA-SEQUENCE:4", conformance.PlaylistType},
		"date_range_without_id": {"#EXT-X-MAP", "#EXT-X-DATERANGE:START-DATE=\"2030-01-02T03:04:08Z\"\n#EXT-X-MAP", conformance.DateRanges},
		"date_ranges_disagree": {
			"#EXT-X-MAP", "#EXT-X-DATERANGE:ID=\"a\",START-DATE=\"2030-01-02T03:04:08Z\"\n#EXT-X-DATERANGE:ID=\"a\",START-DATE=\"2030-01-02T03:04:09Z\"\n#EXT-X-MAP",
			conformance.DateRanges,
		},
		"bad_byte_range":          {"#EXTINF:2.000000,\n4.", "#EXT-X-BYTERANGE:0\n#EXTINF:2.000000,\n4.", conformance.Syntax},
		"key_without_uri":         {"#EXT-X-MAP", "#EXT-X-KEY:METHOD=AES-128\n#EXT-X-MAP", conformance.Syntax},
		"key_of_nothing":          {"#EXT-X-MAP", "#EXT-X-KEY:URI=\"k\"\n#EXT-X-MAP", conformance.Syntax},
		"key_of_none":             {"#EXT-X-MAP", "#EXT-X-KEY:METHOD=NONE,URI=\"k\"\n#EXT-X-MAP", conformance.Syntax},
		"iv_no_number":            {"#EXT-X-MAP", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",IV=12\n#EXT-X-MAP", conformance.Syntax},
		"iv_too_long":             {"#EXT-X-MAP", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\",IV=0x123456789012345678901234567890123\n#EXT-X-MAP", conformance.Syntax},
		"key_behind_part":         {"#EXT-X-PART:DURATION=1.000000,URI=\"6.1", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXT-X-PART:DURATION=1.000000,URI=\"6.1", conformance.Syntax},
		"map_without_iv":          {"#EXT-X-MAP", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXT-X-MAP", conformance.Encryption},
		"key_changed":             {"#EXTINF:2.000000,\n4.", "#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF:2.000000,\n4.", conformance.Encryption},
		"segment_too_long":        {"#EXTINF:2.000000,\n4.", "#EXTINF:2.500000,\n4.", conformance.Target},
		"target_changed":          {"TARGETDURATION:2", "TARGETDURATION:1", conformance.Target},
		"part_too_long":           {"DURATION=1.000000,URI=\"6.0", "DURATION=1.001000,URI=\"6.0", conformance.PartTarget},
		"part_target_changed":     {"PART-TARGET=1", "PART-TARGET=1.02", conformance.PartTarget},
		"hold_back_short":         {"PART-HOLD-BACK=3", "PART-HOLD-BACK=2.5", conformance.ServerControl},
		"skip_boundary_short":     {"CAN-SKIP-UNTIL=12", "CAN-SKIP-UNTIL=11", conformance.ServerControl},
		"no_media_sequence":       {"#EXT-X-MEDIA-SEQUENCE:4\n", "", conformance.MediaSequence},
		"sequence_decreases":      {"MEDIA-SEQUENCE:4", "MEDIA-SEQUENCE:3", conformance.MediaSequence},
		"number_reused":           {"\n4.mp4", "\nother.mp4", conformance.MediaSequence},
		"no_discontinuity_count":  {"#EXT-X-DISCONTINUITY-SEQUENCE:1\n", "", conformance.Discontinuities},
		"duration_edited":         {"#EXTINF:2.000000,\n4.", "#EXTINF:1.990000,\n4.", conformance.Edit},
		"gap_added":               {"#EXTINF:2.000000,\n4.", "#EXT-X-GAP\n#EXTINF:2.000000,\n4.", conformance.Edit},
		"part_edited":             {`"6.1.mp4"`, `"6.1.mp4",INDEPENDENT=YES`, conformance.Edit},
		"dates_disagree":          {"03:04:12.000Z", "03:04:12.100Z", conformance.DateTime},
		"no_date":                 {"#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:08.000Z\n", "", conformance.DateTime},
		"no_map":                  {"#EXT-X-MAP:URI=\"init.mp4\"\n", "", conformance.Map},
		"parts_are_not_the_whole": {"#EXT-X-PART:DURATION=1.000000,URI=\"6.1.mp4\"\n", "", conformance.PartSet},
		"gap_not_marked":          {`"7.1.mp4"`, `"7.1.mp4",GAP=YES`, conformance.PartSet},
		"no_hint":                 {"#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"8.0.mp4\"\n", "", conformance.Hint},
		"parts_stay": {
			"#EXTINF:2.000000,\n4.mp4\n",
			"#EXT-X-PART:DURATION=1.000000,URI=\"4.0.mp4\"\n#EXT-X-PART:DURATION=1.000000,URI=\"4.1.mp4\"\n#EXTINF:2.000000,\n4.mp4\n" +
				"#EXT-X-PROGRAM-DATE-TIME:2030-01-02T03:04:10.000Z\n#EXTINF:2.000000,\nx.mp4\n#EXT-X-DISCONTINUITY\n#EXTINF:2.000000,\ny.mp4\n",
			conformance.StaleParts,
		},
	}
	for name, e := range edits {
		require.Contains(t, second, e.old, name)
		tests[name] = struct {
			edit func() []conformance.Version
			want conformance.Rule
		}{func() []conformance.Version { return versions(first, strings.Replace(second, e.old, e.new, 1)) }, e.want}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found := conformance.CheckVersions("a", tt.edit())
			if tt.want == "" {
				require.Empty(t, found)
				return
			}
			require.Contains(t, rules(found), string(tt.want), "%v", found)
		})
	}
}

func TestCheckRenditions(t *testing.T) {
	tests := map[string]struct {
		old, new string // in the second version of b
		want     conformance.Rule
	}{
		"good":                    {"", "", ""},
		"report_missing":          {"../b/", "../c/", conformance.Reports},
		"report_stale":            {"LAST-MSN=7,LAST-PART=1", "LAST-MSN=7,LAST-PART=0", conformance.Reports},
		"target_differs":          {"TARGETDURATION:2", "TARGETDURATION:3", conformance.Alignment},
		"control_differs":         {"PART-HOLD-BACK=3", "PART-HOLD-BACK=4", conformance.Alignment},
		"times_differ":            {"03:04:10.000Z", "03:04:10.100Z", conformance.Alignment},
		"discontinuity_elsewhere": {"#EXT-X-DISCONTINUITY\n", "", conformance.Alignment},
		"ends_elsewhere":          {"03:04:14.000Z", "03:04:17.000Z", conformance.Skew},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			swap := strings.NewReplacer("../b/", "../a/")
			edited := strings.Replace(second, tt.old, tt.new, 1)
			found := conformance.CheckRenditions(map[string][]conformance.Version{
				"a/media.m3u8": versions(first, edited),
				"b/media.m3u8": versions(swap.Replace(first), swap.Replace(second)),
			})
			if tt.want == "" {
				require.Empty(t, found)
				return
			}
			require.Contains(t, rules(found), string(tt.want), "%v", found)
		})
	}
}

func TestCheckDelta(t *testing.T) {
	var full, delta strings.Builder
	full.WriteString(header[:strings.Index(header, "#EXT-X-PROGRAM")])
	delta.WriteString(strings.Replace(header[:strings.Index(header, "#EXT-X-MAP")], "VERSION:6", "VERSION:9", 1))
	delta.WriteString("#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n")
	for n := range 7 {
		segment := "#EXTINF:2.000000,\n" + string(rune('0'+n)) + ".mp4\n"
		full.WriteString(segment)
		if n > 0 {
			delta.WriteString(segment)
		}
	}
	tests := map[string]struct {
		old, new string
		want     conformance.Rule
	}{
		"good":             {"", "", ""},
		"one_too_many":     {"SEGMENTS=1\n#EXTINF:2.000000,\n1.mp4\n", "SEGMENTS=2\n", conformance.Delta},
		"one_lost":         {"#EXTINF:2.000000,\n1.mp4\n", "", conformance.Delta},
		"another_segment":  {"\n3.mp4", "\nx.mp4", conformance.Delta},
		"sequence_differs": {"MEDIA-SEQUENCE:4", "MEDIA-SEQUENCE:5", conformance.Delta},
		"version_low":      {"VERSION:9", "VERSION:6", conformance.Needed},
		"broken":           {"#EXTM3U", "", conformance.Syntax},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found := conformance.CheckDelta("a", []byte(full.String()), []byte(strings.Replace(delta.String(), tt.old, tt.new, 1)))
			if tt.want == "" {
				require.Empty(t, found)
				return
			}
			require.Contains(t, rules(found), string(tt.want), "%v", found)
		})
	}
}

func TestCheckMultivariant(t *testing.T) {
	const good = `#EXTM3U
#EXT-X-VERSION:4
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",LANGUAGE="und",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio/media.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=5000,AVERAGE-BANDWIDTH=4000,CODECS="avc1.640028,mp4a.40.2",RESOLUTION=1920x1080,FRAME-RATE=30.000,AUDIO="audio"
source/media.m3u8
`
	tests := map[string]struct {
		old, new string
		want     conformance.Rule
	}{
		"good":               {"", "", ""},
		"no_bandwidth":       {"BANDWIDTH=5000,", "", conformance.Variants},
		"average_above_peak": {"AVERAGE-BANDWIDTH=4000", "AVERAGE-BANDWIDTH=6000", conformance.Variants},
		"no_codecs":          {`CODECS="avc1.640028,mp4a.40.2",`, "", conformance.Variants},
		"no_resolution":      {"RESOLUTION=1920x1080,", "", conformance.Variants},
		"no_language":        {`LANGUAGE="und",`, "", conformance.Variants},
		"no_group":           {`,AUDIO="audio"`, `,AUDIO="other"`, conformance.Variants},
		"same_uri":           {"source/media.m3u8", "audio/media.m3u8", conformance.Variants},
		"a_name_twice":       {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",LANGUAGE="de",URI="audio1/media.m3u8"` + "\n#EXT-X-STREAM-INF", conformance.Variants},
		"two_defaults":       {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="B",LANGUAGE="de",DEFAULT=YES,AUTOSELECT=YES,URI="audio1/media.m3u8"` + "\n#EXT-X-STREAM-INF", conformance.Variants},
		"a_second_track":     {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="B",LANGUAGE="de",AUTOSELECT=YES,URI="audio1/media.m3u8"` + "\n#EXT-X-STREAM-INF", ""},
		"captions":           {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC1",LANGUAGE="und",INSTREAM-ID="CC1"` + "\n#EXT-X-STREAM-INF", ""},
		"captions_nowhere":   {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC1",LANGUAGE="und"` + "\n#EXT-X-STREAM-INF", conformance.Variants},
		"captions_apart":     {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC1",LANGUAGE="und",INSTREAM-ID="CC1",URI="cc.m3u8"` + "\n#EXT-X-STREAM-INF", conformance.Variants},
		"subtitles_nowhere":  {"#EXT-X-STREAM-INF", `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="A",LANGUAGE="und"` + "\n#EXT-X-STREAM-INF", conformance.Variants},
		"sound_as_captions":  {`CHANNELS="2"`, `INSTREAM-ID="CC1"`, conformance.Variants},
		"group_of_another":   {`,AUDIO="audio"`, `,SUBTITLES="audio"`, conformance.Variants},
		"no_captions":        {`,AUDIO="audio"`, `,AUDIO="audio",CLOSED-CAPTIONS=NONE`, ""},
		"captions_in_one":    {"source/media.m3u8\n", "source/media.m3u8\n" + `#EXT-X-STREAM-INF:BANDWIDTH=5000,AVERAGE-BANDWIDTH=4000,CODECS="mp4a.40.2",CLOSED-CAPTIONS=NONE` + "\nx.m3u8\n", conformance.Variants},
		"media_tag":          {"#EXT-X-MEDIA:", "#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA:", conformance.Syntax},
		"uri_missing":        {"source/media.m3u8\n", "", conformance.Syntax},
		"uri_alone":          {"#EXT-X-MEDIA", "x.m3u8\n#EXT-X-MEDIA", conformance.Syntax},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found := conformance.CheckMultivariant("index.m3u8", []byte(strings.Replace(good, tt.old, tt.new, 1)))
			if tt.want == "" {
				require.Empty(t, found)
				return
			}
			require.Contains(t, rules(found), string(tt.want), "%v", found)
		})
	}
}

// Whatever parses can be checked, and checked against itself it has not changed.
func FuzzPlaylist(f *testing.F) {
	f.Add([]byte(first))
	f.Add([]byte(second))
	f.Add([]byte(ended(second)))
	f.Add([]byte("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-SKIP:SKIPPED-SEGMENTS=2147483647\n#EXTINF:1,\na\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		conformance.CheckMultivariant("m", body)
		p, err := conformance.Parse(body)
		if err != nil {
			require.ErrorIs(t, err, conformance.ErrSyntax)
			return
		}
		require.Positive(t, p.TargetDuration)
		conformance.CheckDelta("d", body, body)
		v := versions(string(body), string(body))
		conformance.CheckRenditions(map[string][]conformance.Version{"a/m": v, "b/m": v})
		var before, after []string
		for _, found := range conformance.CheckVersions("v", v) {
			if found.Version == 0 {
				before = append(before, found.Text)
			} else {
				after = append(after, found.Text)
			}
		}
		require.Equal(t, before, after)
	})
}
