package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/follow"
)

// Files in an orchestrator's data directory.
const (
	winningsFile    = "winnings.db"    // tickets that won
	redemptionsFile = "redemptions.db" // how far the chain was read for what became of them
)

// confirmations is how deep a redemption lies in the chain before it counts.
const confirmations = 3

// collecting is how an orchestrator comes by its money: tickets that win are kept, and redeemed.
type collecting struct {
	winnings    winnings.Store
	checkpoints follow.Store
	close       func() error
}

// openCollecting opens the files in a folder.
func openCollecting(ctx context.Context, dir string, book winnings.Book) (c collecting, err error) {
	if c.winnings, err = winnings.OpenSQLite(ctx, filepath.Join(dir, winningsFile), book); err != nil {
		return c, err
	}
	checkpoints, err := follow.OpenSQLite(ctx, filepath.Join(dir, redemptionsFile))
	if err != nil {
		return c, errors.Join(err, c.winnings.Close())
	}
	c.checkpoints = checkpoints
	c.close = func() error { return errors.Join(c.winnings.Close(), checkpoints.Close()) }
	return c, nil
}

// passingCollecting keeps nothing beyond the process, for a chain that does not either.
func passingCollecting(book winnings.Book) collecting {
	return collecting{winnings.NewMemory(book), follow.NewMemory(), func() error { return nil }}
}

// redeem redeems what is kept until stop is called, which waits for it. The key is the recipient's or its operator's.
func (c collecting) redeem(ctx context.Context, cfg redeemer.Config, client *chain.Client, key chain.Signer, metrics prometheus.Registerer) (stop func(), err error) {
	follower, err := client.FollowRedemptions(ctx, cfg.Recipient, c.checkpoints, confirmations)
	if err != nil {
		return nil, err
	}
	deps := redeemer.Deps{Chain: client, Follower: follower, Store: c.winnings, Key: key}
	if metrics != nil {
		deps.Metrics = redeemer.NewMetrics(metrics)
	}
	r, err := redeemer.New(cfg, deps)
	if err != nil {
		return nil, err
	}
	return background(r.Run), nil
}

// accountOr is the account whose stake counts: the key's own where no other is given.
func accountOr(account common.Address, key chain.Signer) common.Address {
	if account == (common.Address{}) {
		return key.Address()
	}
	return account
}
