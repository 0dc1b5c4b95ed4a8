package testport_test

import (
	"net"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/testport"
)

func TestFree(t *testing.T) {
	for range 100 {
		port := testport.Free(t)
		n, err := strconv.Atoi(port)
		require.NoError(t, err)
		require.Less(t, n, 32_768, "a connection could get it")
		l, err := net.Listen("tcp", "127.0.0.1:"+port)
		require.NoError(t, err)
		defer l.Close()
	}
}
