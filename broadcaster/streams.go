package broadcaster

import (
	"context"
	"fmt"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/ingest"
)

// Why a publisher has to go when its stream was changed over the API.
var (
	errNewKey  = fmt.Errorf("%w: the stream has a new key", ingest.ErrRefused)
	errDeleted = fmt.Errorf("%w: the stream was deleted", ingest.ErrRefused)
)

// registrar creates streams for the API, and ends publishes that are allowed no more.
type registrar struct {
	*admission.Registry
	b *Broadcaster
}

var _ api.Registrar = registrar{}

// Rotate implements api.Registrar.
func (r registrar) Rotate(ctx context.Context, name string) (string, error) {
	key, err := r.Registry.Rotate(ctx, name)
	if err != nil {
		return "", err
	}
	if s := r.b.stream(name); s != nil {
		s.dismiss(errNewKey)
	}
	return key, nil
}

// Delete implements api.Registrar.
func (r registrar) Delete(ctx context.Context, name string) error {
	if err := r.Registry.Delete(ctx, name); err != nil {
		return err
	}
	if s := r.b.stream(name); s != nil {
		s.end(errDeleted)
	}
	return nil
}

// stream is the newest stream of that name; nil if there is none.
func (b *Broadcaster) stream(name string) *stream {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.streams[name]
}
