package payer

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// WatchConfig says how a Watch works. A zero field means its default.
type WatchConfig struct {
	Sender   common.Address
	Interval time.Duration // between looks; default 10 s
	Timeout  time.Duration // of one; default 10 s
	Alert    time.Duration // for how long deposit and reserve should last at least; default a day
}

// Deposits reads what a sender has put down. A chain.Client is one.
type Deposits interface {
	Deposit(ctx context.Context, owner common.Address) (chain.Deposit, error)
}

// Follower tells what was redeemed of the sender's tickets. A chain.RedemptionFollower is one.
type Follower interface {
	Step(ctx context.Context, handle func(ctx context.Context, tickets []chain.RedeemedTicket) error) (more bool, err error)
}

// Redeemed is what an orchestrator was paid by the chain, since the watch began or a little before.
type Redeemed struct {
	Tickets uint64
	Amount  *big.Int // in the settlement asset's smallest unit
}

// Funds are what a payer stands on.
type Funds struct {
	chain.Deposit
	At       time.Time // when it was read; zero before the first time
	Err      error     // why it could not be read since
	Lasts    time.Duration
	Low      bool // it lasts for less than WatchConfig.Alert
	Redeemed map[common.Address]Redeemed
}

// Watch looks after a payer's deposit, and after what is redeemed of its tickets. It says in the log, and to whoever wants to know,
// when the deposit runs low.
type Watch struct {
	cfg      WatchConfig
	payer    *Payer
	deposits Deposits
	follower Follower
	low      func(Funds)
	log      *slog.Logger

	mu    sync.Mutex // guards funds
	funds Funds
}

// NewWatch makes a watch that does nothing until Run. low is called each time the deposit begins to run low; nil: nobody is told.
func NewWatch(cfg WatchConfig, p *Payer, deposits Deposits, follower Follower, low func(Funds)) *Watch {
	if cfg.Interval == 0 {
		cfg.Interval = 10 * time.Second
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 10 * time.Second
	}
	if cfg.Alert == 0 {
		cfg.Alert = 24 * time.Hour
	}
	if low == nil {
		low = func(Funds) {}
	}
	return &Watch{
		cfg: cfg, payer: p, deposits: deposits, follower: follower, low: low, log: slog.Default(),
		funds: Funds{Redeemed: map[common.Address]Redeemed{}},
	}
}

// Run looks at intervals until ctx is done; it then returns why. It is called once.
func (w *Watch) Run(ctx context.Context) error {
	for {
		w.look(ctx)
		timer := time.NewTimer(w.cfg.Interval)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		}
	}
}

// Funds is what was seen last. The caller owns it.
func (w *Watch) Funds() Funds {
	w.mu.Lock()
	defer w.mu.Unlock()
	f := w.funds
	f.Redeemed = maps.Clone(f.Redeemed)
	return f
}

func (w *Watch) look(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, w.cfg.Timeout)
	defer cancel()
	var err error
	for more := true; more && err == nil; {
		more, err = w.follower.Step(ctx, w.count)
	}
	deposit, err2 := w.deposits.Deposit(ctx, w.cfg.Sender)
	err = errors.Join(err, err2)
	node, _ := w.payer.Spending()
	now := w.payer.now()

	w.mu.Lock()
	was := w.funds
	if err2 == nil {
		w.funds.Deposit, w.funds.At = deposit, now
		w.funds.Lasts = lasts(deposit, node.Hour)
		w.funds.Low = w.funds.Lasts < w.cfg.Alert
	}
	w.funds.Err = err
	is := w.funds
	w.mu.Unlock()
	switch {
	case ctx.Err() != nil && err != nil && errors.Is(err, context.Canceled):
	case err != nil && was.Err == nil:
		w.log.Warn("the deposit for tickets cannot be read; trying again", "err", err)
	case err == nil && was.Err != nil:
		w.log.Info("the deposit for tickets is read again")
	}
	if is.Low && !was.Low {
		w.log.Warn("the deposit for tickets runs low: fund it with millrace wallet deposit", "sender", w.cfg.Sender.Hex(),
			"dollars", chain.FormatAsset(new(big.Int).Add(is.Deposit.Deposit, is.Reserve)), "lasts", is.Lasts.Round(time.Minute))
		w.low(w.Funds())
	}
}

// forever is longer than anybody waits.
const forever = 100 * 365 * 24 * time.Hour

// lasts is for how long a deposit and its reserve pay what the last hour cost.
func lasts(d chain.Deposit, hour *big.Int) time.Duration {
	if hour.Sign() == 0 {
		return forever
	}
	left := new(big.Int).Add(d.Deposit, d.Reserve)
	left.Mul(left, big.NewInt(ticket.CostScale))
	left.Mul(left, big.NewInt(int64(time.Hour)))
	if left.Div(left, hour); !left.IsInt64() || left.Int64() > int64(forever) {
		return forever
	}
	return time.Duration(left.Int64())
}

// count adds up what was redeemed.
func (w *Watch) count(_ context.Context, tickets []chain.RedeemedTicket) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range tickets {
		r := w.funds.Redeemed[t.Recipient]
		sum := new(big.Int)
		if r.Amount != nil {
			sum.Set(r.Amount)
		}
		if t.Removed {
			r.Tickets--
			sum.Sub(sum, t.Amount)
		} else {
			r.Tickets++
			sum.Add(sum, t.Amount)
		}
		r.Amount = sum
		w.funds.Redeemed[t.Recipient] = r
	}
	return nil
}
