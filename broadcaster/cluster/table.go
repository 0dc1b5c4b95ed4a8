package cluster

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/millrace/millrace/pkg/store"
)

// TableConfig of a Table. A zero field means its default.
type TableConfig struct {
	File    string        // SQLite file of the node's copy; none: it ends with the process
	Timeout time.Duration // longest that the store is waited for; default 500 ms
	Every   time.Duration // how often the copy is compared with the store; default 1 s
}

// Bounds of what deleted records leave: the oldest beyond are dropped.
const (
	maxGone = 8192
	goneAge = 30 * 24 * time.Hour
)

// Bounds of one request to the store.
const (
	maxMerge = 256 // records
	maxTries = 8   // of a change that meets others
)

// Table is a node's copy of the records that all nodes of a cluster have in common. Reads are answered from the copy, at once; it is as
// the store was at most Every ago, and has what this node wrote. Changes are made in the store, one after another; while the store is away there are
// none, which ErrAway says.
//
// The copy outlives the node in a file, and the store need not: one that comes back empty, or as it was before, gets back what any node
// has. Of two versions of a record the later one holds, so a deletion holds too, for goneAge.
type Table struct {
	cfg     TableConfig
	records Records
	file    *sql.DB // nil: none
	log     *slog.Logger
	now     func() time.Time
	first   bool
	cancel  context.CancelFunc
	running sync.WaitGroup

	turn  sync.Mutex // held by who changes the copy; guards mark and asked
	mark  Mark       // of the store's state that the copy has
	asked time.Time  // when the store was asked for it last, and answered

	mu       sync.RWMutex // guards what follows; taken after turn
	copies   map[string]Record
	watchers []watching
	away     error // why the store is; nil while it is not
}

type watching struct {
	prefix  string
	changed func(key string, value []byte)
}

// OpenTable opens a node's copy, and asks the store for what is newer; a store that is away is tried again once the Table was started. The caller
// closes it.
func OpenTable(ctx context.Context, cfg TableConfig, records Records, log *slog.Logger) (*Table, error) {
	cfg.Timeout = cmp.Or(cfg.Timeout, 500*time.Millisecond)
	cfg.Every = cmp.Or(cfg.Every, time.Second)
	t := &Table{cfg: cfg, records: records, log: log, now: time.Now, copies: map[string]Record{}, cancel: func() {}}
	if cfg.File != "" {
		var err error
		if t.file, err = store.Open(ctx, cfg.File, tableMigrations()); err != nil {
			return nil, fmt.Errorf("what the cluster shares: %w", err)
		}
		if err := t.load(ctx); err != nil {
			return nil, errors.Join(fmt.Errorf("what the cluster shares: %w", err), t.file.Close())
		}
	}
	t.first = len(t.copies) == 0
	if err := t.sync(ctx); err != nil {
		log.Warn("the cluster's store is away: created streams and API keys are as this node knew them last", "err", err)
	}
	return t, nil
}

func tableMigrations() []string {
	return []string{`
CREATE TABLE records (
	key     TEXT    NOT NULL PRIMARY KEY,
	version INTEGER NOT NULL,
	value   BLOB    -- null: it was deleted
) STRICT, WITHOUT ROWID;
`}
}

func (t *Table) load(ctx context.Context) (err error) {
	rows, err := t.file.QueryContext(ctx, `SELECT key, version, value FROM records`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r Record
		if err := rows.Scan(&r.Key, &r.Version, &r.Value); err != nil {
			return err
		}
		t.copies[r.Key] = r
	}
	return rows.Err()
}

// Start keeps the copy up to date until Close.
func (t *Table) Start() {
	var ctx context.Context
	ctx, t.cancel = context.WithCancel(context.Background())
	t.running.Go(func() {
		every := time.NewTicker(t.cfg.Every)
		defer every.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-every.C:
				_ = t.sync(ctx) // it has noted that the store is away
			}
		}
	})
}

// Close ends the work of Start, and lets go of the file. It does not close the store.
func (t *Table) Close() error {
	t.cancel()
	t.running.Wait()
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}

