package segmenter_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/media"
)

var pal = media.Rational{Num: 25, Den: 1}

// of makes units those of an audio track.
func of(track int, units []media.AccessUnit) []media.AccessUnit {
	for i := range units {
		units[i].Track = track
	}
	return units
}

// runTracks cuts a stream of several audio tracks. The format of each comes with its first unit.
func runTracks(t testing.TB, video []media.AccessUnit, audio ...[]media.AccessUnit) *cut {
	t.Helper()
	c := &cut{rate: 48000}
	s, err := segmenter.New(segmenter.Config{}, c)
	require.NoError(t, err)
	if len(video) > 0 {
		require.NoError(t, s.VideoFormat(videoFormat(t)))
	}
	known := map[int]bool{}
	for _, u := range interleave(video, slices.Concat(audio...), 0) {
		if !u.audio {
			require.NoError(t, s.Video(u.AccessUnit))
			continue
		}
		if !known[u.Track] {
			known[u.Track] = true
			f := audioFormat(t, 48000)
			f.Track = u.Track
			require.NoError(t, s.AudioFormat(f))
		}
		require.NoError(t, s.Audio(u.AccessUnit))
	}
	require.NoError(t, s.End())
	c.stats = s.Stats()
	return c
}

// Every track keeps the rules that hold for one, whatever the others do.
func TestSegmenter_audio_tracks(t *testing.T) {
	end := 12 * media.Second
	video := picture{fps: pal, seconds: 12, idr: every(45)}.units()
	main := tone(48000, 0, end, false)
	for name, tc := range map[string]struct {
		tracks [][]media.AccessUnit
		gaps   []media.PartID // of the last one
	}{
		"three":           {[][]media.AccessUnit{of(1, tone(48000, 0, end, false)), of(2, tone(48000, 0, end, false))}, nil},
		"one comes late":  {[][]media.AccessUnit{of(7, tone(48000, 5*media.Second, end, false))}, nil},
		"one stops":       {[][]media.AccessUnit{of(3, tone(48000, 0, 4*media.Second, false))}, []media.PartID{{Segment: 3}, {Segment: 4}, {Segment: 5}}},
		"one stops early": {[][]media.AccessUnit{of(1, tone(48000, 0, media.Second, false))}, []media.PartID{{Segment: 1}, {Segment: 2}, {Segment: 3}, {Segment: 4}, {Segment: 5}}},
	} {
		t.Run(name, func(t *testing.T) {
			c := runTracks(t, slices.Clone(video), append([][]media.AccessUnit{slices.Clone(main)}, tc.tracks...)...)
			one := *c
			one.stats.AudioDropped = len(main) - frames(c.audio)
			one.check(t, video, main)
			require.Zero(t, one.stats.AudioDropped)
			require.Empty(t, c.gaps[0])
			for _, units := range tc.tracks {
				track := units[0].Track
				alone := *c
				alone.audio = c.further[track]
				alone.gaps[0] = c.gaps[track]
				alone.stats.AudioDropped = len(units) - frames(alone.audio)
				require.NotEmpty(t, alone.audio)
				alone.check(t, video, units)
			}
			last := tc.tracks[len(tc.tracks)-1][0].Track
			require.Equal(t, tc.gaps, c.gaps[last])
		})
	}
}

// Without video the main track leads: the others are cut where it is, and there is nothing without it.
func TestSegmenter_audio_tracks_alone(t *testing.T) {
	end := 11 * media.Second
	main := tone(48000, 0, end, false)
	c := runTracks(t, nil, main, of(2, tone(48000, 3*media.Second, end, false)), of(1, tone(48000, 0, end, false)))
	require.Equal(t, starts(c.audio), starts(c.further[1]))
	require.Len(t, starts(c.audio), 6)
	late := starts(c.further[2])
	for segment, at := range late {
		require.InDelta(t, int64(starts(c.audio)[segment]), int64(at), float64(media.Rescale(1024, 48000)))
	}
	require.Len(t, late, 4, "it begins with a segment")

	c = runTracks(t, nil, of(1, tone(48000, 0, 5*media.Second, false)))
	require.Empty(t, c.further[1])
}

func frames(parts []part) (n int) {
	for _, p := range parts {
		n += p.Frames
	}
	return n
}

// starts is where each segment begins.
func starts(parts []part) map[media.SegmentSeq]media.Ticks {
	at := map[media.SegmentSeq]media.Ticks{}
	for _, p := range parts {
		if p.ID.Part == 0 {
			at[p.ID.Segment] = p.Start
		}
	}
	return at
}

func TestSegmenter_refuses_audio_tracks(t *testing.T) {
	s, err := segmenter.New(segmenter.Config{}, &cut{})
	require.NoError(t, err)
	for _, track := range []int{-1, media.MaxAudioTracks} {
		f := audioFormat(t, 48000)
		f.Track = track
		require.ErrorIs(t, s.AudioFormat(f), segmenter.ErrAccessUnit)
		require.ErrorIs(t, s.Audio(media.AccessUnit{Track: track, Payload: []byte{1}}), segmenter.ErrAccessUnit)
	}
	f := audioFormat(t, 48000)
	f.Track = 1
	require.NoError(t, s.AudioFormat(f))
	other := audioFormat(t, 44100)
	require.NoError(t, s.AudioFormat(other), "that is another track's")
	other.Track = 1
	require.ErrorIs(t, s.AudioFormat(other), segmenter.ErrFormatChanged)
}
