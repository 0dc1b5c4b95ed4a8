// Package journal is what the nodes of a cluster tell each other of what has happened: each appends to one list, and reads at its own pace.
//
// It promises that everybody reads the same entries in the same order, and that the list is bounded: who is behind for longer than that misses
// entries, and is not told. What an entry is, is its callers' business.
package journal

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync"
)

// Max is how many entries a Store keeps at least; it may keep some more.
const Max = 10_000

// Position is behind an entry, in terms of the Store; empty is before all.
type Position string

// Store is a list that nodes share. Its methods are called from many goroutines.
type Store interface {
	// Append adds entries behind all others, in their order. After an error it is not known whether it has.
	Append(ctx context.Context, entries [][]byte) error
	// Read returns at most so many entries behind a position, in their order, and the position behind them. It returns at once; the caller owns what
	// is returned.
	Read(ctx context.Context, after Position, limit int) (entries [][]byte, next Position, err error)
}

// Memory is a Store of one process.
type Memory struct {
	mu      sync.Mutex // guards what follows
	entries [][]byte
	gone    int // entries before those
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty one.
func NewMemory() *Memory { return &Memory{} }

// Append implements Store.
func (m *Memory) Append(_ context.Context, entries [][]byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, e := range entries {
		m.entries = append(m.entries, bytes.Clone(e))
	}
	if over := len(m.entries) - Max; over > 0 {
		m.entries, m.gone = m.entries[over:], m.gone+over
	}
	return nil
}

// Read implements Store.
func (m *Memory) Read(_ context.Context, after Position, limit int) ([][]byte, Position, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := 0
	if after != "" {
		var err error
		if at, err = strconv.Atoi(string(after)); err != nil {
			return nil, after, fmt.Errorf("position %.32q: %w", after, err)
		}
	}
	at = min(max(at, m.gone), m.gone+len(m.entries))
	var list [][]byte
	for _, e := range m.entries[at-m.gone:] {
		if len(list) == limit {
			break
		}
		list = append(list, bytes.Clone(e))
	}
	return list, Position(strconv.Itoa(at + len(list))), nil
}
