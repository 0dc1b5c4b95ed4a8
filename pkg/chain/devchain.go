package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/netip"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/eth/catalyst"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/eth/filters"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/p2p"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/millrace/millrace/pkg/listen"
	"github.com/millrace/millrace/pkg/signer"
)

// DevChainID is the chain number of every DevChain.
const DevChainID = 1337

// DevChainConfig says how a DevChain works.
type DevChainConfig struct {
	RPCAddr   string           // host:port of the JSON-RPC server; default 127.0.0.1:8545; port 0 takes a free one
	BlockTime time.Duration    // between blocks while nobody sends anything; from 1 s, default 1 s
	Fund      []common.Address // accounts that begin with a million ether
}

// DevChain is an Ethereum chain of one node inside this process, with the rules of today's mainnet and chain number DevChainID. It
// serves JSON-RPC over HTTP, evm_increaseTime included. It keeps nothing: every start begins with the genesis block, so contracts must be deployed again.
//
// A block is made as soon as a transaction comes, and every BlockTime. No two blocks have the same second, so a burst of
// transactions sends the chain's clock ahead of the wall's; empty blocks then wait for the wall's to catch up.
type DevChain struct {
	cfg    DevChainConfig
	host   string
	port   int
	faucet Signer

	stack  *node.Node
	eth    *eth.Ethereum
	beacon *catalyst.SimulatedBeacon
	cancel context.CancelFunc
	done   chan struct{} // closed when no more blocks are made
	ahead  chan advance
}

// advance asks for a block so much later than the latest.
type advance struct {
	by   time.Duration
	done chan error
}

// NewDevChain checks the configuration.
func NewDevChain(cfg DevChainConfig) (*DevChain, error) {
	if cfg.RPCAddr == "" {
		cfg.RPCAddr = "127.0.0.1:8545"
	}
	if cfg.BlockTime == 0 {
		cfg.BlockTime = time.Second
	}
	if cfg.BlockTime < time.Second {
		return nil, fmt.Errorf("development chain: block time %s: at least 1 s, since blocks are dated in seconds", cfg.BlockTime)
	}
	host, service, err := net.SplitHostPort(cfg.RPCAddr)
	if err != nil {
		return nil, fmt.Errorf("development chain: RPC address: %w", err)
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("development chain: RPC address %q: port must be a number", cfg.RPCAddr)
	}
	if host == "" {
		host = "0.0.0.0"
	}
	faucet, err := signer.Generate()
	if err != nil {
		return nil, fmt.Errorf("development chain: %w", err)
	}
	return &DevChain{cfg: cfg, host: host, port: int(port), faucet: faucet, ahead: make(chan advance)}, nil
}

