package rtmp_test

import (
	"crypto/tls"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/pkg/publish"
)

// certificate is a server's configuration, and that of a client that believes it.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	client = s.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	client.ServerName = "127.0.0.1"
	return &tls.Config{Certificates: s.TLS.Certificates, MinVersion: tls.VersionTLS12}, client
}

// tunnel takes plain connections, and carries what they say to addr over TLS: our FFmpeg is built without.
func tunnel(t *testing.T, addr net.Addr, config *tls.Config) net.Addr {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var serving sync.WaitGroup
	t.Cleanup(func() { l.Close(); serving.Wait() })
	serving.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			serving.Go(func() {
				defer near.Close()
				far, err := tls.Dial("tcp", addr.String(), config)
				if err != nil {
					return
				}
				defer far.Close()
				serving.Go(func() {
					_, _ = io.Copy(far, near)
					_ = far.CloseWrite()
				})
				_, _ = io.Copy(near, far)
			})
		}
	})
	return l.Addr()
}

// TestServerTakesRTMPS: both ports take it from a real encoder; the one also takes RTMP, the other does not.
func TestServerTakesRTMPS(t *testing.T) {
	server, client := certificate(t)
	p := newPublisher()
	s, m := startCounted(t, rtmp.Config{TLS: server, TLSAddr: "127.0.0.1:0"}, p)
	for name, addr := range map[string]net.Addr{"the same port": s.Addr(), "a port of its own": s.TLSAddr()} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, ffmpeg(t, append(picture("30", "2", "0"), url(tunnel(t, addr, client), "live/clip"))...).Run())
			r := wait(t, p.begun, "the publish")
			require.NoError(t, r.waitEnd(t))
			require.Equal(t, "rtmps", r.req.Protocol)
			require.Contains(t, r.req.URL, "rtmps://127.0.0.1:")
			requireVideo(t, r.video, 12000, 0)
			require.Len(t, r.video, 60)
		})
	}
	t.Run("RTMP on the same port", func(t *testing.T) {
		done := replay(t, t.Context(), publish.Config{URL: url(s.Addr(), "live/x?a=b"), Open: publish.File(clip(t, "30", "1", "0")), Speed: math.Inf(1)})
		r := wait(t, p.begun, "the publish")
		require.NoError(t, r.waitEnd(t))
		require.NoError(t, wait(t, done, "the publisher"))
		require.Equal(t, "rtmp", r.req.Protocol)
		require.Equal(t, url(s.Addr(), "live/x?a=b"), r.req.URL)
		require.Len(t, r.video, 30)
	})
	t.Run("RTMP on the other port", func(t *testing.T) {
		conn := dial(t, s.TLSAddr())
		_, err := conn.Write(append([]byte{3}, make([]byte, 1536)...))
		require.NoError(t, err)
		requireClosed(t, conn)
		m.refused(ingest.ReasonTLS)
	})
}

// TestServerBoundsTLS: who says nothing, stops in the middle, or speaks something else, does not stay.
func TestServerBoundsTLS(t *testing.T) {
	server, client := certificate(t)
	for _, c := range []struct {
		name   string
		say    []byte
		reason ingest.Reason
	}{
		{"silence", nil, ingest.ReasonHandshakeTimeout},
		{"one byte", []byte{0x16}, ingest.ReasonHandshakeTimeout},
		{"half a hello", []byte{0x16, 3, 1, 1, 0, 1, 0, 0}, ingest.ReasonHandshakeTimeout},
		{"no TLS after all", []byte("\x16GET / HTTP/1.1\r\n\r\n"), ingest.ReasonTLS},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, m := startCounted(t, rtmp.Config{TLS: server, HandshakeTimeout: 100 * time.Millisecond}, newPublisher())
			conn := dial(t, s.Addr())
			_, err := conn.Write(c.say)
			require.NoError(t, err)
			_, _ = io.Copy(io.Discard, conn) // an alert, perhaps; and the end
			m.refused(c.reason)
		})
	}
	t.Run("TLS and then silence", func(t *testing.T) {
		s, m := startCounted(t, rtmp.Config{TLS: server, HandshakeTimeout: time.Second}, newPublisher())
		conn, err := tls.Dial("tcp", s.Addr().String(), client)
		require.NoError(t, err)
		defer conn.Close()
		_, _ = io.Copy(io.Discard, conn)
		m.refused(ingest.ReasonHandshakeTimeout)
	})
	t.Run("no certificate, no TLS", func(t *testing.T) {
		s, _ := startCounted(t, rtmp.Config{}, newPublisher())
		_, err := tls.Dial("tcp", s.Addr().String(), client)
		require.Error(t, err)
	})
	t.Run("the server stops in the middle of a handshake", func(t *testing.T) {
		s, _ := startCounted(t, rtmp.Config{TLS: server}, newPublisher())
		conn := dial(t, s.Addr())
		_, err := conn.Write([]byte{0x16})
		require.NoError(t, err)
		require.NoError(t, s.Stop(t.Context()))
	})
	_, err := rtmp.New(rtmp.Config{TLSAddr: ":0"}, rtmp.Deps{Publisher: newPublisher()})
	require.ErrorContains(t, err, "needs a certificate")
}
