package hlscheck

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/millrace/millrace/pkg/hls/conformance"
)

// response is an answer, whole.
type response struct {
	status     int
	header     http.Header
	length     int64 // as declared; -1 if it was not
	body       []byte
	proto      int // major version of HTTP
	tls        *tls.ConnectionState
	asked      time.Time
	first      time.Time // when the header was there
	at         time.Time // when all was there
	redirected bool
}

func (r *response) took() time.Duration { return r.at.Sub(r.asked) }

var errTooLarge = errors.New("larger than anything that a player should be sent")

// get fetches a playlist, compressed if the server likes.
func (c *checker) get(ctx context.Context, target string) (*response, error) {
	res, err := c.do(ctx, http.MethodGet, target, maxPlaylist, true, "Accept-Encoding", "gzip")
	if err != nil || res.header.Get("Content-Encoding") != "gzip" {
		return res, err
	}
	z, err := gzip.NewReader(bytes.NewReader(res.body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", target, err)
	}
	if res.body, err = io.ReadAll(io.LimitReader(z, maxPlaylist)); err != nil {
		return nil, fmt.Errorf("%s: %w", target, err)
	}
	return res, nil
}

// do sends a request with the fields, name and value in turn, and reads all of the answer.
func (c *checker) do(ctx context.Context, method, target string, limit int64, redirects bool, fields ...string) (*response, error) {
	req, err := http.NewRequestWithContext(ctx, method, target, nil)
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(fields); i += 2 {
		req.Header.Set(fields[i], fields[i+1])
	}
	client := *c.client
	if !redirects {
		client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	out := &response{asked: time.Now()}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	out.first = time.Now()
	body, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", target, err)
	}
	if int64(len(body)) > limit {
		return nil, fmt.Errorf("%s: %w", target, errTooLarge)
	}
	out.at = time.Now()
	out.status, out.header, out.length, out.body = res.StatusCode, res.Header, res.ContentLength, body
	out.proto, out.tls, out.redirected = res.ProtoMajor, res.TLS, res.Request.URL.String() != req.URL.String()
	return out, nil
}

// media fetches a file of media, or a piece of it, and checks how it came.
func (c *checker) media(ctx context.Context, name, target string, span conformance.ByteRange, lasts time.Duration) []byte {
	var fields []string
	want := http.StatusOK
	if span.Length > 0 {
		fields = []string{"Range", fmt.Sprintf("bytes=%d-%d", span.Offset, span.Offset+span.Length-1)}
		want = http.StatusPartialContent
	}
	res, err := c.do(ctx, http.MethodGet, target, maxMedia, false, fields...)
	if ctx.Err() != nil {
		return nil
	}
	var body []byte
	c.on(name, func(f *conformance.Findings) {
		file := short(target)
		if err != nil {
			f.Fail(conformance.Availability, "%s: %v", file, err)
			return
		}
		const redirect = 3
		f.Check(res.status/100 != redirect, conformance.Redirect, "%s is redirected with status %d", file, res.status)
		f.Check(res.status == want, conformance.Availability, "%s is listed and has status %d", file, res.status)
		if res.status != want {
			return
		}
		f.Check(lasts == 0 || res.took() < max(lasts, time.Second), conformance.Availability, "%s lasts %s and took %s to come", file, lasts, res.took())
		f.Check(res.length == int64(len(res.body)), conformance.Availability, "%s came without Content-Length: it is not whole yet", file)
		f.Check(mediaType(target, res.header.Get("Content-Type")), conformance.ContentType, "%s has Content-Type %q", file, res.header.Get("Content-Type"))
		f.Check(res.header.Get("Access-Control-Allow-Origin") != "", conformance.CrossOrigin, "%s has no Access-Control-Allow-Origin", file)
		body = res.body
	})
	return body
}

// mediaType says whether a file of that name may have that type.
func mediaType(target, contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	switch extension(target) {
	case ".ts":
		return kind == "video/mp2t"
	case ".m4s":
		return kind == "video/iso.segment" || kind == "video/mp4" || kind == "audio/mp4" || kind == "application/mp4"
	case ".mp4", ".m4v", ".cmfv":
		return kind == "video/mp4" || kind == "audio/mp4" || kind == "application/mp4"
	case ".m4a", ".cmfa":
		return kind == "audio/mp4"
	case ".aac":
		return kind == "audio/aac"
	case ".vtt", ".webvtt":
		return kind == "text/vtt"
	default:
		return kind != ""
	}
}

func extension(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return ""
	}
	i := strings.LastIndexByte(u.Path, '.')
	if i < 0 || strings.Contains(u.Path[i:], "/") {
		return ""
	}
	return strings.ToLower(u.Path[i:])
}

// short is a URL in a report: the last elements of its path.
func short(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return target
	}
	elements := strings.Split(u.Path, "/")
	const shown = 2
	return strings.Join(elements[max(0, len(elements)-shown):], "/")
}

// relative is u as seen from base's folder, without its query; empty if it is elsewhere.
func relative(base, u *url.URL) string {
	folder := base.Path[:strings.LastIndexByte(base.Path, '/')+1]
	rest, ok := strings.CutPrefix(u.Path, folder)
	if !ok || u.Host != base.Host {
		return ""
	}
	return rest
}

// with adds a query to a URL that may have one, such as a token. Its parameters are sorted, as RFC 8216bis 6.2.5 asks.
func with(u *url.URL, pairs ...string) string {
	v := *u
	q := v.Query()
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	v.RawQuery = q.Encode()
	return v.String()
}
