package evidence

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"
)

// KeeperConfig says how a Keeper works. A zero field means its default.
type KeeperConfig struct {
	Retention time.Duration // of a record; default DefaultRetention
	Most      int           // records that are kept; default DefaultMost
}

// Defaults of KeeperConfig.
const (
	DefaultRetention = 7 * 24 * time.Hour
	DefaultMost      = 1_000_000 // about 1.4 GB
)

const (
	maxQueued    = 4096 // records that wait for the disk
	maxCommitted = 256  // of one transaction
	writeTimeout = 30 * time.Second
	closeTimeout = 5 * time.Second
	pruneTime    = time.Minute
)

// Keeper writes records to a store, as many at a time as have come meanwhile, and prunes it. It is safe for concurrent use.
type Keeper struct {
	cfg    KeeperConfig
	store  Store
	fault  func(Record)
	log    *slog.Logger
	ctx    context.Context // of writes
	cancel context.CancelFunc
	done   chan struct{}

	mu     sync.Mutex // guards what follows
	closed bool
	queue  chan Record // sends are guarded by mu
}

// NewKeeper starts a keeper of a store, which its owner closes after the keeper. fault, if there is one, is called with every record of
// a fault that was written, by one goroutine.
func NewKeeper(cfg KeeperConfig, store Store, fault func(Record), log *slog.Logger) *Keeper {
	cfg.Retention, cfg.Most = cmp.Or(cfg.Retention, DefaultRetention), cmp.Or(cfg.Most, DefaultMost)
	if fault == nil {
		fault = func(Record) {}
	}
	k := &Keeper{cfg: cfg, store: store, fault: fault, log: log, queue: make(chan Record, maxQueued), done: make(chan struct{})}
	k.ctx, k.cancel = context.WithCancel(context.Background())
	go func() { defer close(k.done); k.run() }()
	return k
}

// Keep has a record written. It never waits: what is more than can wait is lost, which the log says. Nothing of the record may be
// changed afterwards.
func (k *Keeper) Keep(r Record) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed {
		return
	}
	select {
	case k.queue <- r:
	default:
		k.log.Error("evidence lost: it cannot be written fast enough", "stream", r.Stream, "seq", r.Header.Seq)
	}
}

// Close writes what waits, for at most a few seconds.
func (k *Keeper) Close() {
	k.mu.Lock()
	if !k.closed {
		k.closed = true
		close(k.queue)
	}
	k.mu.Unlock()
	timer := time.AfterFunc(closeTimeout, k.cancel)
	defer timer.Stop()
	<-k.done
	k.cancel()
}

func (k *Keeper) run() {
	prune := time.NewTicker(pruneTime)
	defer prune.Stop()
	for {
		select {
		case first, ok := <-k.queue:
			if !ok {
				return
			}
			k.write(k.batch(first))
		case now := <-prune.C:
			ctx, cancel := context.WithTimeout(k.ctx, writeTimeout)
			if _, err := k.store.Prune(ctx, now.Add(-k.cfg.Retention), k.cfg.Most); err != nil {
				k.log.Error("evidence cannot be pruned", "err", err)
			}
			cancel()
		}
	}
}

// batch is a record with those that wait behind it.
func (k *Keeper) batch(first Record) []Record {
	batch := []Record{first}
	for len(batch) < maxCommitted {
		select {
		case r, ok := <-k.queue:
			if !ok {
				return batch
			}
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

func (k *Keeper) write(batch []Record) {
	ctx, cancel := context.WithTimeout(k.ctx, writeTimeout)
	defer cancel()
	if err := k.store.Put(ctx, batch...); err != nil {
		k.log.Error("evidence lost: it cannot be written", "records", len(batch), "err", err)
		return
	}
	for _, r := range batch {
		if r.Fault != "" {
			k.fault(r)
		}
	}
}
