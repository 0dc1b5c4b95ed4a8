// Package payer pays orchestrators with lottery tickets while a stream runs.
//
// It promises that a session never has more at risk than wire.CreditTime of its stream, that a ticket is signed only under a
// quote that the orchestrator signed for this session at no more than the agreed price, and that what the node, a stream and an
// orchestrator may cost is never exceeded. What a session costs is counted by pkg/ledger, at both ends alike. Nothing here
// speaks with the chain: who was drawn, and at what price, is decided before.
package payer

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

// ErrBudget means that nothing more may be spent today: raise the budget, or wait for midnight (UTC).
var ErrBudget = errors.New("the day's budget is spent")

// ErrFloat means that as much is at risk with one orchestrator as may be.
var ErrFloat = errors.New("too much is paid for and not delivered")

// Config bounds what is spent. All are expected values in units of the settlement asset; a zero field means its default.
type Config struct {
	MaxFaceValue uint64 // that one winning draw may pay; default DefaultMaxFaceValue
	MaxFloat     uint64 // paid to one orchestrator and not delivered, all streams together; default DefaultMaxFloat
	DayBudget    uint64 // of the node in a day (UTC); 0: no bound
	StreamBudget uint64 // of each stream in a day; 0: no bound
}

// Defaults of Config, in units of a settlement asset with six decimals.
const (
	DefaultMaxFaceValue = 100_000_000 // a hundred dollars
	DefaultMaxFloat     = 5_000_000   // five dollars: thousands of streams at usual prices
)

// Deps are what a Payer works with.
type Deps struct {
	Signer  identity.Signer  // whose deposit pays
	Broker  ticket.Domain    // the ticket broker
	Metrics *Metrics         // nil: none
	Now     func() time.Time // default time.Now
}

// Payer pays for all sessions of a node. It is safe for concurrent use.
type Payer struct {
	cfg    Config
	signer identity.Signer
	broker ticket.Domain
	metric *Metrics
	now    func() time.Time

	mu       sync.Mutex // guards what follows
	day      string     // that today's sums are of
	node     spending
	streams  map[string]*spending
	float    map[common.Address]*big.Int
	accounts map[common.Address]*Account
	unkept   changes
}

// Account is what an orchestrator was paid since the node's store began, or without one since the node started.
type Account struct {
	Tickets, Draws uint64
	ticket.Chance           // value of the tickets, and how far what they win strays from it
	Delivered      *big.Int // that was charged for, in ticket.CostScale-ths of a unit
}

func (a Account) clone() Account {
	a.Chance = a.Plus(ticket.Chance{})
	a.Delivered = new(big.Int).Set(a.Delivered)
	return a
}

// maxStreams is how many streams' spending is remembered. Beyond it those that cost nothing lately are forgotten.
const maxStreams = 4096

// New makes a payer that has spent nothing.
func New(cfg Config, deps Deps) *Payer {
	cfg.MaxFaceValue = cmp.Or(cfg.MaxFaceValue, DefaultMaxFaceValue)
	cfg.MaxFloat = cmp.Or(cfg.MaxFloat, DefaultMaxFloat)
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Payer{
		cfg: cfg, signer: deps.Signer, broker: deps.Broker, metric: deps.Metrics, now: deps.Now,
		node: newSpending(), streams: map[string]*spending{}, float: map[common.Address]*big.Int{}, accounts: map[common.Address]*Account{},
		unkept: newChanges(),
	}
}

// Check says whether a stream may cost anything more today; ErrBudget is wrapped otherwise.
func (p *Payer) Check(stream string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.checkLocked(stream, new(big.Int))
}

// checkLocked says whether so much more may be spent.
func (p *Payer) checkLocked(stream string, more *big.Int) error {
	p.turnLocked()
	if over(p.node.today, more, p.cfg.DayBudget) {
		return fmt.Errorf("%w: the node may spend %d units", ErrBudget, p.cfg.DayBudget)
	}
	if s := p.streams[stream]; s != nil && over(s.today, more, p.cfg.StreamBudget) {
		return fmt.Errorf("%w: the stream may cost %d units", ErrBudget, p.cfg.StreamBudget)
	}
	return nil
}

// turnLocked begins a new day when it is one.
func (p *Payer) turnLocked() {
	day := p.now().UTC().Format(time.DateOnly)
	if day == p.day {
		return
	}
	p.day = day
	p.node.today.SetInt64(0)
	for _, s := range p.streams {
		s.today.SetInt64(0)
	}
}

// over says whether a sum reaches a budget, or would exceed it with more. A budget of 0 is none.
func over(sum, more *big.Int, budget uint64) bool {
	if budget == 0 {
		return false
	}
	left := scaled(budget)
	left.Sub(left, sum)
	return left.Sign() <= 0 || left.Cmp(more) < 0
}

