package ticket

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
)

// Quote is what an orchestrator offers one broadcaster for one ladder: its operator signs the Digest. What a session costs, and
// which tickets pay for it, is said nowhere else.
//
// A quote without a RandHash is an offer: it says the price. The quote that pays for a session names the session's tickets: they
// have its Orchestrator as recipient, its FaceValue, WinProb, RandHash, Round and Lane, and nonces from Nonce on, without gaps.
type Quote struct {
	Orchestrator common.Address `json:"orchestrator"`
	Broadcaster  common.Address `json:"broadcaster"`
	ProfilesHash common.Hash    `json:"profiles_hash"` // of the ladder: see ProfilesHash
	Price        uint64         `json:"price,string"`  // units of the settlement asset per 10^12 output pixels
	Capacity     uint64         `json:"capacity"`      // output pixels per second that are free
	Expiry       uint64         `json:"expiry"`        // in seconds since 1970; no ticket is taken afterwards
	FaceValue    Amount         `json:"face_value"`    // of each winning draw
	WinProb      WinProb        `json:"win_prob"`      // of each draw
	RandHash     common.Hash    `json:"rand_hash"`
	Round        uint64         `json:"round"`
	Nonce        uint64         `json:"nonce"` // of the next ticket
	Lane         uint32         `json:"lane"`
}

const quoteType = "Quote(address orchestrator,address broadcaster,bytes32 profilesHash,uint64 price,uint64 capacity,uint64 expiry," +
	"uint128 faceValue,uint256 winProb,bytes32 rrHash,uint64 round,uint64 nonce,uint32 lane)"

// Digest is what the operator signs, under the broker's domain.
func (q Quote) Digest(broker Domain) common.Hash {
	return broker.digest(typeHash(quoteType).
		address(q.Orchestrator).
		address(q.Broadcaster).
		word(q.ProfilesHash).
		uint(q.Price).
		uint(q.Capacity).
		uint(q.Expiry).
		amount(q.FaceValue).
		word(q.WinProb).
		word(q.RandHash).
		uint(q.Round).
		uint(q.Nonce).
		uint(uint64(q.Lane)))
}

// CostScale is how many of what Cost and DrawWorth count in make a unit of the settlement asset: small parts of one add up
// exactly, so both sides of a session have the same balance at any time.
const CostScale = 1_000_000_000_000

// Cost is what pixels cost at a price per 10^12 of them, in CostScale-ths of a unit.
func Cost(pixels int64, price uint64) *big.Int {
	return new(big.Int).Mul(big.NewInt(pixels), new(big.Int).SetUint64(price))
}

// Float is an amount in CostScale-ths of a unit as units, rounded: for showing, not for counting.
func Float(scaled *big.Int) float64 {
	v, _ := new(big.Float).Quo(new(big.Float).SetInt(scaled), big.NewFloat(CostScale)).Float64()
	return v
}

// DrawWorth is the expected value of one draw of the quote's tickets, in CostScale-ths of a unit, rounded down.
func (q Quote) DrawWorth() *big.Int {
	v := q.FaceValue.Big()
	v.Mul(v, big.NewInt(CostScale))
	return v.Rsh(v.Mul(v, q.WinProb.Big()), 256)
}
