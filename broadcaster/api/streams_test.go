package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/pkg/media"
)

const apiToken = "0123456789abcdef"

func registry(t *testing.T) *admission.Registry {
	t.Helper()
	r, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	return r
}

// ask sends a request with the API token.
func ask(h http.Handler, method, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+apiToken)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestStreams goes through the life of a created stream.
func TestStreams(t *testing.T) {
	reg := registry(t)
	net := &network{}
	r := routes(t, api.Config{Token: apiToken}, net, reg)
	do := func(status int, method, target, body string, into any) {
		t.Helper()
		w := ask(r, method, target, body)
		require.Equal(t, status, w.Code, w.Body)
		require.NotContains(t, w.Body.String(), "hash")
		if into != nil {
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), into))
		}
	}
	var made api.CreatedStream
	do(201, "POST", "/api/v1/streams", `{"name":"studio","ladder":[{"name":"low","width":320,"height":180,"bitrate":200000}],"limits":{"bitrate":6000000}}`, &made)
	require.Equal(t, "studio", made.Name)
	require.Len(t, made.Key, 26)
	require.Equal(t, "/hls/studio/index.m3u8", made.PlaybackURL)
	require.Equal(t, "/watch/studio", made.WatchURL)
	require.WithinDuration(t, time.Now(), made.Settings.CreatedAt, time.Minute)

	var random api.CreatedStream
	do(201, "POST", "/api/v1/streams", "", &random)
	require.Len(t, random.Name, 16)
	require.Nil(t, random.Settings.Ladder)

	var list api.StreamList
	do(200, "GET", "/api/v1/streams", "", &list)
	require.Empty(t, list.Streams, "what is not live is shown to those who ask for it")
	do(404, "GET", "/api/v1/streams/studio", "", nil)
	do(200, "GET", "/api/v1/streams?created=true", "", &list)
	require.Len(t, list.Streams, 2)
	var one api.Stream
	do(200, "GET", "/api/v1/streams/studio?created", "", &one)
	require.Equal(t, api.StreamIdle, one.State)
	require.Equal(t, &made.Settings, one.Settings)

	net.streams = []api.Stream{{Name: "other", State: api.StreamLive}, {Name: "studio", State: api.StreamLive, StartedAt: time.Now()}}
	list = api.StreamList{}
	do(200, "GET", "/api/v1/streams?created=true", "", &list)
	require.Len(t, list.Streams, 3)
	require.Nil(t, list.Streams[0].Settings)
	require.Equal(t, api.StreamLive, list.Streams[1].State)
	require.Equal(t, &made.Settings, list.Streams[1].Settings)
	w := call(r, "GET", "/api/v1/streams")
	require.NotContains(t, w.Body.String(), "settings")
	require.NotContains(t, w.Body.String(), made.Key)

	one = api.Stream{}
	do(200, "PATCH", "/api/v1/streams/studio", `{"limits":{"width":1920}}`, &one)
	require.Equal(t, admission.Limits{Bitrate: 6_000_000, Width: 1920}, one.Settings.Limits, "merged")
	require.Len(t, one.Settings.Ladder, 1)
	one = api.Stream{}
	do(200, "PATCH", "/api/v1/streams/studio", `{"ladder":["720p",{"name":"hdr","width":640,"height":360,"bitrate":500000,"fps":30000,"fpsDen":1001,"encoder":"HEVC","colorDepth":10,"fit":"cover"}]}`, &one)
	require.Equal(t, []media.Profile{
		{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000},
		{Name: "hdr", Width: 640, Height: 360, Bitrate: 500_000, FPS: 30000, FPSDen: 1001, Encoder: media.EncoderHEVC, ColorDepth: 10, Fit: media.FitCover},
	}, one.Settings.Ladder)

	do(200, "PATCH", "/api/v1/streams/studio", `{"ladder":[],"limits":{"width":null}}`, &one)
	require.NotNil(t, one.Settings.Ladder)
	require.Empty(t, one.Settings.Ladder)
	one = api.Stream{}
	do(200, "PATCH", "/api/v1/streams/studio", `{"ladder":null,"limits":null}`, &one)
	require.Nil(t, one.Settings.Ladder)
	require.Zero(t, one.Settings.Limits)
	require.Nil(t, one.Settings.Rewind)
	do(200, "PATCH", "/api/v1/streams/studio", `{"rewind":0}`, &one)
	require.Zero(t, *one.Settings.Rewind)
	one = api.Stream{}
	do(200, "PATCH", "/api/v1/streams/studio", `{"rewind":null}`, &one)
	require.Nil(t, one.Settings.Rewind)
	require.Nil(t, one.Settings.Captions)
	do(200, "PATCH", "/api/v1/streams/studio", `{"captions":[{"id":"CC1","name":"English","language":"en"},{"id":"de","default":true}]}`, &one)
	require.Equal(t, []media.CaptionTrack{{ID: "CC1", Name: "English", Language: "en"}, {ID: "de", Default: true}}, one.Settings.Captions)
	one = api.Stream{}
	do(200, "PATCH", "/api/v1/streams/studio", `{"captions":null}`, &one)
	require.Nil(t, one.Settings.Captions)
	do(200, "PATCH", "/api/v1/streams/studio", `{"encryption":"aes-128"}`, &one)
	require.Equal(t, admission.EncryptAES128, one.Settings.Encryption)
	one = api.Stream{}
	do(200, "PATCH", "/api/v1/streams/studio", `{"encryption":null}`, &one)
	require.Empty(t, one.Settings.Encryption)

	var key api.StreamKey
	do(200, "POST", "/api/v1/streams/studio/key", "", &key)
	require.NotEqual(t, made.Key, key.Key)
	var token api.PublishToken
	do(200, "POST", "/api/v1/streams/studio/tokens", `{"expires_in":60}`, &token)
	require.WithinDuration(t, time.Now().Add(time.Minute), token.ExpiresAt, 50*time.Second)
	do(200, "POST", "/api/v1/streams/studio/tokens", "", &token)
	require.WithinDuration(t, time.Now().Add(time.Hour), token.ExpiresAt, 50*time.Second)

	do(204, "DELETE", "/api/v1/streams/studio", "", nil)
	do(404, "DELETE", "/api/v1/streams/studio", "", nil)
	do(404, "GET", "/api/v1/streams/studio?created", "", nil)
}

