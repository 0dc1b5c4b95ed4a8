package chain

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// RoundStatus says where in time the network is, by the clock of the chain's latest block.
type RoundStatus struct {
	Current uint64        // the round that time says it is, from 1
	Last    uint64        // the latest round that has a snapshot; 0 before the first
	Length  time.Duration // of every round
	Began   time.Time     // when Current did
}

// Due says whether the current round still waits for its snapshot.
func (r RoundStatus) Due() bool { return r.Current > r.Last }

// Ends is when the next round begins.
func (r RoundStatus) Ends() time.Time { return r.Began.Add(r.Length) }

// Round reads where in time the network is.
func (c *Client) Round(ctx context.Context) (RoundStatus, error) {
	var r RoundStatus
	staking := c.addresses.Staking
	current, err1 := call(ctx, c, staking, c.staking.PackCurrentRound(), c.staking.UnpackCurrentRound)
	last, err2 := call(ctx, c, staking, c.staking.PackLastRound(), c.staking.UnpackLastRound)
	length, err3 := call(ctx, c, staking, c.staking.PackRoundLength(), c.staking.UnpackRoundLength)
	start, err4 := call(ctx, c, staking, c.staking.PackStartTime(), c.staking.UnpackStartTime)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return r, fmt.Errorf("read round: %w", err)
	}
	if current == 0 {
		return r, errors.New("read round: the contract says it is round 0")
	}
	r.Current, r.Last = current, last
	r.Length = time.Duration(length) * time.Second
	r.Began = time.Unix(int64(start+(current-1)*length), 0)
	return r, nil
}

// InitRound takes the current round's snapshot; ErrRoundInitialized when it is taken.
func (c *Client) InitRound(ctx context.Context, key Signer) error {
	if err := c.transact(ctx, key, c.addresses.Staking, c.staking.PackInitRound()); err != nil {
		return fmt.Errorf("initialize round: %w", err)
	}
	return nil
}

// ignore is nil for an error of one kind.
func ignore(err, kind error) error {
	if errors.Is(err, kind) {
		return nil
	}
	return err
}
