package admission_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/cluster/clustertest"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/store"
)

// stores opens a store of each kind.
func stores() map[string]func(t *testing.T) admission.Store {
	return map[string]func(t *testing.T) admission.Store{
		"memory": func(*testing.T) admission.Store { return admission.NewMemory() },
		"sqlite": func(t *testing.T) admission.Store { return openSQLite(t, filepath.Join(t.TempDir(), "streams.db")) },
		"shared": func(t *testing.T) admission.Store { return share(t, cluster.NewMemoryRecords(), "") },
		"shared in redis": func(t *testing.T) admission.Store {
			return share(t, openRedis(t, clustertest.StartRedis(t)), filepath.Join(t.TempDir(), "cluster.db"))
		},
	}
}

func openRedis(t *testing.T, server *clustertest.Redis) cluster.Records {
	t.Helper()
	r, err := cluster.OpenRedis(server.URL())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	return r.Records()
}

// share is the store of one node in a cluster.
func share(t *testing.T, records cluster.Records, file string) *admission.Shared {
	t.Helper()
	table, err := cluster.OpenTable(t.Context(), cluster.TableConfig{File: file, Every: 10 * time.Millisecond}, records, logger(t))
	require.NoError(t, err)
	table.Start()
	t.Cleanup(func() { require.NoError(t, table.Close()) })
	return admission.NewShared(table, cluster.Secret("a secret of the tests"), logger(t))
}

func logger(t *testing.T) *slog.Logger { return slog.New(slog.NewTextHandler(t.Output(), nil)) }

func openSQLite(t *testing.T, path string) *admission.SQLite {
	t.Helper()
	s, err := admission.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func created(name string) admission.Stream {
	return admission.Stream{
		Name: name, Ladder: media.Ladder{{Name: "low", Width: 320, Height: 180, Bitrate: 200_000}},
		Limits: admission.Limits{Bitrate: 1, Width: 2, Height: 3, FrameRate: 4}, Policy: admission.Policy{Record: admission.RecordAlways}, CreatedAt: time.UnixMilli(1_700_000_000_123).UTC(),
	}
}

// TestStores is what every store does.
func TestStores(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s := t.Context(), open(t)
			one, two, three := admission.HashKey("1"), admission.HashKey("2"), admission.HashKey("3")
			unknown := func(name string, key admission.KeyHash) {
				t.Helper()
				_, _, err := s.Stream(ctx, name)
				require.ErrorIs(t, err, admission.ErrUnknown)
				_, err = s.ByKey(ctx, key)
				require.ErrorIs(t, err, admission.ErrUnknown)
				_, err = s.Update(ctx, name, func(*admission.Stream) error { t.Error("called"); return nil })
				require.ErrorIs(t, err, admission.ErrUnknown)
				require.ErrorIs(t, s.SetKey(ctx, name, key), admission.ErrUnknown)
				require.ErrorIs(t, s.Delete(ctx, name), admission.ErrUnknown)
			}
			known := func(want admission.Stream, key admission.KeyHash) {
				t.Helper()
				got, hash, err := s.Stream(ctx, want.Name)
				require.NoError(t, err)
				require.Equal(t, want, got)
				require.Equal(t, key, hash)
				got, err = s.ByKey(ctx, key)
				require.NoError(t, err)
				require.Equal(t, want, got)
			}
			unknown("b", one)
			list, err := s.List(ctx)
			require.NoError(t, err)
			require.Empty(t, list)

			b, a := created("b"), admission.Stream{Name: "a", CreatedAt: created("").CreatedAt}
			require.NoError(t, s.Create(ctx, b, one))
			require.NoError(t, s.Create(ctx, a, two))
			known(b, one)
			known(a, two)
			unknown("B", three) // names are what they are, to the letter
			require.ErrorIs(t, s.Create(ctx, a, three), admission.ErrExists)
			unknown("c", three)
			list, err = s.List(ctx)
			require.NoError(t, err)
			require.Equal(t, []admission.Stream{a, b}, list)

			changed := b
			changed.Ladder, changed.Limits, changed.CreatedAt = media.Ladder{}, admission.Limits{}, time.Now()
			failed := errors.New("no")
			_, err = s.Update(ctx, "b", func(st *admission.Stream) error { st.Ladder[0].Name = "other"; return failed })
			require.ErrorIs(t, err, failed)
			known(b, one)
			got, err := s.Update(ctx, "b", func(st *admission.Stream) error { *st = changed; return nil })
			require.NoError(t, err)
			changed.CreatedAt = b.CreatedAt
			require.Equal(t, changed, got)
			known(changed, one)
			got, err = s.ByKey(ctx, one)
			require.NoError(t, err)
			require.NotNil(t, got.Ladder, "source only is not the node's ladder")

			require.NoError(t, s.SetKey(ctx, "b", three))
			known(changed, three)
			_, err = s.ByKey(ctx, one)
			require.ErrorIs(t, err, admission.ErrUnknown, "the old key is gone")

			require.NoError(t, s.Delete(ctx, "b"))
			unknown("b", three)
			known(a, two)

			secret, err := s.Secret(ctx)
			require.NoError(t, err)
			require.Len(t, secret, 32)
			again, err := s.Secret(ctx)
			require.NoError(t, err)
			require.Equal(t, secret, again)
		})
	}
}

