package gpu

import (
	"context"
	"errors"
	"fmt"
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

// A device that is sick gets no children for a time, which doubles when it is sick again before it was well for as long as maxRest.
const (
	minRest = 30 * time.Second
	maxRest = 10 * time.Minute
)

// ErrSick says that all devices are: try another transcoder.
var ErrSick = errors.New("all GPUs are sick")

// Pool spreads children over devices by measured load. It may be used from several goroutines.
type Pool struct {
	devices []Device
	measure func(uuid string) (Load, error)
	now     func() time.Time

	mu       sync.Mutex
	children map[string][]*holder // by device; guarded by mu
	sick     map[string]sickness  // by device; guarded by mu
}

// holder is a child that holds a place on a device.
type holder struct {
	started time.Time
	cancel  context.CancelCauseFunc
}

// sickness is when a device may be tried again, and how long it rests.
type sickness struct {
	until time.Time
	rest  time.Duration
}

// NewPool makes a pool of devices, which may be none.
func NewPool(devices []Device, measure func(uuid string) (Load, error)) *Pool {
	return &Pool{devices: devices, measure: measure, now: time.Now, children: map[string][]*holder{}, sick: map[string]sickness{}}
}

// Place is a child's on a device.
type Place struct {
	UUID    string          // of the device; empty without devices
	Context context.Context // done when the device became sick, or the one that Take was given is
	Release func()          // to be called when the child is gone; calls after the first do nothing
}

// Take finds the device that has least to do, for one child, which must end when its context does. The error is ErrSick.
func (p *Pool) Take(ctx context.Context) (Place, error) {
	if len(p.devices) == 0 {
		return Place{Context: ctx, Release: func() {}}, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	uuid, least := "", 0
	for _, d := range p.devices {
		if now.Before(p.sick[d.UUID].until) {
			continue
		}
		if n := p.busyLocked(d, now); uuid == "" || n < least {
			uuid, least = d.UUID, n
		}
	}
	if uuid == "" {
		return Place{}, ErrSick
	}
	h := &holder{started: now}
	ctx, h.cancel = context.WithCancelCause(ctx)
	p.children[uuid] = append(p.children[uuid], h)
	return Place{UUID: uuid, Context: ctx, Release: func() { p.release(uuid, h) }}, nil
}

// Sick ends the children of a device, and leaves it alone for a time, which it returns. A device that the pool does not have is none of
// its business: the time is 0.
func (p *Pool) Sick(uuid string, why error) (rest time.Duration) {
	if !slices.ContainsFunc(p.devices, func(d Device) bool { return d.UUID == uuid }) {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now, s := p.now(), p.sick[uuid]
	switch {
	case now.Before(s.until): // of the same trouble
		return s.until.Sub(now)
	case s.rest == 0 || now.Sub(s.until) > maxRest:
		s.rest = minRest
	default:
		s.rest = min(2*s.rest, maxRest)
	}
	s.until = now.Add(s.rest)
	p.sick[uuid] = s
	for _, h := range p.children[uuid] {
		h.cancel(fmt.Errorf("GPU %s is sick: %w", uuid, why))
	}
	return s.rest
}

// busyLocked is how much a device has to do. One that does not answer, is too hot, or has no memory left, comes last.
func (p *Pool) busyLocked(d Device, now time.Time) int {
	l, err := p.measure(d.UUID)
	n := max(l.Encoder, l.Decoder, 0)
	if err != nil || l.Hot() || l.MemoryUsed > 0 && d.Memory < uint64(l.MemoryUsed)+minFree {
		n += last
	}
	for _, h := range p.children[d.UUID] {
		n += childShare
		if now.Sub(h.started) < settling {
			n += newShare
		}
	}
	return n
}

// Well lists the devices that can be used to the full now: those that are not sick, lost, or so hot that they slow down.
func (p *Pool) Well() (well []Device) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	for _, d := range p.devices {
		if l, err := p.measure(d.UUID); err == nil && !l.Hot() && !now.Before(p.sick[d.UUID].until) {
			well = append(well, d)
		}
	}
	return well
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

func (p *Pool) release(uuid string, h *holder) {
	p.mu.Lock()
	defer p.mu.Unlock()
	h.cancel(nil)
	p.children[uuid] = slices.DeleteFunc(p.children[uuid], func(other *holder) bool { return other == h })
}
