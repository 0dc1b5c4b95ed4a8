package evidence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/store"
)

// migrations made the table; see store.Open.
func migrations() []string {
	return []string{`
CREATE TABLE records (
	seq    INTEGER PRIMARY KEY AUTOINCREMENT,
	id     BLOB    NOT NULL UNIQUE,
	at     INTEGER NOT NULL, -- milliseconds since 1970
	fault  INTEGER NOT NULL, -- 0: none
	record BLOB    NOT NULL  -- JSON, deflated
) STRICT;
CREATE INDEX records_at ON records (at);
CREATE INDEX records_faults ON records (seq) WHERE fault != 0;
`}
}

// SQLite is a store in a file.
type SQLite struct{ db *sql.DB }

var _ Store = (*SQLite)(nil)

// OpenSQLite opens the file at path, which it makes if it is missing. The caller closes it.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	return &SQLite{db}, nil
}

// Close implements Store.
func (s *SQLite) Close() error { return s.db.Close() }

// Put implements Store.
func (s *SQLite) Put(ctx context.Context, records ...Record) error {
	p, err := newPacker()
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	return s.within(ctx, func(tx *sql.Tx) error {
		for _, r := range records {
			packed, err := p.pack(r)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `
				INSERT INTO records (id, at, fault, record) VALUES (?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET at = excluded.at, fault = excluded.fault, record = excluded.record`,
				r.ID().Bytes(), r.At.UnixMilli(), r.Fault != "", packed); err != nil {
				return err
			}
		}
		return nil
	})
}

// Get implements Store.
func (s *SQLite) Get(ctx context.Context, id common.Hash) (Record, error) {
	var packed []byte
	err := s.db.QueryRowContext(ctx, `SELECT record FROM records WHERE id = ?`, id.Bytes()).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("%w: %s", ErrNotFound, id)
	}
	if err != nil {
		return Record{}, fmt.Errorf("evidence: %w", err)
	}
	return unpack(packed)
}

// Faults implements Store.
func (s *SQLite) Faults(ctx context.Context, limit int) (faults []Record, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT record FROM records WHERE fault != 0 ORDER BY seq DESC LIMIT ?`, limit)
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var packed []byte
		if err := rows.Scan(&packed); err != nil {
			return nil, fmt.Errorf("evidence: %w", err)
		}
		r, err := unpack(packed)
		if err != nil {
			return nil, fmt.Errorf("evidence: %w", err)
		}
		faults = append(faults, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	return faults, nil
}

// Prune implements Store.
func (s *SQLite) Prune(ctx context.Context, before time.Time, most int) (left int, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM records WHERE at < ?`, before.UnixMilli()); err != nil {
			return err
		}
		for _, which := range []string{`WHERE fault = 0`, ``} {
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM records`).Scan(&left); err != nil {
				return err
			}
			if left <= most {
				return nil
			}
			if _, err := tx.ExecContext(ctx, `
				DELETE FROM records WHERE seq IN (SELECT seq FROM records `+which+` ORDER BY seq LIMIT ?)`, left-most); err != nil {
				return err
			}
		}
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM records`).Scan(&left)
	})
	return left, err
}

// within runs f in one transaction of the database.
func (s *SQLite) within(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return fmt.Errorf("evidence: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	return nil
}
