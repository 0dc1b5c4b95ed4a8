package winnings

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Memory is a store that ends with the process.
type Memory struct {
	book Book
	node uint16

	mu      sync.Mutex // guards what follows
	winners map[Place]*entry
	totals  map[common.Address]Totals
	intakes map[account]Taken
}

// account is what intakes are added up by.
type account struct {
	sender common.Address
	day    Day
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
		intakes: map[account]Taken{},
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

// TotalsOf implements Store.
func (m *Memory) TotalsOf(_ context.Context, sender common.Address) (Totals, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.totals[sender], nil
}

// Take implements Store.
func (m *Memory) Take(_ context.Context, intakes ...Intake) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	senders := map[common.Address]bool{}
	for a := range m.intakes {
		senders[a.sender] = true
	}
	for _, in := range intakes {
		if !senders[in.Sender] && len(senders) >= maxTakers {
			in.Sender = common.Address{}
		}
		senders[in.Sender] = true
		m.addLocked(account{in.Sender, in.Day}, in.Taken)
	}
	var newest Day
	for a := range m.intakes {
		newest = max(newest, a.day)
	}
	for a, taken := range maps.Clone(m.intakes) {
		if a.day != 0 && a.day < newest-keptDays {
			delete(m.intakes, a)
			m.addLocked(account{sender: a.sender}, taken)
		}
	}
	return nil
}

func (m *Memory) addLocked(a account, t Taken) { m.intakes[a] = m.intakes[a].Plus(t) }

// Intakes implements Store.
func (m *Memory) Intakes(context.Context) ([]Intake, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Intake
	for a, taken := range m.intakes {
		out = append(out, Intake{a.sender, a.day, taken.Plus(Taken{})})
	}
	slices.SortFunc(out, func(a, b Intake) int { return cmp.Or(a.Sender.Cmp(b.Sender), cmp.Compare(a.Day, b.Day)) })
	return out, nil
}

// Prune implements Store.
func (m *Memory) Prune(_ context.Context, before time.Time, limit int) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	newest := map[Place]uint64{} // of each lane, by its place without a nonce
	for p := range m.winners {
		lane := Place{Sender: p.Sender, Lane: p.Lane}
		newest[lane] = max(newest[lane], p.Nonce)
	}
	pruned := 0
	for p, e := range m.winners {
		if pruned < limit && e.state != Pending && e.RevealAt.Before(before) && p.Nonce != newest[Place{Sender: p.Sender, Lane: p.Lane}] {
			delete(m.winners, p)
			pruned++
		}
	}
	return pruned, nil
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
