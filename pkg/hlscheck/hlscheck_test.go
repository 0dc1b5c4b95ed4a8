package hlscheck_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// The tests' origin has a part every fifth of a second, five to a segment, and seven segments in its window.
const (
	partLasts = 200 * time.Millisecond
	perPart   = media.Second / 5
	ofSegment = 5
	window    = 7
)

// origin is a low-latency origin, of which all is told by how much time has gone by.
type origin struct {
	start time.Time
	init  []byte
	codec string
	ends  int // parts after which it ends; 0: never

	key *[hls.KeySize]byte // of all segments; nil: they are in the clear
	iv  byte               // of parts, that is none of their segment

	ranges func(*http.Request) int // how many date ranges an answer has; nil: none
}

// seal is media of a segment as it leaves.
func (o *origin) seal(msn int, iv byte, data []byte) []byte {
	if o.key == nil {
		return data
	}
	return hls.Encrypt(*o.key, [hls.KeySize]byte{14: byte(msn >> 8), 15: byte(msn) ^ iv}, data)
}

func newOrigin(t testing.TB) *origin {
	f := testmedia.H264(320, 176, media.Rational{Num: 25, Den: 1})
	init, err := fmp4.VideoInit(f)
	require.NoError(t, err)
	o := &origin{init: init, codec: fmt.Sprintf("avc1.%x", f.Config[1:4])}
	o.begin()
	return o
}

// begin makes it a stream that began 20 seconds ago.
func (o *origin) begin() { o.start = time.Now().Add(-20 * time.Second) }

func (o *origin) parts() int {
	n := int(time.Since(o.start) / partLasts)
	if o.ends > 0 {
		n = min(n, o.ends)
	}
	return n
}

// await waits until there are so many parts.
func (o *origin) await(n int, req *http.Request) {
	if o.ends > 0 {
		n = min(n, o.ends)
	}
	t := time.NewTimer(time.Until(o.start.Add(time.Duration(n) * partLasts)))
	defer t.Stop()
	select {
	case <-t.C:
	case <-req.Context().Done():
	}
}

// part is part n of the stream: five frames.
func (o *origin) part(n int) []byte {
	var samples []fmp4.Sample
	for i := range 5 {
		nal := byte(0x41)
		key := i == 0 && n%ofSegment == 0
		if key {
			nal = 0x65
		}
		samples = append(samples, fmp4.Sample{Duration: int64(media.Second / 25), Key: key, Data: append([]byte{0, 0, 0, 103, nal, byte(n)}, make([]byte, 101)...)})
	}
	return fmp4.MarshalPart(uint32(n), int64(media.Ticks(n)*perPart), samples)
}

func (o *origin) segment(msn int) (b []byte) {
	for i := range ofSegment {
		b = append(b, o.part(msn*ofSegment+i)...)
	}
	return b
}

func (o *origin) playlist(parts int) *hls.Playlist {
	last := parts / ofSegment // the open one
	p := &hls.Playlist{
		TargetDuration: 1, PartTarget: perPart, MediaSequence: uint64(last - window), IndependentSegments: true,
		PreloadHint: fmt.Sprintf("p%d.mp4", parts), Ended: o.ends > 0 && parts == o.ends,
	}
	for msn := last - window; msn <= last; msn++ {
		s := hls.Segment{Map: "init.mp4", ProgramDateTime: o.start.Add(time.Duration(msn*ofSegment) * partLasts)}
		if o.key != nil {
			s.Key = hls.Key{URI: "key", IV: [hls.KeySize]byte{14: byte(msn >> 8), 15: byte(msn)}}
		}
		if msn < last {
			s.URI, s.Duration = fmt.Sprintf("s%d.mp4", msn), ofSegment*perPart
		}
		for i := msn * ofSegment; i < min((msn+1)*ofSegment, parts) && msn >= last-3; i++ {
			s.Parts = append(s.Parts, hls.Part{URI: fmt.Sprintf("p%d.mp4", i), Duration: perPart, Independent: i%ofSegment == 0})
		}
		if s.URI != "" || len(s.Parts) > 0 {
			p.Segments = append(p.Segments, s)
		}
	}
	return p
}

