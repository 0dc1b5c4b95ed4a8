package segmenter_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

func TestNew_rejects(t *testing.T) {
	for name, cfg := range map[string]segmenter.Config{
		"parts of 1 ms":                     {PartTarget: media.Millisecond},
		"parts longer than segments":        {PartTarget: 3 * media.Second},
		"a maximum below the target":        {SegmentMax: media.Second},
		"segments longer than a minute":     {SegmentMax: 61 * media.Second},
		"a negative segment":                {SegmentTarget: -1},
		"a target that has too high a part": {SegmentTarget: media.Second / 4},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := segmenter.New(cfg, &cut{})
			require.Error(t, err)
		})
	}
	_, err := segmenter.New(segmenter.Config{}, nil)
	require.Error(t, err)
	require.Equal(t, 3, segmenter.Config{}.TargetDuration())
	require.Equal(t, 6, segmenter.Config{SegmentTarget: 4 * media.Second}.TargetDuration())
}

// Refused calls change nothing: the stream is cut as if they had not been made.
func TestSegmenter_refuses(t *testing.T) {
	video, audio := picture{fps: fps30, seconds: 4, bframes: 2}.units(), tone(48000, 0, 4*media.Second, false)
	units := interleave(video, audio, 0)
	want := run(t, segmenter.Config{}, 48000, units)

	c := &cut{rate: 48000}
	s, err := segmenter.New(segmenter.Config{}, c)
	require.NoError(t, err)
	require.ErrorIs(t, s.Video(video[0]), segmenter.ErrAccessUnit, "no format yet")
	require.ErrorIs(t, s.Audio(audio[0]), segmenter.ErrAccessUnit, "no format yet")
	require.Error(t, s.VideoFormat(media.VideoFormat{Codec: media.CodecH264, Config: []byte{1}}))
	require.Error(t, s.AudioFormat(media.AudioFormat{Codec: "mp3"}))

	format := videoFormat(t)
	require.NoError(t, s.VideoFormat(format))
	require.NoError(t, s.AudioFormat(audioFormat(t, 48000)))
	for i, u := range units {
		if i == len(units)/2 {
			require.NoError(t, s.VideoFormat(videoFormat(t)), "the same again")
			require.NoError(t, s.AudioFormat(audioFormat(t, 48000)), "the same again")
			changed := format
			changed.Config = bytes.Clone(format.Config)
			changed.Config[len(changed.Config)-1]++
			require.ErrorIs(t, s.VideoFormat(changed), segmenter.ErrFormatChanged)
			brighter := videoFormat(t)
			brighter.Transfer = 16
			require.ErrorIs(t, s.VideoFormat(brighter), segmenter.ErrFormatChanged)
			require.ErrorIs(t, s.AudioFormat(audioFormat(t, 44100)), segmenter.ErrFormatChanged)

			now := u.DTS
			one := []byte{1}
			for name, au := range map[string]media.AccessUnit{
				"forward":            {DTS: now + 4*media.Second, PTS: now + 4*media.Second, Payload: one},
				"backward":           {DTS: now - 3*media.Second/2, PTS: now, Payload: one},
				"negative":           {DTS: -1, Payload: one},
				"beyond MP4":         {DTS: 1 << 60, PTS: 1 << 60, Payload: one},
				"PTS far behind DTS": {DTS: now, PTS: now - 11*media.Second, Payload: one},
				"PTS far ahead":      {DTS: now, PTS: now + 11*media.Second, Payload: one},
			} {
				require.ErrorIs(t, s.Video(au), segmenter.ErrTimestamp, name)
			}
			require.ErrorIs(t, s.Audio(media.AccessUnit{PTS: now + 11*media.Second, Payload: one}), segmenter.ErrTimestamp)
			require.ErrorIs(t, s.Audio(media.AccessUnit{PTS: -1, Payload: one}), segmenter.ErrTimestamp)
			require.ErrorIs(t, s.Video(media.AccessUnit{DTS: now, PTS: now}), segmenter.ErrAccessUnit, "empty")
			require.ErrorIs(t, s.Video(media.AccessUnit{DTS: now, PTS: now, Payload: make([]byte, segmenter.MaxVideoUnit+1)}), segmenter.ErrAccessUnit)
			require.ErrorIs(t, s.Audio(media.AccessUnit{PTS: now, Payload: make([]byte, segmenter.MaxAudioUnit+1)}), segmenter.ErrAccessUnit)
		}
		if u.audio {
			require.NoError(t, s.Audio(u.AccessUnit))
		} else {
			require.NoError(t, s.Video(u.AccessUnit))
		}
	}
	require.NoError(t, s.End())
	c.stats = s.Stats()
	require.Equal(t, want.dump(), c.dump())
	require.Equal(t, []string{"video", "audio"}, c.inits)

	require.ErrorIs(t, s.End(), segmenter.ErrEnded)
	require.ErrorIs(t, s.Video(video[0]), segmenter.ErrEnded)
	require.ErrorIs(t, s.Audio(audio[0]), segmenter.ErrEnded)
	require.ErrorIs(t, s.VideoFormat(format), segmenter.ErrEnded)
	require.ErrorIs(t, s.AudioFormat(audioFormat(t, 48000)), segmenter.ErrEnded)
}

