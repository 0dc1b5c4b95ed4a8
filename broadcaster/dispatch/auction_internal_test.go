package dispatch

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestQuotesAreWaitedFor: who is in the auction, and how long it lasts.
func TestQuotesAreWaitedFor(t *testing.T) {
	const ms = time.Millisecond
	// bidder connects, then answers after a while; a zero time is never.
	type bidder struct {
		connects, answers time.Duration
		refuses           bool
	}
	for name, tt := range map[string]struct {
		bidders []bidder
		enough  int
		in      []bool // who answered in time
		lasts   time.Duration
	}{
		"nobody":                     {nil, 2, []bool{}, 0},
		"all answer":                 {[]bidder{{5 * ms, 5 * ms, false}, {20 * ms, 100 * ms, false}}, 2, []bool{true, true}, 120 * ms},
		"one hangs":                  {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 5 * ms, false}, {10 * ms, 0, false}}, 2, []bool{true, true, false}, 160 * ms},
		"one takes long to connect":  {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 5 * ms, false}, {300 * ms, 100 * ms, false}}, 2, []bool{true, true, true}, 400 * ms},
		"one is too far away":        {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 5 * ms, false}, {600 * ms, 100 * ms, false}}, 2, []bool{true, true, false}, 510 * ms},
		"one is not there":           {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 5 * ms, false}, {0, 0, false}}, 2, []bool{true, true, false}, 510 * ms},
		"a second price is worth it": {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 400 * ms, false}}, 2, []bool{true, true}, 405 * ms},
		"but not for ever":           {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 600 * ms, false}}, 2, []bool{true, false}, 510 * ms},
		"a refusal is no quote":      {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 5 * ms, true}, {5 * ms, 300 * ms, false}}, 2, []bool{true, true, true}, 305 * ms},
		"nothing is to be paid":      {[]bidder{{5 * ms, 5 * ms, false}, {5 * ms, 300 * ms, false}}, 1, []bool{true, false}, 155 * ms},
		"all are far away":           {[]bidder{{400 * ms, 400 * ms, false}, {500 * ms, 600 * ms, false}}, 2, []bool{true, true}, 1100 * ms},
		"all refuse":                 {[]bidder{{5 * ms, 5 * ms, true}, {5 * ms, 800 * ms, true}}, 2, []bool{true, true}, 805 * ms},
		"nobody is there":            {[]bidder{{0, 0, false}, {0, 0, false}}, 2, []bool{false, false}, 1500 * ms},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				in := make([]bool, len(tt.bidders))
				began := time.Now()
				hold(t.Context(), patience{tt.enough, 150 * ms, 500 * ms}, len(tt.bidders), func(ctx context.Context, i int, connected func()) bool {
					ctx, cancel := context.WithTimeout(ctx, 1500*ms)
					defer cancel()
					wait := func(d time.Duration) bool {
						if d == 0 {
							<-ctx.Done()
							return false
						}
						select {
						case <-time.After(d):
							return true
						case <-ctx.Done():
							return false
						}
					}
					b := tt.bidders[i]
					if !wait(b.connects) {
						return false
					}
					connected()
					in[i] = wait(b.answers)
					return in[i] && !b.refuses
				})
				require.Equal(t, tt.in, in)
				require.Equal(t, tt.lasts, time.Since(began))
			})
		})
	}
	t.Run("not after the stream is gone", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			gone := errors.New("gone")
			time.AfterFunc(20*ms, func() { cancel(gone) })
			began := time.Now()
			hold(ctx, patience{2, 150 * ms, 500 * ms}, 3, func(ctx context.Context, i int, connected func()) bool {
				<-ctx.Done()
				require.ErrorIs(t, context.Cause(ctx), gone)
				go func() {
					<-time.After(time.Second)
					for range 20 {
						connected() // when nobody listens any more
					}
				}()
				return false
			})
			require.Equal(t, 20*ms, time.Since(began))
			<-time.After(2 * time.Second)
		})
	})
}
