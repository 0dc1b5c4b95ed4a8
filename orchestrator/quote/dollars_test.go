package quote_test

import (
	"errors"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
)

// TestDollars: a price in dollars follows what a dollar is worth, and what was quoted holds for as long as its quotes do.
func TestDollars(t *testing.T) {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	now := time.Unix(1000, 0)
	worth, feed := uint64(100), error(nil) // per cent
	const ttl = time.Minute
	terms := quote.Terms{
		Operator: identity.KeySigner(key), Price: 500, PriceFor: map[common.Address]uint64{{7}: 0}, TTL: ttl,
		Dollars: quote.NewDollars(func(dollars uint64) (uint64, error) { return dollars * worth / 100, feed }),
	}
	require.NoError(t, terms.Validate())
	format := source(media.Rational{Num: 30, Den: 1})
	ask := func(broadcaster byte, ready uint64) uint64 {
		t.Helper()
		q, err := terms.Quote(common.Address{broadcaster}, format, ladder(), ready, now)
		require.NoError(t, err)
		return q.Price
	}
	require.Equal(t, uint64(500), ask(1, 0))
	worth = 150
	require.Equal(t, uint64(500), ask(1, 0), "was quoted just now")
	require.Equal(t, uint64(750), ask(2, 0))
	require.Zero(t, ask(7, 0), "free in any currency")
	now = now.Add(ttl)
	require.Equal(t, uint64(750), ask(1, 0))
	require.Equal(t, uint64(500), ask(1, 500), "its quotes hold")
	require.Equal(t, uint64(600), ask(1, 600), "whoever is ready to pay more pays it")
	require.Equal(t, uint64(750), ask(1, 499), "was not promised")
	require.Equal(t, uint64(750), ask(2, 500), "nor this")
	now = now.Add(ttl)
	require.Equal(t, uint64(750), ask(1, 500), "they are over")

	feed = errors.New("away")
	_, err = terms.Quote(common.Address{3}, format, ladder(), 0, now)
	require.ErrorIs(t, err, wire.ErrBusy)
	require.ErrorIs(t, err, feed)
	require.Equal(t, uint64(750), ask(1, 750), "what was promised holds without a feed")
	now = now.Add(2 * ttl)
	_, err = terms.Quote(common.Address{1}, format, ladder(), 750, now)
	require.ErrorIs(t, err, wire.ErrBusy)

	feed, worth = nil, 1<<40
	_, err = terms.Quote(common.Address{3}, format, ladder(), 0, now)
	require.ErrorIs(t, err, wire.ErrBusy, "nonsense is not asked")
}
