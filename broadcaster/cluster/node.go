package cluster

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// Config of a Node. A zero field means its default.
type Config struct {
	Name   string // of the node, no other's; default random
	URL    string // where peers reach it
	Secret Secret

	// TTL is how long a lease outlives its node: for so long another node may go on with the stream. Default a minute, at least 5 s.
	TTL     time.Duration
	Timeout time.Duration // longest that the store is waited for; default 500 ms
	Every   time.Duration // how often leases are kept, and a store that is away is tried; default 1 s
}

func (c Config) withDefaults() Config {
	c.Name = cmp.Or(c.Name, strings.ToLower(rand.Text()[:10]))
	c.TTL = max(cmp.Or(c.TTL, time.Minute), 5*time.Second)
	c.Timeout = cmp.Or(c.Timeout, 500*time.Millisecond)
	c.Every = cmp.Or(c.Every, time.Second)
	return c
}

// Bounds of what a node remembers of its peers' leases, and for how long it does without asking. Changes are told at once by Watch.
const (
	maxKnown   = 4096
	foundFresh = 10 * time.Second
	noneFresh  = time.Second
)

// presence is how long a node counts as there that says so no more.
const presence = 10 * time.Second

// maxHeld bounds the leases that are kept at a time.
const maxHeld = 4096

// Deps are what a Node works with.
type Deps struct {
	Store   Store
	Logger  *slog.Logger // slog.Default() if nil
	Metrics *Metrics     // may be nil
}

// Holder is a stream of this node. Its methods return at once, and may be called from any goroutine.
type Holder interface {
	// Place is how far the stream is, and whether it has ended.
	Place() (at Position, ended bool)
	// Rules says whether not everybody may watch it.
	Rules() bool
	// Lost says that another node has the stream. It is called once, and may take its time.
	Lost(to Lease)
}

// Node is one broadcaster of a cluster. Run it with Start and Stop.
type Node struct {
	cfg     Config
	store   Store
	log     *slog.Logger
	metrics *Metrics

	cancel  context.CancelFunc
	ctx     context.Context // of calls that outlive who asked
	running sync.WaitGroup
	asking  singleflight.Group
	fresh   chan struct{} // there is something that the store does not know

	mu      sync.Mutex // guards what follows
	held    map[string]held
	known   map[string]known
	others  []Member
	changed chan struct{} // closed and replaced when another lease is known
	away    error         // why the store is; nil while it is not
	since   time.Time
	watched bool // leases that change hands are told
}

type held struct {
	lease  Lease
	holder Holder
}

// known is what the store said of a stream.
type known struct {
	lease  Lease // zero: nobody has it
	lapsed Lease // who had it last, where nobody has it and that node has not said that it ended; else zero
	at     time.Time
}

// NewNode checks the configuration. It starts nothing.
func NewNode(cfg Config, deps Deps) (*Node, error) {
	cfg = cfg.withDefaults()
	if _, err := ParseURL(cfg.URL); err != nil {
		return nil, err
	}
	if err := cfg.Secret.check(); err != nil {
		return nil, err
	}
	if deps.Store == nil {
		return nil, errors.New("cluster: no store")
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	n := &Node{
		cfg: cfg, store: deps.Store, log: deps.Logger.With("node", cfg.Name), metrics: deps.Metrics,
		held: map[string]held{}, known: map[string]known{}, changed: make(chan struct{}), fresh: make(chan struct{}, 1),
	}
	n.ctx, n.cancel = context.WithCancel(context.Background())
	return n, nil
}

// Name is the node's.
func (n *Node) Name() string { return n.cfg.Name }

// Secret is the cluster's.
func (n *Node) Secret() Secret { return n.cfg.Secret }

// Start begins to keep leases and to follow those of others. A store that is away keeps no node from starting.
func (n *Node) Start() {
	n.keep(n.ctx)
	n.running.Go(func() {
		tick := time.NewTicker(n.cfg.Every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				n.keep(n.ctx)
			case <-n.fresh:
				if n.Status().Degraded == nil {
					n.keep(n.ctx)
				}
			case <-n.ctx.Done():
				return
			}
		}
	})
	n.running.Go(func() {
		n.store.Watch(n.ctx, func() {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.watched = true
			n.staleLocked()
		}, n.learn)
	})
}

// Stop keeps the leases once more, bounded by ctx, for whoever goes on with their streams. It may be called on a Node that was never
// started.
func (n *Node) Stop(ctx context.Context) {
	n.cancel()
	n.running.Wait()
	n.keep(ctx)
	_ = n.join(ctx, 0) // else the others find out that it is gone
}

// join says for how long the node is there, and hears who else is.
func (n *Node) join(ctx context.Context, ttl time.Duration) error {
	us := Member{n.cfg.Name, n.cfg.URL}
	var members []Member
	err := n.try(ctx, func(ctx context.Context) (err error) {
		members, err = n.store.Join(ctx, us, ttl)
		return err
	})
	if err != nil {
		return err
	}
	members = slices.DeleteFunc(members, func(m Member) bool { return m == us })
	n.mu.Lock()
	defer n.mu.Unlock()
	n.others = members
	return nil
}

