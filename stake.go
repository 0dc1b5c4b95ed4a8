package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
)

// stakeCmd groups the commands about stake.
type stakeCmd struct {
	Register   stakeRegisterCmd   `cmd:"" help:"Become an orchestrator: publish a service and bond tokens to yourself."`
	Bond       stakeBondCmd       `cmd:"" help:"Bond tokens to an orchestrator, yourself by default."`
	Unbond     stakeUnbondCmd     `cmd:"" help:"Take bonded tokens back; they can be withdrawn some rounds later."`
	Withdraw   stakeWithdrawCmd   `cmd:"" help:"Get unbonded tokens whose lock is open."`
	Reward     stakeRewardCmd     `cmd:"" help:"Call the round's reward for your pool. A running orchestrator does it by itself."`
	Claim      stakeClaimCmd      `cmd:"" help:"Get the fees and rewards that your bond has earned."`
	Commission stakeCommissionCmd `cmd:"" help:"Change how you share with your delegators, from the next round on."`
	Activate   stakeActivateCmd   `cmd:"" help:"Put an orchestrator into the active set, in the place of a smaller one if it is full."`
	Status     stakeStatusCmd     `cmd:"" help:"Show what the contracts say about an account."`
	List       stakeListCmd       `cmd:"" help:"List the orchestrators with their stakes and commissions."`
}

// commissionFlags are an orchestrator's shares.
type commissionFlags struct {
	RewardCut percentFlag `help:"The part of your rewards that you keep before your delegators, in percent." placeholder:"PERCENT" default:"${reward_cut}"`
	FeeShare  percentFlag `help:"The part of your fees that goes to your pool, delegators and own bond alike, in percent." placeholder:"PERCENT" default:"${fee_share}"`
}

func (f commissionFlags) commission() chain.Commission {
	return chain.Commission{RewardCut: f.RewardCut.millionths, FeeShare: f.FeeShare.millionths}
}

// stakeRegisterCmd makes the key an orchestrator.
type stakeRegisterCmd struct {
	transactFlags   `embed:""`
	commissionFlags `embed:""`
	URI             string         `name:"uri" help:"Where broadcasters reach the orchestrator." required:"" placeholder:"https://HOST:PORT"`
	Stake           tokensFlag     `help:"Tokens to bond." required:"" placeholder:"TOKENS"`
	Operator        common.Address `help:"Hot key that signs for the orchestrator instead of its own." placeholder:"ADDRESS"`
}

// Run implements command.
func (c *stakeRegisterCmd) Run(ctx context.Context, stdout io.Writer) error {
	if err := identity.CheckURI(c.URI); err != nil {
		return fmt.Errorf("%w: --uri: %w", errUsage, err)
	}
	var account common.Address
	tokens := chain.FormatTokens(c.Stake.units)
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("register with %s tokens as the orchestrator at %s", tokens, c.URI),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			account = key.Address()
			return client.Register(ctx, key, chain.Registration{URI: c.URI, Operator: c.Operator, Stake: c.Stake.units, Commission: c.commission()})
		},
		done: func(context.Context, *chain.Client) (string, any, error) {
			return fmt.Sprintf("%s is registered with %s tokens; it counts from the next round", account, tokens), nil, nil
		},
	})
}

// orchestratorFlag names an orchestrator; the key's own account by default.
type orchestratorFlag struct {
	Orchestrator common.Address `help:"The orchestrator; the key itself by default." placeholder:"ADDRESS"`
}

func (f orchestratorFlag) or(key signer.Signer) common.Address {
	if f.Orchestrator == (common.Address{}) {
		return key.Address()
	}
	return f.Orchestrator
}

// name is the orchestrator in what is going to be done.
func (f orchestratorFlag) name() string {
	if f.Orchestrator == (common.Address{}) {
		return "itself"
	}
	return f.Orchestrator.Hex()
}

// stakeBondCmd bonds tokens.
type stakeBondCmd struct {
	transactFlags `embed:""`
	To            common.Address `help:"The orchestrator; the key itself by default." placeholder:"ADDRESS"`
	Stake         tokensFlag     `help:"Tokens to bond." required:"" placeholder:"TOKENS"`
}

// Run implements command.
func (c *stakeBondCmd) Run(ctx context.Context, stdout io.Writer) error {
	to := orchestratorFlag{c.To}
	tokens := chain.FormatTokens(c.Stake.units)
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("bond %s tokens to %s", tokens, to.name()),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			return client.Bond(ctx, key, to.or(key), c.Stake.units)
		},
		done: func(context.Context, *chain.Client) (string, any, error) {
			return fmt.Sprintf("bonded %s tokens to %s; they count from the next round", tokens, to.name()), nil, nil
		},
	})
}

// stakeUnbondCmd takes bonded tokens back.
type stakeUnbondCmd struct {
	transactFlags    `embed:""`
	orchestratorFlag `embed:""`
	Stake            tokensFlag `help:"Tokens to unbond." required:"" placeholder:"TOKENS"`
}

// Run implements command.
func (c *stakeUnbondCmd) Run(ctx context.Context, stdout io.Writer) error {
	tokens := chain.FormatTokens(c.Stake.units)
	var account common.Address
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("unbond %s tokens from %s", tokens, c.name()),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			account = key.Address()
			return client.Unbond(ctx, key, c.or(key), c.Stake.units)
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			status, err := client.StakeStatus(ctx, account)
			if err != nil || len(status.Locks) == 0 {
				return "", nil, err
			}
			lock := status.Locks[len(status.Locks)-1]
			return fmt.Sprintf("unbonded %s tokens; they can be withdrawn from round %d on with millrace stake withdraw --lock %d", tokens, lock.WithdrawRound, lock.ID),
				lockReport{ID: lock.ID, Amount: chain.FormatTokens(lock.Amount), WithdrawRound: lock.WithdrawRound}, nil
		},
	})
}

