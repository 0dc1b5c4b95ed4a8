package txn

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// Memory is a journal that ends with the process: for commands that send something, wait for it and are done. What was on its way
// when the process died may be mined or not.
type Memory struct {
	mu      sync.Mutex
	last    int64
	entries map[int64]Entry // guarded by mu
}

var _ Journal = (*Memory)(nil)

// NewMemory makes an empty journal.
func NewMemory() *Memory { return &Memory{entries: map[int64]Entry{}} }

// Add implements Journal.
func (m *Memory) Add(_ context.Context, e Entry) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.freeLocked(e); err != nil {
		return 0, err
	}
	m.last++
	e.ID = m.last
	m.entries[e.ID] = e.clone()
	return e.ID, nil
}

// freeLocked says whether nothing else has the entry's key or nonce.
func (m *Memory) freeLocked(e Entry) error {
	for _, o := range m.entries {
		if o.ID != e.ID && o.Account == e.Account && (o.Intent.Key == e.Intent.Key || o.Nonce == e.Nonce) {
			return fmt.Errorf("%w: key %q, nonce %d", ErrTaken, o.Intent.Key, o.Nonce)
		}
	}
	return nil
}

// Put implements Journal.
func (m *Memory) Put(_ context.Context, e Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, ok := m.entries[e.ID]
	if !ok {
		return fmt.Errorf("%w: %d", ErrNoEntry, e.ID)
	}
	if err := m.freeLocked(e); err != nil {
		return err
	}
	old.Nonce, old.Since, old.Outcome = e.Nonce, e.Since, e.Outcome
	old.Attempts = append(old.Attempts[:len(old.Attempts):len(old.Attempts)], e.Attempts[min(len(old.Attempts), len(e.Attempts)):]...)
	m.entries[e.ID] = old.clone()
	return nil
}

// Drop implements Journal.
func (m *Memory) Drop(_ context.Context, id int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.entries[id]; !ok || len(e.Attempts) > 0 {
		return fmt.Errorf("%w that can be dropped: %d", ErrNoEntry, id)
	}
	delete(m.entries, id)
	return nil
}

// ByKey implements Journal.
func (m *Memory) ByKey(_ context.Context, a Account, key string) (Entry, error) {
	return m.find(func(e Entry) bool { return e.Account == a && e.Intent.Key == key })
}

// ByNonce implements Journal.
func (m *Memory) ByNonce(_ context.Context, a Account, nonce uint64) (Entry, error) {
	return m.find(func(e Entry) bool { return e.Account == a && e.Nonce == nonce })
}

func (m *Memory) find(wanted func(Entry) bool) (Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range m.entries {
		if wanted(e) {
			return e.clone(), nil
		}
	}
	return Entry{}, ErrNoEntry
}

// Unfinished implements Journal.
func (m *Memory) Unfinished(_ context.Context, a Account) ([]Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var open []Entry
	for _, e := range m.entries {
		if e.Account == a && e.Outcome == nil {
			open = append(open, e.clone())
		}
	}
	slices.SortFunc(open, byNonce)
	return open, nil
}

// NextNonce implements Journal.
func (m *Memory) NextNonce(_ context.Context, a Account) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := uint64(0)
	for _, e := range m.entries {
		if e.Account == a {
			next = max(next, e.Nonce+1)
		}
	}
	return next, nil
}
