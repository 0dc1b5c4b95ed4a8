package events

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// Deliveries to webhooks that were made over the API are tried for about four hours.
const (
	hookAttempts = 16
	hookLastWait = time.Hour
)

// worker delivers to one webhook, one event at a time.
type worker struct {
	wake   chan struct{} // there may be something to do
	cancel context.CancelFunc
}

// employ begins to deliver to a webhook.
func (l *Log) employ(webhook string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || l.workers[webhook] != nil {
		return
	}
	ctx, cancel := context.WithCancel(l.ctx)
	w := &worker{wake: make(chan struct{}, 1), cancel: cancel}
	l.workers[webhook] = w
	l.work.Go(func() {
		defer cancel()
		l.run(ctx, webhook, w)
	})
}

// dismiss ends delivering to a webhook.
func (l *Log) dismiss(webhook string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if w := l.workers[webhook]; w != nil {
		w.cancel()
		delete(l.workers, webhook)
	}
}

// wake has all workers look for something to do.
func (l *Log) wake() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, w := range l.workers {
		select {
		case w.wake <- struct{}{}:
		default: // it will look
		}
	}
}

func (l *Log) run(ctx context.Context, webhook string, w *worker) {
	const idle = time.Hour
	for ctx.Err() == nil {
		wait := idle
		due, err := l.due(ctx, webhook)
		switch {
		case errors.Is(err, ErrUnknown):
		case err != nil:
			wait = l.cfg.FirstWait
			if ctx.Err() == nil {
				l.log.Error("deliveries cannot be read", "webhook", webhook, "err", err)
			}
		default:
			if wait = time.Until(due.NextAt); wait <= 0 {
				l.attempt(ctx, due)
				continue
			}
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-w.wake:
		case <-ctx.Done():
		}
		t.Stop()
	}
}

// dueDelivery is the next one, with what it takes to send it.
type dueDelivery struct {
	Delivery
	url, secret, data string
	at                time.Time // of the event
}

func (l *Log) due(ctx context.Context, webhook string) (d dueDelivery, err error) {
	var at, next int64
	err = l.db.QueryRowContext(ctx, `SELECT d.id, e.id, e.type, e.at, e.data, d.attempts, d.next_at, w.url, w.secret
		FROM deliveries d JOIN events e ON e.seq = d.event JOIN webhooks w ON w.id = d.webhook
		WHERE d.webhook = ? AND d.state = 'pending' AND NOT w.paused ORDER BY d.next_at, d.seq LIMIT 1`, webhook).
		Scan(&d.ID, &d.Event, &d.Type, &at, &d.data, &d.Attempts, &next, &d.url, &d.secret)
	if err != nil {
		return d, named(err)
	}
	d.at, d.NextAt = time.UnixMilli(at).UTC(), time.UnixMilli(next)
	return d, nil
}

// attempt sends an event, and notes what became of it.
func (l *Log) attempt(ctx context.Context, d dueDelivery) {
	status, err := l.post(ctx, d)
	if err != nil && ctx.Err() != nil {
		return // it was interrupted: it is tried again when the log is opened
	}
	d.Attempts++
	state, problem, next := Pending, "", time.Now()
	switch {
	case err == nil:
		state = Delivered
	case d.Attempts >= hookAttempts:
		state, problem = Failed, err.Error()
	default:
		problem = err.Error()
		next = next.Add(min(l.cfg.FirstWait<<(d.Attempts-1), hookLastWait))
	}
	// Meanwhile it may have been asked for once more; that is done by this then.
	if _, err := l.db.ExecContext(context.WithoutCancel(ctx), `UPDATE deliveries SET state = ?, attempts = ?, status = ?, problem = ?, tried_at = ?, next_at = ? WHERE id = ?`,
		string(state), d.Attempts, status, clip(problem), time.Now().UnixMilli(), next.UnixMilli(), d.ID); err != nil {
		l.log.Error("a delivery cannot be noted; it is repeated", "delivery", d.ID, "err", err)
		t := time.NewTimer(l.cfg.FirstWait)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}

// post makes one attempt. Its errors do not tell the URL.
func (l *Log) post(ctx context.Context, d dueDelivery) (status int, err error) {
	body, err := json.Marshal(Event{ID: d.Event, Type: d.Type, Timestamp: d.at, Data: json.RawMessage(d.data)})
	if err != nil {
		return 0, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(d.secret, secretPrefix))
	if err != nil {
		return 0, errors.New("the secret cannot be read")
	}
	return send(ctx, l.client, d.url, string(key), d.Event, body)
}

// errPrivate is why an address is not told of anything.
var errPrivate = errors.New("the URL leads to an address that is not on the public Internet")

// hookClient speaks to webhooks that were made over the API, by whoever has a key for it. It uses no proxy, which would look up names by itself.
func hookClient(cfg LogConfig) *http.Client {
	dialer := &net.Dialer{Timeout: timeout}
	if !cfg.PrivateNetworks {
		dialer.Control = func(_, address string, _ syscall.RawConn) error { // of what the name was resolved to
			at, err := netip.ParseAddrPort(address)
			if err != nil || !public(at.Addr()) {
				return errPrivate
			}
			return nil
		}
	}
	return &http.Client{
		Timeout: timeout,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{RootCAs: cfg.Roots, MinVersion: tls.VersionTLS12},
			IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// reserved are blocks that are not on the public Internet, beside those that netip knows.
func reserved() []netip.Prefix {
	var out []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved() {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// clip bounds what is kept of a problem.
func clip(s string) string {
	const most = 256
	return s[:min(len(s), most)]
}
