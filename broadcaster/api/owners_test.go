package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/edge"
)

// owners are the other nodes of a cluster, made of values.
type owners struct{ others []api.Holdings }

func (o *owners) Here(string) (has, live bool) { return false, false }

func (o *owners) State(context.Context, string) (api.Stream, error) {
	return api.Stream{}, cluster.ErrNone
}

func (o *owners) Post(context.Context, string, edge.Post) (edge.Answer, error) {
	return edge.Answer{}, cluster.ErrNone
}

// Others tells what they have as nodes do: in JSON.
func (o *owners) Others(_ context.Context, selections bool) (list []api.Holdings) {
	text, err := json.Marshal(o.others)
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		panic(err)
	}
	for i := range list {
		if selections {
			continue
		}
		list[i].Selections = nil
		for j := range list[i].Sessions {
			list[i].Sessions[j].Selection = nil
		}
	}
	return list
}

// What other nodes have is listed with what this one has, each stream once, to those who may be told of it.
func TestStreams_of_other_nodes(t *testing.T) {
	at := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	reg := registry(t)
	for _, s := range []admission.Stream{{Name: "idle"}, {Name: "created"}, {Name: "private", Policy: admission.Policy{Playback: admission.Playback{Private: true}}}} {
		_, _, err := reg.Create(t.Context(), s)
		require.NoError(t, err)
	}
	here := &network{
		streams:    []api.Stream{{Name: "ours", State: api.StreamLive}, {Name: "moved", State: api.StreamEnded}, {Name: "kept", State: api.StreamDisconnected}},
		sessions:   []api.Session{{ID: "1", Stream: "ours"}, {ID: "2", Stream: "moved", EndedAt: at}},
		selections: []json.RawMessage{[]byte(`{"stream":"ours","time_ms":5}`), []byte(`{"stream":"ours","time_ms":1}`)},
	}
	there := &owners{others: []api.Holdings{
		{
			Streams: []api.Stream{
				{Name: "moved", State: api.StreamLive}, {Name: "created", State: api.StreamLive, Viewers: 7}, {Name: "private", State: api.StreamLive}, {Name: "kept", State: api.StreamEnded},
			},
			Sessions: []api.Session{
				{ID: "3", Stream: "created", Selection: json.RawMessage(`{"stream":"created"}`)}, {ID: "4", Stream: "private"}, {ID: "5", Stream: "kept", EndedAt: at.Add(time.Second)},
			},
			Selections: []json.RawMessage{[]byte(`{"stream":"private","time_ms":4}`), []byte(`{"stream":"created","time_ms":3}`)},
			Hidden:     []string{"private"},
		},
		{Streams: []api.Stream{{Name: "theirs", State: api.StreamEnded}, {Name: "secret", State: api.StreamLive}}, Hidden: []string{"secret"}},
	}}
	a, err := api.New(api.Config{Token: apiToken}, api.Deps{Network: here, Registrar: reg, Owners: there})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)

	names := func(body []byte) (names []string, list api.StreamList) {
		require.NoError(t, json.Unmarshal(body, &list))
		for _, s := range list.Streams {
			require.NotNil(t, s.Renditions)
			names = append(names, s.Name+" "+string(s.State))
		}
		return names, list
	}
	got, _ := names(call(r, http.MethodGet, "/api/v1/streams").Body.Bytes())
	require.Equal(t, []string{"ours live", "moved live", "created live", "kept disconnected", "theirs ended"}, got, "and not what is private")
	got, _ = names(ask(r, http.MethodGet, "/api/v1/streams", "").Body.Bytes())
	require.Equal(t, []string{"ours live", "moved live", "created live", "private live", "secret live", "kept disconnected", "theirs ended"}, got)
	got, list := names(ask(r, http.MethodGet, "/api/v1/streams?created=true&limit=4", "").Body.Bytes())
	require.Equal(t, []string{"created live", "idle idle", "kept disconnected", "moved live"}, got)
	require.Equal(t, 7, list.Streams[0].Viewers)
	require.NotNil(t, list.Streams[0].Settings)
	require.Nil(t, list.Streams[2].Settings)
	require.Equal(t, "moved", list.Next)

	ids := func(body []byte) (ids string, list api.SessionList) {
		require.NoError(t, json.Unmarshal(body, &list))
		for _, s := range list.Sessions {
			ids += s.ID
		}
		return ids, list
	}
	open, sessions := ids(call(r, http.MethodGet, "/api/v1/sessions").Body.Bytes())
	require.Equal(t, "1352", open, "open ones first, then the latest that ended")
	require.Nil(t, sessions.Sessions[1].Selection)
	all, sessions := ids(ask(r, http.MethodGet, "/api/v1/sessions?selection=true", "").Body.Bytes())
	require.Equal(t, "13452", all)
	require.NotNil(t, sessions.Sessions[1].Selection)

	require.JSONEq(t, `{"selections":[{"stream":"ours","time_ms":5},{"stream":"created","time_ms":3},{"stream":"ours","time_ms":1}]}`,
		call(r, http.MethodGet, "/api/v1/selections").Body.String(), "newest first")
	require.Contains(t, ask(r, http.MethodGet, "/api/v1/selections", "").Body.String(), "private")
}

// What a node tells its peers says what not everybody may be told of.
func TestHoldings(t *testing.T) {
	reg := registry(t)
	for _, name := range []string{"private", "gone", "chosen"} {
		_, _, err := reg.Create(t.Context(), admission.Stream{Name: name, Policy: admission.Policy{Playback: admission.Playback{Private: true}}})
		require.NoError(t, err)
	}
	here := &network{
		streams:  []api.Stream{{Name: "private", State: api.StreamLive}, {Name: "open", State: api.StreamLive}},
		sessions: []api.Session{{ID: "1", Stream: "open", Selection: json.RawMessage(`{}`)}, {ID: "2", Stream: "gone"}},

		selections: slices.Repeat([]json.RawMessage{[]byte(`{"stream":"chosen"}`)}, api.MaxSelections+1),
	}
	a, err := api.New(api.Config{}, api.Deps{Network: here, Registrar: reg})
	require.NoError(t, err)
	h := a.Holdings(false)
	require.Len(t, h.Streams, 2)
	require.ElementsMatch(t, []string{"private", "gone"}, h.Hidden)
	require.Nil(t, h.Sessions[0].Selection)
	require.Empty(t, h.Selections)
	h = a.Holdings(true)
	require.Len(t, h.Selections, api.MaxSelections)
	require.ElementsMatch(t, []string{"private", "gone", "chosen"}, h.Hidden)
	require.NotNil(t, h.Sessions[0].Selection)
	require.NotNil(t, here.sessions[0].Selection, "which stay as they are")
}
