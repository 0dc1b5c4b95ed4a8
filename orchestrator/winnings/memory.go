package winnings

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/common"
)

// Memory is a store that ends with the process.
type Memory struct {
	book Book
	node uint16

	mu      sync.Mutex // guards what follows
	winners map[Place]*entry
	totals  map[common.Address]Totals
}

// entry is a winner with what became of it.
type entry struct {
	Winner
	state State
}

func (e *entry) sum() Sum { return Sum{1, e.Owed()} }

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory(book Book) *Memory {
	return &Memory{
		book: book, node: uint16(rand.Uint32()), winners: map[Place]*entry{}, totals: map[common.Address]Totals{},
	}
}

// Add implements Store.
func (m *Memory) Add(_ context.Context, winners ...Winner) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	added := map[Place]*entry{}
	for _, w := range winners {
		if err := m.book.check(w); err != nil {
			return err
		}
		there := m.winners[w.Place()]
		if there == nil {
			there = added[w.Place()]
		}
		switch {
		case there == nil:
			added[w.Place()] = &entry{Winner: w.clone()}
		case !there.equal(w):
			return fmt.Errorf("%w: %s", ErrConflict, w.Place())
		}
	}
	for place, e := range added {
		m.winners[place] = e
		m.totals[place.Sender] = m.totals[place.Sender].Plus(Totals{Won: e.sum()})
	}
	return nil
}

// Pending implements Store.
func (m *Memory) Pending(_ context.Context, after Place, limit int) ([]Winner, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var pending []Winner
	for _, place := range slices.SortedFunc(maps.Keys(m.winners), Place.Compare) {
		if e := m.winners[place]; len(pending) < limit && e.state == Pending && place.Compare(after) > 0 {
			pending = append(pending, e.clone())
		}
	}
	return pending, nil
}

// Settle implements Store.
func (m *Memory) Settle(_ context.Context, outcomes ...Outcome) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, o := range outcomes {
		m.settleLocked(o.Place, o.State)
	}
	return nil
}

func (m *Memory) settleLocked(place Place, state State) {
	e := m.winners[place]
	if e == nil {
		return
	}
	m.totals[place.Sender] = m.totals[place.Sender].settled(e.state, state, e.sum())
	e.state = state
}

// Reopen implements Store.
func (m *Memory) Reopen(_ context.Context, sender common.Address, lane uint32, above uint64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for place := range m.winners {
		if place.Sender == sender && place.Lane == lane && place.Nonce > above {
			m.settleLocked(place, Pending)
		}
	}
	return nil
}

// Totals implements Store.
func (m *Memory) Totals(context.Context) (map[common.Address]Totals, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.totals), nil
}

// HighNonce implements Store.
func (m *Memory) HighNonce(_ context.Context, sender common.Address, lane uint32) (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var high uint64
	for place := range m.winners {
		if place.Sender == sender && place.Lane == lane {
			high = max(high, place.Nonce)
		}
	}
	return high, nil
}

// Node implements Store.
func (m *Memory) Node(context.Context) (uint16, error) { return m.node, nil }

// Close implements Store.
func (m *Memory) Close() error { return nil }
