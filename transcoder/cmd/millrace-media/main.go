// Command millrace-media is the process that decodes and encodes. Only millrace starts it, once it has found it beside itself; without it millrace
// starts itself for that. A program that holds nothing else that millrace has is ready in half the time, and holds less memory.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/millrace/millrace/transcoder/mediachild"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := mediachild.Main(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", mediachild.Name, err)
		os.Exit(1)
	}
}
