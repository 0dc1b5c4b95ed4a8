package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/events"
)

// EventLog keeps events, and the webhooks that are told of them; see events.Log.
type EventLog interface {
	List(ctx context.Context, f events.Filter, limit int) (list []events.Event, more bool, err error)
	Webhooks(ctx context.Context) ([]events.Webhook, error)
	Webhook(ctx context.Context, id string) (events.Webhook, error)
	Make(ctx context.Context, h events.Webhook) (made events.Webhook, secret string, err error)
	Change(ctx context.Context, id string, change func(*events.Webhook) error) (events.Webhook, error)
	Remove(ctx context.Context, id string) error
	Deliveries(ctx context.Context, webhook, after string, limit int) (list []events.Delivery, more bool, err error)
	Redeliver(ctx context.Context, webhook, id string) (events.Delivery, error)
}

// Event is something that became of a stream, a recording or the deposit.
type Event struct {
	ID        string          `json:"id"`
	Type      events.Type     `json:"type"`
	Timestamp time.Time       `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// EventList is a page of events.
type EventList struct {
	Events []Event `json:"events"`
	Next   string  `json:"next,omitempty"` // absent: there are no more so far
}

// WebhookSpec is what POST makes a webhook of, and PATCH (RFC 7396) changes of one.
type WebhookSpec struct {
	URL    string        `json:"url,omitempty"`
	Types  []events.Type `json:"types,omitempty"` // absent or empty: all
	Paused bool          `json:"paused,omitempty"`
}

// Webhook is a URL that is told of events.
type Webhook struct {
	ID        string        `json:"id"`
	URL       string        `json:"url"`
	Types     []events.Type `json:"types"` // empty: all
	Paused    bool          `json:"paused"`
	CreatedAt time.Time     `json:"created_at"`
}

// WebhookList are the webhooks that were made, oldest first.
type WebhookList struct {
	Webhooks []Webhook `json:"webhooks"`
}

// CreatedWebhook is the answer of POST /api/v1/webhooks.
type CreatedWebhook struct {
	Secret  string  `json:"secret"` // that events are signed with; it is never shown again
	Webhook Webhook `json:"webhook"`
}

// Delivery is an event on its way to a webhook.
type Delivery struct {
	ID       string               `json:"id"`
	EventID  string               `json:"event_id"`
	Type     events.Type          `json:"type"`
	State    events.DeliveryState `json:"state"`
	Attempts int                  `json:"attempts"`
	Status   int                  `json:"status,omitempty"`  // of the last answer; absent: there was none
	Problem  string               `json:"problem,omitempty"` // of the last attempt
	TriedAt  time.Time            `json:"tried_at,omitzero"`
	NextAt   time.Time            `json:"next_at,omitzero"` // when it is tried again
}

// DeliveryList is a page of deliveries.
type DeliveryList struct {
	Deliveries []Delivery `json:"deliveries"`
	Next       string     `json:"next,omitempty"`
}

// errNoLog: the broadcaster keeps no events.
var errNoLog = errors.New("this broadcaster keeps no events")

// noLog is the log of a broadcaster that keeps no events.
type noLog struct{}

func (noLog) List(context.Context, events.Filter, int) ([]events.Event, bool, error) {
	return nil, false, nil
}
func (noLog) Webhooks(context.Context) ([]events.Webhook, error) { return nil, nil }
func (noLog) Webhook(context.Context, string) (events.Webhook, error) {
	return events.Webhook{}, events.ErrUnknown
}

func (noLog) Make(context.Context, events.Webhook) (events.Webhook, string, error) {
	return events.Webhook{}, "", errNoLog
}

func (noLog) Change(context.Context, string, func(*events.Webhook) error) (events.Webhook, error) {
	return events.Webhook{}, events.ErrUnknown
}
func (noLog) Remove(context.Context, string) error { return events.ErrUnknown }
func (noLog) Deliveries(context.Context, string, string, int) ([]events.Delivery, bool, error) {
	return nil, false, events.ErrUnknown
}

func (noLog) Redeliver(context.Context, string, string) (events.Delivery, error) {
	return events.Delivery{}, events.ErrUnknown
}

func (a *API) listEvents(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, ok := pageSize(w, q)
	if !ok {
		return
	}
	f := events.Filter{Stream: q.Get("stream"), Type: events.Type(q.Get("type")), After: q.Get("after")}
	switch order := q.Get("order"); order {
	case "", "asc":
	case "desc":
		f.Newest = true
	default:
		fail(w, http.StatusBadRequest, "invalid", "order: asc or desc")
		return
	}
	list, more, err := a.log.List(r.Context(), f, limit)
	if err != nil {
		failEvent(w, err)
		return
	}
	page := EventList{Events: []Event{}}
	for _, e := range list {
		data, err := json.Marshal(e.Data)
		if err != nil {
			failEvent(w, err)
			return
		}
		page.Events = append(page.Events, Event{e.ID, e.Type, e.Timestamp, data})
	}
	if more {
		page.Next = list[len(list)-1].ID
	}
	answer(w, page)
}

func newWebhook(h events.Webhook) Webhook {
	return Webhook{h.ID, h.URL, notNil(h.Types), h.Paused, h.CreatedAt}
}

func (a *API) listWebhooks(w http.ResponseWriter, r *http.Request) {
	hooks, err := a.log.Webhooks(r.Context())
	if err != nil {
		failEvent(w, err)
		return
	}
	list := WebhookList{Webhooks: []Webhook{}}
	for _, h := range hooks {
		list.Webhooks = append(list.Webhooks, newWebhook(h))
	}
	answer(w, list)
}

func (a *API) webhook(w http.ResponseWriter, r *http.Request) {
	h, err := a.log.Webhook(r.Context(), chi.URLParam(r, "id"))
	if err != nil {
		failEvent(w, err)
		return
	}
	answer(w, newWebhook(h))
}

func (a *API) makeWebhook(w http.ResponseWriter, r *http.Request) {
	var spec WebhookSpec
	if !decode(w, r, &spec) {
		return
	}
	h, secret, err := a.log.Make(r.Context(), events.Webhook{URL: spec.URL, Types: spec.Types, Paused: spec.Paused})
	if err != nil {
		failEvent(w, err)
		return
	}
	w.Header().Set("Location", Prefix+"/webhooks/"+h.ID)
	write(w, http.StatusCreated, CreatedWebhook{Secret: secret, Webhook: newWebhook(h)})
}

func (a *API) changeWebhook(w http.ResponseWriter, r *http.Request) {
	var patch struct{ URL, Types, Paused json.RawMessage }
	if !decode(w, r, &patch) {
		return
	}
	h, err := a.log.Change(r.Context(), chi.URLParam(r, "id"), func(h *events.Webhook) error {
		for _, field := range []struct {
			text json.RawMessage
			to   any
		}{{patch.URL, &h.URL}, {patch.Types, &h.Types}, {patch.Paused, &h.Paused}} {
			if field.text == nil {
				continue
			}
			if err := strict(field.text, field.to); err != nil {
				return err
			}
		}
		if string(patch.Paused) == "null" {
			h.Paused = false
		}
		return nil
	})
	if err != nil {
		failEvent(w, err)
		return
	}
	answer(w, newWebhook(h))
}

func (a *API) removeWebhook(w http.ResponseWriter, r *http.Request) {
	if err := a.log.Remove(r.Context(), chi.URLParam(r, "id")); err != nil {
		failEvent(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func newDelivery(d events.Delivery) Delivery {
	return Delivery{d.ID, d.Event, d.Type, d.State, d.Attempts, d.Status, d.Problem, d.TriedAt, d.NextAt}
}

func (a *API) deliveries(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	limit, ok := pageSize(w, q)
	if !ok {
		return
	}
	list, more, err := a.log.Deliveries(r.Context(), chi.URLParam(r, "id"), q.Get("after"), limit)
	if err != nil {
		failEvent(w, err)
		return
	}
	page := DeliveryList{Deliveries: []Delivery{}}
	for _, d := range list {
		page.Deliveries = append(page.Deliveries, newDelivery(d))
	}
	if more {
		page.Next = list[len(list)-1].ID
	}
	answer(w, page)
}

func (a *API) redeliver(w http.ResponseWriter, r *http.Request) {
	d, err := a.log.Redeliver(r.Context(), chi.URLParam(r, "id"), chi.URLParam(r, "delivery"))
	if err != nil {
		failEvent(w, err)
		return
	}
	write(w, http.StatusAccepted, newDelivery(d))
}

// failEvent answers with an error about an event or a webhook.
func failEvent(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, errBody), errors.Is(err, events.ErrInvalid):
		fail(w, http.StatusBadRequest, "invalid", err.Error())
	case errors.Is(err, events.ErrUnknown):
		fail(w, http.StatusNotFound, "not_found", err.Error())
	case errors.Is(err, events.ErrFull):
		fail(w, http.StatusConflict, "full", err.Error())
	case errors.Is(err, cluster.ErrAway):
		failAway(w)
	case errors.Is(err, errNoLog):
		fail(w, http.StatusServiceUnavailable, "unavailable", err.Error())
	default:
		fail(w, http.StatusInternalServerError, "internal", "the events cannot be read or written")
	}
}
