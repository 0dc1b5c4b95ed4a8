package dispatch_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"connectrpc.com/connect"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/dispatch"
	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/pkg/wire/millracev1/millracev1connect"
)

var broker = ticket.Domain{ChainID: 1337, Contract: common.Address{3}}

func newSigner(t *testing.T) identity.Signer {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return identity.KeySigner(key)
}

// seller is an orchestrator that quotes, over loopback. It is a Candidate too, for what is reported of it.
type seller struct {
	dispatch.Candidate
	millracev1connect.UnimplementedOrchestratorServiceHandler
	address     common.Address
	broadcaster common.Address
	operator    identity.Signer
	uri         string
	delay       atomic.Int64 // of connections, in nanoseconds

	mu    sync.Mutex // guards what follows
	price uint64
	full  bool
}

func (s *seller) Address() common.Address { return s.address }

func (s *seller) asks(price uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.price = price
}

func (s *seller) Quote(_ context.Context, req *connect.Request[millracev1.QuoteRequest]) (*connect.Response[millracev1.QuoteResponse], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full {
		return nil, wire.StatusError(wire.Detailf(wire.ErrBusy, "full"))
	}
	_, _, wanted, err := wire.ParseQuoteRequest(req.Msg)
	if err != nil {
		return nil, wire.StatusError(err)
	}
	q, err := wire.SignQuote(ticket.Quote{
		Orchestrator: s.address, Broadcaster: s.broadcaster, ProfilesHash: wire.ProfilesHash(wanted), Price: s.price, Capacity: 1 << 40,
		Expiry: uint64(time.Now().Add(time.Minute).Unix()),
	}, broker, s.operator)
	if err != nil {
		return nil, wire.StatusError(err)
	}
	return connect.NewResponse(&millracev1.QuoteResponse{Quote: q.Message()}), nil
}

// sellers starts an orchestrator for each price; their stakes fall steeply, so the first is nearly always drawn first.
func sellers(t *testing.T, broadcaster common.Address, prices ...uint64) ([]*seller, chain.View) {
	t.Helper()
	view := chain.View{Snapshot: selection.Snapshot{ChainID: broker.ChainID, Round: 1, Seed: common.Hash{1}}, Services: map[common.Address]chain.Service{}}
	var all []*seller
	weight := uint256.NewInt(1)
	weight.Lsh(weight, 200)
	for i, price := range prices {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		s := &seller{address: common.Address{byte(i + 1)}, broadcaster: broadcaster, operator: newSigner(t), uri: "https://" + listener.Addr().String(), price: price}
		renewer, err := identity.NewRenewer(identity.RenewerConfig{Signer: s.operator, URI: s.uri})
		require.NoError(t, err)
		config, err := identity.ServerTLS(identity.ServerConfig{Renewer: renewer})
		require.NoError(t, err)
		mux := http.NewServeMux()
		mux.Handle(millracev1connect.NewOrchestratorServiceHandler(s, wire.HandlerOptions()...))
		server := wire.NewServer(mux, config, slog.New(slog.DiscardHandler))
		go func() { _ = server.ServeTLS(&far{Listener: listener, delay: &s.delay}, "", "") }()
		t.Cleanup(func() { server.Close() })
		view.Snapshot.Stakes = append(view.Snapshot.Stakes, selection.Stake{Orchestrator: s.address, Weight: weight.Clone()})
		view.Services[s.address] = chain.Service{URI: s.uri, Operator: s.operator.Address()}
		all = append(all, s)
		weight.Rsh(weight, 40)
	}
	return all, view
}

// offered is a NetworkMarket's candidate.
type offered interface {
	dispatch.Candidate
	Clearing() uint64
	Record() json.RawMessage
}

// far is a listener to which connecting takes that long.
type far struct {
	net.Listener
	delay *atomic.Int64
}

func (f *far) Accept() (net.Conn, error) {
	conn, err := f.Listener.Accept()
	<-time.After(time.Duration(f.delay.Load()))
	return conn, err
}

