package cashier_test

import (
	"log/slog"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/orchestrator/winnings"
)

// TestWhatWasTakenIsKept: sums of all tickets are in the store, with exactly what those tickets won.
func TestWhatWasTakenIsKept(t *testing.T) {
	w := newWorld(t)
	c, err := cashier.New(t.Context(), cashier.Config{}, cashier.Deps{
		Terms: quote.Terms{Orchestrator: w.self.Address(), Broker: broker, Operator: w.self, Price: 1_000_000, FaceValue: face},
		Chain: w, Winnings: w.store, Logger: slog.New(slog.DiscardHandler), Now: w.clock.time,
	})
	require.NoError(t, err)
	signer := newSigner(t)
	s, q := w.mustOpen(c, signer)
	const tickets, draws = 200, 7
	for i := range tickets {
		require.NoError(t, s.pay(q, i, draws))
	}
	require.NoError(t, waitAck(s, q.Nonce+tickets-1))
	s.close()
	require.NoError(t, c.Close())

	intakes, err := w.store.Intakes(t.Context())
	require.NoError(t, err)
	require.Len(t, intakes, 1)
	in := intakes[0]
	require.Equal(t, signer.Address(), in.Sender)
	require.Equal(t, winnings.DayOf(w.clock.time()), in.Day)
	require.Equal(t, []uint64{tickets, tickets * draws}, []uint64{in.Tickets, in.Draws})
	worth := q.DrawWorth()
	require.Equal(t, worth.Mul(worth, big.NewInt(tickets*draws)), in.Expected)
	require.Positive(t, in.Sigma())
	totals, err := w.store.TotalsOf(t.Context(), signer.Address())
	require.NoError(t, err)
	won := new(big.Int)
	if totals.Won.Amount != nil {
		won = totals.Won.Amount
	}
	require.Zero(t, won.Cmp(in.Won))
}
