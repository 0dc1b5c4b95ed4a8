package cashier_test

import (
	"context"
	"errors"
	"log/slog"
	"math/big"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var broker = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 7}}

const face = 1000

// clock is what time it is for a cashier; the timers of Till.Run are real.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is all that a cashier stands on, as a test has it.
type world struct {
	t     testing.TB
	clock clock
	self  identity.Signer
	store winnings.Store
	won   *winnings.Memory

	probability ticket.WinProb // of the newest session's draws

	mu     sync.Mutex // guards what follows
	sender chain.Sender
	waits  *big.Int // at the redeemer; nil: it cannot be asked
	round  chain.RoundStatus
	err    error
	looks  int
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, self: newSigner(t), sender: chain.Sender{Deposit: big.NewInt(0), Reserve: big.NewInt(1e9)}, waits: new(big.Int)}
	w.clock.now = time.Unix(1_800_000_000, 0)
	w.round = chain.RoundStatus{Current: 7, Last: 7, Length: time.Hour, Began: w.clock.now}
	w.won = winnings.NewMemory(winnings.Book{Broker: broker, Recipient: w.self.Address()})
	w.store = w.won
	return w
}

func newSigner(t testing.TB) identity.Signer {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return identity.KeySigner(key)
}

func (w *world) Round(context.Context) (chain.RoundStatus, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.round, w.err
}

func (w *world) Sender(context.Context, common.Address, common.Address) (chain.Sender, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looks++
	return w.sender, w.err
}

func (w *world) waiting(context.Context, common.Address) (*big.Int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.waits == nil {
		return nil, errors.New("no redeemer")
	}
	return new(big.Int).Set(w.waits), nil
}

// says changes what the chain says.
func (w *world) says(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

func (w *world) cashier(cfg cashier.Config) *cashier.Cashier {
	w.t.Helper()
	c, err := cashier.New(w.t.Context(), cfg, cashier.Deps{
		Terms: quote.Terms{Orchestrator: w.self.Address(), Broker: broker, Operator: w.self, Price: 1_000_000, FaceValue: face},
		Chain: w, Winnings: w.store, Waiting: w.waiting, Logger: slog.New(slog.DiscardHandler), Now: w.clock.time,
	})
	require.NoError(w.t, err)
	w.t.Cleanup(func() { require.NoError(w.t, c.Close()) })
	return c
}

func open() wire.Open {
	return wire.Open{
		Session: "s", Stream: "stream",
		Source: media.VideoFormat{
			Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1}, Config: []byte{1},
		},
		Ladder: media.Ladder{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: media.CodecH264}},
	}
}

// session is a broadcaster's side of a till.
type session struct {
	*cashier.Till
	t      testing.TB
	signer identity.Signer
	cancel context.CancelFunc
	done   chan error
	quotes chan wire.SignedQuote
	acks   chan uint64
}

// open opens a session and lets its till run until close.
func (w *world) open(c *cashier.Cashier, signer identity.Signer) (*session, error) {
	till, err := c.Open(w.t.Context(), signer.Address(), open())
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(w.t.Context())
	s := &session{
		Till: till, t: w.t, signer: signer, cancel: cancel, done: make(chan error, 1), quotes: make(chan wire.SignedQuote, 16), acks: make(chan uint64, 1024),
	}
	go func() {
		s.done <- till.Run(ctx, func(m *millracev1.TranscodeResponse) error {
			if m.GetAck() != nil {
				s.acks <- m.GetAck().GetNonce()
				return nil
			}
			q, err := wire.ParseQuote(m.GetQuote())
			s.quotes <- q
			return err
		})
	}()
	return s, nil
}

func (w *world) mustOpen(c *cashier.Cashier, signer identity.Signer) (*session, wire.SignedQuote) {
	w.t.Helper()
	s, err := w.open(c, signer)
	require.NoError(w.t, err)
	w.t.Cleanup(s.close)
	return s, <-s.quotes
}

// close ends the session, once.
func (s *session) close() {
	if s.cancel == nil {
		return
	}
	s.cancel()
	require.NoError(s.t, <-s.done)
	s.Close()
	s.cancel = nil
}

