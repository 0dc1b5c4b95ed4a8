package cashier

import (
	"context"
	"crypto/rand"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ledger"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Till takes the payments of one session. Its methods may be called from different goroutines, each from one at a time.
type Till struct {
	cashier *Cashier
	sender  *sender
	terms   ticket.Quote // of the session: price, face value, probability
	lane    uint32
	ledger  *ledger.Ledger
	acks    chan uint64 // the nonce of the newest ticket that is kept; holds one

	mu     sync.Mutex // guards what follows
	quotes []given    // that tickets may come under: the newest, and the one before until a ticket comes under the newest
	newest ticket.Ticket
	digest common.Hash // of newest
}

// given is a quote that was sent.
type given struct {
	wire.SignedQuote
	secret ticket.Rand
	next   uint64   // the nonce of its next ticket
	worth  *big.Int // of a draw
}

// free is the till of a session that costs nothing.
func free(open wire.Open) *Till {
	return &Till{ledger: ledger.New(0, open.Ladder, open.First)}
}

func newTill(c *Cashier, s *sender, terms ticket.Quote, open wire.Open) *Till {
	return &Till{
		cashier: c, sender: s, terms: terms, ledger: ledger.New(terms.Price, open.Ladder, open.First), acks: make(chan uint64, 1),
	}
}

// Price is what 10^12 output pixels of the session cost, in units.
func (t *Till) Price() uint64 { return t.terms.Price }

// Newest is the newest ticket that was taken, and its digest; zero while there is none.
func (t *Till) Newest() (ticket.Ticket, common.Hash) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.newest, t.digest
}

// Close ends the session. What was paid and not used is kept.
func (t *Till) Close() {
	if t.cashier != nil {
		t.cashier.leaveLane(t.sender, t.lane)
	}
}

// Run sends the session's quote, another one whenever the last is half over, and acknowledgements, until ctx is done or send fails.
// It looks after what is known of the sender meanwhile.
func (t *Till) Run(ctx context.Context, send func(*millracev1.TranscodeResponse) error) error {
	if t.cashier == nil {
		return nil
	}
	renew, look := time.NewTimer(0), time.NewTicker(t.cashier.cfg.Refresh)
	defer renew.Stop()
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-renew.C:
			q, err := t.quote()
			if err != nil {
				return err
			}
			if err := send(q.Response()); err != nil {
				return err
			}
			renew.Reset(max(time.Second, time.Unix(int64(q.Expiry), 0).Sub(t.cashier.now())/2))
		case <-look.C:
			if err := t.cashier.look(ctx, t.sender); err != nil {
				return err
			}
		case nonce := <-t.acks:
			if err := send(wire.NewPaymentAck(t.lane, nonce)); err != nil {
				return err
			}
		}
	}
}

// quote signs the next quote of the session.
func (t *Till) quote() (wire.SignedQuote, error) {
	c := t.cashier
	g := given{worth: t.terms.DrawWorth()}
	_, _ = rand.Read(g.secret[:]) // never fails
	q := t.terms
	t.sender.mu.Lock()
	round := t.sender.round
	t.sender.mu.Unlock()
	expiry := c.now().Add(c.terms.Lifetime())
	// A winner may be redeemed when its quote is over: its round must be good for that long.
	if last := round.Ends().Add(round.Length / 2); last.Before(expiry) && last.After(c.now()) {
		expiry = last
	}
	q.Expiry, q.RandHash, q.Round, q.Lane = uint64(expiry.Unix()), g.secret.Hash(), round.Current, t.lane
	q.Nonce = c.nonce(t.sender, t.lane)
	var err error
	if g.SignedQuote, err = c.terms.Sign(q); err != nil {
		return wire.SignedQuote{}, err
	}
	g.next = q.Nonce
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.quotes) == 2 {
		t.quotes = t.quotes[1:]
	}
	t.quotes = append(t.quotes, g)
	return g.SignedQuote, nil
}

