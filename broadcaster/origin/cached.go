package origin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/media"
)

// headerValues are header fields of playlists. All answers share them: nobody may change one in place.
type headerValues struct{ contentType, vary, gzip, anySite, exposed, brief, version []string }

func newHeaderValues(cfg Config) headerValues {
	return headerValues{
		contentType: []string{hls.ContentType}, vary: []string{"Accept-Encoding"}, gzip: []string{"gzip"},
		anySite: []string{"*"}, exposed: []string{exposedHeaders},
		brief: []string{"max-age=1"}, version: []string{"max-age=" + strconv.Itoa(2*cfg.targetDuration())},
	}
}

// playlistCache is for how long caches may keep an answer. A blocking request names the version it wants, so its answer can be shared for
// longer; but not for so long that it could be taken for an answer of the next stream of this name.
func (o *Origin) playlistCache(want reload, e *edge) []string {
	if want.blocking && !e.ended {
		return o.values.version
	}
	return o.values.brief
}

// ServeCached answers a request for a media playlist that is there and rendered already, as Routes would, but without allocating anything.
// rest is the path below where Routes are mounted, without a leading slash. False if the request is another one: then nothing was answered.
func (o *Origin) ServeCached(w http.ResponseWriter, req *http.Request, rest string) bool {
	if req.Method != http.MethodGet && req.Method != http.MethodHead || req.URL.RawPath != "" || req.ContentLength != 0 {
		return false
	}
	stream, rest, _ := strings.Cut(rest, "/")
	name, file, _ := strings.Cut(rest, "/")
	if file != mediaPlaylist {
		return false
	}
	want, ok := simpleReload(req.URL.RawQuery)
	s, found := o.Stream(stream)
	if !ok || !found || s.past.Load() {
		return false
	}
	r := s.rendition(name)
	if r == nil {
		return false
	}
	e := r.edge.Load()
	if e.ended || !want.begun(e) || !want.met(e) {
		return false
	}
	d := r.docs[want.kind].Load()
	if d == nil || d.version != s.version.Load() {
		return false
	}
	h := w.Header()
	h["Access-Control-Allow-Origin"] = o.values.anySite
	h["Access-Control-Expose-Headers"] = o.values.exposed
	o.answer(w, req, d, o.playlistCache(want, e))
	return true
}

// simpleReload is parseReload of a query as players write it; false if it must be read with more care.
func simpleReload(query string) (reload, bool) {
	want := reload{part: -1}
	number := func(text string, bits int) (uint64, bool) {
		n, err := strconv.ParseUint(text, 10, bits)
		return n, err == nil
	}
	for query != "" {
		var item string
		item, query, _ = strings.Cut(query, "&")
		key, value, _ := strings.Cut(item, "=")
		switch {
		case key == "_HLS_msn" && !want.blocking:
			n, ok := number(value, 62)
			if !ok {
				return want, false
			}
			want.blocking, want.msn = true, media.SegmentSeq(n)
		case key == "_HLS_part" && want.part < 0:
			n, ok := number(value, 31)
			if !ok {
				return want, false
			}
			want.part = int(n)
		case key == "_HLS_skip" && want.kind == fullDocument && (value == "YES" || value == "v2"):
			want.kind = deltaDocument
		case key == "ll" && want.kind == fullDocument && value == "0":
			want.kind = plainDocument
		default:
			return want, false
		}
	}
	return want, want.blocking || want.part < 0
}
