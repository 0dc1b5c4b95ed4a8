package quote

import (
	"maps"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/wire"
)

// Dollars turns prices in millionths of a dollar into units of the settlement asset. What a broadcaster was quoted stays its price for a
// quote's lifetime, and a session may be opened at it as long as one of those quotes holds: nobody is turned away at the price that it
// was told. It is safe for concurrent use.
type Dollars struct {
	units func(dollars uint64) (uint64, error)

	mu       sync.Mutex // guards promises
	promises map[common.Address][2]promise
}

// promise is a price in units that was quoted from then on, for a lifetime; so quotes of it hold for two.
type promise struct {
	units uint64
	made  time.Time
}

// holds says whether a quote of the promise may still hold.
func (p promise) holds(ttl time.Duration, now time.Time) bool {
	return p.units > 0 && now.Before(p.made.Add(2*ttl))
}

// maxPromises is to how many broadcasters promises are kept. Those beyond it get the price of the moment each time.
const maxPromises = 4096

// NewDollars makes one of what tells how many units so many millionths of a dollar are, such as pricefeed.Feed.Ask.
func NewDollars(units func(dollars uint64) (uint64, error)) *Dollars {
	return &Dollars{units: units, promises: map[common.Address][2]promise{}}
}

// price is what a broadcaster is asked, in units. One that is ready to pay so much for a session is asked no more if it was promised.
func (d *Dollars) price(broadcaster common.Address, dollars, ready uint64, ttl time.Duration, now time.Time) (uint64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	promises := d.promises[broadcaster]
	for _, p := range promises {
		if ready >= p.units && p.holds(ttl, now) {
			return p.units, nil
		}
	}
	if last := promises[0]; last.units > 0 && now.Before(last.made.Add(ttl)) {
		return last.units, nil
	}
	units, err := d.units(dollars)
	if err != nil {
		return 0, wire.Detailf(wire.ErrBusy, "what a dollar is worth cannot be told now: %w", err)
	}
	if units > MaxPrice {
		return 0, wire.Detailf(wire.ErrBusy, "the price would be %d units, at most %d are asked", units, MaxPrice)
	}
	if len(d.promises) >= maxPromises {
		maps.DeleteFunc(d.promises, func(_ common.Address, p [2]promise) bool { return !p[0].holds(ttl, now) })
	}
	if len(d.promises) < maxPromises {
		d.promises[broadcaster] = [2]promise{{units, now}, promises[0]}
	}
	return units, nil
}
