package origin_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
)

// What ServeCached answers is what Routes answer, and what it does not answer is left untouched.
func TestServeCached(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 46, "source", "audio", "720p")
	const source = "demo/source/media.m3u8"
	for path, cached := range map[string]bool{
		source:                    true,
		source + "?_HLS_skip=YES": true,
		source + "?_HLS_skip=v2":  true,
		source + "?ll=0":          true,
		source + "?_HLS_msn=5&_HLS_part=1&_HLS_skip=YES": true,
		source + "?_HLS_msn=10":                          true,
		source + "?_HLS_msn=11&_HLS_part=1":              true,
		"demo/audio/media.m3u8":                          true,
		source + "?_HLS_msn=11&_HLS_part=2":              false, // it waits
		source + "?_HLS_msn=99":                          false,
		source + "?_HLS_part=1":                          false,
		source + "?_HLS_msn=-1":                          false,
		source + "?_HLS_msn=%35":                         false,
		source + "?_HLS_msn=5&_HLS_msn=99":               false,
		source + "?dvr=1":                                false,
		source + "?x":                                    false,
		"demo/index.m3u8":                                false,
		"demo/480p/media.m3u8":                           false,
		"other/source/media.m3u8":                        false,
		"demo/source/x/media.m3u8":                       false,
		"demo/s%6Furce/media.m3u8":                       false,
		"demo%2Fsource/media.m3u8":                       false,
		"":                                               false,
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions} {
			for _, encoding := range []string{"", "gzip"} {
				req := httptest.NewRequest(method, "/hls/"+path, nil)
				req.Header.Set("Accept-Encoding", encoding)
				got := httptest.NewRecorder()
				reads := method == http.MethodGet || method == http.MethodHead
				if reads && cached {
					want := st.do(method, "/hls/"+path, "Accept-Encoding", encoding) // which renders it, too
					require.True(t, st.origin.ServeCached(got, req, strings.TrimPrefix(req.URL.Path, "/hls/")), path)
					require.Equal(t, want.Code, got.Code, path)
					require.Equal(t, want.Header(), got.Header(), path)
					require.Equal(t, want.Body.String(), got.Body.String(), path)
					continue
				}
				require.False(t, st.origin.ServeCached(got, req, strings.TrimPrefix(req.URL.Path, "/hls/")), "%s %s", method, path)
				require.Empty(t, got.Header(), path)
				require.Zero(t, got.Body.Len(), path)
			}
		}
	}
	st.publish("source", 46, 47)
	require.False(t, st.origin.ServeCached(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/hls/"+source, nil), source), "it is not rendered yet")
	st.playlist("source/media.m3u8")
	st.stream.End()
	require.False(t, st.origin.ServeCached(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/hls/"+source, nil), source), "it has ended")
}
