package cluster

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// Memory is a store for nodes of one process.
type Memory struct {
	mu       sync.Mutex // guards what follows
	entries  map[string]entry
	members  map[Member]time.Time // until when they are there
	watchers map[*watcher]bool
}

type entry struct {
	Lease
	said  Lease // what was kept last, until this one is
	until time.Time
}

// watcher is one Watch: changes wait in line for it.
type watcher struct{ changes chan Lease }

// maxChanges bounds the changes that wait for a watcher; with more it begins again.
const maxChanges = 1024

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{entries: map[string]entry{}, members: map[Member]time.Time{}, watchers: map[*watcher]bool{}}
}

func (m *Memory) findLocked(stream string) (entry, bool) {
	e, ok := m.entries[stream]
	if ok && time.Now().After(e.until) {
		delete(m.entries, stream)
		return entry{}, false
	}
	return e, ok
}

func (m *Memory) putLocked(l, said Lease, ttl time.Duration, changed bool) {
	m.entries[l.Stream] = entry{l, said, time.Now().Add(ttl)}
	if !changed {
		return
	}
	for w := range m.watchers {
		select {
		case w.changes <- l:
		default: // it learns that it missed some by the channel's end
			close(w.changes)
			delete(m.watchers, w)
		}
	}
}

// Take implements Store.
func (m *Memory) Take(_ context.Context, l Lease, ttl time.Duration) (Epoch, Lease, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	was, _ := m.findLocked(l.Stream)
	before := was.said
	if before == (Lease{}) {
		before = was.Lease
	}
	l.Epoch = max(l.Epoch, was.Epoch+1)
	m.putLocked(l, before, ttl, true)
	return l.Epoch, before, nil
}

// Keep implements Store.
func (m *Memory) Keep(_ context.Context, leases []Lease, ttl time.Duration) ([]Kept, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]Kept, len(leases))
	for i, l := range leases {
		now, ok := m.findLocked(l.Stream)
		if ok && !l.holdsAgainst(now.Lease) {
			out[i].By = now.Lease
			continue
		}
		l.Epoch = max(l.Epoch, now.Epoch)
		m.putLocked(l, Lease{}, ttl, !ok || now.Node != l.Node)
		out[i].Epoch = l.Epoch
	}
	return out, nil
}

// Find implements Store.
func (m *Memory) Find(_ context.Context, stream string) (Lease, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.findLocked(stream)
	if !ok {
		return Lease{}, ErrNone
	}
	return e.Lease, nil
}

// Watch implements Store.
func (m *Memory) Watch(ctx context.Context, ready func(), changed func(Lease)) {
	for ctx.Err() == nil {
		w := &watcher{make(chan Lease, maxChanges)}
		m.mu.Lock()
		m.watchers[w] = true
		m.mu.Unlock()
		ready()
		for open := true; open; {
			var l Lease
			select {
			case l, open = <-w.changes:
				if open {
					changed(l)
				}
			case <-ctx.Done():
				m.mu.Lock()
				delete(m.watchers, w)
				m.mu.Unlock()
				return
			}
		}
	}
}

// Join implements Store.
func (m *Memory) Join(_ context.Context, member Member, ttl time.Duration) ([]Member, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	m.members[member] = now.Add(ttl)
	maps.DeleteFunc(m.members, func(_ Member, until time.Time) bool { return !now.Before(until) })
	return present(slices.Collect(maps.Keys(m.members))), nil
}

// Forget drops everything, as a Redis that restarts without its data does.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.entries)
	clear(m.members)
}