// scaled is so many units in ticket.CostScale-ths.
func scaled(units uint64) *big.Int {
	v := new(big.Int).SetUint64(units)
	return v.Mul(v, big.NewInt(ticket.CostScale))
}

// Accounts are what orchestrators were paid since the start. The caller owns them.
func (p *Payer) Accounts() map[common.Address]Account {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make(map[common.Address]Account, len(p.accounts))
	for a, b := range p.accounts {
		out[a] = b.clone()
	}
	return out
}

// Spending is what was paid, as expected value in ticket.CostScale-ths of a unit.
type Spending struct {
	Today *big.Int // UTC
	Hour  *big.Int // in the last hour

	Minutes int // of the last hour in which something was paid
}

// Rate is what an hour costs at the pace of the minutes in which something was paid; 0 where nothing was.
func (s Spending) Rate() *big.Int {
	if s.Minutes == 0 {
		return new(big.Int)
	}
	v := new(big.Int).Mul(s.Hour, big.NewInt(60))
	return v.Div(v, big.NewInt(int64(s.Minutes)))
}

// Spending is what the node and each of its streams cost lately. The caller owns it.
func (p *Payer) Spending() (node Spending, streams map[string]Spending) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnLocked()
	now := p.now()
	streams = make(map[string]Spending, len(p.streams))
	for name, s := range p.streams {
		streams[name] = s.sums(now)
	}
	return p.node.sums(now), streams
}

// Budgets are what may be spent in a day, in units; 0 is no bound.
func (p *Payer) Budgets() (node, stream uint64) { return p.cfg.DayBudget, p.cfg.StreamBudget }

// sign signs a ticket of draws that are worth so much for a stream, if it may cost that much more.
func (p *Payer) sign(stream string, q ticket.Quote, draws uint32, worth *big.Int, nonce uint64) (ticket.Ticket, []byte, error) {
	if err := p.spend(stream, q, worth, draws); err != nil {
		return ticket.Ticket{}, nil, err
	}
	began := time.Now()
	payment := wire.Payment{RandHash: q.RandHash, Draws: draws, Nonce: nonce}
	_, _ = rand.Read(payment.Salt[:]) // never fails
	t := payment.Ticket(q)
	signature, err := p.signer.SignHash(t.Digest(p.broker))
	if err != nil {
		return t, nil, fmt.Errorf("sign ticket: %w", err)
	}
	p.metric.ticket(draws, worth, time.Since(began))
	return t, signature, nil
}

// spend notes a ticket before it is signed: what is counted twice is safe, what is not counted is not.
func (p *Payer) spend(stream string, q ticket.Quote, worth *big.Int, draws uint32) error {
	to := q.Orchestrator
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.checkLocked(stream, worth); err != nil {
		return err
	}
	float := p.float[to]
	if float == nil {
		float = new(big.Int)
	}
	if new(big.Int).Add(float, worth).Cmp(scaled(p.cfg.MaxFloat)) > 0 {
		return fmt.Errorf("%w: %d units with %s", ErrFloat, p.cfg.MaxFloat, to)
	}
	p.float[to] = float.Add(float, worth)
	now := p.now()
	p.node.add(now, worth)
	p.streamLocked(stream, now).add(now, worth)
	b := p.accounts[to]
	if b == nil {
		b = &Account{Delivered: new(big.Int)}
		p.accounts[to] = b
	}
	b.Tickets++
	b.Draws += uint64(draws)
	b.Chance = b.Plus(q.Chance(draws))
	p.unkept.node, p.unkept.streams[stream], p.unkept.accounts[to] = true, true, true
	return nil
}

// streamLocked is a stream's spending.
func (p *Payer) streamLocked(stream string, now time.Time) *spending {
	if s := p.streams[stream]; s != nil {
		return s
	}
	if len(p.streams) >= maxStreams {
		maps.DeleteFunc(p.streams, func(_ string, s *spending) bool { return s.sums(now).Hour.Sign() == 0 })
	}
	s := newSpending()
	p.streams[stream] = &s
	return &s
}

// deliver notes that an orchestrator delivered what it was paid for; written off is what it was paid for and kept.
func (p *Payer) deliver(from common.Address, delivered, writtenOff *big.Int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.accounts[from]; b != nil {
		b.Delivered.Add(b.Delivered, delivered)
		p.unkept.accounts[from] = true
	}
	if float := p.float[from]; float != nil {
		float.Sub(float, delivered)
		if float.Sub(float, writtenOff).Sign() <= 0 {
			delete(p.float, from)
		}
	}
}
