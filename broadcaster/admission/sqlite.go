package admission

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/store"
)

// migrations made the tables; see store.Open.
func migrations() []string {
	return []string{`
CREATE TABLE streams (
	name       TEXT    NOT NULL PRIMARY KEY,
	key_hash   BLOB    NOT NULL UNIQUE,
	ladder     TEXT    NOT NULL, -- JSON; null: the node's
	limits     TEXT    NOT NULL, -- JSON
	created_at INTEGER NOT NULL  -- milliseconds since 1970
) STRICT, WITHOUT ROWID;
CREATE TABLE secrets (
	name  TEXT NOT NULL PRIMARY KEY,
	value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`, `
ALTER TABLE streams ADD COLUMN policy TEXT NOT NULL DEFAULT '{}'; -- JSON
`}
}

// SQLite is a store in a file.
type SQLite struct{ db *sql.DB }

var _ Store = (*SQLite)(nil)

// OpenSQLite opens the store at path, which it makes if it is missing. The caller closes it.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("streams: %w", err)
	}
	return &SQLite{db: db}, nil
}

// Close lets go of the file.
func (s *SQLite) Close() error { return s.db.Close() }

// Create implements Store.
func (s *SQLite) Create(ctx context.Context, st Stream, key KeyHash) error {
	ladder, limits, policy, err := encode(st)
	if err != nil {
		return err
	}
	err = s.change(ctx, ErrFull, `INSERT INTO streams (name, key_hash, ladder, limits, policy, created_at)
		SELECT ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM streams) < ? OR EXISTS (SELECT 1 FROM streams WHERE name = ?)`,
		st.Name, key[:], ladder, limits, policy, st.CreatedAt.UnixMilli(), MaxStreams, st.Name)
	if store.Unique(err) {
		return ErrExists
	}
	return err
}

// Stream implements Store.
func (s *SQLite) Stream(ctx context.Context, name string) (Stream, KeyHash, error) {
	return scan(s.db.QueryRowContext(ctx, selectStreams+` WHERE name = ?`, name))
}

// ByKey implements Store.
func (s *SQLite) ByKey(ctx context.Context, key KeyHash) (Stream, error) {
	st, _, err := scan(s.db.QueryRowContext(ctx, selectStreams+` WHERE key_hash = ?`, key[:]))
	return st, err
}

// List implements Store.
func (s *SQLite) List(ctx context.Context) (list []Stream, err error) {
	rows, err := s.db.QueryContext(ctx, selectStreams+` ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("streams: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		st, _, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, st)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("streams: %w", err)
	}
	return list, nil
}

// Update implements Store.
func (s *SQLite) Update(ctx context.Context, name string, change func(*Stream) error) (Stream, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return Stream{}, fmt.Errorf("streams: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	st, _, err := scan(tx.QueryRowContext(ctx, selectStreams+` WHERE name = ?`, name))
	if err != nil {
		return Stream{}, err
	}
	was := st
	if err := change(&st); err != nil {
		return Stream{}, err
	}
	st.Name, st.CreatedAt = was.Name, was.CreatedAt
	ladder, limits, policy, err := encode(st)
	if err != nil {
		return Stream{}, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE streams SET ladder = ?, limits = ?, policy = ? WHERE name = ?`, ladder, limits, policy, name); err != nil {
		return Stream{}, fmt.Errorf("streams: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return Stream{}, fmt.Errorf("streams: %w", err)
	}
	return st, nil
}

// SetKey implements Store.
func (s *SQLite) SetKey(ctx context.Context, name string, key KeyHash) error {
	return s.change(ctx, ErrUnknown, `UPDATE streams SET key_hash = ? WHERE name = ?`, key[:], name)
}

// Delete implements Store.
func (s *SQLite) Delete(ctx context.Context, name string) error {
	return s.change(ctx, ErrUnknown, `DELETE FROM streams WHERE name = ?`, name)
}

// Secret implements Store.
func (s *SQLite) Secret(ctx context.Context) ([]byte, error) {
	secret := make([]byte, secretSize)
	rand.Read(secret) //nolint:errcheck // it never fails
	if _, err := s.db.ExecContext(ctx, `INSERT OR IGNORE INTO secrets (name, value) VALUES ('token', ?)`, secret); err != nil {
		return nil, fmt.Errorf("streams: %w", err)
	}
	if err := s.db.QueryRowContext(ctx, `SELECT value FROM secrets WHERE name = 'token'`).Scan(&secret); err != nil {
		return nil, fmt.Errorf("streams: %w", err)
	}
	if len(secret) != secretSize {
		return nil, fmt.Errorf("streams: the secret has %d bytes, not %d", len(secret), secretSize)
	}
	return secret, nil
}

// change executes a statement; none is the error when it changed nothing.
func (s *SQLite) change(ctx context.Context, none error, query string, args ...any) error {
	result, err := s.db.ExecContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("streams: %w", err)
	}
	n, err := result.RowsAffected()
	if err != nil {
		return fmt.Errorf("streams: %w", err)
	}
	if n == 0 {
		return none
	}
	return nil
}

func encode(st Stream) (ladder, limits, policy string, err error) {
	l, errLadder := json.Marshal(st.Ladder)
	m, errLimits := json.Marshal(st.Limits)
	p, errPolicy := json.Marshal(st.Policy)
	return string(l), string(m), string(p), errors.Join(errLadder, errLimits, errPolicy)
}

const selectStreams = `SELECT name, key_hash, ladder, limits, policy, created_at FROM streams`

// scan reads a row, and checks it: what is in a file may be anything.
func scan(row interface{ Scan(dest ...any) error }) (Stream, KeyHash, error) {
	var st Stream
	var key, ladder, limits, policy []byte
	var created int64
	err := row.Scan(&st.Name, &key, &ladder, &limits, &policy, &created)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Stream{}, KeyHash{}, ErrUnknown
	case err != nil:
		return Stream{}, KeyHash{}, fmt.Errorf("streams: %w", err)
	case len(key) != len(KeyHash{}):
		return Stream{}, KeyHash{}, fmt.Errorf("streams: the key of %s has a hash of %d bytes", st.Name, len(key))
	}
	st.CreatedAt = time.UnixMilli(created).UTC()
	var l media.Ladder
	if err := errors.Join(json.Unmarshal(ladder, &l), json.Unmarshal(limits, &st.Limits), json.Unmarshal(policy, &st.Policy)); err != nil {
		return Stream{}, KeyHash{}, fmt.Errorf("streams: %s: %w", st.Name, err)
	}
	st.Ladder = l
	if err := st.validate(); err != nil {
		return Stream{}, KeyHash{}, fmt.Errorf("streams: %s: %w", st.Name, err)
	}
	return st, KeyHash(key), nil
}
