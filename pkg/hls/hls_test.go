package hls_test

import (
	"strings"
	"testing"
	"time"

	"github.com/Eyevinn/hls-m3u8/m3u8"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
)

var epoch = time.Date(2030, 1, 2, 3, 4, 5, 678_900_000, time.UTC)

func playlist(segments int) *hls.Playlist {
	p := &hls.Playlist{TargetDuration: 2, PartTarget: media.Second / 2, MediaSequence: 10, PreloadHint: "hint"}
	for i := range segments {
		name := string(rune('a' + i))
		p.Segments = append(p.Segments, hls.Segment{
			URI: name, Duration: 2 * media.Second, Map: "init", ProgramDateTime: epoch.Add(time.Duration(i) * 2 * time.Second),
		})
	}
	return p
}

func TestPlaylist_spans(t *testing.T) {
	tests := map[string]struct {
		ticks media.Ticks
		want  string
	}{
		"whole":       {2 * media.Second, "2.000000"},
		"film":        {15015, "0.041708"}, // 1001/24000 s
		"ntsc":        {media.Rational{Num: 30000, Den: 1001}.FrameTicks() * 15, "0.500500"},
		"rounded_up":  {1, "0.000003"},
		"rounded_off": {media.Second - 1, "0.999997"},
		"long":        {100 * media.Second, "100.000000"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := playlist(1)
			p.Segments[0].Duration = tt.ticks
			require.Contains(t, string(p.Append(nil)), "#EXTINF:"+tt.want+",\n")
		})
	}
}

// A delta update leaves out exactly the segments that end beyond the boundary of six target durations.
func TestPlaylist_delta(t *testing.T) {
	for segments, skipped := range map[int]int{0: 0, 1: 0, 6: 0, 7: 1, 8: 2, 20: 14} {
		p := playlist(segments)
		require.Equal(t, skipped, p.Skippable(), "%d segments", segments)
		full, delta := p.Append(nil), p.AppendDelta(nil)
		require.Empty(t, conformance.CheckDelta("p", full, delta))
		require.Equal(t, skipped == 0, string(full) == string(delta))
		// An open segment does not move the boundary.
		p.Segments = append(p.Segments, hls.Segment{Map: "init", Parts: []hls.Part{{URI: "part", Duration: media.Second / 2}}})
		require.Equal(t, skipped, p.Skippable())
	}
}

func TestPlaylist_delta_keeps_new_maps(t *testing.T) {
	p := playlist(9)
	for i := 3; i < len(p.Segments); i++ {
		p.Segments[i].Map = "another"
	}
	p.Segments[4].Gap, p.Segments[3].Discontinuity = true, true
	delta := string(p.AppendDelta(nil))
	require.Contains(t, delta, "#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI=\"another\"\n")
	require.Empty(t, conformance.CheckDelta("p", p.Append(nil), []byte(delta)))
}

// What is rendered reads back as what was meant.
func TestPlaylist_reads_back(t *testing.T) {
	p := playlist(3)
	p.DiscontinuitySequence, p.IndependentSegments = 7, true
	p.Segments[1].Discontinuity = true
	p.Segments[2].Gap = true
	p.Segments[2].Parts = []hls.Part{{URI: "c0", Duration: media.Second, Independent: true}, {URI: "c1", Duration: media.Second, Gap: true}}
	p.Segments = append(p.Segments, hls.Segment{Map: "init", Parts: []hls.Part{{URI: "d0", Duration: media.Second / 2}}})
	p.Reports = []hls.Report{{URI: "../x", LastMSN: 13, LastPart: 2}}
	got, err := conformance.Parse(p.Append(nil))
	require.NoError(t, err)
	require.Equal(t, 6, got.Version)
	require.Equal(t, 2*time.Second, got.TargetDuration)
	require.Equal(t, 500*time.Millisecond, got.PartTarget)
	require.Equal(t, map[string]string{"CAN-BLOCK-RELOAD": "YES", "CAN-SKIP-UNTIL": "12", "PART-HOLD-BACK": "1.5"}, got.ServerControl)
	require.EqualValues(t, 10, got.MediaSequence)
	require.EqualValues(t, 7, got.DiscontinuitySequence)
	require.True(t, got.IndependentSegments)
	require.Equal(t, []string{"hint"}, got.Hints)
	require.Equal(t, []conformance.Report{{URI: "../x", LastMSN: 13, LastPart: 2}}, got.Reports)
	require.Len(t, got.Segments, 4)
	require.Equal(t, conformance.Segment{
		MSN: 12, URI: "c", Duration: 2 * time.Second, DateTime: epoch.Add(4 * time.Second).Truncate(time.Millisecond), Map: "init", Gap: true,
		Parts: []conformance.Part{{URI: "c0", Duration: time.Second, Independent: true}, {URI: "c1", Duration: time.Second, Gap: true}},
	}, got.Segments[2])
	require.Equal(t, conformance.Segment{MSN: 13, Map: "init", Parts: []conformance.Part{{URI: "d0", Duration: 500 * time.Millisecond}}}, got.Segments[3])

	p.PartTarget = 0
	plain := string(p.Append(nil))
	require.NotContains(t, plain, "PART")
	require.NotContains(t, plain, "RENDITION-REPORT")
	p.Ended = true
	require.True(t, strings.HasSuffix(string(p.Append(nil)), "#EXT-X-ENDLIST\n"))
}

