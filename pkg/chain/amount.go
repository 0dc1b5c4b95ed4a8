package chain

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Decimal places that the smallest unit is away from the whole.
const (
	TokenDecimals = 18 // of the stake token; ether has the same
	AssetDecimals = 6  // of the settlement asset, in which fees are paid: a dollar
)

// ErrAmount is wrapped by every error of ParseTokens and ParseAsset.
var ErrAmount = errors.New("invalid amount")

// maxWholeDigits bounds the digits before the point: 2^96 units are fewer than 10^11 tokens.
const maxWholeDigits = 11

// ParseTokens reads an amount of whole tokens such as "1000" or "0.5" and returns it in the token's smallest unit. It is
// never negative and fits the 96 bits that the contracts count in.
func ParseTokens(s string) (*big.Int, error) { return parseAmount(s, TokenDecimals, "tokens") }

// ParseAsset is ParseTokens for the settlement asset.
func ParseAsset(s string) (*big.Int, error) { return parseAmount(s, AssetDecimals, "dollars") }

func parseAmount(s string, decimals int, what string) (*big.Int, error) {
	whole, fraction, pointed := strings.Cut(s, ".")
	switch {
	case !isDigits(whole) || pointed && !isDigits(fraction):
		return nil, fmt.Errorf("%w: %.40q: write %s as 1000 or 0.5", ErrAmount, s, what)
	case len(fraction) > decimals:
		return nil, fmt.Errorf("%w: %.40q has more than %d decimal places", ErrAmount, s, decimals)
	case len(strings.TrimLeft(whole, "0")) > maxWholeDigits:
		return nil, fmt.Errorf("%w: %.40q is more than there can be", ErrAmount, s)
	}
	units, _ := new(big.Int).SetString(whole+fraction+strings.Repeat("0", decimals-len(fraction)), 10)
	if units.BitLen() > 96 {
		return nil, fmt.Errorf("%w: %.40q is more than there can be", ErrAmount, s)
	}
	return units, nil
}

func isDigits(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "0123456789") == ""
}

// FormatTokens is an amount of the smallest unit in whole tokens, without needless zeros. ParseTokens reads it back.
func FormatTokens(units *big.Int) string { return formatAmount(units, TokenDecimals) }

// FormatAsset is FormatTokens for the settlement asset.
func FormatAsset(units *big.Int) string { return formatAmount(units, AssetDecimals) }

func formatAmount(units *big.Int, decimals int) string {
	digits := fmt.Sprintf("%0*s", decimals+1, new(big.Int).Abs(units).String())
	point := len(digits) - decimals
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

// percentDecimals is how many decimal places a percent of the whole has in millionths.
const percentDecimals = 4

// ParsePercent reads a part of the whole such as "12.5", in percent, and returns it in millionths.
func ParsePercent(s string) (uint32, error) {
	units, err := parseAmount(s, percentDecimals, "percent")
	if err == nil && units.Cmp(big.NewInt(MaxPart)) > 0 {
		err = fmt.Errorf("%w: %.40q is more than 100 percent", ErrAmount, s)
	}
	if err != nil {
		return 0, err
	}
	return uint32(units.Uint64()), nil
}

// FormatPercent is a part in millionths, in percent.
func FormatPercent(millionths uint32) string {
	return formatAmount(new(big.Int).SetUint64(uint64(millionths)), percentDecimals)
}
