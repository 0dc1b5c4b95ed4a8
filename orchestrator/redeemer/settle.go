package redeemer

import (
	"context"
	"math/big"
	"time"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
)

const (
	page     = 256 // winners that are read at a time
	maxSteps = 100 // ranges of blocks that are followed at a look
)

// follow settles what the chain has confirmed. Up to the time that it returns, all that was redeemed is settled; that is the zero time
// while there is more to read.
func (r *Redeemer) follow(ctx context.Context) (time.Time, error) {
	for range maxSteps {
		more, err := r.deps.Follower.Step(ctx, r.settle)
		if err != nil {
			return time.Time{}, err
		}
		if !more {
			return r.deps.Follower.Reached(ctx)
		}
	}
	return time.Time{}, nil
}

// settle says in the store what was redeemed, and what was taken back.
func (r *Redeemer) settle(ctx context.Context, tickets []chain.RedeemedTicket) error {
	for _, t := range tickets {
		place := winnings.Place{Sender: t.Sender, Lane: t.Lane, Nonce: t.Nonce}
		if t.Removed {
			if err := r.reopen(ctx, place); err != nil {
				return err
			}
			continue
		}
		if err := r.deps.Store.Settle(ctx, winnings.Outcome{Place: place, State: winnings.Redeemed}); err != nil {
			return err
		}
		passed, err := r.before(ctx, place)
		if err != nil {
			return err
		}
		if err := r.lose(ctx, passed, "passed over: a later one of its lane was redeemed"); err != nil {
			return err
		}
	}
	r.deps.Fault(PointSettled)
	return nil
}

// reopen makes what a reorganization took back pending again, and whatever else of its lane the chain can pay again.
func (r *Redeemer) reopen(ctx context.Context, place winnings.Place) error {
	r.log.Warn("a reorganization took a redemption back", "ticket", place.String())
	last, err := r.deps.Chain.LastNonce(ctx, place.Sender, r.cfg.Recipient, place.Lane)
	if err != nil {
		return err
	}
	if err := r.deps.Store.Settle(ctx, winnings.Outcome{Place: place, State: winnings.Pending}); err != nil {
		return err
	}
	return r.deps.Store.Reopen(ctx, place.Sender, place.Lane, last)
}

// before are the pending winners of a place's lane that stand before it.
func (r *Redeemer) before(ctx context.Context, place winnings.Place) ([]winnings.Winner, error) {
	var before []winnings.Winner
	for at := (winnings.Place{Sender: place.Sender, Lane: place.Lane}); ; {
		next, err := r.deps.Store.Pending(ctx, at, page)
		if err != nil {
			return nil, err
		}
		for _, w := range next {
			if at = w.Place(); at.Compare(place) >= 0 {
				return before, nil
			}
			before = append(before, w)
		}
		if len(next) < page {
			return before, nil
		}
	}
}

// lose settles winners that will never be paid.
func (r *Redeemer) lose(ctx context.Context, lost []winnings.Winner, reason string) error {
	if len(lost) == 0 {
		return nil
	}
	amount := new(big.Int)
	outcomes := make([]winnings.Outcome, len(lost))
	for i, w := range lost {
		amount.Add(amount, w.Owed())
		outcomes[i] = winnings.Outcome{Place: w.Place(), State: winnings.Lost, Reason: reason}
	}
	if err := r.deps.Store.Settle(ctx, outcomes...); err != nil {
		return err
	}
	r.log.Warn("winning tickets are lost", "tickets", len(lost), "dollars", chain.FormatAsset(amount), "first", lost[0].Place().String(),
		"because", reason)
	return nil
}
