package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/ticket"
)

// Redemption is a winning ticket with its proof.
type Redemption struct {
	Ticket        ticket.Ticket
	Signature     []byte      // the sender's
	Rand          ticket.Rand // the recipient's secret, which this makes public
	Mask          ticket.Mask // all draws that won
	SnapshotIndex uint64      // see Client.SnapshotIndex
}

func (r Redemption) pack() bindings.ITicketBrokerRedemption {
	t := r.Ticket
	return bindings.ITicketBrokerRedemption{
		Ticket: bindings.ITicketBrokerTicket{
			Recipient: t.Recipient, Sender: t.Sender, FaceValue: t.FaceValue.Big(), Round: t.Round, Draws: t.Draws, WinProb: t.WinProb.Big(),
			RrHash: t.RandHash, Salt: t.Salt, Nonce: t.Nonce, Lane: t.Lane,
		},
		Signature: r.Signature, RecipientRand: r.Rand, WinMask: r.Mask.Big(), SnapshotIndex: new(big.Int).SetUint64(r.SnapshotIndex),
	}
}

const (
	// MaxRedemptions is how many tickets a batch has at most: their gas fits a transaction's (EIP-7825).
	MaxRedemptions = 40

	// What is offered for a redemption, and for a batch beside: twice what the dearest takes. Without it the estimate of a node would do,
	// which may be one at which the batch goes through because each of its redemptions ran out of gas.
	redemptionGas = 350_000
	batchGas      = 100_000
)

// ErrLaneStopped means that a redemption was left out because one before it in its lane was refused.
var ErrLaneStopped = errors.New("one before it in its lane was refused")

// Redeemed is a batch of redemptions that was mined.
type Redeemed struct {
	Tx      common.Hash
	Block   uint64
	GasCost *big.Int // wei
	Errs    []error  // of each redemption, in the batch's order: nil if it was paid, else why not
}

// RedeemBatch redeems winning tickets, each alone, and waits until that is mined. Those of a lane stand in the order of their nonces. The
// key is their recipient's or its operator's.
func (c *Client) RedeemBatch(ctx context.Context, key Signer, batch []Redemption) (Redeemed, error) {
	r, err := c.redeemBatch(ctx, key, batch)
	if err != nil {
		return Redeemed{}, fmt.Errorf("redeem %d tickets: %w", len(batch), err)
	}
	return r, nil
}

func (c *Client) redeemBatch(ctx context.Context, key Signer, batch []Redemption) (Redeemed, error) {
	if len(batch) == 0 || len(batch) > MaxRedemptions {
		return Redeemed{}, fmt.Errorf("%w: from 1 to %d tickets", txn.ErrIntent, MaxRedemptions)
	}
	packed := make([]bindings.ITicketBrokerRedemption, len(batch))
	for i, r := range batch {
		packed[i] = r.pack()
	}
	tx, err := c.submitIntent(ctx, key, txn.Intent{
		To: &c.addresses.TicketBroker, Data: c.broker.PackRedeemBatch(packed), Gas: batchGas + redemptionGas*uint64(len(batch)),
	})
	if err != nil {
		return Redeemed{}, err
	}
	receipt, err := c.mined(ctx, tx)
	if err != nil {
		return Redeemed{}, err
	}
	if receipt.BlockNumber == nil { // skipped by a review
		return Redeemed{Tx: receipt.TxHash, GasCost: new(big.Int), Errs: make([]error, len(batch))}, nil
	}
	return c.readBatch(batch, receipt)
}

