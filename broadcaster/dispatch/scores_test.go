package dispatch_test

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/dispatch"
)

// serving counts the parts of a stream in three rungs for that long, and returns when that is over.
func serving(s *dispatch.Scores, a common.Address, latency, long time.Duration, now time.Time) time.Time {
	for end := now.Add(long); now.Before(end); now = now.Add(500 * time.Millisecond) {
		for range 3 {
			s.Part(a, latency, now)
		}
	}
	return now
}

func TestScores(t *testing.T) {
	a := common.Address{1}
	start := time.Unix(1_800_000_000, 0)
	const good, late = 400 * time.Millisecond, 2 * time.Second
	for name, tt := range map[string]struct {
		does func(s *dispatch.Scores) time.Time
		want dispatch.Score
	}{
		"a newcomer has the benefit of the doubt": {
			func(*dispatch.Scores) time.Time { return start },
			dispatch.Score{Performance: 100},
		},
		"parts on time": {
			func(s *dispatch.Scores) time.Time { return serving(s, a, good, time.Minute, start) },
			dispatch.Score{Performance: 100, P50: good, P95: good},
		},
		"a late part now and then is nothing": {
			func(s *dispatch.Scores) time.Time {
				now := serving(s, a, good, time.Minute, start)
				s.Part(a, late, now)
				return now
			},
			dispatch.Score{Performance: 100, P50: good, P95: good},
		},
		"ten segments of late parts outweigh an hour": {
			func(s *dispatch.Scores) time.Time {
				return serving(s, a, late, 20*time.Second, serving(s, a, good, time.Hour, start))
			},
			dispatch.Score{Performance: 40, P50: 2500 * time.Millisecond, P95: 2500 * time.Millisecond},
		},
		"two segments do of a newcomer": {
			func(s *dispatch.Scores) time.Time { return serving(s, a, late, 4*time.Second, start) },
			dispatch.Score{Performance: 30, P50: 2500 * time.Millisecond, P95: 2500 * time.Millisecond},
		},
		"a minute of good service makes up for them": {
			func(s *dispatch.Scores) time.Time {
				return serving(s, a, good, time.Minute, serving(s, a, late, 20*time.Second, start))
			},
			dispatch.Score{Performance: 100, P50: good, P95: good},
		},
		"so does rest": {
			func(s *dispatch.Scores) time.Time {
				return serving(s, a, late, 20*time.Second, start).Add(2 * time.Minute)
			},
			dispatch.Score{Performance: 100},
		},
		"a fault of a newcomer": {
			func(s *dispatch.Scores) time.Time { s.Fault(a, false, start); return start },
			dispatch.Score{Performance: 80, Faults: 1},
		},
		"a part that is not what it had to be counts three times": {
			func(s *dispatch.Scores) time.Time { s.Fault(a, true, start); return start },
			dispatch.Score{Performance: 60, Faults: 1, Invalid: 1},
		},
		"faults are forgotten": {
			func(s *dispatch.Scores) time.Time {
				s.Fault(a, true, start)
				s.Fault(a, true, start)
				return start.Add(10 * time.Minute)
			},
			dispatch.Score{Performance: 60, Faults: 1, Invalid: 1},
		},
		"and made up for by service": {
			func(s *dispatch.Scores) time.Time {
				s.Fault(a, false, start)
				return serving(s, a, good, 10*time.Minute, start)
			},
			dispatch.Score{Performance: 100, P50: good, P95: good, Faults: 0.5},
		},
		"nobody's performance is nothing": {
			func(s *dispatch.Scores) time.Time {
				for range 1000 {
					s.Fault(a, true, start)
				}
				return start
			},
			dispatch.Score{Performance: 10, Faults: 1000, Invalid: 1000},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := dispatch.NewScores()
			got := s.Of(a, tt.does(s))
			require.InDelta(t, tt.want.Faults, got.Faults, 1e-2)
			require.InDelta(t, tt.want.Invalid, got.Invalid, 1e-2)
			got.Faults, got.Invalid = tt.want.Faults, tt.want.Invalid
			require.Equal(t, tt.want, got)
			require.Equal(t, 100, s.Of(common.Address{2}, start).Performance, "it is nobody else's")
		})
	}
}

// Whoever has a key can have a score; memory has a bound all the same, and those that were heard of last are kept.
func TestScoresAreBounded(t *testing.T) {
	s := dispatch.NewScores()
	u := dispatch.NewSuspensions()
	now := time.Unix(1_800_000_000, 0)
	address := func(i int) (a common.Address) {
		binary.BigEndian.PutUint32(a[:], uint32(i))
		return a
	}
	for i := range 5000 {
		now = now.Add(time.Millisecond)
		s.Fault(address(i), true, now)
		u.Fault(address(i), "failed", now)
	}
	suspended := 0
	for i := range 5000 {
		if _, why := u.Suspended(address(i), now); why != "" {
			suspended++
		}
	}
	require.Equal(t, 4096, suspended)
	require.Equal(t, 100, s.Of(address(0), now).Performance, "forgotten")
	require.Equal(t, 60, s.Of(address(4999), now).Performance)
}

func TestSuspensions(t *testing.T) {
	a := common.Address{1}
	start := time.Unix(1_800_000_000, 0)
	out := func(s *dispatch.Suspensions, now time.Time) time.Duration {
		until, _ := s.Suspended(a, now)
		return max(0, until.Sub(now))
	}

	t.Run("each_failure_doubles_the_time_out_up_to_a_bound", func(t *testing.T) {
		s := dispatch.NewSuspensions()
		now := start
		for _, want := range []time.Duration{15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800} {
			s.Fault(a, "late", now)
			require.Equal(t, want*time.Second, out(s, now))
			now = now.Add(want * time.Second)
			require.Zero(t, out(s, now))
		}
	})
	t.Run("sessions_that_fail_together_are_one_failure", func(t *testing.T) {
		s := dispatch.NewSuspensions()
		for i := range 50 {
			s.Fault(a, "gone", start.Add(time.Duration(i)*time.Millisecond))
		}
		require.Equal(t, 15*time.Second, out(s, start))
		s.Fault(a, "gone again", start.Add(6*time.Second))
		require.Equal(t, 30*time.Second, out(s, start.Add(6*time.Second)))
	})
	t.Run("a_success_does_not_shorten_it", func(t *testing.T) {
		s := dispatch.NewSuspensions()
		s.Fault(a, "gone", start)
		s.Served(a, start.Add(time.Second))
		require.Equal(t, 14*time.Second, out(s, start.Add(time.Second)))
	})
	t.Run("each_success_takes_one_doubling_back", func(t *testing.T) {
		s := dispatch.NewSuspensions()
		now := start
		for range 4 {
			s.Fault(a, "gone", now)
			now = now.Add(10 * time.Second)
		}
		s.Served(a, now)
		s.Served(a, now)
		s.Fault(a, "gone", now.Add(5*time.Minute))
		require.Equal(t, time.Minute, out(s, now.Add(5*time.Minute)), "the third in a row, not the fifth")
	})
	t.Run("so_does_time", func(t *testing.T) {
		s := dispatch.NewSuspensions()
		now := start
		for range 4 {
			s.Fault(a, "gone", now)
			now = now.Add(10 * time.Second)
		}
		now = now.Add(3 * time.Hour)
		s.Fault(a, "gone", now)
		require.Equal(t, 15*time.Second, out(s, now))
	})
}
