package ticket_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/ticket"
)

// Every field of a quote is signed, and so is the domain.
func TestQuoteDigestDependsOnEverything(t *testing.T) {
	domain := ticket.Domain{ChainID: 1, Contract: common.Address{1}}
	seen := map[common.Hash]string{ticket.Ticket{}.Digest(domain): "ticket"}
	add := func(name string, digest common.Hash) {
		require.NotContains(t, seen, digest, name)
		seen[digest] = name
	}
	add("nothing", ticket.Quote{}.Digest(domain))
	add("chain", ticket.Quote{}.Digest(ticket.Domain{ChainID: 2, Contract: domain.Contract}))
	add("contract", ticket.Quote{}.Digest(ticket.Domain{ChainID: 1}))
	for name, q := range map[string]ticket.Quote{
		"orchestrator": {Orchestrator: common.Address{19: 1}},
		"broadcaster":  {Broadcaster: common.Address{19: 1}},
		"profiles":     {ProfilesHash: common.Hash{31: 1}},
		"price":        {Price: 1},
		"capacity":     {Capacity: 1},
		"expiry":       {Expiry: 1},
		"face value":   {FaceValue: ticket.Units(1)},
		"win prob":     {WinProb: ticket.WinProb{31: 1}},
		"rand hash":    {RandHash: common.Hash{31: 1}},
		"round":        {Round: 1},
		"nonce":        {Nonce: 1},
		"lane":         {Lane: 1},
	} {
		add(name, q.Digest(domain))
	}
}

// The worth of a quote's draws is what the tickets are worth, but finer.
func TestDrawWorth(t *testing.T) {
	third, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(3))
	require.NoError(t, err)
	q := ticket.Quote{FaceValue: ticket.Units(100), WinProb: third}
	require.Equal(t, "33333333333333", q.DrawWorth().String())
	tk := ticket.Ticket{FaceValue: q.FaceValue, WinProb: q.WinProb, Draws: 30}
	require.Equal(t, "999", tk.ExpectedValue().String())
	most := ticket.Quote{}
	for i := range most.FaceValue {
		most.FaceValue[i] = 0xff
	}
	for i := range most.WinProb {
		most.WinProb[i] = 0xff
	}
	require.Positive(t, most.DrawWorth().Sign(), "nothing overflows")
	require.Equal(t, "3000000", ticket.Cost(3, 1_000_000).String())
}