// stakeWithdrawCmd gets unbonded tokens.
type stakeWithdrawCmd struct {
	transactFlags `embed:""`
	Lock          *uint64 `help:"Number of the lock, as stake status shows it; all that are open by default." placeholder:"NUMBER"`
}

// Run implements command.
func (c *stakeWithdrawCmd) Run(ctx context.Context, stdout io.Writer) error {
	withdrawn := new(big.Int)
	return c.run(ctx, stdout, transaction{
		action: "withdraw unbonded tokens",
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			status, err := client.StakeStatus(ctx, key.Address())
			if err != nil {
				return err
			}
			round, err := client.Round(ctx)
			if err != nil {
				return err
			}
			locks, err := c.locks(status.Locks, round.Current)
			for _, lock := range locks {
				if err := client.Withdraw(ctx, key, lock.ID); err != nil {
					return err
				}
				withdrawn.Add(withdrawn, lock.Amount)
			}
			return err
		},
		done: func(context.Context, *chain.Client) (string, any, error) {
			tokens := chain.FormatTokens(withdrawn)
			return fmt.Sprintf("withdrew %s tokens", tokens), map[string]string{"amount": tokens}, nil
		},
	})
}

// locks are those to withdraw in a round.
func (c *stakeWithdrawCmd) locks(all []chain.Lock, round uint64) ([]chain.Lock, error) {
	if c.Lock != nil {
		for _, lock := range all {
			if lock.ID == *c.Lock {
				return []chain.Lock{lock}, nil
			}
		}
		return nil, fmt.Errorf("%w: %d; stake status lists them", chain.ErrNoSuchLock, *c.Lock)
	}
	var open []chain.Lock
	next := uint64(0)
	for _, lock := range all {
		if lock.WithdrawRound <= round {
			open = append(open, lock)
		} else if next == 0 || lock.WithdrawRound < next {
			next = lock.WithdrawRound
		}
	}
	switch {
	case len(open) > 0:
		return open, nil
	case next > 0:
		return nil, fmt.Errorf("%w: the first lock opens in round %d, this is %d", chain.ErrStillLocked, next, round)
	default:
		return nil, fmt.Errorf("%w: nothing is unbonding", chain.ErrNoSuchLock)
	}
}

// stakeRewardCmd calls reward.
type stakeRewardCmd struct {
	transactFlags `embed:""`
}

// Run implements command.
func (c *stakeRewardCmd) Run(ctx context.Context, stdout io.Writer) error {
	return c.run(ctx, stdout, transaction{
		action: "call the round's reward",
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			return client.Reward(ctx, key)
		},
	})
}

// stakeClaimCmd gets earnings.
type stakeClaimCmd struct {
	transactFlags    `embed:""`
	orchestratorFlag `embed:""`
	RewardsOnly      bool `help:"Leave the fees, should the settlement asset refuse to pay."`
}

// earningsReport is the answer of stake claim. Fees are in dollars, rewards in whole tokens.
type earningsReport struct {
	Fees    string `json:"fees"`
	Rewards string `json:"rewards"`
}

func reportEarnings(e chain.Earnings) earningsReport {
	return earningsReport{Fees: chain.FormatAsset(e.Fees), Rewards: chain.FormatTokens(e.Rewards)}
}

// Run implements command.
func (c *stakeClaimCmd) Run(ctx context.Context, stdout io.Writer) error {
	var earned chain.Earnings
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("claim what is earned with %s", c.name()),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			d, err := client.Delegation(ctx, key.Address(), c.or(key))
			if err != nil {
				return err
			}
			if earned = d.Earnings; c.RewardsOnly {
				earned.Fees = new(big.Int)
			}
			return client.Claim(ctx, key, c.or(key), c.RewardsOnly)
		},
		done: func(context.Context, *chain.Client) (string, any, error) {
			r := reportEarnings(earned)
			return fmt.Sprintf("claimed %s dollars of fees and %s tokens of rewards", r.Fees, r.Rewards), r, nil
		},
	})
}

// stakeCommissionCmd changes the commission.
type stakeCommissionCmd struct {
	transactFlags `embed:""`
	RewardCut     percentFlag `help:"The part of your rewards that you keep before your delegators, in percent." placeholder:"PERCENT" required:""`
	FeeShare      percentFlag `help:"The part of your fees that goes to your pool, in percent." placeholder:"PERCENT" required:""`
}

// Run implements command.
func (c *stakeCommissionCmd) Run(ctx context.Context, stdout io.Writer) error {
	commission := commissionFlags{c.RewardCut, c.FeeShare}.commission()
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("keep %s %% of rewards and share %s %% of fees from the next round on",
			chain.FormatPercent(commission.RewardCut), chain.FormatPercent(commission.FeeShare)),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			return client.SetCommission(ctx, key, commission)
		},
	})
}

// stakeActivateCmd puts an orchestrator into the active set.
type stakeActivateCmd struct {
	transactFlags    `embed:""`
	orchestratorFlag `embed:""`
}

// Run implements command.
func (c *stakeActivateCmd) Run(ctx context.Context, stdout io.Writer) error {
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("put %s into the active set", c.name()),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			return client.Activate(ctx, key, c.or(key))
		},
	})
}

// printJSON writes an answer as indented JSON.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
