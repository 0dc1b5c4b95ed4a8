package payer_test

import (
	"context"
	"errors"
	"math/big"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ledger"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var (
	broker = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 7}}
	orch   = common.Address{7}
)

const price = 1_000_000

func newSigner(t *testing.T) identity.Signer {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return identity.KeySigner(key)
}

// orchestrator is the other end of a session's stream, played by the test, with a ledger of its own.
type orchestrator struct {
	t      *testing.T
	ctx    context.Context
	cancel context.CancelCauseFunc
	out    chan *millracev1.TranscodeResponse
	sender common.Address

	mu       sync.Mutex // guards what follows
	ledger   *ledger.Ledger
	quote    wire.SignedQuote
	payments []wire.Payment
	parts    []media.Part
}

func (o *orchestrator) Context() context.Context { return o.ctx }
func (o *orchestrator) Abort(reason error)       { o.cancel(reason) }
func (o *orchestrator) Close()                   { o.cancel(errors.New("closed")) }

func (o *orchestrator) Receive() (*millracev1.TranscodeResponse, error) {
	select {
	case m := <-o.out:
		return m, nil
	case <-o.ctx.Done():
		return nil, context.Cause(o.ctx)
	}
}

func (o *orchestrator) Send(m *millracev1.TranscodeRequest) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	switch {
	case m.GetPayment() != nil:
		p, err := wire.ParsePayment(m.GetPayment())
		require.NoError(o.t, err)
		tk := p.Ticket(o.quote.Quote)
		signer, err := identity.Recover(tk.Digest(broker), p.Signature)
		require.NoError(o.t, err)
		require.Equal(o.t, o.sender, signer)
		if len(o.payments) > 0 {
			require.NotEqual(o.t, o.payments[len(o.payments)-1].Salt, p.Salt)
		}
		o.payments = append(o.payments, p)
		worth := o.quote.DrawWorth()
		o.ledger.Paid(worth.Mul(worth, big.NewInt(int64(p.Draws))))
	case m.GetPart() != nil:
		p, err := wire.ParseSourcePart(m.GetPart())
		require.NoError(o.t, err)
		o.ledger.Sent(p.ID, p.Frames)
		require.GreaterOrEqual(o.t, o.ledger.Free().Sign(), 0, "part %s is paid for when it is sent", p.ID)
		o.parts = append(o.parts, p)
	case m.GetOpen() != nil:
		require.EqualValues(o.t, price, m.GetOpen().GetPrice())
	}
	return nil
}

// sent is what has come so far.
func (o *orchestrator) sent() (parts, payments int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.parts), len(o.payments)
}

// deliver returns a part that was sent.
func (o *orchestrator) deliver(i int) {
	o.mu.Lock()
	p := o.parts[i]
	o.ledger.Delivered(0, p.ID, p.Frames)
	o.mu.Unlock()
	o.out <- wire.NewRenditionPart(0, p, time.Millisecond)
}

// give sends a quote.
func (o *orchestrator) give(q ticket.Quote) {
	q.Broadcaster = o.sender
	o.mu.Lock()
	o.quote = wire.SignedQuote{Quote: q, Signature: make([]byte, identity.SignatureSize)}
	o.mu.Unlock()
	o.out <- o.quote.Response()
}

func (o *orchestrator) ack(nonce uint64) { o.out <- wire.NewPaymentAck(0, nonce) }

// fair is a quote as an orchestrator gives it: 64 draws pay for three seconds.
func fair() ticket.Quote {
	probability, err := ticket.NewWinProb(big.NewInt(credit()/64), big.NewInt(1000*ticket.CostScale))
	if err != nil {
		panic(err)
	}
	return ticket.Quote{
		Orchestrator: orch, Price: price, FaceValue: ticket.Units(1000), WinProb: probability, RandHash: common.Hash{1}, Nonce: 10,
		Expiry: uint64(time.Now().Add(time.Minute).Unix()),
	}
}

func credit() int64 { return wire.CreditPixels(open().Source, open().Ladder) * price }

