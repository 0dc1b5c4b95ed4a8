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
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/payer"
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
	Candidates   int           // how many are drawn; default 4
	MaxPrice     uint64        // per 1e12 output pixels, in units of the settlement token; 0: only those who work for free
	QuoteTimeout time.Duration // for connecting and quoting; default 1.5 s
}

// quoteGrace is how long the others may still take to quote when one has.
const quoteGrace = 250 * time.Millisecond

// maxRecords is how many selection records are kept for the API.
const maxRecords = 256

// NetworkDeps are what a NetworkMarket works with.
type NetworkDeps struct {
	View   func() (chain.View, error) // the newest known stakes and services: chain.Directory.Current
	Signer identity.Signer            // the broadcaster's chain key
	Broker ticket.Domain              // what quotes and tickets are signed for
	Payer  *payer.Payer               // nil: only those who work for free are taken
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
	log         *slog.Logger
	pinner      *identity.Pinner
	suspensions *Suspensions

	mu      sync.Mutex // guards what follows
	records []json.RawMessage
	seen    map[common.Address]Seen
}

// Seen is what was last learnt of an orchestrator.
type Seen struct {
	Price   uint64 // of the last quote
	Quoted  bool
	Problem string // why it was passed over the last time it was drawn
}

// PriceString is the last quote's price in decimal.
func (s Seen) PriceString() string { return strconv.FormatUint(s.Price, 10) }

// NewNetworkMarket makes the node's client certificate; nothing is dialled before a Draw.
func NewNetworkMarket(cfg NetworkConfig, deps NetworkDeps) (*NetworkMarket, error) {
	cfg.Candidates = cmp.Or(cfg.Candidates, 4)
	cfg.QuoteTimeout = cmp.Or(cfg.QuoteTimeout, 1500*time.Millisecond)
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
	return &NetworkMarket{
		cfg: cfg, view: deps.View, signer: deps.Signer, broker: deps.Broker, payer: deps.Payer, log: deps.Logger, pinner: pinner,
		suspensions: NewSuspensions(), seen: map[common.Address]Seen{},
	}, nil
}

// Draw draws candidates by stake and returns those that quote acceptably, in drawn order. When only suspended
// orchestrators could take the job they are drawn too: a doubtful one is better than none.
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

// draw makes one decision. passed says why each of the others was passed over.
func (m *NetworkMarket) draw(ctx context.Context, job Job, view chain.View, attempt int, excluded []selection.Exclusion) (found []Candidate, passed []string, err error) {
	record, err := selection.NewRecord(selection.Request{
		Snapshot: view.Snapshot, Broadcaster: m.signer.Address(), Broker: m.broker.Contract, Stream: job.Stream, Attempt: uint64(attempt), Exclusions: excluded,
		Policy: selection.Policy{Candidates: m.cfg.Candidates, MaxPrice: m.cfg.MaxPrice},
	}, time.Now())
	if err != nil {
		return nil, nil, fmt.Errorf("draw orchestrators: %w", err)
	}
	for _, e := range excluded {
		passed = append(passed, fmt.Sprintf("%s is %s", e.Orchestrator, e.Reason))
	}
	answers := m.ask(ctx, job, view, record.Drawn)
	if ctx.Err() != nil {
		return nil, nil, context.Cause(ctx)
	}
	var answered []selection.Quote
	for _, a := range answers {
		if a.err == nil {
			answered = append(answered, selectionQuote(a))
			if a.peer.quote.Price > m.cfg.MaxPrice {
				a.err = fmt.Errorf("asks %d per terapixel, the maximum is %d", a.peer.quote.Price, m.cfg.MaxPrice)
			} else if a.peer.quote.Price > 0 {
				a.err = m.payer.Check(job.Stream)
			}
		}
		m.note(a.address, a.peer, a.err)
		if a.err != nil {
			passed = append(passed, fmt.Sprintf("%s: %v", a.address, a.err))
			continue
		}
		found = append(found, a.peer)
	}
	return found, passed, m.record(record, answered)
}

// selectionQuote is an answer as the record keeps it.
func selectionQuote(a answer) selection.Quote {
	q := a.peer.quote
	return selection.Quote{
		Capacity: q.Capacity, Expiry: q.Expiry, FaceValue: q.FaceValue, LatencyMicros: a.latency.Microseconds(), Operator: a.peer.service.Operator,
		Orchestrator: a.address, Performance: selection.MaxPerformance, Price: q.Price, ProfilesHash: q.ProfilesHash, Signature: q.Signature, WinProb: q.WinProb,
	}
}

// answer is what came of asking one of the drawn.
type answer struct {
	address common.Address
	peer    *peer // nil when its service is not usable
	latency time.Duration
	err     error // why it cannot take the job
}

// errSlow is why an orchestrator is passed over that had not quoted when others had.
var errSlow = errors.New("its quote came too late")

