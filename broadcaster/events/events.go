// Package events tells other servers what becomes of streams and recordings, by webhooks.
//
// An event is a POST of JSON, signed as Standard Webhooks (standardwebhooks.com, v1) has it: HMAC-SHA256 over its ID, the time
// of the attempt and the body. An endpoint gets its events one at a time and in order. One that does not answer with 2xx is
// tried again, at growing intervals, for about a quarter of an hour; then the event is dropped, and the next one's turn comes.
//
// Webhooks come from two places. Those of the configuration (Emitter) are the operator's: an endpoint that is too far behind loses events,
// which are counted and logged, and what is not delivered when the process ends is lost. Those that were made over the API are kept, with
// all events of the last time, in a Log: what is not delivered goes on when the process begins again, and each delivery can be looked at and repeated.
//
// It promises never to hold up who emits.
package events

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Type of an event.
type Type string

// The types.
const (
	StreamStarted      Type = "stream.started"      // a first publisher came
	StreamDisconnected Type = "stream.disconnected" // its publisher was lost, and is waited for
	StreamRecovered    Type = "stream.recovered"    // a publisher came back
	StreamEnded        Type = "stream.ended"        // it can still be played for a while
	StreamIdle         Type = "stream.idle"         // nothing of it can be played any more, until it starts again
	RungLost           Type = "rung.lost"           // of a stream: what it lacks is marked missing
	RungRecovered      Type = "rung.recovered"      // it is there again
	RecordingReady     Type = "recording.ready"     // it can be played
	DepositLow         Type = "deposit.low"         // what pays orchestrators lasts for less than a day
)

// Event is what an endpoint is sent.
type Event struct {
	ID        string    `json:"id"`
	Type      Type      `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

// Bounds.
const (
	MinSecret = 16 // characters
	maxQueue  = 1024
	maxHooks  = 16
	timeout   = 10 * time.Second // of one attempt
	attempts  = 10
	firstWait = time.Second
	lastWait  = 5 * time.Minute
	stopWait  = 3 * time.Second // for what is under way when it stops
)

// Config says who is told. A zero field means its default.
type Config struct {
	URLs   []string       // http or https; certificates are verified
	Secret string         // that events are signed with
	Roots  *x509.CertPool // default: the system's

	FirstWait time.Duration // before an event is sent again; it doubles each time. Default 1 s

	Log *Log // keeps the events, and tells others; nil: they are not kept
}

// Validate says what is wrong with it.
func (c Config) Validate() error {
	if len(c.URLs) > maxHooks {
		return fmt.Errorf("webhooks: %d URLs: at most %d", len(c.URLs), maxHooks)
	}
	for i, text := range c.URLs {
		if u, err := url.Parse(text); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("webhook %d: want a URL such as https://example.org/events", i+1) // without it: it may hold a secret
		}
	}
	if len(c.URLs) > 0 && len(c.Secret) < MinSecret {
		return fmt.Errorf("webhooks: a secret of at least %d characters signs them", MinSecret)
	}
	return nil
}

// Emitter tells. It may be used from many goroutines; a nil one tells nobody.
type Emitter struct {
	cfg    Config
	log    *slog.Logger
	client *http.Client
	cancel context.CancelFunc
	ctx    context.Context // of all attempts; it ends with Stop
	work   sync.WaitGroup

	mu     sync.Mutex // guards what follows
	hooks  []*hook
	closed bool
}

// hook is one endpoint.
type hook struct {
	url     string
	number  int // in the configuration; the URL may hold a secret
	queue   chan Event
	dropped int
}

// New makes an emitter, and starts what delivers.
func New(cfg Config, log *slog.Logger) (*Emitter, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.FirstWait == 0 {
		cfg.FirstWait = firstWait
	}
	e := &Emitter{cfg: cfg, log: log, client: &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{RootCAs: cfg.Roots, MinVersion: tls.VersionTLS12},
			IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	e.ctx, e.cancel = context.WithCancel(context.Background())
	for i, u := range cfg.URLs {
		h := &hook{url: u, number: i + 1, queue: make(chan Event, maxQueue)}
		e.hooks = append(e.hooks, h)
		e.work.Go(func() {
			for event := range h.queue {
				e.deliver(h, event)
			}
		})
	}
	return e, nil
}

// Emit tells every endpoint, later. An event is about a stream, or, if that is empty, about none.
func (e *Emitter) Emit(t Type, stream string, data any) {
	if e == nil {
		return
	}
	event := Event{ID: "evt_" + strings.ToLower(rand.Text()), Type: t, Timestamp: time.Now().UTC().Truncate(time.Millisecond), Data: data}
	if e.cfg.Log != nil {
		e.cfg.Log.add(event, stream)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return
	}
	for _, h := range e.hooks {
		select {
		case h.queue <- event:
		default:
			if h.dropped++; h.dropped == 1 {
				e.log.Error("a webhook is too far behind; events are dropped", "webhook", h.number)
			}
		}
	}
}

// Stop delivers what can be delivered at once, and gives up the rest.
func (e *Emitter) Stop() {
	if e == nil {
		return
	}
	e.mu.Lock()
	if !e.closed {
		e.closed = true
		for _, h := range e.hooks {
			close(h.queue)
		}
	}
	e.mu.Unlock()
	t := time.AfterFunc(stopWait, e.cancel)
	e.work.Wait()
	t.Stop()
	e.cancel()
	e.client.CloseIdleConnections()
}

// deliver sends an event until it is taken, or was sent often enough.
func (e *Emitter) deliver(h *hook, event Event) {
	body, err := json.Marshal(event)
	if err != nil {
		e.log.Error("an event is not JSON", "type", event.Type, "err", err)
		return
	}
	wait := e.cfg.FirstWait
	for n := 1; e.ctx.Err() == nil; n++ {
		_, err := send(e.ctx, e.client, h.url, e.cfg.Secret, event.ID, body)
		if err == nil {
			return
		}
		if n == attempts {
			e.log.Error("a webhook does not take an event; it is dropped", "webhook", h.number, "event", event.ID, "type", event.Type, "err", err)
			return
		}
		e.log.Warn("a webhook fails", "webhook", h.number, "event", event.ID, "attempt", n, "err", err)
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-e.ctx.Done():
			t.Stop()
		}
		wait = min(2*wait, lastWait)
	}
}

// Sign is the signature of a body that is sent with an ID at a time, in seconds since 1970.
func Sign(secret, id string, at int64, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(id + "." + strconv.FormatInt(at, 10) + "."))
	mac.Write(body)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// send makes one attempt, and returns the status of its answer, 0 if there was none. Its errors do not tell the URL.
func send(ctx context.Context, client *http.Client, to, secret, id string, body []byte) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return 0, errors.New("the URL cannot be used")
	}
	at := time.Now().Unix()
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "millrace")
	req.Header.Set("Webhook-Id", id)
	req.Header.Set("Webhook-Timestamp", strconv.FormatInt(at, 10))
	req.Header.Set("Webhook-Signature", Sign(secret, id, at, body))
	res, err := client.Do(req)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return 0, err
	}
	defer res.Body.Close()
	const most = 64 << 10
	_, _ = io.CopyN(io.Discard, res.Body, most) // so that the connection can be used again
	if res.StatusCode/100 != 2 {
		return res.StatusCode, fmt.Errorf("status %d", res.StatusCode)
	}
	return res.StatusCode, nil
}
