package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/version"
	"github.com/millrace/millrace/transcoder"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// transcoderCmd runs a transcoder.
type transcoderCmd struct {
	Credential  string        `help:"Credential file from the orchestrator: millrace worker new." required:"" placeholder:"FILE"`
	Addr        string        `help:"Where to reach the orchestrator, if not at the URI in the credential." placeholder:"HOST:PORT"`
	Name        string        `help:"Name to show to the orchestrator's operator; the worker's name by default."`
	Devices     string        `help:"GPUs to use: all, none, or indices and UUIDs with commas between them; millrace devices lists them. Without a usable one everything is done by the processors." default:"all" placeholder:"LIST"`
	PixelRate   int64         `help:"Output pixels per second to take at most, of H.264; 0: what a short test says." default:"0"`
	Bench       string        `help:"Take as much as millrace bench --json measured on this machine, less a fifth, in place of what the short test says." placeholder:"FILE"`
	MaxSessions int           `help:"Sessions to take at most." default:"16"`
	ChildMemory int           `help:"MiB of main memory that the process of one session may hold." default:"4096" placeholder:"MIB"`
	Sandbox     bool          `help:"Keep the processes that decode and encode away from the network, from files and from other processes, as far as the kernel can." default:"true" negatable:""`
	Drain       time.Duration `help:"How long to go on after being told to stop, until each session's segment has ended and another transcoder takes it over." default:"10s"`
	Spare       int           `help:"Idle media children to keep ready." default:"1"`
}

// Run implements command.
func (c *transcoderCmd) Run(ctx context.Context, stdout io.Writer, traces *tracing.Provider) error {
	if c.PixelRate > 0 && c.Bench != "" {
		return fmt.Errorf("%w: --pixel-rate or --bench, not both", errUsage)
	}
	if c.PixelRate < 0 || c.MaxSessions < 1 || c.Spare < 0 || c.ChildMemory < 1 {
		return fmt.Errorf("%w: --pixel-rate and --spare cannot be negative, --max-sessions and --child-memory are at least 1", errUsage)
	}
	credential, err := identity.LoadCredential(c.Credential)
	if err != nil {
		return err
	}
	command, err := mediaChildCommand()
	if err != nil {
		return err
	}
	w, err := openWorkshop(ctx, mediachild.Config{Command: command, Memory: uint64(c.ChildMemory) << 20, Unconfined: !c.Sandbox}, c.Devices)
	if err != nil {
		return err
	}
	defer w.close()
	rate := w.encoder.PixelRate
	if c.PixelRate > 0 {
		rate = c.PixelRate
	}
	if c.Bench != "" {
		if rate, err = measuredCapacity(c.Bench, w.encoder); err != nil {
			return fmt.Errorf("--bench: %w", err)
		}
	}
	spare := c.Spare
	if spare == 0 {
		spare = -1
	}
	t, err := transcoder.New(transcoder.Config{
		Credential: credential, Addr: c.Addr, Name: c.Name, Version: version.Here(),
		Encoder: w.encoder.Name, PixelRate: rate, Costs: w.encoder.Costs, MaxSessions: c.MaxSessions, Spare: spare,
	}, transcoder.Deps{Worker: w.worker, Usable: w.usable, Traces: traces.Tracer(tracing.Transcoder)})
	if err != nil {
		return err
	}
	if err := t.Start(ctx); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "transcoder %s: %s, %d pixels/s, for %s\n", credential.Worker, w.encoder.Name, rate, credential.URI)
	<-ctx.Done()
	drainCtx, cancelDrain := context.WithTimeout(context.WithoutCancel(ctx), max(0, c.Drain))
	defer cancelDrain()
	if err := t.Drain(drainCtx); err != nil {
		slog.Warn("sessions are cut off", "sessions", t.Sessions())
	}
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return t.Stop(stopCtx)
}
