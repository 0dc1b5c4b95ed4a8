package main

import (
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/rpc"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

// testNetwork is a development chain with the contracts, and how to speak to it.
type testNetwork struct {
	t        *testing.T
	at       []string // flags
	deployer testKey
	clock    *rpc.Client
	round    time.Duration // how long each is
}

// deployTestNetwork makes rounds of that length, too long to end while a test does not want it. No more than ten minutes are to be skipped: commands refuse a
// chain that is further ahead.
func deployTestNetwork(t *testing.T, round time.Duration, funded ...testKey) *testNetwork {
	t.Helper()
	deployer := newTestKey(t)
	accounts := []common.Address{deployer.address}
	for _, k := range funded {
		accounts = append(accounts, k.address)
	}
	url := startChainDev(t, accounts...)
	contracts := filepath.Join(t.TempDir(), "addresses.json")
	args := []string{"chain", "deploy", "--yes", "--rpc", url, "--out", contracts, "--round-length", round.String(), "--unbonding-rounds", "3"}
	for _, k := range funded {
		args = append(args, "--grant", k.address.Hex()+"=1000")
	}
	millraceOK(t, append(args, deployer.flags()...)...)
	clock, err := rpc.Dial(url)
	require.NoError(t, err)
	t.Cleanup(clock.Close)
	return &testNetwork{t: t, at: []string{"--rpc", url, "--contracts", contracts}, deployer: deployer, clock: clock, round: round}
}

// sign runs a command that signs, without asking.
func (n *testNetwork) sign(k testKey, args ...string) string {
	n.t.Helper()
	return millraceOK(n.t, append(append(append(args, "--yes"), n.at...), k.flags()...)...)
}

// refuse runs a command that signs and must fail.
func (n *testNetwork) refuse(k testKey, code int, says string, args ...string) {
	n.t.Helper()
	got, _, stderr := millrace(n.t, append(append(append(args, "--yes"), n.at...), k.flags()...)...)
	require.Equal(n.t, code, got, stderr)
	require.Contains(n.t, stderr, says)
}

func (n *testNetwork) read(into any, args ...string) {
	n.t.Helper()
	require.NoError(n.t, json.Unmarshal([]byte(millraceOK(n.t, append(append(args, "--json"), n.at...)...)), into))
}

func (n *testNetwork) status(k testKey, more ...string) (r stakeReport) {
	n.t.Helper()
	n.read(&r, append([]string{"stake", "status", "--key-file", k.file}, more...)...)
	return r
}

// inRound moves the clock into a round, and has it initialized.
func (n *testNetwork) inRound(at uint64) {
	n.t.Helper()
	for n.currentRound() < at {
		require.NoError(n.t, n.clock.CallContext(n.t.Context(), nil, "evm_increaseTime", int(n.round/time.Second)))
	}
	n.sign(n.deployer, "round", "init")
}

func (n *testNetwork) currentRound() uint64 {
	var r roundReport
	n.read(&r, "round", "status")
	return r.Current
}

// A newcomer's way, as docs/operators.md tells it: stake from two keys, delegate, earn, be slashed, unbond, withdraw.
func TestStakeLifeFromTheCommandLine(t *testing.T) {
	alice, bob, carol := newTestKey(t), newTestKey(t), newTestKey(t)
	n := deployTestNetwork(t, 100*time.Second, alice, bob, carol) // far more than the commands of one take; all of them are less than the ten minutes by which a chain may be ahead
	n.sign(alice, "stake", "register", "--uri", "https://alice.example:8936", "--stake", "500", "--reward-cut", "20", "--fee-share", "40")
	n.sign(bob, "stake", "register", "--uri", "https://bob.example:8936", "--stake", "1000")
	n.sign(carol, "stake", "bond", "--to", alice.address.Hex(), "--stake", "500")

	var list []listedReport
	n.read(&list, "stake", "list")
	require.Len(t, list, 2)
	require.Equal(t, listedReport{
		Orchestrator: alice.address, Active: true, Stake: "1000", SelfBond: "500", RewardCut: "20", FeeShare: "40", URI: "https://alice.example:8936",
	}, list[0])

	// It earns from the round after.
	n.inRound(n.currentRound() + 1)
	n.sign(alice, "stake", "reward")
	earned := n.status(carol, "--to", alice.address.Hex()).Delegation
	require.Equal(t, "500", earned.Bond)
	before := n.status(carol).Tokens
	require.Contains(t, n.sign(carol, "stake", "claim", "--orchestrator", alice.address.Hex()), earned.Rewards+" tokens of rewards")
	require.Equal(t, sum(t, before, earned.Rewards), n.status(carol).Tokens)

	// Two receipts for one header cost a tenth, of what is unbonding too.
	said := n.sign(carol, "stake", "unbond", "--orchestrator", alice.address.Hex(), "--stake", "100")
	require.Contains(t, said, "unbonded 100 tokens")
	evidence := filepath.Join(t.TempDir(), "evidence.json")
	millraceOK(t, append(append([]string{"court", "rehearse", "--out", evidence}, n.at...), alice.flags()...)...)
	require.Contains(t, n.sign(bob, "court", "report", evidence), "810 tokens are left")
	n.refuse(bob, exitFailure, "fault already punished", "court", "report", evidence)
	after := n.status(carol, "--to", alice.address.Hex())
	require.Equal(t, "360", after.Delegation.Bond)
	require.Equal(t, []lockReport{{ID: 0, Amount: "90", WithdrawRound: after.Unbonding[0].WithdrawRound}}, after.Unbonding)

	// What is left can be had when the lock opens, and not before.
	n.refuse(carol, exitFailure, "still locked", "stake", "withdraw")
	n.inRound(after.Unbonding[0].WithdrawRound)
	before = n.status(carol).Tokens
	require.Contains(t, n.sign(carol, "stake", "withdraw"), "withdrew 90 tokens")
	require.Equal(t, sum(t, before, "90"), n.status(carol).Tokens)
	n.refuse(carol, exitFailure, "nothing is unbonding", "stake", "withdraw")
}

func sum(t *testing.T, a, b string) string {
	t.Helper()
	x, err := chain.ParseTokens(a)
	require.NoError(t, err)
	y, err := chain.ParseTokens(b)
	require.NoError(t, err)
	return chain.FormatTokens(new(big.Int).Add(x, y))
}

func TestDepositFromTheCommandLine(t *testing.T) {
	payer, staker := newTestKey(t), newTestKey(t)
	n := deployTestNetwork(t, 100*time.Second, payer, staker)
	n.sign(staker, "stake", "register", "--uri", "https://o.example:8936", "--stake", "1000")
	n.refuse(payer, exitFailure, "not enough of the settlement asset", "wallet", "deposit", "--deposit", "10")
	n.sign(payer, "wallet", "fund", "--to", payer.address.Hex(), "--dollars", "30", "--mint")
	require.Contains(t, n.sign(payer, "wallet", "deposit", "--deposit", "10.5", "--reserve", "5"), "a deposit of 10.5 and a reserve of 5 dollars")
	n.refuse(payer, exitUsage, "nothing to put down", "wallet", "deposit")

	var b balanceReport
	n.read(&b, "wallet", "balance", "--key-file", payer.file)
	require.Equal(t, []string{"14.5", "10.5", "5", "1000"}, []string{b.Dollars, b.Deposit, b.Reserve, b.Tokens})

	n.refuse(payer, exitFailure, "wrong state of unlocking", "wallet", "withdraw")
	n.sign(payer, "wallet", "unlock")
	n.sign(payer, "wallet", "unlock", "--cancel")
	require.Contains(t, n.sign(payer, "wallet", "unlock"), "to be withdrawn from round")
	n.refuse(payer, exitFailure, "still locked", "wallet", "withdraw")
	n.read(&b, "wallet", "balance", "--key-file", payer.file)
	n.inRound(b.WithdrawRound)
	n.sign(payer, "wallet", "withdraw")
	n.read(&b, "wallet", "balance", "--key-file", payer.file)
	require.Equal(t, []string{"30", "0", "0"}, []string{b.Dollars, b.Deposit, b.Reserve})
}

// Nothing is signed without a yes, and a dry run says what would be.
func TestCommandsAskBeforeTheySign(t *testing.T) {
	k := newTestKey(t)
	n := deployTestNetwork(t, time.Hour, k)
	register := append(append([]string{"stake", "register", "--uri", "https://o.example:8936", "--stake", "1000"}, n.at...), k.flags()...)
	code, _, stderr := millrace(t, register...)
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "--yes")

	var report transactReport
	require.NoError(t, json.Unmarshal([]byte(millraceOK(t, append(register, "--dry-run", "--json")...)), &report))
	require.True(t, report.DryRun)
	require.Len(t, report.Transactions, 3)
	require.Contains(t, report.Transactions[0].Call, `ServiceRegistry.setService(uri "https://o.example:8936")`)
	require.Contains(t, report.Transactions[1].Call, "StakeToken.approve(")
	require.Contains(t, report.Transactions[1].Call, "value 1000 tokens)")
	require.Contains(t, report.Transactions[2].Call, "Staking.register(amount 1000 tokens")
	require.False(t, n.status(k).Registered)
	require.Equal(t, "1000000", n.status(k).Ether, "no gas was paid")

	code, _, stderr = millrace(t, append(register, "--yes", "--dry-run")...)
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "not both")
}

