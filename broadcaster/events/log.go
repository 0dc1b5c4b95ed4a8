package events

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/broadcaster/journal"
	"github.com/millrace/millrace/pkg/store"
)

// Bounds of a Log. What is over them goes, oldest first.
const (
	MaxEvents     = 100_000
	MaxAge        = 30 * 24 * time.Hour
	MaxDeliveries = 10_000 // of one webhook
	pruneEvery    = 1000   // events
)

// ErrUnknown: there is no such event, webhook or delivery, or none any more.
var ErrUnknown = errors.New("there is no such event, webhook or delivery")

// LogConfig of a Log. A zero field means its default.
type LogConfig struct {
	File string // SQLite; made if it is missing

	// PrivateNetworks lets webhooks be sent to addresses that are not on the public Internet. Whoever may make webhooks reaches with them what this
	// machine reaches.
	PrivateNetworks bool
	Roots           *x509.CertPool // that webhooks' certificates are verified with; default: the system's
	FirstWait       time.Duration  // before an event is sent again; it doubles each time. Default 1 s
}

// Log keeps events, and delivers them to the webhooks that were made over the API: each at least once, also when the process ended meanwhile.
// It may be used from many goroutines.
type Log struct {
	cfg    LogConfig
	log    *slog.Logger
	db     *sql.DB
	client *http.Client
	ctx    context.Context // of all attempts; it ends with Close
	cancel context.CancelFunc
	work   sync.WaitGroup
	queue  chan entry
	shared *sharing // nil: the webhooks are this node's

	journal journal.Store // nil: the events are this node's
	toTell  chan struct{} // has something when there are events to tell of

	mu      sync.Mutex // guards what follows
	closed  bool
	dropped int
	workers map[string]*worker // by webhook
}

// entry is an event on its way to the disk.
type entry struct {
	Event
	stream string
}

func logMigrations() []string {
	return []string{`
CREATE TABLE events (
	seq    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id     TEXT    NOT NULL UNIQUE,
	type   TEXT    NOT NULL,
	stream TEXT    NOT NULL, -- empty: of none
	at     INTEGER NOT NULL, -- milliseconds since 1970
	data   TEXT    NOT NULL  -- JSON
) STRICT;
CREATE INDEX events_of_streams ON events (stream, seq);
CREATE TABLE webhooks (
	id         TEXT    NOT NULL PRIMARY KEY,
	url        TEXT    NOT NULL,
	types      TEXT    NOT NULL, -- JSON; []: all
	secret     TEXT    NOT NULL,
	paused     INTEGER NOT NULL,
	created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE deliveries (
	seq       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	id        TEXT    NOT NULL UNIQUE,
	webhook   TEXT    NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
	event     INTEGER NOT NULL REFERENCES events (seq) ON DELETE CASCADE,
	state     TEXT    NOT NULL,
	attempts  INTEGER NOT NULL,
	status    INTEGER NOT NULL, -- of the last answer; 0: there was none
	problem   TEXT    NOT NULL,
	tried_at  INTEGER NOT NULL, -- milliseconds; 0: never
	next_at   INTEGER NOT NULL  -- milliseconds, when it is pending
) STRICT;
CREATE INDEX deliveries_of_webhooks ON deliveries (webhook, seq);
CREATE INDEX deliveries_of_events ON deliveries (event);
CREATE INDEX deliveries_due ON deliveries (webhook, next_at) WHERE state = 'pending';
`, `
ALTER TABLE events ADD COLUMN told INTEGER NOT NULL DEFAULT 1; -- 0: the other nodes of the cluster do not know of it
CREATE INDEX events_to_tell ON events (seq) WHERE told = 0;
CREATE TABLE journal (
	one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
	position TEXT    NOT NULL -- up to which the other nodes were heard
) STRICT;
`}
}

