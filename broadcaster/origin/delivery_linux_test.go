package origin_test

import (
	"bufio"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/quic-go/quic-go/http3"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/millrace/millrace/broadcaster/origin"
)

// What delivery costs is measured over TCP, with clients in a process of their own: the tests' program with deliveryRole set.
const (
	deliveryRole = "MILLRACE_TEST_DELIVERY" // what the process does
	deliveryAddr = "MILLRACE_TEST_DELIVERY_ADDR"
)

// TestDeliveryProcess is such a process; by itself it does nothing.
func TestDeliveryProcess(t *testing.T) {
	role, addr := os.Getenv(deliveryRole), os.Getenv(deliveryAddr)
	switch role {
	case "":
		t.Skip("it is run by BenchmarkWaiters and BenchmarkEgress")
	case "waiters":
		waitTogether(t, addr)
	case "downloads":
		download(t, addr)
	case "server":
		st := newStudio(t, origin.Config{Now: time.Now}).init("source")
		for n := range egressParts {
			p := given(n, "")
			p.Data = make([]byte, egressPart)
			require.NoError(t, st.stream.Publish("source", p))
		}
		server, address := serveTCP(t, st.router)
		defer server.Close()
		secure := secureServer(st.router)
		defer secure.Close()
		datagrams, err := net.ListenPacket("udp", "127.0.0.1:0")
		require.NoError(t, err)
		defer datagrams.Close()
		third := &http3.Server{Handler: st.router, TLSConfig: http3.ConfigureTLSConfig(secure.TLS)}
		go func() { _ = third.Serve(datagrams) }()
		defer third.Close()
		u := urisOf("source", st.playlist("source/media.m3u8"))
		require.NoError(t, json.NewEncoder(os.Stderr).Encode(served{address, secure.Listener.Addr().String(), datagrams.LocalAddr().String(), u.segments, u.parts}))
		_, _ = io.Copy(io.Discard, os.Stdin) // until who started it has had enough
	}
}

// serveTCP serves as the broadcaster does.
func serveTCP(t testing.TB, h http.Handler) (*http.Server, string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	server := &http.Server{
		Handler: h, Protocols: protocols, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	go func() { _ = server.Serve(ln) }()
	return server, ln.Addr().String()
}

// secureServer serves by HTTP/2 over TLS, with a certificate that all of these processes know.
func secureServer(h http.Handler) *httptest.Server {
	server := httptest.NewUnstartedServer(h)
	server.EnableHTTP2 = true
	server.StartTLS()
	return server
}

// process starts a role, under a command such as nice. What it says for its starter goes to the standard error.
func process(t testing.TB, role, addr string, under ...string) (cmd *exec.Cmd, in io.WriteCloser, out *json.Decoder) {
	t.Helper()
	args := append(slices.Clone(under), os.Args[0], "-test.run", "^TestDeliveryProcess$", "-test.timeout", "5m")
	cmd = exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), deliveryRole+"="+role, deliveryAddr+"="+addr)
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd, in, json.NewDecoder(stderr)
}

// crowdSize clients wait for each of crowdRounds parts, from crowdFirst on.
const (
	crowdSize   = 5000
	crowdFirst  = 46
	crowdRounds = 10
)

// waitTogether has crowdSize clients wait for each of the parts, each on a connection of its own. They stand for machines elsewhere, so they cost
// next to nothing while answers are on their way: nobody is woken by one, and all are read when the starter says that they are there. Then it tells when the
// end of each reached this machine's TCP, which only the kernel knows.
func waitTogether(t *testing.T, addr string) {
	at, err := netip.ParseAddrPort(addr)
	require.NoError(t, err)
	conns := make([]int, crowdSize)
	for i := range conns { // first, as it may take longer than a request may wait
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		require.NoError(t, err)
		require.NoError(t, unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TIMESTAMPNS, 1))
		require.NoError(t, unix.Connect(fd, &unix.SockaddrInet4{Port: int(at.Port()), Addr: at.Addr().As4()}))
		conns[i] = fd
	}
	told, say := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stderr)
	for round := range crowdRounds {
		id := given(crowdFirst+round, "").ID
		request := fmt.Appendf(nil, "GET /hls/demo/source/media.m3u8?_HLS_msn=%d&_HLS_part=%d HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n", id.Segment, id.Part)
		for _, fd := range conns {
			_, err := unix.Write(fd, request)
			require.NoError(t, err)
		}
		var published bool
		require.NoError(t, told.Decode(&published))
		arrived := make([]int64, crowdSize)
		for i, fd := range conns {
			arrived[i], err = answerAt(fd)
			require.NoError(t, err)
		}
		require.NoError(t, say.Encode(arrived))
	}
}

