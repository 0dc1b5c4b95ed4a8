package broadcaster_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/pkg/media"
)

// A playlist that is rendered already costs no allocation beyond those of net/http: as many as a handler makes which does nothing but write
// the same answer.
func TestCachedPlaylist_allocates_nothing(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates, too")
	}
	b := startWith(t, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}}, broadcaster.Deps{})
	join(t, b).formats(&small, &tone).send(20)
	v := view(t, b)
	for _, tt := range []struct{ name, query, encoding string }{
		{"full", "", ""},
		{"zipped", "", "gzip"},
		{"delta", "?_HLS_skip=YES", "gzip, deflate, br"},
		{"blocking", "?_HLS_msn=5&_HLS_part=0&_HLS_skip=YES", "gzip"},
		{"plain", "?ll=0", "gzip"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.base+source+tt.query, nil)
			require.NoError(t, err)
			req.Header.Set("Accept-Encoding", tt.encoding)
			res, err := v.client.Do(req)
			require.NoError(t, err)
			body, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			header := res.Header.Clone()
			header.Del("Date")
			bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(time.Minute))
				h := w.Header()
				for name, values := range header {
					h[name] = values
				}
				_, _ = w.Write(body)
			}))
			defer bare.Close()
			want := allocations(t, bare.Listener.Addr(), tt.query, tt.encoding)
			require.Equal(t, want, allocations(t, b.HTTPAddr(), tt.query, tt.encoding), "of a request; %v of net/http", want)
		})
	}
}

// allocations is how many a request makes for the playlist, whose client makes none.
func allocations(t *testing.T, addr net.Addr, query, encoding string) float64 {
	t.Helper()
	conn, err := net.Dial("tcp", addr.String())
	require.NoError(t, err)
	defer conn.Close()
	request := fmt.Appendf(nil, "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: %s\r\n\r\n", source, query, addr, encoding)
	r := bufio.NewReader(conn)
	_, err = conn.Write(request)
	require.NoError(t, err)
	res, err := http.ReadResponse(r, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode)
	head := 0
	for name, values := range res.Header {
		head += len(name) + len(": \r\n") + len(values[0])
	}
	length, err := io.Copy(io.Discard, res.Body)
	require.NoError(t, err)
	answer := make([]byte, len("HTTP/1.1 200 OK\r\n\r\n")+head+int(length))
	return testing.AllocsPerRun(200, func() {
		if _, err := conn.Write(request); err != nil {
			t.Error(err)
		}
		if _, err := io.ReadFull(r, answer); err != nil {
			t.Error(err)
		}
	})
}
