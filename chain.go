package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
)

// chainCmd groups the commands about the chain itself.
type chainCmd struct {
	Dev    chainDevCmd    `cmd:"" help:"Run a development chain with a JSON-RPC port. It keeps nothing when it stops."`
	Deploy chainDeployCmd `cmd:"" help:"Deploy the contracts to the chain behind an RPC node."`
}

// rpcFlag names the RPC nodes.
type rpcFlag struct {
	RPC        string        `name:"rpc" help:"URL of an Ethereum JSON-RPC node, or of several, separated by commas: the first that is in order is asked." default:"http://127.0.0.1:8545"`
	MaxHeadAge time.Duration `name:"rpc-max-age" help:"Do not believe an RPC node whose latest block is older; 0 believes any, as an idle development chain needs." default:"10m"`
}

// options are the connection's.
func (f rpcFlag) options() []chain.Option {
	age := f.MaxHeadAge
	if age == 0 {
		age = -1
	}
	return []chain.Option{chain.WithMaxHeadAge(age)}
}

// contractsFlags say how to reach the deployed contracts.
type contractsFlags struct {
	rpcFlag   `embed:""`
	Contracts string `help:"Contract addresses, as millrace chain deploy wrote them." default:"addresses.json"`
}

// dial connects to the contracts; the caller closes the client.
func (f contractsFlags) dial(ctx context.Context, opts ...chain.Option) (*chain.Client, error) {
	addresses, err := chain.LoadAddresses(f.Contracts)
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: name the file that millrace chain deploy wrote with --contracts", err)
	}
	if err != nil {
		return nil, err
	}
	return chainClient(chain.Dial(ctx, f.RPC, addresses, append(f.options(), opts...)...))
}

// report is what a command that only reads answers.
type report interface{ print(w io.Writer) error }

// readFlags are the flags of every command that reads from the contracts and signs nothing.
type readFlags struct {
	contractsFlags `embed:""`
	JSON           bool `name:"json" help:"Answer in JSON."`
}

// show reads a report and prints it.
func (f readFlags) show(ctx context.Context, stdout io.Writer, read func(*chain.Client) (report, error)) error {
	client, err := f.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	r, err := read(client)
	if err != nil {
		return err
	}
	if f.JSON {
		return printJSON(stdout, r)
	}
	return r.print(stdout)
}

// chainClient marks a malformed RPC URL as wrong usage.
func chainClient[T any](client T, err error) (T, error) {
	if errors.Is(err, chain.ErrURL) {
		err = fmt.Errorf("%w: --rpc: %w", errUsage, err)
	}
	return client, err
}

// accountFlags say which contracts a node works on, and with which key.
type accountFlags struct {
	contractsFlags `embed:""`
	keyFlags       `embed:""`
}

// open loads the key and connects to the contracts; the caller closes the client.
func (f accountFlags) open(ctx context.Context) (*signer.Key, *chain.Client, error) {
	key, err := f.load()
	if err != nil {
		return nil, nil, err
	}
	client, err := f.dial(ctx)
	if err != nil {
		return nil, nil, err
	}
	return key, client, nil
}

// transactionsFile is the journal of transactions, in the data directory.
const transactionsFile = "transactions.db"

// openLasting is open for a node: what the key sends is kept in a journal in its data directory, and what an earlier process left
// unfinished goes on.
func (f accountFlags) openLasting(ctx context.Context, dataDir string) (key *signer.Key, client *chain.Client, stop func(), err error) {
	if key, err = f.load(); err != nil {
		return nil, nil, nil, err
	}
	journal, err := txn.OpenSQLite(ctx, filepath.Join(dataDir, transactionsFile))
	if err != nil {
		return nil, nil, nil, err
	}
	if client, err = f.dial(ctx, chain.WithJournal(journal)); err != nil {
		return nil, nil, nil, errors.Join(err, journal.Close())
	}
	stop = func() {
		client.Close()
		_ = journal.Close() // what it holds is on the disk
	}
	if err := client.Resume(ctx, key); err != nil {
		stop()
		return nil, nil, nil, err
	}
	return key, client, stop, nil
}

// grantFlag is ADDRESS=AMOUNT on the command line.
type grantFlag chain.Grant

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *grantFlag) UnmarshalText(text []byte) error {
	address, amount, ok := strings.Cut(string(text), "=")
	if !ok {
		return errors.New("want ADDRESS=TOKENS")
	}
	if err := f.To.UnmarshalText([]byte(address)); err != nil {
		return err
	}
	var tokens tokensFlag
	if err := tokens.UnmarshalText([]byte(amount)); err != nil {
		return err
	}
	f.Amount = tokens.units
	return nil
}

