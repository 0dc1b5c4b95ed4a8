package api_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/media"
)

// archive is an Archive of one recording that is ready and one that runs. It notes what it was asked for.
type archive struct {
	stream, after string
	limit         int
	deleted       []string
}

func (a *archive) List(_ context.Context, stream, after string, limit int) ([]record.Info, string, error) {
	a.stream, a.after, a.limit = stream, after, limit
	ready, _ := a.Get(context.Background(), "1")
	running, _ := a.Get(context.Background(), "2")
	return []record.Info{running, ready}, "1", nil
}

func (a *archive) Get(_ context.Context, id string) (record.Info, error) {
	i := record.Info{ID: id, Stream: "show", Node: "n", State: record.Recording, StartedAt: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	switch id {
	case "1":
		i.State, i.EndedAt, i.Seconds, i.Bytes = record.Ready, i.StartedAt.Add(time.Minute), 60, 1000
		i.Captions = []media.CaptionTrack{{ID: "de", Language: "de"}}
		return i, nil
	case "2":
		return i, nil
	}
	return record.Info{}, record.ErrUnknown
}

func (a *archive) Delete(_ context.Context, id string) error {
	i, err := a.Get(context.Background(), id)
	if err == nil && i.State != record.Ready {
		err = record.ErrRunning
	}
	if err == nil {
		a.deleted = append(a.deleted, id)
	}
	return err
}

func TestRecordings(t *testing.T) {
	kept := &archive{}
	a, err := api.New(api.Config{Token: apiToken}, api.Deps{Network: &network{}, Registrar: registry(t), Archive: kept})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	ready := `{"id":"1","stream":"show","state":"ready","started_at":"2026-03-01T12:00:00Z","ended_at":"2026-03-01T12:01:00Z","seconds":60,"bytes":1000,"lost":0,
		"playback_url":"/recordings/1/index.m3u8","clip_url":"/recordings/1/clip.mp4","captions":[{"id":"de","language":"de"}]}`
	running := `{"id":"2","stream":"show","state":"recording","started_at":"2026-03-01T12:00:00Z","seconds":0,"bytes":0,"lost":0}`
	for _, c := range []struct {
		method, target, token string
		status                int
		want                  string // "": not looked at
	}{
		{"GET", "/api/v1/recordings", "", 401, ""},
		{"GET", "/api/v1/recordings/1", "", 401, ""},
		{"DELETE", "/api/v1/recordings/1", "", 401, ""},
		{"GET", "/api/v1/recordings?stream=show&after=3&limit=7", apiToken, 200, `{"recordings":[` + running + `,` + ready + `],"next":"1"}`},
		{"GET", "/api/v1/recordings?limit=0", apiToken, 400, ""},
		{"GET", "/api/v1/recordings?limit=101", apiToken, 400, ""},
		{"GET", "/api/v1/recordings?limit=x", apiToken, 400, ""},
		{"GET", "/api/v1/recordings/1", apiToken, 200, ready},
		{"GET", "/api/v1/recordings/9", apiToken, 404, `{"title":"Not Found","status":404,"code":"not_found","detail":"no such recording"}`},
		{"DELETE", "/api/v1/recordings/2", apiToken, 409, `{"title":"Conflict","status":409,"code":"running","detail":"the recording has not ended"}`},
		{"DELETE", "/api/v1/recordings/1", apiToken, 204, ""},
	} {
		w := call(r, c.method, c.target)
		if c.token != "" {
			w = ask(r, c.method, c.target, "")
		}
		require.Equal(t, c.status, w.Code, c.method+" "+c.target)
		if c.want != "" {
			require.JSONEq(t, c.want, w.Body.String())
		}
	}
	require.Equal(t, &archive{stream: "show", after: "3", limit: 7, deleted: []string{"1"}}, kept)

	without := routes(t, api.Config{Token: apiToken}, &network{}, registry(t))
	require.JSONEq(t, `{"recordings":[]}`, ask(without, "GET", "/api/v1/recordings", "").Body.String())
	require.Equal(t, http.StatusNotFound, ask(without, "DELETE", "/api/v1/recordings/1", "").Code)
}

func TestRecordPolicy(t *testing.T) {
	reg := registry(t)
	r := routes(t, api.Config{Token: apiToken}, &network{}, reg)
	require.Equal(t, 400, ask(r, "POST", "/api/v1/streams", `{"name":"a","record":"perhaps"}`).Code)
	require.Equal(t, 201, ask(r, "POST", "/api/v1/streams", `{"name":"a","record":"always"}`).Code)
	for _, c := range []struct {
		patch string
		want  admission.Recording
	}{
		{`{}`, admission.RecordAlways},
		{`{"record":"never"}`, admission.RecordNever},
		{`{"record":null}`, ""},
	} {
		require.Equal(t, 200, ask(r, "PATCH", "/api/v1/streams/a", c.patch).Code)
		s, err := reg.Stream(t.Context(), "a")
		require.NoError(t, err)
		require.Equal(t, c.want, s.Policy.Record, c.patch)
	}
}
