package redeemer_test

import (
	"context"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/redeemer"
	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/follow"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/ticket"
)

// world is a chain with two orchestrators, ours and another, on which the redeemer is tried. Amounts are dollars.
type world interface {
	redeemer.Chain
	broker() ticket.Domain
	ours() chain.Signer
	other() chain.Signer
	follower() redeemer.Follower
	newSender() *signer.Key
	fund(sender *signer.Key, deposit, reserve int64)
	unlock(sender *signer.Key)
	nextRound()
}

// fakeWorld is one in memory.
type fakeWorld struct {
	*fakeChain
	t           *testing.T
	mine, rival *signer.Key
}

func newKey(t *testing.T) *signer.Key {
	t.Helper()
	k, err := signer.Generate()
	require.NoError(t, err)
	return k
}

func newFakeWorld(t *testing.T) *fakeWorld {
	t.Helper()
	mine, rival := newKey(t), newKey(t)
	return &fakeWorld{newFakeChain(rival.Address(), mine.Address()), t, mine, rival}
}

func (w *fakeWorld) broker() ticket.Domain       { return fakeDomain() }
func (w *fakeWorld) ours() chain.Signer          { return w.mine }
func (w *fakeWorld) other() chain.Signer         { return w.rival }
func (w *fakeWorld) follower() redeemer.Follower { return &fakeFollower{chain: w.fakeChain} }
func (w *fakeWorld) newSender() *signer.Key      { return newKey(w.t) }
func (w *fakeWorld) nextRound()                  { w.turn() }

func (w *fakeWorld) fund(sender *signer.Key, deposit, reserve int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.account(sender.Address())
	a.Deposit.Add(a.Deposit, dollars(deposit))
	a.Reserve.Add(a.Reserve, dollars(reserve))
}

func (w *fakeWorld) unlock(sender *signer.Key) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.account(sender.Address()).WithdrawRound = w.round + 2
}

// devWorld is a development chain with the contracts.
type devWorld struct {
	*chain.Client
	t           *testing.T
	dev         *chain.DevChain
	mine, rival chain.Signer
}

const devRound = time.Hour

func startDev(t *testing.T) (*chain.DevChain, chain.Addresses, []chain.Founder) {
	t.Helper()
	d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, d.Stop(context.Background())) })
	founders := []chain.Founder{
		{Key: newKey(t), Stake: chain.Tokens(1000), URI: "https://127.0.0.1:7001"},
		{Key: newKey(t), Stake: chain.Tokens(1000), URI: "https://127.0.0.1:7002"},
	}
	addresses, err := chain.Bootstrap(t.Context(), d, chain.DeployParams{RoundLength: devRound}, founders)
	require.NoError(t, err)
	return d, addresses, founders
}

func newDevWorld(t *testing.T) *devWorld {
	t.Helper()
	d, addresses, founders := startDev(t)
	client, err := chain.Dial(t.Context(), d.URL(), addresses, chain.WithMaxHeadAge(-1))
	require.NoError(t, err)
	t.Cleanup(client.Close)
	return &devWorld{client, t, d, founders[0].Key, founders[1].Key}
}

func (w *devWorld) broker() ticket.Domain { return w.Addresses().BrokerDomain() }
func (w *devWorld) ours() chain.Signer    { return w.mine }
func (w *devWorld) other() chain.Signer   { return w.rival }

func (w *devWorld) follower() redeemer.Follower {
	f, err := w.FollowRedemptions(w.t.Context(), w.mine.Address(), follow.NewMemory(), 0)
	require.NoError(w.t, err)
	return f
}

func (w *devWorld) newSender() *signer.Key {
	k := newKey(w.t)
	require.NoError(w.t, w.Send(w.t.Context(), w.dev.Faucet(), k.Address(), chain.Tokens(1)))
	return k
}

func (w *devWorld) fund(sender *signer.Key, deposit, reserve int64) {
	ctx := w.t.Context()
	require.NoError(w.t, w.MintAsset(ctx, sender, sender.Address(), dollars(deposit+reserve)))
	require.NoError(w.t, w.FundDeposit(ctx, sender, sender.Address(), dollars(deposit), dollars(reserve)))
}

func (w *devWorld) unlock(sender *signer.Key) {
	require.NoError(w.t, w.Unlock(w.t.Context(), sender))
}

func (w *devWorld) nextRound() {
	require.NoError(w.t, w.dev.Advance(w.t.Context(), devRound))
	require.NoError(w.t, w.InitRound(w.t.Context(), w.dev.Faucet()))
}

func dollars(n int64) *big.Int { return big.NewInt(n * 1_000_000) }

// scenario is one story of tickets and what became of them.
type scenario struct {
	world
	*testing.T
	store winnings.Store
	cfg   redeemer.Config
	fault func(point string)
	r     *redeemer.Redeemer
}

func newScenario(t *testing.T, w world, cfg redeemer.Config) *scenario {
	t.Helper()
	cfg.Recipient = w.ours().Address()
	s := &scenario{
		world: w, T: t, cfg: cfg,
		store: winnings.NewMemory(winnings.Book{Broker: w.broker(), Recipient: w.ours().Address()}),
	}
	s.restart()
	return s
}

