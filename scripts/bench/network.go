package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/media"
)

// ladder is what both sides make.
func ladder() media.Ladder {
	return media.Ladder{
		{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000},
		{Name: "480p", Width: 854, Height: 480, Bitrate: 1_200_000},
		{Name: "360p", Width: 640, Height: 360, Bitrate: 700_000},
	}
}

// Bounds of the network's start and stop. They are generous: a busy machine is no error of the network.
const (
	startTimeout = 2 * time.Minute
	stopTimeout  = 20 * time.Second
)

// many is more connections than are made.
const many = "4096"

// role is one running process of the network.
type role struct {
	name string
	cmd  *exec.Cmd
	log  string // file
	said chan string
	done chan struct{} // closed when it has ended

	mu    sync.Mutex
	peaks map[int]int64 // guarded by mu; the most memory of each process of its tree
}

func (r *role) pid() int { return r.cmd.Process.Pid }

// network is the processes: what docker-compose.yml lists, with one orchestrator.
type network struct {
	bench  *bench
	dir    string
	roles  []*role
	http   string // base URL
	rtmp   string // host and port
	stopMe []func()
}

// startNetwork starts it and waits until streams will be transcoded, to that ladder.
func (b *bench) startNetwork(ctx context.Context, dir string, rungs media.Ladder) (_ *network, err error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	n := &network{bench: b, dir: dir}
	defer func() {
		if err != nil {
			n.stop()
		}
	}()
	if err := os.MkdirAll(filepath.Join(dir, "keys"), 0o700); err != nil {
		return nil, err
	}
	for _, name := range []string{"deployer", "orchestrator", "broadcaster"} {
		if _, err := n.command(ctx, append([]string{"wallet", "new", "--light"}, n.key(name)...)...); err != nil {
			return nil, err
		}
	}
	found, err := n.start(ctx, "chain", `at (http://\S+)`, "chain", "dev", "--rpc-addr", "127.0.0.1:0", "--fund-dir", filepath.Join(dir, "keys"))
	if err != nil {
		return nil, err
	}
	rpc := []string{"--rpc", found[1]}
	contracts := append(rpc[:2:2], "--contracts", n.path("contracts.json"))
	account, err := n.command(ctx, "wallet", "address", "--key-file", n.key("orchestrator")[1])
	if err != nil {
		return nil, err
	}
	uri, err := freeURI()
	if err != nil {
		return nil, err
	}
	data := []string{"--data-dir", n.path("orchestrator")}
	if err := os.MkdirAll(data[1], 0o700); err != nil {
		return nil, err
	}
	ladderFile := n.path("ladder.json")
	if err := writeJSON(ladderFile, rungs); err != nil {
		return nil, err
	}
	for _, args := range [][]string{
		join([]string{"chain", "deploy", "--yes", "--round-length", "5s", "--out", n.path("contracts.json"), "--grant", strings.TrimSpace(account) + "=1000"}, rpc, n.key("deployer")),
		join([]string{"stake", "register", "--yes", "--uri", uri, "--stake", "1000"}, contracts, n.key("orchestrator")),
		join([]string{"worker", "new", "--service-uri", uri, "--name", "worker", "--out", n.path("worker.json")}, data, n.key("orchestrator")[:2]),
	} {
		if _, err := n.command(ctx, args...); err != nil {
			return nil, err
		}
	}
	if _, err := n.start(ctx, "orchestrator", `https://`,
		join([]string{"orchestrator", "--addr", strings.TrimPrefix(uri, "https://"), "--service-uri", uri}, contracts, data, n.key("orchestrator"))...); err != nil {
		return nil, err
	}
	// What the transcoder takes is not to hang on what else the machine did while it started.
	if _, err := n.start(ctx, "transcoder", `for https://`, "transcoder", "--credential", n.path("worker.json"), "--pixel-rate", "1000000000"); err != nil {
		return nil, err
	}
	found, err = n.start(ctx, "broadcaster", `RTMP on (\S+), HTTP on (\S+)`,
		join([]string{
			"broadcaster", "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0", "--any-stream", "--ladder", ladderFile,
			"--data-dir", n.path("broadcaster"), "--max-connections", many, "--max-connections-per-address", many,
		}, contracts, n.key("broadcaster"))...)
	if err != nil {
		return nil, err
	}
	n.rtmp, n.http = found[1], "http://"+found[2]
	if err := n.staked(ctx); err != nil {
		return nil, err
	}
	b.say("network: %s", describeRoles(n.roles))
	return n, nil
}

func describeRoles(roles []*role) string {
	var parts []string
	for _, r := range roles {
		parts = append(parts, fmt.Sprintf("%s %d", r.name, r.pid()))
	}
	return strings.Join(parts, ", ")
}

// staked waits until the broadcaster sees the orchestrator's stake, which counts from the next round.
func (n *network) staked(ctx context.Context) error {
	return poll(ctx, "the orchestrator's stake to count", 100*time.Millisecond, func() (bool, error) {
		var list api.OrchestratorList
		return n.get(ctx, "/api/v1/orchestrators", &list) == nil && len(list.Orchestrators) == 1, nil
	})
}

func (n *network) path(name string) string { return filepath.Join(n.dir, name) }

// key is the flags that name a key.
func (n *network) key(name string) []string {
	return []string{"--key-file", n.path("keys/" + name + ".json"), "--password-file", n.path("keys/" + name + ".password")}
}

