package edge

import "github.com/prometheus/client_golang/prometheus"

// Metrics of an Edge. Its methods may be called on nil.
type Metrics struct {
	requests *prometheus.CounterVec
	bytes    prometheus.Gauge
}

// NewMetrics registers an Edge's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_edge_requests_total",
			Help: "Requests for other nodes' streams: found in memory (hit), waiting with others (shared), fetched, answered with what was there before (stale), failed.",
		}, []string{"result"}),
		bytes: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "millrace_edge_cached_bytes", Help: "Media and playlists of other nodes' streams in memory.",
		}),
	}
	reg.MustRegister(m.requests, m.bytes)
	return m
}

func (m *Metrics) count(result string) {
	if m != nil {
		m.requests.WithLabelValues(result).Inc()
	}
}

func (m *Metrics) cached(n int64) {
	if m != nil {
		m.bytes.Set(float64(n))
	}
}
