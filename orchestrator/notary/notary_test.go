package notary_test

import (
	"errors"
	"log/slog"
	"math/big"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/orchestrator/notary"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var (
	court = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 9}}
	orch  = common.Address{7}
)

const price = 1_000_000

func newSigner(t testing.TB) identity.Signer {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	return identity.KeySigner(key)
}

func open() wire.Open {
	return wire.Open{
		Session: "s", Stream: "stream", Receipts: true,
		Source: media.VideoFormat{Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1}, Config: []byte{1}},
		Ladder: media.Ladder{{Name: "720p", Width: 1280, Height: 720}, {Name: "360p", Width: 640, Height: 360}},
	}
}

// part is part i of segments of two seconds.
func part(i int) media.Part {
	return media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(i / 4), Part: i % 4}, Start: media.Ticks(i) * media.Second / 2, Duration: media.Second / 2,
		Frames: 15, Independent: i%4 == 0, Last: i%4 == 3, Data: []byte{byte(i), 1, 2, 3},
	}
}

// lab is a session whose other end the test plays, on a fake clock.
type lab struct {
	t           *testing.T
	operator    identity.Signer
	broadcaster identity.Signer
	store       *evidence.Memory
	keeper      *evidence.Keeper
	metrics     *prometheus.Registry
	session     *notary.Session
	tally       *evidence.Tally // the broadcaster's
	terms       evidence.Terms

	newest ticket.Ticket
	digest common.Hash

	mu     sync.Mutex // guards what follows
	acks   []wire.HeaderAck
	gave   []wire.Receipt
	order  []string
	failed error
	mute   error // of sends
}

func run(t *testing.T, test func(*testing.T, *lab)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &lab{t: t, operator: newSigner(t), broadcaster: newSigner(t), store: evidence.NewMemory(), tally: evidence.NewTally(open())}
		log := slog.New(slog.DiscardHandler)
		l.keeper = evidence.NewKeeper(evidence.KeeperConfig{}, l.store, nil, log)
		l.metrics = prometheus.NewRegistry()
		n := notary.New(notary.Deps{
			Signer: l.operator, Orchestrator: orch, Court: court, Keeper: l.keeper, Metrics: notary.NewMetrics(l.metrics), Logger: log,
		})
		var err error
		l.session, err = n.Open(notary.Case{
			Broadcaster: l.broadcaster.Address(), Open: open(), Price: price, Send: l.send,
			Newest: func() (ticket.Ticket, common.Hash) { return l.newest, l.digest },
			Fail: func(err error) {
				l.mu.Lock()
				defer l.mu.Unlock()
				l.failed = err
			},
		})
		require.NoError(t, err)
		test(t, l)
		l.close()
		l.keeper.Close()
	})
}

func (l *lab) close() {
	if l.session != nil {
		l.session.Close()
		l.session = nil
	}
}

// send is what the orchestrator sends.
func (l *lab) send(m *millracev1.TranscodeResponse) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.mute != nil {
		return l.mute
	}
	switch {
	case m.GetReceiptTerms() != nil:
		id, err := wire.ParseReceiptTerms(m.GetReceiptTerms())
		require.NoError(l.t, err)
		l.terms = evidence.Terms{Orchestrator: orch, Broadcaster: l.broadcaster.Address(), StreamID: id, Price: price}
	case m.GetHeaderAck() != nil:
		a, err := wire.ParseHeaderAck(m.GetHeaderAck())
		require.NoError(l.t, err)
		l.acks, l.order = append(l.acks, a), append(l.order, "ack")
	case m.GetReceipt() != nil:
		r, err := wire.ParseReceipt(m.GetReceipt(), len(open().Ladder))
		require.NoError(l.t, err)
		l.gave, l.order = append(l.gave, r), append(l.order, "receipt")
	case m.GetFinished() != nil:
		l.order = append(l.order, "finished")
	}
	return nil
}

// sent has the broadcaster send parts.
func (l *lab) sent(from, to int) {
	for i := from; i < to; i++ {
		l.tally.Sent(part(i))
		l.session.Sent(wire.NewSourcePart(part(i)).GetPart())
	}
	synctest.Wait()
}

