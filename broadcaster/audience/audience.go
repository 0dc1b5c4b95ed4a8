// Package audience counts who watches.
//
// Players of HLS keep no connection and say nothing of themselves, so viewers are told apart by what asks: an address, a program and a token. Where
// several are alike (behind one router, say), how much media they fetch says how many they are: each fetches a second of video a second, in one
// rendition or another, by parts or by segments, now or from long ago. Who is behind a CDN is not seen.
package audience

import (
	"sync"
	"time"
)

// Bounds of a Counter.
const (
	maxStreams = 4096
	maxWho     = 1 << 17          // of one stream; more count as watching nothing
	slot       = 5 * time.Second  // what is fetched is counted in slots,
	slots      = 6                // of which the last count
	present    = 3                // whoever fetched nothing in so many is gone
	elsewhere  = 15 * time.Second // what another node said counts for so long
)

// Who is somebody who asks, or several who are alike: a hash.
type Who uint64

// Counter counts the viewers of a node's streams. Its methods may be called from many goroutines.
type Counter struct {
	now func() time.Time

	mu      sync.Mutex // guards what follows
	streams map[string]*crowd
}

// crowd is those who watch one stream.
type crowd struct {
	who    map[Who]*fetched
	nodes  map[string]told
	newest time.Time
	swept  int64 // slot in which who is gone was looked for last

	counted struct { // how many watched
		viewers, of int   // of so many in who
		at          int64 // second since 1970
	}
}

// fetched is what somebody has fetched: of pictures and of sound.
type fetched struct {
	at   [slots]int64 // number of the slot
	took [slots][2]time.Duration
}

// told is how many watch at another node.
type told struct {
	viewers int
	at      time.Time
}

// New makes a counter. now is the clock; nil: time.Now.
func New(now func() time.Time) *Counter {
	if now == nil {
		now = time.Now
	}
	return &Counter{now: now, streams: map[string]*crowd{}}
}

// Fetched is told that somebody fetches media of a stream: so much of its pictures, or of its sound.
func (c *Counter) Fetched(stream string, who Who, sound bool, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	s := c.crowdLocked(stream, now)
	if s == nil {
		return
	}
	f := s.who[who]
	if f == nil {
		if s.sweep(now); len(s.who) >= maxWho {
			return
		}
		f = &fetched{}
		s.who[who] = f
	}
	number := now.UnixNano() / int64(slot)
	at := int(number % slots)
	if f.at[at] != number {
		f.at[at], f.took[at] = number, [2]time.Duration{}
	}
	kind := 0
	if sound {
		kind = 1
	}
	f.took[at][kind] += d
}

// Elsewhere is told that so many watch a stream at another node.
func (c *Counter) Elsewhere(stream, node string, viewers int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if s := c.crowdLocked(stream, now); s != nil {
		if s.nodes == nil {
			s.nodes = map[string]told{}
		}
		s.nodes[node] = told{viewers, now}
	}
}

// Here is how many watch a stream at this node.
func (c *Counter) Here(stream string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.streams[stream]; s != nil {
		return s.here(c.now())
	}
	return 0
}

// Count is how many watch a stream, here and, as far as they say, at other nodes.
func (c *Counter) Count(stream string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.streams[stream]
	if s == nil {
		return 0
	}
	now := c.now()
	n := s.here(now)
	for node, t := range s.nodes {
		if now.Sub(t.at) > elsewhere {
			delete(s.nodes, node)
			continue
		}
		n += t.viewers
	}
	return n
}

// here is how many watch at this node. They are counted once a second, and when somebody is new: each request to another node tells it.
func (s *crowd) here(now time.Time) int {
	if s.counted.of == len(s.who) && s.counted.at == now.Unix() {
		return s.counted.viewers
	}
	n := 0
	for who, f := range s.who {
		viewers := f.viewers(now)
		if viewers == 0 {
			delete(s.who, who)
		}
		n += viewers
	}
	s.counted.viewers, s.counted.of, s.counted.at = n, len(s.who), now.Unix()
	return n
}

// crowdLocked is that of a stream; nil if there are too many.
func (c *Counter) crowdLocked(stream string, now time.Time) *crowd {
	s := c.streams[stream]
	if s == nil {
		for name, other := range c.streams {
			if now.Sub(other.newest) > slots*slot {
				delete(c.streams, name)
			}
		}
		if len(c.streams) >= maxStreams {
			return nil
		}
		s = &crowd{who: map[Who]*fetched{}}
		c.streams[stream] = s
	}
	s.newest = now
	return s
}

// sweep forgets who is gone, once in a slot.
func (s *crowd) sweep(now time.Time) {
	number := now.UnixNano() / int64(slot)
	if s.swept == number {
		return
	}
	s.swept = number
	for who, f := range s.who {
		if f.viewers(now) == 0 {
			delete(s.who, who)
		}
	}
}

// short is what a viewer's part of all that several fetch may lack, as what is fetched comes in pieces.
const short = 0.25

// viewers is how many somebody is: one at least while anything is fetched. What players fetch ahead when they start makes no other one of most.
func (f *fetched) viewers(now time.Time) int {
	newest := now.UnixNano() / int64(slot)
	var took [2]time.Duration
	there := false
	for i, at := range f.at {
		if age := newest - at; age < slots {
			there = there || age < present
			took[0], took[1] = took[0]+f.took[i][0], took[1]+f.took[i][1]
		}
	}
	if !there {
		return 0
	}
	over := (slots-1)*slot + time.Duration(now.UnixNano()%int64(slot)) // as the newest slot goes on
	return max(1, int(float64(max(took[0], took[1]))/float64(over)+short))
}
