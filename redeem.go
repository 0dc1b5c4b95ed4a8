package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"path/filepath"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator/handover"
	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	logs "github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
)

// What an orchestrator keeps of its winnings, in its data directory.
const (
	winningsFile    = "winnings.db"    // the tickets
	redemptionsFile = "redemptions.db" // how far redemptions were followed
)

// redeemFlags say when winning tickets are redeemed.
type redeemFlags struct {
	EtherPrice    dollarsFlag    `help:"What an ether costs, in dollars: what redeeming costs in gas is compared with what it pays." default:"3000" placeholder:"DOLLARS"`
	EtherFeed     common.Address `help:"Contract (AggregatorV3) that says what an ether costs in dollars. --ether-price holds while it cannot." placeholder:"ADDRESS"`
	MaxGas        percentFlag    `name:"redeem-max-gas" help:"How much of what winning tickets pay their gas may cost while there is time, in percent. When they are about to expire, anything short of all." default:"10" placeholder:"PERCENT"`
	Confirmations uint64         `name:"redeem-confirmations" help:"Blocks on top of a redemption until it counts." default:"12"`
}

// till is what an orchestrator's tickets win, and what redeems them.
type till struct {
	winnings winnings.Store
	run      func(ctx context.Context) error                                    // redeems, or forwards to who does
	waiting  func(ctx context.Context, sender common.Address) (*big.Int, error) // at a shared redeemer; nil: there is none
	closers  []func() error
}

// openTill opens what an orchestrator of this account keeps in its data directory. The key is the account's or its operator's. The caller
// lets it run, and then closes the till.
func openTill(ctx context.Context, f redeemFlags, dir string, account common.Address, client *chain.Client, key chain.Signer, metrics prometheus.Registerer, prices feeds) (t *till, err error) {
	t, err = openWinnings(ctx, dir, account, client)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			t.close()
		}
	}()
	checkpoints, err := logs.OpenSQLite(ctx, filepath.Join(dir, redemptionsFile))
	if err != nil {
		return nil, err
	}
	t.closers = append(t.closers, checkpoints.Close)
	follower, err := client.FollowRedemptions(ctx, account, checkpoints, f.Confirmations)
	if err != nil {
		return nil, err
	}
	ether, stopFeed, err := prices.follow(ctx, etherFeed, f.EtherFeed)
	if err != nil {
		return nil, err
	}
	t.closers = append(t.closers, func() error { stopFeed(); return nil })
	r, err := redeemer.New(redeemer.Config{
		Recipient: account, EtherPrice: f.EtherPrice.units, MaxGasPart: uint64(f.MaxGas.millionths),
	}, redeemer.Deps{
		Chain: client, Follower: follower, Store: t.winnings, Key: key, Metrics: redeemer.NewMetrics(metrics),
		EtherPrice: etherPrice(ether, f.EtherPrice.units),
	})
	if err != nil {
		return nil, err
	}
	t.run = r.Run
	return t, nil
}

// openForwardingTill is openTill for a node that leaves redeeming to a shared redeemer.
func openForwardingTill(ctx context.Context, uri, dir string, account common.Address, client *chain.Client, key *signer.Key) (*till, error) {
	t, err := openWinnings(ctx, dir, account, client)
	if err != nil {
		return nil, err
	}
	f, err := handover.NewForwarder(handover.ForwarderConfig{URI: uri}, handover.ForwarderDeps{Key: key, Store: t.winnings})
	if err != nil {
		t.close()
		return nil, err
	}
	t.run, t.waiting = f.Run, f.Waiting
	return t, nil
}

func openWinnings(ctx context.Context, dir string, account common.Address, client *chain.Client) (*till, error) {
	store, err := winnings.OpenSQLite(ctx, filepath.Join(dir, winningsFile), bookOf(account, client))
	if err != nil {
		return nil, err
	}
	earnings := earningsFile{path: filepath.Join(dir, earningsName), account: account}
	stopSweep := background(func(ctx context.Context) error { return winnings.Sweep(ctx, store) })
	stopReport := background(func(ctx context.Context) error { return earnings.follow(ctx, store) })
	return &till{winnings: store, closers: []func() error{store.Close, func() error { stopReport(); stopSweep(); return nil }}}, nil
}

// passingTill is openTill for a chain that keeps nothing: neither does the till, beyond the process.
func passingTill(ctx context.Context, cfg redeemer.Config, client *chain.Client, key chain.Signer) (*till, error) {
	follower, err := client.FollowRedemptions(ctx, cfg.Recipient, logs.NewMemory(), fundsConfirmations)
	if err != nil {
		return nil, err
	}
	store := winnings.NewMemory(bookOf(cfg.Recipient, client))
	r, err := redeemer.New(cfg, redeemer.Deps{Chain: client, Follower: follower, Store: store, Key: key})
	if err != nil {
		return nil, err
	}
	return &till{winnings: store, run: r.Run}, nil
}

func bookOf(account common.Address, client *chain.Client) winnings.Book {
	return winnings.Book{Broker: client.Addresses().BrokerDomain(), Recipient: account}
}

// close closes the files, the newest first.
func (t *till) close() {
	var err error
	for _, c := range slices.Backward(t.closers) {
		err = errors.Join(err, c())
	}
	if err != nil {
		slog.Warn("winnings not closed", "err", err)
	}
}

// redeemerCmd redeems for several nodes of one orchestrator, and sees to the chain for them.
type redeemerCmd struct {
	accountFlags   `embed:""`
	redeemFlags    `embed:""`
	priceFeedFlags `embed:""`
	Addr           string         `help:"Address to listen on." default:":8937"`
	ServiceURI     string         `name:"service-uri" help:"Where the orchestrator's nodes reach this redeemer." required:"" placeholder:"https://HOST:PORT"`
	DataDir        string         `help:"Folder of what the redeemer keeps." default:"redeemer"`
	MetricsAddr    string         `help:"Address for Prometheus (/metrics) and health (/healthz), without TLS. Default: none." placeholder:"HOST:PORT"`
	Account        common.Address `help:"The account whose tickets these are, where --key-file is its operator's key." placeholder:"ADDRESS"`
}

// Run implements command.
func (c *redeemerCmd) Run(ctx context.Context, stdout io.Writer) error {
	if err := identity.CheckURI(c.ServiceURI); err != nil {
		return fmt.Errorf("%w: --service-uri: %w", errUsage, err)
	}
	key, client, closeChain, err := c.openLasting(ctx, c.DataDir)
	if err != nil {
		return err
	}
	defer closeChain()
	account := cmp.Or(c.Account, key.Address())
	metrics, stopMetrics, err := serveMetrics(ctx, c.MetricsAddr)
	if err != nil {
		return err
	}
	defer stopMetrics()
	till, err := openTill(ctx, c.redeemFlags, c.DataDir, account, client, key, metrics, c.feeds(client.Conn, metrics))
	if err != nil {
		return err
	}
	defer till.close()
	keeper, err := chain.NewKeeper(chain.KeeperConfig{Key: key, Duties: orchestratorDuties(account, client, key)}, client)
	if err != nil {
		return err
	}
	server, err := handover.NewServer(handover.ServerConfig{Addr: c.Addr, URI: c.ServiceURI}, handover.ServerDeps{Key: key, Store: till.winnings})
	if err != nil {
		return err
	}
	if err := server.Start(ctx); err != nil {
		return err
	}
	defer background(keeper.Run)()
	defer background(till.run)()
	fmt.Fprintf(stdout, "redeemer of %s: %s on %s\n", account, c.ServiceURI, server.Addr())
	<-ctx.Done()
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return server.Stop(stopCtx)
}
