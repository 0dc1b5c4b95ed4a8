// Package winnings keeps winning tickets from the moment that they are acknowledged until the chain has paid them, or never will.
//
// It promises that a winner that was added is there after any kind of end of the process (SQLite), that it is there once however
// often it is added, that what it won is counted in exactly one of pending, redeemed and lost, and that it was checked: it is its
// recipient's, and the draws said to have won are those that won. Whether its sender signed it is for who adds it to know
// (orchestrator/cashier); when it is redeemed is the business of orchestrator/redeemer.
//
// Beside winners it keeps sums over all tickets that were taken, with which what was won can be compared.
package winnings

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/ticket"
)

var (
	// ErrInvalid means that a winner is not what it should be, and is not kept.
	ErrInvalid = errors.New("not a winning ticket of this recipient")
	// ErrConflict means that another ticket has the winner's place in its lane.
	ErrConflict = errors.New("another ticket has that nonce in its lane")
	// ErrDamaged means that a row of the file is not what this program wrote: restore it from a backup.
	ErrDamaged = errors.New("damaged winner")
)

// SignatureSize is how long a sender's signature is.
const SignatureSize = 65

// Winner is a winning ticket with its proof.
type Winner struct {
	Ticket    ticket.Ticket
	Signature []byte      // the sender's, of SignatureSize bytes
	Rand      ticket.Rand // the recipient's secret
	Mask      ticket.Mask // all draws that won
	// RevealAt is when the secret may become public, which a redemption makes it: not before the sender can draw no more tickets
	// against it, since it would pick salts that lose.
	RevealAt time.Time
}

// Place is where the winner stands.
func (w Winner) Place() Place {
	return Place{Sender: w.Ticket.Sender, Lane: w.Ticket.Lane, Nonce: w.Ticket.Nonce}
}

// Owed is what the winner's draws won together.
func (w Winner) Owed() *big.Int {
	return new(big.Int).Mul(w.Ticket.FaceValue.Big(), big.NewInt(int64(w.Mask.Count())))
}

func (w Winner) equal(o Winner) bool {
	return w.Ticket == o.Ticket && w.Rand == o.Rand && w.Mask == o.Mask
}

func (w Winner) clone() Winner {
	w.Signature = bytes.Clone(w.Signature)
	return w
}

// Place identifies a ticket of a recipient, and orders them: by sender, lane and nonce.
type Place struct {
	Sender common.Address
	Lane   uint32
	Nonce  uint64
}

// Compare orders places.
func (p Place) Compare(o Place) int {
	return cmp.Or(p.Sender.Cmp(o.Sender), cmp.Compare(p.Lane, o.Lane), cmp.Compare(p.Nonce, o.Nonce))
}

// String implements fmt.Stringer.
func (p Place) String() string { return fmt.Sprintf("%s/%d/%d", p.Sender, p.Lane, p.Nonce) }

// Book is whose tickets of which broker a store keeps.
type Book struct {
	Broker    ticket.Domain
	Recipient common.Address
}

// check says what is wrong with a winner.
func (b Book) check(w Winner) error {
	switch t := w.Ticket; {
	case t.Recipient != b.Recipient:
		return fmt.Errorf("%w: %s: it is for %s", ErrInvalid, w.Place(), t.Recipient)
	case t.Nonce == 0:
		return fmt.Errorf("%w: %s: nonces begin with 1", ErrInvalid, w.Place())
	case t.Draws == 0 || t.Draws > ticket.MaxDraws:
		return fmt.Errorf("%w: %s: %d draws", ErrInvalid, w.Place(), t.Draws)
	case len(w.Signature) != SignatureSize:
		return fmt.Errorf("%w: %s: signature of %d bytes", ErrInvalid, w.Place(), len(w.Signature))
	case w.Rand.Hash() != t.RandHash:
		return fmt.Errorf("%w: %s: wrong secret", ErrInvalid, w.Place())
	case w.Mask.Count() == 0 || w.Mask != t.Draw(t.Digest(b.Broker), w.Rand):
		return fmt.Errorf("%w: %s: other draws won", ErrInvalid, w.Place())
	default:
		return nil
	}
}

// State is what became of a winner.
type State int

