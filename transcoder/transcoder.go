// Package transcoder is the role that encodes: it serves one orchestrator, from wherever it can dial it.
//
// It promises to keep trying while the orchestrator is away, and that no media is decoded in its own process: each
// session has a media child. What the machine can do is probed by whoever configures it.
package transcoder

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/transcoder/agent"
)

// Config says which orchestrator to serve, and with what.
type Config = agent.Config

// Deps are what a transcoder works with.
type Deps struct {
	Worker agent.Worker    // starts media children
	Usable func() float64  // which part of the pixel rate can be used now; nil: all
	Log    *slog.Logger    // default slog.Default()
	Traces *tracing.Tracer // nil: none
}

// Transcoder is one node. Make it with New.
type Transcoder struct {
	agent *agent.Agent
	stop  context.CancelCauseFunc
	done  chan struct{} // closed when the agent has ended
}

// errStopped is why a stopped transcoder's agent ends.
var errStopped = errors.New("transcoder stopped")

// New checks cfg and deps. Nothing runs before Start.
func New(cfg Config, deps Deps) (*Transcoder, error) {
	a, err := agent.New(cfg, agent.Deps{Worker: deps.Worker, Usable: deps.Usable, Log: deps.Log, Traces: deps.Traces})
	if err != nil {
		return nil, err
	}
	return &Transcoder{agent: a}, nil
}

// Start begins to attach. It does not wait for the orchestrator: see Attached.
func (t *Transcoder) Start(ctx context.Context) error {
	if t.stop != nil {
		return errors.New("start transcoder: already started")
	}
	ctx, t.stop = context.WithCancelCause(context.WithoutCancel(ctx))
	t.done = make(chan struct{})
	go func() {
		defer close(t.done)
		_ = t.agent.Run(ctx) // ends with errStopped only
	}()
	return nil
}

// Attached returns a channel that is closed while the orchestrator has the transcoder.
func (t *Transcoder) Attached() <-chan struct{} { return t.agent.Attached() }

// Sessions is how many sessions run now.
func (t *Transcoder) Sessions() int { return t.agent.Sessions() }

// Drain takes no more sessions and hands those that run over at the end of their segments, until there are none or ctx is done. Stop
// is still to be called.
func (t *Transcoder) Drain(ctx context.Context) error { return t.agent.Drain(ctx) }

// Stop ends running sessions and waits for their children, until ctx is done.
func (t *Transcoder) Stop(ctx context.Context) error {
	if t.stop == nil {
		return nil
	}
	t.stop(errStopped)
	select {
	case <-t.done:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("stop transcoder: %w", context.Cause(ctx))
	}
}
