package events

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/millrace/millrace/broadcaster/journal"
)

// What nodes of a cluster tell each other.
const (
	tellEvery = time.Second // and at once what this node has to tell
	tellBatch = 256
	maxTold   = 64 << 10 // bytes of an event
)

// toldEvent is an event as the journal has it, in JSON.
type toldEvent struct {
	ID     string          `json:"id"`
	Type   Type            `json:"type"`
	Stream string          `json:"stream,omitempty"`
	At     int64           `json:"at"` // milliseconds since 1970
	Data   json.RawMessage `json:"data"`
}

// Follow has the log tell the other nodes of a cluster of its events from now on, and keep what they tell: each in the order in which it heard. Each node
// delivers its own ones. What cannot be told while the journal is away is told later. It is called once, before the log is used.
func (l *Log) Follow(j journal.Store) {
	l.journal = j
	l.work.Go(func() {
		tick := time.NewTicker(tellEvery)
		defer tick.Stop()
		for {
			if err := l.exchange(l.ctx); err != nil && l.ctx.Err() == nil {
				l.log.Debug("events of the cluster", "err", err)
			}
			select {
			case <-tick.C:
			case <-l.toTell:
			case <-l.ctx.Done():
				return
			}
		}
	})
}

// exchange tells what there is to tell, and hears what there is to hear.
func (l *Log) exchange(ctx context.Context) error {
	for {
		if more, err := l.tell(ctx); err != nil || !more {
			return errors.Join(err, l.hear(ctx))
		}
	}
}

// tell tells of some events that were not told of, and says whether there may be more. What is told, and not noted as told, comes twice.
func (l *Log) tell(ctx context.Context) (more bool, err error) {
	entries, last, err := l.untold(ctx)
	if err != nil || len(entries) == 0 {
		return false, err
	}
	if err := l.journal.Append(ctx, entries); err != nil {
		return false, err
	}
	if _, err := l.db.ExecContext(ctx, `UPDATE events SET told = 1 WHERE told = 0 AND seq <= ?`, last); err != nil {
		return false, named(err)
	}
	return len(entries) == tellBatch, nil
}

// untold is the oldest events that are to be told of, and the number of the last of them.
func (l *Log) untold(ctx context.Context) (entries [][]byte, last int64, err error) {
	rows, err := l.db.QueryContext(ctx, `SELECT seq, id, type, stream, at, data FROM events WHERE told = 0 ORDER BY seq LIMIT ?`, tellBatch)
	if err != nil {
		return nil, 0, named(err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e toldEvent
		var data string
		if err := rows.Scan(&last, &e.ID, &e.Type, &e.Stream, &e.At, &data); err != nil {
			return nil, 0, named(err)
		}
		e.Data = json.RawMessage(data)
		entry, err := json.Marshal(e)
		if err != nil {
			return nil, 0, fmt.Errorf("event %s: %w", e.ID, err)
		}
		entries = append(entries, entry)
	}
	return entries, last, rows.Err()
}

// hear keeps what the nodes have told since it heard last.
func (l *Log) hear(ctx context.Context) error {
	var at journal.Position
	err := l.db.QueryRowContext(ctx, `SELECT position FROM journal`).Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return named(err)
	}
	for {
		entries, next, err := l.journal.Read(ctx, at, tellBatch)
		if err != nil || next == at {
			return err
		}
		if err := l.learnEvents(ctx, entries, next); err != nil {
			return err
		}
		at = next
	}
}

// learnEvents keeps events up to a position of the journal, but for those that are there.
func (l *Log) learnEvents(ctx context.Context, entries [][]byte, at journal.Position) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return named(err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, entry := range entries {
		e, err := parseTold(entry)
		if err != nil {
			l.log.Warn("another node told of an event that cannot be kept", "err", err)
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO events (id, type, stream, at, data, told) VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING`,
			e.ID, string(e.Type), e.Stream, e.At, string(e.Data)); err != nil {
			return named(err)
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO journal (one, position) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET position = excluded.position`, string(at)); err != nil {
		return named(err)
	}
	return tx.Commit()
}

// parseTold reads what another node wrote.
func parseTold(entry []byte) (e toldEvent, err error) {
	if len(entry) > maxTold {
		return e, fmt.Errorf("event of %d bytes", len(entry))
	}
	if err := json.Unmarshal(entry, &e); err != nil {
		return e, fmt.Errorf("event: %w", err)
	}
	if e.ID == "" || e.Type == "" || len(e.Data) == 0 {
		return e, errors.New("event without an ID, a type or data")
	}
	return e, nil
}
