package auditor_test

import (
	"bytes"
	"context"
	"encoding/json"
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

	"github.com/millrace/millrace/broadcaster/auditor"
	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

var (
	court  = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 9}}
	broker = ticket.Domain{ChainID: 1337, Contract: common.Address{19: 7}}
	// account is the orchestrator's own key, beside its operator's.
	account = identity.KeySigner(crypto.ToECDSAUnsafe(crypto.Keccak256([]byte("account"))))
	orch    = account.Address()
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
		Session: "s", Stream: "stream",
		Source: media.VideoFormat{Codec: media.CodecH264, Width: 1920, Height: 1080, FrameRate: media.Rational{Num: 30, Den: 1}, Config: []byte{1}},
		Ladder: media.Ladder{{Name: "720p", Width: 1280, Height: 720, Bitrate: 3_000_000}, {Name: "360p", Width: 640, Height: 360, Bitrate: 1_000_000}},
	}
}

// part is part i of segments of two seconds.
func part(i int) media.Part {
	return media.Part{
		ID: media.PartID{Segment: media.SegmentSeq(i / 4), Part: i % 4}, Start: media.Ticks(i) * media.Second / 2, Duration: media.Second / 2,
		Frames: 15, Independent: i%4 == 0, Last: i%4 == 3, Data: []byte{byte(i), 1, 2, 3},
	}
}

// orchestrator is the other end of a session, which returns what it is sent on every rung. The hooks make it go astray; each gets
// what is to be sent, before it is signed, and returns whether to send it.
type orchestrator struct {
	t        testing.TB
	operator identity.Signer
	self     common.Address // of the broadcaster
	ctx      context.Context
	cancel   context.CancelCauseFunc
	out      chan *millracev1.TranscodeResponse

	terms   func() bool
	ack     func(*ticket.Ack) bool
	leaves  func([]ticket.Leaf)
	receipt func(*ticket.Receipt) bool
	twice   func(*ticket.Receipt) bool // a second receipt
	signer  identity.Signer            // of receipts; nil: operator
	hold    bool                       // the last part of each segment's last rung is kept back

	tally   *evidence.Tally
	agreed  evidence.Terms
	digests []common.Hash // of tickets
	quote   ticket.Quote

	mu      sync.Mutex // guards what follows
	headers []ticket.Header
}

func (o *orchestrator) Context() context.Context { return o.ctx }
func (o *orchestrator) Abort(reason error)       { o.cancel(reason) }
func (o *orchestrator) Close()                   { o.cancel(wire.ErrClosed) }

func (o *orchestrator) Receive() (*millracev1.TranscodeResponse, error) {
	select {
	case m, ok := <-o.out:
		if !ok {
			return nil, wire.ErrClosed
		}
		return m, nil
	case <-o.ctx.Done():
		return nil, context.Cause(o.ctx)
	}
}

func (o *orchestrator) sign(by identity.Signer, digest common.Hash) []byte {
	signature, err := by.SignHash(digest)
	require.NoError(o.t, err)
	return signature
}

func (o *orchestrator) Send(m *millracev1.TranscodeRequest) error {
	if o.ctx.Err() != nil {
		return context.Cause(o.ctx)
	}
	switch {
	case m.GetOpen() != nil:
		require.True(o.t, m.GetOpen().GetReceipts())
		o.tally = evidence.NewTally(open())
		o.agreed = evidence.Terms{Orchestrator: orch, Broadcaster: o.self, StreamID: common.Hash{5}, Price: price}
		if o.terms == nil || o.terms() {
			o.out <- wire.NewReceiptTerms(o.agreed.StreamID)
		}
		o.quote.Orchestrator, o.quote.Broadcaster, o.quote.Price, o.quote.RandHash = orch, o.self, price, common.Hash{1}
		o.out <- wire.SignedQuote{Quote: o.quote, Signature: make([]byte, identity.SignatureSize)}.Response()
	case m.GetPayment() != nil:
		p, err := wire.ParsePayment(m.GetPayment())
		require.NoError(o.t, err)
		o.digests = append(o.digests, p.Ticket(o.quote).Digest(broker))
	case m.GetPart() != nil:
		p, err := wire.ParseSourcePart(m.GetPart())
		require.NoError(o.t, err)
		o.tally.Sent(p)
		for rung := range open().Ladder {
			if !o.hold || !p.Last || rung == 0 {
				o.deliver(rung, p)
			}
		}
	case m.GetHeader() != nil:
		h, err := wire.ParseHeader(m.GetHeader())
		require.NoError(o.t, err)
		o.answer(h)
	case m.GetFinish() != nil:
		o.out <- wire.NewFinished()
	}
	return nil
}

