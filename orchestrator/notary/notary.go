// Package notary signs what an orchestrator takes on and what it delivers: acknowledgements of the broadcaster's headers, and
// receipts.
//
// It promises that a header is acknowledged only when it is the broadcaster's and is of what it sent, that every header that was
// acknowledged gets one receipt and never two, by its deadline or when the session ends, over exactly what was delivered before it,
// and that none of this is on the way of a part: hashing, signing and writing have a goroutine of their own. What the court
// would punish is not signed: a ticket that is worth more than the work, or more pixels than there are.
package notary

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

const (
	// receiptTime is how long after its acknowledgement a header's receipt is due.
	receiptTime = 20 * time.Second
	// partialTime is when a receipt is signed over what there is: the source may have stopped within the segment.
	partialTime = receiptTime * 3 / 4
	// lookTime is how often that is looked at.
	lookTime = 250 * time.Millisecond
	// maxWaiting is how many messages of a session may wait to be counted. The session waits then.
	maxWaiting = 128
)

// Deps are what a Notary works with.
type Deps struct {
	Signer       identity.Signer // the operator
	Orchestrator common.Address
	Court        ticket.Domain
	Keeper       *evidence.Keeper // nil: nothing is kept
	Metrics      *Metrics         // nil: nothing is counted
	Logger       *slog.Logger
	Now          func() time.Time // default time.Now
}

// Notary signs for all sessions of a node.
type Notary struct{ deps Deps }

// New makes a notary.
func New(deps Deps) *Notary {
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Notary{deps}
}

// Case is a session that is to be signed for.
type Case struct {
	Broadcaster common.Address
	Open        wire.Open
	Price       uint64                              // of the session's quote; 0 where the work is free
	Newest      func() (ticket.Ticket, common.Hash) // the newest ticket that was taken, and its digest; the zero digest: none was
	Send        func(*millracev1.TranscodeResponse) error
	Fail        func(error) // ends the session; it does not wait for that
}

// Session signs for one session. Sent and Header are called by the goroutine that passes requests on, Pass by the one that passes
// responses. A nil one takes no headers.
type Session struct {
	deps  Deps
	of    Case
	terms evidence.Terms
	queue chan func() // for the signing goroutine
	stop  chan struct{}
	done  chan struct{}

	passing sync.Mutex // held while a part goes out and is queued

	// Of the signing goroutine.
	tally  *evidence.Tally
	signed media.SegmentSeq // the next segment that a header may be of
	due    map[media.SegmentSeq]job
}

// job is a header that was acknowledged.
type job struct {
	record  evidence.Record
	partial time.Time // when its receipt is signed over what there is
}

// Open begins to sign for a session, which Close ends. It says at once what its headers name it by.
func (n *Notary) Open(of Case) (*Session, error) {
	s := &Session{
		deps: n.deps, of: of, queue: make(chan func(), maxWaiting), stop: make(chan struct{}), done: make(chan struct{}),
		terms: evidence.Terms{Orchestrator: n.deps.Orchestrator, Broadcaster: of.Broadcaster, Price: of.Price},
		tally: evidence.NewTally(of.Open), due: map[media.SegmentSeq]job{},
	}
	_, _ = rand.Read(s.terms.StreamID[:]) // never fails
	if err := of.Send(wire.NewReceiptTerms(s.terms.StreamID)); err != nil {
		return nil, err
	}
	go func() { defer close(s.done); s.run() }()
	return s, nil
}

// Sent counts a source part.
func (s *Session) Sent(p *millracev1.SourcePart) {
	if s == nil {
		return
	}
	part, err := wire.ParseSourcePart(p)
	if err != nil {
		return // its order was checked before
	}
	s.queue <- func() { s.tally.Sent(part) }
}

// Header takes a header. What is wrong with it ends the session.
func (s *Session) Header(m *millracev1.Header) error {
	if s == nil {
		return wire.Detailf(wire.ErrInvalid, "header of a session without receipts")
	}
	h, err := wire.ParseHeader(m)
	if err != nil {
		return err
	}
	s.queue <- func() {
		if err := s.acknowledge(h); err != nil {
			s.of.Fail(err)
		}
	}
	return nil
}

// Pass sends a response on, and counts it. What was acknowledged has its receipt before the session's end goes out.
func (s *Session) Pass(m *millracev1.TranscodeResponse) error {
	if m.GetFinished() != nil {
		s.finish()
	}
	s.passing.Lock()
	defer s.passing.Unlock()
	if err := s.of.Send(m); err != nil {
		return err
	}
	if m.GetPart() == nil {
		return nil
	}
	rendition, part, _, err := wire.ParseRenditionPart(m.GetPart(), len(s.of.Open.Ladder))
	if err != nil {
		return err
	}
	s.queue <- func() {
		s.tally.Delivered(rendition, part)
		s.look(false)
	}
	return nil
}

// finish waits until a receipt is out for everything that was acknowledged.
func (s *Session) finish() {
	done := make(chan struct{})
	s.queue <- func() {
		s.look(true)
		close(done)
	}
	<-done
}

// Close signs, and sends if that is possible, what is still due. No other method may be called any more.
func (s *Session) Close() {
	if s == nil {
		return
	}
	close(s.stop)
	<-s.done
}

