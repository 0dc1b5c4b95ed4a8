package chain_test

import (
	"context"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

// network is a development chain whose faucet deployed the contracts and holds all tokens.
func network(t *testing.T, params chain.DeployParams) (*chain.DevChain, *chain.Client) {
	t.Helper()
	d := startDevChain(t, chain.DevChainConfig{})
	conn, err := chain.Connect(t.Context(), d.URL())
	require.NoError(t, err)
	defer conn.Close()
	addresses, err := chain.Deploy(t.Context(), conn, d.Faucet(), params)
	require.NoError(t, err)
	return d, dial(t, d, addresses)
}

func TestStakeLifecycle(t *testing.T) {
	t.Parallel()
	d, c := network(t, chain.DeployParams{RoundLength: 4 * time.Second, UnbondingRounds: 1, MinSelfBond: chain.Tokens(50)})
	ctx := t.Context()
	faucet := d.Faucet()

	_, err := c.Snapshot(ctx)
	require.ErrorIs(t, err, chain.ErrNoSnapshot)
	require.ErrorIs(t, c.InitRound(ctx, faucet), chain.ErrNothingStaked)
	require.ErrorIs(t, c.Bond(ctx, faucet, addr(faucet), chain.Tokens(1)), chain.ErrNotRegistered)
	require.ErrorIs(t, c.Register(ctx, faucet, founding(49)), chain.ErrSelfBondTooSmall)

	require.NoError(t, c.Register(ctx, faucet, founding(60)))
	require.ErrorIs(t, c.Register(ctx, faucet, founding(60)), chain.ErrAlreadyRegistered)
	require.NoError(t, c.InitRound(ctx, faucet))
	first, err := c.Snapshot(ctx)
	require.NoError(t, err)
	requireStakes(t, first, map[common.Address]*big.Int{addr(faucet): chain.Tokens(60)})

	// Bonded within a later round, it counts from the round after that. A keeper turns the rounds.
	require.NoError(t, c.Bond(ctx, faucet, addr(faucet), chain.Tokens(40)))
	turner := newKey(t) // gets the bounties
	require.NoError(t, c.Send(ctx, faucet, addr(turner), chain.Tokens(1)))
	keeper, err := chain.NewKeeper(chain.KeeperConfig{Key: turner, Interval: 50 * time.Millisecond, Jitter: time.Millisecond}, c)
	require.NoError(t, err)
	stop := background(t, keeper.Run)
	defer stop()
	turned := awaitSnapshot(t, c, func(s chain.Snapshot) bool { return s.Stakes[0].Weight.ToBig().Cmp(chain.Tokens(100)) == 0 })
	require.Greater(t, turned.Round, first.Round)
	require.NotEqual(t, first.Seed, turned.Seed)

	require.ErrorIs(t, c.Unbond(ctx, faucet, addr(faucet), chain.Tokens(101)), chain.ErrInsufficientBond)
	require.ErrorIs(t, c.Unbond(ctx, faucet, addr(faucet), chain.Tokens(60)), chain.ErrSelfBondTooSmall)
	require.ErrorIs(t, c.Unbond(ctx, faucet, addr(faucet), new(big.Int)), chain.ErrZeroAmount)
	require.NoError(t, c.Unbond(ctx, faucet, addr(faucet), chain.Tokens(30)))
	require.ErrorIs(t, c.Withdraw(ctx, faucet, 7), chain.ErrNoSuchLock)
	status, err := c.StakeStatus(ctx, addr(faucet))
	require.NoError(t, err)
	require.Equal(t, "70", chain.FormatTokens(status.Stake))
	require.Len(t, status.Locks, 1)
	require.Equal(t, "30", chain.FormatTokens(status.Locks[0].Amount))
	before := status.Tokens
	awaitSnapshot(t, c, func(s chain.Snapshot) bool { return s.Round >= status.Locks[0].WithdrawRound })
	require.NoError(t, c.Withdraw(ctx, faucet, status.Locks[0].ID))
	status, err = c.StakeStatus(ctx, addr(faucet))
	require.NoError(t, err)
	require.Empty(t, status.Locks)
	require.Equal(t, chain.Tokens(30), new(big.Int).Sub(status.Tokens, before))
	paid, err := c.StakeStatus(ctx, addr(turner))
	require.NoError(t, err)
	require.Positive(t, paid.Tokens.Sign(), "the bounties of rounds")
}

func TestOperatorRotation(t *testing.T) {
	t.Parallel()
	d, c := network(t, chain.DeployParams{RoundLength: time.Hour})
	ctx := t.Context()
	hot, hotter := addr(newKey(t)), addr(newKey(t))
	require.NoError(t, c.SetService(ctx, d.Faucet(), "https://a.example"))
	require.NoError(t, c.RotateOperator(ctx, d.Faucet(), hot))
	s, err := c.Service(ctx, addr(d.Faucet()))
	require.NoError(t, err)
	require.Equal(t, chain.Service{URI: "https://a.example", Operator: hot}, s)
	require.NoError(t, c.RotateOperator(ctx, d.Faucet(), hotter))
	s, err = c.Service(ctx, addr(d.Faucet()))
	require.NoError(t, err)
	require.Equal(t, hot, s.Operator, "until the next round")
	round, err := c.Round(ctx)
	require.NoError(t, err)
	for after, want := range map[uint64]common.Address{0: hot, 1: hotter} {
		operator, err := c.OperatorAt(ctx, addr(d.Faucet()), round.Current+after)
		require.NoError(t, err)
		require.Equal(t, want, operator)
	}
	require.ErrorIs(t, c.SetService(ctx, d.Faucet(), string(make([]byte, 300))), chain.ErrInvalidService)
	require.Error(t, c.RotateOperator(ctx, d.Faucet(), common.Address{}))
}

func TestNotEnoughTokens(t *testing.T) {
	t.Parallel()
	d, c := network(t, chain.DeployParams{})
	poor := newKey(t)
	require.NoError(t, c.Send(t.Context(), d.Faucet(), addr(poor), chain.Tokens(1)))
	require.ErrorIs(t, c.Register(t.Context(), poor, founding(100)), chain.ErrInsufficientTokens)
	require.ErrorIs(t, c.Grant(t.Context(), poor, addr(d.Faucet()), chain.Tokens(1)), chain.ErrInsufficientTokens)
	_, err := c.Service(t.Context(), addr(poor))
	require.NoError(t, err)
}

func TestDialSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	d := startDevChain(t, chain.DevChainConfig{})

	t.Run("URL", func(t *testing.T) {
		for _, u := range []string{"", "127.0.0.1:8545", "ws://127.0.0.1", "http://", "http://a b"} {
			_, err := chain.Dial(t.Context(), u, someAddresses())
			require.ErrorIs(t, err, chain.ErrURL, u)
		}
	})
	t.Run("addresses", func(t *testing.T) {
		_, err := chain.Dial(t.Context(), d.URL(), chain.Addresses{})
		require.ErrorIs(t, err, chain.ErrAddresses)
	})
	t.Run("wrong chain", func(t *testing.T) {
		a := someAddresses()
		a.ChainID = 1
		_, err := chain.Dial(t.Context(), d.URL(), a)
		require.ErrorIs(t, err, chain.ErrWrongChain)
		require.ErrorContains(t, err, "serves chain 1337, the contracts are on chain 1")
	})
	t.Run("no contracts", func(t *testing.T) {
		_, err := chain.Dial(t.Context(), d.URL(), someAddresses())
		require.ErrorIs(t, err, chain.ErrNoContract)
		require.ErrorContains(t, err, "stake_token")
	})
	t.Run("nobody listens", func(t *testing.T) {
		dead := deadURL(t)
		_, err := chain.Dial(t.Context(), dead+"/secret-access-key", someAddresses())
		require.ErrorIs(t, err, chain.ErrUnreachable)
		require.ErrorContains(t, err, dead)
		require.ErrorContains(t, err, "connection refused")
		require.NotContains(t, err.Error(), "secret")
	})
	t.Run("no JSON-RPC", func(t *testing.T) {
		s := httptest.NewServer(http.NotFoundHandler())
		defer s.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		_, err := chain.Dial(ctx, s.URL, someAddresses())
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}

func TestDeployRefusesParameters(t *testing.T) {
	for name, p := range map[string]chain.DeployParams{
		"round of a fraction":  {RoundLength: 1500 * time.Millisecond},
		"round of a year":      {RoundLength: 365 * 24 * time.Hour},
		"unbonding for ages":   {UnbondingRounds: 1001},
		"no minimum":           {MinSelfBond: new(big.Int)},
		"supply above 96 bits": {InitialSupply: new(big.Int).Lsh(big.NewInt(1), 96)},
		"grants above supply":  {InitialSupply: chain.Tokens(1), Grants: []chain.Grant{{Amount: chain.Tokens(2)}}},
		"grant of nothing":     {Grants: []chain.Grant{{Amount: new(big.Int)}}},
	} {
		require.Error(t, p.Validate(), name)
	}
	require.NoError(t, chain.DeployParams{}.Validate())
}

// background runs a loop until the returned function is called or the test ends.
func background(t *testing.T, loop func(context.Context) error) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- loop(ctx) }()
	stopped := false
	stop = func() {
		if !stopped {
			stopped = true
			cancel()
			require.ErrorIs(t, <-done, context.Canceled)
		}
	}
	t.Cleanup(stop)
	return stop
}

// awaitSnapshot polls the chain until its latest snapshot is as wanted.
func awaitSnapshot(t *testing.T, c *chain.Client, wanted func(chain.Snapshot) bool) chain.Snapshot {
	t.Helper()
	var s chain.Snapshot
	require.Eventually(t, func() bool {
		var err error
		s, err = c.Snapshot(t.Context())
		return err == nil && wanted(s)
	}, time.Minute, 100*time.Millisecond)
	return s
}

// founding is a registration with so many tokens.
func founding(tokens int64) chain.Registration {
	return chain.Registration{URI: "https://a.example", Stake: chain.Tokens(tokens), Commission: chain.DefaultCommission()}
}