// restart begins with a new redeemer, which knows nothing but the store.
func (s *scenario) restart() {
	s.Helper()
	var err error
	s.r, err = redeemer.New(s.cfg, redeemer.Deps{
		Chain: s.world, Follower: s.follower(), Store: s.store, Key: s.ours(), Metrics: nil,
		Fault: func(point string) {
			if s.fault != nil {
				s.fault(point)
			}
		},
	})
	require.NoError(s, err)
}

// signed is a ticket of one draw that cannot lose, of the current round.
func (s *scenario) signed(recipient common.Address, sender *signer.Key, lane uint32, nonce uint64, face int64) winnings.Winner {
	s.Helper()
	round, err := s.Round(s.Context())
	require.NoError(s, err)
	return sign(s, s.broker(), recipient, sender, round.Current, lane, nonce, face)
}

func sign(t require.TestingT, broker ticket.Domain, recipient common.Address, sender *signer.Key, round uint64, lane uint32, nonce uint64, face int64) winnings.Winner {
	secret := ticket.Rand{byte(lane), byte(nonce), byte(nonce >> 8)}
	value, err := ticket.NewAmount(dollars(face))
	require.NoError(t, err)
	w := winnings.Winner{Rand: secret, RevealAt: time.Now().Add(-time.Second), Ticket: ticket.Ticket{
		Recipient: recipient, Sender: sender.Address(), FaceValue: value, Round: round, Draws: 1,
		WinProb: ticket.WinProb(slices.Repeat([]byte{0xff}, 32)), RandHash: secret.Hash(), Nonce: nonce, Lane: lane,
	}}
	digest := w.Ticket.Digest(broker)
	w.Mask = w.Ticket.Draw(digest, secret)
	w.Signature, err = sender.SignHash(digest)
	require.NoError(t, err)
	return w
}

// win adds a winner, changed by with.
func (s *scenario) win(sender *signer.Key, lane uint32, nonce uint64, face int64, with ...func(*winnings.Winner)) {
	s.Helper()
	w := s.signed(s.ours().Address(), sender, lane, nonce, face)
	for _, change := range with {
		change(&w)
	}
	require.NoError(s, s.store.Add(s.Context(), w))
}

// look looks until there is nothing more to do.
func (s *scenario) look() {
	s.Helper()
	for range 2 { // the second settles what the first redeemed
		for more := true; more; {
			var err error
			more, err = s.r.Look(s.Context())
			require.NoError(s, err)
		}
	}
}

// expect compares what became of a sender's winners, in dollars, with the store, and what is left of its deposit with the chain.
func (s *scenario) expect(sender *signer.Key, redeemed, lost, pending int64) {
	s.Helper()
	all, err := s.store.Totals(s.Context())
	require.NoError(s, err)
	t := all[sender.Address()]
	for what, c := range map[string]struct {
		want int64
		got  winnings.Sum
	}{"redeemed": {redeemed, t.Redeemed}, "lost": {lost, t.Lost}, "pending": {pending, t.Pending()}} {
		got := c.got.Amount
		if got == nil {
			got = new(big.Int)
		}
		require.Zero(s, dollars(c.want).Cmp(got), "%s: %s dollars, want %d", what, chain.FormatAsset(got), c.want)
	}
}

func (s *scenario) expectDeposit(sender *signer.Key, want int64) {
	s.Helper()
	d, err := s.Deposit(s.Context(), sender.Address())
	require.NoError(s, err)
	require.Zero(s, dollars(want).Cmp(d.Deposit), "deposit of %s dollars, want %d", chain.FormatAsset(d.Deposit), want)
}