func TestMultivariant(t *testing.T) {
	m := &hls.Multivariant{
		Renditions: []hls.Rendition{{Group: "a", Name: `Ton "laut"`, Language: "de", Channels: 6, Default: true, AutoSelect: true, URI: "a/media.m3u8"}},
		Variants: []hls.Variant{
			{
				URI: "v/media.m3u8", Bandwidth: 5_000_000, AverageBandwidth: 4_000_000, Codecs: []string{"avc1.640028", "mp4a.40.2"},
				Width: 1920, Height: 1080, FrameRate: 30000.0 / 1001, VideoRange: "PQ", Audio: "a",
			},
			{URI: "w/media.m3u8", Bandwidth: 100_000, AverageBandwidth: 90_000, Codecs: []string{"mp4a.40.2"}},
		},
	}
	body := string(m.Append(nil))
	require.Empty(t, conformance.CheckMultivariant("m", []byte(body)))
	parsed, kind, err := m3u8.DecodeFrom(strings.NewReader(body), true)
	require.NoError(t, err)
	require.Equal(t, m3u8.MASTER, kind)
	variants := parsed.(*m3u8.MasterPlaylist).Variants
	require.Len(t, variants, 2)
	require.EqualValues(t, 5_000_000, variants[0].Bandwidth)
	require.EqualValues(t, 4_000_000, variants[0].AverageBandwidth)
	require.Equal(t, "avc1.640028,mp4a.40.2", variants[0].Codecs)
	require.Equal(t, "1920x1080", variants[0].Resolution)
	require.Equal(t, "PQ", variants[0].VideoRange)
	require.InDelta(t, 29.970, variants[0].FrameRate, 1e-9)
	require.Equal(t, "Ton laut", variants[0].Alternatives[0].Name) // HLS cannot quote a quote
	require.NotContains(t, body[strings.Index(body, "w/media")-80:], "RESOLUTION")
}

func TestMultivariant_AddAudio(t *testing.T) {
	track := func(n int, name, language, codec string, peak int) hls.AudioTrack {
		return hls.AudioTrack{
			Format: media.AudioFormat{Track: n, Name: name, Language: language, Channels: 2}, Codecs: []string{codec},
			Bandwidth: peak, AverageBandwidth: peak / 2, URI: media.AudioTrackName(n),
		}
	}
	video := func() *hls.Multivariant {
		return &hls.Multivariant{Variants: []hls.Variant{{URI: "v", Bandwidth: 1000, AverageBandwidth: 900, Codecs: []string{"avc1.640028"}, Width: 2, Height: 2, FrameRate: 25}}}
	}
	for name, tc := range map[string]struct {
		m        *hls.Multivariant
		tracks   []hls.AudioTrack
		names    string // of the renditions, with ! for the default, * for those to be chosen automatically, and their languages
		codecs   string
		peak     int
		average  int
		noGroups bool
	}{
		"none":             {video(), nil, "", "avc1.640028", 1000, 900, true},
		"one":              {video(), []hls.AudioTrack{track(0, "", "", "mp4a.40.2", 100)}, "Audio!*und", "avc1.640028,mp4a.40.2", 1100, 950, false},
		"the largest":      {video(), []hls.AudioTrack{track(0, "", "", "mp4a.40.2", 100), track(1, "", "", "mp4a.40.2", 300)}, "Audio!*und Audio 2und", "avc1.640028,mp4a.40.2", 1300, 1050, false},
		"codecs":           {video(), []hls.AudioTrack{track(0, "", "en", "mp4a.40.2", 100), track(2, "", "de", "opus", 100)}, "Audio!*en Audio 3*de", "avc1.640028,mp4a.40.2,opus", 1100, 950, false},
		"no main one":      {video(), []hls.AudioTrack{track(3, "", "en", "mp4a.40.2", 100)}, "Audio 4!*en", "avc1.640028,mp4a.40.2", 1100, 950, false},
		"names alike":      {video(), []hls.AudioTrack{track(0, "A", "en", "mp4a.40.2", 1), track(1, `"A"`, "en", "mp4a.40.2", 1), track(2, "A (2)", "fr", "mp4a.40.2", 1)}, "A!*en A (2)en A (2) (3)*fr", "avc1.640028,mp4a.40.2", 1001, 900, false},
		"sound":            {&hls.Multivariant{}, []hls.AudioTrack{track(0, "", "", "mp4a.40.2", 100)}, "", "mp4a.40.2", 100, 50, true},
		"sound, two of it": {&hls.Multivariant{}, []hls.AudioTrack{track(0, "", "", "mp4a.40.2", 100), track(1, "", "", "mp4a.40.2", 100)}, "Audio!*und Audio 2und", "mp4a.40.2", 100, 50, false},
	} {
		t.Run(name, func(t *testing.T) {
			tc.m.AddAudio("a", tc.tracks...)
			require.Empty(t, conformance.CheckMultivariant("m", tc.m.Append(nil)))
			var names []string
			for _, r := range tc.m.Renditions {
				name := r.Name
				if r.Default {
					name += "!"
				}
				if r.AutoSelect {
					name += "*"
				}
				names = append(names, name+r.Language)
			}
			require.Equal(t, tc.names, strings.Join(names, " "))
			v := tc.m.Variants[0]
			require.Equal(t, tc.codecs, strings.Join(v.Codecs, ","))
			require.Equal(t, []int{tc.peak, tc.average}, []int{v.Bandwidth, v.AverageBandwidth})
			require.Equal(t, tc.noGroups, v.Audio == "")
		})
	}
}

