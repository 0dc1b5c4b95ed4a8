package follow

import (
	"encoding/json"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"
)

// FuzzCheckpoint feeds what may stand in a damaged file to what reads it; what passes must read the same again.
func FuzzCheckpoint(f *testing.F) {
	hash := common.Hash{7}
	logs, err := json.Marshal([]types.Log{{Topics: []common.Hash{{1}}, BlockNumber: 5, BlockHash: hash}})
	require.NoError(f, err)
	f.Add(int64(5), hash.Bytes(), logs)
	f.Add(int64(5), hash.Bytes(), []byte("[]"))
	f.Add(int64(-5), []byte{1}, []byte("{"))
	f.Fuzz(func(t *testing.T, number int64, hash, logs []byte) {
		p, err := decodeCheckpoint(number, hash, logs)
		if err != nil {
			require.ErrorIs(t, err, ErrCheckpoint)
			return
		}
		data, err := json.Marshal(p.Logs)
		require.NoError(t, err)
		again, err := decodeCheckpoint(number, hash, data)
		require.NoError(t, err)
		require.Len(t, again.Logs, len(p.Logs))
	})
}
