package ingest_test

import (
	"bytes"
	"log/slog"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

var (
	film   = media.Rational{Num: 24000, Den: 1001}
	pal    = media.Rational{Num: 25, Den: 1}
	ntsc   = media.Rational{Num: 30000, Den: 1001}
	thirty = media.Rational{Num: 30, Den: 1}
	ntsc60 = media.Rational{Num: 60000, Den: 1001}
)

func timeline() (*ingest.Timeline, *bytes.Buffer) {
	var log bytes.Buffer
	return ingest.NewTimeline(slog.New(slog.NewTextHandler(&log, nil))), &log
}

// ms is a time of n units of den/num seconds in milliseconds, rounded by round.
func ms(n int64, rate media.Rational, round func(float64) float64) uint32 {
	return uint32(int64(round(float64(n) * 1000 * float64(rate.Den) / float64(rate.Num))))
}

func TestTimelineDoesNotDriftInTenHours(t *testing.T) {
	for name, round := range map[string]func(float64) float64{"rounded down": math.Floor, "rounded": math.Round, "rounded up": math.Ceil} {
		for _, rate := range []media.Rational{film, pal, ntsc, thirty, ntsc60} {
			t.Run(name+" "+rate.String(), func(t *testing.T) {
				tl, log := timeline()
				tl.SetVideoRate(rate)
				hours := 1.0
				if rate == ntsc {
					hours = 10
				}
				frames := int64(hours * 3600 * rate.Float())
				for n := range frames {
					pts, dts := tl.Video(ms(n, rate, round), 0)
					if want := media.Ticks(n) * rate.FrameTicks(); dts != want || pts != want {
						t.Fatalf("frame %d: pts %d, dts %d, want %d", n, pts, dts, want)
					}
				}
				require.Empty(t, log.String())
			})
		}
	}
}

func TestTimelineWrapsWithoutATrace(t *testing.T) {
	const before = 5000 // ms
	tl, log := timeline()
	tl.SetVideoRate(ntsc)
	tl.SetAudioRate(0, 48000, 1024)
	base := uint32(math.MaxUint32 - before + 1)
	audio := int64(0)
	for n := range int64(600) { // 20 s
		at := ms(n, ntsc, math.Round)
		_, dts := tl.Video(base+at, 0)
		require.Equal(t, media.Ticks(n)*12012, dts)
		for ; audio*1024*1000/48000 <= int64(at); audio++ {
			pts, ok := tl.Audio(0, base+uint32(audio*1024*1000/48000))
			require.True(t, ok)
			require.Equal(t, audio*1024, pts.In(48000))
		}
	}
	require.Empty(t, log.String())
}

func TestTimelineKeepsBFramesOnTheGrid(t *testing.T) {
	// I P B B P B B ...: the PTS of each frame in decoding order, in frames; the encoder delays by two.
	order := func(n int64) int64 {
		switch {
		case n == 0:
			return 2
		case n%3 == 1:
			return n + 4
		default:
			return n + 1
		}
	}
	tl, _ := timeline()
	tl.SetVideoRate(ntsc)
	seen := make(map[media.Ticks]bool)
	for n := range int64(30 * 600) {
		at, display := ms(n, ntsc, math.Round), ms(order(n), ntsc, math.Round)
		pts, dts := tl.Video(at, int32(display-at))
		require.Equal(t, media.Ticks(n)*12012, dts)
		require.Equal(t, media.Ticks(order(n))*12012, pts)
		require.False(t, seen[pts])
		seen[pts] = true
	}
}

func TestTimelineTakesNegativeComposition(t *testing.T) {
	tl, _ := timeline()
	tl.SetVideoRate(pal)
	for n := range uint32(10) {
		tl.Video(n*40, 0)
	}
	pts, dts := tl.Video(400, -40)
	require.Equal(t, 10*14400, int(dts))
	require.Equal(t, 9*14400, int(pts))
	pts, dts = tl.Video(440, math.MinInt32) // noise
	require.Equal(t, dts, pts)
}

func TestTimelineKeepsTheOffsetOfTheTracks(t *testing.T) {
	for _, tc := range []struct{ video, audio uint32 }{{1000, 1023}, {77, 77}, {1_000_000, 1_000_500}} {
		tl, _ := timeline()
		tl.SetVideoRate(thirty)
		tl.SetAudioRate(0, 48000, 1024)
		_, dts := tl.Video(tc.video, 0)
		require.Zero(t, dts)
		pts, ok := tl.Audio(0, tc.audio)
		require.True(t, ok)
		require.Equal(t, int64(tc.audio-tc.video)*48, pts.In(48000))
	}
	t.Run("a track that began before the first message", func(t *testing.T) {
		tl, _ := timeline()
		tl.SetVideoRate(thirty)
		tl.SetAudioRate(0, 48000, 1024)
		_, ok := tl.Audio(0, 1040)
		require.True(t, ok)
		_, dts := tl.Video(1000, 0) // 40 ms before 0: squeezed, not shifted
		require.Zero(t, dts)
		_, dts = tl.Video(1033, 0)
		require.EqualValues(t, 1, dts)
		_, dts = tl.Video(1067, 0)
		require.Equal(t, 2*12000-40*media.Millisecond, dts)
	})
}

func TestTimelineFollowsWhatLeavesTheGrid(t *testing.T) {
	t.Run("dropped frames", func(t *testing.T) {
		tl, _ := timeline()
		tl.SetVideoRate(ntsc)
		for _, n := range []int64{0, 1, 2, 5, 6, 60, 61} {
			_, dts := tl.Video(ms(n, ntsc, math.Round), 0)
			require.Equal(t, media.Ticks(n)*12012, dts)
		}
	})
	t.Run("a variable rate", func(t *testing.T) {
		tl, _ := timeline()
		tl.SetVideoRate(thirty)
		at, last := uint32(0), media.Ticks(-1)
		random := rand.New(rand.NewPCG(1, 2))
		for range 10_000 {
			_, dts := tl.Video(at, 0)
			require.InDelta(t, at, float64(dts)/float64(media.Millisecond), 1.51)
			require.Greater(t, dts, last)
			last = dts
			at += 5 + random.Uint32N(200)
		}
	})
	t.Run("an unknown rate", func(t *testing.T) {
		tl, _ := timeline()
		for _, at := range []uint32{0, 33, 67, 100} {
			_, dts := tl.Video(500+at, 0)
			require.Equal(t, media.Ticks(at)*media.Millisecond, dts)
		}
	})
	t.Run("the same time twice", func(t *testing.T) {
		tl, _ := timeline()
		tl.SetVideoRate(thirty)
		_, first := tl.Video(0, 0)
		pts, second := tl.Video(0, 0)
		require.Greater(t, second, first)
		require.Equal(t, second, pts)
	})
}

func TestTimelineKeepsAudioGapless(t *testing.T) {
	for _, rate := range []int{22050, 32000, 44100, 48000} {
		tl, _ := timeline()
		tl.SetAudioRate(0, rate, 1024)
		for n := range int64(10 * 3600 * rate / 1024) {
			pts, ok := tl.Audio(0, uint32(n*1024*1000/int64(rate)))
			if !ok || pts.In(rate) != n*1024 {
				t.Fatalf("%d Hz: frame %d at %d (%v)", rate, n, pts.In(rate), ok)
			}
		}
	}
}

func TestTimelineFollowsRealAudioGaps(t *testing.T) {
	tl, log := timeline()
	tl.SetAudioRate(0, 48000, 1024)
	var at []int64
	for _, in := range []uint32{0, 21, 43, 64 + 500, 64 + 521} {
		pts, ok := tl.Audio(0, in)
		require.True(t, ok)
		at = append(at, pts.In(48000))
	}
	require.Equal(t, []int64{0, 1024, 2048, 564 * 48, 564*48 + 1024}, at)

	// More sound than time: frames are dropped until there is room again, and none overlaps.
	dropped := 0
	last := media.Ticks(0)
	for n := range uint32(200) {
		pts, ok := tl.Audio(0, 585+20*n) // frames of 21.3 ms, 20 ms apart
		if !ok {
			dropped++
			continue
		}
		require.GreaterOrEqual(t, pts.In(48000)-last.In(48000), int64(1024))
		require.InDelta(t, 585+20*n, pts.Seconds()*1000, 31)
		last = pts
	}
	require.InDelta(t, 200-200*20/21.33, dropped, 2)
	require.Empty(t, log.String())
}

func TestTimelineGoesOnAfterARestartedClock(t *testing.T) {
	for name, jump := range map[string]uint32{"to zero": 0, "far ahead": 100_000_000, "back a second": 59_000} {
		t.Run(name, func(t *testing.T) {
			tl, log := timeline()
			tl.SetVideoRate(pal)
			tl.SetAudioRate(0, 48000, 1024)
			var video, audio media.Ticks
			for n := range uint32(1500) { // 60 s
				_, video = tl.Video(n*40, 0)
				for a := range uint32(2) {
					audio, _ = tl.Audio(0, n*40+a*20)
				}
			}
			require.Empty(t, log.String())
			for n := range uint32(100) {
				_, dts := tl.Video(jump+n*40, 0)
				require.Equal(t, video+14400, dts)
				video = dts
				pts, ok := tl.Audio(0, jump+n*40)
				if ok {
					require.Greater(t, pts, audio)
					require.InDelta(t, dts.Seconds(), pts.Seconds(), 0.035, "the tracks stay together")
					audio = pts
				}
				tl.Audio(0, jump+n*40+20)
			}
			require.Equal(t, 1, strings.Count(log.String(), "jumped"), "both tracks jump once")
		})
	}
}

func TestFrameRate(t *testing.T) {
	for in, want := range map[float64]media.Rational{
		30: thirty, 29.97: ntsc, 29.970029: ntsc, 25: pal, 23.976: film, 23.98: film, 59.94: ntsc60,
		12.5: {Num: 12500, Den: 1000}, 0: {}, -1: {}, 1e9: {}, math.NaN(): {}, math.Inf(1): {},
	} {
		require.Equal(t, want, ingest.FrameRate(in), "%v", in)
	}
}

// FuzzTimeline feeds any times: what comes out rises strictly, is never negative, and does not run away from what
// came in by more than the jumps that are allowed.
func FuzzTimeline(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0, 1, 0, 0, 0, 20, 0, 0, 0, 0, 33}, uint16(30000), uint16(1001), uint16(44100))
	f.Add([]byte{0, 255, 255, 255, 255, 0, 0, 0, 0, 20, 1, 127, 255, 255, 255}, uint16(25), uint16(1), uint16(48000))
	f.Add([]byte{1, 9, 9, 9, 9, 1, 0, 0, 0, 0}, uint16(0), uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, in []byte, num, den, rate uint16) {
		tl, _ := timeline()
		tl.SetVideoRate(media.Rational{Num: int(num), Den: int(den)})
		tl.SetAudioRate(0, int(rate), 1024)
		video, audio := media.Ticks(-1), media.Ticks(-1)
		for n := 1; len(in) >= 5; n++ {
			at := uint32(in[1])<<24 | uint32(in[2])<<16 | uint32(in[3])<<8 | uint32(in[4])
			limit := media.Ticks(n+1) * 3600 * media.Second // a frame may last long at a strange rate
			if in[0]&1 == 0 {
				pts, dts := tl.Video(at, int32(int8(in[0])))
				require.Greater(t, dts, video)
				require.GreaterOrEqual(t, pts, media.Ticks(0))
				require.Less(t, dts, limit)
				video = dts
			} else if pts, ok := tl.Audio(0, at); ok {
				require.Greater(t, pts, audio)
				require.Less(t, pts, limit)
				audio = pts
			}
			in = in[5:]
		}
	})
}

