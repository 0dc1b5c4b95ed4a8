package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/millrace/millrace/pkg/hlscheck"
)

// hlsCmd groups the commands about HLS.
type hlsCmd struct {
	Check hlsCheckCmd `cmd:"" help:"Check a stream of any origin against RFC 8216bis, its Low-Latency profile and what players enforce. Ends with 0 if it conforms, 1 if it does not or cannot be had, 2 on wrong usage."`
}

// hlsCheckCmd checks a stream.
type hlsCheckCmd struct {
	URL  string        `arg:"" name:"url" help:"Multivariant or media playlist, http or https." placeholder:"URL"`
	For  time.Duration `help:"How long to follow a live stream. What leaves the playlist is looked at too if that is longer than the playlist." default:"30s"`
	All  bool          `help:"List also the rules that are kept, and those that nothing came up for."`
	JSON bool          `name:"json" help:"Answer in JSON."`
}

var errNotConforming = errors.New("the stream does not conform")

// Run implements command.
func (c *hlsCheckCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.For < time.Second || c.For > hlscheck.MaxFor {
		return fmt.Errorf("%w: --for %s: from 1s to %s", errUsage, c.For, hlscheck.MaxFor)
	}
	r, err := hlscheck.Run(ctx, hlscheck.Config{URL: c.URL, For: c.For})
	if errors.Is(err, hlscheck.ErrURL) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		encoder := json.NewEncoder(stdout)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(r)
	} else {
		err = r.Write(stdout, c.All)
	}
	if err == nil && !r.Conforms() {
		err = errNotConforming
	}
	return err
}
