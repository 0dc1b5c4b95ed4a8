package dispatch

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/auditor"
	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

// ErrNobody is wrapped by Draw's errors when the network was asked and nobody could take the job.
var ErrNobody = errors.New("no orchestrator can take the stream")

// NetworkConfig configures a NetworkMarket. A zero field means its default.
type NetworkConfig struct {
	Candidates        int    // how many are drawn; default 4
	MaxPrice          uint64 // per 1e12 output pixels, in units of the settlement token or as NetworkDeps.Units has it; 0: only those who work for free
	PerformanceWeight int    // how much performance weighs, to selection.MaxPerformanceWeight; default 1, negative: not at all
	LatencyPenalty    int    // per cent for each selection.LatencyStep, to selection.MaxLatencyPenalty; default 5, negative: none
	MinPerformance    int    // per cent; who performs worse is suspended; default 50, negative: nobody is

	// How long quotes are waited for. Who is far away needs longer than the window to connect, and may need longer to answer: it is not
	// shut out while there is no second quote to decide the price.
	QuoteWindow  time.Duration // from when a connection stands, once two have quoted; default 150 ms
	QuoteGrace   time.Duration // from the first usable quote, whoever is missing; default 500 ms
	QuoteTimeout time.Duration // for connecting and quoting; default 1.5 s
}

func (c NetworkConfig) withDefaults() NetworkConfig {
	def := func(n *int, otherwise int) { *n = max(0, cmp.Or(*n, otherwise)) }
	def(&c.Candidates, 4)
	def(&c.PerformanceWeight, 1)
	def(&c.LatencyPenalty, 5)
	def(&c.MinPerformance, 50)
	c.QuoteWindow = cmp.Or(c.QuoteWindow, 150*time.Millisecond)
	c.QuoteGrace = cmp.Or(c.QuoteGrace, 500*time.Millisecond)
	c.QuoteTimeout = cmp.Or(c.QuoteTimeout, 1500*time.Millisecond)
	return c
}

// maxRecords is how many selection records are kept for the API.
const maxRecords = 256

// NetworkDeps are what a NetworkMarket works with.
type NetworkDeps struct {
	View   func() (chain.View, error) // the newest known stakes and services: chain.Directory.Current
	Signer identity.Signer            // the broadcaster's chain key
	Broker ticket.Domain              // what quotes and tickets are signed for
	Payer  *payer.Payer               // nil: only those who work for free are taken
	// Units makes units of NetworkConfig.MaxPrice, which is in millionths of a dollar then: pricefeed.Feed.Bid. While it cannot, only those
	// who work for free are taken. Nil: MaxPrice is in units.
	Units  func(dollars uint64) (uint64, error)
	Audit  *auditor.Auditor // nil: no receipts are asked for
	Logger *slog.Logger
}

// NetworkMarket is the Market of a real network: candidates are drawn by stake from the round's snapshot, reached at
// the service they registered, and asked for a quote; every decision is kept as a signed record. It is safe for
// concurrent use, by all streams of a node.
type NetworkMarket struct {
	cfg         NetworkConfig
	view        func() (chain.View, error)
	signer      identity.Signer
	broker      ticket.Domain
	payer       *payer.Payer
	units       func(dollars uint64) (uint64, error)
	auditor     *auditor.Auditor
	log         *slog.Logger
	pinner      *identity.Pinner
	suspensions *Suspensions
	scores      *Scores
	quotes      func(ctx context.Context, job Job, view chain.View, drawn []common.Address, most uint64) []answer // ask; a simulation has its own

	mu      sync.Mutex // guards what follows
	records []json.RawMessage
	seen    map[common.Address]Seen
}

// Seen is what was last learnt of an orchestrator.
type Seen struct {
	Price   uint64 // of the last quote
	Quoted  bool
	Problem string // why it was passed over the last time it was drawn
	Score   Score
}

// PriceString is the last quote's price in decimal.
func (s Seen) PriceString() string { return strconv.FormatUint(s.Price, 10) }

