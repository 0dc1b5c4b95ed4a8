package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/answers"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/auditor"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/broadcaster/standing"
	"github.com/millrace/millrace/pkg/chain"
	logs "github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/listen"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/pricefeed"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/version"
)

// stopTimeout bounds a node's clean shutdown.
const stopTimeout = 10 * time.Second

// liveMediaGC is how much a broadcaster's heap may grow between two collections, in percent of what is live. Most of it
// is media, which holds no pointers and costs a collection next to nothing; Go's default of 100 would hold it twice.
const liveMediaGC = 40

// firstViewTimeout bounds the wait for the network's stakes at start.
const firstViewTimeout = 15 * time.Second

// broadcasterFlags are the broadcaster's own; the development network has them too.
type broadcasterFlags struct {
	RTMPAddr        string        `name:"rtmp-addr" help:"Host and port that RTMP is taken in on." default:":1935"`
	HTTPAddr        string        `name:"http-addr" help:"Host and port of HLS, API and pages." default:":8935"`
	TLSCert         string        `name:"tls-cert" help:"Certificate (PEM) for HTTPS and HTTP/2 on the HTTP port and RTMPS on the RTMP port; read again when it changes. Needs --tls-key." placeholder:"FILE"`
	TLSKey          string        `name:"tls-key" help:"Key (PEM) of --tls-cert." placeholder:"FILE"`
	HTTP3           bool          `name:"http3" help:"Serve over HTTP/3 too, at the UDP port of the HTTP port's number. Needs --tls-cert."`
	Ladder          string        `help:"The renditions to make, best first: a JSON file as in docs/operators.md, or names of presets with commas between, such as 720p,360p. Default: 1080p to 144p." placeholder:"FILE|PRESETS"`
	Rungs           int           `help:"How many rungs of the ladder below the source's size to make, at most." default:"3"`
	Streams         []string      `name:"stream" help:"A stream that may be published; its name is its key. May be repeated." placeholder:"NAME"`
	SourceRung      string        `help:"Offer the source to players always, or (auto) not while its keyframes are too far apart and there are other rungs. With transcode never: the network makes a rung of its size instead." enum:"auto,always,transcode" default:"auto"`
	ReconnectWindow time.Duration `help:"How long a stream goes on waiting for a publisher that was lost; 0: it ends at once." default:"60s"`

	PartDuration       time.Duration `help:"The longest that the parts are which streams are cut into, from 100ms to 1s. Shorter ones bring viewers closer to the publisher, and cost more requests." default:"500ms"`
	Record             bool          `help:"Record the streams of which nobody says otherwise over the API."`
	Recordings         string        `help:"Where recordings are kept: a folder, or s3://BUCKET?region=REGION&endpoint=https://HOST (credentials as the AWS tools take them). Default: recordings in the data directory." placeholder:"FOLDER|URL"`
	RecordingRetention time.Duration `help:"Delete recordings so long after their end; 0: never." default:"0s"`
	Rewind             time.Duration `help:"How far viewers can go back in streams of which nobody says otherwise over the API, with ?dvr=1; what they go back to is kept where recordings are. At most 12h." default:"0s"`
	Encrypt            bool          `help:"Encrypt the media of streams of which nobody says otherwise over the API, on its way to viewers: AES-128 of HLS, with keys that whoever may watch can fetch."`
	KeySegments        int           `help:"For how many segments, of two seconds mostly, a key is; at most 1000." default:"30"`
	Thumbnails         bool          `help:"Make posters and storyboards of streams and recordings that somebody asks for." default:"true" negatable:""`
	ThumbnailInterval  time.Duration `help:"How long pictures of a live stream are kept before newer ones are made." default:"10s"`
	Webhooks           []string      `name:"webhook" help:"URL that is told, by POST, what becomes of streams and recordings. May be repeated." placeholder:"URL"`
	WebhookSecret      string        `help:"What webhooks are signed with, at least 16 characters. Rather than on the command line, give it in the environment or in --config." placeholder:"SECRET"`

	WebhooksToPrivateNetworks bool `help:"Let webhooks that are made over the API lead to addresses that are not on the public Internet: whoever may make them reaches what this machine reaches."`

	ingestFlags   `embed:""`
	clusterFlags  `embed:""`
	evidenceFlags `embed:""`
}

