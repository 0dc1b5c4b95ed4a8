package redeemer

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/params"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// What redeeming takes, measured (contracts/evmtest): a batch by itself, and each of its tickets in a lane that is new.
const (
	batchGas  = 60_000
	ticketGas = 90_000
)

// plan is the next batch, and what there is to say of the winners that are not in it. All of it is true at one look at the chain.
type plan struct {
	*Redeemer
	block    uint64
	round    chain.RoundStatus
	validity uint64
	gasPrice *big.Int
	// etherPrice is what an ether costs, in the settlement asset's smallest unit.
	etherPrice *big.Int
	now        time.Time
	margin     time.Duration

	senders map[common.Address]*sender
	lanes   map[lane]*laneState
	seats   map[uint64]seat // by round

	batch   []candidate
	full    bool // there may be more
	expired []winnings.Winner
	atRisk  risk
}

// candidate is a winner that can be paid.
type candidate struct {
	winnings.Winner
	owed     *big.Int
	index    uint64    // of the recipient in the snapshot
	deadline time.Time // from which on it cannot be paid, or may not
	urgent   bool      // since that is near
}

func (c candidate) redemption() chain.Redemption {
	return chain.Redemption{Ticket: c.Ticket, Signature: c.Signature, Rand: c.Rand, Mask: c.Mask, SnapshotIndex: c.index}
}

// sender is what one can still pay.
type sender struct {
	left  *big.Int // of deposit and reserve, beside what the batch takes
	opens uint64   // the first round in which it may take its money out; 0: it does not mean to
}

type lane struct {
	sender common.Address
	number uint32
}

type laneState struct {
	last    uint64 // nonce
	blocked bool   // a winner waits that a later one would make void
}

// seat is where the recipient stands for tickets of a round.
type seat struct {
	index  uint64
	latest bool
	err    error // chain.ErrNotInSnapshot, or nil
}

// risk sums up the winners that are about to expire and cannot be paid.
type risk struct {
	count    int
	amount   *big.Int
	place    winnings.Place // of the first
	deadline time.Time      // its
	reason   string         // for it
}

// plan looks at all pending winners until a batch is full. What expired before reached, and was not redeemed by then, is lost.
func (r *Redeemer) plan(ctx context.Context, reached time.Time) (*plan, error) {
	p := &plan{
		Redeemer: r, margin: r.cfg.Margin, etherPrice: r.deps.EtherPrice(),
		senders: map[common.Address]*sender{}, lanes: map[lane]*laneState{}, seats: map[uint64]seat{},
		atRisk: risk{amount: new(big.Int)},
	}
	pending, err := r.deps.Store.Pending(ctx, winnings.Place{}, page)
	if err != nil || len(pending) == 0 {
		return p, err
	}
	if err := p.read(ctx); err != nil {
		return nil, err
	}
	for {
		for _, w := range pending {
			if err := p.consider(ctx, w, reached); err != nil {
				return nil, err
			}
			if len(p.batch) == r.cfg.MaxBatch {
				p.full = true
				return p, nil
			}
		}
		if len(pending) < page {
			return p, nil
		}
		if pending, err = r.deps.Store.Pending(ctx, pending[len(pending)-1].Place(), page); err != nil {
			return nil, err
		}
	}
}

func (p *plan) read(ctx context.Context) (err error) {
	c := p.deps.Chain
	if p.block, err = c.BlockNumber(ctx); err != nil {
		return err
	}
	if p.round, err = c.Round(ctx); err != nil {
		return err
	}
	if p.validity, err = c.TicketValidity(ctx); err != nil {
		return err
	}
	if p.gasPrice, err = c.GasPrice(ctx); err != nil {
		return err
	}
	if p.now = time.Now(); p.now.Before(p.round.Began) { // the clock of a development chain goes ahead
		p.now = p.round.Began
	}
	if p.margin == 0 {
		p.margin = p.round.Length / 2
	}
	return nil
}

