package cluster_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
)

// records are the implementations that must behave alike, and how each loses everything.
func records(t *testing.T, check func(t *testing.T, r cluster.Records, forget func())) {
	t.Run("memory", func(t *testing.T) {
		m := cluster.NewMemoryRecords()
		check(t, m, m.Forget)
	})
	t.Run("redis", func(t *testing.T) {
		server := clustertest.StartRedis(t)
		check(t, open(t, server.URL()).Records(), func() { server.Kill(); server.Start() })
	})
}

func record(key string, version cluster.Version, value string) cluster.Record {
	return cluster.Record{Key: key, Version: version, Value: []byte(value)}
}

// TestRecords is what every store does.
func TestRecords(t *testing.T) {
	records(t, func(t *testing.T, s cluster.Records, _ func()) {
		ctx := t.Context()
		const v = cluster.Version(1_800_000_000_123_456)
		holds := func(mark cluster.Mark, want ...cluster.Record) {
			t.Helper()
			got, state, err := s.Load(ctx)
			require.NoError(t, err)
			require.ElementsMatch(t, want, got)
			require.Equal(t, mark, state)
			state, err = s.Mark(ctx)
			require.NoError(t, err)
			require.Equal(t, mark, state)
		}
		holds("")
		a := record("a", v, "one two\x00\xff")
		before, err := s.Swap(ctx, a, 0, "m1")
		require.NoError(t, err)
		require.Empty(t, before)
		_, err = s.Swap(ctx, record("a", v+1, "x"), 0, "m2")
		require.ErrorIs(t, err, cluster.ErrConflict)
		_, err = s.Swap(ctx, record("b", v, "x"), v, "m2")
		require.ErrorIs(t, err, cluster.ErrConflict)
		holds("m1", a)

		gone := cluster.Record{Key: "a", Version: v + 1}
		before, err = s.Swap(ctx, gone, v, "m3")
		require.NoError(t, err)
		require.Equal(t, cluster.Mark("m1"), before)
		holds("m3", gone)

		empty := record("c", 1, "")
		before, err = s.Merge(ctx, []cluster.Record{record("a", v, "older"), record("b", v, "b"), empty}, []cluster.Record{{Key: "a", Version: v}}, "m4")
		require.NoError(t, err)
		require.Equal(t, cluster.Mark("m3"), before)
		holds("m4", gone, record("b", v, "b"), empty)
		_, err = s.Merge(ctx, []cluster.Record{record("b", v+1, "newer")}, []cluster.Record{gone}, "m5")
		require.NoError(t, err)
		holds("m5", record("b", v+1, "newer"), empty)
	})
}

func table(t *testing.T, s cluster.Records, file string) *cluster.Table {
	t.Helper()
	tb, err := cluster.OpenTable(t.Context(), cluster.TableConfig{File: file, Timeout: 2 * time.Second, Every: 10 * time.Millisecond}, s, slog.New(slog.NewTextHandler(t.Output(), nil)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, tb.Close()) })
	return tb
}

// seen is what a table has, as one who watches it is told.
func seen(tb *cluster.Table) map[string]string {
	out := map[string]string{}
	tb.Watch("", func(key string, value []byte) { out[key] = string(value) })
	return out
}

func set(value string) func([]byte) ([]byte, error) {
	return func([]byte) ([]byte, error) { return []byte(value), nil }
}

func remove([]byte) ([]byte, error) { return nil, nil }

// TestTable: what one node writes the others have, and of changes at the same time none is lost.
func TestTable(t *testing.T) {
	records(t, func(t *testing.T, s cluster.Records, _ func()) {
		ctx, a, b := t.Context(), table(t, s, ""), table(t, s, "")
		require.NoError(t, a.Update(ctx, "x", set("1")))
		require.Empty(t, seen(b))
		require.NoError(t, b.Fresh(ctx))
		require.Equal(t, map[string]string{"x": "1"}, seen(b))

		calls := 0
		require.NoError(t, b.Update(ctx, "x", func(value []byte) ([]byte, error) {
			if calls++; calls == 1 { // another node is faster
				require.NoError(t, a.Update(ctx, "x", set(string(value)+"a")))
			}
			return append(value, 'b'), nil
		}))
		require.Equal(t, map[string]string{"x": "1ab"}, seen(b))

		told := make(chan string, 10)
		a.Watch("x", func(_ string, value []byte) { told <- string(value) })
		a.Watch("y", func(string, []byte) { t.Error("another prefix") })
		a.Start()
		require.Equal(t, "1a", <-told)
		require.Equal(t, "1ab", <-told, "what others change is told")
		require.NoError(t, b.Update(ctx, "x", remove))
		require.Empty(t, <-told)
		require.NoError(t, b.Update(ctx, "x", remove), "it is not there")
		require.NoError(t, a.Update(ctx, "x", set("again")))
		require.Equal(t, "again", <-told)
		failed := errors.New("mine")
		require.ErrorIs(t, a.Update(ctx, "x", func([]byte) ([]byte, error) { return nil, failed }), failed)
	})
}

