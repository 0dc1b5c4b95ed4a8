package orchestrator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/wire"
)

// spend pays tickets until the orchestrator takes no more.
func (b *buyer) spend() error {
	for i := range 5000 {
		tk := b.ticket(i, 5)
		signature, err := b.signer.SignHash(tk.Digest(broker))
		if err != nil {
			return err
		}
		if b.Send(wire.NewPayment(tk, signature)) != nil {
			return nil
		}
		for {
			m, err := b.Receive()
			if err != nil || m.GetFailure() != nil {
				return nil
			}
			if m.GetAck() != nil {
				break
			}
		}
	}
	return errors.New("it took tickets without end")
}

// atRisk says what is wrong with what a node has won: all but the newest winner must be covered by a tenth of the deposit.
func atRisk(won *winnings.Memory, b *buyer, deposit *big.Int) error {
	pending, err := won.Pending(b.t.Context(), winnings.Place{}, 1000)
	if err != nil || len(pending) == 0 {
		return fmt.Errorf("nothing was won: %w", err)
	}
	sum := new(big.Int)
	for _, w := range pending[:len(pending)-1] {
		sum.Add(sum, w.Owed())
	}
	if most := new(big.Int).Div(deposit, big.NewInt(10)); sum.Cmp(most) >= 0 {
		return fmt.Errorf("%s were at risk before the last winner, of %s", sum, most)
	}
	return nil
}

// TestAnAccountSpentAtTwentyNodes: a broadcaster that pays twenty running orchestrators at one time from one deposit, as fast as they take
// its tickets, is refused by each as soon as what it won there reaches a tenth of the deposit.
func TestAnAccountSpentAtTwentyNodes(t *testing.T) {
	const face, nodes = 1000, 20
	deposit := big.NewInt(20 * face)
	thief := newSigner(t)
	var buyers []*buyer
	var wins []*winnings.Memory
	for range nodes {
		says := &chainSays{sender: chain.Sender{Deposit: deposit, Reserve: new(big.Int)}}
		n, won := sellingAt(t, says, newSigner(t), orchestrator.Config{Price: 10_000_000}) // a draw wins one time in eighty
		buyers, wins = append(buyers, n.buy(thief, open("s"))), append(wins, won)
	}
	ended := make(chan error, nodes)
	for _, b := range buyers {
		go func() { ended <- b.spend() }()
	}
	for range nodes {
		require.NoError(t, <-ended)
	}
	for i, b := range buyers {
		require.NoError(t, atRisk(wins[i], b, deposit))
	}
}

// TestClocksThatDiffer: an orchestrator whose clock is a minute off sells as any other. What it signs lies within what a broadcaster grants
// to clocks (wire.MaxSkew), and it takes what is paid under a quote that is over by its own clock, but not by the broadcaster's.
func TestClocksThatDiffer(t *testing.T) {
	for name, skew := range map[string]time.Duration{"ahead": time.Minute, "behind": -time.Minute} {
		t.Run(name, func(t *testing.T) {
			var later atomic.Int64 // what passes during the test
			operator := newSigner(t)
			won := winnings.NewMemory(winnings.Book{Broker: broker, Recipient: operator.Address()})
			n := sellingWith(t, orchestrator.Config{Price: 1_000_000, Broker: broker, FaceValue: 1000, Cashier: cashier.Config{MaxAge: time.Hour}}, orchestrator.Deps{
				Signer: operator, Chain: wealthy(), Winnings: won,
				Now: func() time.Time { return time.Now().Add(skew + time.Duration(later.Load())) },
			})
			b := n.buy(newSigner(t), open("s"))
			expiry := time.Unix(int64(b.quote.Expiry), 0)
			require.True(t, expiry.After(time.Now().Add(-wire.MaxSkew)))
			require.True(t, expiry.Before(time.Now().Add(wire.MaxSkew+time.Hour)))

			later.Store(int64(time.Until(expiry) - skew + 59*time.Second)) // the orchestrator's clock is that much past the quote
			b.pay(0, partCost)
			require.NoError(t, b.Send(wire.NewSourcePart(part(0, []byte{1}))))
			for {
				m, err := b.Receive()
				require.NoError(t, err)
				require.Nil(t, m.GetFailure())
				if m.GetPart() != nil {
					break
				}
			}
			later.Add(int64(2 * time.Second)) // there is an end to that
			b.pay(1, partCost)
			failure := receiveFailure(t, b.RequestStream)
			require.ErrorIs(t, failure, wire.ErrUnpaid)
			require.ErrorContains(t, failure, "expired")
		})
	}
}

// oldNode is an RPC node that answers by the chain as it was at one block.
type oldNode struct {
	*httputil.ReverseProxy
	block atomic.Pointer[string] // nil: by the latest
	aged  atomic.Bool            // by oldAge, which would otherwise have to pass
}

