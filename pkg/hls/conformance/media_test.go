package conformance_test

import (
	"bytes"
	"encoding/hex"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

var picture = testmedia.H264(320, 176, media.Rational{Num: 25, Den: 1})

func videoInit(t testing.TB, f media.VideoFormat) []byte {
	t.Helper()
	init, err := fmp4.VideoInit(f)
	require.NoError(t, err)
	return init
}

// fragment is a part of so many frames of 40 ms, of which the first may be an IDR.
func fragment(start media.Ticks, frames int, key bool) []byte {
	var samples []fmp4.Sample
	for i := range frames {
		nal := byte(0x41)
		if i == 0 && key {
			nal = 0x65
		}
		samples = append(samples, fmp4.Sample{Duration: int64(media.Second / 25), Key: i == 0 && key, Data: []byte{0, 0, 0, 3, nal, 0x88, 0x80}})
	}
	return fmp4.MarshalPart(1, int64(start), samples)
}

func TestInit(t *testing.T) {
	good := videoInit(t, picture)
	tests := map[string]struct {
		data []byte
		want conformance.Rule
	}{
		"good":       {good, ""},
		"empty":      {nil, conformance.InitSegment},
		"truncated":  {good[:len(good)-1], conformance.InitSegment},
		"no_ftyp":    {good[bytes.Index(good, []byte("moov"))-4:], conformance.InitSegment},
		"with_media": {append(bytes.Clone(good), fragment(0, 1, true)...), conformance.InitSegment},
		"no_mvex":    {bytes.Replace(good, []byte("mvex"), []byte("free"), 1), conformance.InitSegment},
		"no_tables":  {bytes.Replace(good, []byte("stbl"), []byte("free"), 1), conformance.InitSegment},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			movie := f.Init("init", tt.data)
			expect(t, tt.want, f)
			if tt.want == "" {
				require.Len(t, movie.Tracks, 1)
			}
		})
	}
}

func expect(t *testing.T, want conformance.Rule, f conformance.Findings) {
	t.Helper()
	if want == "" {
		require.Empty(t, f.Violations)
		return
	}
	require.Contains(t, rules(f.Violations), string(want), "%v", f.Violations)
}

func TestFragment(t *testing.T) {
	good := fragment(media.Second, 25, true)
	tests := map[string]struct {
		data []byte
		want conformance.Rule
	}{
		"good":       {good, ""},
		"events":     {append(fmp4.AppendEvent(nil, fmp4.Event{Scheme: fmp4.ID3Scheme, Timescale: 1, Data: []byte("moof")}), good...), ""},
		"truncated":  {good[:len(good)-1], conformance.Fragments},
		"no_tfdt":    {bytes.Replace(good, []byte("tfdt"), []byte("free"), 1), conformance.Fragments},
		"not_boxes":  {[]byte("hello"), conformance.Fragments},
		"other_base": {bytes.Replace(good, []byte{'t', 'f', 'h', 'd', 0, 2}, []byte{'t', 'f', 'h', 'd', 0, 0}, 1), conformance.Fragments},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			movie := f.Init("init", videoInit(t, picture))
			got, ok := f.Fragment("part", movie, tt.data)
			expect(t, tt.want, f)
			if tt.want == "" {
				require.True(t, ok)
				require.Equal(t, conformance.Extent{
					Start: media.Second, End: 2 * media.Second, First: media.Second, Frame: media.Second / 25,
					Frames: 25, Video: true, Key: true, Known: true, Bytes: len(tt.data),
				}, got)
			}
		})
	}
}

func TestMedia(t *testing.T) {
	tests := map[string]struct {
		edit func(p []conformance.Piece)
		want conformance.Rule
	}{
		"good":          {func([]conformance.Piece) {}, ""},
		"missing_one":   {func(p []conformance.Piece) { p[2].MSN += 5 }, ""},
		"announced_cut": {func(p []conformance.Piece) { shift(&p[2], 7*media.Second); p[2].Discontinuity = true }, ""},
		"hole":          {func(p []conformance.Piece) { shift(&p[2], media.Second/25) }, conformance.Timeline},
		"too_long":      {func(p []conformance.Piece) { p[1].Duration += 50 * time.Millisecond }, conformance.Extinf},
		"drifts": {func(p []conformance.Piece) {
			for i := range p {
				p[i].Duration += 30 * time.Millisecond
			}
		}, conformance.Extinf},
		"no_key_frame": {func(p []conformance.Piece) { p[1].Extent.Key = false }, conformance.Independent},
		"other_format": {func(p []conformance.Piece) {
			var f conformance.Findings
			p[2].Init = f.Init("init", videoInit(t, testmedia.H264(640, 352, media.Rational{Num: 25, Den: 1})))
		}, conformance.Discontinuity},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			movie := f.Init("init", videoInit(t, picture))
			var pieces []conformance.Piece
			for n := range 3 {
				e, ok := f.Fragment("segment", movie, fragment(media.Ticks(n)*2*media.Second, 50, true))
				require.True(t, ok)
				pieces = append(pieces, conformance.Piece{Segment: conformance.Segment{MSN: uint64(n), Duration: 2 * time.Second}, Init: movie, Extent: e})
			}
			tt.edit(pieces)
			f.Media("a", true, pieces)
			expect(t, tt.want, f)
		})
	}
}

