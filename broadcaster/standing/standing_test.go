package standing_test

import (
	"encoding/binary"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/standing"
	"github.com/millrace/millrace/broadcaster/standing/standingtest"
)

func openSQLite(t *testing.T, path string) *standing.SQLite {
	t.Helper()
	s, err := standing.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	return s
}

func TestStores(t *testing.T) {
	t.Run("memory", func(t *testing.T) { standingtest.Check(t, standing.NewMemory()) })
	t.Run("sqlite", func(t *testing.T) {
		s := openSQLite(t, filepath.Join(t.TempDir(), "standings.db"))
		standingtest.Check(t, s)
		require.NoError(t, s.Close())
	})
}

// TestSQLiteKeeps: entries outlive the process, the newest of them where there are too many.
func TestSQLiteKeeps(t *testing.T) {
	path, now := filepath.Join(t.TempDir(), "standings.db"), time.Now().UTC()
	s := openSQLite(t, path)
	entries := standing.Entries{}
	for i := range standing.MaxEntries + 10 {
		var a common.Address
		binary.BigEndian.PutUint32(a[:], uint32(i))
		entries[a] = standing.Entry{At: now.Add(time.Duration(i-10000) * time.Millisecond), Served: 1}
	}
	require.NoError(t, s.Save(t.Context(), "self", entries))
	require.NoError(t, s.Close())
	s = openSQLite(t, path)
	all, err := s.Load(t.Context(), now)
	require.NoError(t, err)
	require.Len(t, all["self"], standing.MaxEntries)
	require.NotContains(t, all["self"], common.Address{})
	require.NoError(t, s.Close())
}

// FuzzParse: what another node or a file says of an orchestrator may be anything. What is believed means the same when it is told on.
func FuzzParse(f *testing.F) {
	now := time.Unix(1_800_000_000, 0)
	seed, err := json.Marshal(standingtest.Entry(now, 5))
	require.NoError(f, err)
	f.Add(seed)
	f.Add([]byte(`{"at":"2026-11-28T00:00:00Z","parts":[1e999]}`))
	f.Add([]byte(`{"served":-0.0,"suspension":{"count":65536,"until":"0001-01-01T00:00:00Z"}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, err := standing.Parse(text, now)
		if err != nil {
			return
		}
		told, err := json.Marshal(e)
		require.NoError(t, err)
		again, err := standing.Parse(told, now)
		require.NoError(t, err)
		require.True(t, e.At.Equal(again.At) && e.Suspension.Until.Equal(again.Suspension.Until))
		require.Equal(t, e.Parts, again.Parts)
		require.Equal(t, e.Suspension.Reason, again.Suspension.Reason)
	})
}
