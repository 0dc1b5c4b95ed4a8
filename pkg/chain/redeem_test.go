package chain_test

import (
	"context"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/ticket"
)

// payments is a development chain with an orchestrator, and a broadcaster that has put something down.
type payments struct {
	*testing.T
	client       *chain.Client
	orchestrator chain.Signer
	broadcaster  *signer.Key
}

func newPayments(t *testing.T, params chain.DeployParams, deposit, reserve int64) payments {
	t.Helper()
	d := startDevChain(t, chain.DevChainConfig{})
	fs := founders(t, 1000, 2000)
	addresses, err := chain.Bootstrap(t.Context(), d, params, fs)
	require.NoError(t, err)
	broadcaster, err := signer.Generate()
	require.NoError(t, err)
	p := payments{T: t, client: dial(t, d, addresses), orchestrator: fs[0].Key, broadcaster: broadcaster}
	require.NoError(t, p.client.Send(t.Context(), d.Faucet(), broadcaster.Address(), chain.Tokens(1)))
	require.NoError(t, p.client.MintAsset(t.Context(), broadcaster, broadcaster.Address(), big.NewInt(1e9)))
	p.fund(deposit, reserve)
	return p
}

func (p payments) fund(deposit, reserve int64) {
	p.Helper()
	if deposit+reserve > 0 {
		require.NoError(p, p.client.FundDeposit(p.Context(), p.broadcaster, p.broadcaster.Address(), big.NewInt(deposit), big.NewInt(reserve)))
	}
}

// redemption is a signed ticket of one draw that cannot lose.
func (p payments) redemption(lane uint32, nonce, face uint64) chain.Redemption {
	p.Helper()
	secret := ticket.Rand{byte(lane), byte(nonce)}
	t := ticket.Ticket{
		Recipient: p.orchestrator.Address(), Sender: p.broadcaster.Address(), FaceValue: ticket.Units(face), Round: 1, Draws: 1,
		WinProb: ticket.WinProb(slices.Repeat([]byte{0xff}, 32)), RandHash: secret.Hash(), Nonce: nonce, Lane: lane,
	}
	digest := t.Digest(p.client.Addresses().BrokerDomain())
	signature, err := p.broadcaster.SignHash(digest)
	require.NoError(p, err)
	index, latest, err := p.client.SnapshotIndex(p.Context(), t.Recipient, 1)
	require.NoError(p, err)
	require.True(p, latest)
	return chain.Redemption{Ticket: t, Signature: signature, Rand: secret, Mask: t.Draw(digest, secret), SnapshotIndex: index}
}

func (p payments) lastNonce(lane uint32) uint64 {
	p.Helper()
	nonce, err := p.client.LastNonce(p.Context(), p.broadcaster.Address(), p.orchestrator.Address(), lane)
	require.NoError(p, err)
	return nonce
}

