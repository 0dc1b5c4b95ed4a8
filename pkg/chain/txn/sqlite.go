package txn

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/store"
)

// migrations made the tables; see store.Open. The database itself refuses a nonce that is given out twice.
func migrations() []string {
	return []string{`
CREATE TABLE intents (
	id         INTEGER PRIMARY KEY,
	chain      TEXT    NOT NULL,
	account    BLOB    NOT NULL,
	key        TEXT    NOT NULL,
	recipient  BLOB,
	value      TEXT    NOT NULL,
	data       BLOB    NOT NULL,
	gas        INTEGER NOT NULL,
	nonce      INTEGER NOT NULL,
	since      INTEGER NOT NULL,
	created    INTEGER NOT NULL, -- Unix nanoseconds
	settled    INTEGER NOT NULL, -- 1 when what follows is set
	hash       BLOB,
	block      INTEGER,
	block_hash BLOB,
	success    INTEGER,
	reason     TEXT,
	UNIQUE (chain, account, key),
	UNIQUE (chain, account, nonce)
) STRICT;
CREATE INDEX intents_unfinished ON intents (chain, account) WHERE settled = 0;
CREATE TABLE attempts (
	intent INTEGER NOT NULL REFERENCES intents (id),
	seq    INTEGER NOT NULL,
	raw    BLOB    NOT NULL,
	at     INTEGER NOT NULL, -- Unix nanoseconds
	PRIMARY KEY (intent, seq)
) STRICT;
`}
}

// SQLite is a journal in a file: what it has stored is on the disk, and the file is one process's at a time.
type SQLite struct{ db *sql.DB }

var _ Journal = (*SQLite)(nil)

// OpenSQLite opens the journal at path, which it makes if it is missing. The caller closes it, after the managers that use it.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("transaction journal: %w", err)
	}
	return &SQLite{db: db}, nil
}

// Close lets go of the file.
func (s *SQLite) Close() error { return s.db.Close() }

// Add implements Journal.
func (s *SQLite) Add(ctx context.Context, e Entry) (int64, error) {
	if e.Nonce > math.MaxInt64 || e.Intent.Gas > math.MaxInt64 || e.Since > math.MaxInt64 {
		return 0, fmt.Errorf("%w: number beyond 2^63", ErrIntent)
	}
	var recipient []byte
	if e.Intent.To != nil {
		recipient = e.Intent.To.Bytes()
	}
	data := e.Intent.Data
	if data == nil {
		data = []byte{}
	}
	var id int64
	err := s.within(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `
			INSERT INTO intents (chain, account, key, recipient, value, data, gas, nonce, since, created, settled)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
			e.Account.Chain, e.Account.Address.Bytes(), e.Intent.Key, recipient, e.Intent.value().String(), data,
			int64(e.Intent.Gas), int64(e.Nonce), int64(e.Since), e.Created.UnixNano())
		if err != nil {
			return err
		}
		if id, err = result.LastInsertId(); err != nil {
			return err
		}
		return addAttempts(ctx, tx, id, e.Attempts)
	})
	return id, err
}

// Put implements Journal.
func (s *SQLite) Put(ctx context.Context, e Entry) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		var result sql.Result
		var err error
		if o := e.Outcome; o != nil {
			result, err = tx.ExecContext(ctx, `
				UPDATE intents SET nonce = ?, since = ?, settled = 1, hash = ?, block = ?, block_hash = ?, success = ?, reason = ? WHERE id = ?`,
				int64(e.Nonce), int64(e.Since), o.Hash.Bytes(), int64(o.Block), o.BlockHash.Bytes(), o.Success, o.Reason, e.ID)
		} else {
			result, err = tx.ExecContext(ctx, `UPDATE intents SET nonce = ?, since = ?, settled = 0 WHERE id = ?`, int64(e.Nonce), int64(e.Since), e.ID)
		}
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return errors.Join(fmt.Errorf("%w: %d", ErrNoEntry, e.ID), err)
		}
		return addAttempts(ctx, tx, e.ID, e.Attempts)
	})
}

// addAttempts stores those that are not stored yet.
func addAttempts(ctx context.Context, tx *sql.Tx, id int64, attempts []Attempt) error {
	for seq, a := range attempts {
		_, err := tx.ExecContext(ctx, `INSERT INTO attempts (intent, seq, raw, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, id, seq, a.Raw, a.At.UnixNano())
		if err != nil {
			return err
		}
	}
	return nil
}

// Drop implements Journal.
func (s *SQLite) Drop(ctx context.Context, id int64) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `DELETE FROM intents WHERE id = ? AND NOT EXISTS (SELECT 1 FROM attempts WHERE intent = id)`, id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n != 1 {
			return errors.Join(fmt.Errorf("%w that can be dropped: %d", ErrNoEntry, id), err)
		}
		return nil
	})
}

// within runs f in one transaction of the database.
func (s *SQLite) within(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("transaction journal: %w", err)
	}
	err = f(tx)
	if err == nil {
		err = tx.Commit()
	} else {
		_ = tx.Rollback()
	}
	switch {
	case err == nil:
		return nil
	case store.Unique(err):
		return fmt.Errorf("%w: %w", ErrTaken, err)
	case errors.Is(err, ErrNoEntry):
		return err
	default:
		return fmt.Errorf("transaction journal: %w", err)
	}
}

