package broadcaster_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/quic-go/quic-go/http3"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
)

// quicClient speaks HTTP/3 only.
func quicClient(t *testing.T, roots *x509.CertPool) *http.Client {
	t.Helper()
	transport := &http3.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS13}}
	t.Cleanup(func() { require.NoError(t, transport.Close()) })
	return &http.Client{Transport: transport}
}

// What is served over HTTPS is served over HTTP/3, too, for those who are told of it there.
func TestHTTP3(t *testing.T) {
	cert, key, roots := certificate(t)
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, CertFile: cert, KeyFile: key, HTTP3: true})
	p := join(t, b).formats(&small, &tone).send(6)
	overTCP := &viewer{T: t, client: client(t, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS13}, func(p *http.Protocols) { p.SetHTTP2(true) }), base: "https://" + b.HTTPAddr().String()}
	overUDP := &viewer{T: t, client: quicClient(t, roots), base: overTCP.base}
	overTCP.sees(source)
	_, port, _ := strings.Cut(b.HTTPAddr().String(), ":")
	for _, path := range []string{"/hls/mine/index.m3u8", source, "/api/v1/streams/unknown", "/watch/mine", "/healthz"} {
		want, body := get(t, overTCP.client, overTCP.base+path)
		require.Equal(t, `h3=":`+port+`"; ma=3600`, want.Header.Get("Alt-Svc"))
		res, got := get(t, overUDP.client, overUDP.base+path)
		require.Equal(t, 3, res.ProtoMajor)
		require.Equal(t, want.StatusCode, res.StatusCode, path)
		require.Equal(t, body, got, path)
		require.Empty(t, res.Header.Get("Alt-Svc"), "who is there need not be told")
		for _, name := range []string{"Content-Type", "Cache-Control", "ETag", "Access-Control-Allow-Origin"} {
			require.Equal(t, want.Header.Get(name), res.Header.Get(name), path)
		}
	}

	playlist, err := conformance.Parse([]byte(overUDP.playlist("source")))
	require.NoError(t, err)
	file := overUDP.base + "/hls/mine/source/" + playlist.Segments[0].URI
	_, whole := get(t, overTCP.client, file)
	_, got := get(t, overUDP.client, file)
	require.Equal(t, whole, got)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, file, nil)
	require.NoError(t, err)
	req.Header.Set("Range", "bytes=10-19")
	res, err := overUDP.client.Do(req)
	require.NoError(t, err)
	part, err := io.ReadAll(res.Body)
	require.NoError(t, errors.Join(err, res.Body.Close()))
	require.Equal(t, http.StatusPartialContent, res.StatusCode)
	require.Equal(t, whole[10:20], string(part))

	// Reloads wait, and are answered when there is something.
	blocked := make(chan string, 1)
	go func() {
		_, body := get(t, overUDP.client, overUDP.base+source+"?_HLS_msn=4")
		blocked <- body
	}()
	p.send(4)
	require.Contains(t, <-blocked, "/4.mp4\n")

	req.Header.Set("X-Long", strings.Repeat("x", 100<<10))
	res, err = overUDP.client.Do(req)
	if err == nil {
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusRequestHeaderFieldsTooLarge, res.StatusCode)
	}
	require.Equal(t, http.StatusOK, overUDP.status("/healthz"), "others do not notice")

	// Who still waits is let go when the node stops.
	waiting := make(chan error, 1)
	req, err = http.NewRequestWithContext(t.Context(), http.MethodGet, overUDP.base+source+"?_HLS_msn=9", nil)
	require.NoError(t, err)
	go func() {
		res, err := overUDP.client.Do(req)
		if err == nil {
			err = res.Body.Close()
		}
		waiting <- err
	}()
	p.sink.End(nil)
	require.NoError(t, b.Stop(t.Context()))
	select {
	case <-waiting:
	case <-time.After(time.Minute):
		t.Fatal("it waits on")
	}
}

// A player in a browser that speaks HTTP/3 plays as it does otherwise.
func TestHTTP3_player(t *testing.T) {
	cert, key, _ := certificate(t)
	b := start(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}, CertFile: cert, KeyFile: key, HTTP3: true})
	pair, err := tls.LoadX509KeyPair(cert, key)
	require.NoError(t, err)
	p, err := publish.New(publish.Config{
		URL: "rtmp://" + b.RTMPAddr().String() + "/live/mine", Open: publish.File(testmedia.FLV(t, testmedia.Spec{Seconds: 10, Audio: 48000})), Loop: true,
	}, publish.Deps{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var publishing sync.WaitGroup
	publishing.Go(func() { _ = p.Run(ctx) })
	defer publishing.Wait()
	defer cancel()

	browser := browsertest.New(t, browsertest.QUIC(b.HTTPAddr().String(), pair.Leaf))
	browser.Open("https://" + b.HTTPAddr().String() + "/watch/mine")
	browser.WaitFor(`millrace.video.currentTime > 3`, time.Minute)
	var protocols []string
	browser.Eval(`[...new Set(performance.getEntriesByType("resource").filter((e) => e.name.includes("/hls/")).map((e) => e.nextHopProtocol))]`, &protocols)
	require.Equal(t, []string{"h3"}, protocols)
}

func TestHTTP3_off(t *testing.T) {
	cert, key, roots := certificate(t)
	b := start(t, broadcaster.Config{AnyStream: true, CertFile: cert, KeyFile: key})
	c := client(t, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS13}, func(p *http.Protocols) { p.SetHTTP2(true) })
	res, _ := get(t, c, "https://"+b.HTTPAddr().String()+"/healthz")
	require.Empty(t, res.Header.Get("Alt-Svc"))
}
