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

// paid is a payment under the quote of quoted.
func paid(t testing.TB) (ticket.Ticket, *millracev1.Payment) {
	t.Helper()
	q, _ := quoted(t)
	tk := wire.Payment{RandHash: q.RandHash, Draws: 3, Salt: common.Hash{4}, Nonce: q.Nonce + 5}.Ticket(q.Quote)
	return tk, wire.NewPayment(tk, make([]byte, identity.SignatureSize)).GetPayment()
}

func TestPayments(t *testing.T) {
	tk, m := paid(t)
	p, err := wire.ParsePayment(m)
	require.NoError(t, err)
	q, _ := quoted(t)
	require.Equal(t, tk, p.Ticket(q.Quote))

	for name, change := range map[string]func(*millracev1.Payment){
		"no rand hash":      func(m *millracev1.Payment) { m.RandHash = nil },
		"a long salt":       func(m *millracev1.Payment) { m.Salt = make([]byte, 33) },
		"no draws":          func(m *millracev1.Payment) { m.Draws = 0 },
		"too many draws":    func(m *millracev1.Payment) { m.Draws = ticket.MaxDraws + 1 },
		"a short signature": func(m *millracev1.Payment) { m.Signature = m.GetSignature()[1:] },
	} {
		t.Run(name, func(t *testing.T) {
			_, m := paid(t)
			change(m)
			_, err := wire.ParsePayment(m)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
	_, err = wire.ParsePayment(nil)
	require.ErrorIs(t, err, wire.ErrInvalid)
}

// FuzzPayment: a payment that is taken is worth what its draws are, and means the same when sent on.
func FuzzPayment(f *testing.F) {
	_, m := paid(f)
	b, err := proto.Marshal(m)
	require.NoError(f, err)
	f.Add(b)
	q, _ := quoted(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		var m millracev1.Payment
		if proto.Unmarshal(data, &m) != nil {
			return
		}
		p, err := wire.ParsePayment(&m)
		if err != nil {
			require.ErrorIs(t, err, wire.ErrInvalid)
			return
		}
		tk := p.Ticket(q.Quote)
		require.True(t, tk.Draws >= 1 && tk.Draws <= ticket.MaxDraws)
		again, err := wire.ParsePayment(wire.NewPayment(tk, p.Signature).GetPayment())
		require.NoError(t, err)
		again.RandHash = p.RandHash
		require.Equal(t, p, again)
	})
}
