package selection

import (
	"errors"
	"fmt"
	"slices"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
)

// MaxCandidates bounds the active set of a round, and with it every draw.
const MaxCandidates = 1024

// ErrSnapshot is wrapped by every error of Snapshot.Validate.
var ErrSnapshot = errors.New("invalid snapshot")

// Stake is the weight of one orchestrator in a round: the tokens bonded to it, its own and its delegators', in the
// token's smallest unit. It is printed in decimal.
type Stake struct {
	Orchestrator common.Address `json:"orchestrator"`
	Weight       *uint256.Int   `json:"weight"`
}

// Snapshot is the on-chain state that a round's draws are made from. It does not change during the round, and anyone
// can read it from the chain again. Its JSON members are in alphabetical order, as a Record's are.
type Snapshot struct {
	ChainID uint64         `json:"chain_id"`
	Round   uint64         `json:"round"`
	Seed    common.Hash    `json:"seed"` // the round's random seed
	Stakes  []Stake        `json:"stakes"`
	Staking common.Address `json:"staking"` // the Staking contract
}

// Validate checks that there are at most MaxCandidates stakes, that no orchestrator appears twice, and that the sum
// of the weights fits 256 bits.
func (s Snapshot) Validate() error {
	_, err := canonical(s.Stakes)
	return err
}

// Sorted is a copy whose stakes are in order of address, which is the canonical order. Stakes is never nil in it.
func (s Snapshot) Sorted() Snapshot {
	s.Stakes = append([]Stake{}, s.Stakes...)
	slices.SortStableFunc(s.Stakes, byAddress)
	return s
}

func total(stakes []Stake) (*uint256.Int, bool) {
	sum := new(uint256.Int)
	for _, st := range stakes {
		if st.Weight == nil {
			continue
		}
		if _, overflow := sum.AddOverflow(sum, st.Weight); overflow {
			return nil, false
		}
	}
	return sum, true
}

func byAddress(a, b Stake) int { return a.Orchestrator.Cmp(b.Orchestrator) }

// canonical checks stakes and returns a copy in order of address.
func canonical(stakes []Stake) ([]Stake, error) {
	if len(stakes) > MaxCandidates {
		return nil, fmt.Errorf("%w: %d stakes, at most %d", ErrSnapshot, len(stakes), MaxCandidates)
	}
	sorted := slices.Clone(stakes)
	slices.SortFunc(sorted, byAddress)
	for i, st := range sorted {
		if st.Weight == nil {
			return nil, fmt.Errorf("%w: %s has no weight", ErrSnapshot, st.Orchestrator)
		}
		if i > 0 && st.Orchestrator == sorted[i-1].Orchestrator {
			return nil, fmt.Errorf("%w: %s appears twice", ErrSnapshot, st.Orchestrator)
		}
	}
	if _, ok := total(sorted); !ok {
		return nil, fmt.Errorf("%w: the sum of the weights does not fit 256 bits", ErrSnapshot)
	}
	return sorted, nil
}