// TestTimelineBoundary: a looped clip of half a second goes on, with picture and sound as far apart as they were.
func TestTimelineBoundary(t *testing.T) {
	const frames, frame = 10, media.Second / 25
	tl, _ := timeline()
	tl.SetVideoRate(pal)
	var want, last media.Ticks
	for range 5 {
		tl.Boundary()
		for n := range media.Ticks(frames) {
			raw := 7*media.Second + n*frame
			pts, dts := tl.VideoAt(raw+2*frame, raw)
			require.Equal(t, want, dts)
			require.Equal(t, want+2*frame, pts)
			want += frame
			at, ok := tl.AudioAt(0, raw)
			require.True(t, ok)
			require.Equal(t, dts, at)
			require.True(t, n == 0 || at > last)
			last = at
		}
	}
	t.Run("sound that overlaps a little is no other clock", func(t *testing.T) {
		tl, log := timeline()
		tl.SetAudioRate(0, 48000, 1024)
		for i, n := range []media.Ticks{0, 1, 2, 3, 4, 5, 3, 4, 5, 6} {
			if i == 6 {
				tl.Boundary()
			}
			raw := n * 7680
			if at, ok := tl.AudioAt(0, raw); ok {
				require.InDelta(t, float64(raw), float64(at), float64(30*media.Millisecond))
			}
		}
		require.Empty(t, log.String())
	})
}