// broadcasterCmd runs a broadcaster node.
type broadcasterCmd struct {
	broadcasterFlags `embed:""`
	accountFlags     `embed:""`
	assetFeedFlags   `embed:""`
	DataDir          string      `help:"Folder of what the broadcaster keeps." default:"${data_dir}/broadcaster" type:"path" placeholder:"DIR"`
	AnyStream        bool        `help:"Let anyone who can reach the RTMP port publish under any name."`
	MaxPrice         priceFlag   `help:"Highest price to pay per 1e12 output pixels, in units of the settlement token or, as 0.5usd, in dollars by --price-feed: what the stream is worth. The winner is paid what the second asked, and this without a second. 0: only those who work for free." default:"0" placeholder:"UNITS|DOLLARSusd"`
	MaxFaceValue     dollarsFlag `help:"The most that one winning ticket draw may pay; less than the reserve and a tenth of the deposit." default:"100" placeholder:"DOLLARS"`
	MaxFloat         dollarsFlag `help:"The most to have paid to one orchestrator ahead of what it delivered, all streams together." default:"5" placeholder:"DOLLARS"`
	DayBudget        dollarsFlag `help:"The most to spend in a day (UTC), in expected value. Default: no bound." placeholder:"DOLLARS"`
	StreamBudget     dollarsFlag `help:"The most that a stream may cost in a day (UTC). Default: no bound." placeholder:"DOLLARS"`
	Candidates       int         `help:"How many orchestrators are drawn for a stream, and asked for their prices." default:"4"`

	PerformanceWeight int `help:"How much performance weighs against prices: prices are divided by its power; 0: not at all, at most 4." default:"1"`
	LatencyPenalty    int `help:"What each 50 ms that a quote takes add to its price when prices are compared, in per cent." default:"5"`
	MinPerformance    int `help:"Suspend orchestrators that perform below this, in per cent; 0: none." default:"50"`
}

// Run implements command.
func (c *broadcasterCmd) Run(ctx context.Context, stdout io.Writer, traces *tracing.Provider) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	cfg.AnyStream = c.AnyStream
	file := filepath.Join(c.DataDir, streamsFile)
	if _, err := os.Stat(file); !c.AnyStream && len(c.Streams) == 0 && c.Redis == "" && !c.anybody() && errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%w: nobody could publish: give --stream NAME or --any-stream, --auth-webhook, or --api-token to create streams", errUsage)
	}
	buy, err := c.buying()
	if err != nil {
		return err
	}
	debug.SetGCPercent(liveMediaGC)
	if err := c.free(ctx); err != nil {
		return err
	}
	key, client, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	keep, err := c.storage(c.DataDir)
	if err != nil {
		return err
	}
	node, err := startBroadcaster(ctx, cfg, keep, buy, key, client, traces)
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "broadcaster %s: RTMP on %s, HTTP on %s\n", node.address, node.RTMPAddr(), node.HTTPAddr())
	<-ctx.Done()
	return node.stop()
}

// buying is whom a broadcaster takes, and what it spends.
type buying struct {
	network dispatch.NetworkConfig
	limits  payer.Config
	usd     bool // the maximum price is in dollars
	feed    assetFeedFlags
}

func (c *broadcasterCmd) buying() (b buying, err error) {
	b.usd, b.feed = c.MaxPrice.usd && c.MaxPrice.amount > 0, c.assetFeedFlags
	if err := b.feed.check(b.usd); err != nil {
		return b, err
	}
	if b.network, err = c.network(); err != nil {
		return b, err
	}
	for _, limit := range []struct {
		flag string
		from dollarsFlag
		to   *uint64
	}{
		{"--max-face-value", c.MaxFaceValue, &b.limits.MaxFaceValue},
		{"--max-float", c.MaxFloat, &b.limits.MaxFloat},
		{"--day-budget", c.DayBudget, &b.limits.DayBudget},
		{"--stream-budget", c.StreamBudget, &b.limits.StreamBudget},
	} {
		if *limit.to, err = limit.from.uint64(); err != nil {
			return b, fmt.Errorf("%w: %s: %w", errUsage, limit.flag, err)
		}
	}
	return b, nil
}

// follow follows the feed of the settlement token's price until stop is called; nil without one.
func (b buying) follow(ctx context.Context, conn *chain.Conn, metrics prometheus.Registerer) (feed *pricefeed.Feed, stop func(), err error) {
	return b.feed.feeds(conn, metrics).follow(ctx, assetFeed, b.feed.PriceFeed)
}

