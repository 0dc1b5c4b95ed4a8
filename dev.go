package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/listen"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/tracing"
	"github.com/millrace/millrace/pkg/version"
	"github.com/millrace/millrace/transcoder"
	"github.com/millrace/millrace/transcoder/mediachild"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// devCmd runs the whole network in one process, but for the media children.
type devCmd struct {
	broadcasterFlags `embed:""`
	DataDir          string        `help:"Where keys, streams that were created and the demo clip are kept." default:"${data_dir}/dev" type:"path" placeholder:"DIR"`
	RPCAddr          string        `name:"rpc-addr" help:"Host and port of the chain's JSON-RPC server." default:"127.0.0.1:8545"`
	RoundLength      time.Duration `help:"Length of a round." default:"60s"`
	Orchestrators    int           `help:"How many orchestrators to run; number n has n thousand tokens at stake." default:"3"`
	Price            uint64        `help:"What the orchestrators ask, in units of the play money per 1e12 output pixels; 0: they work for free." default:"500000"`
	Demo             bool          `help:"Also publish a moving test picture with sound as stream demo."`
}

// maxDevOrchestrators bounds --orchestrators.
const maxDevOrchestrators = 32

// demoStream is the name of the demo's stream.
const demoStream = "demo"

// Payments of the development network: a stream wins its orchestrator something every few seconds, and quotes are short, since what was
// won is redeemed when they are over.
const (
	devFaceValue = 100 // units: a hundredth of a cent
	devQuoteTTL  = 15 * time.Second
	devDeposit   = 1_000_000_000 // units: a thousand dollars, and as much in reserve
	devEvidence  = 10_000        // segments that an orchestrator can answer for
)

func (c *devCmd) buying() buying {
	return buying{network: dispatch.NetworkConfig{MaxPrice: 2 * c.Price}}
}

// Run implements command.
func (c *devCmd) Run(ctx context.Context, stdout io.Writer, traces *tracing.Provider) (err error) {
	if c.Orchestrators < 1 || c.Orchestrators > maxDevOrchestrators {
		return fmt.Errorf("%w: --orchestrators %d: from 1 to %d", errUsage, c.Orchestrators, maxDevOrchestrators)
	}
	if err := (chain.DeployParams{RoundLength: c.RoundLength}).Validate(); err != nil {
		return fmt.Errorf("%w: --round-length: %w", errUsage, err)
	}
	if err := listen.Check(c.RPCAddr); err != nil {
		return fmt.Errorf("%w: --rpc-addr: %w", errUsage, err)
	}
	cfg, err := c.config()
	if err != nil {
		return err
	}
	cfg.AnyStream, cfg.LocalAPI = len(c.Streams) == 0, true
	unlock, err := lockDir(c.DataDir)
	if err != nil {
		return err
	}
	defer unlock()
	if err := c.free(ctx); err != nil {
		return err
	}
	command, err := mediaChildCommand()
	if err != nil {
		return err
	}
	n := &devNetwork{cmd: c, cfg: cfg, command: command, traces: traces}
	defer func() { err = errors.Join(err, n.stop()) }()
	if err := n.start(ctx); err != nil {
		return err
	}
	var demo *publish.Publisher
	if c.Demo {
		if demo, err = n.demo(ctx); err != nil {
			return err
		}
	}
	c.announce(stdout, n)
	if demo != nil {
		keepPublishing(ctx, demo)
	}
	<-ctx.Done()
	return nil
}

// announce prints where everything is.
func (c *devCmd) announce(stdout io.Writer, n *devNetwork) {
	scheme, watch := "http", demoStream
	if c.TLSCert != "" {
		scheme = "https"
	}
	if !c.Demo {
		watch = "mystream"
	}
	http := scheme + "://" + reachable(n.broadcaster.HTTPAddr())
	fmt.Fprintf(stdout, `
Millrace is running. Ctrl-C stops it.

  publish    rtmp://%s/live, with any stream key, mystream for example
  watch      %s/watch/%s
  dashboard  %s/
  RPC        %s

`, reachable(n.broadcaster.RTMPAddr()), http, watch, http, n.chain.URL())
}

// reachable is an address as a person on this machine would type it.
func reachable(a net.Addr) string {
	t, ok := a.(*net.TCPAddr)
	if !ok || !t.IP.IsUnspecified() {
		return a.String()
	}
	return fmt.Sprintf("127.0.0.1:%d", t.Port)
}

