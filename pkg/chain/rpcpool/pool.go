// Package rpcpool makes one Ethereum JSON-RPC client out of several nodes.
//
// It promises that a request goes to a node that is believed to be in order, in the order in which the nodes were named; that
// one which does not answer is passed over and tried again later; and that a node which serves another chain, whose head is too old,
// which lags behind the others, or which contradicts them about the chain, is not asked at all. What the nodes say is compared at
// intervals, see decide. Where none is left, every call fails with the reasons, each of which names the node and what to do.
//
// All of that happens below the HTTP client, so that go-ethereum's own client is used unchanged. Every request and answer is bounded
// in time and size. A request that got no answer is repeated at the next node, which is safe for all that Ethereum's API has: a
// transaction that is sent twice is one transaction.
package rpcpool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"
)

// Bounds.
const (
	maxResponse = 16 << 20 // bytes of one answer
	maxNodes    = 16
	// unusable is how the client below believes the pool to be called; no such host exists (RFC 2606).
	unusable = "http://rpc-pool.invalid/"
)

var (
	// ErrURL means that an RPC URL is not an http or https one.
	ErrURL = errors.New("invalid RPC URL")
	// ErrUnreachable means that an RPC node does not answer: is it running, and is the URL right?
	ErrUnreachable = errors.New("no answer from the RPC node")
	// ErrWrongChain means that an RPC node serves another chain: use one of the right chain.
	ErrWrongChain = errors.New("wrong chain")
	// ErrStaleHead means that an RPC node's latest block is too old, or of the future: wait until it has caught up, set the clock
	// right, or use another node.
	ErrStaleHead = errors.New("the RPC node's latest block is not of now")
	// ErrBehind means that an RPC node is blocks behind the others: wait until it has caught up, or leave it out.
	ErrBehind = errors.New("the RPC node lags behind the others")
	// ErrDisagree means that RPC nodes contradict each other about the chain, so that some are on a fork or lie: leave out the one
	// that is wrong, or add nodes until most agree.
	ErrDisagree = errors.New("RPC nodes contradict each other about the chain")
	// ErrTooLarge means that an answer was cut off for its size: ask for less at a time.
	ErrTooLarge = errors.New("answer of the RPC node is too large")
)

// Config says which nodes there are and what is asked of them.
type Config struct {
	URLs       []string      // http or https, the preferred first; at most 16. Paths and users may be secret: no error shows them
	ChainID    *big.Int      // nil: whatever the first node that answers serves
	Timeout    time.Duration // of one request to one node; default 15 s
	DialWait   time.Duration // for the first answer; default 10 s
	Probe      time.Duration // between looks at all nodes; default 10 s
	MaxHeadAge time.Duration // of a node's latest block; default 10 min; negative: any age
	MaxLag     uint64        // blocks behind the best node; default 16
	Depth      uint64        // blocks below the lowest head at which the nodes must agree; default 16
	Logger     *slog.Logger  // default slog.Default()
}

// ParseURLs splits a list of RPC URLs at its commas and checks them.
func ParseURLs(list string) ([]string, error) {
	urls := strings.Split(list, ",")
	for i := range urls {
		urls[i] = strings.TrimSpace(urls[i])
		if _, err := parseURL(urls[i]); err != nil {
			return nil, err
		}
	}
	if len(urls) > maxNodes {
		return nil, fmt.Errorf("%w: %d of them, at most %d", ErrURL, len(urls), maxNodes)
	}
	return urls, nil
}

func parseURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("%w: want http://host:port or https://host/path", ErrURL)
	}
	return u, nil
}

