package events_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/pkg/store"
)

// openLog opens a log with webhooks on this machine, and an emitter that tells it.
func openLog(t *testing.T, file string) (*events.Log, *events.Emitter) {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	l, err := events.OpenLog(t.Context(), events.LogConfig{File: file, PrivateNetworks: true, FirstWait: time.Millisecond}, quiet)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	e, err := events.New(events.Config{Log: l}, quiet)
	require.NoError(t, err)
	return l, e
}

type about struct {
	Stream string `json:"stream"`
}

// list waits until there are n events that a filter lets through.
func list(t *testing.T, l *events.Log, f events.Filter, n int) (out []events.Event) {
	t.Helper()
	require.Eventually(t, func() bool {
		var err error
		out, _, err = l.List(t.Context(), f, 100)
		require.NoError(t, err)
		return len(out) >= n
	}, time.Minute, time.Millisecond)
	require.Len(t, out, n)
	return out
}

// TestLog: events are kept in order, over a restart, and found by stream and type, in pages.
func TestLog(t *testing.T) {
	file := filepath.Join(t.TempDir(), "events.db")
	l, e := openLog(t, file)
	for _, stream := range []string{"a", "b", "a"} {
		e.Emit(events.StreamStarted, stream, about{stream})
		e.Emit(events.StreamEnded, stream, about{stream})
	}
	e.Emit(events.DepositLow, "", nil)
	require.NoError(t, l.Close())
	e.Emit(events.DepositLow, "", "too late")
	l, _ = openLog(t, file)
	all := list(t, l, events.Filter{}, 7)
	require.Equal(t, events.StreamStarted, all[0].Type)
	require.JSONEq(t, `{"stream":"a"}`, string(all[0].Data.(json.RawMessage)))
	require.WithinDuration(t, time.Now(), all[0].Timestamp, time.Minute)
	require.Len(t, list(t, l, events.Filter{Stream: "a"}, 4), 4)
	require.Equal(t, []events.Event{all[1], all[3], all[5]}, list(t, l, events.Filter{Type: events.StreamEnded}, 3))
	require.Equal(t, all[3:], list(t, l, events.Filter{After: all[2].ID}, 4))
	require.Equal(t, []events.Event{all[1], all[0]}, list(t, l, events.Filter{After: all[2].ID, Newest: true}, 2))
	page, more, err := l.List(t.Context(), events.Filter{Newest: true}, 2)
	require.NoError(t, err)
	require.True(t, more)
	require.Equal(t, []events.Event{all[6], all[5]}, page)
	_, more, err = l.List(t.Context(), events.Filter{}, 7)
	require.NoError(t, err)
	require.False(t, more)
	_, _, err = l.List(t.Context(), events.Filter{After: "evt_unknown"}, 7)
	require.ErrorIs(t, err, events.ErrUnknown)
}

// TestLog_is_bounded: old events go, with what was delivered of them.
func TestLog_is_bounded(t *testing.T) {
	file := filepath.Join(t.TempDir(), "events.db")
	l, e := openLog(t, file)
	e.Emit(events.StreamStarted, "a", nil)
	old := list(t, l, events.Filter{}, 1)[0]
	require.NoError(t, l.Close())
	db, err := store.Open(t.Context(), file, []string{"", ""}) // as many migrations as there are
	require.NoError(t, err)
	_, err = db.Exec(`UPDATE events SET at = ?`, time.Now().Add(-events.MaxAge-time.Minute).UnixMilli())
	require.NoError(t, err)
	require.NoError(t, db.Close())
	l, e = openLog(t, file)
	e.Emit(events.StreamEnded, "a", nil)
	require.Eventually(t, func() bool {
		got, _, err := l.List(t.Context(), events.Filter{}, 100)
		return err == nil && len(got) == 1 && got[0].ID != old.ID
	}, time.Minute, time.Millisecond)
}

// received is what a webhook's endpoint saw.
type received struct {
	id, body, signature string
	at                  int64
}

