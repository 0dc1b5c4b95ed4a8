package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
)

func TestOrchestratorCommandsRefuseWrongUsage(t *testing.T) {
	key := newTestKey(t)
	dir := t.TempDir()
	orchestrator := func(args ...string) []string {
		return append(append([]string{"orchestrator", "--data-dir", dir}, key.flags()...), args...)
	}
	worker := func(args ...string) []string {
		return append([]string{"worker", "new", "--data-dir", dir, "--key-file", key.file, "--out", filepath.Join(dir, "w.json")}, args...)
	}
	for name, args := range map[string][]string{
		"orchestrator without a URI":        orchestrator(),
		"orchestrator on plain HTTP":        orchestrator("--service-uri", "http://a.example"),
		"orchestrator without sessions":     orchestrator("--service-uri", "https://a.example", "--max-sessions", "0"),
		"orchestrator with half a pixel":    orchestrator("--service-uri", "https://a.example", "--capacity", "0.5"),
		"orchestrator with less than none":  orchestrator("--service-uri", "https://a.example", "--capacity=-1"),
		"orchestrator for nobody":           orchestrator("--service-uri", "https://a.example", "--allow-broadcaster", "me"),
		"orchestrator with half a redeemer": orchestrator("--service-uri", "https://a.example", "--redeemer", "a.example"),
		"redeemer without a URI":            append([]string{"redeemer", "--data-dir", dir}, key.flags()...),
		"redeemer on plain HTTP":            append([]string{"redeemer", "--data-dir", dir, "--service-uri", "http://a.example"}, key.flags()...),
		"ether for a song":                  orchestrator("--service-uri", "https://a.example", "--ether-price", "cheap"),
		"more gas than there is":            orchestrator("--service-uri", "https://a.example", "--redeem-max-gas", "101"),
		"transcoder without a credential":   {"transcoder"},
		"transcoder that takes nothing":     {"transcoder", "--credential", "w.json", "--max-sessions", "0"},
		"transcoder below zero":             {"transcoder", "--credential", "w.json", "--pixel-rate=-1"},
		"worker without a name":             worker("--service-uri", "https://a.example"),
		"worker with a path for a name":     worker("--service-uri", "https://a.example", "--name", "../x"),
		"worker on plain HTTP":              worker("--service-uri", "http://a.example", "--name", "x"),
		"worker for ever":                   worker("--service-uri", "https://a.example", "--name", "x", "--ttl", "1000000h"),
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errOut := millrace(t, args...)
			require.Equal(t, exitUsage, code, errOut)
			require.NotEmpty(t, errOut)
		})
	}
}

// What is won in rounds this short would expire before it can be redeemed.
func TestOrchestratorRefusesShortRounds(t *testing.T) {
	alice := newTestKey(t)
	n := deployTestNetwork(t, 30*time.Second, alice)
	args := append([]string{"orchestrator", "--service-uri", "https://a.example", "--price", "1", "--data-dir", t.TempDir()}, n.at...)
	code, _, stderr := millrace(t, append(args, alice.flags()...)...)
	require.Equal(t, exitFailure, code)
	require.Contains(t, stderr, "rounds of 30s")
}

func TestWorkerNew(t *testing.T) {
	key := newTestKey(t)
	dir := t.TempDir()
	out := filepath.Join(dir, "gpu-1.json")
	args := []string{
		"worker", "new", "--key-file", key.file, "--data-dir", dir, "--service-uri", "https://a.example:8936",
		"--name", "gpu-1", "--out", out,
	}
	require.Contains(t, millraceOK(t, args...), "gpu-1")
	credential, err := identity.LoadCredential(out)
	require.NoError(t, err)
	require.Equal(t, "gpu-1", credential.Worker)
	require.Equal(t, key.address, credential.Orchestrator)
	require.Equal(t, "https://a.example:8936", credential.URI)
	info, err := os.Stat(out)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "it holds a key")

	code, _, errOut := millrace(t, args...)
	require.Equal(t, exitFailure, code, "an existing credential is not overwritten")
	require.Contains(t, errOut, out)
}

func TestTranscoderSaysWhatIsWrongWithItsCredential(t *testing.T) {
	file := filepath.Join(t.TempDir(), "w.json")
	code, _, errOut := millrace(t, "transcoder", "--credential", file)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, file)

	require.NoError(t, os.WriteFile(file, []byte("{}"), 0o600))
	code, _, errOut = millrace(t, "transcoder", "--credential", file)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "invalid credential")
}

// An orchestrator tells its operator, when it starts, why no broadcaster would find it.
func TestOrchestratorChecksItsRegistration(t *testing.T) {
	staker, operator := newTestKey(t), newTestKey(t)
	url := startChainDev(t, staker.address, operator.address)
	contracts := filepath.Join(t.TempDir(), "addresses.json")
	millraceOK(t, append([]string{
		"chain", "deploy", "--yes", "--rpc", url, "--out", contracts, "--grant", staker.address.Hex() + "=1000",
	}, staker.flags()...)...)
	at := []string{"--rpc", url, "--contracts", contracts}

	// start runs the orchestrator until it is up, or ends, and returns what it said.
	start := func(k testKey, args ...string) (code int, said string) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		stdout := &firstLine{wrote: cancel}
		var errOut strings.Builder
		args = append(append(append([]string{
			"orchestrator", "--addr", "127.0.0.1:0", "--service-uri", "https://a.example:8936", "--data-dir", t.TempDir(),
		}, at...), k.flags()...), args...)
		code = run(ctx, args, stdout, &errOut)
		return code, errOut.String()
	}

	code, said := start(staker)
	require.Equal(t, exitOK, code, said)
	require.Contains(t, said, "millrace stake register --uri https://a.example:8936")

	millraceOK(t, append(append([]string{
		"stake", "register", "--yes", "--uri", "https://b.example:8936", "--stake", "1000", "--operator", operator.address.Hex(),
	}, at...), staker.flags()...)...)
	code, said = start(staker)
	require.Equal(t, exitFailure, code, "broadcasters would refuse this key")
	require.Contains(t, said, operator.address.Hex())
	require.Contains(t, said, "--account "+staker.address.Hex())

	code, said = start(operator, "--account", staker.address.Hex())
	require.Equal(t, exitOK, code, said)
	require.Contains(t, said, "--service-uri https://b.example:8936")

	code, said = start(operator, "--account", staker.address.Hex(), "--service-uri", "https://b.example:8936")
	require.Equal(t, exitOK, code, said)
	require.NotContains(t, said, "level=WARN")
}

// firstLine reports the first write.
type firstLine struct{ wrote func() }

// Write implements io.Writer.
func (w *firstLine) Write(p []byte) (int, error) {
	w.wrote()
	return len(p), nil
}
