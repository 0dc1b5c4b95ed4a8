package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/millrace/millrace/contracts/bindings"
)

// DeployParams are fixed for ever once the contracts are deployed.
type DeployParams struct {
	InitialSupply   *big.Int      // of the token, all to the deployer; default one billion tokens
	RoundLength     time.Duration // from a second to 30 days, in whole seconds; default 60 s
	UnbondingRounds uint64        // how many rounds unbonded tokens stay locked; default 7
	MinSelfBond     *big.Int      // what an orchestrator bonds to itself at least; default 100 tokens
	Grants          []Grant       // transferred from the deployer, in order, once the contracts are there
}

// Grant is a transfer of tokens.
type Grant struct {
	To     common.Address
	Amount *big.Int
}

func (p DeployParams) withDefaults() (DeployParams, error) {
	if p.InitialSupply == nil {
		p.InitialSupply = Tokens(1_000_000_000)
	}
	if p.RoundLength == 0 {
		p.RoundLength = time.Minute
	}
	if p.UnbondingRounds == 0 {
		p.UnbondingRounds = 7
	}
	if p.MinSelfBond == nil {
		p.MinSelfBond = Tokens(100)
	}
	if p.RoundLength < time.Second || p.RoundLength > 30*24*time.Hour || p.RoundLength%time.Second != 0 {
		return p, fmt.Errorf("round length %s: whole seconds, from 1 s to 720 h", p.RoundLength)
	}
	if p.UnbondingRounds > 1000 {
		return p, fmt.Errorf("%d unbonding rounds: at most 1000", p.UnbondingRounds)
	}
	if p.MinSelfBond.Sign() <= 0 || p.MinSelfBond.BitLen() > 96 {
		return p, errors.New("minimum own bond: positive, below 2^96")
	}
	if p.InitialSupply.Sign() <= 0 || p.InitialSupply.BitLen() > 96 {
		return p, errors.New("initial supply: positive, below 2^96")
	}
	sum := new(big.Int)
	for _, g := range p.Grants {
		if g.Amount == nil || g.Amount.Sign() <= 0 {
			return p, fmt.Errorf("grant to %s: amount must be positive", g.To)
		}
		sum.Add(sum, g.Amount)
	}
	if sum.Cmp(p.InitialSupply) > 0 {
		return p, fmt.Errorf("grants of %s tokens from a supply of %s", FormatTokens(sum), FormatTokens(p.InitialSupply))
	}
	return p, nil
}

// Validate checks what can be checked without a chain.
func (p DeployParams) Validate() error {
	_, err := p.withDefaults()
	return err
}

// Deploy puts the contracts on the chain and waits until they are there. The key pays, and holds the tokens that are not
// granted away.
func Deploy(ctx context.Context, c *Conn, key Signer, params DeployParams) (Addresses, error) {
	params, err := params.withDefaults()
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy contracts: %w", err)
	}
	addresses, err := deploy(ctx, c, key, params)
	if err != nil {
		return Addresses{}, fmt.Errorf("deploy contracts: %w", err)
	}
	return addresses, nil
}

func deploy(ctx context.Context, c *Conn, key Signer, params DeployParams) (Addresses, error) {
	addresses := Addresses{ChainID: c.ChainID()}
	var sent []*types.Transaction
	// No constructor calls another contract, so all can be on their way at once.
	create := func(at *common.Address, bytecode string, args []byte) error {
		tx, err := c.submit(ctx, key, nil, nil, append(common.FromHex(bytecode), args...))
		if err != nil {
			return err
		}
		*at = createdBy(key, tx)
		sent = append(sent, tx)
		return nil
	}
	token, staking, registry := bindings.NewStakeToken(), bindings.NewStaking(), bindings.NewServiceRegistry()
	if err := create(&addresses.StakeToken, bindings.StakeTokenMetaData.Bin, token.PackConstructor(params.InitialSupply)); err != nil {
		return Addresses{}, fmt.Errorf("StakeToken: %w", err)
	}
	roundSeconds := uint64(params.RoundLength / time.Second)
	if err := create(&addresses.Staking, bindings.StakingMetaData.Bin,
		staking.PackConstructor(addresses.StakeToken, roundSeconds, params.UnbondingRounds, params.MinSelfBond)); err != nil {
		return Addresses{}, fmt.Errorf("contract Staking: %w", err)
	}
	if err := create(&addresses.ServiceRegistry, bindings.ServiceRegistryMetaData.Bin, registry.PackConstructor(addresses.Staking)); err != nil {
		return Addresses{}, fmt.Errorf("ServiceRegistry: %w", err)
	}
	if err := c.allMined(ctx, sent); err != nil {
		return Addresses{}, err
	}

	var grants []*types.Transaction
	for _, g := range params.Grants {
		tx, err := c.submit(ctx, key, &addresses.StakeToken, nil, token.PackTransfer(g.To, g.Amount))
		if err != nil {
			return Addresses{}, fmt.Errorf("grant to %s: %w", g.To, err)
		}
		grants = append(grants, tx)
	}
	return addresses, c.allMined(ctx, grants)
}

func (c *Conn) allMined(ctx context.Context, sent []*types.Transaction) error {
	for tx := range slices.Values(sent) {
		if _, err := c.mined(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