var mediaFile = regexp.MustCompile(`^/([ps])(\d+)\.mp4$`)

func (o *origin) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	if req.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Headers", "Range")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	h.Set("Cache-Control", "max-age=3600")
	var body []byte
	m := mediaFile.FindStringSubmatch(req.URL.Path)
	switch {
	case req.URL.Path == "/index.m3u8":
		v := hls.Multivariant{Variants: []hls.Variant{{
			URI: "media.m3u8", Bandwidth: 50_000, AverageBandwidth: 40_000, Codecs: []string{o.codec}, Width: 320, Height: 176, FrameRate: 25,
		}}}
		o.text(w, req, v.Append(nil))
		return
	case req.URL.Path == "/media.m3u8":
		o.media(w, req)
		return
	case req.URL.Path == "/init.mp4":
		body = o.init
	case req.URL.Path == "/key" && o.key != nil:
		_, _ = w.Write(o.key[:])
		return
	case m == nil:
		http.NotFound(w, req)
		return
	case m[1] == "p":
		n, _ := strconv.Atoi(m[2])
		if n == o.parts() {
			o.await(n+1, req)
		}
		if n >= o.parts() {
			http.NotFound(w, req)
			return
		}
		body = o.seal(n/ofSegment, o.iv, o.part(n))
	default:
		n, _ := strconv.Atoi(m[2])
		body = o.seal(n, 0, o.segment(n))
	}
	h.Set("Content-Type", "video/mp4")
	h.Set("ETag", strconv.Quote(req.URL.Path))
	http.ServeContent(w, req, "", time.Time{}, bytes.NewReader(body))
}

func (o *origin) media(w http.ResponseWriter, req *http.Request) {
	q := req.URL.Query()
	parts := o.parts()
	if q.Has("_HLS_msn") {
		msn, err := strconv.Atoi(q.Get("_HLS_msn"))
		if err != nil || msn > parts/ofSegment+1 {
			http.Error(w, "directive", http.StatusBadRequest)
			return
		}
		want := (msn + 1) * ofSegment
		if q.Has("_HLS_part") {
			part, _ := strconv.Atoi(q.Get("_HLS_part"))
			want = msn*ofSegment + part + 1
		}
		o.await(want, req)
	} else if q.Has("_HLS_part") {
		http.Error(w, "directive", http.StatusBadRequest)
		return
	}
	w.Header().Set("Cache-Control", "max-age=0")
	p := o.playlist(o.parts())
	if o.ranges != nil {
		for i := range o.ranges(req) {
			p.DateRanges = append(p.DateRanges, hls.DateRange{ID: strconv.Itoa(i), Start: o.start})
		}
	}
	o.text(w, req, p.Append(nil))
}

func (o *origin) text(w http.ResponseWriter, req *http.Request, body []byte) {
	h := w.Header()
	h.Set("Content-Type", hls.ContentType)
	h.Set("Vary", "Accept-Encoding")
	if req.Header.Get("Accept-Encoding") != "gzip" {
		_, _ = w.Write(body)
		return
	}
	h.Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	_, _ = z.Write(body)
	_ = z.Close()
}

// headers changes an answer before it is sent.
type headers struct {
	http.ResponseWriter
	edit func(h http.Header, status int) int
	sent bool
}

func (w *headers) WriteHeader(status int) {
	if !w.sent {
		w.sent = true
		w.ResponseWriter.WriteHeader(w.edit(w.Header(), status))
	}
}

func (w *headers) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.ResponseWriter.Write(b)
}

func isPlaylist(req *http.Request) bool { return strings.HasSuffix(req.URL.Path, ".m3u8") }
func isSegment(req *http.Request) bool  { return strings.HasPrefix(req.URL.Path, "/s") }

