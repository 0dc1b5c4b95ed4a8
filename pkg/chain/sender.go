package chain

import (
	"context"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
)

// Sender is what a sender of tickets is good for towards one recipient, in the settlement asset's smallest unit.
type Sender struct {
	Deposit   *big.Int // which anybody's tickets may use up
	Reserve   *big.Int // what of it the recipient may claim
	Unlocking bool     // it is about to be taken out
}

// Sender reads what a sender is good for towards a recipient.
func (c *Client) Sender(ctx context.Context, sender, recipient common.Address) (Sender, error) {
	d, err1 := c.Deposit(ctx, sender)
	reserve, err2 := c.ClaimableReserve(ctx, sender, recipient)
	if err := errors.Join(err1, err2); err != nil {
		return Sender{}, err
	}
	return Sender{Deposit: d.Deposit, Reserve: reserve, Unlocking: d.WithdrawRound != 0}, nil
}