func TestSegmenter_refuses_video_after_it_became_audio_only(t *testing.T) {
	c := &cut{rate: 48000}
	s, err := segmenter.New(segmenter.Config{}, c)
	require.NoError(t, err)
	require.NoError(t, s.AudioFormat(audioFormat(t, 48000)))
	for _, au := range tone(48000, 0, 3*media.Second, false) {
		require.NoError(t, s.Audio(au))
	}
	require.ErrorIs(t, s.VideoFormat(videoFormat(t)), segmenter.ErrFormatChanged)
	require.NotEmpty(t, c.audio, "audio did not wait any longer")
	require.NoError(t, s.End())
}

// A DTS that stands still or goes back a little is moved up; no frame is lost for it.
func TestSegmenter_restamps(t *testing.T) {
	video := picture{fps: fps30, seconds: 4}.units()
	video[10].DTS, video[11].DTS = video[9].DTS, video[9].DTS-media.Second/5
	c := run(t, segmenter.Config{}, 0, interleave(nil, nil, 0))
	s, err := segmenter.New(segmenter.Config{}, c)
	require.NoError(t, err)
	require.NoError(t, s.VideoFormat(videoFormat(t)))
	for _, au := range video {
		require.NoError(t, s.Video(au))
	}
	require.NoError(t, s.End())
	require.Equal(t, 2, s.Stats().Restamped)
	samples := c.video[0].fragment.Samples
	require.EqualValues(t, 1, samples[9].Duration)
	require.EqualValues(t, 1, samples[10].Duration)
	frames := 0
	for i, p := range c.video {
		frames += p.Frames
		if i > 0 {
			require.Equal(t, c.video[i-1].End(), p.Start)
		}
	}
	require.Equal(t, len(video), frames)
}

// What it holds is bounded whatever comes in.
func TestSegmenter_bounds(t *testing.T) {
	t.Run("a part of many tiny steps", func(t *testing.T) {
		c := &cut{}
		s, err := segmenter.New(segmenter.Config{}, c)
		require.NoError(t, err)
		require.NoError(t, s.VideoFormat(videoFormat(t)))
		const n = 5000
		for i := range n {
			require.NoError(t, s.Video(media.AccessUnit{Key: i == 0, Payload: binary.BigEndian.AppendUint32(nil, uint32(i))}))
		}
		require.NoError(t, s.End())
		frames := 0
		for _, p := range c.video {
			require.LessOrEqual(t, p.Frames, fmp4.MaxSamples)
			frames += p.Frames
		}
		require.Equal(t, n, frames)
	})
	t.Run("a part of large units", func(t *testing.T) {
		c := &cut{}
		s, err := segmenter.New(segmenter.Config{}, c)
		require.NoError(t, err)
		require.NoError(t, s.VideoFormat(videoFormat(t)))
		large := make([]byte, segmenter.MaxVideoUnit)
		for i := range 7 {
			require.NoError(t, s.Video(media.AccessUnit{DTS: media.Ticks(i), PTS: media.Ticks(i), Key: i == 0, Payload: large}))
		}
		require.NoError(t, s.End())
		for _, p := range c.video {
			require.LessOrEqual(t, p.Frames, 2)
		}
	})
	t.Run("audio that waits for video", func(t *testing.T) {
		c := &cut{rate: 48000}
		s, err := segmenter.New(segmenter.Config{}, c)
		require.NoError(t, err)
		require.NoError(t, s.VideoFormat(videoFormat(t)))
		require.NoError(t, s.AudioFormat(audioFormat(t, 48000)))
		audio := tone(48000, 0, 30*media.Second, false)
		for _, au := range audio {
			require.NoError(t, s.Audio(au))
		}
		require.Empty(t, c.audio)
		held := int(segmenter.MaxSkew.In(48000)/1024) + 1
		require.InDelta(t, len(audio)-held, s.Stats().AudioDropped, 1)
		require.NoError(t, s.End())
		frames := 0
		for _, p := range c.audio {
			frames += p.Frames
		}
		require.Equal(t, len(audio)-s.Stats().AudioDropped, frames, "without video after all, it is audio only")
	})
	t.Run("audio that stops while video goes on", func(t *testing.T) {
		video := picture{fps: fps30, seconds: 40}.units()
		audio := append(tone(48000, 0, 3*media.Second, false), tone(48000, 30*media.Second, 33*media.Second, false)...)
		c := run(t, segmenter.Config{}, 48000, interleave(video, audio, 0))
		require.Equal(t, 1, c.stats.AudioGaps)
		require.Less(t, c.stats.AudioDropped, 24, "of the part that was not complete")
		require.Equal(t, []media.SegmentSeq{0, 1, 15, 16}, slices.Sorted(maps.Keys(starts(c.audio))), "its segments are those of the video")
	})
	t.Run("audio that comes after its segment was given up", func(t *testing.T) {
		video := picture{fps: fps30, seconds: 30}.units()
		c := run(t, segmenter.Config{}, 48000, interleave(video, tone(48000, 0, media.Second, false), 20*media.Second))
		require.Empty(t, c.audio)
		require.Equal(t, 47, c.stats.AudioDropped)
	})
}

