package chain_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/testport"
)

// deadURL is where nobody listens.
func deadURL(t *testing.T) string {
	t.Helper()
	return "http://127.0.0.1:" + testport.Free(t)
}

// mainnetURL is a node of chain 1.
func mainnetURL(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var req struct {
			ID     json.RawMessage
			Method string
		}
		_ = json.NewDecoder(r.Body).Decode(&req)
		var result any = "0x1"
		if req.Method != "eth_chainId" {
			result = map[string]any{"number": "0x1", "hash": common.Hash{1}, "timestamp": "0x1"}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"jsonrpc": "2.0", "id": req.ID, "result": result})
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestConnectToSeveral(t *testing.T) {
	t.Parallel()
	d, c := network(t, chain.DeployParams{})
	several := deadURL(t) + "," + mainnetURL(t) + "," + d.URL()
	client, err := chain.Dial(t.Context(), several, c.Addresses())
	require.NoError(t, err)
	defer client.Close()
	_, err = client.Round(t.Context())
	require.NoError(t, err)
	nodes := client.Nodes()
	require.ErrorIs(t, nodes[0].Err, chain.ErrUnreachable)
	require.ErrorIs(t, nodes[1].Err, chain.ErrWrongChain)
	require.NoError(t, nodes[2].Err)
}

func TestStaleNodeIsRefused(t *testing.T) {
	t.Parallel()
	_, err := chain.Connect(t.Context(), mainnetURL(t))
	require.ErrorIs(t, err, chain.ErrStaleHead)
	conn, err := chain.Connect(t.Context(), mainnetURL(t), chain.WithMaxHeadAge(-1))
	require.NoError(t, err)
	conn.Close()
}

func TestReview(t *testing.T) {
	t.Parallel()
	d, c := network(t, chain.DeployParams{MinSelfBond: chain.Tokens(50)})
	faucet, operator := d.Faucet(), common.Address{7}
	register := func(ctx context.Context) error {
		return c.Register(ctx, faucet, chain.Registration{URI: "https://a.example", Operator: operator, Stake: chain.Tokens(60), Commission: chain.DefaultCommission()})
	}
	var seen []chain.Proposal
	dry := chain.WithReview(t.Context(), func(p chain.Proposal) error {
		seen = append(seen, p)
		return chain.ErrSkip
	})
	require.NoError(t, register(dry))
	require.Len(t, seen, 4, "service, operator, allowance, stake")
	for _, p := range seen[:3] {
		require.NoError(t, p.Err)
		require.Positive(t, p.MaxCost.Sign())
		require.Equal(t, addr(faucet), p.From)
	}
	require.ErrorIs(t, seen[3].Err, chain.ErrUnknownGas, "without the allowance there is nothing to simulate")
	require.Equal(t, c.Addresses().Staking, *seen[3].To)
	status, err := c.StakeStatus(t.Context(), addr(faucet))
	require.NoError(t, err)
	require.Zero(t, status.SelfBond.Sign(), "nothing was sent")

	no := errors.New("the operator said no")
	asked := 0
	require.ErrorIs(t, register(chain.WithReview(t.Context(), func(chain.Proposal) error { asked++; return no })), no)
	require.Equal(t, 1, asked)
	require.NoError(t, register(chain.WithReview(t.Context(), func(chain.Proposal) error { return nil })))
	status, err = c.StakeStatus(t.Context(), addr(faucet))
	require.NoError(t, err)
	require.Equal(t, chain.Tokens(60), status.SelfBond)
}

func TestDryDeploymentSendsNothing(t *testing.T) {
	t.Parallel()
	d := startDevChain(t, chain.DevChainConfig{})
	conn, err := chain.Connect(t.Context(), d.URL())
	require.NoError(t, err)
	defer conn.Close()
	count := 0
	dry := chain.WithReview(t.Context(), func(chain.Proposal) error { count++; return chain.ErrSkip })
	planned, err := chain.Deploy(dry, conn, d.Faucet(), chain.DeployParams{})
	require.NoError(t, err)
	require.Positive(t, count)
	deployed, err := chain.Deploy(t.Context(), conn, d.Faucet(), chain.DeployParams{})
	require.NoError(t, err)
	require.Equal(t, planned, deployed, "a dry run foretells the addresses")
}

// TestIntent: what has a name is done once, also by the next process.
func TestIntent(t *testing.T) {
	t.Parallel()
	d := startDevChain(t, chain.DevChainConfig{})
	path, to := filepath.Join(t.TempDir(), "txn.db"), common.Address{5}
	for range 2 {
		journal, err := txn.OpenSQLite(t.Context(), path)
		require.NoError(t, err)
		conn, err := chain.Connect(t.Context(), d.URL(), chain.WithJournal(journal), chain.WithTransactions(txn.Config{Poll: 100 * time.Millisecond}))
		require.NoError(t, err)
		require.NoError(t, conn.Resume(t.Context(), d.Faucet()))
		for range 2 {
			require.NoError(t, conn.Send(chain.WithIntent(t.Context(), "gift"), d.Faucet(), to, chain.Tokens(1)))
		}
		require.NoError(t, conn.Send(chain.WithIntent(t.Context(), "gift"), d.Faucet(), to, chain.Tokens(2)), "another amount is another gift")
		wei, err := conn.Balance(t.Context(), to)
		require.NoError(t, err)
		require.Equal(t, chain.Tokens(3), wei)
		conn.Close()
		require.ErrorIs(t, conn.Send(t.Context(), d.Faucet(), to, chain.Tokens(1)), txn.ErrClosed)
		require.NoError(t, journal.Close())
	}
}
