package payer_test

import (
	"context"
	"errors"
	"math/big"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/wire"
)

// chainSays is what a watch reads, as the test has it.
type chainSays struct {
	mu      sync.Mutex
	deposit int64
	err     error
	events  [][]chain.RedeemedTicket
}

func (c *chainSays) says(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

func (c *chainSays) Deposit(context.Context, common.Address) (chain.Deposit, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return chain.Deposit{Deposit: big.NewInt(c.deposit), Reserve: new(big.Int)}, c.err
}

func (c *chainSays) Step(ctx context.Context, handle func(context.Context, []chain.RedeemedTicket) error) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.events) == 0 {
		return false, nil
	}
	err := handle(ctx, c.events[0])
	c.events = c.events[1:]
	return len(c.events) > 0, err
}

func TestWatch(t *testing.T) {
	run(t, payer.Config{}, func(t *testing.T, l *lab) {
		l.give(fair())
		l.send(part(0, 15)) // 82 units in this hour
		require.NoError(t, <-l.sends)

		says := &chainSays{deposit: 3000}
		says.events = [][]chain.RedeemedTicket{
			{{Recipient: orch, Amount: big.NewInt(1000)}, {Recipient: orch, Amount: big.NewInt(2000)}},
			{{Recipient: orch, Amount: big.NewInt(2000), Removed: true}, {Recipient: common.Address{9}, Amount: big.NewInt(5)}},
		}
		told := 0
		w := payer.NewWatch(payer.WatchConfig{}, l.payer, says, says, func(f payer.Funds) {
			told++
			require.True(t, f.Low)
		})
		ctx, cancel := context.WithCancelCause(t.Context())
		done := make(chan error, 1)
		go func() { done <- w.Run(ctx) }()
		synctest.Wait()
		f := w.Funds()
		require.False(t, f.Low)
		require.InDelta(t, 36, f.Lasts.Hours(), 1)
		require.Equal(t, payer.Redeemed{Tickets: 1, Amount: big.NewInt(1000)}, f.Redeemed[orch])
		require.EqualValues(t, 1, f.Redeemed[common.Address{9}].Tickets)

		says.says(func() { says.err = errors.New("no connection") })
		time.Sleep(11 * time.Second) //nolint:forbidigo // on the fake clock
		synctest.Wait()
		require.Error(t, w.Funds().Err)
		require.EqualValues(t, 3000, w.Funds().Deposit.Deposit.Int64(), "what was known last")

		says.says(func() { says.err, says.deposit = nil, 1000 })
		time.Sleep(30 * time.Second) //nolint:forbidigo // on the fake clock
		synctest.Wait()
		require.NoError(t, w.Funds().Err)
		require.True(t, w.Funds().Low)
		require.Equal(t, 1, told, "once")

		time.Sleep(time.Hour) //nolint:forbidigo // nothing is spent any more
		synctest.Wait()
		require.False(t, w.Funds().Low)
		cancel(wire.ErrClosed)
		require.ErrorIs(t, <-done, wire.ErrClosed)
	})
}
