package chain_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

// captureLog collects what is logged until the test ends.
func captureLog(t *testing.T) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&out, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return &out
}

// fakeRewarder is a contract that takes reward once a round.
type fakeRewarder struct {
	rounds    *fakeRounds
	last      uint64
	calls     int
	refuse    error
	downUntil time.Time
}

func (f *fakeRewarder) RewardDue(ctx context.Context, _ common.Address) (bool, error) {
	if time.Now().Before(f.downUntil) {
		return false, errors.New("down")
	}
	r, err := f.rounds.Round(ctx)
	return f.last < r.Current, err
}

func (f *fakeRewarder) Reward(ctx context.Context, _ chain.Signer) error {
	f.calls++
	if f.refuse != nil {
		return f.refuse
	}
	r, err := f.rounds.Round(ctx)
	f.last = r.Current
	return err
}

// keep runs a keeper with duties for some minutes, of a round each.
func keep(t *testing.T, rounds *fakeRounds, minutes int, duties ...chain.Duty) {
	t.Helper()
	k, err := chain.NewKeeper(chain.KeeperConfig{Key: newKey(t), Duties: duties}, rounds)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(minutes)*time.Minute-time.Second)
	defer cancel()
	require.ErrorIs(t, k.Run(ctx), context.DeadlineExceeded)
}

func TestRewardDuty(t *testing.T) {
	for name, c := range map[string]struct {
		refuse error
		down   time.Duration
		before uint64 // an earlier process did it up to this round
		calls  int
	}{
		"once a round":                    {calls: 5},
		"not again after a restart":       {before: 1, calls: 4},
		"again after an RPC failure":      {down: 90 * time.Second, calls: 4},
		"a refusal is not repeated":       {refuse: fmt.Errorf("%w: no", chain.ErrReverted), calls: 5},
		"what was not refused is, though": {refuse: errors.New("no ether"), calls: 145},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rounds := &fakeRounds{start: time.Now()}
				rewarder := &fakeRewarder{rounds: rounds, refuse: c.refuse, downUntil: time.Now().Add(c.down), last: c.before}
				keep(t, rounds, 5, chain.NewRewardDuty(newKey(t), rewarder))
				if c.calls > 100 {
					require.Greater(t, rewarder.calls, 100)
				} else {
					require.Equal(t, c.calls, rewarder.calls)
				}
			})
		})
	}
}

func TestRewardWaitsForTheRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rounds := &fakeRounds{start: time.Now(), refuse: chain.ErrNothingStaked}
		rewarder := &fakeRewarder{rounds: rounds}
		keep(t, rounds, 3, chain.NewRewardDuty(newKey(t), rewarder))
		require.Zero(t, rewarder.calls, "no round was initialized")
	})
}

// fakeStakes is an account that leaves the active set for a while.
type fakeStakes struct {
	leaves, returns time.Time
	stake           *big.Int
}

func (f *fakeStakes) StakeStatus(context.Context, common.Address) (chain.StakeStatus, error) {
	now := time.Now()
	return chain.StakeStatus{Stake: f.stake, SelfBond: f.stake, Active: now.Before(f.leaves) || !now.Before(f.returns)}, nil
}

func TestActiveWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, start := captureLog(t), time.Now()
		stakes := &fakeStakes{leaves: start.Add(3 * time.Minute), returns: start.Add(8 * time.Minute), stake: chain.Tokens(5)}
		keep(t, &fakeRounds{start: start}, 12, chain.NewActiveWatch(common.Address{1}, stakes))
		require.Equal(t, 1, strings.Count(out.String(), "fell out of the active set"))
		require.Equal(t, 1, strings.Count(out.String(), "in the active set again"))
		require.Contains(t, out.String(), "stake=5")
	})
	synctest.Test(t, func(t *testing.T) {
		out := captureLog(t)
		stakes := &fakeStakes{returns: time.Now().Add(time.Hour), stake: new(big.Int)}
		keep(t, &fakeRounds{start: time.Now()}, 5, chain.NewActiveWatch(common.Address{1}, stakes))
		require.Equal(t, 1, strings.Count(out.String(), "has no stake"))
	})
}

// fakePurse spends some ether every minute, and is filled up once.
type fakePurse struct {
	start  time.Time
	filled time.Time
}

func (f *fakePurse) Balance(context.Context, common.Address) (*big.Int, error) {
	if !time.Now().Before(f.filled) {
		return chain.Tokens(1), nil
	}
	spent := new(big.Int).Mul(big.NewInt(int64(time.Since(f.start)/time.Minute)), big.NewInt(1e16))
	return spent.Sub(big.NewInt(6e16), spent), nil
}

func (f *fakePurse) GasPrice(context.Context) (*big.Int, error) { return big.NewInt(10e9), nil }

func TestBalanceWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, start := captureLog(t), time.Now()
		// A transaction is taken for 0.0025 ether, so 10 of them cost 0.025; 0.02 is left after 4 minutes.
		purse := &fakePurse{start: start, filled: start.Add(6 * time.Minute)}
		keep(t, &fakeRounds{start: start}, 10, chain.NewBalanceWatch(common.Address{1}, purse, 10))
		require.Equal(t, 1, strings.Count(out.String(), "ether for gas runs out"))
		require.Contains(t, out.String(), "ether=0.02 ")
		require.Contains(t, out.String(), "transactions_left=8 ")
		require.Equal(t, 1, strings.Count(out.String(), "suffices again"))
	})
}

func TestDutyThatFailsIsLoggedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := captureLog(t)
		rounds := &fakeRounds{start: time.Now()}
		rewarder := &fakeRewarder{rounds: rounds, refuse: errors.New("no ether")}
		keep(t, rounds, 3, chain.NewRewardDuty(newKey(t), rewarder))
		require.Equal(t, 1, strings.Count(out.String(), "no ether"))
		require.Contains(t, out.String(), "duty=reward")
	})
}
