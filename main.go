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
	kongyaml "github.com/alecthomas/kong-yaml"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// cli is the whole command line. Every flag can also be set by MILLRACE_<FLAG> in the environment and in the YAML
// file of --config, under the flag's name.
type cli struct {
	Config kong.ConfigFlag `help:"Read flags from this YAML file." placeholder:"FILE"`
	Log    logFlags        `embed:"" prefix:"log-"`

	Dev          devCmd          `cmd:"" help:"Run the whole network on this machine: chain, contracts, orchestrators, transcoders, broadcaster."`
	Broadcaster  broadcasterCmd  `cmd:"" help:"Run a broadcaster: take streams in, have them transcoded, serve them."`
	Orchestrator orchestratorCmd `cmd:"" help:"Run an orchestrator: sell transcoding, have transcoders do it."`
	Transcoder   transcoderCmd   `cmd:"" help:"Run a transcoder for an orchestrator."`
	Worker       workerCmd       `cmd:"" help:"Issue credentials to an orchestrator's transcoders."`

	Publish publishCmd `cmd:"" help:"Replay an FLV file over RTMP."`

	Chain chainCmd `cmd:"" help:"Run a development chain; deploy the contracts."`
	Stake stakeCmd `cmd:"" help:"Register as an orchestrator, bond tokens, show what is staked."`
	Round roundCmd `cmd:"" help:"Initialize a round; show the round and its snapshot."`

	Select selectCmd `cmd:"" help:"Draw from the snapshot of stakes; recompute selection records."`
	Wallet walletCmd `cmd:"" help:"Make a key; show its address."`

	MediaChild mediaChildCmd `cmd:"" name:"media-child" hidden:"" help:"The process that decodes and encodes; started by a transcoder."`
}

// errUsage marks an error as the caller's wrong usage: exit code 2.
var errUsage = errors.New("wrong usage")

// command is what every command's struct implements. stdout is for the answer that was asked for; the log goes to
// stderr.
type command interface {
	Run(ctx context.Context, stdout io.Writer) error
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is main without the process: it parses args, runs the command until it ends or ctx is done, and returns the
// exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var c cli
	exit := -1
	parser, err := kong.New(&c,
		kong.Name("millrace"),
		kong.Description("Live video transcoding by a network that is drawn by stake."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exit = code }),
		kong.DefaultEnvars("MILLRACE"),
		kong.Configuration(kongyaml.Loader),
		kong.Vars{"data_dir": dataDir()},
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
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
		fmt.Fprintf(stderr, "millrace: %v (see millrace %s--help)\n", err, commandPrefix(args))
		return exitUsage
	}
	if err := c.Log.setup(stderr); err != nil {
		fmt.Fprintf(stderr, "millrace: %v\n", err)
		return exitUsage
	}
	kctx.BindTo(ctx, (*context.Context)(nil))
	kctx.BindTo(stdout, (*io.Writer)(nil))
	err = kctx.Run()
	switch {
	case err == nil, errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitOK
	case errors.Is(err, errUsage):
		fmt.Fprintf(stderr, "millrace: %v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "millrace: %v\n", err)
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

// commandPrefix is the part of args that names a command, with a space behind it.
func commandPrefix(args []string) string {
	var b strings.Builder
	for _, a := range args {
		if strings.HasPrefix(a, "-") {
			break
		}
		b.WriteString(a + " ")
	}
	return b.String()
}
