package broadcaster

import (
	"context"
	"errors"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
)

// Why a publisher has to go when its stream was changed over the API.
var (
	errNewKey  = errors.New("the stream has a new key")
	errDeleted = errors.New("the stream was deleted")
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
