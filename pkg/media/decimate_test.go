package media_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

// parts cuts n frames of a rate into parts of half a second and segments of that many frames, as the segmenter does.
func parts(rate media.Rational, n, segment int, jitter func() media.Ticks) (ids []media.PartID, pts [][]media.Ticks) {
	frame, id := rate.FrameTicks(), media.PartID{}
	for i := range n {
		if i > 0 && i%segment == 0 {
			id = media.PartID{Segment: id.Segment + 1}
		} else if i > 0 && media.Ticks(len(pts[len(pts)-1])+1)*frame > media.Second/2 {
			id.Part++
		}
		if len(ids) == 0 || ids[len(ids)-1] != id {
			ids, pts = append(ids, id), append(pts, nil)
		}
		pts[len(pts)-1] = append(pts[len(pts)-1], 7*media.Second+media.Ticks(i)*frame+jitter())
	}
	return ids, pts
}

func none() media.Ticks { return 0 }

func TestDecimator(t *testing.T) {
	hz := func(num, den int) media.Rational { return media.Rational{Num: num, Den: den} }
	for _, test := range []struct {
		name         string
		source, rate media.Rational
		segment      int   // frames
		want         []int // frames of a segment, by their index; cadence: each further one adds the last step
		perSegment   int
	}{
		{"half of 60", hz(60, 1), hz(30, 1), 120, []int{0, 2, 4, 6}, 60},
		{"half of 60000/1001", hz(60000, 1001), hz(30000, 1001), 120, []int{0, 2, 4, 6}, 60},
		{"half of 50, where a part has an odd number", hz(50, 1), hz(25, 1), 100, []int{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28}, 50},
		{"two fifths", hz(50, 1), hz(20, 1), 100, []int{0, 3, 5, 8, 10}, 40},
		{"30 of 60000/1001: nothing is made up", hz(60000, 1001), hz(30, 1), 120, []int{0, 2, 4, 6}, 60},
		{"one in a second: each part has a frame", hz(30, 1), hz(1, 1), 60, []int{0, 29, 30, 59}, 4},
		{"more than there are", hz(25, 1), hz(60, 1), 50, []int{0, 1, 2, 3}, 50},
		{"as many as there are", hz(25, 1), hz(25, 1), 50, []int{0, 1, 2, 3}, 50},
		{"none asked for", hz(25, 1), media.Rational{}, 50, []int{0, 1, 2, 3}, 50},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, jitter := range map[string]func() media.Ticks{
				"exact": none, "rounded": func() media.Ticks { return media.Ticks(rand.IntN(3)-1) * media.Millisecond / 2 },
			} {
				const segments = 200
				d := media.Decimator{Rate: test.rate}
				if test.rate == test.source && name == "rounded" {
					d.Rate = media.Rational{} // Ladder.WithSourceRate: equal rates are not decimated
				}
				ids, pts := parts(test.source, segments*test.segment, test.segment, jitter)
				var kept []media.Ticks
				for i, id := range ids {
					got := d.Frames(id, pts[i])
					require.NotEmpty(t, got, "a part without a frame")
					require.Subset(t, pts[i], got)
					if id.Part == 0 {
						require.Equal(t, pts[i][0], got[0], "a segment begins with its first frame")
					}
					kept = append(kept, got...)
				}
				require.Len(t, kept, segments*test.perSegment, "%s: no drift", name)
				all := make([]media.Ticks, 0, len(ids))
				for _, p := range pts {
					all = append(all, p...)
				}
				for i, n := range test.want {
					require.Equal(t, all[n], kept[i], "%s: frame %d", name, i)
				}
			}
		})
	}
}

// A session that begins in the middle of a segment keeps its first frame, and goes on with the same rule.
func TestDecimator_begins(t *testing.T) {
	rate := media.Rational{Num: 30, Den: 1}
	ids, pts := parts(media.Rational{Num: 60, Den: 1}, 240, 120, none)
	for from := range ids {
		d := media.Decimator{Rate: rate}
		for i := from; i < len(ids); i++ {
			got := d.Frames(ids[i], pts[i])
			require.Equal(t, pts[i][0], got[0])
			require.Len(t, got, 15)
		}
	}
	// What was left out of a segment, because it was marked missing, does not change the next one.
	d := media.Decimator{Rate: rate}
	d.Frames(ids[0], pts[0])
	require.Len(t, d.Frames(ids[4], pts[4]), 15)
}

func TestLadder_WithSourceRate(t *testing.T) {
	ntsc, thirty, sixty := media.Rational{Num: 30000, Den: 1001}, media.Rational{Num: 30, Den: 1}, media.Rational{Num: 60, Den: 1}
	l := media.Ladder{{Name: "a", Width: 640, Height: 360, FrameRate: thirty}, {Name: "b", Width: 320, Height: 180, FrameRate: ntsc}, {Name: "c", Width: 32, Height: 32}}
	for _, test := range []struct{ source, a, b, c media.Rational }{
		{sixty, thirty, ntsc, sixty},
		{thirty, thirty, ntsc, thirty},
		{ntsc, ntsc, ntsc, ntsc},
		{media.Rational{Num: 24, Den: 1}, media.Rational{Num: 24, Den: 1}, media.Rational{Num: 24, Den: 1}, media.Rational{Num: 24, Den: 1}},
		{media.Rational{}, thirty, ntsc, media.Rational{}},
	} {
		got := l.WithSourceRate(test.source)
		for i, want := range []media.Rational{test.a, test.b, test.c} {
			require.Equal(t, want, got[i].Rate(test.source))
			require.Equal(t, want, l[i].Rate(test.source))
			if want == test.source {
				require.Zero(t, got[i].FrameRate, "it is the source's")
			}
		}
	}
	require.EqualValues(t, 640*360*30+320*180*30000/1001+32*32*60, l.PixelRate(sixty))
	require.EqualValues(t, 640*360*30+320*180*30000/1001+32*32*60, l.PixelRate(media.Rational{}), "at most 60 where nobody says")
	require.EqualValues(t, (640*360+320*180+32*32)*30000/1001, l.PixelRate(ntsc))
}