// Start begins the chain; it returns once the RPC server answers. A DevChain is started once.
func (d *DevChain) Start(context.Context) error {
	if d.stack != nil {
		return errors.New("development chain: started before")
	}
	if err := d.open(); err != nil {
		if d.stack != nil {
			err = errors.Join(err, ignore(d.stack.Close(), node.ErrNodeStopped))
		}
		return fmt.Errorf("start development chain: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d.cancel, d.done = cancel, make(chan struct{})
	go func() {
		defer close(d.done)
		d.makeBlocks(ctx)
	}()
	return nil
}

func (d *DevChain) open() error {
	// A node that could not open its port leaves parts running that only a started one can stop. So try the port before.
	probe, err := listen.TCP(context.Background(), net.JoinHostPort(d.host, strconv.Itoa(d.port)))
	if err != nil {
		return err
	}
	if err = probe.Close(); err != nil {
		return err
	}
	stack, err := node.New(d.nodeConfig())
	if err != nil {
		return err
	}
	d.stack = stack
	if d.eth, err = eth.New(stack, d.ethConfig()); err != nil {
		return err
	}
	stack.RegisterAPIs([]rpc.API{
		{Namespace: "eth", Service: filters.NewFilterAPI(filters.NewFilterSystem(d.eth.APIBackend, filters.Config{}))},
		{Namespace: "evm", Service: clock{d}},
	})
	if err = stack.Start(); err != nil {
		return err
	}
	d.beacon, err = catalyst.NewSimulatedBeacon(0, common.Address{}, d.eth)
	return err
}

func (d *DevChain) nodeConfig() *node.Config {
	hosts := []string{"localhost"} // names that web pages elsewhere cannot point at us
	if ip, err := netip.ParseAddr(d.host); d.host != "localhost" && (err != nil || !ip.IsLoopback()) {
		hosts = []string{"*"}
	}
	return &node.Config{
		Name:                 "millrace",
		P2P:                  p2p.Config{NoDiscovery: true, NoDial: true},
		HTTPHost:             d.host,
		HTTPPort:             d.port,
		HTTPModules:          []string{"eth", "net", "web3", "evm"},
		HTTPVirtualHosts:     hosts,
		HTTPTimeouts:         rpc.DefaultHTTPTimeouts,
		BatchRequestLimit:    1000,
		BatchResponseMaxSize: 25 << 20,
	}
}

func (d *DevChain) ethConfig() *ethconfig.Config {
	rules := *params.AllDevChainProtocolChanges
	rules.ChainID = big.NewInt(DevChainID)
	rules.BogotaTime = nil // not on mainnet yet
	alloc := core.SystemContractAllocs()
	million := new(big.Int).Mul(big.NewInt(1_000_000), big.NewInt(params.Ether))
	for _, account := range append([]common.Address{addressOf(d.faucet)}, d.cfg.Fund...) {
		alloc[account] = types.Account{Balance: million}
	}
	cfg := ethconfig.Defaults
	cfg.Genesis = &core.Genesis{
		Config:    &rules,
		Timestamp: uint64(time.Now().Unix()),
		GasLimit:  cfg.Miner.GasCeil,
		Alloc:     alloc,
	}
	cfg.SyncMode = ethconfig.FullSync
	cfg.TxPool.NoLocals = true
	cfg.LogNoHistory = true
	cfg.DatabaseCache, cfg.TrieCleanCache, cfg.TrieDirtyCache, cfg.SnapshotCache = 16, 16, 16, 16 // MiB
	return &cfg
}

// makeBlocks owns the making of blocks until ctx is done.
func (d *DevChain) makeBlocks(ctx context.Context) {
	// The pool waits for whoever listens to it, and a block waits for the pool: so somebody else must listen.
	sent := make(chan core.NewTxsEvent, 64)
	wake := make(chan struct{}, 1)
	sub := d.eth.TxPool().SubscribeTransactions(sent, true)
	listened := make(chan struct{})
	go func() {
		defer close(listened)
		for {
			select {
			case <-sent:
				select {
				case wake <- struct{}{}:
				default: // it will see this transaction too
				}
			case <-sub.Err():
				return
			}
		}
	}()
	defer func() {
		sub.Unsubscribe()
		<-listened
	}()

	ticker := time.NewTicker(d.cfg.BlockTime)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wake:
			d.beacon.Commit()
		case <-ticker.C:
			pending, _ := d.eth.TxPool().Stats()
			if pending > 0 || d.eth.BlockChain().CurrentHeader().Time < uint64(time.Now().Unix()) {
				d.beacon.Commit()
			}
		case a := <-d.ahead:
			d.beacon.Commit() // what is pending belongs to the time before
			a.done <- d.beacon.AdjustTime(a.by)
		}
	}
}

// Advance moves a started chain's clock ahead, in whole seconds, by a block without transactions. It goes on from there, so that nodes
// which are asked how old their latest block is may find it of the future (WithMaxHeadAge).
func (d *DevChain) Advance(ctx context.Context, by time.Duration) error {
	a := advance{by, make(chan error, 1)}
	for {
		select {
		case d.ahead <- a:
		case <-d.done:
			return errors.New("development chain: stopped")
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		if err := <-a.done; err == nil { // it fails while something is pending
			return nil
		}
	}
}

// clock is the part of the JSON-RPC that other development chains have too.
type clock struct{ chain *DevChain }

// IncreaseTime is evm_increaseTime: it moves the clock ahead as Advance does, so that a block of the new time is there at once.
func (c clock) IncreaseTime(ctx context.Context, seconds uint32) (uint32, error) {
	return seconds, c.chain.Advance(ctx, time.Duration(seconds)*time.Second)
}

// Stop ends the chain and its RPC server. It works on a chain that was not started.
func (d *DevChain) Stop(context.Context) error {
	if d.cancel == nil {
		return nil
	}
	d.cancel()
	<-d.done
	d.cancel = nil
	if err := errors.Join(d.beacon.Stop(), d.stack.Close()); err != nil {
		return fmt.Errorf("stop development chain: %w", err)
	}
	return nil
}

// URL is where the started chain serves JSON-RPC, as a client on this machine reaches it.
func (d *DevChain) URL() string {
	u := d.stack.HTTPEndpoint()
	if at, err := netip.ParseAddrPort(u[len("http://"):]); err == nil && at.Addr().IsUnspecified() {
		return "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(int(at.Port())))
	}
	return u
}

// Faucet is a key with a million ether, new at every start.
func (d *DevChain) Faucet() Signer { return d.faucet }
