package chain_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

// fakeRounds is a chain with rounds of a minute.
type fakeRounds struct {
	start     time.Time
	last      uint64
	inits     int // that succeeded
	attempts  int
	downUntil time.Time
	refuse    error // every attempt
}

func (f *fakeRounds) Round(context.Context) (chain.RoundStatus, error) {
	if time.Now().Before(f.downUntil) {
		return chain.RoundStatus{}, errDown
	}
	current := uint64(time.Since(f.start)/time.Minute) + 1
	return chain.RoundStatus{
		Current: current, Last: f.last, Length: time.Minute,
		Began: f.start.Add(time.Duration(current-1) * time.Minute),
	}, nil
}

func (f *fakeRounds) InitRound(ctx context.Context, _ chain.Signer) error {
	f.attempts++
	status, err := f.Round(ctx)
	switch {
	case err != nil:
		return err
	case f.refuse != nil:
		return f.refuse
	case !status.Due():
		return fmt.Errorf("%w: %w", chain.ErrReverted, chain.ErrRoundInitialized)
	}
	f.last = status.Current
	f.inits++
	return nil
}

func TestKeeper(t *testing.T) {
	key := newKey(t)
	for name, c := range map[string]struct {
		keepers, minutes int
		downFor          time.Duration
		refuse           error
		inits            int
	}{
		"every round once":             {keepers: 1, minutes: 10, inits: 10},
		"many keepers, still once":     {keepers: 5, minutes: 10, inits: 10},
		"goes on after an RPC failure": {keepers: 1, minutes: 10, downFor: 5*time.Minute + 30*time.Second, inits: 5},
		"nothing staked":               {keepers: 1, minutes: 3, refuse: chain.ErrNothingStaked},
		"refused for another reason":   {keepers: 1, minutes: 3, refuse: errors.New("no gas")},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rounds := &fakeRounds{start: time.Now(), downUntil: time.Now().Add(c.downFor), refuse: c.refuse}
				lock := make(chan struct{}, 1)
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan error)
				for range c.keepers {
					k, err := chain.NewKeeper(chain.KeeperConfig{Key: key}, lockedRounds{rounds, lock})
					require.NoError(t, err)
					go func() { done <- k.Run(ctx) }()
				}
				<-time.After(time.Duration(c.minutes)*time.Minute - time.Second)
				synctest.Wait()
				cancel()
				for range c.keepers {
					require.ErrorIs(t, <-done, context.Canceled)
				}
				require.Equal(t, c.inits, rounds.inits)
				if c.refuse != nil {
					require.Greater(t, rounds.attempts, 10, "keeps trying")
				} else {
					require.Equal(t, c.inits, rounds.attempts, "looks again before it pays")
				}
			})
		})
	}
}

// lockedRounds lets many keepers share one chain.
type lockedRounds struct {
	*fakeRounds
	lock chan struct{}
}

func (l lockedRounds) Round(ctx context.Context) (chain.RoundStatus, error) {
	l.lock <- struct{}{}
	defer func() { <-l.lock }()
	return l.fakeRounds.Round(ctx)
}

func (l lockedRounds) InitRound(ctx context.Context, key chain.Signer) error {
	l.lock <- struct{}{}
	defer func() { <-l.lock }()
	return l.fakeRounds.InitRound(ctx, key)
}

func TestNewKeeperRefuses(t *testing.T) {
	_, err := chain.NewKeeper(chain.KeeperConfig{}, &fakeRounds{})
	require.Error(t, err)
	_, err = chain.NewKeeper(chain.KeeperConfig{Key: newKey(t), Jitter: -1}, &fakeRounds{})
	require.Error(t, err)
}
