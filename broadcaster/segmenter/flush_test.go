package segmenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/media"
)

// TestSegmenter_Flush: a publisher who says where its segments end waits for no frame behind them, and what is cut keeps
// every rule.
func TestSegmenter_Flush(t *testing.T) {
	for name, tt := range map[string]struct {
		p        picture
		every    int // frames between two calls
		segments []media.Ticks
	}{
		"segments of two seconds":  {picture{fps: fps25, seconds: 6}, 50, []media.Ticks{2, 2, 2}},
		"segments of one second":   {picture{fps: fps25, seconds: 4, idr: every(25)}, 25, []media.Ticks{1, 1, 1, 1}},
		"segments of four seconds": {picture{fps: fps25, seconds: 8, idr: every(25)}, 100, []media.Ticks{2, 2, 2, 2}},
		"B-frames":                 {picture{fps: fps25, seconds: 6, bframes: 2}, 50, []media.Ticks{2, 2, 2}},
		"B-frames, two GOPs each":  {picture{fps: fps25, seconds: 4, bframes: 3, idr: every(25)}, 50, []media.Ticks{2, 2}},
		"B-frames, milliseconds":   {picture{fps: media.Rational{Num: 30, Den: 1}, seconds: 4, bframes: 2, millis: true}, 60, []media.Ticks{2, 2}},
		"shorter ones go together": {picture{fps: fps25, seconds: 4, idr: every(20)}, 20, nil},
	} {
		t.Run(name, func(t *testing.T) {
			video, audio := tt.p.units(), tone(48000, 0, media.Ticks(tt.p.seconds)*media.Second, false)
			c := &cut{rate: 48000}
			s, err := segmenter.New(c.cfg, c)
			require.NoError(t, err)
			require.NoError(t, s.VideoFormat(videoFormat(t)))
			require.NoError(t, s.AudioFormat(audioFormat(t, 48000)))
			frames := 0
			for _, u := range interleave(video, audio, 0) {
				if u.audio {
					require.NoError(t, s.Audio(u.AccessUnit))
					continue
				}
				require.NoError(t, s.Video(u.AccessUnit))
				if frames++; frames%tt.every == 0 {
					for range 2 {
						done, err := s.Flush()
						require.NoError(t, err)
						require.True(t, done || tt.segments == nil)
					}
					if tt.segments != nil {
						last := c.video[len(c.video)-1]
						require.True(t, last.Last)
						require.True(t, last.Closed)
						require.InDelta(t, float64(u.DTS+tt.p.fps.FrameTicks()), float64(last.End()), float64(media.Millisecond))
					}
				}
			}
			require.NoError(t, s.End())
			_, err = s.Flush()
			require.ErrorIs(t, err, segmenter.ErrEnded)
			c.stats = s.Stats()
			for _, r := range rules {
				t.Run(r.name, func(t *testing.T) { r.holds(t, c, video, audio) })
			}
			for i, segment := range segments(c.video) {
				if tt.segments != nil {
					require.InDelta(t, float64(tt.segments[i]*media.Second), float64(segment[len(segment)-1].End()-segment[0].Start), float64(media.Millisecond))
				}
			}
		})
	}
	t.Run("frames may be to come that are presented earlier", func(t *testing.T) {
		for name, tt := range map[string]struct {
			p    picture
			at   int // the frame behind which Flush is called
			done bool
		}{
			"behind a whole group":      {picture{fps: fps25, seconds: 4, bframes: 2, idr: every(100)}, 49, true},
			"before a group's B-frames": {picture{fps: fps25, seconds: 4, bframes: 2, idr: every(100)}, 50, false},
			"amid a group's B-frames":   {picture{fps: fps25, seconds: 4, bframes: 2, idr: every(100)}, 51, false},
		} {
			c := &cut{}
			s, err := segmenter.New(c.cfg, c)
			require.NoError(t, err)
			require.NoError(t, s.VideoFormat(videoFormat(t)))
			for i, u := range tt.p.units() {
				require.NoError(t, s.Video(u))
				if i+1 == tt.at {
					done, err := s.Flush()
					require.NoError(t, err)
					require.Equal(t, tt.done, done, name)
				}
				if i+1 == tt.at+30 { // what is behind it does not begin with an IDR: so may be the next one
					done, err := s.Flush()
					require.NoError(t, err)
					require.False(t, done, name)
				}
			}
		}
	})
	t.Run("a hole or an overlap behind it", func(t *testing.T) {
		video := picture{fps: fps25, seconds: 4}.units()
		for shift, restamped := range map[media.Ticks]int{media.Second / 10: 0, -media.Second / 100: 1} {
			c := &cut{}
			s, err := segmenter.New(c.cfg, c)
			require.NoError(t, err)
			require.NoError(t, s.VideoFormat(videoFormat(t)))
			for i, u := range video {
				if i == 50 {
					_, err := s.Flush()
					require.NoError(t, err)
				}
				if i >= 50 {
					u.DTS, u.PTS = u.DTS+shift, u.PTS+shift
				}
				require.NoError(t, s.Video(u))
			}
			require.NoError(t, s.End())
			require.Equal(t, restamped, s.Stats().Restamped)
			require.Len(t, segments(c.video), 2)
			require.Equal(t, 2*media.Second+max(shift, 0), segments(c.video)[1][0].Start)
		}
	})
}
