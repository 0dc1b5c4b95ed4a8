package mediachild

import (
	"bytes"
	"log/slog"
	"strconv"
	"sync"
)

// Bounds of what a child may say on its standard error.
const (
	maxLine     = 512 // bytes; the rest of a line is dropped
	maxLogged   = 100 // lines that reach the log
	keptForExit = 5   // last lines that are part of the exit error
)

// lineLog passes the lines of a child's standard error to the log, as much as is reasonable, and remembers the last.
type lineLog struct {
	log *slog.Logger

	mu      sync.Mutex
	partial []byte
	last    []string
	lines   int
}

func (l *lineLog) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(b)
	for {
		line, rest, found := bytes.Cut(b, []byte{'\n'})
		l.partial = append(l.partial, line[:min(len(line), maxLine-min(maxLine, len(l.partial)))]...)
		if !found {
			return n, nil
		}
		l.lineLocked()
		b = rest
	}
}

// flush ends a last line that has no line feed.
func (l *lineLog) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lineLocked()
	if dropped := l.lines - maxLogged; dropped > 0 {
		l.log.Warn("media child said more than is logged", "lines", dropped)
	}
}

func (l *lineLog) lineLocked() {
	line := printable(string(bytes.TrimSpace(l.partial)))
	l.partial = l.partial[:0]
	if line == "" {
		return
	}
	l.last = append(l.last, line)
	if len(l.last) > keptForExit {
		l.last = l.last[1:]
	}
	if l.lines++; l.lines <= maxLogged {
		l.log.Warn("media child", "line", line)
	}
}

// tail returns the last lines.
func (l *lineLog) tail() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string(nil), l.last...)
}

// printable escapes what a terminal or a log should not see.
func printable(s string) string {
	q := strconv.QuoteToGraphic(s)
	return q[1 : len(q)-1]
}
