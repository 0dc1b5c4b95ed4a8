package listen_test

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/listen"
)

func TestTCPNamesWhoHoldsThePort(t *testing.T) {
	l, err := listen.TCP(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	require.NotZero(t, listen.Port(l.Addr()))

	_, err = listen.TCP(t.Context(), l.Addr().String())
	require.ErrorIs(t, err, syscall.EADDRINUSE)
	require.ErrorContains(t, err, l.Addr().String())
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("no /proc here: the holder cannot be found out")
	}
	require.ErrorContains(t, err, fmt.Sprintf("(pid %d)", os.Getpid()))
	comm, err2 := os.ReadFile("/proc/self/comm")
	require.NoError(t, err2)
	require.ErrorContains(t, err, "by "+filepath.Base(string(comm[:len(comm)-1])))
}

func TestTCPNamesTheAddressOnce(t *testing.T) {
	for _, addr := range []string{"203.0.113.1:0", "127.0.0.1:x", "nonsense"} {
		_, err := listen.TCP(t.Context(), addr)
		require.ErrorContains(t, err, "listen on "+addr+": ")
	}
}

func TestCheck(t *testing.T) {
	for _, good := range []string{":0", ":1935", "127.0.0.1:65535", "[::1]:8935", "localhost:80"} {
		require.NoError(t, listen.Check(good), good)
	}
	for _, bad := range []string{"", "1935", "localhost", "127.0.0.1:", ":rtmp", ":65536", ":-1", "::1:80", "a:1:2"} {
		require.ErrorContains(t, listen.Check(bad), "want HOST:PORT", bad)
	}
}

func TestFree(t *testing.T) {
	l, err := listen.TCP(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	addr := l.Addr().String()
	require.ErrorIs(t, listen.Free(t.Context(), addr), syscall.EADDRINUSE)
	require.NoError(t, l.Close())
	require.NoError(t, listen.Free(t.Context(), addr))
	again, err := listen.TCP(t.Context(), addr) // Free let go of it
	require.NoError(t, err)
	require.NoError(t, again.Close())
}