// begins is when a round begins.
func (p *plan) begins(round uint64) time.Time {
	return p.round.Began.Add(time.Duration(int64(round-p.round.Current)) * p.round.Length)
}

// consider puts a winner into the batch if it can be paid now, and says what that means for the later ones of its lane if not.
func (p *plan) consider(ctx context.Context, w winnings.Winner, reached time.Time) error {
	l, err := p.lane(ctx, w)
	if err != nil {
		return err
	}
	if w.Ticket.Nonce <= l.last {
		return nil // redeemed or passed over, and not confirmed yet
	}
	if w.Ticket.Round > p.round.Current {
		l.blocked = true
		return nil
	}
	deadline := p.begins(w.Ticket.Round + p.validity + 1)
	if w.Ticket.Round+p.validity < p.round.Current {
		if !deadline.After(reached) {
			p.expired = append(p.expired, w)
		}
		return nil
	}
	s, err := p.sender(ctx, w.Ticket)
	if err != nil {
		return err
	}
	if s.opens > 0 && p.begins(s.opens).Before(deadline) {
		deadline = p.begins(s.opens)
	}
	c := candidate{Winner: w, owed: w.Owed(), deadline: deadline, urgent: !p.now.Before(deadline.Add(-p.margin))}
	if l.blocked && !c.urgent {
		return nil
	}
	reason, err := p.obstacle(ctx, &c, s)
	switch {
	case err != nil:
		return err
	case reason == "":
		s.left.Sub(s.left, c.owed)
		p.batch = append(p.batch, c)
	case c.urgent:
		p.risk(c, reason)
	}
	l.blocked = l.blocked || reason != ""
	return nil
}

const poor = "it wins less than its gas costs"

// obstacle is why a winner cannot be paid now; "" if it can. It fills in the winner's place in the snapshot.
func (p *plan) obstacle(ctx context.Context, c *candidate, s *sender) (string, error) {
	if c.RevealAt.After(time.Now()) { // the sender's clock counts, not the chain's
		return "its secret must not be revealed yet", nil
	}
	gas := p.dollars(ticketGas)
	switch {
	case c.owed.Cmp(gas) <= 0:
		return poor, nil
	case !c.urgent && !p.small(gas, c.owed):
		return "gas is too expensive", nil
	}
	place, err := p.seat(ctx, c.Ticket.Round)
	if err != nil {
		return "", err
	}
	if place.err != nil {
		return place.err.Error(), nil
	}
	c.index = place.index
	if c.owed.Cmp(s.left) > 0 {
		return fmt.Sprintf("its sender %s cannot pay", c.Ticket.Sender), nil
	}
	return "", nil
}

func (p *plan) risk(c candidate, reason string) {
	if p.atRisk.count == 0 {
		p.atRisk.place, p.atRisk.deadline, p.atRisk.reason = c.Place(), c.deadline, reason
	}
	p.atRisk.count++
	p.atRisk.amount.Add(p.atRisk.amount, c.owed)
}

// dollars is what gas costs now, in the settlement asset's smallest unit, rounded up.
func (p *plan) dollars(gas int64) *big.Int {
	v := new(big.Int).Mul(p.gasPrice, big.NewInt(gas))
	v.Mul(v, p.etherPrice)
	v.Add(v, big.NewInt(params.Ether-1))
	return v.Div(v, big.NewInt(params.Ether))
}

// small says whether gas is as small beside what is won as was asked for.
func (p *plan) small(gas, owed *big.Int) bool {
	part := new(big.Int).Mul(owed, new(big.Int).SetUint64(p.cfg.MaxGasPart))
	return part.Cmp(new(big.Int).Mul(gas, big.NewInt(chain.MaxPart))) >= 0
}

