package winnings_test

import (
	"encoding/binary"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/ticket"
)

func taken(tickets uint64) winnings.Taken {
	n := int64(tickets)
	return winnings.Taken{
		Tickets: tickets, Draws: 64 * tickets, Won: big.NewInt(100 * n),
		Chance: ticket.Chance{Expected: new(big.Int).Lsh(big.NewInt(n), 80), Variance: new(big.Int).Lsh(big.NewInt(n), 90)},
	}
}

func intake(sender byte, day winnings.Day, tickets uint64) winnings.Intake {
	return winnings.Intake{Sender: common.Address{sender}, Day: day, Taken: taken(tickets)}
}

func requireIntakes(t *testing.T, s winnings.Store, want ...winnings.Intake) {
	t.Helper()
	got, err := s.Intakes(t.Context())
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// TestIntakes: sums are exact, by sender and day, and there are only so many.
func TestIntakes(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), open(t)
			requireIntakes(t, s)
			require.NoError(t, s.Take(ctx, intake(2, 1000, 1), intake(1, 1000, 2), intake(2, 1000, 3)))
			require.NoError(t, s.Take(ctx, intake(2, 1001, 5)))
			require.NoError(t, s.Take(ctx, winnings.Intake{Sender: common.Address{2}, Day: 1001}))
			requireIntakes(t, s, intake(1, 1000, 2), intake(2, 1000, 4), intake(2, 1001, 5))

			// What is older than ninety days is added up.
			require.NoError(t, s.Take(ctx, intake(3, 1090, 7)))
			requireIntakes(t, s, intake(1, 1000, 2), intake(2, 1000, 4), intake(2, 1001, 5), intake(3, 1090, 7))
			require.NoError(t, s.Take(ctx, intake(3, 1092, 1)))
			requireIntakes(t, s, intake(1, 0, 2), intake(2, 0, 9), intake(3, 1090, 7), intake(3, 1092, 1))
			require.NoError(t, s.Take(ctx, intake(2, 900, 1)), "a clock that was set back")
			requireIntakes(t, s, intake(1, 0, 2), intake(2, 0, 10), intake(3, 1090, 7), intake(3, 1092, 1))
		})
	}
}

func TestIntakes_of_too_many_senders(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), open(t)
			var all []winnings.Intake
			for i := range 4100 {
				in := intake(0, 5, 1)
				binary.BigEndian.PutUint32(in.Sender[4:], uint32(i+1))
				all = append(all, in)
			}
			require.NoError(t, s.Take(ctx, all...))
			require.NoError(t, s.Take(ctx, all[0]))
			got, err := s.Intakes(ctx)
			require.NoError(t, err)
			require.Len(t, got, 4097)
			require.Equal(t, intake(0, 5, 4), got[0], "those beyond, together")
			require.Equal(t, uint64(2), got[1].Tickets)
		})
	}
}

func TestSQLiteKeepsIntakes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "winnings.db")
	s, err := winnings.OpenSQLite(t.Context(), path, book())
	require.NoError(t, err)
	require.NoError(t, s.Take(t.Context(), intake(1, 1000, 2)))
	require.NoError(t, s.Close())
	s = openSQLite(t, path, book())
	requireIntakes(t, s, intake(1, 1000, 2))
	require.NoError(t, s.Close())
	rewrite(t, path, "UPDATE intakes SET variance = ?", "-1")
	_, err = openSQLite(t, path, book()).Intakes(t.Context())
	require.ErrorIs(t, err, winnings.ErrDamaged)
}

// TestPrune: what is settled and old is forgotten, but for what a lane goes on above, and no sum changes.
func TestPrune(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), open(t)
			var all []winnings.Winner
			for nonce := range uint64(6) {
				all = append(all, winner(1, 1, nonce+1))
			}
			all[4].RevealAt = all[4].RevealAt.Add(time.Hour)
			require.NoError(t, s.Add(ctx, all...))
			for i, state := range []winnings.State{winnings.Redeemed, winnings.Lost, winnings.Forwarded, winnings.Pending, winnings.Redeemed, winnings.Redeemed} {
				if state != winnings.Pending {
					require.NoError(t, s.Settle(ctx, winnings.Outcome{Place: all[i].Place(), State: state}))
				}
			}
			before := all[0].RevealAt.Add(time.Minute)
			n, err := s.Prune(ctx, all[0].RevealAt, 100)
			require.NoError(t, err)
			require.Zero(t, n)
			n, err = s.Prune(ctx, before, 2)
			require.NoError(t, err)
			require.Equal(t, 2, n)
			n, err = s.Prune(ctx, before, 2)
			require.NoError(t, err)
			require.Equal(t, 1, n)
			n, err = s.Prune(ctx, before, 2)
			require.NoError(t, err)
			require.Zero(t, n)
			requirePending(t, s, all[3])
			kept, err := s.TotalsOf(ctx, common.Address{1})
			require.NoError(t, err)
			requireSum(t, 6, kept.Won, "won")
			requireSum(t, 3, kept.Redeemed, "redeemed")
			requireSum(t, 1, kept.Lost, "lost")
			requireSum(t, 1, kept.Forwarded, "forwarded")
			requireSum(t, 1, kept.Pending(), "pending")
			high, err := s.HighNonce(ctx, common.Address{1}, 1)
			require.NoError(t, err)
			require.Equal(t, uint64(6), high)
			require.NoError(t, s.Reopen(ctx, common.Address{1}, 1, 0))
			requirePending(t, s, all[3], all[4], all[5])

			of, err := s.TotalsOf(ctx, common.Address{1})
			require.NoError(t, err)
			totals, err := s.Totals(ctx)
			require.NoError(t, err)
			require.Equal(t, totals[common.Address{1}], of)
			of, err = s.TotalsOf(ctx, common.Address{9})
			require.NoError(t, err)
			require.Zero(t, of)
		})
	}
}
