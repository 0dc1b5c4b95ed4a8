package dispatch

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

// measures is a Market that notes what it is told.
type measures struct {
	Market
	latencies []time.Duration
}

func (m *measures) Measure(_ Candidate, latency time.Duration) {
	m.latencies = append(m.latencies, latency)
}

// The last frames of a part with B-frames cannot be told before the next part has come: the wait for it is not the orchestrator's.
func TestReorderedPartsAreMeasuredFromTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &measures{}
		start := time.Now()
		s := &session{d: &Dispatcher{market: m}, replay: 7, sent: []time.Time{start.Add(1), start.Add(500 * time.Millisecond)}, steady: start}
		<-time.After(600 * time.Millisecond)
		s.measure(7, false)
		s.measure(7, true)
		s.measure(8, true) // of the stream's last part there is no next
		require.Equal(t, []time.Duration{600*time.Millisecond - 1, 100 * time.Millisecond, 100 * time.Millisecond}, m.latencies)
	})
}

// A quote is taken only from the orchestrator that was asked, for this broadcaster and this ladder, in time, and signed by the
// operator that the chain knows.
func TestQuotesAreChecked(t *testing.T) {
	keyOf := func(b byte) identity.Signer {
		key, err := crypto.ToECDSA(bytes.Repeat([]byte{b}, 32))
		require.NoError(t, err)
		return identity.KeySigner(key)
	}
	operator, stranger, self := keyOf(1), keyOf(2), keyOf(3)
	now := time.Unix(1_800_000_000, 0)
	ladder := media.Ladder{{Name: "360p", Width: 640, Height: 360, Bitrate: 700_000}}
	p := &peer{
		market:  &NetworkMarket{signer: self, broker: ticket.Domain{ChainID: 1337, Contract: common.Address{3}}},
		address: common.Address{1}, job: Job{Ladder: ladder}, service: chain.Service{Operator: operator.Address()},
	}
	for name, tt := range map[string]struct {
		change func(*ticket.Quote)
		signer identity.Signer
		want   string // empty: it is taken
	}{
		"as it should be":       {func(*ticket.Quote) {}, operator, ""},
		"a clock that is ahead": {func(q *ticket.Quote) { q.Expiry += 3600 }, operator, ""},
		"another orchestrator":  {func(q *ticket.Quote) { q.Orchestrator[0]++ }, operator, "it is of"},
		"another broadcaster":   {func(q *ticket.Quote) { q.Broadcaster[0]++ }, operator, "it is for"},
		"another ladder":        {func(q *ticket.Quote) { q.ProfilesHash[0]++ }, operator, "another ladder"},
		"an old one":            {func(q *ticket.Quote) { q.Expiry -= 200 }, operator, "it expired"},
		"one for ever":          {func(q *ticket.Quote) { q.Expiry = 1<<64 - 1 }, operator, "it expires in"},
		"somebody else's":       {func(*ticket.Quote) {}, stranger, "not by the operator"},
	} {
		t.Run(name, func(t *testing.T) {
			q := ticket.Quote{
				Orchestrator: p.address, Broadcaster: self.Address(), ProfilesHash: wire.ProfilesHash(ladder), Price: 5, Capacity: 6,
				Expiry: uint64(now.Add(time.Minute).Unix()),
			}
			tt.change(&q)
			signed, err := wire.SignQuote(q, p.market.broker, tt.signer)
			require.NoError(t, err)
			err = p.check(signed, now)
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, wire.ErrInvalid)
			require.ErrorContains(t, err, tt.want)
		})
	}
}
