package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Reader reads what a Directory keeps. A Client is one.
type Reader interface {
	Snapshot(ctx context.Context) (Snapshot, error)
	Services(ctx context.Context, orchestrators []common.Address) (map[common.Address]Service, error)
}

// View is the network as it stood at one time. What it holds is shared and must not be changed.
type View struct {
	Snapshot Snapshot
	Services map[common.Address]Service // of every orchestrator in the snapshot
	At       time.Time                  // when it was read; a view that goes on being old says that the RPC is down
	Err      error                      // why it could not be read again since; nil when it could
}

// ErrNoView means that a Directory has not read anything yet.
var ErrNoView = errors.New("the network's stakes are not known yet")

// DirectoryConfig says how a Directory works.
type DirectoryConfig struct {
	Interval time.Duration // between reads; default 2 s
	Timeout  time.Duration // of one read; default 10 s
}

// Directory keeps the latest view of the network, read from the chain at intervals. When the chain cannot be read it goes on
// with the last view, so running streams need no RPC. It is safe for concurrent use.
type Directory struct {
	cfg    DirectoryConfig
	reader Reader
	log    *slog.Logger

	mu    sync.Mutex
	view  View          // guarded by mu
	err   error         // why there is no view yet; guarded by mu
	first chan struct{} // closed when there is a view
}

// NewDirectory makes a directory that knows nothing until Run.
func NewDirectory(cfg DirectoryConfig, reader Reader) (*Directory, error) {
	if cfg.Interval == 0 {
		cfg.Interval = 2 * time.Second
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 10 * time.Second
	}
	if cfg.Interval < 0 || cfg.Timeout < 0 {
		return nil, fmt.Errorf("directory: interval %s and timeout %s must be positive", cfg.Interval, cfg.Timeout)
	}
	return &Directory{cfg: cfg, reader: reader, log: slog.Default(), err: ErrNoView, first: make(chan struct{})}, nil
}

// Run reads the chain at intervals until ctx is done; it then returns why. It is called once.
func (d *Directory) Run(ctx context.Context) error {
	for {
		d.refresh(ctx)
		if !sleep(ctx, d.cfg.Interval) {
			return context.Cause(ctx)
		}
	}
}

// Current is the latest view, or why there is none: ErrNoView is wrapped then.
func (d *Directory) Current() (View, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.view, d.err
}

// Wait returns once there is a view, or, with the reason why there is none, when ctx is done.
func (d *Directory) Wait(ctx context.Context) error {
	select {
	case <-d.first:
		return nil
	case <-ctx.Done():
		_, err := d.Current()
		return errors.Join(context.Cause(ctx), err)
	}
}

func (d *Directory) refresh(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, d.cfg.Timeout)
	defer cancel()
	view, err := d.read(ctx)
	view.At = time.Now()

	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.failedLocked(err)
		return
	}
	switch {
	case d.err != nil:
		close(d.first)
		d.log.Info("stakes read", "round", view.Snapshot.Round, "orchestrators", len(view.Snapshot.Stakes))
	case d.view.Err != nil:
		d.log.Info("stakes read again", "round", view.Snapshot.Round, "age", view.At.Sub(d.view.At).Round(time.Second))
	case d.view.Snapshot.Round != view.Snapshot.Round:
		d.log.Info("new round", "round", view.Snapshot.Round, "orchestrators", len(view.Snapshot.Stakes))
	}
	d.view, d.err = view, nil
}

func (d *Directory) failedLocked(err error) {
	switch {
	case d.err != nil:
		d.err = fmt.Errorf("%w: %w", ErrNoView, err)
	case d.view.Err == nil:
		d.log.Warn("stakes cannot be read; going on with the last", "round", d.view.Snapshot.Round, "err", err)
		d.view.Err = err
	default:
		d.view.Err = err
	}
}

func (d *Directory) read(ctx context.Context) (View, error) {
	snapshot, err := d.reader.Snapshot(ctx)
	if err != nil {
		return View{}, err
	}
	orchestrators := make([]common.Address, len(snapshot.Stakes))
	for i, s := range snapshot.Stakes {
		orchestrators[i] = s.Orchestrator
	}
	services, err := d.reader.Services(ctx, orchestrators)
	if err != nil {
		return View{}, err
	}
	return View{Snapshot: snapshot, Services: services}, nil
}
