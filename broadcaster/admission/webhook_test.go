package admission_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

// hook serves a webhook, and makes a gate that asks it.
func hook(t *testing.T, cfg admission.WebhookConfig, r *admission.Registry, serve http.HandlerFunc) counted {
	t.Helper()
	server := httptest.NewServer(serve)
	t.Cleanup(server.Close)
	cfg.URL = server.URL + "/auth?secret=x"
	return gate(t, admission.Config{Ladder: nodeLadder, Rungs: 3, Webhook: cfg}, r)
}

func says(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestWebhookRequest(t *testing.T) {
	var got map[string]string
	g := hook(t, admission.WebhookConfig{}, registry(t), func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" || r.URL.Query().Get("secret") != "x" ||
			json.NewDecoder(r.Body).Decode(&got) != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	})
	req := request("key?a=b c&d=1")
	_, err := g.Admit(t.Context(), req)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"url": "rtmp://localhost/live/key?a=b+c&d=1"}, got)
	req.URL = "rtmps://ingest.example.org:443/live/key?x=y"
	_, err = g.Admit(t.Context(), req)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"url": req.URL}, got)
}

// TestWebhookReplies: each is what some webhook may say.
func TestWebhookReplies(t *testing.T) {
	r := registry(t)
	studio := admission.Limits{Bitrate: 7}
	_, key, err := r.Create(t.Context(), admission.Stream{Name: "studio", Ladder: media.Ladder{}, Limits: studio})
	require.NoError(t, err)
	node := func(name string) admission.Grant { return admission.Grant{Name: name, Ladder: nodeLadder, Rungs: 3} }
	rungs := func(name string, l ...media.Rendition) admission.Grant {
		return admission.Grant{Name: name, Ladder: append(media.Ladder{}, l...)}
	}
	const h264 = media.CodecH264
	for _, c := range []struct {
		name   string
		status int
		reply  string
		want   admission.Grant
		err    string // empty: admitted
		reason ingest.Reason
	}{
		{"an empty reply", 200, "", node("asked"), "", ""},
		{"a blank reply", 200, " \n", node("asked"), "", ""},
		{"nothing in particular", 200, "{}", node("asked"), "", ""},
		{"another name", 200, `{"manifestID":"mine"}`, node("mine"), "", ""},
		{"the name of a created stream", 200, `{"manifestID":"studio"}`, admission.Grant{Name: "studio", Ladder: media.Ladder{}, Limits: studio}, "", ""},
		{"what has no meaning here", 200, `{"streamID":"a","sessionID":"b","streamKey":"c","previousSessions":["d"],"verificationFreq":5,"timeoutMultiplier":1,"new":{}}`, node("asked"), "", ""},
		{"no profiles: source only", 200, `{"profiles":[]}`, rungs("asked"), "", ""},
		{"profiles that say nothing", 200, `{"profiles":null}`, node("asked"), "", ""},
		{
			"profiles", 200, `{"manifestID":"m","profiles":[
			{"name":"720p","width":1280,"height":720,"bitrate":3000000,"fps":0,"fpsDen":0,"profile":"H264High","gop":"2","encoder":"H.264","colorDepth":8,"chromaFormat":"420","quality":0},
			{"width":640,"height":360,"bitrate":700000,"chromaFormat":420,"profile":"None","gop":"2.0"}]}`,
			rungs("m", media.Rendition{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: h264},
				media.Rendition{Name: "webhook_640x360_700000", Width: 640, Height: 360, Bitrate: 700_000, Codec: h264}), "", "",
		},
		{
			"other codecs, rates and presets", 200, `{"presets":["P240p30fps16x9"],"profiles":[{"name":"a","width":640,"height":360,"bitrate":700000,"fps":25,"encoder":"HEVC","colorDepth":10}]}`,
			rungs("asked", media.Rendition{Name: "a", Width: 640, Height: 360, Bitrate: 700_000, Codec: media.CodecHEVC, BitDepth: 10, FrameRate: media.Rational{Num: 25, Den: 1}},
				media.Rendition{Name: "p240p30fps16x9", Width: 426, Height: 240, Bitrate: 600_000, Codec: h264, FrameRate: media.Rational{Num: 30, Den: 1}}), "", "",
		},

		{"no", 403, "", admission.Grant{}, "says no: 403", ingest.ReasonWebhookRefused},
		{"created, but no yes", 201, "", admission.Grant{}, "says no: 201", ingest.ReasonWebhookRefused},
		{"out of order", 502, "", admission.Grant{}, "does not answer: 502", ingest.ReasonWebhookFailed},
		{"no JSON", 200, "OK", admission.Grant{}, "not the JSON", ingest.ReasonWebhookFailed},
		{"JSON of another kind", 200, `["manifestID"]`, admission.Grant{}, "not the JSON", ingest.ReasonWebhookFailed},
		{"JSON and more", 200, `{}{}`, admission.Grant{}, "not the JSON", ingest.ReasonWebhookFailed},
		{"numbers beyond all bounds", 200, `{"profiles":[{"width":1e99}]}`, admission.Grant{}, "not the JSON", ingest.ReasonWebhookFailed},
		{"a huge reply", 200, `{"manifestID":"` + strings.Repeat("x", 1<<20) + `"}`, admission.Grant{}, "larger than 65536 bytes", ingest.ReasonWebhookFailed},
		{"a name that is none", 200, `{"manifestID":"../x"}`, admission.Grant{}, "invalid stream name", ingest.ReasonWebhookFailed},
		{"a preset that there is not", 200, `{"presets":["P1080p30fps16x9"]}`, admission.Grant{}, "no preset", ingest.ReasonWebhookFailed},
		{"a store", 200, `{"recordObjectStore":"s3://x"}`, admission.Grant{}, "object stores", ingest.ReasonWebhookFailed},
		{"patience", 200, `{"timeoutMultiplier":3}`, admission.Grant{}, "timeoutMultiplier", ingest.ReasonWebhookFailed},
		{"new sessions", 200, `{"forceSessionReinit":true}`, admission.Grant{}, "forceSessionReinit", ingest.ReasonWebhookFailed},
		{"a frame rate below one", 200, `{"profiles":[{"width":640,"height":360,"bitrate":700000,"fps":1,"fpsDen":2}]}`, admission.Grant{}, "1/2 frames a second", ingest.ReasonWebhookFailed},
		{"a codec profile", 200, `{"profiles":[{"profile":"H264Baseline"}]}`, admission.Grant{}, `"H264Baseline": only H264High`, ingest.ReasonWebhookFailed},
		{"all keyframes", 200, `{"profiles":[{"gop":"intra"}]}`, admission.Grant{}, `gop "intra"`, ingest.ReasonWebhookFailed},
		{"another codec", 200, `{"profiles":[{"encoder":"VP9"}]}`, admission.Grant{}, `encoder "VP9"`, ingest.ReasonWebhookFailed},
		{"ten bits of H.264", 200, `{"profiles":[{"width":640,"height":360,"bitrate":700000,"colorDepth":10}]}`, admission.Grant{}, "10 bits", ingest.ReasonWebhookFailed},
		{"more chroma", 200, `{"profiles":[{"chromaFormat":"444"}]}`, admission.Grant{}, "chromaFormat", ingest.ReasonWebhookFailed},
		{"quality", 200, `{"profiles":[{"quality":20}]}`, admission.Grant{}, "quality 20", ingest.ReasonWebhookFailed},
		{"no bitrate", 200, `{"profiles":[{"name":"a","width":640,"height":360}]}`, admission.Grant{}, "0 bit/s", ingest.ReasonWebhookFailed},
		{"too many", 200, `{"profiles":[{},{},{},{},{},{},{},{},{},{},{}]}`, admission.Grant{}, "11 profiles", ingest.ReasonWebhookFailed},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := hook(t, admission.WebhookConfig{}, r, says(c.status, c.reply))
			got, err := g.Admit(t.Context(), request("asked"))
			require.Equal(t, c.want, got)
			if c.err == "" {
				require.NoError(t, err)
				g.refused(t)
				return
			}
			require.ErrorContains(t, err, c.err)
			require.Less(t, len(err.Error()), 300)
			g.refused(t, c.reason)
		})
	}
	t.Run("a key is not asked about", func(t *testing.T) {
		g := hook(t, admission.WebhookConfig{}, r, says(403, ""))
		_, err := g.Admit(t.Context(), request(key))
		require.NoError(t, err)
		_, err = g.Admit(t.Context(), request("studio"))
		require.ErrorContains(t, err, "with its key")
	})
}

