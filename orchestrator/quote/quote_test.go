package quote_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

func source(rate media.Rational) media.VideoFormat {
	return media.VideoFormat{
		Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: rate,
		Config: []byte{1, 0x64, 0x00, 0x28},
	}
}

func ladder() media.Ladder {
	return media.Ladder{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000}, {Name: "360p", Width: 640, Height: 360, Bitrate: 700_000}}
}

func TestPixelRate(t *testing.T) {
	for name, tt := range map[string]struct {
		rate media.Rational
		want int64
	}{
		"30 Hz":        {media.Rational{Num: 30, Den: 1}, (1280*720 + 640*360) * 30},
		"29.97 Hz":     {media.Rational{Num: 30000, Den: 1001}, (1280*720 + 640*360) * 30000 / 1001},
		"unknown rate": {media.Rational{}, (1280*720 + 640*360) * 60}, // the worst that is usual
	} {
		t.Run(name, func(t *testing.T) {
			got, err := quote.PixelRate(source(tt.rate), ladder())
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
	_, err := quote.PixelRate(source(media.Rational{Num: 30, Den: 1}), nil)
	require.ErrorIs(t, err, wire.ErrInvalid)
	_, err = quote.PixelRate(source(media.Rational{Num: 1, Den: 1 << 30}), ladder())
	require.ErrorIs(t, err, wire.ErrInvalid, "a session of no pixels is none")
}

func TestTerms(t *testing.T) {
	now := time.Unix(1000, 0)
	request := wire.NewQuoteRequest("stream", source(media.Rational{Num: 30, Den: 1}), ladder())
	need := int64((1280*720 + 640*360) * 30)
	q, err := quote.Terms{PricePerTerapixel: 7, TTL: time.Second}.Quote(request, need, now)
	require.NoError(t, err)
	require.Equal(t, uint64(7), q.GetPricePerTerapixel())
	require.Equal(t, need, q.GetFreePixelRate())
	require.Equal(t, int64(1001), q.GetExpiresUnix())

	q, err = quote.Terms{}.Quote(request, need, now)
	require.NoError(t, err)
	require.Equal(t, int64(1060), q.GetExpiresUnix())

	_, err = quote.Terms{}.Quote(request, need-1, now)
	require.ErrorIs(t, err, wire.ErrBusy)
	_, err = quote.Terms{}.Quote(&millracev1.QuoteRequest{}, need, now)
	require.ErrorIs(t, err, wire.ErrInvalid)
	_, err = quote.Terms{}.Quote(nil, need, now)
	require.ErrorIs(t, err, wire.ErrInvalid)
}
