package wire

import (
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Header is what is said of a ticket.Header that the other end does not know.
type Header struct {
	Segment         media.SegmentSeq
	Round, Deadline uint64 // as ticket.Header's
	Signature       []byte // the broadcaster's, identity.SignatureSize bytes
}

// HeaderAck is what is said of a ticket.Ack.
type HeaderAck struct {
	Segment      media.SegmentSeq
	TicketDigest common.Hash // zero: none
	Deadline     uint64      // as ticket.Ack's
	Signature    []byte      // the operator's
}

// Receipt is what is said of a ticket.Receipt.
type Receipt struct {
	Segment     media.SegmentSeq
	Mode        ticket.Mode
	CompletedAt uint64        // as ticket.Receipt's
	Leaves      []ticket.Leaf // one per rendition; numbered by their places
	Signature   []byte        // the operator's
}

// NewReceiptTerms says what the session's headers name it by.
func NewReceiptTerms(streamID common.Hash) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_ReceiptTerms{
		ReceiptTerms: &millracev1.ReceiptTerms{StreamId: streamID[:]},
	}}
}

// ParseReceiptTerms returns what a session's headers name it by.
func ParseReceiptTerms(m *millracev1.ReceiptTerms) (streamID common.Hash, err error) {
	if len(m.GetStreamId()) != common.HashLength {
		return common.Hash{}, Detailf(ErrInvalid, "receipt terms: a stream id of %d bytes", len(m.GetStreamId()))
	}
	return common.Hash(m.GetStreamId()), nil
}

// Request is the message that carries h.
func (h Header) Request() *millracev1.TranscodeRequest {
	return &millracev1.TranscodeRequest{Message: &millracev1.TranscodeRequest_Header{Header: &millracev1.Header{
		Segment: uint64(h.Segment), Round: h.Round, Deadline: h.Deadline, Signature: h.Signature,
	}}}
}

// ParseHeader checks every bound of a header. Who signed it is not looked at.
func ParseHeader(m *millracev1.Header) (Header, error) {
	if err := checkSigned("header", m.GetSegment(), m.GetDeadline(), m.GetSignature()); err != nil {
		return Header{}, err
	}
	return Header{media.SegmentSeq(m.GetSegment()), m.GetRound(), m.GetDeadline(), m.GetSignature()}, nil
}

// checkSigned checks what headers, acknowledgements and receipts have in common; at is a time in milliseconds.
func checkSigned(what string, segment, at uint64, signature []byte) error {
	switch {
	case segment > uint64(maxTicks):
		return Detailf(ErrInvalid, "%s of segment %d", what, segment)
	case at > maxNumber:
		return Detailf(ErrInvalid, "%s: time beyond 2^53", what)
	case len(signature) != identity.SignatureSize:
		return Detailf(ErrInvalid, "%s: a signature of %d bytes", what, len(signature))
	}
	return nil
}

// Response is the message that carries a.
func (a HeaderAck) Response() *millracev1.TranscodeResponse {
	m := &millracev1.HeaderAck{Segment: uint64(a.Segment), Deadline: a.Deadline, Signature: a.Signature}
	if a.TicketDigest != (common.Hash{}) {
		m.TicketDigest = a.TicketDigest[:]
	}
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_HeaderAck{HeaderAck: m}}
}

// ParseHeaderAck checks every bound of an acknowledgement. Who signed it is not looked at.
func ParseHeaderAck(m *millracev1.HeaderAck) (HeaderAck, error) {
	if err := checkSigned("acknowledgement", m.GetSegment(), m.GetDeadline(), m.GetSignature()); err != nil {
		return HeaderAck{}, err
	}
	a := HeaderAck{Segment: media.SegmentSeq(m.GetSegment()), Deadline: m.GetDeadline(), Signature: m.GetSignature()}
	switch len(m.GetTicketDigest()) {
	case 0:
	case common.HashLength:
		a.TicketDigest = common.Hash(m.GetTicketDigest())
	default:
		return HeaderAck{}, Detailf(ErrInvalid, "acknowledgement: a ticket's digest of %d bytes", len(m.GetTicketDigest()))
	}
	return a, nil
}

// Response is the message that carries r. It shares nothing that changes.
func (r Receipt) Response() *millracev1.TranscodeResponse {
	m := &millracev1.Receipt{
		Segment: uint64(r.Segment), Mode: uint32(r.Mode), CompletedAt: r.CompletedAt, Signature: r.Signature, Leaves: make([]*millracev1.Leaf, len(r.Leaves)),
	}
	for i, l := range r.Leaves {
		m.Leaves[i] = &millracev1.Leaf{
			ChunkRoot: l.ChunkRoot[:], Size: l.Size, Pixels: l.Pixels, Frames: l.Frames, PtsStart: l.PTSStart, PtsDuration: l.PTSDuration,
		}
	}
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Receipt{Receipt: m}}
}

// ParseReceipt checks every bound of a receipt for a ladder of that many rungs. What its leaves say, and who signed it, is not
// looked at.
func ParseReceipt(m *millracev1.Receipt, rungs int) (Receipt, error) {
	if err := checkSigned("receipt", m.GetSegment(), m.GetCompletedAt(), m.GetSignature()); err != nil {
		return Receipt{}, err
	}
	switch {
	case m.GetMode() > uint32(ticket.ModeTrusted):
		return Receipt{}, Detailf(ErrInvalid, "receipt: mode %d", m.GetMode())
	case len(m.GetLeaves()) != rungs:
		return Receipt{}, Detailf(ErrInvalid, "receipt of %d renditions, not %d", len(m.GetLeaves()), rungs)
	}
	r := Receipt{
		Segment: media.SegmentSeq(m.GetSegment()), Mode: ticket.Mode(m.GetMode()), CompletedAt: m.GetCompletedAt(), Signature: m.GetSignature(),
		Leaves: make([]ticket.Leaf, rungs),
	}
	for i, l := range m.GetLeaves() {
		if len(l.GetChunkRoot()) != common.HashLength {
			return Receipt{}, Detailf(ErrInvalid, "receipt: a root of %d bytes", len(l.GetChunkRoot()))
		}
		r.Leaves[i] = ticket.Leaf{
			ProfileID: uint32(i), ChunkRoot: common.Hash(l.GetChunkRoot()), Size: l.GetSize(), Pixels: l.GetPixels(), Frames: l.GetFrames(),
			PTSStart: l.GetPtsStart(), PTSDuration: l.GetPtsDuration(),
		}
	}
	return r, nil
}
