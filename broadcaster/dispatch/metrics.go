package dispatch

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics of all streams of a node. A nil *Metrics counts nothing.
type Metrics struct {
	latency   *prometheus.HistogramVec
	failovers prometheus.Counter
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "millrace_rendition_part_latency_seconds",
			Help:    "Time from the arrival of a source part's last frame to the publication of its rendition.",
			Buckets: []float64{.05, .1, .15, .2, .3, .4, .5, .65, .8, 1, 1.5, 2.5, 5},
		}, []string{"rendition"}),
		failovers: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_dispatch_failovers_total",
			Help: "Sessions that were lost to an error after they had begun.",
		}),
	}
	reg.MustRegister(m.latency, m.failovers)
	return m
}

func (m *Metrics) part(rendition string, latency time.Duration) {
	if m != nil {
		m.latency.WithLabelValues(rendition).Observe(latency.Seconds())
	}
}

func (m *Metrics) failover() {
	if m != nil {
		m.failovers.Inc()
	}
}
