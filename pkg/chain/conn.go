package chain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Bounds of every conversation with an RPC node.
const (
	dialTimeout  = 10 * time.Second // until the node answers for the first time
	callTimeout  = 15 * time.Second // one HTTP request
	minedTimeout = 3 * time.Minute  // until a transaction is in a block
	maxResponse  = 16 << 20         // bytes of one HTTP response
)

var (
	// ErrURL means that an RPC URL is not an http or https one.
	ErrURL = errors.New("invalid RPC URL")
	// ErrUnreachable means that no RPC node answered in time.
	ErrUnreachable = errors.New("no answer from the RPC node")
	// ErrWrongChain means that the RPC node serves another chain than the contract addresses are for.
	ErrWrongChain = errors.New("wrong chain")
	// ErrNoContract means that an address that should hold a contract holds no code.
	ErrNoContract = errors.New("no contract code")
	// ErrNotMined means that a transaction was sent and was not in a block in time; it may still come.
	ErrNotMined = errors.New("transaction not mined in time")
)

// Conn is a connection to an RPC node. It is safe for concurrent use.
type Conn struct {
	eth     *ethclient.Client
	http    *http.Transport
	chainID *big.Int
	name    string // the URL without anything secret

	sending sync.Mutex                   // held from asking for a nonce until the transaction that uses it is sent
	sent    map[common.Address]sentNonce // guarded by sending
}

// sentNonce is the nonce that an account used last.
type sentNonce struct {
	nonce uint64
	at    time.Time
}

// nonceMemory is for how long a node may not know yet that a nonce it was sent is taken.
const nonceMemory = 10 * time.Second

// nextNonceLocked asks the node for an account's next nonce, and does not believe it when it has not noticed yet what
// it was sent last: a node takes a transaction in before it counts it.
func (c *Conn) nextNonceLocked(ctx context.Context, from common.Address) (uint64, error) {
	nonce, err := c.eth.PendingNonceAt(ctx, from)
	if err != nil {
		return 0, fmt.Errorf("read nonce of %s: %w", from, unwrapURL(err))
	}
	if last, ok := c.sent[from]; ok && time.Since(last.at) < nonceMemory {
		nonce = max(nonce, last.nonce+1)
	}
	return nonce, nil
}

// Connect waits, at most 10 seconds, until the node at an http or https URL answers.
func Connect(ctx context.Context, rpcURL string) (*Conn, error) {
	u, err := url.Parse(rpcURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: want http://host:port or https://host/path", ErrURL)
	}
	name := u.Scheme + "://" + u.Host
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		TLSHandshakeTimeout: callTimeout,
		IdleConnTimeout:     time.Minute,
		MaxIdleConns:        8,
		MaxIdleConnsPerHost: 8,
	}
	httpClient := &http.Client{Transport: boundedTransport{transport}, Timeout: callTimeout}
	client, err := rpc.DialOptions(ctx, rpcURL, rpc.WithHTTPClient(httpClient))
	if err != nil {
		return nil, fmt.Errorf("connect to RPC node %s: %w", name, err)
	}
	c := &Conn{eth: ethclient.NewClient(client), http: transport, name: name, sent: map[common.Address]sentNonce{}}
	if err := c.awaitChainID(ctx); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (c *Conn) awaitChainID(ctx context.Context) error {
	wait, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		id, err := c.eth.ChainID(wait)
		if err == nil {
			c.chainID = id
			return nil
		}
		if !sleep(wait, pause) {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return fmt.Errorf("%w at %s within %s: is it running? %w", ErrUnreachable, c.name, dialTimeout, unwrapURL(err))
		}
	}
}

// unwrapURL drops the URL, which may hold an access key, from an HTTP client's error.
func unwrapURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// sleep waits, and says whether it could wait that long.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// ChainID is the number of the chain that the node serves.
func (c *Conn) ChainID() uint64 { return c.chainID.Uint64() }

// Close lets go of the connection. Calls on their way fail.
func (c *Conn) Close() {
	c.eth.Close()
	c.http.CloseIdleConnections()
}