func TestStreamsRefuse(t *testing.T) {
	r := routes(t, api.Config{Token: apiToken}, &network{}, registry(t))
	require.Equal(t, 201, ask(r, "POST", "/api/v1/streams", `{"name":"taken"}`).Code)
	for _, c := range []struct {
		method, target, body string
		status               int
		code                 string
	}{
		{"POST", "/api/v1/streams", `{"name":"taken"}`, 409, "exists"},
		{"POST", "/api/v1/streams", `{"name":"a b"}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"name":`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{} {}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `[]`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"nme":"x"}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"key":"chosen"}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"ladder":[{"name":"low"}]}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"limits":{"bitrate":-1}}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"name":"` + strings.Repeat("x", 64<<10) + `"}`, 413, "too_large"},
		{"POST", "/api/v1/streams", `{"rewind":43201}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"rewind":-1}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"encryption":"sample-aes"}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"encryption":true}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"name":"new"}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"limits":{"colour":1}}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"ladder":{}}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"ladder":["721p"]}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"ladder":[{"name":"a","width":640,"height":360,"bitrate":500000,"encoder":"VP8"}]}`, 400, "invalid"},
		{"POST", "/api/v1/streams", `{"ladder":[{"name":"a","width":640,"height":360,"bitrate":500000,"encoder":"VP8"}]}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/taken", `{"limits":{"width":-5}}`, 400, "invalid"},
		{"PATCH", "/api/v1/streams/nobody", `{}`, 404, "not_found"},
		{"POST", "/api/v1/streams/nobody/key", "", 404, "not_found"},
		{"POST", "/api/v1/streams/nobody/tokens", "", 404, "not_found"},
		{"POST", "/api/v1/streams/taken/tokens", `{"expires_in":-1}`, 400, "invalid"},
		{"POST", "/api/v1/streams/taken/tokens", `{"expires_in":9223372036854775807}`, 400, "invalid"},
	} {
		w := ask(r, c.method, c.target, c.body)
		require.Equal(t, c.status, w.Code, "%s %s %.99s: %s", c.method, c.target, c.body, w.Body)
		var p api.Problem
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &p))
		require.Equal(t, c.code, p.Code)
	}
}

