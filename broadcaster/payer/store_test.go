package payer_test

import (
	"context"
	"errors"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/store"
	"github.com/millrace/millrace/pkg/ticket"
)

// stores are the implementations that must behave alike. open may be called again, for what was kept.
func stores(t *testing.T, check func(t *testing.T, open func() payer.Store)) {
	t.Run("memory", func(t *testing.T) {
		m := payer.NewMemory()
		check(t, func() payer.Store { return m })
	})
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "spent.db")
		check(t, func() payer.Store {
			s, err := payer.OpenSQLite(t.Context(), path)
			require.NoError(t, err)
			return s
		})
	})
}

func account(tickets uint64, expected int64) payer.Account {
	return payer.Account{
		Tickets: tickets, Draws: 3 * tickets, Delivered: big.NewInt(expected / 2),
		Chance: ticket.Chance{Expected: new(big.Int).Lsh(big.NewInt(expected), 90), Variance: big.NewInt(7 * expected)},
	}
}

func TestStores(t *testing.T) {
	stores(t, func(t *testing.T, open func() payer.Store) {
		ctx, s := t.Context(), open()
		spent, err := s.Load(ctx)
		require.NoError(t, err)
		require.Zero(t, spent.Day)
		require.Nil(t, spent.Node)
		require.Empty(t, spent.Streams)
		require.Empty(t, spent.Accounts)

		a, b := common.Address{1}, common.Address{2}
		require.NoError(t, s.Save(ctx, payer.Spent{
			Day: "2026-11-28", Node: big.NewInt(12), Streams: map[string]*big.Int{"x": big.NewInt(5), "y": big.NewInt(7)},
			Accounts: map[common.Address]payer.Account{a: account(1, 5)},
		}))
		huge := new(big.Int).Lsh(big.NewInt(1), 100)
		require.NoError(t, s.Save(ctx, payer.Spent{
			Day: "2026-11-28", Streams: map[string]*big.Int{"y": huge}, Accounts: map[common.Address]payer.Account{b: account(9, 4)},
		}))
		require.NoError(t, s.Close())
		s = open()
		spent, err = s.Load(ctx)
		require.NoError(t, err)
		want := payer.Spent{
			Day: "2026-11-28", Node: big.NewInt(12), Streams: map[string]*big.Int{"x": big.NewInt(5), "y": huge},
			Accounts: map[common.Address]payer.Account{a: account(1, 5), b: account(9, 4)},
		}
		require.Equal(t, want, spent)
		spent.Node.SetInt64(99)
		again, err := s.Load(ctx)
		require.NoError(t, err)
		require.Equal(t, want, again, "what is returned is the caller's")

		require.NoError(t, s.Save(ctx, payer.Spent{Day: "2026-11-29", Streams: map[string]*big.Int{"z": big.NewInt(1)}}))
		spent, err = s.Load(ctx)
		require.NoError(t, err)
		require.Equal(t, payer.Spent{Day: "2026-11-29", Streams: map[string]*big.Int{"z": big.NewInt(1)}, Accounts: want.Accounts}, spent)
		require.NoError(t, s.Close())
	})
}

func TestSQLiteRefusesDamagedRows(t *testing.T) {
	for _, damage := range []string{
		`UPDATE spent SET amount = 'much'`, `UPDATE spent SET amount = '-1'`, `UPDATE accounts SET expected = ''`,
		`UPDATE accounts SET orchestrator = x'01'`, `UPDATE accounts SET tickets = -1`,
	} {
		path := filepath.Join(t.TempDir(), "spent.db")
		s, err := payer.OpenSQLite(t.Context(), path)
		require.NoError(t, err)
		require.NoError(t, s.Save(t.Context(), payer.Spent{
			Day: "2026-11-28", Node: big.NewInt(1), Accounts: map[common.Address]payer.Account{{1}: account(1, 1)},
		}))
		require.NoError(t, s.Close())
		db, err := store.Open(t.Context(), path, []string{""})
		require.NoError(t, err)
		_, err = db.ExecContext(t.Context(), damage)
		require.NoError(t, err)
		require.NoError(t, db.Close())
		s, err = payer.OpenSQLite(t.Context(), path)
		require.NoError(t, err)
		_, err = s.Load(t.Context())
		require.ErrorIs(t, err, payer.ErrDamaged, damage)
		require.NoError(t, s.Close())
	}
}

