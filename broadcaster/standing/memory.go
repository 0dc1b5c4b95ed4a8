package standing

import (
	"context"
	"maps"
	"sync"
	"time"
)

// Memory is a Store that ends with the process.
type Memory struct {
	mu    sync.Mutex // guards nodes
	nodes map[string]Entries
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{nodes: map[string]Entries{}} }

// Save implements Store.
func (m *Memory) Save(_ context.Context, node string, entries Entries) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.nodes[node] == nil {
		m.nodes[node] = Entries{}
	}
	maps.Copy(m.nodes[node], entries)
	return nil
}

// Load implements Store.
func (m *Memory) Load(_ context.Context, now time.Time) (map[string]Entries, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make(map[string]Entries, len(m.nodes))
	for node, entries := range m.nodes {
		out[node] = Entries{}
		for a, e := range entries {
			if e.Check(now) == nil {
				out[node][a] = e
			}
		}
	}
	return out, nil
}
