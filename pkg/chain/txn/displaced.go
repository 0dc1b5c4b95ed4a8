package txn

import (
	"context"
	"fmt"
	"math/big"
	"sort"

	"github.com/ethereum/go-ethereum/core/types"
)

// displaced handles a flight whose nonce is used though none of its attempts has a receipt. The node may only be behind with its
// receipts; another program may have used the account's key. The second is believed when the foreign transaction is seen in a block,
// as deep as a confirmation of ours would have to be. Then nothing that was signed for the flight can ever be mined, and it gets
// another nonce.
func (m *Manager) displaced(ctx context.Context, f *flight, head *types.Header) error {
	if head.Number.Uint64()+1 < m.cfg.Confirmations {
		return nil
	}
	deep := head.Number.Uint64() + 1 - m.cfg.Confirmations
	next, err := m.nonceAt(ctx, deep)
	if err != nil {
		return err
	}
	if next <= f.entry.Nonce {
		return nil // not deep enough yet
	}
	foreign, err := m.userOf(ctx, f.entry, deep)
	if err != nil {
		err = fmt.Errorf("%w: nonce %d: %w", ErrDisplaced, f.entry.Nonce, err)
		m.mu.Lock()
		f.lastErr = err
		m.mu.Unlock()
		return err
	}
	for _, a := range f.entry.Attempts {
		if a.Tx.Hash() == foreign.Hash() {
			return nil // ours; its receipt will come
		}
	}
	return m.move(ctx, f, foreign, head)
}

// move gives a flight whose nonce a foreign transaction has used up another one.
func (m *Manager) move(ctx context.Context, f *flight, foreign *types.Transaction, head *types.Header) error {
	if err := m.lock(ctx); err != nil {
		return err
	}
	defer m.unlock()
	nonce, err := m.nextNonce(ctx)
	if err != nil {
		return err
	}
	m.log.Warn("another program uses this account's key; sending the transaction again with another nonce",
		"nonce", f.entry.Nonce, "foreign", foreign.Hash().Hex(), "new_nonce", nonce)
	e := f.entry
	e.Nonce, e.Since = nonce, head.Number.Uint64()
	if err := m.deps.Journal.Put(ctx, e); err != nil {
		return err
	}
	m.mu.Lock()
	f.entry = e
	m.mu.Unlock()
	offer, _, err := m.price(ctx)
	if err == nil {
		err = m.sign(ctx, f, offer)
	}
	if err == nil {
		m.send(ctx, f)
	}
	return err
}

// userOf finds, in a block no later than last, the account's transaction that has an entry's nonce.
func (m *Manager) userOf(ctx context.Context, e Entry, last uint64) (*types.Transaction, error) {
	// The first block after which the nonce is used: it was not when it was reserved, and it is after last.
	low := min(e.Since, last)
	var failure error
	distance := sort.Search(int(last-low), func(i int) bool {
		next, err := m.nonceAt(ctx, low+uint64(i))
		if err != nil && failure == nil {
			failure = err
		}
		return err != nil || next > e.Nonce
	})
	if failure != nil {
		return nil, failure
	}
	number := low + uint64(distance)
	block, err := m.deps.Node.BlockByNumber(ctx, new(big.Int).SetUint64(number))
	if err != nil {
		return nil, fmt.Errorf("read block %d: %w", number, m.deps.Explain(err))
	}
	hasher := types.LatestSignerForChainID(m.cfg.ChainID)
	for _, tx := range block.Transactions() {
		if tx.Nonce() != e.Nonce {
			continue
		}
		if from, err := types.Sender(hasher, tx); err == nil && from == m.account.Address {
			return tx, nil
		}
	}
	return nil, fmt.Errorf("not by a transaction of block %d", number)
}

func (m *Manager) nonceAt(ctx context.Context, block uint64) (uint64, error) {
	nonce, err := m.deps.Node.NonceAt(ctx, m.account.Address, new(big.Int).SetUint64(block))
	if err != nil {
		return 0, fmt.Errorf("read nonce of %s at block %d: %w", m.account.Address, block, m.deps.Explain(err))
	}
	return nonce, nil
}