func open() wire.Open {
	return wire.Open{
		Session: "s", Stream: "stream",
		Source: media.VideoFormat{Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1}, Config: []byte{1}},
		Ladder: media.Ladder{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000, Codec: media.CodecH264}},
	}
}

// part is part i of segments of two seconds.
func part(i, frames int) media.Part {
	return media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(i / 4), Part: i % 4}, Start: media.Ticks(i) * media.Second / 2, Duration: media.Second / 2,
		Frames: frames, Independent: i%4 == 0, Data: []byte{1},
	}
}

// lab is a session on a fake clock.
type lab struct {
	*orchestrator
	signer identity.Signer
	payer  *payer.Payer
	conn   *payer.Conn
	check  error // of every quote
	sends  chan error
	reads  chan error
}

func run(t *testing.T, cfg payer.Config, test func(*testing.T, *lab)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &lab{signer: newSigner(t)}
		l.payer = payer.New(cfg, payer.Deps{Signer: l.signer, Broker: broker})
		l.session(t)
		defer func() { l.conn.Close() }()
		test(t, l)
	})
}

// session opens a session, which is the lab's from now on.
func (l *lab) session(t *testing.T) {
	t.Helper()
	o := &orchestrator{t: t, sender: l.signer.Address(), out: make(chan *millracev1.TranscodeResponse, 64), ledger: ledger.New(price, open().Ladder, nil)}
	o.ctx, o.cancel = context.WithCancelCause(t.Context())
	l.orchestrator = o
	l.conn = l.payer.Pay(o, payer.Deal{
		Stream: "stream", Orchestrator: orch, Price: price, Check: func(wire.SignedQuote) error { return l.check },
	})
	require.NoError(t, l.conn.Send(open().Request()))
	l.sends, l.reads = make(chan error, 1024), make(chan error, 1)
	conn, reads := l.conn, l.reads
	go func() {
		for {
			if _, err := conn.Receive(); err != nil {
				reads <- err
				return
			}
		}
	}()
}

// send sends parts in the background.
func (l *lab) send(parts ...media.Part) {
	conn, sends := l.conn, l.sends
	go func() {
		for _, p := range parts {
			err := conn.Send(wire.NewSourcePart(p))
			sends <- err
			if err != nil {
				return
			}
		}
	}()
	synctest.Wait()
}

func parts(from, to int) (out []media.Part) {
	for i := from; i < to; i++ {
		out = append(out, part(i, 15))
	}
	return out
}

func TestASegmentIsPaidForBeforeItIsSent(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.send(parts(0, 4)...)
		sent, paid := l.sent()
		require.Zero(t, sent+paid, "nothing goes out before there is a quote")

		l.give(fair())
		synctest.Wait()
		sent, paid = l.sent()
		require.Equal(t, 4, sent)
		require.Equal(t, 1, paid, "one ticket a segment")
		require.EqualValues(t, 64, l.payments[0].Draws, "of three seconds")
		require.EqualValues(t, 10, l.payments[0].Nonce)

		for i := range 4 {
			l.deliver(i)
		}
		synctest.Wait()
		l.send(parts(4, 8)...)
		_, paid = l.sent()
		require.Equal(t, 2, paid)
		require.EqualValues(t, 42, l.payments[1].Draws, "what was delivered since")
		require.EqualValues(t, 11, l.payments[1].Nonce)

		account := l.payer.Accounts()[orch]
		require.EqualValues(t, 2, account.Tickets)
		require.EqualValues(t, 106, account.Draws)
		require.EqualValues(t, credit()*2/3, account.Delivered.Int64())
		node, streams := l.payer.Spending()
		require.Equal(t, account.Expected, node.Today)
		require.Equal(t, account.Expected, node.Hour)
		require.Equal(t, node, streams["stream"])
		time.Sleep(time.Hour) //nolint:forbidigo // on the fake clock
		node, _ = l.payer.Spending()
		require.Zero(t, node.Hour.Sign())
	})
}

