package clustertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// sentinels is how many watch a Redis; most of them decide.
const sentinels = 3

// patience bounds the wait for processes of a busy machine.
const patience = time.Minute

// Sentinels are a Redis, a replica of it, and those that have the replica take its place. Their methods are for the test's goroutine.
type Sentinels struct {
	t       testing.TB
	Primary *Redis // the one at the beginning
	replica *Redis
	all     []*Redis
}

// StartSentinels returns when the Sentinels know of each other, and of the replica, which has all that the primary has.
func StartSentinels(t testing.TB) *Sentinels {
	t.Helper()
	s := &Sentinels{t: t, Primary: StartRedis(t)}
	s.replica = &Redis{t: t, port: freePort(t)}
	s.replica.args = append([]string{
		"--port", s.replica.port, "--replicaof", "127.0.0.1 " + s.Primary.port,
	}, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	s.replica.Start()
	t.Cleanup(s.replica.Kill)
	for range sentinels {
		r := &Redis{t: t, port: freePort(t)}
		dir := t.TempDir()
		file := filepath.Join(dir, "sentinel.conf")
		require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, "port %s\nbind 127.0.0.1\ndir %s\nsentinel monitor main 127.0.0.1 %s %d\n"+
			"sentinel down-after-milliseconds main 3000\nsentinel failover-timeout main 10000\n", r.port, dir, s.Primary.port, sentinels/2+1), 0o600))
		r.args = []string{file, "--sentinel"}
		r.Start()
		t.Cleanup(r.Kill)
		s.all = append(s.all, r)
	}
	require.Eventually(t, func() bool {
		for _, r := range s.all {
			about := r.ask("sentinel", "master", "main")
			if !strings.Contains(about, "num-slaves\n1\n") || !strings.Contains(about, fmt.Sprintf("num-other-sentinels\n%d\n", sentinels-1)) {
				return false
			}
		}
		return strings.Contains(s.replica.ask("info", "replication"), "master_link_status:up")
	}, patience, 50*time.Millisecond)
	return s
}

// URL is where the Redis is, whichever it is.
func (s *Sentinels) URL() string {
	var hosts []string
	for _, r := range s.all {
		hosts = append(hosts, "127.0.0.1:"+r.port)
	}
	return "redis+sentinel://" + strings.Join(hosts, ",") + "/main/0"
}

// Replaced waits until the replica has taken the primary's place.
func (s *Sentinels) Replaced() {
	s.t.Helper()
	require.Eventually(s.t, func() bool {
		for _, r := range s.all {
			if !strings.Contains(r.ask("sentinel", "get-master-addr-by-name", "main"), s.replica.port) {
				return false
			}
		}
		return strings.Contains(s.replica.ask("info", "replication"), "role:master")
	}, patience, 50*time.Millisecond)
}

// Demoted waits until what was the primary follows the one that took its place.
func (s *Sentinels) Demoted() {
	s.t.Helper()
	require.Eventually(s.t, func() bool {
		return strings.Contains(s.Primary.ask("info", "replication"), "role:slave")
	}, patience, 50*time.Millisecond)
}

// ask is what the server answers; empty if it does not.
func (r *Redis) ask(command ...string) string {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second) // it may be paused
	defer cancel()
	out, err := exec.CommandContext(ctx, "redis-cli", append([]string{"-p", r.port}, command...)...).Output()
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(string(out), "\r", "")
}
