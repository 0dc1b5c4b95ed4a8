package push

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Reasons why a body is not taken.
var (
	errTooLarge = errors.New("segment is too large")
	errSlow     = errors.New("the body did not come in time")
	errBroken   = errors.New("the body did not come whole")
	errFull     = errors.New("too many bodies are being taken in; try again")
)

// budget is what all bodies together may still hold.
type budget struct{ left atomic.Int64 }

func (b *budget) take(n int) bool {
	if b.left.Add(int64(-n)) < 0 {
		b.left.Add(int64(n))
		return false
	}
	return true
}

func (b *budget) give(n int) { b.left.Add(int64(n)) }

// readBody reads a whole body of at most limit bytes before a deadline. What it holds grows with what has come, and is
// taken from the budget; the caller gives cap(body) back.
func readBody(w http.ResponseWriter, r *http.Request, limit int, within time.Duration, b *budget) (body []byte, err error) {
	tooLarge := fmt.Errorf("%w: at most %d bytes; cut shorter segments", errTooLarge, limit)
	if r.ContentLength > int64(limit) {
		return nil, tooLarge
	}
	rc := http.NewResponseController(w)
	if err := rc.SetReadDeadline(time.Now().Add(within)); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			b.give(cap(body))
			body = nil
			return
		}
		_ = rc.SetReadDeadline(time.Time{}) // it could be set before
	}()
	const first = 256 << 10
	for {
		if len(body) == cap(body) {
			if len(body) > limit {
				return body, tooLarge
			}
			grown := min(max(2*cap(body), first), limit+1)
			if !b.take(grown) {
				return body, errFull
			}
			old := cap(body)
			body = append(make([]byte, 0, grown), body...)
			b.give(old)
		}
		n, err := r.Body.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case errors.Is(err, io.EOF) && len(body) > limit:
			return body, tooLarge
		case errors.Is(err, io.EOF):
			return body, nil
		case errors.Is(err, os.ErrDeadlineExceeded):
			return body, fmt.Errorf("%w: %s", errSlow, within)
		case err != nil:
			return body, fmt.Errorf("%w: %w", errBroken, err)
		}
	}
}

// endless is a body without an end. Reading it fails when no media came of it for a while (extend), or when interrupted.
type endless struct {
	body   io.Reader
	rc     *http.ResponseController
	within time.Duration
	read   func(n int)

	mu       sync.Mutex // guards what follows
	over     bool
	extended time.Time
}

// Read implements io.Reader.
func (e *endless) Read(p []byte) (int, error) {
	n, err := e.body.Read(p)
	e.read(n)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = fmt.Errorf("%w: no media for %s", errSlow, e.within)
	}
	return n, err
}

// extend begins the time anew, unless that was done moments ago.
func (e *endless) extend() {
	e.mu.Lock()
	defer e.mu.Unlock()
	const moment = 250 * time.Millisecond
	if now := time.Now(); !e.over && now.Sub(e.extended) > min(moment, e.within/4) {
		e.extended = now
		_ = e.rc.SetReadDeadline(now.Add(e.within)) // the next read tells if the connection is gone
	}
}

// interrupt ends a read that waits. It may be called at any time.
func (e *endless) interrupt() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.over {
		e.over = true
		_ = e.rc.SetReadDeadline(time.Unix(1, 0)) // as above
	}
}

// finish makes interrupt harmless, for a connection that goes on to something else.
func (e *endless) finish() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.over = true
}

// wants says whether a request accepts a media type by name.
func wants(h http.Header, mediaType string) bool {
	for _, v := range h.Values("Accept") {
		for accepted := range strings.SplitSeq(v, ",") {
			name, _, _ := strings.Cut(accepted, ";")
			if strings.EqualFold(strings.TrimSpace(name), mediaType) {
				return true
			}
		}
	}
	return false
}
