package dispatch_test

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/standing"
	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/chain"
)

// keep runs a market's Keep until stop is called.
func keep(t *testing.T, m *dispatch.NetworkMarket, s dispatch.Standings) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- m.Keep(ctx, s) }()
	return func() {
		t.Helper()
		cancel()
		require.ErrorIs(t, <-ended, context.Canceled)
	}
}

// candidate is one that is only known by its address.
type candidate struct {
	dispatch.Candidate
	address common.Address
}

func (c candidate) Address() common.Address { return c.address }

// TestScoresOutliveTheNode: a restart forgets nothing, and what was measured fades while the node is down.
func TestScoresOutliveTheNode(t *testing.T) {
	bad, late := candidate{address: common.Address{1}}, candidate{address: common.Address{2}}
	for name, store := range map[string]func(t *testing.T) standing.Store{
		"memory": func(*testing.T) standing.Store { return standing.NewMemory() },
		"sqlite": func(t *testing.T) standing.Store {
			s, err := standing.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "standings.db"))
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			stores, me := dispatch.Standings{Local: store(t)}, newSigner(t)
			m := newMarket(t, me, chain.View{})
			require.NoError(t, m.Restore(t.Context(), stores))
			stop := keep(t, m, stores)
			m.Report(bad, verify.ErrMalformed)
			for range 8 {
				m.Measure(late, 2*time.Second)
			}
			before, why := m.Seen(bad.address)
			require.Contains(t, why, verify.ErrMalformed.Error())
			stop()

			again := newMarket(t, me, chain.View{})
			require.NoError(t, again.Restore(t.Context(), stores))
			after, why := again.Seen(bad.address)
			require.Contains(t, why, verify.ErrMalformed.Error(), "it is out for as long as it was to be")
			require.Equal(t, before.Score.Performance, after.Score.Performance)
			require.InDelta(t, before.Score.Faults, after.Score.Faults, 0.1)
			seen, _ := again.Seen(late.address)
			require.Equal(t, 60, seen.Score.Performance)
			require.Equal(t, 2500*time.Millisecond, seen.Score.P50)
		})
	}
}

func TestScoresFadeWhileTheNodeIsDown(t *testing.T) {
	me := newSigner(t)
	synctest.Test(t, func(t *testing.T) {
		stores := dispatch.Standings{Local: standing.NewMemory()}
		bad := candidate{address: common.Address{1}}
		m := newMarket(t, me, chain.View{})
		stop := keep(t, m, stores)
		m.Report(bad, verify.ErrMalformed)
		stop()
		time.Sleep(10 * time.Minute) //nolint:forbidigo // on the fake clock
		again := newMarket(t, me, chain.View{})
		require.NoError(t, again.Restore(t.Context(), stores))
		seen, why := again.Seen(bad.address)
		require.Empty(t, why)
		require.InDelta(t, 0.5, seen.Score.Faults, 1e-3)
	})
}

// TestBroadcastersShareScores: who fails one broadcaster is out for all that share a store, and their counts are added up.
func TestBroadcastersShareScores(t *testing.T) {
	me := newSigner(t)
	synctest.Test(t, func(t *testing.T) {
		shared := standing.NewMemory()
		bad, late := candidate{address: common.Address{1}}, candidate{address: common.Address{2}}
		var markets []*dispatch.NetworkMarket
		for _, node := range []string{"a", "b"} {
			m := newMarket(t, me, chain.View{})
			defer keep(t, m, dispatch.Standings{Local: standing.NewMemory(), Shared: shared, Node: node})()
			markets = append(markets, m)
		}
		a, b := markets[0], markets[1]
		a.Report(bad, verify.ErrMalformed)
		for range 4 {
			a.Measure(late, 2*time.Second)
			b.Measure(late, 2*time.Second)
		}
		time.Sleep(11 * time.Second) //nolint:forbidigo // on the fake clock
		_, why := b.Seen(bad.address)
		require.Contains(t, why, verify.ErrMalformed.Error())
		atA, _ := a.Seen(late.address)
		atB, _ := b.Seen(late.address)
		require.Equal(t, atA.Score, atB.Score)
		require.Equal(t, 70, atB.Score.Performance, "eight parts, that have faded for 11 seconds")
		time.Sleep(20 * time.Second) //nolint:forbidigo // on the fake clock
		_, why = b.Seen(bad.address)
		require.Empty(t, why)
	})
}
