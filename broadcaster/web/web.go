// Package web serves the pages of a broadcaster: the dashboard, the watch page and the player to embed, as a page and as
// the web component that pages anywhere may load.
//
// They are built by Vite from src/ and from web/player into dist/, which is committed and embedded, so that building Millrace needs
// no Node; scripts/web.sh builds it again. The package promises that the pages load nothing from any other server,
// and that their content security policy holds. They read the REST API of package api and the playlists of the
// origin, by path; serving those is left to them.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
)

//go:embed dist
var dist embed.FS

// What every page is allowed. Styles may be inline because media-chrome's components carry theirs in their shadow
// trees; scripts may not. Media come through Media Source Extensions, hence blob; hls.js begins text tracks with an empty one, hence data.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
	"media-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "

// Routes mounts the pages: / , /watch/{stream}, /embed/{stream}, /licenses.txt, what they load from /assets/, and the
// player of /player/. The embed page may be framed by any site, the others by none; the player is for the pages of any site.
func Routes(r chi.Router) {
	files := load()
	page := func(name, ancestors string) http.HandlerFunc {
		f := files[name]
		return func(w http.ResponseWriter, req *http.Request) {
			h := w.Header()
			h.Set("Content-Security-Policy", policy+ancestors)
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cache-Control", "no-cache")
			f.serve(w, req)
		}
	}
	// Pages of any origin may load it. It stays what it is under a name that holds its version.
	loaded := func(w http.ResponseWriter, req *http.Request) {
		name := strings.TrimPrefix(req.URL.Path, "/")
		f, ok := files[name]
		if !ok {
			http.NotFound(w, req)
			return
		}
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*") // a module of another origin is loaded by nothing less
		h.Set("Cache-Control", "no-cache")
		if strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "player/chunks/") || req.URL.Query().Get("v") == f.etag {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		f.serve(w, req)
	}
	for pattern, handler := range map[string]http.HandlerFunc{
		"/":               page("index.html", "'none'"),
		"/watch/{stream}": page("watch.html", "'none'"),
		"/embed/{stream}": page("embed.html", "*"),
		"/licenses.txt":   page("player/licenses.txt", "'none'"),
		"/assets/*":       loaded,
		"/player/*":       loaded,
	} {
		r.Get(pattern, handler)
		r.Head(pattern, handler)
	}
}

// file is one embedded file, as it is and packed.
type file struct {
	kind   string // content type
	etag   string
	plain  []byte
	packed []byte // gzip; nil where it saves nothing
}

// playerPath is where the pages have the player from. They name its version, so that browsers keep it.
const playerPath = "player/millrace-player.js"

// load reads the build.
func load() map[string]*file {
	files := map[string]*file{}
	player, err := dist.ReadFile("dist/" + playerPath)
	if err != nil {
		panic(fmt.Sprintf("web: the embedded build: %v", err)) // it is part of the program, and tested
	}
	version := tag(player)
	err = fs.WalkDir(dist, "dist", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		kind, ok := kinds[path.Ext(name)]
		if !ok {
			return fmt.Errorf("%s: no content type for it", name)
		}
		plain, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".html" {
			plain = bytes.ReplaceAll(plain, []byte(playerPath), []byte(playerPath+"?v="+version))
		}
		f := &file{kind: kind, etag: tag(plain), plain: plain}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		if _, err := z.Write(plain); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		if packed.Len() < len(plain) {
			f.packed = packed.Bytes()
		}
		files[strings.TrimPrefix(name, "dist/")] = f
		return nil
	})
	if err != nil {
		panic(fmt.Sprintf("web: the embedded build: %v", err)) // it is part of the program, and tested
	}
	return files
}

// tag is the entity tag of a content.
func tag(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:8])
}

// kinds are the content types of what a build may hold.
var kinds = map[string]string{ //nolint:gochecknoglobals // a constant table
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding")
	body, tag := f.plain, f.etag
	if f.packed != nil && takesGzip(r.Header.Get("Accept-Encoding")) {
		h.Set("Content-Encoding", "gzip")
		body, tag = f.packed, f.etag+"-gzip"
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// takesGzip reads an Accept-Encoding header (RFC 9110 12.5.3).
func takesGzip(accept string) bool {
	for _, item := range strings.Split(accept, ",") {
		coding, weight, _ := strings.Cut(item, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		return !found || strings.Trim(q, "0.") != ""
	}
	return false
}
