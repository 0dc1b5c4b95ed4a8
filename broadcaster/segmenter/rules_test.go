package segmenter_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/media"
)

// A rule holds for whatever comes out of a Segmenter, given what went in.
type rule struct {
	name      string
	rationale string
	holds     func(t *testing.T, c *cut, video, audio []media.AccessUnit)
}

var rules = []rule{
	{"parts are numbered without a hole", "a player asks for parts by number", func(t *testing.T, c *cut, _, _ []media.AccessUnit) {
		for _, parts := range [][]part{c.video, c.audio} {
			for i, p := range parts {
				if i == 0 {
					require.Equal(t, 0, p.ID.Part)
					continue
				}
				before := parts[i-1]
				if before.Last || gap(c, before.ID.Segment) && p.ID.Segment != before.ID.Segment {
					require.Greater(t, p.ID.Segment, before.ID.Segment)
					require.Equal(t, 0, p.ID.Part)
				} else {
					require.Equal(t, before.ID.Segment, p.ID.Segment)
					require.Equal(t, before.ID.Part+1, p.ID.Part)
				}
			}
			if n := len(parts); n > 0 && !gap(c, parts[n-1].ID.Segment) {
				require.True(t, parts[n-1].Last, "the last part ends its segment")
			}
		}
		for i, segment := range segments(c.video) {
			require.EqualValues(t, c.cfg.FirstSegment+media.SegmentSeq(i), segment[0].ID.Segment)
		}
	}},
	{"no video frame is lost, repeated or moved", "what is published is what was sent", func(t *testing.T, c *cut, video, _ []media.AccessUnit) {
		want := video
		for len(want) > 0 && !want[0].Key {
			want = want[1:]
		}
		i := 0
		for _, p := range c.video {
			require.EqualValues(t, p.Start, p.fragment.Start)
			require.EqualValues(t, p.Duration, p.fragment.Duration())
			require.Len(t, p.fragment.Samples, p.Frames)
			require.Equal(t, p.fragment.Samples[0].Key, p.Independent)
			dts := p.fragment.Start
			for _, s := range p.fragment.Samples {
				require.Less(t, i, len(want))
				require.Equal(t, want[i].Payload, s.Data)
				require.Equal(t, want[i].Key, s.Key)
				require.EqualValues(t, want[i].DTS, dts)
				require.EqualValues(t, want[i].PTS, dts+s.Offset)
				dts += s.Duration
				i++
			}
		}
		require.Equal(t, len(want), i)
		require.Equal(t, len(video)-len(want), c.stats.VideoDropped)
	}},
	{"parts abut", "sums of durations do not drift", func(t *testing.T, c *cut, _, _ []media.AccessUnit) {
		for _, parts := range [][]part{c.video, c.audio} {
			for i := 1; i < len(parts); i++ {
				require.Equal(t, parts[i-1].End(), parts[i].Start, "%v", parts[i].ID)
			}
		}
	}},
	{"no part exceeds the target", "RFC 8216bis 4.4.3.7", func(t *testing.T, c *cut, _, _ []media.AccessUnit) {
		long := 0
		for _, p := range c.video {
			if p.Duration > partTarget(c) {
				long++
				require.Equal(t, 1, p.Frames)
			}
		}
		require.Equal(t, c.stats.LongParts, long)
		for _, p := range c.audio {
			require.LessOrEqual(t, p.Duration, partTarget(c))
		}
	}},
	{"no part is short without need", "RFC 8216bis 4.4.4.9: 85 percent, but for the last of a segment", func(t *testing.T, c *cut, _, _ []media.AccessUnit) {
		for i, p := range c.video {
			if c.variable { // how long the next frame lasts is not known in time
				break
			}
			if !p.Last && 100*p.Duration < 85*partTarget(c) {
				next := media.Ticks(c.video[i+1].fragment.Samples[0].Duration)
				require.Greater(t, p.Duration+next, partTarget(c), "%v: the next frame fits", p.ID)
			}
		}
		frame := media.Rescale(aac.SamplesPerFrame, max(c.rate, 1))
		for _, p := range c.audio {
			if !p.Last {
				require.Greater(t, p.Duration+frame+1, partTarget(c), "%v", p.ID)
			}
		}
	}},
	{"segments round to the target duration at most", "RFC 8216bis 4.4.3.1", func(t *testing.T, c *cut, _, _ []media.AccessUnit) {
		for _, parts := range [][]part{c.video, c.audio} {
			for _, segment := range segments(parts) {
				var d media.Ticks
				for _, p := range segment {
					d += p.Duration
				}
				require.LessOrEqual(t, int((d+media.Second/2)/media.Second), c.cfg.TargetDuration(), "segment %d of %v", segment[0].ID.Segment, d)
			}
		}
	}},
	{"segments begin with an IDR unless forced", "a player switches at segments", func(t *testing.T, c *cut, _, _ []media.AccessUnit) {
		forced := 0
		for _, segment := range segments(c.video) {
			if !segment[0].Independent {
				forced++
			}
		}
		require.Equal(t, c.stats.ForcedCuts, forced)
	}},
	{"audio segments follow the video's", "players pair the tracks by segment", func(t *testing.T, c *cut, video, audio []media.AccessUnit) {
		if len(c.audio) == 0 || len(c.video) == 0 {
			return
		}
		bounds := boundaries(c.video)
		first := bounds[c.cfg.FirstSegment]
		end := c.video[len(c.video)-1].ID.Segment
		for _, p := range c.audio {
			at := p.fragment.Start
			for range p.fragment.Samples {
				pts := media.Rescale(at, c.rate)
				require.GreaterOrEqual(t, pts, first)
				if p.ID.Segment <= end {
					require.GreaterOrEqual(t, pts, bounds[p.ID.Segment], "audio in %v", p.ID)
				}
				if next, ok := bounds[p.ID.Segment+1]; ok {
					require.Less(t, pts, next, "audio in %v", p.ID)
				}
				at += aac.SamplesPerFrame
			}
		}
	}},
	{"no audio frame is lost or repeated", "but for those before the first video segment, and where the sound starts late or stops", func(t *testing.T, c *cut, video, audio []media.AccessUnit) {
		type frame struct {
			data []byte
			part media.PartID
		}
		var got []frame
		for _, p := range c.audio {
			require.True(t, p.Independent)
			require.Equal(t, media.Rescale(p.fragment.Start, c.rate), p.Start)
			require.Equal(t, media.Rescale(p.fragment.Start+p.fragment.Duration(), c.rate), p.End())
			require.Len(t, p.fragment.Samples, p.Frames)
			for _, s := range p.fragment.Samples {
				require.True(t, s.Key)
				require.EqualValues(t, aac.SamplesPerFrame, s.Duration)
				got = append(got, frame{s.Data, p.ID})
			}
		}
		require.Equal(t, len(audio), len(got)+c.stats.AudioDropped)
		bounds := boundaries(c.video)
		for _, au := range audio {
			if len(got) > 0 && bytes.Equal(au.Payload, got[0].data) {
				got = got[1:]
				continue
			}
			at := c.cfg.FirstSegment
			for next, ok := bounds[at+1]; ok && au.PTS >= next; next, ok = bounds[at+1] {
				at++
			}
			early := au.PTS < bounds[c.cfg.FirstSegment]+media.Millisecond
			late := len(got) == 0 || at > c.cfg.FirstSegment && got[0].part == media.PartID{Segment: at + 1}
			require.True(t, early || late || gap(c, at), "audio at %v, in segment %d", au.PTS, at)
		}
		require.Empty(t, got)
	}},
}

