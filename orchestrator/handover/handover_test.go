package handover_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/orchestrator/handover"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func newKey(t *testing.T) *signer.Key {
	t.Helper()
	k, err := signer.Generate()
	require.NoError(t, err)
	return k
}

func book(recipient common.Address) winnings.Book {
	return winnings.Book{Broker: ticket.Domain{ChainID: 1, Contract: common.Address{0xb0}}, Recipient: recipient}
}

// winner is a ticket that cannot lose.
func winner(recipient common.Address, lane uint32, nonce uint64) winnings.Winner {
	secret := ticket.Rand{byte(lane), byte(nonce)}
	w := winnings.Winner{
		Ticket: ticket.Ticket{
			Recipient: recipient, Sender: common.Address{5}, FaceValue: ticket.Units(9), Round: 3, Draws: 1,
			WinProb: ticket.WinProb(slices.Repeat([]byte{0xff}, 32)), RandHash: secret.Hash(), Nonce: nonce, Lane: lane,
		},
		Signature: make([]byte, winnings.SignatureSize), Rand: secret, RevealAt: time.UnixMilli(1_700_000_000_123).UTC(),
	}
	w.Mask = w.Ticket.Draw(w.Ticket.Digest(book(recipient).Broker), secret)
	return w
}

// flaky is a store that fails on demand.
type flaky struct {
	winnings.Store
	err error
}

func (f *flaky) Add(ctx context.Context, winners ...winnings.Winner) error {
	return errors.Join(f.err, f.Store.Add(ctx, winners...))
}

func (f *flaky) TotalsOf(ctx context.Context, sender common.Address) (winnings.Totals, error) {
	totals, err := f.Store.TotalsOf(ctx, sender)
	return totals, errors.Join(f.err, err)
}

func (f *flaky) Settle(ctx context.Context, outcomes ...winnings.Outcome) error {
	if f.err != nil {
		return f.err
	}
	return f.Store.Settle(ctx, outcomes...)
}

// share is an orchestrator's shared redeemer, as its nodes see it.
type share struct {
	*testing.T
	key   *signer.Key
	store *flaky
	uri   string
}

func newShare(t *testing.T) *share {
	t.Helper()
	s := &share{T: t, key: newKey(t)}
	s.store = &flaky{Store: winnings.NewMemory(book(s.key.Address()))}
	// The certificate's URI has a port that is not known yet; who dials goes by the key.
	server, err := handover.NewServer(handover.ServerConfig{Addr: "127.0.0.1:0", URI: "https://127.0.0.1:8937"}, handover.ServerDeps{
		Key: s.key, Store: s.store, Log: slog.New(slog.DiscardHandler),
	})
	require.NoError(t, err)
	require.NoError(t, server.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, server.Stop(context.Background())) })
	s.uri = "https://" + server.Addr().String()
	return s
}

func (s *share) node(key *signer.Key, store winnings.Store, log *slog.Logger) *handover.Forwarder {
	s.Helper()
	f, err := handover.NewForwarder(handover.ForwarderConfig{URI: s.uri, Interval: time.Millisecond}, handover.ForwarderDeps{Key: key, Store: store, Log: log})
	require.NoError(s, err)
	return f
}

func pending(t *testing.T, s winnings.Store) []winnings.Winner {
	t.Helper()
	list, err := s.Pending(t.Context(), winnings.Place{}, 1000)
	require.NoError(t, err)
	return list
}

// TestNodesShareARedeemer: what the nodes win is in the redeemer's store, once, and nowhere else pending.
func TestNodesShareARedeemer(t *testing.T) {
	s := newShare(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 2)
	nodes := make([]winnings.Store, 2)
	for i := range nodes {
		nodes[i] = winnings.NewMemory(book(s.key.Address()))
		f := s.node(s.key, nodes[i], nil)
		go func() { done <- f.Run(ctx) }()
	}
	var want []winnings.Winner
	for nonce := range uint64(200) { // more than go at once
		for i, n := range nodes {
			w := winner(s.key.Address(), uint32(i), nonce+1)
			require.NoError(t, n.Add(ctx, w))
			want = append(want, w)
		}
	}
	require.Eventually(t, func() bool { return len(pending(t, s.store)) == len(want) }, time.Minute, 10*time.Millisecond)
	require.ElementsMatch(t, want, pending(t, s.store))
	for _, n := range nodes {
		require.Eventually(t, func() bool { return len(pending(t, n)) == 0 }, time.Minute, time.Millisecond)
		all, err := n.Totals(ctx)
		require.NoError(t, err)
		require.Equal(t, uint64(200), all[common.Address{5}].Forwarded.Count)
		high, err := n.HighNonce(ctx, common.Address{5}, 0)
		require.NoError(t, err)
		require.LessOrEqual(t, high, uint64(200))
	}
	cancel()
	for range nodes {
		require.ErrorIs(t, <-done, context.Canceled)
	}
}