// TestTable_store_is_lost: the store comes back empty, and gets back all that any node knows: also what was deleted meanwhile.
func TestTable_store_is_lost(t *testing.T) {
	records(t, func(t *testing.T, s cluster.Records, forget func()) {
		ctx, dir := t.Context(), t.TempDir()
		a, b := table(t, s, filepath.Join(dir, "a.db")), table(t, s, "")
		for _, key := range []string{"kept", "deleted", "changed"} {
			require.NoError(t, a.Update(ctx, key, set("1")))
		}
		require.NoError(t, b.Fresh(ctx))
		stale := filepath.Join(dir, "stale.db")
		require.NoError(t, table(t, s, stale).Close()) // a node that is off from now on
		require.NoError(t, a.Update(ctx, "changed", set("2")))
		require.NoError(t, a.Update(ctx, "deleted", remove))
		require.NoError(t, a.Close())
		forget()
		want := map[string]string{"kept": "1", "changed": "2"}

		c := table(t, s, stale) // it comes first, and knows what is old
		require.Equal(t, map[string]string{"kept": "1", "changed": "1", "deleted": "1"}, seen(c))
		a = table(t, s, filepath.Join(dir, "a.db"))
		require.Equal(t, want, seen(a))
		for _, other := range []*cluster.Table{b, c, table(t, s, "")} {
			require.NoError(t, other.Fresh(ctx))
			require.Equal(t, want, seen(other))
		}
	})
}

// TestTable_store_is_away: reads are answered, nothing waits, nothing is written; and when it is back it goes on.
func TestTable_store_is_away(t *testing.T) {
	server := clustertest.StartRedis(t)
	ctx, dir := t.Context(), t.TempDir()
	a := table(t, open(t, server.URL()).Records(), filepath.Join(dir, "a.db"))
	require.True(t, a.First())
	require.NoError(t, a.Update(ctx, "x", set("1")))
	a.Start()
	server.Pause()
	require.Eventually(t, func() bool { return errors.Is(a.Fresh(ctx), cluster.ErrAway) }, time.Minute, 5*time.Millisecond)
	called := func([]byte) ([]byte, error) { t.Error("called"); return nil, nil }
	require.ErrorIs(t, a.Update(ctx, "x", called), cluster.ErrAway)
	require.Equal(t, map[string]string{"x": "1"}, seen(a))
	require.NoError(t, a.Close())
	a = table(t, open(t, server.URL()).Records(), filepath.Join(dir, "a.db"))
	require.Equal(t, map[string]string{"x": "1"}, seen(a), "a node that starts meanwhile knows it too")
	require.False(t, a.First())
	a.Start()
	server.Resume()
	require.Eventually(t, func() bool { return a.Update(ctx, "x", set("2")) == nil }, time.Minute, 5*time.Millisecond)

	gone, cancel := context.WithCancel(ctx)
	cancel()
	require.NoError(t, a.Fresh(gone), "who asked went; the store is there")
}

// TestTable_Import: what a node had before holds where the cluster has nothing.
func TestTable_Import(t *testing.T) {
	s, ctx := cluster.NewMemoryRecords(), t.Context()
	a, b := table(t, s, ""), table(t, s, "")
	require.NoError(t, a.Update(ctx, "x", set("a")))
	require.True(t, table(t, s, "").First(), "whatever the others have")
	require.NoError(t, b.Fresh(ctx))
	require.NoError(t, b.Import(ctx, []cluster.Record{record("x", 1, "b"), record("y", 1, "b")}))
	require.NoError(t, b.Fresh(ctx))
	require.NoError(t, a.Fresh(ctx))
	for _, tb := range []*cluster.Table{a, b} {
		require.Equal(t, map[string]string{"x": "a", "y": "b"}, seen(tb))
	}
}

// TestTable_forgets_deletions: what deleted records leave is bounded.
func TestTable_forgets_deletions(t *testing.T) {
	s, ctx := cluster.NewMemoryRecords(), t.Context()
	recent := cluster.Record{Key: "recent", Version: cluster.Version(time.Now().UnixMicro())}
	long := cluster.Record{Key: "long ago", Version: cluster.Version(time.Now().AddDate(0, -2, 0).UnixMicro())}
	_, err := s.Merge(ctx, []cluster.Record{recent, long}, nil, "m")
	require.NoError(t, err)
	a := table(t, s, "")
	require.Empty(t, seen(a))
	list, mark, err := s.Load(ctx)
	require.NoError(t, err)
	require.Equal(t, []cluster.Record{recent}, list)
	require.NoError(t, a.Fresh(ctx))
	again, err := s.Mark(ctx)
	require.NoError(t, err)
	require.Equal(t, mark, again, "there is nothing to do")
}

func FuzzRecord(f *testing.F) {
	f.Add("1800000000123456 {}")
	f.Add("1800000000123456")
	f.Add("0 x")
	f.Add("007 x")
	f.Fuzz(func(t *testing.T, text string) {
		if again, ok := cluster.Reparse(text); ok {
			require.Equal(t, text, again)
		}
	})
}
