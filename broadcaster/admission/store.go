package admission

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync"
)

// Store keeps the streams that were created. Implementations are safe for concurrent use; what they return shares nothing
// that changes with what they keep. A stream that is not there is ErrUnknown.
type Store interface {
	// Create keeps a new stream; ErrExists and ErrFull say why it does not.
	Create(ctx context.Context, s Stream, key KeyHash) error
	// Stream returns the stream of that name.
	Stream(ctx context.Context, name string) (Stream, KeyHash, error)
	// ByKey returns the stream whose key has that hash.
	ByKey(ctx context.Context, key KeyHash) (Stream, error)
	// List returns all streams by name.
	List(ctx context.Context) ([]Stream, error)
	// Update changes the ladder, the limits and the policy of a stream, unless change fails, with whose error it does. It may be
	// called more than once.
	Update(ctx context.Context, name string, change func(*Stream) error) (Stream, error)
	// SetKey replaces a stream's key.
	SetKey(ctx context.Context, name string, key KeyHash) error
	// Delete forgets a stream.
	Delete(ctx context.Context, name string) error
	// Secret is secretSize random bytes, the same for as long as the store lives.
	Secret(ctx context.Context) ([]byte, error)
}

const secretSize = 32

// Memory is a store that ends with the process.
type Memory struct {
	secret []byte

	mu      sync.Mutex // guards what follows
	streams map[string]Stream
	keys    map[string]KeyHash // by name
	names   map[KeyHash]string
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory {
	m := &Memory{
		secret: make([]byte, secretSize), streams: map[string]Stream{}, keys: map[string]KeyHash{}, names: map[KeyHash]string{},
	}
	rand.Read(m.secret) //nolint:errcheck // it never fails
	return m
}

// Create implements Store.
func (m *Memory) Create(_ context.Context, s Stream, key KeyHash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.streams[s.Name]; ok {
		return ErrExists
	}
	if len(m.streams) >= MaxStreams {
		return ErrFull
	}
	m.streams[s.Name] = s.clone()
	m.setKeyLocked(s.Name, key)
	return nil
}

// Stream implements Store.
func (m *Memory) Stream(_ context.Context, name string) (Stream, KeyHash, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.streams[name]
	if !ok {
		return Stream{}, KeyHash{}, ErrUnknown
	}
	return s.clone(), m.keys[name], nil
}

// ByKey implements Store.
func (m *Memory) ByKey(_ context.Context, key KeyHash) (Stream, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	name, ok := m.names[key]
	if !ok {
		return Stream{}, ErrUnknown
	}
	return m.streams[name].clone(), nil
}

// List implements Store.
func (m *Memory) List(context.Context) ([]Stream, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Stream
	for _, s := range m.streams {
		out = append(out, s.clone())
	}
	slices.SortFunc(out, func(a, b Stream) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Update implements Store.
func (m *Memory) Update(_ context.Context, name string, change func(*Stream) error) (Stream, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.streams[name]
	if !ok {
		return Stream{}, ErrUnknown
	}
	s := old.clone()
	if err := change(&s); err != nil {
		return Stream{}, err
	}
	s.Name, s.CreatedAt = old.Name, old.CreatedAt
	m.streams[name] = s.clone()
	return s, nil
}

// SetKey implements Store.
func (m *Memory) SetKey(_ context.Context, name string, key KeyHash) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.streams[name]; !ok {
		return ErrUnknown
	}
	m.setKeyLocked(name, key)
	return nil
}

func (m *Memory) setKeyLocked(name string, key KeyHash) {
	delete(m.names, m.keys[name])
	m.keys[name], m.names[key] = key, name
}

// Delete implements Store.
func (m *Memory) Delete(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.streams[name]; !ok {
		return ErrUnknown
	}
	delete(m.names, m.keys[name])
	delete(m.keys, name)
	delete(m.streams, name)
	return nil
}

// Secret implements Store.
func (m *Memory) Secret(context.Context) ([]byte, error) { return slices.Clone(m.secret), nil }

func (s Stream) clone() Stream {
	s.Ladder = slices.Clone(s.Ladder)
	s.Policy.Captions = slices.Clone(s.Policy.Captions)
	s.Policy.Playback.Referrers = slices.Clone(s.Policy.Playback.Referrers)
	s.Policy.Playback.Addresses = slices.Clone(s.Policy.Playback.Addresses)
	return s
}
