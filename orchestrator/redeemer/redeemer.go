// Package redeemer turns winning tickets into money: it redeems what orchestrator/winnings keeps, and says there what became of it.
//
//	winnings --> who can be paid now? --> batch --> CheckRedemption, each --> RedeemBatch --> mined
//	    ^                                                                                        |
//	    +--- redeemed, passed over, expired <--- TicketRedeemed, confirmed <--- RedemptionFollower
//
// It promises that tickets of a lane are redeemed in the order of their nonces, one batch at a time; that gas is spent only where it
// is small beside what is won, or where tickets are about to expire and still pay for it; and that nothing is said to be redeemed or
// lost before the chain has said so and it is confirmed. It keeps nothing of its own: what is on its way stands in the journal of
// transactions (pkg/chain/txn), what was paid on the chain. So it may be killed anywhere and loses nothing: one that begins again
// waits for the batch on its way, and plans the next from what the chain says. A ticket that was sent twice all the same, because a
// reorganization took the first batch back, is refused by its lane's nonce.
//
// A ticket whose sender cannot pay it holds back the later ones of its lane, which would make it void, until one of those is about to
// expire and can be paid.
package redeemer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/txn"
)

// Config says how a Redeemer works.
type Config struct {
	// Recipient is whose tickets these are.
	Recipient common.Address
	// Interval is how often to look for something to redeem; default 10 s.
	Interval time.Duration
	// MaxBatch is how many tickets are redeemed at once; default 20, at most chain.MaxRedemptions.
	MaxBatch int
	// MaxGasPart is the part, in millionths, of what a batch pays that its gas may cost while there is time; default 100000, a tenth.
	// When a ticket is about to expire, anything short of all of it.
	MaxGasPart uint64
	// EtherPrice is what an ether costs in the settlement asset's smallest unit; default DefaultEtherPrice. Zero stands for
	// ether that costs nothing.
	EtherPrice *big.Int
	// Margin is how long before it can no longer be paid a ticket counts as about to expire; default half a round.
	Margin time.Duration
}

// DefaultEtherPrice is 3000 dollars.
const DefaultEtherPrice = 3_000_000_000

func (c Config) withDefaults() (Config, error) {
	c.Interval = cmp.Or(c.Interval, 10*time.Second)
	c.MaxBatch = cmp.Or(c.MaxBatch, 20)
	c.MaxGasPart = cmp.Or(c.MaxGasPart, 100_000)
	if c.EtherPrice == nil {
		c.EtherPrice = big.NewInt(DefaultEtherPrice)
	}
	switch {
	case c.Recipient == (common.Address{}):
		return c, errors.New("redeemer: whose tickets?")
	case c.Interval < 0 || c.Margin < 0:
		return c, fmt.Errorf("redeemer: interval %s and margin %s must be positive", c.Interval, c.Margin)
	case c.MaxBatch < 1 || c.MaxBatch > chain.MaxRedemptions:
		return c, fmt.Errorf("redeemer: batches of %d: from 1 to %d", c.MaxBatch, chain.MaxRedemptions)
	case c.MaxGasPart > chain.MaxPart:
		return c, fmt.Errorf("redeemer: gas may cost %d millionths: at most all, %d", c.MaxGasPart, chain.MaxPart)
	case c.EtherPrice.Sign() < 0:
		return c, fmt.Errorf("redeemer: ether costs %s", c.EtherPrice)
	default:
		return c, nil
	}
}

// Chain is what a Redeemer asks of the chain. A chain.Client is one.
type Chain interface {
	BlockNumber(ctx context.Context) (uint64, error)
	Round(ctx context.Context) (chain.RoundStatus, error)
	GasPrice(ctx context.Context) (*big.Int, error)
	TicketValidity(ctx context.Context) (uint64, error)
	Deposit(ctx context.Context, owner common.Address) (chain.Deposit, error)
	ClaimableReserve(ctx context.Context, sender, recipient common.Address) (*big.Int, error)
	LastNonce(ctx context.Context, sender, recipient common.Address, lane uint32) (uint64, error)
	SnapshotIndex(ctx context.Context, recipient common.Address, round uint64) (index uint64, latest bool, err error)
	CheckRedemption(ctx context.Context, key chain.Signer, r chain.Redemption) error
	RedeemBatch(ctx context.Context, key chain.Signer, batch []chain.Redemption) (chain.Redeemed, error)
	Finish(ctx context.Context, key chain.Signer, prefix string) error
}

// Follower tells what was redeemed, once it is confirmed. A chain.RedemptionFollower is one.
type Follower interface {
	Step(ctx context.Context, handle func(ctx context.Context, tickets []chain.RedeemedTicket) error) (more bool, err error)
	Reached(ctx context.Context) (time.Time, error)
}

// Deps are what a Redeemer works with.
type Deps struct {
	Chain    Chain
	Follower Follower       // of Config.Recipient
	Store    winnings.Store // of Config.Recipient
	Key      chain.Signer   // the recipient's or its operator's; pays the gas
	Metrics  *Metrics       // nil counts nothing
	// EtherPrice says what an ether costs now, where that is not always Config.EtherPrice. Nil: it is.
	EtherPrice func() *big.Int
	Log        *slog.Logger // default slog.Default()
	// Fault is called at labelled points, so that a test can end the process at one. Nil does nothing.
	Fault func(point string)
}

// The points at which Deps.Fault is called: what has happened by then.
const (
	PointPlanned = "BATCH:PLANNED"
	PointMined   = "BATCH:MINED"
	PointSettled = "WINNERS:SETTLED"
)

