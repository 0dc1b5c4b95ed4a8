package origin

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/pkg/media"
)

// mediaPlaylist is the last element of every media playlist's path.
const mediaPlaylist = "media.m3u8"

// exposedHeaders are those that a page may read.
const exposedHeaders = "Age, Content-Length, Content-Range, Date, ETag"

// Routes adds the origin's paths to r, which the caller has mounted where it wants them.
func (o *Origin) Routes(r chi.Router) {
	r = r.With(CrossOrigin, boundBody)
	for path, h := range map[string]http.HandlerFunc{
		"/{stream}/index.m3u8":                 o.serveIndex,
		"/{stream}/ts.m3u8":                    o.serveTSIndex,
		"/{stream}/{rendition}/ts.m3u8":        o.serveTSPlaylist,
		"/{stream}/{rendition}/media.m3u8":     o.servePlaylist,
		"/{stream}/{token}/{file}":             o.serveKey,
		"/{stream}/{rendition}/{token}/{file}": o.serveMedia,
	} {
		r.Get(path, h)
		r.Head(path, h)
		r.Options(path, Preflight)
	}
}

// CrossOrigin lets players on any site read what is served, and measure it.
func CrossOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Access-Control-Expose-Headers", exposedHeaders)
		next.ServeHTTP(w, req)
	})
}

// bodyTimeout is how long the body of a request may take, which nothing here asks for.
const bodyTimeout = 2 * time.Second

// boundBody keeps a request whose body never comes from holding its connection: net/http reads it before it answers.
func boundBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.ContentLength != 0 {
			// Where there are no deadlines there is no connection either.
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTimeout))
		}
		next.ServeHTTP(w, req)
	})
}

// Preflight answers OPTIONS behind CrossOrigin.
func Preflight(w http.ResponseWriter, _ *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
	h.Set("Access-Control-Allow-Headers", "Range, If-Range, If-None-Match, Cache-Control")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
}

// fail answers with an error that caches may keep for no longer than a second: the stream may be about to start.
func fail(w http.ResponseWriter, status int, text string) {
	h := w.Header()
	h.Set("Cache-Control", "max-age=1")
	if status == http.StatusServiceUnavailable {
		h.Set("Cache-Control", "no-store")
		h.Set("Retry-After", "1")
	}
	http.Error(w, text, status)
}

// failWait answers a request whose wait came to nothing.
func failWait(w http.ResponseWriter, req *http.Request, err error) {
	if req.Context().Err() != nil {
		return // nobody listens
	}
	text := "nothing was published in time"
	if errors.Is(err, errBusy) {
		text = "too many requests wait"
	}
	fail(w, http.StatusServiceUnavailable, text)
}

// here finds the stream of a request; false if it was answered, as it is elsewhere or nowhere.
func (o *Origin) here(w http.ResponseWriter, req *http.Request) (*Stream, bool) {
	name := chi.URLParam(req, "stream")
	s, ok := o.Stream(name)
	if ok && !s.past.Load() {
		return s, true
	}
	have := ok && !s.moved.Load()
	if o.elsewhere != nil && o.elsewhere(w, req, name, have) {
		return nil, false
	}
	switch {
	case have:
		return s, true
	case ok:
		fail(w, http.StatusServiceUnavailable, "the stream has moved to another server")
	default:
		fail(w, http.StatusNotFound, "no such stream")
	}
	return nil, false
}

// begun finds the stream of a request and waits until its multivariant playlist may be given; false if the request was answered.
func (o *Origin) begun(w http.ResponseWriter, req *http.Request) (*Stream, bool) {
	s, ok := o.here(w, req)
	if !ok {
		return nil, false
	}
	if err := s.waitIndex(req.Context()); err != nil {
		failWait(w, req, err)
		return nil, false
	}
	if s.moved.Load() {
		o.here(w, req)
		return nil, false
	}
	return s, true
}

func (o *Origin) serveIndex(w http.ResponseWriter, req *http.Request) {
	s, ok := o.begun(w, req)
	if !ok {
		return
	}
	kind := fullDocument
	if req.URL.Query().Get("ll") == "0" {
		kind = plainDocument
	}
	if req.URL.Query().Get("dvr") == "1" && s.rewinds() {
		kind = kind.rewinding()
	}
	d := s.indexDocument(kind)
	switch {
	case d != nil:
		o.answer(w, req, d, o.values.brief)
	case s.Ended():
		fail(w, http.StatusNotFound, "the stream ended before it began")
	default:
		fail(w, http.StatusServiceUnavailable, "the stream has not begun")
	}
}

