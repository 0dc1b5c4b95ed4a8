package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/rpc"
	"github.com/stretchr/testify/require"
	"gopkg.in/yaml.v3"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/testport"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// The lab runs the network of docker-compose.yml as plain processes: the very same commands, with host names, ports
// and the data directory put in for this machine.

// composeService is what the lab needs of a service.
type composeService struct {
	Entrypoint []string  `yaml:"entrypoint"`
	Command    []string  `yaml:"command"`
	DependsOn  yaml.Node `yaml:"depends_on"`
}

// dependencies are the services that must have begun, or, with true, ended well, before this one.
func (s composeService) dependencies(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	switch s.DependsOn.Kind {
	case 0:
	case yaml.SequenceNode:
		var names []string
		require.NoError(t, s.DependsOn.Decode(&names))
		for _, n := range names {
			out[n] = false
		}
	default:
		var conditions map[string]struct{ Condition string }
		require.NoError(t, s.DependsOn.Decode(&conditions))
		for n, c := range conditions {
			require.Equal(t, "service_completed_successfully", c.Condition)
			out[n] = true
		}
	}
	return out
}

func loadCompose(t *testing.T) map[string]composeService {
	t.Helper()
	data, err := os.ReadFile("docker-compose.yml")
	require.NoError(t, err)
	var file struct{ Services map[string]composeService }
	require.NoError(t, yaml.Unmarshal(data, &file))
	require.NotEmpty(t, file.Services)
	return file.Services
}

// program is the binary that the lab's processes run, built once for all tests that need it.
var program struct {
	once sync.Once
	dir  string
	err  error
}

// programDir is the folder of the program, and of that of its media children.
func programDir(t *testing.T) string {
	t.Helper()
	program.once.Do(func() {
		if program.dir, program.err = os.MkdirTemp("", "millrace-test-"); program.err != nil {
			return
		}
		var out []byte
		if out, program.err = exec.Command("go", "build", "-o", program.dir, ".", "./transcoder/cmd/...").CombinedOutput(); program.err != nil {
			program.err = fmt.Errorf("go build: %w\n%s", program.err, out)
		}
	})
	require.NoError(t, program.err)
	return program.dir
}

// TestMain is also the media children's: to those that a test starts in this process, the program is the test binary.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == mediachild.Argument {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr)) //nolint:forbidigo // the child's main
	}
	code := m.Run()
	_ = os.RemoveAll(program.dir) // none: nothing happens
	os.Exit(code)                 //nolint:forbidigo // as testing.M wants it
}

// process is one running service.
type process struct {
	name string
	cmd  *exec.Cmd
	log  *bytes.Buffer
	done chan struct{} // closed when it has ended
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// kill is SIGKILL.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.done
}

// children lists the processes that p started and that still run.
func (p *process) children(t *testing.T) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(t, err)
	var out []int
	for _, file := range stats {
		data, err := os.ReadFile(file)
		if err != nil {
			continue // it ended
		}
		fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
		if ppid, _ := strconv.Atoi(fields[1]); ppid == p.pid() && fields[0] != "Z" {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			require.NoError(t, err)
			out = append(out, pid)
		}
	}
	return out
}

// compose is the running network.
type compose struct {
	t         *testing.T
	bin, data string
	services  map[string]composeService
	ports     map[string]string // of docker-compose.yml to those in use here
	processes map[string]*process

	free bool // nobody asks a price
	// startChain runs instead of the service chain, and has to fund the keys. Nil: the service runs.
	startChain func(*compose)
}

var (
	portPattern  = regexp.MustCompile(`\b(8545|894[1-3]|1935|8935)\b`)
	pricePattern = regexp.MustCompile(`^(500000|1000000)$`) // of what is asked, and what is paid at most
)

// startCompose runs every service, in order, of a network that options may change. What each printed is shown when the test fails.
func startCompose(t *testing.T, options ...func(*compose)) *compose {
	t.Helper()
	c := &compose{t: t, bin: programDir(t), data: t.TempDir(), services: loadCompose(t), ports: map[string]string{}, processes: map[string]*process{}}
	for _, change := range options {
		change(c)
	}
	done := map[string]bool{}
	for len(done) < len(c.services) {
		ready := ""
		for _, name := range sortedKeys(c.services) {
			if !done[name] && c.ready(name, done) {
				ready = name
				break
			}
		}
		require.NotEmpty(t, ready, "docker-compose.yml: depends_on has a loop")
		if ready == "chain" && c.startChain != nil {
			c.startChain(c)
			done[ready] = true
			continue
		}
		p := c.start(ready)
		if c.oneShot(ready) {
			<-p.done
			require.Zerof(t, p.cmd.ProcessState.ExitCode(), "service %s:\n%s", ready, p.log)
		}
		if ready == "contracts" {
			c.nextRound()
		}
		done[ready] = true
	}
	return c
}

// nextRound moves the chain's clock by a round: the stakes count from then on.
func (c *compose) nextRound() {
	client, err := rpc.Dial("http://127.0.0.1:" + c.port("8545"))
	require.NoError(c.t, err)
	defer client.Close()
	require.NoError(c.t, client.CallContext(c.t.Context(), nil, "evm_increaseTime", 60))
}

