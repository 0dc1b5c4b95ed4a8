package cluster_test

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stores are the implementations that must behave alike.
func stores(t *testing.T, check func(t *testing.T, s cluster.Store)) {
	t.Run("memory", func(t *testing.T) { check(t, cluster.NewMemory()) })
	t.Run("redis", func(t *testing.T) {
		server := clustertest.StartRedis(t)
		check(t, open(t, server.URL()))
	})
}

func open(t *testing.T, url string) *cluster.Redis {
	t.Helper()
	r, err := cluster.OpenRedis(url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	return r
}

// lease is one of a node that is called a, b, ...
func lease(node string, epoch cluster.Epoch) cluster.Lease {
	return cluster.Lease{
		Stream: "mine", Node: node, URL: "http://" + node + ".example:8935", Epoch: epoch,
		Place: cluster.Position{Start: time.Unix(1000, 0).UTC(), Segment: 7, Time: 1 << 50, Cuts: 2, At: time.Unix(1014, 5).UTC(), Said: `["1"]`},
	}
}

const now = cluster.Epoch(1_800_000_000_123_456) // it has more digits than a float64 shows by default

func TestStore(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		ctx := t.Context()
		take := func(l cluster.Lease) (cluster.Epoch, cluster.Lease) {
			t.Helper()
			epoch, before, err := s.Take(ctx, l, time.Minute)
			require.NoError(t, err)
			return epoch, before
		}
		keep := func(l cluster.Lease) cluster.Kept {
			t.Helper()
			kept, err := s.Keep(ctx, []cluster.Lease{l}, time.Minute)
			require.NoError(t, err)
			require.Len(t, kept, 1)
			return kept[0]
		}
		find := func() cluster.Lease {
			t.Helper()
			l, err := s.Find(ctx, "mine")
			require.NoError(t, err)
			return l
		}
		_, err := s.Find(ctx, "mine")
		require.ErrorIs(t, err, cluster.ErrNone)

		epoch, before := take(lease("a", now))
		require.Equal(t, now, epoch)
		require.Zero(t, before)
		require.Equal(t, lease("a", now), find())

		epoch, before = take(lease("b", now-1000)) // its clock is slow
		require.Equal(t, now+1, epoch, "the newest wins all the same")
		require.Equal(t, lease("a", now), before, "with all that was said of it")
		mute := lease("c", now)
		mute.Place = cluster.Position{}
		for range 2 {
			epoch, before = take(mute)
		}
		require.Equal(t, now+3, epoch)
		require.Equal(t, lease("a", now), before, "nobody has said more since")
		epoch, before = take(lease("b", now-1000))
		require.Equal(t, now+4, epoch)
		require.Equal(t, lease("a", now), before)

		require.Equal(t, cluster.Kept{By: lease("b", now+4)}, keep(lease("a", now)), "who has lost it does not get it back")
		require.Equal(t, cluster.Kept{By: lease("b", now+4)}, keep(lease("a", now+4)))
		moved := lease("b", now+4)
		moved.Place.Segment, moved.Ended, moved.Rules = 9, true, true
		require.Equal(t, cluster.Kept{Epoch: now + 4}, keep(moved))
		require.Equal(t, moved, find())
		require.Equal(t, cluster.Kept{Epoch: now + 4}, keep(lease("b", now-1000)), "a node whose call had an effect that it was not told of")

		require.Equal(t, cluster.Kept{Epoch: now + 5}, keep(lease("c", now+5)), "a store that went back to an older state")
		require.Equal(t, lease("c", now+5), find())

		other := lease("a", now)
		other.Stream = "other"
		kept, err := s.Keep(ctx, []cluster.Lease{lease("b", now), other, lease("c", now+5)}, time.Minute)
		require.NoError(t, err)
		require.Equal(t, []cluster.Kept{{By: lease("c", now+5)}, {Epoch: now}, {Epoch: now + 5}}, kept, "in the order of the leases")

		_, before = take(mute)
		require.Equal(t, lease("c", now+5), before, "what was kept since")
	})
}

func TestStore_leases_go(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		gone := func() bool {
			_, err := s.Find(t.Context(), "mine")
			return err != nil
		}
		const ttl = 300 * time.Millisecond
		began := time.Now()
		_, _, err := s.Take(t.Context(), lease("a", now), ttl)
		require.NoError(t, err)
		require.Eventually(t, gone, time.Minute, 10*time.Millisecond)
		require.GreaterOrEqual(t, time.Since(began), ttl)
		kept, err := s.Keep(t.Context(), []cluster.Lease{lease("a", now)}, time.Minute)
		require.NoError(t, err)
		require.Equal(t, []cluster.Kept{{Epoch: now}}, kept, "it is put back")
		require.False(t, gone())
		_, before, err := s.Take(t.Context(), lease("b", now+9), time.Minute)
		require.NoError(t, err)
		require.Equal(t, lease("a", now), before)
	})
}