// delivered has the orchestrator return parts on a rung.
func (l *lab) delivered(rung, from, to int) {
	for i := from; i < to; i++ {
		l.tally.Delivered(rung, part(i))
		require.NoError(l.t, l.session.Pass(wire.NewRenditionPart(rung, part(i), time.Millisecond)))
	}
	synctest.Wait()
}

// header is the broadcaster's, as it is after change.
func (l *lab) header(seq media.SegmentSeq, change func(*ticket.Header)) ticket.Header {
	h := l.tally.Header(seq, l.terms, 3, uint64(time.Now().Add(5*time.Second).UnixMilli()))
	if change != nil {
		change(&h)
	}
	signature, err := l.broadcaster.SignHash(h.Digest(court))
	require.NoError(l.t, err)
	_ = l.session.Header(wire.Header{Segment: seq, Round: h.Round, Deadline: h.Deadline, Signature: signature}.Request().GetHeader())
	synctest.Wait()
	return h
}

// requireReceipt checks receipt number i, of a header.
func (l *lab) requireReceipt(i int, h ticket.Header, leaves []ticket.Leaf) {
	l.t.Helper()
	require.Greater(l.t, len(l.gave), i)
	r := l.gave[i]
	require.Equal(l.t, leaves, r.Leaves)
	signed := ticket.Receipt{HeaderHash: h.Digest(court), RenditionsRoot: ticket.Renditions(leaves).Root(), CompletedAt: r.CompletedAt}
	signer, err := identity.Recover(signed.Digest(court), r.Signature)
	require.NoError(l.t, err)
	require.Equal(l.t, l.operator.Address(), signer)
}

func TestASegmentIsAcknowledgedAndReceipted(t *testing.T) {
	run(t, func(t *testing.T, l *lab) {
		l.sent(0, 4)
		l.delivered(0, 0, 2)
		h := l.header(0, nil)
		require.Len(t, l.acks, 1)
		a := l.acks[0]
		signed := ticket.Ack{HeaderHash: h.Digest(court), Deadline: a.Deadline}
		signer, err := identity.Recover(signed.Digest(court), a.Signature)
		require.NoError(t, err)
		require.Equal(t, l.operator.Address(), signer)
		require.Equal(t, time.Now().Add(20*time.Second).UnixMilli(), int64(a.Deadline))
		require.Empty(t, l.gave)

		l.delivered(0, 2, 4)
		l.delivered(1, 0, 3)
		require.Empty(t, l.gave, "a part of a rung is owed")
		l.delivered(1, 3, 4)
		l.requireReceipt(0, h, l.tally.Leaves(0))
		require.NoError(t, testutil.GatherAndCompare(l.metrics, strings.NewReader(`# HELP millrace_notary_acknowledged_total Segments whose headers were acknowledged.
# TYPE millrace_notary_acknowledged_total counter
millrace_notary_acknowledged_total 1
# HELP millrace_notary_receipts_total Receipts that were signed: one for each segment that was acknowledged.
# TYPE millrace_notary_receipts_total counter
millrace_notary_receipts_total 1
`)))

		l.close()
		l.keeper.Close()
		r, err := l.store.Get(t.Context(), h.Digest(court))
		require.NoError(t, err)
		require.Equal(t, h, r.Header)
		require.Equal(t, signed, r.Ack.Ack)
		require.Len(t, r.Receipts, 1)
		answer, err := notary.Answer(l.store)(t.Context(), h.Digest(court))
		require.NoError(t, err)
		require.Equal(t, r.Receipts[0], answer)
		_, err = notary.Answer(l.store)(t.Context(), common.Hash{1})
		require.ErrorIs(t, err, chain.ErrNoReceipt)
	})
}

