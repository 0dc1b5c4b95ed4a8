package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"
)

// Rounds is what a Keeper needs of the chain. A Client is one.
type Rounds interface {
	Round(ctx context.Context) (RoundStatus, error)
	InitRound(ctx context.Context, key Signer) error
}

// KeeperConfig says how a Keeper works.
type KeeperConfig struct {
	Key      Signer        // pays the gas; needs no tokens
	Interval time.Duration     // between looks at the round; default 2 s
	Jitter   time.Duration     // the longest wait, drawn anew each time, before a due round is initialized; default 2 s
}

// Keeper initializes every round that is due. Many may run: each waits a random while first, so mostly one of them pays, and
// one that comes late loses only the gas of nothing.
type Keeper struct {
	cfg    KeeperConfig
	rounds Rounds
	log    *slog.Logger
	failed bool // the last look failed, and was logged
}

// NewKeeper makes a keeper that does nothing until Run.
func NewKeeper(cfg KeeperConfig, rounds Rounds) (*Keeper, error) {
	if cfg.Key == nil {
		return nil, errors.New("keeper: no key to pay with")
	}
	if cfg.Interval == 0 {
		cfg.Interval = 2 * time.Second
	}
	if cfg.Jitter == 0 {
		cfg.Jitter = 2 * time.Second
	}
	if cfg.Interval < 0 || cfg.Jitter < 0 {
		return nil, fmt.Errorf("keeper: interval %s and jitter %s must be positive", cfg.Interval, cfg.Jitter)
	}
	return &Keeper{cfg: cfg, rounds: rounds, log: slog.Default()}, nil
}

// Run looks at the round at intervals until ctx is done; it then returns why. Errors of the RPC are logged and tried again.
// It is called once.
func (k *Keeper) Run(ctx context.Context) error {
	for {
		err := k.keep(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && !k.failed:
			k.log.Warn("round cannot be kept; trying again", "err", err)
		case err == nil && k.failed:
			k.log.Info("round is kept again")
		}
		k.failed = err != nil
		if !sleep(ctx, k.cfg.Interval) {
			return context.Cause(ctx)
		}
	}
}

// keep initializes the round if it is due and still is after a random while. Nothing staked is nothing to do.
func (k *Keeper) keep(ctx context.Context) error {
	status, err := k.rounds.Round(ctx)
	if err != nil || !status.Due() {
		return err
	}
	if !sleep(ctx, rand.N(k.cfg.Jitter)) {
		return context.Cause(ctx)
	}
	if status, err = k.rounds.Round(ctx); err != nil || !status.Due() {
		return err
	}
	err = k.rounds.InitRound(ctx, k.cfg.Key)
	switch {
	case err == nil:
		k.log.Info("round initialized", "round", status.Current)
		return nil
	case errors.Is(err, ErrRoundInitialized), errors.Is(err, ErrNothingStaked):
		return nil
	default:
		return err
	}
}
