package txn_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/signer"
)

// scene is an account on a fake chain, with a manager at work. Time is synctest's.
type scene struct {
	*testing.T
	key     *signer.Key
	signs   *countingSigner
	chain   *fakeChain
	journal txn.Journal
	cfg     txn.Config
	*txn.Manager
}

// countingSigner remembers what it signed, and may refuse.
type countingSigner struct {
	*signer.Key
	mu     sync.Mutex
	signed []*types.Transaction
	refuse error
}

// all lists what was signed.
func (s *countingSigner) all() []*types.Transaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.signed)
}

func (s *countingSigner) SignTx(ctx context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		return nil, s.refuse
	}
	signed, err := s.Key.SignTx(ctx, tx, chainID)
	s.signed = append(s.signed, signed)
	return signed, err
}

func play(t *testing.T, cfg txn.Config, act func(s *scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		key := newKey(t)
		cfg.ChainID, cfg.Chain = big.NewInt(1337), "fake"
		s := &scene{T: t, key: key, signs: &countingSigner{Key: key}, chain: newFakeChain(key.Address()), journal: txn.NewMemory(), cfg: cfg}
		s.open()
		defer func() { s.Close() }()
		act(s)
		s.nothingTwice()
	})
}

func (s *scene) open() {
	m, err := txn.Open(s.Context(), s.cfg, txn.Deps{
		Node: s.chain, Journal: s.journal, Signer: s.signs, Logger: slog.New(slog.DiscardHandler),
		Explain: func(err error) error {
			if r, ok := errors.AsType[revert](err); ok && r.reason == "broke" {
				return errBroke
			}
			return err
		},
	})
	require.NoError(s, err)
	s.Manager = m
}

var errBroke = errors.New("the contract is broke")

// nothingTwice is the rule of the house: no intent is executed twice.
func (s *scene) nothingTwice() {
	done := map[string]bool{}
	for _, tx := range s.chain.executed() {
		what := fmt.Sprintf("%s %s %x", tx.To(), tx.Value(), tx.Data())
		require.False(s, done[what], "%s was executed twice", what)
		done[what] = true
	}
}

// pass lets time go by.
func (s *scene) pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// blocks makes n blocks, a second apart.
func (s *scene) blocks(n int) {
	for range n {
		s.chain.mine()
		s.pass(2 * time.Second)
	}
}

// payment is an intent of its own for each n.
func payment(n int64) txn.Intent {
	return txn.Intent{Key: fmt.Sprintf("payment/%d", n), To: &common.Address{0xaa}, Value: big.NewInt(n), Gas: 21_000}
}

func (s *scene) submit(i txn.Intent) *txn.Tx {
	s.Helper()
	tx, err := s.Submit(s.Context(), i)
	require.NoError(s, err)
	return tx
}

// settled says whether a transaction is.
func (s *scene) settled(tx *txn.Tx) bool {
	ctx, cancel := context.WithCancel(s.Context())
	cancel()
	_, err := tx.Wait(ctx)
	if err != nil {
		require.ErrorIs(s, err, txn.ErrNotMined)
	}
	return err == nil
}

func TestStuckTransactionIsReplaced(t *testing.T) {
	play(t, txn.Config{BumpAfter: 30 * time.Second}, func(s *scene) {
		tx := s.submit(payment(1))
		first := tx.Signed()
		s.chain.with(func() { s.chain.baseFee = 5000 }) // it offered 2010
		s.pass(29 * time.Second)
		s.chain.mine()
		require.Equal(s, first.Hash(), tx.Hash(), "not stuck yet")
		s.pass(3 * time.Second)
		replaced := tx.Signed()
		require.NotEqual(s, first.Hash(), replaced.Hash())
		require.Equal(s, first.Nonce(), replaced.Nonce())
		require.True(s, tenPercentMore(first.GasFeeCap(), replaced.GasFeeCap()))
		require.True(s, tenPercentMore(first.GasTipCap(), replaced.GasTipCap()))
		require.False(s, s.settled(tx))
		s.blocks(1)
		require.True(s, s.settled(tx))
		require.Len(s, s.chain.executed(), 1)
	})
}