// skew is how far a broadcaster's clock may be behind.
const skew = time.Minute

// MinRound is the shortest length of rounds with which what is won can be redeemed: its secret is told skew after its quote is over, which is
// half a round into the next one at the latest (Till.quote), and half a round of the two for which a ticket is good is left then.
const MinRound = skew

// Pay takes a payment. An error of kind wire.ErrUnpaid or wire.ErrInvalid says what is wrong with it, and ends the session.
func (t *Till) Pay(m *millracev1.Payment) error {
	if t.cashier == nil {
		return wire.Detailf(wire.ErrInvalid, "payment for what is free")
	}
	began := time.Now()
	p, err := wire.ParsePayment(m)
	if err != nil {
		return err
	}
	c := t.cashier
	t.mu.Lock()
	defer t.mu.Unlock()
	n := len(t.quotes) - 1
	for n >= 0 && t.quotes[n].RandHash != p.RandHash {
		n--
	}
	if n < 0 {
		return wire.Detailf(wire.ErrUnpaid, "payment under a quote that is not one of this session, or is over")
	}
	g := &t.quotes[n]
	until := time.Unix(int64(g.Expiry), 0).Add(skew)
	switch {
	case p.Nonce != g.next:
		return wire.Detailf(wire.ErrUnpaid, "payment %d where %d was due", p.Nonce, g.next)
	case c.now().After(until):
		return wire.Detailf(wire.ErrUnpaid, "payment under a quote that expired at %s", until.Add(-skew).UTC().Format(time.RFC3339))
	}
	tk := p.Ticket(g.Quote)
	digest := tk.Digest(c.terms.Broker)
	signer, err := identity.Recover(digest, p.Signature)
	if err != nil || signer != t.sender.address {
		return wire.Detailf(wire.ErrUnpaid, "payment is not signed by the broadcaster")
	}
	if err := t.sender.covers(g.FaceValue.Big(), c.now(), c.cfg.MaxAge); err != nil {
		return err
	}
	k := kept{till: t, nonce: p.Nonce, draws: p.Draws, chance: g.Chance(p.Draws), won: new(big.Int)}
	if mask := tk.Draw(digest, g.secret); mask.Count() > 0 {
		k.winner = &winnings.Winner{Ticket: tk, Signature: p.Signature, Rand: g.secret, Mask: mask, RevealAt: until}
		k.won = k.winner.Owed()
		t.sender.won(k.won)
	}
	if err := c.keep.add(k); err != nil {
		t.sender.won(k.won.Neg(k.won))
		return err
	}
	g.next++
	t.newest, t.digest = tk, digest
	worth := new(big.Int).Mul(g.worth, big.NewInt(int64(p.Draws)))
	t.ledger.Paid(worth)
	if n > 0 {
		t.quotes = t.quotes[n:] // what came before is over
	}
	c.metric.payment(p.Draws, worth, time.Since(began))
	return nil
}

// Charge reserves what the renditions of a source part may cost. An error of kind wire.ErrUnpaid says that they are not paid for.
func (t *Till) Charge(id media.PartID, frames int) error {
	if t.cashier != nil {
		if cost, free := t.ledger.Cost(id, frames), t.ledger.Free(); cost.Sign() > 0 && free.Cmp(cost) < 0 {
			return wire.Detailf(wire.ErrUnpaid, "part %v costs %s, %s are paid (10^-12 units)", id, cost, free)
		}
	}
	t.ledger.Sent(id, frames)
	return nil
}

// Deliver charges for a rendition part that goes out.
func (t *Till) Deliver(rendition int, id media.PartID, frames int) {
	t.ledger.Delivered(rendition, id, frames)
}

// acknowledge has Run say that the tickets up to a nonce are kept.
func (t *Till) acknowledge(nonce uint64) {
	select {
	case <-t.acks: // a newer one says it too
	default:
	}
	t.acks <- nonce
}