func TestNoMoreThanASegmentIsAtRisk(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		l.send(parts(0, 40)...) // as after a failover, all at once
		sent, paid := l.sent()
		require.Equal(t, 5, sent, "three seconds, less what a draw is worth")
		require.Equal(t, 1, paid)
		require.LessOrEqual(t, l.payer.Accounts()[orch].Expected.Cmp(big.NewInt(credit())), 0)

		for i := range 40 { // it goes on as fast as parts come back
			l.deliver(i)
			l.ackAll()
			synctest.Wait()
			account := l.payer.Accounts()[orch]
			risk := new(big.Int).Sub(account.Expected, account.Delivered)
			require.LessOrEqual(t, risk.Cmp(big.NewInt(credit())), 0)
		}
		sent, _ = l.sent()
		require.Equal(t, 40, sent)
	})
}

// ackAll acknowledges the newest payment, if it was not.
func (l *lab) ackAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n := len(l.payments); n > 0 {
		l.payments[n-1].Draws, n = 0, int(l.payments[n-1].Nonce)
		l.out <- wire.NewPaymentAck(0, uint64(n))
		l.payments = nil
	}
}

func TestWhatIsOnlyDecodedCostsNothing(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		o := open()
		o.First = []media.PartID{part(8, 1).ID}
		l.ledger = ledger.New(price, o.Ladder, o.First)
		require.NoError(t, l.conn.Send(o.Request()))
		l.give(fair())
		l.send(parts(0, 8)...)
		sent, paid := l.sent()
		require.Equal(t, 8, sent)
		require.Zero(t, paid)
		l.send(parts(8, 9)...)
		_, paid = l.sent()
		require.Equal(t, 1, paid)
	})
}

func TestASourceOfMoreFramesThanItSays(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		l.send(part(0, 300), part(1, 300)) // ten seconds' worth in one part
		sent, _ := l.sent()
		require.Equal(t, 1, sent)
		l.deliver(0)
		synctest.Wait()
		sent, _ = l.sent()
		require.Equal(t, 2, sent)
	})
}

func TestQuotesAreRenewed(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		l.send(parts(0, 4)...)
		for i := range 4 {
			l.deliver(i)
		}
		l.ack(10)
		next := fair()
		next.RandHash, next.Nonce = common.Hash{2}, 1000
		l.give(next)
		synctest.Wait()
		l.send(parts(4, 8)...)
		require.Equal(t, next.RandHash, l.payments[1].RandHash)
		require.EqualValues(t, 1000, l.payments[1].Nonce)
		select {
		case err := <-l.reads:
			t.Fatal(err)
		default:
		}
	})
}

func TestAnExpiredQuote(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		time.Sleep(time.Minute + wire.MaxSkew + time.Second) //nolint:forbidigo // on the fake clock
		l.send(part(0, 15))
		require.ErrorContains(t, <-l.sends, "expired")
	})
}

func TestQuotesThatAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*ticket.Quote)
		second bool // after a fair one that was paid under
		want   string
	}{
		"a higher price":                 {func(q *ticket.Quote) { q.Price++ }, false, "agreed"},
		"no price":                       {func(q *ticket.Quote) { q.Price = 0 }, false, "agreed"},
		"an offer":                       {func(q *ticket.Quote) { q.RandHash = common.Hash{} }, false, "names no tickets"},
		"no nonce":                       {func(q *ticket.Quote) { q.Nonce = 0 }, false, "names no tickets"},
		"a face value beyond the bound":  {func(q *ticket.Quote) { q.FaceValue = ticket.Units(200_000_000) }, false, "maximum"},
		"draws that are worth nothing":   {func(q *ticket.Quote) { q.WinProb = ticket.WinProb{} }, false, "draws"},
		"draws that are worth too much":  {func(q *ticket.Quote) { q.WinProb = ticket.WinProb{0xff} }, false, "draws"},
		"draws that are worth little":    {func(q *ticket.Quote) { q.WinProb = ticket.WinProb{1: 1} }, false, "draws"},
		"another price in the middle":    {func(q *ticket.Quote) { q.Price--; q.RandHash[0]++; q.Nonce = 100 }, true, "the one before"},
		"the same secret":                {func(q *ticket.Quote) { q.Nonce = 100 }, true, "again"},
		"nonces that were used":          {func(q *ticket.Quote) { q.RandHash[0]++ }, true, "again"},
		"one of another, says the check": {func(q *ticket.Quote) { q.Orchestrator[0]++ }, false, "not this one's"},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, payer.Config{}, func(t *testing.T, l *lab) {
				if tt.second {
					l.give(fair())
					l.send(part(0, 15))
				}
				q := fair()
				tt.change(&q)
				if q.Orchestrator != orch {
					l.check = errors.New("not this one's")
				}
				l.give(q)
				require.ErrorContains(t, <-l.reads, tt.want)
			})
		})
	}
}

