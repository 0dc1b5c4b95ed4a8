package dispatch

import (
	"context"
	"encoding/binary"
	"fmt"
	"log/slog"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

// The simulation draws for thousands of streams with the market's own code: all but the network between it and the orchestrators, and
// the signatures, which take most of the time. Time is synctest's.

// simulated is one operator's identity in it.
type simulated struct {
	stake uint64
	price uint64
	slow  bool // its parts are always late
}

// unsigned signs with nothing.
type unsigned struct{}

func (unsigned) Address() common.Address           { return common.Address{0xb0} }
func (unsigned) SignHash([32]byte) ([]byte, error) { return make([]byte, 65), nil }

// simulation is a market in front of those orchestrators. It runs inside a synctest bubble.
type simulation struct {
	market *NetworkMarket
	orchs  []simulated
	wins   []int
	paid   float64 // sum of the prices
	draws  int
	served []service // segments that are on their way
}

// service is a segment that an orchestrator returns at that time.
type service struct {
	at      time.Time
	by      *peer
	latency time.Duration
}

func simulatedAddress(i int) (a common.Address) {
	binary.BigEndian.PutUint32(a[:], uint32(i+1))
	return a
}

func indexOf(a common.Address) int { return int(binary.BigEndian.Uint32(a[:])) - 1 }

func simulate(cfg NetworkConfig, orchs []simulated) *simulation {
	view := chain.View{
		Snapshot: selection.Snapshot{ChainID: 1, Round: 1, Seed: common.Hash{7}}, Services: map[common.Address]chain.Service{},
	}
	for i, o := range orchs {
		a := simulatedAddress(i)
		view.Snapshot.Stakes = append(view.Snapshot.Stakes, selection.Stake{Orchestrator: a, Weight: uint256.NewInt(o.stake)})
		view.Services[a] = chain.Service{URI: "https://o.example", Operator: a}
	}
	s := &simulation{orchs: orchs, wins: make([]int, len(orchs))}
	s.market = &NetworkMarket{
		cfg: cfg.withDefaults(), view: func() (chain.View, error) { return view, nil }, signer: unsigned{},
		payer: payer.New(payer.Config{}, payer.Deps{Signer: unsigned{}}),
		log:   slog.New(slog.DiscardHandler), suspensions: NewSuspensions(), scores: NewScores(), seen: map[common.Address]Seen{},
	}
	s.market.quotes = func(_ context.Context, _ Job, _ chain.View, drawn []common.Address, _ uint64) []answer {
		answers := make([]answer, len(drawn))
		for i, a := range drawn {
			offer := wire.SignedQuote{Quote: ticket.Quote{Orchestrator: a, Price: orchs[indexOf(a)].price, Expiry: uint64(time.Now().Unix()) + 60}}
			answers[i] = answer{address: a, latency: 20 * time.Millisecond, peer: &peer{market: s.market, address: a, service: view.Services[a], quote: offer}}
		}
		return answers
	}
	return s
}

// streams begins that many streams at that interval, each of which is served a segment: four parts in three rungs,
// which are back when the segment is over and they have taken their time.
func (s *simulation) streams(t *testing.T, n int, every time.Duration) {
	for range n {
		drawn, err := s.market.Draw(t.Context(), Job{Stream: fmt.Sprint("stream-", s.draws)}, 0)
		require.NoError(t, err)
		s.draws++
		winner := drawn[0].(*peer)
		i := indexOf(winner.address)
		s.wins[i]++
		s.paid += float64(winner.clearing)
		latency := 400 * time.Millisecond
		if s.orchs[i].slow {
			latency = 2 * time.Second
		}
		s.served = append(s.served, service{time.Now().Add(2*time.Second + latency), winner, latency})
		<-time.After(every)
		s.served = slices.DeleteFunc(s.served, func(v service) bool {
			if v.at.After(time.Now()) {
				return false
			}
			for range 12 {
				s.market.Measure(v.by, v.latency)
			}
			return true
		})
	}
}

// simulatedStreams is how many streams are drawn for: 20,000 in the slow tests.
func simulatedStreams(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("MILLRACE_SIMULATED_STREAMS"))
	if err != nil {
		n = 500
	}
	require.Positive(t, n)
	return n
}

// sigmas is by how many standard deviations wins of n deviate from a share of p.
func sigmas(wins, n int, p float64) float64 {
	return (float64(wins) - float64(n)*p) / math.Sqrt(float64(n)*p*(1-p))
}

// network are 50 orchestrators with stakes from 1 to 50, which all ask for 1000.
func network() []simulated {
	orchs := make([]simulated, 50)
	for i := range orchs {
		orchs[i] = simulated{stake: uint64(i + 1), price: 1000}
	}
	return orchs
}

