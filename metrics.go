package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/millrace/millrace/pkg/listen"
)

// newMetrics makes a registry with what is told of every process.
func newMetrics() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// Bounds of the metrics server.
const (
	metricsTimeout  = 10 * time.Second
	metricsShutdown = time.Second
)

// serveMetrics makes a registry and serves it, with a health check, at an address if there is one, until stop is called.
func serveMetrics(ctx context.Context, addr string) (r *prometheus.Registry, stop func(), err error) {
	r = newMetrics()
	if addr == "" {
		return r, func() {}, nil
	}
	l, err := listen.TCP(ctx, addr)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: --metrics-addr: %w", errUsage, err)
	}
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(r, promhttp.HandlerOpts{}))
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	server := &http.Server{Handler: mux, ReadTimeout: metricsTimeout, WriteTimeout: metricsTimeout, IdleTimeout: metricsTimeout}
	served := make(chan struct{})
	go func() {
		defer close(served)
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("metrics are not served any more", "err", err)
		}
	}()
	return r, func() {
		ctx, cancel := context.WithTimeout(context.Background(), metricsShutdown)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			_ = server.Close()
		}
		<-served
	}, nil
}
