package payer

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/ledger"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// minDraws is how many draws at least must be needed to pay for wire.CreditTime, or a payment would overshoot too far.
const minDraws = 8

// maxUnacknowledged is how many tickets may be on their way: minutes of segments.
const maxUnacknowledged = 64

// Deal is what a session was opened for.
type Deal struct {
	Stream       string
	Orchestrator common.Address
	Price        uint64                       // agreed, in units per 10^12 output pixels; more than 0
	Check        func(wire.SignedQuote) error // whether a quote is of this orchestrator, for this broadcaster and ladder
}

// Conn is a session's stream that pays: what it sends is paid for first, and what is about payment alone is not received from
// it. Like the stream, it is for one goroutine that sends and one that receives.
type Conn struct {
	wire.SessionStream
	payer *Payer
	deal  Deal

	mu      sync.Mutex     // guards what follows
	open    wire.Open      // once sent
	ledger  *ledger.Ledger // since the first quote
	credit  *big.Int       // that is put at risk at most; likewise
	quote   wire.SignedQuote
	worth   *big.Int      // of one of its draws
	next    uint64        // the nonce of the quote's next ticket
	sent    []uint64      // nonces of the tickets that were not acknowledged
	charged *big.Int      // that the payer knows of
	paid    *big.Int      // likewise
	changed chan struct{} // closed and replaced when a quote or a part came
	closed  bool

	segment media.SegmentSeq // that was paid for last; of the sender
	begun   bool             // likewise
}

// Pay makes a stream pay for the session that will be opened on it.
func (p *Payer) Pay(stream wire.SessionStream, deal Deal) *Conn {
	return &Conn{
		SessionStream: stream, payer: p, deal: deal, changed: make(chan struct{}), charged: new(big.Int), paid: new(big.Int),
	}
}

// Send sends a request. A source part waits until what its renditions cost is paid.
func (c *Conn) Send(m *millracev1.TranscodeRequest) error {
	switch {
	case m.GetOpen() != nil:
		open, err := wire.ParseOpen(m.GetOpen())
		if err != nil {
			return err
		}
		open.Price = c.deal.Price
		c.mu.Lock()
		c.open = open
		c.mu.Unlock()
		m = open.Request()
	case m.GetPart() != nil:
		p, err := wire.ParseSourcePart(m.GetPart())
		if err != nil {
			return err
		}
		if err := c.cover(p); err != nil {
			return err
		}
	}
	return c.SessionStream.Send(m)
}

// cover pays for a source part: before a segment's first part as much as may be at risk, and within it what is still lacking. It
// waits for the quote, and for parts that are owed, as long as the stream lives.
func (c *Conn) cover(p media.Part) error {
	pay := !c.begun || c.segment != p.ID.Segment
	for {
		payment, enough, changed, err := c.prepare(p, pay)
		if err != nil {
			return err
		}
		if payment != nil {
			if err := c.SessionStream.Send(payment); err != nil {
				return err
			}
			pay = false
			continue
		}
		if enough {
			c.begun, c.segment = true, p.ID.Segment
			return nil
		}
		select {
		case <-changed:
		case <-c.Context().Done():
			return context.Cause(c.Context())
		}
	}
}

// prepare returns a payment to be sent, or says that enough is paid for a part, which it then reserves. Otherwise something has to
// change. With pay it makes a payment even when enough is paid, if one may be made.
func (c *Conn) prepare(p media.Part, pay bool) (payment *millracev1.TranscodeRequest, enough bool, changed <-chan struct{}, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ledger == nil {
		return nil, false, c.changed, nil
	}
	cost := c.ledger.Cost(p.ID, p.Frames)
	free := c.ledger.Free()
	enough = cost.Cmp(free) <= 0
	if cost.Sign() > 0 && (pay || !enough) {
		if draws := c.draws(cost, free); draws > 0 {
			payment, err = c.ticket(draws)
			return payment, false, nil, err
		}
	}
	if enough {
		c.ledger.Sent(p.ID, p.Frames)
	}
	return nil, enough, c.changed, nil
}

// draws is how many draws may be paid now for a part of that cost.
func (c *Conn) draws(cost, free *big.Int) uint32 {
	risk := c.ledger.AtRisk()
	room := new(big.Int).Sub(c.credit, risk)
	if risk.Cmp(free) == 0 { // nothing is owed that could be waited for
		if lack := new(big.Int).Sub(cost, free); room.Cmp(lack) < 0 {
			room.Add(lack, c.worth) // a source of more frames than its format says
		}
	}
	if room.Sign() < 0 {
		return 0
	}
	n := room.Div(room, c.worth)
	if !n.IsUint64() || n.Uint64() > ticket.MaxDraws {
		return ticket.MaxDraws
	}
	return uint32(n.Uint64())
}

