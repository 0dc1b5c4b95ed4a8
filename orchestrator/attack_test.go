package orchestrator_test

import (
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/wire"
)

// spend pays tickets until the orchestrator takes no more.
func (b *buyer) spend() error {
	for i := range 5000 {
		tk := b.ticket(i, 5)
		signature, err := b.signer.SignHash(tk.Digest(broker))
		if err != nil {
			return err
		}
		if b.Send(wire.NewPayment(tk, signature)) != nil {
			return nil
		}
		for {
			m, err := b.Receive()
			if err != nil || m.GetFailure() != nil {
				return nil
			}
			if m.GetAck() != nil {
				break
			}
		}
	}
	return errors.New("it took tickets without end")
}

// atRisk says what is wrong with what a node has won: all but the newest winner must be covered by a tenth of the deposit.
func atRisk(won *winnings.Memory, b *buyer, deposit *big.Int) error {
	pending, err := won.Pending(b.t.Context(), winnings.Place{}, 1000)
	if err != nil || len(pending) == 0 {
		return fmt.Errorf("nothing was won: %w", err)
	}
	sum := new(big.Int)
	for _, w := range pending[:len(pending)-1] {
		sum.Add(sum, w.Owed())
	}
	if most := new(big.Int).Div(deposit, big.NewInt(10)); sum.Cmp(most) >= 0 {
		return fmt.Errorf("%s were at risk before the last winner, of %s", sum, most)
	}
	return nil
}

// TestAnAccountSpentAtTwentyNodes: a broadcaster that pays twenty running orchestrators at one time from one deposit, as fast as they take
// its tickets, is refused by each as soon as what it won there reaches a tenth of the deposit.
func TestAnAccountSpentAtTwentyNodes(t *testing.T) {
	const face, nodes = 1000, 20
	deposit := big.NewInt(20 * face)
	thief := newSigner(t)
	var buyers []*buyer
	var wins []*winnings.Memory
	for range nodes {
		says := &chainSays{sender: chain.Sender{Deposit: deposit, Reserve: new(big.Int)}}
		n, won := sellingAt(t, says, newSigner(t), orchestrator.Config{Price: 10_000_000}) // a draw wins one time in eighty
		buyers, wins = append(buyers, n.buy(thief, open("s"))), append(wins, won)
	}
	ended := make(chan error, nodes)
	for _, b := range buyers {
		go func() { ended <- b.spend() }()
	}
	for range nodes {
		require.NoError(t, <-ended)
	}
	for i, b := range buyers {
		require.NoError(t, atRisk(wins[i], b, deposit))
	}
}