// hook is an endpoint that answers with the statuses one after the other, and then with the last.
func hook(t *testing.T, statuses ...int) (string, chan received) {
	t.Helper()
	seen, n := make(chan received, 1024), 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		at, err := strconv.ParseInt(req.Header.Get("Webhook-Timestamp"), 10, 64)
		if err != nil {
			t.Error(err)
		}
		w.WriteHeader(statuses[min(n, len(statuses)-1)])
		n++
		seen <- received{req.Header.Get("Webhook-Id"), string(body), req.Header.Get("Webhook-Signature"), at}
	}))
	t.Cleanup(server.Close)
	return server.URL, seen
}

func receive(t *testing.T, seen chan received) received {
	t.Helper()
	select {
	case r := <-seen:
		return r
	case <-time.After(time.Minute):
		t.Fatal("nothing is delivered")
		return received{}
	}
}

// delivery waits until the newest delivery to a webhook is in a state.
func newest(t *testing.T, l *events.Log, webhook string, state events.DeliveryState) (d events.Delivery) {
	t.Helper()
	require.Eventually(t, func() bool {
		list, _, err := l.Deliveries(t.Context(), webhook, "", 1)
		require.NoError(t, err)
		if len(list) == 1 {
			d = list[0]
		}
		return d.State == state
	}, time.Minute, time.Millisecond)
	return d
}

// TestWebhook goes through the life of one.
func TestWebhook(t *testing.T) {
	file := filepath.Join(t.TempDir(), "events.db")
	l, e := openLog(t, file)
	url, seen := hook(t, http.StatusInternalServerError, http.StatusFound, http.StatusOK)
	h, secret, err := l.Make(t.Context(), events.Webhook{URL: url, Types: []events.Type{events.StreamEnded, events.StreamEnded}})
	require.NoError(t, err)
	require.Equal(t, []events.Type{events.StreamEnded}, h.Types)
	e.Emit(events.StreamStarted, "a", about{"a"})
	e.Emit(events.StreamEnded, "a", about{"a"})

	// It is sent until it is taken, signed as Standard Webhooks' libraries check.
	first := receive(t, seen)
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	require.NoError(t, err)
	require.Len(t, key, 32)
	require.Equal(t, events.Sign(string(key), first.id, first.at, []byte(first.body)), first.signature)
	var event events.Event
	require.NoError(t, json.Unmarshal([]byte(first.body), &event))
	require.Equal(t, first.id, event.ID)
	require.Equal(t, events.StreamEnded, event.Type)
	for range 2 {
		again := receive(t, seen)
		require.Equal(t, first.body, again.body)
		require.Equal(t, first.id, again.id)
	}
	d := newest(t, l, h.ID, events.Delivered)
	require.Equal(t, 3, d.Attempts)
	require.Equal(t, 200, d.Status)
	require.Equal(t, event.ID, d.Event)
	require.Zero(t, d.NextAt)

	d, err = l.Redeliver(t.Context(), h.ID, d.ID)
	require.NoError(t, err)
	require.Equal(t, first.body, receive(t, seen).body)
	_, err = l.Redeliver(t.Context(), "wh_other", d.ID)
	require.ErrorIs(t, err, events.ErrUnknown)
	newest(t, l, h.ID, events.Delivered)

	// Paused, it is told nothing, and never told what happened meanwhile.
	h, err = l.Change(t.Context(), h.ID, func(h *events.Webhook) error { h.Paused, h.Types = true, nil; return nil })
	require.NoError(t, err)
	e.Emit(events.StreamStarted, "missed", nil)
	list(t, l, events.Filter{Stream: "missed"}, 1)
	_, err = l.Change(t.Context(), h.ID, func(h *events.Webhook) error { h.Paused = false; return nil })
	require.NoError(t, err)
	e.Emit(events.StreamStarted, "b", about{"b"})
	require.Contains(t, receive(t, seen).body, `"b"`, "all types")
	got, err := l.Webhooks(t.Context())
	require.NoError(t, err)
	h.Paused = false
	require.Equal(t, []events.Webhook{h}, got)
	page, more, err := l.Deliveries(t.Context(), h.ID, "", 1)
	require.NoError(t, err)
	require.True(t, more)
	rest, more, err := l.Deliveries(t.Context(), h.ID, page[0].ID, 1)
	require.NoError(t, err)
	require.False(t, more)
	require.Equal(t, d.ID, rest[0].ID)

	require.NoError(t, l.Remove(t.Context(), h.ID))
	require.ErrorIs(t, l.Remove(t.Context(), h.ID), events.ErrUnknown)
	_, _, err = l.Deliveries(t.Context(), h.ID, "", 1)
	require.ErrorIs(t, err, events.ErrUnknown)
	e.Emit(events.StreamEnded, "c", nil)
	list(t, l, events.Filter{Stream: "c"}, 1)
	require.Empty(t, seen)
}

