package txn

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Tx is a transaction on its way, or one that arrived.
type Tx struct {
	manager *Manager
	flight  *flight
}

// Nonce is its nonce now.
func (t *Tx) Nonce() uint64 { return t.entry().Nonce }

// Hash is that of the transaction as it was signed last; one that was replaced may still be mined instead.
func (t *Tx) Hash() common.Hash {
	if signed := t.Signed(); signed != nil {
		return signed.Hash()
	}
	return common.Hash{}
}

// Signed is the transaction as it was signed last; nil if it is about to be, after a restart.
func (t *Tx) Signed() *types.Transaction {
	attempts := t.entry().Attempts
	if len(attempts) == 0 {
		return nil
	}
	return attempts[len(attempts)-1].Tx
}

func (t *Tx) entry() Entry {
	t.manager.mu.Lock()
	defer t.manager.mu.Unlock()
	return t.flight.entry
}

// Wait returns the receipt once the transaction is as many blocks deep as Config.Confirmations says. A reverted one is an error
// that wraps ErrReverted and says why. When ctx ends first the error wraps ErrNotMined, and the transaction stays on its way.
func (t *Tx) Wait(ctx context.Context) (*types.Receipt, error) {
	select {
	case <-t.flight.done: // also when the manager is closed
		return t.flight.receipt, t.flight.err
	default:
	}
	select {
	case <-t.flight.done:
		return t.flight.receipt, t.flight.err
	case <-t.manager.stopped:
		return nil, fmt.Errorf("transaction %s, nonce %d: %w", t.Hash(), t.Nonce(), ErrClosed)
	case <-ctx.Done():
		t.manager.mu.Lock()
		last := errors.Join(t.flight.lastErr, t.manager.failed)
		t.manager.mu.Unlock()
		err := fmt.Errorf("%w: %s, nonce %d: %w", ErrNotMined, t.Hash(), t.Nonce(), context.Cause(ctx))
		if last != nil {
			err = fmt.Errorf("%w: %w", err, last)
		}
		return nil, err
	}
}
