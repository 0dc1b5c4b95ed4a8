package pipeline

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

func id(segment, part int) media.PartID {
	return media.PartID{Segment: media.SegmentSeq(segment), Part: part}
}

func TestTimeline(t *testing.T) {
	type event struct {
		at     place
		closed *mark
		ready  *mark
	}
	for _, test := range []struct {
		name     string
		parts    [][]int64 // PTS in decoding order
		reorders bool
		want     []event // of the pictures in presentation order
		finish   *mark
	}{
		{
			name: "no reordering: a part is complete with its last picture", parts: [][]int64{{0, 10}, {20, 30}},
			want: []event{
				{at: place{part: id(0, 0)}},
				{at: place{id(0, 0), true}, ready: &mark{part: id(0, 0), end: 20}},
				{at: place{part: id(0, 1)}},
				{at: place{id(0, 1), true}, ready: &mark{part: id(0, 1), last: true, start: 20, end: 40}},
			},
		},
		{
			name: "reordering: a part waits for the time of the next picture", parts: [][]int64{{0, 30}, {10, 20}}, reorders: true,
			want: []event{
				{at: place{part: id(0, 0)}},
				{at: place{id(0, 0), true}},
				{at: place{part: id(0, 1)}, closed: &mark{part: id(0, 0), end: 20}},
				{at: place{id(0, 1), true}},
			},
			finish: &mark{part: id(0, 1), last: true, start: 20, end: 40},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var line timeline
			var all []int64
			for i, times := range test.parts {
				p := media.Part{ID: id(0, i), Last: i == len(test.parts)-1}
				end := media.Ticks(10 * (i + 1) * len(times))
				if test.reorders {
					end = media.Ticks(slices.Max(times) + 10)
				}
				all = append(all, times...)
				require.NoError(t, line.feed(p, times, max(end, media.Ticks(slices.Max(all)+10)), test.reorders))
			}
			slices.Sort(all)
			var got []event
			for _, pts := range all {
				at, closed, err := line.decoded(pts)
				require.NoError(t, err)
				got = append(got, event{at, closed, line.complete()})
			}
			require.Equal(t, test.want, got)
			m, err := line.finish()
			require.NoError(t, err)
			require.Equal(t, test.finish, m)
		})
	}
}

// Whatever the order and the sizes of parts: each part gets as many pictures as it holds frames, and ends where the
// next begins.
func TestTimeline_random(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		times := make([]int64, 40+r.IntN(40))
		for i := 1; i < len(times); i++ {
			times[i] = times[i-1] + 1 + r.Int64N(1000)
		}
		order := slices.Clone(times)
		depth := r.IntN(4)
		for i := range order { // swaps at most depth places away
			j := min(i+r.IntN(depth+1), len(order)-1)
			order[i], order[j] = order[j], order[i]
		}
		var line timeline
		var counts, placed []int
		var ends []media.Ticks
		next := 0 // in times: what comes out of a decoder that waits long enough
		out := func(upTo int) {
			for ; next < upTo; next++ {
				at, closed, err := line.decoded(times[next])
				require.NoError(t, err)
				if closed != nil {
					ends = append(ends, closed.end)
				}
				for len(placed) <= at.part.Part {
					placed = append(placed, 0)
				}
				placed[at.part.Part]++
				require.Equal(t, placed[at.part.Part] == counts[at.part.Part], at.last)
				if m := line.complete(); m != nil {
					ends = append(ends, m.end)
				}
			}
		}
		for fed := 0; fed < len(order); {
			n := min(1+r.IntN(6), len(order)-fed)
			part := media.Part{ID: id(0, len(counts))}
			require.NoError(t, line.feed(part, order[fed:fed+n], media.Ticks(slices.Max(order[:fed+n])+1), true))
			counts = append(counts, n)
			fed += n
			// The decoder may give out what nothing that is still to come can precede.
			sure := 0
			for sure < len(times) && slices.Contains(order[:fed], times[sure]) {
				sure++
			}
			out(sure)
		}
		m, err := line.finish()
		require.NoError(t, err)
		ends = append(ends, m.end)
		require.Equal(t, counts, placed)
		sum := 0
		for i, n := range counts {
			sum += n
			if sum < len(times) {
				require.Equal(t, media.Ticks(times[sum]), ends[i])
			}
		}
		require.Len(t, ends, len(counts))
	}
}

func TestTimeline_errors(t *testing.T) {
	feed := func(t *testing.T, times ...int64) *timeline {
		var line timeline
		require.NoError(t, line.feed(media.Part{ID: id(0, 0)}, times, 100, false))
		return &line
	}
	t.Run("a frame did not come out", func(t *testing.T) {
		line := feed(t, 0, 10, 20)
		_, _, err := line.decoded(0)
		require.NoError(t, err)
		_, _, err = line.decoded(20)
		require.ErrorIs(t, err, ErrSource)
		require.ErrorContains(t, err, "0.000028s")
	})
	t.Run("the last frame did not come out", func(t *testing.T) {
		line := feed(t, 0, 10)
		_, _, err := line.decoded(0)
		require.NoError(t, err)
		_, err = line.finish()
		require.ErrorIs(t, err, ErrSource)
	})
	t.Run("more came out than went in", func(t *testing.T) {
		line := feed(t, 0)
		_, _, err := line.decoded(0)
		require.NoError(t, err)
		_, _, err = line.decoded(10)
		require.ErrorIs(t, err, ErrSource)
	})
	t.Run("times that cannot be", func(t *testing.T) {
		for _, times := range [][]int64{{-1}, {0, 0}, {1 << 61}} {
			var line timeline
			require.ErrorIs(t, line.feed(media.Part{}, times, 10, false), ErrSource)
		}
		line := feed(t, 5)
		_, _, err := line.decoded(5)
		require.NoError(t, err)
		require.ErrorIs(t, line.feed(media.Part{ID: id(0, 1)}, []int64{5}, 10, false), ErrSource)
	})
	t.Run("nothing ever comes out", func(t *testing.T) {
		var line timeline
		for i := range 3 {
			times := make([]int64, 1000)
			for j := range times {
				times[j] = int64(1000*i + j)
			}
			err := line.feed(media.Part{ID: id(0, i)}, times, 1, false)
			require.Equal(t, i == 2, err != nil)
		}
	})
	t.Run("nothing was fed", func(t *testing.T) {
		m, err := new(timeline).finish()
		require.NoError(t, err)
		require.Nil(t, m)
	})
}