// units is what makes units of the maximum price, where that is in dollars.
func (b buying) units(feed *pricefeed.Feed) func(dollars uint64) (uint64, error) {
	if !b.usd {
		return nil
	}
	return feed.Bid
}

// network is what the flags say of selection. Of a NetworkConfig's numbers 0 is the default, and a negative one is none.
func (c *broadcasterCmd) network() (dispatch.NetworkConfig, error) {
	for _, f := range []struct {
		name           string
		n, least, most int
	}{
		{"candidates", c.Candidates, 1, selection.MaxCandidates},
		{"performance-weight", c.PerformanceWeight, 0, selection.MaxPerformanceWeight},
		{"latency-penalty", c.LatencyPenalty, 0, selection.MaxLatencyPenalty},
		{"min-performance", c.MinPerformance, 0, selection.MaxPerformance},
	} {
		if f.n < f.least || f.n > f.most {
			return dispatch.NetworkConfig{}, fmt.Errorf("%w: --%s %d: from %d to %d", errUsage, f.name, f.n, f.least, f.most)
		}
	}
	none := func(n int) int {
		if n == 0 {
			return -1
		}
		return n
	}
	return dispatch.NetworkConfig{
		Candidates: c.Candidates, MaxPrice: c.MaxPrice.amount, PerformanceWeight: none(c.PerformanceWeight),
		LatencyPenalty: none(c.LatencyPenalty), MinPerformance: none(c.MinPerformance),
	}, nil
}

// sourceRung is a value of --source-rung.
func sourceRung(value string) origin.SourceRung {
	switch value {
	case "always":
		return origin.SourceAlways
	case "transcode":
		return origin.SourceNever
	default:
		return origin.SourceWhenSwitchable
	}
}

// config is the broadcaster's configuration that the flags ask for.
func (f *broadcasterFlags) config() (broadcaster.Config, error) {
	cfg := broadcaster.Config{
		RTMPAddr: f.RTMPAddr, HTTPAddr: f.HTTPAddr, CertFile: f.TLSCert, KeyFile: f.TLSKey, HTTP3: f.HTTP3,
		Rungs: f.Rungs, Streams: f.Streams, SourceRung: sourceRung(f.SourceRung), Record: f.Record, Rewind: f.Rewind, PartDuration: f.PartDuration, Encrypt: f.Encrypt, KeySegments: f.KeySegments, Version: version.Here(),
		Pictures: pictures.Config{Off: !f.Thumbnails, Interval: f.ThumbnailInterval},
	}
	if cfg.ReconnectWindow = f.ReconnectWindow; f.ReconnectWindow <= 0 {
		cfg.ReconnectWindow = -1
	}
	if f.PartDuration < 100*time.Millisecond || f.PartDuration > time.Second {
		return cfg, fmt.Errorf("%w: --part-duration %s: from 100ms to 1s", errUsage, f.PartDuration)
	}
	if f.Rungs < 1 || f.Rungs > media.MaxRenditions {
		return cfg, fmt.Errorf("%w: --rungs %d: from 1 to %d", errUsage, f.Rungs, media.MaxRenditions)
	}
	if f.ThumbnailInterval < time.Second {
		return cfg, fmt.Errorf("%w: --thumbnail-interval %s: at least a second", errUsage, f.ThumbnailInterval)
	}
	if f.KeySegments < 1 || f.KeySegments > broadcaster.MaxKeySegments {
		return cfg, fmt.Errorf("%w: --key-segments %d: from 1 to %d", errUsage, f.KeySegments, broadcaster.MaxKeySegments)
	}
	if f.RecordingRetention < 0 {
		return cfg, fmt.Errorf("%w: --recording-retention %s: not less than nothing", errUsage, f.RecordingRetention)
	}
	if _, err := f.keeping(); err != nil {
		return cfg, err
	}
	if err := f.events().Validate(); err != nil {
		return cfg, fmt.Errorf("%w: %w", errUsage, err)
	}
	if f.Ladder != "" {
		var err error
		if cfg.Ladder, err = loadLadder(f.Ladder); err != nil {
			return cfg, fmt.Errorf("%w: --ladder: %w", errUsage, err)
		}
	}
	if err := f.apply(&cfg); err != nil {
		return cfg, err
	}
	if err := cfg.Validate(); err != nil {
		return cfg, fmt.Errorf("%w: %w", errUsage, err)
	}
	return cfg, nil
}