// TestWebhookFails: whatever goes wrong, nobody is let in, and soon.
func TestWebhookFails(t *testing.T) {
	stuck := func(t *testing.T) (http.HandlerFunc, *atomic.Int32) {
		release, asked := make(chan struct{}), new(atomic.Int32)
		t.Cleanup(func() { close(release) })
		return func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.ReadAll(r.Body) // only then does the server notice that the client has gone
			asked.Add(1)
			select {
			case <-r.Context().Done():
			case <-release:
			}
		}, asked
	}
	t.Run("slow", func(t *testing.T) {
		serve, _ := stuck(t)
		g := hook(t, admission.WebhookConfig{Timeout: 50 * time.Millisecond}, registry(t), serve)
		_, err := g.Admit(t.Context(), request("x"))
		require.ErrorIs(t, err, ingest.ErrBusy)
		require.ErrorContains(t, err, "does not answer in time")
		g.refused(t, ingest.ReasonWebhookFailed)
	})
	t.Run("slow to send its body", func(t *testing.T) {
		g := hook(t, admission.WebhookConfig{Timeout: 100 * time.Millisecond}, registry(t), func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.ReadAll(r.Body)
			_, _ = io.WriteString(w, `{"manifestID":`)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		})
		_, err := g.Admit(t.Context(), request("x"))
		require.ErrorContains(t, err, "does not answer in time")
		g.refused(t, ingest.ReasonWebhookFailed)
	})
	t.Run("asked by too many", func(t *testing.T) {
		serve, asked := stuck(t)
		g := hook(t, admission.WebhookConfig{InFlight: 1, Timeout: admission.MaxWebhookTimeout}, registry(t), serve)
		ctx, cancel := context.WithCancel(t.Context())
		first := make(chan error, 1)
		go func() {
			_, err := g.Admit(ctx, request("x"))
			first <- err
		}()
		require.Eventually(t, func() bool { return asked.Load() == 1 }, time.Minute, time.Millisecond)
		short, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer stop()
		_, err := g.Admit(short, request("y"))
		require.ErrorIs(t, err, ingest.ErrBusy)
		require.ErrorContains(t, err, "asked by too many")
		g.refused(t, ingest.ReasonWebhookBusy)
		cancel()
		require.ErrorIs(t, <-first, ingest.ErrBusy)
		require.EqualValues(t, 1, asked.Load())
	})
	t.Run("not there", func(t *testing.T) {
		server := httptest.NewServer(says(200, ""))
		server.Close()
		g := gate(t, admission.Config{Webhook: admission.WebhookConfig{URL: server.URL + "/?secret=x"}}, registry(t))
		_, err := g.Admit(t.Context(), request("x"))
		require.ErrorIs(t, err, ingest.ErrBusy)
		require.NotContains(t, err.Error(), "secret")
	})
	t.Run("elsewhere", func(t *testing.T) {
		var elsewhere atomic.Int32
		other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
		t.Cleanup(other.Close)
		g := hook(t, admission.WebhookConfig{}, registry(t), func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		})
		_, err := g.Admit(t.Context(), request("x"))
		require.ErrorContains(t, err, "redirect")
		require.Zero(t, elsewhere.Load())
	})
	t.Run("endless reply", func(t *testing.T) {
		g := hook(t, admission.WebhookConfig{Timeout: admission.MaxWebhookTimeout}, registry(t), func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write(make([]byte, 4<<10))
			}
		})
		_, err := g.Admit(t.Context(), request("x"))
		require.ErrorContains(t, err, "larger than 65536 bytes", "long before it is late")
	})
	t.Run("endless headers", func(t *testing.T) {
		g := hook(t, admission.WebhookConfig{}, registry(t), func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X", strings.Repeat("x", 1<<20))
		})
		_, err := g.Admit(t.Context(), request("x"))
		require.ErrorIs(t, err, ingest.ErrBusy)
	})
}

