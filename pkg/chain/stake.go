package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
)

func addressOf(key Signer) common.Address { return key.Address() }

// Registration is what an orchestrator begins with.
type Registration struct {
	URI        string         // of its service
	Operator   common.Address // the key that signs for it; zero means its own
	Stake      *big.Int       // bonded to itself, in the token's smallest unit
	Commission Commission     // counts at once the first time, from the next round on for one that comes back
}

// Register publishes the key's service and bonds stake to itself, which makes it an orchestrator from the next snapshot on. The service
// is published first, so that nobody draws an orchestrator that cannot be found.
func (c *Client) Register(ctx context.Context, key Signer, r Registration) error {
	if err := checkAmount(r.Stake); err != nil {
		return fmt.Errorf("register: %w", err)
	}
	self := addressOf(key)
	status, err := c.StakeStatus(ctx, self)
	if err != nil {
		return err
	}
	if status.SelfBond.Sign() > 0 {
		return fmt.Errorf("%w: %s has bonded %s tokens to itself", ErrAlreadyRegistered, self, FormatTokens(status.SelfBond))
	}
	if status.Tokens.Cmp(r.Stake) < 0 {
		return fmt.Errorf("%w: %s has %s, needs %s", ErrInsufficientTokens, self, FormatTokens(status.Tokens), FormatTokens(r.Stake))
	}
	if err := c.SetService(ctx, key, r.URI); err != nil {
		return err
	}
	if r.Operator != (common.Address{}) {
		if err := c.RotateOperator(ctx, key, r.Operator); err != nil {
			return err
		}
	}
	if err := c.allow(ctx, key, r.Stake); err != nil {
		return err
	}
	calldata := c.staking.PackRegister(r.Stake, r.Commission.RewardCut, r.Commission.FeeShare)
	if err := c.transact(ctx, key, c.addresses.Staking, calldata); err != nil {
		return fmt.Errorf("register: %w", err)
	}
	return nil
}

// Bond bonds more tokens to a registered orchestrator, the key's own or another.
func (c *Client) Bond(ctx context.Context, key Signer, orchestrator common.Address, amount *big.Int) error {
	if err := checkAmount(amount); err != nil {
		return fmt.Errorf("bond to %s: %w", orchestrator, err)
	}
	if err := c.allow(ctx, key, amount); err != nil {
		return err
	}
	if err := c.transact(ctx, key, c.addresses.Staking, c.staking.PackBond(orchestrator, amount)); err != nil {
		return fmt.Errorf("bond to %s: %w", orchestrator, err)
	}
	return nil
}

// Unbond takes back tokens that the key bonded to an orchestrator. They can be withdrawn some rounds later.
func (c *Client) Unbond(ctx context.Context, key Signer, orchestrator common.Address, amount *big.Int) error {
	if err := checkAmount(amount); err != nil {
		return fmt.Errorf("unbond from %s: %w", orchestrator, err)
	}
	if err := c.transact(ctx, key, c.addresses.Staking, c.staking.PackUnbond(orchestrator, amount)); err != nil {
		return fmt.Errorf("unbond from %s: %w", orchestrator, err)
	}
	return nil
}

// Withdraw gets the tokens of an open unbonding lock; see StakeStatus.Locks.
func (c *Client) Withdraw(ctx context.Context, key Signer, lock uint64) error {
	if err := c.transact(ctx, key, c.addresses.Staking, c.staking.PackWithdraw(new(big.Int).SetUint64(lock))); err != nil {
		return fmt.Errorf("withdraw: %w", err)
	}
	return nil
}

// Grant transfers tokens.
func (c *Client) Grant(ctx context.Context, key Signer, to common.Address, amount *big.Int) error {
	if err := checkAmount(amount); err != nil {
		return fmt.Errorf("grant tokens to %s: %w", to, err)
	}
	if err := c.transact(ctx, key, c.addresses.StakeToken, c.token.PackTransfer(to, amount)); err != nil {
		return fmt.Errorf("grant tokens to %s: %w", to, err)
	}
	return nil
}

// TokenBalance is how many tokens an account has in its hands, in the smallest unit.
func (c *Client) TokenBalance(ctx context.Context, account common.Address) (*big.Int, error) {
	balance, err := call(ctx, c, c.addresses.StakeToken, c.token.PackBalanceOf(account), c.token.UnpackBalanceOf)
	if err != nil {
		return nil, fmt.Errorf("read tokens of %s: %w", account, err)
	}
	return balance, nil
}

