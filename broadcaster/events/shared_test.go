package events_test

import (
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/events"
)

// TestShare: a webhook that is made at one node is told of the events of all, until it is deleted at any.
func TestShare(t *testing.T) {
	ctx, quiet, records, dir := t.Context(), slog.New(slog.DiscardHandler), cluster.NewMemoryRecords(), t.TempDir()
	clusterSecret := cluster.Secret("a secret of the tests")
	share := func(l *events.Log, file string, secret cluster.Secret) *cluster.Table {
		table, err := cluster.OpenTable(ctx, cluster.TableConfig{File: filepath.Join(dir, file+".cluster.db"), Every: 5 * time.Millisecond}, records, quiet)
		require.NoError(t, err)
		table.Start()
		t.Cleanup(func() { _ = table.Close() })
		require.NoError(t, l.Share(ctx, table, secret, table.First()))
		return table
	}
	ids := func(l *events.Log) (out []string) {
		hooks, err := l.Webhooks(ctx)
		require.NoError(t, err)
		for _, h := range hooks {
			out = append(out, h.ID)
		}
		return out
	}
	logA, _ := openLog(t, filepath.Join(dir, "a.db"))
	old, _, err := logA.Make(ctx, events.Webhook{URL: "http://127.0.0.1:1", Types: []events.Type{events.DepositLow}})
	require.NoError(t, err)
	logB, atB := openLog(t, filepath.Join(dir, "b.db"))
	share(logB, "b", clusterSecret)
	tableA := share(logA, "a", clusterSecret)
	require.Eventually(t, func() bool { return len(ids(logB)) == 1 }, time.Minute, time.Millisecond, "what a node had comes along")

	url, seen := hook(t, http.StatusOK)
	h, secret, err := logA.Make(ctx, events.Webhook{URL: url})
	require.NoError(t, err)
	require.Eventually(t, func() bool { return len(ids(logB)) == 2 }, time.Minute, time.Millisecond)
	atB.Emit(events.StreamStarted, "b", about{"b"})
	got := receive(t, seen)
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	require.NoError(t, err)
	require.Equal(t, events.Sign(string(key), got.id, got.at, []byte(got.body)), got.signature)
	list, _, err := records.Load(ctx)
	require.NoError(t, err)
	for _, r := range list {
		require.NotContains(t, string(r.Value), strings.TrimPrefix(secret, "whsec_"), "the store is not told the secret")
	}

	changed, err := logB.Change(ctx, h.ID, func(h *events.Webhook) error { h.Paused = true; return nil })
	require.NoError(t, err)
	h.Paused = true
	require.Equal(t, h, changed)
	require.Eventually(t, func() bool {
		got, err := logA.Webhook(ctx, h.ID)
		return err == nil && got.Paused
	}, time.Minute, time.Millisecond)
	failed := errors.New("mine")
	_, err = logB.Change(ctx, h.ID, func(*events.Webhook) error { return failed })
	require.ErrorIs(t, err, failed)
	_, err = logB.Change(ctx, "wh_none", func(*events.Webhook) error { return nil })
	require.ErrorIs(t, err, events.ErrUnknown)

	// One that is deleted while a node is off is not there when it comes back.
	require.NoError(t, logA.Close())
	require.NoError(t, tableA.Close())
	require.NoError(t, logB.Remove(ctx, old.ID))
	require.ErrorIs(t, logB.Remove(ctx, old.ID), events.ErrUnknown)
	logA, _ = openLog(t, filepath.Join(dir, "a.db"))
	share(logA, "a", clusterSecret)
	require.Equal(t, []string{h.ID}, ids(logA))

	// Who has not the secret of the cluster has no webhooks of it.
	logC, _ := openLog(t, filepath.Join(dir, "c.db"))
	share(logC, "c", cluster.Secret("another secret of tests"))
	require.Empty(t, ids(logC))
}
