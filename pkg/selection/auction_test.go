package selection_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/selection"
)

// TestAuctionVectors compares with an implementation in another language: see testdata/selection/README.md.
func TestAuctionVectors(t *testing.T) {
	data, err := os.ReadFile("../../testdata/selection/auctions.json")
	require.NoError(t, err)
	var cases []struct {
		Name   string
		Policy selection.Policy
		Quotes []selection.Quote
		Winner int
		Price  uint64 `json:",string"`
	}
	require.NoError(t, json.Unmarshal(data, &cases))
	require.NotEmpty(t, cases)
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			winner, price := c.Policy.Auction(c.Quotes)
			require.Equal(t, c.Winner, winner)
			require.Equal(t, c.Price, price)
		})
	}
}

// rules is what the properties below are tried with.
var rules = selection.Policy{Candidates: 8, LatencyPenalty: 5, MaxPrice: 1000, PerformanceWeight: 1}

// bids makes up to eight quotes.
func bids(chance *rand.Rand) []selection.Quote {
	quotes := make([]selection.Quote, 1+chance.IntN(8))
	for i := range quotes {
		quotes[i] = selection.Quote{
			Price: 1 + chance.Uint64N(1100), LatencyMicros: chance.Int64N(200_000), Performance: 10 * (1 + chance.IntN(10)),
		}
	}
	return quotes
}

// TestAuctionIsTruthful: a winner is paid at least what it asks and at most the maximum, and what it asks does not change that; who
// would have to ask for less than the work is worth to win, is paid less than that.
func TestAuctionIsTruthful(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for n := range 20_000 {
		quotes := bids(chance)
		winner, price := rules.Auction(quotes)
		if winner < 0 {
			continue
		}
		describe := fmt.Sprintf("auction %d: %+v", n, quotes)
		asked := quotes[winner].Price
		require.GreaterOrEqual(t, price, asked, describe)
		require.LessOrEqual(t, price, rules.MaxPrice, describe)

		quotes[winner].Price = 1 + chance.Uint64N(rules.MaxPrice)
		if again, paid := rules.Auction(quotes); again == winner {
			require.Equal(t, price, paid, describe)
		} else {
			require.GreaterOrEqual(t, quotes[winner].Price, price, describe)
		}
		quotes[winner].Price = asked

		loser := chance.IntN(len(quotes))
		worth := quotes[loser].Price
		quotes[loser].Price = 1 + chance.Uint64N(worth)
		if again, paid := rules.Auction(quotes); loser != winner && again == loser {
			require.LessOrEqual(t, paid, worth, describe)
		}
	}
}

// TestMoreBiddersNeverRaiseThePrice: with one bidder more, whoever wins is paid no more for its performance, and the same winner is
// paid no more at all.
func TestMoreBiddersNeverRaiseThePrice(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 4))
	for n := range 20_000 {
		quotes := bids(chance)
		equals := n%2 == 0
		for i := range quotes {
			if equals {
				quotes[i].LatencyMicros, quotes[i].Performance = 0, 70
			}
		}
		before, price := rules.Auction(quotes[:len(quotes)-1])
		after, less := rules.Auction(quotes)
		if before >= 0 && (equals || after == before) {
			require.LessOrEqual(t, less, price, "auction %d: %+v", n, quotes)
		}
	}
}

// TestWorseIsNeverBetter: a winner goes on winning with a lower price, a shorter latency or a better performance.
func TestWorseIsNeverBetter(t *testing.T) {
	chance := rand.New(rand.NewPCG(5, 6))
	for n := range 20_000 {
		quotes := bids(chance)
		winner, _ := rules.Auction(quotes)
		if winner < 0 {
			continue
		}
		q := &quotes[winner]
		q.Price = chance.Uint64N(q.Price + 1)
		q.LatencyMicros = chance.Int64N(q.LatencyMicros + 1)
		q.Performance += chance.IntN(selection.MaxPerformance + 1 - q.Performance)
		again, _ := rules.Auction(quotes)
		require.Equal(t, winner, again, "auction %d: %+v", n, quotes)
	}
}