// devNetwork is what runs; stop undoes it in reverse order.
type devNetwork struct {
	cmd         *devCmd
	cfg         broadcaster.Config
	command     []string          // of a media child
	traces      *tracing.Provider // nil: none
	chain       *chain.DevChain
	broadcaster *broadcasterNode
	undo        []func(context.Context) error
}

func (n *devNetwork) onStop(f func(context.Context) error) { n.undo = append(n.undo, f) }

func (n *devNetwork) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	var errs []error
	for i := len(n.undo) - 1; i >= 0; i-- {
		errs = append(errs, n.undo[i](ctx))
	}
	return errors.Join(errs...)
}

func (n *devNetwork) start(ctx context.Context) error {
	broadcasterKey, err := n.key("broadcaster")
	if err != nil {
		return err
	}
	if n.chain, err = chain.NewDevChain(chain.DevChainConfig{RPCAddr: n.cmd.RPCAddr}); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err := n.chain.Start(ctx); err != nil {
		return err
	}
	n.onStop(n.chain.Stop)

	w, err := openWorkshop(ctx, mediachild.Config{Command: n.command}, "all")
	if err != nil {
		return err
	}
	n.onStop(func(context.Context) error { w.close(); return nil })
	slog.Info("encoder", "name", w.encoder.Name, "pixel_rate", w.encoder.PixelRate)
	var orchestrators []devOrchestrator
	var founders []chain.Founder
	for i := range n.cmd.Orchestrators {
		o, err := n.prepare(i + 1)
		if err != nil {
			return err
		}
		orchestrators = append(orchestrators, o)
		founders = append(founders, chain.Founder{Key: o.key, Stake: chain.Tokens(int64(1000 * (i + 1))), URI: o.uri})
	}
	addresses, err := chain.Bootstrap(ctx, n.chain, chain.DeployParams{RoundLength: n.cmd.RoundLength}, founders)
	if err != nil {
		return err
	}
	if err := addresses.Save(filepath.Join(n.cmd.DataDir, "addresses.json")); err != nil {
		return err
	}
	client, err := chain.Dial(ctx, n.chain.URL(), addresses)
	if err != nil {
		return err
	}
	n.onStop(func(context.Context) error { client.Close(); return nil })
	if err := n.fund(ctx, client, broadcasterKey.Address()); err != nil {
		return err
	}
	var duties []chain.Duty
	for _, o := range orchestrators {
		if err := n.orchestrator(ctx, o, w, client); err != nil {
			return err
		}
		duties = append(duties, chain.NewRewardDuty(o.key, client))
	}
	keeper, err := chain.NewKeeper(chain.KeeperConfig{Key: n.chain.Faucet(), Duties: duties}, client)
	if err != nil {
		return err
	}
	stopKeeper := background(keeper.Run)
	n.onStop(func(context.Context) error { stopKeeper(); return nil })

	keep, err := n.cmd.storage(n.cmd.DataDir)
	if err != nil {
		return err
	}
	keep.eventLog.PrivateNetworks = true // what is tried out is on this machine
	if n.broadcaster, err = startBroadcaster(ctx, n.cfg, keep, n.cmd.buying(), broadcasterKey, client, n.traces); err != nil {
		return err
	}
	n.onStop(func(context.Context) error { return n.broadcaster.stop() })
	return nil
}

// fund puts play money down for the broadcaster's tickets.
func (n *devNetwork) fund(ctx context.Context, client *chain.Client, broadcaster common.Address) error {
	if n.cmd.Price == 0 {
		return nil
	}
	half := big.NewInt(devDeposit)
	faucet := n.chain.Faucet()
	if err := client.MintAsset(ctx, faucet, faucet.Address(), new(big.Int).Lsh(half, 1)); err != nil {
		return err
	}
	return client.FundDeposit(ctx, faucet, broadcaster, half, half)
}

// devOrchestrator is an orchestrator that the chain has to know before it can start.
type devOrchestrator struct {
	name, dir, uri string
	key            *signer.Key
	listener       net.Listener
}

// prepare makes what the chain has to know of orchestrator number i: its key, and a port of its own choosing.
func (n *devNetwork) prepare(i int) (o devOrchestrator, err error) {
	o.name = fmt.Sprintf("orchestrator-%d", i)
	if o.key, err = n.key(o.name); err != nil {
		return o, err
	}
	o.dir = filepath.Join(n.cmd.DataDir, o.name)
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return o, err
	}
	if o.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return o, err
	}
	n.onStop(func(context.Context) error { _ = o.listener.Close(); return nil }) // if it never starts
	o.uri = "https://" + o.listener.Addr().String()
	return o, nil
}

