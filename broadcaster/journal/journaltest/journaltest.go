// Package journaltest holds what every journal.Store does.
package journaltest

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/journal"
)

// Conform checks an empty store, which open opens for another node.
func Conform(t *testing.T, open func() journal.Store) {
	ctx := t.Context()
	a, b := open(), open()
	read := func(s journal.Store, after journal.Position, limit int) ([]string, journal.Position) {
		t.Helper()
		entries, next, err := s.Read(ctx, after, limit)
		require.NoError(t, err)
		list := make([]string, len(entries))
		for i, e := range entries {
			list[i] = string(e)
		}
		return list, next
	}
	add := func(s journal.Store, entries ...string) {
		t.Helper()
		var list [][]byte
		for _, e := range entries {
			list = append(list, []byte(e))
		}
		require.NoError(t, s.Append(ctx, list))
	}
	list, start := read(a, "", 10)
	require.Empty(t, list)
	add(a)
	add(a, "one\x00", "two")
	add(b, "three", "")
	list, next := read(b, start, 3)
	require.Equal(t, []string{"one\x00", "two", "three"}, list)
	list, end := read(b, next, 3)
	require.Equal(t, []string{""}, list)
	list, again := read(a, end, 3)
	require.Empty(t, list)
	add(b, "one\x00")
	list, _ = read(a, again, 3)
	require.Equal(t, []string{"one\x00"}, list, "what comes twice is there twice")
	list, _ = read(a, "", 10)
	require.Equal(t, []string{"one\x00", "two", "three", "", "one\x00"}, list, "it reads at its own pace")
	_, _, err := a.Read(ctx, "nowhere", 1)
	require.Error(t, err)

	// Many at one time: everybody reads the same.
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for n := range 50 {
				s := a
				if n%2 > 0 {
					s = b
				}
				if err := s.Append(ctx, [][]byte{fmt.Append(nil, i, n), fmt.Append(nil, i, n, "+")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	all, end := read(a, "", journal.Max)
	require.Len(t, all, 5+800)
	same, _ := read(b, "", journal.Max)
	require.Equal(t, all, same)

	// The list is bounded; who is behind goes on with the oldest that there is.
	for n := range 2 * journal.Max / 1000 {
		batch := make([]string, 1000)
		for i := range batch {
			batch[i] = fmt.Sprint("batch ", n, " ", i)
		}
		add(a, batch...)
	}
	list, _ = read(a, end, 3*journal.Max)
	require.GreaterOrEqual(t, len(list), journal.Max)
	require.Less(t, len(list), 2*journal.Max)
	require.Equal(t, fmt.Sprint("batch ", 2*journal.Max/1000-1, " 999"), list[len(list)-1])
}
