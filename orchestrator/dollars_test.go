package orchestrator_test

import (
	"errors"
	"math/big"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/pricefeed"
	"github.com/millrace/millrace/pkg/wire"
)

// TestPricesInDollars: a node asks what its price in dollars is worth, keeps its word when that changes, and quotes nothing when nobody
// can say what it is; sessions that run go on at their price.
func TestPricesInDollars(t *testing.T) {
	says := func(answer int64) pricefeed.Round {
		return pricefeed.Round{ID: big.NewInt(1), AnsweredIn: big.NewInt(1), Answer: big.NewInt(answer), Decimals: 8, Updated: time.Now()}
	}
	var feeding pricefeed.Memory
	feeding.Set(says(50_000_000), nil) // half a dollar
	const age = time.Second
	feed, err := pricefeed.New(pricefeed.Config{MaxAge: age, MaxJump: 900}, pricefeed.Deps{Source: &feeding})
	require.NoError(t, err)
	require.NoError(t, feed.Look(t.Context()))
	n, _ := sellingAt(t, wealthy(), newSigner(t), orchestrator.Config{Price: 500_000, Dollars: quote.NewDollars(feed.Ask)})
	ask := func(broadcaster identity.Signer) (uint64, error) {
		res, err := n.as(broadcaster).orchestrator.Quote(t.Context(), connect.NewRequest(wire.NewQuoteRequest("stream-1", source(), open("").Ladder)))
		if err != nil {
			return 0, wire.CallError(err)
		}
		q, err := wire.ParseQuote(res.Msg.GetQuote())
		return q.Price, err
	}
	early, late := newSigner(t), newSigner(t)
	require.Eventually(t, func() bool { // its transcoder is there
		price, err := ask(early)
		return err == nil && price == 1_000_000
	}, patience, 10*time.Millisecond)

	feeding.Set(says(25_000_000), nil)
	require.NoError(t, feed.Look(t.Context()))
	price, err := ask(late)
	require.NoError(t, err)
	require.Equal(t, uint64(2_000_000), price)
	agreed := open("agreed")
	agreed.Price = 1_000_000
	b := n.buy(early, agreed)
	require.Equal(t, uint64(1_000_000), b.quote.Price, "as it was told")
	b.pay(0, 4*partCost)
	require.NoError(t, b.Send(wire.NewSourcePart(part(0, []byte{1}))))

	feeding.Set(pricefeed.Round{}, errors.New("away"))
	require.Error(t, feed.Look(t.Context()))
	require.Eventually(t, func() bool {
		_, err := ask(newSigner(t))
		return errors.Is(err, wire.ErrBusy)
	}, patience, 100*time.Millisecond)
	b.pay(1, 4*partCost)
	require.NoError(t, b.Send(wire.NewSourcePart(part(1, []byte{1}))))
	require.NoError(t, b.Send(wire.NewFinish()))
	parts := 0
	for {
		m, err := b.Receive()
		require.NoError(t, err)
		require.Nil(t, m.GetFailure())
		if m.GetPart() != nil {
			parts++
		}
		if m.GetFinished() != nil {
			break
		}
	}
	require.Equal(t, 2, parts)
}
