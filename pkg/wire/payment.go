package wire

import (
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// Payment is a ticket on its way, without what the quote says already.
type Payment struct {
	RandHash  common.Hash // of the quote that it pays under
	Draws     uint32      // 1 to ticket.MaxDraws
	Salt      common.Hash
	Nonce     uint64
	Signature []byte // identity.SignatureSize bytes
}

// Ticket is the whole ticket of sender under q, which has the payment's RandHash.
func (p Payment) Ticket(q ticket.Quote) ticket.Ticket {
	return ticket.Ticket{
		Recipient: q.Orchestrator, Sender: q.Broadcaster, FaceValue: q.FaceValue, Round: q.Round, Draws: p.Draws, WinProb: q.WinProb,
		RandHash: q.RandHash, Salt: p.Salt, Nonce: p.Nonce, Lane: q.Lane,
	}
}

// NewPayment is the message that pays with t.
func NewPayment(t ticket.Ticket, signature []byte) *millracev1.TranscodeRequest {
	return &millracev1.TranscodeRequest{Message: &millracev1.TranscodeRequest_Payment{Payment: &millracev1.Payment{
		RandHash: t.RandHash[:], Draws: t.Draws, Salt: t.Salt[:], Nonce: t.Nonce, Signature: signature,
	}}}
}

// ParsePayment checks every bound of a payment. Who signed it, and whether it is one of a quote's, is not looked at.
func ParsePayment(m *millracev1.Payment) (Payment, error) {
	switch {
	case len(m.GetRandHash()) != common.HashLength || len(m.GetSalt()) != common.HashLength:
		return Payment{}, Detailf(ErrInvalid, "payment: a hash of another length")
	case m.GetDraws() < 1 || m.GetDraws() > ticket.MaxDraws:
		return Payment{}, Detailf(ErrInvalid, "payment of %d draws", m.GetDraws())
	case len(m.GetSignature()) != identity.SignatureSize:
		return Payment{}, Detailf(ErrInvalid, "payment: a signature of %d bytes", len(m.GetSignature()))
	}
	return Payment{
		RandHash: common.Hash(m.GetRandHash()), Draws: m.GetDraws(), Salt: common.Hash(m.GetSalt()), Nonce: m.GetNonce(), Signature: m.GetSignature(),
	}, nil
}

// Response is the message that carries a session's quote.
func (q SignedQuote) Response() *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Quote{Quote: q.Message()}}
}

// NewPaymentAck says that the payments of a lane up to a nonce are kept.
func NewPaymentAck(lane uint32, nonce uint64) *millracev1.TranscodeResponse {
	return &millracev1.TranscodeResponse{Message: &millracev1.TranscodeResponse_Ack{Ack: &millracev1.PaymentAck{Lane: lane, Nonce: nonce}}}
}
