package winnings

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/store"
	"github.com/millrace/millrace/pkg/ticket"
)

// migrations made the tables; see store.Open. Nonces are 8 bytes, big-endian, so that they sort.
func migrations() []string {
	return []string{`
CREATE TABLE nodes (
	id   INTEGER PRIMARY KEY CHECK (id = 1),
	node INTEGER NOT NULL
) STRICT;
CREATE TABLE books (
	id        INTEGER PRIMARY KEY,
	chain     TEXT NOT NULL,
	broker    BLOB NOT NULL,
	recipient BLOB NOT NULL,
	UNIQUE (chain, broker, recipient)
) STRICT;
CREATE TABLE winners (
	book      INTEGER NOT NULL REFERENCES books (id),
	sender    BLOB    NOT NULL,
	lane      INTEGER NOT NULL,
	nonce     BLOB    NOT NULL,
	ticket    TEXT    NOT NULL, -- JSON
	signature BLOB    NOT NULL,
	rand      BLOB    NOT NULL,
	mask      BLOB    NOT NULL,
	reveal_at INTEGER NOT NULL, -- milliseconds since 1970
	state     INTEGER NOT NULL, -- State
	reason    TEXT    NOT NULL,
	PRIMARY KEY (book, sender, lane, nonce)
) STRICT, WITHOUT ROWID;
CREATE INDEX winners_pending ON winners (book, sender, lane, nonce) WHERE state = 0;
CREATE TABLE totals (
	book     INTEGER NOT NULL REFERENCES books (id),
	sender   BLOB    NOT NULL,
	state    INTEGER NOT NULL, -- State; what was ever won is under that of pending ones
	winners  INTEGER NOT NULL,
	amount   TEXT    NOT NULL, -- decimal
	PRIMARY KEY (book, sender, state)
) STRICT, WITHOUT ROWID;
`, `
CREATE TABLE intakes (
	book     INTEGER NOT NULL REFERENCES books (id),
	sender   BLOB    NOT NULL,
	day      INTEGER NOT NULL, -- Day
	tickets  INTEGER NOT NULL,
	draws    INTEGER NOT NULL,
	expected TEXT    NOT NULL, -- decimal, as are the others
	variance TEXT    NOT NULL,
	won      TEXT    NOT NULL,
	PRIMARY KEY (book, sender, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX intakes_day ON intakes (book, day);
CREATE INDEX winners_settled ON winners (book, reveal_at) WHERE state != 0;
`}
}

// SQLite is a store in a file, which may hold the books of several brokers and recipients.
type SQLite struct {
	db   *sql.DB
	book Book
	id   int64 // of the book
}

var _ Store = (*SQLite)(nil)

// OpenSQLite opens a book of the file at path, which it makes if it is missing. The caller closes it.
func OpenSQLite(ctx context.Context, path string, book Book) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("winnings: %w", err)
	}
	s := &SQLite{db: db, book: book}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("winnings: %w", err), db.Close())
	}
	return s, nil
}

func (s *SQLite) open(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, `INSERT OR IGNORE INTO nodes (id, node) VALUES (1, ?)`, rand.IntN(1<<16)); err != nil {
		return err
	}
	key := []any{fmt.Sprint(s.book.Broker.ChainID), s.book.Broker.Contract.Bytes(), s.book.Recipient.Bytes()}
	if _, err := s.db.ExecContext(ctx, `INSERT OR IGNORE INTO books (chain, broker, recipient) VALUES (?, ?, ?)`, key...); err != nil {
		return err
	}
	return s.db.QueryRowContext(ctx, `SELECT id FROM books WHERE chain = ? AND broker = ? AND recipient = ?`, key...).Scan(&s.id)
}

// Close implements Store.
func (s *SQLite) Close() error { return s.db.Close() }