// Watch calls changed for each record whose key begins with a prefix: with those that are there before it returns, then whenever one
// changes, with nil when it was deleted. Calls come one at a time. changed must not change the table, nor the value.
func (t *Table) Watch(prefix string, changed func(key string, value []byte)) {
	t.turn.Lock()
	defer t.turn.Unlock()
	t.mu.Lock()
	t.watchers = append(t.watchers, watching{prefix, changed})
	var now []Record
	for _, r := range t.copies {
		if strings.HasPrefix(r.Key, prefix) && r.Value != nil {
			now = append(now, r)
		}
	}
	t.mu.Unlock()
	for _, r := range now {
		changed(r.Key, r.Value)
	}
}

// Fresh brings the copy up to date at once, for who misses something in it. An error says that it may not be.
func (t *Table) Fresh(ctx context.Context) error {
	if err := t.isAway(); err != nil {
		return err
	}
	return t.sync(ctx)
}

// Update changes a record. change is given its value, nil where there is none, and returns what takes its place, nil to delete it; it may be
// called again, when another node was faster. Its error is returned as it is.
func (t *Table) Update(ctx context.Context, key string, change func(value []byte) ([]byte, error)) error {
	for range maxTries {
		if err := t.Fresh(ctx); err != nil {
			return err
		}
		if err := t.try(ctx, key, change); !errors.Is(err, ErrConflict) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrAway, ErrConflict)
}

func (t *Table) try(ctx context.Context, key string, change func(value []byte) ([]byte, error)) error {
	t.turn.Lock()
	defer t.turn.Unlock()
	t.mu.RLock()
	was := t.copies[key]
	t.mu.RUnlock()
	value, err := change(was.Value)
	if err != nil {
		return err
	}
	if value == nil && was.Value == nil {
		return nil
	}
	r := Record{Key: key, Version: max(was.Version+1, Version(t.now().UnixMicro())), Value: bytes.Clone(value)}
	next := newMark()
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	before, err := t.records.Swap(ctx, r, was.Version, next)
	if err != nil {
		t.mark = "" // what the store has is not known any more
		if errors.Is(err, ErrConflict) {
			return err
		}
		return t.noteAway(err)
	}
	if before == t.mark {
		t.mark = next
	}
	return t.apply(ctx, []Record{r}, nil)
}

// Import writes records that a node had before it was of a cluster, where nothing of that key ever was. A store that is away gets them
// later.
func (t *Table) Import(ctx context.Context, records []Record) error {
	if err := t.importOnly(ctx, records); err != nil {
		return err
	}
	_ = t.sync(ctx) // it has noted that the store is away
	return nil
}

func (t *Table) importOnly(ctx context.Context, records []Record) error {
	t.turn.Lock()
	defer t.turn.Unlock()
	t.mu.RLock()
	records = slices.DeleteFunc(slices.Clone(records), func(r Record) bool { return t.copies[r.Key].Version != 0 })
	t.mu.RUnlock()
	t.mark = ""
	return t.apply(ctx, records, nil)
}

// sync takes from the store what is newer there, and gives it what is newer here.
func (t *Table) sync(ctx context.Context) error {
	came := t.now()
	t.turn.Lock()
	defer t.turn.Unlock()
	if t.asked.After(came) { // by another who came meanwhile
		return nil
	}
	begun := t.now()
	ctx, cancel := t.bounded(ctx)
	defer cancel()
	mark, err := t.records.Mark(ctx)
	if err != nil {
		return t.noteAway(err)
	}
	if mark != t.mark || mark == "" {
		if err := t.compare(ctx); err != nil {
			return err
		}
	}
	t.asked = begun
	t.noteThere()
	return nil
}

// bounded is the context of a call to the store. Who asked may go: that does not tell that the store is away.
func (t *Table) bounded(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), t.cfg.Timeout)
}

