package winnings

import (
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/ticket"
)

// Taken are sums over tickets that were taken, whether they won or not.
type Taken struct {
	Tickets, Draws uint64
	ticket.Chance           // of what they win
	Won            *big.Int // what those very tickets won, in the settlement asset's smallest unit; nil: 0
}

// Plus adds two sums. The result shares nothing with them.
func (t Taken) Plus(o Taken) Taken {
	won := new(big.Int)
	for _, v := range []*big.Int{t.Won, o.Won} {
		if v != nil {
			won.Add(won, v)
		}
	}
	return Taken{t.Tickets + o.Tickets, t.Draws + o.Draws, t.Chance.Plus(o.Chance), won}
}

// Day is a day (UTC), counted from 1970.
type Day int64

// DayOf is the day of a time.
func DayOf(t time.Time) Day {
	return Day(t.Unix() / int64(24*time.Hour/time.Second))
}

// Time is when the day begins.
func (d Day) Time() time.Time { return time.Unix(int64(d)*int64(24*time.Hour/time.Second), 0).UTC() }

// Intake is what was taken of a sender on a day.
type Intake struct {
	Sender common.Address
	Day    Day // the zero Day stands for all days that are not kept apart any more
	Taken
}

// Bounds of what is kept of intakes.
const (
	// keptDays is how many days before the newest are kept apart. Those before are added up, by sender.
	keptDays = 90
	// maxTakers is how many senders are kept apart. Beyond it new ones are added up under the zero address.
	maxTakers = 4096
)
