package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
)

// askAs sends a request with an API token or key, and with an Idempotency-Key if there is one.
func askAs(h http.Handler, bearer, method, target, body, idempotency string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+bearer)
	if idempotency != "" {
		r.Header.Set("Idempotency-Key", idempotency)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func read[T any](t *testing.T, w *httptest.ResponseRecorder, status int) (v T) {
	t.Helper()
	require.Equal(t, status, w.Code, w.Body)
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &v))
	return v
}

// TestKeys goes through the life of API keys.
func TestKeys(t *testing.T) {
	r := routes(t, api.Config{Token: apiToken}, &network{}, registry(t))
	require.Empty(t, read[api.APIKeyList](t, ask(r, "GET", "/api/v1/keys", ""), 200).Keys)
	app := read[api.CreatedAPIKey](t, ask(r, "POST", "/api/v1/keys", `{"name":"app","scopes":["playback","keys"],"expires_in":60}`), 201)
	require.Equal(t, "app", app.APIKey.Name)
	require.WithinDuration(t, time.Now().Add(time.Minute), app.APIKey.ExpiresAt, 50*time.Second)
	list := ask(r, "GET", "/api/v1/keys", "")
	require.NotContains(t, list.Body.String(), app.Key)
	require.Equal(t, []api.APIKey{app.APIKey}, read[api.APIKeyList](t, list, 200).Keys)

	// A key makes keys of its own scopes only.
	w := askAs(r, app.Key, "POST", "/api/v1/keys", `{"name":"more","scopes":["playback","streams"]}`, "")
	require.Equal(t, 403, w.Code)
	require.Contains(t, w.Body.String(), "must have it")
	guest := read[api.CreatedAPIKey](t, askAs(r, app.Key, "POST", "/api/v1/keys", `{"name":"guest","scopes":["playback"]}`, ""), 201)
	require.Zero(t, guest.APIKey.ExpiresAt)

	require.Equal(t, 204, askAs(r, app.Key, "DELETE", "/api/v1/keys/"+app.APIKey.ID, "", "").Code)
	require.Equal(t, 401, askAs(r, app.Key, "GET", "/api/v1/keys", "", "").Code)
	require.Equal(t, 404, ask(r, "DELETE", "/api/v1/keys/"+app.APIKey.ID, "").Code)

	for body, code := range map[string]string{
		`{"name":"","scopes":["read"]}`:                   "invalid",
		`{"name":"x","scopes":[]}`:                        "invalid",
		`{"name":"x","scopes":["root"]}`:                  "forbidden",
		`{"name":"x","scopes":["read"],"expires_in":-1}`:  "invalid",
		`{"name":"x","scopes":["read"],"expires_in":1e9}`: "invalid",
		`{"name":"x","scopes":["read"],"key":"chosen"}`:   "invalid",
	} {
		require.Contains(t, ask(r, "POST", "/api/v1/keys", body).Body.String(), `"code":"`+code+`"`, body)
	}
}

// TestScopes: each scope allows what it says, and nothing else.
func TestScopes(t *testing.T) {
	reg := registry(t)
	_, _, err := reg.Create(t.Context(), admission.Stream{Name: "secret", Policy: admission.Policy{Playback: admission.Playback{Private: true}}})
	require.NoError(t, err)
	live := &network{streams: []api.Stream{{Name: "secret", State: api.StreamLive}}}
	r := routes(t, api.Config{Token: apiToken}, live, reg)
	for _, c := range []struct {
		method, target, body string
		scope                access.Scope
		status               int
	}{
		{"GET", "/api/v1/streams?created", "", access.Read, 200},
		{"GET", "/api/v1/streams/secret?created", "", access.Read, 200},
		{"GET", "/api/v1/recordings", "", access.Read, 200},
		{"GET", "/api/v1/recordings/x", "", access.Read, 404},
		{"POST", "/api/v1/streams", `{"name":"a b"}`, access.Streams, 400},
		{"PATCH", "/api/v1/streams/none", "{}", access.Streams, 404},
		{"DELETE", "/api/v1/streams/none", "", access.Streams, 404},
		{"POST", "/api/v1/streams/none/key", "", access.Streams, 404},
		{"POST", "/api/v1/streams/none/tokens", "", access.Streams, 404},
		{"POST", "/api/v1/streams/none/playback-tokens", "", access.Playback, 404},
		{"DELETE", "/api/v1/recordings/x", "", access.Recordings, 404},
		{"GET", "/api/v1/events", "", access.Read, 200},
		{"POST", "/api/v1/streams/studio/captions/en", "{}", access.Captions, 400},
		{"GET", "/api/v1/webhooks", "", access.Webhooks, 200},
		{"POST", "/api/v1/webhooks", "{}", access.Webhooks, 503},
		{"GET", "/api/v1/webhooks/x", "", access.Webhooks, 404},
		{"PATCH", "/api/v1/webhooks/x", "{}", access.Webhooks, 404},
		{"DELETE", "/api/v1/webhooks/x", "", access.Webhooks, 404},
		{"GET", "/api/v1/webhooks/x/deliveries", "", access.Webhooks, 404},
		{"POST", "/api/v1/webhooks/x/deliveries/y/redeliver", "", access.Webhooks, 404},
		{"GET", "/api/v1/keys", "", access.Keys, 200},
		{"POST", "/api/v1/keys", "{}", access.Keys, 400},
		{"DELETE", "/api/v1/keys/x", "", access.Keys, 404},
	} {
		for _, s := range access.All() {
			key := read[api.CreatedAPIKey](t, ask(r, "POST", "/api/v1/keys", `{"name":"x","scopes":["`+string(s)+`"]}`), 201).Key
			want := c.status
			if s != c.scope {
				want = 403
			}
			w := askAs(r, key, c.method, c.target, c.body, "")
			require.Equal(t, want, w.Code, "%s %s with %s: %s", c.method, c.target, s, w.Body)
			seen := read[api.StreamList](t, askAs(r, key, "GET", "/api/v1/streams", "", ""), 200).Streams
			require.Equal(t, s == access.Read, len(seen) == 1, "a private stream, with %s", s)
		}
		require.Equal(t, c.status, ask(r, c.method, c.target, c.body).Code, "the API token may do everything")
	}
}