func (s *Session) run() {
	tick := time.NewTicker(lookTime)
	defer tick.Stop()
	for {
		select {
		case do := <-s.queue:
			do()
		case <-tick.C:
			s.overdue()
		case <-s.stop:
			for len(s.queue) > 0 {
				(<-s.queue)()
			}
			s.look(true)
			return
		}
	}
}

// acknowledge checks a header, and signs that it is taken on.
func (s *Session) acknowledge(h wire.Header) error {
	if h.Segment < s.signed || !s.tally.Ended(h.Segment) {
		return wire.Detailf(wire.ErrInvalid, "header of segment %d, which was not sent to its end, or is not a new one", h.Segment)
	}
	now := s.deps.Now()
	r := evidence.Record{
		Court: s.deps.Court, Stream: s.of.Open.Stream, Session: s.of.Open.Session, At: now.UTC(), Profiles: s.tally.Profiles(),
		Header: s.tally.Header(h.Segment, s.terms, h.Round, h.Deadline), Signature: h.Signature,
	}
	id := r.ID()
	signer, err := identity.Recover(id, h.Signature)
	if err != nil || signer != s.of.Broadcaster {
		return wire.Detailf(wire.ErrInvalid, "header of segment %d is not signed by the broadcaster, or is not of what it sent", h.Segment)
	}
	ack := ticket.Ack{HeaderHash: id, TicketDigest: s.ticket(r), Deadline: uint64(now.Add(receiptTime).UnixMilli())}
	signature, err := s.deps.Signer.SignHash(ack.Digest(s.deps.Court))
	if err != nil {
		return wire.Detailf(wire.ErrInternal, "the orchestrator cannot sign: %w", err)
	}
	r.Ack = &chain.SignedAck{Ack: ack, Signature: signature}
	s.deps.Metrics.acknowledge()
	s.signed = h.Segment + 1
	s.due[h.Segment] = job{r, now.Add(partialTime)}
	if err := s.of.Send(wire.HeaderAck{Segment: h.Segment, TicketDigest: ack.TicketDigest, Deadline: ack.Deadline, Signature: signature}.Response()); err != nil {
		return err
	}
	s.look(false)
	return nil
}

// ticket is the digest of the newest ticket, where the header's pixels are worth it; else none.
func (s *Session) ticket(r evidence.Record) common.Hash {
	t, digest := s.of.Newest()
	if t.ExpectedValue().Cmp(r.Header.Cost(evidence.Pixels(r.Header, r.Profiles))) > 0 {
		return common.Hash{}
	}
	return digest
}

// look gives receipts for what is complete, or for all that is due.
func (s *Session) look(all bool) {
	for _, seq := range slices.Sorted(maps.Keys(s.due)) {
		if all || s.tally.Complete(seq) {
			s.receipt(seq)
		}
	}
}

// overdue gives receipts for what is not complete in time. Parts of it may still come, so none goes out meanwhile.
func (s *Session) overdue() {
	now := s.deps.Now()
	for _, seq := range slices.Sorted(maps.Keys(s.due)) {
		if now.Before(s.due[seq].partial) || !s.passing.TryLock() {
			return
		}
		if len(s.queue) == 0 { // all that went out is counted
			s.receipt(seq)
		}
		s.passing.Unlock()
	}
}

// receipt signs what was delivered of a segment.
func (s *Session) receipt(seq media.SegmentSeq) {
	r := s.due[seq].record
	delete(s.due, seq)
	r.Leaves = s.tally.Leaves(seq)
	s.tally.Drop(seq)
	receipt := ticket.Receipt{
		HeaderHash: r.Ack.HeaderHash, RenditionsRoot: ticket.Renditions(r.Leaves).Root(), Mode: ticket.ModeGPU, CompletedAt: uint64(s.deps.Now().UnixMilli()),
	}
	signature, err := s.deps.Signer.SignHash(receipt.Digest(s.deps.Court))
	if err != nil {
		s.deps.Logger.Error("receipt cannot be signed", "stream", r.Stream, "session", r.Session, "seq", uint64(seq), "err", err)
	} else {
		s.deps.Metrics.receipt()
		r.Receipts = []chain.SignedReceipt{{Receipt: receipt, Signature: signature}}
		// Where it cannot be sent the session is over, which others notice.
		_ = s.of.Send(wire.Receipt{Segment: seq, Mode: receipt.Mode, CompletedAt: receipt.CompletedAt, Leaves: r.Leaves, Signature: signature}.Response())
	}
	if s.deps.Keeper != nil {
		s.deps.Keeper.Keep(r)
	}
}

// Answer finds the receipt for a header, for a chain.AnswerDuty.
func Answer(store evidence.Store) func(context.Context, common.Hash) (chain.SignedReceipt, error) {
	return func(ctx context.Context, header common.Hash) (chain.SignedReceipt, error) {
		r, err := store.Get(ctx, header)
		if errors.Is(err, evidence.ErrNotFound) {
			err = fmt.Errorf("%w: %w", chain.ErrNoReceipt, err)
		}
		if err != nil {
			return chain.SignedReceipt{}, err
		}
		if len(r.Receipts) == 0 {
			return chain.SignedReceipt{}, fmt.Errorf("%w: %s", chain.ErrNoReceipt, header)
		}
		return r.Receipts[0], nil
	}
}
