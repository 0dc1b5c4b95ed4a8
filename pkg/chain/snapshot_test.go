package chain

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"
)

func slot(sum int64, orchestrator byte) *big.Int {
	s := new(big.Int).Lsh(big.NewInt(sum), 160)
	return s.Or(s, new(big.Int).SetBytes(common.Address{19: orchestrator}.Bytes()))
}

func TestDecodeSlots(t *testing.T) {
	stakes, err := decodeSlots([]*big.Int{slot(5, 1), slot(6, 2), slot(16, 3)})
	require.NoError(t, err)
	require.Equal(t, []Stake{
		{Orchestrator: common.Address{19: 1}, Weight: uint256.NewInt(5)},
		{Orchestrator: common.Address{19: 2}, Weight: uint256.NewInt(1)},
		{Orchestrator: common.Address{19: 3}, Weight: uint256.NewInt(10)},
	}, stakes)

	full := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))
	stakes, err = decodeSlots([]*big.Int{full})
	require.NoError(t, err)
	require.Equal(t, uint256.MustFromHex("0xffffffffffffffffffffffff"), stakes[0].Weight)

	for name, slots := range map[string][]*big.Int{
		"weight of zero": {slot(0, 1)},
		"sum stays":      {slot(5, 1), slot(5, 2)},
		"sum falls":      {slot(5, 1), slot(4, 2)},
		"negative":       {big.NewInt(-1)},
		"too wide":       {new(big.Int).Lsh(big.NewInt(1), 256)},
	} {
		_, err := decodeSlots(slots)
		require.Error(t, err, name)
	}
}

func FuzzDecodeSlots(f *testing.F) {
	f.Add(slot(5, 1).Bytes(), slot(6, 2).Bytes())
	f.Add([]byte{}, []byte{1})
	f.Fuzz(func(t *testing.T, a, b []byte) {
		slots := []*big.Int{new(big.Int).SetBytes(a), new(big.Int).SetBytes(b)}
		stakes, err := decodeSlots(slots)
		if err != nil {
			return
		}
		sum := new(big.Int)
		for i, s := range stakes {
			require.Positive(t, s.Weight.Sign())
			sum.Add(sum, s.Weight.ToBig())
			packed := new(big.Int).Lsh(sum, 160)
			require.Zero(t, slots[i].Cmp(packed.Or(packed, new(big.Int).SetBytes(s.Orchestrator.Bytes()))))
		}
	})
}
