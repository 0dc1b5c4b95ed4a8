package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/term"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/signer"
)

// consentFlags say how a command that signs transactions asks for consent and answers.
type consentFlags struct {
	Yes    bool `help:"Do not ask before signing."`
	DryRun bool `help:"Show what would be signed and what it may cost; sign nothing."`
	JSON   bool `name:"json" help:"Answer in JSON."`
}

func (f consentFlags) check() error {
	if f.Yes && f.DryRun {
		return fmt.Errorf("%w: --yes or --dry-run, not both", errUsage)
	}
	return nil
}

// transactFlags are the flags of every command that signs transactions to the contracts.
type transactFlags struct {
	contractsFlags `embed:""`
	signerFlags    `embed:""`
	consentFlags   `embed:""`
}

// transaction is what a command does with a key on the contracts.
type transaction struct {
	action string // what it is for, in words: "bond 100 tokens to 0x…"
	do     func(ctx context.Context, key signer.Signer, client *chain.Client) error
	// done, which may be nil, is what to say afterwards, in words and as JSON.
	done func(ctx context.Context, client *chain.Client) (string, any, error)
}

// run explains each transaction before it is signed and asks, unless the flags say otherwise.
func (f transactFlags) run(ctx context.Context, stdout io.Writer, t transaction) error {
	if err := f.check(); err != nil {
		return err
	}
	key, err := f.load(ctx)
	if err != nil {
		return err
	}
	client, err := f.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	r := f.consent(stdout, key.Address(), client.ChainID(), t.action, client.Addresses().Describe)
	if err := t.do(chain.WithReview(ctx, r.review), key, client); err != nil {
		return err
	}
	said, result := "done: "+t.action, any(nil)
	if t.done != nil && !f.DryRun {
		if said, result, err = t.done(ctx, client); err != nil {
			return err
		}
	}
	return r.answer(stdout, said, result)
}

// consent shows a command's transactions to whoever runs it, and remembers them.
type consent struct {
	flags    consentFlags
	report   transactReport
	chainID  uint64
	describe func(to *common.Address, wei *big.Int, data []byte) string
	talk     io.Writer
	in       *os.File
}

// transactReport is the answer of a command that signs, as JSON.
type transactReport struct {
	Account      common.Address `json:"account"`
	Action       string         `json:"action"`
	DryRun       bool           `json:"dry_run,omitempty"`
	Transactions []proposedCall `json:"transactions"`
	Result       any            `json:"result,omitempty"`
}

// proposedCall is one transaction, in words.
type proposedCall struct {
	Call     string `json:"call"`
	Gas      uint64 `json:"gas,omitempty"`       // limit; none where it depends on one before it
	MaxEther string `json:"max_ether,omitempty"` // value and gas at the highest fee
}

// consent begins to watch what an account signs. Where the answer is JSON, a person is talked to on standard error.
func (f consentFlags) consent(stdout io.Writer, account common.Address, chainID uint64, action string,
	describe func(*common.Address, *big.Int, []byte) string,
) *consent {
	c := &consent{
		flags: f, chainID: chainID, describe: describe, talk: stdout, in: os.Stdin,
		report: transactReport{Account: account, Action: action, DryRun: f.DryRun, Transactions: []proposedCall{}},
	}
	if f.JSON {
		c.talk = os.Stderr
	}
	return c
}

var (
	errDeclined = errors.New("declined: nothing more was signed")
	errMustAsk  = fmt.Errorf("%w: there is no terminal to ask on: say --yes to sign, or --dry-run to look", errUsage)
)

// review implements chain.Review.
func (c *consent) review(p chain.Proposal) error {
	call := proposedCall{Call: c.describe(p.To, p.Value, p.Data)}
	cost := "its cost is known once the one before it is mined"
	if p.Err == nil {
		call.Gas, call.MaxEther = p.Gas, chain.FormatTokens(p.MaxCost)
		cost = fmt.Sprintf("at most %s ether, of %s", call.MaxEther, chain.FormatTokens(p.Balance))
	}
	c.report.Transactions = append(c.report.Transactions, call)
	if c.flags.Yes {
		return nil
	}
	if len(c.report.Transactions) == 1 {
		fmt.Fprintf(c.talk, "To %s, %s signs on chain %d:\n", c.report.Action, c.report.Account, c.chainID)
	}
	fmt.Fprintf(c.talk, "%3d. %s\n     %s\n", len(c.report.Transactions), call.Call, cost)
	if c.flags.DryRun {
		return chain.ErrSkip
	}
	return c.ask()
}

func (c *consent) ask() error {
	if !term.IsTerminal(int(c.in.Fd())) {
		return errMustAsk
	}
	fmt.Fprint(c.talk, "     Sign it? [y/N] ")
	answer, err := bufio.NewReader(io.LimitReader(c.in, 64)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read answer: %w", err)
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	default:
		return errDeclined
	}
}

// answer says how it ended, in words or as JSON.
func (c *consent) answer(stdout io.Writer, said string, result any) error {
	if c.flags.JSON {
		c.report.Result = result
		return printJSON(stdout, c.report)
	}
	if c.flags.DryRun {
		said = "dry run: nothing was signed"
	}
	_, err := fmt.Fprintln(stdout, said)
	return err
}
