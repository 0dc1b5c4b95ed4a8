package pricefeed_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/pricefeed"
)

// sources are what must behave alike: each returns a source, and what has it answer.
func sources(t *testing.T, check func(t *testing.T, s pricefeed.Source, set func(pricefeed.Round))) {
	t.Run("memory", func(t *testing.T) {
		var m pricefeed.Memory
		check(t, &m, func(r pricefeed.Round) { m.Set(r, nil) })
	})
	t.Run("contract", func(t *testing.T) {
		d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
		require.NoError(t, err)
		require.NoError(t, d.Start(t.Context()))
		defer func() { require.NoError(t, d.Stop(context.Background())) }()
		conn, err := chain.Connect(t.Context(), d.URL())
		require.NoError(t, err)
		defer conn.Close()
		feed, err := conn.DeployPriceFeed(t.Context(), d.Faucet())
		require.NoError(t, err)
		check(t, conn.PriceFeed(feed.Address()), func(r pricefeed.Round) {
			t.Helper()
			require.NoError(t, feed.Set(t.Context(), d.Faucet(), r))
		})
	})
}

func start() time.Time { return time.Unix(1_800_000_000, 0) }

// round is a sound one, of one dollar in the usual decimals.
func round(id int64, answer int64, updated time.Time) pricefeed.Round {
	return pricefeed.Round{ID: big.NewInt(id), AnsweredIn: big.NewInt(id), Answer: big.NewInt(answer), Decimals: 8, Updated: updated}
}

const dollar = 100_000_000

// TestFeed walks through the days of a feed: what is believed, what is not, and for how long the last rate holds.
func TestFeed(t *testing.T) {
	sources(t, func(t *testing.T, s pricefeed.Source, set func(pricefeed.Round)) {
		now := start()
		f, err := pricefeed.New(pricefeed.Config{}, pricefeed.Deps{Source: s, Now: func() time.Time { return now }})
		require.NoError(t, err)
		_, err = f.Rate()
		require.ErrorIs(t, err, pricefeed.ErrNone)
		id := new(big.Int).Lsh(big.NewInt(3), 64) // the third aggregator behind a proxy
		next := func(answer int64) pricefeed.Round {
			id = new(big.Int).Add(id, big.NewInt(1))
			r := round(0, answer, now)
			r.ID, r.AnsweredIn = id, id
			return r
		}
		first := next(0.99 * dollar)
		for _, step := range []struct {
			what   string
			wait   time.Duration
			round  func() pricefeed.Round
			err    error
			rate   string // afterwards; empty: none
			reason error  // why there is none
		}{
			{what: "no round at all", round: func() pricefeed.Round { return round(0, 0, time.Unix(0, 0)) }, err: pricefeed.ErrNotPositive, reason: pricefeed.ErrNotPositive},
			{what: "the first answer", round: func() pricefeed.Round { return first }, rate: "0.99"},
			{what: "the same once more", wait: time.Minute, round: func() pricefeed.Round { return first }, rate: "0.99"},
			{what: "another", round: func() pricefeed.Round { return next(1.01 * dollar) }, rate: "1.01"},
			{what: "a round before", round: func() pricefeed.Round { return first }, err: pricefeed.ErrBackwards, rate: "1.01"},
			{what: "nothing", round: func() pricefeed.Round { return next(0) }, err: pricefeed.ErrNotPositive, rate: "1.01"},
			{what: "less than nothing", round: func() pricefeed.Round { return next(-dollar) }, err: pricefeed.ErrNotPositive, rate: "1.01"},
			{what: "carried over", round: func() pricefeed.Round { r := next(dollar); r.AnsweredIn = first.ID; return r }, err: pricefeed.ErrIncomplete, rate: "1.01"},
			{what: "not answered", round: func() pricefeed.Round { r := next(dollar); r.Updated = time.Unix(0, 0); return r }, err: pricefeed.ErrIncomplete, rate: "1.01"},
			{what: "from the future", round: func() pricefeed.Round { r := next(dollar); r.Updated = now.Add(3 * time.Minute); return r }, err: pricefeed.ErrFuture, rate: "1.01"},
			{what: "a clock ahead", round: func() pricefeed.Round { r := next(dollar); r.Updated = now.Add(time.Minute); return r }, rate: "1"},
			{what: "half as much again", round: func() pricefeed.Round { return next(1.5 * dollar) }, rate: "1.5"},
			{what: "too low", round: func() pricefeed.Round { return next(0.99 * dollar) }, err: pricefeed.ErrJump, rate: "1.5"},
			{what: "too high", round: func() pricefeed.Round { return next(2.26 * dollar) }, err: pricefeed.ErrJump, rate: "1.5"},
			{what: "the same in other decimals", round: func() pricefeed.Round {
				r := next(0)
				r.Answer, r.Decimals = new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil), 18
				return r
			}, rate: "1"},
			{what: "too many decimals", round: func() pricefeed.Round { r := next(dollar); r.Decimals = 19; return r }, err: pricefeed.ErrRange, rate: "1"},
			{what: "a number beyond belief", round: func() pricefeed.Round { r := next(0); r.Answer = new(big.Int).Lsh(big.NewInt(1), 254); return r }, err: pricefeed.ErrRange, rate: "1"},
			{what: "next to nothing", round: func() pricefeed.Round { return next(1) }, err: pricefeed.ErrRange, rate: "1"},
			{what: "too far for an hour", wait: time.Hour, round: func() pricefeed.Round { return next(3 * dollar) }, err: pricefeed.ErrJump, rate: "1"},
			{what: "and longer", wait: time.Second, round: func() pricefeed.Round { return next(3 * dollar) }, err: pricefeed.ErrJump, reason: pricefeed.ErrJump},
			{what: "the band outlasts the rate", wait: 100 * time.Hour, round: func() pricefeed.Round { return next(3 * dollar) }, err: pricefeed.ErrJump, reason: pricefeed.ErrJump},
			{what: "back in the band", round: func() pricefeed.Round { return next(0.9 * dollar) }, rate: "0.9"},
			{what: "a day old", wait: 25 * time.Hour, round: func() pricefeed.Round { r := next(dollar); r.Updated = now.Add(-25 * time.Hour); return r }, rate: "1"},
			{what: "older", round: func() pricefeed.Round { r := next(dollar); r.Updated = now.Add(-25*time.Hour - time.Second); return r }, err: pricefeed.ErrStale, rate: "1"},
		} {
			now = now.Add(step.wait)
			set(step.round())
			err := f.Look(t.Context())
			require.ErrorIs(t, err, step.err, step.what)
			rate, err := f.Rate()
			if step.rate == "" {
				require.ErrorIs(t, err, pricefeed.ErrNone, step.what)
				require.ErrorIs(t, err, step.reason, step.what)
				_, err = f.Ask(1)
				require.ErrorIs(t, err, pricefeed.ErrNone, step.what)
				continue
			}
			require.NoError(t, err, step.what)
			require.Equal(t, step.rate, rate.String(), step.what)
		}
	})
}

