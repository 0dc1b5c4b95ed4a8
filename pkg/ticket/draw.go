package ticket

import (
	"bytes"
	"math/big"
	"math/bits"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// Rand is a recipient's secret. Who knows it before the ticket's salt is chosen can not make a draw win; revealing it, as a
// redemption does, lets everybody see which draws won.
type Rand [32]byte

// Hash is what a ticket names the secret by.
func (r Rand) Hash() common.Hash { return crypto.Keccak256Hash(r[:]) }

// DrawValue is the number that a draw compares with the ticket's probability: it wins when it is less.
func DrawValue(digest common.Hash, rand Rand, draw uint32) common.Hash {
	return encoded{}.word(digest).word(rand).uint(uint64(draw)).hash()
}

// Mask says which of a ticket's draws won: draw i is bit i of a 256-bit big-endian number.
type Mask [32]byte

// Draw draws all of a ticket's draws. Those beyond MaxDraws do not exist.
func (t Ticket) Draw(digest common.Hash, rand Rand) Mask {
	var m Mask
	for i := range min(t.Draws, MaxDraws) {
		if v := DrawValue(digest, rand, i); bytes.Compare(v[:], t.WinProb[:]) < 0 {
			m[31-i/8] |= 1 << (i % 8)
		}
	}
	return m
}

// Won says whether a draw won.
func (m Mask) Won(draw uint32) bool { return draw < MaxDraws && m[31-draw/8]>>(draw%8)&1 == 1 }

// Count is how many draws won.
func (m Mask) Count() int {
	n := 0
	for _, b := range m {
		n += bits.OnesCount8(b)
	}
	return n
}

// Big is the mask as the number that a redemption takes.
func (m Mask) Big() *big.Int { return new(big.Int).SetBytes(m[:]) }
