package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
)

// Earnings is what a delegator's part of a pool has earned and what was not claimed yet.
type Earnings struct {
	Fees    *big.Int // in the settlement asset's smallest unit
	Rewards *big.Int // in the stake token's
}

// Delegation is what an account has with an orchestrator.
type Delegation struct {
	Bond *big.Int // what its part of the pool is worth, in the token's smallest unit
	Earnings
}

// Delegation reads what a delegator has with an orchestrator; itself, where it is one.
func (c *Client) Delegation(ctx context.Context, delegator, orchestrator common.Address) (d Delegation, err error) {
	staking := c.addresses.Staking
	bond, err1 := call(ctx, c, staking, c.staking.PackBondOf(delegator, orchestrator), c.staking.UnpackBondOf)
	earned, err2 := call(ctx, c, staking, c.staking.PackEarningsOf(delegator, orchestrator), c.staking.UnpackEarningsOf)
	if err := errors.Join(err1, err2); err != nil {
		return d, fmt.Errorf("read what %s has with %s: %w", delegator, orchestrator, err)
	}
	return Delegation{Bond: bond, Earnings: Earnings{Fees: earned.Fees, Rewards: earned.Rewards}}, nil
}

// Claim gets the fees and rewards that the key's part of a pool has earned. With rewardsOnly the fees stay, should the settlement
// asset refuse to pay.
func (c *Client) Claim(ctx context.Context, key Signer, orchestrator common.Address, rewardsOnly bool) error {
	calldata := c.staking.PackClaim(orchestrator)
	if rewardsOnly {
		calldata = c.staking.PackClaimRewards(orchestrator)
	}
	if err := c.transact(ctx, key, c.addresses.Staking, calldata); err != nil {
		return fmt.Errorf("claim earnings with %s: %w", orchestrator, err)
	}
	return nil
}

// Reward mints the key's part of the current round's budget to its pool, once a round. It wraps ErrRoundNotInitialized,
// ErrNotInSnapshot or ErrAlreadyRewarded where there is none to be had.
func (c *Client) Reward(ctx context.Context, key Signer) error {
	index, err := c.rewardIndex(ctx, addressOf(key))
	if err == nil {
		err = c.transact(ctx, key, c.addresses.Staking, c.staking.PackReward(big.NewInt(int64(index))))
	}
	if err != nil {
		return fmt.Errorf("call reward: %w", err)
	}
	return nil
}

// RewardDue says whether the orchestrator may call reward in the current round and did not yet.
func (c *Client) RewardDue(ctx context.Context, orchestrator common.Address) (bool, error) {
	_, err := c.rewardIndex(ctx, orchestrator)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, ErrRoundNotInitialized), errors.Is(err, ErrNotInSnapshot), errors.Is(err, ErrAlreadyRewarded):
		return false, nil
	default:
		return false, fmt.Errorf("look for reward of %s: %w", orchestrator, err)
	}
}

// rewardIndex is the orchestrator's place in the current round's snapshot, if it has not had the round's reward.
func (c *Client) rewardIndex(ctx context.Context, orchestrator common.Address) (int, error) {
	round, err := c.Round(ctx)
	if err != nil {
		return 0, err
	}
	if round.Due() {
		return 0, fmt.Errorf("%w: %d", ErrRoundNotInitialized, round.Current)
	}
	snapshot, err := c.SnapshotOf(ctx, round.Current)
	if err != nil {
		return 0, err
	}
	for i, stake := range snapshot.Stakes {
		if stake.Orchestrator != orchestrator {
			continue
		}
		o, err := call(ctx, c, c.addresses.Staking, c.staking.PackOrchestratorOf(orchestrator), c.staking.UnpackOrchestratorOf)
		if err == nil && o.LastRewardRound >= round.Current {
			err = fmt.Errorf("%w: %d", ErrAlreadyRewarded, round.Current)
		}
		return i, err
	}
	return 0, fmt.Errorf("%w: %s has no weight in round %d", ErrNotInSnapshot, orchestrator, round.Current)
}

// MaxPart is the whole, in millionths: what commissions are parts of.
const MaxPart = 1_000_000

// Commission is how an orchestrator shares, in millionths.
type Commission struct {
	RewardCut uint32 // the part of its rewards that it keeps before its pool
	FeeShare  uint32 // the part of its fees that goes to its pool, its own bond included
}

// DefaultCommission is what an orchestrator registers with when it does not say.
func DefaultCommission() Commission {
	return Commission{RewardCut: DefaultRewardCut, FeeShare: DefaultFeeShare}
}

// SetCommission changes the key's commission from the next round on.
func (c *Client) SetCommission(ctx context.Context, key Signer, commission Commission) error {
	calldata := c.staking.PackSetCommission(commission.RewardCut, commission.FeeShare)
	if err := c.transact(ctx, key, c.addresses.Staking, calldata); err != nil {
		return fmt.Errorf("set commission: %w", err)
	}
	return nil
}

// Activate puts a registered orchestrator into the active set, in the place of the member with the smallest stake where the set
// is full. Anybody may pay for it.
func (c *Client) Activate(ctx context.Context, key Signer, orchestrator common.Address) error {
	if err := c.transact(ctx, key, c.addresses.Staking, c.staking.PackActivate(orchestrator)); err != nil {
		return fmt.Errorf("activate %s: %w", orchestrator, err)
	}
	return nil
}

// Pool is an orchestrator as others see it before they bond to it.
type Pool struct {
	Orchestrator common.Address
	Stake        *big.Int // all that is bonded to it
	SelfBond     *big.Int // its own part
	Active       bool     // in the set that the next snapshot is taken of
	Commission   Commission
	LastReward   uint64 // the round in which it called reward last; 0 if it never did
	Service      Service
}

// MaxListed is how many orchestrators Pools reads at most.
const MaxListed = 1000

// Pools reads the orchestrators that ever registered, oldest first, at most MaxListed.
func (c *Client) Pools(ctx context.Context) ([]Pool, error) {
	calldata := c.staking.PackOrchestrators(new(big.Int), big.NewInt(MaxListed))
	list, err := call(ctx, c, c.addresses.Staking, calldata, c.staking.UnpackOrchestrators)
	if err != nil {
		return nil, fmt.Errorf("list orchestrators: %w", err)
	}
	services, err := c.Services(ctx, list)
	if err != nil {
		return nil, err
	}
	pools := make([]Pool, len(list))
	for i, o := range list {
		state, err := call(ctx, c, c.addresses.Staking, c.staking.PackOrchestratorOf(o), c.staking.UnpackOrchestratorOf)
		if err != nil {
			return nil, fmt.Errorf("read orchestrator %s: %w", o, err)
		}
		pools[i] = Pool{
			Orchestrator: o, Stake: state.Stake, SelfBond: state.SelfBond, Active: state.Active, Service: services[o],
			Commission: Commission{RewardCut: state.RewardCut, FeeShare: state.FeeShare}, LastReward: state.LastRewardRound,
		}
	}
	return pools, nil
}
