package follow_test

import (
	"context"
	"errors"
	"log/slog"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/signer"
)

// emitterCode makes a contract that logs the first word of its input as a topic:
// PUSH1 0 CALLDATALOAD PUSH1 0 PUSH1 0 LOG1 STOP, as the ten bytes that the constructor returns.
func emitterCode() []byte { return common.FromHex("6960003560006000a100" + "00" + "600052600a6016f3") }

// world is a real chain with a contract that logs, a follower of it, and a mirror of what the follower delivered.
type world struct {
	*testing.T
	backend  *simulated.Backend
	node     simulated.Client
	key      *signer.Key
	contract common.Address
	next     uint64 // topic
	nonce    uint64
	mirror   []types.Log
	removed  int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	key, err := signer.Generate()
	require.NoError(t, err)
	w := &world{T: t, key: key}
	w.backend = simulated.NewBackend(types.GenesisAlloc{key.Address(): {Balance: new(big.Int).Lsh(big.NewInt(1), 100)}})
	t.Cleanup(func() { require.NoError(t, w.backend.Close()) })
	w.node = w.backend.Client()
	w.contract = crypto.CreateAddress(key.Address(), 0)
	w.send(nil, emitterCode())
	w.backend.Commit()
	code, err := w.node.CodeAt(t.Context(), w.contract, nil)
	require.NoError(t, err)
	require.Len(t, code, 10)
	return w
}

// send puts a transaction into the pool.
func (w *world) send(to *common.Address, data []byte) {
	nonce := w.nonce
	w.nonce++
	tx, err := w.key.SignTx(w.Context(), types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(1337), Nonce: nonce, To: to, Data: data, Gas: 200_000, Value: new(big.Int),
		GasFeeCap: big.NewInt(1e12), GasTipCap: big.NewInt(1e9),
	}), big.NewInt(1337))
	require.NoError(w, err)
	require.NoError(w, w.node.SendTransaction(w.Context(), tx))
}

// emit makes a block with n logs.
func (w *world) emit(n int) {
	for range n {
		w.next++
		topic := common.BigToHash(new(big.Int).SetUint64(w.next))
		w.send(&w.contract, topic.Bytes())
	}
	w.backend.Commit()
}

func (w *world) head() *types.Header {
	h, err := w.node.HeaderByNumber(w.Context(), nil)
	require.NoError(w, err)
	return h
}

// fork goes back by depth blocks, or to the contract's, and makes other blocks, one more than went, some with a log.
func (w *world) fork(depth, logs int) {
	head := w.head().Number.Int64()
	at := max(1, head-int64(depth))
	parent, err := w.node.HeaderByNumber(w.Context(), big.NewInt(at))
	require.NoError(w, err)
	w.backend.Rollback()
	require.NoError(w, w.backend.Fork(parent.Hash()))
	w.backend.Rollback() // what was in the blocks that are gone has come back
	w.nonce, err = w.node.NonceAt(w.Context(), w.key.Address(), nil)
	require.NoError(w, err)
	for i := range int(head-at) + 1 {
		if i < logs {
			w.emit(1)
		} else {
			w.emit(0)
		}
	}
}

func (w *world) config() follow.Config {
	return follow.Config{Name: "logs", Addresses: []common.Address{w.contract}, From: 1, MaxRange: 5}
}

func (w *world) follower(cfg follow.Config, store follow.Store) *follow.Follower {
	f, err := follow.New(cfg, follow.Deps{Node: w.node, Store: store, Logger: slog.New(slog.DiscardHandler)})
	require.NoError(w, err)
	return f
}

// handle keeps the mirror: removals undo the newest logs, one by one.
func (w *world) handle(_ context.Context, b follow.Batch) error {
	for _, l := range b.Removed {
		require.NotEmpty(w, w.mirror)
		newest := w.mirror[len(w.mirror)-1]
		require.True(w, l.Removed)
		l.Removed = false
		require.Equal(w, newest, l, "removals undo what was delivered, newest first")
		w.mirror = w.mirror[:len(w.mirror)-1]
		w.removed++
	}
	w.mirror = append(w.mirror, b.Added...)
	return nil
}

// catchUp steps until there is no more to do.
func (w *world) catchUp(f *follow.Follower) {
	for {
		more, err := f.Step(w.Context(), w.handle)
		require.NoError(w, err)
		if !more {
			return
		}
	}
}

// requireMirror compares what was delivered with what the chain says now, up to the block that is confirmed.
func (w *world) requireMirror(confirmations int64) {
	w.Helper()
	want, err := w.node.FilterLogs(w.Context(), ethereum.FilterQuery{
		FromBlock: big.NewInt(1), ToBlock: big.NewInt(w.head().Number.Int64() - confirmations), Addresses: []common.Address{w.contract},
	})
	require.NoError(w, err)
	require.Len(w, w.mirror, len(want))
	for i := range want {
		require.Equal(w, want[i], w.mirror[i])
	}
}