// OpenLog opens the log, and goes on with what is not delivered yet.
func OpenLog(ctx context.Context, cfg LogConfig, log *slog.Logger) (*Log, error) {
	if cfg.FirstWait == 0 {
		cfg.FirstWait = firstWait
	}
	db, err := store.Open(ctx, cfg.File, logMigrations())
	if err != nil {
		return nil, fmt.Errorf("events: %w", err)
	}
	l := &Log{cfg: cfg, log: log, db: db, client: hookClient(cfg), queue: make(chan entry, maxQueue), toTell: make(chan struct{}, 1), workers: map[string]*worker{}}
	l.ctx, l.cancel = context.WithCancel(context.Background())
	hooks, err := l.Webhooks(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	for _, h := range hooks {
		l.employ(h.ID)
	}
	l.work.Go(l.write)
	return l, nil
}

// Close writes what was told, and ends deliveries: they go on when the log is opened again.
func (l *Log) Close() error {
	l.mu.Lock()
	if !l.closed {
		l.closed = true
		close(l.queue)
	}
	l.mu.Unlock()
	l.cancel()
	l.work.Wait()
	l.client.CloseIdleConnections()
	return l.db.Close()
}

// add keeps an event, later. It never waits: events that come faster than the disk takes them are dropped and logged.
func (l *Log) add(e Event, stream string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	select {
	case l.queue <- entry{e, stream}:
	default:
		if l.dropped++; l.dropped == 1 {
			l.log.Error("events come faster than they are written; some are dropped")
		}
	}
}

// write brings events to the disk, as many at once as have come.
func (l *Log) write() {
	sincePruned := pruneEvery
	for first := range l.queue {
		batch := []entry{first}
		for len(batch) < maxQueue {
			more := false
			select {
			case e, ok := <-l.queue:
				if more = ok; ok {
					batch = append(batch, e)
				}
			default:
			}
			if !more {
				break
			}
		}
		prune := sincePruned >= pruneEvery
		if prune {
			sincePruned = 0
		}
		sincePruned += len(batch)
		if err := l.insert(batch, prune); err != nil {
			l.log.Error("events cannot be written; they are lost", "events", len(batch), "err", err)
		}
		l.wake()
		select {
		case l.toTell <- struct{}{}:
		default: // it is to be looked at already
		}
	}
}

// insert writes events, and a delivery for each webhook that wants them.
func (l *Log) insert(batch []entry, prune bool) error {
	ctx := context.Background() // what was told is written also when the log is closed
	hooks, err := l.Webhooks(ctx)
	if err != nil {
		return err
	}
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	now := time.Now()
	for _, e := range batch {
		data, err := json.Marshal(e.Data)
		if err != nil {
			l.log.Error("an event is not JSON", "type", e.Type, "err", err)
			continue
		}
		result, err := tx.ExecContext(ctx, `INSERT INTO events (id, type, stream, at, data, told) VALUES (?, ?, ?, ?, ?, ?)`,
			e.ID, string(e.Type), e.stream, e.Timestamp.UnixMilli(), string(data), l.journal == nil)
		if err != nil {
			return err
		}
		seq, err := result.LastInsertId()
		if err != nil {
			return err
		}
		for _, h := range hooks {
			if h.Paused || !h.wants(e.Type) {
				continue
			}
			if _, err := tx.ExecContext(ctx, `INSERT INTO deliveries (id, webhook, event, state, attempts, status, problem, tried_at, next_at) VALUES (?, ?, ?, 'pending', 0, 0, '', 0, ?)`,
				newID("dlv_"), h.ID, seq, now.UnixMilli()); err != nil {
				return err
			}
		}
	}
	if prune {
		if err := l.prune(ctx, tx, hooks, now); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (l *Log) prune(ctx context.Context, tx *sql.Tx, hooks []Webhook, now time.Time) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM events WHERE at < ? OR seq <= (SELECT max(seq) FROM events) - ?`, now.Add(-MaxAge).UnixMilli(), MaxEvents); err != nil {
		return err
	}
	for _, h := range hooks {
		if _, err := tx.ExecContext(ctx, `DELETE FROM deliveries WHERE webhook = ? AND seq <= (SELECT seq FROM deliveries WHERE webhook = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)`, h.ID, h.ID, MaxDeliveries); err != nil {
			return err
		}
	}
	return nil
}

// Filter says which events are wanted.
type Filter struct {
	Stream string // empty: of all, and of none
	Type   Type   // empty: all
	After  string // ID of an event: those that came after it; empty: from the oldest
	Newest bool   // the other way round: newest first, and After are those before it
}

// List returns events, oldest first, and whether there are more.
func (l *Log) List(ctx context.Context, f Filter, limit int) (list []Event, more bool, err error) {
	query, args := `SELECT id, type, at, data FROM events WHERE 1`, []any{}
	order, than := ` ORDER BY seq`, `>`
	if f.Newest {
		order, than = ` ORDER BY seq DESC`, `<`
	}
	if f.Stream != "" {
		query, args = query+` AND stream = ?`, append(args, f.Stream)
	}
	if f.Type != "" {
		query, args = query+` AND type = ?`, append(args, string(f.Type))
	}
	if f.After != "" {
		var seq int64
		if err := l.db.QueryRowContext(ctx, `SELECT seq FROM events WHERE id = ?`, f.After).Scan(&seq); err != nil {
			return nil, false, named(err)
		}
		query, args = query+` AND seq `+than+` ?`, append(args, seq)
	}
	rows, err := l.db.QueryContext(ctx, query+order+` LIMIT ?`, append(args, limit+1)...)
	if err != nil {
		return nil, false, named(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e Event
		var at int64
		var data string
		if err := rows.Scan(&e.ID, &e.Type, &at, &data); err != nil {
			return nil, false, named(err)
		}
		e.Timestamp, e.Data = time.UnixMilli(at).UTC(), json.RawMessage(data)
		list = append(list, e)
	}
	return list[:min(limit, len(list))], len(list) > limit, rows.Err()
}

func named(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrUnknown
	}
	return fmt.Errorf("events: %w", err)
}

func newID(prefix string) string { return prefix + strings.ToLower(rand.Text()) }