func (c Config) withDefaults() (Config, error) {
	if len(c.URLs) == 0 || len(c.URLs) > maxNodes {
		return c, fmt.Errorf("%w: %d of them, from 1 to %d", ErrURL, len(c.URLs), maxNodes)
	}
	for d, standard := range map[*time.Duration]time.Duration{
		&c.Timeout: 15 * time.Second, &c.DialWait: 10 * time.Second, &c.Probe: 10 * time.Second, &c.MaxHeadAge: 10 * time.Minute,
	} {
		if *d == 0 {
			*d = standard
		}
	}
	if c.Timeout < 0 || c.DialWait < 0 || c.Probe < 0 {
		return c, errors.New("RPC nodes: durations must be positive")
	}
	if c.MaxLag == 0 {
		c.MaxLag = 16
	}
	if c.Depth == 0 {
		c.Depth = 16
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c, nil
}

// Pool is a set of nodes. It is safe for concurrent use.
type Pool struct {
	cfg       Config
	nodes     []*node
	transport *http.Transport
	client    *ethclient.Client
	cancel    context.CancelFunc
	done      chan struct{}

	mu      sync.Mutex
	chainID *big.Int // guarded by mu until Open returns; then it stays
}

// node is one RPC node.
type node struct {
	url  *url.URL
	name string // the URL without anything secret

	mu     sync.Mutex
	health Health // guarded by mu
}

// Health is what a pool thinks of a node.
type Health struct {
	Name    string
	Head    uint64        // number of its latest block, as it says
	HeadAt  time.Time     // that block's time
	Latency time.Duration // of its latest answer to a probe
	Err     error         // why it is not used; nil when it is
}

// Open waits until a node is found to be in order, and goes on watching them all until Close.
func Open(ctx context.Context, cfg Config) (*Pool, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	p := &Pool{
		cfg: cfg, chainID: cfg.ChainID, done: make(chan struct{}),
		transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSHandshakeTimeout: cfg.Timeout, IdleConnTimeout: time.Minute,
			MaxIdleConns: 8 * len(cfg.URLs), MaxIdleConnsPerHost: 8,
		},
	}
	for _, s := range cfg.URLs {
		u, err := parseURL(s)
		if err != nil {
			return nil, err
		}
		name := u.Scheme + "://" + u.Host
		p.nodes = append(p.nodes, &node{url: u, name: name, health: Health{Name: name, Err: &silence{node: name}}})
	}
	client, err := rpc.DialOptions(ctx, unusable, rpc.WithHTTPClient(&http.Client{Transport: p}))
	if err != nil {
		return nil, fmt.Errorf("RPC client: %w", err)
	}
	p.client = ethclient.NewClient(client)
	if err := p.await(ctx); err != nil {
		p.client.Close()
		p.transport.CloseIdleConnections()
		return nil, err
	}
	run, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	go p.run(run)
	return p, nil
}

// await probes until a node is in order. Waiting helps against silence only.
func (p *Pool) await(ctx context.Context) error {
	wait, cancel := context.WithTimeout(ctx, p.cfg.DialWait)
	defer cancel()
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		p.probe(wait)
		if len(p.usable(nil)) > 0 {
			return nil
		}
		err := p.Err()
		if !errors.Is(err, ErrUnreachable) {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-wait.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if wait.Err() != nil {
			return p.silent()
		}
	}
}

// silence is that a node does not answer.
type silence struct {
	node  string
	cause error // nil while it was only waited for
}

func (s *silence) Error() string {
	text := fmt.Sprintf("%s at %s: is it running?", ErrUnreachable, s.node)
	if s.cause != nil {
		text += " " + s.cause.Error()
	}
	return text
}

func (s *silence) Unwrap() []error {
	if s.cause == nil {
		return []error{ErrUnreachable}
	}
	return []error{ErrUnreachable, s.cause}
}

// silent says that no node answered for as long as was waited.
func (p *Pool) silent() error {
	var causes []error
	for _, n := range p.nodes {
		if s, ok := errors.AsType[*silence](n.state().Err); ok && s.cause != nil {
			causes = append(causes, s.cause)
		}
	}
	err := fmt.Errorf("%w at %s within %s: is it running?", ErrUnreachable, p.Name(), p.cfg.DialWait)
	if len(causes) > 0 {
		err = fmt.Errorf("%w %w", err, errors.Join(causes...))
	}
	return err
}

