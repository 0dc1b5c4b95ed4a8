package txn

import (
	"context"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
)

// Plan is what a transaction would be: what a person is asked about, and what a dry run shows.
type Plan struct {
	From    common.Address
	To      *common.Address // nil creates a contract
	Value   *big.Int        // wei
	Data    []byte
	Gas     uint64   // limit
	FeeCap  *big.Int // wei per unit of gas at most
	TipCap  *big.Int // wei per unit of gas, of that, for who makes the block
	MaxCost *big.Int // wei: value, and gas at the highest fee
	Balance *big.Int // wei, of From
	Block   uint64   // of which all this is true
}

func (p Plan) fees() fees { return fees{p.FeeCap, p.TipCap} }

// Plan simulates an intent on the latest block and prices it. Nothing is reserved, signed or sent. What a contract refuses comes back
// as Deps.Explain names it.
func (m *Manager) Plan(ctx context.Context, i Intent) (Plan, error) {
	if err := i.validate(); err != nil {
		return Plan{}, err
	}
	offer, block, err := m.price(ctx)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{
		From: m.account.Address, To: i.To, Value: i.value(), Data: i.Data, Gas: i.Gas,
		FeeCap: offer.cap, TipCap: offer.tip, Block: block,
	}
	if p.Balance, err = m.deps.Node.BalanceAt(ctx, p.From, nil); err != nil {
		return Plan{}, fmt.Errorf("read balance of %s: %w", p.From, m.deps.Explain(err))
	}
	if p.Balance.Cmp(p.Value) < 0 {
		return Plan{}, fmt.Errorf("%w: %s has %s wei, sends %s", ErrInsufficientFunds, p.From, p.Balance, p.Value)
	}
	if p.Gas == 0 {
		gas, err := m.deps.Node.EstimateGas(ctx, ethereum.CallMsg{From: p.From, To: p.To, Value: p.Value, Data: p.Data})
		if err != nil {
			return Plan{}, m.deps.Explain(err)
		}
		p.Gas = gas + gas*m.cfg.GasMargin/100
	}
	p.MaxCost = new(big.Int).Mul(p.FeeCap, new(big.Int).SetUint64(p.Gas))
	p.MaxCost.Add(p.MaxCost, p.Value)
	if p.Balance.Cmp(p.MaxCost) < 0 {
		return Plan{}, fmt.Errorf("%w: %s has %s wei, value and gas may take %s", ErrInsufficientFunds, p.From, p.Balance, p.MaxCost)
	}
	return p, nil
}

// price is what to offer for gas now, and the block that says so.
func (m *Manager) price(ctx context.Context) (fees, uint64, error) {
	head, err := m.deps.Node.HeaderByNumber(ctx, nil)
	if err != nil {
		return fees{}, 0, fmt.Errorf("read latest block: %w", m.deps.Explain(err))
	}
	tip, err := m.deps.Node.SuggestGasTipCap(ctx)
	if err != nil {
		return fees{}, 0, fmt.Errorf("ask for the price of gas: %w", m.deps.Explain(err))
	}
	offer, err := quote(head.BaseFee, tip, m.cfg.MaxFeePerGas)
	return offer, head.Number.Uint64(), err
}