// NewNetworkMarket makes the node's client certificate; nothing is dialled before a Draw.
func NewNetworkMarket(cfg NetworkConfig, deps NetworkDeps) (*NetworkMarket, error) {
	if deps.Payer == nil {
		cfg.MaxPrice = 0
	}
	certificate, err := identity.NewRenewer(identity.RenewerConfig{Signer: deps.Signer})
	if err != nil {
		return nil, fmt.Errorf("market: %w", err)
	}
	pinner, err := identity.NewPinner(identity.PinnerConfig{Certificate: certificate.Certificate})
	if err != nil {
		return nil, fmt.Errorf("market: %w", err)
	}
	m := &NetworkMarket{
		cfg: cfg.withDefaults(), view: deps.View, signer: deps.Signer, broker: deps.Broker, payer: deps.Payer, units: deps.Units, auditor: deps.Audit, log: deps.Logger, pinner: pinner,
		suspensions: NewSuspensions(), scores: NewScores(), seen: map[common.Address]Seen{},
	}
	m.quotes = m.ask
	return m, nil
}

// Draw draws candidates by stake and returns those that quote acceptably: the winner of their auction, then the others in drawn
// order. When only suspended orchestrators could take the job they are drawn too: a doubtful one is better than none.
func (m *NetworkMarket) Draw(ctx context.Context, job Job, attempt int) ([]Candidate, error) {
	view, err := m.view()
	if err != nil {
		return nil, err
	}
	if len(view.Snapshot.Stakes) == 0 {
		return nil, fmt.Errorf("%w: nobody has stake in round %d", ErrNobody, view.Snapshot.Round)
	}
	found, passed, err := m.draw(ctx, job, view, 2*attempt, m.excluded(view, true))
	if len(found) > 0 || err != nil {
		return found, err
	}
	if all := m.excluded(view, false); len(all) < len(m.excluded(view, true)) {
		more, again, err := m.draw(ctx, job, view, 2*attempt+1, all)
		if len(more) > 0 || err != nil {
			return more, err
		}
		passed = again
	}
	slices.Sort(passed)
	return nil, fmt.Errorf("%w: %s", ErrNobody, strings.Join(passed, "; "))
}

// excluded lists those who cannot be drawn.
func (m *NetworkMarket) excluded(view chain.View, suspended bool) []selection.Exclusion {
	var out []selection.Exclusion
	for _, st := range view.Snapshot.Stakes {
		if view.Services[st.Orchestrator].URI == "" {
			out = append(out, selection.Exclusion{Orchestrator: st.Orchestrator, Reason: selection.ReasonUnreachable})
		} else if _, why := m.suspensions.Suspended(st.Orchestrator, time.Now()); why != "" && suspended {
			out = append(out, selection.Exclusion{Orchestrator: st.Orchestrator, Reason: selection.ReasonSuspended})
		}
	}
	return out
}

func (m *NetworkMarket) note(a common.Address, p *peer, problem error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.seen[a]
	s.Problem = ""
	if problem != nil {
		s.Problem = problem.Error()
	} else {
		s.Price, s.Quoted = p.quote.Price, true
	}
	if len(m.seen) < maxSuspensions {
		m.seen[a] = s
	}
}

// Report suspends an orchestrator that failed. One that is full, or was given video that cannot be decoded, is not at fault.
func (m *NetworkMarket) Report(c Candidate, err error) {
	now := time.Now()
	switch {
	case err == nil:
		m.suspensions.Served(c.Address(), now)
	case errors.Is(err, wire.ErrBusy), errors.Is(err, ErrUndecodable), errors.Is(err, context.Canceled),
		errors.Is(err, payer.ErrBudget), errors.Is(err, payer.ErrFloat):
	default:
		m.scores.Fault(c.Address(), errors.Is(err, verify.ErrMalformed), now)
		m.suspend(c.Address(), err, now)
	}
}

