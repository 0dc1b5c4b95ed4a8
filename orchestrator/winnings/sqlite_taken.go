package winnings

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

const selectIntakes = `SELECT sender, day, tickets, draws, expected, variance, won FROM intakes `

// Take implements Store.
func (s *SQLite) Take(ctx context.Context, intakes ...Intake) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		var senders int
		if err := tx.QueryRowContext(ctx, `SELECT count(DISTINCT sender) FROM intakes WHERE book = ?`, s.id).Scan(&senders); err != nil {
			return err
		}
		for _, in := range intakes {
			known := false
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM intakes WHERE book = ? AND sender = ?)`, s.id, in.Sender.Bytes()).Scan(&known); err != nil {
				return err
			}
			switch {
			case !known && senders >= maxTakers:
				in.Sender = common.Address{}
			case !known:
				senders++
			}
			if err := s.addIntake(ctx, tx, in); err != nil {
				return err
			}
		}
		return s.foldIntakes(ctx, tx)
	})
}

// foldIntakes adds up what is too old to be kept apart.
func (s *SQLite) foldIntakes(ctx context.Context, tx *sql.Tx) error {
	old, err := s.intakes(ctx, tx, selectIntakes+`WHERE book = ?1 AND day != 0 AND day < (SELECT max(day) FROM intakes WHERE book = ?1) - ?2`, s.id, keptDays)
	if err != nil {
		return err
	}
	for _, o := range old {
		if _, err := tx.ExecContext(ctx, `DELETE FROM intakes WHERE book = ? AND sender = ? AND day = ?`, s.id, o.Sender.Bytes(), o.Day); err != nil {
			return err
		}
		o.Day = 0
		if err := s.addIntake(ctx, tx, o); err != nil {
			return err
		}
	}
	return nil
}

func (s *SQLite) addIntake(ctx context.Context, tx *sql.Tx, in Intake) error {
	there, err := s.intakes(ctx, tx, selectIntakes+`WHERE book = ? AND sender = ? AND day = ?`, s.id, in.Sender.Bytes(), in.Day)
	if err != nil {
		return err
	}
	sum := in.Plus(Taken{})
	for _, t := range there {
		sum = t.Plus(sum)
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO intakes (book, sender, day, tickets, draws, expected, variance, won) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.id, in.Sender.Bytes(), in.Day, int64(sum.Tickets), int64(sum.Draws), sum.Expected.String(), sum.Variance.String(), sum.Won.String())
	return err
}

// Intakes implements Store.
func (s *SQLite) Intakes(ctx context.Context) ([]Intake, error) {
	all, err := s.intakes(ctx, s.db, selectIntakes+`WHERE book = ? ORDER BY sender, day`, s.id)
	if err != nil {
		return nil, fmt.Errorf("winnings: %w", err)
	}
	return all, nil
}

// querier is a database or a transaction of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (s *SQLite) intakes(ctx context.Context, from querier, query string, args ...any) (all []Intake, err error) {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var in Intake
		var sender []byte
		var tickets, draws int64
		var texts [3]string
		if err := rows.Scan(&sender, &in.Day, &tickets, &draws, &texts[0], &texts[1], &texts[2]); err != nil {
			return nil, err
		}
		in.Sender, in.Tickets, in.Draws = common.BytesToAddress(sender), uint64(tickets), uint64(draws)
		for i, into := range []**big.Int{&in.Expected, &in.Variance, &in.Won} {
			v, ok := new(big.Int).SetString(texts[i], 10)
			if !ok || v.Sign() < 0 || tickets < 0 || draws < 0 {
				return nil, fmt.Errorf("%w: sum of tickets of %s", ErrDamaged, in.Sender)
			}
			*into = v
		}
		all = append(all, in)
	}
	return all, rows.Err()
}

// Prune implements Store.
func (s *SQLite) Prune(ctx context.Context, before time.Time, limit int) (int, error) {
	pruned, err := changes(s.db.ExecContext(ctx, `
		DELETE FROM winners WHERE (book, sender, lane, nonce) IN (
			SELECT book, sender, lane, nonce FROM winners AS w WHERE book = ? AND state != 0 AND reveal_at < ? AND EXISTS (
				SELECT 1 FROM winners AS later WHERE later.book = w.book AND later.sender = w.sender AND later.lane = w.lane AND later.nonce > w.nonce
			) LIMIT ?)`, s.id, before.UnixMilli(), limit))
	if err != nil {
		return 0, fmt.Errorf("winnings: %w", err)
	}
	return int(pruned), nil
}