// Others are the cluster's other nodes, as far as they said lately that they are there.
func (n *Node) Others() []Member {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.others
}

// Met says whether a stream is, or was, another node's, as far as this one has heard.
func (n *Node) Met(stream string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	k := n.known[stream]
	return k.lease != (Lease{}) || k.lapsed != (Lease{})
}

// Status is what can be told about a node's store.
type Status struct {
	Node     string
	Degraded error     // why the store cannot be asked; nil while it can
	Since    time.Time // of that
	Held     int       // streams that the node has
}

// Status says how the node is doing.
func (n *Node) Status() Status {
	n.mu.Lock()
	defer n.mu.Unlock()
	return Status{Node: n.cfg.Name, Degraded: n.away, Since: n.since, Held: len(n.held)}
}

// ask calls the store, unless it is away, for no longer than the timeout.
func (n *Node) ask(ctx context.Context, call func(context.Context) error) error {
	n.mu.Lock()
	away := n.away
	n.mu.Unlock()
	if away != nil {
		return fmt.Errorf("%w: %w", ErrAway, away)
	}
	return n.try(ctx, call)
}

// try calls the store, and notes whether it is there.
func (n *Node) try(ctx context.Context, call func(context.Context) error) error {
	bounded, cancel := context.WithTimeout(ctx, n.cfg.Timeout)
	defer cancel()
	err := call(bounded)
	switch {
	case err == nil, errors.Is(err, ErrNone):
		n.present()
	case ctx.Err() != nil: // who asked is gone, which says nothing
		return ctx.Err()
	default:
		n.absent(err)
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	return err
}

func (n *Node) present() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.away == nil {
		return
	}
	n.log.Info("the cluster's store is back", "after", time.Since(n.since).Round(time.Millisecond))
	n.away, n.since = nil, time.Time{}
	n.staleLocked()
	n.metrics.degraded(false)
}

func (n *Node) absent(err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.away == nil {
		n.log.Warn("degraded: the cluster's store is away; streams go on, and other nodes' new ones are not found", "err", err)
		n.since = time.Now()
		n.metrics.degraded(true)
	}
	n.away = err
}

// staleLocked has what is known asked for again.
func (n *Node) staleLocked() {
	for stream, k := range n.known {
		if k.lease == (Lease{}) && k.lapsed == (Lease{}) {
			delete(n.known, stream)
			continue
		}
		k.at = time.Time{}
		n.known[stream] = k
	}
}

// Take makes a stream the node's own for a publisher who came at that time, whoever has it; Hold must follow. rules says whether not
// everybody may watch it. It returns what the node that had it last says; the zero lease where that is not known. The stream is the
// node's even if the store is away.
func (n *Node) Take(ctx context.Context, stream string, at time.Time, rules bool) (lease, before Lease) {
	lease = Lease{Stream: stream, Node: n.cfg.Name, URL: n.cfg.URL, Epoch: EpochAt(at), Rules: rules}
	err := n.ask(ctx, func(ctx context.Context) error {
		epoch, was, err := n.store.Take(ctx, lease, n.cfg.TTL)
		if err == nil {
			lease.Epoch, before = epoch, was
		}
		return err
	})
	n.mu.Lock()
	defer n.mu.Unlock()
	if err != nil {
		before = n.known[stream].lease
		lease.Epoch = max(lease.Epoch, before.Epoch+1)
	}
	delete(n.known, stream)
	return lease, before
}

// Hold keeps a lease that was taken, until it is lost, or its stream has ended and that was told.
func (n *Node) Hold(lease Lease, holder Holder) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if was, ok := n.held[lease.Stream]; ok {
		lease.Epoch = max(lease.Epoch, was.lease.Epoch)
	} else if len(n.held) >= maxHeld {
		return // the broadcaster has fewer streams than that
	}
	n.held[lease.Stream] = held{lease, holder}
	n.metrics.held(len(n.held))
	n.awakeLocked()
	n.Tell()
}

// Tell has the store told soon of what holders say now. It returns at once.
func (n *Node) Tell() {
	select {
	case n.fresh <- struct{}{}:
	default: // it is told already
	}
}