// pay pays with ticket number i of a quote.
func (s *session) pay(q wire.SignedQuote, i, draws int) error {
	tk := wire.Payment{RandHash: q.RandHash, Draws: uint32(draws), Salt: common.Hash{byte(i), byte(i >> 8), 1}, Nonce: q.Nonce + uint64(i)}.Ticket(q.Quote)
	signature, err := s.signer.SignHash(tk.Digest(broker))
	require.NoError(s.t, err)
	return s.Pay(wire.NewPayment(tk, signature).GetPayment())
}

func TestQuotesOfASession(t *testing.T) {
	w := newWorld(t)
	c := w.cashier(cashier.Config{})
	signer := newSigner(t)
	s, q := w.mustOpen(c, signer)
	require.NoError(t, q.CheckSigner(broker, w.self.Address()))
	require.Equal(t, signer.Address(), q.Broadcaster)
	require.EqualValues(t, 7, q.Round)
	require.EqualValues(t, w.clock.time().Add(quote.DefaultTTL).Unix(), q.Expiry)
	require.EqualValues(t, 1_000_000, s.Price())

	_, other := w.mustOpen(c, signer)
	require.NotEqual(t, q.Lane, other.Lane, "sessions side by side have lanes of their own")
	require.NotEqual(t, q.RandHash, other.RandHash)
	require.Equal(t, q.Lane>>16, other.Lane>>16, "the upper half is the node's")

	require.NoError(t, s.pay(q, 0, 5))
	s.close()
	again, next := w.mustOpen(c, signer)
	require.Equal(t, q.Lane, next.Lane, "a lane is used again")
	require.Greater(t, next.Nonce, q.Nonce, "above all nonces before")
	require.ErrorIs(t, again.pay(q, 1, 5), wire.ErrUnpaid, "the quote of a session that ended is over")
}

func TestALaneGoesOnAboveWhatTheStoreHas(t *testing.T) {
	w := newWorld(t)
	signer := newSigner(t)
	s, q := w.mustOpen(w.cashier(cashier.Config{}), signer)
	for i := range 200 {
		require.NoError(t, s.pay(q, i, 64))
	}
	for nonce := range s.acks {
		if nonce == q.Nonce+199 {
			break
		}
	}
	high, err := w.store.HighNonce(t.Context(), signer.Address(), q.Lane)
	require.NoError(t, err)
	require.NotZero(t, high, "of 12800 draws of 1 in 770 some win")

	w.clock.advance(-time.Hour) // a clock that was set back
	_, next := w.mustOpen(w.cashier(cashier.Config{}), signer)
	require.Equal(t, q.Lane, next.Lane)
	require.Greater(t, next.Nonce, high)
}

func TestQuotesExpire(t *testing.T) {
	w := newWorld(t)
	s, q := w.mustOpen(w.cashier(cashier.Config{MaxAge: time.Hour}), newSigner(t))
	w.clock.advance(quote.DefaultTTL + 59*time.Second)
	require.NoError(t, s.pay(q, 0, 5), "a broadcaster's clock may be a minute behind")
	w.clock.advance(2 * time.Second)
	require.ErrorIs(t, s.pay(q, 1, 5), wire.ErrUnpaid)
}

func TestATicketCanBeRedeemedWhenItsQuoteIsOver(t *testing.T) {
	w := newWorld(t)
	w.round.Length = 20 * time.Second
	_, q := w.mustOpen(w.cashier(cashier.Config{}), newSigner(t))
	require.EqualValues(t, w.clock.time().Add(30*time.Second).Unix(), q.Expiry, "half a round after the ticket's own: one and a half are left")
}

func TestWhatIsKnownOfASenderGrowsOld(t *testing.T) {
	w := newWorld(t)
	c := w.cashier(cashier.Config{MaxAge: 50 * time.Second})
	signer := newSigner(t)
	s, q := w.mustOpen(c, signer)
	w.says(func() { w.err = errors.New("the node is behind") })
	w.clock.advance(49 * time.Second)
	require.NoError(t, s.pay(q, 0, 5), "what was known a while ago will do")
	other, err := w.open(c, signer)
	require.NoError(t, err)
	other.close()

	w.clock.advance(2 * time.Second)
	require.ErrorIs(t, s.pay(q, 1, 5), wire.ErrUnpaid)
	_, err = w.open(c, signer)
	require.ErrorIs(t, err, wire.ErrUnpaid)

	w.says(func() { w.err = nil })
	other, q = w.mustOpen(c, signer)
	require.NoError(t, other.pay(q, 0, 5))
}

