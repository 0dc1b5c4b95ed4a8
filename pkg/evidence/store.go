package evidence

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Store keeps records. Implementations are safe for concurrent use; what they return shares nothing with what they keep.
type Store interface {
	// Put keeps records, all or none of them; they are safe when it returns. One takes the place of the record of the same ID.
	Put(ctx context.Context, records ...Record) error
	// Get returns a record; ErrNotFound is wrapped where there is none.
	Get(ctx context.Context, id common.Hash) (Record, error)
	// Faults returns the newest records with a fault, newest first, at most limit.
	Faults(ctx context.Context, limit int) ([]Record, error)
	// Prune drops what was put first: all records from before a time, and then of those without a fault, and at last of all, what is
	// more than most. It returns how many are left.
	Prune(ctx context.Context, before time.Time, most int) (left int, err error)
	// Close lets go of the store.
	Close() error
}
