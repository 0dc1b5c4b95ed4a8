package winnings

import (
	"context"
	"log/slog"
	"time"
)

// Retention is how long settled winners are kept: far longer than any chain is reorganized, and than a node that forwards them is away.
const Retention = 90 * 24 * time.Hour

// Bounds of sweeping, which shares the store with what is won meanwhile.
const (
	sweepInterval = time.Hour
	sweepBatch    = 500
	sweepTimeout  = 30 * time.Second
)

// Sweep forgets settled winners that are older than Retention, every hour, until ctx is done; it returns why.
func Sweep(ctx context.Context, s Store) error {
	for {
		if err := sweep(ctx, s, time.Now()); err != nil && ctx.Err() == nil {
			slog.Warn("settled winning tickets cannot be forgotten; trying again", "err", err)
		}
		timer := time.NewTimer(sweepInterval)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return context.Cause(ctx)
		}
	}
}

func sweep(ctx context.Context, s Store, now time.Time) error {
	for {
		batch, cancel := context.WithTimeout(ctx, sweepTimeout)
		n, err := s.Prune(batch, now.Add(-Retention), sweepBatch)
		cancel()
		if err != nil || n < sweepBatch {
			return err
		}
	}
}
