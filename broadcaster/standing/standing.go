// Package standing keeps what broadcasters measured of orchestrators: beyond the process, and where several of them share a store for
// each other.
//
// It promises that what a node saved is what it, or another node, loads, and that nothing is loaded that could not have been measured.
// What follows from it for prices and draws is for dispatch to say; everything in it fades or ends by itself, so that a store which was
// away, or is a little behind, does no harm.
package standing

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Buckets is how many classes latencies are counted in.
const Buckets = 11

// Bounds of what is loaded.
const (
	MaxEntries = 4096 // orchestrators of a node
	MaxNodes   = 64   // of a shared store
	maxReason  = 256  // bytes
	maxCount   = 1e12
	maxFaults  = 1 << 16
	maxAhead   = 2 * time.Minute // of clocks
	maxOut     = time.Hour       // that anybody is suspended for
)

// Entry is what a node measured of an orchestrator. Its counts are as they were At that time, and fade.
type Entry struct {
	At      time.Time        `json:"at"`
	Parts   [Buckets]float64 `json:"parts"` // by latency
	Served  float64          `json:"served"`
	Faults  float64          `json:"faults"`
	Invalid float64          `json:"invalid"`

	Suspension Suspension `json:"suspension,omitzero"`
}

// Suspension is why, and until when, an orchestrator is not drawn; what is over counts for the next time.
type Suspension struct {
	Count  int       `json:"count"` // doublings
	Last   time.Time `json:"last"`  // when it failed
	Until  time.Time `json:"until"`
	Reason string    `json:"reason"`
}

// ErrDamaged means that an entry is none that a node measured.
var ErrDamaged = errors.New("damaged standing of an orchestrator")

// Check says what is wrong with an entry that comes from a store.
func (e Entry) Check(now time.Time) error {
	counts := append(e.Parts[:], e.Served, e.Faults, e.Invalid)
	for _, n := range counts {
		if !(n >= 0 && n <= maxCount) || math.IsNaN(n) {
			return fmt.Errorf("%w: a count of %v", ErrDamaged, n)
		}
	}
	s := e.Suspension
	switch {
	case e.At.After(now.Add(maxAhead)), s.Last.After(now.Add(maxAhead)), s.Until.After(now.Add(maxOut)):
		return fmt.Errorf("%w: it is of a time that has not come", ErrDamaged)
	case s.Count < 0 || s.Count > maxFaults || len(s.Reason) > maxReason:
		return fmt.Errorf("%w: suspended %d times", ErrDamaged, s.Count)
	}
	return nil
}

// Cut shortens a reason to what is kept of one.
func Cut(reason string) string {
	if len(reason) > maxReason {
		return reason[:maxReason]
	}
	return reason
}

// Entries are those of one node.
type Entries map[common.Address]Entry

// Store keeps entries of nodes. Implementations are safe for concurrent use; what they return shares nothing with what they keep.
type Store interface {
	// Save keeps entries of a node in place of earlier ones of the same orchestrators.
	Save(ctx context.Context, node string, entries Entries) error
	// Load returns what is kept, by node. Entries that Check refuses are left out, and so are those of nodes that have saved nothing for a
	// day, or may be.
	Load(ctx context.Context, now time.Time) (map[string]Entries, error)
}
