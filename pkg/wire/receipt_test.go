package wire_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

func someReceipt() wire.Receipt {
	return wire.Receipt{
		Segment: 7, Mode: ticket.ModeDeterministic, CompletedAt: 1_800_000_000_000, Signature: make([]byte, identity.SignatureSize),
		Leaves: []ticket.Leaf{
			{ProfileID: 0, ChunkRoot: common.Hash{1}, Size: 2, Pixels: 3, Frames: 4, PTSStart: 5, PTSDuration: 6},
			{ProfileID: 1, ChunkRoot: common.Hash{7}},
		},
	}
}

func TestHeadersAndReceipts(t *testing.T) {
	id := common.Hash{1, 2}
	back, err := wire.ParseReceiptTerms(wire.NewReceiptTerms(id).GetReceiptTerms())
	require.NoError(t, err)
	require.Equal(t, id, back)
	_, err = wire.ParseReceiptTerms(nil)
	require.ErrorIs(t, err, wire.ErrInvalid)

	h := wire.Header{Segment: 7, Round: 8, Deadline: 9, Signature: make([]byte, identity.SignatureSize)}
	parsed, err := wire.ParseHeader(h.Request().GetHeader())
	require.NoError(t, err)
	require.Equal(t, h, parsed)

	for _, a := range []wire.HeaderAck{
		{Segment: 7, Deadline: 9, Signature: make([]byte, identity.SignatureSize)},
		{Segment: 7, TicketDigest: common.Hash{3}, Deadline: 9, Signature: make([]byte, identity.SignatureSize)},
	} {
		parsed, err := wire.ParseHeaderAck(a.Response().GetHeaderAck())
		require.NoError(t, err)
		require.Equal(t, a, parsed)
	}

	r, err := wire.ParseReceipt(someReceipt().Response().GetReceipt(), 2)
	require.NoError(t, err)
	require.Equal(t, someReceipt(), r)
}

func TestHeadersAndReceiptsOutOfBounds(t *testing.T) {
	for name, change := range map[string]func(h *millracev1.Header, a *millracev1.HeaderAck, r *millracev1.Receipt){
		"no signature": func(h *millracev1.Header, a *millracev1.HeaderAck, r *millracev1.Receipt) {
			h.Signature, a.Signature, r.Signature = nil, nil, nil
		},
		"a segment that there cannot be": func(h *millracev1.Header, a *millracev1.HeaderAck, r *millracev1.Receipt) {
			h.Segment, a.Segment, r.Segment = 1<<60, 1<<60, 1<<60
		},
		"a time that there cannot be": func(h *millracev1.Header, a *millracev1.HeaderAck, r *millracev1.Receipt) {
			h.Deadline, a.Deadline, r.CompletedAt = 1<<60, 1<<60, 1<<60
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := wire.Header{Signature: make([]byte, identity.SignatureSize)}.Request().GetHeader()
			a := wire.HeaderAck{Signature: make([]byte, identity.SignatureSize)}.Response().GetHeaderAck()
			r := someReceipt().Response().GetReceipt()
			change(h, a, r)
			_, err := wire.ParseHeader(h)
			require.ErrorIs(t, err, wire.ErrInvalid)
			_, err = wire.ParseHeaderAck(a)
			require.ErrorIs(t, err, wire.ErrInvalid)
			_, err = wire.ParseReceipt(r, 2)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
	for name, change := range map[string]func(r *millracev1.Receipt){
		"a rendition too few": func(r *millracev1.Receipt) { r.Leaves = r.GetLeaves()[1:] },
		"no rendition":        func(r *millracev1.Receipt) { r.Leaves[0] = nil },
		"a mode of no name":   func(r *millracev1.Receipt) { r.Mode = 3 },
		"a short root":        func(r *millracev1.Receipt) { r.Leaves[1].ChunkRoot = make([]byte, 31) },
	} {
		t.Run(name, func(t *testing.T) {
			m := someReceipt().Response().GetReceipt()
			change(m)
			_, err := wire.ParseReceipt(m, 2)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
	_, err := wire.ParseHeaderAck(&millracev1.HeaderAck{Signature: make([]byte, identity.SignatureSize), TicketDigest: make([]byte, 31)})
	require.ErrorIs(t, err, wire.ErrInvalid)
}

// FuzzReceipt: a receipt that is taken means the same when sent on, and so do acknowledgement and header of the same bytes.
func FuzzReceipt(f *testing.F) {
	for _, m := range []proto.Message{
		someReceipt().Response().GetReceipt(),
		wire.HeaderAck{Segment: 7, TicketDigest: common.Hash{3}, Deadline: 9, Signature: make([]byte, identity.SignatureSize)}.Response().GetHeaderAck(),
		wire.Header{Segment: 7, Round: 8, Deadline: 9, Signature: make([]byte, identity.SignatureSize)}.Request().GetHeader(),
	} {
		b, err := proto.Marshal(m)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var r millracev1.Receipt
		if proto.Unmarshal(data, &r) == nil {
			if parsed, err := wire.ParseReceipt(&r, 2); err == nil {
				again, err := wire.ParseReceipt(parsed.Response().GetReceipt(), 2)
				require.NoError(t, err)
				require.Equal(t, parsed, again)
			} else {
				require.ErrorIs(t, err, wire.ErrInvalid)
			}
		}
		var a millracev1.HeaderAck
		if proto.Unmarshal(data, &a) == nil {
			if parsed, err := wire.ParseHeaderAck(&a); err == nil {
				again, err := wire.ParseHeaderAck(parsed.Response().GetHeaderAck())
				require.NoError(t, err)
				require.Equal(t, parsed, again)
			}
		}
		var h millracev1.Header
		if proto.Unmarshal(data, &h) == nil {
			if parsed, err := wire.ParseHeader(&h); err == nil {
				again, err := wire.ParseHeader(parsed.Request().GetHeader())
				require.NoError(t, err)
				require.Equal(t, parsed, again)
			}
		}
	})
}
