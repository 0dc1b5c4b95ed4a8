package main

import (
	"context"
	"encoding/json"
	"io"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/testport"
	"github.com/millrace/millrace/pkg/ticket"
)

func TestEarnings(t *testing.T) {
	dir := t.TempDir()
	code, _, errOut := millrace(t, "earnings", "--data-dir", dir)
	require.Equal(t, exitFailure, code)
	require.Contains(t, errOut, "--data-dir")

	sum := func(tickets uint64, cents int64) winnings.Sum {
		return winnings.Sum{Count: tickets, Amount: big.NewInt(cents * 10_000)}
	}
	file := earningsFile{path: filepath.Join(dir, earningsName), account: common.Address{7}}
	file.write(nil, nil)
	require.Contains(t, millraceOK(t, "earnings", "--data-dir", dir), "all")
	all := map[common.Address]winnings.Totals{
		{2}: {Won: sum(3, 650), Redeemed: sum(1, 250), Lost: sum(1, 100)},
		{1}: {Won: sum(1, 10)},
	}
	chance := ticket.Chance{Expected: big.NewInt(6e18), Variance: new(big.Int).Mul(big.NewInt(1e12), big.NewInt(1e12))} // 6 dollars, and a dollar
	intakes := []winnings.Intake{
		{Sender: common.Address{2}, Day: 0, Taken: winnings.Taken{Tickets: 100, Draws: 6400, Chance: chance, Won: big.NewInt(6_500_000)}},
		{Sender: common.Address{3}, Day: 20_000, Taken: winnings.Taken{Tickets: 10, Draws: 640, Chance: chance, Won: big.NewInt(4_000_000)}},
	}
	file.write(all, intakes)
	text := millraceOK(t, "earnings", "--data-dir", dir)
	require.Regexp(t, `0x0100\S+ +0.1 \(1\) +0 \(0\) +0.1 \(1\) +0 \(0\)\n0x0200\S+ +6.5 \(3\) +2.5 \(1\) +3 \(1\) +1 \(1\)\n0x0300.*\nall +6.6 \(4\)`, text)

	require.Contains(t, text, "0x0200000000000000000000000000000000000000  100 tickets, worth 6 on average, won 6.5: 0.5 sigma above (a sigma is 1)\n")
	require.Contains(t, text, "all  110 tickets, worth 12 on average, won 10.5: 1.1 sigma below (a sigma is 1.414213)\n")
	require.Contains(t, text, "2024-10-04  10 tickets, worth 6 on average, won 4: 2.0 sigma below")

	var r winningsReport
	require.NoError(t, json.Unmarshal([]byte(millraceOK(t, "earnings", "--data-dir", dir, "--json")), &r))
	require.Equal(t, common.Address{7}, r.Account)
	require.Equal(t, reportWinnings(common.Address{7}, all, intakes).Senders, r.Senders)

	// What did not change is not written again.
	require.NoError(t, os.Remove(file.path))
	file.write(all, intakes)
	require.NoFileExists(t, file.path)
}

// TestOrchestratorRedeems: a winning ticket that lies in an orchestrator's folder when it starts is in its pool soon after, whether it
// redeems it itself or leaves that to a redeemer.
func TestOrchestratorRedeems(t *testing.T) {
	alice, bob := newTestKey(t), newTestKey(t)
	n := deployTestNetwork(t, time.Hour, alice, bob)
	n.sign(alice, "stake", "register", "--uri", "https://127.0.0.1:1", "--stake", "500")
	n.sign(n.deployer, "round", "init")
	addresses, err := chain.LoadAddresses(n.at[3])
	require.NoError(t, err)
	client, err := chain.Dial(t.Context(), n.at[1], addresses)
	require.NoError(t, err)
	defer client.Close()
	private, err := identity.LoadKey(bob.file, bob.password)
	require.NoError(t, err)
	payer := signer.NewKey(private)
	require.NoError(t, client.MintAsset(t.Context(), payer, bob.address, big.NewInt(20e6)))
	require.NoError(t, client.FundDeposit(t.Context(), payer, bob.address, big.NewInt(20e6), nil))

	// won is an orchestrator's folder with a ticket that won four dollars.
	won := func(lane uint32) string {
		dir, secret := t.TempDir(), ticket.Rand{byte(lane)}
		w := winnings.Winner{Rand: secret, Ticket: ticket.Ticket{
			Recipient: alice.address, Sender: bob.address, FaceValue: ticket.Units(2_000_000), Round: 1, Draws: 2,
			WinProb: ticket.WinProb(slices.Repeat([]byte{0xff}, 32)), RandHash: secret.Hash(), Nonce: 1, Lane: lane,
		}}
		digest := w.Ticket.Digest(addresses.BrokerDomain())
		w.Mask = w.Ticket.Draw(digest, secret)
		w.Signature, err = payer.SignHash(digest)
		require.NoError(t, err)
		store, err := winnings.OpenSQLite(t.Context(), filepath.Join(dir, winningsFile), winnings.Book{
			Broker: addresses.BrokerDomain(), Recipient: alice.address,
		})
		require.NoError(t, err)
		require.NoError(t, store.Add(t.Context(), w))
		require.NoError(t, store.Close())
		return dir
	}
	await := func(dir, dollars string) {
		t.Helper()
		require.Eventually(t, func() bool {
			file, err := os.ReadFile(filepath.Join(dir, earningsName))
			var r winningsReport
			return err == nil && json.Unmarshal(file, &r) == nil && r.Total.Redeemed.Dollars == dollars
		}, time.Minute, 50*time.Millisecond)
	}
	node := func(dir string, args ...string) (stop func()) {
		args = append(append(args, "--addr", "127.0.0.1:0", "--service-uri", "https://127.0.0.1:1", "--data-dir", dir), n.at...)
		return runUntil(t, append(args, alice.flags()...)...)
	}
	alone := won(1)
	stop := node(alone, "orchestrator", "--redeem-confirmations", "0")
	await(alone, "4")
	stop()
	require.Contains(t, millraceOK(t, "earnings", "--data-dir", alone), "4 (1)")

	shared := t.TempDir()
	addr := "127.0.0.1:" + testport.Free(t)
	stop = runUntil(t, append(append([]string{
		"redeemer", "--addr", addr, "--service-uri", "https://" + addr, "--data-dir", shared, "--redeem-confirmations", "0",
	}, n.at...), alice.flags()...)...)
	stopOne := node(won(2), "orchestrator", "--redeemer", "https://"+addr)
	stopTwo := node(won(3), "orchestrator", "--redeemer", "https://"+addr)
	await(shared, "8")
	stopTwo()
	stopOne()
	stop()
	var status stakeReport
	n.read(&status, "stake", "status", "--key-file", alice.file)
	require.Equal(t, "12", status.Delegation.Fees)
}

// runUntil runs a command that ends in good order when it is told to.
func runUntil(t *testing.T, args ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	code := make(chan int, 1)
	go func() { code <- run(ctx, args, io.Discard, io.Discard) }() // the process has one log, whoever writes to it
	return func() {
		t.Helper()
		cancel()
		require.Equal(t, exitOK, <-code)
	}
}
