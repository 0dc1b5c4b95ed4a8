package origin_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
)

// counted counts the requests that are being answered.
func counted(next http.Handler) (http.Handler, *atomic.Int64) {
	busy := new(atomic.Int64)
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		busy.Add(1)
		defer busy.Add(-1)
		next.ServeHTTP(w, req)
	}), busy
}

// dial opens a connection and sends a request on it; nothing is read.
func dial(t *testing.T, server *httptest.Server, path string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	_, err = fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", path)
	require.NoError(t, err)
	return conn
}

// Clients that stop reading hold what they were to be sent no longer than the write timeout, and nobody else up.
func TestStalledReaders(t *testing.T) {
	const readers, size = 8, 16 << 20 // more than sockets hold
	st := newStudio(t, origin.Config{WriteTimeout: 5 * time.Second}).init("source")
	for n := range 4 {
		p := given(n, "")
		p.Data = make([]byte, size/4)
		require.NoError(t, st.stream.Publish("source", p))
	}
	handler, busy := counted(st.router)
	server := httptest.NewServer(handler)
	defer server.Close()
	segment := urisOf("source", st.playlist("source/media.m3u8")).segments[0]
	var stalled []net.Conn
	for range readers {
		stalled = append(stalled, dial(t, server, segment))
	}
	for range 3 { // others are served meanwhile
		res, err := server.Client().Get(server.URL + segment)
		require.NoError(t, err)
		n, err := io.Copy(io.Discard, res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.EqualValues(t, size, n)
	}
	require.Eventually(t, func() bool { return busy.Load() == 0 }, time.Minute, 20*time.Millisecond, "nothing is held")
	for _, conn := range stalled {
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(time.Minute)))
		n, _ := io.Copy(io.Discard, conn)
		require.Less(t, n, int64(size), "the connection was given up")
	}
}

// Clients that go away while they wait give their places back, to others and of the many that may wait.
func TestWaitersGo(t *testing.T) {
	const waiters = 100
	st := newStudio(t, origin.Config{MaxWaiters: waiters, Now: time.Now}).ladder().publishAll(0, 46, "source", "audio")
	handler, busy := counted(st.router)
	server := httptest.NewServer(handler)
	defer server.Close()
	const next = "/hls/demo/source/media.m3u8?_HLS_msn=11&_HLS_part=2"
	for range 3 {
		var all []net.Conn
		for range waiters {
			all = append(all, dial(t, server, next))
		}
		waiting := func(n int64) func() bool {
			return func() bool { return st.stream.Status().Renditions[0].Waiting == n && busy.Load() == n }
		}
		require.Eventually(t, waiting(waiters), time.Minute, 10*time.Millisecond)
		res, err := server.Client().Get(server.URL + next)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusServiceUnavailable, res.StatusCode, "no more may wait")
		require.Equal(t, http.StatusOK, st.get("/hls/demo/source/media.m3u8").Code, "who need not wait is served")
		for _, conn := range all {
			require.NoError(t, conn.Close())
		}
		require.Eventually(t, waiting(0), time.Minute, 10*time.Millisecond)
	}
}

// A request whose body never comes is answered, and does not hold its connection for ever.
func TestBodyThatNeverComes(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 46, "source", "audio", "720p")
	server := httptest.NewServer(st.router)
	defer server.Close()
	segment := urisOf("source", st.playlist("source/media.m3u8")).segments[0]
	for _, path := range []string{"/hls/demo/index.m3u8", "/hls/demo/source/media.m3u8", segment} {
		conn := dial(t, server, path+" HTTP/1.1\r\nContent-Length: 5\r\nX: ")
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(time.Minute)))
		answer, err := io.ReadAll(conn) // until it is closed
		require.NoError(t, err)
		require.Contains(t, string(answer), " 200 OK\r\n")
	}
}