func TestASenderIsGoodForSoMuch(t *testing.T) {
	w := newWorld(t)
	w.sender = chain.Sender{Deposit: big.NewInt(10 * face), Reserve: big.NewInt(2 * face)} // three wins
	c := w.cashier(cashier.Config{})
	signer := newSigner(t)
	s, q := w.mustOpen(c, signer)
	var err error
	paid := 0
	for ; err == nil; paid++ {
		require.Less(t, paid, 10_000)
		err = s.pay(q, paid, 5)
	}
	require.ErrorIs(t, err, wire.ErrUnpaid)
	require.NoError(t, waitAck(s, q.Nonce+uint64(paid)-2))
	totals, err := w.store.Totals(t.Context())
	require.NoError(t, err)
	pending := totals[signer.Address()].Pending().Amount.Int64()
	require.Greater(t, pending, int64(2*face), "another win was not covered")
	_, err = w.open(c, signer)
	require.ErrorIs(t, err, wire.ErrUnpaid, "nor is it in another session")

	// Redeemed, it is at risk no more: the chain says what is left.
	winners, err := w.store.Pending(t.Context(), winnings.Place{}, 100)
	require.NoError(t, err)
	for _, one := range winners {
		require.NoError(t, w.store.Settle(t.Context(), winnings.Outcome{Place: one.Place(), State: winnings.Redeemed}))
	}
	w.clock.advance(15 * time.Second)
	other, q := w.mustOpen(c, signer)
	require.NoError(t, other.pay(q, 0, 5))
}

// What was handed over counts on the deposit until it is paid.
func TestWhatWaitsElsewhereIsAtRisk(t *testing.T) {
	w := newWorld(t)
	w.sender = chain.Sender{Deposit: new(big.Int), Reserve: big.NewInt(3 * face)}
	w.waits = nil
	c := w.cashier(cashier.Config{})
	signer := newSigner(t)
	_, err := w.open(c, signer)
	require.ErrorIs(t, err, wire.ErrBusy, "what waits is not known at all")

	w.says(func() { w.waits = big.NewInt(2 * face) })
	s, q := w.mustOpen(c, signer)
	require.NoError(t, s.pay(q, 0, 1))
	w.says(func() { w.waits = big.NewInt(2*face + 1) })
	w.clock.advance(15 * time.Second)
	_, err = w.open(c, signer)
	require.ErrorIs(t, err, wire.ErrUnpaid, "another win is not covered")
	w.says(func() { w.waits = nil })
	w.clock.advance(15 * time.Second)
	_, err = w.open(c, signer)
	require.ErrorIs(t, err, wire.ErrUnpaid, "what was said last counts")
	w.says(func() { w.waits = new(big.Int) })
	w.clock.advance(15 * time.Second)
	w.mustOpen(c, signer)
}

// waitAck waits until a nonce is acknowledged.
func waitAck(s *session, nonce uint64) error {
	for {
		select {
		case n := <-s.acks:
			if n >= nonce {
				return nil
			}
		case <-time.After(time.Minute):
			return errors.New("not acknowledged")
		}
	}
}

// Twenty orchestrators that look at one account at one time risk a tenth of its deposit each, beside what only they can claim.
func TestAnAccountSpentTwentyTimes(t *testing.T) {
	signer := newSigner(t)
	deposit := big.NewInt(20 * face)
	for range 20 {
		w := newWorld(t)
		w.sender = chain.Sender{Deposit: deposit, Reserve: new(big.Int)}
		s, q := w.mustOpen(w.cashier(cashier.Config{}), signer)
		paid := 0
		for s.pay(q, paid, 5) == nil {
			paid++
		}
		require.NoError(t, waitAck(s, q.Nonce+uint64(paid)-1))
		totals, err := w.store.Totals(t.Context())
		require.NoError(t, err)
		most := new(big.Int).Div(deposit, big.NewInt(10))
		most.Add(most, big.NewInt(2*face)) // the last ticket may win more than once
		require.LessOrEqual(t, totals[signer.Address()].Pending().Amount.Cmp(most), 0)
	}
}