// answerAt reads an answer and returns when its end reached this machine's TCP.
func answerAt(fd int) (int64, error) {
	var at int64
	buf, oob, have := make([]byte, 16<<10), make([]byte, 128), 0
	for {
		n, oobn, _, _, err := unix.Recvmsg(fd, buf[have:], oob, 0)
		if err != nil || n == 0 {
			return 0, fmt.Errorf("read an answer: %d bytes, %w", n, err)
		}
		if oobn >= unix.CmsgSpace(16) {
			stamp := (*unix.Timespec)(unsafe.Pointer(&oob[unix.CmsgLen(0)]))
			at = stamp.Nano()
		}
		have += n
		head, body, ok := strings.Cut(string(buf[:have]), "\r\n\r\n")
		if !ok {
			continue
		}
		_, rest, _ := strings.Cut(head, "Content-Length: ")
		text, _, _ := strings.Cut(rest, "\r\n")
		length, err := strconv.Atoi(text)
		if err != nil || !strings.HasPrefix(head, "HTTP/1.1 200 ") {
			return 0, fmt.Errorf("answer %q", head)
		}
		if len(body) == length {
			return at, nil
		}
	}
}

// BenchmarkWaiters publishes parts that 5,000 clients wait for, each on a TCP connection of its own, and tells how long after that the
// answers reached them.
func BenchmarkWaiters(b *testing.B) {
	for b.Loop() {
		st := newStudio(b, origin.Config{Now: time.Now}).ladder().publishAll(0, crowdFirst, "source", "audio", "720p")
		server, addr := serveTCP(b, st.router)
		cmd, tell, out := process(b, "waiters", addr, "nice", "-n", "19")
		said := json.NewEncoder(tell)
		var p50, p99, last []float64
		var used time.Duration
		for round := range crowdRounds {
			waiting := func() int64 { return st.stream.Status().Renditions[0].Waiting }
			require.Eventually(b, func() bool { return waiting() == crowdSize }, time.Minute, 20*time.Millisecond)
			<-time.After(100 * time.Millisecond) // what the requests were, is over
			before := cpuTime(b)
			published := time.Now().UnixNano()
			st.publish("source", crowdFirst+round, crowdFirst+round+1)
			<-time.After(500 * time.Millisecond)
			require.Eventually(b, func() bool { return waiting() == 0 }, time.Minute, 20*time.Millisecond)
			used += cpuTime(b) - before
			require.NoError(b, said.Encode(true))
			var arrived []int64
			require.NoError(b, out.Decode(&arrived))
			slices.Sort(arrived)
			ms := func(rank int) float64 { return float64(arrived[rank]-published) / 1e6 }
			p50, p99, last = append(p50, ms(crowdSize/2)), append(p99, ms(crowdSize*99/100)), append(last, ms(crowdSize-1))
		}
		require.NoError(b, cmd.Wait())
		require.NoError(b, server.Close())
		b.ReportMetric(middle(p50), "p50-ms")
		b.ReportMetric(middle(p99), "p99-ms")
		b.ReportMetric(slices.Max(p99), "worst-p99-ms")
		b.ReportMetric(middle(last), "last-ms")
		b.ReportMetric(float64(used.Microseconds())/1000/crowdRounds, "cpu-ms/part")
	}
}

func middle(v []float64) float64 {
	sorted := slices.Sorted(slices.Values(v))
	return sorted[len(sorted)/2]
}

// What is downloaded: parts of half a second, and segments of four of them, of 5.6 Mbit/s.
const (
	egressPart    = 350_000
	egressParts   = 40
	egressClients = 16
	egressTime    = 4 * time.Second
	egressRounds  = 5
)

// served is where a server is and what it has. The first address that there is is used.
type served struct {
	Addr, TLSAddr, QUICAddr string
	Segments, Parts         []string
}