func (o *orchestrator) deliver(rung int, p media.Part) {
	o.tally.Delivered(rung, p)
	o.out <- wire.NewRenditionPart(rung, p, time.Millisecond)
}

// answer acknowledges a header and gives its receipt.
func (o *orchestrator) answer(h wire.Header) {
	header := o.tally.Header(h.Segment, o.agreed, h.Round, h.Deadline)
	signer, err := identity.Recover(header.Digest(court), h.Signature)
	require.NoError(o.t, err)
	require.Equal(o.t, o.self, signer, "it is of what was sent, and signed")
	o.mu.Lock()
	o.headers = append(o.headers, header)
	o.mu.Unlock()
	ack := ticket.Ack{HeaderHash: header.Digest(court), Deadline: uint64(time.Now().Add(20 * time.Second).UnixMilli())}
	if o.ack == nil || o.ack(&ack) {
		o.out <- wire.HeaderAck{
			Segment: h.Segment, TicketDigest: ack.TicketDigest, Deadline: ack.Deadline, Signature: o.sign(o.operator, ack.Digest(court)),
		}.Response()
	}
	leaves := o.tally.Leaves(h.Segment)
	if o.leaves != nil {
		o.leaves(leaves)
	}
	r := ticket.Receipt{HeaderHash: ack.HeaderHash, RenditionsRoot: ticket.Renditions(leaves).Root(), CompletedAt: uint64(time.Now().UnixMilli())}
	for _, send := range []func(*ticket.Receipt) bool{o.receipt, o.twice} {
		if send == nil && o.twice == nil && o.receipt == nil {
			o.give(h.Segment, r, leaves)
			return
		}
		if send != nil && send(&r) {
			o.give(h.Segment, r, leaves)
		}
	}
}

func (o *orchestrator) give(seq media.SegmentSeq, r ticket.Receipt, leaves []ticket.Leaf) {
	by := o.operator
	if o.signer != nil {
		by = o.signer
	}
	o.out <- wire.Receipt{Segment: seq, Mode: r.Mode, CompletedAt: r.CompletedAt, Leaves: leaves, Signature: o.sign(by, r.Digest(court))}.Response()
}

// lab is a session on a fake clock.
type lab struct {
	*orchestrator
	t       *testing.T
	me      identity.Signer
	store   *evidence.Memory
	keeper  *evidence.Keeper
	metrics *prometheus.Registry
	conn    *auditor.Conn

	mu    sync.Mutex // guards what follows
	parts int        // that were received
	over  error      // why nothing more was
	ended bool       // with Finished
}

func run(t *testing.T, astray func(*orchestrator), test func(*testing.T, *lab)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l := &lab{t: t, me: newSigner(t), store: evidence.NewMemory()}
		o := &orchestrator{t: t, operator: newSigner(t), self: l.me.Address(), out: make(chan *millracev1.TranscodeResponse, 1024)}
		o.ctx, o.cancel = context.WithCancelCause(t.Context())
		l.orchestrator = o
		if astray != nil {
			astray(o)
		}
		log := slog.New(slog.DiscardHandler)
		l.keeper = evidence.NewKeeper(evidence.KeeperConfig{}, l.store, nil, log)
		l.metrics = prometheus.NewRegistry()
		a := auditor.New(auditor.Deps{Signer: l.me, Court: court, Broker: broker, Keeper: l.keeper, Metrics: auditor.NewMetrics(l.metrics), Logger: log})
		l.conn = a.Watch(o, auditor.Deal{Orchestrator: orch, Operator: func() (uint64, common.Address) { return 3, o.operator.Address() }})
		received := make(chan struct{})
		require.NoError(t, l.conn.Send(open().Request()))
		go func() { defer close(received); l.receive() }()
		test(t, l)
		o.cancel(errors.New("the test is over"))
		<-received
		l.conn.Close()
		l.keeper.Close()
	})
}

