package registry_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/registry"
	"github.com/millrace/millrace/pkg/media"
)

func info(worker string, rate int64, sessions int) registry.Info {
	return registry.Info{Worker: worker, PixelRate: rate, MaxSessions: sessions}
}

func h264(rate int64) media.Work { return media.Work{H264: rate} }

func workers(list []*registry.Transcoder) []string {
	var names []string
	for _, t := range list {
		names = append(names, t.Info().Worker)
	}
	return names
}

func isGone(t *registry.Transcoder) bool {
	select {
	case <-t.Gone():
		return true
	default:
		return false
	}
}

func TestRegistry(t *testing.T) {
	var sum int64 = -1
	now := time.Unix(1, 0)
	r := registry.New(func(rate int64) { sum = rate })
	a := r.Attach(info("a", 100, 2), now)
	b := r.Attach(info("b", 60, 2), now)
	require.Equal(t, int64(160), sum)
	require.Equal(t, []string{"a", "b"}, workers(r.ByFreeRate()))

	release, ok := a.Reserve(h264(50))
	require.True(t, ok)
	require.Equal(t, []string{"b", "a"}, workers(r.ByFreeRate()), "the one with most free comes first")
	require.Equal(t, int64(60), r.LargestFree(h264(1)))
	_, ok = a.Reserve(h264(51))
	require.False(t, ok, "no more than it can do")
	second, ok := a.Reserve(h264(1))
	require.True(t, ok)
	_, ok = a.Reserve(h264(1))
	require.False(t, ok, "no more sessions than it takes")
	second()
	release()
	release()
	_, ok = a.Reserve(h264(101))
	require.False(t, ok, "released twice is released once")
	_, ok = a.Reserve(h264(0))
	require.False(t, ok)

	a.Heartbeat(3, 0, now.Add(time.Second))
	require.Equal(t, registry.Status{
		Info: info("a", 100, 2), Attached: now, Reported: 3, Heartbeat: now.Add(time.Second),
	}, r.Statuses()[0])

	replacement := r.Attach(info("a", 30, 1), now)
	require.True(t, isGone(a))
	require.ErrorIs(t, a.Reason(), registry.ErrReplaced)
	require.Equal(t, int64(90), sum)
	_, ok = a.Reserve(h264(1))
	require.False(t, ok, "one that is gone takes nothing")
	a.Detach()
	require.ErrorIs(t, a.Reason(), registry.ErrReplaced, "the first reason stays")
	require.False(t, isGone(replacement), "the earlier one's end does not touch the later")

	b.Detach()
	require.ErrorIs(t, b.Reason(), registry.ErrDetached)
	require.Equal(t, int64(30), sum)

	r.Close()
	require.ErrorIs(t, replacement.Reason(), registry.ErrClosed)
	require.True(t, isGone(r.Attach(info("c", 1, 1), now)), "nobody attaches to a closed registry")
	require.Empty(t, r.Statuses())
	require.Zero(t, sum)
}

// TestResting: what a transcoder cannot do now is not sold, and is again once it can. Sessions that run go on.
func TestResting(t *testing.T) {
	var sum int64
	r := registry.New(func(rate int64) { sum = rate })
	a, b := r.Attach(info("a", 80, 9), time.Time{}), r.Attach(info("b", 50, 9), time.Time{})
	release, ok := a.Reserve(h264(30))
	require.True(t, ok)
	for _, step := range []struct{ resting, sum, largest int64 }{
		{10, 120, 50}, {70, 60, 50}, {0, 130, 50}, {1000, 50, 50}, {-5, 130, 50},
	} {
		a.Heartbeat(1, step.resting, time.Time{})
		require.Equal(t, step.sum, sum)
		require.Equal(t, step.largest, r.LargestFree(h264(1)))
		require.Equal(t, int64(30), r.Statuses()[0].UsedRate)
	}
	b.Heartbeat(0, 50, time.Time{})
	a.Heartbeat(1, 20, time.Time{})
	require.Equal(t, int64(30), r.LargestFree(h264(1)))
	_, ok = a.Reserve(h264(31))
	require.False(t, ok)
	release()
	a.Detach()
	require.Zero(t, sum)
}

// TestCosts: what is dearer to encode takes more of a transcoder, as much as that one said.
func TestCosts(t *testing.T) {
	r := registry.New(nil)
	slow, fast := info("slow", 100, 9), info("fast", 50, 9)
	slow.Costs, fast.Costs = media.EncodeCosts{HEVC: 4, HEVC10: 5}, media.EncodeCosts{HEVC: 1}
	a, b := r.Attach(slow, time.Time{}), r.Attach(fast, time.Time{})
	require.Equal(t, int64(100), r.LargestFree(h264(10)))
	require.Equal(t, int64(50), r.LargestFree(media.Work{HEVC: 10}), "more than the 25 that the slow one has room for")
	require.Zero(t, r.LargestFree(media.Work{}))
	_, ok := a.Reserve(media.Work{HEVC: 26})
	require.False(t, ok)
	release, ok := a.Reserve(media.Work{H264: 20, HEVC: 10, HEVC10: 8})
	require.True(t, ok)
	require.Equal(t, int64(100), r.Statuses()[1].UsedRate)
	release()
	require.Zero(t, r.Statuses()[1].UsedRate)
	_, ok = b.Reserve(media.Work{HEVC: 50})
	require.True(t, ok)
	require.Zero(t, r.LargestFree(media.Work{H264: 5, AV1: 5}), "none of them has an encoder of it")
	_, ok = a.Reserve(media.Work{AV1: 1})
	require.False(t, ok)
	require.Equal(t, int64(2*100/5), r.LargestFree(media.Work{H264: 5, HEVC: 5}), "of half the pixels each of the slow one's costs four")
}

// TestOffer: a transcoder that does not take its offers gets no more of them.
func TestOffer(t *testing.T) {
	tc := registry.New(nil).Attach(info("a", 1, 1), time.Now())
	n := 0
	for ; tc.Offer("id"); n++ {
		require.Less(t, n, 100)
	}
	require.Equal(t, "id", <-tc.Offers())
	require.True(t, tc.Offer("next"))
}