// TestIdempotency: a request that is sent again is carried out once.
func TestIdempotency(t *testing.T) {
	reg := registry(t)
	r := routes(t, api.Config{Token: apiToken}, &network{}, reg)
	first := askAs(r, apiToken, "POST", "/api/v1/streams", `{}`, "one")
	made := read[api.CreatedStream](t, first, 201)
	again := askAs(r, apiToken, "POST", "/api/v1/streams", `{}`, "one")
	require.Equal(t, made, read[api.CreatedStream](t, again, 201))
	require.Equal(t, first.Header(), again.Header())
	other := askAs(r, apiToken, "POST", "/api/v1/streams", `{"name":"x"}`, "one")
	require.Equal(t, "idempotency_mismatch", read[api.Problem](t, other, 422).Code)
	require.NotEqual(t, made.Name, read[api.CreatedStream](t, askAs(r, apiToken, "POST", "/api/v1/streams", `{}`, "two"), 201).Name)
	require.NotEqual(t, made.Name, read[api.CreatedStream](t, askAs(r, apiToken, "POST", "/api/v1/streams", `{}`, ""), 201).Name)

	// Keys are of one caller and one path; a refusal is an answer too.
	mine := read[api.CreatedAPIKey](t, askAs(r, apiToken, "POST", "/api/v1/keys", `{"name":"app","scopes":["streams"]}`, "one"), 201)
	require.NotEqual(t, made.Name, read[api.CreatedStream](t, askAs(r, mine.Key, "POST", "/api/v1/streams", `{}`, "one"), 201).Name)
	require.Equal(t, 409, askAs(r, apiToken, "POST", "/api/v1/streams", `{"name":"`+made.Name+`"}`, "three").Code)
	require.NoError(t, reg.Delete(t.Context(), made.Name))
	require.Equal(t, 409, askAs(r, apiToken, "POST", "/api/v1/streams", `{"name":"`+made.Name+`"}`, "three").Code)
	require.Equal(t, 201, askAs(r, apiToken, "POST", "/api/v1/streams", `{"name":"`+made.Name+`"}`, "four").Code)

	require.Equal(t, 400, askAs(r, apiToken, "POST", "/api/v1/streams", `{}`, strings.Repeat("x", 256)).Code)
	require.Equal(t, 413, askAs(r, apiToken, "POST", "/api/v1/streams", `{"name":"`+strings.Repeat("x", 64<<10)+`"}`, "large").Code)
	require.Equal(t, 401, askAs(r, "somebody else's", "POST", "/api/v1/streams", `{}`, "one").Code)
}

// Of many equal requests at once one is carried out; the others hear of it, or that it is on its way.
func TestIdempotency_atOnce(t *testing.T) {
	r := routes(t, api.Config{Token: apiToken}, &network{}, registry(t))
	var group sync.WaitGroup
	answers := make([]*httptest.ResponseRecorder, 20)
	for i := range answers {
		group.Go(func() { answers[i] = askAs(r, apiToken, "POST", "/api/v1/streams", ``, "one") })
	}
	group.Wait()
	keys := map[string]bool{}
	for _, w := range answers {
		if w.Code == 409 {
			require.Equal(t, "in_progress", read[api.Problem](t, w, 409).Code)
			require.Equal(t, "1", w.Header().Get("Retry-After"))
			continue
		}
		keys[read[api.CreatedStream](t, w, 201).Key] = true
	}
	require.Len(t, keys, 1)
	require.Len(t, read[api.StreamList](t, ask(r, "GET", "/api/v1/streams?created", ""), 200).Streams, 1)
}

func TestStreams_pages(t *testing.T) {
	r := routes(t, api.Config{Token: apiToken}, &network{streams: []api.Stream{{Name: "b", State: api.StreamLive}}}, registry(t))
	for _, name := range []string{"d", "a", "c", "e"} {
		require.Equal(t, 201, ask(r, "POST", "/api/v1/streams", `{"name":"`+name+`"}`).Code)
	}
	names := func(target string) (out []string, next string) {
		list := read[api.StreamList](t, ask(r, "GET", target, ""), 200)
		for _, s := range list.Streams {
			out = append(out, s.Name)
		}
		return out, list.Next
	}
	list, next := names("/api/v1/streams?created&limit=2")
	require.Equal(t, []string{"a", "b"}, list)
	require.Equal(t, "b", next)
	list, next = names("/api/v1/streams?created&limit=2&after=" + next)
	require.Equal(t, []string{"c", "d"}, list)
	list, next = names("/api/v1/streams?created&limit=2&after=" + next)
	require.Equal(t, []string{"e"}, list)
	require.Empty(t, next)
	list, _ = names("/api/v1/streams?created")
	require.Len(t, list, 5)
	list, next = names("/api/v1/streams?limit=1")
	require.Equal(t, []string{"b"}, list)
	require.Empty(t, next)
	for _, limit := range []string{"0", "101", "-1", "x"} {
		require.Equal(t, 400, ask(r, "GET", "/api/v1/streams?limit="+limit, "").Code)
	}
}
