// Package cashier takes the tickets that pay for sessions.
//
// It promises that no part is worked on that is not paid for before, that a ticket counts once, only under a quote that this
// orchestrator signed for its session, and only while its sender can pay what it may win, and that a ticket which won is kept on
// the disk before it is acknowledged. Nothing on the way of a part waits for the disk or the chain: winners are written, and senders
// looked up, beside it. What was won is redeemed by orchestrator/redeemer.
package cashier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/wire"
)

// Config says how a Cashier works. A zero field means its default.
type Config struct {
	Refresh time.Duration // between looks at a sender that has sessions; default 15 s
	MaxAge  time.Duration // of what is known of a sender, or its tickets are refused; default 2 min
	Timeout time.Duration // of one look; default 3 s
}

// Chain is what a cashier looks up. A chain.Client is one.
type Chain interface {
	Round(ctx context.Context) (chain.RoundStatus, error)
	Sender(ctx context.Context, sender, recipient common.Address) (chain.Sender, error)
}

// Deps are what a Cashier works with.
type Deps struct {
	Terms    quote.Terms
	Chain    Chain          // not needed while all work is free
	Winnings winnings.Store // likewise; its owner closes it
	// Waiting says what winners of a sender's wait elsewhere to be paid, in units: those that Winnings has handed over, and other nodes'.
	// While it fails, what it said last counts. Nil: there are none.
	Waiting func(ctx context.Context, sender common.Address) (*big.Int, error)
	Logger  *slog.Logger
	Metrics *Metrics         // nil: none
	Now     func() time.Time // default time.Now
}

// depositShare is the part of a deposit that winners of one recipient may count on, since it pays whoever redeems first.
const depositShare = 10

// Cashier is one orchestrator's. Make it with New; Close it when no session is left.
type Cashier struct {
	cfg    Config
	terms  quote.Terms
	chain  Chain
	store  winnings.Store
	wait   func(ctx context.Context, sender common.Address) (*big.Int, error)
	log    *slog.Logger
	metric *Metrics
	now    func() time.Time

	keep *keeper
	node uint16

	mu      sync.Mutex // guards senders, and what says so in them
	senders map[common.Address]*sender
}

// sender is what is known of a broadcaster that has sessions, or had some.
type sender struct {
	address common.Address

	tills int             // guarded by Cashier.mu, like lanes
	lanes map[uint16]lane // of the node

	mu      sync.Mutex // guards what follows
	state   chain.Sender
	round   chain.RoundStatus
	at      time.Time // when both were read; zero before the first time
	err     error     // why they could not be read since
	pending *big.Int  // won and not redeemed, as the store says, and Deps.Waiting
	waiting *big.Int  // of it, what Deps.Waiting said last; nil before the first time
	fresh   *big.Int  // won, and not in the store yet
	since   *big.Int  // won, and stored since pending was asked for
}

// lane is one of the sequences of nonces of a sender.
type lane struct {
	used bool
	next uint64 // above all that were given out
}

// New makes a cashier. Where the terms ask for money, it needs the chain and a store.
func New(ctx context.Context, cfg Config, deps Deps) (*Cashier, error) {
	cfg.Refresh = cmp.Or(cfg.Refresh, 15*time.Second)
	cfg.MaxAge = cmp.Or(cfg.MaxAge, 2*time.Minute)
	cfg.Timeout = cmp.Or(cfg.Timeout, 3*time.Second)
	if deps.Now == nil {
		deps.Now = time.Now
	}
	if deps.Waiting == nil {
		deps.Waiting = func(context.Context, common.Address) (*big.Int, error) { return new(big.Int), nil }
	}
	c := &Cashier{
		cfg: cfg, terms: deps.Terms, chain: deps.Chain, store: deps.Winnings, wait: deps.Waiting, log: deps.Logger, metric: deps.Metrics, now: deps.Now,
		senders: map[common.Address]*sender{},
	}
	if deps.Terms.Free() {
		return c, nil
	}
	if deps.Chain == nil || deps.Winnings == nil {
		return nil, errors.New("cashier: whoever asks a price needs the chain, and a place to keep what it wins")
	}
	var err error
	if c.node, err = deps.Winnings.Node(ctx); err != nil {
		return nil, fmt.Errorf("cashier: %w", err)
	}
	c.keep = newKeeper(deps.Winnings, deps.Logger, deps.Metrics, deps.Now)
	return c, nil
}

// Close writes what was won and is not written yet, for at most a few seconds.
func (c *Cashier) Close() error {
	if c.keep == nil {
		return nil
	}
	return c.keep.close()
}

// Open begins to take payments for a session. It asks the chain whether the broadcaster can pay, unless that was asked lately.
func (c *Cashier) Open(ctx context.Context, broadcaster common.Address, open wire.Open) (*Till, error) {
	q, err := c.terms.Quote(broadcaster, open.Source, open.Ladder, open.Price, c.now())
	if err != nil {
		return nil, err
	}
	if q.Price == 0 {
		return free(open), nil
	}
	s := c.enter(broadcaster)
	if err := c.look(ctx, s); err != nil {
		c.leave(s)
		return nil, err
	}
	t := newTill(c, s, q, open)
	if err := s.covers(q.FaceValue.Big(), c.now(), c.cfg.MaxAge); err != nil {
		c.leave(s)
		return nil, err
	}
	if t.lane, err = c.takeLane(ctx, s); err != nil {
		c.leave(s)
		return nil, err
	}
	return t, nil
}

