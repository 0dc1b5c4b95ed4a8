package txn

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Manager owns the nonce of one account. It is safe for concurrent use.
type Manager struct {
	cfg     Config
	deps    Deps
	account Account
	log     *slog.Logger

	sending chan struct{} // holds one token: who has it gives out nonces
	slots   chan struct{} // one token for each transaction that may be on its way
	wake    chan struct{} // something new is on its way
	cancel  context.CancelFunc
	stopped chan struct{} // closed when the loop has ended

	mu      sync.Mutex
	flights map[int64]*flight // on their way, by entry; guarded by mu
	failed  error             // why the loop could not look at the chain last time; guarded by mu
}

// flight is an intent on its way. Once published in Manager.flights the loop alone changes it.
type flight struct {
	entry Entry         // changed with Manager.mu held
	slot  bool          // it holds one of Manager.slots
	done  chan struct{} // closed when the next two are set
	// The end of it.
	receipt *types.Receipt
	err     error

	// The loop's own.
	resendAt time.Time // the zero time: at once
	bumpNow  bool      // a node wants more for it
	gapAt    time.Time // since when the nonces below are missing
	lastErr  error     // what a node said last; guarded by Manager.mu
}

// Open makes a manager for the account of deps.Signer and goes on with what its journal says is unfinished. The caller closes it.
func Open(ctx context.Context, cfg Config, deps Deps) (*Manager, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if deps.Node == nil || deps.Journal == nil || deps.Signer == nil {
		return nil, errors.New("transactions: a node, a journal and a signer are needed")
	}
	if deps.Explain == nil {
		deps.Explain = func(err error) error { return err }
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	if deps.Fault == nil {
		deps.Fault = func(string) {}
	}
	m := &Manager{
		cfg: cfg, deps: deps,
		account: Account{Chain: cfg.Chain, Address: deps.Signer.Address()},
		log:     deps.Logger.With("account", deps.Signer.Address().Hex()),
		sending: make(chan struct{}, 1),
		slots:   make(chan struct{}, cfg.MaxInFlight),
		wake:    make(chan struct{}, 1),
		stopped: make(chan struct{}),
		flights: map[int64]*flight{},
	}
	if err := m.resume(ctx); err != nil {
		return nil, err
	}
	run, cancel := context.WithCancel(context.Background())
	m.cancel = cancel
	go m.run(run)
	return m, nil
}

// resume takes over what an earlier manager left unfinished.
func (m *Manager) resume(ctx context.Context) error {
	open, err := m.deps.Journal.Unfinished(ctx, m.account)
	if err != nil {
		return fmt.Errorf("open transactions: %w", err)
	}
	for _, e := range open {
		if err := e.check(m.cfg.ChainID); err != nil {
			return fmt.Errorf("open transactions: %w", err)
		}
		f := newFlight(e)
		select {
		case m.slots <- struct{}{}:
			f.slot = true
		default: // a smaller bound than last time: they all fly, and new ones wait
		}
		m.flights[e.ID] = f
	}
	if len(open) > 0 {
		m.log.Info("going on with unfinished transactions", "count", len(open), "first_nonce", open[0].Nonce)
	}
	return nil
}

func newFlight(e Entry) *flight { return &flight{entry: e, done: make(chan struct{})} }

// Close ends the manager. What is on its way stays in the journal; whoever waits for it gets ErrClosed.
func (m *Manager) Close() {
	m.cancel()
	<-m.stopped
}

// Address is the account.
func (m *Manager) Address() common.Address { return m.account.Address }

// Do submits an intent and waits until it is settled.
func (m *Manager) Do(ctx context.Context, i Intent) (*types.Receipt, error) {
	tx, err := m.Submit(ctx, i)
	if err != nil {
		return nil, err
	}
	return tx.Wait(ctx)
}

// Submit has an intent executed, and returns once a transaction for it is signed, stored and on its way. It waits while
// Config.MaxInFlight others are on theirs. An error means that nothing will be done, unless the journal failed as
// well. The intent of a key that was submitted before is not executed again: the transaction is the first one's.
func (m *Manager) Submit(ctx context.Context, i Intent) (*Tx, error) {
	if err := i.validate(); err != nil {
		return nil, err
	}
	if i.Key == "" {
		i.Key = "once/" + rand.Text()
	} else if tx, err := m.known(ctx, i); tx != nil || err != nil {
		return tx, err
	}
	if err := m.takeSlot(ctx); err != nil {
		return nil, err
	}
	tx, err := m.submit(ctx, i)
	if err != nil {
		<-m.slots
	}
	return tx, err
}

func (m *Manager) takeSlot(ctx context.Context) error {
	select {
	case <-m.stopped: // even if there is a slot
		return ErrClosed
	default:
	}
	select {
	case m.slots <- struct{}{}:
		return nil
	case <-m.stopped:
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("%w: %d: %w", ErrBusy, m.cfg.MaxInFlight, context.Cause(ctx))
	}
}

// submit does the work of Submit, holding a slot that the flight keeps.
func (m *Manager) submit(ctx context.Context, i Intent) (*Tx, error) {
	plan, err := m.Plan(ctx, i)
	if err != nil {
		return nil, err
	}
	i.Gas = plan.Gas
	if err := m.lock(ctx); err != nil {
		return nil, err
	}
	defer m.unlock()
	// Another Submit of the same key may have been faster.
	if tx, err := m.known(ctx, i); err != nil {
		return nil, err
	} else if tx != nil {
		<-m.slots
		return tx, nil
	}
	nonce, err := m.nextNonce(ctx)
	if err != nil {
		return nil, err
	}
	e := Entry{Account: m.account, Intent: i, Nonce: nonce, Since: plan.Block, Created: time.Now()}
	if e.ID, err = m.deps.Journal.Add(ctx, e); err != nil {
		return nil, err
	}
	m.deps.Fault(PointReserved)
	f := newFlight(e)
	f.slot = true
	if err := m.sign(ctx, f, plan.fees()); err != nil {
		// Nothing of it left the signer, so nobody else can send it: the nonce is free again.
		if dropErr := m.deps.Journal.Drop(context.WithoutCancel(ctx), e.ID); dropErr != nil {
			f.slot = false // the caller gives it back
			m.publish(f)
			return nil, errors.Join(err, dropErr)
		}
		return nil, err
	}
	m.send(ctx, f)
	m.publish(f)
	return &Tx{manager: m, flight: f}, nil
}

func (m *Manager) lock(ctx context.Context) error {
	select {
	case m.sending <- struct{}{}:
		return nil
	case <-m.stopped:
		return ErrClosed
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (m *Manager) unlock() { <-m.sending }

// publish hands a flight to the loop.
func (m *Manager) publish(f *flight) {
	m.mu.Lock()
	m.flights[f.entry.ID] = f
	m.mu.Unlock()
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// Known says whether an intent of that key and content was submitted before, so that Submit would execute nothing. It wraps
// ErrMismatch when the key stands for something else.
func (m *Manager) Known(ctx context.Context, i Intent) (bool, error) {
	if i.Key == "" {
		return false, nil
	}
	tx, err := m.known(ctx, i)
	return tx != nil, err
}

// Unfinished are the transactions on their way whose intents' keys begin with a prefix, by nonce: also those of an earlier manager.
func (m *Manager) Unfinished(prefix string) []*Tx {
	var list []*Tx
	flights := m.inFlight()
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range flights {
		if strings.HasPrefix(f.entry.Intent.Key, prefix) {
			list = append(list, &Tx{manager: m, flight: f})
		}
	}
	return list
}

// known finds the transaction of an intent that was submitted before; nil if it was not.
func (m *Manager) known(ctx context.Context, i Intent) (*Tx, error) {
	e, err := m.deps.Journal.ByKey(ctx, m.account, i.Key)
	if errors.Is(err, ErrNoEntry) {
		return nil, nil //nolint:nilnil // not known, and nothing wrong
	}
	if err != nil {
		return nil, err
	}
	if !e.Intent.same(i) {
		return nil, fmt.Errorf("%w: %q", ErrMismatch, i.Key)
	}
	m.mu.Lock()
	f := m.flights[e.ID]
	m.mu.Unlock()
	if f == nil && e.Outcome == nil {
		// It was settled between the two looks, or another Submit is about to publish it.
		if e, err = m.deps.Journal.ByKey(ctx, m.account, i.Key); err != nil {
			return nil, err
		}
		if e.Outcome == nil {
			return nil, nil //nolint:nilnil // its Submit holds the lock; look again with it held
		}
	}
	if f == nil {
		f = newFlight(e)
		f.receipt, f.err = m.recall(ctx, e)
		close(f.done)
	}
	return &Tx{manager: m, flight: f}, nil
}

// recall is the end of an intent as it was settled earlier.
func (m *Manager) recall(ctx context.Context, e Entry) (*types.Receipt, error) {
	if !e.Outcome.Success {
		reason := m.whyReverted(ctx, e, new(big.Int).SetUint64(e.Outcome.Block))
		if reason == nil {
			reason = errors.New(e.Outcome.Reason)
		}
		return nil, fmt.Errorf("%w: %s: %w", ErrReverted, e.Outcome.Hash, reason)
	}
	receipt, err := m.deps.Node.TransactionReceipt(ctx, e.Outcome.Hash)
	if err != nil {
		return nil, fmt.Errorf("read receipt of %s, settled in block %d: %w", e.Outcome.Hash, e.Outcome.Block, m.deps.Explain(err))
	}
	return receipt, nil
}

// nextNonce is the first that neither the chain nor the journal knows. A node takes a transaction in before it counts it, and the
// next node may be behind, so the journal's word counts as well.
func (m *Manager) nextNonce(ctx context.Context) (uint64, error) {
	pending, err := m.deps.Node.PendingNonceAt(ctx, m.account.Address)
	if err != nil {
		return 0, fmt.Errorf("read nonce of %s: %w", m.account.Address, m.deps.Explain(err))
	}
	reserved, err := m.deps.Journal.NextNonce(ctx, m.account)
	if err != nil {
		return 0, err
	}
	return max(pending, reserved), nil
}

// sign signs a flight's next attempt and stores it.
func (m *Manager) sign(ctx context.Context, f *flight, offer fees) error {
	e := f.entry
	unsigned := types.NewTx(&types.DynamicFeeTx{
		ChainID: m.cfg.ChainID, Nonce: e.Nonce, GasTipCap: offer.tip, GasFeeCap: offer.cap, Gas: e.Intent.Gas,
		To: e.Intent.To, Value: e.Intent.value(), Data: e.Intent.Data,
	})
	signed, err := m.deps.Signer.SignTx(ctx, unsigned, m.cfg.ChainID)
	if err != nil {
		return fmt.Errorf("sign transaction: %w", err)
	}
	m.deps.Fault(PointSigned)
	attempt, err := newAttempt(signed, time.Now())
	if err != nil {
		return err
	}
	e.Attempts = append(e.Attempts[:len(e.Attempts):len(e.Attempts)], attempt)
	if err := m.deps.Journal.Put(context.WithoutCancel(ctx), e); err != nil {
		return err
	}
	m.deps.Fault(PointStored)
	m.mu.Lock()
	f.entry = e
	m.mu.Unlock()
	return nil
}

// send sends a flight's newest attempt. What goes wrong is the loop's to mend.
func (m *Manager) send(ctx context.Context, f *flight) {
	live := f.entry.live()
	tx := live[len(live)-1].Tx
	err := m.deps.Node.SendTransaction(ctx, tx)
	m.deps.Fault(PointSent)
	f.resendAt = time.Now().Add(m.cfg.Rebroadcast)
	said := judge(err)
	f.bumpNow = f.bumpNow || said == underpriced
	if said == refused {
		err = m.deps.Explain(err)
		f.resendAt = time.Now().Add(m.cfg.Poll)
	} else {
		err = nil
	}
	m.mu.Lock()
	before := f.lastErr
	f.lastErr = err
	m.mu.Unlock()
	if err != nil && before == nil {
		m.log.Warn("transaction was not taken; trying again", "nonce", tx.Nonce(), "hash", tx.Hash().Hex(), "err", err)
	}
}

// inFlight lists what is on its way, by nonce.
func (m *Manager) inFlight() []*flight {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := make([]*flight, 0, len(m.flights))
	for _, f := range m.flights {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b *flight) int { return byNonce(a.entry, b.entry) })
	return list
}

func byNonce(a, b Entry) int { return cmp.Compare(a.Nonce, b.Nonce) }

// whyReverted runs a failed transaction again to learn why it failed; nil if that does not tell, since the state has changed or the
// node has forgotten it.
func (m *Manager) whyReverted(ctx context.Context, e Entry, block *big.Int) error {
	msg := ethereum.CallMsg{From: m.account.Address, To: e.Intent.To, Gas: e.Intent.Gas, Value: e.Intent.value(), Data: e.Intent.Data}
	_, err := m.deps.Node.CallContract(ctx, msg, block)
	if err == nil || !isRevert(err) {
		return nil
	}
	return m.deps.Explain(err)
}
