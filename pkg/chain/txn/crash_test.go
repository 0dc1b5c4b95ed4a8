package txn_test

import (
	"bufio"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/signer"
)

// childEnv makes the test binary a process that sends payments until it is killed: directory, RPC URL, how many payments, the point to
// die at and how often to pass it before.
const childEnv = "MILLRACE_TXN_CHILD"

func TestMain(m *testing.M) {
	if args := os.Getenv(childEnv); args != "" {
		if err := child(strings.Fields(args)); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1) //nolint:forbidigo // a process of its own
		}
		os.Exit(0) //nolint:forbidigo // likewise
	}
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}

// payee is who payment i goes to, and nobody else.
func payee(i int) common.Address { return common.Address{0x70, byte(i >> 8), byte(i)} }

// child makes the first n payments of a wei each, all at once, and waits for them.
func child(args []string) error {
	dir, url, point := args[0], args[1], args[3]
	n, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	passes, err := strconv.Atoi(args[4])
	if err != nil {
		return err
	}
	private, err := crypto.LoadECDSA(filepath.Join(dir, "key"))
	if err != nil {
		return err
	}
	ctx := context.Background()
	node, err := ethclient.DialContext(ctx, url)
	if err != nil {
		return err
	}
	journal, err := txn.OpenSQLite(ctx, filepath.Join(dir, "txn.db"))
	if err != nil {
		return err
	}
	m, err := txn.Open(ctx, txn.Config{ChainID: big.NewInt(chain.DevChainID), Chain: "dev"}, txn.Deps{
		Node: node, Journal: journal, Signer: signer.NewKey(private),
		Fault: func(p string) {
			fmt.Println("at", p) //nolint:forbidigo // the parent listens
			if p == point {
				if passes == 0 {
					_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
					select {}
				}
				passes--
			}
		},
	})
	if err != nil {
		return err
	}
	var txs []*txn.Tx
	for i := range n {
		to := payee(i)
		tx, err := m.Submit(ctx, txn.Intent{Key: fmt.Sprintf("payment/%d", i), To: &to, Value: big.NewInt(1), Gas: 21_000})
		if err != nil {
			return err
		}
		txs = append(txs, tx)
	}
	for _, tx := range txs {
		if _, err := tx.Wait(ctx); err != nil {
			return err
		}
	}
	m.Close()
	return journal.Close()
}

// killLoop is a test that starts children and kills them.
type killLoop struct {
	*testing.T
	dir, url string
	wanted   int // payments that the next child is to have made
}

// start runs a child with two more payments to make than the last one.
func (k *killLoop) start(point string, passes int) (cmd *exec.Cmd, points *bufio.Scanner) {
	k.wanted += 2
	cmd = exec.CommandContext(k.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %d %s %d", childEnv, k.dir, k.url, k.wanted, point, passes))
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	require.NoError(k, err)
	require.NoError(k, cmd.Start())
	return cmd, bufio.NewScanner(stdout)
}

// TestKilledAtAnyPoint: a process that sends payments is killed with SIGKILL at every labelled point and at random ones, over and over.
// In the end every payment was made once, and nothing else happened on the account.
func TestKilledAtAnyPoint(t *testing.T) {
	k := &killLoop{T: t, dir: t.TempDir()}
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	require.NoError(t, crypto.SaveECDSA(filepath.Join(k.dir, "key"), key))
	account := crypto.PubkeyToAddress(key.PublicKey)
	d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0", Fund: []common.Address{account}})
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context()))
	defer func() { require.NoError(t, d.Stop(context.Background())) }()
	k.url = d.URL()

	kills, began := 0, time.Now()
	points := []string{txn.PointReserved, txn.PointSigned, txn.PointStored, txn.PointSent, txn.PointMined, txn.PointSettled}
	for _, point := range points {
		for passes := range 2 {
			cmd, lines := k.start(point, passes)
			for lines.Scan() {
			}
			err := cmd.Wait()
			require.Error(t, err, "the child was to die at %s", point)
			require.Equal(t, syscall.SIGKILL, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal(), "%v", err)
			kills++
		}
	}
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for range rounds {
		cmd, lines := k.start("-", 0)
		for range 1 + rand.IntN(12) { // a point, and then any time
			if !lines.Scan() {
				break
			}
		}
		select {
		case <-time.After(rand.N(30 * time.Millisecond)):
		case <-t.Context().Done():
		}
		_ = cmd.Process.Kill()
		for lines.Scan() {
		}
		if cmd.Wait() != nil {
			kills++
		}
	}
	cmd, lines := k.start("-", 0)
	for lines.Scan() {
	}
	require.NoError(t, cmd.Wait(), "left alone, a child finishes everything")

	node, err := ethclient.DialContext(t.Context(), k.url)
	require.NoError(t, err)
	defer node.Close()
	for i := range k.wanted {
		wei, err := node.BalanceAt(t.Context(), payee(i), nil)
		require.NoError(t, err)
		require.Equal(t, int64(1), wei.Int64(), "payment %d was made %s times", i, wei)
	}
	nonce, err := node.NonceAt(t.Context(), account, nil)
	require.NoError(t, err)
	require.Equal(t, uint64(k.wanted), nonce, "nothing else was sent")
	journal := openSQLite(t, filepath.Join(k.dir, "txn.db"))
	open, err := journal.Unfinished(t.Context(), txn.Account{Chain: "dev", Address: account})
	require.NoError(t, err)
	require.Empty(t, open)
	t.Logf("%d payments, %d kills, %s", k.wanted, kills, time.Since(began).Round(time.Millisecond))
}
