// Package quote says what an orchestrator asks for its work, and whether it could take more of it now.
//
// A quote is a statement, not a reservation: admission decides when the session opens.
package quote

import (
	"fmt"
	"time"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// DefaultTTL is how long a quote holds when nobody says otherwise.
const DefaultTTL = time.Minute

// Terms are what an orchestrator's quotes are made of.
type Terms struct {
	PricePerTerapixel uint64        // in units of the settlement token per 1e12 output pixels
	TTL               time.Duration // how long a quote holds; default DefaultTTL
}

// Quote answers a request when free output pixels per second are free.
func (t Terms) Quote(m *millracev1.QuoteRequest, free int64, now time.Time) (*millracev1.QuoteResponse, error) {
	_, source, ladder, err := wire.ParseQuoteRequest(m)
	if err != nil {
		return nil, err
	}
	rate, err := PixelRate(source, ladder)
	if err != nil {
		return nil, err
	}
	if rate > free {
		return nil, wire.Detailf(wire.ErrBusy, "%d of the %d pixels/s needed are free", free, rate)
	}
	ttl := t.TTL
	if ttl == 0 {
		ttl = DefaultTTL
	}
	return &millracev1.QuoteResponse{
		PricePerTerapixel: t.PricePerTerapixel,
		FreePixelRate:     free,
		ExpiresUnix:       now.Add(ttl).Unix(),
	}, nil
}

// PixelRate is what a session takes of the capacity: its output pixels per second.
func PixelRate(source media.VideoFormat, ladder media.Ladder) (int64, error) {
	rate := ladder.PixelRate(source.FrameRate)
	if len(ladder) == 0 || rate <= 0 {
		return 0, wire.Detailf(wire.ErrInvalid, "nothing to transcode: %w", fmt.Errorf("%d renditions at %v Hz", len(ladder), source.FrameRate))
	}
	return rate, nil
}
