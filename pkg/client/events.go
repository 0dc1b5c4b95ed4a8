package client

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Event is something that became of a stream, a recording or the deposit.
type Event struct {
	ID        string          `json:"id"`
	Type      string          `json:"type"` // stream.started, ...
	Timestamp time.Time       `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// StreamEvent is the Data of events about streams and rungs.
type StreamEvent struct {
	Stream string `json:"stream"`
	Rung   string `json:"rung,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// EventList is a page of events.
type EventList struct {
	Events []Event `json:"events"`
	Next   string  `json:"next,omitempty"`
}

// EventFilter says which events are wanted.
type EventFilter struct {
	Stream string // "": of all
	Type   string // "": all
	After  string // ID of an event: those behind it
	Newest bool   // newest first
}

// Events goes through the events that are kept, oldest first.
func (c *Client) Events(ctx context.Context, f EventFilter) iter.Seq2[Event, error] {
	q := url.Values{}
	set(q, "stream", f.Stream)
	set(q, "type", f.Type)
	set(q, "after", f.After)
	if f.Newest {
		q.Set("order", "desc")
	}
	return all(func(q url.Values) ([]Event, string, error) {
		page, err := call[EventList](ctx, c, http.MethodGet, "/events", q, nil)
		return page.Events, page.Next, err
	}, q)
}

// Webhook is a URL that is told of events.
type Webhook struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"`
	Types     []string  `json:"types"` // empty: all
	Paused    bool      `json:"paused"`
	CreatedAt time.Time `json:"created_at"`
}

// WebhookList are the webhooks that were made, oldest first.
type WebhookList struct {
	Webhooks []Webhook `json:"webhooks"`
}

// WebhookSpec is what a webhook is made of.
type WebhookSpec struct {
	URL    string   `json:"url,omitempty"`
	Types  []string `json:"types,omitempty"` // empty: all
	Paused bool     `json:"paused,omitempty"`
}

// WebhookChange is what is changed of a webhook: nil fields are left as they are.
type WebhookChange struct {
	URL    *string   `json:"url,omitempty"`
	Types  *[]string `json:"types,omitempty"`
	Paused *bool     `json:"paused,omitempty"`
}

// CreatedWebhook is a webhook that was made, with its secret, which cannot be had again.
type CreatedWebhook struct {
	Secret  string  `json:"secret"`
	Webhook Webhook `json:"webhook"`
}

// Delivery is an event on its way to a webhook.
type Delivery struct {
	ID       string    `json:"id"`
	EventID  string    `json:"event_id"`
	Type     string    `json:"type"`
	State    string    `json:"state"` // pending, delivered or failed
	Attempts int       `json:"attempts"`
	Status   int       `json:"status,omitempty"` // of the last answer; 0: there was none
	Problem  string    `json:"problem,omitempty"`
	TriedAt  time.Time `json:"tried_at,omitzero"`
	NextAt   time.Time `json:"next_at,omitzero"` // when it is tried again
}

// DeliveryList is a page of deliveries.
type DeliveryList struct {
	Deliveries []Delivery `json:"deliveries"`
	Next       string     `json:"next,omitempty"`
}

// Webhooks returns the webhooks that were made, oldest first.
func (c *Client) Webhooks(ctx context.Context) ([]Webhook, error) {
	list, err := call[WebhookList](ctx, c, http.MethodGet, "/webhooks", nil, nil)
	return list.Webhooks, err
}

// Webhook returns one.
func (c *Client) Webhook(ctx context.Context, id string) (Webhook, error) {
	return call[Webhook](ctx, c, http.MethodGet, in("/webhooks", id), nil, nil)
}

// CreateWebhook makes a webhook.
func (c *Client) CreateWebhook(ctx context.Context, spec WebhookSpec) (CreatedWebhook, error) {
	return call[CreatedWebhook](ctx, c, http.MethodPost, "/webhooks", nil, spec)
}

// UpdateWebhook changes a webhook.
func (c *Client) UpdateWebhook(ctx context.Context, id string, change WebhookChange) (Webhook, error) {
	return call[Webhook](ctx, c, http.MethodPatch, in("/webhooks", id), nil, change)
}

// DeleteWebhook forgets a webhook.
func (c *Client) DeleteWebhook(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, in("/webhooks", id), nil, nil, nil)
}

// Deliveries goes through what was sent to a webhook, newest first.
func (c *Client) Deliveries(ctx context.Context, webhook string) iter.Seq2[Delivery, error] {
	return all(func(q url.Values) ([]Delivery, string, error) {
		page, err := call[DeliveryList](ctx, c, http.MethodGet, in("/webhooks", webhook)+"/deliveries", q, nil)
		return page.Deliveries, page.Next, err
	}, nil)
}

// Redeliver has an event sent to a webhook once more.
func (c *Client) Redeliver(ctx context.Context, webhook, delivery string) (Delivery, error) {
	return call[Delivery](ctx, c, http.MethodPost, in(in("/webhooks", webhook)+"/deliveries", delivery)+"/redeliver", nil, nil)
}

// ErrSignature: a request was not signed with the webhook's secret, or not lately.
var ErrSignature = errors.New("the event is not signed with this secret, or not lately")

// signatureAge is how much older or newer than now a signature may be.
const signatureAge = 5 * time.Minute

// ParseEvent reads an event that a webhook was sent, with its header and body, and checks its signature with the webhook's secret. It may come twice: with the
// same ID.
func ParseEvent(secret string, header http.Header, body []byte) (Event, error) {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if !strings.HasPrefix(secret, "whsec_") || err != nil {
		return Event{}, errors.New("the secret is not that of a webhook: it begins with whsec_")
	}
	id, at := header.Get("Webhook-Id"), header.Get("Webhook-Timestamp")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > signatureAge {
		return Event{}, ErrSignature
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.", id, at)
	mac.Write(body)
	want, valid := mac.Sum(nil), false
	for signature := range strings.FieldsSeq(header.Get("Webhook-Signature")) {
		text, ok := strings.CutPrefix(signature, "v1,")
		got, err := base64.StdEncoding.DecodeString(text)
		valid = valid || ok && err == nil && hmac.Equal(got, want)
	}
	if !valid {
		return Event{}, ErrSignature
	}
	var e Event
	if err := json.Unmarshal(body, &e); err != nil || e.ID != id {
		return Event{}, fmt.Errorf("%w: its body is not an event", ErrSignature)
	}
	return e, nil
}