// mixed are those of network at prices from 500 to 1500.
func mixed() []simulated {
	orchs := network()
	for i := range orchs {
		orchs[i].price = 500 + 1000*uint64(i*37%50)/49
	}
	return orchs
}

// split draws for n streams with a stake beside others that is divided among identities which all ask what the work costs. It returns
// how many streams they won, and what they were paid beyond their costs.
func split(t *testing.T, cfg NetworkConfig, others []simulated, identities int, stake, cost uint64, n int) (won int, profit float64) {
	t.Helper()
	orchs := others
	for range identities {
		orchs = append(orchs, simulated{stake: stake / uint64(identities), price: cost})
	}
	s := simulate(cfg, orchs)
	for range n {
		paid, before := s.paid, slices.Clone(s.wins)
		s.streams(t, 1, 100*time.Millisecond)
		if !slices.Equal(before[len(others):], s.wins[len(others):]) {
			won++
			profit += s.paid - paid - float64(cost)
		}
	}
	return won, profit
}

func TestSimulation(t *testing.T) {
	n := simulatedStreams(t)
	cfg := NetworkConfig{MaxPrice: 2000}

	t.Run("shares_follow_stake_among_equals", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := simulate(cfg, network())
			s.streams(t, n, 100*time.Millisecond)
			worst := 0.0
			for i, wins := range s.wins {
				off := sigmas(wins, n, float64(i+1)/1275)
				worst = max(worst, math.Abs(off))
			}
			t.Logf("%d streams, 50 orchestrators: the share furthest from its stake is %.2f sigma off; the mean price is %.0f", n, worst, s.paid/float64(n))
			require.Less(t, worst, 4.0)
			require.InDelta(t, 1000, s.paid/float64(n), 1e-9, "all ask for the same")
		})
	})

	t.Run("the_price_falls_as_bidders_are_added", func(t *testing.T) {
		last := math.Inf(1)
		for _, k := range []int{1, 2, 3, 4, 6, 8, 12} {
			synctest.Test(t, func(t *testing.T) {
				s := simulate(NetworkConfig{MaxPrice: 2000, Candidates: k}, mixed())
				s.streams(t, n/5, 100*time.Millisecond)
				mean := s.paid / float64(n/5)
				t.Logf("%d bidders: mean price %.0f", k, mean)
				require.Less(t, mean, last)
				last = mean
			})
		}
	})

	t.Run("splitting_a_stake_gains_nothing", func(t *testing.T) {
		for _, tt := range []struct {
			name   string
			others func() []simulated
			cost   uint64 // of the work for the one who splits, which is what it asks
			share  bool   // it gets the share of its stake
			wins   bool   // it wins as often as before
		}{
			{"among equals", network, 1000, true, true},
			{"cheapest", mixed, 500, false, true},
			{"in the middle", mixed, 1000, false, false}, // it wins more often, since others are not drawn
		} {
			synctest.Test(t, func(t *testing.T) {
				const stake = 1275 / 3 // a quarter of all
				one, profit := split(t, cfg, tt.others(), 1, stake, tt.cost, n)
				many, profitSplit := split(t, cfg, tt.others(), 17, stake, tt.cost, n)
				p := float64(one+many) / float64(2*n)
				off := float64(many-one) / math.Sqrt(2*float64(n)*p*(1-p))
				t.Logf("%s, a quarter of the stake: %d streams as one, %d as 17 (%+.2f sigma), profit %.0f and %.0f", tt.name, one, many, off, profit, profitSplit)
				require.LessOrEqual(t, profitSplit, profit)
				if tt.wins {
					require.Less(t, math.Abs(off), 4.0)
				}
				if tt.share {
					require.Less(t, math.Abs(sigmas(one, n, 0.25)), 4.0)
					require.Less(t, math.Abs(sigmas(many, n, 0.25)), 4.0)
				}
			})
		}
	})

	t.Run("a_sniper_loses_its_share_within_ten_segments", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			orchs := append(network(), simulated{stake: 1275 / 4, price: 1, slow: true}) // a fifth of all
			s := simulate(cfg, orchs)
			s.streams(t, 50, 100*time.Millisecond) // until its first parts are back, and a little longer
			early := s.wins[50]
			s.streams(t, 150, 100*time.Millisecond) // until ten segments are over
			first := s.wins[50]
			s.streams(t, n-200, 100*time.Millisecond)
			t.Logf("a sniper with a fifth of the stake: %d of the first 50 streams, %d of the next 150, %d of all %d", early, first-early, s.wins[50], n)
			require.Greater(t, sigmas(early, 50, 0.2), 3.0, "its price wins more than its stake would")
			require.Less(t, sigmas(first-early, 150, 0.2), -4.0, "it has lost that, and what its stake would give it")
			require.Less(t, sigmas(s.wins[50], n, 0.2), -4.0, "and does not get it back")
		})
	})
}
