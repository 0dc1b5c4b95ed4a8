package access

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/millrace/millrace/broadcaster/cluster"
)

// sharedPrefix is before the IDs of keys in the cluster's table.
const sharedPrefix = "key/"

// shared is a key as the table has it, in JSON.
type shared struct {
	Hash      []byte    `json:"hash"`
	Name      string    `json:"name"`
	Scopes    []Scope   `json:"scopes"`
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at,omitzero"`
}

// NewShared makes a registry of the keys that all nodes of a cluster have in common. Keys are checked from memory; they are made and revoked while the
// cluster's store is there, and else cluster.ErrAway says so. It does not close the table.
func NewShared(table *cluster.Table, log *slog.Logger) *Registry {
	r := NewMemory()
	r.table = table
	sums := map[string]hash{}
	table.Watch(sharedPrefix, func(key string, value []byte) {
		id := strings.TrimPrefix(key, sharedPrefix)
		k, sum, err := parseShared(id, value)
		if err != nil {
			log.Error("an API key that the cluster shares cannot be used", "key", id, "err", err)
			value = nil
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		if old, ok := sums[id]; ok {
			delete(r.keys, old)
			delete(sums, id)
		}
		if value != nil {
			r.keys[sum], sums[id] = k, sum
		}
	})
	return r
}

// Adopt gives the cluster the keys that a node had before it was in one.
func (r *Registry) Adopt(ctx context.Context, from *Registry) error {
	from.mu.RLock()
	defer from.mu.RUnlock()
	var records []cluster.Record
	for sum, k := range from.keys {
		value, err := encodeShared(k, sum)
		if err != nil {
			return err
		}
		records = append(records, cluster.Record{Key: sharedPrefix + k.ID, Version: cluster.Version(max(k.CreatedAt.UnixMicro(), 1)), Value: value})
	}
	return r.table.Import(ctx, records)
}

func encodeShared(k Key, sum hash) ([]byte, error) {
	return json.Marshal(shared{sum[:], k.Name, k.Scopes, k.CreatedAt, k.ExpiresAt})
}

// parseShared reads a key, and checks it: what is in the table may be anything. One that was revoked is the zero value.
func parseShared(id string, value []byte) (Key, hash, error) {
	if value == nil {
		return Key{}, hash{}, nil
	}
	var s shared
	if err := json.Unmarshal(value, &s); err != nil {
		return Key{}, hash{}, err
	}
	if len(s.Hash) != len(hash{}) {
		return Key{}, hash{}, fmt.Errorf("a hash of %d bytes", len(s.Hash))
	}
	k := Key{ID: id, Name: s.Name, Scopes: s.Scopes, CreatedAt: s.CreatedAt.UTC(), ExpiresAt: s.ExpiresAt.UTC()}
	return k, hash(s.Hash), k.normalize()
}

// share keeps a new key in the table, and drops those that have expired.
func (r *Registry) share(ctx context.Context, k Key, sum hash) error {
	var expired []string
	count := 0
	r.mu.RLock()
	for _, other := range r.keys {
		if r.expired(other) {
			expired = append(expired, other.ID)
		} else {
			count++
		}
	}
	r.mu.RUnlock()
	for _, id := range expired {
		if err := r.table.Update(ctx, sharedPrefix+id, func([]byte) ([]byte, error) { return nil, nil }); err != nil {
			return err
		}
	}
	if count >= MaxKeys {
		return ErrFull
	}
	return r.table.Update(ctx, sharedPrefix+k.ID, func([]byte) ([]byte, error) { return encodeShared(k, sum) })
}

// unshare revokes a key at all nodes.
func (r *Registry) unshare(ctx context.Context, id string) error {
	return r.table.Update(ctx, sharedPrefix+id, func(value []byte) ([]byte, error) {
		if k, _, err := parseShared(id, value); value == nil || err == nil && r.expired(k) {
			return nil, ErrUnknown
		}
		return nil, nil
	})
}
