// Package auditor has orchestrators sign for what they take on and deliver, and checks what they sign.
//
// It promises that every segment that a session is sent has a signed header, that an acknowledgement or a receipt which is missing,
// late, not the orchestrator's, or not of what was sent and delivered ends the session as a part that is not what it must be does,
// and that what was signed is kept, with what can be proven of it. None of this is on the way of a part: hashing, signing and checking
// have a goroutine of their own for each session. What the parts are worth is left to package verify; who is tried next, to
// package dispatch.
package auditor

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/verify"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

const (
	ackTime     = 5 * time.Second  // to acknowledge a header, as it says itself
	graceTime   = 5 * time.Second  // beyond which an acknowledgement is missing
	promptTime  = 10 * time.Second // after a segment is complete, when its receipt is missing
	receiptTime = 30 * time.Second // after an acknowledgement, when a receipt is missing; the longest that one may give itself
	lookTime    = 250 * time.Millisecond
	maxWaiting  = 128 // messages of a session that may wait to be counted. The session waits then.
	maxJobs     = 64  // headers of a session that are remembered: minutes of them
	maxTickets  = 64  // likewise tickets
)

// Deps are what an Auditor works with.
type Deps struct {
	Signer  identity.Signer  // the broadcaster
	Court   ticket.Domain    // the fault court
	Broker  ticket.Domain    // the ticket broker
	Keeper  *evidence.Keeper // of what was signed; nil: nothing is kept
	Metrics *Metrics         // nil: nothing is counted
	Logger  *slog.Logger
	Now     func() time.Time // default time.Now
}

// Auditor watches all sessions of a node.
type Auditor struct{ deps Deps }

// New makes an auditor.
func New(deps Deps) *Auditor {
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Auditor{deps}
}

// Deal is whose session is watched.
type Deal struct {
	Orchestrator common.Address
	// Operator says which key speaks for the orchestrator, and in which round the chain says so.
	Operator func() (round uint64, operator common.Address)
}

// Conn is a session's stream that asks for receipts: what is about them alone is not received from it. Like the stream, it is for one
// goroutine that sends and one that receives.
type Conn struct {
	wire.SessionStream
	queue chan func(*session) // for the auditing goroutine
	stop  chan struct{}
	done  chan struct{}
	once  sync.Once
	rungs int  // of the ladder, once opened; for the receiving goroutine, which begins later
	gone  bool // the orchestrator went first; likewise
}

// Watch makes a stream ask for receipts of the session that will be opened on it.
func (a *Auditor) Watch(stream wire.SessionStream, deal Deal) *Conn {
	c := &Conn{SessionStream: stream, queue: make(chan func(*session), maxWaiting), stop: make(chan struct{}), done: make(chan struct{})}
	s := &session{
		deps: a.deps, deal: deal, stream: stream,
		terms: evidence.Terms{Orchestrator: deal.Orchestrator, Broadcaster: a.deps.Signer.Address()},
	}
	go func() { defer close(c.done); c.run(s) }()
	return c
}

func (c *Conn) run(s *session) {
	tick := time.NewTicker(lookTime)
	defer tick.Stop()
	for {
		select {
		case do := <-c.queue:
			do(s)
		case <-tick.C:
			s.overdue()
		case <-c.stop:
			for len(c.queue) > 0 {
				(<-c.queue)(s)
			}
			return
		}
	}
}

// wait has the auditing goroutine do something behind all that it was given before.
func (c *Conn) wait(do func(*session) error) error {
	errc := make(chan error, 1)
	c.queue <- func(s *session) { errc <- do(s) }
	return <-errc
}

// Send sends a request. The session's end waits until a header is out for all of it.
func (c *Conn) Send(m *millracev1.TranscodeRequest) error {
	switch {
	case m.GetOpen() != nil:
		open, err := wire.ParseOpen(m.GetOpen())
		if err != nil {
			return err
		}
		open.Receipts = true
		c.rungs = len(open.Ladder)
		if err := c.wait(func(s *session) error { s.begin(open); return nil }); err != nil {
			return err
		}
		return c.SessionStream.Send(open.Request())
	case m.GetPart() != nil:
		p, err := wire.ParseSourcePart(m.GetPart())
		if err != nil {
			return err
		}
		if err := c.SessionStream.Send(m); err != nil {
			return err
		}
		c.queue <- func(s *session) { s.ended(s.tally.Sent(p)) }
		return nil
	case m.GetPayment() != nil:
		p, err := wire.ParsePayment(m.GetPayment())
		if err != nil {
			return err
		}
		c.queue <- func(s *session) { s.paid(p) }
	case m.GetFinish() != nil:
		_ = c.wait(func(s *session) error { s.ended(s.tally.End()); return nil })
	}
	return c.SessionStream.Send(m)
}

