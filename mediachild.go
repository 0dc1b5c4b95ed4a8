package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/millrace/millrace/transcoder/mediachild"
)

// mediaChildCmd is the child process that decodes and encodes. Only this program itself starts it.
type mediaChildCmd struct {
	Args []string `arg:"" optional:"" passthrough:"" help:"The task and its flags."`
}

// Run implements command.
func (c *mediaChildCmd) Run(ctx context.Context, stdout io.Writer) error {
	// Nonblocking, so that closing it ends a read.
	if err := syscall.SetNonblock(syscall.Stdin, true); err != nil {
		return fmt.Errorf("media child: %w", err)
	}
	return mediachild.Run(ctx, c.Args, os.NewFile(uintptr(syscall.Stdin), "stdin"), stdout)
}
