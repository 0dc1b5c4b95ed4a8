package orchestrator_test

import (
	"context"
	"errors"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var broker = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 7}}

// chainSays is a chain on which every sender has put the same down.
type chainSays struct {
	mu     sync.Mutex
	sender chain.Sender
	err    error
}

func wealthy() *chainSays {
	return &chainSays{sender: chain.Sender{Deposit: big.NewInt(1e9), Reserve: big.NewInt(1e9)}}
}

func (c *chainSays) Round(context.Context) (chain.RoundStatus, error) {
	return chain.RoundStatus{Current: 7, Last: 7, Length: time.Hour, Began: time.Now()}, nil
}

func (c *chainSays) Sender(context.Context, common.Address, common.Address) (chain.Sender, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sender, c.err
}

// selling starts an orchestrator that asks a price, with one transcoder that echoes.
func selling(t *testing.T, says *chainSays, signer identity.Signer) (*node, *winnings.Memory) {
	t.Helper()
	return sellingAt(t, says, signer, orchestrator.Config{Price: 1_000_000})
}

// sellingAt is selling at the prices of cfg.
func sellingAt(t *testing.T, says *chainSays, signer identity.Signer, cfg orchestrator.Config) (*node, *winnings.Memory) {
	t.Helper()
	won := winnings.NewMemory(winnings.Book{Broker: broker, Recipient: signer.Address()})
	cfg.Broker, cfg.FaceValue = broker, 1000
	return sellingWith(t, cfg, orchestrator.Deps{Signer: signer, Chain: says, Winnings: won}), won
}

// sellingWith starts an orchestrator, with one transcoder that echoes.
func sellingWith(t *testing.T, cfg orchestrator.Config, deps orchestrator.Deps) *node {
	t.Helper()
	n := startWith(t, cfg, deps)
	tc := n.attach("gpu-1", 8*hd)
	var worker sync.WaitGroup
	ctx, cancel := context.WithCancel(t.Context())
	worker.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case id := <-tc.offers:
				w := tc.acceptOffer(id)
				worker.Go(func() { _ = serveEcho(w) })
			}
		}
	})
	t.Cleanup(func() { cancel(); worker.Wait() })
	return n
}

// buyer is a broadcaster's end of a session that is paid for by hand.
type buyer struct {
	*wire.RequestStream
	t      *testing.T
	signer identity.Signer
	quote  wire.SignedQuote
}

// buy opens a session and waits for its quote.
func (n *node) buy(signer identity.Signer, o wire.Open) *buyer {
	n.t.Helper()
	b := &buyer{RequestStream: n.session(n.as(signer), o), t: n.t, signer: signer}
	for {
		m, err := b.Receive()
		require.NoError(n.t, err)
		require.Nil(n.t, m.GetFailure())
		if m.GetQuote() == nil {
			continue
		}
		b.quote, err = wire.ParseQuote(m.GetQuote())
		require.NoError(n.t, err)
		return b
	}
}

// ticket is ticket number i of the quote.
func (b *buyer) ticket(i, draws int) ticket.Ticket {
	return wire.Payment{RandHash: b.quote.RandHash, Draws: uint32(draws), Salt: common.Hash{byte(i), 1}, Nonce: b.quote.Nonce + uint64(i)}.Ticket(b.quote.Quote)
}

func (b *buyer) sign(tk ticket.Ticket, domain ticket.Domain) *millracev1.TranscodeRequest {
	b.t.Helper()
	signature, err := b.signer.SignHash(tk.Digest(domain))
	require.NoError(b.t, err)
	return wire.NewPayment(tk, signature)
}

// pay sends ticket number i, of so many draws.
func (b *buyer) pay(i, draws int) *millracev1.TranscodeRequest {
	b.t.Helper()
	m := b.sign(b.ticket(i, draws), broker)
	require.NoError(b.t, b.Send(m))
	return m
}

// partCost is what a part of the tests costs, in draws: an eleventh of the 64 that pay for three seconds, rounded up.
const partCost = 11