func (l *lab) receive() {
	for {
		m, err := l.conn.Receive()
		l.mu.Lock()
		switch {
		case err != nil:
			l.over = err
		case m.GetPart() != nil:
			l.parts++
		case m.GetFinished() != nil:
			l.ended = true
		case m.GetFailure() != nil:
			l.over = wire.FailureError(m.GetFailure())
		case m.GetQuote() == nil:
			l.over = errors.New("what is about receipts is received")
		}
		done := l.over != nil || l.ended
		l.mu.Unlock()
		if done {
			return
		}
	}
}

// send sends parts, as long as the session lives.
func (l *lab) send(from, to int) {
	for i := from; i < to; i++ {
		if l.conn.Send(wire.NewSourcePart(part(i))) != nil {
			return
		}
		synctest.Wait()
	}
}

func (l *lab) wait(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // on the fake clock
	synctest.Wait()
}

// state is what the receiving side has.
func (l *lab) state() (parts int, ended bool, over error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.parts, l.ended, l.over
}

// record is what is kept of header number i.
func (l *lab) record(i int) evidence.Record {
	l.t.Helper()
	synctest.Wait()
	l.orchestrator.mu.Lock()
	defer l.orchestrator.mu.Unlock()
	require.Greater(l.t, len(l.headers), i)
	r, err := l.store.Get(l.t.Context(), l.headers[i].Digest(court))
	require.NoError(l.t, err)
	return r
}

func TestASession(t *testing.T) {
	run(t, nil, func(t *testing.T, l *lab) {
		l.send(0, 10)
		l.wait(time.Minute)
		require.NoError(t, l.conn.Send(wire.NewFinish()))
		l.wait(time.Second)
		parts, ended, over := l.state()
		require.NoError(t, over)
		require.True(t, ended)
		require.Equal(t, 20, parts)
		for i := range 3 { // the last one is half a segment
			r := l.record(i)
			require.Empty(t, r.Fault)
			require.Equal(t, l.headers[i], r.Header)
			require.EqualValues(t, 3, r.Header.Round)
			require.NotNil(t, r.Ack)
			require.Len(t, r.Receipts, 1)
			require.Equal(t, "stream", r.Stream)
		}
		require.NoError(t, testutil.GatherAndCompare(l.metrics, strings.NewReader(`# HELP millrace_receipts_total Receipts of orchestrators that are of what was delivered.
# TYPE millrace_receipts_total counter
millrace_receipts_total 3
`)))
	})
}