// readBatch reads from a receipt what became of each redemption.
func (c *Client) readBatch(batch []Redemption, receipt *types.Receipt) (Redeemed, error) {
	r := Redeemed{Tx: receipt.TxHash, Block: receipt.BlockNumber.Uint64(), GasCost: new(big.Int), Errs: make([]error, len(batch))}
	if receipt.EffectiveGasPrice != nil {
		r.GasCost.Mul(receipt.EffectiveGasPrice, new(big.Int).SetUint64(receipt.GasUsed))
	}
	type lane struct {
		sender common.Address
		number uint32
	}
	stopped := map[lane]bool{}
	paid := 0
	for _, log := range receipt.Logs {
		if log.Address != c.addresses.TicketBroker {
			continue
		}
		if _, err := c.broker.UnpackTicketRedeemedEvent(log); err == nil {
			paid++
			continue
		}
		failed, err := c.broker.UnpackRedemptionFailedEvent(log)
		if err != nil {
			continue
		}
		if !failed.Index.IsUint64() || failed.Index.Uint64() >= uint64(len(batch)) {
			return r, fmt.Errorf("receipt of %s: redemption %s of %d", receipt.TxHash, failed.Index, len(batch))
		}
		i := failed.Index.Uint64()
		l := lane{batch[i].Ticket.Sender, batch[i].Ticket.Lane}
		if len(failed.Reason) == 0 && stopped[l] {
			r.Errs[i] = ErrLaneStopped
		} else if r.Errs[i] = decodeRefusal(failed.Reason); r.Errs[i] == nil {
			r.Errs[i] = fmt.Errorf("%w: %x", ErrReverted, failed.Reason)
		}
		stopped[l] = true
	}
	for _, err := range r.Errs {
		if err != nil {
			paid++
		}
	}
	if paid != len(batch) {
		return r, fmt.Errorf("receipt of %s: %d redemptions of %d", receipt.TxHash, paid, len(batch))
	}
	return r, nil
}

// CheckRedemption says why a redemption by a key would be refused now; nil if it would be paid. Nothing is sent.
func (c *Client) CheckRedemption(ctx context.Context, key Signer, r Redemption) error {
	_, err := c.eth.CallContract(ctx, ethereum.CallMsg{
		From: addressOf(key), To: &c.addresses.TicketBroker, Data: c.broker.PackRedeem(r.pack()), Gas: batchGas + redemptionGas,
	}, nil)
	if err != nil {
		return fmt.Errorf("check redemption: %w", decodeRevert(err))
	}
	return nil
}

// LastNonce is the nonce of the latest ticket redeemed in a lane; 0 before the first.
func (c *Client) LastNonce(ctx context.Context, sender, recipient common.Address, lane uint32) (uint64, error) {
	nonce, err := call(ctx, c, c.addresses.TicketBroker, c.broker.PackLastNonce(sender, recipient, lane), c.broker.UnpackLastNonce)
	if err != nil {
		return 0, fmt.Errorf("read last nonce of lane %d of %s: %w", lane, sender, err)
	}
	return nonce, nil
}

// ClaimableReserve is what a recipient in the latest snapshot can claim of a sender's reserve now.
func (c *Client) ClaimableReserve(ctx context.Context, sender, recipient common.Address) (*big.Int, error) {
	v, err := call(ctx, c, c.addresses.TicketBroker, c.broker.PackClaimableReserve(sender, recipient), c.broker.UnpackClaimableReserve)
	if err != nil {
		return nil, fmt.Errorf("read claimable reserve of %s: %w", sender, err)
	}
	return v, nil
}

// TicketValidity is for how many rounds after its own a ticket can be redeemed.
func (c *Client) TicketValidity(ctx context.Context) (uint64, error) {
	v, err := call(ctx, c, c.addresses.TicketBroker, c.broker.PackTicketValidity(), c.broker.UnpackTicketValidity)
	if err != nil {
		return 0, fmt.Errorf("read ticket validity: %w", err)
	}
	return v, nil
}

// BlockNumber is that of the latest block.
func (c *Client) BlockNumber(ctx context.Context) (uint64, error) {
	number, err := c.eth.BlockNumber(ctx)
	if err != nil {
		return 0, fmt.Errorf("read latest block: %w", unwrapURL(err))
	}
	return number, nil
}

// SnapshotIndex is the place at which a recipient redeems tickets of a round: its place in the latest snapshot, where it has one, since
// only that opens reserves to it (latest then says so), or else in that of the round. It wraps ErrNotInSnapshot where there is neither.
func (c *Client) SnapshotIndex(ctx context.Context, recipient common.Address, round uint64) (index uint64, latest bool, err error) {
	snapshot, err := c.Snapshot(ctx)
	if err != nil {
		return 0, false, err
	}
	if i, ok := placeOf(recipient, snapshot); ok {
		return i, true, nil
	}
	if snapshot.Round != round {
		if snapshot, err = c.SnapshotOf(ctx, round); err != nil && !errors.Is(err, ErrNoSnapshot) {
			return 0, false, err
		}
		if i, ok := placeOf(recipient, snapshot); ok && err == nil {
			return i, false, nil
		}
	}
	return 0, false, fmt.Errorf("%w: %s, neither in round %d nor in the latest", ErrNotInSnapshot, recipient, round)
}

