package audience_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/audience"
)

// house is a counter with a clock that is told the time.
type house struct {
	*audience.Counter
	now time.Time
}

func open() *house {
	h := &house{now: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)}
	h.Counter = audience.New(func() time.Time { return h.now })
	return h
}

// watch has so many of whom all look alike watch for a time: pictures by pieces of one duration, and sound.
func (h *house) watch(stream string, who audience.Who, viewers int, d, piece time.Duration) {
	for end := h.now.Add(d); h.now.Before(end); h.now = h.now.Add(piece) {
		for range viewers {
			h.Fetched(stream, who, false, piece)
			h.Fetched(stream, who, true, piece)
		}
	}
}

func TestCounter(t *testing.T) {
	for name, piece := range map[string]time.Duration{"parts": 500 * time.Millisecond, "segments": 2 * time.Second, "long": 3 * time.Second} {
		t.Run(name, func(t *testing.T) {
			h := open()
			require.Zero(t, h.Count("show"))
			h.Fetched("show", 1, false, 9*time.Second) // ahead
			for range 40 {
				h.watch("show", 1, 1, piece, piece)
				require.Equal(t, 1, h.Count("show"))
			}
			require.Zero(t, h.Count("other"))
			h.watch("show", 2, 4, time.Minute, piece)
			require.Equal(t, 4, h.Count("show"), "who are alike are told apart by how much they fetch")
			h.now = h.now.Add(16 * time.Second)
			require.Zero(t, h.Count("show"))
		})
	}
}

// Many who come at one time are as many as they are.
func TestCounter_many(t *testing.T) {
	h := open()
	for n := range 1000 {
		h.Fetched("show", audience.Who(n), false, 9*time.Second)
		h.Fetched("sound only", audience.Who(n), true, 9*time.Second)
	}
	require.Equal(t, 1000, h.Count("show"))
	require.Equal(t, 1000, h.Count("sound only"))
	h.now = h.now.Add(10 * time.Second)
	h.Fetched("show", 7, false, time.Second)
	h.now = h.now.Add(6 * time.Second)
	require.Equal(t, 1, h.Count("show"))
}

func TestCounter_elsewhere(t *testing.T) {
	h := open()
	h.Elsewhere("show", "b", 3)
	h.Elsewhere("show", "c", 2)
	h.Fetched("show", 1, false, time.Second)
	require.Equal(t, 6, h.Count("show"))
	require.Equal(t, 1, h.Here("show"))
	h.Elsewhere("show", "b", 1)
	require.Equal(t, 4, h.Count("show"))
	h.now = h.now.Add(20 * time.Second)
	require.Zero(t, h.Count("show"))
}

// Neither streams nor viewers without end take memory without end.
func TestCounter_bounds(t *testing.T) {
	h := open()
	for n := range 10_000 {
		h.Fetched(fmt.Sprint(n), 1, false, time.Second)
	}
	require.Zero(t, h.Count("9999"))
	h.now = h.now.Add(time.Minute)
	h.Fetched("9999", 1, false, time.Second)
	require.Equal(t, 1, h.Count("9999"))
	for n := range 1<<17 + 10 {
		h.Fetched("full", audience.Who(n), false, time.Second)
	}
	require.Equal(t, 1<<17, h.Count("full"))
	h.now = h.now.Add(time.Minute)
	h.Fetched("full", 1<<20, false, time.Second)
	require.Equal(t, 1, h.Count("full"))
}