// keep says that the node is there, which shows whether the store is, and keeps all leases.
func (n *Node) keep(ctx context.Context) {
	if n.join(ctx, presence) != nil {
		return // noted
	}
	n.mu.Lock()
	all := slices.Collect(maps.Values(n.held))
	n.mu.Unlock()
	leases := make([]Lease, len(all))
	for i, h := range all {
		leases[i] = h.lease
		leases[i].Place, leases[i].Ended = h.holder.Place()
		leases[i].Rules = h.holder.Rules()
	}
	if len(leases) == 0 {
		return
	}
	var kept []Kept
	if n.try(ctx, func(ctx context.Context) (err error) {
		kept, err = n.store.Keep(ctx, leases, n.cfg.TTL)
		return err
	}) != nil {
		return
	}
	for i, k := range kept {
		if k.By != (Lease{}) {
			n.learn(k.By)
			continue
		}
		n.mu.Lock()
		if h, ok := n.held[leases[i].Stream]; ok {
			h.lease.Epoch = max(h.lease.Epoch, k.Epoch)
			n.held[leases[i].Stream] = h
			if leases[i].Ended && h.holder == all[i].holder {
				delete(n.held, leases[i].Stream) // that it has ended is told
			}
		}
		n.mu.Unlock()
	}
	n.mu.Lock()
	n.metrics.held(len(n.held))
	n.mu.Unlock()
}

// learn notes a lease that holds.
func (n *Node) learn(l Lease) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if l.Node == n.cfg.Name {
		return
	}
	if h, ok := n.held[l.Stream]; ok {
		if h.lease.holdsAgainst(l) {
			return // the next keep puts ours back
		}
		delete(n.held, l.Stream)
		n.metrics.lost()
		n.metrics.held(len(n.held))
		n.running.Go(func() { h.holder.Lost(l) })
	}
	if was := n.known[l.Stream]; was.lease.Epoch <= l.Epoch {
		n.noteLocked(l.Stream, l)
	}
}

// noteLocked remembers what the store says, and forgets something where that is too much.
func (n *Node) noteLocked(stream string, l Lease) {
	if _, ok := n.known[stream]; !ok && len(n.known) >= maxKnown {
		for other, k := range n.known {
			delete(n.known, other)
			if k.lease == (Lease{}) || len(n.known) < maxKnown {
				break
			}
		}
	}
	k := known{lease: l, at: time.Now()}
	if was := n.known[stream]; l == (Lease{}) && !was.lease.Ended {
		k.lapsed = cmp.Or(was.lease, was.lapsed)
		k.lapsed.Lapsed = k.lapsed != (Lease{})
	}
	n.known[stream] = k
	n.awakeLocked()
}

func (n *Node) awakeLocked() {
	close(n.changed)
	n.changed = make(chan struct{})
}

// Owner finds who has a stream, which may be this node: ErrNone, or ErrAway if the store is and the stream was never met. A lease that ran out
// is returned as Lapsed: its node may be cut off from the store, and go on with the stream. Drop it if that does not answer.
func (n *Node) Owner(ctx context.Context, stream string) (Lease, error) {
	n.mu.Lock()
	h, mine := n.held[stream]
	k, met := n.known[stream]
	away, watched := n.away, n.watched
	n.mu.Unlock()
	found := k.lease != (Lease{})
	switch age := time.Since(k.at); {
	case mine:
		return h.lease, nil
	case met && found && (away != nil || watched && age < foundFresh):
		return k.lease, nil
	case met && !found && away == nil && age < noneFresh:
		return n.lapsed(stream)
	}
	asked := n.asking.DoChan(stream, func() (any, error) {
		var l Lease
		err := n.ask(n.ctx, func(ctx context.Context) (err error) {
			l, err = n.store.Find(ctx, stream)
			return err
		})
		if err != nil && !errors.Is(err, ErrNone) {
			return Lease{}, err
		}
		n.mu.Lock()
		defer n.mu.Unlock()
		if was := n.known[stream]; err != nil || was.lease.Epoch <= l.Epoch {
			n.noteLocked(stream, l)
		}
		return l, err
	})
	select {
	case r := <-asked:
		l, _ := r.Val.(Lease)
		switch {
		case errors.Is(r.Err, ErrNone):
			return n.lapsed(stream)
		case r.Err != nil && found:
			return k.lease, nil // the last that was heard
		}
		return l, r.Err
	case <-ctx.Done():
		return Lease{}, context.Cause(ctx)
	}
}

// lapsed is the last lease of a stream that nobody has: ErrNone where none is known.
func (n *Node) lapsed(stream string) (Lease, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if l := n.known[stream].lapsed; l != (Lease{}) {
		return l, nil
	}
	return Lease{}, ErrNone
}

// Drop forgets a lease that is Lapsed.
func (n *Node) Drop(l Lease) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if k := n.known[l.Stream]; k.lapsed.Epoch == l.Epoch {
		k.lapsed = Lease{}
		n.known[l.Stream] = k
	}
}

// Successor waits, bounded by ctx, until a stream has a lease after that one, and returns it.
func (n *Node) Successor(ctx context.Context, l Lease) (Lease, error) {
	for {
		n.mu.Lock()
		changed := n.changed
		n.mu.Unlock()
		now, err := n.Owner(ctx, l.Stream)
		if err == nil && now.Epoch > l.Epoch {
			return now, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Lease{}, context.Cause(ctx)
		}
	}
}