// Measure suspends an orchestrator that performs below the minimum, as for a failure. It may be at work meanwhile.
func (m *NetworkMarket) Measure(c Candidate, latency time.Duration) {
	now := time.Now()
	performance := m.scores.Part(c.Address(), latency, now)
	if performance >= m.cfg.MinPerformance {
		return
	}
	if _, why := m.suspensions.Suspended(c.Address(), now); why == "" {
		m.suspend(c.Address(), fmt.Errorf("%w: it performs at %d %%", ErrLate, performance), now)
	}
}

func (m *NetworkMarket) suspend(a common.Address, reason error, now time.Time) {
	until := m.suspensions.Fault(a, reason.Error(), now)
	m.log.Warn("orchestrator suspended", "orch", a, "for", until.Sub(now).Round(time.Second), "err", reason)
}

// Records returns the newest selection records first.
func (m *NetworkMarket) Records() []json.RawMessage {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := slices.Clone(m.records)
	slices.Reverse(out)
	return out
}

// View is the network as it is known, for the API.
func (m *NetworkMarket) View() (chain.View, error) { return m.view() }

// Seen returns what was last learnt of an orchestrator, and why and for how long it is suspended, if it is.
func (m *NetworkMarket) Seen(a common.Address) (s Seen, suspended string) {
	now := time.Now()
	if until, why := m.suspensions.Suspended(a, now); why != "" {
		suspended = fmt.Sprintf("%s; for %s more", why, max(time.Second, until.Sub(now).Round(time.Second)))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	s = m.seen[a]
	s.Score = m.scores.Of(a, now)
	return s, suspended
}

// peer is an orchestrator as a candidate for one job. It has a connection of its own.
type peer struct {
	market  *NetworkMarket
	address common.Address
	uri     string
	job     Job
	http    *http.Client
	client  millracev1connect.OrchestratorServiceClient
	service chain.Service
	quote   wire.SignedQuote // the newest offer
	round   atomic.Uint64    // the last one in which service's operator was seen to speak

	doubtful bool            // it was suspended when it was drawn
	clearing uint64          // see Clearing
	record   json.RawMessage // see Record
}

func (m *NetworkMarket) newPeer(address common.Address, service chain.Service, job Job) (*peer, error) {
	u, err := url.Parse(service.URI)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("registered service %q is not an https URL", service.URI)
	}
	want := identity.Expectation{Address: service.Operator, URI: service.URI}
	client := wire.NewPinnedClient(func(ctx context.Context, hostport string) (*tls.Conn, error) {
		return m.pinner.Dial(ctx, hostport, want)
	})
	p := &peer{
		market: m, address: address, uri: service.URI, job: job, http: client,
		service: service,
		client:  millracev1connect.NewOrchestratorServiceClient(client, strings.TrimSuffix(service.URI, "/"), wire.ClientOptions()...),
	}
	p.operator()
	return p, nil
}

// operator is the key that speaks for the orchestrator in its sessions, and the last round in which the chain was seen to say so: a
// session that outlasts a rotation goes on under the key that it began with.
func (p *peer) operator() (round uint64, operator common.Address) {
	if view, err := p.market.view(); err == nil && view.Services[p.address].Operator == p.service.Operator {
		p.round.Store(view.Snapshot.Round)
	}
	return p.round.Load(), p.service.Operator
}

func (p *peer) Address() common.Address { return p.address }
func (p *peer) URI() string             { return p.uri }

// Clearing is what the orchestrator is to be paid, per 1e12 output pixels: what the auction says if it won, else what it asked.
func (p *peer) Clearing() uint64 { return p.clearing }

// Record is the signed selection record that Clearing follows from.
func (p *peer) Record() json.RawMessage { return p.record }

