package selection

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
)

// seedDomain keeps a draw's randomness apart from other uses of the round's seed.
const seedDomain = "millrace.selection.seed.v1"

// Seed derives the randomness of one draw from the round's. It is
//
//	keccak256(abi.encode(keccak256(seedDomain), roundSeed, chainID, staking, round, broadcaster, keccak256(stream), attempt))
//
// so that every input has its own 32-byte word and a contract can compute it too. The attempt counts a stream's draws
// in the round from 0.
func Seed(roundSeed common.Hash, chainID uint64, staking common.Address, round uint64, broadcaster common.Address, stream string, attempt uint64) common.Hash {
	return crypto.Keccak256Hash(
		crypto.Keccak256([]byte(seedDomain)),
		roundSeed[:],
		word(chainID),
		common.LeftPadBytes(staking[:], 32),
		word(round),
		common.LeftPadBytes(broadcaster[:], 32),
		crypto.Keccak256([]byte(stream)),
		word(attempt),
	)
}

func word(n uint64) []byte {
	w := uint256.NewInt(n).Bytes32()
	return w[:]
}

// Draw draws at most k of the candidates, without replacement: each time with probability exactly proportional to the
// weight among those not drawn yet. Candidates of weight zero are never drawn, and the order of candidates does not
// matter. The result is in drawn order, shorter than k when there are not enough candidates. Errors wrap ErrSnapshot.
func Draw(seed common.Hash, candidates []Stake, k int) ([]common.Address, error) {
	left, err := canonical(candidates)
	if err != nil {
		return nil, err
	}
	sum, _ := total(left) // canonical made sure of it
	drawn := make([]common.Address, 0, max(0, min(k, len(left))))
	for len(drawn) < k && !sum.IsZero() {
		n := uint64(len(drawn))
		point := uniform(sum, func(try uint64) *uint256.Int { return random(seed, n, try) })
		i := pick(left, point)
		drawn = append(drawn, left[i].Orchestrator)
		sum.Sub(sum, left[i].Weight)
		left = append(left[:i], left[i+1:]...)
	}
	return drawn, nil
}

// random is word number try of the randomness for the n-th draw: keccak256(seed || n || try), in words of 32 bytes.
func random(seed common.Hash, n, try uint64) *uint256.Int {
	return new(uint256.Int).SetBytes(crypto.Keccak256(seed[:], word(n), word(try)))
}

// uniform turns uniform 256-bit words into a uniform number below bound > 0. Of the 2^256 words the lowest 2^256 mod
// bound are skipped, which leaves a multiple of bound, so that every remainder has the same number of words. Less than
// half of all words are skipped whatever bound is: more than 256 tries have a chance of 2^-256.
func uniform(bound *uint256.Int, words func(try uint64) *uint256.Int) *uint256.Int {
	skip := new(uint256.Int).Neg(bound) // 2^256 - bound
	skip.Mod(skip, bound)
	for try := uint64(0); ; try++ {
		if w := words(try); !w.Lt(skip) {
			return w.Mod(w, bound)
		}
	}
}

// pick returns the index of the stake that owns point, where the stakes lie side by side from 0: stake i owns as many
// points as its weight. point is below the sum of the weights.
func pick(stakes []Stake, point *uint256.Int) int {
	rest := point.Clone()
	for i, s := range stakes {
		if rest.Lt(s.Weight) {
			return i
		}
		rest.Sub(rest, s.Weight)
	}
	panic(fmt.Sprintf("selection: point %s is beyond all weights", point))
}
