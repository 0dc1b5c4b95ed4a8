package broadcaster_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/media"
)

// TestEvents: what becomes of a stream is told in order, with the reason where it is not a goodbye.
func TestEvents(t *testing.T) {
	emitter, seen := listen(t)
	b := startWith(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, EndedFor: 100 * time.Millisecond}, broadcaster.Deps{Events: emitter})
	v := view(t, b)
	join(t, b).formats(&small, &tone).send(4).sink.End(errReset)
	v.waitFor(api.StreamDisconnected)
	second := join(t, b).formats(&small, &tone).send(4)
	third := join(t, b).formats(&small, &tone).send(4) // takes over, which is no event
	third.sink.End(nil)
	second.sink.End(errReset)
	for _, want := range []struct {
		event  events.Type
		reason string
	}{
		{events.StreamStarted, ""},
		{events.StreamDisconnected, errReset.Error()},
		{events.StreamRecovered, ""},
		{events.StreamEnded, ""},
		{events.StreamIdle, ""},
	} {
		select {
		case e := <-seen:
			require.Equal(t, want.event, e.Type)
			require.Equal(t, want.reason, e.Data["reason"])
			require.Equal(t, "mine", e.Data["stream"])
		case <-time.After(time.Minute):
			t.Fatalf("no %s", want.event)
		}
	}
	require.Empty(t, seen)
	require.Equal(t, api.StreamIdle, v.stream().State)
}

// TestEvents_idleElsewhere: a stream is not idle that is live again at another node.
func TestEvents_idleElsewhere(t *testing.T) {
	const endedFor = 3 * time.Second // the other node comes within that
	store := cluster.NewMemory()
	emitter, seen := listen(t)
	a, _ := memberWith(t, "a", store, broadcaster.Config{EndedFor: endedFor}, broadcaster.Deps{Events: emitter})
	end := func(name string) {
		joinAs(t, a, name).formats(&small, nil).send(4).sink.End(nil)
		require.Equal(t, events.StreamStarted, (<-seen).Type)
		require.Equal(t, events.StreamEnded, (<-seen).Type)
	}
	end("mine")
	_, before, err := store.Take(t.Context(), cluster.Lease{Stream: "mine", Node: "b", Epoch: cluster.EpochAt(time.Now())}, time.Minute)
	require.NoError(t, err)
	require.Equal(t, "a", before.Node)
	end("other")
	e := <-seen
	require.Equal(t, events.StreamIdle, e.Type)
	require.Equal(t, "other", e.Data["stream"])
}

// told is an event as a webhook has it.
type told struct {
	Type events.Type
	Data map[string]string
}

// listen makes an emitter, and returns what it tells.
func listen(t *testing.T) (*events.Emitter, <-chan told) {
	t.Helper()
	seen := make(chan told, 64)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		var e told
		if err := json.NewDecoder(req.Body).Decode(&e); err != nil {
			t.Error(err)
		}
		seen <- e
	}))
	t.Cleanup(server.Close)
	emitter, err := events.New(events.Config{URLs: []string{server.URL}, Secret: "0123456789abcdef"}, slog.New(slog.DiscardHandler))
	require.NoError(t, err)
	t.Cleanup(emitter.Stop)
	return emitter, seen
}

// TestEvents_rung: when a rung is lost it is told why, as the API does.
func TestEvents_rung(t *testing.T) {
	emitter, seen := listen(t)
	rung := media.Rendition{Name: "120p", Width: 212, Height: 120, Bitrate: 100_000}
	b := startWith(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{rung}}, broadcaster.Deps{Events: emitter})
	p := join(t, b).formats(&small, nil).send(1)
	v := view(t, b)
	require.Eventually(t, func() bool {
		return v.stream().Problem == chain.ErrNoView.Error()
	}, time.Minute, 10*time.Millisecond, "that there is no network")
	p.send(20) // more than a rung may lag
	for e := (told{}); e.Type != events.RungLost; {
		select {
		case e = <-seen:
			require.Contains(t, []events.Type{events.StreamStarted, events.RungLost}, e.Type)
		case <-time.After(time.Minute):
			t.Fatal("no rung.lost")
		}
		if e.Type == events.RungLost {
			require.Equal(t, map[string]string{"stream": "mine", "rung": rung.Name, "reason": chain.ErrNoView.Error()}, e.Data)
		}
	}
	made := v.stream().Renditions[1]
	require.Equal(t, rung.Name, made.Name)
	require.True(t, made.Missing)
	require.Equal(t, chain.ErrNoView.Error(), made.MissingReason)
	p.sink.End(nil)
}
