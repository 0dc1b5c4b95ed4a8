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
	Interval time.Duration // between looks at the round; default 2 s
	Jitter   time.Duration // the longest wait, drawn anew each time, before a due round is initialized; default 2 s
	Duties   []Duty        // seen to at every look, one after the other
}

// Keeper initializes every round that is due, and sees to its duties. Many may run: each waits a random while first, so mostly one of them pays, and
// one that comes late loses only the gas of nothing.
type Keeper struct {
	cfg    KeeperConfig
	rounds Rounds
	log    *slog.Logger
	failed map[string]bool // what failed at the last look, and was logged; the round is ""
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
	return &Keeper{cfg: cfg, rounds: rounds, log: slog.Default(), failed: map[string]bool{}}, nil
}

// Run looks at the round at intervals until ctx is done; it then returns why. Errors of the RPC are logged and tried again.
// It is called once.
func (k *Keeper) Run(ctx context.Context) error {
	for {
		status, err := k.keep(ctx)
		k.report(ctx, "", err)
		for _, d := range k.cfg.Duties {
			if err == nil && ctx.Err() == nil {
				k.report(ctx, d.Name(), d.Look(ctx, status))
			}
		}
		if !sleep(ctx, k.cfg.Interval) {
			return context.Cause(ctx)
		}
	}
}

// report logs when the round, or a duty, begins to fail and when it no longer does.
func (k *Keeper) report(ctx context.Context, duty string, err error) {
	log := k.log
	if duty != "" {
		log = log.With("duty", duty)
	}
	switch {
	case ctx.Err() != nil:
		return
	case err != nil && !k.failed[duty]:
		log.Warn("round cannot be kept; trying again", "err", err)
	case err == nil && k.failed[duty]:
		log.Info("round is kept again")
	}
	k.failed[duty] = err != nil
}

// keep initializes the round if it is due and still is after a random while. Nothing staked is nothing to do.
func (k *Keeper) keep(ctx context.Context) (RoundStatus, error) {
	status, err := k.rounds.Round(ctx)
	if err != nil || !status.Due() {
		return status, err
	}
	if !sleep(ctx, rand.N(k.cfg.Jitter)) {
		return status, context.Cause(ctx)
	}
	if status, err = k.rounds.Round(ctx); err != nil || !status.Due() {
		return status, err
	}
	err = k.rounds.InitRound(ctx, k.cfg.Key)
	switch {
	case err == nil:
		k.log.Info("round initialized", "round", status.Current)
		status.Last = status.Current
		return status, nil
	case errors.Is(err, ErrRoundInitialized), errors.Is(err, ErrNothingStaked):
		return status, nil
	default:
		return status, err
	}
}
