package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/signer"
)

// walletBalanceCmd shows what an account holds.
type walletBalanceCmd struct {
	readFlags   `embed:""`
	accountFlag `embed:""`
}

// balanceReport is the answer of wallet balance, in whole ether, tokens and dollars.
type balanceReport struct {
	Account       common.Address `json:"account"`
	Ether         string         `json:"ether"`
	Tokens        string         `json:"tokens"`
	Dollars       string         `json:"dollars"`
	Deposit       string         `json:"deposit"`
	Reserve       string         `json:"reserve"`
	WithdrawRound uint64         `json:"withdraw_round,omitempty"` // while it is unlocking
	HeldUntil     uint64         `json:"held_until,omitempty"`     // a claim holds the reserve until this round
}

// Run implements command.
func (c *walletBalanceCmd) Run(ctx context.Context, stdout io.Writer) error {
	account, err := c.account()
	if err != nil {
		return err
	}
	return c.show(ctx, stdout, func(client *chain.Client) (report, error) { return reportBalance(ctx, client, account) })
}

func reportBalance(ctx context.Context, client *chain.Client, account common.Address) (r balanceReport, err error) {
	ether, err := client.Balance(ctx, account)
	if err != nil {
		return r, err
	}
	tokens, err := client.TokenBalance(ctx, account)
	if err != nil {
		return r, err
	}
	dollars, err := client.AssetBalance(ctx, account)
	if err != nil {
		return r, err
	}
	d, err := client.Deposit(ctx, account)
	if err != nil {
		return r, err
	}
	return balanceReport{
		Account: account, Ether: chain.FormatTokens(ether), Tokens: chain.FormatTokens(tokens), Dollars: chain.FormatAsset(dollars),
		Deposit: chain.FormatAsset(d.Deposit), Reserve: chain.FormatAsset(d.Reserve), WithdrawRound: d.WithdrawRound, HeldUntil: d.HeldUntil,
	}, nil
}

func (r balanceReport) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "account\t%s\n", r.Account)
	fmt.Fprintf(t, "in hand\t%s ether, %s tokens, %s dollars\n", r.Ether, r.Tokens, r.Dollars)
	fmt.Fprintf(t, "deposit\t%s dollars\n", r.Deposit)
	fmt.Fprintf(t, "reserve\t%s dollars\n", r.Reserve)
	if r.WithdrawRound > 0 {
		fmt.Fprintf(t, "unlocking\tcan be withdrawn from round %d on\n", max(r.WithdrawRound, r.HeldUntil))
	}
	return t.Flush()
}

// walletFundCmd sends ether, tokens or dollars.
type walletFundCmd struct {
	transactFlags `embed:""`
	To            common.Address `help:"The account." required:"" placeholder:"ADDRESS"`
	Ether         tokensFlag     `help:"Ether to send." placeholder:"ETHER"`
	Tokens        tokensFlag     `help:"Stake tokens to send." placeholder:"TOKENS"`
	Dollars       dollarsFlag    `help:"Dollars, of the settlement asset, to send." placeholder:"DOLLARS"`
	Mint          bool           `help:"Make the dollars instead of sending your own: on a development chain, where they are play money."`
}

// Run implements command.
func (c *walletFundCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.Ether.units == nil && c.Tokens.units == nil && c.Dollars.units == nil {
		return fmt.Errorf("%w: nothing to send: say --ether, --tokens or --dollars", errUsage)
	}
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("fund %s", c.To),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			if c.Ether.units != nil {
				if err := client.Send(ctx, key, c.To, c.Ether.units); err != nil {
					return err
				}
			}
			if c.Tokens.units != nil {
				if err := client.Grant(ctx, key, c.To, c.Tokens.units); err != nil {
					return err
				}
			}
			switch {
			case c.Dollars.units == nil:
				return nil
			case c.Mint:
				return client.MintAsset(ctx, key, c.To, c.Dollars.units)
			default:
				return client.SendAsset(ctx, key, c.To, c.Dollars.units)
			}
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			r, err := reportBalance(ctx, client, c.To)
			return fmt.Sprintf("%s has %s ether, %s tokens and %s dollars", c.To, r.Ether, r.Tokens, r.Dollars), r, err
		},
	})
}

// walletDepositCmd funds a deposit and a reserve.
type walletDepositCmd struct {
	transactFlags `embed:""`
	Deposit       dollarsFlag    `help:"Dollars to add to the deposit, which pays winning tickets of any orchestrator." placeholder:"DOLLARS"`
	Reserve       dollarsFlag    `help:"Dollars to add to the reserve, which pays when the deposit is empty, to each active orchestrator an equal part." placeholder:"DOLLARS"`
	Owner         common.Address `help:"Whose; the key's own by default." placeholder:"ADDRESS"`
}

// Run implements command.
func (c *walletDepositCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.Deposit.units == nil && c.Reserve.units == nil {
		return fmt.Errorf("%w: nothing to put down: say --deposit, --reserve or both", errUsage)
	}
	var owner common.Address
	return c.run(ctx, stdout, transaction{
		action: "fund a deposit for tickets",
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			if owner = c.Owner; owner == (common.Address{}) {
				owner = key.Address()
			}
			return client.FundDeposit(ctx, key, owner, c.Deposit.units, c.Reserve.units)
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			return sayDeposit(ctx, client, owner)
		},
	})
}

// sayDeposit says what is down for an account now.
func sayDeposit(ctx context.Context, client *chain.Client, owner common.Address) (string, any, error) {
	r, err := reportBalance(ctx, client, owner)
	if err != nil {
		return "", nil, err
	}
	text := fmt.Sprintf("%s has a deposit of %s and a reserve of %s dollars", owner, r.Deposit, r.Reserve)
	if r.WithdrawRound > 0 {
		text += fmt.Sprintf(", to be withdrawn from round %d on", max(r.WithdrawRound, r.HeldUntil))
	}
	return text, r, nil
}

// walletUnlockCmd begins or ends the unlocking of a deposit.
type walletUnlockCmd struct {
	transactFlags `embed:""`
	Cancel        bool `help:"Stop unlocking, and go on paying."`
}

// Run implements command.
func (c *walletUnlockCmd) Run(ctx context.Context, stdout io.Writer) error {
	action, do := "unlock deposit and reserve", (*chain.Client).Unlock
	if c.Cancel {
		action, do = "stop unlocking deposit and reserve", (*chain.Client).CancelUnlock
	}
	return c.runDeposit(ctx, stdout, action, do)
}

// walletWithdrawCmd takes a deposit out.
type walletWithdrawCmd struct {
	transactFlags `embed:""`
}

// Run implements command.
func (c *walletWithdrawCmd) Run(ctx context.Context, stdout io.Writer) error {
	return c.runDeposit(ctx, stdout, "withdraw deposit and reserve", (*chain.Client).WithdrawDeposit)
}

// runDeposit does something with the key's own deposit, and says what is down afterwards.
func (f transactFlags) runDeposit(ctx context.Context, stdout io.Writer, action string, do func(*chain.Client, context.Context, chain.Signer) error) error {
	var owner common.Address
	return f.run(ctx, stdout, transaction{
		action: action,
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			owner = key.Address()
			return do(client, ctx, key)
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			return sayDeposit(ctx, client, owner)
		},
	})
}
