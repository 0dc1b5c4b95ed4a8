package payer

import (
	"math/big"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/pkg/ticket"
)

// Metrics of what a node pays. A nil *Metrics counts nothing.
type Metrics struct {
	tickets, draws, value, lost prometheus.Counter
	signing                     prometheus.Histogram
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	}
	m := &Metrics{
		tickets: counter("millrace_payment_tickets_total", "Tickets that were signed."),
		draws:   counter("millrace_payment_draws_total", "Draws of the tickets that were signed."),
		value:   counter("millrace_payment_value_units_total", "Expected value of the tickets that were signed, in units of the settlement asset."),
		lost:    counter("millrace_payment_lost_units_total", "Value that was paid and not delivered when its session ended, in units of the settlement asset."),
		signing: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "millrace_payment_signing_seconds", Help: "Time to make and sign a ticket.",
			Buckets: []float64{.00005, .0001, .0002, .0005, .001, .002, .005, .01},
		}),
	}
	reg.MustRegister(m.tickets, m.draws, m.value, m.lost, m.signing)
	return m
}

func (m *Metrics) ticket(draws uint32, worth *big.Int, took time.Duration) {
	if m == nil {
		return
	}
	m.tickets.Inc()
	m.draws.Add(float64(draws))
	m.value.Add(ticket.Float(worth))
	m.signing.Observe(took.Seconds())
}

func (m *Metrics) writtenOff(worth *big.Int) {
	if m != nil {
		m.lost.Add(ticket.Float(worth))
	}
}