// TestWhoMayWrite: with a token those who have it, without one nobody, or whoever is on this machine.
func TestWhoMayWrite(t *testing.T) {
	token, local := api.Config{Token: apiToken}, api.Config{Local: true}
	mine := func(r *http.Request) { r.RemoteAddr, r.Host = "127.0.0.1:5000", "127.0.0.1:8935" }
	header := func(key, value string) func(*http.Request) {
		return func(r *http.Request) { mine(r); r.Header.Set(key, value) }
	}
	for _, c := range []struct {
		name   string
		cfg    api.Config
		as     func(*http.Request)
		status int
	}{
		{"the token", token, header("Authorization", "Bearer "+apiToken), 201},
		{"the token, from anywhere", token, func(r *http.Request) { r.Header.Set("Authorization", "bearer "+apiToken) }, 201},
		{"another token", token, header("Authorization", "Bearer 0123456789abcdeg"), 401},
		{"more than the token", token, header("Authorization", "Bearer "+apiToken+" "), 401},
		{"another scheme", token, header("Authorization", "Basic "+apiToken), 401},
		{"no token", token, mine, 401},
		{"an empty token", token, header("Authorization", "Bearer "), 401},
		{"a token, and this machine counts for nothing", api.Config{Token: apiToken, Local: true}, mine, 401},

		{"nobody", api.Config{}, mine, 403},
		{"an empty token, where there is none", api.Config{}, header("Authorization", "Bearer "), 403},

		{"this machine", local, mine, 201},
		{"this machine, by IPv6", local, func(r *http.Request) { r.RemoteAddr, r.Host = "[::1]:5", "[::1]:8935" }, 201},
		{"this machine, by name", local, func(r *http.Request) { r.RemoteAddr, r.Host = "[::ffff:127.0.0.1]:5", "localhost" }, 201},
		{"this machine's own page", local, func(r *http.Request) { mine(r); r.Header.Set("Origin", "http://127.0.0.1:8935") }, 201},
		{"another machine", local, func(r *http.Request) { mine(r); r.RemoteAddr = "192.0.2.1:5000" }, 403},
		{"a proxy on this machine", local, header("X-Forwarded-For", "192.0.2.1"), 403},
		{"another proxy", local, header("Forwarded", "for=192.0.2.1"), 403},
		{"a page of another site", local, header("Origin", "https://example.org"), 403},
		{"another site, as browsers say", local, header("Sec-Fetch-Site", "cross-site"), 403},
		{"a name that was bent to this address", local, func(r *http.Request) { mine(r); r.Host = "evil.example.org:8935" }, 403},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := routes(t, c.cfg, &network{}, registry(t))
			for _, route := range []struct {
				method, target string
				status         int
			}{
				{"POST", "/api/v1/streams", 201},
				{"GET", "/api/v1/streams?created=true", 200},
				{"GET", "/api/v1/streams/x?created=true", 404},
				{"PATCH", "/api/v1/streams/x", 404},
				{"POST", "/api/v1/streams/x/key", 404},
				{"POST", "/api/v1/streams/x/tokens", 404},
				{"DELETE", "/api/v1/streams/x", 404},
			} {
				req := httptest.NewRequest(route.method, route.target, nil)
				c.as(req)
				w := httptest.NewRecorder()
				r.ServeHTTP(w, req)
				want := route.status
				if c.status != 201 {
					want = c.status
				}
				require.Equal(t, want, w.Code, "%s %s: %s", route.method, route.target, w.Body)
				require.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
			}
		})
	}
}

