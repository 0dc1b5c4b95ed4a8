package broadcaster_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/testmedia"
)

// segment is two seconds of MPEG-TS.
func segment(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-i", testmedia.MP4(t, testmedia.Spec{Seconds: 2, Audio: 48000}),
		"-c", "copy", "-f", "mpegts", "-").Output()
	require.NoError(t, err)
	return string(out)
}

// TestPushAccess: keys, tokens and their expiry, other streams' credentials and address lists hold for pushes.
func TestPushAccess(t *testing.T) {
	b := start(t, broadcaster.Config{LocalAPI: true, AnyStream: true})
	c, body := calls(t, b), segment(t)
	var made, other api.CreatedStream
	c.do(201, "POST", "/api/v1/streams", `{"name":"studio"}`, &made)
	c.do(201, "POST", "/api/v1/streams", `{"name":"other"}`, &other)
	var token, expiring api.PublishToken
	c.do(200, "POST", "/api/v1/streams/studio/tokens", "", &token)
	c.do(200, "POST", "/api/v1/streams/studio/tokens", `{"expires_in":1}`, &expiring)
	expired := time.After(1100 * time.Millisecond)

	c.do(403, "PUT", "/live/studio/0.ts", body, nil) // its name is not its key
	c.do(403, "PUT", "/live/studio/0.ts?token=1."+token.Token[11:], body, nil)
	c.do(403, "PUT", "/live/other/0.ts?token="+token.Token, body, nil)
	c.do(403, "PUT", "/live/other", body, nil) // endless, too

	c.do(200, "PUT", "/live/"+made.Key+"/0.ts", body, nil)
	c.eventually("studio", api.StreamLive)
	c.do(404, "DELETE", "/live/"+other.Key, "", nil) // nobody pushes to that one
	c.do(204, "DELETE", "/live/"+made.Key, "", nil)
	c.eventually("studio", api.StreamEnded)

	c.do(200, "PUT", "/live/studio/0.ts?token="+token.Token, body, nil)
	c.eventually("studio", api.StreamLive)
	c.do(403, "DELETE", "/live/studio", "", nil)
	<-expired
	c.do(403, "PUT", "/live/studio/1.ts?token="+expiring.Token, body, nil)
	c.do(200, "PUT", "/live/studio/1.ts?token="+token.Token, body, nil) // whoever was refused ended nothing
	metrics := c.do(200, "GET", "/metrics", "", nil)
	require.Contains(t, metrics, `millrace_ingest_refused_total{reason="token"} 3`)
	require.Contains(t, metrics, `millrace_ingest_connections{protocol="push"} 0`)

	loopback := []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	b = start(t, broadcaster.Config{AnyStream: true, Addresses: ingest.Addresses{Deny: loopback}})
	c = calls(t, b)
	c.do(403, "PUT", "/live/mine/0.ts", body, nil)
	require.Contains(t, c.do(200, "GET", "/metrics", "", nil), `millrace_ingest_refused_total{reason="address"} 1`)
}