// ticket makes a payment of that many draws.
func (c *Conn) ticket(draws uint32) (*millracev1.TranscodeRequest, error) {
	if expiry := time.Unix(int64(c.quote.Expiry), 0); c.payer.now().After(expiry.Add(wire.MaxSkew)) {
		return nil, wire.Detailf(wire.ErrInternal, "the orchestrator's quote expired at %s and no other came", expiry.UTC().Format(time.TimeOnly))
	}
	if len(c.sent) == maxUnacknowledged {
		return nil, wire.Detailf(wire.ErrInternal, "the orchestrator acknowledges no payments")
	}
	worth := new(big.Int).Mul(c.worth, big.NewInt(int64(draws)))
	t, signature, err := c.payer.sign(c.deal.Stream, c.quote.Quote, draws, worth, c.next)
	if err != nil {
		return nil, err
	}
	c.sent = append(c.sent, c.next)
	c.next++
	c.paid.Add(c.paid, worth)
	c.ledger.Paid(worth)
	return wire.NewPayment(t, signature), nil
}

// Receive returns the next response that is not about payment.
func (c *Conn) Receive() (*millracev1.TranscodeResponse, error) {
	for {
		m, err := c.SessionStream.Receive()
		if err != nil {
			return nil, err
		}
		switch {
		case m.GetQuote() != nil:
			err = c.take(m.GetQuote())
		case m.GetAck() != nil:
			err = c.acknowledged(m.GetAck())
		case m.GetPart() != nil:
			return m, c.delivered(m.GetPart())
		default:
			return m, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// take makes a quote the one that tickets are signed under.
func (c *Conn) take(m *millracev1.Quote) error {
	q, err := wire.ParseQuote(m)
	if err != nil {
		return err
	}
	if err := c.deal.Check(q); err != nil {
		return fmt.Errorf("session's quote: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.acceptable(q); err != nil {
		return err
	}
	if c.ledger == nil {
		c.ledger = ledger.New(q.Price, c.open.Ladder, c.open.First)
		c.credit = ticket.Cost(wire.CreditPixels(c.open.Source, c.open.Ladder), q.Price)
	}
	c.quote, c.worth, c.next = q, q.DrawWorth(), q.Nonce
	c.wakeLocked()
	return nil
}

// acceptable says whether a quote's tickets may pay for the session.
func (c *Conn) acceptable(q wire.SignedQuote) error {
	if len(c.open.Ladder) == 0 {
		return wire.Detailf(wire.ErrInvalid, "quote before the session was opened")
	}
	credit := ticket.Cost(wire.CreditPixels(c.open.Source, c.open.Ladder), q.Price)
	worth := q.DrawWorth()
	within := func(draws int64) int { return new(big.Int).Mul(worth, big.NewInt(draws)).Cmp(credit) }
	switch {
	case q.Price == 0 || q.Price > c.deal.Price:
		return wire.Detailf(wire.ErrInvalid, "session's quote asks %d, agreed were %d", q.Price, c.deal.Price)
	case q.RandHash == common.Hash{} || q.Nonce == 0:
		return wire.Detailf(wire.ErrInvalid, "session's quote names no tickets")
	case q.FaceValue.Big().Cmp(new(big.Int).SetUint64(c.payer.cfg.MaxFaceValue)) > 0:
		return wire.Detailf(wire.ErrInvalid, "a winning draw would pay %s units, the maximum is %d", q.FaceValue.Big(), c.payer.cfg.MaxFaceValue)
	case within(minDraws) > 0 || within(ticket.MaxDraws) < 0:
		return wire.Detailf(wire.ErrInvalid, "%s of the stream would not be from %d to %d draws", wire.CreditTime, minDraws, ticket.MaxDraws)
	case c.ledger == nil:
		return nil
	case q.Price != c.quote.Price:
		return wire.Detailf(wire.ErrInvalid, "session's quote asks %d, the one before asked %d", q.Price, c.quote.Price)
	case q.RandHash == c.quote.RandHash || q.Lane == c.quote.Lane && q.Nonce < c.next:
		return wire.Detailf(wire.ErrInvalid, "session's quote takes up tickets again that were sent")
	}
	return nil
}

// acknowledged notes that the orchestrator keeps the tickets up to a nonce.
func (c *Conn) acknowledged(m *millracev1.PaymentAck) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := slices.Index(c.sent, m.GetNonce())
	if n < 0 {
		return wire.Detailf(wire.ErrInvalid, "acknowledged is a payment that was not made")
	}
	c.sent = slices.Delete(c.sent, 0, n+1)
	return nil
}

// delivered charges for a rendition part.
func (c *Conn) delivered(m *millracev1.RenditionPart) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	rendition, p, _, err := wire.ParseRenditionPart(m, len(c.open.Ladder))
	if err != nil {
		return err
	}
	if c.ledger == nil {
		return wire.Detailf(wire.ErrInvalid, "part of a session that has no quote")
	}
	c.ledger.Delivered(rendition, p.ID, p.Frames)
	c.settleLocked(new(big.Int))
	c.wakeLocked()
	return nil
}

// settleLocked tells the payer what was delivered since it was told last.
func (c *Conn) settleLocked(writtenOff *big.Int) {
	charged := c.ledger.Charged()
	c.payer.deliver(c.deal.Orchestrator, new(big.Int).Sub(charged, c.charged), writtenOff)
	c.charged = charged
}

func (c *Conn) wakeLocked() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// Close closes the stream. What was paid for and not delivered is lost.
func (c *Conn) Close() {
	c.SessionStream.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || c.ledger == nil {
		return
	}
	c.closed = true
	lost := new(big.Int).Sub(c.paid, c.ledger.Charged())
	c.settleLocked(lost)
	c.payer.metric.writtenOff(lost)
}
