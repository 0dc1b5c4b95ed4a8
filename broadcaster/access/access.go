// Package access keeps the keys of the API: who may do what over it, beside the holder of the API token.
//
// It promises that a key itself is kept nowhere, only its SHA-256 (a key is 130 random bits, which no slower hash would protect
// better); that whoever asks what a key may do is answered from memory; and that a key which was made or revoked is on the
// disk before it is told. In a cluster (NewShared) all nodes have the same keys.
package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/pkg/store"
)

// Scope is something that a key lets its holders do.
type Scope string

// The scopes. None includes another.
const (
	Read       Scope = "read"       // see created and private streams with their settings, and recordings
	Streams    Scope = "streams"    // create, change and delete streams; make their keys and publish tokens
	Playback   Scope = "playback"   // make playback tokens
	Captions   Scope = "captions"   // add captions to live streams
	Recordings Scope = "recordings" // delete recordings
	Cues       Scope = "cues"       // put timed metadata and date ranges into live streams
	Webhooks   Scope = "webhooks"   // see, make, change and delete webhooks
	Keys       Scope = "keys"       // see and revoke keys; make keys, of no more scopes than the maker has
)

// All lists the scopes.
func All() []Scope {
	return []Scope{Read, Streams, Playback, Captions, Recordings, Cues, Webhooks, Keys}
}

// Bounds.
const (
	MaxKeys = 1000
	MaxName = 64 // bytes
)

var (
	// ErrUnknown: there is no such key, or none any more.
	ErrUnknown = errors.New("no such API key")
	// ErrFull: MaxKeys are there; revoke some.
	ErrFull = errors.New("as many API keys as can be kept were made")
	// ErrInvalid is wrapped by what is wrong with a key that somebody wants to have.
	ErrInvalid = errors.New("invalid API key")
)

// Key is what is known of a key.
type Key struct {
	ID        string
	Name      string  // whose it is, in its maker's words
	Scopes    []Scope // in the order of All, each once
	CreatedAt time.Time
	ExpiresAt time.Time // zero: never
}

// May says whether the key has a scope.
func (k Key) May(s Scope) bool { return slices.Contains(k.Scopes, s) }

type hash [sha256.Size]byte

// Registry makes, checks and revokes keys. It may be used from many goroutines.
type Registry struct {
	db    *sql.DB        // nil: nothing outlives the registry
	table *cluster.Table // that has the keys, in place of db; nil: the registry's own
	now   func() time.Time

	mu   sync.RWMutex // guards what follows, and is held while the file is written, but not while the table is
	keys map[hash]Key
}

// NewMemory makes a registry that ends with the process.
func NewMemory() *Registry { return &Registry{now: time.Now, keys: map[hash]Key{}} }

// Open opens the registry in the file at path, which it makes if it is missing. The caller closes it.
func Open(ctx context.Context, path string) (*Registry, error) {
	r := NewMemory()
	var err error
	if r.db, err = store.Open(ctx, path, migrations()); err != nil {
		return nil, fmt.Errorf("API keys: %w", err)
	}
	if err := r.load(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("API keys: %w", err), r.db.Close())
	}
	return r, nil
}

func migrations() []string {
	return []string{`
CREATE TABLE api_keys (
	id         TEXT    NOT NULL PRIMARY KEY,
	hash       BLOB    NOT NULL UNIQUE,
	name       TEXT    NOT NULL,
	scopes     TEXT    NOT NULL, -- JSON
	created_at INTEGER NOT NULL, -- milliseconds since 1970
	expires_at INTEGER NOT NULL  -- likewise; 0: never
) STRICT, WITHOUT ROWID;
`}
}

// load reads the file, and checks it: what is in it may be anything.
func (r *Registry) load(ctx context.Context) (err error) {
	rows, err := r.db.QueryContext(ctx, `SELECT id, hash, name, scopes, created_at, expires_at FROM api_keys LIMIT ?`, MaxKeys)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var k Key
		var sum, scopes []byte
		var created, expires int64
		if err := rows.Scan(&k.ID, &sum, &k.Name, &scopes, &created, &expires); err != nil {
			return err
		}
		if len(sum) != len(hash{}) {
			return fmt.Errorf("%s has a hash of %d bytes", k.ID, len(sum))
		}
		if err := json.Unmarshal(scopes, &k.Scopes); err != nil {
			return fmt.Errorf("%s: %w", k.ID, err)
		}
		if k.CreatedAt = time.UnixMilli(created).UTC(); expires != 0 {
			k.ExpiresAt = time.UnixMilli(expires).UTC()
		}
		if err := k.normalize(); err != nil {
			return fmt.Errorf("%s: %w", k.ID, err)
		}
		r.keys[hash(sum)] = k
	}
	return rows.Err()
}