// Receive returns the next response that is not about receipts. What is wrong with those ends the stream.
func (c *Conn) Receive() (*millracev1.TranscodeResponse, error) {
	for {
		m, err := c.SessionStream.Receive()
		if err != nil {
			c.gone = c.Context().Err() == nil
			return nil, err
		}
		switch {
		case m.GetReceiptTerms() != nil:
			c.queue <- func(s *session) { s.agree(m.GetReceiptTerms()) }
			continue
		case m.GetHeaderAck() != nil:
			c.queue <- func(s *session) { s.acknowledged(m.GetHeaderAck()) }
			continue
		case m.GetReceipt() != nil:
			c.queue <- func(s *session) { s.receipt(m.GetReceipt()) }
			continue
		case m.GetQuote() != nil:
			if q, err := wire.ParseQuote(m.GetQuote()); err == nil { // else whoever pays refuses it
				c.queue <- func(s *session) { s.quoted(q.Quote) }
			}
		case m.GetPart() != nil:
			if rendition, p, _, err := wire.ParseRenditionPart(m.GetPart(), c.rungs); err == nil { // else the session's order does
				c.queue <- func(s *session) { s.delivered(rendition, p) }
			}
		case m.GetFailure() != nil:
			c.gone = true
		case m.GetFinished() != nil:
			if err := c.wait((*session).finished); err != nil {
				return nil, err
			}
		}
		return m, nil
	}
}

// Close closes the stream, and has what is left unanswered kept.
func (c *Conn) Close() {
	c.SessionStream.Close()
	c.once.Do(func() {
		gone := c.gone
		c.queue <- func(s *session) { s.leave(gone) }
		close(c.stop)
	})
	<-c.done
}

// session is what the auditing goroutine knows of a session.
type session struct {
	deps   Deps
	deal   Deal
	stream wire.SessionStream
	open   wire.Open
	opened time.Time
	terms  evidence.Terms
	agreed bool
	tally  *evidence.Tally
	held   []media.SegmentSeq // that ended before the terms came
	jobs   []*job             // of the last headers, in order
	quotes []ticket.Quote     // the newest, and the one before
	paidBy []payment          // the last ones
	fault  error              // the first
}

// payment is a ticket that was sent.
type payment struct {
	ticket ticket.Ticket
	digest common.Hash
}

// job is a header that was sent, and what came of it.
type job struct {
	record   evidence.Record
	seq      media.SegmentSeq
	operator common.Address // who may sign, beside the orchestrator
	sent     time.Time
	acked    time.Time // zero: not yet
	complete time.Time // when its last rendition part came; likewise
	done     bool      // its receipt came
}

func (s *session) begin(open wire.Open) {
	s.open, s.opened, s.tally = open, s.deps.Now(), evidence.NewTally(open)
}

func (s *session) agree(m *millracev1.ReceiptTerms) {
	id, err := wire.ParseReceiptTerms(m)
	switch {
	case err != nil:
		s.fail(nil, "", err)
	case s.agreed:
		s.fail(nil, "", errors.New("receipt terms came twice"))
	default:
		s.agreed, s.terms.StreamID = true, id
		held := s.held
		s.held = nil
		s.ended(held)
	}
}

func (s *session) quoted(q ticket.Quote) {
	s.terms.Price = q.Price
	s.quotes = append(s.quotes, q)
	if len(s.quotes) > 2 {
		s.quotes = s.quotes[1:]
	}
}

func (s *session) paid(p wire.Payment) {
	for _, q := range s.quotes {
		if q.RandHash == p.RandHash {
			t := p.Ticket(q)
			s.paidBy = append(s.paidBy, payment{t, t.Digest(s.deps.Broker)})
		}
	}
	if len(s.paidBy) > maxTickets {
		s.paidBy = s.paidBy[1:]
	}
}

// ended signs and sends the headers of segments whose last part is out.
func (s *session) ended(seqs []media.SegmentSeq) {
	if !s.agreed {
		s.held = append(s.held, seqs...)
		return
	}
	for _, seq := range seqs {
		if !s.tally.Ended(seq) {
			continue // held for so long that it was dropped
		}
		if err := s.header(seq); err != nil {
			s.deps.Logger.Warn("segment goes without a header", "stream", s.open.Stream, "session", s.open.Session, "seq", uint64(seq), "err", err)
		}
	}
}