// storage is where the broadcaster keeps what outlives it.
type storage struct {
	streams    string // file
	keys       string // file
	spent      string // file
	evidence   func(context.Context) (openedEvidence, error)
	standings  string // file
	recordings record.Config
	events     events.Config // who is told of it
	eventLog   events.LogConfig
	cluster    clusterConfig // what it shares with others
}

// openFiles are a storage's files while the node runs, and what the node shares with others.
type openFiles struct {
	events    *events.Log
	spent     *payer.SQLite
	evidence  openedEvidence
	standings *standing.SQLite
	shared    *sharing // nil: nothing is

	streams admission.Store // what counts: the node's own, or the cluster's
	keys    *access.Registry
	answers answers.Store // nil: they end with the process

	closers []func() error // in the order of opening
}

func (s storage) open(ctx context.Context) (f openFiles, err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, f.close())
		}
	}()
	if f.events, err = events.OpenLog(ctx, s.eventLog, slog.Default()); err != nil {
		return f, err
	}
	f.closers = append(f.closers, f.events.Close)
	streams, err := admission.OpenSQLite(ctx, s.streams)
	if err != nil {
		return f, err
	}
	f.closers = append(f.closers, streams.Close)
	keys, err := access.Open(ctx, s.keys)
	if err != nil {
		return f, err
	}
	f.closers = append(f.closers, keys.Close)
	if f.spent, err = payer.OpenSQLite(ctx, s.spent); err != nil {
		return f, err
	}
	f.closers = append(f.closers, f.spent.Close)
	if f.evidence, err = s.evidence(ctx); err != nil {
		return f, err
	}
	f.closers = append(f.closers, f.evidence.close)
	if f.standings, err = standing.OpenSQLite(ctx, s.standings); err != nil {
		return f, err
	}
	f.closers = append(f.closers, f.standings.Close)
	f.streams, f.keys = streams, keys
	if f.shared, err = s.cluster.share(ctx); err != nil || f.shared == nil {
		return f, err
	}
	f.closers = append(f.closers, f.shared.close)
	err = f.shared.open(ctx, s.cluster, &f, streams, keys)
	return f, err
}

// close closes what was opened, the last first.
func (f openFiles) close() (err error) {
	for _, closer := range slices.Backward(f.closers) {
		err = errors.Join(err, closer())
	}
	return err
}

func (f *broadcasterFlags) storage(dataDir string) (storage, error) {
	s := storage{
		streams: filepath.Join(dataDir, streamsFile), keys: filepath.Join(dataDir, keysFile), spent: filepath.Join(dataDir, spentFile), standings: filepath.Join(dataDir, standingsFile),
		recordings: record.Config{URL: f.Recordings, Retention: f.RecordingRetention}, events: f.events(),
		eventLog: events.LogConfig{File: filepath.Join(dataDir, eventsFile), PrivateNetworks: f.WebhooksToPrivateNetworks},
	}
	if s.recordings.URL == "" {
		s.recordings.URL = filepath.Join(dataDir, "recordings")
	}
	keep, err := f.keeping()
	if err != nil {
		return s, err
	}
	s.evidence = func(ctx context.Context) (openedEvidence, error) { return openEvidence(ctx, keep, dataDir) }
	s.cluster, err = f.cluster(f.ReconnectWindow)
	s.cluster.file = filepath.Join(dataDir, clusterFile)
	return s, err
}

func (f *broadcasterFlags) events() events.Config {
	return events.Config{URLs: f.Webhooks, Secret: f.WebhookSecret}
}

// free says whether the ports can be had. They are opened last, which is late to hear that they cannot.
func (f *broadcasterFlags) free(ctx context.Context) error {
	if err := listen.Free(ctx, f.RTMPAddr); err != nil {
		return fmt.Errorf("RTMP: %w", err)
	}
	if f.RTMPSAddr != "" {
		if err := listen.Free(ctx, f.RTMPSAddr); err != nil {
			return fmt.Errorf("RTMPS: %w", err)
		}
	}
	if err := listen.Free(ctx, f.HTTPAddr); err != nil {
		return fmt.Errorf("HTTP: %w", err)
	}
	return nil
}

// maxLadderFile bounds a ladder file in bytes.
const maxLadderFile = 1 << 20

