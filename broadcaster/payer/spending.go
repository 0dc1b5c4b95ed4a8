package payer

import (
	"math/big"
	"time"
)

// spending adds up what something costs: today, and minute by minute over the last hour.
type spending struct {
	today   *big.Int
	minutes [60]*big.Int // of minute m at m mod 60; nil is nothing
	last    int64        // the newest minute, counted from 1970
}

func newSpending() spending { return spending{today: new(big.Int)} }

func (s *spending) add(now time.Time, worth *big.Int) {
	s.today.Add(s.today, worth)
	s.turn(now)
	at := &s.minutes[s.last%int64(len(s.minutes))]
	if *at == nil {
		*at = new(big.Int)
	}
	(*at).Add(*at, worth)
}

// turn forgets minutes that are an hour old.
func (s *spending) turn(now time.Time) {
	minute := max(now.Unix()/60, s.last) // a clock that was set back counts for the newest minute
	for m := max(s.last, minute-int64(len(s.minutes))) + 1; m <= minute; m++ {
		s.minutes[m%int64(len(s.minutes))] = nil
	}
	s.last = minute
}

func (s *spending) sums(now time.Time) Spending {
	s.turn(now)
	hour, minutes := new(big.Int), 0
	for _, m := range s.minutes {
		if m != nil {
			hour.Add(hour, m)
			minutes++
		}
	}
	return Spending{Today: new(big.Int).Set(s.today), Hour: hour, Minutes: minutes}
}
