package cluster_test

import (
	"os/exec"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/broadcaster/standing"
	"github.com/millrace/millrace/broadcaster/standing/standingtest"
)

func TestStandings(t *testing.T) {
	server := clustertest.StartRedis(t)
	s := open(t, server.URL())
	standingtest.Check(t, s)

	for _, args := range [][]string{
		{"hset", "millrace:standing:one", "no address", "{}", common.Address{3}.Hex(), "{", common.Address{4}.Hex(), `{"parts":"many"}`},
		{"zadd", "millrace:standings", "1", "long gone"},
	} {
		out, err := exec.CommandContext(t.Context(), "redis-cli", append([]string{"-u", server.URL()}, args...)...).CombinedOutput()
		require.NoError(t, err, string(out))
	}
	all, err := s.Load(t.Context(), time.Now())
	require.NoError(t, err)
	require.Len(t, all, 2, "nodes that are gone are forgotten")
	require.Len(t, all["one"], 1, "what is no entry is none")

	server.Kill()
	require.Error(t, s.Save(t.Context(), "one", standing.Entries{{1}: {At: time.Now()}}))
	_, err = s.Load(t.Context(), time.Now())
	require.Error(t, err)
}
