package evmtest_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/ticket"
)

// vectors is how many random vectors of each kind are compared: few, or as many as MILLRACE_VECTORS says.
func vectors(t *testing.T) int {
	v := os.Getenv("MILLRACE_VECTORS")
	if v == "" {
		return 200
	}
	n, err := strconv.Atoi(v)
	require.NoError(t, err, "MILLRACE_VECTORS")
	return n
}

// source is random values of every width, edges included more often than by chance.
type source struct{ *rand.Rand }

func (r source) fill(b []byte) {
	switch r.IntN(8) {
	case 0: // all zeros
	case 1:
		for i := range b {
			b[i] = 0xff
		}
	default:
		for i := range b {
			b[i] = byte(r.Uint32())
		}
	}
}

func (r source) hash() (h common.Hash)       { r.fill(h[:]); return h }
func (r source) address() (a common.Address) { r.fill(a[:]); return a }
func (r source) u64() uint64                 { h := r.hash(); return new(big.Int).SetBytes(h[:8]).Uint64() }
func (r source) u32() uint32                 { return uint32(r.u64()) }

func (r source) ticket() ticket.Ticket {
	t := ticket.Ticket{
		Recipient: r.address(), Sender: r.address(), Round: r.u64(), Draws: 1 + r.Uint32N(256), WinProb: ticket.WinProb(r.hash()),
		RandHash: r.hash(), Salt: r.hash(), Nonce: r.u64(), Lane: r.u32(),
	}
	r.fill(t.FaceValue[:])
	return t
}

func (r source) header() ticket.Header {
	return ticket.Header{
		Orchestrator: r.address(), Broadcaster: r.address(), Round: r.u64(), StreamID: r.hash(), Seq: r.u64(), Attempt: r.u32(),
		SrcRoot: r.hash(), SrcBytes: r.u64(), SrcFrames: r.u32(), Width: r.u32(), Height: r.u32(), PTSStart: r.u64(), Timescale: r.u32(),
		ProfilesHash: r.hash(), RefRoot: r.hash(), Price: r.u64(), Deadline: r.u64(),
	}
}

func (r source) leaf() ticket.Leaf {
	return ticket.Leaf{
		ProfileID: r.u32(), ChunkRoot: r.hash(), Size: r.u64(), Pixels: r.u64(), Frames: r.u32(), PTSStart: r.u64(),
		PTSDuration: r.u64(), DecodedRoot: r.hash(),
	}
}

func boundLeaf(l ticket.Leaf) IFaultCourtLeaf {
	return IFaultCourtLeaf{
		ProfileId: l.ProfileID, ChunkRoot: l.ChunkRoot, Size: l.Size, Pixels: l.Pixels, Frames: l.Frames, PtsStart: l.PTSStart,
		PtsDuration: l.PTSDuration, DecodedRoot: l.DecodedRoot,
	}
}