// TestStoresAreApart: what a store returned does not change with what it keeps.
func TestStoresAreApart(t *testing.T) {
	for name, open := range stores() {
		t.Run(name, func(t *testing.T) {
			ctx, s, b := t.Context(), open(t), created("b")
			require.NoError(t, s.Create(ctx, b, admission.HashKey("1")))
			b.Ladder[0].Name = "changed"
			got, _, err := s.Stream(ctx, "b")
			require.NoError(t, err)
			require.Equal(t, "low", got.Ladder[0].Name)
			got.Ladder[0].Name = "changed"
			got, err = s.ByKey(ctx, admission.HashKey("1"))
			require.NoError(t, err)
			require.Equal(t, "low", got.Ladder[0].Name)
		})
	}
}

func TestStoresAreBounded(t *testing.T) {
	memory := admission.NewMemory()
	for i := range admission.MaxStreams {
		n := strconv.Itoa(i)
		require.NoError(t, memory.Create(t.Context(), admission.Stream{Name: n}, admission.HashKey(n)))
	}
	path := filepath.Join(t.TempDir(), "streams.db")
	rewrite(t, path, `INSERT INTO streams (name, key_hash, ladder, limits, created_at) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
		SELECT CAST(i AS TEXT), randomblob(32), 'null', '{}', 0 FROM n`, admission.MaxStreams)
	for name, s := range map[string]admission.Store{"memory": memory, "sqlite": openSQLite(t, path)} {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			require.ErrorIs(t, s.Create(ctx, created("b"), admission.HashKey("b")), admission.ErrFull)
			require.ErrorIs(t, s.Create(ctx, created("7"), admission.HashKey("b")), admission.ErrExists)
			require.NoError(t, s.Delete(ctx, "7"))
			require.NoError(t, s.Create(ctx, created("b"), admission.HashKey("b")))
		})
	}
}

// rewrite makes the file at path if it is missing, and changes it behind the store's back.
func rewrite(t *testing.T, path, statement string, args ...any) {
	t.Helper()
	s, err := admission.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	db, err := store.Open(t.Context(), path, []string{"", ""}) // as many migrations as there are
	require.NoError(t, err)
	_, err = db.Exec(statement, args...)
	require.NoError(t, err)
	require.NoError(t, db.Close())
}

// TestSQLiteRemembers: what was created is there after a restart, and the file does not hold the key.
func TestSQLiteRemembers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made", "streams.db")
	s, err := admission.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	r, err := admission.NewRegistry(t.Context(), s)
	require.NoError(t, err)
	made, key, err := r.Create(t.Context(), created("b"))
	require.NoError(t, err)
	token, _, err := r.Mint(t.Context(), "b", time.Hour)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	for _, file := range []string{path, path + "-wal"} {
		if data, err := os.ReadFile(file); err == nil {
			require.False(t, strings.Contains(string(data), key), file)
		}
	}

	s = openSQLite(t, path)
	r, err = admission.NewRegistry(t.Context(), s)
	require.NoError(t, err)
	got, err := r.Stream(t.Context(), "b")
	require.NoError(t, err)
	require.Equal(t, made, got)
	g := gate(t, admission.Config{}, r)
	_, err = g.Admit(t.Context(), request(key))
	require.NoError(t, err)
	_, err = g.Admit(t.Context(), request("b?token="+token))
	require.NoError(t, err)
}

func TestSQLiteRefusesDamagedRows(t *testing.T) {
	for column, value := range map[string]any{
		"key_hash": []byte{1}, "ladder": "[", "limits": `{"bitrate":-1}`, "policy": `{"record":"perhaps"}`, "name": "a b",
	} {
		path := filepath.Join(t.TempDir(), "streams.db")
		s, err := admission.OpenSQLite(t.Context(), path)
		require.NoError(t, err)
		require.NoError(t, s.Create(t.Context(), created("b"), admission.HashKey("1")))
		require.NoError(t, s.Close())
		rewrite(t, path, "UPDATE streams SET "+column+" = ?", value)
		_, err = openSQLite(t, path).List(t.Context())
		require.ErrorContains(t, err, "streams: ", column)
	}
}