// checkAmount refuses what the contracts cannot count.
func checkAmount(amount *big.Int) error {
	if amount == nil || amount.Sign() <= 0 {
		return ErrZeroAmount
	}
	if amount.BitLen() > 96 {
		return fmt.Errorf("%w: more than there can be", ErrAmount)
	}
	return nil
}

// allow lets the staking contract take an amount of the key's tokens.
func (c *Client) allow(ctx context.Context, key Signer, amount *big.Int) error {
	allowed, err := call(ctx, c, c.addresses.StakeToken, c.token.PackAllowance(addressOf(key), c.addresses.Staking), c.token.UnpackAllowance)
	if err == nil && allowed.Cmp(amount) < 0 {
		err = c.transact(ctx, key, c.addresses.StakeToken, c.token.PackApprove(c.addresses.Staking, amount))
	}
	if err != nil {
		return fmt.Errorf("allow the staking contract %s tokens: %w", FormatTokens(amount), err)
	}
	return nil
}

// StakeStatus is what the contracts say about one account, in the tokens' smallest unit and in wei.
type StakeStatus struct {
	Account  common.Address
	Stake    *big.Int // all that is bonded to it
	SelfBond *big.Int // what it bonded to itself; positive exactly when it is registered
	Active   bool     // in the set that the next snapshot is taken of
	Weight   *big.Int // in the latest snapshot
	Round    uint64   // of that snapshot; 0 when there is none
	Tokens   *big.Int // in its hands
	Wei      *big.Int // ether in its hands
	Service  Service
	// Commission is how it shares, when it is an orchestrator.
	Commission Commission
	Locks      []Lock // the latest MaxLocks locks whose tokens were not withdrawn
}

// Lock is an amount of unbonded tokens on its way out.
type Lock struct {
	ID            uint64
	Amount        *big.Int
	WithdrawRound uint64 // the first round in which it can be withdrawn
}

// MaxLocks is how many of an account's locks StakeStatus looks at, from the latest back.
const MaxLocks = 32

// StakeStatus reads what the contracts say about an account.
func (c *Client) StakeStatus(ctx context.Context, account common.Address) (StakeStatus, error) {
	s, err := c.stakeStatus(ctx, account)
	if err != nil {
		return StakeStatus{}, fmt.Errorf("read status of %s: %w", account, err)
	}
	return s, nil
}

func (c *Client) stakeStatus(ctx context.Context, account common.Address) (s StakeStatus, err error) {
	orch, err := call(ctx, c, c.addresses.Staking, c.staking.PackOrchestratorOf(account), c.staking.UnpackOrchestratorOf)
	if err != nil {
		return s, err
	}
	s = StakeStatus{
		Account: account, Stake: orch.Stake, SelfBond: orch.SelfBond, Active: orch.Active, Weight: new(big.Int),
		Commission: Commission{RewardCut: orch.RewardCut, FeeShare: orch.FeeShare},
	}
	if s.Tokens, err = c.TokenBalance(ctx, account); err != nil {
		return s, err
	}
	if s.Wei, err = c.Balance(ctx, account); err != nil {
		return s, err
	}
	if s.Service, err = c.Service(ctx, account); err != nil {
		return s, err
	}
	if s.Locks, err = c.locks(ctx, account); err != nil {
		return s, err
	}
	snapshot, err := c.Snapshot(ctx)
	if err != nil {
		return s, ignore(err, ErrNoSnapshot)
	}
	s.Round = snapshot.Round
	for _, stake := range snapshot.Stakes {
		if stake.Orchestrator == account {
			s.Weight = stake.Weight.ToBig()
		}
	}
	return s, nil
}

func (c *Client) locks(ctx context.Context, account common.Address) ([]Lock, error) {
	n, err := call(ctx, c, c.addresses.Staking, c.staking.PackLockCountOf(account), c.staking.UnpackLockCountOf)
	if err != nil {
		return nil, err
	}
	if !n.IsUint64() {
		return nil, fmt.Errorf("%s locks", n)
	}
	var locks []Lock
	count := n.Uint64()
	for id := count - min(count, MaxLocks); id < count; id++ {
		lock, err := call(ctx, c, c.addresses.Staking, c.staking.PackLockOf(account, new(big.Int).SetUint64(id)), c.staking.UnpackLockOf)
		if err != nil {
			return nil, err
		}
		if lock.Amount.Sign() > 0 {
			locks = append(locks, Lock{ID: id, Amount: lock.Amount, WithdrawRound: lock.WithdrawRound})
		}
	}
	return locks, nil
}