func (s *session) header(seq media.SegmentSeq) error {
	now := s.deps.Now()
	round, operator := s.deal.Operator()
	r := evidence.Record{
		Court: s.deps.Court, Stream: s.open.Stream, Session: s.open.Session, At: now.UTC(), Profiles: s.tally.Profiles(),
		Header: s.tally.Header(seq, s.terms, round, uint64(now.Add(ackTime).UnixMilli())),
	}
	var err error
	if r.Signature, err = s.deps.Signer.SignHash(r.ID()); err != nil {
		return fmt.Errorf("sign header: %w", err)
	}
	s.jobs = append(s.jobs, &job{record: r, seq: seq, operator: operator, sent: now})
	if len(s.jobs) > maxJobs {
		s.jobs = s.jobs[1:]
	}
	if s.tally.Complete(seq) {
		s.jobs[len(s.jobs)-1].complete = now
	}
	return s.stream.Send(wire.Header{Segment: seq, Round: round, Deadline: r.Header.Deadline, Signature: r.Signature}.Request())
}

func (s *session) delivered(rendition int, p media.Part) {
	s.tally.Delivered(rendition, p)
	for _, j := range s.jobs {
		if !j.done && j.complete.IsZero() && s.tally.Complete(j.seq) {
			j.complete = s.deps.Now()
		}
	}
}

func (s *session) job(seq media.SegmentSeq) *job {
	for _, j := range s.jobs {
		if j.seq == seq {
			return j
		}
	}
	return nil
}

// speaks says whether a signature is the orchestrator's, as the court would decide.
func (s *session) speaks(j *job, digest common.Hash, signature []byte) error {
	signer, err := identity.Recover(digest, signature)
	if err == nil && signer != j.operator && signer != s.deal.Orchestrator {
		err = fmt.Errorf("it is signed by %s, not by the operator %s", signer, j.operator)
	}
	return err
}

// fail records a fault, and ends the session.
func (s *session) fail(j *job, fault string, reason error) {
	if s.fault != nil {
		return
	}
	s.fault = fmt.Errorf("%w: %w", verify.ErrMalformed, reason)
	if j != nil {
		s.fault = fmt.Errorf("%w: segment %d: %w", verify.ErrMalformed, j.seq, reason)
		j.record.Fault, j.record.Detail = fault, reason.Error()
		j.done = true
		s.keep(j)
		s.deps.Logger.Warn("fault of an orchestrator", "orch", s.deal.Orchestrator, "stream", s.open.Stream, "session", s.open.Session, "seq", uint64(j.seq),
			"fault", fault, "evidence", j.record.ID(), "err", reason)
	}
	s.deps.Metrics.faulty(fault)
	s.stream.Abort(s.fault)
}

func (s *session) keep(j *job) {
	if s.deps.Keeper != nil {
		s.deps.Keeper.Keep(j.record)
	}
}

// overdue looks for what should have come.
func (s *session) overdue() {
	now := s.deps.Now()
	if s.tally == nil || s.fault != nil {
		return
	}
	if !s.agreed && len(s.held) > 0 && now.Sub(s.opened) > ackTime+graceTime {
		s.fail(nil, "", errors.New("the orchestrator gives no receipts"))
		return
	}
	for _, j := range s.jobs {
		switch {
		case j.done:
		case j.acked.IsZero() && now.Sub(j.sent) > ackTime+graceTime:
			s.fail(j, evidence.FaultUnanswered, errors.New("the header was not acknowledged"))
		case !j.acked.IsZero() && (now.Sub(j.acked) > receiptTime || !j.complete.IsZero() && now.Sub(later(j.complete, j.acked)) > promptTime):
			s.missed(j)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// finished says whether all that was acknowledged has its receipt, which comes before the session's end.
func (s *session) finished() error {
	for _, j := range s.jobs {
		switch {
		case j.done:
		case j.acked.IsZero():
			s.fail(j, evidence.FaultUnanswered, errors.New("the session ended and the header was not acknowledged"))
		default:
			s.missed(j)
		}
	}
	if s.fault == nil && len(s.held) > 0 {
		s.fail(nil, "", errors.New("the orchestrator gives no receipts"))
	}
	return s.fault
}

// leave keeps what is unanswered. It is a fault where the orchestrator has gone.
func (s *session) leave(gone bool) {
	for _, j := range s.jobs {
		if j.done {
			continue
		}
		if gone && !j.acked.IsZero() {
			j.record.Fault, j.record.Detail = chain.FaultMissedDeadline, "the session was lost before the receipt"
		}
		s.keep(j)
	}
}
