package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	logs "github.com/millrace/millrace/pkg/chain/follow"
)

// What an orchestrator keeps of its winnings, in its data directory.
const (
	winningsFile    = "winnings.db"    // the tickets
	redemptionsFile = "redemptions.db" // how far redemptions were followed
)

// redeemFlags say when winning tickets are redeemed.
type redeemFlags struct {
	EtherPrice    dollarsFlag `help:"What an ether costs, in dollars: what redeeming costs in gas is compared with what it pays." default:"3000" placeholder:"DOLLARS"`
	MaxGas        percentFlag `name:"redeem-max-gas" help:"How much of what winning tickets pay their gas may cost while there is time, in percent. When they are about to expire, anything short of all." default:"10" placeholder:"PERCENT"`
	Confirmations uint64      `name:"redeem-confirmations" help:"Blocks on top of a redemption until it counts." default:"12"`
}

func (f redeemFlags) config(recipient common.Address) redeemer.Config {
	return redeemer.Config{Recipient: recipient, EtherPrice: f.EtherPrice.units, MaxGasPart: uint64(f.MaxGas.millionths)}
}

// till is what an orchestrator's tickets win, and what redeems them.
type till struct {
	winnings winnings.Store
	redeemer *redeemer.Redeemer
	closers  []func() error
}

// openTill opens what an orchestrator of this account keeps in its data directory. The key is the account's or its operator's. The caller
// runs the redeemer, and then closes the till.
func openTill(ctx context.Context, f redeemFlags, dir string, account common.Address, client *chain.Client, key chain.Signer, metrics prometheus.Registerer) (t *till, err error) {
	t = &till{}
	defer func() {
		if err != nil {
			t.close()
		}
	}()
	won, err := winnings.OpenSQLite(ctx, filepath.Join(dir, winningsFile), winnings.Book{Broker: client.Addresses().BrokerDomain(), Recipient: account})
	if err != nil {
		return nil, err
	}
	t.winnings, t.closers = won, append(t.closers, won.Close)
	checkpoints, err := logs.OpenSQLite(ctx, filepath.Join(dir, redemptionsFile))
	if err != nil {
		return nil, err
	}
	t.closers = append(t.closers, checkpoints.Close)
	follower, err := client.FollowRedemptions(ctx, account, checkpoints, f.Confirmations)
	if err != nil {
		return nil, err
	}
	earnings := earningsFile{path: filepath.Join(dir, earningsName), account: account}
	t.redeemer, err = redeemer.New(f.config(account), redeemer.Deps{
		Chain: client, Follower: follower, Store: t.winnings, Key: key, Metrics: redeemer.NewMetrics(metrics), Totals: earnings.write,
	})
	return t, err
}

// passingTill is a till that keeps nothing beyond the process, for a chain that does not either.
func passingTill(ctx context.Context, cfg redeemer.Config, client *chain.Client, key chain.Signer) (*till, error) {
	follower, err := client.FollowRedemptions(ctx, cfg.Recipient, logs.NewMemory(), fundsConfirmations)
	if err != nil {
		return nil, err
	}
	t := &till{winnings: winnings.NewMemory(winnings.Book{Broker: client.Addresses().BrokerDomain(), Recipient: cfg.Recipient})}
	t.redeemer, err = redeemer.New(cfg, redeemer.Deps{Chain: client, Follower: follower, Store: t.winnings, Key: key})
	return t, err
}

// close closes the files, the newest first.
func (t *till) close() {
	var err error
	for i := len(t.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, t.closers[i]())
	}
	if err != nil {
		slog.Warn("winnings not closed", "err", err)
	}
}
