package admission

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

// Bounds of a webhook.
const (
	DefaultWebhookTimeout  = 5 * time.Second
	MaxWebhookTimeout      = 10 * time.Second // a publisher is not kept waiting for longer
	defaultWebhookInFlight = 32
	maxWebhookReply        = 64 << 10
)

// WebhookConfig says who is asked whether a publish may start. A zero field means its default.
type WebhookConfig struct {
	URL      string         // http or https; its certificate is verified
	Timeout  time.Duration  // of one call, the wait for a place included; 5 s
	InFlight int            // calls at one time; 32
	Roots    *x509.CertPool // that sign its certificate; the system's
}

// webhook asks another server. The request and the reply are those of go-livepeer's authWebhookUrl; what a reply asks for and this
// node does not do is refused rather than left out.
type webhook struct {
	url     string
	timeout time.Duration
	client  *http.Client
	places  chan struct{} // holds one value for each call in flight
	log     *slog.Logger
}

var (
	errWebhookRefused     = fmt.Errorf("%w: the auth webhook says no", ingest.ErrRefused)
	errWebhookReply       = fmt.Errorf("%w: the auth webhook's reply cannot be used", ingest.ErrRefused)
	errWebhookUnavailable = fmt.Errorf("%w: the auth webhook does not answer", ingest.ErrBusy)
	errWebhookBusy        = fmt.Errorf("%w: the auth webhook is asked by too many", ingest.ErrBusy)
)

// webhookReason is what an error of call is counted as.
func webhookReason(err error) ingest.Reason {
	switch {
	case errors.Is(err, errWebhookRefused):
		return ingest.ReasonWebhookRefused
	case errors.Is(err, errWebhookBusy):
		return ingest.ReasonWebhookBusy
	default:
		return ingest.ReasonWebhookFailed
	}
}

func (c WebhookConfig) withDefaults() WebhookConfig {
	if c.Timeout == 0 {
		c.Timeout = DefaultWebhookTimeout
	}
	if c.InFlight == 0 {
		c.InFlight = defaultWebhookInFlight
	}
	return c
}

func (c WebhookConfig) validate() error {
	u, err := url.Parse(c.URL)
	switch {
	case err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "":
		return errors.New("auth webhook: want a URL such as https://example.org/auth") // without it: it may hold a secret
	case c.Timeout < 0 || c.Timeout > MaxWebhookTimeout:
		return fmt.Errorf("auth webhook: timeout %s: at most %s", c.Timeout, MaxWebhookTimeout)
	case c.InFlight < 0:
		return fmt.Errorf("auth webhook: %d calls at one time: at least 1", c.InFlight)
	}
	return nil
}

