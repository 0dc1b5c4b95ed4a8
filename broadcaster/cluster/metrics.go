package cluster

import "github.com/prometheus/client_golang/prometheus"

// Metrics of a node. Its methods may be called on nil.
type Metrics struct {
	away   prometheus.Gauge
	leases prometheus.Gauge
	losses prometheus.Counter
}

// NewMetrics registers a node's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		away: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "millrace_cluster_degraded", Help: "1 while the cluster's store (Redis) is away, else 0.",
		}),
		leases: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "millrace_cluster_leases", Help: "Streams that this node has.",
		}),
		losses: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_cluster_leases_lost_total", Help: "Streams that another node took from this one.",
		}),
	}
	reg.MustRegister(m.away, m.leases, m.losses)
	return m
}

func (m *Metrics) degraded(yes bool) {
	switch {
	case m == nil:
	case yes:
		m.away.Set(1)
	default:
		m.away.Set(0)
	}
}

func (m *Metrics) held(n int) {
	if m != nil {
		m.leases.Set(float64(n))
	}
}

func (m *Metrics) lost() {
	if m != nil {
		m.losses.Inc()
	}
}
