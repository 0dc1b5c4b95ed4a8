// Package answers keeps what was answered to requests that may come again, so that each is carried out once
// (draft-ietf-httpapi-idempotency-key-header).
//
// It promises that of all who claim the place of one request at one time, one gets it, and that the bounds hold: so many answers, for so long. What an
// answer is, is its callers' business.
package answers

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"time"
)

// Bounds of a Store.
const (
	Max      = 1000        // places; the oldest make room
	Age      = time.Hour   // of an answer
	ClaimAge = time.Minute // of a place whose answer does not come, as who had it is gone
)

// Store keeps answers. Its methods are called from many goroutines. IDs are as secret as the answers.
type Store interface {
	// Claim takes the place of a request and leaves a note there, which must not be empty, until there is an answer; nil says that it has done so.
	// Where the place is taken it returns what is there: the answer, or the note of who is at it. The caller owns what is returned.
	Claim(ctx context.Context, id string, note []byte) (there []byte, err error)
	// Keep puts the answer where the note was. Where it was too old, or others took the room, nothing is kept.
	Keep(ctx context.Context, id string, answer []byte) error
	// Drop gives a place back: the request may be tried again.
	Drop(ctx context.Context, id string) error
}

// Memory is a Store that ends with the process.
type Memory struct {
	mu     sync.Mutex // guards what follows
	places map[string]place
	order  []string // of places, oldest first
}

type place struct {
	value []byte
	until time.Time
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty one.
func NewMemory() *Memory { return &Memory{places: map[string]place{}} }

// Claim implements Store.
func (m *Memory) Claim(_ context.Context, id string, note []byte) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if p, ok := m.findLocked(id); ok {
		return bytes.Clone(p.value), nil
	}
	m.dropLocked(id)
	for len(m.order) >= Max {
		m.dropLocked(m.order[0])
	}
	m.places[id] = place{bytes.Clone(note), time.Now().Add(ClaimAge)}
	m.order = append(m.order, id)
	return nil, nil
}

// Keep implements Store.
func (m *Memory) Keep(_ context.Context, id string, answer []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.findLocked(id); ok {
		m.places[id] = place{bytes.Clone(answer), time.Now().Add(Age)}
	}
	return nil
}

// Drop implements Store.
func (m *Memory) Drop(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dropLocked(id)
	return nil
}

func (m *Memory) findLocked(id string) (place, bool) {
	p, ok := m.places[id]
	return p, ok && time.Now().Before(p.until)
}

func (m *Memory) dropLocked(id string) {
	if _, ok := m.places[id]; ok {
		delete(m.places, id)
		m.order = slices.DeleteFunc(m.order, func(other string) bool { return other == id })
	}
}