// newWebhook takes a valid configuration.
func newWebhook(cfg WebhookConfig, log *slog.Logger) *webhook {
	return &webhook{
		url: cfg.URL, timeout: cfg.Timeout, places: make(chan struct{}, cfg.InFlight), log: log,
		client: &http.Client{
			Transport: &http.Transport{
				Proxy:           http.ProxyFromEnvironment,
				TLSClientConfig: &tls.Config{RootCAs: cfg.Roots, MinVersion: tls.VersionTLS12},
				MaxConnsPerHost: cfg.InFlight, MaxIdleConnsPerHost: cfg.InFlight, IdleConnTimeout: time.Minute,
				MaxResponseHeaderBytes: maxWebhookReply, DisableCompression: true, ForceAttemptHTTP2: true,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

// admitted is what a reply says.
type admitted struct {
	name   string       // empty: as it was asked for
	ladder media.Ladder // nil: nothing was said
}

// call asks about one publish. Its errors tell the publisher nothing of the webhook but what it answered.
func (w *webhook) call(ctx context.Context, req ingest.Request) (admitted, error) {
	ctx, cancel := context.WithTimeout(ctx, w.timeout)
	defer cancel()
	select {
	case w.places <- struct{}{}:
		defer func() { <-w.places }()
	case <-ctx.Done():
		return admitted{}, errWebhookBusy
	}
	body, err := json.Marshal(map[string]string{"url": publishURL(req)})
	if err != nil {
		return admitted{}, err
	}
	post, err := http.NewRequestWithContext(ctx, http.MethodPost, w.url, bytes.NewReader(body))
	if err != nil {
		return admitted{}, err
	}
	post.Header.Set("Content-Type", "application/json")
	res, err := w.client.Do(post)
	if err != nil {
		return admitted{}, w.unavailable(err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode >= 500:
		return admitted{}, fmt.Errorf("%w: %d", errWebhookUnavailable, res.StatusCode)
	case res.StatusCode >= 300 && res.StatusCode < 400:
		return admitted{}, fmt.Errorf("%w: it is a redirect, which is not followed", errWebhookReply)
	case res.StatusCode != http.StatusOK:
		return admitted{}, fmt.Errorf("%w: %d", errWebhookRefused, res.StatusCode)
	}
	text, err := io.ReadAll(io.LimitReader(res.Body, maxWebhookReply+1))
	if err != nil {
		return admitted{}, w.unavailable(err)
	}
	return parseReply(text)
}

// unavailable keeps the cause for the log, without the URL, which may hold a secret.
func (w *webhook) unavailable(err error) error {
	var in *url.Error
	if errors.As(err, &in) {
		err = in.Err
	}
	w.log.Warn("auth webhook", "err", err)
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w in time", errWebhookUnavailable)
	}
	var verification *tls.CertificateVerificationError
	if errors.As(err, &verification) {
		return fmt.Errorf("%w: its certificate is not trusted", errWebhookUnavailable)
	}
	return errWebhookUnavailable
}

// publishURL is what a publisher asked for.
func publishURL(req ingest.Request) string {
	if req.URL != "" {
		return req.URL
	}
	u := url.URL{Scheme: req.Protocol, Host: "localhost", Path: "/" + req.App + "/" + req.Name, RawQuery: req.Query.Encode()}
	return u.String()
}

// reply is a webhook's reply. What is not here is of no consequence: streamID, sessionID and streamKey name things that this node
// does not have, previousSessions belong to recordings, and every part is verified whatever verificationFreq says.
type reply struct {
	ManifestID         string          `json:"manifestID"`
	Presets            []string        `json:"presets"`
	Profiles           []media.Profile `json:"profiles"`
	ObjectStore        string          `json:"objectStore"`
	RecordObjectStore  string          `json:"recordObjectStore"`
	TimeoutMultiplier  float64         `json:"timeoutMultiplier"`
	ForceSessionReinit bool            `json:"forceSessionReinit"`
}

// parseReply reads a reply. An empty one says yes and nothing else.
func parseReply(text []byte) (admitted, error) {
	if len(text) > maxWebhookReply {
		return admitted{}, fmt.Errorf("%w: it is larger than %d bytes", errWebhookReply, maxWebhookReply)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return admitted{}, nil
	}
	var r reply
	if err := json.Unmarshal(text, &r); err != nil {
		return admitted{}, fmt.Errorf("%w: it is not the JSON that is wanted", errWebhookReply)
	}
	unsupported := ""
	switch {
	case r.ObjectStore != "" || r.RecordObjectStore != "":
		unsupported = "object stores are not supported"
	case r.TimeoutMultiplier != 0 && r.TimeoutMultiplier != 1:
		unsupported = "a timeoutMultiplier is not supported"
	case r.ForceSessionReinit:
		unsupported = "forceSessionReinit is not supported"
	}
	if unsupported != "" {
		return admitted{}, fmt.Errorf("%w: %s", errWebhookReply, unsupported)
	}
	a := admitted{name: r.ManifestID}
	for i := range r.Profiles {
		p := &r.Profiles[i]
		p.Name = cmp.Or(p.Name, fmt.Sprintf("webhook_%dx%d_%d", p.Width, p.Height, p.Bitrate))
	}
	for _, name := range r.Presets {
		preset, ok := media.Preset(name)
		if !ok {
			return admitted{}, fmt.Errorf("%w: there is no preset %.32q", errWebhookReply, name)
		}
		r.Profiles = append(r.Profiles, preset.Profile())
	}
	var err error
	if a.ladder, err = media.LadderOf(r.Profiles); err != nil {
		return admitted{}, fmt.Errorf("%w: %w", errWebhookReply, err)
	}
	return a, nil
}
