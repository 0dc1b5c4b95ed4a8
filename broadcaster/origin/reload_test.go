package origin_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

// request starts a request in the bubble; what it answers comes through the channel.
func (st *studio) request(path string) <-chan *httptest.ResponseRecorder {
	done := make(chan *httptest.ResponseRecorder, 1)
	go func() { done <- st.get(path) }()
	return done
}

// answered says whether a request has its answer, once everything has settled.
func answered(done <-chan *httptest.ResponseRecorder) (*httptest.ResponseRecorder, bool) {
	synctest.Wait()
	select {
	case w := <-done:
		return w, true
	default:
		return nil, false
	}
}

// The stream has whole segments 0 to 2 of four parts each, and parts 0 and 1 of segment 3.
func TestReload(t *testing.T) {
	tests := map[string]struct {
		query string
		code  int    // at once; 0 if it waits
		until int    // published parts at which it is released
		has   string // in what it then answers
	}{
		"no_directives":         {query: "", code: 200},
		"whole_segment_there":   {query: "_HLS_msn=2", code: 200},
		"stale_segment":         {query: "_HLS_msn=0", code: 200},
		"stale_part":            {query: "_HLS_msn=0&_HLS_part=1", code: 200},
		"part_there":            {query: "_HLS_msn=3&_HLS_part=1", code: 200},
		"last_part_of_segment":  {query: "_HLS_msn=2&_HLS_part=3", code: 200},
		"beyond_last_part":      {query: "_HLS_msn=2&_HLS_part=4", code: 200}, // part 3.0
		"far_beyond_old_part":   {query: "_HLS_msn=1&_HLS_part=99", code: 200},
		"next_part":             {query: "_HLS_msn=3&_HLS_part=2", until: 15, has: `3.2.mp4"`},
		"part_after_next":       {query: "_HLS_msn=3&_HLS_part=3", until: 16, has: "/3.mp4\n"},
		"beyond_the_open":       {query: "_HLS_msn=3&_HLS_part=4", until: 17, has: `4.0.mp4"`},
		"far_beyond_the_open":   {query: "_HLS_msn=3&_HLS_part=7", until: 17, has: `4.0.mp4"`},
		"open_segment":          {query: "_HLS_msn=3", until: 16, has: "/3.mp4\n"},
		"segment_after":         {query: "_HLS_msn=4", until: 20, has: "/4.mp4\n"},
		"part_of_segment_after": {query: "_HLS_msn=4&_HLS_part=1", until: 18, has: `4.1.mp4"`},
		"two_after_the_last":    {query: "_HLS_msn=4&_HLS_part=5", until: 21, has: `5.0.mp4"`},
		"three_after_the_last":  {query: "_HLS_msn=5", code: 400},
		"part_limit":            {query: "_HLS_msn=3&_HLS_part=8", code: 400},
		"part_limit_after":      {query: "_HLS_msn=4&_HLS_part=6", code: 400},
		"part_without_segment":  {query: "_HLS_part=1", code: 400},
		"not_a_number":          {query: "_HLS_msn=x", code: 400},
		"negative":              {query: "_HLS_msn=-1", code: 400},
		"part_not_a_number":     {query: "_HLS_msn=3&_HLS_part=x", code: 400},
		"huge":                  {query: "_HLS_msn=18446744073709551615&_HLS_part=0", code: 400},
		"delta_waits_too":       {query: "_HLS_msn=3&_HLS_part=2&_HLS_skip=YES", until: 15, has: `3.2.mp4"`},
		"plain_waits_too":       {query: "_HLS_msn=3&ll=0", until: 16, has: "/3.mp4\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				st := newStudio(t, origin.Config{}).ladder().publishAll(0, 14, "source", "audio")
				done := st.request("/hls/demo/source/media.m3u8?" + tt.query)
				for n := 14; ; n++ {
					w, ok := answered(done)
					if !ok {
						require.Less(t, n, 40, "never released")
						st.publish("source", n, n+1)
						continue
					}
					if tt.code != 0 {
						require.Equal(t, 14, n, "waited")
						require.Equal(t, tt.code, w.Code, w.Body)
						return
					}
					require.Equal(t, tt.until, n)
					require.Equal(t, http.StatusOK, w.Code)
					require.Contains(t, w.Body.String(), tt.has)
					return
				}
			})
		})
	}
}

