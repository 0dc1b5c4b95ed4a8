// Package ticket says what is signed and drawn between a broadcaster and an orchestrator, to the bit: payment by lottery
// ticket, and the headers, acknowledgements and receipts that make a segment's work provable.
//
// It promises that every digest, draw and Merkle root is the one that the contracts TicketBroker and FaultCourt compute; both
// sides are held to the vectors in testdata/ticket. Everything has a fixed width, so nothing can be read in two ways. Values
// are plain and comparable; nothing here keeps state or signs. Who signs what and when, and what a session may still spend, is
// left to the roles.
package ticket

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
)

// ErrRange is wrapped by errors about numbers that a fixed width cannot hold.
var ErrRange = errors.New("out of range")

// MaxDraws is how many draws a ticket has at most: as many as a mask has bits.
const MaxDraws = 256

// Ticket is the right to take part in some draws. Its sender signs its Digest.
type Ticket struct {
	Recipient common.Address `json:"recipient"`  // the orchestrator
	Sender    common.Address `json:"sender"`     // whose deposit pays
	FaceValue Amount         `json:"face_value"` // of each winning draw
	Round     uint64         `json:"round"`      // the round it was signed in
	Draws     uint32         `json:"draws"`      // from 1 to MaxDraws
	WinProb   WinProb        `json:"win_prob"`   // of each draw
	RandHash  common.Hash    `json:"rand_hash"`  // RandHash of the recipient's secret
	Salt      common.Hash    `json:"salt"`       // random, the sender's, new for every ticket
	Nonce     uint64         `json:"nonce"`      // rises within a lane, from 1
	Lane      uint32         `json:"lane"`       // one of the recipient's independent sequences
}

const ticketType = "Ticket(address recipient,address sender,uint128 faceValue,uint64 round,uint32 draws,uint256 winProb," +
	"bytes32 rrHash,bytes32 salt,uint64 nonce,uint32 lane)"

// Digest is what the sender signs, under the broker's domain.
func (t Ticket) Digest(broker Domain) common.Hash {
	return broker.digest(typeHash(ticketType).
		address(t.Recipient).
		address(t.Sender).
		amount(t.FaceValue).
		uint(t.Round).
		uint(uint64(t.Draws)).
		word(t.WinProb).
		word(t.RandHash).
		word(t.Salt).
		uint(t.Nonce).
		uint(uint64(t.Lane)))
}

// ExpectedValue is what the ticket is worth before it is drawn, rounded down.
func (t Ticket) ExpectedValue() *big.Int {
	v := new(big.Int).Mul(t.FaceValue.Big(), new(big.Int).SetUint64(uint64(t.Draws)))
	return v.Rsh(v.Mul(v, t.WinProb.Big()), 256)
}

// Amount is a number of the settlement asset's smallest units, below 2^128, big-endian.
type Amount [16]byte

// NewAmount is the amount of so many units; it wraps ErrRange when that is negative or too much.
func NewAmount(units *big.Int) (Amount, error) {
	var a Amount
	if units.Sign() < 0 || units.BitLen() > 8*len(a) {
		return a, fmt.Errorf("amount of %s units: %w", units, ErrRange)
	}
	units.FillBytes(a[:])
	return a, nil
}

// Units is the amount of so many units.
func Units(n uint64) Amount {
	var a Amount
	new(big.Int).SetUint64(n).FillBytes(a[:])
	return a
}

// Big is the amount as an integer, the caller's to change.
func (a Amount) Big() *big.Int { return new(big.Int).SetBytes(a[:]) }

// MarshalText implements encoding.TextMarshaler: a decimal number of units.
func (a Amount) MarshalText() ([]byte, error) { return a.Big().MarshalText() }

// UnmarshalText implements encoding.TextUnmarshaler.
func (a *Amount) UnmarshalText(text []byte) error {
	if len(text) > 40 {
		return fmt.Errorf("amount of %d digits: %w", len(text), ErrRange)
	}
	var units big.Int
	if err := units.UnmarshalText(text); err != nil {
		return fmt.Errorf("amount: %w", err)
	}
	parsed, err := NewAmount(&units)
	if err == nil {
		*a = parsed
	}
	return err
}

// WinProb is the probability that a draw wins, as a fraction of 2^256, big-endian.
type WinProb [32]byte

// NewWinProb is the probability part/whole, rounded down; parts from 0 to below whole. It wraps ErrRange otherwise.
func NewWinProb(part, whole *big.Int) (WinProb, error) {
	var p WinProb
	if part.Sign() < 0 || part.Cmp(whole) >= 0 {
		return p, fmt.Errorf("win probability %s/%s: %w", part, whole, ErrRange)
	}
	v := new(big.Int).Lsh(part, 256)
	v.Div(v, whole).FillBytes(p[:])
	return p, nil
}

// Big is the numerator of the fraction, the caller's to change.
func (p WinProb) Big() *big.Int { return new(big.Int).SetBytes(p[:]) }

// MarshalText implements encoding.TextMarshaler: the numerator in hexadecimal.
func (p WinProb) MarshalText() ([]byte, error) { return common.Hash(p).MarshalText() }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *WinProb) UnmarshalText(text []byte) error { return (*common.Hash)(p).UnmarshalText(text) }
