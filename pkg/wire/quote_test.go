package wire_test

import (
	"bytes"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var broker = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 7}}

func quoted(t testing.TB) (wire.SignedQuote, common.Address) {
	t.Helper()
	key, err := crypto.ToECDSA(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	operator := identity.KeySigner(key)
	q, err := wire.SignQuote(ticket.Quote{
		Orchestrator: common.Address{1}, Broadcaster: common.Address{2}, ProfilesHash: common.Hash{3}, Price: 4, Capacity: 5, Expiry: 6,
		FaceValue: ticket.Units(7), WinProb: ticket.WinProb{8}, RandHash: common.Hash{9}, Round: 10, Nonce: 11, Lane: 12,
	}, broker, operator)
	require.NoError(t, err)
	return q, operator.Address()
}

func TestQuotes(t *testing.T) {
	q, operator := quoted(t)
	got, err := wire.ParseQuote(q.Message())
	require.NoError(t, err)
	require.Equal(t, q, got)
	require.NoError(t, got.CheckSigner(broker, operator))

	require.ErrorIs(t, got.CheckSigner(broker, common.Address{1}), wire.ErrInvalid, "another operator")
	require.ErrorIs(t, got.CheckSigner(ticket.Domain{ChainID: 1, Contract: broker.Contract}, operator), wire.ErrInvalid, "another chain")
	require.ErrorIs(t, got.CheckSigner(ticket.Domain{ChainID: 1337}, operator), wire.ErrInvalid, "another broker")
	got.Price++
	require.ErrorIs(t, got.CheckSigner(broker, operator), wire.ErrInvalid, "another price")
	got.Signature = nil
	require.ErrorIs(t, got.CheckSigner(broker, operator), wire.ErrInvalid, "no signature")
}

func TestQuotesAreRefused(t *testing.T) {
	for name, change := range map[string]func(*millracev1.Quote){
		"no orchestrator":      func(m *millracev1.Quote) { m.Orchestrator = nil },
		"a long broadcaster":   func(m *millracev1.Quote) { m.Broadcaster = make([]byte, 21) },
		"a short hash":         func(m *millracev1.Quote) { m.ProfilesHash = make([]byte, 31) },
		"no rand hash":         func(m *millracev1.Quote) { m.RandHash = nil },
		"a long face value":    func(m *millracev1.Quote) { m.FaceValue = make([]byte, 17) },
		"an impossible value":  func(m *millracev1.Quote) { m.FaceValue = bytes.Repeat([]byte{0xff}, 16) },
		"a short probability":  func(m *millracev1.Quote) { m.WinProb = make([]byte, 31) },
		"a capacity too large": func(m *millracev1.Quote) { m.Capacity = 1 << 53 },
		"an expiry too large":  func(m *millracev1.Quote) { m.Expiry = 1 << 53 },
		"a short signature":    func(m *millracev1.Quote) { m.Signature = make([]byte, 64) },
	} {
		t.Run(name, func(t *testing.T) {
			q, _ := quoted(t)
			m := q.Message()
			change(m)
			_, err := wire.ParseQuote(m)
			require.ErrorIs(t, err, wire.ErrInvalid)
		})
	}
	_, err := wire.ParseQuote(nil)
	require.ErrorIs(t, err, wire.ErrInvalid)
}

// FuzzQuote: a quote that is taken means the same when sent on.
func FuzzQuote(f *testing.F) {
	q, operator := quoted(f)
	b, err := proto.Marshal(q.Message())
	require.NoError(f, err)
	f.Add(b)
	f.Fuzz(func(t *testing.T, data []byte) {
		var m millracev1.Quote
		if proto.Unmarshal(data, &m) != nil {
			return
		}
		got, err := wire.ParseQuote(&m)
		if err != nil {
			require.ErrorIs(t, err, wire.ErrInvalid)
			return
		}
		again, err := wire.ParseQuote(got.Message())
		require.NoError(t, err)
		require.Equal(t, got, again)
		if got.CheckSigner(broker, operator) == nil {
			require.Equal(t, q.Quote, got.Quote, "nobody else has the key")
		}
		require.GreaterOrEqual(t, got.DrawWorth().Sign(), 0)
	})
}
