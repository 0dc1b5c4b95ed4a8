package cluster

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
)

// ErrConflict: a record was changed meanwhile.
var ErrConflict = errors.New("another node changed the record")

// Version orders what was written under one key: microseconds since 1970, or one more than the version before.
type Version uint64

// Record is something that all nodes have alike. What a deleted one leaves is a record too, so that a node which missed the deletion
// does not bring it back.
type Record struct {
	Key     string
	Version Version
	Value   []byte // nil: it was deleted
}

// Mark names a state of all records; "" is that of none. Each change makes another one, which never comes again.
type Mark string

// Records keeps what nodes have in common. Implementations are safe for concurrent use. An error that is none of the package's means
// that the store is away: whether the call had an effect is then unknown.
type Records interface {
	// Mark names the state as it is.
	Mark(ctx context.Context) (Mark, error)
	// Load returns all records, in any order, and the state that they are.
	Load(ctx context.Context) ([]Record, Mark, error)
	// Swap writes a record where the one before it has the version was, 0 if there is none; else ErrConflict. It makes of the state
	// before the state next.
	Swap(ctx context.Context, r Record, was Version, next Mark) (before Mark, err error)
	// Merge writes those records that are newer than what is there, and removes what is left of deleted ones, if it is still that. It
	// makes of the state before the state next.
	Merge(ctx context.Context, newer, gone []Record, next Mark) (before Mark, err error)
}

// MemoryRecords are those of nodes in one process.
type MemoryRecords struct {
	mu      sync.Mutex // guards what follows
	mark    Mark
	records map[string]Record
}

var _ Records = (*MemoryRecords)(nil)

// NewMemoryRecords makes an empty store.
func NewMemoryRecords() *MemoryRecords { return &MemoryRecords{records: map[string]Record{}} }

// Mark implements Records.
func (m *MemoryRecords) Mark(context.Context) (Mark, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.mark, nil
}

// Load implements Records.
func (m *MemoryRecords) Load(context.Context) ([]Record, Mark, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Values(m.records)), m.mark, nil
}

// Swap implements Records.
func (m *MemoryRecords) Swap(_ context.Context, r Record, was Version, next Mark) (Mark, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.records[r.Key].Version != was {
		return "", ErrConflict
	}
	m.records[r.Key] = r
	return m.turnLocked(next), nil
}

// Merge implements Records.
func (m *MemoryRecords) Merge(_ context.Context, newer, gone []Record, next Mark) (Mark, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range newer {
		if m.records[r.Key].Version < r.Version {
			m.records[r.Key] = r
		}
	}
	for _, r := range gone {
		if m.records[r.Key].Version == r.Version {
			delete(m.records, r.Key)
		}
	}
	return m.turnLocked(next), nil
}

func (m *MemoryRecords) turnLocked(next Mark) (before Mark) {
	before, m.mark = m.mark, next
	return before
}

// Forget drops all records, as a Redis that restarts without its data does.
func (m *MemoryRecords) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mark = ""
	clear(m.records)
}