// loadLadder reads names of presets, or a ladder file.
func loadLadder(path string) (media.Ladder, error) {
	if ladder, ok := presets(path); ok {
		return ladder, ladder.Validate()
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	decoder := json.NewDecoder(io.LimitReader(f, maxLadderFile))
	decoder.DisallowUnknownFields()
	var profiles []media.Profile
	if err := decoder.Decode(&profiles); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: want one list of renditions and nothing behind it", path)
	}
	ladder, err := media.LadderOf(profiles)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return ladder, nil
}

// presets is the ladder of presets that are named with commas between; false if anything is no preset.
func presets(names string) (ladder media.Ladder, ok bool) {
	for name := range strings.SplitSeq(names, ",") {
		r, ok := media.Preset(name)
		if !ok {
			return nil, false
		}
		ladder = append(ladder, r)
	}
	return ladder, true
}

// broadcasterNode is a running broadcaster with what it stands on.
type broadcasterNode struct {
	*broadcaster.Broadcaster
	address   string
	files     openFiles
	recorder  *record.Recorder
	events    *events.Emitter
	paying    paying
	standings func() // ends keeping them
	member    *member
	directory func() // stops it
}

// Files in the data directory.
const (
	streamsFile = "streams.db" // the streams that were created
	keysFile    = "keys.db"    // the API's keys
	eventsFile  = "events.db"  // what became of streams, and webhooks
	clusterFile = "cluster.db" // in a cluster, in place of both: a copy of what its nodes share
	spentFile   = "spent.db"   // what was spent today, and what orchestrators were paid

	standingsFile = "standings.db" // what was measured of orchestrators
)

// startBroadcaster starts a node that follows the contracts behind client, and keeps its streams and recordings where keep says.
func startBroadcaster(ctx context.Context, cfg broadcaster.Config, keep storage, buy buying, key identity.Signer, client *chain.Client, traces *tracing.Provider) (*broadcasterNode, error) {
	files, err := keep.open(ctx)
	if err != nil {
		return nil, err
	}
	registry, err := admission.NewRegistry(ctx, files.streams)
	if err != nil {
		return nil, errors.Join(err, files.close())
	}
	directory, err := chain.NewDirectory(chain.DirectoryConfig{}, client)
	if err != nil {
		return nil, errors.Join(err, files.close())
	}
	stopDirectory := background(directory.Run)
	fail := func(err error) (*broadcasterNode, error) {
		stopDirectory()
		return nil, errors.Join(err, files.close())
	}
	if _, err := client.Snapshot(ctx); errors.Is(err, chain.ErrNoSnapshot) {
		slog.Warn("nobody has stake yet: streams go out as they come in until an orchestrator is registered and a round begins")
	} else {
		wait, cancel := context.WithTimeout(ctx, firstViewTimeout)
		defer cancel()
		if err := directory.Wait(wait); err != nil {
			return fail(fmt.Errorf("read the network's stakes: %w", err))
		}
	}
	metrics := newMetrics()
	broker := client.Addresses().BrokerDomain()
	purse := payer.New(buy.limits, payer.Deps{Signer: key, Broker: broker, Metrics: payer.NewMetrics(metrics)})
	if err := purse.Load(ctx, files.spent); err != nil {
		return fail(err)
	}
	feed, stopFeed, err := buy.follow(ctx, client.Conn, metrics)
	if err != nil {
		return fail(err)
	}
	unfollow, stopKeeping := stopDirectory, background(func(ctx context.Context) error { return purse.Keep(ctx, files.spent) })
	stopDirectory = func() { stopFeed(); stopKeeping(); unfollow() }
	market, err := dispatch.NewNetworkMarket(buy.network, dispatch.NetworkDeps{
		View: directory.Current, Signer: key, Broker: broker, Payer: purse, Units: buy.units(feed), Logger: slog.Default(),
		Audit: auditor.New(auditor.Deps{
			Signer: key, Court: client.Addresses().CourtDomain(), Broker: broker, Keeper: files.evidence.keeper,
			Metrics: auditor.NewMetrics(metrics), Logger: slog.Default(),
		}),
	})
	if err != nil {
		return fail(err)
	}
	standings := dispatch.Standings{Local: files.standings, Node: keep.cluster.node.URL}
	if err := market.Restore(ctx, standings); err != nil {
		return fail(err)
	}
	command, err := mediaChildCommand()
	if err != nil {
		return fail(err)
	}
	keep.recordings.Node = key.Address().Hex()
	if inCluster := files.shared != nil; inCluster && cfg.ReconnectWindow > 0 {
		keep.recordings.Hold = cfg.ReconnectWindow + holdLonger
	}
	keep.events.Log = files.events
	emitter, err := events.New(keep.events, slog.Default())
	if err != nil {
		return fail(err)
	}
	recorder, err := record.Open(ctx, keep.recordings, record.Deps{Logger: slog.Default(), Ready: func(i record.Info) {
		emitter.Emit(events.RecordingReady, i.Stream, api.NewRecording(i))
	}})
	if err != nil {
		emitter.Stop()
		return fail(err)
	}
	closeAll := func(err error) (*broadcasterNode, error) {
		err = errors.Join(err, recorder.Close(ctx))
		emitter.Stop()
		return fail(err)
	}
	pays, err := watchFunds(ctx, purse, feed, buy.network.MaxPrice > 0, key, client, emitter)
	if err != nil {
		return closeAll(err)
	}
	inCluster, err := keep.cluster.start(files.shared, metrics)
	if err != nil {
		pays.stop()
		return closeAll(err)
	}
	if files.shared != nil {
		standings.Shared = files.shared.redis
	}
	stopStandings := background(func(ctx context.Context) error { return market.Keep(ctx, standings) })
	leave := func(err error) (*broadcasterNode, error) {
		stopStandings()
		pays.stop()
		inCluster.stop(ctx)
		return closeAll(err)
	}
	b, err := broadcaster.New(cfg, broadcaster.Deps{
		Cluster: inCluster.Node, Market: market, Payments: pays.show, Streams: registry, Keys: files.keys, Answers: files.answers, Audio: audioWorker{command}, Pictures: pictureWorker{command}, Recorder: recorder, Events: emitter, EventLog: files.events, Logger: slog.Default(), Metrics: metrics,
		Traces: traces.Tracer(tracing.Broadcaster),
	})
	if err != nil {
		return leave(fmt.Errorf("%w: %w", errUsage, err))
	}
	if err := b.Start(ctx); err != nil {
		return leave(err)
	}
	return &broadcasterNode{Broadcaster: b, address: key.Address().Hex(), files: files, recorder: recorder, events: emitter, paying: pays, standings: stopStandings, member: inCluster, directory: stopDirectory}, nil
}

