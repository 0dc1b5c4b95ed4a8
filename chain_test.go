package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
)

// startChainDev runs `millrace chain dev` on a free port until the test ends, and returns its RPC URL.
func startChainDev(t *testing.T, fund ...common.Address) string {
	t.Helper()
	args := []string{"chain", "dev", "--rpc-addr", "127.0.0.1:0"}
	for _, a := range fund {
		args = append(args, "--fund", a.Hex())
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, args, w, w)
		w.Close()
	}()
	lines := bufio.NewScanner(r)
	require.True(t, lines.Scan(), "no output")
	first := lines.Text()
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		for lines.Scan() {
		}
	}()
	t.Cleanup(func() {
		cancel()
		require.Equal(t, exitOK, <-code)
		<-drained
	})
	_, url, ok := strings.Cut(first, " at ")
	require.True(t, ok, first)
	return url
}

// millrace runs a command to its end.
func millrace(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errOut bytes.Buffer
	code = run(t.Context(), args, &out, &errOut)
	return code, out.String(), errOut.String()
}

func millraceOK(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errOut := millrace(t, args...)
	require.Equal(t, exitOK, code, "%v: %s", args, errOut)
	return out
}

type testKey struct {
	file, password string
	address        common.Address
}

func newTestKey(t *testing.T) testKey {
	t.Helper()
	dir := t.TempDir()
	k := testKey{file: filepath.Join(dir, "key.json"), password: filepath.Join(dir, "password")}
	var err error
	k.address, err = identity.CreateKey(k.file, k.password, identity.LightScrypt())
	require.NoError(t, err)
	return k
}

func (k testKey) flags() []string {
	return []string{"--key-file", k.file, "--password-file", k.password}
}

// The same steps as an operator's: a chain, the contracts, two orchestrators, a round.
func TestStakeFromTheCommandLine(t *testing.T) {
	deployer, big, small := newTestKey(t), newTestKey(t), newTestKey(t)
	url := startChainDev(t, deployer.address, big.address, small.address)
	contracts := filepath.Join(t.TempDir(), "addresses.json")
	at := []string{"--rpc", url, "--contracts", contracts}
	command := func(k testKey, args ...string) []string {
		return append(append(args, at...), k.flags()...)
	}

	out := millraceOK(t, append([]string{
		"chain", "deploy", "--yes", "--rpc", url, "--out", contracts, "--round-length", "1h",
		"--grant", big.address.Hex() + "=5000", "--grant", small.address.Hex() + "=1500.5",
	}, deployer.flags()...)...)
	require.Contains(t, out, contracts)

	code, _, errOut := millrace(t, command(deployer, "round", "init", "--yes")...)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "nothing staked")

	millraceOK(t, command(big, "stake", "register", "--yes", "--uri", "https://big.example:8443", "--stake", "4000")...)
	millraceOK(t, command(small, "stake", "register", "--yes", "--uri", "https://small.example:8443", "--stake", "1000",
		"--operator", deployer.address.Hex())...)
	millraceOK(t, command(small, "stake", "bond", "--yes", "--stake", "0.5")...)
	require.Contains(t, millraceOK(t, command(deployer, "round", "init", "--yes")...), "round 1 initialized")
	require.Contains(t, millraceOK(t, command(deployer, "round", "init", "--yes")...), "round 1 was initialized already")

	var status stakeReport
	require.NoError(t, json.Unmarshal([]byte(millraceOK(t,
		append([]string{"stake", "status", "--json", "--key-file", small.file}, at...)...)), &status))
	require.NotEqual(t, "1000000", status.Ether, "gas was paid")
	status.Ether = ""
	require.Equal(t, stakeReport{
		Account: small.address, Registered: true, Active: true,
		Stake: "1000.5", SelfBond: "1000.5", Weight: "1000.5", Round: 1, Tokens: "500",
		URI: "https://small.example:8443", Operator: deployer.address, RewardCut: "10", FeeShare: "50",
		Delegation: delegationReport{To: small.address, Bond: "1000.5", earningsReport: earningsReport{Fees: "0", Rewards: "0"}},
		Unbonding:  []lockReport{},
	}, status)

	var round roundReport
	require.NoError(t, json.Unmarshal([]byte(millraceOK(t, append([]string{"round", "status", "--json"}, at...)...)), &round))
	require.Equal(t, uint64(1), round.Current)
	require.False(t, round.Due)
	require.ElementsMatch(t, []weightReport{
		{Orchestrator: big.address, Weight: "4000", URI: "https://big.example:8443"},
		{Orchestrator: small.address, Weight: "1000.5", URI: "https://small.example:8443"},
	}, round.Stakes)

	require.Contains(t, millraceOK(t, append([]string{"stake", "status", "--address", big.address.Hex()}, at...)...), "4000 tokens")
	require.Contains(t, millraceOK(t, append([]string{"round", "status"}, at...)...), "https://big.example:8443")

	code, _, errOut = millrace(t, command(big, "stake", "register", "--yes", "--uri", "https://big.example:8443", "--stake", "500")...)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "already registered")
	code, _, errOut = millrace(t, command(deployer, "stake", "bond", "--yes", "--stake", "1")...)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "not a registered orchestrator")
}

func TestChainCommandsRefuseWrongUsage(t *testing.T) {
	key := newTestKey(t)
	for name, args := range map[string][]string{
		"block time below a second": {"chain", "dev", "--rpc-addr", "127.0.0.1:0", "--block-time", "100ms"},
		"RPC address without port":  {"chain", "dev", "--rpc-addr", "127.0.0.1"},
		"fund is no address":        {"chain", "dev", "--rpc-addr", "127.0.0.1:0", "--fund", "me"},
		"no key":                    {"chain", "deploy"},
		"RPC is not HTTP":           append([]string{"chain", "deploy", "--rpc", "ftp://127.0.0.1"}, key.flags()...),
		"grant without amount":      append([]string{"chain", "deploy", "--grant", key.address.Hex()}, key.flags()...),
		"grant above the supply":    append([]string{"chain", "deploy", "--supply", "10", "--grant", key.address.Hex() + "=11"}, key.flags()...),
		"round of half a second":    append([]string{"chain", "deploy", "--round-length", "500ms"}, key.flags()...),
		"stake is zero":             append([]string{"stake", "register", "--uri", "https://a.example", "--stake", "0"}, key.flags()...),
		"stake is no number":        append([]string{"stake", "register", "--uri", "https://a.example", "--stake", "1e3"}, key.flags()...),
		"service is plain HTTP":     append([]string{"stake", "register", "--uri", "http://a.example", "--stake", "1"}, key.flags()...),
		"status of nobody":          {"stake", "status"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir()) // where addresses would be written
			code, _, errOut := millrace(t, args...)
			require.Equal(t, exitUsage, code, errOut)
			require.NotEmpty(t, errOut)
		})
	}
}

func TestChainDevSaysThatThePortIsTaken(t *testing.T) {
	url := startChainDev(t)
	addr := strings.TrimPrefix(url, "http://")
	code, _, errOut := millrace(t, "chain", "dev", "--rpc-addr", addr)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, addr)
	require.Contains(t, errOut, "address already in use")
}

func TestCommandsSayWhatIsMissing(t *testing.T) {
	code, _, errOut := millrace(t, "round", "status", "--contracts", filepath.Join(t.TempDir(), "none.json"))
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "none.json")
}
