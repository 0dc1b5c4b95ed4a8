package payer

import (
	"context"
	"maps"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/common"
)

// Spent is what is kept of a payer beyond its process. Amounts are as in Spending and Account.
type Spent struct {
	Day      string                     // UTC, as 2006-01-02: the day that Node and Streams are of
	Node     *big.Int                   // all that was spent in it; nil: nothing is said of it
	Streams  map[string]*big.Int        // what each stream cost in it
	Accounts map[common.Address]Account // of all days
}

// Store keeps what was spent. Implementations are safe for concurrent use; what they return shares nothing with what they keep.
type Store interface {
	// Load returns all that is kept: the sums of the day that was saved last.
	Load(ctx context.Context) (Spent, error)
	// Save keeps sums in place of earlier ones of the same names, all or none of them; it is safe when it returns. The sums of a day end
	// those of any other.
	Save(ctx context.Context, s Spent) error
	// Close lets go of the store.
	Close() error
}

// Memory is a Store that ends with the process.
type Memory struct {
	mu    sync.Mutex // guards spent
	spent Spent
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{spent: Spent{Streams: map[string]*big.Int{}, Accounts: map[common.Address]Account{}}}
}

// Load implements Store.
func (m *Memory) Load(context.Context) (Spent, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.spent.clone(), nil
}

// Save implements Store.
func (m *Memory) Save(_ context.Context, s Spent) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	s = s.clone()
	if s.Day != m.spent.Day {
		m.spent.Day, m.spent.Node, m.spent.Streams = s.Day, nil, map[string]*big.Int{}
	}
	if s.Node != nil {
		m.spent.Node = s.Node
	}
	maps.Copy(m.spent.Streams, s.Streams)
	maps.Copy(m.spent.Accounts, s.Accounts)
	return nil
}

// Close implements Store.
func (m *Memory) Close() error { return nil }

func (s Spent) clone() Spent {
	out := Spent{Day: s.Day, Streams: make(map[string]*big.Int, len(s.Streams)), Accounts: make(map[common.Address]Account, len(s.Accounts))}
	if s.Node != nil {
		out.Node = new(big.Int).Set(s.Node)
	}
	for name, sum := range s.Streams {
		out.Streams[name] = new(big.Int).Set(sum)
	}
	for a, account := range s.Accounts {
		out.Accounts[a] = account.clone()
	}
	return out
}