// What an orchestrator may not do. The session ends as with a part that is wrong, what it signed is kept, and what the court takes
// of it is complete.
func TestFaults(t *testing.T) {
	no := func(*ticket.Ack) bool { return false }
	stranger := newSigner(t)
	for name, tt := range map[string]struct {
		astray   func(*orchestrator)
		fault    string
		provable bool
	}{
		"two receipts for one header": {func(o *orchestrator) {
			o.receipt = func(*ticket.Receipt) bool { return true }
			o.twice = func(r *ticket.Receipt) bool { r.CompletedAt++; return true }
		}, chain.FaultEquivocation, true},
		"one receipt twice": {func(o *orchestrator) {
			o.receipt = func(*ticket.Receipt) bool { return true }
			o.twice = o.receipt
		}, evidence.FaultWrongReceipt, false},
		"more pixels than there are": {func(o *orchestrator) {
			o.leaves = func(l []ticket.Leaf) { l[1].Pixels++ }
		}, chain.FaultOverbilling, true},
		"more frames than there are": {func(o *orchestrator) {
			o.leaves = func(l []ticket.Leaf) { l[0].Frames++; l[0].Pixels += 1280 * 720 }
		}, chain.FaultOverbilling, true},
		"other bytes": {func(o *orchestrator) {
			o.leaves = func(l []ticket.Leaf) { l[1].ChunkRoot[0]++ }
		}, evidence.FaultWrongReceipt, false},
		"fewer bytes": {func(o *orchestrator) {
			o.leaves = func(l []ticket.Leaf) { l[0].Size-- }
		}, evidence.FaultWrongReceipt, false},
		"other times": {func(o *orchestrator) {
			o.leaves = func(l []ticket.Leaf) { l[0].PTSStart++ }
		}, evidence.FaultWrongReceipt, false},
		"a receipt signed with another key": {func(o *orchestrator) { o.signer = stranger }, evidence.FaultWrongSignature, false},
		"a receipt of another header": {func(o *orchestrator) {
			o.receipt = func(r *ticket.Receipt) bool { r.HeaderHash[0]++; return true }
		}, evidence.FaultWrongSignature, false},
		"a receipt from next year": {func(o *orchestrator) {
			o.receipt = func(r *ticket.Receipt) bool { r.CompletedAt += 365 * 24 * 3600 * 1000; return true }
		}, evidence.FaultWrongReceipt, false},
		"no receipt": {func(o *orchestrator) {
			o.receipt = func(*ticket.Receipt) bool { return false }
		}, chain.FaultMissedDeadline, true},
		"no receipt of a segment that never completes": {func(o *orchestrator) {
			o.hold = true
			o.receipt = func(*ticket.Receipt) bool { return false }
		}, chain.FaultMissedDeadline, true},
		"no acknowledgement, and no receipt": {func(o *orchestrator) {
			o.ack, o.receipt = no, func(*ticket.Receipt) bool { return false }
		}, evidence.FaultUnanswered, false},
		"a receipt without acknowledgement": {func(o *orchestrator) { o.ack = no }, evidence.FaultWrongReceipt, false},
		"an acknowledgement of another header": {func(o *orchestrator) {
			o.ack = func(a *ticket.Ack) bool { a.HeaderHash[0]++; return true }
		}, evidence.FaultWrongSignature, false},
		"an acknowledgement that promises nothing soon": {func(o *orchestrator) {
			o.ack = func(a *ticket.Ack) bool { a.Deadline += 3600 * 1000; return true }
		}, evidence.FaultWrongAck, false},
		"a ticket that was not sent": {func(o *orchestrator) {
			o.ack = func(a *ticket.Ack) bool { a.TicketDigest = common.Hash{1}; return true }
		}, evidence.FaultWrongAck, false},
		"a ticket that is worth more than the work": {func(o *orchestrator) {
			o.quote.FaceValue, o.quote.WinProb = ticket.Units(71*2), half(t)
			o.ack = func(a *ticket.Ack) bool { a.TicketDigest = o.digests[0]; return true }
		}, chain.FaultOverpricing, true},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, tt.astray, func(t *testing.T, l *lab) {
				synctest.Wait()
				require.NoError(t, l.conn.Send(wire.NewPayment(wire.Payment{RandHash: common.Hash{1}, Draws: 1, Nonce: 1}.Ticket(l.quote), make([]byte, 65))))
				l.send(0, 5)
				l.wait(time.Minute)
				parts, _, over := l.state()
				require.ErrorIs(t, over, verify.ErrMalformed)
				require.NotZero(t, parts, "what came before is received")
				r := l.record(0)
				require.Equal(t, tt.fault, r.Fault, r.Detail)
				require.NoError(t, testutil.GatherAndCompare(l.metrics, strings.NewReader(`# HELP millrace_receipt_faults_total Sessions that ended for what an orchestrator signed, or did not sign.
# TYPE millrace_receipt_faults_total counter
millrace_receipt_faults_total{fault="`+tt.fault+`"} 1
`), "millrace_receipt_faults_total"))
				require.NotEmpty(t, r.Detail)
				e, err := r.Evidence()
				if !tt.provable {
					require.ErrorIs(t, err, evidence.ErrUnprovable)
					return
				}
				require.NoError(t, err)
				file, err := json.Marshal(e)
				require.NoError(t, err)
				_, err = chain.ReadEvidence(bytes.NewReader(file))
				require.NoError(t, err)
			})
		})
	}
}

