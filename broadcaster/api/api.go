// Package api is the broadcaster's REST API: the state of its streams, sessions, orchestrators and chain as JSON
// under /api/v1, the creation of streams, and the health and readiness probes.
//
// It promises that every route is described in the OpenAPI document it serves, that every error is a Problem, and
// that an answer never waits for the network, but for other nodes of a cluster, and then not for long. What is shown comes from a
// Network, which the broadcaster implements, and what is created goes to a Registrar. State can be read by everybody; streams are created and changed with the API token or an API
// key (package access), or, where there is no token and the configuration says so, by programs on the same machine.
package api

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/answers"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// MaxSelections is how many selection records are shown at most.
const MaxSelections = 100

// DefaultRTMPPort is the registered port of RTMP.
const DefaultRTMPPort = 1935

//go:embed openapi.yaml
var openapi []byte

// Config is what the API says about its server.
type Config struct {
	Version  string // of the program; "devel" when empty
	RTMPPort int    // where publishers connect to, 1 to 65535; DefaultRTMPPort when 0

	RTMPSPort int // where they may also do so over TLS; 0: nowhere, or on a port that is not fixed

	Token string // lets its holders create and change streams; at least MinToken characters
	Local bool   // without a token, lets programs on this machine do so; else nobody may
}

// API answers the requests.
type API struct {
	server    Server
	network   Network
	registrar Registrar
	archive   Archive
	keys      *access.Registry
	log       EventLog
	cues      Cues
	paid      func() Payments
	captions  Captioner
	elsewhere func(w http.ResponseWriter, r *http.Request, stream string) bool
	owners    Owners
	answered  answers.Store
	said      answers.Store // to those who put something into a stream of this node's: there are many, which are not to displace the others
	token     []byte        // its SHA-256; nil: none
	local     bool
}

// Deps are what the API shows and changes.
type Deps struct {
	Network   Network
	Registrar Registrar
	Archive   Archive          // nil: nothing is recorded
	Keys      *access.Registry // nil: one that ends with the process
	Events    EventLog         // nil: no events are kept, and webhooks cannot be made
	Cues      Cues             // nil: no stream is ever live
	Payments  func() Payments  // what is paid; it returns at once; nil: nothing is
	Captions  Captioner        // nil: none can be added
	Answers   answers.Store    // to requests with an Idempotency-Key; nil: of this process

	// Elsewhere answers for a stream that the Network does not have; false if it knows of none, and has answered nothing. nil: it never does.
	Elsewhere func(w http.ResponseWriter, r *http.Request, stream string) bool

	Owners Owners // nil: all streams are this node's
}

// New checks the configuration. It starts nothing.
func New(cfg Config, deps Deps) (*API, error) {
	if deps.Network == nil || deps.Registrar == nil {
		return nil, errors.New("api: no network, or no registrar")
	}
	if deps.Payments == nil {
		deps.Payments = func() Payments { return Payments{Deposit: "0", Reserve: "0", Today: "0", LastHour: "0"} }
	}
	if err := CheckToken(cfg.Token); err != nil {
		return nil, err
	}
	if cfg.RTMPPort == 0 {
		cfg.RTMPPort = DefaultRTMPPort
	}
	if cfg.RTMPPort < 1 || cfg.RTMPPort > 65535 {
		return nil, fmt.Errorf("api: RTMP port %d: from 1 to 65535", cfg.RTMPPort)
	}
	if cfg.Version == "" {
		cfg.Version = "devel"
	}
	if deps.Events == nil {
		deps.Events = noLog{}
	}
	if deps.Cues == nil {
		deps.Cues = noCues{}
	}
	if deps.Keys == nil {
		deps.Keys = access.NewMemory()
	}
	if deps.Answers == nil {
		deps.Answers = answers.NewMemory()
	}
	a := &API{
		server:  Server{Version: cfg.Version, RTMPPort: cfg.RTMPPort, RTMPSPort: cfg.RTMPSPort},
		network: deps.Network, registrar: deps.Registrar, archive: deps.Archive, keys: deps.Keys, log: deps.Events, cues: deps.Cues, paid: deps.Payments, captions: deps.Captions, elsewhere: deps.Elsewhere, owners: deps.Owners, answered: deps.Answers, said: answers.NewMemory(), local: cfg.Local,
	}
	if cfg.Token != "" {
		hash := sha256.Sum256([]byte(cfg.Token))
		a.token = hash[:]
	}
	return a, nil
}

