// Package broadcaster is the node that takes live streams in, has them transcoded by the network and serves them.
//
// It composes the role's packages along the way of one segment: ingest, segmenter, dispatch, origin; and the pages and
// API beside them. It holds a chain key, and therefore never decodes media.
package broadcaster

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"hash/maphash"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/answers"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/audience"
	"github.com/millrace/millrace/broadcaster/audio"
	"github.com/millrace/millrace/broadcaster/cluster"
	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/edge"
	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/broadcaster/ingest/rtmp"
	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/broadcaster/web"
	"github.com/millrace/millrace/pkg/certfile"
	"github.com/millrace/millrace/pkg/listen"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/tracing"
)

// Config of a broadcaster. A zero field means its default.
type Config struct {
	RTMPAddr string // default ":1935"
	HTTPAddr string // default ":8935"

	// Push bounds what is taken in over HTTP.
	Push push.Config

	// CertFile and KeyFile turn on TLS, and HTTP/2 with it, on the HTTP port, and let RTMPS in on the RTMP port. Both or none.
	// They are read again when they change. RTMPSAddr is a further port, for RTMPS only; default none.
	CertFile, KeyFile string
	RTMPSAddr         string

	// HTTP3 serves over HTTP/3 too, at the UDP port of the HTTP port's number. It needs TLS.
	HTTP3 bool

	// Ladder is fitted to each source; Rungs is how many rungs are kept. Default media.DefaultLadder and DefaultRungs.
	Ladder media.Ladder
	Rungs  int

	// SourceRung is when players are offered the source beside other rungs. With origin.SourceNever a rung of the source's size is made
	// in its place.
	SourceRung origin.SourceRung

	// ReconnectWindow is how long a stream whose publisher was lost waits for it, or for another one. Default 60 s;
	// negative: it ends at once.
	ReconnectWindow time.Duration

	// EndedFor is how long a stream that has ended can still be played. Default 60 s.
	EndedFor time.Duration

	// Streams are the names that may be published. AnyStream lets every valid name in. Streams that were created, and what the
	// webhook admits, come on top; see package admission.
	Streams   []string
	AnyStream bool
	Webhook   admission.WebhookConfig

	// Limits are of every publish; here a zero field is no limit. Addresses may publish. MaxConnections and MaxPerAddress
	// bound RTMP connections; default 256, and 32 from one address, pushes that are taken in included.
	Limits         admission.Limits
	Addresses      ingest.Addresses
	MaxConnections int
	MaxPerAddress  int
	DrainURL       string // where publishers that understand it are told to reconnect when the node stops; the same place

	// Record records streams of which nobody says whether they are to be. It needs a recorder.
	Record bool

	// Rewind is how far viewers can go back in streams of which nobody says how far. It needs a recorder.
	Rewind time.Duration

	// PartDuration bounds the parts that streams are cut into; default 0.5 s. Shorter ones bring viewers closer to the publisher, and cost
	// more requests.
	PartDuration time.Duration

	// Encrypt has the media of streams encrypted of which nobody says whether it is to be, by AES-128 of HLS. A key is for KeySegments
	// segments, from 1 to MaxKeySegments; default 30, which is about a minute.
	Encrypt     bool
	KeySegments int

	// APIToken lets its holders create streams over the API. LocalAPI lets programs on this machine do so where there is none.
	APIToken string
	LocalAPI bool

	Pictures pictures.Config

	Version string // of the program
}

// MaxKeySegments bounds for how many segments a key is good: half an hour or so.
const MaxKeySegments = 1000

func (c Config) withDefaults() Config {
	if c.RTMPAddr == "" {
		c.RTMPAddr = ":1935"
	}
	if c.HTTPAddr == "" {
		c.HTTPAddr = ":8935"
	}
	if c.Ladder == nil {
		c.Ladder = media.DefaultLadder()
	}
	if c.Rungs == 0 {
		c.Rungs = media.DefaultRungs
	}
	if c.KeySegments == 0 {
		c.KeySegments = 30
	}
	if c.PartDuration == 0 {
		c.PartDuration = 500 * time.Millisecond
	}
	if c.ReconnectWindow == 0 {
		c.ReconnectWindow = time.Minute
	}
	return c
}