// Add implements Store.
func (s *SQLite) Add(ctx context.Context, winners ...Winner) error {
	for _, w := range winners {
		if err := s.book.check(w); err != nil {
			return err
		}
	}
	return s.within(ctx, func(tx *sql.Tx) error {
		for _, w := range winners {
			if err := s.add(ctx, tx, w); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *SQLite) add(ctx context.Context, tx *sql.Tx, w Winner) error {
	encoded, err := json.Marshal(w.Ticket)
	if err != nil {
		return err
	}
	added, err := changes(tx.ExecContext(ctx, `
		INSERT OR IGNORE INTO winners (book, sender, lane, nonce, ticket, signature, rand, mask, reveal_at, state, reason)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`,
		append(s.key(w.Place()), string(encoded), w.Signature, w.Rand[:], w.Mask[:], w.RevealAt.UnixMilli(), Pending)...))
	if err != nil {
		return err
	}
	if added == 1 {
		return s.count(ctx, tx, w.Ticket.Sender, Pending, Sum{1, w.Owed()}, Sum.plus)
	}
	there, _, err := s.find(ctx, tx, w.Place())
	if err == nil && !there.equal(w) {
		err = fmt.Errorf("%w: %s", ErrConflict, w.Place())
	}
	return err
}

// Pending implements Store.
func (s *SQLite) Pending(ctx context.Context, after Place, limit int) (pending []Winner, err error) {
	rows, err := s.db.QueryContext(ctx, selectWinners+`
		WHERE book = ? AND state = 0 AND (sender, lane, nonce) > (?, ?, ?) ORDER BY sender, lane, nonce LIMIT ?`, append(s.key(after), limit)...)
	if err != nil {
		return nil, fmt.Errorf("winnings: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		w, _, err := s.scan(rows)
		if err != nil {
			return nil, fmt.Errorf("winnings: %w", err)
		}
		pending = append(pending, w)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("winnings: %w", err)
	}
	return pending, nil
}

// Settle implements Store.
func (s *SQLite) Settle(ctx context.Context, outcomes ...Outcome) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		for _, o := range outcomes {
			if err := s.settle(ctx, tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *SQLite) settle(ctx context.Context, tx *sql.Tx, o Outcome) error {
	w, state, err := s.find(ctx, tx, o.Place)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE winners SET state = ?, reason = ? WHERE book = ? AND sender = ? AND lane = ? AND nonce = ?`,
		append([]any{o.State, o.Reason}, s.key(o.Place)...)...); err != nil {
		return err
	}
	for _, change := range []struct {
		state State
		by    func(Sum, Sum) Sum
	}{{state, Sum.minus}, {o.State, Sum.plus}} {
		if change.state == Pending {
			continue
		}
		if err := s.count(ctx, tx, o.Place.Sender, change.state, Sum{1, w.Owed()}, change.by); err != nil {
			return err
		}
	}
	return nil
}

// Reopen implements Store.
func (s *SQLite) Reopen(ctx context.Context, sender common.Address, lane uint32, above uint64) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		places, err := s.settledAbove(ctx, tx, Place{sender, lane, above})
		if err != nil {
			return err
		}
		for _, place := range places {
			if err := s.settle(ctx, tx, Outcome{Place: place}); err != nil {
				return err
			}
		}
		return nil
	})
}

// settledAbove are the places of a lane above one whose winners are settled.
func (s *SQLite) settledAbove(ctx context.Context, tx *sql.Tx, p Place) (places []Place, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT nonce FROM winners WHERE book = ? AND sender = ? AND lane = ? AND nonce > ? AND state != 0`, s.key(p)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var nonce []byte
		if err := rows.Scan(&nonce); err != nil {
			return nil, err
		}
		if p.Nonce, err = decodeNonce(nonce); err != nil {
			return nil, err
		}
		places = append(places, p)
	}
	return places, rows.Err()
}

// Totals implements Store.
func (s *SQLite) Totals(ctx context.Context) (map[common.Address]Totals, error) {
	return s.sums(ctx, `SELECT sender, state, winners, amount FROM totals WHERE book = ?`, s.id)
}

// TotalsOf implements Store.
func (s *SQLite) TotalsOf(ctx context.Context, sender common.Address) (Totals, error) {
	all, err := s.sums(ctx, `SELECT sender, state, winners, amount FROM totals WHERE book = ? AND sender = ?`, s.id, sender.Bytes())
	return all[sender], err
}

func (s *SQLite) sums(ctx context.Context, query string, args ...any) (all map[common.Address]Totals, err error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("winnings: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	all = map[common.Address]Totals{}
	for rows.Next() {
		var sender []byte
		var state State
		var count int64
		var amount string
		if err := rows.Scan(&sender, &state, &count, &amount); err != nil {
			return nil, fmt.Errorf("winnings: %w", err)
		}
		sum, err := decodeSum(count, amount)
		if err != nil {
			return nil, fmt.Errorf("winnings: %w", err)
		}
		from := common.BytesToAddress(sender)
		t := all[from]
		if settled := t.of(state); settled != nil {
			*settled = sum
		} else {
			t.Won = sum
		}
		all[from] = t
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("winnings: %w", err)
	}
	return all, nil
}

// HighNonce implements Store.
func (s *SQLite) HighNonce(ctx context.Context, sender common.Address, lane uint32) (uint64, error) {
	var nonce []byte
	err := s.db.QueryRowContext(ctx, `SELECT nonce FROM winners WHERE book = ? AND sender = ? AND lane = ? ORDER BY nonce DESC LIMIT 1`,
		s.id, sender.Bytes(), lane).Scan(&nonce)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("winnings: %w", err)
	}
	return decodeNonce(nonce)
}

// Node implements Store.
func (s *SQLite) Node(ctx context.Context) (uint16, error) {
	var node int64
	if err := s.db.QueryRowContext(ctx, `SELECT node FROM nodes`).Scan(&node); err != nil {
		return 0, fmt.Errorf("winnings: %w", err)
	}
	return uint16(node), nil
}

// within runs f in one transaction of the database.
func (s *SQLite) within(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("winnings: %w", err)
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return fmt.Errorf("winnings: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("winnings: %w", err)
	}
	return nil
}

// key is a place as the tables name it.
func (s *SQLite) key(p Place) []any {
	return []any{s.id, p.Sender.Bytes(), p.Lane, binary.BigEndian.AppendUint64(nil, p.Nonce)}
}

// count changes one of a sender's sums.
func (s *SQLite) count(ctx context.Context, tx *sql.Tx, sender common.Address, state State, sum Sum, by func(Sum, Sum) Sum) error {
	var count int64
	var amount string
	err := tx.QueryRowContext(ctx, `SELECT winners, amount FROM totals WHERE book = ? AND sender = ? AND state = ?`, s.id, sender.Bytes(), state).
		Scan(&count, &amount)
	if errors.Is(err, sql.ErrNoRows) {
		amount, err = "0", nil
	}
	if err != nil {
		return err
	}
	before, err := decodeSum(count, amount)
	if err != nil {
		return err
	}
	after := by(before, sum)
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO totals (book, sender, state, winners, amount) VALUES (?, ?, ?, ?, ?)`,
		s.id, sender.Bytes(), state, int64(after.Count), after.Amount.String())
	return err
}

const selectWinners = `SELECT sender, lane, nonce, ticket, signature, rand, mask, reveal_at, state FROM winners`

func (s *SQLite) find(ctx context.Context, tx *sql.Tx, p Place) (Winner, State, error) {
	return s.scan(tx.QueryRowContext(ctx, selectWinners+` WHERE book = ? AND sender = ? AND lane = ? AND nonce = ?`, s.key(p)...))
}

// scan reads a row, and checks it: what is in a file may be anything.
func (s *SQLite) scan(row interface{ Scan(dest ...any) error }) (w Winner, state State, err error) {
	var sender, nonce, encoded, secret, mask []byte
	var lane, reveal int64
	if err := row.Scan(&sender, &lane, &nonce, &encoded, &w.Signature, &secret, &mask, &reveal, &state); err != nil {
		return Winner{}, 0, err
	}
	number, err := decodeNonce(nonce)
	if err != nil {
		return Winner{}, 0, err
	}
	place := Place{common.BytesToAddress(sender), uint32(lane), number}
	if len(secret) != len(w.Rand) || len(mask) != len(w.Mask) {
		return Winner{}, 0, fmt.Errorf("%w: %s", ErrDamaged, place)
	}
	if err := json.Unmarshal(encoded, &w.Ticket); err != nil {
		return Winner{}, 0, fmt.Errorf("%w: %s: %w", ErrDamaged, place, err)
	}
	w.Rand, w.Mask, w.RevealAt = ticket.Rand(secret), ticket.Mask(mask), time.UnixMilli(reveal).UTC()
	if err := s.book.check(w); err != nil || w.Place() != place || state < Pending || state > Forwarded {
		return Winner{}, 0, fmt.Errorf("%w: %s: %w", ErrDamaged, place, err)
	}
	return w, state, nil
}

func decodeNonce(b []byte) (uint64, error) {
	if len(b) != 8 {
		return 0, fmt.Errorf("%w: nonce of %d bytes", ErrDamaged, len(b))
	}
	return binary.BigEndian.Uint64(b), nil
}

func decodeSum(count int64, amount string) (Sum, error) {
	units, ok := new(big.Int).SetString(amount, 10)
	if !ok || count < 0 || units.Sign() < 0 {
		return Sum{}, fmt.Errorf("%w: sum of %d winners", ErrDamaged, count)
	}
	return Sum{uint64(count), units}, nil
}

// changes is how many rows a statement changed.
func changes(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