func (c *Cashier) enter(broadcaster common.Address) *sender {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.senders[broadcaster]
	if s == nil {
		s = &sender{address: broadcaster, lanes: map[uint16]lane{}, pending: new(big.Int), fresh: new(big.Int), since: new(big.Int)}
		c.senders[broadcaster] = s
	}
	s.tills++
	return s
}

func (c *Cashier) leave(s *sender) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s.tills--
	if s.tills == 0 && len(c.senders) > maxSenders { // whoever comes back is looked up again
		for address, other := range c.senders {
			if other.tills == 0 {
				delete(c.senders, address)
			}
		}
	}
}

// maxSenders is how many senders without sessions are remembered.
const maxSenders = 1024

// takeLane gives a session the first lane of its sender that no other has, and returns its number.
func (c *Cashier) takeLane(ctx context.Context, s *sender) (uint32, error) {
	c.mu.Lock()
	slot := uint16(0)
	for s.lanes[slot].used {
		slot++ // there are fewer sessions than numbers
	}
	l, known := s.lanes[slot]
	l.used = true
	s.lanes[slot] = l
	c.mu.Unlock()
	number := c.lane(slot)
	if known {
		return number, nil
	}
	high, err := c.store.HighNonce(ctx, s.address, number)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		delete(s.lanes, slot)
		return 0, fmt.Errorf("cashier: %w", err)
	}
	s.lanes[slot] = lane{used: true, next: high + 1}
	return number, nil
}

// lane is the number of a node's lane: the nodes of one orchestrator share none.
func (c *Cashier) lane(slot uint16) uint32 { return uint32(c.node)<<16 | uint32(slot) }

// noncesPerSecond is how far apart nonces of quotes are that are signed a second apart: further than tickets can be sent. So those
// of a quote are above those of the one before, also when the store was lost and the lane is a new one.
const noncesPerSecond = 1 << 20

// nonce is where the tickets of a lane's next quote begin.
func (c *Cashier) nonce(s *sender, number uint32) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	slot := uint16(number)
	l := s.lanes[slot]
	first := max(l.next, uint64(c.now().Unix())*noncesPerSecond)
	l.next = first + noncesPerSecond
	s.lanes[slot] = l
	return first
}

func (c *Cashier) leaveLane(s *sender, number uint32) {
	c.mu.Lock()
	l := s.lanes[uint16(number)]
	l.used = false
	s.lanes[uint16(number)] = l
	c.mu.Unlock()
	c.leave(s)
}

// look reads what is known of a sender again, unless that was done lately. What was read before stays good for Config.MaxAge.
func (c *Cashier) look(ctx context.Context, s *sender) error {
	if !s.due(c.now(), c.cfg.Refresh) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	s.mu.Lock()
	s.since.SetInt64(0)
	s.mu.Unlock()
	state, err := c.chain.Sender(ctx, s.address, c.terms.Orchestrator)
	round, roundErr := c.chain.Round(ctx)
	totals, storeErr := c.store.TotalsOf(ctx, s.address)
	// After the store: what is handed over in between is counted twice for a while, rather than not at all.
	waiting, waitErr := c.wait(ctx, s.address)
	err = errors.Join(err, roundErr, storeErr)

	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case waitErr == nil:
		s.waiting = waiting
	case s.waiting == nil:
		err = errors.Join(err, waitErr)
	}
	s.err = err
	switch {
	case err == nil:
		s.state, s.round, s.at = state, round, c.now()
		s.pending.Add(totals.Pending().Amount, s.since) // likewise
		s.pending.Add(s.pending, s.waiting)
		return nil
	case s.at.IsZero():
		return wire.Detailf(wire.ErrBusy, "whether the broadcaster can pay cannot be told now")
	default:
		return nil
	}
}

func (s *sender) due(now time.Time, interval time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err != nil || s.at.IsZero() || now.Sub(s.at) >= interval
}

// covers says whether the sender can pay another win of face, as far as is known.
func (s *sender) covers(face *big.Int, now time.Time, maxAge time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	float := new(big.Int).Div(s.state.Deposit, big.NewInt(depositShare))
	float.Add(float, s.state.Reserve)
	need := new(big.Int).Add(s.pending, s.fresh)
	need.Add(need, face)
	switch {
	case now.Sub(s.at) > maxAge:
		return wire.Detailf(wire.ErrUnpaid, "whether the broadcaster can pay is not known since %s", s.at.UTC().Format(time.RFC3339))
	case s.state.Unlocking:
		return wire.Detailf(wire.ErrUnpaid, "the broadcaster is taking its deposit out")
	case float.Cmp(need) < 0:
		return wire.Detailf(wire.ErrUnpaid, "the broadcaster must be good for %s units, and is for %s: the reserve, as far as it is for this orchestrator, and 1/%d of the deposit",
			need, float, depositShare)
	}
	return nil
}

// won counts what a ticket won, before it is in the store.
func (s *sender) won(amount *big.Int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fresh.Add(s.fresh, amount)
}

// stored counts what a ticket won when the store has it.
func (s *sender) stored(amount *big.Int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fresh.Sub(s.fresh, amount)
	s.pending.Add(s.pending, amount)
	s.since.Add(s.since, amount)
}