// TestRestartsHaveNoFreshBudget: what a node and a stream spent today is spent, whatever process did it, and tomorrow is another day.
func TestRestartsHaveNoFreshBudget(t *testing.T) {
	stores(t, func(t *testing.T, open func() payer.Store) {
		key, err := crypto.GenerateKey()
		require.NoError(t, err)
		now := time.Date(2026, 11, 28, 23, 0, 0, 0, time.UTC)
		probability, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(10))
		require.NoError(t, err)
		q := ticket.Quote{Orchestrator: orch, FaceValue: ticket.Units(1000), WinProb: probability} // a draw is worth 100 units, or 99
		// process runs one, until it is stopped.
		process := func(pay func(p *payer.Payer)) {
			t.Helper()
			s := open()
			defer func() { require.NoError(t, s.Close()) }()
			p := payer.New(payer.Config{DayBudget: 1000, StreamBudget: 500}, payer.Deps{Signer: identity.KeySigner(key), Broker: broker, Now: func() time.Time { return now }})
			require.NoError(t, p.Load(t.Context(), s))
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- p.Keep(ctx, s) }()
			pay(p)
			cancel()
			require.ErrorIs(t, <-ended, context.Canceled)
		}
		process(func(p *payer.Payer) { require.NoError(t, p.SignForTest("a", q, 4, 1)) })
		process(func(p *payer.Payer) {
			require.ErrorIs(t, p.SignForTest("a", q, 2, 1), payer.ErrBudget, "the stream's")
			require.NoError(t, p.SignForTest("b", q, 4, 1))
			require.ErrorIs(t, p.SignForTest("c", q, 3, 1), payer.ErrBudget, "the node's")
		})
		process(func(p *payer.Payer) {
			require.ErrorIs(t, p.SignForTest("c", q, 3, 1), payer.ErrBudget)
			account := p.Accounts()[orch]
			require.Equal(t, []uint64{2, 8}, []uint64{account.Tickets, account.Draws})
			require.InEpsilon(t, 849, account.Sigma(), 0.01, "of 8 draws of 1000 with a probability of a tenth")
		})
		now = now.Add(time.Hour)
		process(func(p *payer.Payer) { require.NoError(t, p.SignForTest("a", q, 4, 1)) })
		process(func(p *payer.Payer) {
			require.ErrorIs(t, p.SignForTest("a", q, 2, 1), payer.ErrBudget)
			node, streams := p.Spending()
			require.InEpsilon(t, 400, ticket.Float(node.Today), 0.01)
			require.Len(t, streams, 1)
		})
	})
}

// broken is a store that fails to save until it is mended.
type broken struct {
	payer.Store
	saves  chan struct{}
	mended chan struct{}
}

func (b broken) Save(ctx context.Context, s payer.Spent) error {
	select {
	case <-b.mended:
		return b.Store.Save(ctx, s)
	default:
		b.saves <- struct{}{}
		return errors.New("disk full")
	}
}

// TestKeepTriesAgain: what could not be saved is saved later.
func TestKeepTriesAgain(t *testing.T) {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	b := broken{payer.NewMemory(), make(chan struct{}), make(chan struct{})}
	p := payer.New(payer.Config{}, payer.Deps{Signer: identity.KeySigner(key), Broker: broker})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Keep(ctx, b) }()
	probability, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(10))
	require.NoError(t, err)
	require.NoError(t, p.SignForTest("a", ticket.Quote{Orchestrator: orch, FaceValue: ticket.Units(1000), WinProb: probability}, 4, 1))
	<-b.saves
	close(b.mended)
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	spent, err := b.Load(t.Context())
	require.NoError(t, err)
	require.Positive(t, spent.Node.Sign())
	require.Len(t, spent.Streams, 1)
	require.Len(t, spent.Accounts, 1)
}
