package redeemer_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/signer"
)

// childEnv makes the test binary a node that takes tickets and redeems them, until it is killed: directory, RPC URL, the point to die at.
const childEnv = "MILLRACE_REDEEMER_CHILD"

// The points of a store at which a child can die.
const (
	pointAdding   = "WINNERS:ADDING"
	pointAdded    = "WINNERS:ADDED"
	pointSettling = "WINNERS:SETTLING"
)

// acknowledged begins the line that a child says when it has a winner.
const acknowledged = "acknowledged"

// faultyStore tells when it is about to change, and when it has.
type faultyStore struct {
	winnings.Store
	fault func(point string)
}

func (s faultyStore) Add(ctx context.Context, winners ...winnings.Winner) error {
	s.fault(pointAdding)
	err := s.Store.Add(ctx, winners...)
	s.fault(pointAdded)
	return err
}

func (s faultyStore) Settle(ctx context.Context, outcomes ...winnings.Outcome) error {
	s.fault(pointSettling)
	return s.Store.Settle(ctx, outcomes...)
}

// child adds the winners of a file, acknowledges each, and redeems until none is pending.
func child(args []string) error {
	dir, url, point := args[0], args[1], args[2]
	fault := func(p string) {
		fmt.Println("at", p) //nolint:forbidigo // the parent listens
		if p == point {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	ctx := context.Background()
	private, err := crypto.LoadECDSA(filepath.Join(dir, "key"))
	if err != nil {
		return err
	}
	key := signer.NewKey(private)
	addresses, err := chain.LoadAddresses(filepath.Join(dir, "addresses.json"))
	if err != nil {
		return err
	}
	journal, err := txn.OpenSQLite(ctx, filepath.Join(dir, "transactions.db"))
	if err != nil {
		return err
	}
	client, err := chain.Dial(ctx, url, addresses, chain.WithJournal(journal), chain.WithMaxHeadAge(-1), chain.WithFault(fault))
	if err != nil {
		return err
	}
	checkpoints, err := follow.OpenSQLite(ctx, filepath.Join(dir, "redemptions.db"))
	if err != nil {
		return err
	}
	follower, err := client.FollowRedemptions(ctx, key.Address(), checkpoints, 0)
	if err != nil {
		return err
	}
	kept, err := winnings.OpenSQLite(ctx, filepath.Join(dir, "winnings.db"), winnings.Book{Broker: addresses.BrokerDomain(), Recipient: key.Address()})
	if err != nil {
		return err
	}
	store := faultyStore{kept, fault}
	r, err := redeemer.New(redeemer.Config{Recipient: key.Address(), MaxBatch: 3, EtherPrice: new(big.Int)}, redeemer.Deps{
		Chain: client, Follower: follower, Store: store, Key: key, Fault: fault,
	})
	if err != nil {
		return err
	}
	file, err := os.ReadFile(filepath.Join(dir, "winners.json"))
	if err != nil {
		return err
	}
	var winners []winnings.Winner
	if err := json.Unmarshal(file, &winners); err != nil {
		return err
	}
	for _, w := range winners {
		if err := store.Add(ctx, w); err != nil {
			return err
		}
		fmt.Println(acknowledged, w.Place()) //nolint:forbidigo // the parent listens
	}
	for {
		if _, err := r.Look(ctx); err != nil {
			return err
		}
		pending, err := store.Pending(ctx, winnings.Place{}, 1)
		if err != nil {
			return err
		}
		if len(pending) == 0 {
			break
		}
	}
	client.Close()
	if err := kept.Close(); err != nil {
		return err
	}
	if err := checkpoints.Close(); err != nil {
		return err
	}
	return journal.Close()
}

// killLoop is a test that starts children and kills them.
type killLoop struct {
	*testing.T
	dir, url  string
	dev       *chain.DevChain
	broker    chain.Addresses
	recipient common.Address
	senders   []*signer.Key
	winners   []winnings.Winner
	taken     map[string]bool // by place: a child has acknowledged it
}

// start runs a child with four more winners, of two senders with two lanes each, and with those that none has acknowledged.
func (k *killLoop) start(point string) (*exec.Cmd, *lines) {
	k.Helper()
	require.NoError(k, k.dev.Advance(k.Context(), time.Second)) // every child begins at another block
	nonce := uint64(len(k.winners)/4 + 1)
	for i := range 4 {
		k.winners = append(k.winners, sign(k, k.broker.BrokerDomain(), k.recipient, k.senders[i%2], 1, uint32(i/2), nonce, int64(i+1)))
	}
	given := slices.DeleteFunc(slices.Clone(k.winners), func(w winnings.Winner) bool { return k.taken[w.Place().String()] })
	data, err := json.Marshal(given)
	require.NoError(k, err)
	require.NoError(k, os.WriteFile(filepath.Join(k.dir, "winners.json"), data, 0o600))
	cmd := exec.CommandContext(k.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %s", childEnv, k.dir, k.url, point))
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(k, err)
	require.NoError(k, cmd.Start())
	return cmd, &lines{bufio.NewScanner(stdout), k.taken}
}

// lines are what a child says.
type lines struct {
	scanner *bufio.Scanner
	taken   map[string]bool
}

// next waits for a line, and notes what it acknowledges.
func (l *lines) next() bool {
	if !l.scanner.Scan() {
		return false
	}
	if place, ok := strings.CutPrefix(l.scanner.Text(), acknowledged+" "); ok {
		l.taken[place] = true
	}
	return true
}

// TestKilledAnywhere: a node that takes winning tickets and redeems them is killed with SIGKILL at every labelled point and at random ones,
// over and over. In the end every ticket was paid once, by a redemption that was tried once.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel() // it waits for its own chain
	d, addresses, founders := startDev(t)
	k := &killLoop{T: t, dir: t.TempDir(), url: d.URL(), dev: d, broker: addresses, taken: map[string]bool{}}
	require.NoError(t, addresses.Save(filepath.Join(k.dir, "addresses.json")))
	secret, err := crypto.GenerateKey()
	require.NoError(t, err)
	require.NoError(t, crypto.SaveECDSA(filepath.Join(k.dir, "key"), secret))

	client, err := chain.Dial(t.Context(), d.URL(), addresses, chain.WithMaxHeadAge(-1))
	require.NoError(t, err)
	defer client.Close()
	// The key is one that can be written down: a third orchestrator's.
	key := signer.NewKey(secret)
	k.recipient = key.Address()
	require.NoError(t, client.Send(t.Context(), d.Faucet(), key.Address(), chain.Tokens(10)))
	require.NoError(t, client.Grant(t.Context(), d.Faucet(), key.Address(), chain.Tokens(500)))
	require.NoError(t, client.Register(t.Context(), key, chain.Registration{
		URI: "https://127.0.0.1:7003", Stake: chain.Tokens(500), Commission: chain.DefaultCommission(),
	}))
	w := &devWorld{client, t, d, key, founders[1].Key}
	w.nextRound()
	for range 2 {
		sender := w.newSender()
		w.fund(sender, 1000, 0)
		k.senders = append(k.senders, sender)
	}

	kills, began := 0, time.Now()
	for _, point := range []string{
		pointAdding, pointAdded, redeemer.PointPlanned, txn.PointReserved, txn.PointSigned, txn.PointStored, txn.PointSent, txn.PointMined,
		txn.PointSettled, redeemer.PointMined, pointSettling, redeemer.PointSettled,
	} {
		cmd, said := k.start(point)
		for said.next() {
		}
		err := cmd.Wait()
		require.Error(t, err, "the child was to die at %s", point)
		require.Equal(t, syscall.SIGKILL, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal(), "%v", err)
		kills++
	}
	rounds := 8
	if testing.Short() {
		rounds = 2
	}
	for range rounds {
		cmd, said := k.start("-")
		for range 1 + rand.IntN(20) { // a point, and then any time
			if !said.next() {
				break
			}
		}
		select {
		case <-time.After(rand.N(30 * time.Millisecond)):
		case <-t.Context().Done():
		}
		_ = cmd.Process.Kill()
		for said.next() {
		}
		if cmd.Wait() != nil {
			kills++
		}
	}
	cmd, said := k.start("-")
	for said.next() {
	}
	require.NoError(t, cmd.Wait(), "left alone, a child finishes everything")
	require.Len(t, k.taken, len(k.winners))
	k.checkChain(client)
	k.checkStores()
	t.Logf("%d tickets, %d kills, %s", len(k.winners), kills, time.Since(began).Round(time.Millisecond))
}

// checkChain asks the chain what happened.
func (k *killLoop) checkChain(client *chain.Client) {
	k.Helper()
	follower, err := client.FollowRedemptions(k.Context(), k.recipient, follow.NewMemory(), 0)
	require.NoError(k, err)
	paid := map[winnings.Place]int{}
	for more := true; more; {
		more, err = follower.Step(k.Context(), func(_ context.Context, tickets []chain.RedeemedTicket) error {
			for _, t := range tickets {
				paid[winnings.Place{Sender: t.Sender, Lane: t.Lane, Nonce: t.Nonce}]++
			}
			return nil
		})
		require.NoError(k, err)
	}
	owed := map[common.Address]*big.Int{}
	for _, w := range k.winners {
		require.Equal(k, 1, paid[w.Place()], w.Place().String())
		sender := w.Ticket.Sender
		if owed[sender] == nil {
			owed[sender] = new(big.Int)
		}
		owed[sender].Add(owed[sender], w.Owed())
	}
	require.Len(k, paid, len(k.winners))
	for sender, amount := range owed {
		deposit, err := client.Deposit(k.Context(), sender)
		require.NoError(k, err)
		require.Equal(k, dollars(1000), amount.Add(amount, deposit.Deposit))
	}
	node, err := ethclient.DialContext(k.Context(), k.url)
	require.NoError(k, err)
	defer node.Close()
	failed, err := node.FilterLogs(k.Context(), ethereum.FilterQuery{
		FromBlock: new(big.Int), Addresses: []common.Address{k.broker.TicketBroker},
		Topics: [][]common.Hash{{bindings.NewTicketBroker().GetABI().Events[bindings.TicketBrokerRedemptionFailedEventName].ID}},
	})
	require.NoError(k, err)
	require.Empty(k, failed, "nothing was sent that had been paid")
}

// checkStores asks the files.
func (k *killLoop) checkStores() {
	k.Helper()
	store, err := winnings.OpenSQLite(k.Context(), filepath.Join(k.dir, "winnings.db"), winnings.Book{
		Broker: k.broker.BrokerDomain(), Recipient: k.recipient,
	})
	require.NoError(k, err)
	defer store.Close()
	all, err := store.Totals(k.Context())
	require.NoError(k, err)
	for _, t := range all {
		require.Equal(k, uint64(len(k.winners)/2), t.Redeemed.Count)
		require.Equal(k, t.Won, t.Redeemed)
		require.Zero(k, t.Lost.Count)
	}
	high, err := store.HighNonce(k.Context(), k.senders[0].Address(), 0)
	require.NoError(k, err)
	require.Equal(k, uint64(len(k.winners)/4), high)
}

// childArgs are a child's arguments; none in the test itself.
func childArgs() []string { return strings.Fields(os.Getenv(childEnv)) }
