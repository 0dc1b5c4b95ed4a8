package hlscheck

import (
	"bytes"
	"context"
	"crypto/tls"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/hls/conformance"
)

// stranger is the site that the check pretends to be on.
const stranger = "https://player.example"

// secure checks the connection.
func (c *checker) secure(res *response) {
	c.on(c.name(c.base), func(f *conformance.Findings) {
		if res.tls == nil {
			return
		}
		forward := res.tls.Version >= tls.VersionTLS13 || strings.Contains(tls.CipherSuiteName(res.tls.CipherSuite), "ECDHE")
		f.Check(res.tls.Version >= tls.VersionTLS12 && forward, conformance.Secure, "%s with %s", tls.VersionName(res.tls.Version), tls.CipherSuiteName(res.tls.CipherSuite))
		f.Check(res.proto >= 2, conformance.Multiplexed, "HTTP/%d over TLS", res.proto)
	})
}

// playlistHTTP checks how a playlist is served. res is its answer to a request that takes gzip.
func (c *checker) playlistHTTP(ctx context.Context, name string, u *url.URL, res *response) {
	plain, plainErr := c.do(ctx, http.MethodGet, u.String(), maxPlaylist, true, "Origin", stranger)
	head, headErr := c.do(ctx, http.MethodHead, u.String(), maxPlaylist, true)
	preflight, preflightErr := c.do(ctx, http.MethodOptions, u.String(), maxPlaylist, true,
		"Origin", stranger, "Access-Control-Request-Method", http.MethodGet, "Access-Control-Request-Headers", "range")
	missing, missingErr := c.do(ctx, http.MethodGet, sibling(u, "no-such-playlist.m3u8"), maxPlaylist, true)
	if ctx.Err() != nil {
		return
	}
	c.on(name, func(f *conformance.Findings) {
		kind, _, _ := strings.Cut(res.header.Get("Content-Type"), ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
		f.Check(kind == "application/vnd.apple.mpegurl" || kind == "audio/mpegurl" || kind == "application/x-mpegurl" || kind == "audio/x-mpegurl",
			conformance.ContentType, "a playlist of Content-Type %q", kind)
		f.Check(res.header.Get("Content-Encoding") == "gzip", conformance.Compression, "not compressed for who takes gzip")
		f.Check(varies(res.header), conformance.Compression, "no Vary: Accept-Encoding")
		f.Check(plainErr == nil && plain.status == http.StatusOK && plain.header.Get("Content-Encoding") == "", conformance.Compression,
			"compressed for who did not ask for that, or not there")
		if plainErr == nil {
			f.Check(allows(plain.header), conformance.CrossOrigin, "Access-Control-Allow-Origin is %q", plain.header.Get("Access-Control-Allow-Origin"))
		}
		f.Check(preflightErr == nil && preflight.status/100 == 2 && allows(preflight.header) && allowsRange(preflight.header),
			conformance.CrossOrigin, "a preflight for a request with Range is not answered well: %s", describe(preflight, preflightErr))
		f.Check(headErr == nil && head.status == http.StatusOK && len(head.body) == 0, conformance.Head, "HEAD: %s", describe(head, headErr))
		f.Check(missingErr == nil && gone(missing.status), conformance.NotFound, "a playlist that does not exist: %s", describe(missing, missingErr))
		if date, modified, ok := dates(res.header); ok {
			f.Check(date.Sub(modified) < time.Hour, conformance.Caching, "Last-Modified is %s before Date", date.Sub(modified))
		}
	})
}

func describe(res *response, err error) string {
	if err != nil {
		return err.Error()
	}
	return "status " + strconv.Itoa(res.status)
}

func varies(h http.Header) bool {
	return strings.Contains(strings.ToLower(strings.Join(h.Values("Vary"), ",")), "accept-encoding")
}

func allows(h http.Header) bool {
	v := h.Get("Access-Control-Allow-Origin")
	return v == "*" || v == stranger
}

func allowsRange(h http.Header) bool {
	v := strings.ToLower(h.Get("Access-Control-Allow-Headers"))
	return v == "*" || strings.Contains(v, "range")
}

func gone(status int) bool { return status == http.StatusNotFound || status == http.StatusGone }

func dates(h http.Header) (date, modified time.Time, ok bool) {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return date, modified, false
	}
	modified, err = http.ParseTime(h.Get("Last-Modified"))
	return date, modified, err == nil
}

// sibling is another file in the same folder.
func sibling(u *url.URL, name string) string {
	v := *u
	v.Path = path.Join(path.Dir(u.Path), name)
	v.RawPath = ""
	return v.String()
}

var maxAge = regexp.MustCompile(`(?:^|[ ,])(?:s-maxage|max-age)=(\d+)`)

// age is for how long a response may be cached; 0 if it may not, or nobody says.
func age(h http.Header) time.Duration {
	control := strings.ToLower(h.Get("Cache-Control"))
	if strings.Contains(control, "no-store") || strings.Contains(control, "no-cache") || strings.Contains(control, "private") {
		return 0
	}
	m := maxAge.FindStringSubmatch(control)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return time.Duration(min(n, 1<<30)) * time.Second
}

