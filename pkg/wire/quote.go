package wire

import (
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// CreditTime is the longest segment: quotes make the draws of a ticket as many as pay for it.
const CreditTime = 3 * time.Second

// MaxSkew is how far the clocks of two nodes may differ.
const MaxSkew = 2 * time.Minute

// maxNumber is the largest integer that every reader of a selection record keeps exactly.
const maxNumber = 1<<53 - 1

// maxAmountBits bounds amounts: what the ticket broker can hold for one account.
const maxAmountBits = 96

// SignedQuote is a quote with its operator's signature.
type SignedQuote struct {
	ticket.Quote
	Signature []byte `json:"signature"`
}

// SignQuote signs a quote as the orchestrator's operator.
func SignQuote(q ticket.Quote, broker ticket.Domain, operator identity.Signer) (SignedQuote, error) {
	signature, err := operator.SignHash(q.Digest(broker))
	if err != nil {
		return SignedQuote{}, fmt.Errorf("sign quote: %w", err)
	}
	return SignedQuote{Quote: q, Signature: signature}, nil
}

// CheckSigner says whether that operator signed the quote.
func (q SignedQuote) CheckSigner(broker ticket.Domain, operator common.Address) error {
	signer, err := identity.Recover(q.Digest(broker), q.Signature)
	if err != nil {
		return Detailf(ErrInvalid, "quote: %w", err)
	}
	if signer != operator {
		return Detailf(ErrInvalid, "quote is signed by %s, not by the operator %s", signer, operator)
	}
	return nil
}

// Message is the wire form of q. It shares nothing that changes.
func (q SignedQuote) Message() *millracev1.Quote {
	return &millracev1.Quote{
		Orchestrator: q.Orchestrator[:], Broadcaster: q.Broadcaster[:], ProfilesHash: q.ProfilesHash[:], Price: q.Price, Capacity: q.Capacity,
		Expiry: q.Expiry, FaceValue: q.FaceValue[:], WinProb: q.WinProb[:], RandHash: q.RandHash[:], Round: q.Round, Nonce: q.Nonce, Lane: q.Lane,
		Signature: q.Signature,
	}
}

// ParseQuote checks every bound of a quote. Who signed it is for CheckSigner.
func ParseQuote(m *millracev1.Quote) (SignedQuote, error) {
	switch {
	case m == nil:
		return SignedQuote{}, Detailf(ErrInvalid, "no quote")
	case len(m.GetOrchestrator()) != common.AddressLength || len(m.GetBroadcaster()) != common.AddressLength:
		return SignedQuote{}, Detailf(ErrInvalid, "quote: an address of another length")
	case len(m.GetProfilesHash()) != common.HashLength || len(m.GetRandHash()) != common.HashLength:
		return SignedQuote{}, Detailf(ErrInvalid, "quote: a hash of another length")
	case len(m.GetFaceValue()) != len(ticket.Amount{}) || len(m.GetWinProb()) != len(ticket.WinProb{}):
		return SignedQuote{}, Detailf(ErrInvalid, "quote: a number of another length")
	case len(m.GetSignature()) != identity.SignatureSize:
		return SignedQuote{}, Detailf(ErrInvalid, "quote: a signature of %d bytes", len(m.GetSignature()))
	}
	q := ticket.Quote{
		Orchestrator: common.Address(m.GetOrchestrator()), Broadcaster: common.Address(m.GetBroadcaster()),
		ProfilesHash: common.Hash(m.GetProfilesHash()), Price: m.GetPrice(), Capacity: m.GetCapacity(), Expiry: m.GetExpiry(),
		FaceValue: ticket.Amount(m.GetFaceValue()), WinProb: ticket.WinProb(m.GetWinProb()), RandHash: common.Hash(m.GetRandHash()),
		Round: m.GetRound(), Nonce: m.GetNonce(), Lane: m.GetLane(),
	}
	if q.Capacity > maxNumber || q.Expiry > maxNumber {
		return SignedQuote{}, Detailf(ErrInvalid, "quote: capacity or expiry beyond 2^53")
	}
	if q.FaceValue.Big().BitLen() > maxAmountBits {
		return SignedQuote{}, Detailf(ErrInvalid, "quote: face value is more than there can be")
	}
	return SignedQuote{Quote: q, Signature: m.GetSignature()}, nil
}

// Profiles are a ladder's renditions as the contracts know them, numbered by their place; codecs as in the service registry.
func Profiles(ladder media.Ladder) []ticket.Profile {
	profiles := make([]ticket.Profile, len(ladder))
	for i, r := range ladder {
		profiles[i] = ticket.Profile{ID: uint32(i), Codec: codecNumber(r.Format()), Width: uint32(r.Width), Height: uint32(r.Height)}
	}
	return profiles
}

// ProfilesHash is what quotes and headers name a ladder by.
func ProfilesHash(ladder media.Ladder) common.Hash { return ticket.ProfilesHash(Profiles(ladder)) }

// codecNumber is a codec's place in the contracts' table of codecs.
func codecNumber(c media.Codec) uint8 {
	switch c {
	case media.CodecHEVC:
		return 1
	case media.CodecAV1:
		return 2
	default:
		return 0
	}
}

// CreditPixels are the output pixels of CreditTime.
func CreditPixels(source media.VideoFormat, ladder media.Ladder) int64 {
	return ladder.PixelRate(source.FrameRate) * int64(CreditTime/time.Second)
}
