package push

import (
	"cmp"
	"slices"
)

// order decides which segment's turn it is. It is a state machine without a clock.
type order struct {
	window int // numbers that may be waited for, and that are remembered
	begun  bool
	next   uint64 // the number that is due
	early  []*entry
	recent []*entry // fed, or being fed; the newest last
}

// entry is one segment.
type entry struct {
	seq    uint64
	sum    uint64        // of its bytes
	done   chan struct{} // closed when result is there
	result result
}

// verdict is what order says of a segment that has come.
type verdict int

const (
	fresh  verdict = iota // it gets its turn
	repeat                // it came before: the entry has, or will have, the answer
	late                  // a later one was fed
	taken                 // another one with its number waits or is being fed
)

// arrive enters a segment. Numbers that begin again, as those of a restarted encoder do, are followed: they lie further
// back than the window, or name another segment than before.
func (o *order) arrive(seq, sum uint64) (*entry, verdict) {
	e := &entry{seq: seq, sum: sum, done: make(chan struct{})}
	if old := o.find(seq); old != nil {
		switch {
		case old.sum == sum:
			return old, repeat
		case !old.over():
			return nil, taken
		default:
			o.restart(seq)
		}
	}
	switch {
	case !o.begun:
		o.begun, o.next = true, seq
	case seq < o.next && o.next-seq > uint64(o.window):
		o.restart(seq)
	case seq < o.next:
		return nil, late
	}
	o.early = append(o.early, e)
	slices.SortFunc(o.early, func(a, b *entry) int { return cmp.Compare(a.seq, b.seq) })
	if len(o.early) > o.window {
		o.skip()
	}
	return e, fresh
}

func (o *order) restart(seq uint64) {
	o.next = seq
	o.recent = slices.DeleteFunc(o.recent, func(e *entry) bool {
		if e.over() {
			e.result.release()
		}
		return e.over()
	})
}

func (o *order) find(seq uint64) *entry {
	for _, list := range [][]*entry{o.early, o.recent} {
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].seq == seq {
				return list[i]
			}
		}
	}
	return nil
}

// lowest says whether no segment that waits comes before this one.
func (o *order) lowest(e *entry) bool { return len(o.early) > 0 && o.early[0] == e }

// feeding says whether a segment is being fed.
func (o *order) feeding() bool {
	return slices.ContainsFunc(o.recent, func(e *entry) bool { return !e.over() })
}

// skip gives up the numbers that the first one in waiting is waiting for.
func (o *order) skip() {
	if len(o.early) > 0 {
		o.next = o.early[0].seq
	}
}

// start says whether it is e's turn; then it is being fed until finish.
func (o *order) start(e *entry) bool {
	if !o.lowest(e) || e.seq > o.next {
		return false
	}
	o.early = slices.Delete(o.early, 0, 1)
	o.recent = append(o.recent, e)
	if len(o.recent) > o.window {
		if o.recent[0].over() {
			o.recent[0].result.release()
		}
		o.recent = slices.Delete(o.recent, 0, 1)
	}
	return true
}

// finish ends e's turn with the answer to it.
func (o *order) finish(e *entry, r result) {
	e.result = r
	close(e.done)
	o.next = max(o.next, e.seq+1)
}

// leave takes out one that waits no longer.
func (o *order) leave(e *entry, r result) {
	o.early = slices.DeleteFunc(o.early, func(other *entry) bool { return other == e })
	e.result = r
	close(e.done)
}

func (e *entry) over() bool {
	select {
	case <-e.done:
		return true
	default:
		return false
	}
}
