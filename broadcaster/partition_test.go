package broadcaster_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/millrace/millrace/broadcaster/api"
)

// islands are network namespaces, between any two of which there can be a link. Nothing of them is reached from elsewhere.
type islands struct {
	t       *testing.T
	program string // ip
	prefix  string // of the namespaces' names
	links   int
}

// newIslands makes namespaces, and one for the wires between them. Where that is not possible the test is skipped.
func newIslands(t *testing.T, names ...string) *islands {
	t.Helper()
	program, err := exec.LookPath("ip")
	if err != nil {
		t.Skip("no ip here (Debian: iproute2): make deps installs it")
	}
	n := &islands{t: t, program: program, prefix: fmt.Sprintf("millrace-%d-", os.Getpid())}
	for i, name := range append([]string{"wires"}, names...) {
		out, err := exec.Command(program, "netns", "add", n.prefix+name).CombinedOutput()
		if err != nil && i == 0 {
			t.Skipf("network namespaces cannot be made here, which root may on most machines: %v: %s", err, out)
		}
		require.NoError(t, err, string(out))
		t.Cleanup(func() { n.ip("netns", "delete", n.prefix+name) })
		n.ip("-n", n.prefix+name, "link", "set", "lo", "up")
	}
	return n
}

func (n *islands) ip(args ...string) {
	n.t.Helper()
	out, err := exec.Command(n.program, args...).CombinedOutput()
	require.NoError(n.t, err, "ip %s: %s", strings.Join(args, " "), out)
}

// inside is the command under which a program runs in a namespace.
func (n *islands) inside(name string) []string {
	return []string{n.program, "netns", "exec", n.prefix + name}
}

// link joins two namespaces, and returns their addresses on that link. Between them is a bridge, so that neither notices when it is cut.
func (n *islands) link(a, b string) (atA, atB string) {
	n.t.Helper()
	wires := n.prefix + "wires"
	n.ip("-n", wires, "link", "add", a+"-"+b, "type", "bridge")
	n.ip("-n", wires, "link", "set", a+"-"+b, "up")
	subnet := 4 * n.links // RFC 5737 has the addresses
	n.links++
	end := func(here, there string, host int) string {
		plug, addr := here+"."+there, fmt.Sprintf("192.0.2.%d", subnet+host)
		n.ip("link", "add", plug, "netns", wires, "type", "veth", "peer", "name", "to-"+there, "netns", n.prefix+here)
		n.ip("-n", wires, "link", "set", plug, "master", a+"-"+b, "up")
		n.ip("-n", n.prefix+here, "addr", "add", addr+"/30", "dev", "to-"+there)
		n.ip("-n", n.prefix+here, "link", "set", "to-"+there, "up")
		return addr
	}
	return end(a, b, 1), end(b, a, 2)
}

// cut has the link of two namespaces lose everything, and mend ends that.
func (n *islands) cut(a, b string) {
	n.t.Helper()
	n.ip("-n", n.prefix+"wires", "link", "set", a+"-"+b, "down")
}

func (n *islands) mend(a, b string) {
	n.t.Helper()
	n.ip("-n", n.prefix+"wires", "link", "set", a+"-"+b, "up")
}

// dial connects from a namespace.
func (n *islands) dial(name string) func(ctx context.Context, network, addr string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (conn net.Conn, err error) {
		// The thread goes there and comes back. It must not end: the processes that it has started would be killed.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		home, err := os.Open("/proc/thread-self/ns/net")
		if err != nil {
			return nil, err
		}
		defer home.Close()
		there, err := os.Open("/run/netns/" + n.prefix + name)
		if err != nil {
			return nil, err
		}
		defer there.Close()
		if err := unix.Setns(int(there.Fd()), unix.CLONE_NEWNET); err != nil {
			return nil, err
		}
		conn, err = new(net.Dialer).DialContext(ctx, network, addr)
		if back := unix.Setns(int(home.Fd()), unix.CLONE_NEWNET); back != nil {
			panic(back) // what would follow, would be in the wrong network
		}
		return conn, err
	}
}

// viewer is one beside a node in a namespace.
func (n *islands) viewer(name, port string) *viewer {
	transport := &http.Transport{DialContext: n.dial(name)}
	n.t.Cleanup(transport.CloseIdleConnections)
	return &viewer{n.t, &http.Client{Transport: transport, Timeout: 20 * time.Second}, "http://127.0.0.1:" + port}
}

// degraded waits until a node says that it is degraded, or is not.
func (v *viewer) degraded(want bool) {
	v.Helper()
	require.Eventually(v, func() bool {
		_, body := get(v.T, v.client, v.base+"/healthz")
		var s api.Status
		require.NoError(v, json.Unmarshal([]byte(body), &s))
		return s.Status == map[bool]string{false: "ok", true: "degraded"}[want]
	}, time.Minute, 50*time.Millisecond, "degraded: %t", want)
}