// TestPlayback: who may watch a stream is said when it is created or changed, and a token says where it can be watched.
func TestPlayback(t *testing.T) {
	reg := registry(t)
	live := &network{
		streams:    []api.Stream{{Name: "a", State: api.StreamLive}, {Name: "b", State: api.StreamLive}},
		sessions:   []api.Session{{ID: "1", Stream: "a"}, {ID: "2", Stream: "b"}},
		selections: []json.RawMessage{json.RawMessage(`{"stream":"a"}`), json.RawMessage(`{"stream":"b"}`)},
	}
	r := routes(t, api.Config{Token: apiToken}, live, reg)
	require.Equal(t, 400, ask(r, "POST", "/api/v1/streams", `{"name":"a","playback":{"referrers":["https://example.org"]}}`).Code)
	require.Equal(t, 400, ask(r, "POST", "/api/v1/streams", `{"name":"a","playback":{"addresses":["192.0.2.1"]}}`).Code)
	w := ask(r, "POST", "/api/v1/streams", `{"name":"a","playback":{"private":true,"referrers":["example.org"],"addresses":["192.0.2.0/24"]}}`)
	require.Equal(t, 201, w.Code)
	require.Contains(t, w.Body.String(), `"playback":{"private":true,"referrers":["example.org"],"addresses":["192.0.2.0/24"]}`)
	require.Equal(t, 200, ask(r, "PATCH", "/api/v1/streams/a", `{"playback":{"referrers":[],"addresses":[]}}`).Code)
	require.True(t, reg.Hidden("a"), "what a patch does not name stays")

	require.Equal(t, 400, ask(r, "POST", "/api/v1/streams/a/playback-tokens", `{"expires_in":-1}`).Code)
	require.Equal(t, 404, ask(r, "POST", "/api/v1/streams/x/playback-tokens", ``).Code)
	require.Equal(t, 401, call(r, "POST", "/api/v1/streams/a/playback-tokens").Code)
	w = ask(r, "POST", "/api/v1/streams/a/playback-tokens", `{"expires_in":60}`)
	require.Equal(t, 200, w.Code)
	var token api.PlaybackToken
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &token))
	require.Equal(t, "/signed/"+token.Token+"/hls/a/index.m3u8", token.PlaybackURL)
	require.Equal(t, "/watch/a?token="+token.Token, token.WatchURL)
	require.NoError(t, reg.Watch("a", admission.Viewer{Token: token.Token}))

	for _, path := range []string{"streams", "sessions", "selections"} {
		stranger := call(r, "GET", "/api/v1/"+path).Body.String()
		require.NotContains(t, stranger, `"a"`, path)
		require.Contains(t, stranger, `"b"`, path)
		require.Contains(t, ask(r, "GET", "/api/v1/"+path, "").Body.String(), `"a"`, path)
		require.Contains(t, call(r, "GET", "/api/v1/"+path+"?token="+token.Token).Body.String(), `"a"`, path)
	}
	require.Equal(t, 404, call(r, "GET", "/api/v1/streams/a").Code)
	require.Equal(t, 200, call(r, "GET", "/api/v1/streams/a?token="+token.Token).Code)
	require.Equal(t, 200, ask(r, "PATCH", "/api/v1/streams/a", `{"playback":null}`).Code)
	require.Equal(t, 200, call(r, "GET", "/api/v1/streams/a").Code)
}

