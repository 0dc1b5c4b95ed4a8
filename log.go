package main

import (
	"fmt"
	"io"
	"log/slog"
)

// logFlags say how the log looks.
type logFlags struct {
	Level  slog.Level `help:"Least severe level that is logged: debug, info, warn, error." default:"info"`
	Format string     `help:"text or json." enum:"text,json" default:"text"`
}

// setup makes the process's default logger.
func (f logFlags) setup(w io.Writer) error {
	opts := &slog.HandlerOptions{Level: f.Level}
	switch f.Format {
	case "text":
		slog.SetDefault(slog.New(slog.NewTextHandler(w, opts)))
	case "json":
		slog.SetDefault(slog.New(slog.NewJSONHandler(w, opts)))
	default:
		return fmt.Errorf("log format %q: use text or json", f.Format)
	}
	return nil
}
