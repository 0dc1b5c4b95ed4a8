package gpu

import (
	"slices"
	"sync"
	"time"
)

// How a device is chosen, in percent of its time.
const (
	settling   = 5 * time.Second // so long a new child's load does not show in the measured one
	newShare   = 10              // is assumed for it instead
	childShare = 1               // of any child at least: between two parts it does nothing that could be measured
	last       = 1 << 20         // of a device that should not be taken
)

// minFree is the memory that a device should have left: a CUDA context and the pictures of a 2160p session take less.
const minFree = 1 << 30

// Pool spreads children over devices by measured load. It may be used from several goroutines.
type Pool struct {
	devices []Device
	measure func(uuid string) (Load, error)
	now     func() time.Time

	mu       sync.Mutex
	children map[string][]*time.Time // when each was started, by device; guarded by mu
}

// NewPool makes a pool of devices, which may be none.
func NewPool(devices []Device, measure func(uuid string) (Load, error)) *Pool {
	return &Pool{devices: devices, measure: measure, now: time.Now, children: map[string][]*time.Time{}}
}

// Take returns the UUID of the device that has least to do, for one child, and what to call when the child is gone; calls
// after the first do nothing. Without devices the UUID is empty.
func (p *Pool) Take() (uuid string, release func()) {
	if len(p.devices) == 0 {
		return "", func() {}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	least := 0
	for i, d := range p.devices {
		if n := p.busyLocked(d, now); i == 0 || n < least {
			uuid, least = d.UUID, n
		}
	}
	started := &now
	p.children[uuid] = append(p.children[uuid], started)
	return uuid, func() { p.release(uuid, started) }
}

// busyLocked is how much a device has to do. One that does not answer, or has no memory left, comes last.
func (p *Pool) busyLocked(d Device, now time.Time) int {
	l, err := p.measure(d.UUID)
	n := max(l.Encoder, l.Decoder, 0)
	if err != nil || l.MemoryUsed > 0 && d.Memory < uint64(l.MemoryUsed)+minFree {
		n += last
	}
	for _, started := range p.children[d.UUID] {
		n += childShare
		if now.Sub(*started) < settling {
			n += newShare
		}
	}
	return n
}

// Busy is how busy the busiest engine of the busiest device is now, in percent of its time; 0 where that is not told.
func (p *Pool) Busy() float64 {
	busiest := 0
	for _, d := range p.devices {
		if l, err := p.measure(d.UUID); err == nil {
			busiest = max(busiest, l.Encoder, l.Decoder)
		}
	}
	return float64(busiest)
}

func (p *Pool) release(uuid string, started *time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.children[uuid] = slices.DeleteFunc(p.children[uuid], func(t *time.Time) bool { return t == started })
}