// TestPagesOfOtherSites: what everybody may know of a stream, a page of any site may read; what programs on this machine may know besides,
// it may not, though its browser runs here.
func TestPagesOfOtherSites(t *testing.T) {
	reg := registry(t)
	_, _, err := reg.Create(t.Context(), admission.Stream{Name: "private", Policy: admission.Policy{Playback: admission.Playback{Private: true}}})
	require.NoError(t, err)
	live := &network{streams: []api.Stream{{Name: "private", State: api.StreamLive}, {Name: "public", State: api.StreamLive}}}
	r := routes(t, api.Config{Local: true}, live, reg)
	get := func(target, origin string) *httptest.ResponseRecorder {
		req := httptest.NewRequest("GET", "/api/v1/streams/"+target, nil)
		req.RemoteAddr, req.Host = "127.0.0.1:5000", "127.0.0.1:8935"
		if origin != "" {
			req.Header.Set("Origin", origin)
		}
		w := httptest.NewRecorder()
		r.ServeHTTP(w, req)
		return w
	}
	for _, c := range []struct {
		target, origin string
		status         int
		readable       bool
	}{
		{"public", "https://example.org", 200, true},
		{"private", "https://example.org", 404, true},
		{"private?created=true", "https://example.org", 403, false},
		{"private", "", 200, true},
		{"private?created=true", "http://127.0.0.1:8935", 200, false},
	} {
		w := get(c.target, c.origin)
		require.Equal(t, c.status, w.Code, "%s from %q: %s", c.target, c.origin, w.Body)
		require.Equal(t, c.readable, w.Header().Get("Access-Control-Allow-Origin") == "*", "%s from %q", c.target, c.origin)
	}
}

// away is a Redis that does not answer.
type away struct{ cluster.Records }

func (away) Mark(context.Context) (cluster.Mark, error) { return "", errors.New("no answer") }

// TestAway: while the cluster's Redis is away, what was created is shown, and nothing can be changed.
func TestAway(t *testing.T) {
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	file := filepath.Join(t.TempDir(), "cluster.db")
	open := func(records cluster.Records) (*admission.Registry, *access.Registry, func() error) {
		table, err := cluster.OpenTable(t.Context(), cluster.TableConfig{File: file}, records, log)
		require.NoError(t, err)
		streams, err := admission.NewRegistry(t.Context(), admission.NewShared(table, cluster.Secret("a secret of the tests"), log))
		require.NoError(t, err)
		return streams, access.NewShared(table, log), table.Close
	}
	streams, keys, done := open(cluster.NewMemoryRecords())
	_, _, err := streams.Create(t.Context(), admission.Stream{Name: "mine"})
	require.NoError(t, err)
	key, _, err := keys.Make(t.Context(), "app", access.All(), 0)
	require.NoError(t, err)
	require.NoError(t, done())
	streams, keys, done = open(away{})
	t.Cleanup(func() { require.NoError(t, done()) })

	a, err := api.New(api.Config{Token: apiToken}, api.Deps{Network: &network{}, Registrar: streams, Keys: keys})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	require.Contains(t, ask(r, "GET", "/api/v1/streams?created=true", "").Body.String(), `"mine"`)
	require.Equal(t, 200, ask(r, "POST", "/api/v1/streams/mine/tokens", "").Code)
	for _, c := range []struct{ method, target, body string }{
		{"POST", "/api/v1/streams", `{"name":"other"}`},
		{"PATCH", "/api/v1/streams/mine", `{"record":"always"}`},
		{"POST", "/api/v1/streams/mine/key", ""},
		{"DELETE", "/api/v1/streams/mine", ""},
		{"POST", "/api/v1/keys", `{"name":"x","scopes":["read"]}`},
		{"DELETE", "/api/v1/keys/" + key.ID, ""},
	} {
		w := ask(r, c.method, c.target, c.body)
		require.Equal(t, 503, w.Code, c)
		require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
		require.NotEmpty(t, w.Header().Get("Retry-After"))
		require.Contains(t, w.Body.String(), `"code":"unavailable"`)
	}
}
