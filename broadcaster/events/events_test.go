package events_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster/events"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "0123456789abcdef"

// delivery is one attempt that an endpoint saw.
type delivery struct {
	id    string
	event events.Event
}

// endpoint answers with the statuses one after the other, and then with the last.
func endpoint(t *testing.T, statuses ...int) (*httptest.Server, chan delivery) {
	seen := make(chan delivery, 1024)
	n := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			t.Error(err)
		}
		d := delivery{id: req.Header.Get("Webhook-Id")}
		at, err := strconv.ParseInt(req.Header.Get("Webhook-Timestamp"), 10, 64)
		if err != nil || events.Sign(secret, d.id, at, body) != req.Header.Get("Webhook-Signature") || req.Header.Get("Content-Type") != "application/json" {
			t.Errorf("headers %v", req.Header)
		}
		if err := json.Unmarshal(body, &d.event); err != nil {
			t.Error(err)
		}
		w.WriteHeader(statuses[min(n, len(statuses)-1)])
		n++
		seen <- d
	}))
	t.Cleanup(server.Close)
	return server, seen
}

func emitter(t *testing.T, urls ...string) *events.Emitter {
	t.Helper()
	e, err := events.New(events.Config{URLs: urls, Secret: secret, FirstWait: time.Millisecond}, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(e.Stop)
	return e
}

func next(t *testing.T, seen chan delivery) delivery {
	t.Helper()
	select {
	case d := <-seen:
		return d
	case <-time.After(time.Minute):
		t.Fatal("nothing is delivered")
		return delivery{}
	}
}

// The signature is that of Standard Webhooks, computed elsewhere.
func TestSign(t *testing.T) {
	require.Equal(t, "v1,I2o9NZj81B78u3fLfwCPWGWVgzfUQiZb78+GClEy/Fc=", events.Sign(secret, "evt_1", 1700000000, []byte(`{"type":"stream.started"}`)))
}

func TestEmit(t *testing.T) {
	a, seenA := endpoint(t, http.StatusNoContent)
	b, seenB := endpoint(t, http.StatusOK)
	e := emitter(t, a.URL, b.URL)
	for range 3 {
		e.Emit(events.StreamStarted, "show", map[string]string{"stream": "show"})
		e.Emit(events.StreamEnded, "show", map[string]string{"stream": "show"})
	}
	for _, seen := range []chan delivery{seenA, seenB} {
		ids := map[string]bool{}
		for i := range 6 {
			d := next(t, seen)
			require.Equal(t, d.id, d.event.ID)
			require.False(t, ids[d.id])
			ids[d.id] = true
			require.Equal(t, []events.Type{events.StreamStarted, events.StreamEnded}[i%2], d.event.Type, "in order")
			require.Equal(t, map[string]any{"stream": "show"}, d.event.Data)
			require.WithinDuration(t, time.Now(), d.event.Timestamp, time.Minute)
		}
	}
}

// What was not taken is sent again, with the same ID, before anything else; redirects are not followed.
func TestEmit_again(t *testing.T) {
	server, seen := endpoint(t, http.StatusInternalServerError, http.StatusFound, http.StatusTooManyRequests, http.StatusOK)
	e := emitter(t, server.URL)
	e.Emit(events.StreamStarted, "", nil)
	e.Emit(events.StreamEnded, "", nil)
	first := next(t, seen)
	for range 3 {
		require.Equal(t, first, next(t, seen))
	}
	require.Equal(t, events.StreamEnded, next(t, seen).event.Type)
}

// An endpoint that never takes anything loses an event after ten attempts, and the others wait for nothing.
func TestEmit_gives_up(t *testing.T) {
	dead, seenDead := endpoint(t, http.StatusGone)
	alive, seenAlive := endpoint(t, http.StatusOK)
	e := emitter(t, dead.URL, alive.URL)
	e.Emit(events.StreamStarted, "", nil)
	e.Emit(events.StreamEnded, "", nil)
	require.Equal(t, events.StreamStarted, next(t, seenAlive).event.Type)
	require.Equal(t, events.StreamEnded, next(t, seenAlive).event.Type)
	for range 10 {
		require.Equal(t, events.StreamStarted, next(t, seenDead).event.Type)
	}
	require.Equal(t, events.StreamEnded, next(t, seenDead).event.Type)
}

// Who emits is never kept waiting, and Stop ends in time.
func TestEmit_hangs(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	e := emitter(t, server.URL)
	for range 5000 {
		e.Emit(events.StreamStarted, "", nil)
	}
	e.Stop() // though the endpoint does not answer before the test's end
	e.Emit(events.StreamEnded, "", nil)
	var nobody *events.Emitter
	nobody.Emit(events.StreamEnded, "", nil)
	nobody.Stop()
}

func TestConfig(t *testing.T) {
	for want, cfg := range map[string]events.Config{
		"want a URL":   {URLs: []string{"example.org"}, Secret: secret},
		"a secret of":  {URLs: []string{"https://example.org"}, Secret: "short"},
		"at most 16":   {URLs: strings.Split(strings.Repeat("https://example.org ", 17), " ")[:17], Secret: secret},
		"webhook 2: w": {URLs: []string{"https://example.org", "ftp://example.org"}, Secret: secret},
	} {
		require.ErrorContains(t, cfg.Validate(), want)
	}
	require.NoError(t, events.Config{}.Validate())
}
