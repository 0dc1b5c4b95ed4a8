package broadcaster_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
)

// caller calls the API of a broadcaster.
type caller struct {
	t      *testing.T
	client *http.Client
	base   string
}

func calls(t *testing.T, b *broadcaster.Broadcaster) *caller {
	return &caller{t, client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) }), "http://" + b.HTTPAddr().String()}
}

// do sends a request, requires the status, and reads the answer.
func (c *caller) do(status int, method, path, body string, into any) string {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, strings.NewReader(body))
	require.NoError(c.t, err)
	res, err := c.client.Do(req)
	require.NoError(c.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(c.t, err)
	require.Equal(c.t, status, res.StatusCode, "%s %s: %s", method, path, text)
	if into != nil {
		require.NoError(c.t, json.Unmarshal(text, into))
	}
	return string(text)
}

// eventually waits until the stream is in the state.
func (c *caller) eventually(name string, state api.StreamState) (s api.Stream) {
	c.t.Helper()
	require.Eventually(c.t, func() bool {
		res, body := get(c.t, c.client, c.base+"/api/v1/streams/"+name)
		s = api.Stream{}
		return res.StatusCode == http.StatusOK && json.Unmarshal([]byte(body), &s) == nil && s.State == state && s.Source != nil
	}, time.Minute, 20*time.Millisecond, "%s is %s", name, state)
	return s
}

// begin publishes a clip over and over.
func begin(t *testing.T, b *broadcaster.Broadcaster, clip, stream string) <-chan error {
	t.Helper()
	p, err := publish.New(publish.Config{URL: "rtmp://" + b.RTMPAddr().String() + "/live/" + stream, Open: publish.File(clip), Loop: true}, publish.Deps{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx); close(done) }()
	t.Cleanup(func() { cancel(); <-done })
	return done
}

// TestCreatedStreams: a stream is created, published with its key and with a token, seen under its name; a new key and its deletion
// end what is published.
func TestCreatedStreams(t *testing.T) {
	b := start(t, broadcaster.Config{LocalAPI: true, AnyStream: true})
	c, clip := calls(t, b), testmedia.FLV(t, testmedia.Spec{Seconds: 4})
	var made api.CreatedStream
	c.do(201, "POST", "/api/v1/streams", `{"name":"studio","ladder":[
		{"name":"a","width":256,"height":144,"bitrate":200000},{"name":"b","width":228,"height":128,"bitrate":200000},
		{"name":"c","width":192,"height":108,"bitrate":200000},{"name":"d","width":128,"height":72,"bitrate":200000}]}`, &made)

	require.ErrorContains(t, send(t, b, clip, "studio"), "BadName", "its name is not its key, even where any name may be published")
	running := begin(t, b, clip, made.Key)
	s := c.eventually("studio", api.StreamLive)
	require.Len(t, s.Renditions, 5, "its whole ladder, behind the source")
	require.Equal(t, "a", s.Renditions[1].Name)
	for _, path := range []string{"/api/v1/streams", "/api/v1/streams?created=true", "/hls/studio/index.m3u8", "/metrics"} {
		require.NotContains(t, c.do(200, "GET", path, "", nil), made.Key, path)
	}

	var key api.StreamKey
	c.do(200, "POST", "/api/v1/streams/studio/key", "", &key)
	require.Error(t, <-running, "a new key ends what was begun with the old one")
	require.NoError(t, send(t, b, clip, key.Key))
	c.eventually("studio", api.StreamEnded)

	var token api.PublishToken
	c.do(200, "POST", "/api/v1/streams/studio/tokens", "", &token)
	require.ErrorContains(t, send(t, b, clip, "studio?token=1."+token.Token[11:]), "BadName")
	running = begin(t, b, clip, "studio?token="+token.Token)
	c.eventually("studio", api.StreamLive)
	c.do(204, "DELETE", "/api/v1/streams/studio", "", nil)
	require.Error(t, <-running)
	require.NoError(t, send(t, b, clip, "studio"), "now it is a name like any other")
	require.Contains(t, c.do(200, "GET", "/metrics", "", nil), `millrace_ingest_refused_total{reason="token"} 1`)
}

