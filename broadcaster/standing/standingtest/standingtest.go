// Package standingtest is what every standing.Store must do.
package standingtest

import (
	"math"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/standing"
)

// Entry is one that a node may have measured by then, of so many parts.
func Entry(now time.Time, parts float64) standing.Entry {
	return standing.Entry{
		At: now, Parts: [standing.Buckets]float64{3: parts, 10: 0.1}, Served: parts + 0.1, Faults: 2.5, Invalid: 1,
		Suspension: standing.Suspension{Count: 3, Last: now.Add(-time.Second), Until: now.Add(time.Minute), Reason: "it was late"},
	}
}

// Check holds an empty store to what Store says.
func Check(t *testing.T, s standing.Store) {
	ctx, now := t.Context(), time.Now().UTC().Truncate(time.Millisecond)
	load := func() map[string]standing.Entries {
		t.Helper()
		all, err := s.Load(ctx, now)
		require.NoError(t, err)
		return all
	}
	require.Empty(t, load())
	a, b := common.Address{1}, common.Address{19: 2}
	require.NoError(t, s.Save(ctx, "one", standing.Entries{a: Entry(now, 1), b: Entry(now, 2)}))
	require.NoError(t, s.Save(ctx, "http://two:8935", standing.Entries{a: Entry(now, 3)}))
	require.NoError(t, s.Save(ctx, "one", standing.Entries{b: {At: now}}))
	require.NoError(t, s.Save(ctx, "one", nil))
	all := load()
	require.Equal(t, map[string]standing.Entries{
		"one": {a: Entry(now, 1), b: {At: now}}, "http://two:8935": {a: Entry(now, 3)},
	}, all)
	all["one"][a] = standing.Entry{}
	require.Equal(t, Entry(now, 1), load()["one"][a], "what is returned is the caller's")

	// What nobody can have measured is not believed, and does no harm to the rest.
	late := Entry(now.Add(time.Hour), 1)
	forever := Entry(now, 1)
	forever.Suspension.Until = now.Add(1000 * time.Hour)
	for what, bad := range map[string]standing.Entry{
		"less than nothing": {At: now, Served: -1}, "more than can be": {At: now, Faults: math.MaxFloat64},
		"tomorrow's": late, "for ever": forever,
	} {
		require.NoError(t, s.Save(ctx, "one", standing.Entries{b: bad}), what)
		entries := load()["one"]
		require.NotContains(t, entries, b, what)
		require.Contains(t, entries, a, what)
	}
}