// TestScenarios is what becomes of tickets, told of a fake chain and of a real one.
func TestScenarios(t *testing.T) {
	t.Parallel() // it waits for its own chain
	dev := newDevWorld(t)
	free := new(big.Int)                                   // ether
	dear := new(big.Int).Mul(dollars(1), dollars(1000000)) // what an ether may cost so that no gas is small
	for name, c := range map[string]struct {
		cfg  redeemer.Config
		play func(s *scenario)
	}{
		"in the order of the lanes, as many at once as go": {redeemer.Config{MaxBatch: 3}, func(s *scenario) {
			a, b := s.newSender(), s.newSender()
			s.fund(a, 100, 0)
			s.fund(b, 100, 0)
			for _, nonce := range []uint64{7, 3, 9, 1} {
				s.win(a, 1, nonce, 5)
			}
			s.win(a, 2, 1, 7)
			s.win(b, 1, 4, 2)
			s.look()
			s.expect(a, 27, 0, 0)
			s.expect(b, 2, 0, 0)
			s.expectDeposit(a, 73)
			s.restart()
			s.look()
			s.expect(a, 27, 0, 0)
			s.expectDeposit(a, 73)
		}},
		"not before the secret may be known": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.win(a, 1, 1, 5, func(w *winnings.Winner) { w.RevealAt = time.Now().Add(10 * time.Minute) })
			s.win(a, 1, 2, 6)
			s.win(a, 2, 1, 7)
			s.look()
			s.expect(a, 7, 0, 11)
		}},
		"a reserve pays, too": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 10, 20)
			s.win(a, 1, 1, 15)
			s.win(a, 1, 2, 6) // 5 are left: half of the reserve is ours
			s.look()
			s.expect(a, 15, 0, 6)
			s.expectDeposit(a, 0)
		}},
		"insufficient funds wait, and hold back their lane": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 10, 0)
			s.win(a, 1, 1, 50)
			s.win(a, 1, 2, 1)
			s.win(a, 2, 1, 2)
			s.look()
			s.expect(a, 2, 0, 51)
			s.nextRound()
			s.look()
			s.expect(a, 2, 0, 51)
			s.fund(a, 43, 0)
			s.look()
			s.expect(a, 53, 0, 0)
		}},
		"a later one is not lost with one that cannot be paid": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 10, 0)
			s.win(a, 1, 1, 50)
			s.win(a, 1, 2, 1)
			s.nextRound()
			s.win(a, 1, 3, 2)
			s.nextRound()
			s.cfg.Margin = devRound // the last round of 1 and 2
			s.restart()
			s.look()
			s.expect(a, 1, 50, 2)
			s.cfg.Margin = 0
			s.restart()
			s.look()
			s.expect(a, 3, 50, 0) // nothing holds 3 back any more
		}},
		"expired": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.win(a, 1, 1, 50)
			s.nextRound()
			s.win(a, 1, 2, 10)
			s.nextRound()
			s.look()
			s.expect(a, 0, 0, 60)
			s.nextRound()
			s.look()
			s.expect(a, 0, 50, 10)
			s.fund(a, 10, 0)
			s.look()
			s.expect(a, 10, 50, 0)
		}},
		"gas too expensive, until it is about to expire": {redeemer.Config{MaxGasPart: 1, EtherPrice: dollars(3000)}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.win(a, 1, 1, 50)
			s.look()
			s.expect(a, 0, 0, 50)
			s.nextRound()
			s.nextRound()
			s.look()
			s.expect(a, 0, 0, 50)
			s.cfg.Margin = devRound
			s.restart()
			s.look()
			s.expect(a, 50, 0, 0)
		}},
		"worth less than its gas": {redeemer.Config{EtherPrice: dear, Margin: 10 * devRound}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.win(a, 1, 1, 50)
			s.look()
			s.expect(a, 0, 0, 50)
			s.cfg.EtherPrice = free
			s.restart()
			s.look()
			s.expect(a, 50, 0, 0)
		}},
		"a withdrawal hurries": {redeemer.Config{MaxGasPart: 1, Margin: devRound}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.unlock(a) // opens in two rounds, when a ticket of the next has two more to live
			s.nextRound()
			s.win(a, 1, 1, 50)
			s.look()
			s.expect(a, 50, 0, 0)
		}},
		"no hurry without a withdrawal": {redeemer.Config{MaxGasPart: 1, Margin: devRound}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.nextRound()
			s.win(a, 1, 1, 50)
			s.look()
			s.expect(a, 0, 0, 50)
		}},
		"one that its sender did not sign holds nothing back": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.win(a, 1, 1, 1)
			s.win(a, 1, 2, 2, func(w *winnings.Winner) { w.Signature[5]++ })
			s.win(a, 1, 3, 4)
			s.look()
			s.expect(a, 5, 2, 0)
		}},
		"refused in the middle of a lane": {redeemer.Config{}, func(s *scenario) {
			a := s.newSender()
			s.fund(a, 100, 0)
			s.win(a, 1, 1, 1)
			s.win(a, 1, 2, 30)
			s.win(a, 1, 3, 2)
			s.win(a, 2, 1, 3)
			theft := s.signed(s.other().Address(), a, 1, 1, 90)
			s.fault = func(point string) {
				if point != redeemer.PointPlanned {
					return
				}
				s.fault = nil // another orchestrator is faster
				index, _, err := s.SnapshotIndex(s.Context(), s.other().Address(), theft.Ticket.Round)
				require.NoError(s, err)
				_, err = s.RedeemBatch(s.Context(), s.other(), []chain.Redemption{{
					Ticket: theft.Ticket, Signature: theft.Signature, Rand: theft.Rand, Mask: theft.Mask, SnapshotIndex: index,
				}})
				require.NoError(s, err)
			}
			s.look()
			s.expect(a, 4, 0, 32)
			s.expectDeposit(a, 6)
			s.fund(a, 30, 0)
			s.look()
			s.expect(a, 36, 0, 0)
			s.expectDeposit(a, 4)
		}},
	} {
		t.Run(name+"/fake", func(t *testing.T) { c.play(newScenario(t, newFakeWorld(t), c.cfg)) })
		t.Run(name+"/dev chain", func(t *testing.T) {
			w := *dev // one chain for all: their senders are their own
			w.t = t
			c.play(newScenario(t, &w, c.cfg))
		})
	}
}
