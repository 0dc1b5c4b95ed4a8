package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/millrace/millrace/pkg/chain/txn"
)

// ErrSkip is what a Review returns to go on as if the transaction had been sent.
var ErrSkip = errors.New("transaction skipped")

// ErrUnknownGas is in Proposal.Err when a transaction cannot be simulated because one before it was skipped.
var ErrUnknownGas = errors.New("cannot be simulated before the transactions that it builds on are mined")

// Proposal is a transaction that is about to be signed.
type Proposal struct {
	txn.Plan
	Err error // nil, or ErrUnknownGas: gas and cost are not known
}

// Review looks at every transaction before it is signed. Nil lets it be, ErrSkip leaves it out, any other error is what the call that
// wanted it returns. A dry run skips them all; a command that asks first returns an error of its own for a no.
type Review func(Proposal) error

type reviewKey struct{}

// reviewing is a Review with what it has decided.
type reviewing struct {
	review  Review
	skipped uint64
}

// WithReview has a Review look at every transaction of the calls that are made with the context returned. Such calls are made one after
// the other.
func WithReview(ctx context.Context, review Review) context.Context {
	return context.WithValue(ctx, reviewKey{}, &reviewing{review: review})
}

// review asks the context's Review, if there is one, about an intent, whose gas limit it sets. A transaction that is skipped comes back
// unsigned.
func (c *Conn) review(ctx context.Context, m *txn.Manager, i *txn.Intent) (*types.Transaction, error) {
	r, ok := ctx.Value(reviewKey{}).(*reviewing)
	if !ok {
		return nil, nil //nolint:nilnil // nothing skipped, nothing wrong
	}
	plan, err := m.Plan(ctx, *i)
	p := Proposal{Plan: plan}
	if err != nil {
		if r.skipped == 0 {
			return nil, err
		}
		value := i.Value
		if value == nil {
			value = new(big.Int)
		}
		p = Proposal{Plan: txn.Plan{From: m.Address(), To: i.To, Value: value, Data: i.Data}, Err: fmt.Errorf("%w: %w", ErrUnknownGas, err)}
	}
	err = r.review(p)
	switch {
	case errors.Is(err, ErrSkip):
		nonce, err := c.eth.PendingNonceAt(ctx, m.Address())
		if err != nil {
			return nil, fmt.Errorf("read nonce of %s: %w", m.Address(), unwrapURL(err))
		}
		r.skipped++
		return types.NewTx(&types.DynamicFeeTx{ChainID: c.chainID, Nonce: nonce + r.skipped - 1, To: i.To, Value: i.Value, Data: i.Data}), nil
	case err != nil:
		return nil, err
	case p.Err != nil:
		return nil, p.Err
	default:
		i.Gas = plan.Gas
		return nil, nil //nolint:nilnil // nothing skipped, nothing wrong
	}
}

type intentContextKey struct{}

// WithIntent makes the calls that are made with the context returned idempotent: repeated under the same key, in this process or, with a
// lasting journal, in a later one, they send nothing again that was sent before. Each transaction of a call has the key and its own
// content for a name, so one key does for a call that sends several, but not for two that are meant to be equal.
func WithIntent(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, intentContextKey{}, key)
}

// intentKey names one transaction of the context's intent; empty when there is none.
func intentKey(ctx context.Context, to *common.Address, wei *big.Int, data []byte) string {
	key, ok := ctx.Value(intentContextKey{}).(string)
	if !ok {
		return ""
	}
	var recipient []byte
	if to != nil {
		recipient = to.Bytes()
	}
	if wei == nil {
		wei = new(big.Int)
	}
	content := crypto.Keccak256(recipient, common.LeftPadBytes(wei.Bytes(), 32), data)
	return fmt.Sprintf("%s#%x", key, content[:8])
}
