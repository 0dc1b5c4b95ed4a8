package evidence

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Memory is a store that ends with the process.
type Memory struct {
	mu      sync.Mutex // guards what follows
	order   []common.Hash
	records map[common.Hash]entry
}

// entry is a record as it was put.
type entry struct {
	packed []byte
	at     time.Time
	fault  bool
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{records: map[common.Hash]entry{}} }

// Put implements Store.
func (m *Memory) Put(_ context.Context, records ...Record) error {
	p, err := newPacker()
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range records {
		packed, err := p.pack(r)
		if err != nil {
			return fmt.Errorf("evidence: %w", err)
		}
		id := r.ID()
		if _, there := m.records[id]; !there {
			m.order = append(m.order, id)
		}
		m.records[id] = entry{packed, r.At, r.Fault != ""}
	}
	return nil
}

// Get implements Store.
func (m *Memory) Get(_ context.Context, id common.Hash) (Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.records[id]
	if !ok {
		return Record{}, fmt.Errorf("evidence: %w: %s", ErrNotFound, id)
	}
	return unpack(e.packed)
}

// Faults implements Store.
func (m *Memory) Faults(_ context.Context, limit int) (faults []Record, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range slices.Backward(m.order) {
		e := m.records[id]
		if !e.fault || len(faults) == limit {
			continue
		}
		r, err := unpack(e.packed)
		if err != nil {
			return nil, fmt.Errorf("evidence: %w", err)
		}
		faults = append(faults, r)
	}
	return faults, nil
}

// Prune implements Store.
func (m *Memory) Prune(_ context.Context, before time.Time, most int) (left int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	drop := func(which func(entry) bool) {
		m.order = slices.DeleteFunc(m.order, func(id common.Hash) bool {
			gone := which(m.records[id])
			if gone {
				delete(m.records, id)
			}
			return gone
		})
	}
	excess := func(e entry) bool { return len(m.records) > most && !e.fault }
	drop(func(e entry) bool { return e.at.UnixMilli() < before.UnixMilli() })
	drop(excess)
	drop(func(entry) bool { return len(m.records) > most })
	return len(m.records), nil
}

// Close implements Store.
func (m *Memory) Close() error { return nil }
