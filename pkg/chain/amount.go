package chain

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// TokenDecimals is how many decimal places the token's smallest unit is away from one token; ether has the same.
const TokenDecimals = 18

// ErrAmount is wrapped by every error of ParseTokens.
var ErrAmount = errors.New("invalid amount")

// maxTokenDigits bounds the digits before the point: 2^96 units are fewer than 10^11 tokens.
const maxTokenDigits = 11

// ParseTokens reads an amount of whole tokens such as "1000" or "0.5" and returns it in the token's smallest unit. It is
// never negative and fits the 96 bits that the contracts count in.
func ParseTokens(s string) (*big.Int, error) {
	whole, fraction, pointed := strings.Cut(s, ".")
	switch {
	case !isDigits(whole) || pointed && !isDigits(fraction):
		return nil, fmt.Errorf("%w: %.40q: write tokens as 1000 or 0.5", ErrAmount, s)
	case len(fraction) > TokenDecimals:
		return nil, fmt.Errorf("%w: %.40q has more than %d decimal places", ErrAmount, s, TokenDecimals)
	case len(strings.TrimLeft(whole, "0")) > maxTokenDigits:
		return nil, fmt.Errorf("%w: %.40q is more than there can be", ErrAmount, s)
	}
	units, _ := new(big.Int).SetString(whole+fraction+strings.Repeat("0", TokenDecimals-len(fraction)), 10)
	if units.BitLen() > 96 {
		return nil, fmt.Errorf("%w: %.40q is more than there can be", ErrAmount, s)
	}
	return units, nil
}

func isDigits(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "0123456789") == ""
}

// FormatTokens is an amount of the smallest unit in whole tokens, without needless zeros. ParseTokens reads it back.
func FormatTokens(units *big.Int) string {
	digits := fmt.Sprintf("%0*s", TokenDecimals+1, new(big.Int).Abs(units).String())
	point := len(digits) - TokenDecimals
	out := digits[:point]
	if fraction := strings.TrimRight(digits[point:], "0"); fraction != "" {
		out += "." + fraction
	}
	if units.Sign() < 0 {
		out = "-" + out
	}
	return out
}

// Tokens is a number of whole tokens in the smallest unit.
func Tokens(n int64) *big.Int {
	return new(big.Int).Mul(big.NewInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(TokenDecimals), nil))
}
