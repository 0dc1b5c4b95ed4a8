package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Duty is something that a Keeper sees to besides the rounds. Look is called at every look at the round and returns quickly when
// there is nothing to do; after an error it is called again at the next.
type Duty interface {
	Name() string
	Look(ctx context.Context, r RoundStatus) error
}

// Rewarder is what a RewardDuty needs of the chain.
type Rewarder interface {
	// RewardDue says whether the orchestrator may call reward in the current round and did not yet.
	RewardDue(ctx context.Context, orchestrator common.Address) (bool, error)
	// Reward calls it.
	Reward(ctx context.Context, key Signer) error
}

// RewardDuty calls reward once in every round, as soon as the round is initialized. A call that reverts is not repeated in its round,
// so that it costs its gas once.
type RewardDuty struct {
	key      Signer
	rewarder Rewarder
	log      *slog.Logger
	done     uint64 // the last round that was seen to
}

// NewRewardDuty makes the duty for an orchestrator's own key.
func NewRewardDuty(key Signer, rewarder Rewarder) *RewardDuty {
	return &RewardDuty{key: key, rewarder: rewarder, log: slog.Default()}
}

// Name implements Duty.
func (d *RewardDuty) Name() string { return "reward" }

// Look implements Duty.
func (d *RewardDuty) Look(ctx context.Context, r RoundStatus) error {
	if r.Due() || r.Current == d.done {
		return nil
	}
	due, err := d.rewarder.RewardDue(ctx, d.key.Address())
	if err != nil {
		return err
	}
	if due {
		ctx = WithIntent(ctx, fmt.Sprintf("reward/%d", r.Current))
		err = d.rewarder.Reward(ctx, d.key)
	}
	switch {
	case err == nil && due:
		d.log.Info("reward called", "round", r.Current)
	case errors.Is(err, ErrReverted):
		d.log.Warn("reward was refused in this round", "round", r.Current, "err", err)
	case err != nil:
		return err
	}
	d.done = r.Current
	return nil
}

// watchEvery is how often a watch looks.
const watchEvery = time.Minute

// Stakes is what an ActiveWatch needs of the chain. A Client is one.
type Stakes interface {
	StakeStatus(ctx context.Context, account common.Address) (StakeStatus, error)
}

// ActiveWatch tells the operator when an orchestrator is not, or no longer, in the set that the next snapshot is taken of.
type ActiveWatch struct {
	account common.Address
	stakes  Stakes
	log     *slog.Logger
	next    time.Time
	outside bool // and it was said
}

// NewActiveWatch makes a watch of an orchestrator.
func NewActiveWatch(account common.Address, stakes Stakes) *ActiveWatch {
	return &ActiveWatch{account: account, stakes: stakes, log: slog.Default()}
}

// Name implements Duty.
func (w *ActiveWatch) Name() string { return "active set" }

// Look implements Duty.
func (w *ActiveWatch) Look(ctx context.Context, r RoundStatus) error {
	if time.Now().Before(w.next) {
		return nil
	}
	status, err := w.stakes.StakeStatus(ctx, w.account)
	if err != nil {
		return err
	}
	w.next = time.Now().Add(watchEvery)
	switch {
	case !status.Active && !w.outside && status.SelfBond.Sign() == 0:
		w.log.Warn("this orchestrator has no stake, so nobody draws it: millrace stake register", "account", w.account.Hex(), "round", r.Current)
	case !status.Active && !w.outside:
		w.log.Warn("this orchestrator fell out of the active set, so nobody draws it from the next round on: bond more with millrace stake bond",
			"account", w.account.Hex(), "stake", FormatTokens(status.Stake), "round", r.Current)
	case status.Active && w.outside:
		w.log.Info("this orchestrator is in the active set again", "account", w.account.Hex(), "round", r.Current)
	}
	w.outside = !status.Active
	return nil
}

// Purse is what a BalanceWatch needs of the chain. A Conn is one.
type Purse interface {
	Balance(ctx context.Context, account common.Address) (*big.Int, error)
	GasPrice(ctx context.Context) (*big.Int, error)
}

// BalanceWatch tells the operator when an account's ether does not pay for some more transactions at the present price of gas.
type BalanceWatch struct {
	account      common.Address
	purse        Purse
	transactions uint64
	log          *slog.Logger
	next         time.Time
	low          bool // and it was said
}

// watchedGas is what a BalanceWatch takes a transaction for: more than calling reward, less than initializing a large round.
const watchedGas = 250_000

// NewBalanceWatch makes a watch of an account that should always be able to pay for so many transactions.
func NewBalanceWatch(account common.Address, purse Purse, transactions uint64) *BalanceWatch {
	return &BalanceWatch{account: account, purse: purse, transactions: transactions, log: slog.Default()}
}

// Name implements Duty.
func (w *BalanceWatch) Name() string { return "balance" }

// Look implements Duty.
func (w *BalanceWatch) Look(ctx context.Context, _ RoundStatus) error {
	if time.Now().Before(w.next) {
		return nil
	}
	balance, err := w.purse.Balance(ctx, w.account)
	if err != nil {
		return err
	}
	price, err := w.purse.GasPrice(ctx)
	if err != nil {
		return err
	}
	w.next = time.Now().Add(watchEvery)
	one := new(big.Int).Mul(price, big.NewInt(watchedGas))
	needed := new(big.Int).Mul(one, new(big.Int).SetUint64(w.transactions))
	low := balance.Cmp(needed) < 0
	switch {
	case low && !w.low:
		// A price of nothing needs nothing, so one is positive here.
		w.log.Warn("ether for gas runs out: send some to the account", "account", w.account.Hex(), "ether", FormatTokens(balance),
			"transactions_left", new(big.Int).Div(balance, one), "transactions_wanted", w.transactions)
	case !low && w.low:
		w.log.Info("ether for gas suffices again", "account", w.account.Hex(), "ether", FormatTokens(balance))
	}
	w.low = low
	return nil
}

// GasPrice is what a unit of gas costs in the next block, in wei: the base fee and the usual tip.
func (c *Conn) GasPrice(ctx context.Context) (*big.Int, error) {
	head, err := c.eth.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read price of gas: %w", unwrapURL(err))
	}
	tip, err := c.eth.SuggestGasTipCap(ctx)
	if err != nil {
		return nil, fmt.Errorf("read price of gas: %w", unwrapURL(err))
	}
	if head.BaseFee == nil {
		return tip, nil
	}
	return tip.Add(tip, head.BaseFee), nil
}
