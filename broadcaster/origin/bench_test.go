package origin_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
)

// discard is a ResponseWriter that notes when the answer began.
type discard struct {
	header http.Header
	at     time.Time
	code   int
}

func (d *discard) Header() http.Header { return d.header }
func (d *discard) WriteHeader(code int) {
	d.code = code
}

func (d *discard) Write(b []byte) (int, error) {
	d.at = time.Now()
	return len(b), nil
}

// crowd is requests for one playlist that wait side by side.
type crowd struct {
	st      *studio
	answers []*discard
	all     sync.WaitGroup
}

// gather starts size requests and returns once all of them wait.
func gather(st *studio, size, n int) *crowd {
	c := &crowd{st: st, answers: make([]*discard, size)}
	id := given(n, "").ID
	for i := range c.answers {
		req := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/hls/demo/source/media.m3u8?_HLS_msn=%d&_HLS_part=%d", id.Segment, id.Part), nil)
		req.Header.Set("Accept-Encoding", "gzip")
		c.answers[i] = &discard{header: make(http.Header), code: http.StatusOK}
		c.all.Go(func() { st.router.ServeHTTP(c.answers[i], req) })
	}
	for st.stream.Status().Renditions[0].Waiting < int64(size) {
		runtime.Gosched()
	}
	return c
}

// release publishes part n and returns how long after that each request had its answer, shortest first.
func (c *crowd) release(n int) []time.Duration {
	began := time.Now()
	c.st.publish("source", n, n+1)
	c.all.Wait()
	delays := make([]time.Duration, len(c.answers))
	for i, d := range c.answers {
		require.Equal(c.st.t, http.StatusOK, d.code)
		delays[i] = d.at.Sub(began)
	}
	slices.Sort(delays)
	return delays
}

// A crowd that waits for a part is released as one: everybody gets it, and nobody twice.
func TestReload_crowd(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder().publishAll(0, 46, "source", "audio", "720p")
	for n := 46; n < 49; n++ {
		delays := gather(st, 1000, n).release(n)
		require.Less(t, delays[len(delays)-1], 5*time.Second)
	}
	require.Zero(t, st.stream.Status().Renditions[0].Waiting)
}

// cpuTime is what the process has used so far: on a busy machine it says more than the wall clock.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkReload_5000 releases 5,000 waiting requests at once.
func BenchmarkReload_5000(b *testing.B) {
	st := newStudio(b, origin.Config{}).ladder().publishAll(0, 46, "source", "audio", "720p")
	var worst, p99, cpu time.Duration
	n := 46
	for b.Loop() {
		b.StopTimer()
		c := gather(st, 5000, n)
		b.StartTimer()
		before := cpuTime(b)
		delays := c.release(n)
		cpu += cpuTime(b) - before
		worst, p99 = max(worst, delays[4999]), max(p99, delays[4950])
		n++
	}
	b.ReportMetric(float64(cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(float64(p99.Microseconds())/1000, "ms-p99")
	b.ReportMetric(float64(worst.Microseconds())/1000, "ms-worst")
}

// BenchmarkPublish is a part of each of five renditions, with a playlist of each rendered.
func BenchmarkPublish(b *testing.B) {
	st := newStudio(b, origin.Config{}).ladder().init("480p", "360p")
	names := []string{"source", "audio", "720p", "480p", "360p"}
	st.publishAll(0, 46, names...)
	n := 46
	for b.Loop() {
		for _, name := range names {
			st.publish(name, n, n+1)
			st.router.ServeHTTP(&discard{header: make(http.Header)}, httptest.NewRequest(http.MethodGet, "/hls/demo/"+name+"/media.m3u8", nil))
		}
		n++
	}
}

// BenchmarkSegment serves a segment of a megabyte.
func BenchmarkSegment(b *testing.B) {
	st := newStudio(b, origin.Config{}).ladder()
	for n := range 4 {
		p := given(n, "")
		p.Data = make([]byte, 1<<18)
		require.NoError(b, st.stream.Publish("source", p))
	}
	req := httptest.NewRequest(http.MethodGet, urisOf("source", st.playlist("source/media.m3u8")).segments[0], nil)
	b.SetBytes(1 << 20)
	b.ReportAllocs()
	for b.Loop() {
		st.router.ServeHTTP(&discard{header: make(http.Header)}, req)
	}
}

// timedListener notes how much processor time the process had used when each answer began to be sent.
type timedListener struct {
	net.Listener
	b    *testing.B
	size int           // answers
	all  chan struct{} // has a value when so many were sent
	mu   sync.Mutex
	sent []time.Duration
}

type timedConn struct {
	net.Conn
	l *timedListener
}

// Accept implements net.Listener.
func (l *timedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return timedConn{c, l}, err
}

// Write implements net.Conn.
func (c timedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	at := cpuTime(c.l.b)
	c.l.mu.Lock()
	defer c.l.mu.Unlock()
	if c.l.sent = append(c.l.sent, at); len(c.l.sent) == c.l.size {
		c.l.all <- struct{}{}
	}
	return n, err
}

// BenchmarkReload_connections releases 5,000 requests that wait on connections of their own, and tells how much processor time it takes until
// all but a hundredth have their answer, and until all is done: unlike the clock's, it is much the same on a busy machine.
func BenchmarkReload_connections(b *testing.B) {
	const size = 5000
	st := newStudio(b, origin.Config{}).ladder().publishAll(0, 46, "source", "audio", "720p")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(b, err)
	timed := &timedListener{Listener: ln, b: b, size: size, all: make(chan struct{})}
	server := &http.Server{Handler: st.router, WriteTimeout: time.Minute} //nolint:gosec // of our own clients
	go func() { _ = server.Serve(timed) }()
	b.Cleanup(func() { _ = server.Close() })
	conns := make([]net.Conn, size)
	for i := range conns {
		conns[i], err = net.Dial("tcp", ln.Addr().String())
		require.NoError(b, err)
	}
	var answered, all time.Duration
	n := 46
	rubbish := make([]byte, 64<<10)
	for b.Loop() {
		b.StopTimer()
		id := given(n, "").ID
		request := fmt.Appendf(nil, "GET /hls/demo/source/media.m3u8?_HLS_msn=%d&_HLS_part=%d HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n", id.Segment, id.Part)
		for _, c := range conns {
			_, err := c.Write(request)
			require.NoError(b, err)
		}
		for st.stream.Status().Renditions[0].Waiting < size {
			runtime.Gosched()
		}
		timed.sent = timed.sent[:0]
		b.StartTimer()
		began := cpuTime(b)
		st.publish("source", n, n+1)
		<-timed.all
		b.StopTimer()
		all += cpuTime(b) - began
		slices.Sort(timed.sent)
		answered += timed.sent[size*99/100] - began
		for _, c := range conns {
			_, err := c.Read(rubbish)
			require.NoError(b, err)
		}
		n++
		b.StartTimer()
	}
	b.ReportMetric(float64(answered.Microseconds())/1000/float64(b.N), "cpu-ms-p99")
	b.ReportMetric(float64(all.Microseconds())/1000/float64(b.N), "cpu-ms/op")
}