// Send transfers ether, in wei, and waits until that is mined.
func (c *Conn) Send(ctx context.Context, key Signer, to common.Address, wei *big.Int) error {
	tx, err := c.submit(ctx, key, &to, wei, nil)
	if err == nil {
		_, err = c.mined(ctx, tx)
	}
	if err != nil {
		return fmt.Errorf("send ether to %s: %w", to, err)
	}
	return nil
}

// Balance is an account's ether, in wei.
func (c *Conn) Balance(ctx context.Context, account common.Address) (*big.Int, error) {
	wei, err := c.eth.BalanceAt(ctx, account, nil)
	if err != nil {
		return nil, fmt.Errorf("read balance of %s: %w", account, unwrapURL(err))
	}
	return wei, nil
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

// submit signs and sends a transaction; to is nil for one that creates a contract.
func (c *Conn) submit(ctx context.Context, key Signer, to *common.Address, wei *big.Int, data []byte) (*types.Transaction, error) {
	ctx, cancel := context.WithTimeout(ctx, 4*callTimeout)
	defer cancel()
	opts := &bind.TransactOpts{From: key.Address(), Context: ctx, Value: wei}
	opts.Signer = func(_ common.Address, tx *types.Transaction) (*types.Transaction, error) { return key.SignTx(ctx, tx, c.chainID) }
	gas, err := c.eth.EstimateGas(ctx, ethereum.CallMsg{From: opts.From, To: to, Value: wei, Data: data})
	if err != nil {
		return nil, decodeRevert(err)
	}
	// The estimate is for the state of the latest block; the block that the transaction gets into may begin a new round.
	opts.GasLimit = gas + gas/4

	c.sending.Lock()
	defer c.sending.Unlock()
	nonce, err := c.nextNonceLocked(ctx, opts.From)
	if err != nil {
		return nil, err
	}
	opts.Nonce = new(big.Int).SetUint64(nonce)
	address := common.Address{}
	if to != nil {
		address = *to
	}
	contract := bind.NewBoundContract(address, noABI(), c.eth, c.eth, c.eth)
	var tx *types.Transaction
	if to == nil {
		tx, err = contract.RawCreationTransact(opts, data)
	} else {
		tx, err = contract.RawTransact(opts, data)
	}
	if err != nil {
		return nil, decodeRevert(err)
	}
	c.sent[opts.From] = sentNonce{nonce, time.Now()}
	return tx, nil
}

// mined waits until a transaction is in a block and checks that it did not revert there.
func (c *Conn) mined(ctx context.Context, tx *types.Transaction) (*types.Receipt, error) {
	wait, cancel := context.WithTimeout(ctx, minedTimeout)
	defer cancel()
	for pause := 20 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		receipt, err := c.eth.TransactionReceipt(wait, tx.Hash())
		if err == nil {
			if receipt.Status != types.ReceiptStatusSuccessful {
				return nil, c.revertReason(ctx, tx, receipt)
			}
			return receipt, nil
		}
		if !sleep(wait, pause) {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			return nil, fmt.Errorf("%w: %s: %w", ErrNotMined, tx.Hash(), unwrapURL(err))
		}
	}
}

// revertReason runs a failed transaction again, on the state of its block's parent, to learn why it failed.
func (c *Conn) revertReason(ctx context.Context, tx *types.Transaction, receipt *types.Receipt) error {
	from, err := types.Sender(types.LatestSignerForChainID(c.chainID), tx)
	if err != nil {
		return fmt.Errorf("transaction %s reverted: %w", tx.Hash(), err)
	}
	msg := ethereum.CallMsg{From: from, To: tx.To(), Gas: tx.Gas(), Value: tx.Value(), Data: tx.Data()}
	_, err = c.eth.CallContract(ctx, msg, receipt.BlockNumber)
	if err == nil {
		return fmt.Errorf("%w: transaction %s", ErrReverted, tx.Hash())
	}
	return decodeRevert(err)
}

// createdBy is where the contract of a creation transaction goes.
func createdBy(key Signer, tx *types.Transaction) common.Address {
	return crypto.CreateAddress(key.Address(), tx.Nonce())
}

// boundedTransport bounds every response body.
type boundedTransport struct{ next http.RoundTripper }

func (t boundedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, maxResponse), resp.Body}
	}
	return resp, err
}