// holdLonger is how much longer than a stream waits for its publisher what was recorded of it waits for a node of the cluster to go on with it.
const holdLonger = 30 * time.Second

// fundsConfirmations is how deep a redemption lies in the chain before it is shown.
const fundsConfirmations = 3

// paying is what a node that pays shows, while it looks after its funds.
type paying struct {
	show func() api.Payments
	stop func()
}

// watchFunds looks after what a purse stands on, unless it never pays.
func watchFunds(ctx context.Context, purse *payer.Payer, feed *pricefeed.Feed, pays bool, key identity.Signer, client *chain.Client, emitter *events.Emitter) (paying, error) {
	if !pays {
		return paying{stop: func() {}}, nil
	}
	follower, err := client.FollowPayments(ctx, key.Address(), logs.NewMemory(), fundsConfirmations)
	if err != nil {
		return paying{}, err
	}
	w := payer.NewWatch(payer.WatchConfig{Sender: key.Address()}, purse, client, follower, func(f payer.Funds) {
		emitter.Emit(events.DepositLow, "", broadcaster.Payments(purse, f))
	})
	show := func() api.Payments {
		p := broadcaster.Payments(purse, w.Funds())
		p.TokenUSD = worth(feed)
		return p
	}
	return paying{show, background(w.Run)}, nil
}

// stop ends the node, within stopTimeout.
func (n *broadcasterNode) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	err := n.Stop(ctx)
	n.standings()
	n.member.stop(ctx)
	n.directory()
	n.paying.stop()
	err = errors.Join(err, n.recorder.Close(ctx))
	n.events.Stop()
	return errors.Join(err, n.files.close())
}

// background runs a loop until stop is called, which waits for it.
func background(run func(context.Context) error) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := run(ctx); err != nil && !errors.Is(err, context.Canceled) {
			slog.Error("background work ended", "err", err)
		}
	}()
	return func() { cancel(); <-done }
}
