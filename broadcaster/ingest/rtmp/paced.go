package rtmp

import (
	"errors"
	"io"
	"os"
	"syscall"
	"time"
)

// readPause is how often what a publisher sent is looked at. Encoders send pictures and sound in small writes, dozens a second;
// to be woken by each costs more than all that is done with it. It is a delay of so much at most, behind which a part of
// half a second does not change its place.
const readPause = 40 * time.Millisecond

// paced reads no more often than asked, unless there is more at once than fits. Where the system allows, the socket wakes nobody
// meanwhile either.
type paced struct {
	r     io.Reader
	pause time.Duration   // between two reads; 0: none
	raw   syscall.RawConn // of a socket that wakes nobody; nil: r's is an ordinary one
	last  time.Time       // when it was looked at
	more  bool            // probably there is more at once
}

// plainSocket is a connection that can say which socket it reads from.
type plainSocket interface {
	// plainSocket is nil where what the socket gives is not what Read returns.
	plainSocket() syscall.Conn
}

// start begins to pace.
func (p *paced) start(pause time.Duration) {
	p.pause = pause
	if s, ok := p.r.(plainSocket); ok {
		if c := s.plainSocket(); c != nil {
			p.raw = keepQuiet(c)
		}
	}
}

// stop reads when there is something again.
func (p *paced) stop() {
	p.pause = 0
	if p.raw != nil {
		wakeAgain(p.raw)
		p.raw = nil
	}
}

func (p *paced) Read(b []byte) (n int, err error) {
	if p.pause == 0 {
		return p.r.Read(b)
	}
	for {
		if !p.more {
			// The connection may be closed meanwhile: the read says so.
			time.Sleep(p.pause - time.Since(p.last)) //nolint:forbidigo // time is what is waited for
		}
		p.last = time.Now()
		if p.raw == nil {
			n, err = p.r.Read(b)
		} else if n, err = p.look(b); errors.Is(err, syscall.EAGAIN) {
			p.more = false
			continue
		}
		p.more = n == len(b)
		return n, err
	}
}

// look reads what the socket has; syscall.EAGAIN if it has nothing.
func (p *paced) look(b []byte) (n int, err error) {
	var failed error
	err = p.raw.Read(func(fd uintptr) bool {
		for {
			n, failed = syscall.Read(int(fd), b)
			if !errors.Is(failed, syscall.EINTR) {
				return true // never wait
			}
		}
	})
	switch {
	case err != nil: // closed, or the deadline has passed
		return 0, err
	case failed != nil:
		return 0, os.NewSyscallError("read", failed)
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	default:
		return n, nil
	}
}
