package broadcaster_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"math"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
)

// start runs a broadcaster whose network has nobody in it.
func start(t *testing.T, cfg broadcaster.Config) *broadcaster.Broadcaster {
	t.Helper()
	return startWith(t, cfg, broadcaster.Deps{})
}

// startWith is start with some of what a broadcaster works with.
func startWith(t *testing.T, cfg broadcaster.Config, deps broadcaster.Deps) *broadcaster.Broadcaster {
	t.Helper()
	return startOn(t, "127.0.0.1:0", cfg, deps)
}

// startOn is startWith, with HTTP at an address.
func startOn(t *testing.T, addr string, cfg broadcaster.Config, deps broadcaster.Deps) *broadcaster.Broadcaster {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	market, err := dispatch.NewNetworkMarket(dispatch.NetworkConfig{}, dispatch.NetworkDeps{
		View: func() (chain.View, error) { return chain.View{}, chain.ErrNoView }, Signer: identity.KeySigner(key), Logger: log,
	})
	require.NoError(t, err)
	cfg.RTMPAddr, cfg.HTTPAddr = "127.0.0.1:0", addr
	deps.Market, deps.Logger, deps.Metrics = market, log, prometheus.NewRegistry()
	b, err := broadcaster.New(cfg, deps)
	require.NoError(t, err)
	require.NoError(t, b.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, b.Stop(context.Background())) })
	return b
}

// client speaks HTTP as told, and leaves no connection behind.
func client(t *testing.T, config *tls.Config, protocols func(*http.Protocols)) *http.Client {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: config, Protocols: new(http.Protocols)}
	protocols(transport.Protocols)
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: time.Minute}
}

func get(t *testing.T, c *http.Client, url string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	res, err := c.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res, string(body)
}

// send publishes a clip as fast as it is taken.
func send(t *testing.T, b *broadcaster.Broadcaster, clip, stream string) error {
	t.Helper()
	p, err := publish.New(publish.Config{
		URL: "rtmp://" + b.RTMPAddr().String() + "/live/" + stream, Open: publish.File(clip), Speed: math.Inf(1),
	}, publish.Deps{})
	require.NoError(t, err)
	return p.Run(t.Context())
}

// TestSourceOnly: without a network, viewers get the source rung and the sound, to the last part, and the API says why
// there is nothing else.
func TestSourceOnly(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true})
	c := client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) })
	base := "http://" + b.HTTPAddr().String()
	require.NoError(t, send(t, b, testmedia.FLV(t, testmedia.Spec{Seconds: 6, Audio: 48000}), "mine"))

	var s api.Stream
	require.Eventually(t, func() bool {
		res, body := get(t, c, base+"/api/v1/streams/mine")
		return res.StatusCode == http.StatusOK && json.Unmarshal([]byte(body), &s) == nil && s.State == api.StreamEnded
	}, time.Minute, 50*time.Millisecond)
	require.Equal(t, 320, s.Source.Width)
	require.Equal(t, 48000, s.Audio.SampleRate)

	_, index := get(t, c, base+"/hls/mine/index.m3u8")
	require.Contains(t, index, "source/media.m3u8")
	require.Contains(t, index, "audio/media.m3u8")
	require.NotContains(t, index, "144p")
	for _, rendition := range []string{"source", "audio"} {
		_, playlist := get(t, c, base+"/hls/mine/"+rendition+"/media.m3u8")
		require.Contains(t, playlist, "#EXT-X-ENDLIST")
	}
}

// TestLongGOPs: however far apart the keyframes are, the target duration stays what it was, and no segment is longer.
func TestLongGOPs(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true})
	c := client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) })
	require.NoError(t, send(t, b, testmedia.FLV(t, testmedia.Spec{Seconds: 21, GOP: 300, Audio: 48000}), "mine"))
	for _, rendition := range []string{"source", "audio"} {
		var playlist string
		require.Eventually(t, func() bool {
			_, playlist = get(t, c, "http://"+b.HTTPAddr().String()+"/hls/mine/"+rendition+"/media.m3u8")
			return strings.Contains(playlist, "#EXT-X-ENDLIST")
		}, time.Minute, 50*time.Millisecond)
		require.Contains(t, playlist, "#EXT-X-TARGETDURATION:3\n")
		segments := regexp.MustCompile(`#EXTINF:([0-9.]+)`).FindAllStringSubmatch(playlist, -1)
		require.GreaterOrEqual(t, len(segments), 6)
		for _, s := range segments {
			seconds, err := strconv.ParseFloat(s[1], 64)
			require.NoError(t, err)
			require.Less(t, seconds, 3.5, "rounded, it is 3 at most")
		}
	}
}

