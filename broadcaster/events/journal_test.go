package events_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/broadcaster/journal"
)

// shaky is a journal that can be away.
type shaky struct {
	journal.Store
	away atomic.Bool
}

var errAway = errors.New("the journal is away")

func (s *shaky) Append(ctx context.Context, entries [][]byte) error {
	if s.away.Load() {
		return errAway
	}
	return s.Store.Append(ctx, entries)
}

func (s *shaky) Read(ctx context.Context, after journal.Position, limit int) ([][]byte, journal.Position, error) {
	if s.away.Load() {
		return nil, after, errAway
	}
	return s.Store.Read(ctx, after, limit)
}

// The events of a cluster's nodes are in the log of each, once; each node delivers its own.
func TestFollow(t *testing.T) {
	dir := t.TempDir()
	j := &shaky{Store: journal.NewMemory()}
	logA, atA := openLog(t, filepath.Join(dir, "a.db"))
	atA.Emit(events.StreamStarted, "before", about{"before"})
	list(t, logA, events.Filter{}, 1)
	fileB := filepath.Join(dir, "b.db")
	logB, atB := openLog(t, fileB)
	logA.Follow(j)
	logB.Follow(j)
	url, seen := hook(t, http.StatusOK)
	webhook, _, err := logB.Make(t.Context(), events.Webhook{URL: url})
	require.NoError(t, err)

	atA.Emit(events.StreamStarted, "a", about{"a"})
	got := list(t, logB, events.Filter{Stream: "a"}, 1)
	require.Equal(t, list(t, logA, events.Filter{Stream: "a"}, 1), got)
	require.Equal(t, events.StreamStarted, got[0].Type)
	require.JSONEq(t, `{"stream":"a"}`, string(got[0].Data.(json.RawMessage)))
	atB.Emit(events.DepositLow, "", nil)
	list(t, logA, events.Filter{Type: events.DepositLow}, 1)
	require.Contains(t, receive(t, seen).body, "deposit.low", "and nothing of the other node's")
	newest(t, logB, webhook.ID, events.Delivered)

	// While the journal is away each node keeps what it knows, over a restart, and tells it later.
	j.away.Store(true)
	atA.Emit(events.StreamEnded, "a", about{"a"})
	atB.Emit(events.StreamStarted, "b", about{"b"})
	list(t, logA, events.Filter{Type: events.StreamEnded}, 1)
	list(t, logB, events.Filter{Stream: "b"}, 1)
	require.Contains(t, receive(t, seen).body, `"b"`)
	newest(t, logB, webhook.ID, events.Delivered) // else it comes again
	require.NoError(t, logB.Close())
	logB, _ = openLog(t, fileB)
	logB.Follow(j)
	require.Empty(t, list(t, logB, events.Filter{Type: events.StreamEnded}, 0))
	j.away.Store(false)
	list(t, logA, events.Filter{Stream: "b"}, 1)
	ended := list(t, logB, events.Filter{Type: events.StreamEnded}, 1)[0]

	// Who reads on at another node goes on where it was.
	after, more, err := logA.List(t.Context(), events.Filter{After: ended.ID}, 100)
	require.NoError(t, err)
	require.False(t, more)
	require.Len(t, after, 1)
	require.JSONEq(t, `{"stream":"b"}`, string(after[0].Data.(json.RawMessage)))

	// What cannot be an event is left out.
	big, err := json.Marshal(map[string]string{"id": "evt_big", "type": "stream.started", "data": strings.Repeat("x", 1<<20)})
	require.NoError(t, err)
	require.NoError(t, j.Append(t.Context(), [][]byte{nil, []byte("{"), []byte(`{"id":"evt_x"}`), big, []byte(`{"id":"evt_y","type":"stream.idle","stream":"y","data":null}`)}))
	list(t, logA, events.Filter{Stream: "y"}, 1)
	list(t, logA, events.Filter{}, 6)
	list(t, logB, events.Filter{}, 5)
	require.Empty(t, seen)
}

// Many are told of in their order.
func TestFollow_many(t *testing.T) {
	j := journal.NewMemory()
	logA, atA := openLog(t, filepath.Join(t.TempDir(), "a.db"))
	logA.Follow(j)
	const n = 600
	for range n {
		atA.Emit(events.StreamStarted, "a", about{"a"})
	}
	require.Eventually(t, func() bool {
		entries, _, err := j.Read(t.Context(), "", 2*n)
		return err == nil && len(entries) == n
	}, time.Minute, 10*time.Millisecond)
	logB, _ := openLog(t, filepath.Join(t.TempDir(), "b.db"))
	logB.Follow(j)
	var all [2][]events.Event
	for i, l := range []*events.Log{logA, logB} {
		require.Eventually(t, func() bool {
			var err error
			all[i], _, err = l.List(t.Context(), events.Filter{}, n)
			return err == nil && len(all[i]) == n
		}, time.Minute, 10*time.Millisecond)
	}
	require.Equal(t, all[0], all[1])
}
