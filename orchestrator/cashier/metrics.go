package cashier

import (
	"math/big"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/ticket"
)

// Metrics of what an orchestrator is paid. A nil *Metrics counts nothing.
type Metrics struct {
	tickets, draws, value, winners, won prometheus.Counter
	taking, writing                     prometheus.Histogram
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	}
	m := &Metrics{
		tickets: counter("millrace_cashier_tickets_total", "Tickets that were taken."),
		draws:   counter("millrace_cashier_draws_total", "Draws of the tickets that were taken."),
		value:   counter("millrace_cashier_value_units_total", "Expected value of the tickets that were taken, in units of the settlement asset."),
		winners: counter("millrace_cashier_winners_total", "Tickets that won."),
		won:     counter("millrace_cashier_won_units_total", "What tickets won, in units of the settlement asset."),
		taking: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "millrace_cashier_payment_seconds", Help: "Time to check, draw and count a ticket.",
			Buckets: []float64{.0001, .0002, .0003, .0005, .001, .002, .005, .01},
		}),
		writing: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "millrace_cashier_write_seconds", Help: "Time to write winning tickets to the disk, beside the sessions.",
			Buckets: []float64{.001, .002, .005, .01, .02, .05, .1, .5, 1},
		}),
	}
	reg.MustRegister(m.tickets, m.draws, m.value, m.winners, m.won, m.taking, m.writing)
	return m
}

func (m *Metrics) payment(draws uint32, worth *big.Int, took time.Duration) {
	if m == nil {
		return
	}
	m.tickets.Inc()
	m.draws.Add(float64(draws))
	m.value.Add(ticket.Float(worth))
	m.taking.Observe(took.Seconds())
}

func (m *Metrics) wrote(winners []winnings.Winner, took time.Duration) {
	if m == nil {
		return
	}
	for _, w := range winners {
		m.winners.Inc()
		won, _ := new(big.Float).SetInt(w.Owed()).Float64()
		m.won.Add(won)
	}
	m.writing.Observe(took.Seconds())
}