func TestStore_members(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		a, b := cluster.Member{Name: "a", URL: "http://a.example:8935"}, cluster.Member{Name: "b", URL: "http://b.example:8935"}
		join := func(m cluster.Member, ttl time.Duration) []cluster.Member {
			t.Helper()
			members, err := s.Join(t.Context(), m, ttl)
			require.NoError(t, err)
			return members
		}
		require.Equal(t, []cluster.Member{b}, join(b, time.Minute))
		require.Equal(t, []cluster.Member{a, b}, join(a, time.Minute))
		require.Equal(t, []cluster.Member{a, b}, join(b, 100*time.Millisecond), "the newest word counts")
		require.Eventually(t, func() bool { return len(join(a, time.Minute)) == 1 }, time.Minute, 10*time.Millisecond, "who says nothing more is gone")
		require.Equal(t, []cluster.Member{a, b}, join(b, time.Minute))
		require.Equal(t, []cluster.Member{b}, join(a, 0), "and so is who says so")
		for i := range cluster.MaxMembers {
			join(cluster.Member{Name: fmt.Sprintf("c%03d", i), URL: "http://c.example"}, 2*time.Minute)
		}
		require.Len(t, join(a, time.Minute), cluster.MaxMembers)
	})
}

// Of nodes that take a stream at one time each gets another epoch, and the highest has it.
func TestStore_takers_at_one_time(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		var takers sync.WaitGroup
		var mu sync.Mutex
		epochs := map[cluster.Epoch]string{}
		for i := range 20 {
			takers.Go(func() {
				l := lease(string(rune('a'+i)), now)
				epoch, _, err := s.Take(t.Context(), l, time.Minute)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					epochs[epoch] = l.Node
				}
			})
		}
		takers.Wait()
		require.Len(t, epochs, 20)
		l, err := s.Find(t.Context(), "mine")
		require.NoError(t, err)
		require.Equal(t, now+19, l.Epoch)
		require.Equal(t, epochs[l.Epoch], l.Node)
	})
}

func TestStore_changes_are_told(t *testing.T) {
	stores(t, func(t *testing.T, s cluster.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		ready, changes, done := make(chan bool, 1), make(chan cluster.Lease, 10), make(chan bool)
		go func() {
			defer close(done)
			s.Watch(ctx, func() { ready <- true }, func(l cluster.Lease) { changes <- l })
		}()
		<-ready
		_, _, err := s.Take(ctx, lease("a", now), time.Minute)
		require.NoError(t, err)
		require.Equal(t, lease("a", now), <-changes)
		_, err = s.Keep(ctx, []cluster.Lease{lease("a", now)}, time.Minute)
		require.NoError(t, err)
		_, err = s.Keep(ctx, []cluster.Lease{lease("b", now+1)}, time.Minute)
		require.NoError(t, err)
		require.Equal(t, lease("b", now+1), <-changes, "and not that it was kept")
		cancel()
		<-done
		require.Empty(t, changes)
	})
}

func TestOpenRedis(t *testing.T) {
	for name, url := range map[string]string{"scheme": "http://localhost", "secrets": "redis://:hidden@host:1/none"} {
		_, err := cluster.OpenRedis(url)
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "hidden", name)
	}
	for _, url := range []string{
		"redis://localhost:26379/1?master_name=main", "redis+sentinel://localhost/main", "redis+sentinel://a:1,b,[::1]:26379/main/0",
		"rediss+sentinel://user:hid%40den@a,b/main/2?sentinel_username=s&sentinel_password=hidden",
	} {
		r, err := cluster.OpenRedis(url)
		require.NoError(t, err, url)
		require.NoError(t, r.Close())
	}
	for _, url := range []string{
		"redis+sentinel://:hidden@a", "redis+sentinel://:hidden@/main", "redis+sentinel://:hidden@a,,b/main", "redis+sentinel://:hidden@a:0/main",
		"redis+sentinel://:hidden@a:65536/main", "redis+sentinel://:hidden@a/main/x", "redis+sentinel://:hidden@a/main/-1", "redis+sentinel://:hidden@a/main?pool=1",
		"redis+sentinel://:hidden%zz@a/main", "redis+sentinel://:hidden@a" + strings.Repeat(",a", 16) + "/main",
	} {
		_, err := cluster.OpenRedis(url)
		require.Error(t, err, url)
		require.NotContains(t, err.Error(), "hidden", url)
	}
}

// What is in Redis may be anything.
func TestRedis_holds_something_else(t *testing.T) {
	server := clustertest.StartRedis(t)
	s := open(t, server.URL())
	for name, fields := range map[string][]string{
		"no JSON":             {"epoch", "5", "node", "x", "lease", "{"},
		"no URL":              {"epoch", "5", "node", "x", "lease", `{"url":"file:///etc/passwd"}`},
		"no number":           {"epoch", "-5", "node", "x", "lease", `{"url":"http://h"}`},
		"impossible position": {"epoch", "5", "node", "x", "lease", `{"url":"http://h","place":{"segment":18446744073709551615}}`},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := exec.CommandContext(t.Context(), "redis-cli", append([]string{"-u", server.URL(), "hset", "millrace:lease:mine"}, fields...)...).CombinedOutput()
			require.NoError(t, err, string(out))
			_, err = s.Find(t.Context(), "mine")
			require.Error(t, err)
			require.NotErrorIs(t, err, cluster.ErrNone)
		})
	}
	_, before, err := s.Take(t.Context(), lease("a", now), time.Minute)
	require.NoError(t, err, "a publisher is let in")
	require.Zero(t, before)
}