// gap says whether the main audio track was given up in a segment.
func gap(c *cut, in media.SegmentSeq) bool {
	return slices.Contains(c.gaps[0], media.PartID{Segment: in + 1})
}

func partTarget(c *cut) media.Ticks {
	if c.cfg.PartTarget == 0 {
		return media.Second / 2
	}
	return c.cfg.PartTarget
}

// segments groups parts by their segment.
func segments(parts []part) [][]part {
	var out [][]part
	for i, p := range parts {
		if i == 0 || parts[i-1].Last {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// boundaries computes where each video segment begins in presentation: at its IDR, or as far from the beginning of
// the one before as it is in decoding.
func boundaries(video []part) map[media.SegmentSeq]media.Ticks {
	out := map[media.SegmentSeq]media.Ticks{}
	var before part
	for i, segment := range segments(video) {
		p := segment[0]
		if p.Independent || i == 0 {
			out[p.ID.Segment] = p.Start + media.Ticks(p.fragment.Samples[0].Offset)
		} else {
			out[p.ID.Segment] = out[before.ID.Segment] + p.Start - before.Start
		}
		before = p
	}
	return out
}

func (c *cut) check(t *testing.T, video, audio []media.AccessUnit) {
	t.Helper()
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			defer func() {
				if t.Failed() {
					t.Log("because: " + r.rationale)
				}
			}()
			r.holds(t, c, video, audio)
		})
	}
}

var _ segmenter.Output = (*cut)(nil)

