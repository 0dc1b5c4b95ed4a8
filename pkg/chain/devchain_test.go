package chain_test

import (
	"context"
	"math/big"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/signer"
)

func startDevChain(t *testing.T, cfg chain.DevChainConfig) *chain.DevChain {
	t.Helper()
	cfg.RPCAddr = "127.0.0.1:0"
	d, err := chain.NewDevChain(cfg)
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, d.Stop(context.Background())) })
	return d
}

func newKey(t *testing.T) chain.Signer {
	t.Helper()
	key, err := signer.Generate()
	require.NoError(t, err)
	return key
}

func addr(key chain.Signer) common.Address { return key.Address() }

func founders(t *testing.T, stakes ...int64) []chain.Founder {
	t.Helper()
	var out []chain.Founder
	for i, stake := range stakes {
		out = append(out, chain.Founder{
			Key:   newKey(t),
			Stake: chain.Tokens(stake),
			URI:   "https://127.0.0.1:" + big.NewInt(int64(7001+i)).String(),
		})
	}
	return out
}

func dial(t *testing.T, d *chain.DevChain, addresses chain.Addresses) *chain.Client {
	t.Helper()
	c, err := chain.Dial(t.Context(), d.URL(), addresses)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func requireStakes(t *testing.T, s chain.Snapshot, want map[common.Address]*big.Int) {
	t.Helper()
	got := map[common.Address]*big.Int{}
	for _, stake := range s.Stakes {
		got[stake.Orchestrator] = stake.Weight.ToBig()
	}
	require.Len(t, s.Stakes, len(want))
	for a, w := range want {
		require.NotNil(t, got[a], "orchestrator %s is missing", a)
		require.Zero(t, w.Cmp(got[a]), "%s has %s, want %s", a, got[a], w)
	}
}

func TestBootstrap(t *testing.T) {
	d := startDevChain(t, chain.DevChainConfig{})
	fs := founders(t, 1000, 2000, 5000)
	fs[1].Operator = addr(newKey(t))
	began := time.Now()
	addresses, err := chain.Bootstrap(t.Context(), d, chain.DeployParams{}, fs)
	require.NoError(t, err)
	t.Logf("bootstrap took %s", time.Since(began))
	c := dial(t, d, addresses)

	s, err := c.Snapshot(t.Context())
	require.NoError(t, err)
	require.Equal(t, uint64(1337), s.ChainID)
	require.Equal(t, addresses.Staking, s.Staking)
	require.Equal(t, uint64(1), s.Round)
	require.NotEqual(t, common.Hash{}, s.Seed)
	require.NoError(t, s.Validate())
	requireStakes(t, s, map[common.Address]*big.Int{
		addr(fs[0].Key): fs[0].Stake, addr(fs[1].Key): fs[1].Stake, addr(fs[2].Key): fs[2].Stake,
	})

	for i, f := range fs {
		service, err := c.Service(t.Context(), addr(f.Key))
		require.NoError(t, err)
		want := addr(f.Key)
		if i == 1 {
			want = f.Operator
		}
		require.Equal(t, chain.Service{URI: f.URI, Operator: want}, service)
	}
}

func TestBootstrapRefusesNobody(t *testing.T) {
	d := startDevChain(t, chain.DevChainConfig{})
	_, err := chain.Bootstrap(t.Context(), d, chain.DeployParams{}, nil)
	require.Error(t, err)
}

func TestDevChainFundsAccounts(t *testing.T) {
	rich := addr(newKey(t))
	d := startDevChain(t, chain.DevChainConfig{Fund: []common.Address{rich}})
	c, err := chain.Connect(t.Context(), d.URL())
	require.NoError(t, err)
	defer c.Close()
	require.Equal(t, uint64(chain.DevChainID), c.ChainID())
	wei, err := c.Balance(t.Context(), rich)
	require.NoError(t, err)
	require.Equal(t, chain.Tokens(1_000_000), wei)
}

func TestDevChainRefusesATakenPort(t *testing.T) {
	d := startDevChain(t, chain.DevChainConfig{})
	second, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: d.URL()[len("http://"):]})
	require.NoError(t, err)
	err = second.Start(t.Context())
	require.ErrorIs(t, err, syscall.EADDRINUSE)
	require.NoError(t, second.Stop(t.Context()))
	require.Error(t, d.Start(t.Context()), "once only")
}

func TestNewDevChainRefuses(t *testing.T) {
	for name, cfg := range map[string]chain.DevChainConfig{
		"block time":   {BlockTime: time.Millisecond},
		"no port":      {RPCAddr: "localhost"},
		"port by name": {RPCAddr: "localhost:http"},
	} {
		_, err := chain.NewDevChain(cfg)
		require.Error(t, err, name)
	}
}

func TestDevChainAdvances(t *testing.T) {
	d := startDevChain(t, chain.DevChainConfig{})
	addresses, err := chain.Bootstrap(t.Context(), d, chain.DeployParams{RoundLength: time.Hour}, founders(t, 1000))
	require.NoError(t, err)
	c, err := chain.Dial(t.Context(), d.URL(), addresses, chain.WithMaxHeadAge(-1))
	require.NoError(t, err)
	defer c.Close()
	require.NoError(t, d.Advance(t.Context(), time.Hour))
	r, err := c.Round(t.Context())
	require.NoError(t, err)
	require.Equal(t, uint64(2), r.Current)
	require.True(t, r.Due())
	require.NoError(t, c.InitRound(t.Context(), d.Faucet()), "the chain goes on from there")

	remote, err := rpc.Dial(d.URL())
	require.NoError(t, err)
	defer remote.Close()
	require.NoError(t, remote.Call(nil, "evm_increaseTime", 3600))
	r, err = c.Round(t.Context())
	require.NoError(t, err)
	require.Equal(t, uint64(3), r.Current)
	require.Error(t, remote.Call(nil, "evm_increaseTime", -1))
}
