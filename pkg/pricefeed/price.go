package pricefeed

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// rateDecimals are those of a Rate.
const rateDecimals = 18

// priceDecimals are those of amounts: of dollars, and of the token that the feed is about.
const priceDecimals = 6

// ErrRange means that a price, or what comes of one, is beyond anything that is believed.
var ErrRange = errors.New("out of range")

// Rate is what a whole token is worth in dollars. The zero Rate is none.
type Rate struct {
	dollars *big.Int // times 10^rateDecimals
}

// newRate is the rate that an answer of so many decimals says.
func newRate(answer *big.Int, decimals uint8) (Rate, error) {
	switch {
	case answer == nil || answer.Sign() <= 0:
		return Rate{}, fmt.Errorf("%w: %v", ErrNotPositive, answer)
	case decimals > rateDecimals:
		return Rate{}, fmt.Errorf("%w: %d decimals", ErrRange, decimals)
	}
	r := Rate{new(big.Int).Mul(answer, power(rateDecimals-int(decimals)))}
	if r.dollars.Cmp(power(rateDecimals-6)) < 0 || r.dollars.Cmp(power(rateDecimals+9)) > 0 {
		return Rate{}, fmt.Errorf("%w: a price of %s dollars is not from a millionth to 10^9", ErrRange, r)
	}
	return r, nil
}

func power(decimals int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
}

// Ask is how many of the token's units, millionths, so many millionths of a dollar are. It is rounded up: nothing that has a price
// becomes free.
func (r Rate) Ask(dollars uint64) (uint64, error) {
	units, rest := r.convert(dollars)
	if rest.Sign() > 0 {
		units.Add(units, big.NewInt(1))
	}
	return r.within(dollars, units)
}

// Bid is Ask rounded down: no more than that is ever paid.
func (r Rate) Bid(dollars uint64) (uint64, error) {
	units, _ := r.convert(dollars)
	return r.within(dollars, units)
}

func (r Rate) convert(dollars uint64) (units, rest *big.Int) {
	scaled := new(big.Int).Mul(new(big.Int).SetUint64(dollars), power(rateDecimals))
	return scaled.DivMod(scaled, r.dollars, new(big.Int))
}

func (r Rate) within(dollars uint64, units *big.Int) (uint64, error) {
	if !units.IsUint64() {
		return 0, fmt.Errorf("%w: %d millionths of a dollar at %s dollars a token", ErrRange, dollars, r)
	}
	return units.Uint64(), nil
}

// Dollars is what so much of the token is worth in dollars; both are in millionths.
func (r Rate) Dollars(units *big.Int) *big.Int {
	v := new(big.Int).Mul(units, r.dollars)
	return v.Quo(v, power(rateDecimals))
}

// Whole is what a whole token is worth, in millionths of a dollar.
func (r Rate) Whole() *big.Int { return r.Dollars(power(priceDecimals)) }

// Float is the rate in dollars, for metrics.
func (r Rate) Float() float64 {
	v, _ := new(big.Rat).SetFrac(r.dollars, power(rateDecimals)).Float64()
	return v
}

// String is the rate in dollars.
func (r Rate) String() string {
	if r.dollars == nil {
		return "none"
	}
	digits := fmt.Sprintf("%0*s", rateDecimals+1, r.dollars)
	point := len(digits) - rateDecimals
	return strings.TrimSuffix(strings.TrimRight(digits[:point]+"."+digits[point:], "0"), ".")
}

// jumps says whether one of two rates is more than so many per cent above the other.
func (r Rate) jumps(other Rate, percent int) bool {
	low, high := r.dollars, other.dollars
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	most := new(big.Int).Mul(low, big.NewInt(100+int64(percent)))
	return new(big.Int).Mul(high, big.NewInt(100)).Cmp(most) > 0
}