// TestFeed_unasked: a rate does not outlive its age when nobody looks any more.
func TestFeed_unasked(t *testing.T) {
	now := start()
	var m pricefeed.Memory
	m.Set(round(1, dollar, now), nil)
	f, err := pricefeed.New(pricefeed.Config{MaxAge: time.Minute}, pricefeed.Deps{Source: &m, Now: func() time.Time { return now }})
	require.NoError(t, err)
	require.NoError(t, f.Look(t.Context()))
	now = now.Add(time.Minute)
	units, err := f.Bid(500_000)
	require.NoError(t, err)
	require.Equal(t, uint64(500_000), units)
	now = now.Add(1)
	_, err = f.Bid(500_000)
	require.ErrorIs(t, err, pricefeed.ErrNone)
}

// TestFeed_tells: an operator is told once what has changed, and metrics say what is.
func TestFeed_tells(t *testing.T) {
	now := start()
	var m pricefeed.Memory
	var log bytes.Buffer
	reg := prometheus.NewRegistry()
	f, err := pricefeed.New(pricefeed.Config{}, pricefeed.Deps{
		Source: &m, Name: "price", Now: func() time.Time { return now }, Metrics: pricefeed.NewMetrics(reg), Logger: slog.New(slog.NewTextHandler(&log, nil)),
	})
	require.NoError(t, err)
	said := func(what string) int { return bytes.Count(log.Bytes(), []byte(what)) }
	away := errors.New("away")
	for i := range 5 {
		m.Set(round(1, 0.5*dollar, now), nil)
		require.NoError(t, f.Look(t.Context()))
		require.NoError(t, f.Look(t.Context()))
		require.Equal(t, 2*i+1, said("in order"))
		m.Set(pricefeed.Round{}, away)
		require.ErrorIs(t, f.Look(t.Context()), away)
		require.ErrorIs(t, f.Look(t.Context()), away)
		require.Equal(t, i+1, said("last one holds"))
		now = now.Add(2 * time.Hour)
		require.ErrorIs(t, f.Look(t.Context()), away)
		require.Equal(t, i+1, said("no price in dollars"))
		require.ErrorIs(t, f.Look(t.Context()), away)
		require.Equal(t, i+1, said("no price in dollars"))
		m.Set(round(1, 0.5*dollar, now), nil)
		require.NoError(t, f.Look(t.Context()))
	}
	require.NoError(t, testutil.GatherAndCompare(reg, bytes.NewBufferString(`
# HELP millrace_price_feed_dollars What a whole token is worth, by the last answer that was believed.
# TYPE millrace_price_feed_dollars gauge
millrace_price_feed_dollars{feed="price"} 0.5
# HELP millrace_price_feed_refused_total Looks that gave no answer, or one that was not believed, by reason.
# TYPE millrace_price_feed_refused_total counter
millrace_price_feed_refused_total{feed="price",reason="unreachable"} 20
# HELP millrace_price_feed_usable 1 while there is a price, 0 while nothing can be priced in dollars.
# TYPE millrace_price_feed_usable gauge
millrace_price_feed_usable{feed="price"} 1
`)))
}

