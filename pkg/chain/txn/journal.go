package txn

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

var (
	// ErrTaken means that the journal holds an entry of the account with that key, or with that nonce.
	ErrTaken = errors.New("journal entry exists")
	// ErrNoEntry means that the journal holds no such entry.
	ErrNoEntry = errors.New("no such journal entry")
	// ErrJournal means that an entry of the journal is not what this program wrote: restore the file from a backup. Deleting it
	// is safe only when nothing is on its way.
	ErrJournal = errors.New("damaged journal")
)

// Account is whose nonces are counted: an address on one chain.
type Account struct {
	Chain   string // Config.Chain
	Address common.Address
}

// Entry is what the journal knows of one intent.
type Entry struct {
	ID      int64 // given by the journal
	Account Account
	Intent  Intent // with its key and its gas limit
	Nonce   uint64
	Since   uint64 // number of the latest block when the nonce was reserved
	Created time.Time
	// Attempts are all transactions that were signed, oldest first. Those with another nonce than the entry's are dead.
	Attempts []Attempt
	Outcome  *Outcome // nil until it is settled
}

// Attempt is a signed transaction.
type Attempt struct {
	Raw []byte // as it is sent
	At  time.Time
	Tx  *types.Transaction // decoded from Raw
}

// Outcome is how an intent ended: in a block.
type Outcome struct {
	Hash      common.Hash // of the transaction
	Block     uint64
	BlockHash common.Hash
	Success   bool
	Reason    string // why it reverted, in words
}

// Journal keeps entries. What a call has stored survives the end of the process if the kind of journal says so. Implementations are
// safe for concurrent use; what they return shares nothing with what they keep.
type Journal interface {
	// Add stores a new entry and returns its ID; ErrTaken when the account has one with its key or its nonce.
	Add(ctx context.Context, e Entry) (int64, error)
	// Put stores what may change of an entry: nonce, since, outcome, and attempts that were added.
	Put(ctx context.Context, e Entry) error
	// Drop forgets an entry of which nothing was signed.
	Drop(ctx context.Context, id int64) error
	// ByKey and ByNonce return an entry of the account, or ErrNoEntry.
	ByKey(ctx context.Context, a Account, key string) (Entry, error)
	ByNonce(ctx context.Context, a Account, nonce uint64) (Entry, error)
	// Unfinished returns the account's entries without an outcome, by nonce.
	Unfinished(ctx context.Context, a Account) ([]Entry, error)
	// NextNonce is one more than the highest nonce of the account's entries; 0 when it has none.
	NextNonce(ctx context.Context, a Account) (uint64, error)
}

// newAttempt is a signed transaction as the journal takes it.
func newAttempt(tx *types.Transaction, at time.Time) (Attempt, error) {
	raw, err := tx.MarshalBinary()
	if err != nil {
		return Attempt{}, fmt.Errorf("encode transaction: %w", err)
	}
	return Attempt{Raw: raw, At: at, Tx: tx}, nil
}

// decodeAttempt reads a signed transaction that the journal kept.
func decodeAttempt(raw []byte, at time.Time) (Attempt, error) {
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return Attempt{}, fmt.Errorf("%w: signed transaction: %w", ErrJournal, err)
	}
	again, err := tx.MarshalBinary()
	if err != nil || !bytes.Equal(raw, again) {
		return Attempt{}, fmt.Errorf("%w: signed transaction is not in its only encoding", ErrJournal)
	}
	return Attempt{Raw: raw, At: at, Tx: tx}, nil
}

// check compares an entry's attempts with what they should be: signed by the account, and for this intent.
func (e Entry) check(chainID *big.Int) error {
	hasher := types.LatestSignerForChainID(chainID)
	for _, a := range e.Attempts {
		from, err := types.Sender(hasher, a.Tx)
		if err != nil {
			return fmt.Errorf("%w: entry %d: %w", ErrJournal, e.ID, err)
		}
		signed := Intent{To: a.Tx.To(), Value: a.Tx.Value(), Data: a.Tx.Data()}
		if from != e.Account.Address || !e.Intent.same(signed) {
			return fmt.Errorf("%w: entry %d holds a transaction of %s for something else", ErrJournal, e.ID, from)
		}
	}
	return nil
}

// live are the attempts that can still be mined, oldest first.
func (e Entry) live() []Attempt {
	var live []Attempt
	for _, a := range e.Attempts {
		if a.Tx.Nonce() == e.Nonce {
			live = append(live, a)
		}
	}
	return live
}

// clone shares nothing that changes.
func (e Entry) clone() Entry {
	e.Attempts = slices.Clone(e.Attempts)
	if e.Outcome != nil {
		outcome := *e.Outcome
		e.Outcome = &outcome
	}
	return e
}
