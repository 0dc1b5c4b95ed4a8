package broadcaster_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/pkg/media"
)

// Whatever is asked for, in whatever form, has a status, and viewers are served as before.
func TestRequests(t *testing.T) {
	b := startWith(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}}, broadcaster.Deps{})
	join(t, b).formats(&small, &tone).send(12)
	v := view(t, b)
	playlist := v.playlist("source")
	_, rest, _ := strings.Cut(playlist, `#EXT-X-MAP:URI="`)
	token, _, _ := strings.Cut(rest, "/")
	dir := "/hls/mine/source/" + token + "/"
	long := func(n int) string { return strings.Repeat("a", n) }
	for _, tt := range []struct {
		name   string
		target string // after the method
		header string // lines
		method string // GET if empty
		status int
	}{
		{name: "playlist", target: source, status: 200},
		{name: "playlist_of_none", target: "/hls/none/source/media.m3u8", status: 404},
		{name: "rendition_of_none", target: "/hls/mine/none/media.m3u8", status: 404},
		{name: "playlist_with_a_slash", target: source + "/", status: 404},
		{name: "other_case", target: "/hls/mine/source/MEDIA.M3U8", status: 404},
		{name: "folder", target: "/hls/", status: 404},
		{name: "stream_only", target: "/hls/mine", status: 404},
		{name: "unknown_query", target: source + "?x=y&&=&;", status: 200},
		{name: "long_query", target: source + "?x=" + long(8000), status: 200},
		{name: "bad_escape_in_query", target: source + "?%zz", status: 200},

		{name: "msn_zero", target: source + "?_HLS_msn=0", status: 200},
		{name: "msn_empty", target: source + "?_HLS_msn=", status: 200},
		{name: "msn_negative", target: source + "?_HLS_msn=-1", status: 400},
		{name: "msn_signed", target: source + "?_HLS_msn=%2B1", status: 400},
		{name: "msn_fraction", target: source + "?_HLS_msn=1.5", status: 400},
		{name: "msn_exponent", target: source + "?_HLS_msn=1e3", status: 400},
		{name: "msn_hexadecimal", target: source + "?_HLS_msn=0x1", status: 400},
		{name: "msn_words", target: source + "?_HLS_msn=one", status: 400},
		{name: "msn_NUL", target: source + "?_HLS_msn=1%00", status: 400},
		{name: "msn_far_ahead", target: source + "?_HLS_msn=1000", status: 400},
		{name: "msn_2^62", target: source + "?_HLS_msn=4611686018427387904", status: 400},
		{name: "msn_2^63", target: source + "?_HLS_msn=9223372036854775808", status: 400},
		{name: "msn_2^64-1", target: source + "?_HLS_msn=18446744073709551615", status: 400},
		{name: "msn_2^64", target: source + "?_HLS_msn=18446744073709551616", status: 400},
		{name: "msn_long", target: source + "?_HLS_msn=" + strings.Repeat("9", 8000), status: 400},
		{name: "part_alone", target: source + "?_HLS_part=1", status: 400},
		{name: "part_negative", target: source + "?_HLS_msn=1&_HLS_part=-1", status: 400},
		{name: "part_2^31", target: source + "?_HLS_msn=1&_HLS_part=2147483648", status: 400},
		{name: "part_2^64", target: source + "?_HLS_msn=1&_HLS_part=18446744073709551616", status: 400},
		{name: "part_beyond_an_old_segment", target: source + "?_HLS_msn=1&_HLS_part=2147483647", status: 200},
		{name: "skip", target: source + "?_HLS_skip=YES", status: 200},
		{name: "skip_of_another_kind", target: source + "?_HLS_skip=no", status: 200},
		{name: "skip_long", target: source + "?_HLS_skip=" + long(8000), status: 200},
		{name: "directives_twice", target: source + "?_HLS_msn=1&_HLS_msn=1000", status: 200},
		{name: "directives_of_an_unknown_stream", target: "/hls/none/source/media.m3u8?_HLS_msn=1", status: 404},

		{name: "segment", target: dir + "1.mp4", status: 200},
		{name: "segment_to_come", target: dir + "99.mp4", status: 404},
		{name: "segment_2^64", target: dir + "18446744073709551616.mp4", status: 404},
		{name: "segment_negative", target: dir + "-1.mp4", status: 404},
		{name: "part_file_2^31", target: dir + "1.2147483648.mp4", status: 404},
		{name: "init_of_none", target: dir + "init-9.mp4", status: 404},
		{name: "token_of_none", target: "/hls/mine/source/aaaaaaaaaaaaa/1.mp4", status: 404},
		{name: "range", target: dir + "1.mp4", header: "Range: bytes=0-9\r\n", status: 206},
		{name: "range_beyond", target: dir + "1.mp4", header: "Range: bytes=99999999-\r\n", status: 416},
		{name: "range_overflow", target: dir + "1.mp4", header: "Range: bytes=0-99999999999999999999\r\n", status: 416},
		{name: "ranges_without_end", target: dir + "1.mp4", header: "Range: bytes=" + strings.Repeat("0-,", 5000) + "0-\r\n", status: 200},
		{name: "range_malformed", target: dir + "1.mp4", header: "Range: bytes=x\r\n", status: 416},

		{name: "dots", target: "/hls/mine/../../etc/passwd", status: 404},
		{name: "dots_escaped", target: "/hls/mine/..%2f..%2fetc%2fpasswd", status: 404},
		{name: "dots_escaped_twice", target: "/hls/mine/%252e%252e%252fetc", status: 404},
		{name: "dots_to_the_stream", target: "/hls/none/../mine/source/media.m3u8", status: 404},
		{name: "slash_escaped", target: "/hls/mine%2fsource%2fmedia.m3u8", status: 404},
		{name: "backslashes", target: `/hls/mine\..\..\etc`, status: 404},
		{name: "two_slashes", target: "/hls//mine/source/media.m3u8", status: 404},
		{name: "two_slashes_first", target: "//hls/mine/source/media.m3u8", status: 404},
		{name: "NUL", target: "/hls/mine/source/media.m3u8\x00", status: 400},
		{name: "NUL_escaped", target: "/hls/mine%00/source/media.m3u8", status: 404},
		{name: "no_UTF-8", target: "/hls/%ff%fe/source/media.m3u8", status: 404},
		{name: "bad_escape", target: "/hls/%zz/source/media.m3u8", status: 400},
		{name: "long_path", target: "/hls/" + long(8000) + "/source/media.m3u8", status: 404},
		{name: "path_above_the_limit", target: "/hls/" + long(80_000), status: 431},
		{name: "whole_URL", target: "http://elsewhere.example" + source, status: 200},
		{name: "no_path", target: "*", status: 404},

		{name: "HEAD", method: "HEAD", target: source, status: 200},
		{name: "OPTIONS", method: "OPTIONS", target: source, status: 204},
		{name: "POST", method: "POST", target: source, header: "Content-Length: 0\r\n", status: 405},
		{name: "PUT", method: "PUT", target: dir + "1.mp4", header: "Content-Length: 0\r\n", status: 405},
		{name: "DELETE", method: "DELETE", target: source, status: 405},
		{name: "TRACE", method: "TRACE", target: source, status: 405},
		{name: "CONNECT", method: "CONNECT", target: "elsewhere.example:443", status: 405},
		{name: "unknown_method", method: "FETCH", target: source, status: 405},
		{name: "method_malformed", method: "G(T", target: source, status: 400},
		{name: "GET_with_a_body", target: source, header: "Content-Length: 5\r\n", status: 200},
		{name: "two_lengths", target: source, header: "Content-Length: 5\r\nContent-Length: 6\r\n", status: 400},
		{name: "length_negative", target: source, header: "Content-Length: -1\r\n", status: 400},
		{name: "unknown_coding", target: source, header: "Transfer-Encoding: x\r\n", status: 501},
		{name: "large_header", target: source, header: "X: " + long(32_000) + "\r\n", status: 200},
		{name: "header_above_the_limit", target: source, header: "X: " + long(80_000) + "\r\n", status: 431},
		{name: "headers_above_the_limit", target: source, header: strings.Repeat("X: y\r\n", 20_000), status: 431},
		{name: "header_malformed", target: source, header: "X y\r\n", status: 400},
		{name: "header_folded", target: source, header: "X: y\r\n z\r\n", status: 200},
		{name: "NUL_in_a_header", target: source, header: "X: \x00\r\n", status: 400},
		{name: "encodings", target: source, header: "Accept-Encoding: " + strings.Repeat("gzip;q=x,", 3000) + "\r\n", status: 200},

		{name: "API_stream", target: "/api/v1/streams/mine", status: 200},
		{name: "API_stream_of_none", target: "/api/v1/streams/none", status: 404},
		{name: "API_dots", target: "/api/v1/streams/..%2f..%2f", status: 404},
		{name: "API_NUL", target: "/api/v1/streams/%00", status: 404},
		{name: "API_long", target: "/api/v1/streams/" + long(8000), status: 404},
		{name: "API_of_none", target: "/api/v1/none", status: 404},
		{name: "page_of_none", target: "/none", status: 404},
		{name: "token_malformed", target: "/signed/x/hls/mine/source/media.m3u8", status: 200},
		{name: "signed_nothing", target: "/signed/x", status: 404},
		{name: "signed_twice", target: "/signed/x/signed/y" + source, status: 404},
		{name: "peers_path", target: "/cluster" + source, status: 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			method := tt.method
			if method == "" {
				method = http.MethodGet
			}
			require.Equal(t, tt.status, ask(t, b, method, method+" "+tt.target+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"+tt.header+"\r\nHELLO"))
		})
	}
	for name, tt := range map[string]struct {
		text   string
		status int
	}{
		"no_HTTP":       {"hello, is anybody there?\r\n\r\n", 400},
		"no_host":       {"GET / HTTP/1.1\r\n\r\n", 400},
		"old_HTTP":      {"GET " + source + " HTTP/1.0\r\n\r\n", 200},
		"future_HTTP":   {"GET " + source + " HTTP/9.9\r\nHost: x\r\n\r\n", 505},
		"bytes":         {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400},
		"RTMP":          {"\x03\x00\x00\x00\x00" + long(64) + "\r\n\r\n", 400},
		"two_in_one":    {"GET " + source + " HTTP/1.1\r\nHost: x\r\n\r\nGET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 200},
		"host_repeated": {"GET " + source + " HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, tt.status, ask(t, b, http.MethodGet, tt.text)) })
	}
	require.Equal(t, playlist, v.playlist("source"), "viewers are served as before")
}

// ask sends a request as it is and returns the answer's status.
func ask(t *testing.T, b *broadcaster.Broadcaster, method, text string) int {
	t.Helper()
	conn, err := net.Dial("tcp", b.HTTPAddr().String())
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	go func() { _, _ = fmt.Fprint(conn, text) }() // an answer may come before all is sent
	res, err := http.ReadResponse(bufio.NewReader(conn), &http.Request{Method: method})
	require.NoError(t, err)
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
	return res.StatusCode
}
