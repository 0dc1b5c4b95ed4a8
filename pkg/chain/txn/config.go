package txn

import (
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/params"
)

// Config says how a Manager works.
type Config struct {
	ChainID *big.Int
	// Chain tells chains of one number apart, such as two runs of a development chain; the hash of block 0 serves well. The
	// journal keeps their intents apart.
	Chain string

	Confirmations uint64        // blocks, the transaction's own among them, until it is settled; default 1
	MaxInFlight   int           // transactions on their way at once; default 16, what nodes take from one account
	GasMargin     uint64        // percent above the estimate; default 25, since the next block may begin a new round
	MaxFeePerGas  *big.Int      // wei, the bound of what is ever offered; default 500 gwei
	BumpAfter     time.Duration // without being mined, until a transaction is replaced at a higher fee; default 45 s
	BumpPercent   int64         // how much higher at least; default 12, from the 10 that nodes ask for to 100
	Rebroadcast   time.Duration // between sending the same bytes again; default 15 s
	Poll          time.Duration // the longest pause between looks at the chain while something is on its way; default 1 s
}

// firstPause is the pause after something was sent; it doubles up to Config.Poll.
const firstPause = 20 * time.Millisecond

func (c Config) withDefaults() (Config, error) {
	if c.Confirmations == 0 {
		c.Confirmations = 1
	}
	if c.MaxInFlight == 0 {
		c.MaxInFlight = 16
	}
	if c.GasMargin == 0 {
		c.GasMargin = 25
	}
	if c.MaxFeePerGas == nil {
		c.MaxFeePerGas = new(big.Int).Mul(big.NewInt(500), big.NewInt(params.GWei))
	}
	if c.BumpPercent == 0 {
		c.BumpPercent = 12
	}
	for d, standard := range map[*time.Duration]time.Duration{&c.BumpAfter: 45 * time.Second, &c.Rebroadcast: 15 * time.Second, &c.Poll: time.Second} {
		if *d == 0 {
			*d = standard
		}
		if *d < 0 {
			return c, fmt.Errorf("transactions: durations must be positive, not %s", *d)
		}
	}
	switch {
	case c.ChainID == nil || c.ChainID.Sign() <= 0:
		return c, fmt.Errorf("transactions: chain number %v", c.ChainID)
	case c.Chain == "":
		return c, fmt.Errorf("transactions: no name for chain %s", c.ChainID)
	case c.MaxInFlight < 0 || c.MaxInFlight > 1000:
		return c, fmt.Errorf("transactions: %d at once: from 1 to 1000", c.MaxInFlight)
	case c.BumpPercent < 10 || c.BumpPercent > 100:
		return c, fmt.Errorf("transactions: bump of %d %%: from 10 to 100", c.BumpPercent)
	case c.MaxFeePerGas.Sign() <= 0:
		return c, fmt.Errorf("transactions: highest fee %s wei: must be positive", c.MaxFeePerGas)
	case c.GasMargin > 1000:
		return c, fmt.Errorf("transactions: gas margin of %d %%: at most 1000", c.GasMargin)
	default:
		return c, nil
	}
}
