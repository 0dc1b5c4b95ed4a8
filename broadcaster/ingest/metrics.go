package ingest

import "github.com/prometheus/client_golang/prometheus"

// Reason is why a connection or a publish was refused or ended: the label of a metric.
type Reason string

// The reasons, in the order in which a publisher meets them.
const (
	ReasonAddress          Reason = "address"            // the allow and deny lists do not let it in
	ReasonConnections      Reason = "connections"        // as many are open as allowed
	ReasonAddressOpen      Reason = "connections_per_ip" // as many are open from its address as allowed
	ReasonTLS              Reason = "tls"                // the TLS handshake failed
	ReasonHandshakeTimeout Reason = "handshake_timeout"  // no protocol handshake in time
	ReasonPublishTimeout   Reason = "publish_timeout"    // no publish in time
	ReasonUnpublishedBytes Reason = "unpublished_bytes"  // too many bytes before a publish was accepted
	ReasonUnpublishedCount Reason = "unpublished_messages"
	ReasonKey              Reason = "key"           // no stream has this key
	ReasonToken            Reason = "token"         // the token is wrong, expired, or of another stream
	ReasonWebhookRefused   Reason = "webhook"       // the auth webhook said no
	ReasonWebhookFailed    Reason = "webhook_error" // the auth webhook gave no answer that could be used
	ReasonWebhookBusy      Reason = "webhook_busy"  // as many calls of the auth webhook were waited for as allowed
	ReasonResolution       Reason = "resolution"
	ReasonFrameRate        Reason = "frame_rate"
	ReasonBitrate          Reason = "bitrate"
	ReasonIdleTimeout      Reason = "idle_timeout" // no media in time
)

// Metrics of all ingest of a node. A nil *Metrics counts nothing.
type Metrics struct {
	refused     *prometheus.CounterVec
	connections *prometheus.GaugeVec
}

// NewMetrics registers the package's metrics.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "millrace_ingest_refused_total",
			Help: "Connections and publishes that a rule or a limit refused or ended.",
		}, []string{"reason"}),
		connections: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "millrace_ingest_connections",
			Help: "Connections of publishers that are open.",
		}, []string{"protocol"}),
	}
	reg.MustRegister(m.refused, m.connections)
	return m
}

// Refused counts one connection or publish.
func (m *Metrics) Refused(reason Reason) {
	if m != nil {
		m.refused.WithLabelValues(string(reason)).Inc()
	}
}

// Connected counts a connection; it is -1 that ended.
func (m *Metrics) Connected(protocol string, delta int) {
	if m != nil {
		m.connections.WithLabelValues(protocol).Add(float64(delta))
	}
}