// placeOf is an orchestrator's place among a snapshot's stakes.
func placeOf(orchestrator common.Address, s Snapshot) (uint64, bool) {
	for i, stake := range s.Stakes {
		if stake.Orchestrator == orchestrator {
			return uint64(i), true
		}
	}
	return 0, false
}

// RedeemedTicket is a ticket that the chain has paid.
type RedeemedTicket struct {
	Sender      common.Address
	Recipient   common.Address
	Lane        uint32
	Nonce       uint64
	Amount      *big.Int // paid, in the settlement asset's smallest unit
	FromReserve *big.Int // of that
	Tx          common.Hash
	Removed     bool // a reorganization took it back
}

// RedemptionFollower delivers which tickets of one recipient, or of one sender, were redeemed, in order, once per checkpoint; what a reorganization takes
// back is delivered again as removed. It is used by one goroutine.
type RedemptionFollower struct {
	client   *Client
	follower *follow.Follower
}

// redemptionsDepth is how far below the latest block a follower begins, and removals go.
const redemptionsDepth = 256

// FollowRedemptions makes a follower of what a recipient redeems that goes on from its checkpoints, and begins redemptionsDepth blocks
// below the latest block where there are none. It stays so many confirmations below the latest block.
func (c *Client) FollowRedemptions(ctx context.Context, recipient common.Address, checkpoints follow.Store, confirmations uint64) (*RedemptionFollower, error) {
	return c.follow(ctx, "redemptions", recipient, nil, []common.Hash{common.BytesToHash(recipient.Bytes())}, checkpoints, confirmations)
}

// FollowPayments is FollowRedemptions for what is redeemed of a sender's tickets.
func (c *Client) FollowPayments(ctx context.Context, sender common.Address, checkpoints follow.Store, confirmations uint64) (*RedemptionFollower, error) {
	return c.follow(ctx, "payments", sender, []common.Hash{common.BytesToHash(sender.Bytes())}, nil, checkpoints, confirmations)
}

func (c *Client) follow(ctx context.Context, what string, whose common.Address, sender, recipient []common.Hash, checkpoints follow.Store, confirmations uint64) (*RedemptionFollower, error) {
	head, err := c.BlockNumber(ctx)
	if err != nil {
		return nil, err
	}
	f, err := follow.New(follow.Config{
		// A data directory may outlive the chain.
		Name:      fmt.Sprintf("%s/%d/%s/%s", what, c.addresses.ChainID, c.addresses.TicketBroker, whose),
		Addresses: []common.Address{c.addresses.TicketBroker},
		Topics: [][]common.Hash{
			{c.broker.GetABI().Events[bindings.TicketBrokerTicketRedeemedEventName].ID}, sender, recipient,
		},
		From: head - min(head, redemptionsDepth), Depth: redemptionsDepth, Confirmations: confirmations,
	}, follow.Deps{Node: c.eth, Store: checkpoints})
	if err != nil {
		return nil, err
	}
	return &RedemptionFollower{client: c, follower: f}, nil
}

// Step delivers what the next range of blocks brought, if anything. more says that the next one need not wait. Where handle returns an
// error the same comes again.
func (f *RedemptionFollower) Step(ctx context.Context, handle func(ctx context.Context, tickets []RedeemedTicket) error) (more bool, err error) {
	return f.follower.Step(ctx, func(ctx context.Context, b follow.Batch) error {
		tickets := make([]RedeemedTicket, 0, len(b.Removed)+len(b.Added))
		for _, log := range slices.Concat(b.Removed, b.Added) {
			e, err := f.client.broker.UnpackTicketRedeemedEvent(&log)
			if err != nil {
				return fmt.Errorf("%w: %w", follow.ErrLogs, err)
			}
			tickets = append(tickets, RedeemedTicket{
				Sender: e.Sender, Recipient: e.Recipient, Lane: e.Lane, Nonce: e.Nonce, Amount: e.Amount, FromReserve: e.FromReserve, Tx: log.TxHash, Removed: log.Removed,
			})
		}
		return handle(ctx, tickets)
	})
}

// Reached is the time of the block up to which the chain is known; the zero time before the first step.
func (f *RedemptionFollower) Reached(ctx context.Context) (time.Time, error) {
	number := f.follower.Block()
	if number == 0 {
		return time.Time{}, nil
	}
	header, err := f.client.eth.HeaderByNumber(ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return time.Time{}, fmt.Errorf("read block %d: %w", number, unwrapURL(err))
	}
	return time.Unix(int64(header.Time), 0), nil
}
