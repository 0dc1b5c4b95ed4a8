package standing

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/store"
)

// migrations made the table; see store.Open.
func migrations() []string {
	return []string{`
CREATE TABLE standings (
	node         TEXT    NOT NULL,
	orchestrator BLOB    NOT NULL,
	at           INTEGER NOT NULL, -- milliseconds since 1970
	entry        TEXT    NOT NULL, -- JSON
	PRIMARY KEY (node, orchestrator)
) STRICT, WITHOUT ROWID;
`}
}

// SQLite is a Store in a file.
type SQLite struct{ db *sql.DB }

var _ Store = (*SQLite)(nil)

// OpenSQLite opens the file at path, which it makes if it is missing. The caller closes it.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("standing: %w", err)
	}
	return &SQLite{db}, nil
}

// Close lets go of the file.
func (s *SQLite) Close() error { return s.db.Close() }

// Save implements Store.
func (s *SQLite) Save(ctx context.Context, node string, entries Entries) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("standing: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // it is committed, or of no use
	for a, e := range entries {
		text, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("standing of %s: %w", a, err)
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO standings (node, orchestrator, at, entry) VALUES (?, ?, ?, ?)`,
			node, a.Bytes(), e.At.UnixMilli(), string(text)); err != nil {
			return fmt.Errorf("standing of %s: %w", a, err)
		}
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM standings WHERE node = ?1 AND orchestrator NOT IN (
		SELECT orchestrator FROM standings WHERE node = ?1 ORDER BY at DESC LIMIT ?2)`, node, MaxEntries); err != nil {
		return fmt.Errorf("standing: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("standing: %w", err)
	}
	return nil
}

// Load implements Store.
func (s *SQLite) Load(ctx context.Context, now time.Time) (out map[string]Entries, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT node, orchestrator, entry FROM standings`)
	if err != nil {
		return nil, fmt.Errorf("standing: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out = map[string]Entries{}
	for rows.Next() {
		var node, text string
		var address []byte
		if err := rows.Scan(&node, &address, &text); err != nil {
			return nil, fmt.Errorf("standing: %w", err)
		}
		if out[node] == nil {
			out[node] = Entries{}
		}
		if e, err := Parse([]byte(text), now); err == nil {
			out[node][common.BytesToAddress(address)] = e
		}
	}
	return out, rows.Err()
}

// Parse reads an entry that a store kept as JSON: it may be anything.
func Parse(text []byte, now time.Time) (Entry, error) {
	var e Entry
	if err := json.Unmarshal(text, &e); err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return e, e.Check(now)
}
