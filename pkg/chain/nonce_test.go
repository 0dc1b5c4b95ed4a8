package chain_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/pkg/chain"
)

// TestSend/at_once: transactions of one account that are sent at the same time all get a nonce of their own.
func TestSend(t *testing.T) {
	t.Run("at_once", func(t *testing.T) {
		d := startDevChain(t, chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
		conn, err := chain.Connect(t.Context(), d.URL())
		require.NoError(t, err)
		defer conn.Close()
		var g errgroup.Group
		for i := range 20 {
			g.Go(func() error {
				return conn.Send(t.Context(), d.Faucet(), common.Address{1, byte(i)}, chain.Tokens(1))
			})
		}
		require.NoError(t, g.Wait())
		for i := range 20 {
			wei, err := conn.Balance(t.Context(), common.Address{1, byte(i)})
			require.NoError(t, err)
			require.Equal(t, chain.Tokens(1), wei)
		}
	})
}
