package broadcaster

import (
	"context"
	"errors"
	"hash/maphash"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/audience"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/media"
)

// tokenOf is where a signed request keeps its token.
type tokenOf struct{}

// signed serves /signed/{token}/... as what is behind the token, by who has it. All that a playlist refers to is relative, so
// it has the token too, and playlists are the same for all viewers.
func signed(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		rest, _ := strings.CutPrefix(req.URL.Path, api.SignedPath+"/")
		token, path, ok := strings.Cut(rest, "/")
		if !ok {
			http.NotFound(w, req)
			return
		}
		ctx := context.WithValue(req.Context(), tokenOf{}, token)
		inner := req.Clone(context.WithValue(ctx, chi.RouteCtxKey, nil)) // it is routed anew
		inner.URL.Path, inner.URL.RawPath = "/"+path, ""
		next.ServeHTTP(w, inner)
	}
}

// viewer is who asks. A token is in the path, or in the query of pages and of the API.
func viewer(req *http.Request) admission.Viewer {
	v := admission.Viewer{}
	if token, ok := req.Context().Value(tokenOf{}).(string); ok {
		v.Token = token
	} else {
		v.Token = req.URL.Query().Get("token")
	}
	if at, err := netip.ParseAddrPort(req.RemoteAddr); err == nil {
		v.Address = at.Addr()
	}
	page := req.Header.Get("Origin")
	if page == "" || page == "null" {
		page = req.Referer()
	}
	if u, err := url.Parse(page); err == nil {
		v.Page = u.Host
		v.Own = u.Host != "" && strings.EqualFold(u.Host, req.Host)
	}
	return v
}

// guard lets those through who may watch the stream that a path is about. name finds it; an empty one is nobody's.
func (b *Broadcaster) guard(name func(*http.Request) (string, error)) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if req.Method == http.MethodOptions { // a preflight has no token, and is told nothing
				next.ServeHTTP(w, req)
				return
			}
			stream, err := name(req)
			if err == nil {
				err = b.registry.Watch(stream, viewer(req))
			}
			if err != nil {
				w.Header().Set("Access-Control-Allow-Origin", "*")
				w.Header().Set("Cache-Control", "no-store")
				http.Error(w, err.Error(), http.StatusForbidden)
				return
			}
			next.ServeHTTP(w, req)
		})
	}
}

// element is the n-th element of a request's path.
func element(n int) func(*http.Request) (string, error) {
	return func(req *http.Request) (string, error) {
		elements := strings.Split(req.URL.Path, "/")
		if n >= len(elements) {
			return "", nil
		}
		return elements[n], nil
	}
}

// shown is the stream that a page shows.
func (b *Broadcaster) shown(req *http.Request) (string, error) {
	for _, page := range []string{"/watch/", "/embed/"} {
		if name, ok := strings.CutPrefix(req.URL.Path, page); ok {
			return name, nil
		}
	}
	return "", nil
}

// recorded is the stream of the recording that a path is about. What was private when it was recorded is not public when the
// stream is no more.
func (b *Broadcaster) recorded(req *http.Request) (string, error) {
	id, _ := element(2)(req)
	info, err := b.recorder.Get(req.Context(), id)
	if errors.Is(err, record.ErrUnknown) {
		return "", nil // it is answered where it is looked for
	}
	if err != nil {
		return "", admission.ErrForbidden
	}
	if info.Private && !b.registry.Hidden(info.Stream) {
		return "", admission.ErrForbidden
	}
	return info.Stream, nil
}

// media serves streams and recordings to those who may watch them.
func (b *Broadcaster) media() http.Handler {
	r := chi.NewRouter()
	r.With(b.guard(element(2)), b.counted).Route("/hls", b.origin.Routes)
	if b.pictures != nil {
		r.With(b.guard(element(2))).Route(api.PicturesPath, b.pictureRoutes)
	}
	if b.recorder != nil {
		r.With(b.guard(b.recorded)).Route(api.RecordingsPath, func(r chi.Router) {
			b.recorder.Routes(r)
			if b.pictures != nil {
				b.recordedPictureRoutes(r)
			}
		})
	}
	return r
}

// segmentTime is how long a segment is, more or less.
const segmentTime = 2 * time.Second

// counted counts who fetches media of streams.
func (b *Broadcaster) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		b.count(req)
		next.ServeHTTP(w, req)
	})
}

// count counts a request, if it is for media, which is at .../hls/STREAM/RENDITION/TOKEN/FILE.
func (b *Broadcaster) count(req *http.Request) {
	elements := strings.Split(req.URL.Path, "/")
	if len(elements) != 6 || req.Method != http.MethodGet || !b.met(elements[2]) {
		return
	}
	if r := req.Header.Get("Range"); r != "" && !strings.HasPrefix(r, "bytes=0-") {
		return // the rest of something that was counted
	}
	d := segmentTime
	switch file := elements[5]; {
	case strings.HasPrefix(file, "init-") || strings.HasSuffix(file, ".vtt"):
		return
	case strings.Count(file, ".") > 1:
		d = b.cfg.PartDuration
	}
	_, sound := media.AudioTrack(elements[3])
	b.audience.Fetched(elements[2], b.who(req), sound, d)
}

// met says whether there is, or was, such a stream, here or at another node.
func (b *Broadcaster) met(stream string) bool {
	return b.stream(stream) != nil || b.node != nil && b.node.Met(stream)
}

// who is who sends a request, or several who are alike.
func (b *Broadcaster) who(req *http.Request) audience.Who {
	v := viewer(req)
	return audience.Who(maphash.Comparable(b.seed, [3]string{v.Address.String(), req.UserAgent(), v.Token}))
}

// cached answers for playlists that are rendered already, of streams that everybody may watch, before anything is routed: it is what
// most requests are for.
func (b *Broadcaster) cached(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		if rest, ok := strings.CutPrefix(req.URL.Path, "/hls/"); ok {
			if stream, _, _ := strings.Cut(rest, "/"); !b.registry.Restricted(stream) && b.origin.ServeCached(w, req, rest) {
				return
			}
		}
		next.ServeHTTP(w, req)
	}
}