// Validate checks everything but that the ports are free; New does so too.
func (c Config) Validate() error {
	_, err := c.withDefaults().validate(nil)
	return err
}

// validate returns the certificate, if there is one.
func (c Config) validate(log *slog.Logger) (*certfile.Certificate, error) {
	if err := listen.Check(c.RTMPAddr); err != nil {
		return nil, fmt.Errorf("RTMP address %w", err)
	}
	if err := listen.Check(c.HTTPAddr); err != nil {
		return nil, fmt.Errorf("HTTP address %w", err)
	}
	if c.RTMPSAddr != "" {
		if err := listen.Check(c.RTMPSAddr); err != nil {
			return nil, fmt.Errorf("RTMPS address %w", err)
		}
		if c.CertFile == "" {
			return nil, errors.New("RTMPS needs a TLS certificate")
		}
	}
	if err := c.Ladder.Validate(); err != nil {
		return nil, err
	}
	for _, name := range c.Streams {
		if err := origin.CheckName(name); err != nil {
			return nil, fmt.Errorf("stream %q: %w", name, err)
		}
	}
	if c.KeySegments < 1 || c.KeySegments > MaxKeySegments {
		return nil, fmt.Errorf("a key for %d segments: from 1 to %d", c.KeySegments, MaxKeySegments)
	}
	if err := c.admission().Validate(); err != nil {
		return nil, err
	}
	if err := api.CheckToken(c.APIToken); err != nil {
		return nil, err
	}
	if c.HTTP3 && c.CertFile == "" {
		return nil, errors.New("HTTP/3 needs a TLS certificate")
	}
	if c.CertFile == "" && c.KeyFile == "" {
		return nil, nil //nolint:nilnil // TLS is off
	}
	return certfile.Load(c.CertFile, c.KeyFile, log)
}

func (c Config) admission() admission.Config {
	return admission.Config{
		Names: c.Streams, AnyName: c.AnyStream, Addresses: c.Addresses,
		Ladder: c.Ladder, Rungs: c.Rungs, Limits: c.Limits, Record: c.Record, Rewind: c.Rewind, Encrypt: c.Encrypt, Webhook: c.Webhook,
	}
}

// rtmpsPort is where publishers are told to use TLS; 0 when they cannot.
func (c Config) rtmpsPort() int {
	switch {
	case c.CertFile == "":
		return 0
	case c.RTMPSAddr != "":
		return portOf(c.RTMPSAddr)
	default:
		return portOf(c.RTMPAddr)
	}
}

// portOf is the port of an address, for people who publish; 0 when it is not fixed.
func portOf(addr string) int {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return 0
	}
	return n
}

// Deps are what a broadcaster works with.
type Deps struct {
	Market   *dispatch.NetworkMarket
	Payments func() api.Payments // what the market's sessions cost; nil: nothing
	Streams  *admission.Registry // that were created; nil: one that ends with the process
	Keys     *access.Registry    // of the API; nil: one that ends with the process; its owner closes it
	Answers  answers.Store       // of the API; nil: one that ends with the process
	Audio    audio.Worker        // transcodes audio that is neither AAC nor Opus; nil: such audio is refused
	Pictures pictures.Worker     // decodes keyframes for posters and storyboards; nil: there are none

	Cluster *cluster.Node // nil: the node is alone; its owner starts it before, and stops it after the Broadcaster

	Recorder *record.Recorder // nil: nothing is recorded; its owner closes it
	Events   *events.Emitter  // is told what becomes of streams; nil: nobody is; its owner stops it
	EventLog *events.Log      // what Events told, and webhooks of the API; nil: none; its owner closes it
	Logger   *slog.Logger
	Metrics  *prometheus.Registry
	Traces   *tracing.Tracer // nil: none
}

// errStopped is why streams end when the node stops.
var errStopped = errors.New("broadcaster stopped")

// Bounds of the HTTP server, and of the wait for a stream of the same name to end.
const (
	httpHeaderTimeout = 10 * time.Second
	httpWriteTimeout  = time.Minute
	httpIdleTimeout   = 2 * time.Minute
	httpHeaderBytes   = 64 << 10
	httpShutdown      = 3 * time.Second
	replaceTimeout    = 3 * time.Second
	finishTimeout     = 3 * time.Second
	ownerTimeout      = 3 * time.Second // to ask the cluster who has a stream that is over here
)

