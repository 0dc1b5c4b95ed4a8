package cluster_test

import (
	"context"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/broadcaster/journal"
	"github.com/millrace/millrace/broadcaster/journal/journaltest"
)

func TestJournal(t *testing.T) {
	server := clustertest.StartRedis(t)
	opened := func(secret cluster.Secret) journal.Store {
		j, err := open(t, server.URL()).Journal(secret)
		require.NoError(t, err)
		return j
	}
	journaltest.Conform(t, func() journal.Store { return opened(secret) })

	// Who reads the Redis learns nothing; what is not the cluster's is passed over.
	ctx := t.Context()
	options, err := redis.ParseURL(server.URL())
	require.NoError(t, err)
	client := redis.NewClient(options)
	t.Cleanup(func() { require.NoError(t, client.Close()) })
	require.NoError(t, client.FlushAll(ctx).Err())
	j, other := opened(secret), opened(cluster.Secret("another secret of the tests"))
	require.NoError(t, j.Append(ctx, [][]byte{[]byte("told")}))
	raw, err := client.XRange(ctx, "millrace:journal", "-", "+").Result()
	require.NoError(t, err)
	require.Len(t, raw, 1)
	require.NotContains(t, raw[0].Values["entry"], "told")
	require.NoError(t, other.Append(ctx, [][]byte{[]byte("another's")}))
	require.NoError(t, client.XAdd(ctx, &redis.XAddArgs{Stream: "millrace:journal", Values: []any{"x", "y"}}).Err())
	require.NoError(t, j.Append(ctx, [][]byte{[]byte("last")}))
	entries, next, err := j.Read(ctx, "", 10)
	require.NoError(t, err)
	require.Equal(t, [][]byte{[]byte("told"), []byte("last")}, entries)
	entries, _, err = j.Read(ctx, next, 10)
	require.NoError(t, err)
	require.Empty(t, entries)
	_, err = open(t, server.URL()).Journal(cluster.Secret("short"))
	require.Error(t, err)

	server.Kill()
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	require.ErrorIs(t, j.Append(ctx, [][]byte{[]byte("lost")}), cluster.ErrAway)
	_, at, err := j.Read(ctx, next, 10)
	require.ErrorIs(t, err, cluster.ErrAway)
	require.Equal(t, next, at)
}