// worthwhile says whether to redeem the batch now.
func (p *plan) worthwhile() bool {
	if len(p.batch) == 0 {
		return false
	}
	owed := new(big.Int)
	var urgent []candidate
	for _, c := range p.batch {
		owed.Add(owed, c.owed)
		if c.urgent {
			urgent = append(urgent, c)
		}
	}
	gas := p.dollars(batchGas + ticketGas*int64(len(p.batch)))
	if p.small(gas, owed) || len(urgent) > 0 && owed.Cmp(gas) > 0 {
		return true
	}
	for _, c := range urgent {
		p.risk(c, poor)
	}
	return false
}

// check asks the chain about each of the batch, and leaves out what it would refuse.
func (p *plan) check(ctx context.Context) error {
	var batch []candidate
	var invalid []winnings.Winner
	blocked := map[lane]bool{}
	for _, c := range p.batch {
		l := lane{c.Ticket.Sender, c.Ticket.Lane}
		if blocked[l] && !c.urgent {
			continue
		}
		err := p.deps.Chain.CheckRedemption(ctx, p.deps.Key, c.redemption())
		switch {
		case err == nil:
			batch = append(batch, c)
		case errors.Is(err, chain.ErrNonceUsed), errors.Is(err, chain.ErrTicketExpired): // since the plan was made
		case errors.Is(err, chain.ErrInvalidTicket):
			invalid = append(invalid, c.Winner)
		case errors.Is(err, chain.ErrNotRecipient), !errors.Is(err, chain.ErrReverted):
			return err
		default:
			blocked[l] = true
			p.log.Debug("a ticket cannot be redeemed now", "ticket", c.Place().String(), "err", err)
		}
	}
	p.batch = batch
	return p.lose(ctx, invalid, "refused as invalid")
}

// send redeems the batch. The same tickets at the same block are the same batch; later they may have to be tried again.
func (p *plan) send(ctx context.Context) (chain.Redeemed, error) {
	batch := make([]chain.Redemption, len(p.batch))
	for i, c := range p.batch {
		batch[i] = c.redemption()
	}
	return p.deps.Chain.RedeemBatch(chain.WithIntent(ctx, fmt.Sprintf("%s%d", intentPrefix, p.block)), p.deps.Key, batch)
}

func (p *plan) lane(ctx context.Context, w winnings.Winner) (*laneState, error) {
	key := lane{w.Ticket.Sender, w.Ticket.Lane}
	if l := p.lanes[key]; l != nil {
		return l, nil
	}
	last, err := p.deps.Chain.LastNonce(ctx, key.sender, p.cfg.Recipient, key.number)
	if err != nil {
		return nil, err
	}
	p.lanes[key] = &laneState{last: last}
	return p.lanes[key], nil
}

// sender reads what a ticket's sender can pay to us.
func (p *plan) sender(ctx context.Context, t ticket.Ticket) (*sender, error) {
	if s := p.senders[t.Sender]; s != nil {
		return s, nil
	}
	d, err := p.deps.Chain.Deposit(ctx, t.Sender)
	if err != nil {
		return nil, err
	}
	s := &sender{left: new(big.Int).Set(d.Deposit)}
	if d.WithdrawRound > 0 {
		s.opens = max(d.WithdrawRound, d.HeldUntil)
	}
	place, err := p.seat(ctx, t.Round)
	if err != nil {
		return nil, err
	}
	if place.latest && d.Reserve.Sign() > 0 {
		claimable, err := p.deps.Chain.ClaimableReserve(ctx, t.Sender, p.cfg.Recipient)
		if err != nil {
			return nil, err
		}
		s.left.Add(s.left, claimable)
	}
	p.senders[t.Sender] = s
	return s, nil
}

func (p *plan) seat(ctx context.Context, round uint64) (seat, error) {
	if s, ok := p.seats[round]; ok {
		return s, nil
	}
	index, latest, err := p.deps.Chain.SnapshotIndex(ctx, p.cfg.Recipient, round)
	if err != nil && !errors.Is(err, chain.ErrNotInSnapshot) {
		return seat{}, err
	}
	p.seats[round] = seat{index, latest, err}
	return p.seats[round], nil
}