// compare makes copy and store alike. turn is held.
func (t *Table) compare(ctx context.Context) error {
	list, mark, err := t.records.Load(ctx)
	if err != nil {
		return t.noteAway(err)
	}
	t.mu.RLock()
	var newer, ours []Record
	theirs := make(map[string]Version, len(list))
	for _, r := range list {
		theirs[r.Key] = r.Version
		if r.Version > t.copies[r.Key].Version {
			newer = append(newer, r)
		}
	}
	for _, r := range t.copies {
		if r.Version > theirs[r.Key] {
			ours = append(ours, r)
		}
	}
	t.mu.RUnlock()
	gone := t.outdated(newer)
	if err := t.apply(ctx, newer, gone); err != nil {
		return err
	}
	ours = slices.DeleteFunc(ours, func(r Record) bool { return slices.ContainsFunc(gone, func(g Record) bool { return g.Key == r.Key }) })
	for len(ours)+len(gone) > 0 {
		n, m := min(len(ours), maxMerge), min(len(gone), maxMerge)
		next := newMark()
		before, err := t.records.Merge(ctx, ours[:n], gone[:m], next)
		if err != nil {
			t.mark = ""
			return t.noteAway(err)
		}
		if before != mark { // somebody changed something meanwhile: the next sync sees it
			mark = ""
		} else {
			mark = next
		}
		ours, gone = ours[n:], gone[m:]
	}
	t.mark = mark
	return nil
}

// outdated are those deleted records of the copy, with newer ones, that need not be remembered any more.
func (t *Table) outdated(newer []Record) []Record {
	deleted := map[string]Record{}
	t.mu.RLock()
	for _, r := range t.copies {
		if r.Value == nil {
			deleted[r.Key] = r
		}
	}
	t.mu.RUnlock()
	for _, r := range newer {
		if delete(deleted, r.Key); r.Value == nil {
			deleted[r.Key] = r
		}
	}
	list := make([]Record, 0, len(deleted))
	for _, r := range deleted {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Record) int { return cmp.Compare(b.Version, a.Version) })
	oldest := Version(t.now().Add(-goneAge).UnixMicro())
	for i, r := range list {
		if i >= maxGone || r.Version < oldest {
			return list[i:]
		}
	}
	return nil
}

// apply changes the copy, on the disk first, and tells who watches. turn is held.
func (t *Table) apply(ctx context.Context, changed, gone []Record) error {
	err := t.write(ctx, changed, gone)
	t.mu.Lock()
	for _, r := range changed {
		t.copies[r.Key] = r
	}
	for _, r := range gone {
		delete(t.copies, r.Key)
	}
	watchers := slices.Clone(t.watchers)
	t.mu.Unlock()
	for _, r := range changed {
		for _, w := range watchers {
			if strings.HasPrefix(r.Key, w.prefix) {
				w.changed(r.Key, r.Value)
			}
		}
	}
	return err
}

func (t *Table) write(ctx context.Context, changed, gone []Record) error {
	if t.file == nil || len(changed)+len(gone) == 0 {
		return nil
	}
	tx, err := t.file.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("what the cluster shares: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, r := range changed {
		var value any
		if r.Value != nil {
			value = r.Value
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO records (key, version, value) VALUES (?, ?, ?)`, r.Key, int64(r.Version), value); err != nil {
			return fmt.Errorf("what the cluster shares: %w", err)
		}
	}
	for _, r := range gone {
		if _, err := tx.ExecContext(ctx, `DELETE FROM records WHERE key = ?`, r.Key); err != nil {
			return fmt.Errorf("what the cluster shares: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("what the cluster shares: %w", err)
	}
	return nil
}

// First says whether the node had no copy before: it is in the cluster for the first time.
func (t *Table) First() bool { return t.first }

func (t *Table) isAway() error {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.away
}

func (t *Table) noteAway(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.away == nil {
		t.log.Error("the cluster's store is away: streams and API keys cannot be created or changed", "err", err)
	}
	t.away = fmt.Errorf("%w: %w", ErrAway, err)
	return t.away
}

func (t *Table) noteThere() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.away != nil {
		t.log.Info("the cluster's store is back: streams and API keys can be created and changed")
	}
	t.away = nil
}

func newMark() Mark { return Mark(rand.Text()) }