// TestRun breaks one thing of an origin at a time, and the check names the rule.
func TestRun(t *testing.T) {
	header := func(applies func(*http.Request) bool, edit func(http.Header)) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				if applies(req) {
					w = &headers{ResponseWriter: w, edit: func(h http.Header, status int) int { edit(h); return status }}
				}
				next.ServeHTTP(w, req)
			})
		}
	}
	handle := func(f func(w http.ResponseWriter, req *http.Request, next http.Handler)) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { f(w, req, next) })
		}
	}
	// rewrite changes the text of playlists.
	rewrite := func(edit func(body string) string) func(http.Handler) http.Handler {
		return handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if !isPlaylist(req) || req.Method != http.MethodGet {
				next.ServeHTTP(w, req)
				return
			}
			compressed := req.Header.Get("Accept-Encoding") == "gzip"
			req.Header.Del("Accept-Encoding")
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, req)
			for name, v := range rec.Header() {
				w.Header()[name] = v
			}
			body := []byte(edit(rec.Body.String()))
			if compressed && rec.Code == http.StatusOK {
				req.Header.Set("Accept-Encoding", "gzip")
				(&origin{}).text(w, req, body)
				return
			}
			w.WriteHeader(rec.Code)
			_, _ = w.Write(body)
		})
	}
	always := func(*http.Request) bool { return true }
	tests := map[string]struct {
		fault func(http.Handler) http.Handler
		want  conformance.Rule // "" for none
	}{
		"good":                {func(h http.Handler) http.Handler { return h }, ""},
		"playlists_are_text":  {header(isPlaylist, func(h http.Header) { h.Set("Content-Type", "text/plain") }), conformance.ContentType},
		"segments_are_text":   {header(isSegment, func(h http.Header) { h.Set("Content-Type", "text/plain") }), conformance.ContentType},
		"no_cors":             {header(always, func(h http.Header) { h.Del("Access-Control-Allow-Origin") }), conformance.CrossOrigin},
		"no_range_over_cors":  {header(always, func(h http.Header) { h.Del("Access-Control-Allow-Headers") }), conformance.CrossOrigin},
		"playlists_cached":    {header(isPlaylist, func(h http.Header) { h.Set("Cache-Control", "max-age=3600") }), conformance.Caching},
		"segments_not_cached": {header(isSegment, func(h http.Header) { h.Set("Cache-Control", "no-store") }), conformance.Caching},
		"no_validator":        {header(isSegment, func(h http.Header) { h.Del("ETag") }), conformance.Validators},
		"trickles":            {header(isSegment, func(h http.Header) { h.Del("Content-Length") }), conformance.Availability},
		"no_vary":             {header(isPlaylist, func(h http.Header) { h.Del("Vary") }), conformance.Compression},
		"codecs_lie":          {rewrite(func(b string) string { return strings.Replace(b, `CODECS="avc1`, `CODECS="avc3`, 1) }), conformance.Codecs},
		"bandwidth_lies": {rewrite(func(b string) string {
			return strings.Replace(b, "BANDWIDTH=50000,AVERAGE-BANDWIDTH=40000", "BANDWIDTH=5000,AVERAGE-BANDWIDTH=4000", 1)
		}), conformance.Bandwidth},
		"extinf_lies":            {rewrite(func(b string) string { return strings.ReplaceAll(b, "EXTINF:1.000000", "EXTINF:1.060000") }), conformance.Extinf},
		"playlist_is_cut_short":  {rewrite(func(b string) string { return strings.TrimSuffix(b, "\n") }), conformance.Atomic},
		"hint_of_something_else": {rewrite(func(b string) string { return strings.Replace(b, `PART,URI="p`, `PART,URI="q`, 1) }), conformance.Hint},
		"part_target_too_short":  {rewrite(func(b string) string { return strings.Replace(b, "PART-TARGET=0.2", "PART-TARGET=0.19", 1) }), conformance.PartTarget},
		"head_is_refused": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if req.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
				return
			}
			next.ServeHTTP(w, req)
		}), conformance.Head},
		"ranges_are_ignored": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			req.Header.Del("Range")
			next.ServeHTTP(w, req)
		}), conformance.Ranges},
		"never_compressed": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			req.Header.Del("Accept-Encoding")
			next.ServeHTTP(w, req)
		}), conformance.Compression},
		"missing_is_empty": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if strings.Contains(req.URL.Path, "no-such") {
				return
			}
			next.ServeHTTP(w, req)
		}), conformance.NotFound},
		"segments_are_redirected": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if isSegment(req) {
				http.Redirect(w, req, "/p1.mp4", http.StatusFound)
				return
			}
			next.ServeHTTP(w, req)
		}), conformance.Redirect},
		"segments_are_missing": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if isSegment(req) {
				http.NotFound(w, req)
				return
			}
			next.ServeHTTP(w, req)
		}), conformance.Availability},
		"segments_are_not_their_parts": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if m := mediaFile.FindStringSubmatch(req.URL.Path); m != nil && m[1] == "p" && req.Method == http.MethodGet {
				rec := httptest.NewRecorder()
				next.ServeHTTP(rec, req)
				w.Header().Set("Content-Type", "video/mp4")
				_, _ = w.Write(bytes.ReplaceAll(rec.Body.Bytes(), []byte{0, 0, 0, 103, 0x41}, []byte{0, 0, 0, 103, 0x01}))
				return
			}
			next.ServeHTTP(w, req)
		}), conformance.PartSet},
		"does_not_block": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			req.URL.RawQuery = ""
			next.ServeHTTP(w, req)
		}), conformance.Blocking},
		"stale_is_refused": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			if msn, err := strconv.Atoi(req.URL.Query().Get("_HLS_msn")); err == nil && msn < next.(*origin).parts()/ofSegment-1 {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			next.ServeHTTP(w, req)
		}), conformance.Directives},
		"hint_comes_late": {handle(func(w http.ResponseWriter, req *http.Request, next http.Handler) {
			rec := httptest.NewRecorder()
			next.ServeHTTP(rec, req)
			if m := mediaFile.FindStringSubmatch(req.URL.Path); m != nil && m[1] == "p" {
				select {
				case <-time.After(120 * time.Millisecond):
				case <-req.Context().Done():
				}
			}
			for name, v := range rec.Header() {
				w.Header()[name] = v
			}
			w.WriteHeader(rec.Code)
			_, _ = io.Copy(w, rec.Body)
		}), conformance.Release},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, check func(http.Handler, string, time.Duration) *hlscheck.Report) {
				expect(t, check(tt.fault(newOrigin(t)), "/index.m3u8", 3*time.Second), tt.want)
			})
		})
	}
}