// What an interrupted deployment has sent is remembered until it is done; a dry run neither uses nor forgets it.
func TestDeployGoesOnFromTheCommandLine(t *testing.T) {
	k := newTestKey(t)
	out := filepath.Join(t.TempDir(), "addresses.json")
	deploy := append([]string{"chain", "deploy", "--rpc", startChainDev(t, k.address), "--out", out}, k.flags()...)
	code, _, stderr := millrace(t, deploy...)
	require.Equal(t, exitUsage, code)
	require.Contains(t, stderr, "--yes")
	require.FileExists(t, out+".deploying")

	said := millraceOK(t, append(deploy, "--dry-run")...)
	require.Contains(t, said, " 10. ")
	require.Contains(t, said, "dry run: nothing was signed")
	require.NoFileExists(t, out)
	require.FileExists(t, out+".deploying")

	require.Contains(t, millraceOK(t, append(deploy, "--yes")...), "written to       "+out)
	require.FileExists(t, out)
	require.NoFileExists(t, out+".deploying")
}

func TestEvidenceThatIsNone(t *testing.T) {
	k := newTestKey(t)
	n := deployTestNetwork(t, time.Hour, k)
	for name, c := range map[string]struct{ content, says string }{
		"no JSON":        {"receipts", "malformed evidence"},
		"unknown fault":  {`{"fault":"boredom"}`, `fault "boredom"`},
		"no receipts":    {`{"fault":"equivocation"}`, "without two receipts"},
		"unknown field":  {`{"fault":"equivocation","proof":1}`, "unknown field"},
		"more than one":  {`{"fault":"equivocation"}{}`, "malformed evidence"},
		"no signature":   {`{"fault":"equivocation","receipts":[{},{}]}`, "signature of 0 bytes"},
		"no ticket":      {`{"fault":"overpricing"}`, "without acknowledgement and ticket"},
		"leaf elsewhere": {`{"fault":"overbilling","receipts":[{}],"profiles":[{}],"leaves":[{}],"leaf":1}`, "leaf 1 of 1"},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "evidence.json")
			require.NoError(t, os.WriteFile(file, []byte(c.content), 0o600))
			n.t = t
			n.refuse(k, exitFailure, c.says, "court", "report", file)
		})
	}
}