// Close lets go of the file.
func (r *Registry) Close() error {
	if r.db == nil {
		return nil
	}
	return r.db.Close()
}

// Make makes a key that is good for ttl, for ever if that is 0, and returns its secret, which cannot be had again.
func (r *Registry) Make(ctx context.Context, name string, scopes []Scope, ttl time.Duration) (Key, string, error) {
	k := Key{ID: strings.ToLower(rand.Text()[:16]), Name: name, Scopes: slices.Clone(scopes), CreatedAt: r.now().UTC().Truncate(time.Millisecond)}
	switch {
	case ttl < 0:
		return Key{}, "", fmt.Errorf("%w: it would have expired already", ErrInvalid)
	case ttl > 0:
		k.ExpiresAt = k.CreatedAt.Add(ttl)
	}
	if err := k.normalize(); err != nil {
		return Key{}, "", err
	}
	secret := "millrace_" + rand.Text()
	sum := sha256.Sum256([]byte(secret))
	if r.table != nil {
		return k.clone(), secret, r.share(ctx, k, sum)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.dropExpiredLocked(ctx); err != nil {
		return Key{}, "", err
	}
	if len(r.keys) >= MaxKeys {
		return Key{}, "", ErrFull
	}
	list, err := json.Marshal(k.Scopes)
	if err != nil {
		return Key{}, "", err
	}
	expires := int64(0)
	if !k.ExpiresAt.IsZero() {
		expires = k.ExpiresAt.UnixMilli()
	}
	if err := r.write(ctx, `INSERT INTO api_keys (id, hash, name, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
		k.ID, sum[:], k.Name, string(list), k.CreatedAt.UnixMilli(), expires); err != nil {
		return Key{}, "", err
	}
	r.keys[sum] = k
	return k.clone(), secret, nil
}

// Check returns the key with that secret, or ErrUnknown.
func (r *Registry) Check(secret string) (Key, error) {
	sum := sha256.Sum256([]byte(secret)) // a map of these tells a stranger nothing by the time that it takes
	k, ok := r.find(sum)
	if !ok && r.table != nil && r.table.Fresh(context.Background()) == nil {
		k, ok = r.find(sum)
	}
	if !ok || r.expired(k) {
		return Key{}, ErrUnknown
	}
	return k.clone(), nil
}

func (r *Registry) find(sum hash) (Key, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	k, ok := r.keys[sum]
	return k, ok
}

// List returns the keys that have not expired, oldest first.
func (r *Registry) List() []Key {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []Key
	for _, k := range r.keys {
		if !r.expired(k) {
			out = append(out, k.clone())
		}
	}
	slices.SortFunc(out, func(a, b Key) int {
		if c := a.CreatedAt.Compare(b.CreatedAt); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// Revoke ends a key at once.
func (r *Registry) Revoke(ctx context.Context, id string) error {
	if r.table != nil {
		return r.unshare(ctx, id)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for sum, k := range r.keys {
		if k.ID == id && !r.expired(k) {
			return r.dropLocked(ctx, sum, id)
		}
	}
	return ErrUnknown
}

func (r *Registry) dropExpiredLocked(ctx context.Context) error {
	for sum, k := range r.keys {
		if r.expired(k) {
			if err := r.dropLocked(ctx, sum, k.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Registry) dropLocked(ctx context.Context, sum hash, id string) error {
	if err := r.write(ctx, `DELETE FROM api_keys WHERE id = ?`, id); err != nil {
		return err
	}
	delete(r.keys, sum)
	return nil
}

func (r *Registry) write(ctx context.Context, query string, args ...any) error {
	if r.db == nil {
		return nil
	}
	if _, err := r.db.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("API keys: %w", err)
	}
	return nil
}

func (r *Registry) expired(k Key) bool { return !k.ExpiresAt.IsZero() && !r.now().Before(k.ExpiresAt) }

// normalize checks a key, and brings its scopes in order.
func (k *Key) normalize() error {
	if k.Name == "" || len(k.Name) > MaxName || strings.ToValidUTF8(k.Name, "") != k.Name || strings.ContainsFunc(k.Name, func(c rune) bool { return c < ' ' }) {
		return fmt.Errorf("%w: its name says whose it is, in 1 to %d bytes", ErrInvalid, MaxName)
	}
	if len(k.Scopes) == 0 {
		return fmt.Errorf("%w: it has no scopes; there are %v", ErrInvalid, All())
	}
	for _, s := range k.Scopes {
		if !slices.Contains(All(), s) {
			return fmt.Errorf("%w: scope %.32q; there are %v", ErrInvalid, s, All())
		}
	}
	wanted := k.Scopes
	k.Scopes = slices.DeleteFunc(All(), func(s Scope) bool { return !slices.Contains(wanted, s) })
	return nil
}

func (k Key) clone() Key {
	k.Scopes = slices.Clone(k.Scopes)
	return k
}
