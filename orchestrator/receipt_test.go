package orchestrator_test

import (
	"log/slog"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

var court = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 9}}

// signing starts an orchestrator that keeps what it signs, with a transcoder that echoes one session, which is opened.
func signing(t *testing.T, receipts bool) (*node, *wire.RequestStream, identity.Signer, *evidence.Memory, *evidence.Keeper) {
	t.Helper()
	store := evidence.NewMemory()
	keeper := evidence.NewKeeper(evidence.KeeperConfig{}, store, nil, slog.New(slog.DiscardHandler))
	t.Cleanup(keeper.Close)
	n := startWith(t, orchestrator.Config{Court: court}, orchestrator.Deps{Signer: newSigner(t), Evidence: keeper})
	tc := n.attach("gpu-1", 8*hd)
	broadcaster := newSigner(t)
	o := open("s")
	o.Receipts = receipts
	s := n.session(n.as(broadcaster), o)
	w := tc.accept()
	done := make(chan struct{})
	go func() { defer close(done); _ = serveEcho(w) }()
	t.Cleanup(func() { s.Abort(wire.ErrClosed); <-done })
	return n, s, broadcaster, store, keeper
}

func TestSessionWithReceipts(t *testing.T) {
	n, s, broadcaster, store, keeper := signing(t, true)
	tally := evidence.NewTally(open("s"))
	terms := evidence.Terms{Orchestrator: n.signer.Address(), Broadcaster: broadcaster.Address()}
	var headers []ticket.Header
	acks, receipts := 0, 0
	m, err := s.Receive()
	require.NoError(t, err)
	terms.StreamID, err = wire.ParseReceiptTerms(m.GetReceiptTerms())
	require.NoError(t, err)
	for segment := range 3 {
		for i := range 4 {
			p := part(4*segment+i, []byte{byte(segment), byte(i)})
			require.NoError(t, s.Send(wire.NewSourcePart(p)))
			for _, seq := range tally.Sent(p) {
				h := tally.Header(seq, terms, 1, 1)
				signature, err := broadcaster.SignHash(h.Digest(court))
				require.NoError(t, err)
				require.NoError(t, s.Send(wire.Header{Segment: seq, Round: 1, Deadline: 1, Signature: signature}.Request()))
				headers = append(headers, h)
			}
		}
	}
	require.NoError(t, s.Send(wire.NewFinish()))
	for {
		m, err := s.Receive()
		require.NoError(t, err)
		require.Nil(t, m.GetFailure())
		if m.GetHeaderAck() != nil {
			acks++
		}
		if p := m.GetPart(); p != nil {
			_, part, _, err := wire.ParseRenditionPart(p, 1)
			require.NoError(t, err)
			tally.Delivered(0, part)
		}
		if m.GetReceipt() != nil {
			r, err := wire.ParseReceipt(m.GetReceipt(), 1)
			require.NoError(t, err)
			require.Equal(t, tally.Leaves(r.Segment), r.Leaves)
			receipts++
		}
		if m.GetFinished() != nil {
			break
		}
	}
	require.Equal(t, []int{3, 3}, []int{acks, receipts})
	n.requireIdle()
	keeper.Close()
	for _, h := range headers {
		r, err := store.Get(t.Context(), h.Digest(court))
		require.NoError(t, err)
		require.Len(t, r.Receipts, 1)
	}
}

func TestAHeaderThatIsWrongEndsTheSession(t *testing.T) {
	for name, receipts := range map[string]bool{"with a bad signature": true, "that nobody asked for": false} {
		t.Run(name, func(t *testing.T) {
			n, s, _, _, _ := signing(t, receipts)
			for i := range 4 {
				require.NoError(t, s.Send(wire.NewSourcePart(part(i, []byte{1}))))
			}
			require.NoError(t, s.Send(wire.Header{Segment: 0, Signature: make([]byte, identity.SignatureSize)}.Request()))
			require.ErrorIs(t, receiveFailure(t, s), wire.ErrInvalid)
			n.requireIdle()
		})
	}
}
