package origin_test

import (
	"compress/gzip"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// epoch is the wall-clock time at which every test stream begins.
var epoch = time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)

const half = media.Second / 2

// studio is an origin with one stream, a clock that stands still until told, and a player's view over HTTP.
type studio struct {
	t      testing.TB
	origin *origin.Origin
	stream *origin.Stream
	router http.Handler

	mu  sync.Mutex
	now time.Time
}

func newStudio(t testing.TB, cfg origin.Config) *studio {
	t.Helper()
	st := &studio{t: t, now: epoch}
	if cfg.Now == nil {
		cfg.Now = st.clock
	}
	o, err := origin.New(cfg, origin.Deps{})
	require.NoError(t, err)
	t.Cleanup(o.Close)
	st.origin = o
	r := chi.NewRouter()
	r.Route("/hls", o.Routes)
	st.router = r
	st.stream = st.create("demo")
	return st
}

func (st *studio) create(name string) *origin.Stream {
	s, err := st.origin.Create(name, epoch)
	require.NoError(st.t, err)
	return s
}

func (st *studio) clock() time.Time {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.now
}

// at sets the clock to a time on the stream's timeline.
func (st *studio) at(t media.Ticks) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.now = epoch.Add(t.Duration())
}

var (
	sourceFormat = media.VideoFormat{
		Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1}, Config: mustHex("01640028"),
	}
	rungFormat  = media.VideoFormat{Codec: media.CodecH264, Width: 1280, Height: 720, Config: mustHex("014d401f")}
	audioFormat = media.AudioFormat{Codec: media.CodecAAC, SampleRate: 48000, Channels: 2, Config: mustHex("1190")}
)

func mustHex(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// ladder announces and initialises source, 720p and audio.
func (st *studio) ladder() *studio {
	st.stream.Expect([]media.Rendition{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000}}, media.Rational{Num: 30, Den: 1})
	st.init("source", "720p", "audio")
	return st
}

func (st *studio) init(names ...string) *studio {
	st.t.Helper()
	for _, name := range names {
		var err error
		switch name {
		case "source":
			err = st.stream.VideoInit(name, sourceFormat, 0, []byte("init of source"))
		case "audio":
			err = st.stream.AudioInit(audioFormat, []byte("init of audio"))
		default:
			err = st.stream.VideoInit(name, rungFormat, 0, []byte("init of "+name))
		}
		require.NoError(st.t, err)
	}
	return st
}

// given returns part n of a stream that has a part every half second and a segment every two seconds.
func given(n int, data string) media.Part {
	id := media.PartID{Segment: media.SegmentSeq(n / 4), Part: n % 4}
	return media.Part{
		ID: id, Start: media.Ticks(n) * half, Duration: half, Frames: 15,
		Independent: id.Part == 0, Last: id.Part == 3, Data: []byte(data),
	}
}

// publish publishes parts from (inclusive) to to (exclusive) of a rendition; the clock follows.
func (st *studio) publish(name string, from, to int) *studio {
	st.t.Helper()
	for n := from; n < to; n++ {
		st.at(media.Ticks(n+1) * half)
		require.NoError(st.t, st.stream.Publish(name, given(n, content(name, n))))
	}
	return st
}

// publishAll publishes parts of several renditions side by side.
func (st *studio) publishAll(from, to int, names ...string) *studio {
	st.t.Helper()
	for n := from; n < to; n++ {
		for _, name := range names {
			st.publish(name, n, n+1)
		}
	}
	return st
}

// content is what part n of a rendition holds.
func content(name string, n int) string { return "<" + name + " " + given(n, "").ID.String() + ">" }

// contents is what parts from to to hold, one behind the other.
func contents(name string, from, to int) string {
	var b strings.Builder
	for n := from; n < to; n++ {
		b.WriteString(content(name, n))
	}
	return b.String()
}

// framed is a real fragment with frames whose presentation is delayed.
func framed(p media.Part, delay media.Ticks) media.Part {
	p.Data = fmp4.MarshalPart(1, int64(p.Start), []fmp4.Sample{
		{Duration: int64(p.Duration), Offset: int64(delay), Key: p.Independent, Data: []byte("frame")},
	})
	return p
}

func (st *studio) do(method, path string, header ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	st.router.ServeHTTP(w, req)
	return w
}

func (st *studio) get(path string, header ...string) *httptest.ResponseRecorder {
	return st.do(http.MethodGet, path, header...)
}

// playlist returns the body of a playlist that must be there.
func (st *studio) playlist(path string) string {
	st.t.Helper()
	w := st.get("/hls/demo/" + path)
	require.Equal(st.t, http.StatusOK, w.Code, w.Body)
	return w.Body.String()
}

// uris are the URIs of a media playlist: of its init segments, parts, segments and the hint.
type uris struct{ inits, parts, segments, hints []string }

func urisOf(rendition, playlist string) (u uris) {
	for line := range strings.Lines(playlist) {
		line = strings.TrimSpace(line)
		quoted := func() string {
			_, rest, _ := strings.Cut(line, `URI="`)
			uri, _, _ := strings.Cut(rest, `"`)
			return "/hls/demo/" + rendition + "/" + uri
		}
		switch {
		case strings.HasPrefix(line, "#EXT-X-MAP:"):
			u.inits = append(u.inits, quoted())
		case strings.HasPrefix(line, "#EXT-X-PART:"):
			u.parts = append(u.parts, quoted())
		case strings.HasPrefix(line, "#EXT-X-PRELOAD-HINT:"):
			u.hints = append(u.hints, quoted())
		case line != "" && line[0] != '#':
			u.segments = append(u.segments, "/hls/demo/"+rendition+"/"+line)
		}
	}
	return u
}

func gunzip(t testing.TB, r io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(r)
	require.NoError(t, err)
	b, err := io.ReadAll(z)
	require.NoError(t, err)
	return string(b)
}
