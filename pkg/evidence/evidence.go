// Package evidence keeps what was signed about the segments of sessions: headers, acknowledgements and receipts.
//
// It promises that both ends of a session, who see the same messages in the same order of each direction, make the same header
// and the same leaves of a segment (Tally), that what a store has taken is found again until it is pruned, and that neither a
// store nor what waits for it grows without bound. Nobody waits for the disk (Keeper). Who signs what and when, and what is done
// about a fault, is left to the roles; what the fault court accepts, to pkg/chain.
package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// Faults that nobody can prove to a third party, beside those that pkg/chain names.
const (
	FaultWrongReceipt   = "wrong-receipt"   // its leaves are not what was delivered, or it is out of place
	FaultWrongAck       = "wrong-ack"       // it names a deadline or a ticket that it must not
	FaultWrongSignature = "wrong-signature" // of somebody who does not speak for the orchestrator
	FaultUnanswered     = "unanswered"      // a header without acknowledgement, or a complete segment without receipt
)

var (
	// ErrNotFound means that a store has no such record: it was never there, or was pruned.
	ErrNotFound = errors.New("no such record")
	// ErrDamaged means that a record is not what was put.
	ErrDamaged = errors.New("damaged record")
	// ErrUnprovable means that a record proves no fault to the court.
	ErrUnprovable = errors.New("the court takes no evidence of this")
)

// Record is what was signed about one segment.
type Record struct {
	Court     ticket.Domain         `json:"court"`
	Stream    string                `json:"stream"`
	Session   string                `json:"session"`
	At        time.Time             `json:"at"` // when the header was signed, or came
	Header    ticket.Header         `json:"header"`
	Signature []byte                `json:"signature"` // the broadcaster's, of the header
	Profiles  []ticket.Profile      `json:"profiles"`
	Ack       *chain.SignedAck      `json:"ack,omitempty"`
	Ticket    *ticket.Ticket        `json:"ticket,omitempty"`   // that Ack names, where that is a fault
	Receipts  []chain.SignedReceipt `json:"receipts,omitempty"` // one; of an equivocation two
	Leaves    []ticket.Leaf         `json:"leaves,omitempty"`   // of the last receipt
	Fault     string                `json:"fault,omitempty"`    // of pkg/chain or of this package; empty: none
	Detail    string                `json:"detail,omitempty"`   // of the fault, in words
}

// ID is the header's digest, which is new for every segment and session.
func (r Record) ID() common.Hash { return r.Header.Digest(r.Court) }

// Evidence is what a record proves to the court. It wraps ErrUnprovable where that is nothing.
func (r Record) Evidence() (chain.Evidence, error) {
	e := chain.Evidence{Fault: r.Fault, Header: r.Header}
	switch r.Fault {
	case chain.FaultEquivocation:
		e.Receipts = r.Receipts
	case chain.FaultOverbilling:
		e.Receipts, e.Profiles, e.Leaves, e.Leaf = r.Receipts, r.Profiles, r.Leaves, slices.IndexFunc(r.Leaves, r.overbills)
	case chain.FaultOverpricing:
		e.Ack, e.Ticket, e.Profiles = r.Ack, r.Ticket, r.Profiles
	case chain.FaultMissedDeadline:
		e.Ack = r.Ack
	case "":
		return e, fmt.Errorf("%w: nothing was wrong", ErrUnprovable)
	default:
		return e, fmt.Errorf("%w: %s", ErrUnprovable, r.Fault)
	}
	return e, nil
}

// overbills says whether a leaf has more pixels than profile and source have.
func (r Record) overbills(l ticket.Leaf) bool { return Overbills(r.Header, r.Profiles, l) }

// Overbills says whether a leaf of a receipt bills more pixels than its profile and the header's source have, as the court counts.
func Overbills(h ticket.Header, profiles []ticket.Profile, l ticket.Leaf) bool {
	p := profiles[l.ProfileID]
	return l.Pixels > uint64(p.Width)*uint64(p.Height)*uint64(min(l.Frames, h.SrcFrames))
}

// Pixels is all that can be billed for a header: every frame of the source in every rendition.
func Pixels(h ticket.Header, profiles []ticket.Profile) (pixels uint64) {
	for _, p := range profiles {
		pixels += uint64(p.Width) * uint64(p.Height) * uint64(h.SrcFrames)
	}
	return pixels
}

// Decode reads a record: strict JSON. It wraps ErrDamaged.
func Decode(data []byte) (Record, error) {
	var r Record
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if d.More() {
		return r, fmt.Errorf("%w: something follows it", ErrDamaged)
	}
	for _, l := range r.Leaves {
		if int64(l.ProfileID) >= int64(len(r.Profiles)) {
			return r, fmt.Errorf("%w: a leaf of profile %d", ErrDamaged, l.ProfileID)
		}
	}
	return r, nil
}
