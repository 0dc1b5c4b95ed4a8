package api_test

import (
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/pkg/media"
)

// network is a Network made of values.
type network struct {
	streams       []api.Stream
	sessions      []api.Session
	orchestrators []api.Orchestrator
	chain         api.Chain
	selections    []json.RawMessage
	ready         error
	degraded      error
}

func (n *network) Streams() []api.Stream             { return n.streams }
func (n *network) Sessions() []api.Session           { return n.sessions }
func (n *network) Orchestrators() []api.Orchestrator { return n.orchestrators }
func (n *network) Chain() api.Chain                  { return n.chain }
func (n *network) Selections() []json.RawMessage     { return n.selections }
func (n *network) Ready() error                      { return n.ready }
func (n *network) Degraded() error                   { return n.degraded }

func router(t *testing.T, n api.Network) chi.Router {
	t.Helper()
	return routes(t, api.Config{}, n, registry(t))
}

func routes(t *testing.T, cfg api.Config, n api.Network, reg api.Registrar) chi.Router {
	t.Helper()
	cfg.Version, cfg.RTMPPort = "v1.2.3", 1936
	a, err := api.New(cfg, api.Deps{Network: n, Registrar: reg})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	return r
}

func call(r http.Handler, method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w
}

func TestAnswers(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	full := &network{
		streams: []api.Stream{{
			Name: "demo", State: api.StreamLive, StartedAt: start,
			Source:     &api.Source{Codec: "h264", Width: 1280, Height: 720, FrameRate: 29.97, Bitrate: 2_500_000},
			Renditions: []api.Rendition{{Name: "source", Width: 1280, Height: 720, Bitrate: 2_500_000, LastPart: "7.3"}},
			Problem:    "no orchestrator has capacity", PlaybackURL: "/hls/demo/index.m3u8", WatchURL: "/watch/demo",
		}, {Name: "a/b", State: api.StreamEnded, StartedAt: start, EndedAt: start.Add(time.Minute)}},
		sessions:      []api.Session{{ID: "s1", Stream: "demo", State: api.SessionFailed, StartedAt: start, EndedAt: start, Problem: "late", Selection: json.RawMessage(`{"round":3}`)}},
		orchestrators: []api.Orchestrator{{Address: "0xAB", URI: "https://o1:8936", Stake: "5000", Share: 0.5, State: api.OrchestratorIdle, Performance: 70, PartLatencyP95Ms: 550}},
		chain:         api.Chain{ChainID: 1337, Round: 3, SnapshotAgeSeconds: 1.5},
		selections:    []json.RawMessage{json.RawMessage(`{"round":3}`)},
	}
	many := &network{ready: errors.New("no stake snapshot yet")}
	for range api.MaxSelections + 1 {
		many.selections = append(many.selections, json.RawMessage(`1`))
	}
	demo := `{"name":"demo","state":"live","started_at":"2026-03-01T12:00:00Z",
		"source":{"codec":"h264","width":1280,"height":720,"frame_rate":29.97,"bitrate":2500000},
		"renditions":[{"name":"source","width":1280,"height":720,"bitrate":2500000,"last_part":"7.3","lag_seconds":0,"missing":false}],
		"failovers":0,"problem":"no orchestrator has capacity","playback_url":"/hls/demo/index.m3u8","watch_url":"/watch/demo","viewers":0}`
	ended := `{"name":"a/b","state":"ended","started_at":"2026-03-01T12:00:00Z","ended_at":"2026-03-01T12:01:00Z",
		"renditions":[],"failovers":0,"playback_url":"","watch_url":"","viewers":0}`

	for _, c := range []struct {
		name    string
		network api.Network
		method  string
		target  string
		status  int
		want    string
	}{
		{"streams", full, "GET", "/api/v1/streams", 200, `{"streams":[` + demo + `,` + ended + `]}`},
		{"no streams is an empty list", &network{}, "GET", "/api/v1/streams", 200, `{"streams":[]}`},
		{"one stream", full, "GET", "/api/v1/streams/demo", 200, demo},
		{"unknown stream", full, "GET", "/api/v1/streams/nope", 404, `{"title":"Not Found","status":404,"code":"not_found","detail":"no stream \"nope\" is live or kept"}`},
		{
			"long name is clipped", full, "GET", "/api/v1/streams/" + strings.Repeat("x", 500), 404,
			`{"title":"Not Found","status":404,"code":"not_found","detail":"no stream \"` + strings.Repeat("x", 64) + `...\" is live or kept"}`,
		},
		{"sessions", full, "GET", "/api/v1/sessions", 200, `{"sessions":[{"id":"s1","stream":"demo","orchestrator":"","uri":"","state":"failed",
			"started_at":"2026-03-01T12:00:00Z","ended_at":"2026-03-01T12:00:00Z","parts":0,"last_part_latency_ms":0,"problem":"late"}]}`},
		{"sessions and why they are with whom they are", full, "GET", "/api/v1/sessions?selection=true", 200, `{"sessions":[{"id":"s1","stream":"demo","orchestrator":"","uri":"","state":"failed",
			"started_at":"2026-03-01T12:00:00Z","ended_at":"2026-03-01T12:00:00Z","parts":0,"last_part_latency_ms":0,"problem":"late","selection":{"round":3}}]}`},
		{"no sessions", &network{}, "GET", "/api/v1/sessions", 200, `{"sessions":[]}`},
		{
			"orchestrators", full, "GET", "/api/v1/orchestrators", 200,
			`{"orchestrators":[{"address":"0xAB","uri":"https://o1:8936","performance":70,"stake":"5000","share":0.5,"state":"idle","performance":70,"part_latency_p95_ms":550}]}`,
		},
		{"chain", full, "GET", "/api/v1/chain", 200, `{"chain_id":1337,"round":3,"snapshot_age_seconds":1.5}`},
		{"server", full, "GET", "/api/v1/server", 200, `{"version":"v1.2.3","rtmp_port":1936,"scopes":[]}`},
		{"selections are passed as they are", full, "GET", "/api/v1/selections", 200, `{"selections":[{"round":3}]}`},
		{"selections are bounded", many, "GET", "/api/v1/selections", 200, `{"selections":[1` + strings.Repeat(",1", api.MaxSelections-1) + `]}`},
		{"healthy", many, "GET", "/healthz", 200, `{"status":"ok"}`},
		{"ready", full, "GET", "/readyz", 200, `{"status":"ok"}`},
		{"not ready", many, "GET", "/readyz", 503, `{"title":"Service Unavailable","status":503,"code":"not_ready","detail":"no stake snapshot yet"}`},
		{"unknown path", full, "GET", "/api/v1/nope", 404, `{"title":"Not Found","status":404,"code":"not_found","detail":"there is no /api/v1/nope; see /api/v1/openapi.yaml"}`},
		{"wrong method", full, "PUT", "/api/v1/streams", 405, `{"title":"Method Not Allowed","status":405,"code":"method_not_allowed","detail":"/api/v1/streams does not answer PUT; see /api/v1/openapi.yaml"}`},
		{
			"not a number", &network{chain: api.Chain{SnapshotAgeSeconds: math.NaN()}}, "GET", "/api/v1/chain", 500,
			`{"title":"Internal Server Error","status":500,"code":"internal","detail":"the answer cannot be written as JSON"}`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := call(router(t, c.network), c.method, c.target)
			require.Equal(t, c.status, w.Code)
			kind := "application/json"
			if c.status >= 400 {
				kind = "application/problem+json"
			}
			require.Equal(t, kind, w.Header().Get("Content-Type"))
			require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
			require.JSONEq(t, c.want, w.Body.String())
		})
	}
}

