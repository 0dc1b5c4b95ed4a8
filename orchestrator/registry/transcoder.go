package registry

import (
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Transcoder is one that is, or was, attached.
type Transcoder struct {
	registry *Registry
	info     Info
	attached time.Time
	offers   chan string
	gone     chan struct{} // closed by leaveLocked

	// Guarded by registry.mu.
	reason    error // why it is gone
	usedRate  int64
	sessions  int
	reported  int
	resting   int64 // of the pixel rate
	heartbeat time.Time
}

// Info is what it said of itself.
func (t *Transcoder) Info() Info { return t.info }

// Gone is closed when the transcoder is not attached any more.
func (t *Transcoder) Gone() <-chan struct{} { return t.gone }

// Reason says why it is gone; nil while it is not.
func (t *Transcoder) Reason() error {
	t.registry.mu.Lock()
	defer t.registry.mu.Unlock()
	return t.reason
}

// Heartbeat notes a sign of life, and how much of its pixel rate the transcoder cannot use now.
func (t *Transcoder) Heartbeat(sessions int, resting int64, now time.Time) {
	r := t.registry
	r.mu.Lock()
	defer r.mu.Unlock()
	t.reported, t.heartbeat = sessions, now
	if resting = min(max(resting, 0), t.info.PixelRate); resting != t.resting && t.reason == nil {
		t.resting = resting
		r.changedLocked()
	}
}

// Detach takes it off the registry. Whoever works with it learns from Gone.
func (t *Transcoder) Detach() {
	r := t.registry
	r.mu.Lock()
	defer r.mu.Unlock()
	t.leaveLocked(ErrDetached)
	if r.all[t.info.Worker] == t {
		delete(r.all, t.info.Worker)
		r.changedLocked()
	}
}

func (t *Transcoder) leaveLocked(reason error) {
	if t.reason != nil {
		return
	}
	t.reason = reason
	close(t.gone)
}

// freeLocked is what the largest session may cost that it could take.
func (t *Transcoder) freeLocked() int64 {
	if t.reason != nil || t.sessions >= t.info.MaxSessions {
		return 0
	}
	return max(0, t.info.PixelRate-t.resting-t.usedRate)
}

// Reserve sets aside what a session's work costs, if the transcoder has that much. The caller calls release, once or more,
// when the session is over.
func (t *Transcoder) Reserve(w media.Work) (release func(), ok bool) {
	r := t.registry
	r.mu.Lock()
	defer r.mu.Unlock()
	rate := t.info.Costs.Of(w)
	if rate <= 0 || rate > t.freeLocked() {
		return nil, false
	}
	t.usedRate += rate
	t.sessions++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		t.usedRate -= rate
		t.sessions--
	}), true
}

// Offer queues an offer for the Attach stream. It is false when the transcoder takes none: too many wait already.
func (t *Transcoder) Offer(id string) bool {
	select {
	case t.offers <- id:
		return true
	default:
		return false
	}
}

// Offers is what the Attach stream is to send.
func (t *Transcoder) Offers() <-chan string { return t.offers }
