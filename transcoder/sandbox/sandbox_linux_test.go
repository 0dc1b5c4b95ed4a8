package sandbox_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/millrace/millrace/transcoder/sandbox"
)

const inside = "inside"

// TestMain is, behind the word inside, the process that the tests look out of: it enters the sandbox, tries one thing and
// says how that went.
func TestMain(m *testing.M) {
	if len(os.Args) < 2 || os.Args[1] != inside {
		os.Exit(m.Run()) //nolint:forbidigo // the tests' main
	}
	var cfg sandbox.Config
	if err := json.Unmarshal([]byte(os.Args[2]), &cfg); err != nil {
		panic(err)
	}
	if _, err := sandbox.Enter(cfg); err != nil {
		fmt.Println("enter:", err) //nolint:forbidigo // to the test
		os.Exit(3)                 //nolint:forbidigo // the child's main
	}
	if err := attempts[os.Args[3]](os.Args[4:]); err != nil {
		fmt.Println(err) //nolint:forbidigo // to the test
		os.Exit(1)       //nolint:forbidigo // the child's main
	}
	fmt.Println("done") //nolint:forbidigo // to the test
	os.Exit(0)          //nolint:forbidigo // the child's main
}

// attempts are what a process could do to others, and what it must be able to do.
var attempts = map[string]func(args []string) error{
	"open a TCP connection": func(args []string) error {
		c, err := net.DialTimeout("tcp", args[0], time.Second)
		if err == nil {
			c.Close()
		}
		return err
	},
	"send a datagram": func([]string) error {
		c, err := net.Dial("udp", "127.0.0.1:9")
		if err == nil {
			c.Close()
		}
		return err
	},
	"open a Unix socket": func([]string) error {
		fd, err := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		if err == nil {
			unix.Close(fd)
		}
		return err
	},
	"ask io_uring": func([]string) error {
		var params [120]byte
		_, _, errno := unix.Syscall(unix.SYS_IO_URING_SETUP, 1, uintptr(unsafe.Pointer(&params)), 0)
		return zeroIsNil(errno)
	},
	"read a key file":   func(args []string) error { _, err := os.ReadFile(args[1]); return err },
	"list a folder":     func(args []string) error { _, err := os.ReadDir(filepath.Dir(args[1])); return err },
	"write a file":      func(args []string) error { return os.WriteFile(args[1]+".new", []byte("x"), 0o600) },
	"remove a file":     func(args []string) error { return os.Remove(args[1]) },
	"read its parent":   func(args []string) error { _, err := os.ReadFile("/proc/" + args[2] + "/environ"); return err },
	"signal its parent": func(args []string) error { pid, _ := strconv.Atoi(args[2]); return unix.Kill(pid, 0) },
	"trace its parent":  func(args []string) error { pid, _ := strconv.Atoi(args[2]); return unix.PtraceSeize(pid) },
	"run a program":     func([]string) error { return exec.Command("/bin/true").Run() },
	"fork":              func([]string) error { return fork() },
	"raise a limit": func([]string) error {
		return unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: 1 << 20, Max: 1 << 20})
	},
	"enter a new namespace": func([]string) error { return unix.Unshare(unix.CLONE_NEWUSER) },
	"open many files": func([]string) error {
		for range 4096 {
			if _, err := unix.Dup(1); err != nil {
				return err
			}
		}
		return nil
	},
	"have much memory": func([]string) error {
		b, err := unix.Mmap(-1, 0, 256<<20, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
		if err == nil {
			err = unix.Munmap(b)
		}
		return err
	},

	"live": func([]string) error {
		done := make(chan error)
		for range 8 { // on threads of their own
			go func() {
				b := make([]byte, 4<<20)
				for i := range b {
					b[i] = byte(i)
				}
				time.Sleep(time.Millisecond) //nolint:forbidigo // a timer is one of the things that must work
				r, w, err := os.Pipe()
				if err == nil {
					_, err = w.WriteString("x")
				}
				if err == nil {
					_, err = r.Read(b[:1])
				}
				done <- err
			}()
		}
		var errs []error
		for range 8 {
			errs = append(errs, <-done)
		}
		return errors.Join(errs...)
	},
}

func zeroIsNil(errno syscall.Errno) error {
	if errno == 0 {
		return nil
	}
	return errno
}

func fork() error {
	pid, _, errno := unix.RawSyscall6(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0, 0)
	if errno == 0 && pid == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
	return zeroIsNil(errno)
}

// try makes an attempt from inside, and returns what it led to; nil if it succeeded.
func try(t *testing.T, cfg sandbox.Config, attempt string) error {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	key := filepath.Join(t.TempDir(), "key.json")
	require.NoError(t, os.WriteFile(key, []byte("secret"), 0o600))
	text, err := json.Marshal(cfg)
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), os.Args[0], inside, string(text), attempt, l.Addr().String(), key, strconv.Itoa(os.Getpid()))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err == nil {
		require.Equal(t, "done\n", string(out))
		return nil
	}
	var exit *exec.ExitError
	require.ErrorAs(t, err, &exit)
	require.NotEqual(t, 3, exit.ExitCode(), "%s", out)
	return fmt.Errorf("%w: %s%s", err, out, &errs)
}

func TestEnter(t *testing.T) {
	for name, cfg := range map[string]sandbox.Config{"main memory": {Memory: 64 << 20}, "GPU": {GPU: true, Memory: 64 << 20}} {
		t.Run(name, func(t *testing.T) {
			if len(sandbox.Supported().Missing) > 0 {
				t.Skip(sandbox.Supported())
			}
			for attempt := range attempts {
				t.Run(attempt, func(t *testing.T) {
					err := try(t, cfg, attempt)
					if attempt == "live" || attempt == "have much memory" && cfg.GPU {
						require.NoError(t, err)
						return
					}
					require.Error(t, err)
					t.Log(strings.TrimSpace(err.Error()))
				})
			}
		})
	}
}

func TestReport(t *testing.T) {
	require.Equal(t, "seccomp, landlock 7", sandbox.Report{Seccomp: true, Landlock: 7}.String())
	require.Equal(t, "none (the kernel has no seccomp)", sandbox.Report{Missing: []string{"the kernel has no seccomp"}}.String())
}