func TestAHeaderThatComesLateIsReceiptedAtOnce(t *testing.T) {
	run(t, func(_ *testing.T, l *lab) {
		l.sent(0, 8)
		l.delivered(0, 0, 8)
		l.delivered(1, 0, 8)
		first, second := l.header(0, nil), l.header(1, nil)
		l.requireReceipt(0, first, l.tally.Leaves(0))
		l.requireReceipt(1, second, l.tally.Leaves(1))
	})
}

// What the source leaves unfinished is receipted as far as it goes, before the court could call it missed.
func TestAReceiptIsNeverLate(t *testing.T) {
	run(t, func(t *testing.T, l *lab) {
		l.sent(0, 4)
		h := l.header(0, nil)
		l.delivered(0, 0, 4)
		l.delivered(1, 0, 3)         // the last one waits for the next part of the source
		time.Sleep(14 * time.Second) //nolint:forbidigo // on the fake clock
		synctest.Wait()
		require.Empty(t, l.gave)
		time.Sleep(2 * time.Second) //nolint:forbidigo // on the fake clock
		synctest.Wait()
		l.requireReceipt(0, h, l.tally.Leaves(0))
		l.delivered(1, 3, 4)
		require.Len(t, l.gave, 1, "there is never a second receipt")
		require.NoError(t, l.failed)
	})
}

func TestTheEndOfASessionIsReceipted(t *testing.T) {
	for name, end := range map[string]func(*lab){
		"finished": func(l *lab) { require.NoError(l.t, l.session.Pass(wire.NewFinished())) },
		"lost":     func(l *lab) { l.close() },
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, l *lab) {
				l.sent(0, 4)
				l.delivered(0, 0, 4)
				h := l.header(0, nil)
				end(l)
				l.requireReceipt(0, h, l.tally.Leaves(0))
				if name == "finished" {
					require.Equal(t, []string{"ack", "receipt", "finished"}, l.order)
				}
			})
		})
	}
	t.Run("gone", func(t *testing.T) {
		run(t, func(t *testing.T, l *lab) {
			l.sent(0, 4)
			h := l.header(0, nil)
			l.mu.Lock()
			l.mute = errors.New("gone")
			l.mu.Unlock()
			l.close()
			l.keeper.Close()
			r, err := l.store.Get(t.Context(), h.Digest(court))
			require.NoError(t, err)
			require.Len(t, r.Receipts, 1, "a challenge can be answered")
		})
	})
}

// What a broadcaster may not do. It gets no acknowledgement then, and the session ends.
func TestHeadersAreRefused(t *testing.T) {
	stranger := newSigner(t)
	for name, send := range map[string]func(l *lab){
		"a signature that is none": func(l *lab) {
			require.NoError(l.t, l.session.Header(wire.Header{Signature: make([]byte, identity.SignatureSize)}.Request().GetHeader()))
		},
		"somebody else's signature": func(l *lab) {
			l.broadcaster = stranger
			l.header(0, nil)
		},
		"of other bytes":        func(l *lab) { l.header(0, func(h *ticket.Header) { h.SrcRoot[0]++ }) },
		"of fewer frames":       func(l *lab) { l.header(0, func(h *ticket.Header) { h.SrcFrames-- }) },
		"of a lower price":      func(l *lab) { l.header(0, func(h *ticket.Header) { h.Price = 1 }) },
		"of another session":    func(l *lab) { l.header(0, func(h *ticket.Header) { h.StreamID[0]++ }) },
		"of other renditions":   func(l *lab) { l.header(0, func(h *ticket.Header) { h.ProfilesHash[0]++ }) },
		"for somebody else":     func(l *lab) { l.header(0, func(h *ticket.Header) { h.Orchestrator[0]++ }) },
		"of a segment too soon": func(l *lab) { l.header(1, nil) },
		"of a segment that was never sent": func(l *lab) {
			l.tally.Sent(part(40))
			l.header(10, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, l *lab) {
				l.sent(0, 6)
				send(l)
				synctest.Wait()
				require.ErrorIs(t, l.failed, wire.ErrInvalid)
				require.Empty(t, l.acks)
			})
		})
	}
	t.Run("twice", func(t *testing.T) {
		run(t, func(t *testing.T, l *lab) {
			l.sent(0, 4)
			l.header(0, nil)
			l.header(0, func(h *ticket.Header) { h.Round++ })
			require.ErrorIs(t, l.failed, wire.ErrInvalid)
			require.Len(t, l.acks, 1)
		})
	})
	var none *notary.Session
	require.ErrorIs(t, none.Header(nil), wire.ErrInvalid)
}

