package auditor

import (
	"cmp"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics of what orchestrators sign. A nil *Metrics counts nothing.
type Metrics struct {
	receipts prometheus.Counter
	faults   *prometheus.CounterVec
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		receipts: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_receipts_total", Help: "Receipts of orchestrators that are of what was delivered.",
		}),
		faults: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_receipt_faults_total", Help: "Sessions that ended for what an orchestrator signed, or did not sign.",
		}, []string{"fault"}),
	}
	reg.MustRegister(m.receipts, m.faults)
	return m
}

func (m *Metrics) receipt() {
	if m != nil {
		m.receipts.Inc()
	}
}

// faulty counts a fault; one without a name is of no segment.
func (m *Metrics) faulty(fault string) {
	if m != nil {
		m.faults.WithLabelValues(cmp.Or(fault, "unexpected")).Inc()
	}
}
