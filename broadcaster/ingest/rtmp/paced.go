package rtmp

import (
	"io"
	"time"
)

// readPause is how often what a publisher sent is looked at. Each look costs system calls and a switch of goroutines, more than
// what is done with a frame; encoders send a picture or some sound every few milliseconds, in writes of their own. It is
// a delay of so much at most, behind which a part of half a second does not change its place.
const readPause = 20 * time.Millisecond

// paced reads no more often than asked, unless there is more at once than fits.
type paced struct {
	r     io.Reader
	pause time.Duration // between two reads; 0: none
	last  time.Time     // when there was something
	more  bool          // probably there is more at once
}

func (p *paced) Read(b []byte) (int, error) {
	if p.pause > 0 && !p.more {
		time.Sleep(p.pause - time.Since(p.last)) // the connection may be closed meanwhile; the read says so
	}
	n, err := p.r.Read(b)
	if p.pause > 0 {
		p.last, p.more = time.Now(), n == len(b)
	}
	return n, err
}