func TestReload_ends(t *testing.T) {
	t.Run("at_the_end_of_the_stream", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 6)
			done := st.request("/hls/demo/source/media.m3u8?_HLS_msn=1&_HLS_part=3")
			_, ok := answered(done)
			require.False(t, ok)
			st.stream.End()
			w, ok := answered(done)
			require.True(t, ok)
			require.Equal(t, http.StatusOK, w.Code)
			require.True(t, strings.HasSuffix(w.Body.String(), "#EXT-X-ENDLIST\n"))
			// From then on directives are ignored.
			require.Equal(t, http.StatusOK, st.get("/hls/demo/source/media.m3u8?_HLS_msn=99").Code)
		})
	})
	t.Run("after_a_bounded_wait", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 6)
			began := time.Now()
			w := <-st.request("/hls/demo/source/media.m3u8?_HLS_msn=1&_HLS_part=3")
			require.Equal(t, http.StatusServiceUnavailable, w.Code)
			require.Equal(t, "no-store", w.Header().Get("Cache-Control"))
			require.Equal(t, 8500*time.Millisecond, time.Since(began))
		})
	})
	t.Run("when_the_client_goes", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 6)
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan struct{})
			go func() {
				defer close(done)
				req := httptest.NewRequest(http.MethodGet, "/hls/demo/source/media.m3u8?_HLS_msn=1&_HLS_part=3", nil)
				st.router.ServeHTTP(httptest.NewRecorder(), req.WithContext(ctx))
			}()
			synctest.Wait()
			require.EqualValues(t, 1, st.stream.Status().Renditions[0].Waiting)
			cancel()
			<-done
			require.Zero(t, st.stream.Status().Renditions[0].Waiting)
		})
	})
	t.Run("when_too_many_wait", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			st := newStudio(t, origin.Config{MaxWaiters: 1}).ladder().publish("source", 0, 6)
			first := st.request("/hls/demo/source/media.m3u8?_HLS_msn=1&_HLS_part=3")
			_, ok := answered(first)
			require.False(t, ok)
			w, ok := answered(st.request("/hls/demo/source/media.m3u8?_HLS_msn=1&_HLS_part=3"))
			require.True(t, ok)
			require.Equal(t, http.StatusServiceUnavailable, w.Code)
			st.stream.End()
			require.Equal(t, http.StatusOK, (<-first).Code)
		})
	})
	t.Run("when_a_gap_comes_instead", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 7).publish("720p", 0, 5)
			playlist := st.request("/hls/demo/720p/media.m3u8?_HLS_msn=1&_HLS_part=1")
			part := st.request(urisOf("720p", st.playlist("720p/media.m3u8")).hints[0])
			_, ok := answered(playlist)
			require.False(t, ok)
			_, ok = answered(part)
			require.False(t, ok)
			st.stream.Skip("720p", media.PartID{Segment: 1, Part: 2})
			require.Contains(t, (<-playlist).Body.String(), `1.1.mp4",GAP=YES`)
			require.Equal(t, http.StatusNotFound, (<-part).Code)
		})
	})
}

// A part can be asked for as soon as it is hinted, and comes whole when it is there.
func TestPreloadHint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 7)
		for n := 7; n < 10; n++ {
			hint := urisOf("source", st.playlist("source/media.m3u8")).hints[0]
			done := st.request(hint)
			_, ok := answered(done)
			require.False(t, ok)
			st.publish("source", n, n+1)
			w := <-done
			require.Equal(t, http.StatusOK, w.Code)
			require.Equal(t, content("source", n), w.Body.String())
			require.Contains(t, urisOf("source", st.playlist("source/media.m3u8")).parts, hint)
		}
		// What is further ahead is not waited for.
		w, ok := answered(st.request(strings.Replace(urisOf("source", st.playlist("source/media.m3u8")).hints[0], "/2.2.", "/2.3.", 1)))
		require.True(t, ok)
		require.Equal(t, http.StatusNotFound, w.Code)
		done := st.request(urisOf("source", st.playlist("source/media.m3u8")).hints[0])
		_, ok = answered(done)
		require.False(t, ok)
		st.stream.End()
		require.Equal(t, http.StatusNotFound, (<-done).Code)
	})
}

