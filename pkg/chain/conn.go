package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"net/url"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"

	"github.com/millrace/millrace/pkg/chain/rpcpool"
	"github.com/millrace/millrace/pkg/chain/txn"
)

// Bounds of every conversation with an RPC node.
const (
	callTimeout  = 15 * time.Second // one HTTP request
	minedTimeout = 3 * time.Minute  // until a transaction is signed and sent, and once more until it is in a block
)

// What can be wrong with RPC nodes; see pkg/chain/rpcpool for what to do.
var (
	// ErrURL means that an RPC URL is not an http or https one.
	ErrURL = rpcpool.ErrURL
	// ErrUnreachable means that no RPC node answered in time.
	ErrUnreachable = rpcpool.ErrUnreachable
	// ErrWrongChain means that the RPC node serves another chain than the contract addresses are for.
	ErrWrongChain = rpcpool.ErrWrongChain
	// ErrStaleHead means that the RPC node's latest block is not of now.
	ErrStaleHead = rpcpool.ErrStaleHead
	// ErrDisagree means that the RPC nodes contradict each other about the chain.
	ErrDisagree = rpcpool.ErrDisagree
	// ErrNoContract means that an address that should hold a contract holds no code.
	ErrNoContract = errors.New("no contract code")
)

// Conn is a connection to one or several RPC nodes. It is safe for concurrent use.
type Conn struct {
	pool    *rpcpool.Pool
	eth     *ethclient.Client // of the pool
	chainID *big.Int
	name    string // the URLs without anything secret
	options options

	mu       sync.Mutex
	closed   bool                            // guarded by mu
	genesis  common.Hash                     // zero until it is asked for; guarded by mu
	managers map[common.Address]*txn.Manager // guarded by mu
	sent     map[common.Hash]*txn.Tx         // submitted, and not waited for yet; guarded by mu
}

// Option changes how a Conn works.
type Option func(*options)

type options struct {
	journal      txn.Journal
	transactions txn.Config
	fault        func(point string)
	nodes        rpcpool.Config
}

// WithJournal keeps transactions in a journal that outlives the process; see txn.OpenSQLite. The default keeps them in memory. The
// caller closes the journal, after the connection.
func WithJournal(j txn.Journal) Option { return func(o *options) { o.journal = j } }

// WithTransactions says how transactions are priced, repeated and confirmed. The chain is filled in.
func WithTransactions(cfg txn.Config) Option { return func(o *options) { o.transactions = cfg } }

// WithFault is for tests: see txn.Deps.
func WithFault(fault func(point string)) Option { return func(o *options) { o.fault = fault } }

// WithMaxHeadAge refuses nodes whose latest block is older; negative accepts any age. The default is that of rpcpool.Config.
func WithMaxHeadAge(age time.Duration) Option { return func(o *options) { o.nodes.MaxHeadAge = age } }

// WithChainID refuses nodes of another chain.
func WithChainID(id uint64) Option {
	return func(o *options) { o.nodes.ChainID = new(big.Int).SetUint64(id) }
}

// Connect waits, at most 10 seconds, until a node answers and is in order. The URLs are http or https ones, separated by commas, the
// preferred first.
func Connect(ctx context.Context, rpcURLs string, opts ...Option) (*Conn, error) {
	o := options{journal: txn.NewMemory()}
	for _, opt := range opts {
		opt(&o)
	}
	var err error
	if o.nodes.URLs, err = rpcpool.ParseURLs(rpcURLs); err != nil {
		return nil, err
	}
	o.nodes.Timeout, o.nodes.Logger = callTimeout, slog.Default()
	pool, err := rpcpool.Open(ctx, o.nodes)
	if err != nil {
		return nil, err
	}
	return &Conn{
		pool: pool, eth: pool.Client(), chainID: pool.ChainID(), name: pool.Name(), options: o,
		managers: map[common.Address]*txn.Manager{}, sent: map[common.Hash]*txn.Tx{},
	}, nil
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

// ChainID is the number of the chain that the nodes serve.
func (c *Conn) ChainID() uint64 { return c.chainID.Uint64() }

// Nodes is what is thought of each RPC node, in the order of their URLs.
func (c *Conn) Nodes() []rpcpool.Health { return c.pool.Health() }

// Close lets go of the connection. Calls on their way fail; transactions on theirs stay in the journal.
func (c *Conn) Close() {
	c.mu.Lock()
	c.closed = true
	managers := c.managers
	c.managers = map[common.Address]*txn.Manager{}
	c.mu.Unlock()
	for _, m := range managers {
		m.Close()
	}
	c.pool.Close()
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
