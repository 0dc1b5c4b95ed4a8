package client_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/client"
)

// server answers requests with handlers, one after the other, the last for ever, and says what they were.
func server(t *testing.T, handlers ...http.HandlerFunc) (*client.Client, func() []*http.Request) {
	t.Helper()
	var seen []*http.Request
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r)
		handlers[min(len(seen), len(handlers))-1](w, r)
	}))
	t.Cleanup(s.Close)
	c, err := client.New(s.URL, client.Config{Token: "token", HTTP: s.Client()})
	require.NoError(t, err)
	return c, func() []*http.Request { return seen }
}

func answer(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func cut(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// A request that may have got lost is sent again with the same Idempotency-Key.
func TestClient_tries_again(t *testing.T) {
	busy := answer(503, "application/problem+json", `{"code":"unavailable","title":"x","detail":"y"}`)
	c, seen := server(t, cut, busy, answer(201, "application/json", `{"name":"a","key":"k"}`))
	s, err := c.CreateStream(t.Context(), client.StreamSpec{Name: "a"})
	require.NoError(t, err)
	require.Equal(t, "k", s.Key)
	require.Len(t, seen(), 3)
	key := seen()[0].Header.Get("Idempotency-Key")
	require.NotEmpty(t, key)
	for _, r := range seen() {
		require.Equal(t, key, r.Header.Get("Idempotency-Key"))
		require.Equal(t, "Bearer token", r.Header.Get("Authorization"))
		require.Equal(t, "/api/v1/streams", r.URL.Path)
	}

	c, seen = server(t, cut, answer(404, "application/problem+json", `{"code":"not_found"}`))
	require.NoError(t, c.DeleteStream(t.Context(), "a"), "the first attempt deleted it")
	require.Len(t, seen(), 2)
	c, _ = server(t, answer(404, "application/problem+json", `{"code":"not_found"}`))
	require.Equal(t, "not_found", client.Code(c.DeleteStream(t.Context(), "a")))

	c, seen = server(t, busy)
	_, err = c.Stream(t.Context(), "a/b", false)
	require.Equal(t, "unavailable", client.Code(err))
	require.Len(t, seen(), 4, "not for ever")
	require.Equal(t, "/api/v1/streams/a%2Fb", seen()[0].URL.EscapedPath())

	ctx, cancel := context.WithCancelCause(t.Context())
	why := errors.New("enough")
	c, _ = server(t, func(w http.ResponseWriter, r *http.Request) { cancel(why); busy(w, r) })
	_, err = c.APIKeys(ctx)
	require.Error(t, err)
}

func TestClient_errors(t *testing.T) {
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		code    string
		text    string
	}{
		"problem":       {answer(409, "application/problem+json; charset=utf-8", `{"title":"Conflict","code":"exists","detail":"it is there"}`), "exists", "Conflict (exists): it is there"},
		"a proxy's":     {answer(403, "text/html", `<html>`), "unknown", "Forbidden (unknown): no detail"},
		"broken":        {answer(400, "application/problem+json", `{`), "unknown", "Bad Request"},
		"strange":       {answer(799, "text/plain", ``), "unknown", "status 799"},
		"not JSON":      {answer(200, "application/json", `<html>`), "", "not what it should be"},
		"no end":        {answer(200, "application/json", strings.Repeat(" ", 16<<20+1)), "", "more than"},
		"not its type":  {answer(200, "application/json", `{"name":7}`), "", "not what it should be"},
		"not in a list": {answer(200, "application/json", `[]`), "", "not what it should be"},
	} {
		cl, seen := server(t, c.handler)
		_, err := cl.Stream(t.Context(), "a", true)
		require.ErrorContains(t, err, c.text, name)
		require.Equal(t, c.code, client.Code(err), name)
		require.Len(t, seen(), 1, name)
	}
	for _, base := range []string{"", "live.example.org", "ftp://live.example.org", "https://", "https://live.example.org?x=y"} {
		_, err := client.New(base, client.Config{})
		require.ErrorContains(t, err, "want a URL", base)
	}
}

// A list is read page by page, no further than it is wanted, and ends also where a server says that it goes on where it was.
func TestClient_pages(t *testing.T) {
	c, seen := server(t, func(w http.ResponseWriter, r *http.Request) {
		after, _ := strconv.Atoi(r.URL.Query().Get("after"))
		answer(200, "application/json", fmt.Sprintf(`{"events":[{"id":"%d"}],"next":"%d"}`, after+1, min(after+1, 3)))(w, r)
	})
	var ids []string
	for e, err := range c.Events(t.Context(), client.EventFilter{Stream: "a b", Type: "stream.ended", Newest: true}) {
		require.NoError(t, err)
		ids = append(ids, e.ID)
	}
	require.Equal(t, []string{"1", "2", "3", "4"}, ids)
	require.Equal(t, "limit=100&order=desc&stream=a+b&type=stream.ended", seen()[0].URL.RawQuery)
	for range c.Events(t.Context(), client.EventFilter{}) {
		break
	}
	require.Len(t, seen(), 5)
	c, _ = server(t, answer(403, "application/problem+json", `{"code":"forbidden"}`))
	n := 0
	for _, err := range c.Recordings(t.Context(), "") {
		require.Equal(t, "forbidden", client.Code(err))
		n++
	}
	require.Equal(t, 1, n)
}

func TestParseEvent(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	secret := "whsec_" + base64.StdEncoding.EncodeToString(key)
	const body = `{"id":"evt_1","type":"stream.ended","timestamp":"2026-03-01T12:00:00Z","data":{"stream":"a"}}`
	header := func(key []byte, id string, at time.Time, body string) http.Header {
		mac := hmac.New(sha256.New, key)
		fmt.Fprintf(mac, "%s.%d.%s", id, at.Unix(), body)
		h := http.Header{}
		h.Set("Webhook-Id", id)
		h.Set("Webhook-Timestamp", strconv.FormatInt(at.Unix(), 10))
		h.Set("Webhook-Signature", "v1a,other v1,"+base64.StdEncoding.EncodeToString(mac.Sum(nil)))
		return h
	}
	now := time.Now()
	e, err := client.ParseEvent(secret, header(key, "evt_1", now, body), []byte(body))
	require.NoError(t, err)
	require.Equal(t, "stream.ended", e.Type)
	require.JSONEq(t, `{"stream":"a"}`, string(e.Data))
	for name, c := range map[string]struct {
		header http.Header
		body   string
	}{
		"another key":     {header([]byte("another"), "evt_1", now, body), body},
		"another body":    {header(key, "evt_1", now, body), body + " "},
		"another ID":      {header(key, "evt_2", now, body), body},
		"long ago":        {header(key, "evt_1", now.Add(-6*time.Minute), body), body},
		"of the future":   {header(key, "evt_1", now.Add(6*time.Minute), body), body},
		"not an event":    {header(key, "evt_1", now, "x"), "x"},
		"without headers": {http.Header{}, body},
	} {
		_, err := client.ParseEvent(secret, c.header, []byte(c.body))
		require.ErrorIs(t, err, client.ErrSignature, name)
	}
	_, err = client.ParseEvent("0123456789abcdef", header(key, "evt_1", now, body), []byte(body))
	require.ErrorContains(t, err, "whsec_")
}
