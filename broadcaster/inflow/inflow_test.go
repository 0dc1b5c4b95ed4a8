package inflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/pkg/media"
)

// came is a publisher of 25 pictures a second whose clock is the media's.
type came struct {
	*inflow.Meter
	now time.Time
	at  media.Ticks
}

var format = media.VideoFormat{Codec: media.CodecH264, FrameRate: media.Rational{Num: 25, Den: 1}}

func begin() *came {
	c := &came{now: time.Date(2030, 1, 2, 3, 4, 5, 300e6, time.UTC)}
	c.Meter = inflow.New(func() time.Time { return c.now })
	c.Format(format)
	return c
}

// pictures sends so many, with a keyframe before every n-th, and sound.
func (c *came) pictures(count, keyEvery int) {
	for i := range count {
		c.Video(media.AccessUnit{DTS: c.at, PTS: c.at, Key: i%keyEvery == 0, Payload: make([]byte, 1000)})
		c.Audio(media.AccessUnit{DTS: c.at, Payload: make([]byte, 250)})
		c.pass(1)
	}
}

// pass is the time of so many pictures.
func (c *came) pass(pictures int) {
	c.at += media.Ticks(pictures) * media.Second / 25
	c.now = c.now.Add(time.Duration(pictures) * time.Second / 25)
}

func TestMeter(t *testing.T) {
	c := begin()
	require.Zero(t, c.Report())
	c.pictures(5, 50)
	require.InDelta(t, 10, c.Report().FrameRate, 1, "of half a second at least")
	c.pictures(20, 50)
	early := c.Report()
	require.InDelta(t, 25, early.FrameRate, 2)
	c = begin()
	c.pictures(500, 50)
	r := c.Report()
	require.InDelta(t, 25, r.FrameRate, 0.1)
	require.InDelta(t, 25*1250*8, r.Bitrate, 1250*8)
	require.Equal(t, 2*media.Second, r.Keyframes)
	require.Zero(t, r.Missing)
	require.Empty(t, r.Advise(inflow.Expected{FrameRate: 25, Bitrate: 1e6, Keyframes: 2 * time.Second, For: time.Minute}))

	c.pass(3) // three are lost
	c.pictures(1, 50)
	require.EqualValues(t, 3, c.Report().Missing)
	c.pass(250) // a pause is none of them
	c.pictures(1, 50)
	require.EqualValues(t, 3, c.Report().Missing)
	c.now = c.now.Add(time.Minute)
	require.Zero(t, c.Report().FrameRate, "nothing comes any more")
	require.Zero(t, c.Report().Bitrate)
}

// A keyframe that does not come is told of before it comes.
func TestMeter_keyframes(t *testing.T) {
	c := begin()
	c.pictures(25, 25)
	require.Zero(t, c.Report().Keyframes)
	c.pictures(300, 300)
	require.InDelta(t, 12, c.Report().Keyframes.Seconds(), 0.1)
	c.pictures(1, 1)
	require.Equal(t, 12*media.Second, c.Report().Keyframes)
	c.pictures(25*20, 25)
	require.Equal(t, media.Second, c.Report().Keyframes, "what was long ago does not count")
	c.Format(format)
	require.Zero(t, c.Report().Keyframes)
}

func TestAdvise(t *testing.T) {
	expected := inflow.Expected{FrameRate: 30, Bitrate: 5e6, Keyframes: 2 * time.Second, For: time.Minute}
	good := inflow.Report{Bitrate: 4e6, FrameRate: 29.9, Keyframes: 2 * media.Second}
	codes := func(r inflow.Report, e inflow.Expected) (list []inflow.Code) {
		for _, a := range r.Advise(e) {
			require.NotContains(t, a.Text, "%!")
			list = append(list, a.Code)
		}
		return list
	}
	require.Empty(t, codes(good, expected))
	require.Empty(t, codes(good, inflow.Expected{}), "nothing is known")
	for _, tt := range []struct {
		change func(*inflow.Report)
		want   inflow.Code
	}{
		{func(r *inflow.Report) { r.Keyframes = 10 * media.Second }, inflow.LongKeyframes},
		{func(r *inflow.Report) { r.FrameRate = 20 }, inflow.FewFrames},
		{func(r *inflow.Report) { r.Missing = 60 }, inflow.MissingFrames},
		{func(r *inflow.Report) { r.Dropped = 1 }, inflow.UselessUnits},
		{func(r *inflow.Report) { r.Bitrate = 4.8e6 }, inflow.NearLimit},
	} {
		r := good
		tt.change(&r)
		require.Equal(t, []inflow.Code{tt.want}, codes(r, expected))
		expected := expected
		expected.For = time.Second
		if tt.want != inflow.LongKeyframes {
			require.Empty(t, codes(r, expected), "it has just begun")
		}
	}
}
