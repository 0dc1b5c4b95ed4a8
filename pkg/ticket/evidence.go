package ticket

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Header asks an orchestrator to transcode one segment. The broadcaster signs its Digest; a retry raises Attempt, so that two
// receipts for one header are always a fault.
type Header struct {
	Orchestrator common.Address `json:"orchestrator"`
	Broadcaster  common.Address `json:"broadcaster"`
	Round        uint64         `json:"round"`
	StreamID     common.Hash    `json:"stream_id"`
	Seq          uint64         `json:"seq"` // of the segment
	Attempt      uint32         `json:"attempt"`
	SrcRoot      common.Hash    `json:"src_root"` // ChunkRoot of the source
	SrcBytes     uint64         `json:"src_bytes"`
	SrcFrames    uint32         `json:"src_frames"`
	Width        uint32         `json:"width"`
	Height       uint32         `json:"height"`
	PTSStart     uint64         `json:"pts_start"`
	Timescale    uint32         `json:"timescale"`
	ProfilesHash common.Hash    `json:"profiles_hash"` // see ProfilesHash
	RefRoot      common.Hash    `json:"ref_root"`      // commits to what the source decodes to
	Price        uint64         `json:"price"`         // units of the settlement asset per 10^12 pixels
	Deadline     uint64         `json:"deadline"`      // of the acknowledgement, in milliseconds since 1970
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
	HeaderHash   common.Hash `json:"header_hash"`
	TicketDigest common.Hash `json:"ticket_digest"`
	Deadline     uint64      `json:"deadline"` // of the receipt, in milliseconds since 1970
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
	HeaderHash     common.Hash `json:"header_hash"`
	RenditionsRoot common.Hash `json:"renditions_root"` // RenditionsRoot of the leaves
	Mode           Mode        `json:"mode"`
	CompletedAt    uint64      `json:"completed_at"` // in milliseconds since 1970
}

const receiptType = "Receipt(bytes32 headerHash,bytes32 renditionsRoot,uint8 mode,uint64 completedAt)"

// Digest is what the operator signs, under the court's domain.
func (r Receipt) Digest(court Domain) common.Hash {
	return court.digest(typeHash(receiptType).word(r.HeaderHash).word(r.RenditionsRoot).uint(uint64(r.Mode)).uint(r.CompletedAt))
}

// Profile is one rendition that is asked for.
type Profile struct {
	ID     uint32 `json:"id"`
	Codec  uint8  `json:"codec"`
	Width  uint32 `json:"width"`
	Height uint32 `json:"height"`
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
	ProfileID   uint32      `json:"profile_id"`
	ChunkRoot   common.Hash `json:"chunk_root"` // ChunkRoot of its bytes
	Size        uint64      `json:"size"`       // in bytes
	Pixels      uint64      `json:"pixels"`     // that are billed: frames of the profile's size
	Frames      uint32      `json:"frames"`     // no more than the source had
	PTSStart    uint64      `json:"pts_start"`
	PTSDuration uint64      `json:"pts_duration"`
	DecodedRoot common.Hash `json:"decoded_root"` // commits to what it decodes to
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
