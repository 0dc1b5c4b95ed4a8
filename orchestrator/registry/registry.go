// Package registry knows the transcoders that are attached now, and what each of them is busy with.
//
// It promises that a transcoder is in it exactly as long as its Attach stream lives, that there is one per worker
// name (the latest to attach), and that a reservation never takes more than the transcoder said it can do. How a
// transcoder speaks, and which one is chosen, it leaves to others.
package registry

import (
	"cmp"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Why a transcoder is gone.
var (
	// ErrReplaced: a worker of the same name attached later.
	ErrReplaced = errors.New("another transcoder attached with the same credential")
	// ErrDetached: its Attach stream ended, or its heartbeats stopped.
	ErrDetached = errors.New("transcoder detached")
	// ErrClosed: the orchestrator stops.
	ErrClosed = errors.New("orchestrator stops")
)

// Info is what a transcoder says of itself when it attaches.
type Info struct {
	Worker      string // from its credential; the key
	Name        string // what it calls itself, for people
	Version     string
	Encoder     string
	PixelRate   int64 // output pixels of H.264 per second that it can encode in real time
	Costs       media.EncodeCosts
	MaxSessions int
}

// Status is a transcoder at one moment.
type Status struct {
	Info
	Attached  time.Time
	UsedRate  int64 // of the pixel rate
	Resting   int64 // of the pixel rate: what it cannot do now
	Sessions  int
	Reported  int       // sessions that it says it has, in its last heartbeat
	Heartbeat time.Time // when that was
}

// offerQueue is how many offers may wait for the Attach stream to take them; further ones are not made.
const offerQueue = 16

// Registry is safe for concurrent use.
type Registry struct {
	changed func(pixelRate int64)

	mu     sync.Mutex
	all    map[string]*Transcoder // by worker. Guarded by mu, as all that transcoders have in their guarded fields
	closed bool                   // guarded by mu
}

// New makes an empty registry. changed, which may be nil, is called with the sum of the attached pixel rates, without what rests, whenever
// that may have changed; calls do not overlap, and it must not call the registry.
func New(changed func(pixelRate int64)) *Registry {
	if changed == nil {
		changed = func(int64) {}
	}
	return &Registry{changed: changed, all: make(map[string]*Transcoder)}
}

// Attach adds a transcoder, in the place of an earlier one of the same worker. The caller detaches it when its stream
// ends. After Close it returns a transcoder that is gone already.
func (r *Registry) Attach(info Info, now time.Time) *Transcoder {
	t := &Transcoder{
		registry:  r,
		info:      info,
		attached:  now,
		heartbeat: now,
		offers:    make(chan string, offerQueue),
		gone:      make(chan struct{}),
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		t.leaveLocked(ErrClosed)
		return t
	}
	if earlier := r.all[info.Worker]; earlier != nil {
		earlier.leaveLocked(ErrReplaced)
	}
	r.all[info.Worker] = t
	r.changedLocked()
	return t
}

// Close detaches every transcoder, those of the future too.
func (r *Registry) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	for _, t := range r.all {
		t.leaveLocked(ErrClosed)
	}
	clear(r.all)
	r.changedLocked()
}

func (r *Registry) changedLocked() {
	var sum int64
	for _, t := range r.all {
		sum += t.info.PixelRate - t.resting
	}
	r.changed(sum)
}

// ByFreeRate lists the attached transcoders, the one with the most free pixel rate first.
func (r *Registry) ByFreeRate() []*Transcoder {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]*Transcoder, 0, len(r.all))
	for _, t := range r.all {
		list = append(list, t)
	}
	slices.SortFunc(list, func(a, b *Transcoder) int {
		return cmp.Or(cmp.Compare(b.freeLocked(), a.freeLocked()), cmp.Compare(a.info.Worker, b.info.Worker))
	})
	return list
}

// LargestFree is how many output pixels per second the largest session could have that one transcoder could take now, were its work
// of the same kinds as w, in the same proportions.
func (r *Registry) LargestFree(w media.Work) int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	var largest int64
	for _, t := range r.all {
		if all := t.info.Costs.Of(w); all > 0 {
			largest = max(largest, int64(float64(t.freeLocked())*(float64(w.Pixels())/float64(all))))
		}
	}
	return largest
}

// Statuses lists the attached transcoders by worker name.
func (r *Registry) Statuses() []Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]Status, 0, len(r.all))
	for _, t := range r.all {
		list = append(list, Status{
			Info: t.info, Attached: t.attached, UsedRate: t.usedRate, Resting: t.resting, Sessions: t.sessions,
			Reported: t.reported, Heartbeat: t.heartbeat,
		})
	}
	slices.SortFunc(list, func(a, b Status) int { return cmp.Compare(a.Worker, b.Worker) })
	return list
}
