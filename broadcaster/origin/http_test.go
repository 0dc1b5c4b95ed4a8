package origin_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
)

// Every URI that a playlist names can be had at once, whole, with the right type.
func TestMedia(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 46, "source", "audio", "720p")
	for name, contentType := range map[string]string{"source": "video/mp4", "720p": "video/mp4", "audio": "audio/mp4"} {
		u := urisOf(name, st.playlist(name+"/media.m3u8"))
		require.Len(t, u.inits, 1)
		require.Len(t, u.segments, 8)
		require.Len(t, u.parts, 22)
		all := map[string]string{u.inits[0]: "init of " + name}
		for i, uri := range u.segments {
			all[uri] = contents(name, 12+4*i, 16+4*i)
		}
		for i, uri := range u.parts {
			all[uri] = content(name, 24+i)
		}
		for uri, want := range all {
			w := st.get(uri)
			require.Equal(t, http.StatusOK, w.Code, uri)
			require.Equal(t, want, w.Body.String())
			require.Equal(t, contentType, w.Header().Get("Content-Type"))
			require.Equal(t, "public, max-age=31536000, immutable", w.Header().Get("Cache-Control"))
			require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
			require.Equal(t, len(want), int(w.Result().ContentLength))
		}
	}
}

func TestMedia_conditions_and_ranges(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publish("source", 0, 4)
	uri := urisOf("source", st.playlist("source/media.m3u8")).segments[0]
	whole := contents("source", 0, 4)
	etag := st.get(uri).Header().Get("ETag")
	require.NotEmpty(t, etag)
	tests := map[string]struct {
		method string
		header []string
		code   int
		body   string
		more   map[string]string
	}{
		"whole":             {"GET", nil, 200, whole, map[string]string{"Accept-Ranges": "bytes"}},
		"head":              {"HEAD", nil, 200, "", map[string]string{"Content-Length": "48"}},
		"across_parts":      {"GET", []string{"Range", "bytes=10-30"}, 206, whole[10:31], map[string]string{"Content-Range": "bytes 10-30/48"}},
		"open_range":        {"GET", []string{"Range", "bytes=40-"}, 206, whole[40:], nil},
		"suffix":            {"GET", []string{"Range", "bytes=-5"}, 206, whole[43:], nil},
		"beyond":            {"GET", []string{"Range", "bytes=99-"}, 416, "", nil},
		"not_modified":      {"GET", []string{"If-None-Match", etag}, 304, "", nil},
		"modified":          {"GET", []string{"If-None-Match", `"x"`}, 200, whole, nil},
		"range_of_this":     {"GET", []string{"Range", "bytes=0-1", "If-Range", etag}, 206, whole[:2], nil},
		"range_of_other":    {"GET", []string{"Range", "bytes=0-1", "If-Range", `"x"`}, 200, whole, nil},
		"method_not_served": {"POST", nil, 405, "", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := st.do(tt.method, uri, tt.header...)
			require.Equal(t, tt.code, w.Code)
			if w.Code < 400 {
				require.Equal(t, tt.body, w.Body.String())
			}
			for k, v := range tt.more {
				require.Equal(t, v, w.Header().Get(k))
			}
		})
	}
}

func TestMedia_unknown(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 6, "source", "720p").publish("source", 6, 9)
	base := strings.TrimSuffix(urisOf("source", st.playlist("source/media.m3u8")).segments[0], "0.mp4")
	for name, path := range map[string]string{
		"stream":          "/hls/other/index.m3u8",
		"stream_playlist": "/hls/other/source/media.m3u8",
		"stream_media":    strings.Replace(base, "demo", "other", 1) + "0.mp4",
		"rendition":       "/hls/demo/480p/media.m3u8",
		"token":           "/hls/demo/source/aaaaaaaaaaaaa/0.mp4",
		"open_segment":    base + "2.mp4",
		"future_segment":  base + "9.mp4",
		"future_part":     base + "2.3.mp4",
		"part_of_none":    base + "0.9.mp4",
		"init":            base + "init-1.mp4",
		"extension":       base + "0.m4s",
		"leading_zero":    base + "00.mp4",
		"leading_zeros":   base + "0.01.mp4",
		"sign":            base + "+0.mp4",
		"not_a_number":    base + "x.mp4",
		"no_part":         base + "0..mp4",
		"no_name":         base + ".mp4",
		"huge":            base + "99999999999999999999.mp4",
	} {
		t.Run(name, func(t *testing.T) {
			w := st.get(path)
			require.Equal(t, http.StatusNotFound, w.Code)
			require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
			require.Equal(t, "max-age=1", w.Header().Get("Cache-Control"))
		})
	}
}

func TestPlaylist_headers(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 20, "source", "audio", "720p")
	tests := map[string]struct{ path, cache string }{
		"index":    {"/hls/demo/index.m3u8", "max-age=1"},
		"current":  {"/hls/demo/source/media.m3u8", "max-age=1"},
		"blocking": {"/hls/demo/source/media.m3u8?_HLS_msn=2&_HLS_part=1", "max-age=6"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := st.get(tt.path)
			require.Equal(t, "application/vnd.apple.mpegurl", w.Header().Get("Content-Type"))
			require.Equal(t, tt.cache, w.Header().Get("Cache-Control"))
			require.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
			require.Empty(t, w.Header().Get("Content-Encoding"))
			plain := w.Body.String()
			for field, zipped := range map[string]bool{
				"gzip": true, "br, gzip;q=0.5": true, "*": true, "GZIP": true, "br": false, "gzip;q=0": false, "": false,
			} {
				w = st.get(tt.path, "Accept-Encoding", field)
				require.Equal(t, "Accept-Encoding", w.Header().Get("Vary"))
				if !zipped {
					require.Equal(t, plain, w.Body.String(), field)
					continue
				}
				require.Equal(t, "gzip", w.Header().Get("Content-Encoding"), field)
				require.EqualValues(t, w.Body.Len(), w.Result().ContentLength)
				require.Equal(t, plain, gunzip(t, w.Body))
			}
		})
	}
	w := st.do(http.MethodOptions, "/hls/demo/source/media.m3u8", "Access-Control-Request-Headers", "Range")
	require.Equal(t, http.StatusNoContent, w.Code)
	require.Contains(t, w.Header().Get("Access-Control-Allow-Headers"), "Range")
	require.Equal(t, "*", w.Header().Get("Access-Control-Allow-Origin"))
}

// Over a real connection: HEAD has no body, keep-alive survives, a segment comes with its length and not in chunks.
func TestMedia_over_TCP(t *testing.T) {
	st := newStudio(t, origin.Config{WriteTimeout: time.Minute}).ladder().publish("source", 0, 4)
	server := httptest.NewServer(st.router)
	defer server.Close()
	client := server.Client()
	defer client.CloseIdleConnections()
	for _, uri := range []string{urisOf("source", st.playlist("source/media.m3u8")).segments[0], "/hls/demo/source/media.m3u8"} {
		res, err := client.Head(server.URL + uri)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		length := res.ContentLength
		res, err = client.Get(server.URL + uri)
		require.NoError(t, err)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusOK, res.StatusCode)
		require.Empty(t, res.TransferEncoding)
		require.NotEmpty(t, body)
		require.Positive(t, length)
	}
}
