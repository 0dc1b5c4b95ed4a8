package redeemer

import (
	"math/big"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
)

// Metrics of a redeemer. A nil *Metrics counts nothing.
type Metrics struct {
	winners *prometheus.GaugeVec
	dollars *prometheus.GaugeVec
	atRisk  prometheus.Gauge
	results *prometheus.CounterVec
	gas     prometheus.Counter
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		winners: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "millrace_winning_tickets",
			Help: "Winning tickets ever kept, by what became of them: pending, redeemed or lost.",
		}, []string{"state"}),
		dollars: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "millrace_winnings_dollars",
			Help: "What those tickets won, in the settlement asset.",
		}, []string{"state"}),
		atRisk: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "millrace_winnings_at_risk_dollars",
			Help: "What pending tickets won that are about to expire and cannot be paid.",
		}),
		results: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_redemptions_total",
			Help: "Tickets in batches that were mined, by result: paid or refused.",
		}, []string{"result"}),
		gas: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "millrace_redemption_gas_ether_total",
			Help: "Ether paid for the gas of those batches.",
		}),
	}
	reg.MustRegister(m.winners, m.dollars, m.atRisk, m.results, m.gas)
	return m
}

func (m *Metrics) totals(t winnings.Totals) {
	if m == nil {
		return
	}
	for state, sum := range map[string]winnings.Sum{"pending": t.Pending(), "redeemed": t.Redeemed, "lost": t.Lost} {
		m.winners.WithLabelValues(state).Set(float64(sum.Count))
		m.dollars.WithLabelValues(state).Set(whole(sum.Amount, chain.AssetDecimals))
	}
}

func (m *Metrics) risk(amount *big.Int) {
	if m != nil {
		m.atRisk.Set(whole(amount, chain.AssetDecimals))
	}
}

func (m *Metrics) batch(paid, refused int, gas *big.Int) {
	if m != nil {
		m.results.WithLabelValues("paid").Add(float64(paid))
		m.results.WithLabelValues("refused").Add(float64(refused))
		m.gas.Add(whole(gas, chain.TokenDecimals))
	}
}

// whole is an amount of smallest units in whole ones.
func whole(units *big.Int, decimals int64) float64 {
	if units == nil {
		return 0
	}
	one := new(big.Int).Exp(big.NewInt(10), big.NewInt(decimals), nil)
	f, _ := new(big.Rat).SetFrac(units, one).Float64()
	return f
}
