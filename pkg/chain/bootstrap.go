package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/sync/errgroup"
)

// Founder is an orchestrator that a bootstrapped network begins with.
type Founder struct {
	Key      Signer
	Stake    *big.Int       // bonded to itself, in the token's smallest unit
	URI      string         // of its service
	Operator common.Address // the key that signs for it; zero means its own
}

// founderEther is what a founder gets for gas: ten ether.
func founderEther() *big.Int { return Tokens(10) }

// Bootstrap makes a network on a started development chain: it deploys the contracts, gives each founder ether and tokens,
// registers them all, and initializes the first round with them in its snapshot. Everything is paid by the chain's faucet,
// which keeps the other tokens.
func Bootstrap(ctx context.Context, d *DevChain, params DeployParams, founders []Founder) (Addresses, error) {
	addresses, err := bootstrap(ctx, d, params, founders)
	if err != nil {
		return Addresses{}, fmt.Errorf("bootstrap network: %w", err)
	}
	return addresses, nil
}

func bootstrap(ctx context.Context, d *DevChain, params DeployParams, founders []Founder) (Addresses, error) {
	if len(founders) == 0 {
		return Addresses{}, errors.New("no orchestrators to begin with")
	}
	conn, err := Connect(ctx, d.URL())
	if err != nil {
		return Addresses{}, err
	}
	defer conn.Close()
	for _, f := range founders {
		params.Grants = append(params.Grants[:len(params.Grants):len(params.Grants)], Grant{To: addressOf(f.Key), Amount: f.Stake})
	}
	addresses, err := Deploy(ctx, conn, d.Faucet(), params)
	if err != nil {
		return Addresses{}, err
	}
	client, err := Dial(ctx, d.URL(), addresses)
	if err != nil {
		return Addresses{}, err
	}
	defer client.Close()

	g, gctx := errgroup.WithContext(ctx)
	for _, f := range founders {
		g.Go(func() error {
			if err := client.Send(gctx, d.Faucet(), addressOf(f.Key), founderEther()); err != nil {
				return err
			}
			return client.Register(gctx, f.Key, Registration{URI: f.URI, Operator: f.Operator, Stake: f.Stake, Commission: DefaultCommission()})
		})
	}
	if err := g.Wait(); err != nil {
		return Addresses{}, err
	}
	// The first snapshot counts all stake, whenever it was bonded.
	if err := client.InitRound(ctx, d.Faucet()); err != nil {
		return Addresses{}, err
	}
	return addresses, nil
}