func (c *compose) ready(name string, done map[string]bool) bool {
	for dep := range c.services[name].dependencies(c.t) {
		if !done[dep] {
			return false
		}
	}
	return true
}

// oneShot says whether another service waits for this one's end.
func (c *compose) oneShot(name string) bool {
	for _, s := range c.services {
		if s.dependencies(c.t)[name] {
			return true
		}
	}
	return false
}

// local puts this machine in for the containers.
func (c *compose) local(s string) string {
	for name := range c.services {
		s = strings.ReplaceAll(s, "://"+name+":", "://127.0.0.1:")
	}
	s = strings.ReplaceAll(s, "://orchestrator-$$1:", "://127.0.0.1:") // in a script
	s = strings.NewReplacer("0.0.0.0:", "127.0.0.1:", "$$", "$").Replace(s)
	if c.free && pricePattern.MatchString(s) {
		s = "0"
	}
	s = portPattern.ReplaceAllStringFunc(s, c.port)
	return strings.ReplaceAll(s, "/data", c.data)
}

// port is a free port that stands for one of docker-compose.yml's.
func (c *compose) port(of string) string {
	if c.ports[of] == "" {
		c.ports[of] = testport.Free(c.t)
	}
	return c.ports[of]
}

// start runs a service; it may have run before.
func (c *compose) start(name string) *process {
	s := c.services[name]
	argv := s.Entrypoint
	if len(argv) == 0 {
		argv = []string{"millrace"}
	}
	for _, a := range s.Command {
		argv = append(slices.Clone(argv), c.local(a))
	}
	if argv[0] == "millrace" {
		argv[0] = filepath.Join(c.bin, "millrace")
	}
	return c.run(name, argv...)
}

// run starts a process, which is told to stop when the test ends.
func (c *compose) run(name string, argv ...string) *process {
	p := &process{name: name, log: new(bytes.Buffer), done: make(chan struct{})}
	p.cmd = exec.Command(argv[0], argv[1:]...)
	p.cmd.Env = append(os.Environ(), "PATH="+c.bin+":"+os.Getenv("PATH"))
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(c.t, p.cmd.Start())
	go func() { _ = p.cmd.Wait(); close(p.done) }()
	c.processes[name] = p
	c.t.Cleanup(func() {
		_ = p.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-p.done:
		case <-time.After(time.Minute):
			c.t.Errorf("%s does not end on SIGTERM", name)
			p.kill()
		}
		if c.t.Failed() {
			c.t.Logf("%s:\n%s", name, p.log)
		}
	})
	return p
}

// url is a path on the broadcaster.
func (c *compose) url(path string) string { return "http://127.0.0.1:" + c.port("8935") + path }

// get reads JSON from the broadcaster's API.
func (c *compose) get(path string, into any) error {
	ctx, cancel := context.WithTimeout(c.t.Context(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url(path), nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, res.Status)
	}
	return json.NewDecoder(res.Body).Decode(into)
}

// eventually waits for a condition that another process brings about.
func (c *compose) eventually(what string, limit time.Duration, condition func() bool) {
	c.t.Helper()
	require.Eventually(c.t, condition, limit, 50*time.Millisecond, what)
}

// staked waits until the broadcaster sees all orchestrators in a snapshot.
func (c *compose) staked(n int) {
	c.t.Helper()
	c.eventually("orchestrators in the snapshot", time.Minute, func() bool {
		var list api.OrchestratorList
		return c.get("/api/v1/orchestrators", &list) == nil && len(list.Orchestrators) == n
	})
}

// stream reads a stream's state; the zero value when it is not known.
func (c *compose) stream(name string) api.Stream {
	var s api.Stream
	_ = c.get("/api/v1/streams/"+name, &s)
	return s
}

// working waits until a stream has an orchestrator other than those named, and returns the number of its service.
func (c *compose) working(stream string) int {
	c.t.Helper()
	n := 0
	c.eventually("an orchestrator at work", time.Minute, func() bool {
		var list api.SessionList
		if c.get("/api/v1/sessions", &list) != nil {
			return false
		}
		for _, s := range list.Sessions {
			if s.Stream == stream && s.State == api.SessionWorking {
				for i := range 3 {
					if strings.HasSuffix(s.URI, ":"+c.port(fmt.Sprintf("894%d", i+1))) {
						n = i + 1
					}
				}
			}
		}
		return n != 0
	})
	return n
}

// millrace runs a command to its end, which must be a good one, and returns what it printed.
func (c *compose) millrace(args ...string) []byte {
	c.t.Helper()
	cmd := exec.CommandContext(c.t.Context(), filepath.Join(c.bin, "millrace"), args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	require.NoErrorf(c.t, err, "millrace %s: %s", strings.Join(args, " "), &stderr)
	return out
}

// publish replays a clip as a stream for that long.
func (c *compose) publish(clip, stream string, d time.Duration) *process {
	c.services["publish-"+stream] = composeService{Command: []string{
		"publish", clip, "rtmp://127.0.0.1:" + c.port("1935") + "/live/" + stream, "--loop", "--duration", d.String(),
	}}
	return c.start("publish-" + stream)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