// A segment of 60 frames on both rungs costs 69.12 units at this price: 70, rounded up.
func TestOnlyTicketsThatAreWorthNoMoreAreAcknowledged(t *testing.T) {
	half, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(2))
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		worth uint64
		want  common.Hash
	}{
		"less": {30, common.Hash{5}}, "as much": {70, common.Hash{5}}, "more": {71, common.Hash{}},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, func(t *testing.T, l *lab) {
				l.newest, l.digest = ticket.Ticket{Draws: 2, FaceValue: ticket.Units(tt.worth), WinProb: half}, common.Hash{5}
				l.sent(0, 4)
				h := l.header(0, nil)
				require.EqualValues(t, 70, h.Cost(evidence.Pixels(h, l.tally.Profiles())).Int64())
				require.Equal(t, tt.want, l.acks[0].TicketDigest)
			})
		})
	}
}

func BenchmarkSegment(b *testing.B) {
	operator, broadcaster := newSigner(b), newSigner(b)
	o := open()
	data := make([]byte, 375_000) // half a second of 6 Mbit/s
	var terms evidence.Terms
	receipts := make(chan struct{}, 1)
	n := notary.New(notary.Deps{Signer: operator, Orchestrator: orch, Court: court, Logger: slog.New(slog.DiscardHandler)})
	s, err := n.Open(notary.Case{
		Broadcaster: broadcaster.Address(), Open: o, Price: price, Newest: func() (ticket.Ticket, common.Hash) { return ticket.Ticket{}, common.Hash{} },
		Send: func(m *millracev1.TranscodeResponse) error {
			switch {
			case m.GetReceiptTerms() != nil:
				terms = evidence.Terms{Orchestrator: orch, Broadcaster: broadcaster.Address(), StreamID: common.Hash(m.GetReceiptTerms().GetStreamId()), Price: price}
			case m.GetReceipt() != nil:
				receipts <- struct{}{}
			}
			return nil
		},
		Fail: func(err error) { panic(err) },
	})
	require.NoError(b, err)
	defer s.Close()
	at := 0
	var waits []time.Duration // of parts
	var spent time.Duration   // of the processor
	for b.Loop() {
		b.StopTimer()
		tally := evidence.NewTally(o)
		for i := range 4 {
			p := part(at + i)
			p.Data = data
			tally.Sent(p)
		}
		h := tally.Header(media.SegmentSeq(at/4), terms, 1, 1)
		signature, err := broadcaster.SignHash(h.Digest(court))
		require.NoError(b, err)
		b.StartTimer()
		began := cpu(b)
		for i := range 4 {
			p := part(at + i)
			p.Data = data
			m := wire.NewSourcePart(p).GetPart()
			began := time.Now()
			s.Sent(m)
			waits = append(waits, time.Since(began))
		}
		require.NoError(b, s.Header(wire.Header{Segment: media.SegmentSeq(at / 4), Round: 1, Deadline: 1, Signature: signature}.Request().GetHeader()))
		for i := range 4 {
			p := part(at + i)
			for rung, size := range []int{187_500, 62_500} { // of 3 and 1 Mbit/s
				p.Data = data[:size]
				m := wire.NewRenditionPart(rung, p, 0)
				began := time.Now()
				require.NoError(b, s.Pass(m))
				waits = append(waits, time.Since(began))
			}
		}
		<-receipts
		spent += cpu(b) - began
		at += 4
	}
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)*99/100].Nanoseconds()), "ns-part-p99")
	b.ReportMetric(float64(spent.Nanoseconds())/float64(at/4), "cpu-ns/op")
}

// cpu is what the process has used of the processor.
func cpu(b *testing.B) time.Duration {
	var r syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &r))
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