// Broadcaster is the node. Make it with New, run it with Start and Stop.
type Broadcaster struct {
	cfg             Config
	log             *slog.Logger
	market          *dispatch.NetworkMarket
	gate            *admission.Gate
	origin          *origin.Origin
	node            *cluster.Node // nil: alone
	edge            *edge.Edge    // likewise
	audience        *audience.Counter
	seed            maphash.Seed     // of what viewers are told apart by
	recorder        *record.Recorder // nil: nothing is recorded
	registry        *admission.Registry
	events          *events.Emitter
	api             *api.API
	rtmp            *rtmp.Server
	push            *push.Server
	http            *http.Server
	http3           *http3Server // nil: none
	listener        net.Listener
	dispatchMetrics *dispatch.Metrics
	traces          *tracing.Tracer
	audioWorker     audio.Worker
	audioMetrics    *audio.Metrics
	pictures        *pictures.Maker // nil: none are made

	mu        sync.Mutex // guards streams
	streams   map[string]*stream
	finishing sync.WaitGroup // streams whose last parts are on their way
	serving   sync.WaitGroup
}

// maxStreams bounds the streams that a node remembers, live and ended.
const maxStreams = 1024

// New validates cfg and builds the parts; nothing runs before Start.
func New(cfg Config, deps Deps) (*Broadcaster, error) {
	cfg = cfg.withDefaults()
	cert, err := cfg.validate(deps.Logger)
	if err != nil {
		return nil, err
	}
	if deps.Streams == nil {
		if deps.Streams, err = admission.NewRegistry(context.Background(), admission.NewMemory()); err != nil {
			return nil, err
		}
	}
	b := &Broadcaster{
		cfg: cfg, log: deps.Logger, market: deps.Market, recorder: deps.Recorder, registry: deps.Streams, events: deps.Events,
		streams: map[string]*stream{}, dispatchMetrics: dispatch.NewMetrics(deps.Metrics), traces: deps.Traces,
		audience: audience.New(nil), seed: maphash.MakeSeed(), audioWorker: deps.Audio, audioMetrics: audio.NewMetrics(deps.Metrics), node: deps.Cluster,
	}
	if deps.Pictures != nil && !cfg.Pictures.Off {
		b.pictures = pictures.New(cfg.Pictures, deps.Pictures, deps.Logger, pictures.NewMetrics(deps.Metrics))
	}
	deps.Streams.Notify(b.rotated, b.deleted)
	serving := origin.Deps{Log: deps.Logger}
	if b.node != nil {
		serving.Elsewhere = b.elsewhere
	}
	if b.origin, err = origin.New(origin.Config{Source: cfg.SourceRung, PartTarget: media.FromDuration(cfg.PartDuration), Linger: cfg.EndedFor}, serving); err != nil {
		return nil, err
	}
	ingestMetrics := ingest.NewMetrics(deps.Metrics)
	if b.gate, err = admission.NewGate(cfg.admission(), admission.Deps{
		Registry: deps.Streams, Metrics: ingestMetrics, Logger: deps.Logger,
	}); err != nil {
		return nil, err
	}
	var elsewhere func(http.ResponseWriter, *http.Request, string) bool
	var atOwners api.Owners
	if b.node != nil {
		b.edge = edge.New(edge.Config{}, edge.Deps{
			Peers: b.node, Knows: deps.Streams.Restricted, Viewers: b.audience.Here, Logger: deps.Logger, Metrics: edge.NewMetrics(deps.Metrics),
		})
		elsewhere, atOwners = b.edge.State, owners{b}
	}
	var archive api.Archive
	if deps.Recorder != nil {
		archive = deps.Recorder
	}
	var eventLog api.EventLog
	if deps.EventLog != nil {
		eventLog = deps.EventLog
	}
	if b.api, err = api.New(api.Config{
		Version: cfg.Version, RTMPPort: portOf(cfg.RTMPAddr), RTMPSPort: cfg.rtmpsPort(), Token: cfg.APIToken, Local: cfg.LocalAPI,
	}, api.Deps{Network: network{b}, Registrar: deps.Streams, Archive: archive, Keys: deps.Keys, Answers: deps.Answers, Events: eventLog, Cues: cues{b}, Captions: network{b}, Payments: deps.Payments, Elsewhere: elsewhere, Owners: atOwners}); err != nil {
		return nil, err
	}
	var secure *tls.Config
	if cert != nil {
		secure = cert.Config()
	}
	perNetwork := ingest.NewPerNetwork(cfg.MaxPerAddress)
	if b.rtmp, err = rtmp.New(rtmp.Config{
		Addr: cfg.RTMPAddr, TLSAddr: cfg.RTMPSAddr, TLS: secure, Addresses: cfg.Addresses,
		MaxConnections: cfg.MaxConnections, PerNetwork: perNetwork, DrainURL: cfg.DrainURL,
	}, rtmp.Deps{Publisher: b, Logger: deps.Logger, Metrics: ingestMetrics}); err != nil {
		return nil, err
	}
	if b.push, err = push.New(cfg.Push, push.Deps{
		Publisher: b, PerNetwork: perNetwork, Logger: deps.Logger, Metrics: push.NewMetrics(deps.Metrics), Ingest: ingestMetrics,
	}); err != nil {
		return nil, err
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	b.http = &http.Server{
		Handler: b.routes(deps.Metrics), Protocols: protocols,
		ReadHeaderTimeout: httpHeaderTimeout, WriteTimeout: httpWriteTimeout, IdleTimeout: httpIdleTimeout,
		MaxHeaderBytes: httpHeaderBytes, ErrorLog: slog.NewLogLogger(deps.Logger.Handler(), slog.LevelDebug),
	}
	if cert != nil {
		b.http.TLSConfig = cert.Config()
	}
	if cfg.HTTP3 {
		b.http3 = newHTTP3(b.http.Handler, cert.Config(), deps.Logger)
	}
	return b, nil
}

func (b *Broadcaster) routes(metrics *prometheus.Registry) http.Handler {
	r := chi.NewRouter()
	media := b.media()
	r.Handle("/hls/*", media)
	r.Handle(api.PicturesPath+"/*", media)
	r.Handle(api.RecordingsPath+"/*", media)
	r.Handle(api.SignedPath+"/*", signed(media))
	if b.node != nil {
		r.Handle(edge.Prefix+"/*", b.peer())
	}
	r.Route("/live", b.push.Routes)
	b.api.Routes(r)
	web.Routes(r.With(b.guard(b.shown)))
	r.Handle("/metrics", promhttp.HandlerFor(metrics, promhttp.HandlerOpts{}))
	return b.cached(r)
}

// Start listens and serves; it returns when both ports are open.
func (b *Broadcaster) Start(ctx context.Context) error {
	ln, err := listen.TCP(ctx, b.cfg.HTTPAddr)
	if err != nil {
		return fmt.Errorf("HTTP: %w", err)
	}
	if err := b.rtmp.Start(ctx); err != nil {
		return errors.Join(fmt.Errorf("RTMP: %w", err), ln.Close())
	}
	if b.http3 != nil {
		if err := b.http3.start(ln.Addr()); err != nil {
			return errors.Join(fmt.Errorf("HTTP/3: %w", err), b.rtmp.Stop(ctx), ln.Close())
		}
		b.http.Handler = b.http3.advertised(b.http.Handler)
		b.serving.Go(b.http3.serve)
	}
	b.listener = ln
	if b.node != nil && b.recorder != nil {
		b.recorder.LookAfter(b.hasTape)
	}
	b.serving.Go(func() {
		serve := func() error { return b.http.Serve(ln) }
		if b.http.TLSConfig != nil {
			serve = func() error { return b.http.ServeTLS(ln, "", "") }
		}
		if err := serve(); !errors.Is(err, http.ErrServerClosed) {
			b.log.Error("HTTP server", "err", err)
		}
	})
	return nil
}

// Stop ends every publish, lets the last parts out (bounded by ctx), and closes the ports. It may be called on a
// Broadcaster that was never started.
func (b *Broadcaster) Stop(ctx context.Context) error {
	err := errors.Join(b.rtmp.Stop(ctx), b.push.Stop(ctx))
	for _, s := range b.list() {
		s.stop(errStopped)
	}
	b.finish(ctx)
	b.gate.Close()
	b.origin.Close()
	if b.edge != nil {
		b.edge.Close()
	}
	if b.listener == nil {
		return err
	}
	down, cancel := context.WithTimeout(ctx, httpShutdown)
	defer cancel()
	if b.http3 != nil {
		b.serving.Go(func() {
			if err := b.http3.stop(down); err != nil {
				b.log.Debug("HTTP/3 server", "err", err)
			}
		})
	}
	if e := b.http.Shutdown(down); e != nil {
		err = errors.Join(err, b.http.Close()) // players wait in blocking reloads
	}
	b.serving.Wait()
	return err
}

// finish waits until the last parts of every stream are out, for finishTimeout and no longer than ctx; what is not out
// then is given up.
func (b *Broadcaster) finish(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, finishTimeout)
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		for _, s := range b.list() {
			s.giveUp(context.Cause(ctx))
		}
	})
	defer stop()
	b.finishing.Wait()
}

