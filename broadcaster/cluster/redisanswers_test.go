package cluster_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/answers"
	"github.com/millrace/millrace/broadcaster/answers/answerstest"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
)

func TestAnswers(t *testing.T) {
	server := clustertest.StartRedis(t)
	s, err := open(t, server.URL()).Answers(secret)
	require.NoError(t, err)
	options, err := redis.ParseURL(server.URL())
	require.NoError(t, err)
	client := redis.NewClient(options)
	t.Cleanup(func() { require.NoError(t, client.Close()) })
	answerstest.Conform(t, s, func(d time.Duration) { pass(t, client, d) })

	// Who reads the Redis learns nothing, and who writes there cannot have one answer given for another.
	ctx := t.Context()
	require.NoError(t, client.FlushAll(ctx).Err())
	for _, id := range []string{"first", "second"} {
		_, err = s.Claim(ctx, id, []byte("note"))
		require.NoError(t, err)
		require.NoError(t, s.Keep(ctx, id, []byte("the key of "+id)))
	}
	names, err := client.Keys(ctx, "millrace:answer:*").Result()
	require.NoError(t, err)
	require.Len(t, names, 2)
	var values []string
	for _, name := range names {
		value, err := client.Get(ctx, name).Result()
		require.NoError(t, err)
		require.NotContains(t, name+value, "first")
		require.NotContains(t, name+value, "the key")
		values = append(values, value)
	}
	require.NoError(t, client.Set(ctx, names[0], values[1], time.Minute).Err())
	_, first := s.Claim(ctx, "first", []byte("note"))
	_, second := s.Claim(ctx, "second", []byte("note"))
	require.ErrorContains(t, errors.Join(first, second), "not this cluster's")
	require.True(t, first == nil || second == nil)

	other, err := open(t, server.URL()).Answers(cluster.Secret("another secret of the tests"))
	require.NoError(t, err)
	there, err := other.Claim(ctx, "first", []byte("note"))
	require.NoError(t, err)
	require.Nil(t, there, "of another cluster")
	_, err = open(t, server.URL()).Answers(cluster.Secret("short"))
	require.Error(t, err)

	server.Kill()
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_, err = s.Claim(ctx, "first", []byte("note"))
	require.ErrorIs(t, err, cluster.ErrAway)
	require.ErrorIs(t, s.Keep(ctx, "first", []byte("answer")), cluster.ErrAway)
	require.ErrorIs(t, s.Drop(ctx, "first"), cluster.ErrAway)
}

// pass makes all answers in a Redis older.
func pass(t *testing.T, client *redis.Client, d time.Duration) {
	t.Helper()
	ctx := t.Context()
	names, err := client.Keys(ctx, "millrace:answer*").Result()
	require.NoError(t, err)
	for _, name := range names {
		left, err := client.PTTL(ctx, name).Result()
		require.NoError(t, err)
		require.Positive(t, left, "%s has no end", name)
		require.LessOrEqual(t, left, answers.Age)
		require.NoError(t, client.PExpire(ctx, name, left-d).Err()) // one that is over is deleted
		if strings.HasSuffix(name, "answers") {
			ages, err := client.ZRangeWithScores(ctx, name, 0, -1).Result()
			require.NoError(t, err)
			for _, age := range ages {
				age.Score -= float64(d.Microseconds())
				require.NoError(t, client.ZAddXX(ctx, name, age).Err())
			}
		}
	}
}
