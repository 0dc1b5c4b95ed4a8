package ticket

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Header asks an orchestrator to transcode one segment. The broadcaster signs its Digest; a retry raises Attempt, so that two
// receipts for one header are always a fault.
type Header struct {
	Orchestrator common.Address
	Broadcaster  common.Address
	Round        uint64
	StreamID     common.Hash
	Seq          uint64 // of the segment
	Attempt      uint32
	SrcRoot      common.Hash // ChunkRoot of the source
	SrcBytes     uint64
	SrcFrames    uint32
	Width        uint32
	Height       uint32
	PTSStart     uint64
	Timescale    uint32
	ProfilesHash common.Hash // see ProfilesHash
	RefRoot      common.Hash // commits to what the source decodes to
	Price        uint64      // units of the settlement asset per 10^12 pixels
	Deadline     uint64      // of the acknowledgement, in milliseconds since 1970
}

const headerType = "Header(address orchestrator,address broadcaster,uint64 round,bytes32 streamId,uint64 seq,uint32 attempt," +
	"bytes32 srcRoot,uint64 srcBytes,uint32 srcFrames,uint32 width,uint32 height,uint64 ptsStart,uint32 timescale," +
	"bytes32 profilesHash,bytes32 refRoot,uint64 price,uint64 deadline)"

// Digest is what the broadcaster signs, under the court's domain, and what others mean by the header's hash.
func (h Header) Digest(court Domain) common.Hash {
	return court.digest(typeHash(headerType).
		address(h.Orchestrator).
		address(h.Broadcaster).
		uint(h.Round).
		word(h.StreamID).
		uint(h.Seq).
		uint(uint64(h.Attempt)).
		word(h.SrcRoot).
		uint(h.SrcBytes).
		uint(uint64(h.SrcFrames)).
		uint(uint64(h.Width)).
		uint(uint64(h.Height)).
		uint(h.PTSStart).
		uint(uint64(h.Timescale)).
		word(h.ProfilesHash).
		word(h.RefRoot).
		uint(h.Price).
		uint(h.Deadline))
}

// Cost is what pixels cost at the header's price, rounded up.
func (h Header) Cost(pixels uint64) *big.Int {
	v := new(big.Int).Mul(new(big.Int).SetUint64(pixels), new(big.Int).SetUint64(h.Price))
	tera := big.NewInt(1_000_000_000_000)
	return v.Div(v.Add(v, new(big.Int).Sub(tera, big.NewInt(1))), tera)
}

// Ack takes a job: the orchestrator's operator signs its Digest, and owes a receipt by the deadline. An orchestrator must not
// acknowledge a ticket whose expected value is more than all of the header's pixels cost.
type Ack struct {
	HeaderHash   common.Hash
	TicketDigest common.Hash
	Deadline     uint64 // of the receipt, in milliseconds since 1970
}

const ackType = "Ack(bytes32 headerHash,bytes32 ticketDigest,uint64 deadline)"

// Digest is what the operator signs, under the court's domain.
func (a Ack) Digest(court Domain) common.Hash {
	return court.digest(typeHash(ackType).word(a.HeaderHash).word(a.TicketDigest).uint(a.Deadline))
}

// Mode says how a receipt's renditions were made.
type Mode uint8

// The modes.
const (
	ModeGPU           Mode = iota // whatever encoder there is; not repeatable to the bit
	ModeDeterministic             // by the pinned encoder; anyone can repeat it
	ModeTrusted                   // in trusted hardware
)

// Receipt is what was delivered: the orchestrator's operator signs its Digest.
type Receipt struct {
	HeaderHash     common.Hash
	RenditionsRoot common.Hash // RenditionsRoot of the leaves
	Mode           Mode
	CompletedAt    uint64 // in milliseconds since 1970
}

const receiptType = "Receipt(bytes32 headerHash,bytes32 renditionsRoot,uint8 mode,uint64 completedAt)"

// Digest is what the operator signs, under the court's domain.
func (r Receipt) Digest(court Domain) common.Hash {
	return court.digest(typeHash(receiptType).word(r.HeaderHash).word(r.RenditionsRoot).uint(uint64(r.Mode)).uint(r.CompletedAt))
}

// Profile is one rendition that is asked for.
type Profile struct {
	ID     uint32
	Codec  uint8
	Width  uint32
	Height uint32
}

// ProfilesHash is a header's commitment to the profiles, in their order: keccak256(abi.encode(Profile[])).
func ProfilesHash(profiles []Profile) common.Hash {
	e := encoded{}.uint(32).uint(uint64(len(profiles))) // where the array begins, and its length
	for _, p := range profiles {
		e = e.uint(uint64(p.ID)).uint(uint64(p.Codec)).uint(uint64(p.Width)).uint(uint64(p.Height))
	}
	return crypto.Keccak256Hash(e)
}

// Leaf is one rendition that was delivered.
type Leaf struct {
	ProfileID   uint32
	ChunkRoot   common.Hash // ChunkRoot of its bytes
	Size        uint64      // in bytes
	Pixels      uint64      // that are billed: frames of the profile's size
	Frames      uint32      // no more than the source had
	PTSStart    uint64
	PTSDuration uint64
	DecodedRoot common.Hash // commits to what it decodes to
}

// Hash is the leaf in the tree of a receipt.
func (l Leaf) Hash() common.Hash {
	return LeafHash(encoded{}.
		uint(uint64(l.ProfileID)).
		word(l.ChunkRoot).
		uint(l.Size).
		uint(l.Pixels).
		uint(uint64(l.Frames)).
		uint(l.PTSStart).
		uint(l.PTSDuration).
		word(l.DecodedRoot))
}

// Renditions is the tree of the leaves, in the order of the header's profiles.
func Renditions(leaves []Leaf) Tree {
	t := make(Tree, len(leaves))
	for i, l := range leaves {
		t[i] = l.Hash()
	}
	return t
}
