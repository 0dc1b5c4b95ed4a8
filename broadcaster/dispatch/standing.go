package dispatch

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/standing"
)

// Bounds of keeping what was measured. A process that is killed forgets the last standingInterval.
const (
	standingInterval = 5 * time.Second
	standingTimeout  = 3 * time.Second
	standingRecent   = time.Hour // what was measured before has faded, and is not shared any more
)

// Standings say where a market keeps what it measured of orchestrators.
type Standings struct {
	Local  standing.Store // that survives the process
	Shared standing.Store // that several broadcasters have for each other; nil: none
	Node   string         // this broadcaster's name in it; not empty
}

// localNode is a node's name in a store of its own.
const localNode = "self"

// Restore has the market go on with what was measured before; it has faded meanwhile as if the node had run. It is called before the
// first Draw.
func (m *NetworkMarket) Restore(ctx context.Context, s Standings) error {
	now := time.Now()
	nodes, err := s.Local.Load(ctx, now)
	if err != nil {
		return fmt.Errorf("what was measured of orchestrators: %w", err)
	}
	for a, e := range nodes[localNode] {
		m.scores.restore(a, e, now)
		m.suspensions.restore(a, e.Suspension)
	}
	return nil
}

// Keep saves what is measured, and gets what others measured, every few seconds until ctx is done; it then saves the rest and returns why.
// A store that fails is tried again. It is called once.
func (m *NetworkMarket) Keep(ctx context.Context, s Standings) error {
	k := keeping{market: m, stores: s}
	ticker := time.NewTicker(standingInterval)
	defer ticker.Stop()
	for {
		k.share(ctx)
		k.save(ctx)
		select {
		case <-ticker.C:
		case <-ctx.Done():
			k.save(context.WithoutCancel(ctx))
			return context.Cause(ctx)
		}
	}
}

// keeping is the state of a Keep.
type keeping struct {
	market      *NetworkMarket
	stores      Standings
	saved       uint64 // the version that the local store has
	local, away bool   // that store failed, and the log says so
}

// save saves what has changed to the local store.
func (k *keeping) save(ctx context.Context) {
	m := k.market
	version := m.scores.changes() + m.suspensions.changes()
	if version == k.saved {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, standingTimeout)
	defer cancel()
	err := k.stores.Local.Save(ctx, localNode, m.entries(time.Now()))
	k.say("local", err, &k.local)
	if err == nil {
		k.saved = version
	}
}

// share tells others what was measured lately, and hears of them.
func (k *keeping) share(ctx context.Context) {
	if k.stores.Shared == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, standingTimeout)
	defer cancel()
	now := time.Now()
	err := k.stores.Shared.Save(ctx, k.stores.Node, k.market.entries(now))
	var nodes map[string]standing.Entries
	if err == nil {
		nodes, err = k.stores.Shared.Load(ctx, now)
	}
	if ctx.Err() == nil || err == nil {
		k.say("shared", err, &k.away)
	}
	if err != nil {
		return // what others said fades by itself
	}
	delete(nodes, k.stores.Node)
	k.market.scores.hear(nodes)
	k.market.suspensions.hear(nodes)
}

func (k *keeping) say(store string, err error, failed *bool) {
	switch {
	case err != nil && !*failed:
		slog.Warn("what is measured of orchestrators cannot be kept; trying again", "store", store, "err", err)
	case err == nil && *failed:
		slog.Info("what is measured of orchestrators is kept again", "store", store)
	}
	*failed = err != nil
}

// entries are what this node measured lately.
func (m *NetworkMarket) entries(now time.Time) standing.Entries {
	out := m.scores.entries(now)
	for a, s := range m.suspensions.entries(now) {
		e := out[a]
		if e.At.IsZero() {
			e.At = now
		}
		e.Suspension = s
		out[a] = e
	}
	return out
}

func entryOf(m measured) standing.Entry {
	return standing.Entry{At: m.at, Parts: m.parts, Served: m.served, Faults: m.faults, Invalid: m.invalid}
}

func measuredOf(e standing.Entry) measured {
	return measured{at: e.At, parts: e.Parts, served: e.Served, faults: e.Faults, invalid: e.Invalid}
}

// entries are the counts of those that were measured lately.
func (s *Scores) entries(now time.Time) standing.Entries {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := standing.Entries{}
	for a, m := range s.known {
		if now.Sub(m.at) < standingRecent {
			out[a] = entryOf(*m)
		}
	}
	return out
}

func (s *Scores) changes() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version
}

// restore goes on with counts of before.
func (s *Scores) restore(a common.Address, e standing.Entry, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := measuredOf(e)
	m.fade(now)
	s.known[a] = &m
}

// hear replaces what other nodes measured.
func (s *Scores) hear(nodes map[string]standing.Entries) {
	others := map[common.Address][]measured{}
	for _, entries := range nodes {
		for a, e := range entries {
			others[a] = append(others[a], measuredOf(e))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.others = others
}

// entries are the suspensions of those that failed lately.
func (s *Suspensions) entries(now time.Time) map[common.Address]standing.Suspension {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[common.Address]standing.Suspension{}
	for a, f := range s.faults {
		if now.Sub(f.until) < standingRecent {
			out[a] = standing.Suspension{Count: f.count, Last: f.last, Until: f.until, Reason: standing.Cut(f.reason)}
		}
	}
	return out
}

func (s *Suspensions) changes() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.version
}

func faultOf(s standing.Suspension) fault {
	return fault{count: s.Count, last: s.Last, until: s.Until, reason: s.Reason}
}

// restore goes on with a suspension of before.
func (s *Suspensions) restore(a common.Address, e standing.Suspension) {
	if e.Until.IsZero() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[a] = faultOf(e)
}

// hear replaces what other nodes suspended.
func (s *Suspensions) hear(nodes map[string]standing.Entries) {
	others := map[common.Address]fault{}
	for _, entries := range nodes {
		for a, e := range entries {
			if f := faultOf(e.Suspension); f.until.After(others[a].until) {
				others[a] = f
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.others = others
}
