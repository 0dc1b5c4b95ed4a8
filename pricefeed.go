package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/pricefeed"
)

// priceFlag is a price on the command line: in units of the settlement token, or in dollars where it ends in usd.
type priceFlag struct {
	amount uint64 // units, or millionths of a dollar
	usd    bool
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (f *priceFlag) UnmarshalText(text []byte) (err error) {
	dollars, usd := strings.CutSuffix(string(text), "usd")
	if !usd {
		if f.amount, err = strconv.ParseUint(string(text), 10, 64); err != nil {
			return fmt.Errorf("%.40q: want units of the settlement token, such as 500000, or dollars, such as 0.5usd", text)
		}
		f.usd = false
		return nil
	}
	var amount dollarsFlag
	if err := amount.UnmarshalText([]byte(dollars)); err != nil {
		return err
	}
	f.usd = true
	f.amount, err = amount.uint64()
	return err
}

// oneCurrency says whether prices are in dollars. Of those that are not 0 all must be, or none.
func oneCurrency(prices ...priceFlag) (usd bool, err error) {
	units := false
	for _, p := range prices {
		usd = usd || p.amount > 0 && p.usd
		units = units || p.amount > 0 && !p.usd
	}
	if usd && units {
		return false, fmt.Errorf("%w: prices: give all in units of the settlement token, or all in usd", errUsage)
	}
	return usd, nil
}

// assetFeedFlags name what says how many dollars the settlement token is worth.
type assetFeedFlags struct {
	PriceFeed      common.Address `help:"Contract (AggregatorV3) that says what the settlement token is worth in dollars: needed for prices that end in usd." placeholder:"ADDRESS"`
	priceFeedFlags `embed:""`
}

// priceFeedFlags say what is believed of price feeds.
type priceFeedFlags struct {
	PriceFeedHeartbeat time.Duration `help:"How old an answer of a price feed may be." default:"25h"`
	PriceFeedMaxJump   int           `help:"How far an answer of a price feed may be from the one before, in per cent of the lower. One that is further and right all the same is believed after a restart." default:"50"`
	PriceFeedMaxAge    time.Duration `help:"How long the last good answer of a price feed holds. Afterwards nothing is quoted or bought in usd until there is another." default:"1h"`
}

// config is the feed's configuration that the flags ask for.
func (f priceFeedFlags) config() (pricefeed.Config, error) {
	cfg := pricefeed.Config{Heartbeat: f.PriceFeedHeartbeat, MaxJump: f.PriceFeedMaxJump, MaxAge: f.PriceFeedMaxAge}
	err := cfg.Validate()
	if err == nil && (cfg.Heartbeat == 0 || cfg.MaxJump == 0 || cfg.MaxAge == 0) {
		err = pricefeed.ErrRange
	}
	if err != nil {
		return cfg, fmt.Errorf("%w: --price-feed-heartbeat, -max-jump and -max-age: %w", errUsage, err)
	}
	return cfg, nil
}

// check says whether prices can be told, of which some are in dollars with usd.
func (f assetFeedFlags) check(usd bool) error {
	if usd && f.PriceFeed == (common.Address{}) {
		return fmt.Errorf("%w: prices in usd need --price-feed", errUsage)
	}
	_, err := f.config()
	return err
}

// feeds are the price feeds of a node, by name.
type feeds struct {
	flags   priceFeedFlags
	conn    *chain.Conn
	metrics *pricefeed.Metrics
}

func (f priceFeedFlags) feeds(conn *chain.Conn, metrics prometheus.Registerer) feeds {
	return feeds{f, conn, pricefeed.NewMetrics(metrics)}
}

// Names of feeds, in the log and in metrics.
const (
	assetFeed = "asset"
	etherFeed = "ether"
)

// follow looks at a feed, and again at intervals until stop is called. The zero address has none: nil.
func (f feeds) follow(ctx context.Context, name string, at common.Address) (feed *pricefeed.Feed, stop func(), err error) {
	if at == (common.Address{}) {
		return nil, func() {}, nil
	}
	cfg, err := f.flags.config()
	if err != nil {
		return nil, nil, err
	}
	feed, err = pricefeed.New(cfg, pricefeed.Deps{Source: f.conn.PriceFeed(at), Name: name, Metrics: f.metrics})
	if err != nil {
		return nil, nil, err
	}
	if err := feed.Look(ctx); err != nil {
		slog.Warn("price feed cannot be used yet", "feed", name, "address", at.Hex(), "err", err)
	}
	return feed, background(feed.Run), nil
}

// etherPrice is what an ether costs in the redeemer's eyes: by its feed if that can tell, and else as the flag says.
func etherPrice(feed *pricefeed.Feed, otherwise *big.Int) func() *big.Int {
	return func() *big.Int {
		if feed != nil {
			if rate, err := feed.Rate(); err == nil {
				return rate.Whole()
			}
		}
		return otherwise
	}
}

// worth is what a whole token is worth, by a feed that can tell; empty otherwise.
func worth(feed *pricefeed.Feed) string {
	if feed == nil {
		return ""
	}
	rate, err := feed.Rate()
	if err != nil {
		return ""
	}
	return rate.String()
}