func TestFeesStayWithinTheBound(t *testing.T) {
	play(t, txn.Config{BumpAfter: 10 * time.Second, MaxFeePerGas: big.NewInt(3000)}, func(s *scene) {
		tx := s.submit(payment(1))
		s.chain.with(func() { s.chain.baseFee = 5000 })
		s.pass(5 * time.Minute)
		for _, signed := range s.signs.all() {
			require.LessOrEqual(s, signed.GasFeeCap().Int64(), int64(3000))
		}
		require.Greater(s, tx.Signed().GasFeeCap().Int64()*110, int64(3000*100), "as near to it as nodes take another replacement")
		count := len(s.signs.all())
		s.pass(5 * time.Minute)
		require.Len(s, s.signs.all(), count, "nothing is signed that no node takes")
		require.Greater(s, s.chain.sends(tx.Hash()), 10, "but it is sent again")
		ctx, cancel := context.WithTimeout(s.Context(), time.Second)
		defer cancel()
		_, err := tx.Wait(ctx)
		require.ErrorIs(s, err, txn.ErrNotMined)
		require.ErrorIs(s, err, txn.ErrFeeTooHigh, "the operator learns why")
		_, err = s.Submit(s.Context(), payment(2))
		require.ErrorIs(s, err, txn.ErrFeeTooHigh)

		s.chain.with(func() { s.chain.baseFee = 2700 })
		s.blocks(1)
		require.True(s, s.settled(tx))
	})
}

func TestUnderpricedIsRaisedAtOnce(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		s.chain.answer = func(tx *types.Transaction) error {
			if tx.GasTipCap().Int64() < 12 {
				return errors.New("transaction underpriced: tip needed 12")
			}
			return nil
		}
		tx := s.submit(payment(1))
		s.pass(2 * time.Second)
		require.GreaterOrEqual(s, tx.Signed().GasTipCap().Int64(), int64(12))
		s.blocks(1)
		require.True(s, s.settled(tx))
	})
}

func TestAlreadyKnownIsTaken(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		s.chain.answer = func(tx *types.Transaction) error { // the first node took it and its answer was lost
			s.chain.pool[tx.Nonce()] = tx
			return errors.New("already known")
		}
		tx := s.submit(payment(1))
		s.blocks(1)
		require.True(s, s.settled(tx))
		require.Len(s, s.signs.all(), 1)
	})
}

func TestConfirmationsAndReorganization(t *testing.T) {
	play(t, txn.Config{Confirmations: 3}, func(s *scene) {
		tx := s.submit(payment(1))
		s.blocks(2)
		require.False(s, s.settled(tx), "two deep")
		s.chain.reorganize(2)
		s.pass(2 * time.Second)
		require.Equal(s, 2, s.chain.sends(tx.Hash()), "the same bytes, at once")
		s.blocks(2)
		require.False(s, s.settled(tx), "two deep again")
		s.blocks(1)
		require.True(s, s.settled(tx))
		require.Len(s, s.signs.all(), 1)
	})
}

func TestSettledTransactionThatIsGoneIsSentAgain(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		one := s.submit(payment(1))
		s.blocks(1)
		require.True(s, s.settled(one))
		s.chain.reorganize(1)
		two := s.submit(payment(2))
		require.Equal(s, uint64(1), two.Nonce(), "nonce 0 is taken, whatever the chain says")
		s.pass(2 * time.Second)
		s.blocks(1)
		require.True(s, s.settled(two))
		require.Len(s, s.chain.executed(), 2)
		require.Len(s, s.signs.all(), 2)
	})
}

