package main

import (
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/pricefeed"
)

func TestPriceFlag(t *testing.T) {
	for text, want := range map[string]priceFlag{
		"0": {}, "500000": {amount: 500_000}, "0.5usd": {500_000, true}, "12usd": {12_000_000, true}, "0usd": {0, true}, "0.000001usd": {1, true},
	} {
		var p priceFlag
		require.NoError(t, p.UnmarshalText([]byte(text)), text)
		require.Equal(t, want, p, text)
	}
	for _, text := range []string{"", "usd", "0.5", "-1", "-1usd", "1e3", "0.0000001usd", "0.5 usd", "0.5USD", "0.5eur", "99999999999999999999", "99999999999999999999usd"} {
		var p priceFlag
		require.Error(t, p.UnmarshalText([]byte(text)), text)
	}
	for _, c := range []struct {
		prices []priceFlag
		usd    bool
		err    error
	}{
		{nil, false, nil},
		{[]priceFlag{{500, false}, {0, true}}, false, nil},
		{[]priceFlag{{500, true}, {0, false}, {3, true}}, true, nil},
		{[]priceFlag{{500, true}, {3, false}}, false, errUsage},
	} {
		usd, err := oneCurrency(c.prices...)
		require.ErrorIs(t, err, c.err)
		require.Equal(t, c.usd, usd)
	}
}

func TestPriceFeedFlags(t *testing.T) {
	for name, args := range map[string][]string{
		"no feed":         {"orchestrator", "--service-uri", "https://a.example", "--price", "0.5usd"},
		"no feed for one": {"orchestrator", "--service-uri", "https://a.example", "--price-for", common.Address{1}.Hex() + "=0.5usd"},
		"two currencies": {
			"orchestrator", "--service-uri", "https://a.example", "--price", "5", "--price-for", common.Address{1}.Hex() + "=0.5usd", "--price-feed", common.Address{2}.Hex(),
		},
		"no age":       {"orchestrator", "--service-uri", "https://a.example", "--price-feed-max-age", "0s"},
		"no heartbeat": {"orchestrator", "--service-uri", "https://a.example", "--price-feed-heartbeat=-1s"},
		"no jump":      {"broadcaster", "--any-stream", "--price-feed-max-jump", "0"},
		"no maximum":   {"broadcaster", "--any-stream", "--max-price", "1usd"},
		"half a feed":  {"broadcaster", "--any-stream", "--price-feed", "0x12"},
	} {
		t.Run(name, func(t *testing.T) {
			key := newTestKey(t)
			code, _, said := millrace(t, append(args, append(key.flags(), "--data-dir", t.TempDir())...)...)
			require.Equal(t, exitUsage, code, said)
		})
	}
	c, err := parse(t, "orchestrator", "--service-uri", "https://a.example", "--key-file", "k", "--password-file", "p",
		"--price", "0.5usd", "--price-for", common.Address{1}.Hex()+"=0.25usd", "--price-feed", common.Address{2}.Hex())
	require.NoError(t, err)
	cfg, err := c.Orchestrator.config()
	require.NoError(t, err)
	require.Equal(t, uint64(500_000), cfg.Price)
	require.Equal(t, uint64(250_000), cfg.PriceFor[common.Address{1}])
}

// TestFeeds follows feeds on a chain: prices become units by them, and what an ether costs never depends on one.
func TestFeeds(t *testing.T) {
	d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, d.Stop(t.Context())) })
	conn, err := chain.Connect(t.Context(), d.URL())
	require.NoError(t, err)
	t.Cleanup(conn.Close)
	contract, err := conn.DeployPriceFeed(t.Context(), d.Faucet())
	require.NoError(t, err)
	set := func(id, answer int64) {
		t.Helper()
		require.NoError(t, contract.Set(t.Context(), d.Faucet(), pricefeed.Round{
			ID: big.NewInt(id), AnsweredIn: big.NewInt(id), Answer: big.NewInt(answer), Decimals: 8, Updated: time.Now(),
		}))
	}
	flags := assetFeedFlags{contract.Address(), priceFeedFlags{PriceFeedHeartbeat: time.Hour, PriceFeedMaxJump: 50, PriceFeedMaxAge: time.Hour}}
	flag := big.NewInt(3_000_000_000)

	// It says nothing yet: the node starts all the same, and buys nothing at a price that nobody can tell.
	buy := buying{usd: true, feed: flags}
	asset, stop, err := buy.follow(t.Context(), conn, prometheus.NewRegistry())
	require.NoError(t, err)
	_, err = buy.units(asset)(1_000_000)
	require.ErrorIs(t, err, pricefeed.ErrNone)
	require.Empty(t, worth(asset))
	stop()
	set(1, 2_500*100_000_000)
	feed, stop, err := flags.feeds(conn, prometheus.NewRegistry()).follow(t.Context(), etherFeed, contract.Address())
	require.NoError(t, err)
	defer stop()
	require.Equal(t, int64(2_500_000_000), etherPrice(feed, flag)().Int64())
	require.Equal(t, flag, etherPrice(nil, flag)())
	nothing, err := pricefeed.New(pricefeed.Config{}, pricefeed.Deps{})
	require.NoError(t, err)
	require.Equal(t, flag, etherPrice(nothing, flag)())

	set(2, 50_000_000)
	asset, stop, err = buy.follow(t.Context(), conn, prometheus.NewRegistry())
	require.NoError(t, err)
	defer stop()
	bid, err := buy.units(asset)(1_000_000)
	require.NoError(t, err)
	require.Equal(t, uint64(2_000_000), bid)
	require.Equal(t, "0.5", worth(asset))
	asset, stop, err = buying{}.follow(t.Context(), conn, prometheus.NewRegistry())
	require.NoError(t, err)
	defer stop()
	require.Nil(t, buying{}.units(asset), "the maximum is in units")
	require.Empty(t, worth(asset))
}
