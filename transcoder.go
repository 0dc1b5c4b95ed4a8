package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/transcoder"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// transcoderCmd runs a transcoder.
type transcoderCmd struct {
	Credential  string `help:"Credential file from the orchestrator: millrace worker new." required:"" placeholder:"FILE"`
	Addr        string `help:"Where to reach the orchestrator, if not at the URI in the credential." placeholder:"HOST:PORT"`
	Name        string `help:"Name to show to the orchestrator's operator; the worker's name by default."`
	PixelRate   int64  `help:"Output pixels per second to take at most; 0: what a short test says." default:"0"`
	MaxSessions int    `help:"Sessions to take at most." default:"16"`
	Spare       int    `help:"Idle media children to keep ready." default:"1"`
}

// Run implements command.
func (c *transcoderCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.PixelRate < 0 || c.MaxSessions < 1 || c.Spare < 0 {
		return fmt.Errorf("%w: --pixel-rate and --spare cannot be negative, --max-sessions is at least 1", errUsage)
	}
	credential, err := identity.LoadCredential(c.Credential)
	if err != nil {
		return err
	}
	command, err := mediaChildCommand()
	if err != nil {
		return err
	}
	encoder, err := mediachild.Probe(ctx, command)
	if err != nil {
		return err
	}
	if encoder.NoGPU != "" {
		slog.Info("encoding on the CPU", "err", encoder.NoGPU)
	}
	rate := encoder.PixelRate
	if c.PixelRate > 0 {
		rate = c.PixelRate
	}
	spare := c.Spare
	if spare == 0 {
		spare = -1
	}
	t, err := transcoder.New(transcoder.Config{
		Credential: credential, Addr: c.Addr, Name: c.Name, Version: version(),
		Encoder: encoder.Name, PixelRate: rate, MaxSessions: c.MaxSessions, Spare: spare,
	}, transcoder.Deps{Worker: mediaWorker{command: command, encoder: encoder.Name}})
	if err != nil {
		return err
	}
	if err := t.Start(ctx); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "transcoder %s: %s, %d pixels/s, for %s\n", credential.Worker, encoder.Name, rate, credential.URI)
	<-ctx.Done()
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return t.Stop(stopCtx)
}
