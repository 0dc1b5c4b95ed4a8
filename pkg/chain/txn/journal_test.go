package txn_test

import (
	"context"
	"math/big"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/signer"
)

// journals opens a journal of each kind. again opens what the first one kept, where it keeps anything.
func journals(t *testing.T) map[string]func(t *testing.T) txn.Journal {
	t.Helper()
	return map[string]func(t *testing.T) txn.Journal{
		"memory": func(*testing.T) txn.Journal { return txn.NewMemory() },
		"sqlite": func(t *testing.T) txn.Journal { return openSQLite(t, filepath.Join(t.TempDir(), "txn.db")) },
	}
}

func openSQLite(t *testing.T, path string) *txn.SQLite {
	t.Helper()
	j, err := txn.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, j.Close()) })
	return j
}

func entry(a txn.Account, key string, nonce uint64) txn.Entry {
	to := common.Address{0x42}
	return txn.Entry{
		Account: a, Nonce: nonce, Since: 12, Created: time.Unix(1700000000, 5),
		Intent: txn.Intent{Key: key, To: &to, Value: big.NewInt(7), Data: []byte{1, 2}, Gas: 50_000},
	}
}

// attemptOf signs an entry's transaction at some fee.
func attemptOf(t *testing.T, key *signer.Key, e txn.Entry, fee int64) txn.Attempt {
	t.Helper()
	tx, err := key.SignTx(t.Context(), types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(1337), Nonce: e.Nonce, Gas: e.Intent.Gas, To: e.Intent.To, Value: e.Intent.Value, Data: e.Intent.Data,
		GasFeeCap: big.NewInt(fee), GasTipCap: big.NewInt(1),
	}), big.NewInt(1337))
	require.NoError(t, err)
	raw, err := tx.MarshalBinary()
	require.NoError(t, err)
	return txn.Attempt{Raw: raw, At: time.Unix(1700000001, int64(fee)), Tx: tx}
}

func requireEntry(t *testing.T, want, got txn.Entry) {
	t.Helper()
	require.Len(t, got.Attempts, len(want.Attempts))
	for i := range want.Attempts {
		require.Equal(t, want.Attempts[i].Raw, got.Attempts[i].Raw)
		require.Equal(t, want.Attempts[i].Tx.Hash(), got.Attempts[i].Tx.Hash())
		require.True(t, want.Attempts[i].At.Equal(got.Attempts[i].At))
	}
	require.True(t, want.Created.Equal(got.Created))
	want.Attempts, got.Attempts = nil, nil
	got.Created = want.Created
	require.Equal(t, want, got)
}

// TestJournals is what every journal does.
func TestJournals(t *testing.T) {
	for name, open := range journals(t) {
		t.Run(name, func(t *testing.T) {
			ctx, j, key := t.Context(), open(t), newKey(t)
			a := txn.Account{Chain: "one", Address: key.Address()}
			otherChain, otherAddress := a, a
			otherChain.Chain, otherAddress.Address = "two", common.Address{9}

			next, err := j.NextNonce(ctx, a)
			require.NoError(t, err)
			require.Zero(t, next)
			_, err = j.ByKey(ctx, a, "first")
			require.ErrorIs(t, err, txn.ErrNoEntry)

			first := entry(a, "first", 5)
			first.ID, err = j.Add(ctx, first)
			require.NoError(t, err)
			got, err := j.ByKey(ctx, a, "first")
			require.NoError(t, err)
			requireEntry(t, first, got)

			// One entry has a key, one has a nonce; other accounts and chains have their own.
			_, err = j.Add(ctx, entry(a, "first", 6))
			require.ErrorIs(t, err, txn.ErrTaken)
			_, err = j.Add(ctx, entry(a, "second", 5))
			require.ErrorIs(t, err, txn.ErrTaken)
			for _, b := range []txn.Account{otherChain, otherAddress} {
				_, err = j.Add(ctx, entry(b, "first", 5))
				require.NoError(t, err)
			}
			creation := entry(a, "second", 3)
			creation.Intent.To = nil
			creation.ID, err = j.Add(ctx, creation)
			require.NoError(t, err)
			next, err = j.NextNonce(ctx, a)
			require.NoError(t, err)
			require.Equal(t, uint64(6), next)

			// Attempts are added, in order, and stay.
			first.Attempts = append(first.Attempts, attemptOf(t, key, first, 10))
			require.NoError(t, j.Put(ctx, first))
			first.Attempts = append(first.Attempts, attemptOf(t, key, first, 20))
			require.NoError(t, j.Put(ctx, first))
			got, err = j.ByNonce(ctx, a, 5)
			require.NoError(t, err)
			requireEntry(t, first, got)
			open, err := j.Unfinished(ctx, a)
			require.NoError(t, err)
			require.Len(t, open, 2)
			requireEntry(t, creation, open[0])
			requireEntry(t, first, open[1])

			// Another nonce, but not one that is taken.
			moved := first
			moved.Nonce = creation.Nonce
			require.ErrorIs(t, j.Put(ctx, moved), txn.ErrTaken)
			moved.Nonce, moved.Since = 9, 40
			require.NoError(t, j.Put(ctx, moved))
			_, err = j.ByNonce(ctx, a, 5)
			require.ErrorIs(t, err, txn.ErrNoEntry)

			// Settled, and revived.
			moved.Outcome = &txn.Outcome{Hash: common.Hash{1}, Block: 50, BlockHash: common.Hash{2}, Success: false, Reason: "no"}
			require.NoError(t, j.Put(ctx, moved))
			open, err = j.Unfinished(ctx, a)
			require.NoError(t, err)
			require.Len(t, open, 1)
			got, err = j.ByKey(ctx, a, "first")
			require.NoError(t, err)
			requireEntry(t, moved, got)
			moved.Outcome = nil
			require.NoError(t, j.Put(ctx, moved))
			got, err = j.ByKey(ctx, a, "first")
			require.NoError(t, err)
			requireEntry(t, moved, got)

			// What was signed is never forgotten.
			require.ErrorIs(t, j.Drop(ctx, first.ID), txn.ErrNoEntry)
			require.NoError(t, j.Drop(ctx, creation.ID))
			require.ErrorIs(t, j.Drop(ctx, creation.ID), txn.ErrNoEntry)
			require.ErrorIs(t, j.Put(ctx, creation), txn.ErrNoEntry)
			_, err = j.ByKey(ctx, a, "second")
			require.ErrorIs(t, err, txn.ErrNoEntry)

			// What is returned is the caller's own.
			got, err = j.ByKey(ctx, a, "first")
			require.NoError(t, err)
			got.Attempts[0] = got.Attempts[1]
			again, err := j.ByKey(ctx, a, "first")
			require.NoError(t, err)
			requireEntry(t, moved, again)
		})
	}
}

// TestSQLiteKeeps: what was stored is there when the file is opened again.
func TestSQLiteKeeps(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "txn.db"), newKey(t)
	e := entry(txn.Account{Chain: "one", Address: key.Address()}, "k", 1)
	e.Attempts = []txn.Attempt{attemptOf(t, key, e, 3)}
	j, err := txn.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	e.ID, err = j.Add(t.Context(), e)
	require.NoError(t, err)
	require.NoError(t, j.Close())
	got, err := openSQLite(t, path).Unfinished(context.Background(), e.Account)
	require.NoError(t, err)
	require.Len(t, got, 1)
	requireEntry(t, e, got[0])
}

func newKey(t testing.TB) *signer.Key {
	t.Helper()
	k, err := signer.Generate()
	require.NoError(t, err)
	return k
}
