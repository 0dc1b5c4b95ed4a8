package agent

import (
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// mayHold is how many source parts a child may have without a response: the last one cannot be told to be whole before the next
// comes, which may be on its way.
const mayHold = 2

// ledger holds a child to its session: its responses are in the protocol's order and no more than was asked for, and it is
// not silent while it owes some. It may be used from two goroutines.
type ledger struct {
	patience time.Duration
	timer    *time.Timer // runs while the child owes something

	mu      sync.Mutex
	order   *wire.ResponseOrder // guarded by mu, as all below
	parts   []int               // that each rung has had
	sent    int                 // source parts
	waiting int                 // source parts since the last response
	owing   bool                // the timer runs
	asked   bool                // for the end
}

// newLedger begins a session. silent is called when the child owes something and says nothing for patience.
func newLedger(open wire.Open, patience time.Duration, silent func()) *ledger {
	l := &ledger{patience: patience, order: wire.NewResponseOrder(open), parts: make([]int, len(open.Ladder)), owing: true}
	l.timer = time.AfterFunc(patience, silent)
	return l
}

// request notes what the child is about to be sent.
func (l *ledger) request(m *millracev1.TranscodeRequest) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case m.GetPart() != nil:
		l.sent++
		l.waiting++
	case m.GetFinish() != nil:
		l.asked = true
	}
	if !l.owing && (l.asked || l.waiting > mayHold) {
		l.owing = true
		l.timer.Reset(l.patience)
	}
}

// response notes what the child has sent, or says what is wrong with it.
func (l *ledger) response(m *millracev1.TranscodeResponse) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.order.Check(m); err != nil {
		return wire.Detailf(wire.ErrInternal, "media child: %w", err)
	}
	if p := m.GetPart(); p != nil {
		i := p.GetRendition()
		if l.parts[i]++; l.parts[i] > l.sent {
			return wire.Detailf(wire.ErrInternal, "media child made %d parts of %d", l.parts[i], l.sent)
		}
	}
	if l.order.Over() && m.GetFailure() == nil && !l.asked {
		return wire.Detailf(wire.ErrInternal, "media child finished before it was asked to")
	}
	l.waiting = 0
	if l.owing = l.asked && !l.order.Over(); l.owing {
		l.timer.Reset(l.patience)
	} else {
		l.timer.Stop()
	}
	return nil
}

// close ends the wait.
func (l *ledger) close() { l.timer.Stop() }

// begins says whether a request is the first part of a segment, where another transcoder can take over.
func begins(m *millracev1.TranscodeRequest) bool {
	p, err := wire.ParseSourcePart(m.GetPart())
	return m.GetPart() != nil && err == nil && p.ID.Part == 0 && p.Independent
}
