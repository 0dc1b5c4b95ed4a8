package chain_test

import (
	"bytes"
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// someEvidence is evidence of each kind, well formed and proving nothing.
func someEvidence() []chain.Evidence {
	header := ticket.Header{Orchestrator: common.Address{1}, Round: 7, StreamID: common.Hash{2}, Price: 3}
	receipt := chain.SignedReceipt{Receipt: ticket.Receipt{HeaderHash: common.Hash{4}, Mode: ticket.ModeDeterministic}, Signature: make([]byte, 65)}
	profiles := []ticket.Profile{{ID: 1, Width: 640, Height: 360}, {ID: 2, Width: 320, Height: 180}}
	return []chain.Evidence{
		{Fault: chain.FaultEquivocation, Header: header, Receipts: []chain.SignedReceipt{receipt, receipt}},
		{Fault: chain.FaultOverbilling, Header: header, Receipts: []chain.SignedReceipt{receipt}, Profiles: profiles, Leaves: make([]ticket.Leaf, 2), Leaf: 1},
		{
			Fault: chain.FaultOverpricing, Header: header, Profiles: profiles, Ack: &chain.SignedAck{Signature: make([]byte, 65)},
			Ticket: &ticket.Ticket{FaceValue: ticket.Units(5), WinProb: ticket.WinProb{6}, Draws: 1},
		},
		{Fault: chain.FaultMissedDeadline, Header: header, Ack: &chain.SignedAck{Signature: make([]byte, 65)}},
	}
}

func TestReadEvidence(t *testing.T) {
	for _, e := range someEvidence() {
		t.Run(e.Fault, func(t *testing.T) {
			data, err := json.Marshal(e)
			require.NoError(t, err)
			back, err := chain.ReadEvidence(bytes.NewReader(data))
			require.NoError(t, err)
			require.Equal(t, e, back)
		})
	}
	_, err := chain.ReadEvidence(strings.NewReader(`{"fault":"` + strings.Repeat("x", chain.MaxEvidenceBytes) + `"}`))
	require.ErrorIs(t, err, chain.ErrEvidence)
	require.ErrorContains(t, err, "more than")
}

func FuzzReadEvidence(f *testing.F) {
	for _, e := range someEvidence() {
		data, err := json.Marshal(e)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(`{"fault":"overpricing","ticket":{"face_value":"-1"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := chain.ReadEvidence(bytes.NewReader(data))
		if err != nil {
			require.ErrorIs(t, err, chain.ErrEvidence)
			return
		}
		again, err := json.Marshal(e)
		require.NoError(t, err)
		back, err := chain.ReadEvidence(bytes.NewReader(again))
		require.NoError(t, err)
		require.Equal(t, e, back)
	})
}

func TestDescribe(t *testing.T) {
	a := someAddresses()
	to := func(at common.Address) *common.Address { return &at }
	for want, got := range map[string]string{
		"create a contract of 3 bytes":                            a.Describe(nil, nil, []byte{1, 2, 3}),
		"send 1.5 ether to " + (common.Address{9}).Hex():          a.Describe(to(common.Address{9}), big.NewInt(15e17), nil),
		"call " + (common.Address{9}).Hex() + " with 0x01020304":  a.Describe(to(common.Address{9}), nil, []byte{1, 2, 3, 4}),
		"call Staking at " + a.Staking.Hex() + " with 0x01020304": a.Describe(&a.Staking, nil, []byte{1, 2, 3, 4}),
		"Staking.bond(orchestrator " + (common.Address{9}).Hex() + ", amount 2.5 tokens)": a.Describe(&a.Staking, nil,
			bindings.NewStaking().PackBond(common.Address{9}, big.NewInt(25e17))),
		"TicketBroker.fundFor(owner " + (common.Address{9}).Hex() + ", deposit 1 dollars, reserve 0.5 dollars)": a.Describe(&a.TicketBroker, nil,
			bindings.NewTicketBroker().PackFundFor(common.Address{9}, big.NewInt(1e6), big.NewInt(5e5))),
	} {
		require.Equal(t, want, got)
	}
}