func TestGapIsFilled(t *testing.T) {
	play(t, txn.Config{BumpAfter: 10 * time.Second}, func(s *scene) {
		s.chain.with(func() { // something else sent a transaction, which all nodes then forgot
			s.chain.pool[0] = s.foreign(0)
		})
		tx := s.submit(payment(1))
		require.Equal(s, uint64(1), tx.Nonce())
		s.chain.with(func() { delete(s.chain.pool, 0) })
		s.pass(9 * time.Second)
		require.Len(s, s.signs.all(), 1, "it may yet come")
		s.pass(5 * time.Second)
		s.blocks(1)
		require.True(s, s.settled(tx))
		executed := s.chain.executed()
		require.Len(s, executed, 2)
		require.Equal(s, s.key.Address(), *executed[0].To())
		require.Zero(s, executed[0].Value().Sign())
	})
}

// foreign is a transaction that something else signed with the account's key.
func (s *scene) foreign(nonce uint64) *types.Transaction {
	tx, err := s.key.SignTx(s.Context(), types.NewTx(&types.DynamicFeeTx{
		ChainID: s.cfg.ChainID, Nonce: nonce, Gas: 21_000, To: &common.Address{0xff}, Value: big.NewInt(int64(nonce)),
		GasFeeCap: big.NewInt(1e6), GasTipCap: big.NewInt(1000),
	}), s.cfg.ChainID)
	require.NoError(s, err)
	return tx
}

func TestDisplacedIntentMovesOnceItIsSafe(t *testing.T) {
	play(t, txn.Config{Confirmations: 3}, func(s *scene) {
		s.blocks(5)
		tx := s.submit(payment(1))
		s.chain.with(func() { s.chain.pool[0] = s.foreign(0) }) // faster, with the same nonce
		s.blocks(2)
		require.Equal(s, uint64(0), tx.Nonce(), "the foreign one may be taken out again")
		s.blocks(1)
		require.Equal(s, uint64(1), tx.Nonce())
		s.blocks(3)
		require.True(s, s.settled(tx))
		require.Len(s, s.chain.executed(), 2)
	})
}

func TestForeignTransactionThatIsGoneDisplacesNothing(t *testing.T) {
	play(t, txn.Config{Confirmations: 3}, func(s *scene) {
		tx := s.submit(payment(1))
		s.chain.with(func() { s.chain.pool[0] = s.foreign(0) })
		s.blocks(2)
		s.chain.reorganize(2)
		s.pass(20 * time.Second)
		s.blocks(3)
		require.True(s, s.settled(tx))
		require.Len(s, s.signs.all(), 1)
	})
}

func TestNodeThatLiesAboutTheNonceGetsNothingSignedTwice(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		tx := s.submit(payment(1))
		s.chain.with(func() { s.chain.lie = 1 }) // used, it says, but shows no transaction that did
		s.pass(time.Minute)
		ctx, cancel := context.WithTimeout(s.Context(), time.Second)
		defer cancel()
		_, err := tx.Wait(ctx)
		require.ErrorIs(s, err, txn.ErrNotMined)
		require.ErrorIs(s, err, txn.ErrDisplaced)
		require.Len(s, s.signs.all(), 1)
		s.chain.with(func() { s.chain.lie = 0 })
		s.blocks(1)
		require.True(s, s.settled(tx))
	})
}

func TestSameKeySameTransaction(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		results := make(chan *txn.Tx)
		for range 10 {
			go func() { results <- s.submit(payment(1)) }()
		}
		hash := (<-results).Hash()
		for range 9 {
			require.Equal(s, hash, (<-results).Hash())
		}
		_, err := s.Submit(s.Context(), txn.Intent{Key: "payment/1", To: &common.Address{0xaa}, Value: big.NewInt(2)})
		require.ErrorIs(s, err, txn.ErrMismatch)
		s.blocks(1)
		again := s.submit(payment(1))
		require.True(s, s.settled(again))
		require.Equal(s, hash, again.Hash())
		require.Len(s, s.signs.all(), 1)
	})
}