// TestWebhook_restart: what is not delivered when the process ends is delivered by the next one.
func TestWebhook_restart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "events.db")
	l, e := openLog(t, file)
	gone := httptest.NewServer(nil)
	h, _, err := l.Make(t.Context(), events.Webhook{URL: gone.URL})
	require.NoError(t, err)
	gone.Close()
	e.Emit(events.StreamStarted, "a", about{"a"})
	require.Eventually(t, func() bool {
		list, _, err := l.Deliveries(t.Context(), h.ID, "", 1)
		return err == nil && len(list) == 1 && list[0].Attempts > 1 && strings.Contains(list[0].Problem, "refused")
	}, time.Minute, time.Millisecond)
	require.NoError(t, l.Close())
	l, _ = openLog(t, file)
	url, seen := hook(t, http.StatusOK)
	_, err = l.Change(t.Context(), h.ID, func(h *events.Webhook) error { h.URL = url; return nil })
	require.NoError(t, err)
	_, err = l.Redeliver(t.Context(), h.ID, newestID(t, l, h.ID)) // not after its backoff
	require.NoError(t, err)
	require.Contains(t, receive(t, seen).body, `"a"`)
	newest(t, l, h.ID, events.Delivered)
}

func newestID(t *testing.T, l *events.Log, webhook string) string {
	t.Helper()
	list, _, err := l.Deliveries(t.Context(), webhook, "", 1)
	require.NoError(t, err)
	require.Len(t, list, 1)
	return list[0].ID
}

// TestWebhook_private_networks: by default a webhook reaches nothing but the public Internet, whatever its name is resolved to.
func TestWebhook_private_networks(t *testing.T) {
	quiet := slog.New(slog.DiscardHandler)
	l, err := events.OpenLog(t.Context(), events.LogConfig{File: filepath.Join(t.TempDir(), "events.db"), FirstWait: time.Hour}, quiet)
	require.NoError(t, err)
	defer l.Close()
	e, err := events.New(events.Config{Log: l}, quiet)
	require.NoError(t, err)
	url, seen := hook(t, http.StatusOK)
	_, port, _ := strings.Cut(strings.TrimPrefix(url, "http://"), ":")
	var made []string
	for _, host := range []string{
		"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fd00::1]", "[fe80::1]", "[64:ff9b::7f00:1]", "224.0.0.1",
	} {
		h, _, err := l.Make(t.Context(), events.Webhook{URL: "http://" + host + ":" + port})
		require.NoError(t, err)
		made = append(made, h.ID)
	}
	e.Emit(events.StreamStarted, "a", nil)
	for _, id := range made {
		require.Eventually(t, func() bool {
			list, _, err := l.Deliveries(t.Context(), id, "", 1)
			return err == nil && len(list) == 1 && list[0].Attempts == 1 && strings.Contains(list[0].Problem, "public Internet")
		}, time.Minute, time.Millisecond)
	}
	require.Empty(t, seen)
}

func TestWebhook_refusals(t *testing.T) {
	l, _ := openLog(t, filepath.Join(t.TempDir(), "events.db"))
	for _, h := range []events.Webhook{
		{},
		{URL: "example.org"},
		{URL: "ftp://example.org"},
		{URL: "https://user:password@example.org"},
		{URL: "https://" + strings.Repeat("x", 2048)},
		{URL: "https://example.org", Types: []events.Type{"stream.exploded"}},
	} {
		_, _, err := l.Make(t.Context(), h)
		require.ErrorIs(t, err, events.ErrInvalid, h)
	}
	for range events.MaxWebhooks {
		_, _, err := l.Make(t.Context(), events.Webhook{URL: "https://example.org"})
		require.NoError(t, err)
	}
	_, _, err := l.Make(t.Context(), events.Webhook{URL: "https://example.org"})
	require.ErrorIs(t, err, events.ErrFull)
}