// TestLimitsAreEnforced: what a stream may not exceed ends its publish, which is told why.
func TestLimitsAreEnforced(t *testing.T) {
	b := start(t, broadcaster.Config{LocalAPI: true, AnyStream: true, Limits: admission.Limits{Width: 300}})
	c := calls(t, b)
	clip := testmedia.FLV(t, testmedia.Spec{Seconds: 4}) // 320x180
	require.ErrorContains(t, send(t, b, clip, "large"), "a picture of 320x180")
	require.Contains(t, c.do(200, "GET", "/metrics", "", nil), `millrace_ingest_refused_total{reason="resolution"} 1`)

	b = start(t, broadcaster.Config{LocalAPI: true})
	c = calls(t, b)
	var made api.CreatedStream
	c.do(201, "POST", "/api/v1/streams", `{"limits":{"frame_rate":10}}`, &made)
	require.ErrorContains(t, send(t, b, clip, made.Key), "frames a second")
	c.do(200, "PATCH", "/api/v1/streams/"+made.Name, `{"limits":{"frame_rate":60,"bitrate":1000}}`, nil)
	require.ErrorContains(t, send(t, b, clip, made.Key), "1000 bit/s")
	c.do(200, "PATCH", "/api/v1/streams/"+made.Name, `{"limits":null}`, nil)
	require.NoError(t, send(t, b, clip, made.Key))
}

// TestWebhook: another server says who may publish what.
func TestWebhook(t *testing.T) {
	var b *broadcaster.Broadcaster
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked struct{ URL string }
		_ = json.NewDecoder(r.Body).Decode(&asked)
		if asked.URL != "rtmp://"+b.RTMPAddr().String()+"/live/secret?user=7" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, `{"manifestID":"seven","profiles":[{"name":"tiny","width":256,"height":144,"bitrate":100000}]}`)
	}))
	t.Cleanup(hook.Close)
	b = start(t, broadcaster.Config{Webhook: admission.WebhookConfig{URL: hook.URL}, Streams: []string{"mine"}})
	c, clip := calls(t, b), testmedia.FLV(t, testmedia.Spec{Seconds: 4})
	require.NoError(t, send(t, b, clip, "secret?user=7"))
	s := c.eventually("seven", api.StreamEnded)
	require.Len(t, s.Renditions, 2)
	require.Equal(t, "tiny", s.Renditions[1].Name)
	require.ErrorContains(t, send(t, b, clip, "secret?user=8"), "the auth webhook says no")
	require.ErrorContains(t, send(t, b, clip, "mine"), "the auth webhook says no", "it is asked about names too")
	require.Equal(t, []string{"seven"}, names(c))
}

func names(c *caller) (out []string) {
	var list api.StreamList
	c.do(200, "GET", "/api/v1/streams", "", &list)
	for _, s := range list.Streams {
		out = append(out, s.Name)
	}
	return out
}

// TestCertificateIsRenewed: both ports show a new certificate without a restart, and a publish that runs is not disturbed.
func TestCertificateIsRenewed(t *testing.T) {
	cert, key, roots := certificate(t)
	b := start(t, broadcaster.Config{AnyStream: true, CertFile: cert, KeyFile: key, RTMPSAddr: "127.0.0.1:0"})
	ports := []net.Addr{b.HTTPAddr(), b.RTMPAddr(), b.RTMPSAddr()}
	shown := func(addr net.Addr, config *tls.Config) bool {
		conn, err := tls.Dial("tcp", addr.String(), config)
		if err != nil {
			return false
		}
		return conn.Close() == nil
	}
	for _, addr := range ports {
		require.True(t, shown(addr, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}))
	}
	running := begin(t, b, testmedia.FLV(t, testmedia.Spec{Seconds: 4}), "x") // plain, on the same port
	newCert, newKey, newRoots := certificate(t)
	for from, to := range map[string]string{newCert: cert, newKey: key} {
		data, err := os.ReadFile(from)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(to, data, 0o600))
		later := time.Now().Add(time.Minute)
		require.NoError(t, os.Chtimes(to, later, later))
	}
	for _, addr := range ports {
		require.Eventually(t, func() bool { return shown(addr, &tls.Config{RootCAs: newRoots, MinVersion: tls.VersionTLS12}) },
			time.Minute, 100*time.Millisecond)
		require.False(t, shown(addr, &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}))
	}
	select {
	case err := <-running:
		require.Fail(t, "the publish ended", "%v", err)
	default:
	}
}