// Routes mounts the API and the probes.
func (a *API) Routes(r chi.Router) {
	r.Get("/healthz", a.health)
	r.Get("/readyz", a.ready)
	r.Route(Prefix, func(r chi.Router) {
		r.NotFound(func(w http.ResponseWriter, req *http.Request) {
			fail(w, http.StatusNotFound, "not_found", fmt.Sprintf("there is no %s; see %s/openapi.yaml", req.URL.Path, Prefix))
		})
		r.MethodNotAllowed(func(w http.ResponseWriter, req *http.Request) {
			fail(w, http.StatusMethodNotAllowed, "method_not_allowed", fmt.Sprintf("%s does not answer %s; see %s/openapi.yaml", req.URL.Path, req.Method, Prefix))
		})
		r.Get("/streams", a.streams)
		r.Get("/streams/{name}", crossOrigin(a.stream)) // the player on pages of other sites asks
		r.Post("/streams", a.authorized(access.Streams, once(a.answered, a.create)))
		r.Patch("/streams/{name}", a.authorized(access.Streams, a.change))
		r.Delete("/streams/{name}", a.authorized(access.Streams, a.remove))
		r.Post("/streams/{name}/key", a.authorized(access.Streams, once(a.answered, a.rotate)))
		r.Post("/streams/{name}/tokens", a.authorized(access.Streams, a.mint))
		r.Post("/streams/{name}/playback-tokens", a.authorized(access.Playback, a.mintPlayback))
		a.liveRoutes(r, func(s access.Scope, next http.HandlerFunc) http.HandlerFunc { return a.authorized(s, a.atOwner(next)) })
		r.Get("/recordings", a.authorized(access.Read, a.recordings))
		r.Get("/recordings/{id}", a.authorized(access.Read, a.recording))
		r.Delete("/recordings/{id}", a.authorized(access.Recordings, a.removeRecording))
		r.Get("/keys", a.authorized(access.Keys, a.listKeys))
		r.Post("/keys", a.authorized(access.Keys, once(a.answered, a.makeKey)))
		r.Delete("/keys/{id}", a.authorized(access.Keys, a.revokeKey))
		r.Get("/events", a.authorized(access.Read, a.listEvents))
		r.Get("/webhooks", a.authorized(access.Webhooks, a.listWebhooks))
		r.Post("/webhooks", a.authorized(access.Webhooks, once(a.answered, a.makeWebhook)))
		r.Get("/webhooks/{id}", a.authorized(access.Webhooks, a.webhook))
		r.Patch("/webhooks/{id}", a.authorized(access.Webhooks, a.changeWebhook))
		r.Delete("/webhooks/{id}", a.authorized(access.Webhooks, a.removeWebhook))
		r.Get("/webhooks/{id}/deliveries", a.authorized(access.Webhooks, a.deliveries))
		r.Post("/webhooks/{id}/deliveries/{delivery}/redeliver", a.authorized(access.Webhooks, once(a.answered, a.redeliver)))
		r.Get("/sessions", a.sessions)
		r.Get("/orchestrators", a.orchestrators)
		r.Get("/selections", a.selections)
		r.Get("/chain", a.chain)
		r.Get("/payments", a.authorized(access.Read, a.payments))
		r.Get("/server", a.info)
		r.Get("/openapi.yaml", document)
	})
}

// crossOrigin lets pages of other sites read what everybody may read. Credentials they cannot send: no preflight is answered. What is for
// those who may change streams is left out all the same.
func crossOrigin(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		if !req.URL.Query().Has("created") {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		next(w, req)
	}
}