func TestPaidSession(t *testing.T) {
	n, won := selling(t, wealthy(), newSigner(t))
	b := n.buy(newSigner(t), open("s"))
	require.NoError(t, b.quote.CheckSigner(broker, n.signer.Address()))
	require.Equal(t, uint64(1_000_000), b.quote.Price)
	require.Equal(t, uint64(7), b.quote.Round)
	require.NotZero(t, b.quote.RandHash)

	const segments = 30
	last := uint64(0)
	parts := 0
	for segment := range segments {
		b.pay(segment, 4*partCost)
		for i := range 4 {
			require.NoError(t, b.Send(wire.NewSourcePart(part(4*segment+i, []byte{1}))))
		}
	}
	require.NoError(t, b.Send(wire.NewFinish()))
	for {
		m, err := b.Receive()
		require.NoError(t, err)
		require.Nil(t, m.GetFailure())
		if m.GetAck() != nil {
			require.Equal(t, b.quote.Lane, m.GetAck().GetLane())
			require.Greater(t, m.GetAck().GetNonce(), last)
			last = m.GetAck().GetNonce()
		}
		if m.GetPart() != nil {
			parts++
		}
		if m.GetFinished() != nil {
			break
		}
	}
	require.Equal(t, 4*segments, parts)
	n.requireIdle()

	// What won can be told without the orchestrator: its secret is in each winner, and the draws are the digest's.
	require.NoError(t, n.stop(t.Context()))
	winners, err := won.Pending(t.Context(), winnings.Place{}, 1000)
	require.NoError(t, err)
	face := b.quote.FaceValue.Big()
	for _, w := range winners {
		require.Equal(t, b.signer.Address(), w.Ticket.Sender)
		require.Equal(t, b.ticket(int(w.Ticket.Nonce-b.quote.Nonce), 4*partCost), w.Ticket)
		require.Zero(t, new(big.Int).Mod(w.Owed(), face).Sign())
		require.True(t, w.RevealAt.After(time.Unix(int64(b.quote.Expiry), 0)), "no secret is told while tickets are taken under it")
	}
	expected := float64(segments*4*partCost) * float64(1_000_000*hd*3/64) / 1e12 / 1000
	t.Logf("%d winners where %.1f were expected", len(winners), expected)
}

// What a broadcaster may not do. Each is done by one that has paid for a part and would get it.
func TestPaymentsAreRefused(t *testing.T) {
	operator := newSigner(t)
	says := wealthy()
	n, _ := selling(t, says, operator)
	twin, _ := selling(t, says, operator) // another node of the same orchestrator
	victim := newSigner(t)
	first := func() *millracev1.TranscodeRequest { return wire.NewSourcePart(part(0, []byte{1})) }

	for name, tt := range map[string]struct {
		kind error
		send func(t *testing.T, b *buyer) []*millracev1.TranscodeRequest
	}{
		"nothing is paid": {wire.ErrUnpaid, func(_ *testing.T, _ *buyer) []*millracev1.TranscodeRequest {
			return nil
		}},
		"less is paid than the quote's price": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			return []*millracev1.TranscodeRequest{b.sign(b.ticket(0, partCost-1), broker)}
		}},
		"a ticket is paid with twice": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			m := b.sign(b.ticket(0, partCost-1), broker)
			return []*millracev1.TranscodeRequest{m, m}
		}},
		"a nonce is left out": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			return []*millracev1.TranscodeRequest{b.sign(b.ticket(1, partCost), broker)}
		}},
		"a ticket of another session": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			other := n.buy(b.signer, open("other"))
			defer other.Close()
			return []*millracev1.TranscodeRequest{other.sign(other.ticket(0, partCost), broker)}
		}},
		"a ticket that another node of the orchestrator took": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			other := twin.buy(b.signer, open("other"))
			defer other.Close()
			return []*millracev1.TranscodeRequest{other.pay(0, partCost)}
		}},
		"a ticket for another chain": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			return []*millracev1.TranscodeRequest{b.sign(b.ticket(0, partCost), ticket.Domain{ChainID: 1, Contract: broker.Contract})}
		}},
		"a ticket for another contract": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			return []*millracev1.TranscodeRequest{b.sign(b.ticket(0, partCost), ticket.Domain{ChainID: broker.ChainID})}
		}},
		"a ticket that somebody else pays": {wire.ErrUnpaid, func(t *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			tk := b.ticket(0, partCost)
			tk.Sender = victim.Address()
			signature, err := victim.SignHash(tk.Digest(broker))
			require.NoError(t, err)
			return []*millracev1.TranscodeRequest{wire.NewPayment(tk, signature)}
		}},
		"a lower face value is signed": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			tk := b.ticket(0, partCost)
			tk.FaceValue = ticket.Units(1)
			return []*millracev1.TranscodeRequest{b.sign(tk, broker)}
		}},
		"a future round is signed": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			tk := b.ticket(0, partCost)
			tk.Round++
			return []*millracev1.TranscodeRequest{b.sign(tk, broker)}
		}},
		"more draws than there are": {wire.ErrInvalid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			return []*millracev1.TranscodeRequest{b.sign(b.ticket(0, 1000), broker)}
		}},
		"a signature that is none": {wire.ErrUnpaid, func(_ *testing.T, b *buyer) []*millracev1.TranscodeRequest {
			return []*millracev1.TranscodeRequest{wire.NewPayment(b.ticket(0, partCost), make([]byte, identity.SignatureSize))}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := n.buy(newSigner(t), open("s"))
			for _, m := range append(tt.send(t, b), first()) {
				if b.Send(m) != nil {
					break // it was refused already
				}
			}
			for {
				m, err := b.Receive()
				if err == nil && m.GetFailure() != nil {
					err = wire.FailureError(m.GetFailure())
				}
				require.Nil(t, m.GetPart(), "nothing is delivered")
				if err != nil {
					require.ErrorIs(t, err, tt.kind)
					break
				}
			}
		})
	}
	n.requireIdle()
}

