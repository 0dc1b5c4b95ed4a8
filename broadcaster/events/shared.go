package events

import (
	"context"
	"crypto/cipher"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/cluster"
)

// sharedPrefix is before the IDs of webhooks in the cluster's table.
const sharedPrefix = "webhook/"

// sharing is what a Log needs to have its webhooks in common with the other nodes of a cluster.
type sharing struct {
	table *cluster.Table
	seal  cipher.AEAD // of secrets, which Redis must not know
}

// shared is a webhook as the table has it, in JSON.
type shared struct {
	URL       string    `json:"url"`
	Types     []Type    `json:"types"`
	Paused    bool      `json:"paused,omitempty"`
	CreatedAt time.Time `json:"created_at"`
	Secret    []byte    `json:"secret"` // sealed
}

// Share has the webhooks in common with the other nodes of a cluster: each node delivers the events of the streams that it takes in. Those that the
// log has go to the cluster if adopt says so, and else are forgotten where the cluster has them no more. While the cluster's store is away none can be made or changed, which
// cluster.ErrAway says. It is called once, before the log is used.
func (l *Log) Share(ctx context.Context, table *cluster.Table, secret cluster.Secret, adopt bool) error {
	seal, err := secret.Cipher("millrace: seals the secrets of webhooks")
	if err != nil {
		return fmt.Errorf("events: %w", err)
	}
	l.shared = &sharing{table, seal}
	own, err := l.Webhooks(ctx)
	if err != nil {
		return err
	}
	if adopt {
		var records []cluster.Record
		for _, h := range own {
			var key string
			if err := l.db.QueryRowContext(ctx, `SELECT secret FROM webhooks WHERE id = ?`, h.ID).Scan(&key); err != nil {
				return named(err)
			}
			value, err := l.shared.encode(h, key)
			if err != nil {
				return err
			}
			records = append(records, cluster.Record{Key: sharedPrefix + h.ID, Version: cluster.Version(max(h.CreatedAt.UnixMicro(), 1)), Value: value})
		}
		if err := table.Import(ctx, records); err != nil {
			return err
		}
	}
	var mu sync.Mutex // guards there
	there := map[string]bool{}
	table.Watch(sharedPrefix, func(key string, value []byte) {
		id := strings.TrimPrefix(key, sharedPrefix)
		mu.Lock()
		there[id] = value != nil
		mu.Unlock()
		if err := l.learn(id, value); err != nil {
			l.log.Error("a webhook that the cluster shares cannot be used", "webhook", id, "err", err)
		}
	})
	mu.Lock()
	defer mu.Unlock()
	for _, h := range own {
		if !there[h.ID] {
			err = errors.Join(err, l.drop(ctx, h.ID))
		}
	}
	return err
}

func (s *sharing) encode(h Webhook, secret string) ([]byte, error) {
	return json.Marshal(shared{h.URL, h.Types, h.Paused, h.CreatedAt, s.seal.Seal(nil, nil, []byte(secret), []byte(h.ID))})
}

// decode reads a webhook, and checks it: what is in the table may be anything.
func (s *sharing) decode(id string, value []byte) (h Webhook, secret string, err error) {
	var r shared
	if err := json.Unmarshal(value, &r); err != nil {
		return Webhook{}, "", err
	}
	key, err := s.seal.Open(nil, nil, r.Secret, []byte(id))
	if err != nil {
		return Webhook{}, "", errors.New("its secret was not sealed with this cluster's")
	}
	h = Webhook{ID: id, URL: r.URL, Types: r.Types, Paused: r.Paused, CreatedAt: r.CreatedAt.UTC()}
	return h, string(key), h.normalize()
}

// learn takes what a webhook is now from the table.
func (l *Log) learn(id string, value []byte) error {
	ctx := context.Background() // it is of this machine's disk only
	if value == nil {
		return l.drop(ctx, id)
	}
	h, secret, err := l.shared.decode(id, value)
	if err != nil {
		return errors.Join(err, l.drop(ctx, id))
	}
	types, err := json.Marshal(h.Types)
	if err != nil {
		return err
	}
	if _, err := l.db.ExecContext(ctx, `INSERT INTO webhooks (id, url, types, secret, paused, created_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET url = excluded.url, types = excluded.types, secret = excluded.secret, paused = excluded.paused`,
		h.ID, h.URL, string(types), secret, h.Paused, h.CreatedAt.UnixMilli()); err != nil {
		return named(err)
	}
	l.employ(id)
	l.wake()
	return nil
}

// drop forgets a webhook, if it is there.
func (l *Log) drop(ctx context.Context, id string) error {
	l.dismiss(id)
	if _, err := l.db.ExecContext(ctx, `DELETE FROM webhooks WHERE id = ?`, id); err != nil {
		return named(err)
	}
	return nil
}

// make has all nodes make a webhook.
func (s *sharing) make(ctx context.Context, h Webhook, secret string) error {
	value, err := s.encode(h, secret)
	if err != nil {
		return err
	}
	return s.table.Update(ctx, sharedPrefix+h.ID, func([]byte) ([]byte, error) { return value, nil })
}

// change has all nodes change a webhook.
func (s *sharing) change(ctx context.Context, id string, change func(*Webhook) error) (h Webhook, err error) {
	err = s.table.Update(ctx, sharedPrefix+id, func(value []byte) ([]byte, error) {
		if value == nil {
			return nil, ErrUnknown
		}
		var secret string
		var err error
		if h, secret, err = s.decode(id, value); err != nil {
			return nil, fmt.Errorf("events: %w", err)
		}
		was := h
		if err := change(&h); err != nil {
			return nil, err
		}
		h.ID, h.CreatedAt = was.ID, was.CreatedAt
		if err := h.normalize(); err != nil {
			return nil, err
		}
		return s.encode(h, secret)
	})
	return h, err
}

// remove has all nodes forget a webhook.
func (s *sharing) remove(ctx context.Context, id string) error {
	return s.table.Update(ctx, sharedPrefix+id, func(value []byte) ([]byte, error) {
		if value == nil {
			return nil, ErrUnknown
		}
		return nil, nil
	})
}
