package broadcaster

import (
	"fmt"

	"github.com/millrace/millrace/broadcaster/ingest"
)

// Why a publisher has to go when its stream was changed over the API.
var (
	errNewKey  = fmt.Errorf("%w: the stream has a new key", ingest.ErrRefused)
	errDeleted = fmt.Errorf("%w: the stream was deleted", ingest.ErrRefused)
)

// rotated ends the publish of a stream that got a new key. The stream waits for whoever has it.
func (b *Broadcaster) rotated(name string) {
	if s := b.stream(name); s != nil {
		s.dismiss(errNewKey)
	}
}

// deleted ends a stream that was deleted.
func (b *Broadcaster) deleted(name string) {
	if s := b.stream(name); s != nil {
		s.end(errDeleted)
	}
}

// stream is the newest stream of that name; nil if there is none.
func (b *Broadcaster) stream(name string) *stream {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.streams[name]
}
