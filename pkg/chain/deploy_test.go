package chain_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/txn"
)

// A deployment that was interrupted anywhere goes on where it was: nothing is sent twice, and nobody is asked again about what
// is done.
func TestDeployGoesOn(t *testing.T) {
	t.Parallel()
	d := startDevChain(t, chain.DevChainConfig{})
	errStop := errors.New("stopped")
	for _, stopAt := range []int{1, 5, 9, 10, 11} {
		t.Run(fmt.Sprintf("before_transaction_%d", stopAt), func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "journal.db")
			params := chain.DeployParams{Grants: []chain.Grant{{To: addr(newKey(t)), Amount: chain.Tokens(1)}}}
			// deploy says how many transactions were asked about before the end.
			deploy := func(allowed int) (chain.Addresses, int, error) {
				journal, err := txn.OpenSQLite(t.Context(), file)
				require.NoError(t, err)
				defer func() { require.NoError(t, journal.Close()) }()
				conn, err := chain.Connect(t.Context(), d.URL(), chain.WithJournal(journal))
				require.NoError(t, err)
				defer conn.Close()
				asked := 0
				ctx := chain.WithReview(chain.WithIntent(context.Background(), "deploy"), func(chain.Proposal) error {
					if asked++; asked > allowed {
						return errStop
					}
					return nil
				})
				addresses, err := chain.Deploy(ctx, conn, d.Faucet(), params)
				return addresses, asked, err
			}
			const all = 11 // eight contracts, two calls that wire them, a grant
			_, asked, err := deploy(stopAt - 1)
			require.ErrorIs(t, err, errStop)
			require.Equal(t, stopAt, asked)

			first, asked, err := deploy(all)
			require.NoError(t, err)
			require.Equal(t, all-stopAt+1, asked)
			require.NoError(t, first.Validate())

			again, asked, err := deploy(0)
			require.NoError(t, err)
			require.Zero(t, asked)
			require.Equal(t, first, again)
		})
	}
}