// expect wants the rule to be broken; if there is none, no rule that must be kept.
func expect(t *testing.T, r *hlscheck.Report, want conformance.Rule) {
	t.Helper()
	var text strings.Builder
	require.NoError(t, r.Write(&text, false))
	if want == "" {
		require.True(t, r.Conforms(), &text)
		return
	}
	require.Equal(t, hlscheck.Broken, verdict(r, want), &text)
	require.Contains(t, text.String(), string(want))
}

func verdict(r *hlscheck.Report, rule conformance.Rule) hlscheck.Verdict {
	for _, f := range r.Findings {
		if f.Rule == rule {
			return f.Verdict
		}
	}
	return ""
}

// A date range that comes while a version is compared with its delta update is no fault; one that delta updates lack is.
func TestRun_date_ranges(t *testing.T) {
	for name, tt := range map[string]struct {
		ranges func() func(*http.Request) int
		want   conformance.Rule
	}{
		"one more in each answer": {func() func(*http.Request) int {
			var n atomic.Int64
			return func(*http.Request) int { return int(n.Add(1)) }
		}, ""},
		"none in delta updates": {func() func(*http.Request) int {
			return func(req *http.Request) int {
				if req.URL.Query().Has("_HLS_skip") {
					return 0
				}
				return 1
			}
		}, conformance.Delta},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, check func(http.Handler, string, time.Duration) *hlscheck.Report) {
				o := newOrigin(t)
				o.ranges = tt.ranges()
				expect(t, check(o, "/index.m3u8", 3*time.Second), tt.want)
			})
		})
	}
}

