package chain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/ticket"
)

// Faults that an orchestrator's own signatures prove, as evidence files name them.
const (
	FaultEquivocation = "equivocation" // two receipts for one header
	FaultOverbilling  = "overbilling"  // a receipt that bills more pixels than there are
	FaultOverpricing  = "overpricing"  // a ticket acknowledged for more than all pixels cost
)

// FaultMissedDeadline is proven by silence: an orchestrator that acknowledged a header is asked for its receipt.
const FaultMissedDeadline = "missed-deadline"

// ErrEvidence is wrapped by errors about evidence that cannot be what it says; nothing was sent.
var ErrEvidence = errors.New("malformed evidence")

// MaxEvidenceBytes bounds an evidence file.
const MaxEvidenceBytes = 1 << 20

// Evidence is a fault with what proves it.
type Evidence struct {
	Fault    string           `json:"fault"`
	Header   ticket.Header    `json:"header"`
	Receipts []SignedReceipt  `json:"receipts,omitempty"` // equivocation: two; overbilling: one
	Profiles []ticket.Profile `json:"profiles,omitempty"` // overbilling and overpricing: the header's
	Leaves   []ticket.Leaf    `json:"leaves,omitempty"`   // overbilling: all of the receipt's
	Leaf     int              `json:"leaf,omitempty"`     // overbilling: the one that bills too much
	Ack      *SignedAck       `json:"ack,omitempty"`      // overpricing and missed deadline
	Ticket   *ticket.Ticket   `json:"ticket,omitempty"`   // overpricing: the one that was acknowledged
}

// SignedReceipt is a receipt with its operator's signature.
type SignedReceipt struct {
	ticket.Receipt
	Signature hexutil.Bytes `json:"signature"`
}

// SignedAck is an acknowledgement with its operator's signature.
type SignedAck struct {
	ticket.Ack
	Signature hexutil.Bytes `json:"signature"`
}

// ReadEvidence reads an evidence file: strict JSON, of a bounded size.
func ReadEvidence(r io.Reader) (Evidence, error) {
	var e Evidence
	data, err := io.ReadAll(io.LimitReader(r, MaxEvidenceBytes+1))
	if err != nil {
		return e, fmt.Errorf("read evidence: %w", err)
	}
	if len(data) > MaxEvidenceBytes {
		return e, fmt.Errorf("%w: more than %d bytes", ErrEvidence, MaxEvidenceBytes)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return e, fmt.Errorf("%w: %w", ErrEvidence, err)
	}
	if d.More() {
		return e, fmt.Errorf("%w: something follows it", ErrEvidence)
	}
	return e, e.check()
}

// check sees that everything the fault needs is there.
func (e Evidence) check() error {
	missing := func(what string) error { return fmt.Errorf("%w: %s without %s", ErrEvidence, e.Fault, what) }
	switch e.Fault {
	case FaultEquivocation:
		if len(e.Receipts) != 2 {
			return missing("two receipts")
		}
	case FaultOverbilling:
		switch {
		case len(e.Receipts) != 1:
			return missing("the one receipt")
		case len(e.Profiles) == 0 || len(e.Leaves) != len(e.Profiles):
			return missing("a leaf for each of its profiles")
		case e.Leaf < 0 || e.Leaf >= len(e.Leaves):
			return fmt.Errorf("%w: leaf %d of %d", ErrEvidence, e.Leaf, len(e.Leaves))
		}
	case FaultOverpricing:
		switch {
		case e.Ack == nil || e.Ticket == nil:
			return missing("acknowledgement and ticket")
		case len(e.Profiles) == 0:
			return missing("profiles")
		}
	case FaultMissedDeadline:
		if e.Ack == nil {
			return missing("acknowledgement")
		}
	default:
		return fmt.Errorf("%w: fault %.40q: want %s, %s, %s or %s", ErrEvidence, e.Fault, FaultEquivocation, FaultOverbilling, FaultOverpricing, FaultMissedDeadline)
	}
	return e.checkSignatures()
}

func (e Evidence) checkSignatures() error {
	signatures := make([]hexutil.Bytes, 0, len(e.Receipts)+1)
	for _, r := range e.Receipts {
		signatures = append(signatures, r.Signature)
	}
	if e.Ack != nil {
		signatures = append(signatures, e.Ack.Signature)
	}
	for _, s := range signatures {
		if len(s) != crypto.SignatureLength {
			return fmt.Errorf("%w: a signature of %d bytes, want %d", ErrEvidence, len(s), crypto.SignatureLength)
		}
	}
	return nil
}

// CourtDomain is what headers, acknowledgements and receipts are signed under.
func (a Addresses) CourtDomain() ticket.Domain {
	return ticket.Domain{ChainID: a.ChainID, Contract: a.FaultCourt}
}