// dump prints what came out, one line per part: times in seconds, then i for Independent and l for Last.
func (c *cut) dump() string {
	s := ""
	line := func(kind string, p part) {
		flags := ""
		if p.Independent {
			flags += " i"
		}
		if p.Last {
			flags += " l"
		}
		s += fmt.Sprintf("%s %-6v start %10.6f duration %8.6f frames %2d%s\n", kind, p.ID, p.Start.Seconds(), p.Duration.Seconds(), p.Frames, flags)
	}
	for _, p := range c.video {
		line("video", p)
	}
	for _, p := range c.audio {
		line("audio", p)
	}
	return s + fmt.Sprintf("%+v\n", c.stats)
}

// In HEVC a GOP may be open: its first picture is decoded before pictures that are shown before it. The sound is cut
// where the first of those is shown.
func TestSegmenter_open_GOPs(t *testing.T) {
	f := hevcFormat(t)
	frame := media.Second / 30
	var video []media.AccessUnit
	for i := range 180 {
		// In decoding order: 0 | 3 1 2 | 6 4 5 | ...; every 60th frame shown is a CRA.
		shown := i
		if i > 0 {
			shown = (i-1)/3*3 + []int{3, 1, 2}[(i-1)%3]
		}
		video = append(video, media.AccessUnit{
			DTS: media.Ticks(i) * frame, PTS: media.Ticks(shown+1) * frame, Key: shown%60 == 0, Payload: []byte{byte(i)},
		})
	}
	c := &cut{rate: 48000}
	s, err := segmenter.New(segmenter.Config{}, c)
	require.NoError(t, err)
	require.NoError(t, s.VideoFormat(f))
	require.NoError(t, s.AudioFormat(audioFormat(t, 48000)))
	for _, u := range interleave(video, tone(48000, 0, 6*media.Second, false), 0) {
		if u.audio {
			require.NoError(t, s.Audio(u.AccessUnit))
		} else {
			require.NoError(t, s.Video(u.AccessUnit))
		}
	}
	require.NoError(t, s.End())
	require.Zero(t, s.Stats().ForcedCuts)
	for _, p := range c.video {
		if p.ID.Part != 0 || p.ID.Segment == 0 {
			continue
		}
		require.True(t, p.Independent)
		first, dts := media.Ticks(1<<60), p.Start
		for _, sample := range p.fragment.Samples {
			first = min(first, dts+media.Ticks(sample.Offset))
			dts += media.Ticks(sample.Duration)
		}
		i := slices.IndexFunc(c.audio, func(a part) bool { return a.ID == p.ID })
		require.GreaterOrEqual(t, i, 0)
		require.InDelta(t, int64(first), int64(c.audio[i].Start), float64(media.Rescale(1024, 48000)))
	}
}

// Opus packets may differ in length: each lasts as long as it says, and parts and segments keep their bounds.
func TestSegmenter_Opus(t *testing.T) {
	f, err := codec.Audio(media.CodecOpus, []byte{0, 2, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0})
	require.NoError(t, err)
	c := &cut{rate: 48000}
	s, err := segmenter.New(segmenter.Config{}, c)
	require.NoError(t, err)
	require.NoError(t, s.AudioFormat(f))
	var at int64
	for i := range 400 {
		toc := []byte{0xfc, 0xf0, 0x18}[i%3] // 20, 10 and 60 ms
		require.NoError(t, s.Audio(media.AccessUnit{PTS: media.Rescale(at, 48000), Key: true, Payload: []byte{toc}}))
		at += []int64{960, 480, 2880}[i%3]
	}
	require.ErrorIs(t, s.Audio(media.AccessUnit{PTS: media.Rescale(at, 48000), Payload: []byte{0xfb}}), segmenter.ErrAccessUnit)
	require.NoError(t, s.End())
	require.Zero(t, s.Stats().AudioDropped+s.Stats().AudioGaps)
	var next media.Ticks
	for _, p := range c.audio {
		require.Equal(t, next, p.Start)
		require.LessOrEqual(t, p.Duration, media.Second/2)
		next = p.End()
	}
	require.Equal(t, media.Rescale(at, 48000), next)
}

func hevcFormat(t testing.TB) media.VideoFormat {
	t.Helper()
	record, err := hex.DecodeString("0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959409a10001002b42010101600000030090000003000003003ca00a080c1f3e595952930bc05a020000030002000003003c10a2000100064401c073c189")
	require.NoError(t, err)
	f, err := codec.Video(media.VideoFormat{Codec: media.CodecHEVC, Config: record})
	require.NoError(t, err)
	return f
}