// TestConnectingIsNotLatency: what a quote's latency counts begins when the connection stands.
func TestConnectingIsNotLatency(t *testing.T) {
	me := newSigner(t)
	all, view := sellers(t, me.Address(), 300)
	all[0].delay.Store(int64(300 * time.Millisecond))
	m := newMarket(t, me, view)
	began := time.Now()
	_, err := m.Draw(t.Context(), videoJob, 0)
	took := time.Since(began)
	require.NoError(t, err)
	record, err := selection.ParseRecord(m.Records()[0])
	require.NoError(t, err)
	latency := time.Duration(record.Quotes[0].LatencyMicros) * time.Microsecond
	require.Positive(t, latency)
	require.Less(t, latency, took-300*time.Millisecond)
}

var videoJob = dispatch.Job{Stream: "s", Source: source, Ladder: ladder}

// TestNetworkMarket draws among orchestrators that answer over TLS.
func TestNetworkMarket(t *testing.T) {
	for name, tt := range map[string]struct {
		prices []uint64
		before func(all []*seller, m *dispatch.NetworkMarket)
		want   []int    // in which order they are candidates
		agreed []uint64 // with them, per terapixel
	}{
		"the second-best price":   {[]uint64{500, 300, 400}, nil, []int{1, 0, 2}, []uint64{400, 500, 400}},
		"equals: the first drawn": {[]uint64{300, 300, 300}, nil, []int{0, 1, 2}, []uint64{300, 300, 300}},
		"nobody beside it":        {[]uint64{300}, nil, []int{0}, []uint64{1000}},
		"the others are too dear": {[]uint64{2000, 300, 1001}, nil, []int{1}, []uint64{1000}},
		"for nothing":             {[]uint64{0, 0}, nil, []int{0, 1}, []uint64{0, 0}},
		"one is full": {[]uint64{500, 300, 400}, func(all []*seller, _ *dispatch.NetworkMarket) {
			all[1].full = true
		}, []int{2, 0}, []uint64{500, 500}},
		"one signs with a key that the chain does not know": {[]uint64{500, 300, 400}, func(all []*seller, _ *dispatch.NetworkMarket) {
			all[1].operator = newSigner(t)
		}, []int{2, 0}, []uint64{500, 500}},
		"one was late of late": {[]uint64{500, 300, 400}, func(all []*seller, m *dispatch.NetworkMarket) {
			for range 8 {
				m.Measure(all[1], 2*time.Second)
			}
		}, []int{2, 0, 1}, []uint64{500, 500, 300}}, // performs at 60 %
		"one is suspended": {[]uint64{500, 300, 400}, func(all []*seller, m *dispatch.NetworkMarket) {
			m.Report(all[1], errGone)
		}, []int{2, 0}, []uint64{500, 500}},
		"one performs too badly": {[]uint64{500, 300, 400}, func(all []*seller, m *dispatch.NetworkMarket) {
			for range 50 {
				m.Measure(all[1], 2*time.Second)
			}
		}, []int{2, 0}, []uint64{500, 500}},
		"all are suspended: a doubtful one is better than none": {[]uint64{500, 300}, func(all []*seller, m *dispatch.NetworkMarket) {
			m.Report(all[0], verify.ErrMalformed) // three faults: 60 %
			m.Report(all[1], errGone)             // 80 %
		}, []int{1, 0}, []uint64{667, 500}},
		"being full is no fault": {[]uint64{300, 300}, func(all []*seller, m *dispatch.NetworkMarket) {
			m.Report(all[0], wire.ErrBusy)
			m.Report(all[0], dispatch.ErrUndecodable)
			m.Report(all[0], nil)
		}, []int{0, 1}, []uint64{300, 300}},
	} {
		t.Run(name, func(t *testing.T) {
			me := newSigner(t)
			all, view := sellers(t, me.Address(), tt.prices...)
			m := newMarket(t, me, view)
			if tt.before != nil {
				tt.before(all, m)
			}
			drawn, err := m.Draw(t.Context(), videoJob, 0)
			require.NoError(t, err)
			require.Len(t, drawn, len(tt.want))
			record, err := selection.ParseRecord(m.Records()[0])
			require.NoError(t, err)
			require.NoError(t, selection.Verify(record))
			require.Equal(t, drawn[0].Address(), *record.Chosen)
			require.Equal(t, tt.agreed[0], record.Price)
			for i, c := range drawn {
				require.Equal(t, all[tt.want[i]].address, c.Address(), "place %d", i)
				require.Equal(t, tt.agreed[i], c.(offered).Clearing(), "place %d", i)
				require.Equal(t, m.Records()[0], c.(offered).Record())
				require.NoError(t, c.Warm(t.Context()))
			}
		})
	}
}

