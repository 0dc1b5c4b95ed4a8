package redeemer_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"math/big"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
)

// TestReorganization: what the chain took back is pending again, and redeemed again; what was passed over by it gets its chance.
func TestReorganization(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.fund(a, 100, 0)
	s.win(a, 1, 1, 1)
	s.look()
	s.win(a, 1, 5, 2)
	s.look()
	s.win(a, 1, 3, 4) // late; a higher one of its lane is gone
	w.mu.Lock()
	w.events = append(w.events, w.events[1]) // delivered again, so that 3 is passed over
	w.mu.Unlock()
	s.look()
	s.expect(a, 3, 4, 0)

	w.undo(s.ours().Address(), 1)
	w.undo(s.ours().Address(), 1)
	w.down = errors.New("no route")
	_, err := s.r.Look(t.Context())
	require.ErrorIs(t, err, w.down)
	s.expect(a, 3, 4, 0)
	w.down = nil
	_, err = s.r.Look(t.Context())
	require.NoError(t, err)
	s.look()
	s.expect(a, 7, 0, 0)
	require.Equal(t, uint64(5), w.nonces[fakeLane{a.Address(), s.ours().Address(), 1}])
}

// TestReorganizationPassesOver: in the place of what the chain took back stands a redemption that makes it void.
func TestReorganizationPassesOver(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.fund(a, 100, 0)
	s.win(a, 1, 5, 1)
	s.look()
	s.expect(a, 1, 0, 0)
	w.undo(s.ours().Address(), 1)
	s.win(a, 1, 7, 2)
	w.nonces[fakeLane{a.Address(), s.ours().Address(), 1}] = 7
	w.events = append(w.events, chain.RedeemedTicket{Sender: a.Address(), Lane: 1, Nonce: 7, Amount: dollars(2)})
	s.look()
	s.expect(a, 2, 1, 0)
}

// TestNodeBehind: a node that is behind, and shows neither the last batch nor what it paid, is not believed.
func TestNodeBehind(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.fund(a, 100, 0)
	s.win(a, 1, 1, 1)
	_, err := s.r.Look(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, w.batches)
	w.undo(s.ours().Address(), 1)
	w.block--
	for range 3 {
		_, err = s.r.Look(t.Context())
		require.NoError(t, err)
	}
	require.Equal(t, 1, w.batches)
	w.block++ // so it was a reorganization
	s.look()
	require.Equal(t, 2, w.batches)
	s.expect(a, 1, 0, 0)
}

// TestTicketsOfOthers: redemptions of the recipient's other nodes mean nothing here.
func TestTicketsOfOthers(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	w.events = append(w.events, chain.RedeemedTicket{Sender: a.Address(), Lane: 77, Nonce: 3})
	s.win(a, 1, 1, 1)
	s.look()
	s.expect(a, 0, 0, 1)
}

// TestWrongKey: who is neither recipient nor operator is told so, and loses nothing.
func TestWrongKey(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.fund(a, 100, 0)
	s.win(a, 1, 1, 1)
	w.mine = newKey(t)
	s.cfg.Recipient = w.members[1]
	r, err := redeemer.New(s.cfg, redeemer.Deps{Chain: w, Follower: s.follower(), Store: s.store, Key: w.mine})
	require.NoError(t, err)
	_, err = r.Look(t.Context())
	require.ErrorIs(t, err, chain.ErrNotRecipient)
	s.expect(a, 0, 0, 1)
}