// gated is a store that fails once, and then waits to be let on.
type gated struct {
	winnings.Store
	failed bool // of the one goroutine that adds
	adding chan []winnings.Winner
	letOn  chan struct{}
}

func (g *gated) Add(ctx context.Context, winners ...winnings.Winner) error {
	if !g.failed {
		g.failed = true
		return errors.New("disk is full")
	}
	g.adding <- winners
	<-g.letOn
	return g.Store.Add(ctx, winners...)
}

func TestWinnersAreKeptBeforeTheyAreAcknowledged(t *testing.T) {
	w := newWorld(t)
	g := &gated{Store: w.won, adding: make(chan []winnings.Winner), letOn: make(chan struct{})}
	w.store = g
	s, q := w.mustOpen(w.cashier(cashier.Config{}), newSigner(t))
	for i := range 300 {
		require.NoError(t, s.pay(q, i, 64), "no payment waits for the disk")
	}
	acked, kept := uint64(0), 0
	for acked < q.Nonce+299 {
		select {
		case winners := <-g.adding:
			for _, one := range winners {
				require.Greater(t, one.Ticket.Nonce, acked)
			}
			kept += len(winners)
			g.letOn <- struct{}{}
		case acked = <-s.acks:
		}
	}
	require.Positive(t, kept, "of 19200 draws of 1 in 770 some win")
	winners, err := w.won.Pending(t.Context(), winnings.Place{}, 1000)
	require.NoError(t, err)
	require.Len(t, winners, kept)
}

func TestFreeWork(t *testing.T) {
	c, err := cashier.New(t.Context(), cashier.Config{}, cashier.Deps{Terms: quote.Terms{Operator: newSigner(t)}})
	require.NoError(t, err)
	till, err := c.Open(t.Context(), common.Address{1}, open())
	require.NoError(t, err)
	require.NoError(t, till.Charge(media.PartID{}, 100))
	till.Deliver(0, media.PartID{}, 100)
	require.ErrorIs(t, till.Pay(&millracev1.Payment{}), wire.ErrInvalid)
	require.NoError(t, till.Run(t.Context(), nil))
	till.Close()
	require.NoError(t, c.Close())
}

func BenchmarkPay(b *testing.B) {
	w := newWorld(b)
	c, err := cashier.New(b.Context(), cashier.Config{}, cashier.Deps{
		Terms: quote.Terms{Orchestrator: w.self.Address(), Broker: broker, Operator: w.self, Price: 1_000_000, FaceValue: 2_000_000},
		Chain: w, Winnings: w.store, Logger: slog.New(slog.DiscardHandler), Now: w.clock.time,
	})
	require.NoError(b, err)
	signer := newSigner(b)
	till, err := c.Open(b.Context(), signer.Address(), open())
	require.NoError(b, err)
	ctx, cancel := context.WithCancel(b.Context())
	quotes := make(chan wire.SignedQuote, 1)
	done := make(chan error, 1)
	go func() {
		done <- till.Run(ctx, func(m *millracev1.TranscodeResponse) error {
			if m.GetQuote() == nil {
				return nil
			}
			q, err := wire.ParseQuote(m.GetQuote())
			select {
			case quotes <- q:
			default:
			}
			return err
		})
	}()
	q := <-quotes
	payments := make([]*millracev1.Payment, b.N)
	for i := range payments {
		tk := wire.Payment{RandHash: q.RandHash, Draws: 43, Salt: common.Hash{byte(i), byte(i >> 8), byte(i >> 16)}, Nonce: q.Nonce + uint64(i)}.Ticket(q.Quote)
		signature, err := signer.SignHash(tk.Digest(broker))
		require.NoError(b, err)
		payments[i] = wire.NewPayment(tk, signature).GetPayment()
	}
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for _, p := range payments {
		began := time.Now()
		if err := till.Pay(p); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
	cancel()
	require.NoError(b, <-done)
	till.Close()
	require.NoError(b, c.Close())
}