// TestNothingIsLostOnTheWay: while either store fails the winner stays with the node, and is kept once in the end.
func TestNothingIsLostOnTheWay(t *testing.T) {
	s := newShare(t)
	node := &flaky{Store: winnings.NewMemory(book(s.key.Address()))}
	require.NoError(t, node.Add(t.Context(), winner(s.key.Address(), 1, 1)))
	f := s.node(s.key, node, nil)
	s.store.err = errors.New("disk full")
	_, err := f.Forward(t.Context())
	require.ErrorContains(t, err, "500")
	require.NotContains(t, err.Error(), "disk full", "internals stay here")
	require.Len(t, pending(t, node), 1)
	s.store.err, node.err = nil, errors.New("killed")
	_, err = f.Forward(t.Context())
	require.ErrorIs(t, err, node.err)
	require.Len(t, pending(t, node), 1)
	node.err = nil
	_, err = f.Forward(t.Context())
	require.NoError(t, err)
	require.Empty(t, pending(t, node))
	require.Len(t, pending(t, s.store), 1)
}

// TestWhatWaitsAtTheRedeemer: a node hears of all winners of a sender's that wait there, until they are settled.
func TestWhatWaitsAtTheRedeemer(t *testing.T) {
	s := newShare(t)
	for i := range 2 {
		node := winnings.NewMemory(book(s.key.Address()))
		require.NoError(t, node.Add(t.Context(), winner(s.key.Address(), uint32(i), 1)))
		_, err := s.node(s.key, node, nil).Forward(t.Context())
		require.NoError(t, err)
	}
	f := s.node(s.key, winnings.NewMemory(book(s.key.Address())), nil)
	waits := func(sender common.Address) int64 {
		t.Helper()
		units, err := f.Waiting(t.Context(), sender)
		require.NoError(t, err)
		return units.Int64()
	}
	require.Equal(t, int64(18), waits(common.Address{5}))
	require.Zero(t, waits(common.Address{6}))
	require.NoError(t, s.store.Settle(t.Context(), winnings.Outcome{Place: winner(s.key.Address(), 0, 1).Place(), State: winnings.Redeemed}))
	require.Equal(t, int64(9), waits(common.Address{5}))

	s.store.err = errors.New("disk full")
	_, err := f.Waiting(t.Context(), common.Address{5})
	require.ErrorContains(t, err, "500")
	require.NotContains(t, err.Error(), "disk full", "internals stay here")
	_, err = s.node(newKey(t), winnings.NewMemory(book(s.key.Address())), nil).Waiting(t.Context(), common.Address{5})
	require.Error(t, err, "strangers hear nothing")
}

// TestStrangers: who does not have the key neither adds winners nor gets any.
func TestStrangers(t *testing.T) {
	s := newShare(t)
	stranger := newKey(t)
	node := winnings.NewMemory(book(s.key.Address()))
	require.NoError(t, node.Add(t.Context(), winner(s.key.Address(), 1, 1)))
	_, err := s.node(stranger, node, nil).Forward(t.Context())
	require.Error(t, err)
	require.Len(t, pending(t, node), 1)
	require.Empty(t, pending(t, s.store))

	// Not even if it does not care whom it speaks to.
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: stranger})
	require.NoError(t, err)
	pinner, err := identity.NewPinner(identity.PinnerConfig{Certificate: renewer.Certificate})
	require.NoError(t, err)
	status := s.post(pinner, []byte("[]"))
	require.Zero(t, status)
}

// TestRefusedNode: winners of another orchestrator, or of other contracts, are told apart from failures.
func TestRefusedNode(t *testing.T) {
	s := newShare(t)
	other := common.Address{9}
	node := winnings.NewMemory(book(other))
	require.NoError(t, node.Add(t.Context(), winner(other, 1, 1)))
	var out bytes.Buffer
	_, err := s.node(s.key, node, slog.New(slog.NewTextHandler(&out, nil))).Forward(t.Context())
	require.ErrorIs(t, err, handover.ErrRefused)
	require.Len(t, pending(t, node), 1)
}

// post sends a body to the server, and returns the status; 0 when it came to none.
func (s *share) post(pinner *identity.Pinner, body []byte) int {
	client := wire.NewPinnedClient(func(ctx context.Context, hostport string) (*tls.Conn, error) {
		return pinner.Dial(ctx, hostport, identity.Expectation{Address: s.key.Address()})
	})
	defer client.CloseIdleConnections()
	request, err := http.NewRequestWithContext(s.Context(), http.MethodPost, s.uri+"/v1/winners", bytes.NewReader(body))
	require.NoError(s, err)
	response, err := client.Do(request)
	if err != nil {
		return 0
	}
	require.NoError(s, response.Body.Close())
	return response.StatusCode
}

func TestMalformedRequests(t *testing.T) {
	s := newShare(t)
	renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: s.key})
	require.NoError(t, err)
	pinner, err := identity.NewPinner(identity.PinnerConfig{Certificate: renewer.Certificate})
	require.NoError(t, err)
	for name, body := range map[string]string{
		"nothing": "", "no list": "{}", "more": "[] []", "unknown": `[{"x":1}]`, "too long": strings.Repeat(" ", 1<<20) + "[]",
		"too many": "[" + strings.Repeat("{},", 128) + "{}]", "of nobody": "[{}]",
	} {
		status := s.post(pinner, []byte(body))
		require.Equal(t, http.StatusBadRequest, status, name)
	}
	require.Empty(t, pending(t, s.store))
}