// RTMPAddr is where RTMP listens, after Start.
func (b *Broadcaster) RTMPAddr() net.Addr { return b.rtmp.Addr() }

// RTMPSAddr is where RTMPS listens alone, after Start; nil if it does not.
func (b *Broadcaster) RTMPSAddr() net.Addr { return b.rtmp.TLSAddr() }

// HTTPAddr is where HTTP listens, after Start.
func (b *Broadcaster) HTTPAddr() net.Addr { return b.listener.Addr() }

// Publish lets a publisher feed its stream, which goes on if it is waiting for one. The newest publisher of a name wins.
func (b *Broadcaster) Publish(ctx context.Context, req ingest.Request) (ingest.Sink, error) {
	grant, err := b.gate.Admit(ctx, req)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, replaceTimeout)
	defer cancel()
	lease, before := b.take(ctx, grant.Name)
	for {
		s, err := b.open(grant.Name, before)
		if err != nil {
			return nil, err
		}
		if p, ok := s.join(grant, req); ok {
			if b.node != nil {
				b.node.Hold(lease, s)
			}
			s.log.Info("publisher joins", "protocol", req.Protocol, "remote", req.RemoteAddr)
			if err := b.gate.Recheck(ctx, req, grant); err != nil { // changed between Admit and join, where nobody was there to dismiss
				p.End(err)
				return nil, err
			}
			return p, nil
		}
		if err := s.replace(ctx); err != nil {
			return nil, fmt.Errorf("%w: the stream before this one has not ended yet", ingest.ErrBusy)
		}
	}
}

