// Package listen opens listening TCP sockets, with errors that say who holds the port.
//
// The search for the holder reads /proc and so finds it on Linux only, and only where this process may look; it is
// left out silently elsewhere. What is done with the listener is the caller's business.
package listen

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// TCP listens on addr, such as ":1935" or "127.0.0.1:0". An error names the address and, where the port is in use
// and it can be found out, the process that holds it; it wraps syscall.EADDRINUSE then.
func TCP(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("listen on %s: %w%s", addr, syscall.EADDRINUSE, heldBy(addr))
	default:
		return nil, fmt.Errorf("listen on %s: %w", addr, cause(err))
	}
}

// Check says what is wrong with an address, before it is listened on.
func Check(addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%q: want HOST:PORT or :PORT, such as 127.0.0.1:8935", addr)
	}
	return nil
}

// Free says whether addr can be listened on now; if not, the error is TCP's.
func Free(ctx context.Context, addr string) error {
	l, err := TCP(ctx, addr)
	if err != nil {
		return err
	}
	return l.Close()
}

// cause leaves out the address that net repeats.
func cause(err error) error {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Err
	}
	return err
}

// heldBy is " by NAME (pid N)", or nothing if it cannot be found out.
func heldBy(addr string) string {
	tcp, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return ""
	}
	inodes := make(map[string]bool)
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		f, err := os.Open(table)
		if err != nil {
			continue
		}
		listeners(f, tcp.Port, inodes)
		_ = f.Close()
	}
	if pid, name := owner(inodes); pid != 0 {
		return fmt.Sprintf(" by %s (pid %d)", name, pid)
	}
	return ""
}

// listeners adds the inodes of the sockets that listen on port, from a table like /proc/net/tcp.
func listeners(table io.Reader, port int, inodes map[string]bool) {
	const stateListen = "0A"
	s := bufio.NewScanner(table)
	for s.Scan() {
		f := strings.Fields(s.Text())
		if len(f) < 10 || f[3] != stateListen {
			continue
		}
		_, hex, ok := strings.Cut(f[1], ":")
		if n, err := strconv.ParseUint(hex, 16, 16); ok && err == nil && int(n) == port {
			inodes[f[9]] = true
		}
	}
}

// owner finds a process that has one of the sockets open.
func owner(inodes map[string]bool) (pid int, name string) {
	if len(inodes) == 0 {
		return 0, ""
	}
	fds, _ := filepath.Glob("/proc/[0-9]*/fd/*") // the pattern is well formed
	for _, fd := range fds {
		link, err := os.Readlink(fd)
		if err != nil {
			continue
		}
		inode, ok := strings.CutPrefix(link, "socket:[")
		if !ok || !inodes[strings.TrimSuffix(inode, "]")] {
			continue
		}
		dir := filepath.Dir(filepath.Dir(fd))
		if pid, err = strconv.Atoi(filepath.Base(dir)); err != nil {
			continue
		}
		comm, err := os.ReadFile(filepath.Join(dir, "comm"))
		if err != nil {
			return pid, "a process"
		}
		return pid, strings.TrimSpace(string(comm))
	}
	return 0, ""
}

// Port is the port of a listener's address; 0 if it has none.
func Port(a net.Addr) int {
	p, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return 0
	}
	return int(p.Port())
}
