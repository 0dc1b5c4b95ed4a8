package events

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"
)

// MaxWebhooks bounds those that are made over the API.
const MaxWebhooks = 64

// maxURL is the longest URL of a webhook in bytes.
const maxURL = 2048

var (
	// ErrInvalid is wrapped by what is wrong with a webhook that somebody wants to have.
	ErrInvalid = errors.New("invalid webhook")
	// ErrFull: MaxWebhooks are there; delete some.
	ErrFull = errors.New("as many webhooks as can be kept were made")
)

// Webhook is a URL that is told of events.
type Webhook struct {
	ID        string
	URL       string
	Types     []Type // that it is told of, in the order of Types; empty: all
	Paused    bool   // what happens meanwhile it is never told
	CreatedAt time.Time
}

// Types lists the types of events.
func Types() []Type {
	return []Type{StreamStarted, StreamDisconnected, StreamRecovered, StreamEnded, StreamIdle, RungLost, RungRecovered, RecordingReady, DepositLow}
}

func (h Webhook) wants(t Type) bool { return len(h.Types) == 0 || slices.Contains(h.Types, t) }

func (h *Webhook) normalize() error {
	if u, err := url.Parse(h.URL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || len(h.URL) > maxURL || u.User != nil {
		return fmt.Errorf("%w: want a URL such as https://example.org/events", ErrInvalid)
	}
	for _, t := range h.Types {
		if !slices.Contains(Types(), t) {
			return fmt.Errorf("%w: type %.32q; there are %v", ErrInvalid, t, Types())
		}
	}
	wanted := h.Types
	h.Types = slices.DeleteFunc(Types(), func(t Type) bool { return !slices.Contains(wanted, t) })
	return nil
}

const (
	secretPrefix = "whsec_" // of Standard Webhooks: behind it is the key in base64
	secretSize   = 32
)

// Make makes a webhook, and returns the secret that it is signed with, which cannot be had again.
func (l *Log) Make(ctx context.Context, h Webhook) (Webhook, string, error) {
	if err := h.normalize(); err != nil {
		return Webhook{}, "", err
	}
	h.ID, h.CreatedAt = newID("wh_"), time.Now().UTC().Truncate(time.Millisecond)
	key := make([]byte, secretSize)
	rand.Read(key) //nolint:errcheck // it never fails
	secret := secretPrefix + base64.StdEncoding.EncodeToString(key)
	if l.shared != nil {
		list, err := l.Webhooks(ctx)
		if err == nil && len(list) >= MaxWebhooks {
			err = ErrFull
		}
		if err != nil {
			return Webhook{}, "", err
		}
		return h, secret, l.shared.make(ctx, h, secret)
	}
	types, err := json.Marshal(h.Types)
	if err != nil {
		return Webhook{}, "", err
	}
	result, err := l.db.ExecContext(ctx, `INSERT INTO webhooks (id, url, types, secret, paused, created_at) SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM webhooks) < ?`,
		h.ID, h.URL, string(types), secret, h.Paused, h.CreatedAt.UnixMilli(), MaxWebhooks)
	if err != nil {
		return Webhook{}, "", named(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return Webhook{}, "", errors.Join(ErrFull, err)
	}
	l.employ(h.ID)
	return h, secret, nil
}

const selectWebhooks = `SELECT id, url, types, paused, created_at FROM webhooks`

// Webhooks returns those that were made, oldest first.
func (l *Log) Webhooks(ctx context.Context) (list []Webhook, err error) {
	rows, err := l.db.QueryContext(ctx, selectWebhooks+` ORDER BY created_at, id`)
	if err != nil {
		return nil, named(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		h, err := scanWebhook(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, rows.Err()
}

// Webhook returns one.
func (l *Log) Webhook(ctx context.Context, id string) (Webhook, error) {
	return scanWebhook(l.db.QueryRowContext(ctx, selectWebhooks+` WHERE id = ?`, id))
}

func scanWebhook(row interface{ Scan(dest ...any) error }) (Webhook, error) {
	var h Webhook
	var types []byte
	var created int64
	if err := row.Scan(&h.ID, &h.URL, &types, &h.Paused, &created); err != nil {
		return Webhook{}, named(err)
	}
	if err := json.Unmarshal(types, &h.Types); err != nil {
		return Webhook{}, fmt.Errorf("events: webhook %s: %w", h.ID, err)
	}
	h.CreatedAt = time.UnixMilli(created).UTC()
	return h, nil
}

// Change changes URL, types and whether a webhook is paused. What is pending goes to the new URL.
func (l *Log) Change(ctx context.Context, id string, change func(*Webhook) error) (Webhook, error) {
	if l.shared != nil {
		return l.shared.change(ctx, id, change)
	}
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return Webhook{}, named(err)
	}
	defer func() { _ = tx.Rollback() }()
	h, err := scanWebhook(tx.QueryRowContext(ctx, selectWebhooks+` WHERE id = ?`, id))
	if err != nil {
		return Webhook{}, err
	}
	was := h
	if err := change(&h); err != nil {
		return Webhook{}, err
	}
	h.ID, h.CreatedAt = was.ID, was.CreatedAt
	if err := h.normalize(); err != nil {
		return Webhook{}, err
	}
	types, err := json.Marshal(h.Types)
	if err != nil {
		return Webhook{}, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE webhooks SET url = ?, types = ?, paused = ? WHERE id = ?`, h.URL, string(types), h.Paused, id); err != nil {
		return Webhook{}, named(err)
	}
	if err := tx.Commit(); err != nil {
		return Webhook{}, named(err)
	}
	l.wake()
	return h, nil
}

// Remove forgets a webhook, and what was to be delivered to it.
func (l *Log) Remove(ctx context.Context, id string) error {
	if l.shared != nil {
		return l.shared.remove(ctx, id)
	}
	result, err := l.db.ExecContext(ctx, `DELETE FROM webhooks WHERE id = ?`, id)
	if err != nil {
		return named(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrUnknown, err)
	}
	l.dismiss(id)
	return nil
}

// DeliveryState is how far a delivery is.
type DeliveryState string

// The states.
const (
	Pending   DeliveryState = "pending"   // it will be tried, again
	Delivered DeliveryState = "delivered" // it was answered with 2xx
	Failed    DeliveryState = "failed"    // it is not tried any more
)

// Delivery is an event on its way to a webhook.
type Delivery struct {
	ID       string
	Event    string // its ID
	Type     Type
	State    DeliveryState
	Attempts int
	Status   int    // of the last answer; 0: there was none
	Problem  string // of the last attempt
	TriedAt  time.Time
	NextAt   time.Time // when it is pending
}

const selectDeliveries = `SELECT d.id, e.id, e.type, d.state, d.attempts, d.status, d.problem, d.tried_at, d.next_at FROM deliveries d JOIN events e ON e.seq = d.event`

// Deliveries returns those to a webhook, newest first, from behind one of them, and whether there are more.
func (l *Log) Deliveries(ctx context.Context, webhook, after string, limit int) (list []Delivery, more bool, err error) {
	if _, err := l.Webhook(ctx, webhook); err != nil {
		return nil, false, err
	}
	query, args := selectDeliveries+` WHERE d.webhook = ?`, []any{webhook}
	if after != "" {
		var seq int64
		if err := l.db.QueryRowContext(ctx, `SELECT seq FROM deliveries WHERE webhook = ? AND id = ?`, webhook, after).Scan(&seq); err != nil {
			return nil, false, named(err)
		}
		query, args = query+` AND d.seq < ?`, append(args, seq)
	}
	rows, err := l.db.QueryContext(ctx, query+` ORDER BY d.seq DESC LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, false, named(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		d, err := scanDelivery(rows)
		if err != nil {
			return nil, false, err
		}
		list = append(list, d)
	}
	return list[:min(limit, len(list))], len(list) > limit, rows.Err()
}

func scanDelivery(row interface{ Scan(dest ...any) error }) (Delivery, error) {
	var d Delivery
	var tried, next int64
	if err := row.Scan(&d.ID, &d.Event, &d.Type, &d.State, &d.Attempts, &d.Status, &d.Problem, &tried, &next); err != nil {
		return Delivery{}, named(err)
	}
	if tried != 0 {
		d.TriedAt = time.UnixMilli(tried).UTC()
	}
	if d.State == Pending {
		d.NextAt = time.UnixMilli(next).UTC()
	}
	return d, nil
}

// Redeliver has an event sent to a webhook once more, now, whatever became of it, with as many attempts as a new one.
func (l *Log) Redeliver(ctx context.Context, webhook, id string) (Delivery, error) {
	result, err := l.db.ExecContext(ctx, `UPDATE deliveries SET state = 'pending', attempts = 0, next_at = ? WHERE webhook = ? AND id = ?`, time.Now().UnixMilli(), webhook, id)
	if err != nil {
		return Delivery{}, named(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return Delivery{}, errors.Join(ErrUnknown, err)
	}
	l.wake()
	return scanDelivery(l.db.QueryRowContext(ctx, selectDeliveries+` WHERE d.id = ?`, id))
}
