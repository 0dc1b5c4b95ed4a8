// Package txn sends transactions so that each thing an account wants done is done once.
//
// A Manager owns the nonce of one account. What it is asked for, an Intent, goes through a Journal on its way:
//
//	Submit --> simulate, price --> reserve a nonce --> sign --> store the bytes --> send --> wait for confirmations --> settle
//	                               (durable)                    (durable)            |  ^
//	                                                                                 +--+ again, or replaced at a higher fee
//
// It promises that an intent keeps its nonce from the moment it has one, so that however often it is signed, sent or replaced it
// can be mined once; that a signed transaction is on the disk before it is on the network; and that a manager which is opened
// again after any kind of end goes on with every intent that was not finished: the same bytes are sent again, or replaced at the
// same nonce. An intent gets another nonce in one case only: a foreign transaction, seen in a block as deep as Config.Confirmations,
// has used up the one it had. A transaction that reverts is finished, and says why.
//
// It leaves to others what a contract's refusal means (Deps.Explain), where keys are (pkg/signer) and which nodes to ask
// (pkg/chain/rpcpool). An account must have one manager at a time; a journal of the SQLite kind sees to that between processes.
package txn

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/millrace/millrace/pkg/signer"
)

var (
	// ErrIntent means that an intent makes no sense in itself.
	ErrIntent = errors.New("invalid intent")
	// ErrMismatch means that the idempotency key was used before, for something else: take another key.
	ErrMismatch = errors.New("the key belongs to another intent")
	// ErrReverted means that the transaction was mined and did nothing but cost gas.
	ErrReverted = errors.New("transaction reverted")
	// ErrInsufficientFunds means that the account cannot pay for value and gas: send it ether.
	ErrInsufficientFunds = errors.New("not enough ether")
	// ErrFeeTooHigh means that gas costs more than the configured bound: wait, or raise the bound.
	ErrFeeTooHigh = errors.New("gas is too expensive now")
	// ErrNoBaseFee means that the chain has no EIP-1559 fees.
	ErrNoBaseFee = errors.New("the chain has no base fee")
	// ErrBusy means that as many transactions as may be are on their way: wait for some of them.
	ErrBusy = errors.New("too many transactions on their way")
	// ErrNotMined means that a transaction was sent and was not settled in time. It may still come; do not send it again under
	// another key.
	ErrNotMined = errors.New("transaction not mined in time")
	// ErrDisplaced means that a nonce was used by a transaction that this manager did not send, and that it cannot be shown
	// which: something else uses the account's key. Stop that; then look the account's transactions up before trying again.
	ErrDisplaced = errors.New("another program used the account's nonce")
	// ErrClosed means that the manager was closed while the transaction was on its way. With a lasting journal the next one
	// goes on with it.
	ErrClosed = errors.New("transaction manager closed")
)

// Intent is something that an account wants done on the chain, once.
type Intent struct {
	// Key identifies the intent: a second Submit with the same key and content gives the first one's transaction. Empty stands
	// for a key that nobody else has, so for something that is never asked for twice.
	Key   string
	To    *common.Address // nil creates a contract
	Value *big.Int        // in wei; nil is none
	Data  []byte
	Gas   uint64 // limit; 0 is what a simulation says, plus Config.GasMargin
}

// maxKey bounds an intent's key in bytes.
const maxKey = 256

func (i Intent) validate() error {
	switch {
	case len(i.Key) > maxKey:
		return fmt.Errorf("%w: key of %d bytes, at most %d", ErrIntent, len(i.Key), maxKey)
	case i.Value != nil && (i.Value.Sign() < 0 || i.Value.BitLen() > 256):
		return fmt.Errorf("%w: value out of range", ErrIntent)
	case i.To == nil && len(i.Data) == 0:
		return fmt.Errorf("%w: neither a recipient nor a contract to create", ErrIntent)
	default:
		return nil
	}
}

func (i Intent) value() *big.Int {
	if i.Value == nil {
		return new(big.Int)
	}
	return i.Value
}

// same says whether two intents want the same done.
func (i Intent) same(o Intent) bool {
	return (i.To == nil) == (o.To == nil) && (i.To == nil || *i.To == *o.To) && i.value().Cmp(o.value()) == 0 && bytes.Equal(i.Data, o.Data)
}

// Node is what a Manager asks of the chain. An ethclient.Client is one.
type Node interface {
	ethereum.GasEstimator
	ethereum.ContractCaller
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	BlockByNumber(ctx context.Context, number *big.Int) (*types.Block, error)
	BalanceAt(ctx context.Context, account common.Address, block *big.Int) (*big.Int, error)
	NonceAt(ctx context.Context, account common.Address, block *big.Int) (uint64, error)
	PendingNonceAt(ctx context.Context, account common.Address) (uint64, error)
	SuggestGasTipCap(ctx context.Context) (*big.Int, error)
	SendTransaction(ctx context.Context, tx *types.Transaction) error
	TransactionReceipt(ctx context.Context, hash common.Hash) (*types.Receipt, error)
}

// Deps are what a Manager works with.
type Deps struct {
	Node    Node
	Journal Journal
	Signer  signer.Signer
	// Explain gives the node's errors their names and takes secrets out of them. Nil leaves them as they are.
	Explain func(error) error
	Logger  *slog.Logger // default slog.Default()
	// Fault is called at labelled points, so that a test can end the process at one. Nil does nothing.
	Fault func(point string)
}

// The points at which Deps.Fault is called: what has happened by then.
const (
	PointReserved = "INTENT:RESERVED"
	PointSigned   = "TX:SIGNED"
	PointStored   = "TX:STORED"
	PointSent     = "TX:SENT"
	PointMined    = "TX:MINED"
	PointSettled  = "INTENT:SETTLED"
)
