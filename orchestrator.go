package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/cashier"
	"github.com/millrace/millrace/orchestrator/quote"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/tracing"
)

// paidTransactions is for how many transactions an orchestrator's ether should last.
const paidTransactions = 50

// Bounds of --quote-ttl. Broadcasters take none that holds for more than an hour.
const (
	minQuoteTTL = 5 * time.Second
	maxQuoteTTL = 30 * time.Minute
)

// orchestratorCmd runs an orchestrator.
type orchestratorCmd struct {
	accountFlags     `embed:""`
	redeemFlags      `embed:""`
	assetFeedFlags   `embed:""`
	evidenceFlags    `embed:""`
	Addr             string               `help:"Address to listen on." default:":8936"`
	ServiceURI       string               `name:"service-uri" help:"Where broadcasters and transcoders reach this orchestrator, as registered." required:"" placeholder:"https://HOST:PORT"`
	DataDir          string               `help:"Folder of what the orchestrator keeps." default:"orchestrator"`
	Account          common.Address       `help:"The account whose stake counts, where --key-file is its operator's key." placeholder:"ADDRESS"`
	Price            priceFlag            `help:"Price per 1e12 output pixels, in units of the settlement token or, as 0.5usd, in dollars by --price-feed; 0: the work is free." default:"0" placeholder:"UNITS|DOLLARSusd"`
	PriceFor         map[string]priceFlag `help:"Another price for one broadcaster; may be repeated." placeholder:"ADDRESS=PRICE"`
	FaceValue        dollarsFlag          `help:"What a winning draw pays: the larger, the less gas redeeming costs, and the more chance there is in what is earned." default:"2" placeholder:"DOLLARS"`
	QuoteTTL         time.Duration        `name:"quote-ttl" help:"How long a quote holds; what was won under it is redeemed afterwards." default:"1m"`
	MetricsAddr      string               `help:"Address for Prometheus (/metrics) and health (/healthz), without TLS. Default: none." placeholder:"HOST:PORT"`
	AllowBroadcaster []common.Address     `help:"Take sessions from this broadcaster only; may be repeated. Default: from everyone who proves an address." placeholder:"ADDRESS"`
	Capacity         string               `help:"Output pixels per second to admit at most, or auto: what the attached transcoders can do." default:"auto"`
	MaxSessions      int                  `help:"Sessions to admit at most." default:"256"`
	Redeemer         string               `help:"Leave winning tickets, and all else that is to be done on the chain, to this orchestrator's millrace redeemer." placeholder:"https://HOST:PORT"`
	Drain            time.Duration        `help:"How long running sessions may go on after the signal to stop." default:"5s"`
}

// Run implements command.
func (c *orchestratorCmd) Run(ctx context.Context, stdout io.Writer, traces *tracing.Provider) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	keepEvidence, err := c.keeping()
	if err != nil {
		return err
	}
	key, client, closeChain, err := c.openLasting(ctx, c.DataDir)
	if err != nil {
		return err
	}
	defer closeChain()
	if err := c.checkService(ctx, client, key.Address()); err != nil {
		return err
	}
	if err := c.checkRounds(ctx, client); err != nil {
		return err
	}
	workers, err := identity.OpenWorkerCA(orchestrator.WorkerCAFile(c.DataDir), key.Address(), c.ServiceURI)
	if err != nil {
		return err
	}
	account := cmp.Or(c.Account, key.Address())
	signed, err := openEvidence(ctx, keepEvidence, c.DataDir)
	if err != nil {
		return err
	}
	defer func() { _ = signed.close() }()
	answers := signed.answers(account, client, key)
	keeper, err := chain.NewKeeper(chain.KeeperConfig{Key: key, Duties: append(orchestratorDuties(account, client, key), answers)}, client)
	if err != nil {
		return err
	}
	metrics, stopMetrics, err := serveMetrics(ctx, c.MetricsAddr)
	if err != nil {
		return err
	}
	defer stopMetrics()
	prices := c.feeds(client.Conn, metrics)
	stopFeed, err := c.priceIn(ctx, prices, &cfg)
	if err != nil {
		return err
	}
	defer stopFeed()
	till, err := c.openTill(ctx, account, client, key, metrics, prices)
	if err != nil {
		return err
	}
	defer till.close()
	defer background(till.run)()
	cfg.Broker, cfg.Court = client.Addresses().BrokerDomain(), client.Addresses().CourtDomain()
	o, err := orchestrator.New(cfg, orchestrator.Deps{
		Signer: key, Workers: workers, Chain: client, Winnings: till.winnings, Waiting: till.waiting, Evidence: signed.keeper, Metrics: metrics,
		Traces: traces.Tracer(tracing.Orchestrator),
	})
	if err != nil {
		return err
	}
	if err := o.Start(ctx); err != nil {
		return err
	}
	if c.Redeemer == "" {
		defer background(keeper.Run)()
	} else {
		defer background(answers.Run)() // only this node has its receipts
	}
	fmt.Fprintf(stdout, "orchestrator %s: %s on %s\n", key.Address(), c.ServiceURI, o.Addr())
	<-ctx.Done()
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(0, c.Drain)+stopTimeout)
	defer cancel()
	return o.Stop(stopCtx)
}

