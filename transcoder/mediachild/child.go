package mediachild

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Config says how to run a child.
type Config struct {
	// Command is what Run is behind: the program and the arguments before Run's own, such as
	// {"/usr/bin/millrace", "media-child"}.
	Command []string
	// Encoder is the encoder to use, as Probe found it; default libx264.
	Encoder string
	// GPU is the UUID of the GPU, or of its MIG device, that decodes and scales, and encodes if Encoder does; the child sees no
	// other. Default none.
	GPU string
	// Memory is how many bytes the child may hold; one that holds more is killed. Default DefaultMemory.
	Memory uint64
	// Unconfined leaves the child outside of a sandbox, with all that the parent's user may do.
	Unconfined bool
	// Patience is how long a child for audio may take for one unit, which takes it less than a millisecond, and one for pictures for a
	// picture, a large one of which takes a tenth of a second; both also start in it. Default DefaultPatience.
	Patience time.Duration
	// Log takes what the child writes to its standard error. Default slog.Default().
	Log *slog.Logger
}

// DefaultMemory is several times what a session of 2160p in 10 bits holds.
const DefaultMemory = 4 << 30

// DefaultPatience is Config.Patience where nothing is said.
const DefaultPatience = 10 * time.Second

// confinement is Run's arguments about the sandbox.
func (cfg Config) confinement() []string {
	if cfg.Unconfined {
		return []string{"--confine=false"}
	}
	return []string{"--memory", strconv.FormatUint(cmp.Or(cfg.Memory, DefaultMemory), 10)}
}

// lastMoments is how long a child whose pipe broke has left to end by itself.
const lastMoments = 2 * time.Second

// ErrExited says that the child is gone; the error that wraps it says why.
var ErrExited = errors.New("media child exited")

// ErrMemory says that the child held more memory than it may, and was killed for that.
var ErrMemory = errors.New("media child holds too much memory")

// Child is a running child. One goroutine may Receive while others Send.
type Child struct {
	*process
	sending sync.Mutex
}

// Start starts a child, which is killed when ctx is done. The caller must Close it.
func Start(ctx context.Context, cfg Config) (*Child, error) {
	args := append([]string{"serve"}, cfg.confinement()...)
	if cfg.Encoder != "" {
		args = append(args, "--encoder", cfg.Encoder)
	}
	p, err := startProcess(ctx, cfg, args...)
	if err != nil {
		return nil, err
	}
	return &Child{process: p}, nil
}

// onOneThread runs f, which makes a process and waits for it, on one thread: the kernel ends a child with the thread
// that made it.
func onOneThread(f func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return f()
}

// exitError is nil for a child that ended as it should.
func exitError(err error, tail []string) error {
	if err == nil {
		return nil
	}
	if len(tail) > 0 {
		return fmt.Errorf("%w: %w: %s", ErrExited, err, strings.Join(tail, " | "))
	}
	return fmt.Errorf("%w: %w", ErrExited, err)
}

// Send sends a request. It waits while the child is busy; Close ends the wait.
func (c *Child) Send(m *millracev1.TranscodeRequest) error {
	c.sending.Lock()
	defer c.sending.Unlock()
	if err := WriteMessage(c.stdin, m); err != nil {
		if errors.Is(err, ErrMessageSize) {
			return err
		}
		return c.gone(err)
	}
	return nil
}

// Receive returns the next response. Once the child is gone it returns io.EOF where that is as it should be, and else
// an error that wraps ErrExited and says how it ended.
func (c *Child) Receive() (*millracev1.TranscodeResponse, error) {
	var m millracev1.TranscodeResponse
	if err := ReadMessage(c.stdout, &m); err != nil {
		if !errors.Is(err, io.EOF) {
			c.kill() // it does not speak our language
		}
		return nil, c.gone(err)
	}
	return &m, nil
}

// command makes the process: none of the parent's secrets, no terminal's Ctrl-C, killed when ctx is done. If it is to work
// on a GPU it is told so, and sees that one only.
func command(ctx context.Context, argv []string, gpu string, args ...string) *exec.Cmd {
	argv = slices.Concat(argv, args)
	env := environment(os.Environ(), gpu != "")
	if gpu != "" {
		argv = append(argv, "--gpu")
		env = append(env, "CUDA_VISIBLE_DEVICES="+gpu) // the last one counts
	}
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = env
	cmd.SysProcAttr = processAttributes()
	cmd.WaitDelay = time.Second // a grandchild could hold the standard error open
	return cmd
}

// memoryTunables has glibc take memory in one place, in huge pages where the kernel has them (madvise), and keep what is free for the next
// picture: to touch pages of 4 KiB for the first time was a fifth of the time that a session's first part takes.
const memoryTunables = "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.malloc.top_pad=33554432:" +
	"glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=1073741824"

// environment keeps what libraries and drivers need to find themselves, and nothing else: what is only the GPU's, where there is one.
// A child's own memory is the codecs'; what little Go holds there is worth no garbage collection while the child starts, and few later.
func environment(parent []string, gpu bool) []string {
	env := []string{"GOGC=400", "GLIBC_TUNABLES=" + memoryTunables}
	for _, kv := range parent {
		name, _, _ := strings.Cut(kv, "=")
		switch {
		case name == "LD_LIBRARY_PATH", name == "TZ", name == "GOMAXPROCS", name == "GOCOVERDIR", name == "GORACE", name == "GOTRACEBACK":
			env = append(env, kv)
		case gpu && (strings.HasPrefix(name, "CUDA_") || strings.HasPrefix(name, "NVIDIA_")):
			env = append(env, kv)
		}
	}
	return env
}
