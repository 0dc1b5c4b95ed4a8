package admission

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/pkg/media"
)

// sharedPrefix is before the names of streams in the cluster's table.
const sharedPrefix = "stream/"

// Shared is the store that all nodes of a cluster have in common. Reads are answered from memory, as the node knew the streams last: a
// stream or key that is not there is asked for once more, at once, while the cluster's store is there. Changes fail with
// cluster.ErrAway while it is not.
type Shared struct {
	table  *cluster.Table
	secret [sha256.Size]byte
	log    *slog.Logger

	mu      sync.RWMutex // guards what follows
	streams map[string]shared
	names   map[KeyHash]string
	told    *Registry // of changes; nil: nobody
}

// shared is a stream as the table has it, in JSON.
type shared struct {
	Key       []byte       `json:"key"` // its hash
	Ladder    media.Ladder `json:"ladder"`
	Limits    Limits       `json:"limits"`
	Policy    Policy       `json:"policy"`
	CreatedAt time.Time    `json:"created_at"`
}

var _ Store = (*Shared)(nil)

// NewShared works on a table, which it does not close. The secret of tokens is made of the cluster's.
func NewShared(table *cluster.Table, secret cluster.Secret, log *slog.Logger) *Shared {
	s := &Shared{table: table, secret: secret.Key("millrace: the secret of streams' tokens"), log: log, streams: map[string]shared{}, names: map[KeyHash]string{}}
	table.Watch(sharedPrefix, s.learn)
	return s
}

// Adopt gives the cluster the streams that a node had before it was in one, with their keys; their tokens end.
func (s *Shared) Adopt(ctx context.Context, from *SQLite) error {
	list, err := from.List(ctx)
	if err != nil {
		return err
	}
	var records []cluster.Record
	for _, st := range list {
		_, key, err := from.Stream(ctx, st.Name)
		if err != nil {
			return err
		}
		value, err := json.Marshal(shareable(st, key))
		if err != nil {
			return fmt.Errorf("streams: %w", err)
		}
		records = append(records, cluster.Record{Key: sharedPrefix + st.Name, Version: cluster.Version(max(st.CreatedAt.UnixMicro(), 1)), Value: value})
	}
	return s.table.Import(ctx, records)
}

// learn takes what a stream is now from the table, and checks it: what is there may be anything.
func (s *Shared) learn(key string, value []byte) {
	name := strings.TrimPrefix(key, sharedPrefix)
	r, err := parseShared(name, value)
	if err != nil {
		s.log.Error("a stream that the cluster shares cannot be used", "stream", name, "err", err)
		value = nil
	}
	s.mu.Lock()
	was, old := s.streams[name]
	if old {
		delete(s.names, KeyHash(was.Key))
		delete(s.streams, name)
	}
	if value != nil {
		s.streams[name], s.names[KeyHash(r.Key)] = r, name
	}
	told := s.told
	s.mu.Unlock()
	if told == nil {
		return
	}
	if value == nil {
		told.forget(name)
	} else {
		told.remember(r.stream(name))
	}
	switch {
	case !old:
	case value == nil, !r.CreatedAt.Equal(was.CreatedAt):
		told.tellDeleted(name)
	case !bytes.Equal(r.Key, was.Key):
		told.tellRotated(name)
	}
}

// parseShared reads a stream; one that was deleted is the zero value.
func parseShared(name string, value []byte) (shared, error) {
	var r shared
	if value == nil {
		return r, nil
	}
	if err := json.Unmarshal(value, &r); err != nil {
		return r, err
	}
	if len(r.Key) != len(KeyHash{}) {
		return r, fmt.Errorf("its key has a hash of %d bytes", len(r.Key))
	}
	r.CreatedAt = r.CreatedAt.UTC()
	return r, r.stream(name).validate()
}

func (r shared) stream(name string) Stream {
	return Stream{Name: name, Ladder: r.Ladder, Limits: r.Limits, Policy: r.Policy, CreatedAt: r.CreatedAt}.clone()
}

func shareable(st Stream, key KeyHash) shared {
	return shared{key[:], st.Ladder, st.Limits, st.Policy, st.CreatedAt}
}

// watch tells a registry of the streams that are there, and of each that changes from now on, by whomever.
func (s *Shared) watch(r *Registry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = r
	for name, st := range s.streams {
		r.remember(st.stream(name))
	}
}

// Create implements Store.
func (s *Shared) Create(ctx context.Context, st Stream, key KeyHash) error {
	return s.table.Update(ctx, sharedPrefix+st.Name, func(value []byte) ([]byte, error) {
		if value != nil {
			return nil, ErrExists
		}
		s.mu.RLock()
		full := len(s.streams) >= MaxStreams
		s.mu.RUnlock()
		if full {
			return nil, ErrFull
		}
		return json.Marshal(shareable(st, key))
	})
}

// Stream implements Store.
func (s *Shared) Stream(ctx context.Context, name string) (Stream, KeyHash, error) {
	for _, last := range []bool{false, true} {
		s.mu.RLock()
		r, ok := s.streams[name]
		s.mu.RUnlock()
		if ok {
			return r.stream(name), KeyHash(r.Key), nil
		}
		if last || s.table.Fresh(ctx) != nil {
			break
		}
	}
	return Stream{}, KeyHash{}, ErrUnknown
}

// ByKey implements Store.
func (s *Shared) ByKey(ctx context.Context, key KeyHash) (Stream, error) {
	for _, last := range []bool{false, true} {
		s.mu.RLock()
		name, ok := s.names[key]
		r := s.streams[name]
		s.mu.RUnlock()
		if ok {
			return r.stream(name), nil
		}
		if last || s.table.Fresh(ctx) != nil {
			break
		}
	}
	return Stream{}, ErrUnknown
}

// List implements Store.
func (s *Shared) List(context.Context) ([]Stream, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var out []Stream
	for name, r := range s.streams {
		out = append(out, r.stream(name))
	}
	slices.SortFunc(out, func(a, b Stream) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Update implements Store.
func (s *Shared) Update(ctx context.Context, name string, change func(*Stream) error) (Stream, error) {
	var st Stream
	err := s.update(ctx, name, func(r *shared) error {
		st = r.stream(name)
		if err := change(&st); err != nil {
			return err
		}
		st.Name, st.CreatedAt = name, r.CreatedAt
		r.Ladder, r.Limits, r.Policy = st.Ladder, st.Limits, st.Policy
		return nil
	})
	return st, err
}

// SetKey implements Store.
func (s *Shared) SetKey(ctx context.Context, name string, key KeyHash) error {
	return s.update(ctx, name, func(r *shared) error { r.Key = key[:]; return nil })
}

func (s *Shared) update(ctx context.Context, name string, change func(*shared) error) error {
	return s.table.Update(ctx, sharedPrefix+name, func(value []byte) ([]byte, error) {
		r, err := parseShared(name, value)
		if value == nil || err != nil {
			return nil, errors.Join(ErrUnknown, err)
		}
		if err := change(&r); err != nil {
			return nil, err
		}
		return json.Marshal(r)
	})
}

// Delete implements Store.
func (s *Shared) Delete(ctx context.Context, name string) error {
	return s.table.Update(ctx, sharedPrefix+name, func(value []byte) ([]byte, error) {
		if value == nil {
			return nil, ErrUnknown
		}
		return nil, nil
	})
}

// Secret implements Store.
func (s *Shared) Secret(context.Context) ([]byte, error) { return s.secret[:], nil }