// download keeps connections busy with the files of one server after another: for each served value that comes it answers with the bytes
// that came in egressTime.
func download(t *testing.T, _ string) {
	for in := json.NewDecoder(os.Stdin); ; {
		var s served
		if err := in.Decode(&s); err == io.EOF {
			return
		} else {
			require.NoError(t, err)
		}
		var all sync.WaitGroup
		var mu sync.Mutex
		var sum int64
		end := time.Now().Add(egressTime)
		from := downloadUntil
		if s.Addr == "" {
			from = downloadSecurely
		}
		for i := range egressClients {
			all.Go(func() {
				n, err := from(s, i, end)
				mu.Lock()
				defer mu.Unlock()
				if sum += n; err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		require.NoError(t, json.NewEncoder(os.Stderr).Encode(sum))
	}
}

func downloadUntil(s served, i int, end time.Time) (sum int64, err error) {
	conn, err := net.Dial("tcp", s.Addr)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		return 0, err
	}
	r := bufio.NewReader(conn)
	for ; time.Now().Before(end); i++ {
		if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: x\r\n\r\n", s.Segments[i%len(s.Segments)]); err != nil {
			return sum, err
		}
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			return sum, err
		}
		if res.StatusCode != http.StatusOK {
			return sum, fmt.Errorf("status %d", res.StatusCode)
		}
		left := int(res.ContentLength) - r.Buffered()
		_, _ = r.Discard(r.Buffered())
		for left > 0 {
			var n int
			if waitErr := raw.Read(func(fd uintptr) bool {
				// The kernel throws the bytes away, so that clients cost little, and the same whoever serves.
				n, _, err = unix.Recvfrom(int(fd), discarded[:min(left, len(discarded))], unix.MSG_TRUNC)
				return !errors.Is(err, unix.EAGAIN)
			}); waitErr != nil || err != nil || n == 0 {
				return sum, fmt.Errorf("%d bytes left: %w, %w", left, waitErr, err)
			}
			left -= n
		}
		sum += res.ContentLength
	}
	return sum, nil
}

var discarded [1 << 20]byte

// downloadSecurely does so by HTTP/2 over TLS or by HTTP/3, on a connection of its own.
func downloadSecurely(s served, i int, end time.Time) (sum int64, err error) {
	known := secureServer(nil)
	defer known.Close()
	client, addr, major := known.Client(), s.TLSAddr, 2
	if addr == "" {
		overQUIC := &http3.Transport{TLSClientConfig: client.Transport.(*http.Transport).TLSClientConfig.Clone()}
		defer overQUIC.Close()
		client, addr, major = &http.Client{Transport: overQUIC}, s.QUICAddr, 3
	}
	for ; time.Now().Before(end); i++ {
		res, err := client.Get("https://" + addr + s.Segments[i%len(s.Segments)])
		if err != nil {
			return sum, err
		}
		n, err := io.CopyBuffer(io.Discard, res.Body, make([]byte, 64<<10))
		_ = res.Body.Close()
		if sum += n; err != nil || res.StatusCode != http.StatusOK || res.ProtoMajor != major {
			return sum, fmt.Errorf("%s, %s, %w", res.Status, res.Proto, err)
		}
	}
	return sum, nil
}

// processorTime is what processes have used.
func processorTime(t testing.TB, pids ...int) (used time.Duration) {
	t.Helper()
	for _, pid := range pids {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		require.NoError(t, err)
		fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		for _, f := range fields[11:13] {
			n, err := strconv.Atoi(f)
			require.NoError(t, err)
			used += time.Duration(n) * 10 * time.Millisecond
		}
	}
	return used
}

