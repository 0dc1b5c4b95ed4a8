package cashier_test

import (
	"math"
	"math/big"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
)

// TestMonth has 50 senders pay for two seconds of a stream with each ticket, and compares what was won with what was delivered: by chance
// alone they differ, within four sigma of the draws' binomial distribution. Every unit is accounted for. A month of 10,000 tickets a day
// is MILLRACE_SIMULATED_TICKETS=300000.
func TestMonth(t *testing.T) {
	tickets := 5000
	if n, err := strconv.Atoi(os.Getenv("MILLRACE_SIMULATED_TICKETS")); err == nil {
		tickets = n
	}
	const senders = 50
	w := newWorld(t)
	w.sender.Reserve = new(big.Int).Lsh(big.NewInt(1), 80)
	c := w.cashier(cashier.Config{})
	draws, won, fees := 0, new(big.Int), new(big.Int)
	var p float64 // of a draw
	for range senders {
		signer := newSigner(t)
		sent, worth := month(t, w, c, signer, tickets/senders)
		draws += sent
		fees.Add(fees, worth)
		totals, err := w.store.Totals(t.Context())
		require.NoError(t, err)
		if sum := totals[signer.Address()].Won; sum.Count > 0 {
			won.Add(won, sum.Amount)
		}
		p, _ = new(big.Float).Quo(new(big.Float).SetInt(w.probability.Big()), new(big.Float).SetMantExp(big.NewFloat(1), 256)).Float64()
	}
	winners, err := w.store.Pending(t.Context(), winnings.Place{}, math.MaxInt32)
	require.NoError(t, err)
	sum := new(big.Int)
	for _, one := range winners {
		sum.Add(sum, one.Owed())
	}
	require.Equal(t, won, sum, "each sender's sum is that of its tickets")

	wins := float64(won.Int64()) / face
	sigma := math.Sqrt(float64(draws) * p * (1 - p))
	off := (wins - float64(draws)*p) / sigma
	t.Logf("%d tickets, %d draws, %.0f wins where %.1f were expected: %.2f sigma off", tickets, draws, wins, float64(draws)*p, off)
	require.LessOrEqual(t, math.Abs(off), 4.)

	expected, _ := new(big.Float).Quo(new(big.Float).SetInt(fees), big.NewFloat(ticket.CostScale*face)).Float64()
	require.InDelta(t, expected, float64(draws)*p, 1e-6*expected, "draws are worth what was paid for")
}

// month is a sender's tickets, one for each segment that is delivered, each of as many draws as the segment before it cost. It returns the
// draws, and what was delivered, in CostScale-ths of a unit.
func month(t *testing.T, w *world, c *cashier.Cashier, signer identity.Signer, tickets int) (draws int, worth *big.Int) {
	t.Helper()
	s, q := w.mustOpen(c, signer)
	w.probability = q.WinProb
	const segmentDraws = 43 // of 64 that pay for three seconds
	for i := range tickets {
		require.NoError(t, s.pay(q, i, segmentDraws))
		draws += segmentDraws
		id := media.PartID{Segment: media.SegmentSeq(i)}
		require.NoError(t, s.Charge(id, 60))
		s.Deliver(0, id, 60)
	}
	require.NoError(t, waitAck(s, q.Nonce+uint64(tickets)-1))
	s.close()
	worth = q.DrawWorth()
	return draws, worth.Mul(worth, big.NewInt(int64(draws)))
}
