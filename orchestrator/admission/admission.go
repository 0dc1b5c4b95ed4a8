// Package admission decides whether one more session fits.
//
// It promises that the sum of what was granted and not released never grows past the capacity, in output pixels per
// second and in sessions. Where the capacity comes from, and which transcoder does the work, it leaves to others.
package admission

import (
	"errors"
	"fmt"
	"sync"
)

// ErrNoCapacity: the session does not fit now; try another orchestrator.
var ErrNoCapacity = errors.New("no capacity")

// Capacity is what may be granted at once.
type Capacity struct {
	PixelRate int64 // output pixels per second
	Sessions  int
}

// Admission keeps the account of one orchestrator. It is safe for concurrent use.
type Admission struct {
	mu       sync.Mutex
	capacity Capacity // guarded by mu
	used     Capacity // guarded by mu
}

// New opens an account in which nothing is used.
func New(capacity Capacity) *Admission { return &Admission{capacity: capacity} }

// SetPixelRate changes the capacity. Grants stay good when it shrinks below what they use; there will be no new ones
// until it fits again.
func (a *Admission) SetPixelRate(rate int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.capacity.PixelRate = rate
}

// Admit grants a session that pixel rate, or returns an error that wraps ErrNoCapacity. The caller releases the grant
// when the session is over.
func (a *Admission) Admit(rate int64) (*Grant, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case rate <= 0:
		return nil, fmt.Errorf("admit %d pixels/s: not a rate", rate)
	case a.used.Sessions >= a.capacity.Sessions:
		return nil, fmt.Errorf("%w: all %d sessions are taken", ErrNoCapacity, a.capacity.Sessions)
	case rate > a.capacity.PixelRate-a.used.PixelRate:
		return nil, fmt.Errorf("%w: %d of %d pixels/s are free, %d are needed", ErrNoCapacity,
			max(0, a.capacity.PixelRate-a.used.PixelRate), a.capacity.PixelRate, rate)
	}
	a.used.PixelRate += rate
	a.used.Sessions++
	return &Grant{admission: a, rate: rate}, nil
}

// Free is what could be granted now, never negative.
func (a *Admission) Free() Capacity {
	a.mu.Lock()
	defer a.mu.Unlock()
	return Capacity{
		PixelRate: max(0, a.capacity.PixelRate-a.used.PixelRate),
		Sessions:  max(0, a.capacity.Sessions-a.used.Sessions),
	}
}

// Used is what is granted now.
func (a *Admission) Used() Capacity {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.used
}

// Grant is one session's share.
type Grant struct {
	admission *Admission
	rate      int64
	once      sync.Once
}

// Release gives the share back. Only the first call counts.
func (g *Grant) Release() {
	g.once.Do(func() {
		g.admission.mu.Lock()
		defer g.admission.mu.Unlock()
		g.admission.used.PixelRate -= g.rate
		g.admission.used.Sessions--
	})
}
