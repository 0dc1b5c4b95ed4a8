package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"

	"github.com/millrace/millrace/contracts/bindings"
)

// Snapshot reads the latest round's snapshot; ErrNoSnapshot until the first round is initialized.
func (c *Client) Snapshot(ctx context.Context) (Snapshot, error) {
	round, err := call(ctx, c, c.addresses.Staking, c.staking.PackLastRound(), c.staking.UnpackLastRound)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read last round: %w", err)
	}
	return c.SnapshotOf(ctx, round)
}

// SnapshotOf reads the snapshot of one of the last rounds.
func (c *Client) SnapshotOf(ctx context.Context, round uint64) (Snapshot, error) {
	raw, err := call(ctx, c, c.addresses.Staking, c.staking.PackSnapshotOf(round), c.staking.UnpackSnapshotOf)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read snapshot of round %d: %w", round, err)
	}
	s, err := c.decodeSnapshot(raw)
	if err != nil {
		return Snapshot{}, fmt.Errorf("read snapshot of round %d: %w", round, err)
	}
	return s, nil
}

func (c *Client) decodeSnapshot(raw bindings.IStakingSnapshot) (Snapshot, error) {
	stakes, err := decodeSlots(raw.Slots)
	if err != nil {
		return Snapshot{}, err
	}
	return Snapshot{
		ChainID: c.addresses.ChainID,
		Staking: c.addresses.Staking,
		Round:   raw.Round,
		Seed:    raw.Seed,
		Stakes:  stakes,
	}, nil
}

// decodeSlots takes the weights out of a snapshot's slots: each holds the sum of all weights up to it in its upper 96 bits
// and an address in the lower 160. The sums of a snapshot rise.
func decodeSlots(slots []*big.Int) ([]Stake, error) {
	stakes := make([]Stake, 0, len(slots))
	previous := new(uint256.Int)
	for i, slot := range slots {
		packed, overflow := uint256.FromBig(slot)
		if overflow || slot.Sign() < 0 {
			return nil, fmt.Errorf("slot %d is not a 256-bit word", i)
		}
		sum := new(uint256.Int).Rsh(packed, 160)
		if !sum.Gt(previous) {
			return nil, fmt.Errorf("slot %d: weights do not sum up", i)
		}
		stakes = append(stakes, Stake{
			Orchestrator: common.Address(packed.Bytes20()),
			Weight:       new(uint256.Int).Sub(sum, previous),
		})
		previous = sum
	}
	return stakes, nil
}
