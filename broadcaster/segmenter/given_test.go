package segmenter_test

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
)

func videoFormat(t testing.TB) media.VideoFormat {
	t.Helper()
	record, err := hex.DecodeString("014d401effe10018674d401eeca06c1ef37808800000030080000019078b16cb01000468ef8fc8")
	require.NoError(t, err)
	c, err := h264.ParseAVCConfig(record)
	require.NoError(t, err)
	f, err := h264.Format(c.SPS, c.PPS...)
	require.NoError(t, err)
	return f
}

func audioFormat(t testing.TB, rate int) media.AudioFormat {
	t.Helper()
	index := slices.Index([]int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}, rate)
	require.GreaterOrEqual(t, index, 0)
	f, err := aac.ParseConfig([]byte{2<<3 | byte(index>>1), byte(index<<7) | 2<<3})
	require.NoError(t, err)
	return f
}

// picture describes the video of a synthetic stream.
type picture struct {
	fps     media.Rational
	seconds float64
	idr     func(frame int) bool                       // nil: every 2 s
	bframes int                                        // between each two reference frames
	millis  bool                                       // timestamps are rounded to milliseconds, as in RTMP
	stretch func(frame int, d media.Ticks) media.Ticks // nil: constant frame rate
	start   media.Ticks
}

// every makes an IDR of every n-th frame.
func every(n int) func(int) bool { return func(i int) bool { return i%n == 0 } }

// at makes an IDR of the given frames.
func at(frames ...int) func(int) bool {
	return func(i int) bool { return slices.Contains(frames, i) }
}

// units makes the access units in decoding order. The payload of each is its number there.
func (p picture) units() []media.AccessUnit {
	if p.idr == nil {
		p.idr = every(int(2*p.fps.Float() + 0.5))
	}
	n := int(p.seconds*p.fps.Float() + 0.5)
	times := make([]media.Ticks, n+1) // one more: B-frames delay presentation by a frame
	for i, t := 0, p.start; i <= n; i++ {
		times[i] = t
		d := p.fps.FrameTicks()
		if p.stretch != nil {
			d = p.stretch(i, d)
		}
		t += d
	}
	if p.millis {
		for i, t := range times {
			times[i] = (t + media.Millisecond/2) / media.Millisecond * media.Millisecond
		}
	}
	decoding := make([]int, 0, n) // presentation indices in decoding order
	for i := 0; i < n; {
		if p.idr(i) {
			decoding = append(decoding, i)
			i++
			continue
		}
		group := 1
		for group <= p.bframes && i+group < n && !p.idr(i+group) {
			group++
		}
		decoding = append(decoding, i+group-1)
		for b := range group - 1 {
			decoding = append(decoding, i+b)
		}
		i += group
	}
	delay := min(p.bframes, 1)
	units := make([]media.AccessUnit, n)
	for i, shown := range decoding {
		units[i] = media.AccessUnit{DTS: times[i], PTS: times[shown+delay], Key: p.idr(shown), Payload: binary.BigEndian.AppendUint32(nil, uint32(i))}
	}
	return units
}

// tone makes AAC frames from one time to another, with a number for each payload.
func tone(rate int, from, to media.Ticks, millis bool) []media.AccessUnit {
	var units []media.AccessUnit
	for i := int64(0); ; i++ {
		t := from + media.Rescale(i*aac.SamplesPerFrame, rate)
		if t >= to {
			return units
		}
		if millis {
			t = t / media.Millisecond * media.Millisecond
		}
		units = append(units, media.AccessUnit{PTS: t, DTS: t, Key: true, Payload: binary.BigEndian.AppendUint32(nil, uint32(i))})
	}
}

// unit is an access unit of either track.
type unit struct {
	media.AccessUnit
	audio bool
	at    media.Ticks // arrival
}

// interleave merges two tracks by DTS; audio arrives late by lag.
func interleave(video, audio []media.AccessUnit, lag media.Ticks) []unit {
	var units []unit
	for _, au := range video {
		units = append(units, unit{au, false, au.DTS})
	}
	for _, au := range audio {
		units = append(units, unit{au, true, au.DTS + lag})
	}
	slices.SortStableFunc(units, func(a, b unit) int { return cmp.Compare(a.at, b.at) })
	return units
}

// cut is what came out of a Segmenter.
type cut struct {
	cfg          segmenter.Config
	video, audio []part
	further      [media.MaxAudioTracks][]part // audio of tracks from 1 on
	gaps         [media.MaxAudioTracks][]media.PartID
	inits        []string
	rate         int
	stats        segmenter.Stats
	variable     bool // the frame rate varies
}

type part struct {
	media.Part
	fragment fmp4.Fragment
}

func (c *cut) VideoInit(_ media.VideoFormat, init []byte) {
	c.inits = append(c.inits, "video")
	mustParse(fmp4.ParseInit(init))
}

func (c *cut) AudioInit(_ media.AudioFormat, init []byte) {
	c.inits = append(c.inits, "audio")
	mustParse(fmp4.ParseInit(init))
}

func (c *cut) VideoPart(p media.Part) {
	c.video = append(c.video, part{p, mustParse(fmp4.ParsePart(p.Data))})
}

func (c *cut) AudioPart(track int, p media.Part) {
	parsed := part{p, mustParse(fmp4.ParsePart(p.Data))}
	if track > 0 {
		c.further[track] = append(c.further[track], parsed)
	} else {
		c.audio = append(c.audio, parsed)
	}
}

func (c *cut) AudioGap(track int, before media.PartID) {
	c.gaps[track] = append(c.gaps[track], before)
}

func mustParse[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// run cuts a stream whose formats come first. rate 0 is no audio track, and video without units no video track.
func run(t testing.TB, cfg segmenter.Config, rate int, units []unit) *cut {
	t.Helper()
	c := &cut{cfg: cfg, rate: rate}
	s, err := segmenter.New(cfg, c)
	require.NoError(t, err)
	if slices.ContainsFunc(units, func(u unit) bool { return !u.audio }) {
		require.NoError(t, s.VideoFormat(videoFormat(t)))
	}
	if rate > 0 {
		require.NoError(t, s.AudioFormat(audioFormat(t, rate)))
	}
	var lent []byte // every unit comes in the same buffer
	for _, u := range units {
		lent = append(lent[:0], u.Payload...)
		u.Payload = lent
		if u.audio {
			require.NoError(t, s.Audio(u.AccessUnit))
		} else {
			require.NoError(t, s.Video(u.AccessUnit))
		}
	}
	clear(lent)
	require.NoError(t, s.End())
	c.stats = s.Stats()
	return c
}
