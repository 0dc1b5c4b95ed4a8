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
	// Asset is the token that fees are paid in; the zero address makes a dollar of six decimals that anybody can mint, for
	// development chains.
	Asset  common.Address
	Grants []Grant // transferred from the deployer, in order, once the contracts are there
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
	d := deployer{conn: c, key: key, params: params, addresses: Addresses{ChainID: c.ChainID(), Asset: params.Asset}}
	// What a stage's constructors and calls ask of other contracts is there when the stage before is mined.
	for _, stage := range []func(context.Context) error{d.foundations, d.modules, d.wire, d.grant} {
		if err := stage(ctx); err != nil {
			return Addresses{}, err
		}
		if err := c.allMined(ctx, d.sent); err != nil {
			return Addresses{}, err
		}
		d.sent = nil
	}
	return d.addresses, nil
}

// deployer puts one deployment on a chain.
type deployer struct {
	conn      *Conn
	key       Signer
	params    DeployParams
	addresses Addresses
	sent      []*types.Transaction // and not known to be mined
}

func (d *deployer) create(ctx context.Context, name string, at *common.Address, bytecode string, args []byte) error {
	tx, err := d.conn.submit(ctx, d.key, nil, nil, append(common.FromHex(bytecode), args...))
	if err != nil {
		return fmt.Errorf("contract %s: %w", name, err)
	}
	*at = createdBy(d.key, tx)
	d.sent = append(d.sent, tx)
	return nil
}

func (d *deployer) call(ctx context.Context, what string, to common.Address, calldata []byte) error {
	tx, err := d.conn.submit(ctx, d.key, &to, nil, calldata)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	d.sent = append(d.sent, tx)
	return nil
}

// foundations are the contracts whose constructors call no other.
func (d *deployer) foundations(ctx context.Context) error {
	a, p := &d.addresses, d.params
	if err := d.create(ctx, "StakeToken", &a.StakeToken, bindings.StakeTokenMetaData.Bin,
		bindings.NewStakeToken().PackConstructor(p.InitialSupply)); err != nil {
		return err
	}
	if a.Asset == (common.Address{}) {
		if err := d.create(ctx, "MockUSD", &a.Asset, bindings.MockUSDMetaData.Bin, nil); err != nil {
			return err
		}
	}
	if err := d.create(ctx, "Params", &a.Params, bindings.ParamsMetaData.Bin,
		bindings.NewParams().PackConstructor(addressOf(d.key))); err != nil {
		return err
	}
	return d.create(ctx, "Staking", &a.Staking, bindings.StakingMetaData.Bin,
		bindings.NewStaking().PackConstructor(a.StakeToken, a.Params, uint64(p.RoundLength/time.Second), p.UnbondingRounds,
			p.MinSelfBond, minSelfShare))
}

func (d *deployer) modules(ctx context.Context) error {
	a, p := &d.addresses, d.params
	if err := d.create(ctx, "Minter", &a.Minter, bindings.MinterMetaData.Bin,
		bindings.NewMinter().PackConstructor(a.StakeToken, a.Staking, a.Params, minterConfig())); err != nil {
		return err
	}
	if err := d.create(ctx, "ServiceRegistry", &a.ServiceRegistry, bindings.ServiceRegistryMetaData.Bin,
		bindings.NewServiceRegistry().PackConstructor(a.Staking)); err != nil {
		return err
	}
	if err := d.create(ctx, "TicketBroker", &a.TicketBroker, bindings.TicketBrokerMetaData.Bin,
		bindings.NewTicketBroker().PackConstructor(a.Asset, a.Staking, a.ServiceRegistry, a.Params, ticketValidity, unlockRounds)); err != nil {
		return err
	}
	return d.create(ctx, "FaultCourt", &a.FaultCourt, bindings.FaultCourtMetaData.Bin,
		bindings.NewFaultCourt().PackConstructor(a.Asset, a.Staking, a.ServiceRegistry, a.TicketBroker, a.Params,
			courtConfig(p.UnbondingRounds)))
}

// wire makes the contracts known to one another, for good.
func (d *deployer) wire(ctx context.Context) error {
	a := d.addresses
	if err := d.call(ctx, "set the minter", a.StakeToken, bindings.NewStakeToken().PackSetMinter(a.Minter)); err != nil {
		return err
	}
	return d.call(ctx, "wire the contracts", a.Params, bindings.NewParams().PackWire(bindings.IParamsContracts{
		StakeToken:      a.StakeToken,
		Staking:         a.Staking,
		Minter:          a.Minter,
		ServiceRegistry: a.ServiceRegistry,
		Asset:           a.Asset,
		TicketBroker:    a.TicketBroker,
		FaultCourt:      a.FaultCourt,
	}))
}

func (d *deployer) grant(ctx context.Context) error {
	for _, g := range d.params.Grants {
		if err := d.call(ctx, fmt.Sprintf("grant to %s", g.To), d.addresses.StakeToken,
			bindings.NewStakeToken().PackTransfer(g.To, g.Amount)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Conn) allMined(ctx context.Context, sent []*types.Transaction) error {
	for tx := range slices.Values(sent) {
		if _, err := c.mined(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}
