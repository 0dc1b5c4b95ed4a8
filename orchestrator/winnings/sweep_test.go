package winnings_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/winnings"
)

// TestSweep: what is settled goes when it is ninety days old, however much it is, and what is pending does not.
func TestSweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := winnings.NewMemory(book())
		add := func(lane uint32, nonce uint64) {
			w := winner(1, lane, nonce)
			w.RevealAt = time.Now()
			require.NoError(t, s.Add(t.Context(), w))
			if lane == 1 {
				require.NoError(t, s.Settle(t.Context(), winnings.Outcome{Place: w.Place(), State: winnings.Redeemed}))
			}
		}
		for nonce := range uint64(1200) {
			add(1, nonce+1)
		}
		add(2, 1)
		add(2, 2)
		settled := func() int { // those that a reorganization would bring back, and the two that are pending
			require.NoError(t, s.Reopen(t.Context(), common.Address{1}, 1, 0))
			pending, err := s.Pending(t.Context(), winnings.Place{}, 2000)
			require.NoError(t, err)
			return len(pending) - 2
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- winnings.Sweep(ctx, s) }()
		time.Sleep(winnings.Retention + 2*time.Hour) //nolint:forbidigo // the bubble's clock
		synctest.Wait()
		cancel()
		require.ErrorIs(t, <-ended, context.Canceled)
		require.Equal(t, 1, settled())
	})
}
