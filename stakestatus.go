package main

import (
	"context"
	"fmt"
	"io"
	"math/big"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
)

// stakeStatusCmd shows an account's stake.
type stakeStatusCmd struct {
	readFlags   `embed:""`
	accountFlag `embed:""`
	To          common.Address `help:"The orchestrator whose pool to look at; the account itself by default." placeholder:"ADDRESS"`
}

// stakeReport is the answer of stake status. Amounts are in whole tokens and ether.
type stakeReport struct {
	Account    common.Address   `json:"account"`
	Registered bool             `json:"registered"`
	Active     bool             `json:"active"`
	Stake      string           `json:"stake"`
	SelfBond   string           `json:"self_bond"`
	Weight     string           `json:"weight"`
	Round      uint64           `json:"round"`
	Tokens     string           `json:"tokens"`
	Ether      string           `json:"ether"`
	URI        string           `json:"uri"`
	Operator   common.Address   `json:"operator"`
	RewardCut  string           `json:"reward_cut"` // percent
	FeeShare   string           `json:"fee_share"`  // percent
	Delegation delegationReport `json:"delegation"`
	Unbonding  []lockReport     `json:"unbonding"`
}

// delegationReport is what the account has in one pool.
type delegationReport struct {
	To   common.Address `json:"to"`
	Bond string         `json:"bond"`
	earningsReport
}

type lockReport struct {
	ID            uint64 `json:"id"`
	Amount        string `json:"amount"`
	WithdrawRound uint64 `json:"withdraw_round"`
}

// Run implements command.
func (c *stakeStatusCmd) Run(ctx context.Context, stdout io.Writer) error {
	account, err := c.account()
	if err != nil {
		return err
	}
	to := account
	if c.To != (common.Address{}) {
		to = c.To
	}
	return c.show(ctx, stdout, func(client *chain.Client) (report, error) {
		status, err := client.StakeStatus(ctx, account)
		if err != nil {
			return nil, err
		}
		delegation, err := client.Delegation(ctx, account, to)
		if err != nil {
			return nil, err
		}
		r := reportStake(status)
		r.Delegation = delegationReport{To: to, Bond: chain.FormatTokens(delegation.Bond), earningsReport: reportEarnings(delegation.Earnings)}
		return r, nil
	})
}

func reportStake(s chain.StakeStatus) stakeReport {
	tokens := func(units *big.Int) string { return chain.FormatTokens(units) }
	r := stakeReport{
		Account:    s.Account,
		Registered: s.SelfBond.Sign() > 0,
		Active:     s.Active,
		Stake:      tokens(s.Stake),
		SelfBond:   tokens(s.SelfBond),
		Weight:     tokens(s.Weight),
		Round:      s.Round,
		Tokens:     tokens(s.Tokens),
		Ether:      tokens(s.Wei), // ether has the token's decimals
		URI:        s.Service.URI,
		Operator:   s.Service.Operator,
		RewardCut:  chain.FormatPercent(s.Commission.RewardCut),
		FeeShare:   chain.FormatPercent(s.Commission.FeeShare),
		Unbonding:  []lockReport{},
	}
	for _, l := range s.Locks {
		r.Unbonding = append(r.Unbonding, lockReport{ID: l.ID, Amount: tokens(l.Amount), WithdrawRound: l.WithdrawRound})
	}
	return r
}

func (r stakeReport) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "account\t%s\n", r.Account)
	fmt.Fprintf(t, "registered\t%t\n", r.Registered)
	fmt.Fprintf(t, "active\t%t\n", r.Active)
	fmt.Fprintf(t, "stake\t%s tokens, %s its own\n", r.Stake, r.SelfBond)
	fmt.Fprintf(t, "weight\t%s in round %d\n", r.Weight, r.Round)
	if r.Registered {
		fmt.Fprintf(t, "commission\tkeeps %s %% of rewards, shares %s %% of fees\n", r.RewardCut, r.FeeShare)
	}
	d := r.Delegation
	fmt.Fprintf(t, "bonded\t%s tokens to %s, which earned %s dollars and %s tokens\n", d.Bond, d.To, d.Fees, d.Rewards)
	fmt.Fprintf(t, "in hand\t%s tokens, %s ether\n", r.Tokens, r.Ether)
	if r.URI != "" {
		fmt.Fprintf(t, "service\t%s\n", r.URI)
		fmt.Fprintf(t, "operator\t%s\n", r.Operator)
	}
	for _, l := range r.Unbonding {
		fmt.Fprintf(t, "unbonding\t%s tokens in lock %d, from round %d\n", l.Amount, l.ID, l.WithdrawRound)
	}
	return t.Flush()
}

// stakeListCmd lists the orchestrators.
type stakeListCmd struct {
	readFlags `embed:""`
	All       bool `help:"Those without stake too."`
}

// listedReport is one line of stake list. Amounts are in whole tokens, shares in percent.
type listedReport struct {
	Orchestrator common.Address `json:"orchestrator"`
	Active       bool           `json:"active"`
	Stake        string         `json:"stake"`
	SelfBond     string         `json:"self_bond"`
	RewardCut    string         `json:"reward_cut"`
	FeeShare     string         `json:"fee_share"`
	LastReward   uint64         `json:"last_reward_round"`
	URI          string         `json:"uri"`
}

// listReport is the answer of stake list.
type listReport []listedReport

// Run implements command.
func (c *stakeListCmd) Run(ctx context.Context, stdout io.Writer) error {
	return c.show(ctx, stdout, func(client *chain.Client) (report, error) {
		pools, err := client.Pools(ctx)
		if err != nil {
			return nil, err
		}
		list := listReport{}
		for _, p := range pools {
			if p.Stake.Sign() == 0 && !c.All {
				continue
			}
			list = append(list, listedReport{
				Orchestrator: p.Orchestrator, Active: p.Active, Stake: chain.FormatTokens(p.Stake), SelfBond: chain.FormatTokens(p.SelfBond),
				RewardCut: chain.FormatPercent(p.Commission.RewardCut), FeeShare: chain.FormatPercent(p.Commission.FeeShare),
				LastReward: p.LastReward, URI: p.Service.URI,
			})
		}
		return list, nil
	})
}

func (r listReport) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "orchestrator\tactive\tstake\tits own\tkeeps of rewards\tshares of fees\tlast reward\tservice")
	for _, l := range r {
		fmt.Fprintf(t, "%s\t%t\t%s\t%s\t%s %%\t%s %%\tround %d\t%s\n", l.Orchestrator, l.Active, l.Stake, l.SelfBond, l.RewardCut, l.FeeShare, l.LastReward, l.URI)
	}
	return t.Flush()
}
