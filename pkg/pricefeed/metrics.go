package pricefeed

import (
	"errors"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics of a node's feeds, by their names. A nil *Metrics counts nothing.
type Metrics struct {
	rate, usable *prometheus.GaugeVec
	refused      *prometheus.CounterVec
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		rate: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "millrace_price_feed_dollars", Help: "What a whole token is worth, by the last answer that was believed.",
		}, []string{"feed"}),
		usable: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "millrace_price_feed_usable", Help: "1 while there is a price, 0 while nothing can be priced in dollars.",
		}, []string{"feed"}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_price_feed_refused_total", Help: "Looks that gave no answer, or one that was not believed, by reason.",
		}, []string{"feed", "reason"}),
	}
	reg.MustRegister(m.rate, m.usable, m.refused)
	return m
}

// reason is a label's value for why an answer was not believed.
func reason(err error) string {
	for _, r := range []struct {
		err  error
		text string
	}{
		{ErrNotPositive, "not_positive"},
		{ErrRange, "range"},
		{ErrIncomplete, "incomplete"},
		{ErrStale, "stale"},
		{ErrFuture, "future"},
		{ErrBackwards, "backwards"},
		{ErrJump, "jump"},
	} {
		if errors.Is(err, r.err) {
			return r.text
		}
	}
	return "unreachable"
}

func (m *Metrics) looked(feed string, rate Rate, usable bool, err error) {
	if m == nil {
		return
	}
	if rate.dollars != nil {
		m.rate.WithLabelValues(feed).Set(rate.Float())
	}
	up := 0.0
	if usable {
		up = 1
	}
	m.usable.WithLabelValues(feed).Set(up)
	if err != nil {
		m.refused.WithLabelValues(feed, reason(err)).Inc()
	}
}