// chainDevCmd runs a development chain.
type chainDevCmd struct {
	RPCAddr   string           `name:"rpc-addr" help:"Host and port of the JSON-RPC server; port 0 takes a free one." default:"127.0.0.1:8545"`
	Fund      []common.Address `help:"Accounts that begin with a million ether. May be repeated." placeholder:"ADDRESS"`
	FundDir   string           `help:"Directory whose keystore files' accounts begin with a million ether each, too." type:"existingdir" placeholder:"DIR"`
	BlockTime time.Duration    `help:"Time between blocks while nobody sends a transaction, at least 1s." default:"1s"`
}

// keystoreAccounts lists the accounts of the keystore files (*.json) in a directory.
func keystoreAccounts(dir string) ([]common.Address, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var accounts []common.Address
	for _, file := range files {
		account, err := identity.KeyAddress(file)
		if err != nil {
			return nil, err
		}
		accounts = append(accounts, account)
	}
	return accounts, nil
}

// Run implements command.
func (c *chainDevCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.FundDir != "" {
		accounts, err := keystoreAccounts(c.FundDir)
		if err != nil {
			return err
		}
		c.Fund = append(c.Fund, accounts...)
	}
	d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: c.RPCAddr, BlockTime: c.BlockTime, Fund: c.Fund})
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err := d.Start(ctx); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "development chain %d at %s\n", chain.DevChainID, d.URL())
	for _, account := range c.Fund {
		fmt.Fprintf(stdout, "funded %s\n", account)
	}
	<-ctx.Done()
	return d.Stop(context.WithoutCancel(ctx))
}

// chainDeployCmd deploys the contracts.
type chainDeployCmd struct {
	rpcFlag         `embed:""`
	signerFlags     `embed:""`
	consentFlags    `embed:""`
	RoundLength     time.Duration  `help:"Length of a round, in whole seconds." default:"60s"`
	UnbondingRounds uint64         `help:"Rounds that unbonded tokens stay locked, from 1 to 1000." default:"7"`
	MinSelfBond     tokensFlag     `help:"What an orchestrator bonds to itself at least, in tokens." default:"100" placeholder:"TOKENS"`
	Supply          tokensFlag     `help:"Tokens to begin with; all belong to the key." default:"1000000000" placeholder:"TOKENS"`
	Asset           common.Address `help:"Token of six decimals that fees are paid in. Default: play money that anybody can make, for development chains." placeholder:"ADDRESS"`
	Grant           []grantFlag    `help:"Give an account this many of the tokens. May be repeated." placeholder:"ADDRESS=TOKENS"`
	Out             string         `help:"Write the contract addresses to this file." default:"addresses.json" placeholder:"FILE"`
}

func (c *chainDeployCmd) params() chain.DeployParams {
	params := chain.DeployParams{
		InitialSupply:   c.Supply.units,
		RoundLength:     c.RoundLength,
		UnbondingRounds: c.UnbondingRounds,
		MinSelfBond:     c.MinSelfBond.units,
		Asset:           c.Asset,
	}
	for _, g := range c.Grant {
		params.Grants = append(params.Grants, chain.Grant(g))
	}
	return params
}

// Run implements command. What was sent is kept beside the output file until all is deployed, so that a deployment which was
// interrupted goes on where it was.
func (c *chainDeployCmd) Run(ctx context.Context, stdout io.Writer) error {
	params := c.params()
	if err := errors.Join(c.check(), params.Validate()); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	key, err := c.load(ctx)
	if err != nil {
		return err
	}
	if c.DryRun { // an interrupted deployment is neither gone on with nor forgotten
		_, err := c.deploy(ctx, stdout, key, params, txn.NewMemory())
		return err
	}
	journalFile := c.Out + ".deploying"
	journal, err := txn.OpenSQLite(ctx, journalFile)
	if err != nil {
		return err
	}
	addresses, err := c.deploy(ctx, stdout, key, params, journal)
	if err = errors.Join(err, journal.Close()); err != nil {
		return err
	}
	if err := addresses.Save(c.Out); err != nil {
		return err
	}
	return removeJournal(journalFile)
}

func (c *chainDeployCmd) deploy(ctx context.Context, stdout io.Writer, key signer.Signer, params chain.DeployParams, journal txn.Journal) (chain.Addresses, error) {
	conn, err := chainClient(chain.Connect(ctx, c.RPC, append(c.options(), chain.WithJournal(journal))...))
	if err != nil {
		return chain.Addresses{}, err
	}
	defer conn.Close()
	consent := c.consent(stdout, key.Address(), conn.ChainID(), "deploy the contracts", chain.Addresses{}.Describe)
	ctx = chain.WithIntent(chain.WithReview(ctx, consent.review), "deploy")
	addresses, err := chain.Deploy(ctx, conn, key, params)
	if err != nil {
		return addresses, err
	}
	return addresses, consent.answer(stdout, addresses.String()+"\nwritten to       "+c.Out, addresses)
}

// removeJournal removes a journal of SQLite with what may lie beside it.
func removeJournal(file string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove journal: %w", err)
		}
	}
	return nil
}
