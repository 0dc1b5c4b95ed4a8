// Package ledger keeps the balance of one session, alike at the side that pays and at the side that is paid.
//
// It promises that both sides, who see the same messages in the same order of each direction, agree on what a part costs, and
// that nobody is charged for a frame that was not asked for. Sums are exact: they are counted in ticket.CostScale-ths of a unit
// of the settlement asset. Who may owe how much, and what is done about it, is left to the roles.
package ledger

import (
	"math/big"
	"sync"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
)

// Ledger is the balance of a session that is paid for in advance. A source part that is sent reserves what its renditions may
// cost at most; each of them that is delivered turns its reservation into a charge of what it does cost. It is safe for
// concurrent use: a session's two directions run side by side.
type Ledger struct {
	price uint64
	rungs []rung

	mu                      sync.Mutex // guards what follows
	owed                    [][]owed   // per rung: sent and not delivered, oldest first
	paid, reserved, charged *big.Int
}

// rung is what a ledger knows of a rendition.
type rung struct {
	pixels int64 // of a frame
	first  media.PartID
}

// owed is a rendition part that has not been delivered.
type owed struct {
	id     media.PartID
	frames int // of its source, so at most
}

// New begins the ledger of a session: the price of 10^12 pixels in units, its ladder, and the first part of each of its
// renditions that is wanted (nil: all are).
func New(price uint64, ladder media.Ladder, first []media.PartID) *Ledger {
	l := &Ledger{price: price, owed: make([][]owed, len(ladder)), paid: new(big.Int), reserved: new(big.Int), charged: new(big.Int)}
	for i, r := range ladder {
		side := rung{pixels: int64(r.Width) * int64(r.Height)}
		if i < len(first) {
			side.first = first[i]
		}
		l.rungs = append(l.rungs, side)
	}
	return l
}

// Cost is what the renditions of a source part may cost at most.
func (l *Ledger) Cost(id media.PartID, frames int) *big.Int {
	var pixels int64
	for _, r := range l.rungs {
		if !id.Less(r.first) {
			pixels += r.pixels * int64(frames)
		}
	}
	return ticket.Cost(pixels, l.price)
}

// Sent reserves what the renditions of a source part may cost.
func (l *Ledger) Sent(id media.PartID, frames int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.price == 0 {
		return // nothing is counted that costs nothing
	}
	for i, r := range l.rungs {
		if !id.Less(r.first) {
			l.owed[i] = append(l.owed[i], owed{id, frames})
		}
	}
	l.reserved.Add(l.reserved, l.Cost(id, frames))
}

// Delivered charges for a part of a rendition. Parts of it before that one that were not delivered are not charged for, nor is
// one that was not asked for, nor frames that the source did not have.
func (l *Ledger) Delivered(rendition int, id media.PartID, frames int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	pixels, queue := l.rungs[rendition].pixels, l.owed[rendition]
	for len(queue) > 0 && !id.Less(queue[0].id) {
		o := queue[0]
		queue = queue[1:]
		l.reserved.Sub(l.reserved, ticket.Cost(pixels*int64(o.frames), l.price))
		if o.id == id {
			l.charged.Add(l.charged, ticket.Cost(pixels*int64(min(frames, o.frames)), l.price))
		}
	}
	l.owed[rendition] = queue
}

// Paid adds a payment, in CostScale-ths of a unit.
func (l *Ledger) Paid(amount *big.Int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paid.Add(l.paid, amount)
}

// Free is what was paid and is neither charged nor reserved. It is negative where more was sent than paid for.
func (l *Ledger) Free() *big.Int {
	l.mu.Lock()
	defer l.mu.Unlock()
	free := new(big.Int).Sub(l.paid, l.reserved)
	return free.Sub(free, l.charged)
}

// AtRisk is what was paid for and not delivered: what the payer loses if the session ends now.
func (l *Ledger) AtRisk() *big.Int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return new(big.Int).Sub(l.paid, l.charged)
}

// Charged is what was delivered.
func (l *Ledger) Charged() *big.Int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return new(big.Int).Set(l.charged)
}
