// Command millrace runs a live video transcoding network, or one role of it.
//
// The root package is the composition root: this file parses the command line, and there is one file per command,
// which builds that command's parts and runs them until it is told to stop.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/version"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// cli is the whole command line. Every flag can also be set by MILLRACE_<FLAG> in the environment and in the YAML
// file of --config (configFile).
type cli struct {
	Config string   `help:"Read flags from this YAML file: lines such as http-addr: :8080, under the name of a command (broadcaster:) to mean that command only. The command line and the environment win." placeholder:"FILE"`
	Log    logFlags `embed:"" prefix:"log-"`

	Version kong.VersionFlag `help:"Show the version." env:"-"`

	traceFlags `embed:""`

	Dev          devCmd          `cmd:"" help:"Run the whole network on this machine: chain, contracts, orchestrators, transcoders, broadcaster."`
	Broadcaster  broadcasterCmd  `cmd:"" help:"Run a broadcaster: take streams in, have them transcoded, serve them."`
	Orchestrator orchestratorCmd `cmd:"" help:"Run an orchestrator: sell transcoding, have transcoders do it."`
	Redeemer     redeemerCmd     `cmd:"" help:"Redeem the winning tickets of an orchestrator that runs on several machines."`
	Transcoder   transcoderCmd   `cmd:"" help:"Run a transcoder for an orchestrator."`
	Devices      devicesCmd      `cmd:"" help:"List this machine's GPUs and how busy they are."`
	Bench        benchCmd        `cmd:"" help:"Measure how many sessions this machine transcodes in real time."`
	Worker       workerCmd       `cmd:"" help:"Issue credentials to an orchestrator's transcoders."`

	Publish publishCmd `cmd:"" help:"Replay an FLV file over RTMP."`
	HLS     hlsCmd     `cmd:"" name:"hls" help:"Check HLS streams."`

	Chain chainCmd `cmd:"" help:"Run a development chain; deploy the contracts."`
	Stake stakeCmd `cmd:"" help:"Register as an orchestrator, bond and unbond tokens, claim, show what is staked."`
	Round roundCmd `cmd:"" help:"Initialize a round; show the round and its snapshot."`

	Earnings earningsCmd `cmd:"" help:"Show what an orchestrator's tickets won, and what of that was redeemed."`

	Select selectCmd `cmd:"" help:"Draw from the snapshot of stakes; recompute selection records."`
	Wallet walletCmd `cmd:"" help:"Make or import a key; fund accounts; put down and withdraw deposits."`
	Court  courtCmd  `cmd:"" help:"List and report faults that orchestrators' signatures prove."`
}

// errUsage marks an error as the caller's wrong usage: exit code 2.
var errUsage = errors.New("wrong usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// options say how the command line is read.
func options() []kong.Option {
	return []kong.Option{
		kong.Name("millrace"),
		kong.Description("Live video transcoding by a network that is drawn by stake."),
		kong.DefaultEnvars("MILLRACE"),
		kong.Vars{
			"version":    version.Here(),
			"data_dir":   dataDir(),
			"reward_cut": chain.FormatPercent(chain.DefaultRewardCut),
			"fee_share":  chain.FormatPercent(chain.DefaultFeeShare),
		},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
}

// run is main without the process: it parses args, runs the command until it ends or ctx is done, and returns the
// exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == mediachild.Argument {
		if err := mediachild.Main(ctx, args[1:], stdout, stderr); err != nil {
			complain(stderr, err)
			return exitFailure
		}
		return exitOK
	}
	var c cli
	exit := -1
	parser, err := kong.New(&c, append(options(), kong.Writers(stdout, stderr), kong.Exit(func(code int) { exit = code }))...)
	if err != nil {
		panic(err) // the struct tags are wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kctx, err := parser.Parse(args)
	if exit >= 0 {
		return exit // --help and --version end here
	}
	if err != nil {
		complain(stderr, fmt.Errorf("%w (see millrace %s--help)", err, commandPrefix(err)))
		return exitUsage
	}
	if err := c.Log.setup(stderr); err != nil {
		complain(stderr, err)
		return exitUsage
	}
	traces, closeTraces, err := c.open(ctx, strings.ReplaceAll("millrace "+kctx.Command(), " ", "-"))
	if err != nil {
		complain(stderr, err)
		return exitUsage
	}
	defer closeTraces()
	kctx.Bind(traces)
	kctx.BindTo(ctx, (*context.Context)(nil))
	kctx.BindTo(stdout, (*io.Writer)(nil))
	err = kctx.Run()
	switch {
	case err == nil, errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitOK
	case errors.Is(err, errUsage):
		complain(stderr, err)
		return exitUsage
	default:
		complain(stderr, err)
		return exitFailure
	}
}

// dataDir is where this program keeps what outlives a run: the user's data directory (XDG base directories).
func dataDir() string {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "millrace")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ".millrace"
	}
	return filepath.Join(home, ".local", "share", "millrace")
}

// commandPrefix names the command that a parse error is about, as far as it could be told, with a space behind it.
func commandPrefix(err error) string {
	var parse *kong.ParseError
	if !errors.As(err, &parse) || parse.Context == nil || parse.Context.Selected() == nil {
		return ""
	}
	return parse.Context.Selected().Path() + " "
}

// complain prints why the program ends: one line, whatever the errors were joined of.
func complain(stderr io.Writer, err error) {
	fmt.Fprintf(stderr, "millrace: %s\n", strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' }), "; "))
}
