package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/go-chi/chi/v5"
	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/edge"
)

// Owners are the nodes of a cluster that have its live streams, this one among them. Its methods are called from many goroutines.
type Owners interface {
	// Here says whether this node has a stream, and whether it is live.
	Here(stream string) (has, live bool)
	// State is how a stream is doing that another node has: cluster.ErrNone if none has it. With other errors that is not known.
	State(ctx context.Context, stream string) (Stream, error)
	// Others is what the other nodes have, as far as they answer in time; with selection records if they are wanted.
	Others(ctx context.Context, selections bool) []Holdings
	// Post has the node that a stream is live on do something; its errors are those of edge.Edge.
	Post(ctx context.Context, stream string, p edge.Post) (edge.Answer, error)
}

// Holdings is what a node has, as it tells its peers.
type Holdings struct {
	Streams    []Stream          `json:"streams"`
	Sessions   []Session         `json:"sessions"`
	Selections []json.RawMessage `json:"selections,omitempty"` // newest first, MaxSelections at most; like those of the sessions only for who wants them
	Hidden     []string          `json:"hidden,omitempty"`     // streams of any of these that not everybody may be told of
}

// Bounds of asking other nodes how the streams of one answer are doing, and what they have.
const (
	statesAtOnce = 16
	statesWait   = 2 * time.Second
	othersWait   = time.Second
)

// Holdings is what this node tells its peers of what it has.
func (a *API) Holdings(selections bool) Holdings {
	h := a.here(selections)
	h.Selections = h.Selections[:min(len(h.Selections), MaxSelections)]
	about := map[string]bool{}
	for _, s := range h.Streams {
		about[s.Name] = true
	}
	for _, s := range h.Sessions {
		about[s.Stream] = true
	}
	for _, record := range h.Selections {
		about[aboutSelection(record).Stream] = true
	}
	for stream := range about {
		if a.registrar.Hidden(stream) {
			h.Hidden = append(h.Hidden, stream)
		}
	}
	return h
}

// here is what this node has.
func (a *API) here(selections bool) Holdings {
	h := Holdings{Streams: a.live(), Sessions: slices.Clone(a.network.Sessions())}
	if selections {
		h.Selections = slices.Clone(a.network.Selections())
		return h
	}
	for i := range h.Sessions {
		h.Sessions[i].Selection = nil
	}
	return h
}

// everywhere is what all nodes have that a request may be told of, this one's first.
func (a *API) everywhere(r *http.Request, selections bool) (all Holdings) {
	nodes := []Holdings{a.here(selections)}
	if a.owners != nil {
		ctx, cancel := context.WithTimeout(r.Context(), othersWait)
		defer cancel()
		nodes = append(nodes, a.owners.Others(ctx, selections)...)
	}
	for _, h := range nodes {
		hidden := func(stream string) bool {
			return a.hidden(r, stream) || slices.Contains(h.Hidden, stream) && !a.registrar.Hidden(stream) && !a.may(r, access.Read)
		}
		all.Streams = append(all.Streams, slices.DeleteFunc(h.Streams, func(s Stream) bool { return hidden(s.Name) })...)
		all.Sessions = append(all.Sessions, slices.DeleteFunc(h.Sessions, func(s Session) bool { return hidden(s.Stream) })...)
		all.Selections = append(all.Selections, slices.DeleteFunc(h.Selections, func(record json.RawMessage) bool { return hidden(aboutSelection(record).Stream) })...)
	}
	return all
}

// ask has streams that are not live here be shown as the nodes do that have them, as far as these can be found and answer in time.
func (a *API) ask(ctx context.Context, streams []Stream) {
	if a.owners == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, statesWait)
	defer cancel()
	var asking errgroup.Group
	asking.SetLimit(statesAtOnce)
	for i := range streams {
		s := &streams[i]
		if s.State != StreamIdle && s.State != StreamEnded {
			continue
		}
		asking.Go(func() error {
			there, err := a.owners.State(ctx, s.Name)
			switch {
			case err == nil:
				there.Settings, there.Renditions = s.Settings, notNil(there.Renditions)
				*s = there
			case errors.Is(err, cluster.ErrNone) || s.State == StreamEnded:
			case errors.Is(err, cluster.ErrAway):
				s.State, s.Problem = StreamUnknown, "the cluster's Redis does not answer: it cannot be found out now whether another server has the stream"
			default:
				s.State, s.Problem = StreamUnknown, "the server that has the stream does not answer"
			}
			return nil
		})
	}
	_ = asking.Wait() // none returns an error
}

// atOwner has a request about a live stream carried out by the node that has it. That one remembers what it has answered to an
// Idempotency-Key, whichever node is asked.
func (a *API) atOwner(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		name := chi.URLParam(r, "name")
		if a.owners == nil {
			next(w, r)
			return
		}
		if _, live := a.owners.Here(name); live {
			next(w, r)
			return
		}
		body, ok := readBody(w, r)
		if !ok {
			return
		}
		answered, err := a.owners.Post(r.Context(), name, edge.Post{
			URI: r.URL.RequestURI(), ContentType: r.Header.Get("Content-Type"), Key: r.Header.Get("Idempotency-Key"), Caller: callerOf(r).id, Body: body,
		})
		switch {
		case errors.Is(err, cluster.ErrNone):
			fail(w, http.StatusNotFound, "not_found", ErrNotLive.Error())
			return
		case errors.Is(err, cluster.ErrAway):
			w.Header().Set("Retry-After", "1")
			fail(w, http.StatusServiceUnavailable, "unavailable", "the cluster's Redis does not answer: it cannot be found out now which server has the stream")
			return
		case err != nil:
			w.Header().Set("Retry-After", "1")
			fail(w, http.StatusServiceUnavailable, "unavailable", "the server that has the stream does not answer, and may have done it all the same: repeat it with an Idempotency-Key")
			return
		}
		h := w.Header()
		h.Set("Content-Type", answered.Type)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		if answered.RetryAfter != "" {
			h.Set("Retry-After", answered.RetryAfter)
		}
		w.WriteHeader(answered.Status)
		_, _ = w.Write(answered.Body) // a client that has gone needs no answer
	}
}

// PeerRoutes mounts what other nodes of the cluster have this one do to its streams. Who mounts them has checked that a node asks, which
// has checked that its caller may do so. A stream that is not here is answered with 421: nothing is sent on.
func (a *API) PeerRoutes(r chi.Router) {
	here := func(_ access.Scope, next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if has, _ := a.owners.Here(chi.URLParam(r, "name")); !has {
				fail(w, http.StatusMisdirectedRequest, "not_found", ErrNotLive.Error())
				return
			}
			asked := caller{id: r.Header.Get(cluster.CallerHeader)}
			next(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, asked)))
		}
	}
	r.Route(Prefix, func(r chi.Router) { a.liveRoutes(r, here) })
}

// liveRoutes mounts what puts something into a live stream, each behind a guard that is told the scope it needs.
func (a *API) liveRoutes(r chi.Router, guard func(access.Scope, http.HandlerFunc) http.HandlerFunc) {
	r.Post("/streams/{name}/metadata", guard(access.Cues, once(a.said, a.metadata)))
	r.Post("/streams/{name}/dateranges", guard(access.Cues, once(a.said, a.dateRange)))
	r.Post("/streams/{name}/captions/{track}", guard(access.Captions, once(a.said, a.caption)))
}
