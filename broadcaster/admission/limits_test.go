package admission_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

func meter(t *testing.T, l admission.Limits) (counted, *admission.Meter) {
	g := gate(t, admission.Config{}, registry(t))
	return g, g.Meter(admission.Grant{Limits: l})
}

func TestLimitPicture(t *testing.T) {
	ntsc := media.Rational{Num: 60000, Den: 1001}
	for _, c := range []struct {
		name    string
		limits  admission.Limits
		format  media.VideoFormat
		refused ingest.Reason
	}{
		{"no limits", admission.Limits{}, media.VideoFormat{Width: 9999, Height: 9999, FrameRate: media.Rational{Num: 900, Den: 1}}, ""},
		{"just so", admission.Limits{Width: 1920, Height: 1080, FrameRate: 60}, media.VideoFormat{Width: 1920, Height: 1080, FrameRate: ntsc}, ""},
		{"upright", admission.Limits{Width: 1920, Height: 1080}, media.VideoFormat{Width: 1080, Height: 1920}, ""},
		{"too wide", admission.Limits{Width: 1920}, media.VideoFormat{Width: 1922, Height: 100}, ingest.ReasonResolution},
		{"too high", admission.Limits{Height: 1080}, media.VideoFormat{Width: 1920, Height: 1200}, ingest.ReasonResolution},
		{"upright, too high", admission.Limits{Width: 1920, Height: 1080}, media.VideoFormat{Width: 1080, Height: 2400}, ingest.ReasonResolution},
		{"too fast", admission.Limits{FrameRate: 30}, media.VideoFormat{Width: 64, Height: 64, FrameRate: ntsc}, ingest.ReasonFrameRate},
		{"as fast as nobody knows", admission.Limits{FrameRate: 30}, media.VideoFormat{Width: 64, Height: 64}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, l := meter(t, c.limits)
			err := l.VideoFormat(c.format)
			if c.refused == "" {
				require.NoError(t, err)
				g.refused(t)
				return
			}
			require.ErrorIs(t, err, ingest.ErrLimit)
			require.ErrorIs(t, err, ingest.ErrRefused)
			g.refused(t, c.refused)
		})
	}
}

// TestLimitFrameRate: what counts is how many frames there are, whatever the format claims.
func TestLimitFrameRate(t *testing.T) {
	frames := func(l *admission.Meter, rate, seconds int) (passed int) {
		for i := range rate * seconds {
			if l.Video(media.AccessUnit{DTS: media.Ticks(i) * media.Second / media.Ticks(rate)}) != nil {
				return i
			}
		}
		return rate * seconds
	}
	_, l := meter(t, admission.Limits{FrameRate: 30})
	require.Equal(t, 30*3600, frames(l, 30, 3600), "an hour at the limit")
	g, l := meter(t, admission.Limits{FrameRate: 30})
	passed := frames(l, 60, 60)
	require.Less(t, passed, 60*5, "double the rate ends within seconds")
	require.Greater(t, passed, 60, "but not with a burst")
	g.refused(t, ingest.ReasonFrameRate)
}

// TestLimitBitrate goes by the clock on the wall: sound and picture together, ten seconds' worth at once.
func TestLimitBitrate(t *testing.T) {
	unit := media.AccessUnit{Payload: make([]byte, 1000)} // 8000 bits
	synctest.Test(t, func(t *testing.T) {
		g, l := meter(t, admission.Limits{Bitrate: 16_000})
		for range 600 {
			require.NoError(t, l.Video(unit))
			require.NoError(t, l.Audio(unit))
			time.Sleep(time.Second) //nolint:forbidigo // a bubble's clock
		}
		g.refused(t)
		for range 20 {
			require.NoError(t, l.Audio(unit))
		}
		require.ErrorIs(t, l.Audio(unit), ingest.ErrLimit)
		g.refused(t, ingest.ReasonBitrate)
	})
}
