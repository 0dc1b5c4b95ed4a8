package follow

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/millrace/millrace/pkg/store"
)

// Store keeps the checkpoints of followers, by their names. Implementations are safe for concurrent use; what they return shares nothing
// that changes with what they keep.
type Store interface {
	// Load returns a follower's checkpoints, ascending; none if it has none.
	Load(ctx context.Context, name string) ([]Checkpoint, error)
	// Save replaces a follower's checkpoints, all or none of them. None makes it forget the follower.
	Save(ctx context.Context, name string, points []Checkpoint) error
}

// Memory is a store that ends with the process.
type Memory struct {
	mu     sync.Mutex
	points map[string][]Checkpoint // guarded by mu
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{points: map[string][]Checkpoint{}} }

// Load implements Store.
func (m *Memory) Load(_ context.Context, name string) ([]Checkpoint, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.points[name]), nil
}

// Save implements Store.
func (m *Memory) Save(_ context.Context, name string, points []Checkpoint) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.points[name] = slices.Clone(points)
	return nil
}

// migrations made the table; see store.Open.
func migrations() []string {
	return []string{`
CREATE TABLE checkpoints (
	follower TEXT    NOT NULL,
	number   INTEGER NOT NULL,
	hash     BLOB    NOT NULL,
	logs     TEXT    NOT NULL, -- JSON, as the RPC has it
	PRIMARY KEY (follower, number)
) STRICT, WITHOUT ROWID;
`}
}

// SQLite is a store in a file.
type SQLite struct{ db *sql.DB }

var _ Store = (*SQLite)(nil)

// OpenSQLite opens the store at path, which it makes if it is missing. The caller closes it.
func OpenSQLite(ctx context.Context, path string) (*SQLite, error) {
	db, err := store.Open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("checkpoints: %w", err)
	}
	return &SQLite{db: db}, nil
}

// Close lets go of the file.
func (s *SQLite) Close() error { return s.db.Close() }

// Load implements Store.
func (s *SQLite) Load(ctx context.Context, name string) (points []Checkpoint, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT number, hash, logs FROM checkpoints WHERE follower = ? ORDER BY number`, name)
	if err != nil {
		return nil, fmt.Errorf("checkpoints: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var number int64
		var hash, logs []byte
		if err := rows.Scan(&number, &hash, &logs); err != nil {
			return nil, fmt.Errorf("checkpoints: %w", err)
		}
		p, err := decodeCheckpoint(number, hash, logs)
		if err != nil {
			return nil, err
		}
		points = append(points, p)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("checkpoints: %w", err)
	}
	return points, nil
}

// decodeCheckpoint checks a row: what is in a file may be anything.
func decodeCheckpoint(number int64, hash, logs []byte) (Checkpoint, error) {
	if number < 0 || len(hash) != common.HashLength {
		return Checkpoint{}, fmt.Errorf("%w: block %d", ErrCheckpoint, number)
	}
	p := Checkpoint{Number: uint64(number), Hash: common.BytesToHash(hash)}
	if err := json.Unmarshal(logs, &p.Logs); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: block %d: %w", ErrCheckpoint, number, err)
	}
	if len(p.Logs) == 0 {
		p.Logs = nil
	}
	for _, l := range p.Logs {
		if l.BlockNumber != p.Number || l.BlockHash != p.Hash {
			return Checkpoint{}, fmt.Errorf("%w: block %d holds a log of block %d", ErrCheckpoint, number, l.BlockNumber)
		}
	}
	return p, nil
}

// Save implements Store. Only what differs from what is stored is written.
func (s *SQLite) Save(ctx context.Context, name string, points []Checkpoint) error {
	if err := s.save(ctx, name, points); err != nil {
		return fmt.Errorf("checkpoints: %w", err)
	}
	return nil
}

func (s *SQLite) save(ctx context.Context, name string, points []Checkpoint) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	stored, err := hashes(ctx, tx, name)
	if err != nil {
		return err
	}
	for _, p := range points {
		number := int64(p.Number)
		if hash, ok := stored[number]; ok && bytes.Equal(hash, p.Hash.Bytes()) {
			delete(stored, number)
			continue
		}
		delete(stored, number)
		logs, err := json.Marshal(append([]types.Log{}, p.Logs...))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO checkpoints (follower, number, hash, logs) VALUES (?, ?, ?, ?)`,
			name, number, p.Hash.Bytes(), string(logs)); err != nil {
			return err
		}
	}
	for number := range stored {
		if _, err := tx.ExecContext(ctx, `DELETE FROM checkpoints WHERE follower = ? AND number = ?`, name, number); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// hashes are the stored blocks of a follower.
func hashes(ctx context.Context, tx *sql.Tx, name string) (stored map[int64][]byte, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT number, hash FROM checkpoints WHERE follower = ?`, name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	stored = map[int64][]byte{}
	for rows.Next() {
		var number int64
		var hash []byte
		if err := rows.Scan(&number, &hash); err != nil {
			return nil, err
		}
		stored[number] = hash
	}
	return stored, rows.Err()
}