// mediaHTTP checks how a whole segment is served.
func (c *checker) mediaHTTP(ctx context.Context, name, target string, body []byte) {
	get, err := c.do(ctx, http.MethodGet, target, maxMedia, false, "Origin", stranger)
	if err != nil || get.status != http.StatusOK {
		return // a rule of its own says so
	}
	head, headErr := c.do(ctx, http.MethodHead, target, maxMedia, false)
	const first, last = 2, 9
	part, partErr := c.do(ctx, http.MethodGet, target, maxMedia, false, "Range", "bytes=2-9")
	preflight, preflightErr := c.do(ctx, http.MethodOptions, target, maxMedia, false,
		"Origin", stranger, "Access-Control-Request-Method", http.MethodGet, "Access-Control-Request-Headers", "range")
	var again *response
	tag := get.header.Get("ETag")
	if tag != "" {
		again, _ = c.do(ctx, http.MethodGet, target, maxMedia, false, "If-None-Match", tag)
	} else if modified := get.header.Get("Last-Modified"); modified != "" {
		again, _ = c.do(ctx, http.MethodGet, target, maxMedia, false, "If-Modified-Since", modified)
	}
	u, err := url.Parse(target)
	if err != nil {
		return
	}
	missing, missingErr := c.do(ctx, http.MethodGet, sibling(u, "no-such-segment"+extension(target)), maxMedia, false)
	if ctx.Err() != nil {
		return
	}
	c.on(name, func(f *conformance.Findings) {
		f.Check(headErr == nil && head.status == http.StatusOK && head.length == int64(len(body)) && len(head.body) == 0, conformance.Head,
			"HEAD of a segment of %d bytes: %s", len(body), describe(head, headErr))
		if len(body) > last {
			f.Check(partErr == nil && part.status == http.StatusPartialContent && bytes.Equal(part.body, body[first:last+1]), conformance.Ranges,
				"bytes %d to %d of a segment: %s", first, last, describe(part, partErr))
		}
		f.Check(preflightErr == nil && preflight.status/100 == 2 && allows(preflight.header) && allowsRange(preflight.header),
			conformance.CrossOrigin, "a preflight for a range of a segment is not answered well: %s", describe(preflight, preflightErr))
		f.Check(again != nil && again.status == http.StatusNotModified, conformance.Validators, "a segment is sent again to who has it")
		f.Check(age(get.header) >= time.Minute, conformance.Caching, "a segment has Cache-Control %q", get.header.Get("Cache-Control"))
		f.Check(missingErr == nil && gone(missing.status), conformance.NotFound, "a segment that does not exist: %s", describe(missing, missingErr))
	})
}

// atomic asks for a playlist many times at once.
func (r *rendition) atomic(ctx context.Context) {
	const readers = 10
	var all sync.WaitGroup
	for range readers {
		all.Go(func() {
			res, err := r.c.get(ctx, r.url.String())
			if err != nil || ctx.Err() != nil || res.status != http.StatusOK {
				return
			}
			_, err = conformance.Parse(res.body)
			r.c.on(r.name, func(f *conformance.Findings) {
				f.Check(err == nil && bytes.HasSuffix(res.body, []byte("\n")), conformance.Atomic, "one of %d readers at a time got a playlist that is not whole", readers)
			})
		})
	}
	all.Wait()
}

// directives asks a server that blocks for what it has, had, and cannot have.
func (r *rendition) directives(ctx context.Context, p *conformance.Playlist) {
	if p.ServerControl["CAN-BLOCK-RELOAD"] != "YES" || len(p.Segments) == 0 {
		return
	}
	number := func(n uint64) string { return strconv.FormatUint(n, 10) }
	first, last := p.Segments[0].MSN, p.Segments[len(p.Segments)-1].MSN
	asks := []struct {
		text   string
		query  []string
		status int
	}{
		{"_HLS_part without _HLS_msn", []string{"_HLS_part", "0"}, http.StatusBadRequest},
		{"_HLS_msn of a segment that left", []string{"_HLS_msn", number(first - min(first, 1))}, http.StatusOK},
		{"_HLS_msn and _HLS_part of a segment that is listed", []string{"_HLS_msn", number(first), "_HLS_part", "0"}, http.StatusOK},
		{"_HLS_msn of a segment far ahead", []string{"_HLS_msn", number(last + 100)}, http.StatusBadRequest},
		{"_HLS_msn that is no number", []string{"_HLS_msn", "x"}, http.StatusBadRequest},
	}
	if p.Ended {
		asks = asks[1:3] // directives are ignored behind the end
		asks = append(asks, asks[0])
		asks[2].text, asks[2].query = "_HLS_msn behind the end", []string{"_HLS_msn", number(last + 1)}
	}
	for _, a := range asks {
		res, err := r.c.get(ctx, with(r.url, a.query...))
		if ctx.Err() != nil {
			return
		}
		r.c.on(r.name, func(f *conformance.Findings) {
			f.Check(err == nil && res.status == a.status, conformance.Directives, "%s: %s, not %d", a.text, describe(res, err), a.status)
			f.Check(err != nil || a.status != http.StatusOK || res.took() < time.Second, conformance.Directives, "%s: the answer took %s", a.text, res.took())
		})
	}
}
