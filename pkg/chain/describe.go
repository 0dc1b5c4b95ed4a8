package chain

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/contracts/bindings"
)

// Describe says in words what a transaction to one of the contracts does: Staking.bond(orchestrator 0x…, amount 100 tokens).
// Whatever it does not know it shows as it is.
func (a Addresses) Describe(to *common.Address, value *big.Int, data []byte) string {
	switch {
	case to == nil:
		return fmt.Sprintf("create a contract of %d bytes", len(data))
	case len(data) == 0:
		return fmt.Sprintf("send %s ether to %s", FormatTokens(orZero(value)), to)
	}
	name, meta := a.contract(*to)
	if meta == nil || len(data) < 4 {
		return fmt.Sprintf("call %s with %#x", to, data)
	}
	parsed, err := meta.ParseABI()
	if err != nil {
		return fmt.Sprintf("call %s at %s with %#x", name, to, data)
	}
	method, err := parsed.MethodById(data)
	if err != nil {
		return fmt.Sprintf("call %s at %s with %#x", name, to, data)
	}
	values, err := method.Inputs.Unpack(data[4:])
	if err != nil {
		return fmt.Sprintf("call %s.%s with %#x", name, method.Name, data[4:])
	}
	arguments := make([]string, len(values))
	for i, v := range values {
		arguments[i] = strings.TrimSpace(strings.Trim(method.Inputs[i].Name, "_") + " " + describeValue(name, method.Name, method.Inputs[i], v))
	}
	return fmt.Sprintf("%s.%s(%s)", name, method.Name, strings.Join(arguments, ", "))
}

// contract is the contract at an address, by name.
func (a Addresses) contract(at common.Address) (string, *bind.MetaData) {
	switch at {
	case a.StakeToken:
		return "StakeToken", &bindings.StakeTokenMetaData
	case a.Params:
		return "Params", &bindings.ParamsMetaData
	case a.Staking:
		return "Staking", &bindings.StakingMetaData
	case a.Minter:
		return "Minter", &bindings.MinterMetaData
	case a.ServiceRegistry:
		return "ServiceRegistry", &bindings.ServiceRegistryMetaData
	case a.Asset:
		return "Asset", &bindings.MockUSDMetaData
	case a.TicketBroker:
		return "TicketBroker", &bindings.TicketBrokerMetaData
	case a.FaultCourt:
		return "FaultCourt", &bindings.FaultCourtMetaData
	default:
		return "", nil
	}
}

// describeValue shows amounts in whole tokens or dollars.
func describeValue(contract, method string, argument abi.Argument, v any) string {
	amount, ok := v.(*big.Int)
	isAmount := ok && (argument.Name == "amount" || argument.Name == "value" || method == "fundFor")
	switch {
	case isAmount && (contract == "Staking" || contract == "StakeToken"):
		return FormatTokens(amount) + " tokens"
	case isAmount && (contract == "TicketBroker" || contract == "Asset"):
		return FormatAsset(amount) + " dollars"
	}
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case []byte:
		return fmt.Sprintf("%#x", v)
	case [32]byte:
		return fmt.Sprintf("%#x", v)
	default:
		return fmt.Sprintf("%+v", v)
	}
}
