package rpcpool_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/chain/rpcpool"
	"github.com/millrace/millrace/pkg/testport"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// fakeNode is a node on loopback that is as the test says.
type fakeNode struct {
	*httptest.Server
	mu      sync.Mutex
	chainID int64
	head    uint64
	age     time.Duration
	fork    byte // another one, another chain history
	status  int  // HTTP, instead of an answer
	body    string
	hang    chan struct{}
	balance int64 // how one tells who answered
	asked   int   // for balances
	auth    string
}

func newNode(t *testing.T, balance int64) *fakeNode {
	t.Helper()
	n := &fakeNode{chainID: 1337, head: 100, balance: balance}
	n.Server = httptest.NewServer(n)
	t.Cleanup(n.Close)
	return n
}

func (n *fakeNode) set(f func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f()
}

func (n *fakeNode) count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.asked
}

func (n *fakeNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var req struct {
		ID     json.RawMessage `json:"id"`
		Method string          `json:"method"`
		Params []any           `json:"params"`
	}
	if json.NewDecoder(r.Body).Decode(&req) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.auth = r.Header.Get("Authorization")
	var result any
	switch req.Method {
	case "eth_chainId":
		result = hexutil.EncodeUint64(uint64(n.chainID))
	case "eth_getBlockByNumber":
		number := n.head
		if s, _ := req.Params[0].(string); s != "latest" {
			number, _ = hexutil.DecodeUint64(s)
		}
		result = map[string]any{
			"number": hexutil.EncodeUint64(number), "hash": common.Hash{1, byte(number), n.fork},
			"timestamp": hexutil.EncodeUint64(uint64(time.Now().Add(-n.age).Unix())),
		}
	case "eth_getBalance":
		n.asked++
		if n.hang != nil {
			hang := n.hang
			n.mu.Unlock()
			<-hang
			n.mu.Lock()
		}
		result = hexutil.EncodeBig(big.NewInt(n.balance))
	}
	if n.status != 0 {
		w.WriteHeader(n.status)
		return
	}
	if n.body != "" && req.Method == "eth_getBalance" {
		_, _ = w.Write([]byte(strings.ReplaceAll(n.body, "ID", string(req.ID))))
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"jsonrpc": "2.0", "id": req.ID, "result": result})
}

func open(t *testing.T, cfg rpcpool.Config, nodes ...*fakeNode) *rpcpool.Pool {
	t.Helper()
	p, err := try(t, cfg, nodes...)
	require.NoError(t, err)
	t.Cleanup(p.Close)
	return p
}

func try(t *testing.T, cfg rpcpool.Config, nodes ...*fakeNode) (*rpcpool.Pool, error) {
	t.Helper()
	for _, n := range nodes {
		cfg.URLs = append(cfg.URLs, n.URL+"/secret-key")
	}
	cfg.Logger = slog.New(slog.DiscardHandler)
	if cfg.Probe == 0 {
		cfg.Probe = time.Hour // the tests say when
	}
	return rpcpool.Open(t.Context(), cfg)
}

// balance is who answers.
func balance(t *testing.T, p *rpcpool.Pool) int64 {
	t.Helper()
	wei, err := p.Client().BalanceAt(t.Context(), common.Address{}, nil)
	require.NoError(t, err)
	return wei.Int64()
}

func TestTheFirstThatIsInOrderAnswers(t *testing.T) {
	a, b, c := newNode(t, 1), newNode(t, 2), newNode(t, 3)
	a.set(func() { a.chainID = 1 })
	p := open(t, rpcpool.Config{ChainID: big.NewInt(1337)}, a, b, c)
	require.Equal(t, int64(2), balance(t, p))
	require.Zero(t, a.count(), "a node of another chain is never asked")
	require.Equal(t, int64(1337), p.ChainID().Int64())
	health := p.Health()
	require.ErrorIs(t, health[0].Err, rpcpool.ErrWrongChain)
	require.NoError(t, health[1].Err)
	require.Equal(t, uint64(100), health[1].Head)
	require.NotContains(t, fmt.Sprint(health, p.Name()), "secret")
}