func TestBackfillInRanges(t *testing.T) {
	w := newWorld(t)
	for range 23 {
		w.emit(2)
	}
	f := w.follower(w.config(), follow.NewMemory())
	more, err := f.Step(t.Context(), w.handle)
	require.NoError(t, err)
	require.True(t, more)
	require.LessOrEqual(t, len(w.mirror), 10, "five blocks at a time")
	w.catchUp(f)
	require.Len(t, w.mirror, 46)
	w.requireMirror(0)
}

func TestReorganization(t *testing.T) {
	for name, depth := range map[string]int{"of one block": 1, "of three": 3, "of all": 1000} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			f := w.follower(w.config(), follow.NewMemory())
			for range 7 {
				w.emit(1)
				w.catchUp(f)
			}
			w.fork(depth, 1)
			w.catchUp(f)
			w.requireMirror(0)
			require.GreaterOrEqual(t, w.removed, min(depth, 7))
		})
	}
}

func TestReorganizationDuringDowntime(t *testing.T) {
	w, path := newWorld(t), filepath.Join(t.TempDir(), "follow.db")
	store, err := follow.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	for range 5 {
		w.emit(2)
	}
	w.catchUp(w.follower(w.config(), store))
	require.Len(t, w.mirror, 10)
	require.NoError(t, store.Close())
	w.fork(3, 2)
	w.emit(3)
	w.catchUp(w.follower(w.config(), openSQLite(t, path)))
	w.requireMirror(0)
	require.Equal(t, 6, w.removed)
}

// A reorganization may replace blocks that had no logs by as many that have some.
func TestReorganizationOfSilentBlocks(t *testing.T) {
	w := newWorld(t)
	f := w.follower(w.config(), follow.NewMemory())
	w.emit(1)
	w.catchUp(f)
	for range 5 {
		w.emit(0)
	}
	_, err := f.Step(t.Context(), w.handle)
	require.NoError(t, err)
	w.fork(2, 3) // the range that is read again ends at the same block
	w.catchUp(f)
	w.requireMirror(0)
	require.Len(t, w.mirror, 4)
	require.Zero(t, w.removed)
}

func TestConfirmationsSpareRemovals(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	cfg.Confirmations = 3
	f := w.follower(cfg, follow.NewMemory())
	for range 6 {
		w.emit(1)
		w.catchUp(f)
	}
	w.requireMirror(3)
	w.fork(2, 1)
	w.catchUp(f)
	w.requireMirror(3)
	require.Zero(t, w.removed)
}

func TestReorganizationBelowMemory(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	cfg.Depth = 2
	f := w.follower(cfg, follow.NewMemory())
	for range 10 {
		w.emit(1)
		w.catchUp(f)
	}
	w.fork(6, 1)
	require.ErrorIs(t, f.Run(t.Context(), w.handle), follow.ErrTooDeep)
}

// TestAnyHistory: whatever the chain and the process do, what was delivered in sum is what the chain says.
func TestAnyHistory(t *testing.T) {
	for _, seed := range []uint64{2708901351896734184, rand.Uint64()} {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) { anyHistory(t, seed) })
	}
}

func anyHistory(t *testing.T, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 0))
	w, path := newWorld(t), filepath.Join(t.TempDir(), "follow.db")
	store, err := follow.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	f := w.follower(w.config(), store)
	failing := errors.New("handler fails")
	for range 60 {
		switch r.IntN(6) {
		case 0, 1:
			w.emit(r.IntN(4))
		case 2:
			w.fork(1+r.IntN(6), r.IntN(4))
		case 3:
			_, err := f.Step(t.Context(), w.handle)
			require.NoError(t, err)
		case 4: // another process
			require.NoError(t, store.Close())
			store, err = follow.OpenSQLite(t.Context(), path)
			require.NoError(t, err)
			f = w.follower(w.config(), store)
		case 5:
			if _, err := f.Step(t.Context(), func(context.Context, follow.Batch) error { return failing }); err != nil {
				require.ErrorIs(t, err, failing)
			}
		}
	}
	w.catchUp(f)
	w.requireMirror(0)
	require.NoError(t, store.Close())
	t.Logf("%d logs, %d removed", len(w.mirror), w.removed)
}

// pickyNode refuses questions about more than limit blocks, and can be made to answer with anything.
type pickyNode struct {
	simulated.Client
	limit  uint64
	widest uint64 // that was answered
	asked  int
	bend   func([]types.Log) []types.Log
	before func() // is called before logs are read
	err    error
}

type rpcError struct{}

func (rpcError) Error() string  { return "query exceeds max results" }
func (rpcError) ErrorCode() int { return -32602 }

func (n *pickyNode) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	n.asked++
	blocks := q.ToBlock.Uint64() - q.FromBlock.Uint64() + 1
	if n.err != nil {
		return nil, n.err
	}
	if n.limit > 0 && blocks > n.limit {
		return nil, rpcError{}
	}
	n.widest = max(n.widest, blocks)
	if n.before != nil {
		n.before()
	}
	logs, err := n.Client.FilterLogs(ctx, q)
	if n.bend != nil {
		logs = n.bend(logs)
	}
	return logs, err
}

