package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptrace"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/selection"
)

// errSlow is why an orchestrator is passed over that had not quoted when the auction closed.
var errSlow = errors.New("its quote came too late")

// answer is what came of asking one of the drawn.
type answer struct {
	address common.Address
	peer    *peer         // nil when its service is not usable
	latency time.Duration // from when its connection stood
	err     error         // why it cannot take the job
}

// draw makes one decision. passed says why each of the others was passed over.
func (m *NetworkMarket) draw(ctx context.Context, job Job, view chain.View, attempt int, excluded []selection.Exclusion) (found []Candidate, passed []string, err error) {
	policy := m.policy()
	var broke error
	policy.MaxPrice, broke = m.maxPrice(job)
	record, err := selection.NewRecord(selection.Request{
		Snapshot: view.Snapshot, Broadcaster: m.signer.Address(), Broker: m.broker.Contract, Stream: job.Stream, Attempt: uint64(attempt),
		Exclusions: excluded, Policy: policy,
	}, time.Now())
	if err != nil {
		return nil, nil, fmt.Errorf("draw orchestrators: %w", err)
	}
	for _, e := range excluded {
		passed = append(passed, fmt.Sprintf("%s is %s", e.Orchestrator, e.Reason))
	}
	answers := m.quotes(ctx, job, view, record.Drawn, policy.MaxPrice)
	if ctx.Err() != nil {
		return nil, nil, context.Cause(ctx)
	}
	now := time.Now()
	var quotes []selection.Quote
	var peers []*peer
	for _, a := range answers {
		if a.err == nil {
			quotes = append(quotes, m.selectionQuote(a, now))
			if a.err = affordable(a.peer, policy.MaxPrice); a.err != nil && broke != nil {
				a.err = broke
			}
		}
		m.note(a.address, a.peer, a.err)
		if a.err != nil {
			passed = append(passed, fmt.Sprintf("%s: %v", a.address, a.err))
			continue
		}
		peers = append(peers, a.peer)
	}
	form, err := m.decide(&record, quotes, now)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range peers {
		p.clearing, p.record = p.quote.Price, form
		if p.address != *record.Chosen {
			found = append(found, p)
			continue
		}
		p.clearing = record.Price
		found = slices.Insert(found, 0, Candidate(p))
	}
	return found, passed, nil
}

func (m *NetworkMarket) policy() selection.Policy {
	return selection.Policy{
		Candidates: m.cfg.Candidates, LatencyPenalty: m.cfg.LatencyPenalty, PerformanceWeight: m.cfg.PerformanceWeight,
	}
}

// maxPrice is the most that a stream may pay now, in units; broke says why it is nothing, if anything at all could be paid.
func (m *NetworkMarket) maxPrice(job Job) (most uint64, broke error) {
	most = m.cfg.MaxPrice
	if most == 0 {
		return 0, nil
	}
	if err := m.payer.Check(job.Stream); err != nil {
		return 0, err
	}
	if m.units == nil {
		return most, nil
	}
	most, err := m.units(most)
	if err != nil {
		return 0, fmt.Errorf("nothing can be paid: %w", err)
	}
	return most, nil
}

// affordable says why a peer that quoted is too dear.
func affordable(p *peer, most uint64) error {
	if p.quote.Price > most {
		return fmt.Errorf("asks %d per terapixel, the maximum is %d", p.quote.Price, most)
	}
	return nil
}

// selectionQuote is an answer as the record keeps it.
func (m *NetworkMarket) selectionQuote(a answer, now time.Time) selection.Quote {
	q := a.peer.quote
	return selection.Quote{
		Capacity: q.Capacity, Expiry: q.Expiry, FaceValue: q.FaceValue, LatencyMicros: a.latency.Microseconds(), Operator: a.peer.service.Operator,
		Orchestrator: a.address, Performance: m.scores.Of(a.address, now).Performance, Price: q.Price, ProfilesHash: q.ProfilesHash,
		Signature: q.Signature, WinProb: q.WinProb,
	}
}

