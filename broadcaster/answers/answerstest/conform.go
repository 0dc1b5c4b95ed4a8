// Package answerstest holds what every answers.Store does.
package answerstest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/answers"
)

// Conform checks an empty store. pass makes it that much later for it.
func Conform(t *testing.T, s answers.Store, pass func(time.Duration)) {
	ctx := t.Context()
	claim := func(id, note string) string {
		t.Helper()
		there, err := s.Claim(ctx, id, []byte(note))
		require.NoError(t, err)
		return string(there)
	}
	keep := func(id, answer string) {
		t.Helper()
		require.NoError(t, s.Keep(ctx, id, []byte(answer)))
	}
	require.Empty(t, claim("a", "note"))
	require.Equal(t, "note", claim("a", "another"))
	keep("a", "answer\x00")
	require.Equal(t, "answer\x00", claim("a", "another"))
	require.Empty(t, claim("b", "note"), "each has its place")

	require.NoError(t, s.Drop(ctx, "b"))
	require.NoError(t, s.Drop(ctx, "b"))
	keep("b", "answer")
	require.Empty(t, claim("b", "note"), "nothing is kept without a place")

	pass(answers.ClaimAge + time.Second)
	require.Empty(t, claim("b", "note"), "who had it is gone")
	require.Equal(t, "answer\x00", claim("a", "another"))
	pass(answers.Age)
	require.Empty(t, claim("a", "note"), "an answer is too old")
	keep("a", "answer")

	var group sync.WaitGroup
	var mine atomic.Int32
	for i := range 8 {
		group.Go(func() {
			if there, err := s.Claim(ctx, "c", []byte{byte('0' + i)}); err == nil && there == nil {
				mine.Add(1)
			}
		})
	}
	group.Wait()
	require.EqualValues(t, 1, mine.Load(), "one gets it")

	for i := range answers.Max - 1 {
		require.Empty(t, claim(fmt.Sprint(i), "note"))
	}
	require.Equal(t, "note", claim(fmt.Sprint(answers.Max-2), "another"))
	require.Len(t, claim("c", "another"), 1, "there is room for it")
	keep("a", "answer")
	require.Empty(t, claim("a", "note"), "the oldest made room")
}
