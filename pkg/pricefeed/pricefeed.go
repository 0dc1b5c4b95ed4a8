// Package pricefeed says what a token is worth in dollars, by a price feed on the chain (an AggregatorV3 of Chainlink's, or one that
// answers alike).
//
// It promises that a rate is that of an answer which was complete, positive, of now, not older than the one before and not too far
// from it; that a rate is kept for a while, and no longer, when the feed gives no such answer; and that there is none afterwards,
// rather than one that may be wrong. What is done without one is for the roles to say.
package pricefeed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"sync"
	"time"
)

// Why an answer is not believed, and why there is no rate.
var (
	// ErrNone means that no rate can be had, and none is left: see what it wraps.
	ErrNone = errors.New("the price feed gives no usable price")
	// ErrNotPositive means that the answer is not a price.
	ErrNotPositive = errors.New("answer is not positive")
	// ErrIncomplete means that the newest round has no answer of its own.
	ErrIncomplete = errors.New("round has no answer of its own")
	// ErrStale means that the answer is older than the feed's heartbeat: nobody feeds it any more.
	ErrStale = errors.New("answer is stale")
	// ErrFuture means that the answer is of a time that has not come: look at the node's clock.
	ErrFuture = errors.New("answer is from the future")
	// ErrBackwards means that the answer is of a round before one that was seen.
	ErrBackwards = errors.New("round is before one that was seen")
	// ErrJump means that the answer is too far from the one before. When it is right all the same, start the node anew.
	ErrJump = errors.New("answer is too far from the one before")
)

// Round is a feed's newest answer, as the feed says.
type Round struct {
	ID         *big.Int
	AnsweredIn *big.Int // the round that the answer is from
	Answer     *big.Int // dollars of a whole token, times 10^Decimals
	Decimals   uint8
	Updated    time.Time // the zero of 1970: never
}

// Source is where a Feed gets its answers. chain.PriceFeed is one; Memory another.
type Source interface {
	Latest(ctx context.Context) (Round, error)
}

// Config says what is believed. A zero field means its default.
type Config struct {
	Heartbeat time.Duration // how often the feed is fed at least; default 25 h, an hour more than dollar coins' feeds promise
	MaxJump   int           // how much above, or below, the last rate the next one may be, in per cent of the lower; default 50
	MaxAge    time.Duration // how long a rate is good without a new look that succeeded; default 1 h
	Interval  time.Duration // between looks; default 30 s
	Timeout   time.Duration // of a look; default 10 s
}

// Validate checks cfg.
func (c Config) Validate() error {
	if c.Heartbeat < 0 || c.MaxJump < 0 || c.MaxJump > maxMaxJump || c.MaxAge < 0 || c.Interval < 0 || c.Timeout < 0 {
		return fmt.Errorf("price feed: %w: %+v", ErrRange, c)
	}
	return nil
}

// maxMaxJump bounds Config.MaxJump: a hundredfold.
const maxMaxJump = 9900

// Deps are what a Feed works with.
type Deps struct {
	Source  Source
	Name    string       // of the feed in the log and in metrics
	Logger  *slog.Logger // default slog.Default()
	Metrics *Metrics     // nil: none
	Now     func() time.Time
}

// Feed looks at a price feed at intervals. Make it with New. It is safe for concurrent use.
type Feed struct {
	cfg    Config
	source Source
	name   string
	log    *slog.Logger
	metric *Metrics
	now    func() time.Time

	mu   sync.Mutex // guards what follows
	rate Rate       // the last one that was believed
	id   *big.Int   // its round
	at   time.Time  // of the last look that succeeded
	err  error      // of the last look
	gone bool       // there was no rate any more when it was last looked at, and the log says so
}

// New makes a feed that knows nothing until Look or Run.
func New(cfg Config, deps Deps) (*Feed, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	cfg.Heartbeat = cmp.Or(cfg.Heartbeat, 25*time.Hour)
	cfg.MaxJump = cmp.Or(cfg.MaxJump, 50)
	cfg.MaxAge = cmp.Or(cfg.MaxAge, time.Hour)
	cfg.Interval = cmp.Or(cfg.Interval, 30*time.Second)
	cfg.Timeout = cmp.Or(cfg.Timeout, 10*time.Second)
	f := &Feed{
		cfg: cfg, source: deps.Source, name: deps.Name, log: deps.Logger, metric: deps.Metrics, now: deps.Now,
		err: errors.New("it was not asked yet"),
	}
	if f.log == nil {
		f.log = slog.Default()
	}
	if f.now == nil {
		f.now = time.Now
	}
	f.log = f.log.With("feed", f.name)
	return f, nil
}