// decide completes a decision with the quotes, signs and keeps it.
func (m *NetworkMarket) decide(r *selection.Record, quotes []selection.Quote, now time.Time) (json.RawMessage, error) {
	if err := r.Choose(quotes, now); err != nil {
		return nil, fmt.Errorf("record selection: %w", err)
	}
	if err := r.Sign(m.signer); err != nil {
		return nil, err
	}
	form, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("record selection: %w", err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.records = append(m.records, form)
	if len(m.records) > maxRecords {
		m.records = slices.Delete(m.records, 0, len(m.records)-maxRecords)
	}
	return form, nil
}

// ask asks all the drawn at once, and returns their answers in drawn order. Quotes above most are of no use.
func (m *NetworkMarket) ask(ctx context.Context, job Job, view chain.View, drawn []common.Address, most uint64) []answer {
	answers := make([]answer, len(drawn))
	enough := 2
	if most == 0 {
		enough = 1 // there is no price to decide
	}
	hold(ctx, patience{enough, m.cfg.QuoteWindow, m.cfg.QuoteGrace}, len(drawn), func(ctx context.Context, i int, connected func()) bool {
		a := &answers[i]
		a.address = drawn[i]
		if a.peer, a.err = m.newPeer(drawn[i], view.Services[drawn[i]], job); a.err != nil {
			return false
		}
		_, why := m.suspensions.Suspended(drawn[i], time.Now())
		a.peer.doubtful = why != ""
		timed, cancel := context.WithTimeout(ctx, m.cfg.QuoteTimeout)
		defer cancel()
		stood := time.Now()
		var mu sync.Mutex // guards stood
		a.err = a.peer.ask(httptrace.WithClientTrace(timed, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) {
			mu.Lock()
			defer mu.Unlock()
			stood = time.Now()
			connected()
		}}))
		mu.Lock()
		a.latency = time.Since(stood)
		mu.Unlock()
		if errors.Is(context.Cause(ctx), errSlow) && a.err != nil {
			a.err = errSlow
		}
		return a.err == nil && affordable(a.peer, most) == nil
	})
	return answers
}

// patience says how long quotes are waited for.
type patience struct {
	enough int           // usable quotes
	window time.Duration // from when a connection stands, once there are enough
	grace  time.Duration // from the first usable one
}

// hold calls ask for each of n at once, and returns when all calls have. ask says when its connection stands, and returns whether it
// got a usable quote. The context of those that are too late is done because of errSlow.
func hold(ctx context.Context, until patience, n int, ask func(ctx context.Context, i int, connected func()) bool) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type event struct {
		i              int
		answer, usable bool
	}
	events := make(chan event, 16)
	for i := range n {
		go func() {
			usable := ask(ctx, i, func() {
				select {
				case events <- event{i: i}:
				case <-ctx.Done():
				}
			})
			events <- event{i, true, usable}
		}()
	}
	var first time.Time // when the first usable quote came
	usable := 0
	waiting := make(map[int]time.Time, n) // since when their connections stand, if they do
	for i := range n {
		waiting[i] = time.Time{}
	}
	closing := time.NewTimer(time.Hour)
	defer closing.Stop()
	for len(waiting) > 0 {
		select {
		case e := <-events:
			if !e.answer {
				waiting[e.i] = time.Now()
				break
			}
			delete(waiting, e.i)
			if e.usable {
				if usable++; usable == 1 {
					first = time.Now()
				}
			}
		case <-closing.C:
			cancel(errSlow)
		}
		if usable == 0 || ctx.Err() != nil {
			continue
		}
		end := first.Add(until.grace)
		if latest, all := latestOf(waiting); all && usable >= until.enough && latest.Add(until.window).Before(end) {
			end = latest.Add(until.window)
		}
		closing.Reset(time.Until(end))
	}
}

// latestOf returns the latest of times, and whether all are set.
func latestOf(times map[int]time.Time) (latest time.Time, all bool) {
	for _, t := range times {
		if t.IsZero() {
			return t, false
		}
		if t.After(latest) {
			latest = t
		}
	}
	return latest, true
}