// TestContract_absent: an address without a feed is an error, and no price of nothing.
func TestContract_absent(t *testing.T) {
	d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context()))
	defer func() { require.NoError(t, d.Stop(context.Background())) }()
	conn, err := chain.Connect(t.Context(), d.URL())
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.PriceFeed(d.Faucet().Address()).Latest(t.Context())
	require.ErrorContains(t, err, "no contract code")
	r := round(1, dollar, time.Unix(1<<41, 0))
	feed, err := conn.DeployPriceFeed(t.Context(), d.Faucet())
	require.NoError(t, err)
	require.NoError(t, feed.Set(t.Context(), d.Faucet(), r))
	_, err = feed.Latest(t.Context())
	require.ErrorContains(t, err, "updated at")
}

func TestRate_converts(t *testing.T) {
	now := start()
	var m pricefeed.Memory
	for _, c := range []struct {
		answer   int64
		dollars  uint64
		ask, bid uint64
	}{
		{dollar, 0, 0, 0},
		{dollar, 500_000, 500_000, 500_000},
		{3 * dollar, 1, 1, 0},
		{3 * dollar, 3, 1, 1},
		{3 * dollar, 500_000, 166_667, 166_666},
		{0.3 * dollar, 1, 4, 3},
		{1000 * dollar, math.MaxUint64, 18_446_744_073_709_552, 18_446_744_073_709_551},
	} {
		m.Set(round(1, c.answer, now), nil)
		f, err := pricefeed.New(pricefeed.Config{}, pricefeed.Deps{Source: &m, Now: func() time.Time { return now }})
		require.NoError(t, err)
		require.NoError(t, f.Look(t.Context()))
		ask, err := f.Ask(c.dollars)
		require.NoError(t, err)
		bid, err := f.Bid(c.dollars)
		require.NoError(t, err)
		require.Equal(t, []uint64{c.ask, c.bid}, []uint64{ask, bid}, "%+v", c)
	}
	m.Set(round(1, 100, now), nil) // a millionth of a dollar
	f, err := pricefeed.New(pricefeed.Config{}, pricefeed.Deps{Source: &m, Now: func() time.Time { return now }})
	require.NoError(t, err)
	require.NoError(t, f.Look(t.Context()))
	_, err = f.Ask(math.MaxUint64)
	require.ErrorIs(t, err, pricefeed.ErrRange)
	r, err := f.Rate()
	require.NoError(t, err)
	require.Equal(t, big.NewInt(7), r.Dollars(big.NewInt(7_000_000)))
	require.Equal(t, big.NewInt(1), r.Whole())
}

func TestConfig(t *testing.T) {
	for _, cfg := range []pricefeed.Config{{Heartbeat: -1}, {MaxJump: -1}, {MaxJump: 9901}, {MaxAge: -1}, {Interval: -1}, {Timeout: -1}} {
		_, err := pricefeed.New(cfg, pricefeed.Deps{})
		require.ErrorIs(t, err, pricefeed.ErrRange)
	}
}