// Run looks at intervals until ctx is done; it then returns why.
func (f *Feed) Run(ctx context.Context) error {
	for {
		_ = f.Look(ctx) // it says in the log what matters
		timer := time.NewTimer(f.cfg.Interval)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		}
	}
}

// Look asks the feed once. An error says why its answer is not believed; Rate may have one all the same.
func (f *Feed) Look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, f.cfg.Timeout)
	defer cancel()
	round, err := f.source.Latest(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	var rate Rate
	if err == nil {
		rate, err = f.believeLocked(round)
	}
	was := f.err
	if f.err = err; err == nil {
		f.rate, f.id, f.at = rate, round.ID, f.now()
	}
	f.tellLocked(was)
	return err
}

// believeLocked is the rate that an answer says, if it is to be believed.
func (f *Feed) believeLocked(r Round) (Rate, error) {
	rate, err := newRate(r.Answer, r.Decimals)
	if err != nil {
		return Rate{}, err
	}
	now := f.now()
	switch {
	case r.ID == nil || r.AnsweredIn == nil || r.ID.Sign() <= 0 || r.Updated.Unix() <= 0 || r.AnsweredIn.Cmp(r.ID) < 0:
		return Rate{}, fmt.Errorf("%w: round %v, answered in %v", ErrIncomplete, r.ID, r.AnsweredIn)
	case now.Sub(r.Updated) > f.cfg.Heartbeat:
		return Rate{}, fmt.Errorf("%w: of %s", ErrStale, r.Updated.UTC().Format(time.RFC3339))
	case r.Updated.Sub(now) > maxSkew:
		return Rate{}, fmt.Errorf("%w: of %s", ErrFuture, r.Updated.UTC().Format(time.RFC3339))
	case f.id != nil && r.ID.Cmp(f.id) < 0:
		return Rate{}, fmt.Errorf("%w: %s before %s", ErrBackwards, r.ID, f.id)
	case f.id != nil && rate.jumps(f.rate, f.cfg.MaxJump):
		return Rate{}, fmt.Errorf("%w: %s dollars after %s", ErrJump, rate, f.rate)
	}
	return rate, nil
}

// maxSkew is how far a clock of the chain may be ahead of ours.
const maxSkew = 2 * time.Minute

// tellLocked says in the log and in metrics what has changed since a look that ended with was.
func (f *Feed) tellLocked(was error) {
	gone := f.goneLocked()
	switch {
	case f.err == nil && (was != nil || f.gone):
		f.log.Info("price feed is in order", "dollars", f.rate.String())
	case gone && !f.gone:
		f.log.Error("no price in dollars can be told any more: nothing is quoted or bought at one until the feed is in order", "err", f.err)
	case f.err != nil && was == nil:
		f.log.Warn("price feed gives no usable answer; its last one holds for now", "dollars", f.rate.String(),
			"until", f.at.Add(f.cfg.MaxAge).UTC().Format(time.RFC3339), "err", f.err)
	}
	f.gone = gone
	f.metric.looked(f.name, f.rate, !gone, f.err)
}

func (f *Feed) goneLocked() bool {
	return f.rate.dollars == nil || f.now().Sub(f.at) > f.cfg.MaxAge
}

// Rate is what a token is worth now. The error wraps ErrNone, and why there is none.
func (f *Feed) Rate() (Rate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.goneLocked() {
		return f.rate, nil
	}
	if f.err == nil {
		return Rate{}, fmt.Errorf("%w: it was last asked at %s", ErrNone, f.at.UTC().Format(time.RFC3339))
	}
	return Rate{}, fmt.Errorf("%w: %w", ErrNone, f.err)
}

// Ask turns millionths of a dollar into units of the token, rounded up; see Rate.
func (f *Feed) Ask(dollars uint64) (uint64, error) {
	r, err := f.Rate()
	if err != nil {
		return 0, err
	}
	return r.Ask(dollars)
}

// Bid is Ask rounded down.
func (f *Feed) Bid(dollars uint64) (uint64, error) {
	r, err := f.Rate()
	if err != nil {
		return 0, err
	}
	return r.Bid(dollars)
}