// TestPushAccessEnds: a new key, or the deletion of the stream, refuses the next segment of who has the old key or a token, and ends a
// body that never ends. So does an address that may not publish, and that leaves the publish alone.
func TestPushAccessEnds(t *testing.T) {
	denied := netip.MustParsePrefix("127.0.0.2/32")
	b := start(t, broadcaster.Config{LocalAPI: true, AnyStream: true, Addresses: ingest.Addresses{Deny: []netip.Prefix{denied}}})
	c, body := calls(t, b), segment(t)
	var made api.CreatedStream
	var key api.StreamKey
	var token api.PublishToken
	c.do(201, "POST", "/api/v1/streams", `{"name":"studio"}`, &made)

	c.do(200, "PUT", "/live/"+made.Key+"/0.ts", body, nil)
	other := *c
	other.client = &http.Client{Transport: &http.Transport{
		DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}).DialContext, DisableKeepAlives: true,
	}}
	other.do(403, "PUT", "/live/"+made.Key+"/1.ts", body, nil)
	other.do(403, "DELETE", "/live/"+made.Key, "", nil)
	c.do(200, "PUT", "/live/"+made.Key+"/1.ts", body, nil)

	c.do(200, "POST", "/api/v1/streams/studio/key", "", &key)
	require.Contains(t, c.do(403, "PUT", "/live/"+made.Key+"/2.ts", body, nil), "new key")
	c.do(200, "POST", "/api/v1/streams/studio/tokens", "", &token)
	c.do(200, "PUT", "/live/studio/2.ts?token="+token.Token, body, nil)
	c.do(200, "POST", "/api/v1/streams/studio/key", "", &key)
	require.Contains(t, c.do(403, "PUT", "/live/studio/3.ts?token="+token.Token, body, nil), "new key")

	in, out := io.Pipe()
	status := make(chan int, 1)
	go func() {
		defer close(status)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, c.base+"/live/"+key.Key, in)
		if err != nil {
			return
		}
		if res, err := c.client.Do(req); err == nil {
			_ = res.Body.Close()
			status <- res.StatusCode
		}
	}()
	_, err := out.Write([]byte(body))
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		return strings.Contains(c.do(200, "GET", "/metrics", "", nil), "millrace_push_streams 1")
	}, time.Minute, 5*time.Millisecond)
	c.do(200, "POST", "/api/v1/streams/studio/key", "", &key)
	require.Equal(t, 403, <-status)
	require.NoError(t, out.Close())

	c.do(200, "PUT", "/live/"+key.Key+"/0.ts", body, nil)
	c.do(204, "DELETE", "/api/v1/streams/studio", "", nil)
	require.Contains(t, c.do(403, "PUT", "/live/"+key.Key+"/1.ts", body, nil), "deleted")
}

// TestPushWebhook: the webhook is asked once for each publish, in the words of HTTP.
func TestPushWebhook(t *testing.T) {
	asked := make(chan string, 8)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct{ URL string }
		_ = json.NewDecoder(r.Body).Decode(&q)
		asked <- q.URL
		if !strings.Contains(q.URL, "user=7") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fmt.Fprint(w, `{"manifestID":"seven"}`)
	}))
	t.Cleanup(hook.Close)
	b := start(t, broadcaster.Config{Webhook: admission.WebhookConfig{URL: hook.URL}})
	c, body := calls(t, b), segment(t)
	c.do(403, "PUT", "/live/secret/0.ts?user=8", body, nil)
	require.Equal(t, c.base+"/live/secret/0.ts?user=8", <-asked)
	for i := range 3 {
		c.do(200, "PUT", fmt.Sprintf("/live/secret/%d.ts?user=7", i), body, nil)
	}
	require.Equal(t, c.base+"/live/secret/0.ts?user=7", <-asked)
	require.Empty(t, asked)
	c.eventually("seven", api.StreamLive)
}

// TestAddressesShareABound: what one address has open counts together, whether it pushes or speaks RTMP.
func TestAddressesShareABound(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true, MaxPerAddress: 1})
	c, body := calls(t, b), segment(t)
	slow, err := net.Dial("tcp", b.HTTPAddr().String())
	require.NoError(t, err)
	_, err = fmt.Fprintf(slow, "PUT /live/mine/0.ts HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", len(body))
	require.NoError(t, err)
	open := `millrace_ingest_connections{protocol="push"} 1`
	require.Eventually(t, func() bool { return strings.Contains(c.do(200, "GET", "/metrics", "", nil), open) }, time.Minute, 5*time.Millisecond)

	c.do(503, "PUT", "/live/mine/1.ts", body, nil)
	rtmp, err := net.Dial("tcp", b.RTMPAddr().String())
	require.NoError(t, err)
	_, err = io.ReadAll(rtmp) // it is closed before anything is said
	require.NoError(t, err)
	require.NoError(t, rtmp.Close())
	require.Contains(t, c.do(200, "GET", "/metrics", "", nil), `millrace_ingest_refused_total{reason="connections_per_ip"} 2`)

	require.NoError(t, slow.Close())
	require.Eventually(t, func() bool { return !strings.Contains(c.do(200, "GET", "/metrics", "", nil), open) }, time.Minute, 5*time.Millisecond)
	c.do(200, "PUT", "/live/mine/1.ts", body, nil)
}
