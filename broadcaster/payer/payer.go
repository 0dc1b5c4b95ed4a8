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

	mu    sync.Mutex // guards what follows
	day   string     // that spent is of
	spent map[string]*big.Int
	total *big.Int
	float map[common.Address]*big.Int
	books map[common.Address]*Account
}

// Account is what an orchestrator was paid since the node started.
type Account struct {
	Tickets, Draws uint64
	Expected       *big.Int // value of the tickets, in ticket.CostScale-ths of a unit
	Delivered      *big.Int // that was charged for, likewise
}

// New makes a payer that has spent nothing.
func New(cfg Config, deps Deps) *Payer {
	cfg.MaxFaceValue = cmp.Or(cfg.MaxFaceValue, DefaultMaxFaceValue)
	cfg.MaxFloat = cmp.Or(cfg.MaxFloat, DefaultMaxFloat)
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Payer{
		cfg: cfg, signer: deps.Signer, broker: deps.Broker, metric: deps.Metrics, now: deps.Now,
		spent: map[string]*big.Int{}, total: new(big.Int), float: map[common.Address]*big.Int{}, books: map[common.Address]*Account{},
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
	if day := p.now().UTC().Format(time.DateOnly); day != p.day {
		p.day, p.total = day, new(big.Int)
		clear(p.spent)
	}
	if over(p.total, more, p.cfg.DayBudget) {
		return fmt.Errorf("%w: the node may spend %d units", ErrBudget, p.cfg.DayBudget)
	}
	if spent := p.spent[stream]; spent != nil && over(spent, more, p.cfg.StreamBudget) {
		return fmt.Errorf("%w: the stream may cost %d units", ErrBudget, p.cfg.StreamBudget)
	}
	return nil
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
	out := make(map[common.Address]Account, len(p.books))
	for a, b := range p.books {
		out[a] = Account{Tickets: b.Tickets, Draws: b.Draws, Expected: new(big.Int).Set(b.Expected), Delivered: new(big.Int).Set(b.Delivered)}
	}
	return out
}

// Spent is the expected value that was paid today, in ticket.CostScale-ths of a unit: by the node, and for a stream.
func (p *Payer) Spent(stream string) (node, of *big.Int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	node, of = new(big.Int), new(big.Int)
	if p.now().UTC().Format(time.DateOnly) != p.day {
		return node, of
	}
	if s := p.spent[stream]; s != nil {
		of.Set(s)
	}
	return node.Set(p.total), of
}

// sign signs a ticket of draws for a stream, if it may cost that much more.
func (p *Payer) sign(stream string, q ticket.Quote, draws uint32, nonce uint64) (ticket.Ticket, []byte, error) {
	worth := new(big.Int).Mul(q.DrawWorth(), big.NewInt(int64(draws)))
	if err := p.spend(stream, q.Orchestrator, worth, draws); err != nil {
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
func (p *Payer) spend(stream string, to common.Address, worth *big.Int, draws uint32) error {
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
	p.total.Add(p.total, worth)
	if p.spent[stream] == nil {
		p.spent[stream] = new(big.Int)
	}
	p.spent[stream].Add(p.spent[stream], worth)
	b := p.books[to]
	if b == nil {
		b = &Account{Expected: new(big.Int), Delivered: new(big.Int)}
		p.books[to] = b
	}
	b.Tickets++
	b.Draws += uint64(draws)
	b.Expected.Add(b.Expected, worth)
	return nil
}

// deliver notes that an orchestrator delivered what it was paid for; written off is what it was paid for and kept.
func (p *Payer) deliver(from common.Address, delivered, writtenOff *big.Int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if b := p.books[from]; b != nil {
		b.Delivered.Add(b.Delivered, delivered)
	}
	if float := p.float[from]; float != nil {
		float.Sub(float, delivered)
		if float.Sub(float, writtenOff).Sign() <= 0 {
			delete(p.float, from)
		}
	}
}
