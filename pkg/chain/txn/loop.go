package txn

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
)

// run looks after what is on its way until ctx is done.
func (m *Manager) run(ctx context.Context) {
	defer close(m.stopped)
	pause := firstPause
	for {
		if len(m.inFlight()) == 0 {
			select {
			case <-m.wake:
				pause = firstPause
			case <-ctx.Done():
				return
			}
		}
		m.report(m.look(ctx))
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
			pause = min(2*pause, m.cfg.Poll)
		case <-m.wake:
			pause = firstPause
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return
		}
	}
}

// report logs when looking at the chain begins to fail and when it works again.
func (m *Manager) report(err error) {
	m.mu.Lock()
	before := m.failed
	m.failed = err
	m.mu.Unlock()
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil && before == nil:
		m.log.Warn("transactions cannot be followed; trying again", "err", err)
	case err == nil && before != nil:
		m.log.Info("transactions are followed again")
	}
}

// look does what each flight needs now.
func (m *Manager) look(ctx context.Context) error {
	head, err := m.deps.Node.HeaderByNumber(ctx, nil)
	if err != nil {
		return fmt.Errorf("read latest block: %w", m.deps.Explain(err))
	}
	next, err := m.deps.Node.NonceAt(ctx, m.account.Address, nil)
	if err != nil {
		return fmt.Errorf("read nonce of %s: %w", m.account.Address, m.deps.Explain(err))
	}
	var errs []error
	for i, f := range m.inFlight() {
		if f.entry.Nonce < next {
			err = m.settle(ctx, f, head)
		} else {
			err = m.urge(ctx, f, f.entry.Nonce == next)
			if i == 0 {
				err = errors.Join(err, m.mendGap(ctx, f, next, head))
			}
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// settle finishes a flight whose nonce the chain has used, if by one of its attempts and deep enough.
func (m *Manager) settle(ctx context.Context, f *flight, head *types.Header) error {
	attempts := f.entry.live()
	for i := len(attempts) - 1; i >= 0; i-- {
		receipt, err := m.deps.Node.TransactionReceipt(ctx, attempts[i].Tx.Hash())
		if errors.Is(err, ethereum.NotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read receipt of %s: %w", attempts[i].Tx.Hash(), m.deps.Explain(err))
		}
		m.deps.Fault(PointMined)
		f.resendAt = time.Time{} // should a reorganization take it out again, it is sent at once
		if receipt.BlockNumber.Uint64()+m.cfg.Confirmations > head.Number.Uint64()+1 {
			return nil
		}
		return m.finish(ctx, f, receipt)
	}
	return m.displaced(ctx, f, head)
}

// finish records the end of a flight and tells those who wait for it.
func (m *Manager) finish(ctx context.Context, f *flight, receipt *types.Receipt) error {
	e := f.entry
	e.Outcome = &Outcome{
		Hash: receipt.TxHash, Block: receipt.BlockNumber.Uint64(), BlockHash: receipt.BlockHash,
		Success: receipt.Status == types.ReceiptStatusSuccessful,
	}
	var reason error
	if !e.Outcome.Success {
		if reason = m.whyReverted(ctx, e, receipt.BlockNumber); reason == nil {
			reason = fmt.Errorf("without a reason, with %d of %d gas used", receipt.GasUsed, e.Intent.Gas)
		}
		e.Outcome.Reason = reason.Error()
	}
	if err := m.deps.Journal.Put(ctx, e); err != nil {
		return err
	}
	m.deps.Fault(PointSettled)
	m.mu.Lock()
	f.entry = e
	delete(m.flights, e.ID)
	m.mu.Unlock()
	if reason != nil {
		f.err = fmt.Errorf("%w: %s: %w", ErrReverted, receipt.TxHash, reason)
	} else {
		f.receipt = receipt
	}
	close(f.done)
	if f.slot {
		<-m.slots
	}
	return nil
}

// urge sends a flight that is not mined: its first attempt if there is none, the same bytes again from time to time, and, when it is
// the one that the chain waits for and has waited long, or a node wants more for it, a replacement.
func (m *Manager) urge(ctx context.Context, f *flight, first bool) error {
	attempts := f.entry.live()
	if len(attempts) == 0 {
		offer, _, err := m.price(ctx)
		if err == nil {
			err = m.sign(ctx, f, offer)
		}
		if err == nil {
			m.send(ctx, f)
		}
		return err
	}
	last := attempts[len(attempts)-1]
	if f.bumpNow || first && time.Since(last.At) >= m.cfg.BumpAfter && !f.resendAt.IsZero() {
		return m.bump(ctx, f, last)
	}
	if !time.Now().Before(f.resendAt) {
		m.send(ctx, f)
	}
	return nil
}

// bump replaces a flight's newest attempt by one that offers more, or sends it again when the bound leaves no room.
func (m *Manager) bump(ctx context.Context, f *flight, last Attempt) error {
	now, _, err := m.price(ctx)
	if err != nil && !errors.Is(err, ErrFeeTooHigh) {
		return err
	}
	if err != nil {
		now = feesOf(last.Tx) // more than the bound is asked for; offer what we may
	}
	offer, ok := replacement(feesOf(last.Tx), now, m.cfg.BumpPercent, m.cfg.MaxFeePerGas)
	f.bumpNow = false
	if !ok {
		if !time.Now().Before(f.resendAt) {
			m.send(ctx, f)
		}
		m.mu.Lock()
		f.lastErr = fmt.Errorf("%w: nonce %d offers %s wei per unit, the bound is %s", ErrFeeTooHigh, f.entry.Nonce, last.Tx.GasFeeCap(), m.cfg.MaxFeePerGas)
		m.mu.Unlock()
		return nil
	}
	if err := m.sign(ctx, f, offer); err != nil {
		return err
	}
	m.log.Info("stuck transaction replaced", "nonce", f.entry.Nonce, "hash", last.Tx.Hash().Hex(), "fee_cap", offer.cap, "tip", offer.tip)
	m.send(ctx, f)
	return nil
}

// mendGap sees to the nonces below the first flight, f. While the chain waits for one that nobody sends, f cannot be mined: an intent
// of ours that a reorganization took out is sent again; a nonce that nothing is known of is used up by sending nothing to ourselves.
func (m *Manager) mendGap(ctx context.Context, f *flight, next uint64, head *types.Header) error {
	if f.entry.Nonce == next {
		f.gapAt = time.Time{}
		return nil
	}
	pending, err := m.deps.Node.PendingNonceAt(ctx, m.account.Address)
	if err != nil {
		return fmt.Errorf("read nonce of %s: %w", m.account.Address, m.deps.Explain(err))
	}
	if pending = max(pending, next); pending >= f.entry.Nonce {
		f.gapAt = time.Time{}
		return nil
	}
	if f.gapAt.IsZero() {
		f.gapAt = time.Now()
	}
	e, err := m.deps.Journal.ByNonce(ctx, m.account, pending)
	switch {
	case err == nil && e.Outcome != nil:
		m.log.Warn("a settled transaction is gone from the chain; sending it again", "nonce", pending, "hash", e.Outcome.Hash.Hex())
		e.Outcome = nil
		if err := m.deps.Journal.Put(ctx, e); err != nil {
			return err
		}
	case err == nil: // on its way, but behind f: it will be looked at next time
		return nil
	case !errors.Is(err, ErrNoEntry):
		return err
	case time.Since(f.gapAt) < m.cfg.BumpAfter:
		return nil
	default:
		m.log.Warn("the account's transactions wait for a nonce that nobody sends; using it up", "nonce", pending)
		self := m.account.Address
		e = Entry{
			Account: m.account, Nonce: pending, Since: head.Number.Uint64(), Created: time.Now(),
			Intent: Intent{Key: fmt.Sprintf("gap/%d", pending), To: &self, Value: new(big.Int), Gas: params.TxGas},
		}
		if e.ID, err = m.deps.Journal.Add(ctx, e); err != nil {
			return err
		}
	}
	m.publish(newFlight(e))
	return nil
}