func TestInFlightIsBounded(t *testing.T) {
	play(t, txn.Config{MaxInFlight: 2}, func(s *scene) {
		s.submit(payment(1))
		s.submit(payment(2))
		s.submit(payment(2)) // known, so it needs no room
		ctx, cancel := context.WithTimeout(s.Context(), 5*time.Second)
		defer cancel()
		_, err := s.Submit(ctx, payment(3))
		require.ErrorIs(s, err, txn.ErrBusy)
		require.ErrorIs(s, err, context.DeadlineExceeded)
		third := make(chan *txn.Tx)
		go func() { third <- s.submit(payment(3)) }()
		s.blocks(1)
		tx := <-third
		require.Equal(s, uint64(2), tx.Nonce(), "a Submit that failed has cost no nonce")
		s.blocks(1)
		require.True(s, s.settled(tx))
		for i := int64(4); i < 20; i += 2 { // every slot comes back
			s.submit(payment(i))
			s.submit(payment(i + 1))
			s.blocks(1)
		}
	})
}

func TestNodeThatIsDown(t *testing.T) {
	down := errors.New("connection refused")
	play(t, txn.Config{}, func(s *scene) {
		tx := s.submit(payment(1))
		s.chain.with(func() { s.chain.down = down; s.chain.pool = map[uint64]*types.Transaction{} })
		ctx, cancel := context.WithTimeout(s.Context(), time.Minute)
		defer cancel()
		_, err := tx.Wait(ctx)
		require.ErrorIs(s, err, txn.ErrNotMined)
		require.ErrorIs(s, err, down)
		_, err = s.Submit(s.Context(), payment(2))
		require.ErrorIs(s, err, down)
		s.chain.with(func() { s.chain.down = nil })
		s.pass(20 * time.Second)
		s.blocks(1)
		require.True(s, s.settled(tx))
	})
}

func TestRevertsHaveNames(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		to := common.Address{0xbb}
		s.chain.reverts[to] = revert{"broke"}
		i := txn.Intent{Key: "broke", To: &to, Data: []byte{1}, Gas: 50_000}
		tx := s.submit(i)
		s.blocks(1)
		_, err := tx.Wait(s.Context())
		require.ErrorIs(s, err, txn.ErrReverted)
		require.ErrorIs(s, err, errBroke)

		_, err = s.Do(s.Context(), i)
		require.ErrorIs(s, err, errBroke, "the same again, not another try")
		s.Close()
		s.open()
		_, err = s.Do(s.Context(), i)
		require.ErrorIs(s, err, errBroke, "also for the next process")
		require.Len(s, s.signs.all(), 1)
		s.chain.with(func() { s.chain.reverts[to] = errors.New("missing trie node") }) // the state of that block is gone
		_, err = s.Do(s.Context(), i)
		require.ErrorIs(s, err, txn.ErrReverted)
		require.ErrorContains(s, err, errBroke.Error(), "the journal remembers")
		delete(s.chain.reverts, to)
	})
}

func TestPlanSignsNothing(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		i := txn.Intent{To: &common.Address{0xaa}, Value: big.NewInt(5), Data: []byte{1}}
		p, err := s.Plan(s.Context(), i)
		require.NoError(s, err)
		require.Equal(s, uint64(25_000), p.Gas, "a quarter more than the estimate")
		require.Equal(s, int64(2010), p.FeeCap.Int64())
		require.Equal(s, int64(2010*25_000+5), p.MaxCost.Int64())
		require.Equal(s, s.key.Address(), p.From)

		s.chain.refuse = revert{"broke"}
		_, err = s.Plan(s.Context(), i)
		require.ErrorIs(s, err, errBroke)
		_, err = s.Submit(s.Context(), i)
		require.ErrorIs(s, err, errBroke)
		s.chain.refuse, s.chain.balance = nil, big.NewInt(1000)
		_, err = s.Submit(s.Context(), i)
		require.ErrorIs(s, err, txn.ErrInsufficientFunds)
		i.Value = big.NewInt(1001)
		_, err = s.Submit(s.Context(), i)
		require.ErrorIs(s, err, txn.ErrInsufficientFunds)
		for _, bad := range []txn.Intent{{}, {To: i.To, Value: big.NewInt(-1)}, {To: i.To, Key: string(make([]byte, 257))}} {
			_, err = s.Submit(s.Context(), bad)
			require.ErrorIs(s, err, txn.ErrIntent)
		}
		require.Empty(s, s.signs.all())
		next, err := s.journal.NextNonce(s.Context(), txn.Account{Chain: "fake", Address: s.key.Address()})
		require.NoError(s, err)
		require.Zero(s, next)
	})
}