// renditionHere finds the rendition of a request for a playlist, and waits for it where it is to come; false if the request was answered.
func (o *Origin) renditionHere(w http.ResponseWriter, req *http.Request) (*Stream, *rendition, bool) {
	s, ok := o.here(w, req)
	if !ok {
		return nil, nil, false
	}
	r, err := s.waitRendition(req.Context(), chi.URLParam(req, "rendition"))
	switch {
	case err != nil:
		failWait(w, req, err)
	case s.moved.Load(): // while this request waited
		o.here(w, req)
	case r == nil:
		fail(w, http.StatusNotFound, "no such rendition")
	default:
		return s, r, true
	}
	return nil, nil, false
}

func (o *Origin) servePlaylist(w http.ResponseWriter, req *http.Request) {
	want, err := parseReload(req.URL.Query())
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	s, r, ok := o.renditionHere(w, req)
	if !ok {
		return
	}
	if want.kind.rewinds() && !s.rewinds() {
		want.kind -= rewindDocument
	}
	before := r.edge.Load()
	// What can be done before the wait is: thousands may wait, and the last of them has its answer when all have.
	zipped := AcceptsGzip(req.Header.Get("Accept-Encoding"))
	o.limitWrite(w, 2*o.cfg.BlockMax)
	// A rendition that has not begun is waited for before its edge can be compared with the request.
	e, err := r.wait(req.Context(), want.kind, want.begun)
	if err == nil && want.tooFar(e, o.cfg.PartTarget) {
		fail(w, http.StatusBadRequest, errTooFar.Error())
		return
	}
	if err == nil {
		e, err = r.wait(req.Context(), want.kind, want.met)
	}
	if err != nil {
		failWait(w, req, err)
		return
	}
	if s.moved.Load() { // while this request waited
		o.here(w, req)
		return
	}
	if !e.started {
		fail(w, http.StatusNotFound, "the rendition ended before it began")
		return
	}
	o.writeDocument(w, r.document(want.kind, e, e != before), zipped, o.playlistCache(want, e))
	if e != before {
		giveWay(w)
	}
}

// giveWay sends what was written, and lets all go first who were released at the same time: with thousands of them, what net/http does behind an
// answer takes longer than the answer.
func giveWay(w http.ResponseWriter) {
	_ = http.NewResponseController(w).Flush() // where it cannot, it is sent when the handler returns
	runtime.Gosched()
}

func (s *Stream) rendition(name string) *rendition {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.renditions[name]
}

// answer writes a playlist, within the usual bound.
func (o *Origin) answer(w http.ResponseWriter, req *http.Request, d *document, cache []string) {
	o.limitWrite(w, 0)
	o.writeDocument(w, d, AcceptsGzip(req.Header.Get("Accept-Encoding")), cache)
}

func (o *Origin) writeDocument(w http.ResponseWriter, d *document, zipped bool, cache []string) {
	h := w.Header()
	h["Content-Type"] = o.values.contentType
	h["Cache-Control"] = cache
	h["Vary"] = o.values.vary
	body, length := d.whole()
	if zipped {
		h["Content-Encoding"] = o.values.gzip
		body, length = d.gzipped(&o.gzips)
	}
	h["Content-Length"] = length
	_, _ = w.Write(body) // an error means that the client has gone
}

// limitWrite bounds how long a slow client may hold the response and the media it points to, which is written after a wait of at most that.
func (o *Origin) limitWrite(w http.ResponseWriter, wait time.Duration) {
	// Not every ResponseWriter has deadlines; those of net/http do.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(wait + o.cfg.WriteTimeout))
}

