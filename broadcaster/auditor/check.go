package auditor

import (
	"errors"
	"fmt"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
)

// acknowledged checks an acknowledgement.
func (s *session) acknowledged(m *millracev1.HeaderAck) {
	a, err := wire.ParseHeaderAck(m)
	if err != nil {
		s.fail(nil, "", err)
		return
	}
	j := s.job(a.Segment)
	if j == nil || !j.acked.IsZero() {
		s.fail(nil, "", fmt.Errorf("an acknowledgement of segment %d, which has no header that lacks one", a.Segment))
		return
	}
	ack := chain.SignedAck{Ack: ticket.Ack{HeaderHash: j.record.ID(), TicketDigest: a.TicketDigest, Deadline: a.Deadline}, Signature: a.Signature}
	j.record.Ack = &ack
	if err := s.speaks(j, ack.Digest(s.deps.Court), a.Signature); err != nil {
		s.fail(j, evidence.FaultWrongSignature, fmt.Errorf("acknowledgement: %w", err))
		return
	}
	now := s.deps.Now()
	j.acked = now
	if latest := now.Add(receiptTime + wire.MaxSkew); time.UnixMilli(int64(a.Deadline)).After(latest) {
		s.fail(j, evidence.FaultWrongAck, fmt.Errorf("it promises the receipt for %s only", time.UnixMilli(int64(a.Deadline)).UTC().Format(time.DateTime)))
		return
	}
	if a.TicketDigest != (common.Hash{}) {
		s.checkTicket(j, a.TicketDigest)
	}
}

// checkTicket checks the ticket that an acknowledgement names: it must not be worth more than the work.
func (s *session) checkTicket(j *job, digest common.Hash) {
	for _, p := range s.paidBy {
		if p.digest != digest {
			continue
		}
		due := j.record.Header.Cost(evidence.Pixels(j.record.Header, j.record.Profiles))
		if worth := p.ticket.ExpectedValue(); worth.Cmp(due) > 0 {
			j.record.Ticket = &p.ticket
			s.fail(j, chain.FaultOverpricing, fmt.Errorf("it takes a ticket worth %s units for work that costs %s", worth, due))
		}
		return
	}
	s.fail(j, evidence.FaultWrongAck, fmt.Errorf("it names a ticket that was not sent: %s", digest))
}

// receipt checks a receipt.
func (s *session) receipt(m *millracev1.Receipt) {
	r, err := wire.ParseReceipt(m, len(s.open.Ladder))
	if err != nil {
		s.fail(nil, "", err)
		return
	}
	j := s.job(r.Segment)
	if j == nil {
		s.fail(nil, "", fmt.Errorf("a receipt of segment %d, which has no header", r.Segment))
		return
	}
	signed := chain.SignedReceipt{
		Receipt: ticket.Receipt{
			HeaderHash: j.record.ID(), RenditionsRoot: ticket.Renditions(r.Leaves).Root(), Mode: r.Mode, CompletedAt: r.CompletedAt,
		},
		Signature: r.Signature,
	}
	if err := s.speaks(j, signed.Digest(s.deps.Court), r.Signature); err != nil {
		s.fail(j, evidence.FaultWrongSignature, fmt.Errorf("receipt: %w", err))
		return
	}
	if len(j.record.Receipts) > 0 {
		s.second(j, signed)
		return
	}
	j.record.Receipts, j.record.Leaves = append(j.record.Receipts, signed), r.Leaves
	if fault, err := s.compare(j, r); err != nil {
		s.fail(j, fault, err)
		return
	}
	j.done = true
	s.deps.Metrics.receipt()
	s.keep(j)
	s.tally.Drop(j.seq)
}

// second is what a second receipt of one header is.
func (s *session) second(j *job, signed chain.SignedReceipt) {
	if first := j.record.Receipts[0]; first.Receipt == signed.Receipt {
		s.fail(j, evidence.FaultWrongReceipt, errors.New("its receipt came twice"))
		return
	}
	j.record.Receipts = append(j.record.Receipts[:1:1], signed)
	s.fail(j, chain.FaultEquivocation, errors.New("two receipts for one header"))
}

// compare compares a receipt with what arrived before it, and says which fault an error is.
func (s *session) compare(j *job, r wire.Receipt) (fault string, err error) {
	if j.acked.IsZero() {
		return evidence.FaultWrongReceipt, errors.New("its receipt came before its acknowledgement")
	}
	for i, l := range r.Leaves {
		if evidence.Overbills(j.record.Header, j.record.Profiles, l) {
			return chain.FaultOverbilling, fmt.Errorf("the receipt bills %d pixels for %d frames of %s", l.Pixels, l.Frames, s.open.Ladder[i].Name)
		}
	}
	for i, want := range s.tally.Leaves(j.seq) {
		if got := r.Leaves[i]; got != want {
			return evidence.FaultWrongReceipt, fmt.Errorf("the receipt is not of the %s that came: %d bytes and %d pixels of root %s, not %d and %d of %s",
				s.open.Ladder[i].Name, got.Size, got.Pixels, got.ChunkRoot, want.Size, want.Pixels, want.ChunkRoot)
		}
	}
	if at, now := time.UnixMilli(int64(r.CompletedAt)), s.deps.Now(); at.Sub(now).Abs() > wire.MaxSkew {
		return evidence.FaultWrongReceipt, fmt.Errorf("the receipt is dated %s", at.UTC().Format(time.DateTime))
	}
	return "", nil
}

// missed is a header that was acknowledged and has no receipt in time.
func (s *session) missed(j *job) {
	s.fail(j, chain.FaultMissedDeadline, errors.New("it was acknowledged, and no receipt came"))
}
