package dispatch

import (
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Suspensions remembers which orchestrators failed lately, for all streams of a node: each failure in a row doubles
// the time out, up to a bound; serving a session to its end clears it.
type Suspensions struct {
	base, max time.Duration

	mu      sync.Mutex // guards faults
	faults  map[common.Address]fault
	maximum int
}

type fault struct {
	count  int
	until  time.Time
	reason string
}

// Defaults of NewSuspensions, and how many orchestrators it remembers.
const (
	suspensionBase = 15 * time.Second
	suspensionMax  = 30 * time.Minute
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
	f := s.faults[a]
	out := min(s.max, s.base<<min(f.count, 16))
	f.count, f.until, f.reason = f.count+1, now.Add(out), reason
	if len(s.faults) >= s.maximum {
		s.dropOldestLocked()
	}
	s.faults[a] = f
	return f.until
}

// Clear forgets the failures of an orchestrator.
func (s *Suspensions) Clear(a common.Address) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.faults, a)
}

// Suspended says until when, and why, an orchestrator is out; the zero time when it is not.
func (s *Suspensions) Suspended(a common.Address, now time.Time) (until time.Time, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.faults[a]
	if !ok || !now.Before(f.until) {
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