func TestMultivariant_captions(t *testing.T) {
	video := func() *hls.Multivariant {
		return &hls.Multivariant{Variants: []hls.Variant{
			{URI: "v", Bandwidth: 1000, AverageBandwidth: 900, Codecs: []string{"avc1.640028"}, Width: 2, Height: 2, FrameRate: 25},
			{URI: "w", Bandwidth: 1000, AverageBandwidth: 900, Codecs: []string{"avc1.640028"}, Width: 2, Height: 2, FrameRate: 25},
		}}
	}
	for name, tc := range map[string]struct {
		add      func(m *hls.Multivariant)
		version  string
		media    []string // lines
		variants string   // what each says last
	}{
		"nobody knows": {func(m *hls.Multivariant) { m.AddCaptions("cc", nil, false) }, "4", nil, ",FRAME-RATE=25.000"},
		"none":         {func(m *hls.Multivariant) { m.AddCaptions("cc", nil, true) }, "4", nil, ",CLOSED-CAPTIONS=NONE"},
		"in the video": {
			func(m *hls.Multivariant) {
				m.AddCaptions("cc", []media.CaptionTrack{{ID: "CC1", Name: "English", Language: "en", Default: true}, {ID: "SERVICE2", Language: "en"}, {ID: "SERVICE3", Name: "en"}}, false)
			}, "7",
			[]string{
				`#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,INSTREAM-ID="CC1"`,
				`#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="en",LANGUAGE="en",INSTREAM-ID="SERVICE2"`,
				`#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="en (SERVICE3)",LANGUAGE="und",AUTOSELECT=YES,INSTREAM-ID="SERVICE3"`,
			},
			`,CLOSED-CAPTIONS="cc"`,
		},
		"beside it": {
			func(m *hls.Multivariant) {
				m.AddSubtitles("sub", hls.SubtitleTrack{CaptionTrack: media.CaptionTrack{ID: "de", Language: "de"}, URI: "text-de"})
				m.AddCaptions("cc", []media.CaptionTrack{{ID: "CC1"}}, false)
			}, "4",
			[]string{
				`#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="sub",NAME="de",LANGUAGE="de",AUTOSELECT=YES,URI="text-de"`,
				`#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC1",LANGUAGE="und",AUTOSELECT=YES,INSTREAM-ID="CC1"`,
			},
			`,SUBTITLES="sub",CLOSED-CAPTIONS="cc"`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := video()
			tc.add(m)
			body := string(m.Append(nil))
			require.Empty(t, conformance.CheckMultivariant("m", []byte(body)))
			require.Contains(t, body, "#EXT-X-VERSION:"+tc.version+"\n")
			var lines []string
			variants := 0
			for line := range strings.Lines(body) {
				line = strings.TrimSpace(line)
				if strings.HasPrefix(line, "#EXT-X-MEDIA:") {
					lines = append(lines, line)
				}
				if strings.HasPrefix(line, "#EXT-X-STREAM-INF:") {
					require.True(t, strings.HasSuffix(line, tc.variants), line)
					variants++
				}
			}
			require.Equal(t, tc.media, lines)
			require.Equal(t, 2, variants)
		})
	}
	sound := &hls.Multivariant{Variants: []hls.Variant{{URI: "a", Bandwidth: 1000, AverageBandwidth: 900, Codecs: []string{"mp4a.40.2"}}}}
	sound.AddCaptions("cc", nil, true)
	require.NotContains(t, string(sound.Append(nil)), "CLOSED-CAPTIONS")
}

func BenchmarkPlaylist(b *testing.B) {
	p := playlist(8)
	for i := range p.Segments {
		p.Segments[i].Parts = make([]hls.Part, 4)
		for j := range p.Segments[i].Parts {
			p.Segments[i].Parts[j] = hls.Part{URI: "token/123456.3.mp4", Duration: media.Second / 2}
		}
	}
	var out []byte
	b.ReportAllocs()
	for b.Loop() {
		out = p.Append(out[:0])
	}
	b.SetBytes(int64(len(out)))
}
