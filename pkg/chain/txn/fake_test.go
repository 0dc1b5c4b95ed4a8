package txn_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/millrace/millrace/pkg/chain/txn"
)

// fakeChain is a chain whose blocks the test makes. It keeps to a node's rules about nonces and replacements, knows one account's
// transactions only, and can be told to lie.
type fakeChain struct {
	account common.Address

	mu      sync.Mutex
	blocks  [][]*types.Transaction // by number; the genesis block is empty
	pool    map[uint64]*types.Transaction
	seen    map[common.Hash]int // how often each transaction was sent
	baseFee int64
	tip     int64
	balance *big.Int
	gas     uint64
	refuse  error                    // estimates and calls
	reverts map[common.Address]error // calls and transactions to these
	down    error                    // every call
	answer  func(*types.Transaction) error
	lie     uint64 // added to the account's nonce
}

func newFakeChain(account common.Address) *fakeChain {
	return &fakeChain{
		account: account, blocks: make([][]*types.Transaction, 1), pool: map[uint64]*types.Transaction{}, seen: map[common.Hash]int{},
		baseFee: 1000, tip: 10, balance: big.NewInt(1e18), gas: 20_000, reverts: map[common.Address]error{},
	}
}

var _ txn.Node = (*fakeChain)(nil)

// with runs f with the chain held still.
func (c *fakeChain) with(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f()
}

// mine makes a block of what the pool can pay for.
func (c *fakeChain) mine() {
	c.mu.Lock()
	defer c.mu.Unlock()
	var block []*types.Transaction
	for next := c.nonceLocked(len(c.blocks) - 1); ; next++ {
		tx := c.pool[next]
		if tx == nil || tx.GasFeeCapIntCmp(big.NewInt(c.baseFee)) < 0 {
			break
		}
		delete(c.pool, next)
		block = append(block, tx)
	}
	c.blocks = append(c.blocks, block)
}

// reorganize takes the last blocks off the chain; their transactions are lost.
func (c *fakeChain) reorganize(depth int) {
	c.with(func() { c.blocks = c.blocks[:len(c.blocks)-depth] })
}

// executed lists what was mined, in order.
func (c *fakeChain) executed() []*types.Transaction {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []*types.Transaction
	for _, b := range c.blocks {
		all = append(all, b...)
	}
	return all
}

// sends is how often a transaction was sent.
func (c *fakeChain) sends(hash common.Hash) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen[hash]
}

func (c *fakeChain) nonceLocked(block int) uint64 {
	n := uint64(0)
	for _, b := range c.blocks[:block+1] {
		n += uint64(len(b))
	}
	return n
}

func (c *fakeChain) numberLocked(number *big.Int) (int, error) {
	if number == nil {
		return len(c.blocks) - 1, nil
	}
	if n := int(number.Int64()); n < len(c.blocks) {
		return n, nil
	}
	return 0, ethereum.NotFound
}

func (c *fakeChain) HeaderByNumber(_ context.Context, number *big.Int) (*types.Header, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down != nil {
		return nil, c.down
	}
	n, err := c.numberLocked(number)
	return &types.Header{Number: big.NewInt(int64(n)), BaseFee: big.NewInt(c.baseFee)}, err
}

func (c *fakeChain) BlockByNumber(ctx context.Context, number *big.Int) (*types.Block, error) {
	header, err := c.HeaderByNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return types.NewBlockWithHeader(header).WithBody(types.Body{Transactions: c.blocks[header.Number.Int64()]}), nil
}

func (c *fakeChain) NonceAt(_ context.Context, _ common.Address, number *big.Int) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down != nil {
		return 0, c.down
	}
	n, err := c.numberLocked(number)
	if err != nil {
		return 0, err
	}
	return c.nonceLocked(n) + c.lie, nil
}

func (c *fakeChain) PendingNonceAt(context.Context, common.Address) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down != nil {
		return 0, c.down
	}
	next := c.nonceLocked(len(c.blocks)-1) + c.lie
	for c.pool[next] != nil {
		next++
	}
	return next, nil
}

func (c *fakeChain) BalanceAt(context.Context, common.Address, *big.Int) (*big.Int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.balance, c.down
}

func (c *fakeChain) SuggestGasTipCap(context.Context) (*big.Int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return big.NewInt(c.tip), c.down
}

func (c *fakeChain) EstimateGas(context.Context, ethereum.CallMsg) (uint64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.gas, errors.Join(c.refuse, c.down)
}

func (c *fakeChain) CallContract(_ context.Context, msg ethereum.CallMsg, _ *big.Int) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return nil, c.reverts[*msg.To]
}

func (c *fakeChain) SendTransaction(_ context.Context, tx *types.Transaction) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down != nil {
		return c.down
	}
	c.seen[tx.Hash()]++
	if c.answer != nil {
		if err := c.answer(tx); err != nil {
			return err
		}
	}
	next := c.nonceLocked(len(c.blocks) - 1)
	old := c.pool[tx.Nonce()]
	switch {
	case tx.Nonce() < next:
		return fmt.Errorf("nonce too low: next nonce %d, tx nonce %d", next, tx.Nonce())
	case old == nil:
	case old.Hash() == tx.Hash():
		return errors.New("already known")
	case tenPercentMore(old.GasFeeCap(), tx.GasFeeCap()) && tenPercentMore(old.GasTipCap(), tx.GasTipCap()):
	default:
		return errors.New("replacement transaction underpriced")
	}
	c.pool[tx.Nonce()] = tx
	return nil
}

func tenPercentMore(a, b *big.Int) bool {
	return new(big.Int).Mul(b, big.NewInt(100)).Cmp(new(big.Int).Mul(a, big.NewInt(110))) >= 0
}

func (c *fakeChain) TransactionReceipt(_ context.Context, hash common.Hash) (*types.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.down != nil {
		return nil, c.down
	}
	for n, b := range c.blocks {
		for _, tx := range b {
			if tx.Hash() != hash {
				continue
			}
			status := types.ReceiptStatusSuccessful
			if tx.To() != nil && c.reverts[*tx.To()] != nil {
				status = types.ReceiptStatusFailed
			}
			return &types.Receipt{TxHash: hash, Status: status, BlockNumber: big.NewInt(int64(n)), BlockHash: common.Hash{byte(n), 1}}, nil
		}
	}
	return nil, ethereum.NotFound
}

// revert is what a node says of a contract's refusal.
type revert struct{ reason string }

func (r revert) Error() string          { return "execution reverted: " + r.reason }
func (r revert) ErrorCode() int         { return 3 }
func (r revert) ErrorData() interface{} { return "0x" }
