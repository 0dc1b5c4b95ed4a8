package evmtest_test

import (
	"crypto/ecdsa"
	"encoding/json"
	"flag"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/ticket"
)

var update = flag.Bool("update", false, "write the gas snapshot anew")

const snapshotFile = "../snapshots/gas.json"

// limits are what an operation may cost under today's rules.
var limits = map[string]uint64{
	"bond again":                                  80_000,
	"unbond":                                      145_000,
	"unbond, first ever, with earnings":           145_000,
	"reward":                                      170_000,
	"redeem one ticket":                           125_000,
	"redeem batch of 10, per ticket":              48_000,
	"redeem batch of 10 lanes, per ticket":        48_000,
	"initRound, ring reused, stakes unchanged":    745_000,
	"initRound, ring reused, every stake changed": 900_000,
}

const orchestrators = 100

// Whole transactions, by name: base fee and calldata included, storage cold.
type costs map[string]uint64

// TestGas holds what whole transactions cost against the committed snapshot, and against the limits.
func TestGas(t *testing.T) {
	got := map[rules]costs{today: measure(t, today), allForks: measure(t, allForks)}
	data, err := json.MarshalIndent(got, "", "  ")
	require.NoError(t, err)
	data = append(data, '\n')
	if *update {
		require.NoError(t, os.WriteFile(snapshotFile, data, 0o644))
	}
	for name, limit := range limits {
		cost, ok := got[today][name]
		require.True(t, ok, name)
		require.LessOrEqual(t, cost, limit, name)
	}
	want, err := os.ReadFile(snapshotFile)
	require.NoError(t, err)
	require.Equal(t, string(want), string(data), "costs changed: if that is meant, run go test ./contracts/evmtest -run TestGas -update")
}

func measure(t *testing.T, r rules) costs {
	s := deploy(t, r)
	c := costs{}
	staking := bindings.NewStaking()
	orch := func(i int) *ecdsa.PrivateKey { return key(1 + i) }
	keeper, delegator, late := key(150), key(151), key(152)
	for i := range orchestrators {
		s.fund(orch(i), ether(10_000))
		gas := s.must(orch(i), s.staking, staking.PackRegister(ether(200+int64(i)), 100_000, 500_000))
		if i == 1 {
			c["register"] = gas
		}
	}
	s.fund(delegator, ether(1_000))
	s.fund(late, ether(1_000))
	bond := func(k *ecdsa.PrivateKey) uint64 {
		return s.must(k, s.staking, staking.PackBond(addr(orch(0)), ether(10)))
	}
	reward := func(i int) uint64 { return s.must(orch(i), s.staking, staking.PackReward(big.NewInt(int64(i)))) }

	// Rounds: every place of the ring is new, then used again.
	c["initRound, new place in the ring"] = s.must(keeper, s.staking, staking.PackInitRound())
	for range 3 {
		s.turn(keeper)
	}
	c["initRound, ring reused, stakes unchanged"] = s.turn(keeper)

	// Stake: the first bonds of a pool open its slots. Rewards run every round, as they do on a live network.
	bond(late)
	s.turn(keeper)
	reward(0)
	c["bond first"] = bond(delegator)
	s.turn(keeper)
	c["reward"] = reward(0) // which also closes the books of the round before, in which there was a bond
	c["bond again"] = bond(delegator)
	s.turn(keeper)
	c["bond again, first in its round"] = bond(delegator) // which closes those books itself
	s.turn(keeper)
	reward(0)
	s.turn(keeper)
	c["reward, no bond in the round before"] = reward(0)
	unbond := func() uint64 {
		return s.must(delegator, s.staking, staking.PackUnbond(addr(orch(0)), ether(1)))
	}
	c["unbond, first ever, with earnings"] = unbond()
	s.turn(keeper)
	reward(0)
	c["unbond"] = unbond()
	c["claim rewards"] = s.must(delegator, s.staking, staking.PackClaim(addr(orch(0))))
	for range 9 {
		s.skip()
	}
	c["withdraw"] = s.must(delegator, s.staking, staking.PackWithdraw(new(big.Int)))
	bondAll := func() {
		for i := range orchestrators {
			s.must(orch(i), s.staking, staking.PackBond(addr(orch(i)), ether(1)))
		}
	}
	s.turn(keeper)
	bondAll()
	c["initRound, ring reused, every stake changed"] = s.turn(keeper)
	s.skip()
	bondAll() // before the round's snapshot, which does not count it
	c["initRound, ring reused, every stake changed late"] = s.must(keeper, s.staking, staking.PackInitRound())
	s.turn(keeper)

	s.tickets(c, orch(1), delegator)
	s.faults(c, orch(2), keeper)
	return c
}