func TestNew(t *testing.T) {
	_, err := api.New(api.Config{}, api.Deps{Registrar: registry(t)})
	require.ErrorContains(t, err, "no network")
	_, err = api.New(api.Config{}, api.Deps{Network: &network{}})
	require.ErrorContains(t, err, "no registrar")
	_, err = api.New(api.Config{RTMPPort: 70000}, api.Deps{Network: &network{}, Registrar: registry(t)})
	require.ErrorContains(t, err, "RTMP port 70000")
	_, err = api.New(api.Config{Token: "short"}, api.Deps{Network: &network{}, Registrar: registry(t)})
	require.ErrorContains(t, err, "at least 16")
	a, err := api.New(api.Config{}, api.Deps{Network: &network{}, Registrar: registry(t)})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	require.JSONEq(t, `{"version":"devel","rtmp_port":1935,"scopes":[]}`, call(r, "GET", "/api/v1/server").Body.String())
}

// openAPI is as much of a document as the tests look at.
type openAPI struct {
	Paths      map[string]map[string]any `yaml:"paths"`
	Components struct {
		Schemas map[string]schema `yaml:"schemas"`
	} `yaml:"components"`
}

type schema struct {
	Required   []string            `yaml:"required"`
	Properties map[string]property `yaml:"properties"`
}

