package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
)

// stakeCmd groups the commands about stake.
type stakeCmd struct {
	Register stakeRegisterCmd `cmd:"" help:"Become an orchestrator: publish a service and bond tokens to yourself."`
	Bond     stakeBondCmd     `cmd:"" help:"Bond more tokens to an orchestrator, yourself by default."`
	Status   stakeStatusCmd   `cmd:"" help:"Show what the contracts say about an account."`
}

// stakeRegisterCmd makes the key an orchestrator.
type stakeRegisterCmd struct {
	accountFlags `embed:""`
	URI          string         `name:"uri" help:"Where broadcasters reach the orchestrator." required:"" placeholder:"https://HOST:PORT"`
	Stake        tokensFlag     `help:"Tokens to bond." required:"" placeholder:"TOKENS"`
	Operator     common.Address `help:"Hot key that signs for the orchestrator instead of its own." placeholder:"ADDRESS"`
}

// Run implements command.
func (c *stakeRegisterCmd) Run(ctx context.Context, stdout io.Writer) error {
	if err := identity.CheckURI(c.URI); err != nil {
		return fmt.Errorf("%w: --uri: %w", errUsage, err)
	}
	key, client, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.Register(ctx, key, c.URI, c.Operator, c.Stake.units); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%s is registered with %s tokens; it counts from the next round\n",
		key.Address(), chain.FormatTokens(c.Stake.units))
	return nil
}

// stakeBondCmd bonds more tokens.
type stakeBondCmd struct {
	accountFlags `embed:""`
	To           common.Address `help:"The orchestrator; the key itself by default." placeholder:"ADDRESS"`
	Stake        tokensFlag     `help:"Tokens to bond." required:"" placeholder:"TOKENS"`
}

// Run implements command.
func (c *stakeBondCmd) Run(ctx context.Context, stdout io.Writer) error {
	key, client, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	to := c.To
	if to == (common.Address{}) {
		to = key.Address()
	}
	if err := client.Bond(ctx, key, to, c.Stake.units); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "bonded %s tokens to %s; they count from the next round\n", chain.FormatTokens(c.Stake.units), to)
	return nil
}

// stakeStatusCmd shows an account's stake.
type stakeStatusCmd struct {
	contractsFlags `embed:""`
	Address        common.Address `help:"The account." placeholder:"ADDRESS" xor:"account" required:""`
	KeyFile        string         `help:"Keystore file of the account." placeholder:"FILE" xor:"account" required:""`
	JSON           bool           `name:"json" help:"Answer in JSON."`
}

// stakeReport is the answer of stake status. Amounts are in whole tokens and ether.
type stakeReport struct {
	Account    common.Address `json:"account"`
	Registered bool           `json:"registered"`
	Active     bool           `json:"active"`
	Stake      string         `json:"stake"`
	SelfBond   string         `json:"self_bond"`
	Weight     string         `json:"weight"`
	Round      uint64         `json:"round"`
	Tokens     string         `json:"tokens"`
	Ether      string         `json:"ether"`
	URI        string         `json:"uri"`
	Operator   common.Address `json:"operator"`
	Unbonding  []lockReport   `json:"unbonding"`
}

type lockReport struct {
	ID            uint64 `json:"id"`
	Amount        string `json:"amount"`
	WithdrawRound uint64 `json:"withdraw_round"`
}

// Run implements command.
func (c *stakeStatusCmd) Run(ctx context.Context, stdout io.Writer) error {
	account := c.Address
	if c.KeyFile != "" {
		var err error
		if account, err = identity.KeyAddress(c.KeyFile); err != nil {
			return err
		}
	}
	client, err := c.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	status, err := client.StakeStatus(ctx, account)
	if err != nil {
		return err
	}
	report := reportStake(status)
	if c.JSON {
		return printJSON(stdout, report)
	}
	return report.print(stdout)
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
	fmt.Fprintf(t, "in hand\t%s tokens, %s ether\n", r.Tokens, r.Ether)
	fmt.Fprintf(t, "service\t%s\n", r.URI)
	fmt.Fprintf(t, "operator\t%s\n", r.Operator)
	for _, l := range r.Unbonding {
		fmt.Fprintf(t, "unbonding\t%s tokens in lock %d, from round %d\n", l.Amount, l.ID, l.WithdrawRound)
	}
	return t.Flush()
}

// printJSON writes an answer as indented JSON.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