func TestFailover(t *testing.T) {
	for name, fail := range map[string]func(*fakeNode){
		"gone":     func(n *fakeNode) { n.CloseClientConnections(); n.Listener.Close() },
		"too many": func(n *fakeNode) { n.set(func() { n.status = http.StatusTooManyRequests }) },
		"broken":   func(n *fakeNode) { n.set(func() { n.status = http.StatusBadGateway }) },
		"asks to go slow": func(n *fakeNode) {
			n.set(func() { n.body = `{"jsonrpc":"2.0","id":ID,"error":{"code":-32005,"message":"slow"}}` })
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := newNode(t, 1), newNode(t, 2)
			p := open(t, rpcpool.Config{}, a, b)
			require.Equal(t, int64(1), balance(t, p))
			fail(a)
			require.Equal(t, int64(2), balance(t, p), "the same call, at the next node")
			asked := a.count()
			require.Equal(t, int64(2), balance(t, p))
			require.Equal(t, asked, a.count(), "not asked again at once")
			require.ErrorIs(t, p.Health()[0].Err, rpcpool.ErrUnreachable)
		})
	}
	t.Run("silent", func(t *testing.T) {
		a, b := newNode(t, 1), newNode(t, 2)
		hang := make(chan struct{})
		a.set(func() { a.hang = hang })
		p := open(t, rpcpool.Config{Timeout: 2 * time.Second}, a, b) // which the second one has, too
		require.Equal(t, int64(2), balance(t, p))
		close(hang)
	})
	t.Run("an error of the call is an answer", func(t *testing.T) {
		a, b := newNode(t, 1), newNode(t, 2)
		p := open(t, rpcpool.Config{}, a, b)
		a.set(func() { a.body = `{"jsonrpc":"2.0","id":ID,"error":{"code":3,"message":"execution reverted"}}` })
		_, err := p.Client().BalanceAt(t.Context(), common.Address{}, nil)
		require.ErrorContains(t, err, "execution reverted")
		require.Zero(t, b.count())
		require.NoError(t, p.Health()[0].Err)
	})
	t.Run("all gone, and back", func(t *testing.T) {
		a, b := newNode(t, 1), newNode(t, 2)
		p := open(t, rpcpool.Config{}, a, b)
		for _, n := range []*fakeNode{a, b} {
			n.set(func() { n.status = 500 })
		}
		_, err := p.Client().BalanceAt(t.Context(), common.Address{}, nil)
		require.ErrorIs(t, err, rpcpool.ErrUnreachable)
		require.ErrorContains(t, err, a.Listener.Addr().String())
		require.ErrorContains(t, err, b.Listener.Addr().String())
		require.NotContains(t, err.Error(), "secret")
		b.set(func() { b.status = 0 })
		require.Equal(t, int64(2), balance(t, p), "who was silent is asked when there is nobody else")
	})
	t.Run("the caller gives up", func(t *testing.T) {
		a, b := newNode(t, 1), newNode(t, 2)
		p := open(t, rpcpool.Config{}, a, b)
		hang := make(chan struct{})
		a.set(func() { a.hang = hang })
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := p.Client().BalanceAt(ctx, common.Address{}, nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NoError(t, p.Health()[0].Err, "which says nothing about the node")
		close(hang)
	})
	t.Run("too large", func(t *testing.T) {
		a, b := newNode(t, 1), newNode(t, 2)
		p := open(t, rpcpool.Config{}, a, b)
		a.set(func() { a.body = strings.Repeat(" ", 17<<20) })
		_, err := p.Client().BalanceAt(t.Context(), common.Address{}, nil)
		require.ErrorIs(t, err, rpcpool.ErrTooLarge)
		require.NoError(t, p.Health()[0].Err)
	})
}

// awaitHealth waits until a probe has found a node to be as wanted.
func awaitHealth(t *testing.T, p *rpcpool.Pool, node int, want error) {
	t.Helper()
	require.Eventually(t, func() bool {
		err := p.Health()[node].Err
		if want == nil {
			return err == nil
		}
		return err != nil && strings.HasPrefix(err.Error(), want.Error())
	}, time.Minute, 5*time.Millisecond)
}

func TestProbesFindWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		fail func(*fakeNode)
		want error
	}{
		"behind":         {func(n *fakeNode) { n.head = 10; n.age = 5 * time.Minute }, rpcpool.ErrBehind},
		"stale":          {func(n *fakeNode) { n.head = 10; n.age = 11 * time.Minute }, rpcpool.ErrStaleHead},
		"on a fork":      {func(n *fakeNode) { n.fork = 1 }, rpcpool.ErrDisagree},
		"a made-up head": {func(n *fakeNode) { n.head = 1 << 40 }, rpcpool.ErrDisagree},
		"another chain":  {func(n *fakeNode) { n.chainID = 1 }, rpcpool.ErrWrongChain},
	} {
		t.Run(name, func(t *testing.T) {
			a, b, d := newNode(t, 1), newNode(t, 2), newNode(t, 3)
			p := open(t, rpcpool.Config{Probe: 20 * time.Millisecond}, a, b, d)
			require.Equal(t, int64(1), balance(t, p))
			a.set(func() { c.fail(a) })
			awaitHealth(t, p, 0, c.want)
			require.Equal(t, int64(2), balance(t, p))
			a.set(func() { a.head, a.age, a.fork, a.chainID = 100, 0, 0, 1337 })
			awaitHealth(t, p, 0, nil)
			require.Equal(t, int64(1), balance(t, p), "the preferred one again")
		})
	}
}

func TestNobodyLeft(t *testing.T) {
	a, b := newNode(t, 1), newNode(t, 2)
	a.set(func() { a.age = time.Hour })
	b.set(func() { b.fork = 1 })
	_, err := try(t, rpcpool.Config{}, a)
	require.ErrorIs(t, err, rpcpool.ErrStaleHead)
	require.ErrorContains(t, err, "1h0m")
	p := open(t, rpcpool.Config{MaxHeadAge: -1}, a)
	require.Equal(t, int64(1), balance(t, p))
	a.set(func() { a.age = 0 })
	_, err = try(t, rpcpool.Config{}, a, b)
	require.ErrorIs(t, err, rpcpool.ErrDisagree)
	_, err = try(t, rpcpool.Config{ChainID: big.NewInt(1)}, a, b)
	require.ErrorIs(t, err, rpcpool.ErrWrongChain)

	p = open(t, rpcpool.Config{Probe: 20 * time.Millisecond}, a)
	a.set(func() { a.age = time.Hour })
	awaitHealth(t, p, 0, rpcpool.ErrStaleHead)
	_, err = p.Client().BalanceAt(t.Context(), common.Address{}, nil)
	require.ErrorIs(t, err, rpcpool.ErrStaleHead, "better no answer than an old one")
}

func TestUserOfTheURL(t *testing.T) {
	a := newNode(t, 1)
	p, err := rpcpool.Open(t.Context(), rpcpool.Config{URLs: []string{strings.Replace(a.URL, "http://", "http://me:secret@", 1)}})
	require.NoError(t, err)
	defer p.Close()
	require.NotContains(t, p.Name(), "secret")
	balance(t, p)
	a.set(func() { require.Equal(t, "Basic bWU6c2VjcmV0", a.auth) })
}

func TestOpenGivesUp(t *testing.T) {
	dead := []string{"http://127.0.0.1:" + testport.Free(t)}
	_, err := rpcpool.Open(t.Context(), rpcpool.Config{URLs: dead, DialWait: 100 * time.Millisecond})
	require.ErrorIs(t, err, rpcpool.ErrUnreachable)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = rpcpool.Open(ctx, rpcpool.Config{URLs: dead})
	require.ErrorIs(t, err, context.Canceled)
	for _, urls := range [][]string{nil, {"ws://a"}, make([]string, 17)} {
		_, err = rpcpool.Open(t.Context(), rpcpool.Config{URLs: urls})
		require.ErrorIs(t, err, rpcpool.ErrURL)
	}
	_, err = rpcpool.Open(t.Context(), rpcpool.Config{URLs: []string{"http://a"}, Probe: -1})
	require.Error(t, err)
}

func TestParseURLs(t *testing.T) {
	urls, err := rpcpool.ParseURLs("http://a:1, https://b/x?k=1")
	require.NoError(t, err)
	require.Equal(t, []string{"http://a:1", "https://b/x?k=1"}, urls)
	for _, bad := range []string{"", ",", "http://a,", "ws://a", "http://", "http://a,b"} {
		_, err := rpcpool.ParseURLs(bad)
		require.ErrorIs(t, err, rpcpool.ErrURL, bad)
	}
}