// openTill opens what keeps the orchestrator's winning tickets, and redeems or forwards them.
func (c *orchestratorCmd) openTill(ctx context.Context, account common.Address, client *chain.Client, key *signer.Key, metrics prometheus.Registerer, prices feeds) (*till, error) {
	if c.Redeemer != "" {
		return openForwardingTill(ctx, c.Redeemer, c.DataDir, account, client, key)
	}
	return openTill(ctx, c.redeemFlags, c.DataDir, account, client, key, metrics, prices)
}

// priceIn follows the feed of the settlement token's price, by which prices in dollars become units.
func (c *orchestratorCmd) priceIn(ctx context.Context, prices feeds, cfg *orchestrator.Config) (stop func(), err error) {
	usd, err := c.inDollars()
	if err != nil {
		return nil, err
	}
	feed, stop, err := prices.follow(ctx, assetFeed, c.PriceFeed)
	if usd && err == nil {
		cfg.Dollars = quote.NewDollars(feed.Ask)
	}
	return stop, err
}

// orchestratorDuties are what an orchestrator sees to on the chain besides the rounds. Reward is called only by the account's own key, so
// an operator's key leaves it to the owner.
func orchestratorDuties(account common.Address, client *chain.Client, key chain.Signer) []chain.Duty {
	duties := []chain.Duty{
		chain.NewActiveWatch(account, client),
		chain.NewBalanceWatch(key.Address(), client, paidTransactions),
	}
	if account == key.Address() {
		duties = append(duties, chain.NewRewardDuty(key, client))
	}
	return duties
}

// inDollars says whether the prices are.
func (c *orchestratorCmd) inDollars() (bool, error) {
	return oneCurrency(append(slices.Collect(maps.Values(c.PriceFor)), c.Price)...)
}