func (a *API) health(w http.ResponseWriter, _ *http.Request) {
	if err := a.network.Degraded(); err != nil {
		answer(w, Status{Status: "degraded", Problem: err.Error()})
		return
	}
	answer(w, Status{Status: "ok"})
}

func (a *API) ready(w http.ResponseWriter, _ *http.Request) {
	if err := a.network.Ready(); err != nil {
		fail(w, http.StatusServiceUnavailable, "not_ready", err.Error())
		return
	}
	a.health(w, nil)
}

func (a *API) streams(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("created") {
		a.authorized(access.Read, a.createdStreams)(w, r)
		return
	}
	if list, ok := page(w, r, a.liveStreams(r)); ok {
		answer(w, list)
	}
}

// hidden says whether a request may not be told of a stream: a private one is for those who may read all, and for viewers with
// a token of it.
func (a *API) hidden(r *http.Request, stream string) bool {
	if !a.registrar.Hidden(stream) || a.may(r, access.Read) {
		return false
	}
	token := r.URL.Query().Get("token")
	v := admission.Viewer{Token: token, Own: true}
	if at, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		v.Address = at.Addr()
	}
	return token == "" || a.registrar.Watch(stream, v) != nil
}

// createdStreams lists also those that were created and are not live.
func (a *API) createdStreams(w http.ResponseWriter, r *http.Request) {
	created, err := a.registrar.List(r.Context())
	if err != nil {
		failStream(w, err)
		return
	}
	if list, ok := page(w, r, joined(a.liveStreams(r), created)); ok {
		a.ask(r.Context(), list.Streams)
		answer(w, list)
	}
}

// page is all streams, or as many as the request wants, by name; false: it has answered that it cannot have so many.
func page(w http.ResponseWriter, r *http.Request, streams []Stream) (StreamList, bool) {
	q := r.URL.Query()
	if !q.Has("limit") && !q.Has("after") {
		return StreamList{Streams: streams}, true
	}
	limit, ok := pageSize(w, q)
	if !ok {
		return StreamList{}, false
	}
	after := q.Get("after")
	streams = slices.DeleteFunc(streams, func(s Stream) bool { return s.Name <= after })
	slices.SortFunc(streams, func(a, b Stream) int { return strings.Compare(a.Name, b.Name) })
	list := StreamList{Streams: streams[:min(limit, len(streams))]}
	if len(streams) > limit {
		list.Next = streams[limit-1].Name
	}
	return list, true
}

// Pages of lists.
const (
	defaultPage = 20
	maxPage     = 100
)