// TestWebhookIsVerified: a certificate that nobody vouches for is not believed.
func TestWebhookIsVerified(t *testing.T) {
	server := httptest.NewTLSServer(says(200, ""))
	t.Cleanup(server.Close)
	server.Config.ErrorLog = nil
	ask := func(roots *x509.CertPool) error {
		g := gate(t, admission.Config{Webhook: admission.WebhookConfig{URL: server.URL, Roots: roots}}, registry(t))
		_, err := g.Admit(t.Context(), request("x"))
		return err
	}
	require.ErrorContains(t, ask(nil), "certificate is not trusted")
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	require.NoError(t, ask(roots))
}

func TestNewGateRefuses(t *testing.T) {
	for want, cfg := range map[string]admission.Config{
		"want a URL":    {Webhook: admission.WebhookConfig{URL: "ftp://x"}},
		"want a URL ":   {Webhook: admission.WebhookConfig{URL: "x"}},
		"at most 10s":   {Webhook: admission.WebhookConfig{URL: "http://x", Timeout: time.Minute}},
		"at least 1":    {Webhook: admission.WebhookConfig{URL: "http://x", InFlight: -1}},
		"a limit is":    {Limits: admission.Limits{FrameRate: -1}},
		"auth webhook:": {Webhook: admission.WebhookConfig{URL: "http://%zz"}},
	} {
		_, err := admission.NewGate(cfg, admission.Deps{Registry: registry(t)})
		require.ErrorContains(t, err, strings.TrimSpace(want))
	}
	_, err := admission.NewGate(admission.Config{}, admission.Deps{})
	require.ErrorContains(t, err, "no registry")
}
