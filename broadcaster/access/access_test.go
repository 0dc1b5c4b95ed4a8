package access

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/cluster"
)

// registries are a registry of each kind, and how to come back to what it kept; nil: it keeps nothing.
func registries(t *testing.T) map[string]func() (*Registry, func() *Registry) {
	return map[string]func() (*Registry, func() *Registry){
		"memory": func() (*Registry, func() *Registry) { return NewMemory(), nil },
		"shared": func() (*Registry, func() *Registry) {
			records := cluster.NewMemoryRecords()
			open := func() *Registry {
				table, err := cluster.OpenTable(t.Context(), cluster.TableConfig{}, records, slog.New(slog.NewTextHandler(t.Output(), nil)))
				require.NoError(t, err)
				return NewShared(table, slog.Default())
			}
			return open(), open // another node
		},
		"file": func() (*Registry, func() *Registry) {
			path := filepath.Join(t.TempDir(), "keys.db")
			open := func() *Registry {
				r, err := Open(t.Context(), path)
				require.NoError(t, err)
				t.Cleanup(func() { _ = r.Close() })
				return r
			}
			return open(), open
		},
	}
}

func TestRegistry(t *testing.T) {
	for name, make := range registries(t) {
		t.Run(name, func(t *testing.T) {
			r, again := make()
			now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
			r.now = func() time.Time { return now }
			require.Empty(t, r.List())
			app, secret, err := r.Make(t.Context(), "the app", []Scope{Playback, Read, Playback}, 0)
			require.NoError(t, err)
			require.Equal(t, []Scope{Read, Playback}, app.Scopes)
			require.True(t, app.May(Read))
			require.False(t, app.May(Streams))
			now = now.Add(time.Second)
			guest, guestSecret, err := r.Make(t.Context(), "a guest", []Scope{Streams}, time.Hour)
			require.NoError(t, err)
			require.Equal(t, now.Add(time.Hour), guest.ExpiresAt)
			require.NotEqual(t, secret, guestSecret)

			check := func(r *Registry, secret string, want Key) {
				got, err := r.Check(secret)
				require.NoError(t, err)
				require.Equal(t, want, got)
			}
			check(r, secret, app)
			check(r, guestSecret, guest)
			for _, wrong := range []string{"", "millrace_", secret[:len(secret)-1], secret + "A", strings.ToLower(secret), app.ID} {
				_, err := r.Check(wrong)
				require.ErrorIs(t, err, ErrUnknown, wrong)
			}
			require.Equal(t, []Key{app, guest}, r.List())

			if again != nil {
				require.NoError(t, r.Close())
				r = again()
				r.now = func() time.Time { return now }
				check(r, secret, app)
				check(r, guestSecret, guest)
			}
			require.ErrorIs(t, r.Revoke(t.Context(), "nobody"), ErrUnknown)
			require.NoError(t, r.Revoke(t.Context(), app.ID))
			_, err = r.Check(secret)
			require.ErrorIs(t, err, ErrUnknown)
			require.ErrorIs(t, r.Revoke(t.Context(), app.ID), ErrUnknown)

			now = now.Add(time.Hour)
			_, err = r.Check(guestSecret)
			require.ErrorIs(t, err, ErrUnknown, "expired")
			require.Empty(t, r.List())
			require.ErrorIs(t, r.Revoke(t.Context(), guest.ID), ErrUnknown)
		})
	}
}

func TestRegistry_Make_refuses(t *testing.T) {
	r := NewMemory()
	for name, c := range map[string]struct {
		name   string
		scopes []Scope
		ttl    time.Duration
		want   string
	}{
		"no name":             {"", All(), 0, "whose it is"},
		"long name":           {strings.Repeat("x", MaxName+1), All(), 0, "whose it is"},
		"name of two lines":   {"a\nb", All(), 0, "whose it is"},
		"name that is binary": {"\xff", All(), 0, "whose it is"},
		"no scopes":           {"x", nil, 0, "no scopes"},
		"unknown scope":       {"x", []Scope{"root"}, 0, `scope "root"`},
		"expired":             {"x", All(), -1, "expired already"},
	} {
		_, _, err := r.Make(t.Context(), c.name, c.scopes, c.ttl)
		require.ErrorIs(t, err, ErrInvalid, name)
		require.ErrorContains(t, err, c.want, name)
	}
	require.Empty(t, r.List())
}

// What has expired makes room.
func TestRegistry_isBounded(t *testing.T) {
	r := NewMemory()
	now := time.Now()
	r.now = func() time.Time { return now }
	for range MaxKeys {
		_, _, err := r.Make(t.Context(), "x", All(), time.Hour)
		require.NoError(t, err)
	}
	_, _, err := r.Make(t.Context(), "x", All(), 0)
	require.ErrorIs(t, err, ErrFull)
	now = now.Add(time.Hour)
	_, _, err = r.Make(t.Context(), "x", All(), 0)
	require.NoError(t, err)
	require.Len(t, r.List(), 1)
}

// A file that somebody changed is refused rather than believed.
func TestOpen_checks(t *testing.T) {
	for name, change := range map[string]string{
		"hash":   `UPDATE api_keys SET hash = x'00'`,
		"scopes": `UPDATE api_keys SET scopes = '["root"]'`,
		"JSON":   `UPDATE api_keys SET scopes = '{'`,
		"name":   `UPDATE api_keys SET name = ''`,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys.db")
			r, err := Open(t.Context(), path)
			require.NoError(t, err)
			_, _, err = r.Make(t.Context(), "x", All(), 0)
			require.NoError(t, err)
			_, err = r.db.ExecContext(t.Context(), change)
			require.NoError(t, err)
			require.NoError(t, r.Close())
			_, err = Open(t.Context(), path)
			require.Error(t, err)
		})
	}
}

// TestShared: a key that one node makes counts at another at once, until it is revoked there; an old node's keys come along.
func TestShared(t *testing.T) {
	records, log := cluster.NewMemoryRecords(), slog.New(slog.NewTextHandler(t.Output(), nil))
	node := func() *Registry {
		table, err := cluster.OpenTable(t.Context(), cluster.TableConfig{}, records, log)
		require.NoError(t, err)
		return NewShared(table, log)
	}
	old, a, b := NewMemory(), node(), node()
	kept, oldSecret, err := old.Make(t.Context(), "old", []Scope{Read}, 0)
	require.NoError(t, err)
	require.NoError(t, a.Adopt(t.Context(), old))
	k, secret, err := a.Make(t.Context(), "new", []Scope{Keys}, time.Hour)
	require.NoError(t, err)
	for s, want := range map[string]Key{oldSecret: kept, secret: k} {
		got, err := b.Check(s)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	require.NoError(t, b.Revoke(t.Context(), kept.ID))
	require.Equal(t, []Key{k}, b.List())
	require.ErrorIs(t, a.Revoke(t.Context(), kept.ID), ErrUnknown)
	require.Equal(t, []Key{k}, a.List())
}