// What left the playlist must stay for a while: from when it appeared, which may have been before the check began, for its duration
// and that of the longest playlist, 8.8 s here.
func TestRun_retention(t *testing.T) {
	for name, c := range map[string]struct {
		keeps time.Duration // from when a segment is whole
		ok    bool
	}{
		"for ever":                  {time.Hour, true},
		"as long as it must":        {9 * time.Second, true},
		"as long as it is listed":   {window * ofSegment * partLasts, false},
		"a little longer than that": {window*ofSegment*partLasts + 400*time.Millisecond, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, check func(http.Handler, string, time.Duration) *hlscheck.Report) {
				o := newOrigin(t)
				r := check(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
					if m := mediaFile.FindStringSubmatch(req.URL.Path); m != nil && m[1] == "s" {
						n, _ := strconv.Atoi(m[2])
						if whole := o.start.Add(time.Duration(n+1) * ofSegment * partLasts); time.Since(whole) > c.keeps {
							http.NotFound(w, req)
							return
						}
					}
					o.ServeHTTP(w, req)
				}), "/media.m3u8", 14*time.Second)
				if c.ok {
					expect(t, r, "")
					require.Equal(t, hlscheck.Kept, verdict(r, conformance.Retention))
					require.Equal(t, hlscheck.Kept, verdict(r, conformance.Delta))
					require.True(t, r.LowLatency)
				} else {
					expect(t, r, conformance.Retention)
				}
			})
		})
	}
}

// A stream that ends is followed to its end, and checked behind it.
func TestRun_end(t *testing.T) {
	bubble(t, func(t *testing.T, check func(http.Handler, string, time.Duration) *hlscheck.Report) {
		o := newOrigin(t)
		o.ends = o.parts()/ofSegment*ofSegment + 2*ofSegment
		r := check(o, "/index.m3u8", time.Minute)
		require.True(t, r.Live)
		require.True(t, r.Ended)
		require.Less(t, r.Seconds, 30.)
		expect(t, r, "")
		require.Equal(t, hlscheck.Kept, verdict(r, conformance.EndList))
	})
}

func TestRun_TLS(t *testing.T) {
	for name, http2 := range map[string]bool{"HTTP2": true, "HTTP1": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewUnstartedServer(newOrigin(t))
			server.EnableHTTP2 = http2
			server.StartTLS()
			defer server.Close()
			r, err := hlscheck.Run(t.Context(), hlscheck.Config{
				URL: server.URL + "/media.m3u8", For: time.Second, TLS: server.Client().Transport.(*http.Transport).TLSClientConfig,
			})
			require.NoError(t, err)
			require.Equal(t, hlscheck.Kept, verdict(r, conformance.Secure))
			want := hlscheck.Broken
			if http2 {
				want = hlscheck.Kept
			}
			require.Equal(t, want, verdict(r, conformance.Multiplexed))
		})
	}
}

func TestRun_nothing_there(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/page" {
			_, _ = io.WriteString(w, "<html>")
			return
		}
		http.NotFound(w, req)
	}))
	defer server.Close()
	for target, want := range map[string]error{
		"ftp://x/index.m3u8": hlscheck.ErrURL, "x": hlscheck.ErrURL,
		server.URL + "/index.m3u8": hlscheck.ErrUnreachable, server.URL + "/page": hlscheck.ErrUnreachable,
	} {
		_, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: target, For: time.Second})
		require.ErrorIs(t, err, want, target)
	}
}
