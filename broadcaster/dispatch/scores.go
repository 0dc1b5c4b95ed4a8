package dispatch

import (
	"math"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/standing"
	"github.com/millrace/millrace/pkg/selection"
)

// Scores are what a node measured of the orchestrators that served it: how long their parts took, how often they failed and how often
// what they returned was not what it had to be. All of it is counts that fade, so what other nodes measured is added up with it. It
// is safe for concurrent use; see NetworkMarket.Keep for how it outlives the process.
type Scores struct {
	mu      sync.Mutex // guards what follows
	known   map[common.Address]*measured
	others  map[common.Address][]measured // of other nodes
	version uint64                        // goes up with each change to known
}

// Score is what is held of one orchestrator.
type Score struct {
	Performance int           // per cent, in steps of ten; 100 of one that is not known
	P50, P95    time.Duration // how long its parts took lately, rounded up to a bound of latencyBounds; 0: it served nothing lately
	Faults      float64       // sessions that it lost; they fade with faultHalfLife
	Invalid     float64       // of those, how many because a part was not what it had to be
}

const (
	// maxPartTime is how long a part may take to count as on time: what low-latency players hold back of half-second parts.
	maxPartTime = 1500 * time.Millisecond
	// partHalfLife is how fast parts fade: after ten segments of late ones, what was before hardly counts.
	partHalfLife = 15 * time.Second
	// faultHalfLife is how fast faults fade, and the service that makes up for them.
	faultHalfLife = 10 * time.Minute

	benefitParts  = 10  // parts on time that everyone is credited with
	benefitFaults = 4   // faults that halve a performance, without service to make up for them
	partsPerFault = 100 // parts of service that count as much as one of benefitFaults
	invalidFaults = 3   // how many faults a part is that was not what it had to be
)

// latencyBounds returns the upper bounds of what latencies are counted in. Beyond the last one is another count.
func latencyBounds() [10]time.Duration {
	const ms = time.Millisecond
	return [...]time.Duration{100 * ms, 150 * ms, 200 * ms, 300 * ms, 400 * ms, 550 * ms, 750 * ms, 1000 * ms, maxPartTime, 2500 * ms}
}

// measured are an orchestrator's counts as they were at that time.
type measured struct {
	at      time.Time
	parts   [standing.Buckets]float64 // by latency: the last is beyond all bounds
	served  float64                   // parts
	faults  float64
	invalid float64
}

// NewScores starts with nobody known.
func NewScores() *Scores { return &Scores{known: map[common.Address]*measured{}} }

// Part counts a part that was verified, so long after its source had been sent, and returns the performance with it.
func (s *Scores) Part(a common.Address, latency time.Duration, now time.Time) (performance int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.touchLocked(a, now)
	i := 0
	for _, bound := range latencyBounds() {
		if latency <= bound {
			break
		}
		i++
	}
	m.parts[i]++
	m.served++
	s.version++
	all, _ := s.sumLocked(a, now)
	return all.performance()
}

// Fault counts a session that the orchestrator lost: invalid when it returned what it must not.
func (s *Scores) Fault(a common.Address, invalid bool, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.touchLocked(a, now)
	m.faults++
	if invalid {
		m.invalid++
	}
	s.version++
}

// Of says what is held of an orchestrator now.
func (s *Scores) Of(a common.Address, now time.Time) Score {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.sumLocked(a, now)
	if !ok {
		return Score{Performance: selection.MaxPerformance}
	}
	return Score{Performance: m.performance(), P50: m.percentile(50), P95: m.percentile(95), Faults: m.faults, Invalid: m.invalid}
}

// sumLocked is what all nodes measured of an orchestrator, as it is now; false if none did.
func (s *Scores) sumLocked(a common.Address, now time.Time) (sum measured, known bool) {
	add := func(m measured) {
		m.fade(now)
		for i := range m.parts {
			sum.parts[i] += m.parts[i]
		}
		sum.served += m.served
		sum.faults += m.faults
		sum.invalid += m.invalid
		known = true
	}
	if m, ok := s.known[a]; ok {
		add(*m)
	}
	for _, m := range s.others[a] {
		add(m)
	}
	return sum, known
}

// touchLocked returns the counts of an orchestrator as they are now. Those that were not touched for longest make room.
func (s *Scores) touchLocked(a common.Address, now time.Time) *measured {
	m, ok := s.known[a]
	if !ok {
		if len(s.known) >= maxSuspensions {
			s.dropOldestLocked()
		}
		m = &measured{at: now}
		s.known[a] = m
	}
	m.fade(now)
	return m
}

func (s *Scores) dropOldestLocked() {
	var oldest common.Address
	var at time.Time
	for a, m := range s.known {
		if at.IsZero() || m.at.Before(at) {
			oldest, at = a, m.at
		}
	}
	delete(s.known, oldest)
}

// fade makes the counts those of now.
func (m *measured) fade(now time.Time) {
	passed := now.Sub(m.at)
	if passed <= 0 {
		return
	}
	m.at = now
	left := func(halfLife time.Duration) float64 { return math.Exp2(-float64(passed) / float64(halfLife)) }
	for i := range m.parts {
		m.parts[i] *= left(partHalfLife)
	}
	m.served *= left(faultHalfLife)
	m.faults *= left(faultHalfLife)
	m.invalid *= left(faultHalfLife)
}

// performance is the part of the parts that are on time, less what faults take from it.
func (m *measured) performance() int {
	onTime, all := float64(benefitParts), float64(benefitParts)
	for i, bound := range latencyBounds() {
		if bound <= maxPartTime {
			onTime += m.parts[i]
		}
	}
	for _, n := range m.parts {
		all += n
	}
	service := benefitFaults + m.served/partsPerFault
	faults := m.faults + (invalidFaults-1)*m.invalid
	tenths := math.Round(10 * onTime / all * service / (service + faults))
	return max(10, 10*int(tenths))
}

// percentile is the bound below which so many per cent of the parts are; the last one stands for all beyond it.
func (m *measured) percentile(percent float64) time.Duration {
	var all float64
	for _, n := range m.parts {
		all += n
	}
	if all < 1 {
		return 0
	}
	bounds := latencyBounds()
	var below float64
	for i, bound := range bounds {
		if below += m.parts[i]; 100*below >= percent*all {
			return bound
		}
	}
	return bounds[len(bounds)-1]
}