// TestGoAndEVMAgree compares what pkg/ticket and the contracts make of the same random values.
func TestGoAndEVMAgree(t *testing.T) {
	s := deploy(t, today)
	n := vectors(t)
	r := source{rand.New(rand.NewPCG(2026, 11))}
	broker, court, probe := bindings.NewTicketBroker(), bindings.NewFaultCourt(), NewProbe()
	brokers := ticket.Domain{ChainID: chainID, Contract: s.broker}
	courts := ticket.Domain{ChainID: chainID, Contract: s.court}
	for _, kind := range []struct {
		name  string
		check func(t *testing.T)
	}{
		{"tickets", func(t *testing.T) {
			v := r.ticket()
			require.Equal(t, s.hash(s.broker, broker.PackTicketDigest(bound(v))), v.Digest(brokers), v)
		}},
		{"draws", func(t *testing.T) {
			v, secret := r.ticket(), ticket.Rand(r.hash())
			v.Draws = 1 + r.Uint32N(4)
			mask := v.Draw(v.Digest(brokers), secret)
			require.Equal(t, s.hash(s.broker, broker.PackWinMask(bound(v), secret)), common.Hash(mask), v)
		}},
		{"headers", func(t *testing.T) {
			v := r.header()
			require.Equal(t, s.hash(s.court, court.PackHeaderDigest(boundHeader(v))), v.Digest(courts), v)
		}},
		{"acknowledgements", func(t *testing.T) {
			v := ticket.Ack{HeaderHash: r.hash(), TicketDigest: r.hash(), Deadline: r.u64()}
			require.Equal(t, s.hash(s.court, court.PackAckDigest(boundAck(v))), v.Digest(courts), v)
		}},
		{"receipts", func(t *testing.T) {
			v := ticket.Receipt{HeaderHash: r.hash(), RenditionsRoot: r.hash(), Mode: ticket.Mode(r.u32()), CompletedAt: r.u64()}
			require.Equal(t, s.hash(s.court, court.PackReceiptDigest(boundReceipt(v))), v.Digest(courts), v)
		}},
		{"leaves", func(t *testing.T) {
			v := r.leaf()
			require.Equal(t, s.hash(s.probe, probe.PackLeafHash(boundLeaf(v))), v.Hash(), v)
		}},
		{"profiles", func(t *testing.T) {
			profiles := make([]ticket.Profile, r.IntN(5))
			bounds := make([]IFaultCourtProfile, len(profiles))
			for i := range profiles {
				p := ticket.Profile{ID: r.u32(), Codec: uint8(r.u32()), Width: r.u32(), Height: r.u32()}
				profiles[i], bounds[i] = p, IFaultCourtProfile{Id: p.ID, Codec: p.Codec, Width: p.Width, Height: p.Height}
			}
			require.Equal(t, s.hash(s.probe, probe.PackProfilesHash(bounds)), ticket.ProfilesHash(profiles), profiles)
		}},
		{"Merkle proofs", func(t *testing.T) {
			tree := make(ticket.Tree, 1+r.IntN(40))
			for i := range tree {
				tree[i] = r.hash()
			}
			index, count := uint64(r.IntN(len(tree))), uint64(len(tree))
			leaf, proof, root := tree[index], tree.Proof(int(index)), tree.Root()
			if r.IntN(2) == 0 { // spoil something; by chance it may still be right
				switch r.IntN(5) {
				case 0:
					leaf = r.hash()
				case 1:
					index = uint64(r.IntN(len(tree) + 1))
				case 2:
					count = uint64(r.IntN(2 * len(tree)))
				case 3:
					proof = append(proof, r.hash())
				case 4:
					root = r.hash()
				}
			}
			proofs := make([][32]byte, len(proof))
			for i, p := range proof {
				proofs[i] = p
			}
			ok, err := probe.UnpackVerify(s.call(s.probe, probe.PackVerify(leaf, new(big.Int).SetUint64(index), new(big.Int).SetUint64(count), proofs, root)))
			require.NoError(t, err)
			require.Equal(t, ok, ticket.Verify(leaf, index, count, proof, root), fmt.Sprint(index, count, len(tree)))
		}},
	} {
		t.Run(kind.name, func(t *testing.T) {
			for range n {
				kind.check(t)
			}
		})
	}
}

// TestGoAndEVMDrawAlike compares pkg/selection with the contract's own draw.
func TestGoAndEVMDrawAlike(t *testing.T) {
	s := deploy(t, today)
	staking := bindings.NewStaking()
	r := source{rand.New(rand.NewPCG(2026, 12))}
	for i := range 20 {
		s.fund(key(1+i), ether(100_000))
		s.must(key(1+i), s.staking, staking.PackRegister(ether(100+int64(r.IntN(1000)*i)), 0, 0))
	}
	s.must(s.owner, s.staking, staking.PackInitRound())
	snapshot, err := staking.UnpackSnapshotOf(s.call(s.staking, staking.PackSnapshotOf(1)))
	require.NoError(t, err)
	var stakes []selection.Stake
	previous := new(big.Int)
	for _, slot := range snapshot.Slots {
		sum := new(big.Int).Rsh(slot, 160)
		weight, overflow := uint256.FromBig(new(big.Int).Sub(sum, previous))
		require.False(t, overflow)
		stakes = append(stakes, selection.Stake{Orchestrator: common.BigToAddress(slot), Weight: weight})
		previous = sum
	}
	for range vectors(t) {
		seed, k := r.hash(), r.IntN(25)
		want, err := selection.Draw(seed, stakes, k)
		require.NoError(t, err)
		got, err := staking.UnpackDraw(s.call(s.staking, staking.PackDraw(1, seed, big.NewInt(int64(k)))))
		require.NoError(t, err)
		require.Equal(t, want, got, seed)
	}
}