type property struct {
	Ref   string    `yaml:"$ref"`
	Type  string    `yaml:"type"`
	Items *property `yaml:"items"`
}

func document(t *testing.T) openAPI {
	t.Helper()
	w := call(router(t, &network{}), "GET", "/api/v1/openapi.yaml")
	require.Equal(t, 200, w.Code)
	require.Equal(t, "application/yaml", w.Header().Get("Content-Type"))
	var doc openAPI
	require.NoError(t, yaml.Unmarshal(w.Body.Bytes(), &doc))
	return doc
}

func TestOpenAPI_describes_every_route_and_no_other(t *testing.T) {
	var served, described []string
	require.NoError(t, chi.Walk(router(t, &network{}), func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		served = append(served, method+" "+route)
		return nil
	}))
	for path, methods := range document(t).Paths {
		for method := range methods {
			described = append(described, strings.ToUpper(method)+" "+path)
		}
	}
	slices.Sort(served)
	slices.Sort(described)
	require.Equal(t, served, described)
}

func TestOpenAPI_schemas_are_the_Go_types(t *testing.T) {
	types := map[string]reflect.Type{}
	for _, v := range []any{
		api.Stream{},
		api.Source{},
		api.Audio{},
		api.Rendition{},
		api.Health{},
		inflow.Advice{},
		api.Session{},
		api.Orchestrator{},
		api.Chain{},
		api.Payments{},
		api.StreamPayments{},
		api.OrchestratorPayments{},
		api.Server{},
		api.Status{},
		api.StreamList{},
		api.SessionList{},
		api.OrchestratorList{},
		api.SelectionList{},
		api.Problem{},
		api.StreamSpec{},
		api.StreamSettings{},
		media.Profile{},
		media.CaptionTrack{},
		api.CaptionSpec{},
		api.CueSpec{},
		api.PlacedCaptions{},
		api.PlacedCue{},
		admission.Limits{},
		api.CreatedStream{},
		api.StreamKey{},
		api.TokenSpec{},
		api.PublishToken{},
		admission.Playback{},
		api.PlaybackToken{},
		api.MetadataSpec{},
		api.MetadataFrame{},
		api.Moment{},
		api.DateRange{},
		api.Recording{},
		api.RecordingList{},
		api.APIKey{},
		api.APIKeyList{},
		api.APIKeySpec{},
		api.CreatedAPIKey{},
		api.Event{},
		api.EventList{},
		api.WebhookSpec{},
		api.Webhook{},
		api.WebhookList{},
		api.CreatedWebhook{},
		api.Delivery{},
		api.DeliveryList{},
	} {
		types[reflect.TypeOf(v).Name()] = reflect.TypeOf(v)
	}
	schemas := document(t).Components.Schemas
	require.Len(t, schemas, len(types))
	for name, typ := range types {
		got := schemas[name]
		properties := map[string]property{}
		var required []string
		for i := range typ.NumField() {
			tag, options, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			properties[tag] = describe(t, typ.Field(i).Type)
			if options == "" {
				required = append(required, tag)
			}
		}
		require.Equal(t, properties, got.Properties, name)
		require.Equal(t, required, got.Required, name)
	}
}

// describe is what the document must say of a field's type.
func describe(t *testing.T, typ reflect.Type) property {
	switch typ {
	case reflect.TypeFor[time.Time](), reflect.TypeFor[netip.Prefix]():
		return property{Type: "string"}
	case reflect.TypeFor[[]byte]():
		return property{Type: "string"}
	case reflect.TypeFor[json.RawMessage]():
		return property{Type: "object"}
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return describe(t, typ.Elem())
	case reflect.Map:
		return property{Type: "object"}
	case reflect.Slice:
		item := describe(t, typ.Elem())
		return property{Type: "array", Items: &item}
	case reflect.Struct:
		return property{Ref: "#/components/schemas/" + typ.Name()}
	case reflect.String:
		return property{Type: "string"}
	case reflect.Bool:
		return property{Type: "boolean"}
	case reflect.Float64:
		return property{Type: "number"}
	case reflect.Int, reflect.Int64, reflect.Uint64, reflect.Uint32, reflect.Uint:
		return property{Type: "integer"}
	default:
		require.Failf(t, "unknown kind", "%s", typ)
		return property{}
	}
}