// ask asks all the drawn at once, and returns their answers in drawn order. Once somebody can take the job, the others
// have quoteGrace left.
func (m *NetworkMarket) ask(ctx context.Context, job Job, view chain.View, drawn []common.Address) []answer {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	answers := make([]answer, len(drawn))
	var grace *time.Timer
	var once sync.Once
	var wg sync.WaitGroup
	for i, address := range drawn {
		wg.Go(func() {
			began := time.Now()
			p, err := m.newPeer(address, view.Services[address], job)
			if err == nil {
				if err = p.Warm(ctx); errors.Is(context.Cause(ctx), errSlow) {
					err = errSlow
				}
			}
			answers[i] = answer{address, p, time.Since(began), err}
			if err == nil {
				once.Do(func() { grace = time.AfterFunc(quoteGrace, func() { cancel(errSlow) }) })
			}
		})
	}
	wg.Wait()
	if grace != nil {
		grace.Stop()
	}
	return answers
}

// record completes, signs and keeps a decision.
func (m *NetworkMarket) record(r selection.Record, quotes []selection.Quote) error {
	if err := r.Choose(quotes, time.Now()); err != nil {
		return fmt.Errorf("record selection: %w", err)
	}
	if err := r.Sign(m.signer); err != nil {
		return err
	}
	form, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("record selection: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.records = append(m.records, form)
	if len(m.records) > maxRecords {
		m.records = slices.Delete(m.records, 0, len(m.records)-maxRecords)
	}
	return nil
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

// Report suspends an orchestrator that failed, and clears one that served. One that is full, or was given video that
// cannot be decoded, is not at fault.
func (m *NetworkMarket) Report(c Candidate, err error) {
	switch {
	case err == nil:
		m.suspensions.Clear(c.Address())
	case errors.Is(err, wire.ErrBusy), errors.Is(err, ErrUndecodable), errors.Is(err, context.Canceled),
		errors.Is(err, payer.ErrBudget), errors.Is(err, payer.ErrFloat):
	default:
		until := m.suspensions.Fault(c.Address(), err.Error(), time.Now())
		m.log.Warn("orchestrator suspended", "orch", c.Address(), "for", time.Until(until).Round(time.Second), "err", err)
	}
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

// Seen returns what was last learnt of an orchestrator, and why it is suspended, if it is.
func (m *NetworkMarket) Seen(a common.Address) (s Seen, suspended string) {
	_, suspended = m.suspensions.Suspended(a, time.Now())
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seen[a], suspended
}

// peer is an orchestrator as a candidate for one job. It has a connection of its own.
type peer struct {
	address common.Address
	uri     string
	timeout time.Duration
	job     Job
	http    *http.Client
	client  millracev1connect.OrchestratorServiceClient
	self    common.Address // the broadcaster
	broker  ticket.Domain
	payer   *payer.Payer
	service chain.Service
	quote   wire.SignedQuote // the newest offer
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
	return &peer{
		address: address, uri: service.URI, timeout: m.cfg.QuoteTimeout, job: job, http: client,
		self: m.signer.Address(), broker: m.broker, payer: m.payer, service: service,
		client: millracev1connect.NewOrchestratorServiceClient(client, strings.TrimSuffix(service.URI, "/"), wire.ClientOptions()...),
	}, nil
}

func (p *peer) Address() common.Address { return p.address }
func (p *peer) URI() string             { return p.uri }

// Warm asks for a quote; an orchestrator without room for the job is wire.ErrBusy.
func (p *peer) Warm(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
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
	case q.Broadcaster != p.self:
		return wire.Detailf(wire.ErrInvalid, "it is for %s", q.Broadcaster)
	case q.ProfilesHash != wire.ProfilesHash(p.job.Ladder):
		return wire.Detailf(wire.ErrInvalid, "it is for another ladder")
	case expiry.Before(now.Add(-wire.MaxSkew)):
		return wire.Detailf(wire.ErrInvalid, "it expired %s ago", now.Sub(expiry).Round(time.Second))
	case expiry.After(now.Add(wire.MaxSkew + maxLifetime)):
		return wire.Detailf(wire.ErrInvalid, "it expires in %s", expiry.Sub(now).Round(time.Second))
	}
	return q.CheckSigner(p.broker, p.service.Operator)
}

// Open begins a session's stream, which pays for itself where the work is not free.
func (p *peer) Open(ctx context.Context) (Conn, error) {
	if p.quote.Price == 0 {
		return peerConn{wire.OpenTranscode(ctx, p.client, wire.Limits{Idle: -1}), p.http}, nil
	}
	if err := p.payer.Check(p.job.Stream); err != nil {
		return nil, err
	}
	stream := wire.OpenTranscode(ctx, p.client, wire.Limits{Idle: -1})
	return peerConn{p.payer.Pay(stream, payer.Deal{
		Stream: p.job.Stream, Orchestrator: p.address, Price: p.quote.Price,
		Check: func(q wire.SignedQuote) error { return p.check(q, time.Now()) },
	}), p.http}, nil
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
