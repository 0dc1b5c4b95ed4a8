package push

import "github.com/prometheus/client_golang/prometheus"

// Metrics of all pushes to a node. A nil *Metrics counts nothing.
type Metrics struct {
	segments prometheus.Counter
	repeats  prometheus.Counter
	skipped  prometheus.Counter
	bytes    prometheus.Counter
	rejected *prometheus.CounterVec
	streams  prometheus.Gauge
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		segments: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_push_segments_total", Help: "Pushed segments that went into a stream.",
		}),
		repeats: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_push_repeats_total", Help: "Pushed segments that had come before, and were answered like the first time.",
		}),
		skipped: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_push_gaps_total", Help: "Times that segments which did not come were given up.",
		}),
		bytes: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_push_bytes_total", Help: "Bytes of pushed bodies.",
		}),
		rejected: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_push_rejected_total", Help: "Pushes that were not taken, by the status that they were answered with.",
		}, []string{"status"}),
		streams: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "millrace_push_streams", Help: "Streams that are pushed now.",
		}),
	}
	reg.MustRegister(m.segments, m.repeats, m.skipped, m.bytes, m.rejected, m.streams)
	return m
}

func (m *Metrics) add(counter func(*Metrics) prometheus.Counter, n int) {
	if m != nil {
		counter(m).Add(float64(n))
	}
}

func (m *Metrics) segment()   { m.add(func(m *Metrics) prometheus.Counter { return m.segments }, 1) }
func (m *Metrics) repeat()    { m.add(func(m *Metrics) prometheus.Counter { return m.repeats }, 1) }
func (m *Metrics) gap()       { m.add(func(m *Metrics) prometheus.Counter { return m.skipped }, 1) }
func (m *Metrics) read(n int) { m.add(func(m *Metrics) prometheus.Counter { return m.bytes }, n) }

func (m *Metrics) reject(status string) {
	m.add(func(m *Metrics) prometheus.Counter { return m.rejected.WithLabelValues(status) }, 1)
}

func (m *Metrics) live(change int) {
	if m != nil {
		m.streams.Add(float64(change))
	}
}
