package ticket

import (
	"math"
	"math/big"
)

// Chance is what tickets are worth on average, and how far what they win strays from that. The zero Chance is that of no tickets.
type Chance struct {
	Expected *big.Int // in CostScale-ths of a unit; nil: 0
	Variance *big.Int // in CostScale-ths of a squared unit; nil: 0
}

// Chance is that of so many draws of the quote's tickets.
func (q Quote) Chance(draws uint32) Chance {
	worth, n := q.DrawWorth(), big.NewInt(int64(draws))
	// A draw pays F with probability p: its variance is F²p(1-p), which is its worth times what is lacking to F.
	lack := q.FaceValue.Big()
	lack.Mul(lack, big.NewInt(CostScale)).Sub(lack, worth)
	variance := lack.Mul(lack, worth)
	variance.Mul(variance, n).Quo(variance, big.NewInt(CostScale))
	return Chance{worth.Mul(worth, n), variance}
}

// Plus is the chance of both together. It shares nothing with them.
func (c Chance) Plus(o Chance) Chance {
	sum := func(a, b *big.Int) *big.Int {
		v := new(big.Int)
		for _, s := range []*big.Int{a, b} {
			if s != nil {
				v.Add(v, s)
			}
		}
		return v
	}
	return Chance{sum(c.Expected, o.Expected), sum(c.Variance, o.Variance)}
}

// Sigma is the standard deviation of what the tickets win, in units: it is within that of the expected value two times out of three.
func (c Chance) Sigma() float64 {
	if c.Variance == nil {
		return 0
	}
	return math.Sqrt(Float(c.Variance))
}

// Above is how many standard deviations a sum in units that was won lies above what was expected; 0 where there is no chance in it.
func (c Chance) Above(won *big.Int) float64 {
	sigma := c.Sigma()
	if sigma == 0 || won == nil {
		return 0
	}
	difference := new(big.Int).Mul(won, big.NewInt(CostScale))
	if c.Expected != nil {
		difference.Sub(difference, c.Expected)
	}
	return Float(difference) / sigma
}
