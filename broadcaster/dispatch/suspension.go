package dispatch

import (
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Suspensions remembers which orchestrators failed, for all streams of a node, and hears of those that other nodes suspended. Each failure doubles the time out, up to a
// bound; sessions that fail together are one failure. Nothing shortens a time out; afterwards each session that the orchestrator serves
// to its end, and each longest time out without a failure, takes one doubling back.
type Suspensions struct {
	base, max time.Duration

	mu      sync.Mutex // guards faults, others and version
	faults  map[common.Address]fault
	others  map[common.Address]fault // of other nodes: of each the one that ends last
	version uint64                   // goes up with each change to faults
	maximum int
}

type fault struct {
	count  int
	last   time.Time // when it was counted
	until  time.Time
	reason string
}

// Defaults of NewSuspensions, and how many orchestrators it remembers.
const (
	suspensionBase = 15 * time.Second
	suspensionMax  = 30 * time.Minute
	togetherTime   = 5 * time.Second // failures within it have one cause
	maxSuspensions = 4096
)

// NewSuspensions starts with nobody suspended.
func NewSuspensions() *Suspensions {
	return &Suspensions{base: suspensionBase, max: suspensionMax, faults: map[common.Address]fault{}, maximum: maxSuspensions}
}

// Fault records a failure and returns until when the orchestrator is out.
func (s *Suspensions) Fault(a common.Address, reason string, now time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.faults[a]
	if !ok && len(s.faults) >= s.maximum {
		s.dropOldestLocked()
	}
	if ok && now.Sub(f.last) < togetherTime {
		return f.until
	}
	if good := now.Sub(f.until); good > 0 {
		f.count = max(0, f.count-int(good/s.max))
	}
	until := now.Add(min(s.max, s.base<<min(f.count, 16)))
	if until.After(f.until) {
		f.until = until
	}
	f.count, f.last, f.reason = f.count+1, now, reason
	s.faults[a] = f
	s.version++
	return f.until
}

// Served records that the orchestrator served a session to its end.
func (s *Suspensions) Served(a common.Address, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.faults[a]
	if !ok {
		return
	}
	s.version++
	if f.count = max(0, f.count-1); f.count == 0 && !now.Before(f.until) {
		delete(s.faults, a)
		return
	}
	s.faults[a] = f
}

// Suspended says until when, and why, an orchestrator is out; the zero time when it is not.
func (s *Suspensions) Suspended(a common.Address, now time.Time) (until time.Time, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.faults[a]
	if other := s.others[a]; other.until.After(f.until) {
		f = other
	}
	if !now.Before(f.until) {
		return time.Time{}, ""
	}
	return f.until, f.reason
}

func (s *Suspensions) dropOldestLocked() {
	var oldest common.Address
	var at time.Time
	for a, f := range s.faults {
		if at.IsZero() || f.until.Before(at) {
			oldest, at = a, f.until
		}
	}
	delete(s.faults, oldest)
}
