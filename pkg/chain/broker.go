package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/contracts/bindings"
	"github.com/millrace/millrace/pkg/ticket"
)

// BrokerDomain is what quotes and tickets are signed under.
func (a Addresses) BrokerDomain() ticket.Domain {
	return ticket.Domain{ChainID: a.ChainID, Contract: a.TicketBroker}
}

// Deposit is what a sender of tickets has put down at the ticket broker, in the settlement asset's smallest unit.
type Deposit struct {
	Deposit       *big.Int // pays first, to any recipient
	Reserve       *big.Int // pays next, to each orchestrator of the latest snapshot an equal share
	WithdrawRound uint64   // the first round in which it can be withdrawn; 0 while it is not unlocking
	HeldUntil     uint64   // the first round in which a claim on the reserve no longer holds it
}

// Deposit reads what an account has put down.
func (c *Client) Deposit(ctx context.Context, owner common.Address) (Deposit, error) {
	a, err := call(ctx, c, c.addresses.TicketBroker, c.broker.PackAccountOf(owner), c.broker.UnpackAccountOf)
	if err != nil {
		return Deposit{}, fmt.Errorf("read deposit of %s: %w", owner, err)
	}
	return Deposit{Deposit: a.Deposit, Reserve: a.Reserve, WithdrawRound: a.WithdrawRound, HeldUntil: a.HeldUntil}, nil
}

// FundDeposit adds to an account's deposit and reserve from the key's own asset. Either may be nil. Funding one's own account ends
// its unlocking.
func (c *Client) FundDeposit(ctx context.Context, key Signer, owner common.Address, deposit, reserve *big.Int) error {
	if err := c.fundDeposit(ctx, key, owner, orZero(deposit), orZero(reserve)); err != nil {
		return fmt.Errorf("fund deposit of %s: %w", owner, err)
	}
	return nil
}

func (c *Client) fundDeposit(ctx context.Context, key Signer, owner common.Address, deposit, reserve *big.Int) error {
	sum := new(big.Int).Add(deposit, reserve)
	if err := checkAmount(sum); err != nil {
		return err
	}
	balance, err := c.AssetBalance(ctx, addressOf(key))
	if err != nil {
		return err
	}
	if balance.Cmp(sum) < 0 {
		return fmt.Errorf("%w: %s has %s dollars, needs %s", ErrInsufficientAsset, addressOf(key), FormatAsset(balance), FormatAsset(sum))
	}
	allowed, err := call(ctx, c, c.addresses.Asset, c.asset.PackAllowance(addressOf(key), c.addresses.TicketBroker), c.asset.UnpackAllowance)
	if err != nil {
		return err
	}
	if allowed.Cmp(sum) < 0 {
		if err := c.transact(ctx, key, c.addresses.Asset, c.asset.PackApprove(c.addresses.TicketBroker, sum)); err != nil {
			return fmt.Errorf("allow the ticket broker %s dollars: %w", FormatAsset(sum), err)
		}
	}
	return c.transact(ctx, key, c.addresses.TicketBroker, c.broker.PackFundFor(owner, deposit, reserve))
}

func orZero(v *big.Int) *big.Int {
	if v == nil {
		return new(big.Int)
	}
	return v
}

// Unlock begins to unlock the key's deposit and reserve, which pay tickets until they are withdrawn.
func (c *Client) Unlock(ctx context.Context, key Signer) error {
	return c.brokerCall(ctx, key, "unlock deposit", c.broker.PackUnlock())
}

// CancelUnlock has the key's deposit and reserve go on paying.
func (c *Client) CancelUnlock(ctx context.Context, key Signer) error {
	return c.brokerCall(ctx, key, "cancel unlocking", c.broker.PackCancelUnlock())
}

// WithdrawDeposit takes the key's deposit and reserve out, once they are unlocked.
func (c *Client) WithdrawDeposit(ctx context.Context, key Signer) error {
	return c.brokerCall(ctx, key, "withdraw deposit", c.broker.PackWithdraw())
}

func (c *Client) brokerCall(ctx context.Context, key Signer, what string, calldata []byte) error {
	if err := c.transact(ctx, key, c.addresses.TicketBroker, calldata); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// ErrInsufficientAsset means that an account has less of the settlement asset than the transaction moves.
var ErrInsufficientAsset = errors.New("not enough of the settlement asset")

// AssetBalance is an account's settlement asset, in the smallest unit.
func (c *Client) AssetBalance(ctx context.Context, account common.Address) (*big.Int, error) {
	balance, err := call(ctx, c, c.addresses.Asset, c.asset.PackBalanceOf(account), c.asset.UnpackBalanceOf)
	if err != nil {
		return nil, fmt.Errorf("read settlement asset of %s: %w", account, err)
	}
	return balance, nil
}

// SendAsset transfers some of the settlement asset.
func (c *Client) SendAsset(ctx context.Context, key Signer, to common.Address, amount *big.Int) error {
	err := checkAmount(amount)
	if err == nil {
		err = c.transact(ctx, key, c.addresses.Asset, c.asset.PackTransfer(to, amount))
	}
	if err != nil {
		return fmt.Errorf("send settlement asset to %s: %w", to, err)
	}
	return nil
}

// MintAsset makes some of the play money that a deployment without an asset of its own settles in. Where the asset is a real one,
// it is refused.
func (c *Client) MintAsset(ctx context.Context, key Signer, to common.Address, amount *big.Int) error {
	err := checkAmount(amount)
	if err == nil {
		err = c.transact(ctx, key, c.addresses.Asset, bindings.NewMockUSD().PackMint(to, amount))
	}
	if err != nil {
		return fmt.Errorf("mint play money for %s: %w", to, err)
	}
	return nil
}