func (w *world) picky(node *pickyNode, cfg follow.Config) *follow.Follower {
	node.Client = w.node
	f, err := follow.New(cfg, follow.Deps{Node: node, Store: follow.NewMemory(), Logger: slog.New(slog.DiscardHandler)})
	require.NoError(w, err)
	return f
}

func TestRefusedRangesAreSplit(t *testing.T) {
	w := newWorld(t)
	for range 40 {
		w.emit(1)
	}
	cfg := w.config()
	cfg.MaxRange = 1000
	node := &pickyNode{limit: 3}
	w.catchUp(w.picky(node, cfg))
	w.requireMirror(0)
	require.LessOrEqual(t, node.widest, uint64(3))
	require.Less(t, node.asked, 60)
	node = &pickyNode{err: rpcError{}}
	_, err := w.picky(node, cfg).Step(t.Context(), w.handle)
	require.ErrorIs(t, err, rpcError{}, "one block at last, and still no")
	down := errors.New("connection refused")
	node = &pickyNode{err: down}
	_, err = w.picky(node, cfg).Step(t.Context(), w.handle)
	require.ErrorIs(t, err, down)
	require.Equal(t, 1, node.asked, "a smaller question would not help")
}

func TestReorganizationWhileReading(t *testing.T) {
	w := newWorld(t)
	for range 4 {
		w.emit(1)
	}
	node := &pickyNode{}
	forks := 0
	node.before = func() {
		if forks++; forks <= 2 {
			w.fork(2, 1)
		}
	}
	w.catchUp(w.picky(node, w.config()))
	w.requireMirror(0)
	require.Greater(t, forks, 2)
}

func TestLogsThatWereNotAskedFor(t *testing.T) {
	for name, bend := range map[string]func([]types.Log) []types.Log{
		"another contract": func(l []types.Log) []types.Log { l[0].Address = common.Address{}; return l },
		"another block":    func(l []types.Log) []types.Log { l[0].BlockNumber = 999; return l },
		"removed":          func(l []types.Log) []types.Log { l[0].Removed = true; return l },
		"disorder":         func(l []types.Log) []types.Log { l[0], l[1] = l[1], l[0]; return l },
		"twice":            func(l []types.Log) []types.Log { return append(l, l[len(l)-1]) },
		"two blocks of one number": func(l []types.Log) []types.Log {
			l[1].BlockHash, l[1].BlockNumber, l[1].Index = common.Hash{1}, l[0].BlockNumber, l[0].Index+1
			return l
		},
		"no topics": func(l []types.Log) []types.Log { l[0].Topics = nil; return l },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.emit(2)
			w.emit(1)
			w.emit(0)
			cfg := w.config()
			cfg.Topics = [][]common.Hash{{common.BigToHash(big.NewInt(1)), common.BigToHash(big.NewInt(2)), common.BigToHash(big.NewInt(3))}}
			w.catchUp(w.picky(&pickyNode{}, cfg))
			require.Len(t, w.mirror, 3)
			_, err := w.picky(&pickyNode{bend: bend}, cfg).Step(t.Context(), w.handle)
			require.ErrorIs(t, err, follow.ErrLogs)
		})
	}
}

// TestNodeThatIsBehind: after fail-over to a node that has not caught up, nothing is removed.
func TestNodeThatIsBehind(t *testing.T) {
	w := newWorld(t)
	w.emit(1)
	w.emit(1)
	f := w.follower(w.config(), follow.NewMemory())
	w.catchUp(f)
	behind := w.head()
	w.emit(1)
	w.catchUp(f)
	require.Len(t, w.mirror, 3)
	w.backend.Rollback()
	require.NoError(t, w.backend.Fork(behind.Hash()))
	require.Equal(t, behind.Number, w.head().Number)
	w.catchUp(f)
	require.Len(t, w.mirror, 3)
	require.Zero(t, w.removed)
}

func TestRunGoesOnAfterErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		node := &deadNode{}
		f, err := follow.New(follow.Config{Name: "x"}, follow.Deps{Node: node, Store: follow.NewMemory(), Logger: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), 21*time.Second)
		defer cancel()
		require.ErrorIs(t, f.Run(ctx, nil), context.DeadlineExceeded)
		require.Equal(t, 11, node.asked)
	})
}

type deadNode struct{ asked int }

func (n *deadNode) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) {
	n.asked++
	return nil, errors.New("connection refused")
}

func (n *deadNode) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return nil, errors.New("connection refused")
}

func TestNewRefuses(t *testing.T) {
	deps := follow.Deps{Node: &deadNode{}, Store: follow.NewMemory()}
	_, err := follow.New(follow.Config{}, deps)
	require.Error(t, err)
	_, err = follow.New(follow.Config{Name: "x", Poll: -1}, deps)
	require.Error(t, err)
	_, err = follow.New(follow.Config{Name: "x"}, follow.Deps{})
	require.Error(t, err)
}
