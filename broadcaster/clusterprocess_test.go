package broadcaster_test

import (
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

// In a process with these set, the test's program is a node of the cluster, at an address and with a Redis, that publishes a stream.
const (
	nodeAddr  = "MILLRACE_TEST_NODE_ADDR"
	nodeRedis = "MILLRACE_TEST_NODE_REDIS"
)

func TestMain(m *testing.M) {
	if os.Getenv(nodeAddr) == "" {
		goleak.VerifyTestMain(m)
		return
	}
	os.Exit(m.Run()) //nolint:forbidigo // the tests' main
}

// TestClusterProcess is the node; by itself it does nothing.
func TestClusterProcess(t *testing.T) {
	addr := os.Getenv(nodeAddr)
	if addr == "" {
		t.Skip("it is run by TestCluster_process")
	}
	store, err := cluster.OpenRedis(os.Getenv(nodeRedis))
	require.NoError(t, err)
	node, err := cluster.NewNode(cluster.Config{Name: "a", URL: "http://" + addr, Secret: cluster.Secret("a secret of the tests"), Every: 50 * time.Millisecond, Timeout: 2 * time.Second},
		cluster.Deps{Store: store, Logger: slog.Default()})
	require.NoError(t, err)
	node.Start()
	p := join(t, startOn(t, addr, broadcaster.Config{AnyStream: true, Ladder: media.Ladder{}}, broadcaster.Deps{Cluster: node}))
	p.formats(&small, nil).send(6)
	for range time.Tick(time.Second) { // until somebody else publishes, or the process is killed
		if p.trySend(1) != nil {
			select {}
		}
	}
}

// A node in a process of its own dies, or stands still and comes back: its stream goes on at the node that a publisher comes to.
func TestCluster_process(t *testing.T) {
	for name, fault := range map[string]syscall.Signal{"killed": syscall.SIGKILL, "paused": syscall.SIGSTOP} {
		t.Run(name, func(t *testing.T) {
			server := clustertest.StartRedis(t)
			addr := "127.0.0.1:" + testport.Free(t)
			other := exec.Command(os.Args[0], "-test.run", "^TestClusterProcess$", "-test.timeout", "10m")
			other.Env = append(os.Environ(), nodeAddr+"="+addr, nodeRedis+"="+server.URL())
			require.NoError(t, other.Start())
			t.Cleanup(func() { _ = other.Process.Kill(); _ = other.Wait() })

			b, _ := member(t, "b", openRedis(t, server), broadcaster.Deps{})
			atB := view(t, b)
			require.Eventually(t, func() bool {
				return atB.status(source) == http.StatusOK && strings.Contains(atB.playlist("source"), "/3.mp4\n")
			}, time.Minute, 50*time.Millisecond)
			require.NoError(t, other.Process.Signal(fault))
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
			if fault == syscall.SIGSTOP {
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