func half(t *testing.T) ticket.WinProb {
	t.Helper()
	p, err := ticket.NewWinProb(big.NewInt(1), big.NewInt(2))
	require.NoError(t, err)
	return p
}

// A ticket that is worth no more than the work is one that an orchestrator may acknowledge: 70 units for 60 frames on both rungs.
func TestATicketThatPaysForTheWork(t *testing.T) {
	run(t, func(o *orchestrator) {
		o.quote.FaceValue, o.quote.WinProb = ticket.Units(70*2), half(t)
		o.ack = func(a *ticket.Ack) bool { a.TicketDigest = o.digests[0]; return true }
	}, func(t *testing.T, l *lab) {
		synctest.Wait()
		require.NoError(t, l.conn.Send(wire.NewPayment(wire.Payment{RandHash: common.Hash{1}, Draws: 1, Nonce: 1}.Ticket(l.quote), make([]byte, 65))))
		l.send(0, 5)
		l.wait(time.Minute)
		_, _, over := l.state()
		require.NoError(t, over)
		require.Empty(t, l.record(0).Fault)
	})
}

// Where the account itself signs, the court takes that as its operator's.
func TestTheAccountSpeaksForItself(t *testing.T) {
	run(t, func(o *orchestrator) { o.signer = account }, func(t *testing.T, l *lab) {
		l.send(0, 5)
		l.wait(time.Minute)
		_, _, over := l.state()
		require.NoError(t, over)
		require.Len(t, l.record(0).Receipts, 1)
	})
}

func TestFaultsAtTheEnd(t *testing.T) {
	for name, astray := range map[string]func(*orchestrator){
		"no receipt": func(o *orchestrator) { o.receipt = func(*ticket.Receipt) bool { return false } },
		"no acknowledgement": func(o *orchestrator) {
			o.ack, o.receipt = func(*ticket.Ack) bool { return false }, func(*ticket.Receipt) bool { return false }
		},
		"no terms": func(o *orchestrator) { o.terms = func() bool { return false } },
	} {
		t.Run(name, func(t *testing.T) {
			run(t, astray, func(t *testing.T, l *lab) {
				l.send(0, 4)
				require.NoError(t, l.conn.Send(wire.NewFinish()))
				l.wait(time.Second)
				_, ended, over := l.state()
				require.ErrorIs(t, over, verify.ErrMalformed)
				require.False(t, ended)
			})
		})
	}
}

func TestAnOrchestratorThatGivesNoReceipts(t *testing.T) {
	run(t, func(o *orchestrator) { o.terms = func() bool { return false } }, func(t *testing.T, l *lab) {
		l.send(0, 4)
		l.wait(9 * time.Second)
		_, _, over := l.state()
		require.NoError(t, over)
		l.wait(2 * time.Second)
		_, _, over = l.state()
		require.ErrorIs(t, over, verify.ErrMalformed)
	})
}