// TestHEVC: the source rung is what was published, and its name in the playlist lets players choose.
func TestHEVC(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true})
	c := client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) })
	base := "http://" + b.HTTPAddr().String()
	require.NoError(t, send(t, b, testmedia.FLV(t, testmedia.Spec{Seconds: 6, Audio: 48000, HEVC: true, BFrames: 3}), "mine"))
	var s api.Stream
	require.Eventually(t, func() bool {
		res, body := get(t, c, base+"/api/v1/streams/mine")
		return res.StatusCode == http.StatusOK && json.Unmarshal([]byte(body), &s) == nil && s.State == api.StreamEnded
	}, time.Minute, 50*time.Millisecond)
	require.Equal(t, "hevc", s.Source.Codec)
	_, index := get(t, c, base+"/hls/mine/index.m3u8")
	require.Regexp(t, `CODECS="hvc1\.1\.6\.L[0-9]+\.90,mp4a\.40\.2"`, index)
	_, playlist := get(t, c, base+"/hls/mine/source/media.m3u8")
	require.Contains(t, playlist, "#EXT-X-ENDLIST")
}

func TestProblemIsTold(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true})
	c := client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) })
	clip := testmedia.FLV(t, testmedia.Spec{Seconds: 10})
	ctx, cancel := context.WithCancel(t.Context())
	p, err := publish.New(publish.Config{
		URL: "rtmp://" + b.RTMPAddr().String() + "/live/mine", Open: publish.File(clip), Loop: true,
	}, publish.Deps{})
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	require.Eventually(t, func() bool {
		var s api.Stream
		_, body := get(t, c, "http://"+b.HTTPAddr().String()+"/api/v1/streams/mine")
		return json.Unmarshal([]byte(body), &s) == nil && s.State == api.StreamLive && s.Problem == chain.ErrNoView.Error()
	}, time.Minute, 50*time.Millisecond)
	cancel()
	<-done
}

func TestStreamsThatNobodyMayPublishAreRefused(t *testing.T) {
	b := start(t, broadcaster.Config{Streams: []string{"mine"}})
	clip := testmedia.FLV(t, testmedia.Spec{Seconds: 4})
	require.Error(t, send(t, b, clip, "yours"))
	require.NoError(t, send(t, b, clip, "mine"))
}

// TestHTTP2: with a certificate the HTTP port speaks HTTP/2 over TLS; without one HTTP/1 and, to those who know,
// HTTP/2.
func TestHTTP2(t *testing.T) {
	t.Run("tls", func(t *testing.T) {
		cert, key, roots := certificate(t)
		b := start(t, broadcaster.Config{AnyStream: true, CertFile: cert, KeyFile: key})
		c := client(t, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS13}, func(p *http.Protocols) { p.SetHTTP2(true) })
		res, _ := get(t, c, "https://"+b.HTTPAddr().String()+"/healthz")
		require.Equal(t, http.StatusOK, res.StatusCode)
		require.Equal(t, 2, res.ProtoMajor)
	})
	t.Run("plain", func(t *testing.T) {
		b := start(t, broadcaster.Config{AnyStream: true})
		for major, protocols := range map[int]func(*http.Protocols){
			1: func(p *http.Protocols) { p.SetHTTP1(true) },
			2: func(p *http.Protocols) { p.SetUnencryptedHTTP2(true) },
		} {
			res, _ := get(t, client(t, nil, protocols), "http://"+b.HTTPAddr().String()+"/healthz")
			require.Equal(t, http.StatusOK, res.StatusCode)
			require.Equal(t, major, res.ProtoMajor)
		}
	})
}

// certificate makes one for 127.0.0.1.
func certificate(t *testing.T) (certFile, keyFile string, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	leaf, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	roots = x509.NewCertPool()
	roots.AddCert(leaf)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	certFile, keyFile = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	require.NoError(t, os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8}), 0o600))
	return certFile, keyFile, roots
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	for name, cfg := range map[string]broadcaster.Config{
		"certificate without key": {CertFile: "x"},
		"no such certificate":     {CertFile: "/nowhere", KeyFile: "/nowhere"},
	} {
		_, err := broadcaster.New(cfg, broadcaster.Deps{Logger: slog.Default(), Metrics: prometheus.NewRegistry()})
		require.Error(t, err, name)
	}
}
