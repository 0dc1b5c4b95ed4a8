package payer

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/store"
)

// migrations made the tables; see store.Open. Amounts are decimal.
func migrations() []string {
	return []string{`
CREATE TABLE spent (
	day    TEXT NOT NULL,
	stream TEXT NOT NULL, -- empty: the node
	amount TEXT NOT NULL,
	PRIMARY KEY (day, stream)
) STRICT, WITHOUT ROWID;
CREATE TABLE accounts (
	orchestrator BLOB    NOT NULL PRIMARY KEY,
	tickets      INTEGER NOT NULL,
	draws        INTEGER NOT NULL,
	expected     TEXT    NOT NULL,
	variance     TEXT    NOT NULL,
	delivered    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
`}
}

// ErrDamaged means that a row of the file is not what this program wrote: restore it from a backup, or remove it.
var ErrDamaged = errors.New("damaged sum of what was spent")

// SQLite is a store in a file.
type SQLite struct{ db *sql.DB }

var _ Store = (*SQLite)(nil)

// OpenSQLite opens the file at path, which it makes if it is missing. The caller closes it.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("payer: %w", err)
	}
	return &SQLite{db}, nil
}

// Close implements Store.
func (s *SQLite) Close() error { return s.db.Close() }

// Load implements Store.
func (s *SQLite) Load(ctx context.Context) (Spent, error) {
	out := Spent{Streams: map[string]*big.Int{}, Accounts: map[common.Address]Account{}}
	err := s.each(ctx, `SELECT day, stream, amount FROM spent`, func(rows *sql.Rows) error {
		var stream, text string
		if err := rows.Scan(&out.Day, &stream, &text); err != nil {
			return err
		}
		amount, err := decodeAmount(text)
		if stream == "" {
			out.Node = amount
		} else {
			out.Streams[stream] = amount
		}
		return err
	})
	if err != nil {
		return Spent{}, err
	}
	err = s.each(ctx, `SELECT orchestrator, tickets, draws, expected, variance, delivered FROM accounts`, func(rows *sql.Rows) error {
		var address []byte
		var tickets, draws int64
		var expected, variance, delivered string
		if err := rows.Scan(&address, &tickets, &draws, &expected, &variance, &delivered); err != nil {
			return err
		}
		a := Account{Tickets: uint64(tickets), Draws: uint64(draws)}
		var err1, err2, err3 error
		a.Expected, err1 = decodeAmount(expected)
		a.Variance, err2 = decodeAmount(variance)
		a.Delivered, err3 = decodeAmount(delivered)
		if len(address) != common.AddressLength || tickets < 0 || draws < 0 {
			return fmt.Errorf("%w: account of %x", ErrDamaged, address)
		}
		out.Accounts[common.BytesToAddress(address)] = a
		return errors.Join(err1, err2, err3)
	})
	return out, err
}

func (s *SQLite) each(ctx context.Context, query string, scan func(*sql.Rows) error) (err error) {
	rows, err := s.db.QueryContext(ctx, query)
	if err != nil {
		return fmt.Errorf("payer: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("payer: %w", err)
		}
	}
	return rows.Err()
}

func decodeAmount(text string) (*big.Int, error) {
	v, ok := new(big.Int).SetString(text, 10)
	if !ok || v.Sign() < 0 {
		return nil, fmt.Errorf("%w: %.40q", ErrDamaged, text)
	}
	return v, nil
}

// Save implements Store.
func (s *SQLite) Save(ctx context.Context, spent Spent) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("payer: %w", err)
	}
	if err := save(ctx, tx, spent); err != nil {
		_ = tx.Rollback()
		return fmt.Errorf("payer: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("payer: %w", err)
	}
	return nil
}

func save(ctx context.Context, tx *sql.Tx, spent Spent) error {
	sum := func(stream string, amount *big.Int) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO spent (day, stream, amount) VALUES (?, ?, ?)`, spent.Day, stream, amount.String())
		return err
	}
	if spent.Node != nil {
		if err := sum("", spent.Node); err != nil {
			return err
		}
	}
	for stream, amount := range spent.Streams {
		if err := sum(stream, amount); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM spent WHERE day != ?`, spent.Day); err != nil {
		return err
	}
	for a, account := range spent.Accounts {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO accounts (orchestrator, tickets, draws, expected, variance, delivered) VALUES (?, ?, ?, ?, ?, ?)`,
			a.Bytes(), int64(account.Tickets), int64(account.Draws), account.Expected.String(), account.Variance.String(), account.Delivered.String()); err != nil {
			return err
		}
	}
	return nil
}