// Warm renews the quote. The orchestrator must not ask for more than was agreed, nor be suspended since it was drawn.
func (p *peer) Warm(ctx context.Context) error {
	if _, why := p.market.suspensions.Suspended(p.address, time.Now()); why != "" && !p.doubtful {
		return fmt.Errorf("it is suspended: %s", why)
	}
	ctx, cancel := context.WithTimeout(ctx, p.market.cfg.QuoteTimeout)
	defer cancel()
	if err := p.ask(ctx); err != nil {
		return err
	}
	if p.quote.Price > p.clearing {
		return fmt.Errorf("it asks %d per terapixel now, %d was agreed", p.quote.Price, p.clearing)
	}
	return nil
}

// ask gets a quote; an orchestrator without room for the job is wire.ErrBusy.
func (p *peer) ask(ctx context.Context) error {
	q, err := p.client.Quote(ctx, connect.NewRequest(wire.NewQuoteRequest(p.job.Stream, p.job.Source, p.job.Ladder)))
	if err != nil {
		return fmt.Errorf("quote: %w", wire.CallError(err))
	}
	offer, err := wire.ParseQuote(q.Msg.GetQuote())
	if err != nil {
		return fmt.Errorf("quote: %w", err)
	}
	if err := p.check(offer, time.Now()); err != nil {
		return fmt.Errorf("quote: %w", err)
	}
	if need := uint64(p.job.Ladder.PixelRate(p.job.Source.FrameRate)); offer.Capacity < need {
		return wire.Detailf(wire.ErrBusy, "%d pixels/s are free, the stream needs %d", offer.Capacity, need)
	}
	p.quote = offer
	return nil
}

// maxLifetime bounds a quote's expiry: nobody plans for longer.
const maxLifetime = time.Hour

// check says whether a quote is one of this orchestrator for this job.
func (p *peer) check(q wire.SignedQuote, now time.Time) error {
	expiry := time.Unix(int64(min(q.Expiry, 1<<40)), 0)
	switch {
	case q.Orchestrator != p.address:
		return wire.Detailf(wire.ErrInvalid, "it is of %s", q.Orchestrator)
	case q.Broadcaster != p.market.signer.Address():
		return wire.Detailf(wire.ErrInvalid, "it is for %s", q.Broadcaster)
	case q.ProfilesHash != wire.ProfilesHash(p.job.Ladder):
		return wire.Detailf(wire.ErrInvalid, "it is for another ladder")
	case expiry.Before(now.Add(-wire.MaxSkew)):
		return wire.Detailf(wire.ErrInvalid, "it expired %s ago", now.Sub(expiry).Round(time.Second))
	case expiry.After(now.Add(wire.MaxSkew + maxLifetime)):
		return wire.Detailf(wire.ErrInvalid, "it expires in %s", expiry.Sub(now).Round(time.Second))
	}
	return q.CheckSigner(p.market.broker, p.service.Operator)
}

// Open begins a session's stream, which pays for itself where the work is not free.
func (p *peer) Open(ctx context.Context) (Conn, error) {
	if p.quote.Price == 0 {
		return peerConn{p.stream(ctx), p.http}, nil
	}
	if err := p.market.payer.Check(p.job.Stream); err != nil {
		return nil, err
	}
	stream := p.stream(ctx)
	return peerConn{p.market.payer.Pay(stream, payer.Deal{
		Stream: p.job.Stream, Orchestrator: p.address, Price: p.clearing,
		Check: func(q wire.SignedQuote) error { return p.check(q, time.Now()) },
	}), p.http}, nil
}

// stream begins a session's stream, which asks for receipts if anybody looks at them.
func (p *peer) stream(ctx context.Context) wire.SessionStream {
	stream := wire.OpenTranscode(ctx, p.client, wire.Limits{Idle: -1})
	if p.market.auditor == nil {
		return stream
	}
	return p.market.auditor.Watch(stream, auditor.Deal{Orchestrator: p.address, Operator: p.operator})
}

// peerConn closes the connection behind its stream.
type peerConn struct {
	Conn
	http *http.Client
}

func (c peerConn) Close() {
	c.Conn.Close()
	c.http.CloseIdleConnections()
}
