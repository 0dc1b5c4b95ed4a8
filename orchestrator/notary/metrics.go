package notary

import "github.com/prometheus/client_golang/prometheus"

// Metrics of what is signed. A nil *Metrics counts nothing.
type Metrics struct{ acknowledged, receipts prometheus.Counter }

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		acknowledged: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_notary_acknowledged_total", Help: "Segments whose headers were acknowledged.",
		}),
		receipts: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_notary_receipts_total", Help: "Receipts that were signed: one for each segment that was acknowledged.",
		}),
	}
	reg.MustRegister(m.acknowledged, m.receipts)
	return m
}

func (m *Metrics) acknowledge() {
	if m != nil {
		m.acknowledged.Inc()
	}
}

func (m *Metrics) receipt() {
	if m != nil {
		m.receipts.Inc()
	}
}