// ReportFault brings evidence before the court, which slashes the orchestrator and gives the key the finder's part. It wraps
// ErrInvalidEvidence where the court is not convinced and ErrAlreadyPunished where somebody was faster. Of a missed deadline it opens a
// challenge, for which the key puts down a stake: nobody is slashed before SettleChallenge.
func (c *Client) ReportFault(ctx context.Context, key Signer, e Evidence) error {
	err := e.check()
	switch {
	case err != nil:
	case e.Fault == FaultMissedDeadline:
		err = c.challengeDeadline(ctx, key, e)
	default:
		err = c.transact(ctx, key, c.addresses.FaultCourt, c.packReport(e))
	}
	if err != nil {
		return fmt.Errorf("report %s of %s: %w", e.Fault, e.Header.Orchestrator, err)
	}
	return nil
}

// packReport packs evidence that was checked.
func (c *Client) packReport(e Evidence) []byte {
	header := bindHeader(e.Header)
	switch e.Fault {
	case FaultEquivocation:
		first, second := e.Receipts[0], e.Receipts[1]
		return c.court.PackReportEquivocation(header, bindReceipt(first.Receipt), first.Signature, bindReceipt(second.Receipt), second.Signature)
	case FaultOverbilling:
		tree := ticket.Renditions(e.Leaves)
		rendition := bindings.IFaultCourtRendition{
			Leaf:  bindLeaf(e.Leaves[e.Leaf]),
			Index: big.NewInt(int64(e.Leaf)),
			Count: big.NewInt(int64(len(e.Leaves))),
			Proof: bindHashes(tree.Proof(e.Leaf)),
		}
		r := e.Receipts[0]
		return c.court.PackReportOverbilling(header, bindProfiles(e.Profiles), bindReceipt(r.Receipt), r.Signature, rendition)
	default:
		ack := bindings.IFaultCourtAck{HeaderHash: e.Ack.HeaderHash, TicketDigest: e.Ack.TicketDigest, Deadline: e.Ack.Deadline}
		return c.court.PackReportOverpricing(header, bindProfiles(e.Profiles), ack, e.Ack.Signature, bindTicket(*e.Ticket))
	}
}

func bindHeader(h ticket.Header) bindings.IFaultCourtHeader {
	return bindings.IFaultCourtHeader{
		Orchestrator: h.Orchestrator, Broadcaster: h.Broadcaster, Round: h.Round, StreamId: h.StreamID, Seq: h.Seq, Attempt: h.Attempt,
		SrcRoot: h.SrcRoot, SrcBytes: h.SrcBytes, SrcFrames: h.SrcFrames, Width: h.Width, Height: h.Height, PtsStart: h.PTSStart,
		Timescale: h.Timescale, ProfilesHash: h.ProfilesHash, RefRoot: h.RefRoot, Price: h.Price, Deadline: h.Deadline,
	}
}

func bindReceipt(r ticket.Receipt) bindings.IFaultCourtReceipt {
	return bindings.IFaultCourtReceipt{HeaderHash: r.HeaderHash, RenditionsRoot: r.RenditionsRoot, Mode: uint8(r.Mode), CompletedAt: r.CompletedAt}
}

func bindLeaf(l ticket.Leaf) bindings.IFaultCourtLeaf {
	return bindings.IFaultCourtLeaf{
		ProfileId: l.ProfileID, ChunkRoot: l.ChunkRoot, Size: l.Size, Pixels: l.Pixels, Frames: l.Frames,
		PtsStart: l.PTSStart, PtsDuration: l.PTSDuration, DecodedRoot: l.DecodedRoot,
	}
}

func bindProfiles(profiles []ticket.Profile) []bindings.IFaultCourtProfile {
	out := make([]bindings.IFaultCourtProfile, len(profiles))
	for i, p := range profiles {
		out[i] = bindings.IFaultCourtProfile{Id: p.ID, Codec: p.Codec, Width: p.Width, Height: p.Height}
	}
	return out
}

func bindTicket(t ticket.Ticket) bindings.ITicketBrokerTicket {
	return bindings.ITicketBrokerTicket{
		Recipient: t.Recipient, Sender: t.Sender, FaceValue: t.FaceValue.Big(), Round: t.Round, Draws: t.Draws, WinProb: t.WinProb.Big(),
		RrHash: t.RandHash, Salt: t.Salt, Nonce: t.Nonce, Lane: t.Lane,
	}
}

func bindHashes(hashes []common.Hash) [][32]byte {
	out := make([][32]byte, len(hashes))
	for i, h := range hashes {
		out[i] = h
	}
	return out
}
