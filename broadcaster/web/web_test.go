package web_test

import (
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/web"
)

// pages is a router with the pages; making one packs every file.
func pages() http.Handler {
	r := chi.NewRouter()
	web.Routes(r)
	return r
}

func get(t *testing.T, r http.Handler, method, path string, header ...string) *http.Response {
	t.Helper()
	req := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w.Result()
}

func body(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return string(b)
}

var reference = regexp.MustCompile(`(?:src|href)="([^"]+)"`)

func TestRoutes_pages(t *testing.T) {
	r := pages()
	for _, c := range []struct{ path, ancestors string }{
		{"/", "frame-ancestors 'none'"},
		{"/watch/demo", "frame-ancestors 'none'"},
		{"/watch/%3Cscript%3E", "frame-ancestors 'none'"},
		{"/embed/demo", "frame-ancestors *"},
	} {
		t.Run(c.path, func(t *testing.T) {
			res := get(t, r, "GET", c.path)
			require.Equal(t, 200, res.StatusCode)
			require.Equal(t, "text/html; charset=utf-8", res.Header.Get("Content-Type"))
			require.Equal(t, "no-cache", res.Header.Get("Cache-Control"))
			require.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"))
			policy := res.Header.Get("Content-Security-Policy")
			require.True(t, strings.HasSuffix(policy, c.ancestors), policy)
			require.Contains(t, policy, "script-src 'self';")

			page := body(t, res)
			require.NotRegexp(t, `<script[^>]*>[^<]`, page, "an inline script")
			require.NotContains(t, page, "://", "a reference to another server")
			references := reference.FindAllStringSubmatch(page, -1)
			require.NotEmpty(t, references)
			for _, ref := range references {
				asset := get(t, r, "GET", ref[1])
				require.Equal(t, 200, asset.StatusCode, ref[1])
				require.Equal(t, "public, max-age=31536000, immutable", asset.Header.Get("Cache-Control"))
			}

			require.Equal(t, 304, get(t, r, "GET", c.path, "If-None-Match", res.Header.Get("ETag")).StatusCode)
			head := get(t, r, "HEAD", c.path)
			require.Equal(t, 200, head.StatusCode)
			require.Empty(t, body(t, head))
		})
	}
}

func TestRoutes_assets(t *testing.T) {
	r := pages()
	types := map[string]string{"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
	names, err := fs.Glob(os.DirFS("dist"), "assets/*")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		want, err := os.ReadFile("dist/" + name)
		require.NoError(t, err)
		require.Regexp(t, `-[A-Za-z0-9_-]{8}\.(js|css|svg)$`, name, "a name without a hash must not be cached for ever")

		res := get(t, r, "GET", "/"+name, "Accept-Encoding", "gzip;q=0")
		require.Equal(t, 200, res.StatusCode)
		require.Equal(t, types[name[strings.LastIndex(name, ".")+1:]], res.Header.Get("Content-Type"))
		require.Empty(t, res.Header.Get("Content-Encoding"))
		require.Equal(t, string(want), body(t, res))

		packed := get(t, r, "GET", "/"+name, "Accept-Encoding", "br, gzip")
		require.Equal(t, "Accept-Encoding", packed.Header.Get("Vary"))
		if packed.Header.Get("Content-Encoding") == "gzip" {
			require.NotEqual(t, res.Header.Get("ETag"), packed.Header.Get("ETag"))
			z, err := gzip.NewReader(packed.Body)
			require.NoError(t, err)
			plain, err := io.ReadAll(z)
			require.NoError(t, err)
			require.Equal(t, string(want), string(plain))
		} else {
			require.Less(t, len(want), 256, "%s is worth packing", name)
		}
	}
}

// TestRoutes_player: pages of any site may load the player; ours name its version, and need not ask again for it.
func TestRoutes_player(t *testing.T) {
	r := pages()
	versioned := regexp.MustCompile(`"(/player/millrace-player\.js\?v=[0-9a-f]{16})"`)
	for _, page := range []string{"/watch/demo", "/embed/demo"} {
		found := versioned.FindStringSubmatch(body(t, get(t, r, "GET", page)))
		require.NotNil(t, found, page)
		for path, cached := range map[string]string{
			found[1]: "public, max-age=31536000, immutable", "/player/millrace-player.js": "no-cache", "/player/millrace-player.js?v=0123456789abcdef": "no-cache",
		} {
			res := get(t, r, "GET", path, "Origin", "https://example.org")
			require.Equal(t, 200, res.StatusCode, path)
			require.Equal(t, cached, res.Header.Get("Cache-Control"), path)
			require.Equal(t, "*", res.Header.Get("Access-Control-Allow-Origin"))
			require.Equal(t, "text/javascript; charset=utf-8", res.Header.Get("Content-Type"))
			require.Equal(t, 304, get(t, r, "GET", path, "If-None-Match", res.Header.Get("ETag")).StatusCode)
		}
	}
}

// TestRoutes_controls: what the player loads later has a name of its own for each content, and loads nothing of the player again.
func TestRoutes_controls(t *testing.T) {
	r := pages()
	found := regexp.MustCompile(`"\./(chunks/[a-z]+-[A-Za-z0-9_-]{8}\.js)"`).FindStringSubmatch(body(t, get(t, r, "GET", "/player/millrace-player.js")))
	require.NotNil(t, found)
	res := get(t, r, "GET", "/player/"+found[1], "Origin", "https://example.org")
	require.Equal(t, 200, res.StatusCode)
	require.Equal(t, "public, max-age=31536000, immutable", res.Header.Get("Cache-Control"))
	require.Equal(t, "*", res.Header.Get("Access-Control-Allow-Origin"))
	require.NotContains(t, body(t, res), "millrace-player.js")
}

func TestRoutes_others(t *testing.T) {
	r := pages()
	for path, status := range map[string]int{
		"/assets/":               404,
		"/assets/nothing.js":     404,
		"/assets/../index.html":  404,
		"/assets/../web.go":      404,
		"/index.html":            404,
		"/watch/":                404,
		"/watch/a/b":             404,
		"/licenses.txt":          200,
		"/player/licenses.txt":   200,
		"/player/":               404,
		"/player/nothing.js":     404,
		"/assets/%2e%2e/web.go":  404,
		"/embed/demo/index.m3u8": 404,
	} {
		require.Equal(t, status, get(t, r, "GET", path).StatusCode, path)
	}
	require.Equal(t, 405, get(t, r, "POST", "/").StatusCode)
	licenses := body(t, get(t, r, "GET", "/licenses.txt"))
	require.Contains(t, licenses, "hls.js 1.7.4")
	require.Contains(t, licenses, "media-chrome 4.19.4")
}
