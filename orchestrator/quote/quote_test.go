package quote_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
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

func TestOffer(t *testing.T) {
	now := time.Unix(1000, 0)
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	terms := quote.Terms{
		Orchestrator: common.Address{1}, Operator: identity.KeySigner(key), Broker: ticket.Domain{ChainID: 5, Contract: common.Address{2}},
		Price: 3_000_000, PriceFor: map[common.Address]uint64{{7}: 0, {8}: 5}, TTL: time.Second,
	}
	require.NoError(t, terms.Validate())
	require.False(t, terms.Free())
	request := wire.NewQuoteRequest("stream", source(media.Rational{Num: 30, Den: 1}), ladder())
	need := int64((1280*720 + 640*360) * 30)
	free := func(n int64) func(media.Work) int64 {
		return func(w media.Work) int64 {
			if w.Pixels() > 0 {
				require.Equal(t, media.Work{H264: need}, w)
			}
			return n
		}
	}
	q, err := terms.Offer(request, common.Address{9}, free(need), now)
	require.NoError(t, err)
	require.Equal(t, uint64(3_000_000), q.Price)
	require.Equal(t, uint64(need), q.Capacity)
	require.Equal(t, uint64(1001), q.Expiry)
	require.Equal(t, common.Address{1}, q.Orchestrator)
	require.Equal(t, common.Address{9}, q.Broadcaster)
	require.Equal(t, ticket.Units(quote.DefaultFaceValue), q.FaceValue)
	require.NoError(t, q.CheckSigner(terms.Broker, terms.Operator.Address()))
	require.ErrorIs(t, q.CheckSigner(ticket.Domain{ChainID: 6, Contract: common.Address{2}}, terms.Operator.Address()), wire.ErrInvalid)
	require.ErrorIs(t, q.CheckSigner(terms.Broker, common.Address{1}), wire.ErrInvalid)

	// 64 draws are worth three seconds of the ladder, but for what rounding takes.
	credit := ticket.Cost(3*need, q.Price)
	worth := new(big.Int).Mul(q.DrawWorth(), big.NewInt(64))
	require.InEpsilon(t, float64(credit.Int64()), float64(worth.Int64()), 1e-6)
	require.LessOrEqual(t, worth.Cmp(credit), 0)

	for broadcaster, price := range terms.PriceFor {
		other, err := terms.Offer(request, broadcaster, free(need), now)
		require.NoError(t, err)
		require.Equal(t, price, other.Price)
	}
	_, err = terms.Offer(request, common.Address{9}, free(need-1), now)
	require.ErrorIs(t, err, wire.ErrBusy)
	_, err = terms.Offer(&millracev1.QuoteRequest{}, common.Address{9}, free(need), now)
	require.ErrorIs(t, err, wire.ErrInvalid)
	_, err = terms.Offer(nil, common.Address{9}, free(need), now)
	require.ErrorIs(t, err, wire.ErrInvalid)

	terms.FaceValue = 1
	terms.Price = quote.MaxPrice
	q, err = terms.Offer(request, common.Address{9}, free(need), now)
	require.NoError(t, err)
	require.Greater(t, q.FaceValue.Big().Uint64(), uint64(1), "a draw cannot pay less than it must be worth")
	terms.Price++
	require.Error(t, terms.Validate())
	require.True(t, quote.Terms{}.Free())
	require.Error(t, quote.Terms{}.Validate())
}
