package chain_test

import (
	"context"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// signs signs a digest of the court.
func signs(t *testing.T, key chain.Signer, digest common.Hash) []byte {
	t.Helper()
	signature, err := key.(interface {
		SignHash(digest [32]byte) ([]byte, error)
	}).SignHash(digest)
	require.NoError(t, err)
	return signature
}

// A broadcaster asks for two receipts. One was given, and is shown; the other was not.
func TestMissedDeadlines(t *testing.T) {
	d := startDevChain(t, chain.DevChainConfig{})
	fs := founders(t, 1000)
	operator := fs[0].Key
	addresses, err := chain.Bootstrap(t.Context(), d, chain.DeployParams{RoundLength: time.Hour}, fs)
	require.NoError(t, err)
	c, err := chain.Dial(t.Context(), d.URL(), addresses, chain.WithMaxHeadAge(-1))
	require.NoError(t, err)
	defer c.Close()
	court, faucet := addresses.CourtDomain(), d.Faucet()

	acknowledged := func(seq uint64) chain.Evidence {
		header := ticket.Header{Orchestrator: addr(operator), Broadcaster: addr(faucet), Round: 1, StreamID: common.Hash{1}, Seq: seq}
		ack := ticket.Ack{HeaderHash: header.Digest(court), Deadline: 1}
		return chain.Evidence{
			Fault: chain.FaultMissedDeadline, Header: header, Ack: &chain.SignedAck{Ack: ack, Signature: signs(t, operator, ack.Digest(court))},
		}
	}
	given, broken := acknowledged(1), acknowledged(2)
	require.ErrorIs(t, c.ReportFault(t.Context(), faucet, given), chain.ErrInsufficientAsset)
	require.NoError(t, c.MintAsset(t.Context(), faucet, addr(faucet), big.NewInt(20_000_000)))

	late := acknowledged(3)
	late.Ack.Deadline = 1 << 50
	late.Ack.Signature = signs(t, operator, late.Ack.Digest(court))
	require.ErrorIs(t, c.ReportFault(t.Context(), faucet, late), chain.ErrTooEarly)
	require.NoError(t, c.ReportFault(t.Context(), faucet, given))
	require.ErrorIs(t, c.ReportFault(t.Context(), faucet, given), chain.ErrChallenged)
	require.NoError(t, c.ReportFault(t.Context(), faucet, broken))
	open, newest, err := c.Challenges(t.Context(), 0)
	require.NoError(t, err)
	require.EqualValues(t, 2, newest)
	require.Len(t, open, 2)
	require.True(t, open[0].Deadline)
	require.Equal(t, given.Ack.HeaderHash, open[0].HeaderHash)

	receipt := ticket.Receipt{HeaderHash: given.Ack.HeaderHash}
	duty := chain.NewAnswerDuty(operator, addr(operator), c, func(_ context.Context, header common.Hash) (chain.SignedReceipt, error) {
		if header != given.Ack.HeaderHash {
			return chain.SignedReceipt{}, chain.ErrNoReceipt
		}
		return chain.SignedReceipt{Receipt: receipt, Signature: signs(t, operator, receipt.Digest(court))}, nil
	})
	require.NoError(t, duty.Look(t.Context(), chain.RoundStatus{}))
	open, _, err = c.Challenges(t.Context(), 0)
	require.NoError(t, err)
	require.Len(t, open, 1)
	require.ErrorIs(t, c.SettleChallenge(t.Context(), faucet, 1), chain.ErrNoSuchChallenge)
	due, err := c.DueFromCourt(t.Context(), addr(operator))
	require.NoError(t, err)
	require.EqualValues(t, 5_000_000, due.Int64(), "who asks in vain pays for it")

	require.ErrorIs(t, c.SettleChallenge(t.Context(), faucet, 2), chain.ErrTooEarly)
	require.NoError(t, d.Advance(t.Context(), 16*time.Minute))
	require.NoError(t, c.SettleChallenge(t.Context(), faucet, 2))
	require.NoError(t, c.CollectFromCourt(t.Context(), faucet))
	status, err := c.StakeStatus(t.Context(), addr(operator))
	require.NoError(t, err)
	require.Equal(t, "995", chain.FormatTokens(status.Stake), "a two-hundredth")
	balance, err := c.AssetBalance(t.Context(), addr(faucet))
	require.NoError(t, err)
	require.EqualValues(t, 15_000_000, balance.Int64())
}
