// Package testport finds TCP ports for servers of tests that are told theirs before they open.
//
// It promises that no connection and no listener on port 0 gets such a port meanwhile: those are given others by the system. Where a server can
// listen on port 0 itself, that is better still.
package testport

import (
	"math/rand/v2"
	"net"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// The ports from which Free chooses: systems give those above to connections (RFC 6335 from 49152 on, Linux from 32768 on), and few servers of
// a machine have those below.
const (
	first = 20_000
	last  = 32_000
)

// tries bounds how many ports are looked at.
const tries = 1000

// Free is a port of 127.0.0.1 that nobody uses.
func Free(t testing.TB) string {
	t.Helper()
	var err error
	for range tries {
		port := strconv.Itoa(first + rand.N(last-first))
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", port)); err == nil {
			require.NoError(t, l.Close())
			return port
		}
	}
	require.NoError(t, err, "no port of %d is free", tries)
	return ""
}
