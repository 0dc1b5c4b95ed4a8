package winnings_test

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"math/big"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/store"
	"github.com/millrace/millrace/pkg/ticket"
)

func book() winnings.Book {
	return winnings.Book{Broker: ticket.Domain{ChainID: 1337, Contract: common.Address{0xb0}}, Recipient: common.Address{0x0c}}
}

// stores opens a store of each kind.
func stores() map[string]func(t *testing.T) winnings.Store {
	return map[string]func(t *testing.T) winnings.Store{
		"memory": func(*testing.T) winnings.Store { return winnings.NewMemory(book()) },
		"sqlite": func(t *testing.T) winnings.Store {
			return openSQLite(t, filepath.Join(t.TempDir(), "winnings.db"), book())
		},
	}
}

func openSQLite(t *testing.T, path string, b winnings.Book) *winnings.SQLite {
	t.Helper()
	s, err := winnings.OpenSQLite(t.Context(), path, b)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// winner is a ticket of two draws that cannot lose.
func winner(sender byte, lane uint32, nonce uint64) winnings.Winner {
	secret := ticket.Rand{sender, 7}
	w := winnings.Winner{
		Ticket: ticket.Ticket{
			Recipient: book().Recipient, Sender: common.Address{sender}, FaceValue: ticket.Units(50), Round: 3, Draws: 2,
			WinProb: ticket.WinProb(slices.Repeat([]byte{0xff}, 32)), RandHash: secret.Hash(), Salt: crypto.Keccak256Hash([]byte{sender}),
			Nonce: nonce, Lane: lane,
		},
		Signature: slices.Repeat([]byte{sender}, winnings.SignatureSize), Rand: secret, RevealAt: time.UnixMilli(1_700_000_000_123).UTC(),
	}
	w.Mask = w.Ticket.Draw(w.Ticket.Digest(book().Broker), secret)
	return w
}

func sum(count int64) winnings.Sum {
	return winnings.Sum{Count: uint64(count), Amount: big.NewInt(100 * count)}
}

func requireSum(t *testing.T, want int64, got winnings.Sum, what string) {
	t.Helper()
	require.Equal(t, uint64(want), got.Count, what)
	if got.Amount == nil {
		got.Amount = new(big.Int)
	}
	require.Zero(t, sum(want).Amount.Cmp(got.Amount), "%s: %s", what, got.Amount)
}

func requireTotals(t *testing.T, s winnings.Store, sender byte, won, redeemed, lost int64) {
	t.Helper()
	all, err := s.Totals(t.Context())
	require.NoError(t, err)
	got := all[common.Address{sender}]
	requireSum(t, won, got.Won, "won")
	requireSum(t, redeemed, got.Redeemed, "redeemed")
	requireSum(t, lost, got.Lost, "lost")
	requireSum(t, won-redeemed-lost, got.Pending(), "pending")
}

func requirePending(t *testing.T, s winnings.Store, want ...winnings.Winner) {
	t.Helper()
	got, err := s.Pending(t.Context(), winnings.Place{}, 100)
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// TestStores is what every store does.
func TestStores(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), open(t)
			requirePending(t, s)
			a1, a2, a3, lane2 := winner(1, 9, 1), winner(1, 9, 2), winner(1, 9, math.MaxUint64), winner(1, 10, 1)
			b1 := winner(2, 9, 5)
			require.NoError(t, s.Add(ctx, b1, a3, a1))
			require.NoError(t, s.Add(ctx, lane2, a2, a1))
			requirePending(t, s, a1, a2, a3, lane2, b1)
			requireTotals(t, s, 1, 4, 0, 0)
			requireTotals(t, s, 2, 1, 0, 0)

			page, err := s.Pending(ctx, a2.Place(), 2)
			require.NoError(t, err)
			require.Equal(t, []winnings.Winner{a3, lane2}, page)
			page[0].Signature[0]++
			requirePending(t, s, a1, a2, a3, lane2, b1)

			high, err := s.HighNonce(ctx, common.Address{1}, 9)
			require.NoError(t, err)
			require.Equal(t, uint64(math.MaxUint64), high)
			high, err = s.HighNonce(ctx, common.Address{1}, 11)
			require.NoError(t, err)
			require.Zero(t, high)

			require.NoError(t, s.Settle(ctx,
				winnings.Outcome{Place: a2.Place(), State: winnings.Redeemed},
				winnings.Outcome{Place: a1.Place(), State: winnings.Lost, Reason: "passed over"},
				winnings.Outcome{Place: winner(8, 8, 8).Place(), State: winnings.Redeemed}))
			requirePending(t, s, a3, lane2, b1)
			requireTotals(t, s, 1, 4, 1, 1)
			require.NoError(t, s.Settle(ctx, winnings.Outcome{Place: a2.Place(), State: winnings.Redeemed}))
			requireTotals(t, s, 1, 4, 1, 1)
			require.NoError(t, s.Add(ctx, a1, a2), "known, whatever became of them")
			requirePending(t, s, a3, lane2, b1)

			// The chain took it back.
			require.NoError(t, s.Settle(ctx, winnings.Outcome{Place: lane2.Place(), State: winnings.Redeemed}))
			require.NoError(t, s.Reopen(ctx, common.Address{1}, 9, 1))
			requirePending(t, s, a2, a3, b1)
			require.NoError(t, s.Reopen(ctx, common.Address{1}, 9, 0))
			requirePending(t, s, a1, a2, a3, b1)
			requireTotals(t, s, 1, 4, 1, 0)

			require.NoError(t, s.Settle(ctx, winnings.Outcome{Place: a3.Place(), State: winnings.Forwarded}))
			requirePending(t, s, a1, a2, b1)
			all, err := s.Totals(ctx)
			require.NoError(t, err)
			requireSum(t, 1, all[common.Address{1}].Forwarded, "forwarded")
			requireSum(t, 2, all[common.Address{1}].Pending(), "pending")

			node, err := s.Node(ctx)
			require.NoError(t, err)
			again, err := s.Node(ctx)
			require.NoError(t, err)
			require.Equal(t, node, again)
		})
	}
}