// open finds the stream of that name, or makes one where there is none, or one that has ended: it goes on with what another node had.
func (b *Broadcaster) open(name string, before cluster.Position) (*stream, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s := b.streams[name]; s != nil && !s.hasEnded() {
		return s, nil
	} else if s == nil && len(b.streams) >= maxStreams && !b.forgetLocked() {
		return nil, fmt.Errorf("%w: %d streams are live", ingest.ErrBusy, len(b.streams))
	}
	s, err := b.newStream(name, before)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ingest.ErrRefused, err)
	}
	b.streams[name] = s
	return s, nil
}

// forgetLocked drops the stream that ended first; false when all are live.
func (b *Broadcaster) forgetLocked() bool {
	var oldest *stream
	var at time.Time
	for _, s := range b.streams {
		s.mu.Lock()
		ended := s.endAt
		s.mu.Unlock()
		if !ended.IsZero() && (oldest == nil || ended.Before(at)) {
			oldest, at = s, ended
		}
	}
	if oldest == nil {
		return false
	}
	delete(b.streams, oldest.name)
	return true
}

// list returns the streams in order of name.
func (b *Broadcaster) list() []*stream {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]*stream, 0, len(b.streams))
	for _, s := range b.streams {
		out = append(out, s)
	}
	slices.SortFunc(out, func(x, y *stream) int { return strings.Compare(x.name, y.name) })
	return out
}
