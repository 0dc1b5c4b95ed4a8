// Package client speaks a broadcaster's REST API: it creates streams, hands out keys and tokens, and reads recordings and events.
//
// It promises that a request which the server may not have got is sent again, a few times, and that nothing is made twice by that:
// each POST that makes something carries an Idempotency-Key. Errors of the API are *Problem. It opens no connection before it is used, and bounds what
// it reads. The API's reference is at /api/v1/openapi.yaml on the broadcaster.
package client

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Bounds of a request.
const (
	maxAnswer = 16 << 20 // bytes
	attempts  = 4
	firstWait = 250 * time.Millisecond // before it is sent again; it doubles each time
	maxWait   = 10 * time.Second       // whatever Retry-After says
	timeout   = 30 * time.Second       // of one attempt, without a client of the caller's
)

// Config of a Client. A zero field means its default.
type Config struct {
	Token string       // the API token, or an API key; none: what everybody may see
	HTTP  *http.Client // default: one with a timeout of 30 s
}

// Client speaks to one broadcaster, or a cluster of them. It may be used from many goroutines.
type Client struct {
	base  *url.URL
	token string
	http  *http.Client
}

// New makes a client of the broadcaster at a URL such as https://live.example.org.
func New(base string, cfg Config) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("broadcaster %q: want a URL such as https://live.example.org", base)
	}
	return &Client{base: u, token: cfg.Token, http: cmp.Or(cfg.HTTP, &http.Client{Timeout: timeout})}, nil
}

// URL is a path of the server's, such as a Stream's PlaybackURL, as a URL.
func (c *Client) URL(path string) string { return strings.TrimSuffix(c.base.String(), "/") + path }

// Problem is what the API says when it does not do something (RFC 9457).
type Problem struct {
	Title  string `json:"title"` // of the status
	Status int    `json:"status"`
	Code   string `json:"code"`   // what went wrong, for programs: not_found, exists, invalid, ...
	Detail string `json:"detail"` // and for people
}

// Error implements error.
func (p *Problem) Error() string { return fmt.Sprintf("%s (%s): %s", p.Title, p.Code, p.Detail) }

// Code is what the API said was wrong, "" if the error is none of the API's.
func Code(err error) string {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Code
	}
	return ""
}

// call sends a request and returns its answer.
func call[T any](ctx context.Context, c *Client, method, path string, query url.Values, in any) (T, error) {
	var out T
	err := c.do(ctx, method, path, query, in, &out)
	return out, err
}

// do sends a request and reads its answer into out, if there is one. It is sent again where that can do no harm.
func (c *Client) do(ctx context.Context, method, path string, query url.Values, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
	}
	key := ""
	if method == http.MethodPost {
		key = rand.Text()
	}
	target := c.URL("/api/v1" + path)
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	wait := firstWait
	for n := 1; ; n++ {
		again, after, err := c.attempt(ctx, method, target, key, body, out)
		if err == nil || n > 1 && method == http.MethodDelete && Code(err) == "not_found" { // it was deleted by the attempt before
			return nil
		}
		if !again || n == attempts {
			return fmt.Errorf("%s %s: %w", method, path, err)
		}
		t := time.NewTimer(min(max(wait, after), maxWait))
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return fmt.Errorf("%s %s: %w", method, path, errors.Join(context.Cause(ctx), err))
		}
		wait *= 2
	}
}

// attempt sends a request once. again says whether it may be sent once more, after so long at the least.
func (c *Client) attempt(ctx context.Context, method, target, key string, body []byte, out any) (again bool, after time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return false, 0, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return ctx.Err() == nil, 0, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return ctx.Err() == nil, 0, err
	case len(text) > maxAnswer:
		return false, 0, fmt.Errorf("an answer of more than %d bytes", maxAnswer)
	}
	if res.StatusCode/100 != 2 {
		p := problem(res, text)
		seconds, _ := strconv.Atoi(res.Header.Get("Retry-After")) // a date is as good as none
		busy := res.StatusCode == http.StatusBadGateway || res.StatusCode == http.StatusServiceUnavailable || res.StatusCode == http.StatusGatewayTimeout
		return busy || p.Code == "in_progress", time.Duration(min(max(seconds, 0), 60)) * time.Second, p
	}
	if out == nil || len(text) == 0 {
		return false, 0, nil
	}
	if err := json.Unmarshal(text, out); err != nil {
		return false, 0, fmt.Errorf("the answer is not what it should be: %w", err)
	}
	return false, 0, nil
}

// problem is what an answer says; of one that is not the API's (a proxy's, say) its status.
func problem(res *http.Response, text []byte) *Problem {
	p := &Problem{}
	if kind, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err == nil && kind == "application/problem+json" {
		_ = json.Unmarshal(text, p) // what is not JSON says nothing
	}
	p.Status = res.StatusCode
	p.Title = cmp.Or(p.Title, http.StatusText(res.StatusCode), "status "+strconv.Itoa(res.StatusCode))
	p.Code, p.Detail = cmp.Or(p.Code, "unknown"), cmp.Or(p.Detail, "no detail")
	return p
}

// pageSize is how many items a page of a list has at most.
const pageSize = "100"

// all goes through the pages of a list. It ends with the first error.
func all[T any](fetch func(query url.Values) (list []T, next string, err error), filter url.Values) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		query := cloneQuery(filter)
		query.Set("limit", pageSize)
		for {
			list, next, err := fetch(query)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range list {
				if !yield(item, nil) {
					return
				}
			}
			if next == "" || next == query.Get("after") {
				return
			}
			query.Set("after", next)
		}
	}
}

func cloneQuery(q url.Values) url.Values {
	out := url.Values{}
	for name, values := range q {
		out[name] = append([]string(nil), values...)
	}
	return out
}

// set sets a parameter unless its value is empty.
func set(q url.Values, name, value string) {
	if value != "" {
		q.Set(name, value)
	}
}

// in is a path with an element that may hold anything.
func in(path, element string) string { return path + "/" + url.PathEscape(element) }