// A viewer who comes early waits until there is a ladder to choose from.
func TestIndex_waits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begin := func() (*studio, <-chan *httptest.ResponseRecorder) {
			st := newStudio(t, origin.Config{Now: time.Now})
			return st, st.request("/hls/demo/index.m3u8")
		}
		waits := func(done <-chan *httptest.ResponseRecorder) {
			t.Helper()
			_, ok := answered(done)
			require.False(t, ok)
		}
		st, done := begin()
		waits(done)
		st.ladder().publishAll(0, 4, "source")
		waits(done) // audio and rung have not begun
		st.publishAll(0, 4, "audio")
		waits(done) // the rung has not
		st.publish("720p", 0, 1)
		w := <-done
		require.Equal(t, http.StatusOK, w.Code)
		require.Contains(t, w.Body.String(), "720p/media.m3u8")

		st, done = begin()
		st.ladder().publishAll(0, 4, "source", "audio")
		began := time.Now()
		w = <-done
		require.Equal(t, 4*time.Second, time.Since(began))
		require.Equal(t, http.StatusOK, w.Code)
		require.NotContains(t, w.Body.String(), "720p")
		st.publish("720p", 0, 1)
		require.Contains(t, st.playlist("index.m3u8"), "720p/media.m3u8")

		_, done = begin()
		began = time.Now()
		w = <-done
		require.Equal(t, 6*time.Second, time.Since(began))
		require.Equal(t, http.StatusServiceUnavailable, w.Code)

		st, done = begin()
		waits(done)
		st.stream.End()
		require.Equal(t, http.StatusNotFound, (<-done).Code)
	})
}

// While a stream begins, a rendition of it that is not there yet is waited for: viewers ask for it when a stream goes on at another node.
func TestPlaylist_waits_for_its_rendition(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const path = "/hls/demo/720p/media.m3u8"
		begin := func(path string) (*studio, <-chan *httptest.ResponseRecorder) {
			st := newStudio(t, origin.Config{Now: time.Now})
			done := st.request(path)
			_, ok := answered(done)
			require.False(t, ok)
			return st, done
		}
		st, done := begin(path)
		ts := st.request("/hls/demo/720p/ts.m3u8")
		st.ladder().publishAll(0, 4, "source", "audio", "720p")
		w := <-done
		require.Equal(t, http.StatusOK, w.Code)
		require.Contains(t, w.Body.String(), "0.0.mp4")
		require.Equal(t, http.StatusOK, (<-ts).Code)

		st, done = begin("/hls/demo/none/media.m3u8") // that one does not come
		st.ladder().publishAll(0, 4, "source", "audio", "720p")
		require.Equal(t, http.StatusNotFound, (<-done).Code)

		began := time.Now()
		_, done = begin(path) // the stream does not begin
		require.Equal(t, http.StatusServiceUnavailable, (<-done).Code)
		require.Equal(t, 6*time.Second, time.Since(began))

		st, done = begin(path)
		st.stream.End()
		require.Equal(t, http.StatusNotFound, (<-done).Code)
	})
}

// A media playlist is not served empty: its first part, or for a plain one its first segment, is waited for.
func TestPlaylist_waits_for_its_beginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := newStudio(t, origin.Config{}).ladder()
		low, plain := st.request("/hls/demo/source/media.m3u8"), st.request("/hls/demo/source/media.m3u8?ll=0")
		_, ok := answered(low)
		require.False(t, ok)
		st.publish("source", 0, 3)
		require.Contains(t, (<-low).Body.String(), "0.0.mp4")
		_, ok = answered(plain)
		require.False(t, ok)
		st.publish("source", 3, 4)
		require.Contains(t, (<-plain).Body.String(), "/0.mp4\n")

		ended := st.request("/hls/demo/720p/media.m3u8")
		_, ok = answered(ended)
		require.False(t, ok)
		st.stream.End()
		require.Equal(t, http.StatusNotFound, (<-ended).Code)
	})
}