// Of audio whose frames are of unknown length every unit counts, and the times are the publisher's.
func TestTimelineKeepsAudioOfUnknownLength(t *testing.T) {
	tl, _ := timeline()
	var got []media.Ticks
	for _, at := range []uint32{500, 526, 526, 520, 552} {
		pts, ok := tl.Audio(0, at)
		require.True(t, ok)
		got = append(got, pts)
	}
	pts, ok := tl.AudioNano(0, 578, 250_000)
	require.True(t, ok)
	const ms = media.Millisecond
	require.Equal(t, []media.Ticks{0, 26 * ms, 26*ms + 1, 26*ms + 2, 52 * ms, 78*ms + ms/4}, append(got, pts))
}

// What belongs to no track lies where the media of its time does, across the wrap of the clock, and leaves the media alone.
func TestTimelinePlace(t *testing.T) {
	tl, log := timeline()
	_, ok := tl.Place(7)
	require.False(t, ok)
	const wrap = 1<<32 - 1000
	_, ok = tl.Audio(0, wrap)
	require.True(t, ok)
	for ms, want := range map[uint32]media.Ticks{wrap + 500: media.Second / 2, 2000: 3 * media.Second, wrap - 10: 0, wrap / 2: 0} {
		at, placed := tl.Place(ms)
		require.True(t, placed)
		require.Equal(t, want, at, ms)
	}
	pts, dts := tl.Video(1000, 0)
	require.Equal(t, 2*media.Second, dts)
	require.Equal(t, pts, dts)
	at, ok := tl.Place(1500)
	require.True(t, ok)
	require.Equal(t, 5*media.Second/2, at)
	require.Empty(t, log.String())
}