// TestMaximumInDollars: a maximum in dollars is what it is worth when the auction is held; while nobody can say what that is, only those
// who work for free are taken.
func TestMaximumInDollars(t *testing.T) {
	me := newSigner(t)
	all, view := sellers(t, me.Address(), 300, 600, 0)
	away, worth := error(nil), uint64(2) // of 1000
	m := newMarketAt(t, me, view, func(dollars uint64) (uint64, error) { return dollars / worth, away })
	draw := func(attempt int) (addresses []common.Address, most uint64) {
		t.Helper()
		drawn, err := m.Draw(t.Context(), videoJob, attempt)
		require.NoError(t, err)
		record, err := selection.ParseRecord(m.Records()[0])
		require.NoError(t, err)
		for _, c := range drawn {
			addresses = append(addresses, c.Address())
		}
		return addresses, record.Policy.MaxPrice
	}
	drawn, most := draw(0)
	require.Equal(t, uint64(500), most)
	require.Equal(t, []common.Address{all[2].address, all[0].address}, drawn)
	worth = 1
	drawn, most = draw(1)
	require.Equal(t, uint64(1000), most)
	require.Len(t, drawn, 3)
	away = errors.New("the feed is away")
	drawn, most = draw(2)
	require.Zero(t, most)
	require.Equal(t, []common.Address{all[2].address}, drawn)
	seen, _ := m.Seen(all[0].address)
	require.Contains(t, seen.Problem, "nothing can be paid: the feed is away")
}

// TestStandbysKeepTheirWord: who asks for more than was agreed, or failed elsewhere since, is let go.
func TestStandbysKeepTheirWord(t *testing.T) {
	me := newSigner(t)
	all, view := sellers(t, me.Address(), 300, 400, 500)
	m := newMarket(t, me, view)
	drawn, err := m.Draw(t.Context(), videoJob, 0)
	require.NoError(t, err)
	require.Len(t, drawn, 3)

	all[0].asks(400)
	require.NoError(t, drawn[0].Warm(t.Context()), "it is to be paid 400")
	all[0].asks(401)
	require.ErrorContains(t, drawn[0].Warm(t.Context()), "asks 401 per terapixel now, 400 was agreed")
	all[1].asks(401)
	require.ErrorContains(t, drawn[1].Warm(t.Context()), "asks 401 per terapixel now, 400 was agreed")
	all[1].asks(1)
	require.NoError(t, drawn[1].Warm(t.Context()))
	require.EqualValues(t, 400, drawn[1].(offered).Clearing())

	m.Report(drawn[2], errGone)
	require.ErrorContains(t, drawn[2].Warm(t.Context()), "suspended")
	seen, why := m.Seen(drawn[2].Address())
	require.Contains(t, why, errGone.Error())
	require.Equal(t, 80, seen.Score.Performance)
}

func newMarket(t *testing.T, me identity.Signer, view chain.View) *dispatch.NetworkMarket {
	t.Helper()
	return newMarketAt(t, me, view, nil)
}

// newMarketAt is newMarket with a maximum of 1000 of what units makes units of.
func newMarketAt(t *testing.T, me identity.Signer, view chain.View, units func(uint64) (uint64, error)) *dispatch.NetworkMarket {
	t.Helper()
	m, err := dispatch.NewNetworkMarket(dispatch.NetworkConfig{
		MaxPrice: 1000, LatencyPenalty: -1, QuoteWindow: time.Minute, QuoteGrace: time.Minute, QuoteTimeout: time.Minute, // the machine may be slow
	}, dispatch.NetworkDeps{
		View: func() (chain.View, error) { return view, nil }, Signer: me, Broker: broker, Units: units,
		Payer: payer.New(payer.Config{}, payer.Deps{Signer: me, Broker: broker}), Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	require.NoError(t, err)
	return m
}