func (s *system) roundNow() uint64 {
	n, err := bindings.NewStaking().UnpackCurrentRound(s.call(s.staking, bindings.NewStaking().PackCurrentRound()))
	require.NoError(s.t, err)
	return n
}

// tickets measures redemptions, all after the first of their lane, sender and pool.
func (s *system) tickets(c costs, recipient, sender *ecdsa.PrivateKey) {
	broker, usd := bindings.NewTicketBroker(), bindings.NewMockUSD()
	million := big.NewInt(1e12)
	s.must(s.owner, s.usd, usd.PackMint(addr(sender), million))
	s.must(sender, s.usd, usd.PackApprove(s.broker, million))
	c["fund, first"] = s.must(sender, s.broker, broker.PackFundFor(addr(sender), big.NewInt(1e11), big.NewInt(1e10)))
	c["fund again"] = s.must(sender, s.broker, broker.PackFundFor(addr(sender), big.NewInt(1e11), big.NewInt(1e10)))

	nonces := map[uint32]uint64{}
	redemption := func(lane, draws uint32, wins int) bindings.ITicketBrokerRedemption {
		nonces[lane]++
		return s.win(recipient, sender, 1, lane, nonces[lane], draws, wins)
	}
	redeem := func(r bindings.ITicketBrokerRedemption) uint64 {
		return s.must(recipient, s.broker, broker.PackRedeem(r))
	}
	c["redeem one ticket, first of its lane and pool"] = redeem(redemption(0, 1, 1))
	c["redeem one ticket"] = redeem(redemption(0, 1, 1))
	c["redeem 8 wins of 256 draws"] = redeem(redemption(0, 256, 8))

	batch := make([]bindings.ITicketBrokerRedemption, 10)
	for i := range batch {
		batch[i] = redemption(0, 1, 1)
	}
	c["redeem batch of 10, per ticket"] = s.must(recipient, s.broker, broker.PackRedeemBatch(batch)) / 10
	for range 2 { // the second time every lane was used before
		for i := range batch {
			batch[i] = redemption(uint32(i), 1, 1)
		}
		c["redeem batch of 10 lanes, per ticket"] = s.must(recipient, s.broker, broker.PackRedeemBatch(batch)) / 10
	}
	c["claim fees"] = s.must(recipient, s.staking, bindings.NewStaking().PackClaim(addr(recipient)))
}

// win makes a ticket with so many winning draws, by trying salts.
func (s *system) win(recipient, sender *ecdsa.PrivateKey, index int64, lane uint32, nonce uint64, draws uint32, wins int) bindings.ITicketBrokerRedemption {
	domain := ticket.Domain{ChainID: chainID, Contract: s.broker}
	rand := ticket.Rand{31: 7}
	prob, err := ticket.NewWinProb(big.NewInt(int64(wins)), big.NewInt(int64(draws)+1))
	require.NoError(s.t, err)
	t := ticket.Ticket{
		Recipient: addr(recipient), Sender: addr(sender), FaceValue: ticket.Units(1_900_000), Round: s.roundNow(), Draws: draws,
		WinProb: prob, RandHash: rand.Hash(), Nonce: nonce, Lane: lane,
	}
	for i := uint64(0); ; i++ {
		// A salt of a whole word, as real ones are: zeros are cheaper.
		t.Salt = crypto.Keccak256Hash(new(big.Int).SetUint64(i).Bytes())
		digest := t.Digest(domain)
		mask := t.Draw(digest, rand)
		if mask.Count() != wins {
			continue
		}
		return bindings.ITicketBrokerRedemption{
			Ticket: bound(t), Signature: sign(s.t, sender, digest), RecipientRand: rand, WinMask: mask.Big(), SnapshotIndex: big.NewInt(index),
		}
	}
}