// ByKey implements Journal.
func (s *SQLite) ByKey(ctx context.Context, a Account, key string) (Entry, error) {
	return one(s.entries(ctx, a, "AND key = ?", key))
}

// ByNonce implements Journal.
func (s *SQLite) ByNonce(ctx context.Context, a Account, nonce uint64) (Entry, error) {
	return one(s.entries(ctx, a, "AND nonce = ?", int64(nonce)))
}

func one(entries []Entry, err error) (Entry, error) {
	switch {
	case err != nil:
		return Entry{}, err
	case len(entries) == 0:
		return Entry{}, ErrNoEntry
	default:
		return entries[0], nil
	}
}

// Unfinished implements Journal.
func (s *SQLite) Unfinished(ctx context.Context, a Account) ([]Entry, error) {
	return s.entries(ctx, a, "AND settled = 0 ORDER BY nonce")
}

// NextNonce implements Journal.
func (s *SQLite) NextNonce(ctx context.Context, a Account) (uint64, error) {
	var next int64
	err := s.db.QueryRowContext(ctx, `SELECT coalesce(max(nonce) + 1, 0) FROM intents WHERE chain = ? AND account = ?`, a.Chain, a.Address.Bytes()).Scan(&next)
	if err != nil {
		return 0, fmt.Errorf("transaction journal: %w", err)
	}
	return uint64(next), nil
}

// entries reads an account's entries. The condition is this file's own text.
func (s *SQLite) entries(ctx context.Context, a Account, condition string, args ...any) ([]Entry, error) {
	entries, err := s.intents(ctx, a, condition, args...)
	if err != nil {
		return nil, fmt.Errorf("transaction journal: %w", err)
	}
	for i := range entries {
		if entries[i].Attempts, err = s.attempts(ctx, entries[i].ID); err != nil {
			return nil, fmt.Errorf("transaction journal: %w", err)
		}
	}
	return entries, nil
}

func (s *SQLite) intents(ctx context.Context, a Account, condition string, args ...any) (entries []Entry, err error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT id, key, recipient, value, data, gas, nonce, since, created, settled, hash, block, block_hash, success, reason
		FROM intents WHERE chain = ? AND account = ? `+condition, append([]any{a.Chain, a.Address.Bytes()}, args...)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.id, &r.key, &r.recipient, &r.value, &r.data, &r.gas, &r.nonce, &r.since, &r.created,
			&r.settled, &r.hash, &r.block, &r.blockHash, &r.success, &r.reason); err != nil {
			return nil, err
		}
		e, err := r.entry(a)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

func (s *SQLite) attempts(ctx context.Context, id int64) (attempts []Attempt, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT raw, at FROM attempts WHERE intent = ? ORDER BY seq`, id)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var raw []byte
		var at int64
		if err := rows.Scan(&raw, &at); err != nil {
			return nil, err
		}
		a, err := decodeAttempt(raw, time.Unix(0, at))
		if err != nil {
			return nil, err
		}
		attempts = append(attempts, a)
	}
	return attempts, rows.Err()
}

// row is an intent as the table holds it.
type row struct {
	id                int64
	key               string
	recipient         []byte
	value             string
	data              []byte
	gas, nonce, since int64
	created           int64
	settled           int64
	hash, blockHash   []byte
	block             sql.NullInt64
	success           sql.NullBool
	reason            sql.NullString
}

// entry checks a row: what is in a file may be anything.
func (r row) entry(a Account) (Entry, error) {
	value, ok := new(big.Int).SetString(r.value, 10)
	switch {
	case !ok, value.Sign() < 0, value.BitLen() > 256:
		return Entry{}, fmt.Errorf("%w: entry %d: value", ErrJournal, r.id)
	case r.recipient != nil && len(r.recipient) != common.AddressLength:
		return Entry{}, fmt.Errorf("%w: entry %d: recipient", ErrJournal, r.id)
	case r.gas < 0, r.nonce < 0, r.since < 0, r.settled < 0, r.settled > 1:
		return Entry{}, fmt.Errorf("%w: entry %d: numbers", ErrJournal, r.id)
	}
	e := Entry{
		ID: r.id, Account: a, Nonce: uint64(r.nonce), Since: uint64(r.since), Created: time.Unix(0, r.created),
		Intent: Intent{Key: r.key, Value: value, Data: r.data, Gas: uint64(r.gas)},
	}
	if r.recipient != nil {
		to := common.BytesToAddress(r.recipient)
		e.Intent.To = &to
	}
	if r.settled == 0 {
		return e, nil
	}
	if len(r.hash) != common.HashLength || len(r.blockHash) != common.HashLength || !r.block.Valid || r.block.Int64 < 0 || !r.success.Valid {
		return Entry{}, fmt.Errorf("%w: entry %d: outcome", ErrJournal, r.id)
	}
	e.Outcome = &Outcome{
		Hash: common.BytesToHash(r.hash), Block: uint64(r.block.Int64), BlockHash: common.BytesToHash(r.blockHash),
		Success: r.success.Bool, Reason: r.reason.String,
	}
	return e, nil
}