// A session that breaks off leaves what was acknowledged unanswered. That is the orchestrator's fault only where it left.
func TestASessionThatBreaksOff(t *testing.T) {
	for name, tt := range map[string]struct {
		end   func(*lab)
		fault string
	}{
		"the orchestrator leaves": {func(l *lab) { close(l.out) }, chain.FaultMissedDeadline},
		"it says that it failed":  {func(l *lab) { l.out <- wire.NewFailed(wire.ErrInternal); close(l.out) }, chain.FaultMissedDeadline},
		"the broadcaster leaves":  {func(l *lab) { l.conn.Abort(errors.New("moving on")) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &lab{t: t, me: newSigner(t), store: evidence.NewMemory()}
				o := &orchestrator{t: t, operator: newSigner(t), self: l.me.Address(), out: make(chan *millracev1.TranscodeResponse, 1024)}
				o.ctx, o.cancel = context.WithCancelCause(t.Context())
				o.receipt = func(*ticket.Receipt) bool { return false }
				l.orchestrator = o
				log := slog.New(slog.DiscardHandler)
				l.keeper = evidence.NewKeeper(evidence.KeeperConfig{}, l.store, nil, log)
				a := auditor.New(auditor.Deps{Signer: l.me, Court: court, Broker: broker, Keeper: l.keeper, Logger: log})
				l.conn = a.Watch(o, auditor.Deal{Orchestrator: orch, Operator: func() (uint64, common.Address) { return 3, o.operator.Address() }})
				require.NoError(t, l.conn.Send(open().Request()))
				received := make(chan struct{})
				go func() { defer close(received); l.receive() }()
				l.send(0, 5)
				tt.end(l)
				<-received
				l.conn.Close()
				l.keeper.Close()
				require.Equal(t, tt.fault, l.record(0).Fault)
			})
		})
	}
}

func BenchmarkSegment(b *testing.B) {
	me := newSigner(b)
	o := &orchestrator{t: b, operator: newSigner(b), self: me.Address(), out: make(chan *millracev1.TranscodeResponse, 1024)}
	o.ctx, o.cancel = context.WithCancelCause(b.Context())
	// The other end is made beforehand, so that it is not measured: what it would answer is put in by hand.
	silent := &silentStream{orchestrator: o, headers: make(chan wire.Header, 1)}
	a := auditor.New(auditor.Deps{Signer: me, Court: court, Broker: broker, Logger: slog.New(slog.DiscardHandler)})
	c := a.Watch(silent, auditor.Deal{Orchestrator: orch, Operator: func() (uint64, common.Address) { return 3, o.operator.Address() }})
	require.NoError(b, c.Send(open().Request()))
	data := make([]byte, 375_000) // half a second of 6 Mbit/s
	receive := func(n int) {
		for range n {
			_, err := c.Receive()
			require.NoError(b, err)
		}
	}
	receive(1) // the quote
	at := 0
	var waits []time.Duration // of parts
	var spent time.Duration   // of the processor
	for b.Loop() {
		began := cpu(b)
		for i := range 4 {
			p := part(at + i)
			p.Data = data
			m := wire.NewSourcePart(p)
			began := time.Now()
			require.NoError(b, c.Send(m))
			waits = append(waits, time.Since(began))
			for rung, size := range []int{187_500, 62_500} { // of 3 and 1 Mbit/s
				q := p
				q.Data = data[:size]
				o.out <- wire.NewRenditionPart(rung, q, 0)
			}
			receive(2)
		}
		h := <-silent.headers
		spent += cpu(b) - began
		b.StopTimer()
		for i := range 4 {
			p := part(at + i)
			p.Data = data
			o.tally.Sent(p)
			for rung, size := range []int{187_500, 62_500} {
				p.Data = data[:size]
				o.tally.Delivered(rung, p)
			}
		}
		o.answer(h)
		o.tally.Drop(h.Segment)
		b.StartTimer()
		began = cpu(b)
		o.out <- wire.NewReady("next")
		receive(1)
		require.NoError(b, c.Flush())
		spent += cpu(b) - began
		at += 4
	}
	b.StopTimer()
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)*99/100].Nanoseconds()), "ns-part-p99")
	b.ReportMetric(float64(spent.Nanoseconds())/float64(at/4), "cpu-ns/op")
	o.cancel(wire.ErrClosed)
	c.Close()
}

// silentStream keeps headers for the test, and looks at no part.
type silentStream struct {
	*orchestrator
	headers chan wire.Header
}

func (s *silentStream) Send(m *millracev1.TranscodeRequest) error {
	switch {
	case m.GetHeader() != nil:
		h, err := wire.ParseHeader(m.GetHeader())
		s.headers <- h
		return err
	case m.GetPart() != nil:
		return nil
	}
	return s.orchestrator.Send(m)
}

// cpu is what the process has used of the processor.
func cpu(b *testing.B) time.Duration {
	var r syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &r))
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
