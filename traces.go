package main

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/millrace/millrace/pkg/tracing"
)

// traceFlags say where traces go.
type traceFlags struct {
	OTLPEndpoint string `name:"otlp-endpoint" help:"Send a trace of each part on its way to this OpenTelemetry collector, by OTLP over HTTP: http://HOST:4318." placeholder:"URL"`
}

// open makes the process's provider of traces, which is nil where nobody asked for any. The returned function sends what is left.
func (f traceFlags) open(ctx context.Context, service string) (*tracing.Provider, func(), error) {
	if f.OTLPEndpoint == "" {
		return nil, func() {}, nil
	}
	exporter, err := tracing.OTLP(ctx, f.OTLPEndpoint)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: --otlp-endpoint: %w", errUsage, err)
	}
	p := tracing.New(service, exporter)
	return p, func() {
		ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
		defer cancel()
		if err := p.Close(ctx); err != nil {
			slog.Warn("the last spans are lost", "err", err)
		}
	}, nil
}
