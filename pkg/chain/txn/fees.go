package txn

import (
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/core/types"
)

// fees are what a transaction offers per unit of gas, in wei (EIP-1559).
type fees struct{ cap, tip *big.Int }

func feesOf(tx *types.Transaction) fees { return fees{tx.GasFeeCap(), tx.GasTipCap()} }

// quote is what to offer now: room for the base fee to double, which takes six full blocks, but no more than the bound.
func quote(base, tip, bound *big.Int) (fees, error) {
	if base == nil {
		return fees{}, ErrNoBaseFee
	}
	if lowest := new(big.Int).Add(base, tip); lowest.Cmp(bound) > 0 {
		return fees{}, fmt.Errorf("%w: %s wei per unit, the bound is %s: wait, or raise the bound", ErrFeeTooHigh, lowest, bound)
	}
	high := new(big.Int).Lsh(base, 1)
	high.Add(high, tip)
	if high.Cmp(bound) > 0 {
		high.Set(bound)
	}
	return fees{high, new(big.Int).Set(tip)}, nil
}

// replacement is what a transaction that offers old must offer to replace itself: both fees at least percent higher, at least what
// is asked for now, and no more than the bound. ok is false when the bound leaves no room for what nodes take as a replacement.
func replacement(old, now fees, percent int64, bound *big.Int) (next fees, ok bool) {
	next = fees{larger(raise(old.cap, percent), now.cap), larger(raise(old.tip, percent), now.tip)}
	if next.cap.Cmp(bound) > 0 {
		next.cap = new(big.Int).Set(bound)
	}
	if next.tip.Cmp(next.cap) > 0 {
		next.tip = new(big.Int).Set(next.cap)
	}
	const least = 10 // percent, of both, for a node to take it
	ok = next.cap.Cmp(raise(old.cap, least)) >= 0 && next.tip.Cmp(raise(old.tip, least)) >= 0
	return next, ok
}

// raise is x plus percent of it, rounded up, and at least one more.
func raise(x *big.Int, percent int64) *big.Int {
	r := new(big.Int).Mul(x, big.NewInt(percent))
	r.Add(r, big.NewInt(99))
	r.Div(r, big.NewInt(100))
	if r.Sign() == 0 {
		r.SetInt64(1)
	}
	return r.Add(r, x)
}

func larger(a, b *big.Int) *big.Int {
	if a.Cmp(b) > 0 {
		return new(big.Int).Set(a)
	}
	return new(big.Int).Set(b)
}