// command runs one of the program's commands to its end and returns what it said.
func (n *network) command(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, n.bench.bin, args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("millrace %s: %w\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out), nil
}

// start starts a process and waits until a line of its standard output matches.
func (n *network) start(ctx context.Context, name, pattern string, args ...string) ([]string, error) {
	r := &role{name: name, log: n.path(name + ".log"), said: make(chan string), done: make(chan struct{}), peaks: map[int]int64{}}
	log, err := os.Create(r.log)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	r.cmd = exec.Command(n.bench.bin, args...) // it ends by stop, cleanly
	r.cmd.Stderr = log
	// Ctrl-C is for us: what we measure is stopped in order, and does not outlive us.
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	stdout, err := r.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := r.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	n.roles = append(n.roles, r)
	quit := make(chan struct{})
	n.stopMe = append(n.stopMe, func() { close(quit) })
	go func() {
		defer close(r.done)
		for lines := bufio.NewScanner(stdout); lines.Scan(); {
			select {
			case r.said <- lines.Text():
			case <-quit:
			}
		}
		_, _ = io.Copy(io.Discard, stdout) // a line too long for the scanner: nobody reads it
		_ = r.cmd.Wait()                   // how it ended is seen by who misses it
	}()
	want := regexp.MustCompile(pattern)
	for {
		select {
		case line := <-r.said:
			if m := want.FindStringSubmatch(line); m != nil {
				return m, nil
			}
		case <-r.done:
			return nil, fmt.Errorf("%s ended at once: %s", name, tail(r.log))
		case <-ctx.Done():
			return nil, fmt.Errorf("%s does not start: %w\n%s", name, context.Cause(ctx), tail(r.log))
		}
	}
}

// stop ends every process, the last first, by force if it must.
func (n *network) stop() {
	for i := len(n.roles) - 1; i >= 0; i-- {
		if i < len(n.stopMe) {
			n.stopMe[i]()
		}
		r := n.roles[i]
		_ = r.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
		select {
		case <-r.done:
		case <-time.After(stopTimeout):
			n.bench.say("%s does not end: killed", r.name)
			_ = r.cmd.Process.Kill()
			<-r.done
		}
	}
}

// alive is an error if a process has ended.
func (n *network) alive() error {
	for _, r := range n.roles {
		select {
		case <-r.done:
			return fmt.Errorf("%s ended: %s", r.name, tail(r.log))
		default:
		}
	}
	return nil
}

// measured are the roles that count: a development chain is not part of anyone's network.
func (n *network) measured() []*role {
	var out []*role
	for _, r := range n.roles {
		if r.name != "chain" {
			out = append(out, r)
		}
	}
	return out
}

// samplePeriod is how often memory is read. The kernel keeps each process's peak, so only a child's last moments can
// be missed.
const samplePeriod = 200 * time.Millisecond

// sample keeps every process's peak memory, the children's too, until stop is called.
func (n *network) sample() (stop func()) {
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(samplePeriod)
		defer t.Stop()
		for {
			for _, r := range n.measured() {
				r.sample()
			}
			select {
			case <-quit:
				return
			case <-t.C:
			}
		}
	}()
	return func() { close(quit); <-done }
}

func (r *role) sample() {
	u, err := treeUsage(r.pid())
	if err != nil {
		return // it ended: alive tells
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, pid := range append(u.pids, r.pid()) {
		r.peaks[pid] = max(r.peaks[pid], processMemory(pid).peak)
	}
}

// peak is the most memory of the process itself, and of the largest process below it.
func (r *role) peak() (own, child int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for pid, m := range r.peaks {
		if pid == r.pid() {
			own = m
		} else {
			child = max(child, m)
		}
	}
	return own, child
}

// usage reads what every measured role has used so far.
func (n *network) usage() (map[string]usage, error) {
	out := map[string]usage{}
	for _, r := range n.measured() {
		u, err := treeUsage(r.pid())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.name, err)
		}
		out[r.name] = u
	}
	return out, nil
}

// settled waits until nothing more is used: the media child has gone, and whoever replaces it is ready.
func (n *network) settled(ctx context.Context) (map[string]usage, error) {
	last, err := n.usage()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	err = poll(ctx, "an idle network", time.Second, func() (bool, error) {
		now, err := n.usage()
		if err != nil {
			return false, err
		}
		var used time.Duration
		for name := range now {
			used += now[name].own + now[name].children - last[name].own - last[name].children
		}
		last = now
		return used <= 5*tick, nil
	})
	if errors.Is(err, context.DeadlineExceeded) {
		err = nil // what an idle network uses counts then
	}
	return last, err
}

// get reads JSON from the broadcaster's API.
func (n *network) get(ctx context.Context, path string, into any) error {
	body, err := fetch(ctx, n.http+path)
	if err != nil {
		return err
	}
	return json.Unmarshal(body, into)
}

// poll asks again and again until the answer is yes.
func poll(ctx context.Context, what string, every time.Duration, ask func() (bool, error)) error {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		if ok, err := ask(); err != nil || ok {
			return err
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, context.Cause(ctx))
		}
	}
}

// freeURI is an address that nobody listens on.
func freeURI() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return "https://" + l.Addr().String(), l.Close()
}

func writeJSON(file string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

func join(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// tail is the end of a log.
func tail(file string) string {
	const limit = 2000
	data, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	return string(data[max(0, len(data)-limit):])
}