// bound is a ticket as the bindings want it.
func bound(t ticket.Ticket) bindings.ITicketBrokerTicket {
	return bindings.ITicketBrokerTicket{
		Recipient: t.Recipient, Sender: t.Sender, FaceValue: t.FaceValue.Big(), Round: t.Round, Draws: t.Draws,
		WinProb: t.WinProb.Big(), RrHash: t.RandHash, Salt: t.Salt, Nonce: t.Nonce, Lane: t.Lane,
	}
}

func sign(t testing.TB, k *ecdsa.PrivateKey, digest common.Hash) []byte {
	sig, err := crypto.Sign(digest[:], k)
	require.NoError(t, err)
	sig[64] += 27
	return sig
}

func (s *system) faults(c costs, orch, finder *ecdsa.PrivateKey) {
	domain := ticket.Domain{ChainID: chainID, Contract: s.court}
	h := ticket.Header{Orchestrator: addr(orch), Round: s.roundNow(), SrcFrames: 60, Width: 1920, Height: 1080}
	first := ticket.Receipt{HeaderHash: h.Digest(domain), RenditionsRoot: common.Hash{1}, CompletedAt: 1}
	second := first
	second.RenditionsRoot = common.Hash{2}
	c["equivocation and slash"] = s.must(finder, s.court, bindings.NewFaultCourt().PackReportEquivocation(boundHeader(h),
		boundReceipt(first), sign(s.t, orch, first.Digest(domain)), boundReceipt(second), sign(s.t, orch, second.Digest(domain))))
}

func boundHeader(h ticket.Header) bindings.IFaultCourtHeader {
	return bindings.IFaultCourtHeader{
		Orchestrator: h.Orchestrator, Broadcaster: h.Broadcaster, Round: h.Round, StreamId: h.StreamID, Seq: h.Seq, Attempt: h.Attempt,
		SrcRoot: h.SrcRoot, SrcBytes: h.SrcBytes, SrcFrames: h.SrcFrames, Width: h.Width, Height: h.Height, PtsStart: h.PTSStart,
		Timescale: h.Timescale, ProfilesHash: h.ProfilesHash, RefRoot: h.RefRoot, Price: h.Price, Deadline: h.Deadline,
	}
}

func boundAck(a ticket.Ack) bindings.IFaultCourtAck {
	return bindings.IFaultCourtAck{HeaderHash: a.HeaderHash, TicketDigest: a.TicketDigest, Deadline: a.Deadline}
}

func boundReceipt(r ticket.Receipt) bindings.IFaultCourtReceipt {
	return bindings.IFaultCourtReceipt{
		HeaderHash: r.HeaderHash, RenditionsRoot: r.RenditionsRoot, Mode: uint8(r.Mode), CompletedAt: r.CompletedAt,
	}
}

// TestSizes holds every contract below the bound of EIP-170.
func TestSizes(t *testing.T) {
	s := deploy(t, today)
	var table strings.Builder
	for _, c := range []struct {
		name string
		at   common.Address
	}{
		{"StakeToken", s.token},
		{"MockUSD", s.usd},
		{"Params", s.params},
		{"Staking", s.staking},
		{"Minter", s.minter},
		{"ServiceRegistry", s.registry},
		{"TicketBroker", s.broker},
		{"FaultCourt", s.court},
	} {
		code, err := s.backend.Client().CodeAt(t.Context(), c.at, nil)
		require.NoError(t, err)
		require.NotEmpty(t, code)
		require.Less(t, len(code), 24_576, c.name)
		fmt.Fprintf(&table, "%s %d\n", c.name, len(code))
	}
	t.Log("\n" + table.String())
}