// lockedBuffer is one that is written and read at any time.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer // guarded by mu
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// TestRun is a day of a redeemer: gas gets cheap, the RPC fails, a sender does not pay and is warned of once.
func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out lockedBuffer
		w := newFakeWorld(t)
		s := newScenario(t, w, redeemer.Config{})
		reg := prometheus.NewRegistry()
		r, err := redeemer.New(s.cfg, redeemer.Deps{
			Chain: w, Follower: s.follower(), Store: s.store, Key: w.mine, Metrics: redeemer.NewMetrics(reg),
			Log: slog.New(slog.NewTextHandler(&out, nil)),
		})
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		done := make(chan error, 1)
		go func() { done <- r.Run(ctx) }()
		pass := func(d time.Duration) {
			t.Helper()
			<-time.After(d)
			synctest.Wait()
		}
		set := func(change func()) {
			w.mu.Lock()
			defer w.mu.Unlock()
			change()
		}
		pays, owes := s.newSender(), s.newSender()
		s.fund(pays, 100, 0)
		set(func() { w.gasPrice = big.NewInt(100e9) }) // a redemption takes about 0.015 ether, 45 dollars
		for nonce := range uint64(10) {
			s.win(pays, 1, nonce+1, 2)
		}
		s.win(owes, 1, 1, 3)
		pass(time.Minute)
		s.expect(pays, 0, 0, 20)
		set(func() { w.gasPrice = big.NewInt(1e9) }) // ten of them 3 dollars
		pass(time.Minute)
		s.expect(pays, 0, 0, 20)
		require.Zero(t, w.batches)
		set(func() { w.gasPrice = big.NewInt(1e8) })
		pass(time.Minute)
		s.expect(pays, 20, 0, 0)
		require.Equal(t, 1, w.batches)
		require.Contains(t, out.String(), `msg="winning tickets redeemed"`)

		set(func() { w.down = errors.New("no route to the chain") })
		pass(5 * time.Minute)
		set(func() { w.down = nil })
		pass(time.Minute)
		require.Equal(t, 1, strings.Count(out.String(), "cannot be redeemed or followed"))
		require.Contains(t, out.String(), "no route to the chain")
		require.Equal(t, 1, strings.Count(out.String(), "are redeemed again"))

		w.turn()
		w.turn()
		pass(time.Minute)
		require.NotContains(t, out.String(), "about to expire")
		pass(2*fakeRound + fakeRound/2)
		require.Equal(t, 1, strings.Count(out.String(), "about to expire unpaid"))
		require.Contains(t, out.String(), "because=\"its sender "+owes.Address().Hex()+" cannot pay\"")
		require.Equal(t, 3.0, gauge(t, reg, "millrace_winnings_at_risk_dollars", ""))
		w.turn()
		pass(time.Minute)
		s.expect(owes, 0, 3, 0)
		require.Equal(t, 1, strings.Count(out.String(), "winning tickets are lost"))
		require.Equal(t, 20.0, gauge(t, reg, "millrace_winnings_dollars", "redeemed"))
		require.Equal(t, 3.0, gauge(t, reg, "millrace_winnings_dollars", "lost"))
		require.Equal(t, 0.0, gauge(t, reg, "millrace_winnings_at_risk_dollars", ""))
		problems, err := testutil.GatherAndLint(reg)
		require.NoError(t, err)
		require.Empty(t, problems)

		cancel()
		require.ErrorIs(t, <-done, context.Canceled)
	})
}

// gauge reads a metric of a state, or of none.
func gauge(t *testing.T, reg *prometheus.Registry, name, state string) float64 {
	t.Helper()
	families, err := reg.Gather()
	require.NoError(t, err)
	for _, f := range families {
		for _, m := range f.GetMetric() {
			if f.GetName() == name && (state == "" || m.GetLabel()[0].GetValue() == state) {
				return m.GetGauge().GetValue()
			}
		}
	}
	t.Fatalf("no metric %s of %q", name, state)
	return 0
}