// orchestrator starts an orchestrator with its transcoder.
func (n *devNetwork) orchestrator(ctx context.Context, d devOrchestrator, w *workshop, client *chain.Client) error {
	workers, err := identity.OpenWorkerCA(orchestrator.WorkerCAFile(d.dir), d.key.Address(), d.uri)
	if err != nil {
		return err
	}
	broker := client.Addresses().BrokerDomain()
	till, err := passingTill(ctx, redeemer.Config{
		Recipient: d.key.Address(), Interval: devQuoteTTL / 3, EtherPrice: new(big.Int), // gas is free
	}, client, d.key)
	if err != nil {
		return err
	}
	stopRedeemer := background(till.run)
	n.onStop(func(context.Context) error { stopRedeemer(); till.close(); return nil })
	signed := openedEvidence{store: evidence.NewMemory()}
	signed.keeper = evidence.NewKeeper(evidence.KeeperConfig{Most: devEvidence}, signed.store, nil, slog.Default())
	stopAnswers := background(signed.answers(d.key.Address(), client, d.key).Run)
	n.onStop(func(context.Context) error { stopAnswers(); return signed.close() })
	o, err := orchestrator.New(orchestrator.Config{
		ServiceURI: d.uri, Broker: broker, Court: client.Addresses().CourtDomain(), Price: n.cmd.Price, FaceValue: devFaceValue, QuoteTTL: devQuoteTTL,
	}, orchestrator.Deps{
		Signer: d.key, Workers: workers, Listener: d.listener, Chain: client, Winnings: till.winnings, Evidence: signed.keeper, Traces: n.traces.Tracer(tracing.Orchestrator),
	})
	if err != nil {
		return err
	}
	if err := o.Start(ctx); err != nil {
		return err
	}
	n.onStop(o.Stop)

	credential, err := workers.Issue("worker", identity.MaxTTL)
	if err != nil {
		return err
	}
	t, err := transcoder.New(transcoder.Config{Credential: credential, Version: version.Here(), Encoder: w.encoder.Name, PixelRate: w.encoder.PixelRate, Costs: w.encoder.Costs},
		transcoder.Deps{Worker: w.worker, Usable: w.usable, Log: slog.Default().With("worker", d.name), Traces: n.traces.Tracer(tracing.Transcoder)})
	if err != nil {
		return err
	}
	if err := t.Start(ctx); err != nil {
		return err
	}
	n.onStop(t.Stop)
	return nil
}

// key loads a key of the data directory, which it makes the first time. These keys hold play money only, so their
// files are made with a light key derivation.
func (n *devNetwork) key(name string) (*signer.Key, error) {
	dir := filepath.Join(n.cmd.DataDir, "keys")
	file, password := filepath.Join(dir, name+".json"), filepath.Join(dir, name+".password")
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
		if _, err := identity.CreateKey(file, password, identity.LightScrypt()); err != nil {
			return nil, err
		}
	}
	key, err := identity.LoadKey(file, password)
	if err != nil {
		return nil, err
	}
	return signer.NewKey(key), nil
}

// demo prepares to publish the demo clip, over and over. The clip is made the first time.
func (n *devNetwork) demo(ctx context.Context) (*publish.Publisher, error) {
	clip := filepath.Join(n.cmd.DataDir, "demo.flv")
	if _, err := os.Stat(clip); errors.Is(err, os.ErrNotExist) {
		slog.Info("making the demo clip", "file", clip)
		if err := mediachild.Demo(ctx, n.command, clip, pipeline.DemoSpec{}); err != nil {
			return nil, err
		}
	}
	return publish.New(publish.Config{
		URL:  "rtmp://" + reachable(n.broadcaster.RTMPAddr()) + "/live/" + demoStream,
		Open: publish.File(clip), Loop: true,
	}, publish.Deps{})
}

// keepPublishing publishes, again and again, until ctx is done.
func keepPublishing(ctx context.Context, p *publish.Publisher) {
	for ctx.Err() == nil {
		if err := p.Run(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("demo stream", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

// lockDir makes a data directory this process's alone.
func lockDir(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("data directory: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("data directory %s is used by another millrace; stop it or give another --data-dir", dir), f.Close())
	}
	return func() { _ = f.Close() }, nil
}