// end is the number of the segment behind the last one of the source's playlist; 0 if that cannot be had.
func (v *viewer) end() int {
	v.Helper()
	res, body := get(v.T, v.client, v.base+source)
	if res.StatusCode != http.StatusOK {
		return 0
	}
	return number(v.T, body, "MEDIA-SEQUENCE") + strings.Count(body, "#EXTINF:")
}

// goesOn waits for new segments.
func (v *viewer) goesOn() {
	v.Helper()
	var from int
	require.Eventually(v, func() bool { from = v.end(); return from > 0 }, time.Minute, 50*time.Millisecond, "the stream is there")
	require.Eventually(v, func() bool { return v.end() > from+1 }, time.Minute, 50*time.Millisecond, "the stream goes on")
}

// Nodes are cut off from Redis, from each other, and from both: streams go on wherever they are published, viewers are served by whoever reaches the
// stream's node, and in the end there is one stream with one owner.
func TestCluster_partition(t *testing.T) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("no redis-server here: `make deps` installs it")
	}
	const port, redisPort = "8935", "6379"
	n := newIslands(t, "a", "b", "r")
	a, b := n.link("a", "b")
	_, redisOfA := n.link("a", "r")
	_, redisOfB := n.link("b", "r")
	args := append(n.inside("r"), "redis-server", "--port", redisPort, "--bind", "0.0.0.0", "--protected-mode", "no", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	redis := exec.Command(args[0], args[1:]...)
	redis.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(t, redis.Start())
	t.Cleanup(func() { _ = redis.Process.Kill(); _ = redis.Wait() })
	keys := func() string {
		args := append(n.inside("r"), "redis-cli", "-p", redisPort, "--scan", "--pattern", "millrace:lease:*")
		out, err := exec.CommandContext(t.Context(), args[0], args[1:]...).Output()
		require.NoError(t, err)
		return strings.TrimSpace(string(out))
	}
	start := func(name, at, redis string) *process {
		return startProcess(t, name, "0.0.0.0:"+port, "http://"+at+":"+port, "redis://"+redis+":"+redisPort+"/0", "", n.inside(name)...)
	}
	nodeA, nodeB := start("a", a, redisOfA), start("b", b, redisOfB)
	atA, atB := n.viewer("a", port), n.viewer("b", port)
	for _, v := range []*viewer{atA, atB} {
		require.Eventually(t, func() bool {
			res, err := v.client.Get(v.base + "/healthz")
			return err == nil && res.Body.Close() == nil
		}, time.Minute, 50*time.Millisecond, "it listens")
		v.degraded(false)
	}
	nodeA.publish(t)
	atB.goesOn()

	// The owner is cut off from Redis, for longer than its lease lasts.
	n.cut("a", "r")
	atA.degraded(true)
	atB.degraded(false)
	require.Eventually(t, func() bool { return keys() == "" }, time.Minute, 100*time.Millisecond, "the lease runs out")
	atA.goesOn()
	atB.goesOn()
	n.mend("a", "r")
	atA.degraded(false)
	require.Eventually(t, func() bool { return keys() != "" }, time.Minute, 100*time.Millisecond, "the lease is there again")
	atB.goesOn()

	// The nodes are cut off from each other.
	n.cut("a", "b")
	require.Contains(t, []int{http.StatusServiceUnavailable, http.StatusGatewayTimeout}, atB.status(source+"?_HLS_msn=100000"), "viewers are told")
	atA.degraded(false)
	atA.goesOn()
	n.mend("a", "b")
	atB.goesOn()

	// The owner is cut off from everything, and a publisher comes to the other node.
	before := atB.playlist("source")
	n.cut("a", "b")
	n.cut("a", "r")
	nodeB.publish(t)
	var after string
	require.Eventually(t, func() bool { // it may still ask the one that it cannot reach
		_, after = get(t, atB.client, atB.base+source)
		return strings.Contains(after, "#EXT-X-DISCONTINUITY\n")
	}, time.Minute, 50*time.Millisecond, "it goes on at the other node")
	goesOn(t, before, after)
	atB.goesOn()
	atB.degraded(false)
	atA.degraded(true)
	atA.goesOn()
	n.mend("a", "b")
	n.mend("a", "r")
	atA.degraded(false)
	require.Eventually(t, func() bool { // both show one stream: what is published at b
		_, here := get(t, atA.client, atA.base+source)
		_, there := get(t, atB.client, atB.base+source)
		return here == there
	}, time.Minute, 50*time.Millisecond, "one stream")
	atA.goesOn()
	require.Contains(t, keys(), "mine")
}
