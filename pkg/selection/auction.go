package selection

import (
	"time"

	"github.com/holiman/uint256"
)

// LatencyStep is the grain of latency: what is faster than one step is as good as any. Were it finer, the noise of the network
// would choose among equals, and shares would not follow stake.
const LatencyStep = 50 * time.Millisecond

// Bounds of what a policy says, and of a performance.
const (
	MaxLatencyPenalty    = 100
	MaxPerformanceWeight = 4
	MaxPerformance       = 100
)

// Auction chooses among quotes, which are in drawn order: the lowest score wins, and the first drawn among equals. The score is
//
//	(price + 1) x (100 + penalty x whole LatencySteps) / performance^weight
//
// compared as fractions of integers, so nothing is rounded. One unit is added to each price for those who work for free to be told
// apart too. Quotes above the maximum price take no part; the winner is -1 when none is left.
//
// The winner is paid the highest price with which its score would be the second's: the second-best price, where latency and
// performance are equal. It is at most the maximum, which is also what a winner without a second is paid: no quote of its own
// changes what a winner is paid, so nobody gains by asking for anything but what the work is worth to it. Whoever asks nothing is
// paid nothing.
func (p Policy) Auction(quotes []Quote) (winner int, price uint64) {
	winner = -1
	var best, second *score
	for i, q := range quotes {
		if q.Price > p.MaxPrice {
			continue
		}
		switch s := p.score(q); {
		case best == nil || s.less(best):
			winner, best, second = i, s, best
		case second == nil || s.less(second):
			second = s
		}
	}
	switch {
	case winner < 0 || quotes[winner].Price == 0:
		return winner, 0
	case second == nil:
		return winner, p.MaxPrice
	}
	return winner, min(best.match(second), p.MaxPrice)
}

// score is (price+1) x num / den.
type score struct{ price, num, den *uint256.Int }

// score never overflows: price, num and den are below 2^65, 2^45 and 2^27.
func (p Policy) score(q Quote) *score {
	steps := uint64(q.LatencyMicros / LatencyStep.Microseconds())
	s := score{
		price: new(uint256.Int).AddUint64(uint256.NewInt(q.Price), 1),
		num:   uint256.NewInt(100 + uint64(p.LatencyPenalty)*steps),
		den:   uint256.NewInt(1),
	}
	for range p.PerformanceWeight {
		s.den.Mul(s.den, uint256.NewInt(uint64(q.Performance)))
	}
	return &s
}

func (s *score) less(t *score) bool {
	return product(s.price, s.num, t.den).Lt(product(t.price, t.num, s.den))
}

// match is the highest price with which s is not above t, or the highest there is. s is not above t as it is.
func (s *score) match(t *score) uint64 {
	p := product(t.price, t.num, s.den)
	p.Div(p, product(t.den, s.num))
	if p.SubUint64(p, 1); !p.IsUint64() {
		return ^uint64(0)
	}
	return p.Uint64()
}

func product(first *uint256.Int, others ...*uint256.Int) *uint256.Int {
	p := first.Clone()
	for _, o := range others {
		p.Mul(p, o)
	}
	return p
}
