package rtmp_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/rtmpwire"
)

// startCounted runs a server whose metrics can be looked at.
func startCounted(t *testing.T, cfg rtmp.Config, p ingest.Publisher) (*rtmp.Server, *metrics) {
	t.Helper()
	reg := prometheus.NewRegistry()
	cfg.Addr = "127.0.0.1:0"
	s, err := rtmp.New(cfg, rtmp.Deps{Publisher: p, Logger: slog.New(slog.NewTextHandler(t.Output(), nil)), Metrics: ingest.NewMetrics(reg)})
	require.NoError(t, err)
	require.NoError(t, s.Start(t.Context()))
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		require.NoError(t, s.Stop(ctx))
	})
	return s, &metrics{t, reg}
}

type metrics struct {
	t   *testing.T
	reg *prometheus.Registry
}

// value is the sum of a metric over all labels but one that is wanted.
func (m *metrics) value(name, label string) (sum float64) {
	families, err := m.reg.Gather()
	require.NoError(m.t, err)
	for _, f := range families {
		for _, v := range f.GetMetric() {
			if f.GetName() == name && v.GetLabel()[0].GetValue() == label {
				sum += v.GetCounter().GetValue() + v.GetGauge().GetValue()
			}
		}
	}
	return sum
}

// refused waits until one connection was counted for the reason.
func (m *metrics) refused(reason ingest.Reason) {
	m.t.Helper()
	require.Eventually(m.t, func() bool { return m.value("millrace_ingest_refused_total", string(reason)) == 1 }, patience, time.Millisecond, string(reason))
}

func dial(t *testing.T, addr net.Addr) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	return conn
}

// TestServerCountsWhatItRefuses goes through every limit of the server: what exceeds it is closed and counted, what stays within
// is served.
func TestServerCountsWhatItRefuses(t *testing.T) {
	loopback := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	large := func(id int) rtmpwire.Message {
		return rtmpwire.Message{ChunkStream: 4 + id, Type: rtmpwire.TypeDataAMF0, Payload: make([]byte, 60<<10)}
	}
	small := rtmpwire.Message{ChunkStream: 4, Type: rtmpwire.TypeDataAMF0, Payload: []byte{5}}
	for _, c := range []struct {
		name   string
		cfg    rtmp.Config
		reason ingest.Reason
		do     func(t *testing.T, s *rtmp.Server) // exceeds the limit; the connection is closed
	}{
		{"denied", rtmp.Config{Addresses: ingest.Addresses{Deny: loopback}}, ingest.ReasonAddress, func(t *testing.T, s *rtmp.Server) {
			requireClosed(t, dial(t, s.Addr()))
		}},
		{"connections", rtmp.Config{MaxConnections: 1}, ingest.ReasonConnections, func(t *testing.T, s *rtmp.Server) {
			handshaken(t, s.Addr())
			requireClosed(t, dial(t, s.Addr()))
		}},
		{"connections from one address", rtmp.Config{PerNetwork: ingest.NewPerNetwork(2)}, ingest.ReasonAddressOpen, func(t *testing.T, s *rtmp.Server) {
			handshaken(t, s.Addr())
			handshaken(t, s.Addr())
			requireClosed(t, dial(t, s.Addr()))
		}},
		{"no handshake", rtmp.Config{HandshakeTimeout: 50 * time.Millisecond}, ingest.ReasonHandshakeTimeout, func(t *testing.T, s *rtmp.Server) {
			requireClosed(t, dial(t, s.Addr()))
		}},
		{"no publish", rtmp.Config{PublishTimeout: 50 * time.Millisecond}, ingest.ReasonPublishTimeout, func(t *testing.T, s *rtmp.Server) {
			requireClosed(t, handshaken(t, s.Addr()))
		}},
		{"too many bytes", rtmp.Config{}, ingest.ReasonUnpublishedBytes, func(t *testing.T, s *rtmp.Server) {
			conn := handshaken(t, s.Addr())
			w := rtmpwire.NewWriter(conn)
			for w.Write(large(0)) == nil {
			}
			requireClosed(t, conn)
		}},
		{"too many messages", rtmp.Config{}, ingest.ReasonUnpublishedCount, func(t *testing.T, s *rtmp.Server) {
			conn := handshaken(t, s.Addr())
			w := rtmpwire.NewWriter(conn)
			for w.Write(small) == nil {
			}
			requireClosed(t, conn)
		}},
		{"no media", rtmp.Config{IdleTimeout: 50 * time.Millisecond}, ingest.ReasonIdleTimeout, func(t *testing.T, s *rtmp.Server) {
			conn := handshaken(t, s.Addr())
			sendAll(t, conn, publishMessages("x")...)
			_, _ = io.Copy(io.Discard, conn)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, m := startCounted(t, c.cfg, newPublisher())
			c.do(t, s)
			m.refused(c.reason)
		})
	}
}

// TestServerForgets: connections that ended count no more, neither against a limit nor in the metrics.
func TestServerForgets(t *testing.T) {
	p := newPublisher()
	s, m := startCounted(t, rtmp.Config{PerNetwork: ingest.NewPerNetwork(2)}, p)
	for range 5 {
		conn := handshaken(t, s.Addr())
		require.InDelta(t, 1, m.value("millrace_ingest_connections", "rtmp"), 0)
		conn.Close()
		require.Eventually(t, func() bool { return m.value("millrace_ingest_connections", "rtmp") == 0 }, patience, time.Millisecond)
	}
}

// TestServerAllowsWhatIsPublished: the bounds of strangers do not hold for a publish, and hold again behind it.
func TestServerAllowsWhatIsPublished(t *testing.T) {
	p := newPublisher()
	s, m := startCounted(t, rtmp.Config{}, p)
	conn := handshaken(t, s.Addr())
	go io.Copy(io.Discard, conn) // acknowledgements
	w := rtmpwire.NewWriter(conn)
	for _, msg := range publishMessages("x") {
		require.NoError(t, w.Write(msg))
	}
	r := wait(t, p.begun, "the publish")
	video := rtmpwire.Message{ChunkStream: 6, Type: rtmpwire.TypeVideo, Stream: 1, Payload: append([]byte{0x27, 1, 0, 0, 0}, make([]byte, 4<<10)...)} // no frame of a known format: dropped
	for range 2000 {                                                                                                                                  // 8 MiB
		require.NoError(t, w.Write(video))
	}
	end := command(amf("deleteStream", 4.0, nil, 1.0))
	require.NoError(t, w.Write(end))
	require.NoError(t, r.waitEnd(t))
	for w.Write(video) == nil {
	}
	m.refused(ingest.ReasonUnpublishedBytes)
}

// TestServerTellsALimit: a publisher whose publish is too large hears of it.
func TestServerTellsALimit(t *testing.T) {
	p := newPublisher()
	p.fail = fmt.Errorf("%w: a picture of 9000x9000", ingest.ErrLimit)
	s, _ := startCounted(t, rtmp.Config{}, p)
	target, err := publish.ParseTarget(url(s.Addr(), "live/x"))
	require.NoError(t, err)
	c, err := publish.Dial(t.Context(), target, 0)
	require.NoError(t, err)
	defer c.Close()
	f, err := publish.File(clip(t, "30", "1", "0"))()
	require.NoError(t, err)
	defer f.Close()
	tags, err := flv.NewReader(f)
	require.NoError(t, err)
	for {
		tag, err := tags.Next()
		if err != nil || c.Send(tag) != nil {
			break
		}
	}
	wait(t, c.Done(), "the refusal")
	require.ErrorContains(t, c.Err(), "a picture of 9000x9000")
}
