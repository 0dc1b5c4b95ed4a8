// Package store opens the SQLite files that hold what must not be lost: money and evidence.
//
// It promises that what a committed transaction wrote is on the disk (write-ahead log, synchronous FULL), that a file belongs
// to one process at a time, that only its owner can read it, and that its tables are as the newest migration leaves them. It
// is the only package that imports the driver. What stands in the tables is the business of the packages that own them.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrInUse means that another process has the file open: stop it, or give this one another data directory.
	ErrInUse = errors.New("in use by another process")
	// ErrCorrupt means that the file is not a database, or a damaged one: restore it from a backup, or move it away.
	ErrCorrupt = errors.New("not a sound database")
	// ErrNewer means that a newer version of this program wrote the file.
	ErrNewer = errors.New("written by a newer version")
)

// Open opens the database file at path, which it makes with its folder if it is missing, and brings it up to date:
// migrations are the SQL scripts that made it what it is, in order, of which each runs once. They only ever grow in number.
// The caller closes it.
func Open(ctx context.Context, path string, migrations []string) (*sql.DB, error) {
	db, err := open(ctx, path, migrations)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, name(err))
	}
	return db, nil
}

func open(ctx context.Context, path string, migrations []string) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	// SQLite would make the file readable by all; its log and journal take after it.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// The lock must be asked for before the log is opened: a file that one process holds needs no memory shared with others.
	pragmas := url.Values{
		"_pragma": {"locking_mode(EXCLUSIVE)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
		"_txlock": {"immediate"},
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: absolute, RawQuery: pragmas.Encode()}).String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // a second connection would wait for the first one's lock for ever
	if err := migrate(ctx, db, migrations); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func migrate(ctx context.Context, db *sql.DB, migrations []string) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > len(migrations) {
		return fmt.Errorf("%w of this program: version %d, this one knows %d", ErrNewer, version, len(migrations))
	}
	// The transaction also takes the lock, which a file that is up to date would otherwise get with its first write only.
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, script := range migrations[version:] {
		if _, err := tx.ExecContext(ctx, script); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(migrations))); err != nil {
		return err
	}
	return tx.Commit()
}

// name gives SQLite's error codes our names.
func name(err error) error {
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch e.Code() & 0xff { // the upper bits say more than we ask
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: stop it, or use another data directory: %w", ErrInUse, err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	default:
		return err
	}
}

// Unique says whether an error means that a row was refused because another has its key.
func Unique(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}
