package main

import (
	"fmt"
	"math/big"

	"github.com/millrace/millrace/pkg/chain"
)

// tokensFlag is an amount of whole tokens on the command line.
type tokensFlag struct{ units *big.Int }

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *tokensFlag) UnmarshalText(text []byte) error {
	units, err := chain.ParseTokens(string(text))
	if err != nil {
		return err
	}
	if units.Sign() == 0 {
		return fmt.Errorf("%w: must be positive", chain.ErrAmount)
	}
	f.units = units
	return nil
}

// dollarsFlag is an amount of the settlement asset on the command line.
type dollarsFlag struct{ units *big.Int }

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *dollarsFlag) UnmarshalText(text []byte) (err error) {
	f.units, err = chain.ParseAsset(string(text))
	return err
}

// uint64 is the amount in units; 0 without one.
func (f *dollarsFlag) uint64() (uint64, error) {
	switch {
	case f.units == nil:
		return 0, nil
	case !f.units.IsUint64():
		return 0, fmt.Errorf("%s dollars are more than can be counted", chain.FormatAsset(f.units))
	}
	return f.units.Uint64(), nil
}

// percentFlag is a part of the whole on the command line, in percent.
type percentFlag struct{ millionths uint32 }

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *percentFlag) UnmarshalText(text []byte) error {
	units, err := chain.ParsePercent(string(text))
	f.millionths = units
	return err
}