func TestNewRefuses(t *testing.T) {
	w := newFakeWorld(t)
	deps := redeemer.Deps{
		Chain: w, Follower: w.follower(), Key: w.ours(),
		Store: winnings.NewMemory(winnings.Book{Broker: w.broker(), Recipient: w.ours().Address()}),
	}
	good := redeemer.Config{Recipient: w.ours().Address()}
	_, err := redeemer.New(good, deps)
	require.NoError(t, err)
	_, err = redeemer.New(good, redeemer.Deps{})
	require.Error(t, err)
	for name, spoil := range map[string]func(c *redeemer.Config){
		"nobody's":        func(c *redeemer.Config) { c.Recipient = [20]byte{} },
		"interval":        func(c *redeemer.Config) { c.Interval = -1 },
		"margin":          func(c *redeemer.Config) { c.Margin = -1 },
		"large batch":     func(c *redeemer.Config) { c.MaxBatch = chain.MaxRedemptions + 1 },
		"all but the gas": func(c *redeemer.Config) { c.MaxGasPart = chain.MaxPart + 1 },
		"ether":           func(c *redeemer.Config) { c.EtherPrice = big.NewInt(-1) },
	} {
		c := good
		spoil(&c)
		_, err := redeemer.New(c, deps)
		require.Error(t, err, name)
	}
}

// TestWorthwhile: what is redeemed is worth its gas, one by one and together.
func TestWorthwhile(t *testing.T) {
	for name, c := range map[string]struct {
		gas      int64 // cents that the gas of a ticket costs
		faces    []int64
		urgent   bool
		redeemed int64
	}{
		"all of it":                       {gas: 9, faces: []int64{1, 2}, redeemed: 3},
		"the small one waits":             {gas: 20, faces: []int64{1, 50}, redeemed: 50},
		"the batch costs too much":        {gas: 9, faces: []int64{1}, redeemed: 0},
		"not if it is urgent":             {gas: 9, faces: []int64{1}, urgent: true, redeemed: 1},
		"urgent, and worth less than gas": {gas: 110, faces: []int64{1, 50}, urgent: true, redeemed: 50},
		"urgent, and less than the batch": {gas: 90, faces: []int64{1}, urgent: true, redeemed: 0},
	} {
		t.Run(name, func(t *testing.T) {
			w := newFakeWorld(t)
			cfg := redeemer.Config{EtherPrice: dollars(1000)}
			if c.urgent {
				cfg.Margin = 10 * fakeRound
			}
			s := newScenario(t, w, cfg)
			w.gasPrice = big.NewInt(c.gas * 1e13 / 90_000) // a cent is 10^13 wei
			a := s.newSender()
			s.fund(a, 100, 0)
			var all int64
			for i, face := range c.faces {
				s.win(a, uint32(i), 1, face)
				all += face
			}
			s.look()
			s.expect(a, c.redeemed, 0, all-c.redeemed)
		})
	}
}

// TestNothingIsTriedInVain: what several tickets of a sender cost together is what it must have.
func TestNothingIsTriedInVain(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.fund(a, 10, 0)
	s.win(a, 1, 1, 6)
	s.win(a, 2, 1, 6)
	s.win(a, 3, 1, 4)
	s.look()
	s.expect(a, 10, 0, 6)
	require.Equal(t, 1, w.batches)
	require.Zero(t, w.refused)
}

// TestLittleEther: an account that cannot put down the gas of a whole batch redeems smaller ones.
func TestLittleEther(t *testing.T) {
	w := newFakeWorld(t)
	w.ether = 2
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.fund(a, 100, 0)
	for nonce := range uint64(9) {
		s.win(a, 1, nonce+1, 1)
	}
	s.look()
	s.expect(a, 9, 0, 0)
	require.Less(t, w.batches, 9)
	require.Zero(t, w.refused)
}

// TestLostIsConfirmed: while it is not known what the chain has confirmed, nothing is lost.
func TestLostIsConfirmed(t *testing.T) {
	w := newFakeWorld(t)
	s := newScenario(t, w, redeemer.Config{})
	a := s.newSender()
	s.win(a, 1, 1, 6)
	for range 3 {
		w.turn()
	}
	w.lagging = true
	s.look()
	s.expect(a, 0, 0, 6)
	w.lagging = false
	s.look()
	s.expect(a, 0, 6, 0)
}
