package follow_test

import (
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain/follow"
)

func openSQLite(t *testing.T, path string) *follow.SQLite {
	t.Helper()
	s, err := follow.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

// stores opens a store of each kind.
func stores() map[string]func(t *testing.T) follow.Store {
	return map[string]func(t *testing.T) follow.Store{
		"memory": func(*testing.T) follow.Store { return follow.NewMemory() },
		"sqlite": func(t *testing.T) follow.Store { return openSQLite(t, filepath.Join(t.TempDir(), "follow.db")) },
	}
}

func checkpoint(number uint64, hash byte, logs int) follow.Checkpoint {
	p := follow.Checkpoint{Number: number, Hash: common.Hash{hash}}
	for i := range logs {
		p.Logs = append(p.Logs, types.Log{
			Address: common.Address{1}, Topics: []common.Hash{{2}, {3}}, Data: []byte{4}, BlockNumber: number, BlockHash: p.Hash,
			TxHash: common.Hash{5}, TxIndex: 6, Index: uint(i),
		})
	}
	return p
}

// TestStores is what every store does.
func TestStores(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), open(t)
			require.NoError(t, s.Save(ctx, "other", []follow.Checkpoint{checkpoint(1, 9, 1)}))
			for _, points := range [][]follow.Checkpoint{
				nil,
				{checkpoint(1, 1, 0)},
				{checkpoint(1, 1, 0), checkpoint(2, 2, 3), checkpoint(300, 3, 1)},
				{checkpoint(2, 2, 3), checkpoint(300, 4, 2)}, // another block 300
				{checkpoint(2, 2, 3)},
				nil,
			} {
				require.NoError(t, s.Save(ctx, "this", points))
				got, err := s.Load(ctx, "this")
				require.NoError(t, err)
				require.Len(t, got, len(points))
				for i := range points {
					require.Equal(t, points[i], got[i])
				}
			}
			got, err := s.Load(ctx, "other")
			require.NoError(t, err)
			require.Len(t, got, 1, "followers are apart")
		})
	}
}