func TestMatchingTimes(t *testing.T) {
	at := func(zero time.Duration, video bool) []conformance.Piece {
		return []conformance.Piece{{
			Segment: conformance.Segment{MSN: 1, DateTime: epoch.Add(2*time.Second + zero)},
			Extent:  conformance.Extent{First: 2 * media.Second, Video: video},
		}}
	}
	tests := map[string]struct {
		other, sound time.Duration
		want         conformance.Rule
	}{
		"good":         {time.Millisecond, 20 * time.Millisecond, ""},
		"rung_is_off":  {10 * time.Millisecond, 0, conformance.MediaTimes},
		"sound_is_off": {0, 100 * time.Millisecond, conformance.MediaTimes},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			f.MatchingTimes(map[string][]conformance.Piece{"a": at(0, true), "b": at(tt.other, true), "c": at(tt.sound, false)})
			expect(t, tt.want, f)
		})
	}
}

func shift(p *conformance.Piece, by media.Ticks) {
	p.Extent.Start += by
	p.Extent.End += by
}

func TestParts(t *testing.T) {
	first, second := fragment(0, 25, true), fragment(media.Second, 25, false)
	listed := conformance.Segment{MSN: 1, URI: "s", Duration: 2 * time.Second, Parts: []conformance.Part{
		{URI: "0", Duration: time.Second, Independent: true}, {URI: "1", Duration: time.Second},
	}}
	tests := map[string]struct {
		parts [][]byte
		edit  func(s *conformance.Segment)
		want  conformance.Rule
	}{
		"good":             {[][]byte{first, second}, nil, ""},
		"one_not_fetched":  {[][]byte{nil, second}, nil, ""},
		"other_bytes":      {[][]byte{first, fragment(media.Second, 25, true)}, nil, conformance.PartSet},
		"not_independent":  {[][]byte{first, second}, func(s *conformance.Segment) { s.Parts[1].Independent = true }, conformance.PartStart},
		"duration_is_wish": {[][]byte{first, second}, func(s *conformance.Segment) { s.Parts[1].Duration /= 2 }, conformance.Extinf},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			movie := f.Init("init", videoInit(t, picture))
			s := listed
			s.Parts = append([]conformance.Part(nil), listed.Parts...)
			if tt.edit != nil {
				tt.edit(&s)
			}
			extents := make([]conformance.Extent, len(tt.parts))
			for i, p := range tt.parts {
				if p != nil {
					extents[i], _ = f.Fragment("part", movie, p)
				}
			}
			f.Parts(s, append(bytes.Clone(first), second...), tt.parts, extents)
			expect(t, tt.want, f)
		})
	}
}

func TestDeclared(t *testing.T) {
	var f conformance.Findings
	tracks := f.Init("init", videoInit(t, picture)).Tracks
	real := "avc1." + hex.EncodeToString(picture.Config[1:4])
	tests := map[string]struct {
		codec string
		want  conformance.Rule
	}{
		"good":          {real, ""},
		"higher_level":  {real[:len(real)-2] + "34", ""},
		"lower_level":   {real[:len(real)-2] + "00", conformance.Codecs},
		"other_profile": {"avc1.f40034", conformance.Codecs},
		"sound_only":    {"mp4a.40.2", conformance.Codecs},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			f.Declared(conformance.Variant{URI: "a", Codecs: []string{"ac-3", tt.codec}}, tracks)
			expect(t, tt.want, f)
		})
	}
}

func TestTransportStream(t *testing.T) {
	packet := func(pid int, rest ...byte) []byte {
		return append(append([]byte{0x47, byte(pid >> 8), byte(pid), 0x10}, rest...), make([]byte, 184-len(rest))...)
	}
	pat := packet(0, 0, 0, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xf0, 0) // program 1 has its PMT in PID 0x1000
	tests := map[string]struct {
		data []byte
		want conformance.Rule
	}{
		"good":     {append(bytes.Clone(pat), packet(0x1000)...), ""},
		"no_pat":   {append(packet(0x100), pat...), conformance.TransportPSI},
		"no_pmt":   {append(bytes.Clone(pat), packet(0x100)...), conformance.TransportPSI},
		"no_bytes": {nil, conformance.TransportPSI},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var f conformance.Findings
			f.TransportStream("a.ts", tt.data)
			expect(t, tt.want, f)
		})
	}
}

// Every rule says what it is from and why it matters, and is listed once.
func TestRules(t *testing.T) {
	seen := map[conformance.Rule]bool{}
	for _, d := range conformance.Rules() {
		require.False(t, seen[d.Rule], d.Rule)
		seen[d.Rule] = true
		require.NotEmpty(t, d.Section, d.Rule)
		require.NotEmpty(t, d.Text, d.Rule)
		require.Contains(t, []conformance.Level{conformance.Must, conformance.Should}, d.Level)
	}
}

func FuzzMedia(f *testing.F) {
	init, err := fmp4.VideoInit(picture)
	require.NoError(f, err)
	f.Add(init, fragment(0, 3, true))
	f.Add(init[:40], []byte("G"))
	f.Fuzz(func(t *testing.T, init, part []byte) {
		var found conformance.Findings
		found.TransportStream("t", part)
		movie := found.Init("i", init)
		if movie == nil {
			require.NotEmpty(t, found.Violations)
			return
		}
		e, ok := found.Fragment("p", movie, part)
		require.Equal(t, ok, e.Frames > 0)
		found.Declared(conformance.Variant{}, movie.Tracks)
	})
}