// Audio timestamps that waver do not make holes; those that leave the count of samples for good do.
func TestSegmenter_counts_audio_samples(t *testing.T) {
	video := picture{fps: fps30, seconds: 6}.units()
	count := func(shift func(i int) media.Ticks) *cut {
		audio := tone(48000, 0, 6*media.Second, false)
		for i := range audio {
			audio[i].PTS = max(audio[i].PTS+shift(i), 0)
		}
		return run(t, segmenter.Config{}, 48000, interleave(video, audio, 0))
	}
	steady := count(func(int) media.Ticks { return 0 })
	wavering := count(func(i int) media.Ticks { return media.Ticks(i%5-2) * 10 * media.Millisecond })
	require.Equal(t, steady.dump(), wavering.dump())

	late := count(func(i int) media.Ticks {
		if i > 100 {
			return 200 * media.Millisecond
		}
		return 0
	})
	require.Equal(t, 1, late.stats.AudioGaps)
	require.Zero(t, late.stats.AudioDropped)

	early := count(func(i int) media.Ticks {
		if i > 100 {
			return -200 * media.Millisecond
		}
		return 0
	})
	require.Zero(t, early.stats.AudioGaps)
	require.InDelta(t, 150/21.3, early.stats.AudioDropped, 1, "as many frames as overlap, less the slack")
}

// Whatever the order of calls and the times: no panic, and the bounds hold.
func FuzzSegmenter(f *testing.F) {
	seed := func(units []unit) {
		b := []byte{0, 1, 5}
		var last media.Ticks
		for _, u := range units {
			op := byte(2)
			if u.audio {
				op = 3 + 3*byte(u.Track)
			} else if u.Key {
				op = 4
			}
			b = append(b, op)
			b = binary.BigEndian.AppendUint32(b, uint32(int32(u.DTS-last)))
			b = append(b, byte((u.PTS-u.DTS)/6000))
			last = u.DTS
		}
		f.Add(b)
	}
	seed(interleave(picture{fps: fps30, seconds: 3, bframes: 2}.units(), tone(48000, 0, 3*media.Second, false), 0))
	seed(interleave(nil, tone(44100, 0, 3*media.Second, true), 0))
	further := of(1, tone(48000, 0, 3*media.Second, false))
	seed(interleave(picture{fps: fps24, seconds: 3}.units(), slices.Concat(tone(48000, 0, 2*media.Second, false), further), 0))
	seed(interleave(nil, slices.Concat(tone(48000, 0, 6*media.Second, false), further), 0))
	f.Fuzz(func(t *testing.T, ops []byte) {
		c := &cut{rate: 48000}
		s, err := segmenter.New(segmenter.Config{}, c)
		require.NoError(t, err)
		var now media.Ticks
		taken := 0
		for len(ops) > 0 {
			op := ops[0]
			ops = ops[1:]
			if op == 0 {
				_ = s.VideoFormat(videoFormat(t))
				continue
			}
			if op == 1 || op == 5 {
				f := audioFormat(t, 48000)
				f.Track = int(op / 5)
				_ = s.AudioFormat(f)
				continue
			}
			if len(ops) < 5 {
				break
			}
			now += media.Ticks(int32(binary.BigEndian.Uint32(ops)))
			au := media.AccessUnit{DTS: now, PTS: now + 6000*media.Ticks(int8(ops[4])), Key: op == 4, Payload: []byte{op}}
			ops = ops[5:]
			if op == 3 || op == 6 {
				au.PTS, au.Track = now, int(op/6)
				_ = s.Audio(au)
			} else if s.Video(au) == nil {
				taken++
			}
		}
		require.NoError(t, s.End())
		c.stats = s.Stats()
		frames := c.stats.VideoDropped
		for _, p := range c.video {
			require.Equal(t, p.Duration, media.Ticks(p.fragment.Duration()))
			frames += p.Frames
		}
		require.Equal(t, taken, frames)
		for _, r := range rules {
			switch r.name {
			case "parts are numbered without a hole", "no part exceeds the target", "segments begin with an IDR unless forced":
				r.holds(t, c, nil, nil)
			}
		}
		further := *c
		further.audio, further.gaps[0] = c.further[1], c.gaps[1]
		rules[0].holds(t, &further, nil, nil)
		for _, segment := range segments(c.video) {
			var d media.Ticks
			for _, p := range segment {
				d += p.Duration
			}
			require.LessOrEqual(t, int((d+media.Second/2)/media.Second), segmenter.Config{}.TargetDuration())
		}
	})
}
