package ticket_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/ticket"
)

var update = flag.Bool("update", false, "write testdata/ticket/vectors.json anew")

const vectorFile = "../../testdata/ticket/vectors.json"

// vectors is what both languages are held to. Lists run in parallel: vector i of a kind is entry i of its lists. Encodings
// are the ABI's, made by go-ethereum, so that Solidity can read them without knowing field names.
type vectors struct {
	ChainID  uint64         `json:"chain_id"`
	Broker   common.Address `json:"broker"`
	Court    common.Address `json:"court"`
	Tickets  drawn          `json:"tickets"`
	Headers  digested       `json:"headers"`
	Acks     digested       `json:"acks"`
	Receipts digested       `json:"receipts"`
	Tree     tree           `json:"tree"`
}

type digested struct {
	Encoded []hexutil.Bytes `json:"encoded"`
	Digests []common.Hash   `json:"digests"`
}

type drawn struct {
	digested
	Rands []common.Hash `json:"rands"`
	Masks []common.Hash `json:"masks"`
}

// tree has the roots of its first 1, 2, ... leaves, and a proof of each leaf in each of those by the name "size_index".
type tree struct {
	Leaves []common.Hash            `json:"leaves"`
	Roots  []common.Hash            `json:"roots"`
	Proofs map[string][]common.Hash `json:"proofs"`
}

func (d *digested) add(packed []byte, digest common.Hash) {
	d.Encoded = append(d.Encoded, packed[4:]) // without the function's selector
	d.Digests = append(d.Digests, digest)
}

// makeVectors makes the same vectors every time.
func makeVectors() vectors {
	r := rand.New(rand.NewPCG(1, 2))
	hash := func() (h common.Hash) {
		for i := range h {
			h[i] = byte(r.Uint32())
		}
		return h
	}
	address := func() common.Address { return common.BytesToAddress(hash().Bytes()) }
	v := vectors{ChainID: 1337, Broker: address(), Court: address()}
	brokers, courts := ticket.Domain{ChainID: v.ChainID, Contract: v.Broker}, ticket.Domain{ChainID: v.ChainID, Contract: v.Court}
	broker, court := bindings.NewTicketBroker(), bindings.NewFaultCourt()
	for range 8 {
		t := ticket.Ticket{
			Recipient: address(), Sender: address(), FaceValue: ticket.Amount(hash().Bytes()[:16]), Round: r.Uint64(),
			Draws: 1 + r.Uint32N(256), WinProb: ticket.WinProb(hash()), RandHash: hash(), Salt: hash(), Nonce: r.Uint64(), Lane: r.Uint32(),
		}
		secret := hash()
		digest := t.Digest(brokers)
		v.Tickets.add(broker.PackTicketDigest(bindings.ITicketBrokerTicket{
			Recipient: t.Recipient, Sender: t.Sender, FaceValue: t.FaceValue.Big(), Round: t.Round, Draws: t.Draws,
			WinProb: t.WinProb.Big(), RrHash: t.RandHash, Salt: t.Salt, Nonce: t.Nonce, Lane: t.Lane,
		}), digest)
		v.Tickets.Rands = append(v.Tickets.Rands, secret)
		v.Tickets.Masks = append(v.Tickets.Masks, common.Hash(t.Draw(digest, ticket.Rand(secret))))

		h := ticket.Header{
			Orchestrator: address(), Broadcaster: address(), Round: r.Uint64(), StreamID: hash(), Seq: r.Uint64(), Attempt: r.Uint32(),
			SrcRoot: hash(), SrcBytes: r.Uint64(), SrcFrames: r.Uint32(), Width: r.Uint32(), Height: r.Uint32(), PTSStart: r.Uint64(),
			Timescale: r.Uint32(), ProfilesHash: hash(), RefRoot: hash(), Price: r.Uint64(), Deadline: r.Uint64(),
		}
		v.Headers.add(court.PackHeaderDigest(bindings.IFaultCourtHeader{
			Orchestrator: h.Orchestrator, Broadcaster: h.Broadcaster, Round: h.Round, StreamId: h.StreamID, Seq: h.Seq, Attempt: h.Attempt,
			SrcRoot: h.SrcRoot, SrcBytes: h.SrcBytes, SrcFrames: h.SrcFrames, Width: h.Width, Height: h.Height, PtsStart: h.PTSStart,
			Timescale: h.Timescale, ProfilesHash: h.ProfilesHash, RefRoot: h.RefRoot, Price: h.Price, Deadline: h.Deadline,
		}), h.Digest(courts))

		a := ticket.Ack{HeaderHash: hash(), TicketDigest: hash(), Deadline: r.Uint64()}
		v.Acks.add(court.PackAckDigest(bindings.IFaultCourtAck{HeaderHash: a.HeaderHash, TicketDigest: a.TicketDigest, Deadline: a.Deadline}), a.Digest(courts))
		c := ticket.Receipt{HeaderHash: hash(), RenditionsRoot: hash(), Mode: ticket.Mode(r.Uint32N(3)), CompletedAt: r.Uint64()}
		v.Receipts.add(court.PackReceiptDigest(bindings.IFaultCourtReceipt{
			HeaderHash: c.HeaderHash, RenditionsRoot: c.RenditionsRoot, Mode: uint8(c.Mode), CompletedAt: c.CompletedAt,
		}), c.Digest(courts))
	}
	v.Tree.Proofs = map[string][]common.Hash{}
	var leaves ticket.Tree
	for size := 1; size <= 9; size++ {
		leaves = append(leaves, ticket.LeafHash([]byte{byte(size)}))
		v.Tree.Roots = append(v.Tree.Roots, leaves.Root())
		for i := range leaves {
			if size > 1 { // of one leaf nothing needs proof
				v.Tree.Proofs[fmt.Sprintf("%d_%d", size, i)] = leaves.Proof(i)
			}
		}
	}
	v.Tree.Leaves = leaves
	return v
}

// TestVectors holds this package to the committed vectors; contracts/test/Vectors.t.sol holds the contracts to the same.
func TestVectors(t *testing.T) {
	got, err := json.MarshalIndent(makeVectors(), "", "  ")
	require.NoError(t, err)
	got = append(got, '\n')
	if *update {
		require.NoError(t, os.WriteFile(vectorFile, got, 0o644))
	}
	want, err := os.ReadFile(vectorFile)
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}