// Err says why no node is used: the reasons of all. It is nil when one is.
func (p *Pool) Err() error {
	var errs []error
	for _, n := range p.nodes {
		err := n.state().Err
		if err == nil {
			return nil
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// run probes until ctx is done, faster while something is wrong.
func (p *Pool) run(ctx context.Context) {
	defer close(p.done)
	for {
		pause := p.cfg.Probe
		for _, n := range p.nodes {
			if n.state().Err != nil {
				pause = min(pause, 2*time.Second)
			}
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
		p.probe(ctx)
	}
}

// Close lets go of all connections and stops watching. Calls on their way fail.
func (p *Pool) Close() {
	p.cancel()
	<-p.done
	p.client.Close()
	p.transport.CloseIdleConnections()
}

// Client is the client that all nodes together make. Close closes it.
func (p *Pool) Client() *ethclient.Client { return p.client }

// ChainID is the number of the chain that the nodes serve.
func (p *Pool) ChainID() *big.Int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return new(big.Int).Set(p.chainID)
}

// Name is what the nodes are called in messages: their URLs without anything secret.
func (p *Pool) Name() string {
	names := make([]string, len(p.nodes))
	for i, n := range p.nodes {
		names[i] = n.name
	}
	return strings.Join(names, ", ")
}

// Health is what the pool thinks of each node, in their order.
func (p *Pool) Health() []Health {
	health := make([]Health, len(p.nodes))
	for i, n := range p.nodes {
		health[i] = n.state()
	}
	return health
}

func (n *node) state() Health {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.health
}

// set changes what is thought of a node, and says so where an operator must know.
func (n *node) set(log *slog.Logger, h Health) {
	n.mu.Lock()
	before := n.health.Err
	n.health = h
	n.mu.Unlock()
	switch {
	case before == nil && h.Err != nil:
		log.Warn("RPC node is not used", "node", n.name, "err", h.Err)
	case before != nil && h.Err == nil:
		log.Debug("RPC node is used", "node", n.name, "head", h.Head)
	}
}

// usable lists the nodes to ask, in order: those that are in order, then those that only did not answer last time.
func (p *Pool) usable(lastResort func(error) bool) []*node {
	var good, silent []*node
	for _, n := range p.nodes {
		switch err := n.state().Err; {
		case err == nil:
			good = append(good, n)
		case lastResort != nil && lastResort(err):
			silent = append(silent, n)
		}
	}
	return append(good, silent...)
}

// RoundTrip implements http.RoundTripper for the client: the first node that answers answers.
func (p *Pool) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err = errors.Join(err, r.Body.Close()); err != nil {
		return nil, err
	}
	nodes := p.usable(func(err error) bool { return errors.Is(err, ErrUnreachable) })
	if len(nodes) == 0 {
		return nil, p.Err()
	}
	var errs []error
	for i, n := range nodes {
		data, err := p.ask(r.Context(), n, body)
		if err == nil && i+1 < len(nodes) && overloaded(data) {
			err = fmt.Errorf("%w %s: it asks for fewer requests", ErrUnreachable, n.name)
		}
		if err == nil {
			return &http.Response{
				Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
				Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(data)), Body: io.NopCloser(bytes.NewReader(data)),
			}, nil
		}
		if r.Context().Err() != nil {
			return nil, context.Cause(r.Context())
		}
		if errors.Is(err, ErrTooLarge) {
			return nil, err
		}
		h := n.state()
		h.Err = err
		n.set(p.cfg.Logger, h)
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// ask posts a request to one node and reads its answer.
func (p *Pool) ask(ctx context.Context, n *node, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, p.cfg.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, n.url.String(), bytes.NewReader(body))
	if err != nil {
		return nil, ErrURL
	}
	r.Header.Set("Content-Type", "application/json")
	if u := n.url.User; u != nil { // http.Client would do this
		password, _ := u.Password()
		r.SetBasicAuth(u.Username(), password)
	}
	resp, err := p.transport.RoundTrip(r)
	if err != nil {
		return nil, &silence{node: n.name, cause: err}
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxResponse+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w at %s: %w", ErrUnreachable, n.name, err)
	case resp.StatusCode/100 != 2:
		return nil, fmt.Errorf("%w at %s: HTTP status %d", ErrUnreachable, n.name, resp.StatusCode)
	case len(data) > maxResponse:
		return nil, fmt.Errorf("%w: more than %d bytes from %s", ErrTooLarge, maxResponse, n.name)
	default:
		return data, nil
	}
}