// TestStoresRefuse: what is wrong is not kept, and nothing that came with it.
func TestStoresRefuse(t *testing.T) {
	for name, open := range stores() {
		for what, c := range map[string]struct {
			spoil func(w *winnings.Winner)
			err   error
		}{
			"another's":         {func(w *winnings.Winner) { w.Ticket.Recipient[0]++ }, winnings.ErrInvalid},
			"no nonce":          {func(w *winnings.Winner) { w.Ticket.Nonce = 0 }, winnings.ErrInvalid},
			"too many draws":    {func(w *winnings.Winner) { w.Ticket.Draws = 257 }, winnings.ErrInvalid},
			"short signature":   {func(w *winnings.Winner) { w.Signature = w.Signature[1:] }, winnings.ErrInvalid},
			"another secret":    {func(w *winnings.Winner) { w.Rand[0]++ }, winnings.ErrInvalid},
			"nothing won":       {func(w *winnings.Winner) { w.Mask = ticket.Mask{} }, winnings.ErrInvalid},
			"not all that won":  {func(w *winnings.Winner) { w.Mask[31] = 1 }, winnings.ErrInvalid},
			"a draw that lost":  {func(w *winnings.Winner) { w.Mask[31] = 7 }, winnings.ErrInvalid},
			"the place of one":  {func(w *winnings.Winner) { w.Ticket.FaceValue = ticket.Units(1) }, winnings.ErrConflict},
			"that of a new one": {func(w *winnings.Winner) { w.Ticket.FaceValue, w.Ticket.Nonce = ticket.Units(1), 2 }, winnings.ErrConflict},
		} {
			t.Run(name+"/"+what, func(t *testing.T) {
				s := open(t)
				one, bad := winner(1, 1, 1), winner(1, 1, 1)
				require.NoError(t, s.Add(t.Context(), one))
				c.spoil(&bad)
				if errors.Is(c.err, winnings.ErrConflict) {
					bad.Mask = bad.Ticket.Draw(bad.Ticket.Digest(book().Broker), bad.Rand)
				}
				require.ErrorIs(t, s.Add(t.Context(), winner(1, 1, 2), bad), c.err)
				requirePending(t, s, one)
				requireTotals(t, s, 1, 1, 0, 0)
			})
		}
	}
}

// TestSQLiteKeeps: what was stored is there when the file is opened again; other books of it are others.
func TestSQLiteKeeps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "winnings.db")
	s, err := winnings.OpenSQLite(t.Context(), path, book())
	require.NoError(t, err)
	node, err := s.Node(t.Context())
	require.NoError(t, err)
	require.NoError(t, s.Add(t.Context(), winner(1, 1, 1), winner(1, 1, 2)))
	require.NoError(t, s.Settle(t.Context(), winnings.Outcome{Place: winner(1, 1, 1).Place(), State: winnings.Redeemed}))
	require.NoError(t, s.Close())

	other := book()
	other.Broker.Contract[0]++
	s, err = winnings.OpenSQLite(t.Context(), path, other)
	require.NoError(t, err)
	requirePending(t, s)
	requireTotals(t, s, 1, 0, 0, 0)
	high, err := s.HighNonce(t.Context(), common.Address{1}, 1)
	require.NoError(t, err)
	require.Zero(t, high)
	require.NoError(t, s.Close())

	s = openSQLite(t, path, book())
	requirePending(t, s, winner(1, 1, 2))
	requireTotals(t, s, 1, 2, 1, 0)
	again, err := s.Node(t.Context())
	require.NoError(t, err)
	require.Equal(t, node, again)
}

func TestSQLiteRefusesDamagedRows(t *testing.T) {
	for column, value := range map[string]any{
		"nonce": []byte{1}, "ticket": "{", "signature": []byte{1}, "rand": make([]byte, 32), "mask": []byte{1}, "sender": make([]byte, 20),
	} {
		path := filepath.Join(t.TempDir(), "winnings.db")
		s, err := winnings.OpenSQLite(t.Context(), path, book())
		require.NoError(t, err)
		require.NoError(t, s.Add(t.Context(), winner(1, 1, 1)))
		require.NoError(t, s.Close())
		rewrite(t, path, "UPDATE winners SET "+column+" = ?", value)
		_, err = openSQLite(t, path, book()).Pending(t.Context(), winnings.Place{}, 10)
		require.ErrorIs(t, err, winnings.ErrDamaged, column)
	}
}

func rewrite(t *testing.T, path, query string, args ...any) {
	t.Helper()
	// The version is as many migrations as the file has, none of which run again.
	db, err := store.Open(context.Background(), path, []string{"", ""})
	require.NoError(t, err)
	defer func(db *sql.DB) { require.NoError(t, db.Close()) }(db)
	_, err = db.ExecContext(t.Context(), query, args...)
	require.NoError(t, err)
}