// AcceptsGzip says whether an Accept-Encoding field lets an answer be compressed by gzip: RFC 9110 12.5.3.
func AcceptsGzip(field string) bool {
	for item := range strings.SplitSeq(field, ",") {
		coding, params, _ := strings.Cut(item, ";")
		if coding = strings.TrimSpace(coding); !strings.EqualFold(coding, "gzip") && coding != "*" {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !found {
			return true
		}
		weight, err := strconv.ParseFloat(q, 64)
		return err == nil && weight > 0
	}
	return false
}

// serveMedia answers for init segments, segments and parts.
func (o *Origin) serveMedia(w http.ResponseWriter, req *http.Request) {
	name, token, file := chi.URLParam(req, "rendition"), chi.URLParam(req, "token"), chi.URLParam(req, "file")
	r := o.renditionOf(chi.URLParam(req, "stream"), token, name)
	if r == nil {
		if o.elsewhere != nil && o.elsewhere(w, req, chi.URLParam(req, "stream"), false) {
			return
		}
		fail(w, http.StatusNotFound, "no such stream or rendition")
		return
	}
	if strings.HasSuffix(file, tsExtension) {
		o.serveTS(w, req, r, file)
		return
	}
	ref, ok := parseFile(file, r.extension())
	if !ok {
		fail(w, http.StatusNotFound, "no such file")
		return
	}
	if ref.kind == partFile {
		// The part that the preload hint names is answered once it is there: RFC 8216bis 6.2.6.
		if e := r.edge.Load(); e.started && !e.ended && e.next == ref.id {
			if _, err := r.wait(req.Context(), fullDocument, func(e *edge) bool { return e.ended || ref.id.Less(e.next) }); err != nil {
				failWait(w, req, err)
				return
			}
		}
	}
	chunks, wrap := r.find(ref)
	if r.text != nil && ref.kind == segmentFile {
		chunks, wrap = r.findText(ref.id.Segment)
	} else if chunks == nil && ref.kind == segmentFile {
		var data []byte
		var err error
		data, wrap, err = r.archived(req.Context(), ref.id.Segment)
		switch {
		case err == nil:
			chunks = [][]byte{data}
		case req.Context().Err() != nil:
			return // nobody listens
		case !errors.Is(err, ErrGone):
			o.log.Debug("read a segment from the archive", "path", req.URL.Path, "err", err)
			fail(w, http.StatusServiceUnavailable, "the segment cannot be read now")
			return
		}
	}
	if chunks == nil {
		fail(w, http.StatusNotFound, "not there, or not there any more")
		return
	}
	o.limitWrite(w, 0)
	h := w.Header()
	h.Set("Content-Type", r.contentType())
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("ETag", `"`+token+"/"+name+"/"+file+`"`)
	serveChunks(w, req, wrap.of(chunks))
}

// renditionOf finds a rendition of the stream that has the token.
func (o *Origin) renditionOf(stream, token, name string) *rendition {
	s := o.tokenStream(stream, token)
	if s == nil {
		return nil
	}
	return s.rendition(name)
}

// tokenStream finds the stream that has the token: the one of that name, or the one before it; nil if neither has.
func (o *Origin) tokenStream(stream, token string) *Stream {
	s, ok := o.Stream(stream)
	if !ok {
		return nil
	}
	if s.Token() != token {
		if s = s.previous.Load(); s == nil || s.Token() != token {
			return nil
		}
	}
	return s
}

type fileKind int

const (
	segmentFile fileKind = iota
	partFile
	initFile
)

// fileRef is what a media file name says.
type fileRef struct {
	kind   fileKind
	id     media.PartID // of a segment or part
	number int          // of an init segment
}

// parseFile reads "init-N", "SEGMENT" or "SEGMENT.PART" before the extension. Each file has one name only: leading
// zeros and signs are refused.
func parseFile(file, extension string) (fileRef, bool) {
	var ref fileRef
	base, ok := strings.CutSuffix(file, extension)
	if !ok {
		return ref, false
	}
	if n, found := strings.CutPrefix(base, "init-"); found {
		v, err := strconv.ParseUint(n, 10, 31)
		ref.kind, ref.number = initFile, int(v)
		return ref, err == nil && fmt.Sprintf("init-%d", v) == base
	}
	seq, index, isPart := strings.Cut(base, ".")
	v, err := strconv.ParseUint(seq, 10, 62)
	if err != nil {
		return ref, false
	}
	ref.id.Segment = media.SegmentSeq(v)
	if !isPart {
		return ref, strconv.FormatUint(v, 10) == base
	}
	p, err := strconv.ParseUint(index, 10, 31)
	ref.kind, ref.id.Part = partFile, int(p)
	return ref, err == nil && fmt.Sprintf("%d.%d", v, p) == base
}

// find returns the slices that make up a file, nil when there is no such file, and how they are encrypted.
func (r *rendition) find(ref fileRef) ([][]byte, *sealed) {
	r.stream.mu.RLock()
	defer r.stream.mu.RUnlock()
	if ref.kind == initFile {
		for _, i := range r.inits {
			if i.number == ref.number {
				return [][]byte{i.data}, nil
			}
		}
		return nil, nil
	}
	s := r.segment(ref.id.Segment)
	switch {
	case s == nil:
		return nil, nil
	case ref.kind == partFile:
		if ref.id.Part >= len(s.parts) || s.parts[ref.id.Part].gap {
			return nil, nil
		}
		return s.parts[ref.id.Part].appendTo(nil), s.parts[ref.id.Part].sealed
	case !s.whole || s.gap || s.kept:
		return nil, nil
	}
	chunks := make([][]byte, 0, len(s.parts))
	for _, p := range s.parts {
		chunks = p.appendTo(chunks)
	}
	return chunks, s.sealed
}
