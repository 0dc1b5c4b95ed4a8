package chain_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"0":                              "0",
		"1":                              "1000000000000000000",
		"1000":                           "1000000000000000000000",
		"0.5":                            "500000000000000000",
		"0.000000000000000001":           "1",
		"00012.340":                      "12340000000000000000",
		"79228162514.264337593543950335": "79228162514264337593543950335", // 2^96 - 1
	} {
		units, err := chain.ParseTokens(text)
		require.NoError(t, err, text)
		require.Equal(t, want, units.String(), text)
		back, err := chain.ParseTokens(chain.FormatTokens(units))
		require.NoError(t, err)
		require.Zero(t, units.Cmp(back), text)
	}
	require.Equal(t, "1000.5", chain.FormatTokens(new(big.Int).Add(chain.Tokens(1000), big.NewInt(5e17))))
	require.Equal(t, "-0.000000000000000001", chain.FormatTokens(big.NewInt(-1)))

	for _, text := range []string{
		"", ".", "1.", ".5", "-1", "+1", "1e3", "1,5", " 1", "0x10", "1.0000000000000000001", "1_000",
		"79228162514.264337593543950336", strings.Repeat("9", 12), strings.Repeat("0", 65),
	} {
		_, err := chain.ParseTokens(text)
		require.ErrorIs(t, err, chain.ErrAmount, text)
	}
}

func FuzzParseTokens(f *testing.F) {
	for _, s := range []string{"0", "1", "0.5", "79228162514.264337593543950335", "-1", "1e3", ".", "00.10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		units, err := chain.ParseTokens(s)
		if err != nil {
			require.ErrorIs(t, err, chain.ErrAmount)
			return
		}
		require.True(t, units.Sign() >= 0 && units.BitLen() <= 96)
		// The slow, obvious reading: a rational number.
		want, ok := new(big.Rat).SetString(s)
		require.True(t, ok)
		require.Zero(t, want.Cmp(new(big.Rat).SetFrac(units, chain.Tokens(1))))
		back, err := chain.ParseTokens(chain.FormatTokens(units))
		require.NoError(t, err)
		require.Zero(t, units.Cmp(back))
	})
}

func TestAssetAndPercent(t *testing.T) {
	units, err := chain.ParseAsset("1000.25")
	require.NoError(t, err)
	require.Equal(t, "1000250000", units.String())
	require.Equal(t, "1000.25", chain.FormatAsset(units))
	_, err = chain.ParseAsset("0.0000001")
	require.ErrorIs(t, err, chain.ErrAmount)

	for text, want := range map[string]uint32{"0": 0, "12.5": 125_000, "100": chain.MaxPart, "0.0001": 1} {
		part, err := chain.ParsePercent(text)
		require.NoError(t, err, text)
		require.Equal(t, want, part, text)
		require.Equal(t, text, chain.FormatPercent(part))
	}
	for _, text := range []string{"100.0001", "-1", "1e1", "", "12.34567", "5%"} {
		_, err := chain.ParsePercent(text)
		require.ErrorIs(t, err, chain.ErrAmount, text)
	}
}