// pageSize is how many items a request wants; false: it has answered that it cannot have so many.
func pageSize(w http.ResponseWriter, q url.Values) (int, bool) {
	text := q.Get("limit")
	if text == "" {
		return defaultPage, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxPage {
		fail(w, http.StatusBadRequest, "invalid", "limit: from 1 to "+strconv.Itoa(maxPage))
		return 0, false
	}
	return n, true
}

// liveStreams lists the streams that are live or kept, at whatever node, and that a request may be told of.
func (a *API) liveStreams(r *http.Request) []Stream {
	var streams []Stream
	at := map[string]int{}
	for _, s := range a.everywhere(r, false).Streams {
		s.Renditions = notNil(s.Renditions)
		if i, ok := at[s.Name]; !ok {
			at[s.Name] = len(streams)
			streams = append(streams, s)
		} else if s.State.rank() < streams[i].State.rank() { // it moved there
			streams[i] = s
		}
	}
	slices.SortStableFunc(streams, func(a, b Stream) int { return cmp.Compare(a.State.rank(), b.State.rank()) })
	return notNil(streams)
}

// live lists the streams that are live or kept at this node.
func (a *API) live() []Stream {
	streams := slices.Clone(a.network.Streams())
	for i := range streams {
		streams[i].Renditions = notNil(streams[i].Renditions)
	}
	return notNil(streams)
}

func (a *API) stream(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("created") {
		a.authorized(access.Read, a.createdStream)(w, r)
		return
	}
	name := chi.URLParam(r, "name")
	hidden := a.hidden(r, name)
	for _, s := range a.network.Streams() {
		if s.Name == name && !hidden {
			s.Renditions = notNil(s.Renditions)
			answer(w, s)
			return
		}
	}
	if a.elsewhere != nil && !hidden && a.elsewhere(w, r, name) {
		return
	}
	fail(w, http.StatusNotFound, "not_found", fmt.Sprintf("no stream %q is live or kept", clip(name)))
}

// createdStream shows a stream that was created, live or not.
func (a *API) createdStream(w http.ResponseWriter, r *http.Request) {
	s, err := a.registrar.Stream(r.Context(), chi.URLParam(r, "name"))
	if err != nil {
		failStream(w, err)
		return
	}
	answer(w, a.created(r.Context(), s))
}

func (a *API) sessions(w http.ResponseWriter, r *http.Request) {
	selections := r.URL.Query().Get("selection") == "true" // they are long
	sessions := a.everywhere(r, selections).Sessions
	slices.SortStableFunc(sessions, func(a, b Session) int {
		if open := a.EndedAt.IsZero(); open != b.EndedAt.IsZero() {
			if open {
				return -1
			}
			return 1
		}
		return b.EndedAt.Compare(a.EndedAt)
	})
	answer(w, SessionList{Sessions: notNil(sessions)})
}

func (a *API) orchestrators(w http.ResponseWriter, _ *http.Request) {
	answer(w, OrchestratorList{Orchestrators: notNil(a.network.Orchestrators())})
}

func (a *API) selections(w http.ResponseWriter, r *http.Request) {
	records := newestFirst(a.everywhere(r, true).Selections)
	answer(w, SelectionList{Selections: notNil(records[:min(len(records), MaxSelections)])})
}

// selectionAbout is what of a selection record matters for listing it; see selection.Record.
type selectionAbout struct {
	Stream     string `json:"stream"`
	TimeMillis int64  `json:"time_ms"`
}

func aboutSelection(record json.RawMessage) (about selectionAbout) {
	_ = json.Unmarshal(record, &about) // what cannot be read is of no stream, and old
	return about
}

// newestFirst orders selection records, each of which is read once: they are long.
func newestFirst(records []json.RawMessage) []json.RawMessage {
	type made struct {
		at     int64
		record json.RawMessage
	}
	list := make([]made, len(records))
	for i, record := range records {
		list[i] = made{aboutSelection(record).TimeMillis, record}
	}
	slices.SortStableFunc(list, func(a, b made) int { return cmp.Compare(b.at, a.at) })
	for i, m := range list {
		records[i] = m.record
	}
	return records
}

func (a *API) chain(w http.ResponseWriter, _ *http.Request) { answer(w, a.network.Chain()) }

func (a *API) info(w http.ResponseWriter, r *http.Request) {
	s := a.server
	c, _ := a.caller(r)
	s.Payments, s.Scopes = c.may(access.Read), append([]access.Scope{}, c.scopes...)
	answer(w, s)
}

func document(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/yaml")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(openapi) // a client that has gone needs no answer
}

func answer(w http.ResponseWriter, value any) { write(w, http.StatusOK, value) }

func fail(w http.ResponseWriter, status int, code, detail string) {
	send(w, status, "application/problem+json", Problem{Title: http.StatusText(status), Status: status, Code: code, Detail: detail})
}

func write(w http.ResponseWriter, status int, value any) { send(w, status, "application/json", value) }

func send(w http.ResponseWriter, status int, kind string, value any) {
	body, err := json.Marshal(value)
	if err != nil { // a record that is not JSON, or a number that is not finite
		fail(w, http.StatusInternalServerError, "internal", "the answer cannot be written as JSON")
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone needs no answer
}

// notNil makes an empty list [] instead of null.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// clip bounds what an answer repeats of a request.
func clip(s string) string {
	const limit = 64
	if len(s) <= limit {
		return s
	}
	return s[:limit] + "..."
}