// startNginx serves files as Debian's nginx does with sendfile, by one worker.
func startNginx(b *testing.B, s served, files map[string]int) (at served, pids []int) {
	b.Helper()
	if _, err := exec.LookPath("nginx"); err != nil {
		b.Skip("no nginx here (Debian: apt install nginx-light)")
	}
	dir := b.TempDir()
	for path := dir; path != "/"; path = filepath.Dir(path) { // its worker may be another user
		_ = os.Chmod(path, 0o755)
	}
	for uri, size := range files {
		path := filepath.Join(dir, "www", uri)
		require.NoError(b, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(b, os.WriteFile(path, make([]byte, size), 0o644))
	}
	for _, addr := range []*string{&s.Addr, &s.TLSAddr} {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(b, err)
		*addr = ln.Addr().String()
		require.NoError(b, ln.Close())
	}
	known := secureServer(nil)
	cert := known.TLS.Certificates[0]
	known.Close()
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	require.NoError(b, err)
	for file, block := range map[string]*pem.Block{"cert.pem": {Type: "CERTIFICATE", Bytes: cert.Certificate[0]}, "key.pem": {Type: "PRIVATE KEY", Bytes: key}} {
		require.NoError(b, os.WriteFile(filepath.Join(dir, file), pem.EncodeToMemory(block), 0o600))
	}
	conf := filepath.Join(dir, "nginx.conf")
	require.NoError(b, os.WriteFile(conf, fmt.Appendf(nil, `daemon off;
worker_processes 1;
pid %[1]s/nginx.pid;
error_log %[1]s/nginx.log warn;
events { worker_connections 1024; }
http {
	access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
	types { video/mp4 mp4; }
	ssl_certificate cert.pem; ssl_certificate_key key.pem; ssl_protocols TLSv1.3;
	server { listen %[2]s; listen %[3]s ssl http2; root %[1]s/www; }
}
`, dir, s.Addr, s.TLSAddr), 0o644))
	cmd := exec.Command("taskset", "-c", "0", "nginx", "-p", dir, "-c", conf)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	require.NoError(b, cmd.Start())
	b.Cleanup(func() { _ = cmd.Process.Signal(syscall.SIGTERM); _ = cmd.Wait() })
	pids = append(pids, cmd.Process.Pid)
	require.Eventually(b, func() bool { // it listens, and its worker runs
		conn, err := net.Dial("tcp", s.Addr)
		if err != nil {
			return false
		}
		_ = conn.Close()
		workers, err := os.ReadFile(fmt.Sprintf("/proc/%[1]d/task/%[1]d/children", cmd.Process.Pid))
		if err != nil || len(workers) == 0 {
			return false
		}
		pid, err := strconv.Atoi(strings.TrimSpace(string(workers)))
		pids = append(pids, pid)
		return err == nil
	}, time.Minute, 20*time.Millisecond)
	return s, pids
}

// BenchmarkEgress compares what the origin sends in a second of processor time with what nginx does by sendfile, in turns; each has one core,
// and clients the other.
func BenchmarkEgress(b *testing.B) {
	b.Setenv("GOMAXPROCS", "1") // of the processes
	cmd, in, out := process(b, "server", "", "taskset", "-c", "0")
	defer in.Close()
	var ours served
	require.NoError(b, out.Decode(&ours))
	_, tell, told := process(b, "downloads", "", "taskset", "-c", "1")
	defer tell.Close()
	files := map[string]int{}
	for _, uri := range ours.Segments {
		files[uri] = 4 * egressPart
	}
	for _, uri := range ours.Parts {
		files[uri] = egressPart
	}
	theirs, pids := startNginx(b, ours, files)
	measure := func(s served, pids ...int) float64 {
		before := processorTime(b, pids...)
		require.NoError(b, json.NewEncoder(tell).Encode(s))
		var bytes int64
		require.NoError(b, told.Decode(&bytes))
		return float64(bytes) / 1e9 / (processorTime(b, pids...) - before).Seconds()
	}
	overTLS := func(s served) served { s.Addr = ""; return s }
	compare := func(name string, us func(served) served, beside string, them func() float64) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				var our, their, ratio []float64
				for range egressRounds {
					x, y := measure(us(ours), cmd.Process.Pid), them()
					our, their, ratio = append(our, x), append(their, y), append(ratio, x/y)
				}
				b.ReportMetric(middle(our), "GB/cpu-s")
				b.ReportMetric(middle(their), beside+"-GB/cpu-s")
				b.ReportMetric(middle(ratio), "ratio")
				b.ReportMetric(slices.Min(ratio), "least-ratio")
			}
		})
	}
	for _, row := range []struct {
		name string
		pick func(served) served
	}{
		{"segments", func(s served) served { return s }},
		{"parts", func(s served) served { s.Segments = s.Parts; return s }},
		{"segments_HTTP2_TLS", overTLS},
	} {
		compare(row.name, row.pick, "nginx", func() float64 { return measure(row.pick(theirs), pids...) })
	}
	// Debian's nginx need not know HTTP/3: it is compared with our own HTTP/2.
	overQUIC := func(s served) served { s.Addr, s.TLSAddr = "", ""; return s }
	compare("segments_HTTP3", overQUIC, "HTTP2", func() float64 { return measure(overTLS(ours), cmd.Process.Pid) })
}