func TestAnOrchestratorThatKeepsNothing(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		for i := range 100 {
			l.send(part(4*i, 15))
			if err := <-l.sends; err != nil {
				require.ErrorContains(t, err, "acknowledges no payments")
				require.Len(t, l.payments, 64)
				return
			}
			l.deliver(i)
			synctest.Wait()
		}
		t.Fatal("it was paid on")
	})
}

func TestAnAcknowledgementOfNothing(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		l.ack(11)
		require.ErrorIs(t, <-l.reads, wire.ErrInvalid)
	})
}

func TestBounds(t *testing.T) {
	segment := uint64(credit() / ticket.CostScale) // what is at risk at first
	for name, tt := range map[string]struct {
		cfg  payer.Config
		want error
	}{
		"of the day":        {payer.Config{DayBudget: 2 * segment}, payer.ErrBudget},
		"of the stream":     {payer.Config{StreamBudget: 2 * segment}, payer.ErrBudget},
		"of one recipient":  {payer.Config{MaxFloat: segment / 2}, payer.ErrFloat},
		"there is no bound": {payer.Config{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, tt.cfg, func(t *testing.T, l *lab) {
				l.give(fair())
				var err error
				for i := 0; i < 10 && err == nil; i++ {
					l.send(part(4*i, 60))
					if err = <-l.sends; err == nil {
						l.deliver(i)
						l.ackAll()
						synctest.Wait()
					}
				}
				require.ErrorIs(t, err, tt.want)
				if errors.Is(tt.want, payer.ErrBudget) {
					node, _ := l.payer.Spending()
					require.LessOrEqual(t, node.Today.Cmp(new(big.Int).Mul(big.NewInt(ticket.CostScale), new(big.Int).SetUint64(2*segment))), 0)
					time.Sleep(24 * time.Hour) //nolint:forbidigo // on the fake clock
					require.NoError(t, l.payer.Check("stream"), "the next day has a budget of its own")
				}
			})
		})
	}
}

// The value at risk in one session counts for another with the same orchestrator, until the first has ended.
func TestTheFloatIsSharedAndFreed(t *testing.T) {
	run(t, payer.Config{MaxFloat: uint64(credit()/ticket.CostScale) * 3 / 2}, func(t *testing.T, l *lab) {
		pay := func() error {
			l.give(fair())
			l.send(part(0, 15))
			return <-l.sends
		}
		require.NoError(t, pay())
		first := l.conn
		l.session(t)
		require.ErrorIs(t, pay(), payer.ErrFloat)
		l.conn.Close()
		first.Close()
		l.session(t)
		require.NoError(t, pay())
	})
}

func BenchmarkTicket(b *testing.B) {
	key, err := crypto.GenerateKey()
	require.NoError(b, err)
	p := payer.New(payer.Config{MaxFloat: 1 << 60}, payer.Deps{Signer: identity.KeySigner(key), Broker: broker})
	took := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		began := time.Now()
		if err := p.SignForTest("stream", fair(), 43, uint64(i)); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	b.StopTimer()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}