func TestAPayerThatStopsGetsWhatItPaidFor(t *testing.T) {
	n, _ := selling(t, wealthy(), newSigner(t))
	b := n.buy(newSigner(t), open("s"))
	b.pay(0, 2*partCost)
	for i := range 4 {
		if b.Send(wire.NewSourcePart(part(i, []byte{1}))) != nil {
			break
		}
	}
	parts := 0
	for {
		m, err := b.Receive()
		if err == nil && m.GetFailure() != nil {
			err = wire.FailureError(m.GetFailure())
		}
		if err != nil {
			require.ErrorIs(t, err, wire.ErrUnpaid)
			break
		}
		if m.GetPart() != nil {
			parts++
		}
	}
	require.LessOrEqual(t, parts, 2)
	n.requireIdle()
}

func TestWhoCannotPayIsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*chainSays)
		kind   error
	}{
		"nothing is put down":                   {func(c *chainSays) { c.sender = chain.Sender{Deposit: new(big.Int), Reserve: new(big.Int)} }, wire.ErrUnpaid},
		"a unit was put down by somebody else":  {func(c *chainSays) { c.sender = chain.Sender{Deposit: big.NewInt(1), Reserve: new(big.Int)} }, wire.ErrUnpaid},
		"the reserve was claimed":               {func(c *chainSays) { c.sender.Reserve, c.sender.Deposit = new(big.Int), big.NewInt(9999) }, wire.ErrUnpaid},
		"the deposit is on its way out":         {func(c *chainSays) { c.sender.Unlocking = true }, wire.ErrUnpaid},
		"the chain cannot be asked and was not": {func(c *chainSays) { c.err = errors.New("no connection") }, wire.ErrBusy},
	} {
		t.Run(name, func(t *testing.T) {
			says := wealthy()
			tt.change(says)
			n, _ := selling(t, says, newSigner(t))
			require.ErrorIs(t, receiveFailure(t, n.session(n.as(newSigner(t)), open("s"))), tt.kind)
			n.requireIdle()
		})
	}
}

func TestPaymentForFreeWork(t *testing.T) {
	n := start(t, orchestrator.Config{})
	tc := n.attach("gpu-1", hd)
	signer := newSigner(t)
	b := &buyer{RequestStream: n.session(n.as(signer), open("s")), t: t, signer: signer}
	tc.accept()
	require.NoError(t, b.Send(b.sign(b.ticket(0, 1), broker)))
	require.ErrorIs(t, receiveFailure(t, b.RequestStream), wire.ErrInvalid)
}

func TestAPriceNeedsAChain(t *testing.T) {
	_, err := orchestrator.New(orchestrator.Config{ServiceURI: "https://127.0.0.1:1", Price: 1}, orchestrator.Deps{Signer: newSigner(t), Workers: new(identity.WorkerCA)})
	require.ErrorContains(t, err, "needs the chain")
}