// oldAge is so much that a block is old by it even if the development chain's clock is some seconds ahead.
const oldAge = 10 * time.Minute

var blockTime = regexp.MustCompile(`"timestamp":"(0x[0-9a-f]+)"`)

// age makes the blocks of an answer as much older as the node is.
func (o *oldNode) age(r *http.Response) error {
	if !o.aged.Load() {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	_ = r.Body.Close()
	body = blockTime.ReplaceAllFunc(body, func(field []byte) []byte {
		at, err := hexutil.DecodeUint64(string(blockTime.FindSubmatch(field)[1]))
		if err != nil {
			return field
		}
		return fmt.Appendf(nil, `"timestamp":"%#x"`, at-uint64(oldAge/time.Second))
	})
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return nil
}

func (o *oldNode) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if b := o.block.Load(); b != nil {
		body = bytes.ReplaceAll(body, []byte(`"latest"`), []byte(`"`+*b+`"`))
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	r.Header.Del("Accept-Encoding") // so that age gets text
	o.ReverseProxy.ServeHTTP(w, r)
}

// TestAnRPCNodeThatShowsAnOldBlock: a broadcaster takes its deposit out, and the orchestrator's RPC node does not show it. An orchestrator that
// has no other node sells for as long as what it knows is young enough, and then no more; one that has another node sees what is going on.
func TestAnRPCNodeThatShowsAnOldBlock(t *testing.T) {
	dev, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
	require.NoError(t, err)
	require.NoError(t, dev.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, dev.Stop(context.Background())) })
	operator, broadcaster := newKey(t), newKey(t)
	addresses, err := chain.Bootstrap(t.Context(), dev, chain.DeployParams{RoundLength: time.Hour}, []chain.Founder{
		{Key: operator, Stake: chain.Tokens(1000), URI: "https://127.0.0.1:1"},
	})
	require.NoError(t, err)
	truth, err := chain.Dial(t.Context(), dev.URL(), addresses, chain.WithMaxHeadAge(-1))
	require.NoError(t, err)
	t.Cleanup(truth.Close)
	require.NoError(t, truth.Send(t.Context(), dev.Faucet(), broadcaster.Address(), chain.Tokens(1)))
	require.NoError(t, truth.MintAsset(t.Context(), broadcaster, broadcaster.Address(), big.NewInt(2e9)))
	require.NoError(t, truth.FundDeposit(t.Context(), broadcaster, broadcaster.Address(), big.NewInt(1e9), big.NewInt(1e9)))

	target, err := url.Parse(dev.URL())
	require.NoError(t, err)
	old := &oldNode{ReverseProxy: httputil.NewSingleHostReverseProxy(target)}
	old.ModifyResponse = old.age
	server := httptest.NewServer(old)
	t.Cleanup(server.Close)
	start := func(rpc string) *node {
		client, err := chain.Dial(t.Context(), rpc, addresses, chain.WithMaxHeadAge(oldAge/2))
		require.NoError(t, err)
		t.Cleanup(client.Close)
		domain := addresses.BrokerDomain()
		return sellingWith(t, orchestrator.Config{
			Price: 1_000_000, Broker: domain, FaceValue: 1000, Cashier: cashier.Config{Refresh: 100 * time.Millisecond, MaxAge: time.Second},
		}, orchestrator.Deps{
			Signer: operator, Chain: client, Winnings: winnings.NewMemory(winnings.Book{Broker: domain, Recipient: operator.Address()}),
		})
	}
	deceived, warned := start(server.URL), start(server.URL+","+dev.URL())
	deceived.buy(broadcaster, open("a")).Close()
	warned.buy(broadcaster, open("a")).Close()

	head, err := truth.BlockNumber(t.Context())
	require.NoError(t, err)
	at := fmt.Sprintf("%#x", head)
	old.block.Store(&at)
	require.NoError(t, truth.Unlock(t.Context(), broadcaster))
	deceived.buy(broadcaster, open("b")).Close() // the block is not old yet
	old.aged.Store(true)
	refused := func(n *node) error {
		stream := n.session(n.as(broadcaster), open("c"))
		defer stream.Close()
		for {
			m, err := stream.Receive()
			switch {
			case err != nil:
				return err
			case m.GetFailure() != nil:
				return wire.FailureError(m.GetFailure())
			case m.GetQuote() != nil:
				return nil
			}
		}
	}
	require.Eventually(t, func() bool { return errors.Is(refused(deceived), wire.ErrUnpaid) }, 2*time.Minute, 500*time.Millisecond)
	require.ErrorContains(t, refused(deceived), "is not known since")
	require.Eventually(t, func() bool { return errors.Is(refused(warned), wire.ErrUnpaid) }, 2*time.Minute, 500*time.Millisecond)
	require.ErrorContains(t, refused(warned), "taking its deposit out")
}

func newKey(t *testing.T) *signer.Key {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return signer.NewKey(key)
}