const (
	// Pending is a winner that may still be paid.
	Pending State = iota
	// Redeemed is one that was paid.
	Redeemed
	// Lost is one that never will be.
	Lost
	// Forwarded is one that another store has, which sees to it from now on.
	Forwarded
)

// Outcome is what became of a winner, and why.
type Outcome struct {
	Place  Place
	State  State
	Reason string // of a lost one, in words
}

// Sum is a number of winners and what they won, in the settlement asset's smallest unit.
type Sum struct {
	Count  uint64
	Amount *big.Int
}

func (s Sum) plus(o Sum) Sum {
	return Sum{s.Count + o.Count, new(big.Int).Add(s.big(), o.big())}
}

func (s Sum) minus(o Sum) Sum {
	return Sum{s.Count - o.Count, new(big.Int).Sub(s.big(), o.big())}
}

func (s Sum) big() *big.Int {
	if s.Amount == nil {
		return new(big.Int)
	}
	return s.Amount
}

// Totals are sums over winners.
type Totals struct {
	Won       Sum // all that were ever added
	Redeemed  Sum
	Lost      Sum
	Forwarded Sum
}

// Pending is what may still be paid.
func (t Totals) Pending() Sum { return t.Won.minus(t.Redeemed).minus(t.Lost).minus(t.Forwarded) }

// Plus adds two totals.
func (t Totals) Plus(o Totals) Totals {
	return Totals{t.Won.plus(o.Won), t.Redeemed.plus(o.Redeemed), t.Lost.plus(o.Lost), t.Forwarded.plus(o.Forwarded)}
}

// settled counts a winner that went from one state to another.
func (t Totals) settled(from, to State, s Sum) Totals {
	if sum := t.of(from); sum != nil {
		*sum = sum.minus(s)
	}
	if sum := t.of(to); sum != nil {
		*sum = sum.plus(s)
	}
	return t
}

// of is the sum over the winners that were settled so; nil of the pending ones.
func (t *Totals) of(s State) *Sum {
	switch s {
	case Redeemed:
		return &t.Redeemed
	case Lost:
		return &t.Lost
	case Forwarded:
		return &t.Forwarded
	case Pending:
	}
	return nil
}

// Store keeps the winners of one Book. Implementations are safe for concurrent use; what they return shares nothing with what they
// keep.
type Store interface {
	// Add keeps winners, all or none of them; they are safe when it returns. One that is there already is left as it is. It wraps
	// ErrInvalid or ErrConflict where one cannot be kept.
	Add(ctx context.Context, winners ...Winner) error
	// Pending returns the first winners after a place that may still be paid, in the order of their places, at most limit. The zero
	// Place is before all.
	Pending(ctx context.Context, after Place, limit int) ([]Winner, error)
	// Settle says what became of winners, all or none of them. Places that hold none are passed over.
	Settle(ctx context.Context, outcomes ...Outcome) error
	// Reopen makes all winners of a lane whose nonce is above one pending again, for when the chain has taken back what settled them.
	Reopen(ctx context.Context, sender common.Address, lane uint32, above uint64) error
	// Totals returns the sums of each sender that ever sent a winner.
	Totals(ctx context.Context) (map[common.Address]Totals, error)
	// TotalsOf returns the sums of one sender.
	TotalsOf(ctx context.Context, sender common.Address) (Totals, error)
	// Take adds to what was taken, all or nothing.
	Take(ctx context.Context, intakes ...Intake) error
	// Intakes returns what was taken, in the order of senders and their days.
	Intakes(ctx context.Context) ([]Intake, error)
	// Prune forgets winners that are settled and whose secrets could be revealed before a time, at most limit, and returns how many. Sums
	// stay, and so does the newest winner of each lane. One that is added once more afterwards is a new one.
	Prune(ctx context.Context, before time.Time, limit int) (int, error)
	// HighNonce is the highest nonce of a sender's winners ever added in a lane, 0 when there is none: a lane goes on above it.
	HighNonce(ctx context.Context, sender common.Address, lane uint32) (uint64, error)
	// Node is a number that was drawn at random when the store was made: the upper half of the numbers of its lanes, so that several
	// nodes of one recipient share none.
	Node(ctx context.Context) (uint16, error)
	// Close lets go of the store.
	Close() error
}
