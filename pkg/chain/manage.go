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

// ErrNotMined means that a transaction was sent and was not in a block in time; it may still come.
var ErrNotMined = txn.ErrNotMined

// manager is the account's transaction manager, which lives as long as the connection.
func (c *Conn) manager(ctx context.Context, key Signer) (*txn.Manager, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, txn.ErrClosed
	}
	if m := c.managers[key.Address()]; m != nil {
		return m, nil
	}
	if c.genesis == (common.Hash{}) {
		header, err := c.eth.HeaderByNumber(ctx, new(big.Int))
		if err != nil {
			return nil, fmt.Errorf("read the chain's first block: %w", unwrapURL(err))
		}
		c.genesis = header.Hash()
	}
	cfg := c.options.transactions
	// Every run of a development chain is another chain of the same number.
	cfg.ChainID, cfg.Chain = c.chainID, fmt.Sprintf("%s/%s", c.chainID, c.genesis)
	m, err := txn.Open(ctx, cfg, txn.Deps{Node: c.eth, Journal: c.options.journal, Signer: key, Explain: decodeRevert, Fault: c.options.fault})
	if err != nil {
		return nil, err
	}
	c.managers[key.Address()] = m
	return m, nil
}

// Resume goes on with what the journal says a key left unfinished, without waiting for it. It is for a node's start; the key's next
// transaction does the same.
func (c *Conn) Resume(ctx context.Context, key Signer) error {
	_, err := c.manager(ctx, key)
	return err
}

// Finish waits until nothing that a key submitted under an intent (WithIntent) of this prefix is on its way any more, by this process or
// an earlier one; at most minedTimeout each. It does not matter whether they reverted.
func (c *Conn) Finish(ctx context.Context, key Signer, prefix string) error {
	m, err := c.manager(ctx, key)
	if err != nil {
		return err
	}
	for _, tx := range m.Unfinished(prefix) {
		if err := c.finish(ctx, tx); err != nil {
			return fmt.Errorf("wait for an earlier transaction: %w", err)
		}
	}
	return nil
}

func (c *Conn) finish(ctx context.Context, tx *txn.Tx) error {
	ctx, cancel := context.WithTimeout(ctx, minedTimeout)
	defer cancel()
	_, err := tx.Wait(ctx)
	return ignore(err, txn.ErrReverted)
}

// transact sends a call to a contract and waits until it is mined.
func (c *Conn) transact(ctx context.Context, key Signer, to common.Address, calldata []byte) error {
	tx, err := c.submit(ctx, key, &to, nil, calldata)
	if err != nil {
		return err
	}
	_, err = c.mined(ctx, tx)
	return err
}

// submit signs and sends a transaction, after its review; to is nil for one that creates a contract. The transaction of one that the
// review skipped is not signed.
func (c *Conn) submit(ctx context.Context, key Signer, to *common.Address, wei *big.Int, data []byte) (*types.Transaction, error) {
	return c.submitIntent(ctx, key, txn.Intent{To: to, Value: wei, Data: data})
}

// submitIntent is submit for an intent without a key, which the context gives it.
func (c *Conn) submitIntent(ctx context.Context, key Signer, intent txn.Intent) (*types.Transaction, error) {
	m, err := c.manager(ctx, key)
	if err != nil {
		return nil, err
	}
	intent.Key = intentKey(ctx, intent.To, intent.Value, intent.Data)
	known, err := m.Known(ctx, intent)
	if err != nil {
		return nil, err
	}
	if !known { // what was consented to before is not asked about again, and need not be possible twice
		skipped, err := c.review(ctx, m, &intent)
		if skipped != nil || err != nil {
			return skipped, err
		}
	}
	// The review may have asked a person, who has time; what follows may ask an external signer.
	ctx, cancel := context.WithTimeout(ctx, minedTimeout)
	defer cancel()
	tx, err := m.Submit(ctx, intent)
	if err != nil {
		return nil, err
	}
	signed := tx.Signed()
	if signed == nil { // an earlier process had come no further than its nonce
		signed = types.NewTx(&types.DynamicFeeTx{
			ChainID: c.chainID, Nonce: tx.Nonce(), To: intent.To, Value: intent.Value, Data: intent.Data,
		})
	}
	c.mu.Lock()
	c.sent[signed.Hash()] = tx
	c.mu.Unlock()
	return signed, nil
}

// mined waits until what submit returned is in a block, as deep as was asked for, and checks that it did not revert there.
func (c *Conn) mined(ctx context.Context, signed *types.Transaction) (*types.Receipt, error) {
	c.mu.Lock()
	tx := c.sent[signed.Hash()]
	delete(c.sent, signed.Hash())
	c.mu.Unlock()
	if tx == nil { // skipped by its review
		return &types.Receipt{Status: types.ReceiptStatusSuccessful, TxHash: signed.Hash()}, nil
	}
	wait, cancel := context.WithTimeout(ctx, minedTimeout)
	defer cancel()
	receipt, err := tx.Wait(wait)
	if errors.Is(err, txn.ErrReverted) && !errors.Is(err, ErrReverted) {
		err = fmt.Errorf("%w: %w", ErrReverted, err)
	}
	return receipt, err
}

// createdBy is where the contract of a creation transaction goes.
func createdBy(key Signer, tx *types.Transaction) common.Address {
	return crypto.CreateAddress(key.Address(), tx.Nonce())
}