// config is the orchestrator's configuration that the flags ask for.
func (c *orchestratorCmd) config() (orchestrator.Config, error) {
	if err := identity.CheckURI(c.ServiceURI); err != nil {
		return orchestrator.Config{}, fmt.Errorf("%w: --service-uri: %w", errUsage, err)
	}
	if c.Redeemer != "" {
		if err := identity.CheckURI(c.Redeemer); err != nil {
			return orchestrator.Config{}, fmt.Errorf("%w: --redeemer: %w", errUsage, err)
		}
	}
	if c.MaxSessions < 1 {
		return orchestrator.Config{}, fmt.Errorf("%w: --max-sessions %d: at least 1", errUsage, c.MaxSessions)
	}
	if c.QuoteTTL < minQuoteTTL || c.QuoteTTL > maxQuoteTTL {
		return orchestrator.Config{}, fmt.Errorf("%w: --quote-ttl %s: from %s to %s", errUsage, c.QuoteTTL, minQuoteTTL, maxQuoteTTL)
	}
	usd, err := c.inDollars()
	if err = errors.Join(err, c.check(usd)); err != nil {
		return orchestrator.Config{}, err
	}
	face, err := c.FaceValue.uint64()
	if err != nil {
		return orchestrator.Config{}, fmt.Errorf("%w: --face-value: %w", errUsage, err)
	}
	cfg := orchestrator.Config{
		Addr: c.Addr, ServiceURI: c.ServiceURI, Price: c.Price.amount, PriceFor: map[common.Address]uint64{}, FaceValue: face, QuoteTTL: c.QuoteTTL,
		Account: c.Account, AllowBroadcasters: c.AllowBroadcaster, MaxSessions: c.MaxSessions, DrainTimeout: c.Drain,
	}
	for broadcaster, price := range c.PriceFor {
		if !common.IsHexAddress(broadcaster) {
			return orchestrator.Config{}, fmt.Errorf("%w: --price-for %s: not an address", errUsage, broadcaster)
		}
		cfg.PriceFor[common.HexToAddress(broadcaster)] = price.amount
	}
	if c.Drain <= 0 {
		cfg.DrainTimeout = -1
	}
	if c.Capacity != "auto" {
		rate, err := parsePixelRate(c.Capacity)
		if err != nil {
			return orchestrator.Config{}, fmt.Errorf("%w: --capacity: %w", errUsage, err)
		}
		cfg.MaxPixelRate = rate
	}
	return cfg, nil
}

// checkService compares what the chain says of this orchestrator with what it is about to do. Broadcasters would
// refuse a wrong key; an orchestrator that is not registered, or elsewhere, is only not found.
func (c *orchestratorCmd) checkService(ctx context.Context, client *chain.Client, operator common.Address) error {
	account := cmp.Or(c.Account, operator)
	service, err := client.Service(ctx, account)
	if err != nil {
		return err
	}
	switch {
	case service.Operator != operator && c.Account == (common.Address{}):
		return fmt.Errorf("%s has named %s as its operator: use that key, with --account %s", account, service.Operator, account)
	case service.Operator != operator:
		return fmt.Errorf("the operator of %s is %s, not %s: use that key, or register with millrace stake register --operator %s",
			account, service.Operator, operator, operator)
	case service.URI == "":
		slog.Warn("no broadcaster finds this orchestrator before it is registered: millrace stake register --uri "+c.ServiceURI,
			"account", account.Hex())
	case service.URI != c.ServiceURI:
		slog.Warn("no broadcaster finds this orchestrator under its URI: it is registered under another; start it with --service-uri "+service.URI,
			"account", account.Hex())
	default:
		status, err := client.StakeStatus(ctx, account)
		if err != nil {
			return err
		}
		if status.SelfBond.Sign() == 0 {
			slog.Warn("no broadcaster draws this orchestrator before it has stake: millrace stake register", "account", account.Hex())
		}
	}
	return nil
}

// checkRounds says so where tickets would expire before what they win can be redeemed.
func (c *orchestratorCmd) checkRounds(ctx context.Context, client *chain.Client) error {
	if c.Price.amount == 0 && len(c.PriceFor) == 0 {
		return nil
	}
	round, err := client.Round(ctx)
	if err != nil {
		return err
	}
	if round.Length < cashier.MinRound {
		return fmt.Errorf("tickets expire before what they win can be redeemed: these contracts have rounds of %s, and with a --price rounds are %s at least",
			round.Length, cashier.MinRound)
	}
	return nil
}

// parsePixelRate reads a positive rate.
func parsePixelRate(s string) (int64, error) {
	var rate int64
	if _, err := fmt.Sscanf(s+"\n", "%d\n", &rate); err != nil || rate <= 0 {
		return 0, errors.New("output pixels per second, such as 27648000 for 720p30, or auto")
	}
	return rate, nil
}
