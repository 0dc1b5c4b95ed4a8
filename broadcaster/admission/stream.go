package admission

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// MaxStreams bounds the streams that can be created.
const MaxStreams = 4096

var (
	// ErrUnknown: no such stream was created.
	ErrUnknown = errors.New("no such stream was created")
	// ErrExists: a stream of that name was created before.
	ErrExists = errors.New("a stream of that name exists")
	// ErrFull: MaxStreams are there; delete some.
	ErrFull = errors.New("as many streams as can be kept were created")
	// ErrInvalid is wrapped by what is wrong with a stream that somebody wants to have.
	ErrInvalid = errors.New("invalid stream")
)

// Stream is what was said of a stream when it was created. Its key is known to nobody but its owner.
type Stream struct {
	Name      string
	Ladder    media.Ladder // nil: the node's; empty: source only
	Limits    Limits       // within the node's
	Policy    Policy
	CreatedAt time.Time // whole milliseconds, UTC
}

// Policy is what becomes of a stream beside being live.
type Policy struct {
	Record   Recording `json:"record,omitempty"`
	Playback Playback  `json:"playback,omitzero"`
	Rewind   *int      `json:"rewind,omitempty"` // how far viewers can go back, in seconds; nil: as the node says

	Captions   []media.CaptionTrack `json:"captions,omitempty"` // that the stream has or is going to have
	Encryption Encryption           `json:"encryption,omitempty"`
}

// MaxRewind bounds how far viewers can go back, since playlists are as long.
const MaxRewind = 12 * time.Hour

// Recording says whether a stream is recorded.
type Recording string

// The choices; empty is the node's own.
const (
	RecordAlways Recording = "always"
	RecordNever  Recording = "never"
)

// Encryption says whether a stream's media is encrypted on its way to viewers.
type Encryption string

// The choices; empty is the node's own.
const (
	EncryptAES128 Encryption = "aes-128"
	EncryptNone   Encryption = "none"
)

func (p Policy) validate() error {
	switch p.Encryption {
	case "", EncryptAES128, EncryptNone:
	default:
		return fmt.Errorf("encryption %.32q: %s or %s", p.Encryption, EncryptAES128, EncryptNone)
	}
	if p.Rewind != nil && (*p.Rewind < 0 || *p.Rewind > int(MaxRewind/time.Second)) {
		return fmt.Errorf("rewind %d: from 0 to %d seconds", *p.Rewind, int(MaxRewind/time.Second))
	}
	if err := media.ValidateCaptions(p.Captions); err != nil {
		return err
	}
	switch p.Record {
	case "", RecordAlways, RecordNever:
		return p.Playback.validate()
	}
	return fmt.Errorf("record %.32q: %s or %s", p.Record, RecordAlways, RecordNever)
}

// KeyHash is what is kept of a stream's key.
type KeyHash [sha256.Size]byte

// HashKey is the hash of a key.
func HashKey(key string) KeyHash { return sha256.Sum256([]byte(key)) }

// Registry creates streams, and makes their keys and tokens. It may be used from many goroutines.
type Registry struct {
	store  Store
	told   bool   // the store tells of changes, by whomever
	secret []byte // of tokens
	now    func() time.Time
	mu     sync.Mutex // held while a stream is changed

	watching         sync.RWMutex // guards what follows
	viewers          map[string]viewers
	rotated, deleted func(name string)
}

// NewRegistry works on a store, which it does not close.
func NewRegistry(ctx context.Context, store Store) (*Registry, error) {
	secret, err := store.Secret(ctx)
	if err != nil {
		return nil, err
	}
	r := &Registry{
		store: store, secret: secret, now: time.Now, viewers: make(map[string]viewers), rotated: func(string) {}, deleted: func(string) {},
	}
	if shared, ok := store.(*Shared); ok {
		r.told = true
		shared.watch(r)
		return r, nil
	}
	list, err := store.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		r.remember(s)
	}
	return r, nil
}

// Notify has functions called with the name of a stream that got a new key, or was deleted, here or at another node of the cluster: what was
// allowed by the old key is no more. They must not ask or change the registry.
func (r *Registry) Notify(rotated, deleted func(name string)) {
	r.watching.Lock()
	defer r.watching.Unlock()
	r.rotated, r.deleted = rotated, deleted
}

func (r *Registry) tellRotated(name string) {
	r.watching.RLock()
	tell := r.rotated
	r.watching.RUnlock()
	tell(name)
}

func (r *Registry) tellDeleted(name string) {
	r.watching.RLock()
	tell := r.deleted
	r.watching.RUnlock()
	tell(name)
}

// List returns all streams by name.
func (r *Registry) List(ctx context.Context) ([]Stream, error) { return r.store.List(ctx) }

// Stream returns one stream.
func (r *Registry) Stream(ctx context.Context, name string) (Stream, error) {
	s, _, err := r.store.Stream(ctx, name)
	return s, err
}

// Create makes a stream, with a name of its own making if s has none, and returns its key, which cannot be had again.
func (r *Registry) Create(ctx context.Context, s Stream) (Stream, string, error) {
	if s.Name == "" {
		s.Name = strings.ToLower(rand.Text()[:16])
	}
	s.CreatedAt = r.now().UTC().Truncate(time.Millisecond)
	if err := s.validate(); err != nil {
		return Stream{}, "", err
	}
	key := rand.Text()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.store.Create(ctx, s, HashKey(key)); err != nil {
		return Stream{}, "", err
	}
	if !r.told {
		r.remember(s)
	}
	return s, key, nil
}

// Update changes ladder and limits of a stream. A publish that runs goes on as it began.
func (r *Registry) Update(ctx context.Context, name string, change func(*Stream) error) (Stream, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, err := r.store.Update(ctx, name, func(s *Stream) error {
		if err := change(s); err != nil {
			return err
		}
		s.Name = name
		return s.validate()
	})
	if err != nil {
		return Stream{}, err
	}
	if !r.told {
		r.remember(s)
	}
	return s, nil
}

// Rotate gives a stream a new key. The old one, and the tokens that were made while it counted, admit nobody any more.
func (r *Registry) Rotate(ctx context.Context, name string) (string, error) {
	key := rand.Text()
	if err := r.store.SetKey(ctx, name, HashKey(key)); err != nil {
		return "", err
	}
	if !r.told {
		r.tellRotated(name)
	}
	return key, nil
}

// Delete forgets a stream, its key, its tokens, and who may watch it.
func (r *Registry) Delete(ctx context.Context, name string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.store.Delete(ctx, name); err != nil {
		return err
	}
	if !r.told {
		r.forget(name)
		r.tellDeleted(name)
	}
	return nil
}

func (s Stream) validate() error {
	if err := origin.CheckName(s.Name); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if err := s.Ladder.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if err := s.Limits.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if err := s.Policy.validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return nil
}
