package broadcaster_test

import (
	"bufio"
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testport"
)

// In a process with these set, the test's program is a node of the cluster: its name, the address that it listens at, where its peers find it, and
// its Redis; and, if viewers are to go back in streams, the folder in which they are kept.
const (
	nodeName  = "MILLRACE_TEST_NODE"
	nodeAddr  = "MILLRACE_TEST_NODE_ADDR"
	nodeURL   = "MILLRACE_TEST_NODE_URL"
	nodeRedis = "MILLRACE_TEST_NODE_REDIS"
	nodeStore = "MILLRACE_TEST_NODE_STORE"
)

func TestMain(m *testing.M) {
	if os.Getenv(nodeName) == "" {
		goleak.VerifyTestMain(m)
		return
	}
	os.Exit(m.Run()) //nolint:forbidigo // the tests' main
}

// TestClusterProcess is the node; by itself it does nothing. For each line of its input it publishes the stream, until somebody else does; it ends with that.
func TestClusterProcess(t *testing.T) {
	name := os.Getenv(nodeName)
	if name == "" {
		t.Skip("it is run by TestCluster_process and TestCluster_partition")
	}
	store, err := cluster.OpenRedis(os.Getenv(nodeRedis))
	require.NoError(t, err)
	node, err := cluster.NewNode(cluster.Config{
		Name: name, URL: os.Getenv(nodeURL), Secret: cluster.Secret("a secret of the tests"), Every: 50 * time.Millisecond, Timeout: 2 * time.Second, TTL: leaseTime,
	}, cluster.Deps{Store: store, Logger: slog.Default()})
	require.NoError(t, err)
	node.Start()
	cfg, deps := broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}}, broadcaster.Deps{Cluster: node}
	if dir := os.Getenv(nodeStore); dir != "" {
		cfg.Rewind, deps.Recorder = time.Minute, keeper(t, dir, name, nil)
	}
	b := startOn(t, os.Getenv(nodeAddr), cfg, deps)
	for orders := bufio.NewScanner(os.Stdin); orders.Scan(); {
		p := join(t, b).formats(&small, nil).send(6)
		go func() {
			for range time.Tick(time.Second) {
				if p.trySend(1) != nil {
					return
				}
			}
		}()
	}
	os.Exit(0) //nolint:forbidigo // there is nothing to end in order
}

// leaseTime is how long the leases of such nodes outlive them.
const leaseTime = 5 * time.Second

// process is a node in a process of its own.
type process struct {
	*exec.Cmd
	orders io.Writer
}

// startProcess starts a node, under a command such as ip netns exec.
func startProcess(t *testing.T, name, addr, url, redis, store string, under ...string) *process {
	t.Helper()
	args := append(under, os.Args[0], "-test.run", "^TestClusterProcess$", "-test.timeout", "10m")
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), nodeName+"="+name, nodeAddr+"="+addr, nodeURL+"="+url, nodeRedis+"="+redis, nodeStore+"="+store)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	orders, err := cmd.StdinPipe()
	require.NoError(t, err)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		if t.Failed() { // it says where it is
			_ = cmd.Process.Signal(syscall.SIGQUIT)
			<-time.After(time.Second)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("node %s said:\n%s", name, &said)
		}
	})
	return &process{cmd, orders}
}

// publish has it publish the stream.
func (p *process) publish(t *testing.T) {
	t.Helper()
	_, err := io.WriteString(p.orders, "publish\n")
	require.NoError(t, err)
}

// A node in a process of its own dies, or stands still and comes back: its stream goes on at the node that a publisher comes to, with what the other
// one has kept if they share a store.
func TestCluster_process(t *testing.T) {
	for name, c := range map[string]struct {
		fault syscall.Signal
		store string
	}{
		"killed": {fault: syscall.SIGKILL}, "paused": {fault: syscall.SIGSTOP},
		"killed, with a store": {syscall.SIGKILL, t.TempDir()}, "paused, with a store": {syscall.SIGSTOP, t.TempDir()},
	} {
		t.Run(name, func(t *testing.T) {
			server := clustertest.StartRedis(t)
			addr := "127.0.0.1:" + testport.Free(t)
			other := startProcess(t, "a", addr, "http://"+addr, server.URL(), c.store)
			other.publish(t)

			cfg, deps := broadcaster.Config{}, broadcaster.Deps{}
			if c.store != "" {
				cfg.Rewind, deps.Recorder = time.Minute, keeper(t, c.store, "b", nil)
			}
			b, _ := memberWith(t, "b", openRedis(t, server), cfg, deps)
			atB := view(t, b)
			require.Eventually(t, func() bool {
				return atB.status(source) == http.StatusOK && strings.Contains(atB.playlist("source"), "/3.mp4\n")
			}, time.Minute, 50*time.Millisecond)
			had := map[string]string{}
			if c.store != "" {
				had = atB.segments("source", atB.playlist("source"))
				require.Eventually(t, func() bool { return len(partsIn(t, c.store, "source", 3)) == 5 }, time.Minute, 10*time.Millisecond)
			}
			require.NoError(t, other.Process.Signal(c.fault))
			before := atB.playlist("source")
			failed := time.Now()
			sink, err := b.Publish(t.Context(), ingest.Request{Protocol: "test", Name: "mine", Query: url.Values{}, Close: func(error) {}})
			require.NoError(t, err)
			p := &publisher{T: t, sink: sink}
			p.formats(&small, nil).send(6)
			after := atB.playlist("source")
			t.Logf("it goes on after %s", time.Since(failed).Round(time.Millisecond))
			goesOn(t, before, after)
			require.Contains(t, after, "#EXT-X-DISCONTINUITY\n")
			if c.store != "" {
				versions(t, before, after)
				for uri, want := range had {
					require.Equal(t, want, atB.body("/hls/mine/source/"+uri), "it is there still")
				}
			}
			if c.fault == syscall.SIGSTOP {
				require.NoError(t, other.Process.Signal(syscall.SIGCONT))
				at := &viewer{t, atB.client, "http://" + addr}
				require.Eventually(t, func() bool { // it has learned that it lost the stream, and serves it
					at.sees(source)
					return number(t, at.playlist("source"), "MEDIA-SEQUENCE") == number(t, after, "MEDIA-SEQUENCE")
				}, time.Minute, 50*time.Millisecond)
			}
			sink.End(nil)
		})
	}
}

// What a node kept that dies, and that nobody goes on with, another one does away with; not while the node lives.
func TestCluster_process_left(t *testing.T) {
	server := clustertest.StartRedis(t)
	store := t.TempDir()
	addr := "127.0.0.1:" + testport.Free(t)
	other := startProcess(t, "a", addr, "http://"+addr, server.URL(), store)
	other.publish(t)
	const hold = 100 * time.Millisecond
	b, _ := memberWith(t, "b", openRedis(t, server), broadcaster.Config{}, broadcaster.Deps{Recorder: keeperFor(t, store, "b", hold, nil)})
	atB := view(t, b)
	atB.sees(source)
	there := func() bool { return len(partsIn(t, store, "source", 2)) > 0 }
	require.Eventually(t, there, time.Minute, 10*time.Millisecond)
	require.Never(t, func() bool { return !there() }, 30*hold, hold)
	require.NoError(t, other.Process.Kill())
	require.Eventually(t, func() bool { return !there() }, time.Minute, hold)
}
