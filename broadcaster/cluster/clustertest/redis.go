// Package clustertest runs a real redis-server for tests, which may kill, pause and start it again.
package clustertest

import (
	"net"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/testport"
)

// Redis is a redis-server that ends with its test. Its methods are for the test's goroutine.
type Redis struct {
	t    testing.TB
	port string
	args []string
	cmd  *exec.Cmd
}

// StartRedis starts a redis-server on a free port; where there is none, the test is skipped.
func StartRedis(t testing.TB) *Redis {
	t.Helper()
	r := &Redis{t: t, port: freePort(t)}
	r.args = []string{"--port", r.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir()}
	r.Start()
	t.Cleanup(r.Kill)
	return r
}

// freePort is a port for a server, where there is one to start; else the test is skipped.
func freePort(t testing.TB) string {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("no redis-server here: `make deps` installs it")
	}
	return testport.Free(t)
}

// URL is where the server is, also while it is down. A busy machine's answers late: the client leaves it to its callers how long they wait.
func (r *Redis) URL() string {
	return "redis://127.0.0.1:" + r.port + "/0?dial_timeout=1m&read_timeout=1m&write_timeout=1m&pool_timeout=1m"
}

// Start starts a server that was killed; it has lost everything.
func (r *Redis) Start() {
	r.t.Helper()
	cmd := exec.Command("redis-server", r.args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(r.t, cmd.Start())
	r.cmd = cmd
	require.Eventually(r.t, func() bool {
		c, err := net.DialTimeout("tcp", "127.0.0.1:"+r.port, time.Second)
		if err != nil {
			return false
		}
		return c.Close() == nil
	}, patience, 10*time.Millisecond)
}

// Kill ends the server at once. It may be called twice.
func (r *Redis) Kill() {
	if r.cmd == nil {
		return
	}
	_ = r.cmd.Process.Kill() // it may be gone
	_ = r.cmd.Wait()         // it says that it was killed
	r.cmd = nil
}

// Pause has the server answer nothing, though connections to it open, until Resume.
func (r *Redis) Pause() { r.signal(syscall.SIGSTOP) }

// Resume ends a Pause.
func (r *Redis) Resume() { r.signal(syscall.SIGCONT) }

func (r *Redis) signal(s syscall.Signal) {
	r.t.Helper()
	require.NoError(r.t, r.cmd.Process.Signal(s), strconv.Itoa(int(s)))
}