// intentPrefix begins the names of our transactions.
const intentPrefix = "redeem/"

// Redeemer redeems the tickets of one recipient. Make it with New.
type Redeemer struct {
	cfg  Config
	deps Deps
	log  *slog.Logger

	atRisk string // why tickets are about to be lost, as it was logged; "" while none is
	mined  uint64 // the block of the latest batch
}

// New makes a redeemer that does nothing until Run or Look.
func New(cfg Config, deps Deps) (*Redeemer, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if deps.Chain == nil || deps.Follower == nil || deps.Store == nil || deps.Key == nil {
		return nil, errors.New("redeemer: a chain, a follower, a store and a key are needed")
	}
	if deps.Log == nil {
		deps.Log = slog.Default()
	}
	if deps.EtherPrice == nil {
		deps.EtherPrice = func() *big.Int { return cfg.EtherPrice }
	}
	if deps.Fault == nil {
		deps.Fault = func(string) {}
	}
	return &Redeemer{cfg: cfg, deps: deps, log: deps.Log.With("recipient", cfg.Recipient.Hex())}, nil
}

// Run redeems until ctx is done, and returns why. Errors are logged and tried again. It is called once.
func (r *Redeemer) Run(ctx context.Context) error {
	failed := false
	for {
		more, err := r.Look(ctx)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil && !failed:
			r.log.Warn("winning tickets cannot be redeemed or followed; trying again", "err", err)
		case err == nil && failed:
			r.log.Info("winning tickets are redeemed again")
		}
		failed = err != nil
		if more && err == nil {
			continue
		}
		timer := time.NewTimer(r.cfg.Interval)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		}
	}
}

// Look says in the store what the chain has settled, and redeems one batch if there is one, which takes until it is mined. more says that
// the next look need not wait. It is called by one goroutine.
func (r *Redeemer) Look(ctx context.Context) (more bool, err error) {
	// What cannot be followed now can still be redeemed: tickets expire.
	reached, errFollow := r.follow(ctx)
	more, err = r.redeem(ctx, reached)
	return more, errors.Join(errFollow, err, r.count(ctx))
}

// redeem redeems one batch.
func (r *Redeemer) redeem(ctx context.Context, reached time.Time) (more bool, err error) {
	if err := r.deps.Chain.Finish(ctx, r.deps.Key, intentPrefix); err != nil {
		return false, err
	}
	p, err := r.plan(ctx, reached)
	if err != nil {
		return false, err
	}
	if err := r.lose(ctx, p.expired, "expired"); err != nil {
		return false, err
	}
	worthwhile := p.worthwhile()
	r.warn(p.atRisk)
	if !worthwhile || p.block < r.mined { // this node does not know the last batch yet
		return false, nil
	}
	if err := p.check(ctx); err != nil || !p.worthwhile() {
		return false, err
	}
	r.deps.Fault(PointPlanned)
	redeemed, err := p.send(ctx)
	for errors.Is(err, txn.ErrInsufficientFunds) && len(p.batch) > 1 { // gas for fewer may be there
		p.batch, p.full = p.batch[:len(p.batch)/2], true
		if !p.worthwhile() {
			return false, err
		}
		redeemed, err = p.send(ctx)
	}
	if err != nil {
		return false, err
	}
	r.deps.Fault(PointMined)
	r.mined = redeemed.Block
	paid, err := r.report(ctx, p.batch, redeemed)
	return p.full && paid > 0, err
}

// report says what became of a batch, and how many were paid. Those are settled when it is confirmed.
func (r *Redeemer) report(ctx context.Context, batch []candidate, redeemed chain.Redeemed) (int, error) {
	paid := new(big.Int)
	count := 0
	var invalid []winnings.Winner
	for i, c := range batch {
		switch err := redeemed.Errs[i]; {
		case err == nil:
			count++
			paid.Add(paid, c.owed)
		case errors.Is(err, chain.ErrInvalidTicket):
			invalid = append(invalid, c.Winner)
		case !errors.Is(err, chain.ErrLaneStopped):
			r.log.Warn("a redemption was refused", "ticket", c.Place().String(), "err", err)
		}
	}
	r.deps.Metrics.batch(count, len(batch)-count, redeemed.GasCost)
	r.log.Info("winning tickets redeemed", "tickets", count, "refused", len(batch)-count, "dollars", chain.FormatAsset(paid),
		"gas_ether", chain.FormatTokens(redeemed.GasCost), "tx", redeemed.Tx.Hex())
	return count, r.lose(ctx, invalid, "refused as invalid")
}

// warn tells the operator when tickets are about to expire that cannot be paid, and why; once.
func (r *Redeemer) warn(risk risk) {
	r.deps.Metrics.risk(risk.amount)
	switch {
	case risk.count > 0 && risk.reason != r.atRisk:
		r.log.Warn("winning tickets are about to expire unpaid", "tickets", risk.count, "dollars", chain.FormatAsset(risk.amount),
			"first", risk.place.String(), "at", risk.deadline, "because", risk.reason)
	case risk.count == 0 && r.atRisk != "":
		r.log.Info("no winning tickets are about to expire unpaid any more")
	}
	r.atRisk = risk.reason
}

// count tells how much there is of everything.
func (r *Redeemer) count(ctx context.Context) error {
	all, err := r.deps.Store.Totals(ctx)
	if err != nil {
		return err
	}
	var sum winnings.Totals
	for _, t := range all {
		sum = sum.Plus(t)
	}
	r.deps.Metrics.totals(sum)
	return nil
}