func TestSignerThatRefusesCostsNoNonce(t *testing.T) {
	play(t, txn.Config{MaxInFlight: 1}, func(s *scene) {
		s.signs.refuse = signer.ErrRefused
		_, err := s.Submit(s.Context(), payment(1))
		require.ErrorIs(s, err, signer.ErrRefused)
		s.signs.refuse = nil
		tx := s.submit(payment(1))
		require.Zero(s, tx.Nonce())
		s.blocks(1)
		require.True(s, s.settled(tx))
	})
}

func TestRestartGoesOn(t *testing.T) {
	play(t, txn.Config{}, func(s *scene) {
		sent := s.submit(payment(1))
		s.Close()
		_, err := sent.Wait(s.Context())
		require.ErrorIs(s, err, txn.ErrClosed)
		_, err = s.Submit(s.Context(), payment(9))
		require.ErrorIs(s, err, txn.ErrClosed)
		// Of the second only the nonce was reserved when the process died. All nodes have forgotten the first.
		reserved := txn.Entry{Account: txn.Account{Chain: "fake", Address: s.key.Address()}, Intent: payment(2), Nonce: 1, Created: time.Now()}
		_, err = s.journal.Add(s.Context(), reserved)
		require.NoError(s, err)
		s.chain.with(func() { s.chain.pool = map[uint64]*types.Transaction{} })

		s.open()
		s.pass(time.Second)
		require.Equal(s, 2, s.chain.sends(sent.Hash()), "byte for byte")
		second := s.submit(payment(2))
		require.Equal(s, uint64(1), second.Nonce())
		s.blocks(1)
		require.True(s, s.settled(s.submit(payment(1))))
		require.True(s, s.settled(second))
		require.Len(s, s.signs.all(), 2)
	})
}

func TestOpenRefuses(t *testing.T) {
	key := newKey(t)
	deps := txn.Deps{Node: newFakeChain(key.Address()), Journal: txn.NewMemory(), Signer: key}
	good := txn.Config{ChainID: big.NewInt(1), Chain: "x"}
	for name, change := range map[string]func(*txn.Config, *txn.Deps){
		"no chain number": func(c *txn.Config, _ *txn.Deps) { c.ChainID = nil },
		"no chain name":   func(c *txn.Config, _ *txn.Deps) { c.Chain = "" },
		"bump":            func(c *txn.Config, _ *txn.Deps) { c.BumpPercent = 9 },
		"fee":             func(c *txn.Config, _ *txn.Deps) { c.MaxFeePerGas = new(big.Int) },
		"time":            func(c *txn.Config, _ *txn.Deps) { c.Poll = -1 },
		"at once":         func(c *txn.Config, _ *txn.Deps) { c.MaxInFlight = -1 },
		"no signer":       func(_ *txn.Config, d *txn.Deps) { d.Signer = nil },
		"no journal":      func(_ *txn.Config, d *txn.Deps) { d.Journal = nil },
		"no node":         func(_ *txn.Config, d *txn.Deps) { d.Node = nil },
		"foreign entry": func(_ *txn.Config, d *txn.Deps) {
			e := entry(txn.Account{Chain: "x", Address: key.Address()}, "k", 0)
			e.Attempts = []txn.Attempt{attemptOf(t, newKey(t), e, 5)}
			_, err := d.Journal.Add(t.Context(), e)
			require.NoError(t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			cfg, with := good, deps
			with.Journal = txn.NewMemory()
			change(&cfg, &with)
			_, err := txn.Open(t.Context(), cfg, with)
			require.Error(t, err)
		})
	}
}
