package broadcaster

import (
	"maps"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/payer"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// Payments is what the API shows of a payer, and of the funds that it stands on.
func Payments(p *payer.Payer, f payer.Funds) api.Payments {
	node, streams := p.Spending()
	day, stream := p.Budgets()
	v := api.Payments{
		Deposit: "0", Reserve: "0", Today: dollars(node.Today), LastHour: dollars(node.Hour), DayBudget: bound(day), StreamBudget: bound(stream),
	}
	if !f.At.IsZero() {
		v.Deposit, v.Reserve, v.AsOf = chain.FormatAsset(f.Deposit.Deposit), chain.FormatAsset(f.Reserve), f.At
		v.Unlocking, v.Low = f.WithdrawRound != 0, f.Low
		if node.Hour.Sign() > 0 {
			v.LastsHours = f.Lasts.Hours()
		}
	}
	if f.Err != nil {
		v.ChainError = f.Err.Error()
	}
	for _, name := range slices.Sorted(maps.Keys(streams)) {
		v.Streams = append(v.Streams, api.StreamPayments{
			Stream: name, Today: dollars(streams[name].Today), LastHour: dollars(streams[name].Hour),
			PerHour: dollars(streams[name].Rate()),
		})
	}
	accounts := p.Accounts()
	for a := range f.Redeemed { // of tickets from before the node started, maybe
		if _, ok := accounts[a]; !ok {
			accounts[a] = payer.Account{Chance: ticket.Chance{Expected: new(big.Int)}, Delivered: new(big.Int)}
		}
	}
	for _, a := range slices.SortedFunc(maps.Keys(accounts), common.Address.Cmp) {
		paid, got := accounts[a], "0"
		if r, ok := f.Redeemed[a]; ok {
			got = chain.FormatAsset(r.Amount)
		}
		v.Orchestrators = append(v.Orchestrators, api.OrchestratorPayments{
			Orchestrator: a.Hex(), Tickets: paid.Tickets, Draws: paid.Draws, Value: dollars(paid.Expected), Spread: spread(paid.Chance), Delivered: dollars(paid.Delivered),
			RedeemedTickets: f.Redeemed[a].Tickets, Redeemed: got,
		})
	}
	return v
}

// dollars writes an amount in ticket.CostScale-ths of a unit, rounded down to units.
func dollars(scaled *big.Int) string {
	return chain.FormatAsset(new(big.Int).Div(scaled, big.NewInt(ticket.CostScale)))
}

// spread writes a standard deviation.
func spread(c ticket.Chance) string {
	units, _ := big.NewFloat(c.Sigma()).Int(nil)
	return chain.FormatAsset(units)
}

// bound writes a budget; none is nothing.
func bound(units uint64) string {
	if units == 0 {
		return ""
	}
	return chain.FormatAsset(new(big.Int).SetUint64(units))
}