func TestRedeemBatch(t *testing.T) {
	t.Parallel()
	p := newPayments(t, chain.DeployParams{RoundLength: time.Hour}, 100, 40)
	ctx := t.Context()
	validity, err := p.client.TicketValidity(ctx)
	require.NoError(t, err)
	require.Equal(t, uint64(2), validity)
	claimable, err := p.client.ClaimableReserve(ctx, p.broadcaster.Address(), p.orchestrator.Address())
	require.NoError(t, err)
	require.Equal(t, int64(20), claimable.Int64(), "one of two shares")

	follower, err := p.client.FollowRedemptions(ctx, p.orchestrator.Address(), follow.NewMemory(), 0)
	require.NoError(t, err)
	var paid []chain.RedeemedTicket
	followed := func() {
		t.Helper()
		for more := true; more; {
			more, err = follower.Step(ctx, func(_ context.Context, tickets []chain.RedeemedTicket) error {
				paid = append(paid, tickets...)
				return nil
			})
			require.NoError(t, err)
		}
	}
	followed()
	require.Empty(t, paid)

	// Lane 1 is stopped by a ticket that costs too much, lane 2 has one that is not signed, lane 3 takes from the reserve.
	unsigned := p.redemption(2, 1, 5)
	unsigned.Signature[3]++
	batch := []chain.Redemption{
		p.redemption(1, 1, 30), p.redemption(1, 4, 500), p.redemption(1, 5, 1), unsigned, p.redemption(3, 9, 80),
	}
	require.NoError(t, p.client.CheckRedemption(ctx, p.orchestrator, batch[0]))
	require.ErrorIs(t, p.client.CheckRedemption(ctx, p.orchestrator, batch[1]), chain.ErrInsufficientFunds)
	require.ErrorIs(t, p.client.CheckRedemption(ctx, p.orchestrator, unsigned), chain.ErrInvalidTicket)
	require.ErrorIs(t, p.client.CheckRedemption(ctx, p.broadcaster, batch[0]), chain.ErrNotRecipient)

	intent := chain.WithIntent(ctx, "redeem/1")
	r, err := p.client.RedeemBatch(intent, p.orchestrator, batch)
	require.NoError(t, err)
	require.Positive(t, r.GasCost.Sign())
	require.NoError(t, r.Errs[0])
	require.ErrorIs(t, r.Errs[1], chain.ErrInsufficientFunds)
	require.ErrorIs(t, r.Errs[2], chain.ErrLaneStopped)
	require.ErrorIs(t, r.Errs[3], chain.ErrInvalidTicket)
	require.NoError(t, r.Errs[4])
	require.Equal(t, []uint64{1, 0, 9}, []uint64{p.lastNonce(1), p.lastNonce(2), p.lastNonce(3)})
	require.ErrorIs(t, p.client.CheckRedemption(ctx, p.orchestrator, batch[0]), chain.ErrNonceUsed)
	followed()
	require.Len(t, paid, 2)
	require.Equal(t, chain.RedeemedTicket{
		Sender: p.broadcaster.Address(), Recipient: p.orchestrator.Address(), Lane: 3, Nonce: 9,
		Amount: big.NewInt(80), FromReserve: big.NewInt(10), Tx: r.Tx,
	}, paid[1])
	reached, err := follower.Reached(ctx)
	require.NoError(t, err)
	require.WithinDuration(t, time.Now(), reached, time.Minute)

	// The same batch under the same intent is the same transaction; under another it is another.
	again, err := p.client.RedeemBatch(intent, p.orchestrator, batch)
	require.NoError(t, err)
	require.Equal(t, r.Tx, again.Tx)
	p.fund(1000, 0)
	again, err = p.client.RedeemBatch(chain.WithIntent(ctx, "redeem/2"), p.orchestrator, batch)
	require.NoError(t, err)
	require.NotEqual(t, r.Tx, again.Tx)
	require.ErrorIs(t, again.Errs[0], chain.ErrNonceUsed)
	require.ErrorIs(t, again.Errs[1], chain.ErrLaneStopped)
	require.NoError(t, p.client.Finish(ctx, p.orchestrator, "redeem/"))

	_, err = p.client.RedeemBatch(ctx, p.orchestrator, nil)
	require.Error(t, err)
	_, _, err = p.client.SnapshotIndex(ctx, common.Address{1}, 1)
	require.ErrorIs(t, err, chain.ErrNotInSnapshot)
}

// TestRedeemGas: what is offered for a batch does for the dearest tickets: all draws of all of them win, in new lanes, with claims on
// the reserve.
func TestRedeemGas(t *testing.T) {
	t.Parallel()
	p := newPayments(t, chain.DeployParams{RoundLength: time.Hour}, 1, 1e8)
	var batch []chain.Redemption
	for lane := range uint32(8) {
		r := p.redemption(lane, 1, 1)
		r.Ticket.Draws = ticket.MaxDraws
		digest := r.Ticket.Digest(p.client.Addresses().BrokerDomain())
		signature, err := p.broadcaster.SignHash(digest)
		require.NoError(t, err)
		r.Signature, r.Mask = signature, r.Ticket.Draw(digest, r.Rand)
		require.Equal(t, ticket.MaxDraws, r.Mask.Count())
		require.NoError(t, p.client.CheckRedemption(t.Context(), p.orchestrator, r))
		batch = append(batch, r)
	}
	for _, b := range [][]chain.Redemption{batch[:1], batch[1:]} {
		r, err := p.client.RedeemBatch(t.Context(), p.orchestrator, b)
		require.NoError(t, err)
		for _, err := range r.Errs {
			require.NoError(t, err)
		}
	}
}
