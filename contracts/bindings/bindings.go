// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bindings

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// IServiceRegistryService is an auto generated low-level Go binding around an user-defined struct.
type IServiceRegistryService struct {
	Uri      string
	Operator common.Address
}

// IStakingLock is an auto generated low-level Go binding around an user-defined struct.
type IStakingLock struct {
	Amount        *big.Int
	WithdrawRound uint64
}

// IStakingOrchestrator is an auto generated low-level Go binding around an user-defined struct.
type IStakingOrchestrator struct {
	Stake    *big.Int
	SelfBond *big.Int
	Active   bool
}

// IStakingSnapshot is an auto generated low-level Go binding around an user-defined struct.
type IStakingSnapshot struct {
	Round uint64
	Seed  [32]byte
	Slots []*big.Int
}

// ServiceRegistryMetaData contains all meta data concerning the ServiceRegistry contract.
var ServiceRegistryMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"staking_\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"rotateOperator\",\"inputs\":[{\"name\":\"operator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"serviceOf\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIServiceRegistry.Service\",\"components\":[{\"name\":\"uri\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"operator\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"servicesOf\",\"inputs\":[{\"name\":\"orchestrators\",\"type\":\"address[]\",\"internalType\":\"address[]\"}],\"outputs\":[{\"name\":\"services\",\"type\":\"tuple[]\",\"internalType\":\"structIServiceRegistry.Service[]\",\"components\":[{\"name\":\"uri\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"operator\",\"type\":\"address\",\"internalType\":\"address\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"setService\",\"inputs\":[{\"name\":\"uri\",\"type\":\"string\",\"internalType\":\"string\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"staking\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"event\",\"name\":\"OperatorRotated\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"oldOperator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"newOperator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"effectiveRound\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"ServiceSet\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"oldURI\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"},{\"name\":\"newURI\",\"type\":\"string\",\"indexed\":false,\"internalType\":\"string\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"InvalidURILength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ZeroOperator\",\"inputs\":[]}]",
	ID:  "ServiceRegistry",
	Bin: "0x60a0604052348015600e575f5ffd5b50604051610b1b380380610b1b833981016040819052602b91603b565b6001600160a01b03166080526066565b5f60208284031215604a575f5ffd5b81516001600160a01b0381168114605f575f5ffd5b9392505050565b608051610a9061008b5f395f8181607b0152818161033d015261059c0152610a905ff3fe608060405234801561000f575f5ffd5b5060043610610055575f3560e01c806320c32d76146100595780634cf088d91461006e5780636680cb48146100aa578063dd1bb2a9146100ca578063fe9b11ec146100dd575b5f5ffd5b61006c6100673660046106b7565b6100fd565b005b6040516001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001681526020015b60405180910390f35b6100bd6100b8366004610725565b610250565b6040516100a191906107e5565b61006c6100d8366004610848565b610313565b6100f06100eb366004610848565b6104c9565b6040516100a19190610875565b80801580159061010f57506101008111155b81600161010090919261014a5760405163467b30ef60e11b815260048101939093526024830191909152604482015260640160405180910390fd5b5050335f90815260208190526040812080549192509061016990610887565b80601f016020809104026020016040519081016040528092919081815260200182805461019590610887565b80156101e05780601f106101b7576101008083540402835291602001916101e0565b820191905f5260205f20905b8154815290600101906020018083116101c357829003601f168201915b5050335f90815260208190526040902093945061020492508691508790508361092a565b50336001600160a01b03167fdafea9ed80babf324e07d824b86b0040c7716465346af5fee086aea127b03a7f828686604051610242939291906109e5565b60405180910390a250505050565b60608167ffffffffffffffff81111561026b5761026b6108bf565b6040519080825280602002602001820160405280156102b057816020015b60408051808201909152606081525f60208201528152602001906001900390816102895790505b5090505f5b8281101561030c576102e78484838181106102d2576102d2610a29565b90506020020160208101906100eb9190610848565b8282815181106102f9576102f9610a29565b60209081029190910101526001016102b5565b5092915050565b6001600160a01b03811661033a576040516389961e9160e01b815260040160405180910390fd5b5f7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa158015610397573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906103bb9190610a3d565b335f81815260016020819052604082200154929350600160a01b90920467ffffffffffffffff161591906103ef9084610630565b90505f8261040757610402846001610a64565b610409565b835b604080516060810182526001600160a01b03858116808352898216602080850182815267ffffffffffffffff888116878901818152335f8181526001808852908c90209a518b546001600160a01b031916908b16178b5594519990940180549151999098166001600160e01b031990911617600160a01b98909216979097021790945594519384529495509290917f3b7c46b1bc48795c870040a0b5627428266b704d22471b2f148c8a768e80b776910160405180910390a45050505050565b60408051808201909152606081525f602082015260405180604001604052805f5f856001600160a01b03166001600160a01b031681526020019081526020015f20805461051590610887565b80601f016020809104026020016040519081016040528092919081815260200182805461054190610887565b801561058c5780601f106105635761010080835404028352916020019161058c565b820191905f5260205f20905b81548152906001019060200180831161056f57829003601f168201915b5050505050815260200161061f847f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316638a19c8bc6040518163ffffffff1660e01b8152600401602060405180830381865afa1580156105f6573d5f5f3e3d5ffd5b505050506040513d601f19601f8201168201806040525081019061061a9190610a3d565b610630565b6001600160a01b0316905292915050565b6001600160a01b0382165f908152600160208190526040822090810154600160a01b900467ffffffffffffffff16820361066d57839150506106b1565b600181015467ffffffffffffffff600160a01b9091048116908416101561069e5780546001600160a01b03166106ad565b60018101546001600160a01b03165b9150505b92915050565b5f5f602083850312156106c8575f5ffd5b823567ffffffffffffffff8111156106de575f5ffd5b8301601f810185136106ee575f5ffd5b803567ffffffffffffffff811115610704575f5ffd5b856020828401011115610715575f5ffd5b6020919091019590945092505050565b5f5f60208385031215610736575f5ffd5b823567ffffffffffffffff81111561074c575f5ffd5b8301601f8101851361075c575f5ffd5b803567ffffffffffffffff811115610772575f5ffd5b8560208260051b8401011115610715575f5ffd5b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b5f8151604084526107c86040850182610786565b6020938401516001600160a01b0316949093019390935250919050565b5f602082016020835280845180835260408501915060408160051b8601019250602086015f5b8281101561083c57603f198786030184526108278583516107b4565b9450602093840193919091019060010161080b565b50929695505050505050565b5f60208284031215610858575f5ffd5b81356001600160a01b038116811461086e575f5ffd5b9392505050565b602081525f61086e60208301846107b4565b600181811c9082168061089b57607f821691505b6020821081036108b957634e487b7160e01b5f52602260045260245ffd5b50919050565b634e487b7160e01b5f52604160045260245ffd5b601f821115610925578282111561092557805f5260205f20601f840160051c60208510156108fe57505f5b90810190601f840160051c035f5b81811015610921575f8382015560010161090c565b5050505b505050565b67ffffffffffffffff831115610942576109426108bf565b610956836109508354610887565b836108d3565b5f601f841160018114610987575f85156109705750838201355b5f19600387901b1c1916600186901b1783556109de565b5f83815260208120601f198716915b828110156109b65786850135825560209485019460019092019101610996565b50868210156109d2575f1960f88860031b161c19848701351681555b505060018560011b0183555b5050505050565b604081525f6109f76040830186610786565b8281036020840152838152838560208301375f602085830101526020601f19601f860116820101915050949350505050565b634e487b7160e01b5f52603260045260245ffd5b5f60208284031215610a4d575f5ffd5b815167ffffffffffffffff8116811461086e575f5ffd5b67ffffffffffffffff81811683821601908111156106b157634e487b7160e01b5f52601160045260245ffd",
}

// ServiceRegistry is an auto generated Go binding around an Ethereum contract.
type ServiceRegistry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *ServiceRegistry) GetABI() abi.ABI {
	return c.abi
}

// NewServiceRegistry creates a new instance of ServiceRegistry.
func NewServiceRegistry() *ServiceRegistry {
	parsed, err := ServiceRegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &ServiceRegistry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *ServiceRegistry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address staking_) returns()
func (serviceRegistry *ServiceRegistry) PackConstructor(staking_ common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("", staking_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackRotateOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd1bb2a9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function rotateOperator(address operator) returns()
func (serviceRegistry *ServiceRegistry) PackRotateOperator(operator common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("rotateOperator", operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRotateOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd1bb2a9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function rotateOperator(address operator) returns()
func (serviceRegistry *ServiceRegistry) TryPackRotateOperator(operator common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("rotateOperator", operator)
}

// PackServiceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe9b11ec.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function serviceOf(address orchestrator) view returns((string,address))
func (serviceRegistry *ServiceRegistry) PackServiceOf(orchestrator common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("serviceOf", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackServiceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe9b11ec.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function serviceOf(address orchestrator) view returns((string,address))
func (serviceRegistry *ServiceRegistry) TryPackServiceOf(orchestrator common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("serviceOf", orchestrator)
}

// UnpackServiceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfe9b11ec.
//
// Solidity: function serviceOf(address orchestrator) view returns((string,address))
func (serviceRegistry *ServiceRegistry) UnpackServiceOf(data []byte) (IServiceRegistryService, error) {
	out, err := serviceRegistry.abi.Unpack("serviceOf", data)
	if err != nil {
		return *new(IServiceRegistryService), err
	}
	out0 := *abi.ConvertType(out[0], new(IServiceRegistryService)).(*IServiceRegistryService)
	return out0, nil
}

// PackServicesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6680cb48.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function servicesOf(address[] orchestrators) view returns((string,address)[] services)
func (serviceRegistry *ServiceRegistry) PackServicesOf(orchestrators []common.Address) []byte {
	enc, err := serviceRegistry.abi.Pack("servicesOf", orchestrators)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackServicesOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6680cb48.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function servicesOf(address[] orchestrators) view returns((string,address)[] services)
func (serviceRegistry *ServiceRegistry) TryPackServicesOf(orchestrators []common.Address) ([]byte, error) {
	return serviceRegistry.abi.Pack("servicesOf", orchestrators)
}

// UnpackServicesOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6680cb48.
//
// Solidity: function servicesOf(address[] orchestrators) view returns((string,address)[] services)
func (serviceRegistry *ServiceRegistry) UnpackServicesOf(data []byte) ([]IServiceRegistryService, error) {
	out, err := serviceRegistry.abi.Unpack("servicesOf", data)
	if err != nil {
		return *new([]IServiceRegistryService), err
	}
	out0 := *abi.ConvertType(out[0], new([]IServiceRegistryService)).(*[]IServiceRegistryService)
	return out0, nil
}

// PackSetService is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x20c32d76.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setService(string uri) returns()
func (serviceRegistry *ServiceRegistry) PackSetService(uri string) []byte {
	enc, err := serviceRegistry.abi.Pack("setService", uri)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetService is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x20c32d76.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setService(string uri) returns()
func (serviceRegistry *ServiceRegistry) TryPackSetService(uri string) ([]byte, error) {
	return serviceRegistry.abi.Pack("setService", uri)
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (serviceRegistry *ServiceRegistry) PackStaking() []byte {
	enc, err := serviceRegistry.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (serviceRegistry *ServiceRegistry) TryPackStaking() ([]byte, error) {
	return serviceRegistry.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (serviceRegistry *ServiceRegistry) UnpackStaking(data []byte) (common.Address, error) {
	out, err := serviceRegistry.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// ServiceRegistryOperatorRotated represents a OperatorRotated event raised by the ServiceRegistry contract.
type ServiceRegistryOperatorRotated struct {
	Orchestrator   common.Address
	OldOperator    common.Address
	NewOperator    common.Address
	EffectiveRound uint64
	Raw            *types.Log // Blockchain specific contextual infos
}

const ServiceRegistryOperatorRotatedEventName = "OperatorRotated"

// ContractEventName returns the user-defined event name.
func (ServiceRegistryOperatorRotated) ContractEventName() string {
	return ServiceRegistryOperatorRotatedEventName
}

// UnpackOperatorRotatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorRotated(address indexed orchestrator, address indexed oldOperator, address indexed newOperator, uint64 effectiveRound)
func (serviceRegistry *ServiceRegistry) UnpackOperatorRotatedEvent(log *types.Log) (*ServiceRegistryOperatorRotated, error) {
	event := "OperatorRotated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != serviceRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ServiceRegistryOperatorRotated)
	if len(log.Data) > 0 {
		if err := serviceRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range serviceRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// ServiceRegistryServiceSet represents a ServiceSet event raised by the ServiceRegistry contract.
type ServiceRegistryServiceSet struct {
	Orchestrator common.Address
	OldURI       string
	NewURI       string
	Raw          *types.Log // Blockchain specific contextual infos
}

const ServiceRegistryServiceSetEventName = "ServiceSet"

// ContractEventName returns the user-defined event name.
func (ServiceRegistryServiceSet) ContractEventName() string {
	return ServiceRegistryServiceSetEventName
}

// UnpackServiceSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ServiceSet(address indexed orchestrator, string oldURI, string newURI)
func (serviceRegistry *ServiceRegistry) UnpackServiceSetEvent(log *types.Log) (*ServiceRegistryServiceSet, error) {
	event := "ServiceSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != serviceRegistry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(ServiceRegistryServiceSet)
	if len(log.Data) > 0 {
		if err := serviceRegistry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range serviceRegistry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (serviceRegistry *ServiceRegistry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], serviceRegistry.abi.Errors["InvalidURILength"].ID.Bytes()[:4]) {
		return serviceRegistry.UnpackInvalidURILengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], serviceRegistry.abi.Errors["ZeroOperator"].ID.Bytes()[:4]) {
		return serviceRegistry.UnpackZeroOperatorError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// ServiceRegistryInvalidURILength represents a InvalidURILength error raised by the ServiceRegistry contract.
type ServiceRegistryInvalidURILength struct {
	Length *big.Int
	Min    *big.Int
	Max    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidURILength(uint256 length, uint256 min, uint256 max)
func ServiceRegistryInvalidURILengthErrorID() common.Hash {
	return common.HexToHash("0x8cf661ded731651c5aebeefa5d09fb735b70c563a64b5d34510b22de66e45503")
}

// UnpackInvalidURILengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidURILength(uint256 length, uint256 min, uint256 max)
func (serviceRegistry *ServiceRegistry) UnpackInvalidURILengthError(raw []byte) (*ServiceRegistryInvalidURILength, error) {
	out := new(ServiceRegistryInvalidURILength)
	if err := serviceRegistry.abi.UnpackIntoInterface(out, "InvalidURILength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// ServiceRegistryZeroOperator represents a ZeroOperator error raised by the ServiceRegistry contract.
type ServiceRegistryZeroOperator struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroOperator()
func ServiceRegistryZeroOperatorErrorID() common.Hash {
	return common.HexToHash("0x89961e91613b49840d0ff97d3c49f058682f235a628f47cb992df4aad1949179")
}

// UnpackZeroOperatorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroOperator()
func (serviceRegistry *ServiceRegistry) UnpackZeroOperatorError(raw []byte) (*ServiceRegistryZeroOperator, error) {
	out := new(ServiceRegistryZeroOperator)
	if err := serviceRegistry.abi.UnpackIntoInterface(out, "ZeroOperator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenMetaData contains all meta data concerning the StakeToken contract.
var StakeTokenMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"initialSupply\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"DOMAIN_SEPARATOR\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"allowance\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"approve\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"balanceOf\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"burn\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"cap\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"decimals\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint8\",\"internalType\":\"uint8\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"deployer\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"eip712Domain\",\"inputs\":[],\"outputs\":[{\"name\":\"fields\",\"type\":\"bytes1\",\"internalType\":\"bytes1\"},{\"name\":\"name\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"version\",\"type\":\"string\",\"internalType\":\"string\"},{\"name\":\"chainId\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"verifyingContract\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"salt\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"extensions\",\"type\":\"uint256[]\",\"internalType\":\"uint256[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"mint\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"minter\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"name\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"string\",\"internalType\":\"string\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"nonces\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"permit\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"v\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"r\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"setMinter\",\"inputs\":[{\"name\":\"minter_\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"symbol\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"string\",\"internalType\":\"string\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"totalSupply\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"transfer\",\"inputs\":[{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"transferFrom\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Approval\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"spender\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"EIP712DomainChanged\",\"inputs\":[],\"anonymous\":false},{\"type\":\"event\",\"name\":\"MinterSet\",\"inputs\":[{\"name\":\"minter\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Transfer\",\"inputs\":[{\"name\":\"from\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"to\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"value\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignature\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureLength\",\"inputs\":[{\"name\":\"length\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ECDSAInvalidSignatureS\",\"inputs\":[{\"name\":\"s\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]},{\"type\":\"error\",\"name\":\"ERC20InsufficientAllowance\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"allowance\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"needed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC20InsufficientBalance\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"balance\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"needed\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidApprover\",\"inputs\":[{\"name\":\"approver\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidReceiver\",\"inputs\":[{\"name\":\"receiver\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidSender\",\"inputs\":[{\"name\":\"sender\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC20InvalidSpender\",\"inputs\":[{\"name\":\"spender\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ERC2612ExpiredSignature\",\"inputs\":[{\"name\":\"deadline\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"ERC2612InvalidSigner\",\"inputs\":[{\"name\":\"signer\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InvalidAccountNonce\",\"inputs\":[{\"name\":\"account\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"currentNonce\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidShortString\",\"inputs\":[]},{\"type\":\"error\",\"name\":\"MinterAlreadySet\",\"inputs\":[{\"name\":\"minter\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"StringTooLong\",\"inputs\":[{\"name\":\"str\",\"type\":\"string\",\"internalType\":\"string\"}]},{\"type\":\"error\",\"name\":\"SupplyCapExceeded\",\"inputs\":[{\"name\":\"supply\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"cap\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"Unauthorized\",\"inputs\":[{\"name\":\"caller\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"expected\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"ZeroAddress\",\"inputs\":[]}]",
	ID:  "StakeToken",
	Bin: "0x610180604052348015610010575f5ffd5b506040516116c03803806116c083398101604081905261002f9161038b565b604051806040016040528060088152602001674d696c6c7261636560c01b81525080604051806040016040528060018152602001603160f81b815250604051806040016040528060088152602001674d696c6c7261636560c01b815250604051806040016040528060048152602001631352531360e21b81525081600390816100b89190610444565b5060046100c58282610444565b5050506100d78261019160201b60201c565b610120526100e481610191565b61014052815160208084019190912060e052815190820120610100524660a05261017060e05161010051604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201529081019290925260608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b60805250503060c052503361016081905261018b90826101d7565b5061057b565b5f5f829050601f815111156101c4578260405163305a27a960e01b81526004016101bb91906104fe565b60405180910390fd5b80516101cf82610533565b179392505050565b6001600160a01b0382166102005760405163ec442f0560e01b81525f60048201526024016101bb565b61020b5f838361020f565b5050565b61021a838383610265565b6001600160a01b038316610260576002546001600160601b038082111561025d57604051634b344b1160e01b8152600481019290925260248201526044016101bb565b50505b505050565b6001600160a01b03831661028f578060025f8282546102849190610556565b909155506102ff9050565b6001600160a01b0383165f90815260208190526040902054818110156102e15760405163391434e360e21b81526001600160a01b038516600482015260248101829052604481018390526064016101bb565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b03821661031b57600280548290039055610339565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef8360405161037e91815260200190565b60405180910390a3505050565b5f6020828403121561039b575f5ffd5b5051919050565b634e487b7160e01b5f52604160045260245ffd5b600181811c908216806103ca57607f821691505b6020821081036103e857634e487b7160e01b5f52602260045260245ffd5b50919050565b601f821115610260578282111561026057805f5260205f20601f840160051c602085101561041957505f5b90810190601f840160051c035f5b8181101561043c575f83820155600101610427565b505050505050565b81516001600160401b0381111561045d5761045d6103a2565b6104718161046b84546103b6565b846103ee565b6020601f8211600181146104a3575f831561048c5750848201515b5f19600385901b1c1916600184901b17845561025d565b5f84815260208120601f198516915b828110156104d257878501518255602094850194600190920191016104b2565b50848210156104ef57868401515f19600387901b60f8161c191681555b50505050600190811b01905550565b602081525f82518060208401528060208501604085015e5f604082850101526040601f19601f83011684010191505092915050565b805160208083015191908110156103e8575f1960209190910360031b1b16919050565b8082018082111561057557634e487b7160e01b5f52601160045260245ffd5b92915050565b60805160a05160c05160e051610100516101205161014051610160516110e36105dd5f395f818161028b01526105e901525f61099e01525f61097301525f6108b001525f61088801525f6107e301525f61080d01525f61083701526110e35ff3fe608060405234801561000f575f5ffd5b506004361061011c575f3560e01c806342966c68116100a9578063a9059cbb1161006e578063a9059cbb14610260578063d505accf14610273578063d5f3948814610286578063dd62ed3e146102ad578063fca3b5aa146102e5575f5ffd5b806342966c68146101ef57806370a08231146102025780637ecebe001461022a57806384b0196e1461023d57806395d89b4114610258575f5ffd5b806323b872dd116100ef57806323b872dd1461019e578063313ce567146101b1578063355274ea146101c05780633644e515146101d257806340c10f19146101da575f5ffd5b806306fdde0314610120578063075461721461013e578063095ea7b31461016957806318160ddd1461018c575b5f5ffd5b6101286102f8565b6040516101359190610e7e565b60405180910390f35b600854610151906001600160a01b031681565b6040516001600160a01b039091168152602001610135565b61017c610177366004610eb2565b610388565b6040519015158152602001610135565b6002545b604051908152602001610135565b61017c6101ac366004610eda565b6103a1565b60405160128152602001610135565b6bffffffffffffffffffffffff610190565b6101906103c4565b6101ed6101e8366004610eb2565b6103d2565b005b6101ed6101fd366004610f14565b610429565b610190610210366004610f2b565b6001600160a01b03165f9081526020819052604090205490565b610190610238366004610f2b565b610436565b610245610453565b6040516101359796959493929190610f44565b610128610495565b61017c61026e366004610eb2565b6104a4565b6101ed610281366004610fda565b6104b1565b6101517f000000000000000000000000000000000000000000000000000000000000000081565b6101906102bb366004611047565b6001600160a01b039182165f90815260016020908152604080832093909416825291909152205490565b6101ed6102f3366004610f2b565b6105e7565b60606003805461030790611078565b80601f016020809104026020016040519081016040528092919081815260200182805461033390611078565b801561037e5780601f106103555761010080835404028352916020019161037e565b820191905f5260205f20905b81548152906001019060200180831161036157829003601f168201915b5050505050905090565b5f336103958185856106f1565b60019150505b92915050565b5f336103ae8582856106fe565b6103b985858561077a565b506001949350505050565b5f6103cd6107d7565b905090565b6008546001600160a01b031633818181146104185760405163295a81c160e01b81526001600160a01b039283166004820152911660248201526044015b60405180910390fd5b50506104248383610900565b505050565b6104333382610938565b50565b6001600160a01b0381165f9081526007602052604081205461039b565b5f6060805f5f5f606061046461096c565b61046c610997565b604080515f80825260208201909252600f60f81b9b939a50919850469750309650945092509050565b60606004805461030790611078565b5f3361039581858561077a565b834211156104d55760405163313c898160e11b81526004810185905260240161040f565b5f7f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c98888886105208c6001600160a01b03165f90815260076020526040902080546001810190915590565b6040805160208101969096526001600160a01b0394851690860152929091166060840152608083015260a082015260c0810186905260e0016040516020818303038152906040528051906020012090505f61057a826109c2565b90505f610589828787876109ee565b9050896001600160a01b0316816001600160a01b0316146105d0576040516325c0072360e11b81526001600160a01b0380831660048301528b16602482015260440161040f565b6105db8a8a8a6106f1565b50505050505050505050565b7f000000000000000000000000000000000000000000000000000000000000000033816001600160a01b03811682146106465760405163295a81c160e01b81526001600160a01b0392831660048201529116602482015260440161040f565b50506001600160a01b03821661066f5760405163d92e233d60e01b815260040160405180910390fd5b6008546001600160a01b031680156106a657604051636f615f9b60e01b81526001600160a01b03909116600482015260240161040f565b50600880546001600160a01b0319166001600160a01b0384169081179091556040517f726b590ef91a8c76ad05bbe91a57ef84605276528f49cd47d787f558a4e755b6905f90a25050565b6104248383836001610a1a565b6001600160a01b038381165f908152600160209081526040808320938616835292905220545f19811015610774578181101561076657604051637dc7a0d960e11b81526001600160a01b0384166004820152602481018290526044810183905260640161040f565b61077484848484035f610a1a565b50505050565b6001600160a01b0383166107a357604051634b637e8f60e11b81525f600482015260240161040f565b6001600160a01b0382166107cc5760405163ec442f0560e01b81525f600482015260240161040f565b610424838383610aec565b5f306001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001614801561082f57507f000000000000000000000000000000000000000000000000000000000000000046145b1561085957507f000000000000000000000000000000000000000000000000000000000000000090565b6103cd604080517f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f60208201527f0000000000000000000000000000000000000000000000000000000000000000918101919091527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a08201525f9060c00160405160208183030381529060405280519060200120905090565b6001600160a01b0382166109295760405163ec442f0560e01b81525f600482015260240161040f565b6109345f8383610aec565b5050565b6001600160a01b03821661096157604051634b637e8f60e11b81525f600482015260240161040f565b610934825f83610aec565b60606103cd7f0000000000000000000000000000000000000000000000000000000000000000610b46565b60606103cd7f0000000000000000000000000000000000000000000000000000000000000000610b46565b5f61039b6109ce6107d7565b8360405161190160f01b8152600281019290925260228201526042902090565b5f5f5f5f6109fe88888888610b83565b925092509250610a0e8282610c4b565b50909695505050505050565b6001600160a01b038416610a435760405163e602df0560e01b81525f600482015260240161040f565b6001600160a01b038316610a6c57604051634a1406b160e11b81525f600482015260240161040f565b6001600160a01b038085165f908152600160209081526040808320938716835292905220829055801561077457826001600160a01b0316846001600160a01b03167f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92584604051610ade91815260200190565b60405180910390a350505050565b610af7838383610d03565b6001600160a01b038316610424576002546bffffffffffffffffffffffff80821115610b3f57604051634b344b1160e01b81526004810192909252602482015260440161040f565b5050505050565b60605f610b5283610e29565b6040805160208082528183019092529192505f91906020820181803683375050509182525060208101929092525090565b5f80807f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0841115610bbc57505f91506003905082610c41565b604080515f808252602082018084528a905260ff891692820192909252606081018790526080810186905260019060a0016020604051602081039080840390855afa158015610c0d573d5f5f3e3d5ffd5b5050604051601f1901519150506001600160a01b038116610c3857505f925060019150829050610c41565b92505f91508190505b9450945094915050565b5f826003811115610c5e57610c5e6110b0565b03610c67575050565b6001826003811115610c7b57610c7b6110b0565b03610c995760405163f645eedf60e01b815260040160405180910390fd5b6002826003811115610cad57610cad6110b0565b03610cce5760405163fce698f760e01b81526004810182905260240161040f565b6003826003811115610ce257610ce26110b0565b03610934576040516335e2f38360e21b81526004810182905260240161040f565b6001600160a01b038316610d2d578060025f828254610d2291906110c4565b90915550610d9d9050565b6001600160a01b0383165f9081526020819052604090205481811015610d7f5760405163391434e360e21b81526001600160a01b0385166004820152602481018290526044810183905260640161040f565b6001600160a01b0384165f9081526020819052604090209082900390555b6001600160a01b038216610db957600280548290039055610dd7565b6001600160a01b0382165f9081526020819052604090208054820190555b816001600160a01b0316836001600160a01b03167fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef83604051610e1c91815260200190565b60405180910390a3505050565b5f60ff8216601f81111561039b57604051632cd44ac360e21b815260040160405180910390fd5b5f81518084528060208401602086015e5f602082860101526020601f19601f83011685010191505092915050565b602081525f610e906020830184610e50565b9392505050565b80356001600160a01b0381168114610ead575f5ffd5b919050565b5f5f60408385031215610ec3575f5ffd5b610ecc83610e97565b946020939093013593505050565b5f5f5f60608486031215610eec575f5ffd5b610ef584610e97565b9250610f0360208501610e97565b929592945050506040919091013590565b5f60208284031215610f24575f5ffd5b5035919050565b5f60208284031215610f3b575f5ffd5b610e9082610e97565b60ff60f81b8816815260e060208201525f610f6260e0830189610e50565b8281036040840152610f748189610e50565b606084018890526001600160a01b038716608085015260a0840186905283810360c0850152845180825260208087019350909101905f5b81811015610fc9578351835260209384019390920191600101610fab565b50909b9a5050505050505050505050565b5f5f5f5f5f5f5f60e0888a031215610ff0575f5ffd5b610ff988610e97565b965061100760208901610e97565b95506040880135945060608801359350608088013560ff8116811461102a575f5ffd5b9699959850939692959460a0840135945060c09093013592915050565b5f5f60408385031215611058575f5ffd5b61106183610e97565b915061106f60208401610e97565b90509250929050565b600181811c9082168061108c57607f821691505b6020821081036110aa57634e487b7160e01b5f52602260045260245ffd5b50919050565b634e487b7160e01b5f52602160045260245ffd5b8082018082111561039b57634e487b7160e01b5f52601160045260245ffd",
}

// StakeToken is an auto generated Go binding around an Ethereum contract.
type StakeToken struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *StakeToken) GetABI() abi.ABI {
	return c.abi
}

// NewStakeToken creates a new instance of StakeToken.
func NewStakeToken() *StakeToken {
	parsed, err := StakeTokenMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &StakeToken{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *StakeToken) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(uint256 initialSupply) returns()
func (stakeToken *StakeToken) PackConstructor(initialSupply *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("", initialSupply)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (stakeToken *StakeToken) PackDOMAINSEPARATOR() []byte {
	enc, err := stakeToken.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (stakeToken *StakeToken) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return stakeToken.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (stakeToken *StakeToken) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := stakeToken.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (stakeToken *StakeToken) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := stakeToken.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (stakeToken *StakeToken) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (stakeToken *StakeToken) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (stakeToken *StakeToken) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (stakeToken *StakeToken) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (stakeToken *StakeToken) UnpackApprove(data []byte) (bool, error) {
	out, err := stakeToken.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (stakeToken *StakeToken) PackBalanceOf(account common.Address) []byte {
	enc, err := stakeToken.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (stakeToken *StakeToken) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (stakeToken *StakeToken) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42966c68.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function burn(uint256 amount) returns()
func (stakeToken *StakeToken) PackBurn(amount *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("burn", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBurn is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42966c68.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function burn(uint256 amount) returns()
func (stakeToken *StakeToken) TryPackBurn(amount *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("burn", amount)
}

// PackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cap() pure returns(uint256)
func (stakeToken *StakeToken) PackCap() []byte {
	enc, err := stakeToken.abi.Pack("cap")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cap() pure returns(uint256)
func (stakeToken *StakeToken) TryPackCap() ([]byte, error) {
	return stakeToken.abi.Pack("cap")
}

// UnpackCap is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x355274ea.
//
// Solidity: function cap() pure returns(uint256)
func (stakeToken *StakeToken) UnpackCap(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("cap", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (stakeToken *StakeToken) PackDecimals() []byte {
	enc, err := stakeToken.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (stakeToken *StakeToken) TryPackDecimals() ([]byte, error) {
	return stakeToken.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (stakeToken *StakeToken) UnpackDecimals(data []byte) (uint8, error) {
	out, err := stakeToken.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackDeployer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5f39488.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deployer() view returns(address)
func (stakeToken *StakeToken) PackDeployer() []byte {
	enc, err := stakeToken.abi.Pack("deployer")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeployer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5f39488.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deployer() view returns(address)
func (stakeToken *StakeToken) TryPackDeployer() ([]byte, error) {
	return stakeToken.abi.Pack("deployer")
}

// UnpackDeployer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5f39488.
//
// Solidity: function deployer() view returns(address)
func (stakeToken *StakeToken) UnpackDeployer(data []byte) (common.Address, error) {
	out, err := stakeToken.abi.Unpack("deployer", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (stakeToken *StakeToken) PackEip712Domain() []byte {
	enc, err := stakeToken.abi.Pack("eip712Domain")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (stakeToken *StakeToken) TryPackEip712Domain() ([]byte, error) {
	return stakeToken.abi.Pack("eip712Domain")
}

// Eip712DomainOutput serves as a container for the return parameters of contract
// method Eip712Domain.
type Eip712DomainOutput struct {
	Fields            [1]byte
	Name              string
	Version           string
	ChainId           *big.Int
	VerifyingContract common.Address
	Salt              [32]byte
	Extensions        []*big.Int
}

// UnpackEip712Domain is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84b0196e.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (stakeToken *StakeToken) UnpackEip712Domain(data []byte) (Eip712DomainOutput, error) {
	out, err := stakeToken.abi.Unpack("eip712Domain", data)
	outstruct := new(Eip712DomainOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fields = *abi.ConvertType(out[0], new([1]byte)).(*[1]byte)
	outstruct.Name = *abi.ConvertType(out[1], new(string)).(*string)
	outstruct.Version = *abi.ConvertType(out[2], new(string)).(*string)
	outstruct.ChainId = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.VerifyingContract = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Salt = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	outstruct.Extensions = *abi.ConvertType(out[6], new([]*big.Int)).(*[]*big.Int)
	return *outstruct, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (stakeToken *StakeToken) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (stakeToken *StakeToken) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("mint", to, amount)
}

// PackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minter() view returns(address)
func (stakeToken *StakeToken) PackMinter() []byte {
	enc, err := stakeToken.abi.Pack("minter")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minter() view returns(address)
func (stakeToken *StakeToken) TryPackMinter() ([]byte, error) {
	return stakeToken.abi.Pack("minter")
}

// UnpackMinter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x07546172.
//
// Solidity: function minter() view returns(address)
func (stakeToken *StakeToken) UnpackMinter(data []byte) (common.Address, error) {
	out, err := stakeToken.abi.Unpack("minter", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (stakeToken *StakeToken) PackName() []byte {
	enc, err := stakeToken.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (stakeToken *StakeToken) TryPackName() ([]byte, error) {
	return stakeToken.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (stakeToken *StakeToken) UnpackName(data []byte) (string, error) {
	out, err := stakeToken.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (stakeToken *StakeToken) PackNonces(owner common.Address) []byte {
	enc, err := stakeToken.abi.Pack("nonces", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (stakeToken *StakeToken) TryPackNonces(owner common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("nonces", owner)
}

// UnpackNonces is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ecebe00.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (stakeToken *StakeToken) UnpackNonces(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("nonces", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (stakeToken *StakeToken) PackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := stakeToken.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (stakeToken *StakeToken) TryPackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return stakeToken.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
}

// PackSetMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfca3b5aa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setMinter(address minter_) returns()
func (stakeToken *StakeToken) PackSetMinter(minter common.Address) []byte {
	enc, err := stakeToken.abi.Pack("setMinter", minter)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfca3b5aa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setMinter(address minter_) returns()
func (stakeToken *StakeToken) TryPackSetMinter(minter common.Address) ([]byte, error) {
	return stakeToken.abi.Pack("setMinter", minter)
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (stakeToken *StakeToken) PackSymbol() []byte {
	enc, err := stakeToken.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (stakeToken *StakeToken) TryPackSymbol() ([]byte, error) {
	return stakeToken.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (stakeToken *StakeToken) UnpackSymbol(data []byte) (string, error) {
	out, err := stakeToken.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (stakeToken *StakeToken) PackTotalSupply() []byte {
	enc, err := stakeToken.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (stakeToken *StakeToken) TryPackTotalSupply() ([]byte, error) {
	return stakeToken.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (stakeToken *StakeToken) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := stakeToken.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) UnpackTransfer(data []byte) (bool, error) {
	out, err := stakeToken.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := stakeToken.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return stakeToken.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (stakeToken *StakeToken) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := stakeToken.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// StakeTokenApproval represents a Approval event raised by the StakeToken contract.
type StakeTokenApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakeTokenApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (StakeTokenApproval) ContractEventName() string {
	return StakeTokenApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (stakeToken *StakeToken) UnpackApprovalEvent(log *types.Log) (*StakeTokenApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenApproval)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakeTokenEIP712DomainChanged represents a EIP712DomainChanged event raised by the StakeToken contract.
type StakeTokenEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const StakeTokenEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (StakeTokenEIP712DomainChanged) ContractEventName() string {
	return StakeTokenEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (stakeToken *StakeToken) UnpackEIP712DomainChangedEvent(log *types.Log) (*StakeTokenEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakeTokenMinterSet represents a MinterSet event raised by the StakeToken contract.
type StakeTokenMinterSet struct {
	Minter common.Address
	Raw    *types.Log // Blockchain specific contextual infos
}

const StakeTokenMinterSetEventName = "MinterSet"

// ContractEventName returns the user-defined event name.
func (StakeTokenMinterSet) ContractEventName() string {
	return StakeTokenMinterSetEventName
}

// UnpackMinterSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MinterSet(address indexed minter)
func (stakeToken *StakeToken) UnpackMinterSetEvent(log *types.Log) (*StakeTokenMinterSet, error) {
	event := "MinterSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenMinterSet)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakeTokenTransfer represents a Transfer event raised by the StakeToken contract.
type StakeTokenTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const StakeTokenTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (StakeTokenTransfer) ContractEventName() string {
	return StakeTokenTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (stakeToken *StakeToken) UnpackTransferEvent(log *types.Log) (*StakeTokenTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != stakeToken.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakeTokenTransfer)
	if len(log.Data) > 0 {
		if err := stakeToken.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range stakeToken.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (stakeToken *StakeToken) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return stakeToken.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return stakeToken.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return stakeToken.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC2612ExpiredSignature"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC2612ExpiredSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ERC2612InvalidSigner"].ID.Bytes()[:4]) {
		return stakeToken.UnpackERC2612InvalidSignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["InvalidAccountNonce"].ID.Bytes()[:4]) {
		return stakeToken.UnpackInvalidAccountNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return stakeToken.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["MinterAlreadySet"].ID.Bytes()[:4]) {
		return stakeToken.UnpackMinterAlreadySetError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return stakeToken.UnpackStringTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["SupplyCapExceeded"].ID.Bytes()[:4]) {
		return stakeToken.UnpackSupplyCapExceededError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["Unauthorized"].ID.Bytes()[:4]) {
		return stakeToken.UnpackUnauthorizedError(raw[4:])
	}
	if bytes.Equal(raw[:4], stakeToken.abi.Errors["ZeroAddress"].ID.Bytes()[:4]) {
		return stakeToken.UnpackZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakeTokenECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the StakeToken contract.
type StakeTokenECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func StakeTokenECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (stakeToken *StakeToken) UnpackECDSAInvalidSignatureError(raw []byte) (*StakeTokenECDSAInvalidSignature, error) {
	out := new(StakeTokenECDSAInvalidSignature)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the StakeToken contract.
type StakeTokenECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func StakeTokenECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (stakeToken *StakeToken) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*StakeTokenECDSAInvalidSignatureLength, error) {
	out := new(StakeTokenECDSAInvalidSignatureLength)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the StakeToken contract.
type StakeTokenECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func StakeTokenECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (stakeToken *StakeToken) UnpackECDSAInvalidSignatureSError(raw []byte) (*StakeTokenECDSAInvalidSignatureS, error) {
	out := new(StakeTokenECDSAInvalidSignatureS)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the StakeToken contract.
type StakeTokenERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func StakeTokenERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (stakeToken *StakeToken) UnpackERC20InsufficientAllowanceError(raw []byte) (*StakeTokenERC20InsufficientAllowance, error) {
	out := new(StakeTokenERC20InsufficientAllowance)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the StakeToken contract.
type StakeTokenERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func StakeTokenERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (stakeToken *StakeToken) UnpackERC20InsufficientBalanceError(raw []byte) (*StakeTokenERC20InsufficientBalance, error) {
	out := new(StakeTokenERC20InsufficientBalance)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidApprover represents a ERC20InvalidApprover error raised by the StakeToken contract.
type StakeTokenERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func StakeTokenERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (stakeToken *StakeToken) UnpackERC20InvalidApproverError(raw []byte) (*StakeTokenERC20InvalidApprover, error) {
	out := new(StakeTokenERC20InvalidApprover)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the StakeToken contract.
type StakeTokenERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func StakeTokenERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (stakeToken *StakeToken) UnpackERC20InvalidReceiverError(raw []byte) (*StakeTokenERC20InvalidReceiver, error) {
	out := new(StakeTokenERC20InvalidReceiver)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidSender represents a ERC20InvalidSender error raised by the StakeToken contract.
type StakeTokenERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func StakeTokenERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (stakeToken *StakeToken) UnpackERC20InvalidSenderError(raw []byte) (*StakeTokenERC20InvalidSender, error) {
	out := new(StakeTokenERC20InvalidSender)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC20InvalidSpender represents a ERC20InvalidSpender error raised by the StakeToken contract.
type StakeTokenERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func StakeTokenERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (stakeToken *StakeToken) UnpackERC20InvalidSpenderError(raw []byte) (*StakeTokenERC20InvalidSpender, error) {
	out := new(StakeTokenERC20InvalidSpender)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC2612ExpiredSignature represents a ERC2612ExpiredSignature error raised by the StakeToken contract.
type StakeTokenERC2612ExpiredSignature struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func StakeTokenERC2612ExpiredSignatureErrorID() common.Hash {
	return common.HexToHash("0x627913023c184eaad13735d5a3d2657ae76ec9a872a70e0fc57522ef1a114d58")
}

// UnpackERC2612ExpiredSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func (stakeToken *StakeToken) UnpackERC2612ExpiredSignatureError(raw []byte) (*StakeTokenERC2612ExpiredSignature, error) {
	out := new(StakeTokenERC2612ExpiredSignature)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC2612ExpiredSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenERC2612InvalidSigner represents a ERC2612InvalidSigner error raised by the StakeToken contract.
type StakeTokenERC2612InvalidSigner struct {
	Signer common.Address
	Owner  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func StakeTokenERC2612InvalidSignerErrorID() common.Hash {
	return common.HexToHash("0x4b800e463b323b1d856edf9dec70329a639d13874a57f5c28219ff57128756db")
}

// UnpackERC2612InvalidSignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func (stakeToken *StakeToken) UnpackERC2612InvalidSignerError(raw []byte) (*StakeTokenERC2612InvalidSigner, error) {
	out := new(StakeTokenERC2612InvalidSigner)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ERC2612InvalidSigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenInvalidAccountNonce represents a InvalidAccountNonce error raised by the StakeToken contract.
type StakeTokenInvalidAccountNonce struct {
	Account      common.Address
	CurrentNonce *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func StakeTokenInvalidAccountNonceErrorID() common.Hash {
	return common.HexToHash("0x752d88c0de02638abf10e8e31861e4c68dc1f3a1e7d840e580683f2c282bfc7a")
}

// UnpackInvalidAccountNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func (stakeToken *StakeToken) UnpackInvalidAccountNonceError(raw []byte) (*StakeTokenInvalidAccountNonce, error) {
	out := new(StakeTokenInvalidAccountNonce)
	if err := stakeToken.abi.UnpackIntoInterface(out, "InvalidAccountNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenInvalidShortString represents a InvalidShortString error raised by the StakeToken contract.
type StakeTokenInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func StakeTokenInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (stakeToken *StakeToken) UnpackInvalidShortStringError(raw []byte) (*StakeTokenInvalidShortString, error) {
	out := new(StakeTokenInvalidShortString)
	if err := stakeToken.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenMinterAlreadySet represents a MinterAlreadySet error raised by the StakeToken contract.
type StakeTokenMinterAlreadySet struct {
	Minter common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error MinterAlreadySet(address minter)
func StakeTokenMinterAlreadySetErrorID() common.Hash {
	return common.HexToHash("0x6f615f9ba024504c6b78374b4ea0948c781e91a28231c80462087242671a24d7")
}

// UnpackMinterAlreadySetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error MinterAlreadySet(address minter)
func (stakeToken *StakeToken) UnpackMinterAlreadySetError(raw []byte) (*StakeTokenMinterAlreadySet, error) {
	out := new(StakeTokenMinterAlreadySet)
	if err := stakeToken.abi.UnpackIntoInterface(out, "MinterAlreadySet", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenStringTooLong represents a StringTooLong error raised by the StakeToken contract.
type StakeTokenStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func StakeTokenStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (stakeToken *StakeToken) UnpackStringTooLongError(raw []byte) (*StakeTokenStringTooLong, error) {
	out := new(StakeTokenStringTooLong)
	if err := stakeToken.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenSupplyCapExceeded represents a SupplyCapExceeded error raised by the StakeToken contract.
type StakeTokenSupplyCapExceeded struct {
	Supply *big.Int
	Cap    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SupplyCapExceeded(uint256 supply, uint256 cap)
func StakeTokenSupplyCapExceededErrorID() common.Hash {
	return common.HexToHash("0x4b344b11eba23caa214c65adbd2869e50bd62099a66779a6776501f75116ec93")
}

// UnpackSupplyCapExceededError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SupplyCapExceeded(uint256 supply, uint256 cap)
func (stakeToken *StakeToken) UnpackSupplyCapExceededError(raw []byte) (*StakeTokenSupplyCapExceeded, error) {
	out := new(StakeTokenSupplyCapExceeded)
	if err := stakeToken.abi.UnpackIntoInterface(out, "SupplyCapExceeded", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenUnauthorized represents a Unauthorized error raised by the StakeToken contract.
type StakeTokenUnauthorized struct {
	Caller   common.Address
	Expected common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unauthorized(address caller, address expected)
func StakeTokenUnauthorizedErrorID() common.Hash {
	return common.HexToHash("0x295a81c15f8ed30f90d2dbdefc77f34f2603dc4ea3df178ac206913987b62f4b")
}

// UnpackUnauthorizedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unauthorized(address caller, address expected)
func (stakeToken *StakeToken) UnpackUnauthorizedError(raw []byte) (*StakeTokenUnauthorized, error) {
	out := new(StakeTokenUnauthorized)
	if err := stakeToken.abi.UnpackIntoInterface(out, "Unauthorized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakeTokenZeroAddress represents a ZeroAddress error raised by the StakeToken contract.
type StakeTokenZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAddress()
func StakeTokenZeroAddressErrorID() common.Hash {
	return common.HexToHash("0xd92e233df2717d4a40030e20904abd27b68fcbeede117eaaccbbdac9618c8c73")
}

// UnpackZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAddress()
func (stakeToken *StakeToken) UnpackZeroAddressError(raw []byte) (*StakeTokenZeroAddress, error) {
	out := new(StakeTokenZeroAddress)
	if err := stakeToken.abi.UnpackIntoInterface(out, "ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingMetaData contains all meta data concerning the Staking contract.
var StakingMetaData = bind.MetaData{
	ABI: "[{\"type\":\"constructor\",\"inputs\":[{\"name\":\"token_\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"roundLength_\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"unbondingRounds_\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"minSelfBond_\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"activeSet\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address[]\",\"internalType\":\"address[]\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"bond\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"bondOf\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"currentRound\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"initRound\",\"inputs\":[],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"lastRound\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lockCountOf\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"lockOf\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"lock\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Lock\",\"components\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"minSelfBond\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"orchestratorOf\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Orchestrator\",\"components\":[{\"name\":\"stake\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"selfBond\",\"type\":\"uint96\",\"internalType\":\"uint96\"},{\"name\":\"active\",\"type\":\"bool\",\"internalType\":\"bool\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"register\",\"inputs\":[{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"roundLength\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"snapshotOf\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"outputs\":[{\"name\":\"\",\"type\":\"tuple\",\"internalType\":\"structIStaking.Snapshot\",\"components\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"seed\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"slots\",\"type\":\"uint256[]\",\"internalType\":\"uint256[]\"}]}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"startTime\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"token\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"address\",\"internalType\":\"address\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"totalBonded\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"unbond\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"internalType\":\"uint96\"}],\"outputs\":[{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"nonpayable\"},{\"type\":\"function\",\"name\":\"unbondingRounds\",\"inputs\":[],\"outputs\":[{\"name\":\"\",\"type\":\"uint64\",\"internalType\":\"uint64\"}],\"stateMutability\":\"view\"},{\"type\":\"function\",\"name\":\"withdraw\",\"inputs\":[{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[],\"stateMutability\":\"nonpayable\"},{\"type\":\"event\",\"name\":\"Activated\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Bonded\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"stake\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Deactivated\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Registered\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"selfBond\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"RoundInitialized\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"indexed\":true,\"internalType\":\"uint64\"},{\"name\":\"seed\",\"type\":\"bytes32\",\"indexed\":false,\"internalType\":\"bytes32\"},{\"name\":\"totalWeight\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"orchestrators\",\"type\":\"uint256\",\"indexed\":false,\"internalType\":\"uint256\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Unbonded\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"orchestrator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"stake\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"},{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"indexed\":false,\"internalType\":\"uint64\"}],\"anonymous\":false},{\"type\":\"event\",\"name\":\"Withdrawn\",\"inputs\":[{\"name\":\"delegator\",\"type\":\"address\",\"indexed\":true,\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"indexed\":true,\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint96\",\"indexed\":false,\"internalType\":\"uint96\"}],\"anonymous\":false},{\"type\":\"error\",\"name\":\"AlreadyRegistered\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"InsufficientBond\",\"inputs\":[{\"name\":\"bonded\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"amount\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"InvalidParameter\",\"inputs\":[{\"name\":\"name\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"value\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"min\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"max\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NoSnapshot\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"lastRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"NoSuchLock\",\"inputs\":[{\"name\":\"owner\",\"type\":\"address\",\"internalType\":\"address\"},{\"name\":\"lockId\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"NotRegistered\",\"inputs\":[{\"name\":\"orchestrator\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"NothingStaked\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"RoundAlreadyInitialized\",\"inputs\":[{\"name\":\"round\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"SafeERC20FailedOperation\",\"inputs\":[{\"name\":\"token\",\"type\":\"address\",\"internalType\":\"address\"}]},{\"type\":\"error\",\"name\":\"SelfBondTooSmall\",\"inputs\":[{\"name\":\"selfBond\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"minSelfBond\",\"type\":\"uint256\",\"internalType\":\"uint256\"}]},{\"type\":\"error\",\"name\":\"StillLocked\",\"inputs\":[{\"name\":\"withdrawRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"currentRound\",\"type\":\"uint64\",\"internalType\":\"uint64\"}]},{\"type\":\"error\",\"name\":\"ZeroAmount\",\"inputs\":[]}]",
	ID:  "Staking",
	Bin: "0x610120604052348015610010575f5ffd5b50604051611e92380380611e9283398101604081905261002f91610154565b6100566a0e4deeadcc898cadccee8d60ab1b6001600160401b038516600162278d006100e0565b6100806e756e626f6e64696e67526f756e647360881b6001600160401b03841660016103e86100e0565b6100a66a1b5a5b94d95b19909bdb9960aa1b6001600160601b03808416906001906100e0565b6001600160a01b039093166080526001600160401b0391821660a052811660e0526001600160601b0390911661010052421660c0526101c0565b8183101580156100f05750808311155b848484849091929361012f57604051632940b00160e11b8152600481019490945260248401929092526044830152606482015260840160405180910390fd5b5050505050505050565b80516001600160401b038116811461014f575f5ffd5b919050565b5f5f5f5f60808587031215610167575f5ffd5b84516001600160a01b038116811461017d575f5ffd5b935061018b60208601610139565b925061019960408601610139565b60608601519092506001600160601b03811681146101b5575f5ffd5b939692955090935050565b60805160a05160c05160e05161010051611c5d6102355f395f81816103730152818161047401528181610a850152610abd01525f818161029f0152610c5101525f81816103040152610f6601525f818161034c0152610f4201525f81816103e201528181610659015261125e0152611c5d5ff3fe608060405234801561000f575f5ffd5b506004361061011c575f3560e01c80636adb094e116100a95780638b649b941161006e5780638b649b9414610347578063aa414c041461036e578063b31d10b314610395578063fc0c546a146103d5578063fd4665ae1461040c575f5ffd5b80636adb094e146102d9578063752fe0de146102ec57806378e97925146102ff57806382bc07e6146103265780638a19c8bc1461033f575f5ffd5b80633e711538116100ef5780633e7115381461018b57806344d96e951461023d57806348980bd71461026757806351d6da001461027a578063615e55331461029a575f5ffd5b806315e7c79d146101205780631e3745ae1461015b5780632e1a7d4d14610170578063371dd5ed14610183575b5f5ffd5b61014861012e366004611934565b6001600160a01b03165f9081526003602052604090205490565b6040519081526020015b60405180910390f35b61016e610169366004611963565b610421565b005b61016e61017e36600461197c565b610520565b61016e61068e565b61020b610199366004611934565b60408051606080820183525f8083526020808401829052928401819052835191820184526001600160a01b039490941680855260018352838520546001600160601b03908116835281865260028452848620845284862054168284015284526005909152918190205415159082015290565b6040805182516001600160601b0390811682526020808501519091169082015291810151151590820152606001610152565b5f5461024f906001600160601b031681565b6040516001600160601b039091168152602001610152565b610148610275366004611993565b6109c0565b61028d6102883660046119c4565b610dd4565b60405161015291906119ea565b6102c17f000000000000000000000000000000000000000000000000000000000000000081565b6040516001600160401b039091168152602001610152565b61016e6102e7366004611993565b610e82565b61024f6102fa366004611a5b565b610f0a565b6102c17f000000000000000000000000000000000000000000000000000000000000000081565b5f546102c190600160601b90046001600160401b031681565b6102c1610f3f565b6102c17f000000000000000000000000000000000000000000000000000000000000000081565b61024f7f000000000000000000000000000000000000000000000000000000000000000081565b6103a86103a3366004611a83565b610fa5565b6040805182516001600160601b031681526020928301516001600160401b03169281019290925201610152565b6040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152602001610152565b610414611041565b6040516101529190611aab565b335f8181526002602090815260408083209091529020546001600160601b031615610470576040516345ed80e960e01b81526001600160a01b0390911660048201526024015b60405180910390fd5b50807f00000000000000000000000000000000000000000000000000000000000000006001600160601b0380821690831610156104d357604051630e5b8fed60e31b81526001600160601b03928316600482015291166024820152604401610467565b50506040516001600160601b038216815233907fc4de50acd1c41db74bcdabe59dd2198f03c0453740654a1705dca1316076614b9060200160405180910390a261051d33826110a3565b50565b5f61052b3383610fa5565b8051909150339083906001600160601b031661056b5760405163174ff03d60e01b81526001600160a01b0390921660048301526024820152604401610467565b505080602001516001600160401b0316610583610f3f565b6001600160401b03161015816020015161059b610f3f565b90916105cd5760405163fd6bebf760e01b81526001600160401b03928316600482015291166024820152604401610467565b5050335f9081526003602052604090208054839081106105ef576105ef611af6565b5f9182526020918290200180546001600160a01b031916905581516040516001600160601b039091168152839133917fa2353f5f3b762a1ca4ff44f29fc410162cd9aaa937736feb38521a989c466ef0910160405180910390a3805161068a906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169033906001600160601b0316611294565b5050565b5f610697610f3f565b5f549091506001600160401b03600160601b9091048116908290811682106106de57604051630d47ae7f60e21b81526001600160401b039091166004820152602401610467565b505f6106eb6006836112c9565b446106f7600143611b1e565b6040805160208101949094528301919091524060608201526001600160401b038416608082015260a00160408051601f19818403018152919052805160209091012090505f600e61075260046001600160401b038716611b45565b6004811061076257610762611af6565b6004546080919091029190910191505f80805b8381101561086a575f60045f01828154811061079357610793611af6565b5f9182526020808320909101546001600160a01b0316808352600182526040808420815160608101835290546001600160601b038082168352600160601b820416948201949094526001600160401b03600160c01b909404841691810191909152909350610805918c908c16156112fb565b90506001600160601b03811615610860576108208186611b58565b94506001600160a01b031960a086901b166001600160a01b03831617878561084781611b77565b965061ffff166080811061085d5761085d611af6565b01555b5050600101610775565b508661ffff821661089a576040516342b8ad2360e01b81526001600160401b039091166004820152602401610467565b506040518060600160405280868152602001886001600160401b031681526020018261ffff1681525060065f016004896001600160401b03166108dd9190611b45565b600481106108ed576108ed611af6565b82516002919091029190910190815560208201516001909101805460409384015161ffff16680100000000000000000269ffffffffffffffffffff199091166001600160401b03938416171790555f8054918a16600160601b810267ffffffffffffffff60601b1990931692909217905590517fe37a622de0a431f2debad69e6d476f7a71b1963dd324fcad5bd240d79d5a5c30906109af908890869086909283526001600160601b0391909116602083015261ffff16604082015260600190565b60405180910390a250505050505050565b5f816001600160601b03165f036109ea57604051631f2a200560e01b815260040160405180910390fd5b335f9081526002602090815260408083206001600160a01b03871684529091529020546001600160601b0390811690819084908116821015610a52576040516344d4caf760e01b81526001600160601b03928316600482015291166024820152604401610467565b505f9050610a608483611b97565b90506001600160a01b0385163303610b11576001600160601b0381161580610aba57507f00000000000000000000000000000000000000000000000000000000000000006001600160601b0316816001600160601b031610155b817f00000000000000000000000000000000000000000000000000000000000000009091610b0e57604051630e5b8fed60e31b81526001600160601b03928316600482015291166024820152604401610467565b50505b5f610b1b86611343565b905084815f01818151610b2e9190611b97565b6001600160601b0390811690915260208301518116908716109050610b57578060200151610b59565b845b81602001818151610b6a9190611b97565b6001600160601b039081169091526001600160a01b0388165f81815260016020908152604080832087518154848a0151848b01516001600160401b0316600160c01b026001600160c01b03918a16600160601b026001600160c01b0319909316938a169390931791909117161790553383526002825280832093835292905290812080548684166bffffffffffffffffffffffff1991909116179055805488935090918291610c1b91859116611b97565b82546001600160601b039182166101009390930a928302919092021990911617905550335f9081526003602052604081205494507f0000000000000000000000000000000000000000000000000000000000000000610c78610f3f565b610c829190611bb6565b335f818152600360209081526040808320815180830183526001600160601b038d81168083526001600160401b038981168488018181528654600181018855968a529888902094519490950180549851909116600160601b026001600160a01b0319909816938316939093179690961790915588518351958652169284019290925282015291925086916001600160a01b038a1691907f449e887906108d2b3d262309615fc5109f62a458bc9e75272c903d4fb95f3f399060600160405180910390a4336001600160a01b038816148015610d6457506001600160601b038316155b8015610d8657506001600160a01b0387165f9081526005602052604090205415155b15610dca57610d966004886113f2565b6040516001600160a01b038816907f749cb6b4c510bc468cf6b9c2086d6f0a54d6b18e25d37bf3200e68eab0880c00905f90a25b5050505092915050565b60408051606080820183525f808352602083015291810191909152610dfa6006836114eb565b825f600c9054906101000a90046001600160401b03169091610e425760405163b7729e1160e01b81526001600160401b03928316600482015291166024820152604401610467565b505060408051606081019091526001600160401b038316815260208101610e6a6006856112c9565b8152602001610e7a60068561153f565b905292915050565b806001600160601b03165f03610eab57604051631f2a200560e01b815260040160405180910390fd5b6001600160a01b0382165f90815260026020908152604080832090915290205482906001600160601b0316610eff5760405163bfc6c33760e01b81526001600160a01b039091166004820152602401610467565b5061068a82826110a3565b6001600160a01b038083165f908152600260209081526040808320938516835292905220546001600160601b03165b92915050565b5f7f0000000000000000000000000000000000000000000000000000000000000000610f8b7f000000000000000000000000000000000000000000000000000000000000000042611bd5565b610f959190611bf4565b610fa0906001611bb6565b905090565b604080518082019091525f80825260208201526001600160a01b0383165f90815260036020526040902054821015610f39576001600160a01b0383165f90815260036020526040902080548390811061100057611000611af6565b5f918252602091829020604080518082019091529101546001600160601b0381168252600160601b90046001600160401b0316918101919091529392505050565b606060045f0180548060200260200160405190810160405280929190818152602001828054801561109957602002820191905f5260205f20905b81546001600160a01b0316815260019091019060200180831161107b575b5050505050905090565b5f6110ad83611343565b905081815f018181516110c09190611b58565b6001600160601b03169052506020810180518391906110e0908390611b58565b6001600160601b039081169091526001600160a01b0385165f81815260016020908152604080832087518154848a0151848b01516001600160401b0316600160c01b026001600160c01b03918a16600160601b026001600160c01b0319909316938a16939093179190911716179055338352600282528083209383529290529081208054869450909261117591859116611b58565b92506101000a8154816001600160601b0302191690836001600160601b03160217905550815f5f8282829054906101000a90046001600160601b03166111bb9190611b58565b92506101000a8154816001600160601b0302191690836001600160601b03160217905550826001600160a01b0316336001600160a01b03167f2a5e125f8ff08c7ef005c7443e5d37ce167d3b574f516aa5a2ab3bef6103dd2284845f015160405161123c9291906001600160601b0392831681529116602082015260400190565b60405180910390a361125183825f015161163e565b61128f6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633306001600160601b038616611719565b505050565b6112a18383836001611755565b61128f57604051635274afe760e01b81526001600160a01b0384166004820152602401610467565b5f826112df60046001600160401b038516611b45565b600481106112ef576112ef611af6565b60020201549392505050565b5f826001600160401b031684604001516001600160401b031614801561131f575081155b61132a57835161133b565b6020840151845161133b9190611b97565b949350505050565b60408051606080820183525f80835260208084018290529284018190526001600160a01b03851681526001835283812084519283018552546001600160601b038082168452600160601b82041693830193909352600160c01b9092046001600160401b0316928101929092526113b7610f3f565b9050806001600160401b031682604001516001600160401b0316146113ec575f60208301526001600160401b03811660408301525b50919050565b6001600160a01b0381165f9081526001830160205260408120549081900361141c5761141c611c21565b82545f90849061142e90600190611b1e565b8154811061143e5761143e611af6565b5f918252602090912001546001600160a01b031690508084611461600185611b1e565b8154811061147157611471611af6565b5f91825260208083209190910180546001600160a01b0319166001600160a01b039485161790558383168252600187019052604080822085905591851681529081205583548490806114c5576114c5611c35565b5f8281526020902081015f1990810180546001600160a01b031916905501905550505050565b5f6001600160401b0382161580159061153857506001600160401b03821683611515600483611b45565b6004811061152557611525611af6565b60020201600101546001600160401b0316145b9392505050565b60605f6008840161155a60046001600160401b038616611b45565b6004811061156a5761156a611af6565b6080020190508361158560046001600160401b038616611b45565b6004811061159557611595611af6565b6002020160010160089054906101000a900461ffff1661ffff166001600160401b038111156115c6576115c6611c49565b6040519080825280602002602001820160405280156115ef578160200160208202803683370190505b5091505f5b82518110156116365781816080811061160f5761160f611af6565b015483828151811061162357611623611af6565b60209081029190910101526001016115f4565b505092915050565b6001600160a01b0382165f908152600560205260409020541561165f575050565b6004546080036116d7575f5f6116736117b7565b91509150806001600160601b0316836001600160601b0316116116965750505050565b6116a16004836113f2565b6040516001600160a01b038316907f749cb6b4c510bc468cf6b9c2086d6f0a54d6b18e25d37bf3200e68eab0880c00905f90a250505b6116e2600483611834565b6040516001600160a01b038316907f0cc43938d137e7efade6a531f663e78c1fc75257b0d65ffda2fdaf70cb49cdf9905f90a25050565b6117278484848460016118ac565b61174f57604051635274afe760e01b81526001600160a01b0385166004820152602401610467565b50505050565b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f511483166117ab57838315161561179f573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f6001600160601b03815b608081101561182f575f60045f0182815481106117e1576117e1611af6565b5f9182526020808320909101546001600160a01b031680835260019091526040909120549091506001600160601b0390811690841681101561182557909350915082825b50506001016117c2565b509091565b6001600160a01b0381165f90815260018301602052604090205415801561185d57508154608014155b61186957611869611c21565b8154600181810184555f848152602080822090930180546001600160a01b039095166001600160a01b031990951685179055845493815293019052604090912055565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f511483166119085783831516156118fc573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b80356001600160a01b038116811461192f575f5ffd5b919050565b5f60208284031215611944575f5ffd5b61153882611919565b80356001600160601b038116811461192f575f5ffd5b5f60208284031215611973575f5ffd5b6115388261194d565b5f6020828403121561198c575f5ffd5b5035919050565b5f5f604083850312156119a4575f5ffd5b6119ad83611919565b91506119bb6020840161194d565b90509250929050565b5f602082840312156119d4575f5ffd5b81356001600160401b0381168114611538575f5ffd5b602081525f608082016001600160401b03845116602084015260208401516040840152604084015160608085015281815180845260a0860191506020830193505f92505b80831015611a515783518252602082019150602084019350600183019250611a2e565b5095945050505050565b5f5f60408385031215611a6c575f5ffd5b611a7583611919565b91506119bb60208401611919565b5f5f60408385031215611a94575f5ffd5b611a9d83611919565b946020939093013593505050565b602080825282518282018190525f918401906040840190835b81811015611aeb5783516001600160a01b0316835260209384019390920191600101611ac4565b509095945050505050565b634e487b7160e01b5f52603260045260245ffd5b634e487b7160e01b5f52601160045260245ffd5b81810381811115610f3957610f39611b0a565b634e487b7160e01b5f52601260045260245ffd5b5f82611b5357611b53611b31565b500690565b6001600160601b038181168382160190811115610f3957610f39611b0a565b5f61ffff821661ffff8103611b8e57611b8e611b0a565b60010192915050565b6001600160601b038281168282160390811115610f3957610f39611b0a565b6001600160401b038181168382160190811115610f3957610f39611b0a565b6001600160401b038281168282160390811115610f3957610f39611b0a565b5f6001600160401b03831680611c0c57611c0c611b31565b806001600160401b0384160491505092915050565b634e487b7160e01b5f52600160045260245ffd5b634e487b7160e01b5f52603160045260245ffd5b634e487b7160e01b5f52604160045260245ffd",
}

// Staking is an auto generated Go binding around an Ethereum contract.
type Staking struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Staking) GetABI() abi.ABI {
	return c.abi
}

// NewStaking creates a new instance of Staking.
func NewStaking() *Staking {
	parsed, err := StakingMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Staking{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Staking) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, uint64 roundLength_, uint64 unbondingRounds_, uint96 minSelfBond_) returns()
func (staking *Staking) PackConstructor(token_ common.Address, roundLength_ uint64, unbondingRounds_ uint64, minSelfBond_ *big.Int) []byte {
	enc, err := staking.abi.Pack("", token_, roundLength_, unbondingRounds_, minSelfBond_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackActiveSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfd4665ae.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activeSet() view returns(address[])
func (staking *Staking) PackActiveSet() []byte {
	enc, err := staking.abi.Pack("activeSet")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActiveSet is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfd4665ae.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activeSet() view returns(address[])
func (staking *Staking) TryPackActiveSet() ([]byte, error) {
	return staking.abi.Pack("activeSet")
}

// UnpackActiveSet is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfd4665ae.
//
// Solidity: function activeSet() view returns(address[])
func (staking *Staking) UnpackActiveSet(data []byte) ([]common.Address, error) {
	out, err := staking.abi.Unpack("activeSet", data)
	if err != nil {
		return *new([]common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	return out0, nil
}

// PackBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6adb094e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bond(address orchestrator, uint96 amount) returns()
func (staking *Staking) PackBond(orchestrator common.Address, amount *big.Int) []byte {
	enc, err := staking.abi.Pack("bond", orchestrator, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6adb094e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bond(address orchestrator, uint96 amount) returns()
func (staking *Staking) TryPackBond(orchestrator common.Address, amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("bond", orchestrator, amount)
}

// PackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752fe0de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function bondOf(address delegator, address orchestrator) view returns(uint96)
func (staking *Staking) PackBondOf(delegator common.Address, orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("bondOf", delegator, orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBondOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x752fe0de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function bondOf(address delegator, address orchestrator) view returns(uint96)
func (staking *Staking) TryPackBondOf(delegator common.Address, orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("bondOf", delegator, orchestrator)
}

// UnpackBondOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x752fe0de.
//
// Solidity: function bondOf(address delegator, address orchestrator) view returns(uint96)
func (staking *Staking) UnpackBondOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("bondOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCurrentRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8a19c8bc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function currentRound() view returns(uint64)
func (staking *Staking) PackCurrentRound() []byte {
	enc, err := staking.abi.Pack("currentRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCurrentRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8a19c8bc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function currentRound() view returns(uint64)
func (staking *Staking) TryPackCurrentRound() ([]byte, error) {
	return staking.abi.Pack("currentRound")
}

// UnpackCurrentRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8a19c8bc.
//
// Solidity: function currentRound() view returns(uint64)
func (staking *Staking) UnpackCurrentRound(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("currentRound", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackInitRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x371dd5ed.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function initRound() returns()
func (staking *Staking) PackInitRound() []byte {
	enc, err := staking.abi.Pack("initRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackInitRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x371dd5ed.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function initRound() returns()
func (staking *Staking) TryPackInitRound() ([]byte, error) {
	return staking.abi.Pack("initRound")
}

// PackLastRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82bc07e6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lastRound() view returns(uint64)
func (staking *Staking) PackLastRound() []byte {
	enc, err := staking.abi.Pack("lastRound")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLastRound is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x82bc07e6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lastRound() view returns(uint64)
func (staking *Staking) TryPackLastRound() ([]byte, error) {
	return staking.abi.Pack("lastRound")
}

// UnpackLastRound is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x82bc07e6.
//
// Solidity: function lastRound() view returns(uint64)
func (staking *Staking) UnpackLastRound(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("lastRound", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackLockCountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x15e7c79d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lockCountOf(address owner) view returns(uint256)
func (staking *Staking) PackLockCountOf(owner common.Address) []byte {
	enc, err := staking.abi.Pack("lockCountOf", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLockCountOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x15e7c79d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lockCountOf(address owner) view returns(uint256)
func (staking *Staking) TryPackLockCountOf(owner common.Address) ([]byte, error) {
	return staking.abi.Pack("lockCountOf", owner)
}

// UnpackLockCountOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x15e7c79d.
//
// Solidity: function lockCountOf(address owner) view returns(uint256)
func (staking *Staking) UnpackLockCountOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("lockCountOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackLockOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb31d10b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lockOf(address owner, uint256 lockId) view returns((uint96,uint64) lock)
func (staking *Staking) PackLockOf(owner common.Address, lockId *big.Int) []byte {
	enc, err := staking.abi.Pack("lockOf", owner, lockId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLockOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb31d10b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lockOf(address owner, uint256 lockId) view returns((uint96,uint64) lock)
func (staking *Staking) TryPackLockOf(owner common.Address, lockId *big.Int) ([]byte, error) {
	return staking.abi.Pack("lockOf", owner, lockId)
}

// UnpackLockOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb31d10b3.
//
// Solidity: function lockOf(address owner, uint256 lockId) view returns((uint96,uint64) lock)
func (staking *Staking) UnpackLockOf(data []byte) (IStakingLock, error) {
	out, err := staking.abi.Unpack("lockOf", data)
	if err != nil {
		return *new(IStakingLock), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingLock)).(*IStakingLock)
	return out0, nil
}

// PackMinSelfBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaa414c04.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minSelfBond() view returns(uint96)
func (staking *Staking) PackMinSelfBond() []byte {
	enc, err := staking.abi.Pack("minSelfBond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinSelfBond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaa414c04.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minSelfBond() view returns(uint96)
func (staking *Staking) TryPackMinSelfBond() ([]byte, error) {
	return staking.abi.Pack("minSelfBond")
}

// UnpackMinSelfBond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xaa414c04.
//
// Solidity: function minSelfBond() view returns(uint96)
func (staking *Staking) UnpackMinSelfBond(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("minSelfBond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOrchestratorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3e711538.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function orchestratorOf(address orchestrator) view returns((uint96,uint96,bool))
func (staking *Staking) PackOrchestratorOf(orchestrator common.Address) []byte {
	enc, err := staking.abi.Pack("orchestratorOf", orchestrator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrchestratorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3e711538.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function orchestratorOf(address orchestrator) view returns((uint96,uint96,bool))
func (staking *Staking) TryPackOrchestratorOf(orchestrator common.Address) ([]byte, error) {
	return staking.abi.Pack("orchestratorOf", orchestrator)
}

// UnpackOrchestratorOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3e711538.
//
// Solidity: function orchestratorOf(address orchestrator) view returns((uint96,uint96,bool))
func (staking *Staking) UnpackOrchestratorOf(data []byte) (IStakingOrchestrator, error) {
	out, err := staking.abi.Unpack("orchestratorOf", data)
	if err != nil {
		return *new(IStakingOrchestrator), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingOrchestrator)).(*IStakingOrchestrator)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e3745ae.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(uint96 amount) returns()
func (staking *Staking) PackRegister(amount *big.Int) []byte {
	enc, err := staking.abi.Pack("register", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e3745ae.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(uint96 amount) returns()
func (staking *Staking) TryPackRegister(amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("register", amount)
}

// PackRoundLength is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8b649b94.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function roundLength() view returns(uint64)
func (staking *Staking) PackRoundLength() []byte {
	enc, err := staking.abi.Pack("roundLength")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRoundLength is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8b649b94.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function roundLength() view returns(uint64)
func (staking *Staking) TryPackRoundLength() ([]byte, error) {
	return staking.abi.Pack("roundLength")
}

// UnpackRoundLength is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8b649b94.
//
// Solidity: function roundLength() view returns(uint64)
func (staking *Staking) UnpackRoundLength(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("roundLength", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackSnapshotOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51d6da00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function snapshotOf(uint64 round) view returns((uint64,bytes32,uint256[]))
func (staking *Staking) PackSnapshotOf(round uint64) []byte {
	enc, err := staking.abi.Pack("snapshotOf", round)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSnapshotOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x51d6da00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function snapshotOf(uint64 round) view returns((uint64,bytes32,uint256[]))
func (staking *Staking) TryPackSnapshotOf(round uint64) ([]byte, error) {
	return staking.abi.Pack("snapshotOf", round)
}

// UnpackSnapshotOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x51d6da00.
//
// Solidity: function snapshotOf(uint64 round) view returns((uint64,bytes32,uint256[]))
func (staking *Staking) UnpackSnapshotOf(data []byte) (IStakingSnapshot, error) {
	out, err := staking.abi.Unpack("snapshotOf", data)
	if err != nil {
		return *new(IStakingSnapshot), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingSnapshot)).(*IStakingSnapshot)
	return out0, nil
}

// PackStartTime is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78e97925.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function startTime() view returns(uint64)
func (staking *Staking) PackStartTime() []byte {
	enc, err := staking.abi.Pack("startTime")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStartTime is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x78e97925.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function startTime() view returns(uint64)
func (staking *Staking) TryPackStartTime() ([]byte, error) {
	return staking.abi.Pack("startTime")
}

// UnpackStartTime is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x78e97925.
//
// Solidity: function startTime() view returns(uint64)
func (staking *Staking) UnpackStartTime(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("startTime", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (staking *Staking) PackToken() []byte {
	enc, err := staking.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (staking *Staking) TryPackToken() ([]byte, error) {
	return staking.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (staking *Staking) UnpackToken(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTotalBonded is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x44d96e95.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalBonded() view returns(uint96)
func (staking *Staking) PackTotalBonded() []byte {
	enc, err := staking.abi.Pack("totalBonded")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalBonded is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x44d96e95.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalBonded() view returns(uint96)
func (staking *Staking) TryPackTotalBonded() ([]byte, error) {
	return staking.abi.Pack("totalBonded")
}

// UnpackTotalBonded is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x44d96e95.
//
// Solidity: function totalBonded() view returns(uint96)
func (staking *Staking) UnpackTotalBonded(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("totalBonded", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x48980bd7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbond(address orchestrator, uint96 amount) returns(uint256 lockId)
func (staking *Staking) PackUnbond(orchestrator common.Address, amount *big.Int) []byte {
	enc, err := staking.abi.Pack("unbond", orchestrator, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x48980bd7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbond(address orchestrator, uint96 amount) returns(uint256 lockId)
func (staking *Staking) TryPackUnbond(orchestrator common.Address, amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("unbond", orchestrator, amount)
}

// UnpackUnbond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x48980bd7.
//
// Solidity: function unbond(address orchestrator, uint96 amount) returns(uint256 lockId)
func (staking *Staking) UnpackUnbond(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("unbond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUnbondingRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x615e5533.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unbondingRounds() view returns(uint64)
func (staking *Staking) PackUnbondingRounds() []byte {
	enc, err := staking.abi.Pack("unbondingRounds")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnbondingRounds is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x615e5533.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unbondingRounds() view returns(uint64)
func (staking *Staking) TryPackUnbondingRounds() ([]byte, error) {
	return staking.abi.Pack("unbondingRounds")
}

// UnpackUnbondingRounds is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x615e5533.
//
// Solidity: function unbondingRounds() view returns(uint64)
func (staking *Staking) UnpackUnbondingRounds(data []byte) (uint64, error) {
	out, err := staking.abi.Unpack("unbondingRounds", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(uint256 lockId) returns()
func (staking *Staking) PackWithdraw(lockId *big.Int) []byte {
	enc, err := staking.abi.Pack("withdraw", lockId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2e1a7d4d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(uint256 lockId) returns()
func (staking *Staking) TryPackWithdraw(lockId *big.Int) ([]byte, error) {
	return staking.abi.Pack("withdraw", lockId)
}

// StakingActivated represents a Activated event raised by the Staking contract.
type StakingActivated struct {
	Orchestrator common.Address
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingActivatedEventName = "Activated"

// ContractEventName returns the user-defined event name.
func (StakingActivated) ContractEventName() string {
	return StakingActivatedEventName
}

// UnpackActivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Activated(address indexed orchestrator)
func (staking *Staking) UnpackActivatedEvent(log *types.Log) (*StakingActivated, error) {
	event := "Activated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingActivated)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingBonded represents a Bonded event raised by the Staking contract.
type StakingBonded struct {
	Delegator    common.Address
	Orchestrator common.Address
	Amount       *big.Int
	Stake        *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingBondedEventName = "Bonded"

// ContractEventName returns the user-defined event name.
func (StakingBonded) ContractEventName() string {
	return StakingBondedEventName
}

// UnpackBondedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Bonded(address indexed delegator, address indexed orchestrator, uint96 amount, uint96 stake)
func (staking *Staking) UnpackBondedEvent(log *types.Log) (*StakingBonded, error) {
	event := "Bonded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingBonded)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingDeactivated represents a Deactivated event raised by the Staking contract.
type StakingDeactivated struct {
	Orchestrator common.Address
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingDeactivatedEventName = "Deactivated"

// ContractEventName returns the user-defined event name.
func (StakingDeactivated) ContractEventName() string {
	return StakingDeactivatedEventName
}

// UnpackDeactivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Deactivated(address indexed orchestrator)
func (staking *Staking) UnpackDeactivatedEvent(log *types.Log) (*StakingDeactivated, error) {
	event := "Deactivated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingDeactivated)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingRegistered represents a Registered event raised by the Staking contract.
type StakingRegistered struct {
	Orchestrator common.Address
	SelfBond     *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const StakingRegisteredEventName = "Registered"

// ContractEventName returns the user-defined event name.
func (StakingRegistered) ContractEventName() string {
	return StakingRegisteredEventName
}

// UnpackRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Registered(address indexed orchestrator, uint96 selfBond)
func (staking *Staking) UnpackRegisteredEvent(log *types.Log) (*StakingRegistered, error) {
	event := "Registered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingRegistered)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingRoundInitialized represents a RoundInitialized event raised by the Staking contract.
type StakingRoundInitialized struct {
	Round         uint64
	Seed          [32]byte
	TotalWeight   *big.Int
	Orchestrators *big.Int
	Raw           *types.Log // Blockchain specific contextual infos
}

const StakingRoundInitializedEventName = "RoundInitialized"

// ContractEventName returns the user-defined event name.
func (StakingRoundInitialized) ContractEventName() string {
	return StakingRoundInitializedEventName
}

// UnpackRoundInitializedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoundInitialized(uint64 indexed round, bytes32 seed, uint96 totalWeight, uint256 orchestrators)
func (staking *Staking) UnpackRoundInitializedEvent(log *types.Log) (*StakingRoundInitialized, error) {
	event := "RoundInitialized"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingRoundInitialized)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingUnbonded represents a Unbonded event raised by the Staking contract.
type StakingUnbonded struct {
	Delegator     common.Address
	Orchestrator  common.Address
	LockId        *big.Int
	Amount        *big.Int
	Stake         *big.Int
	WithdrawRound uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const StakingUnbondedEventName = "Unbonded"

// ContractEventName returns the user-defined event name.
func (StakingUnbonded) ContractEventName() string {
	return StakingUnbondedEventName
}

// UnpackUnbondedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unbonded(address indexed delegator, address indexed orchestrator, uint256 indexed lockId, uint96 amount, uint96 stake, uint64 withdrawRound)
func (staking *Staking) UnpackUnbondedEvent(log *types.Log) (*StakingUnbonded, error) {
	event := "Unbonded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingUnbonded)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingWithdrawn represents a Withdrawn event raised by the Staking contract.
type StakingWithdrawn struct {
	Delegator common.Address
	LockId    *big.Int
	Amount    *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const StakingWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (StakingWithdrawn) ContractEventName() string {
	return StakingWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed delegator, uint256 indexed lockId, uint96 amount)
func (staking *Staking) UnpackWithdrawnEvent(log *types.Log) (*StakingWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingWithdrawn)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (staking *Staking) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], staking.abi.Errors["AlreadyRegistered"].ID.Bytes()[:4]) {
		return staking.UnpackAlreadyRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["InsufficientBond"].ID.Bytes()[:4]) {
		return staking.UnpackInsufficientBondError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["InvalidParameter"].ID.Bytes()[:4]) {
		return staking.UnpackInvalidParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NoSnapshot"].ID.Bytes()[:4]) {
		return staking.UnpackNoSnapshotError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NoSuchLock"].ID.Bytes()[:4]) {
		return staking.UnpackNoSuchLockError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NotRegistered"].ID.Bytes()[:4]) {
		return staking.UnpackNotRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["NothingStaked"].ID.Bytes()[:4]) {
		return staking.UnpackNothingStakedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["RoundAlreadyInitialized"].ID.Bytes()[:4]) {
		return staking.UnpackRoundAlreadyInitializedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return staking.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SelfBondTooSmall"].ID.Bytes()[:4]) {
		return staking.UnpackSelfBondTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["StillLocked"].ID.Bytes()[:4]) {
		return staking.UnpackStillLockedError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["ZeroAmount"].ID.Bytes()[:4]) {
		return staking.UnpackZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakingAlreadyRegistered represents a AlreadyRegistered error raised by the Staking contract.
type StakingAlreadyRegistered struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyRegistered(address orchestrator)
func StakingAlreadyRegisteredErrorID() common.Hash {
	return common.HexToHash("0x45ed80e9399c87887ea54f615514a1e3dde31e9b6c027ddceb4ffd503b70e428")
}

// UnpackAlreadyRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyRegistered(address orchestrator)
func (staking *Staking) UnpackAlreadyRegisteredError(raw []byte) (*StakingAlreadyRegistered, error) {
	out := new(StakingAlreadyRegistered)
	if err := staking.abi.UnpackIntoInterface(out, "AlreadyRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingInsufficientBond represents a InsufficientBond error raised by the Staking contract.
type StakingInsufficientBond struct {
	Bonded *big.Int
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientBond(uint256 bonded, uint256 amount)
func StakingInsufficientBondErrorID() common.Hash {
	return common.HexToHash("0x44d4caf750ea74407547ceb252d1c72d961f5025a7b3473fac9b354f227e0fd6")
}

// UnpackInsufficientBondError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientBond(uint256 bonded, uint256 amount)
func (staking *Staking) UnpackInsufficientBondError(raw []byte) (*StakingInsufficientBond, error) {
	out := new(StakingInsufficientBond)
	if err := staking.abi.UnpackIntoInterface(out, "InsufficientBond", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingInvalidParameter represents a InvalidParameter error raised by the Staking contract.
type StakingInvalidParameter struct {
	Name  [32]byte
	Value *big.Int
	Min   *big.Int
	Max   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func StakingInvalidParameterErrorID() common.Hash {
	return common.HexToHash("0x52816002fe5f020c196a0644a6b8ec2a9fa80cb825de46e82ab225609ac1344c")
}

// UnpackInvalidParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidParameter(bytes32 name, uint256 value, uint256 min, uint256 max)
func (staking *Staking) UnpackInvalidParameterError(raw []byte) (*StakingInvalidParameter, error) {
	out := new(StakingInvalidParameter)
	if err := staking.abi.UnpackIntoInterface(out, "InvalidParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNoSnapshot represents a NoSnapshot error raised by the Staking contract.
type StakingNoSnapshot struct {
	Round     uint64
	LastRound uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSnapshot(uint64 round, uint64 lastRound)
func StakingNoSnapshotErrorID() common.Hash {
	return common.HexToHash("0xb7729e115a40240b53e8bf73b5534d1d4c334fa6ba833b49ceff1e10bd8f7734")
}

// UnpackNoSnapshotError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSnapshot(uint64 round, uint64 lastRound)
func (staking *Staking) UnpackNoSnapshotError(raw []byte) (*StakingNoSnapshot, error) {
	out := new(StakingNoSnapshot)
	if err := staking.abi.UnpackIntoInterface(out, "NoSnapshot", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNoSuchLock represents a NoSuchLock error raised by the Staking contract.
type StakingNoSuchLock struct {
	Owner  common.Address
	LockId *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoSuchLock(address owner, uint256 lockId)
func StakingNoSuchLockErrorID() common.Hash {
	return common.HexToHash("0x174ff03d54b2c000328ea171a1536d0a915d43244ef0ad0def7480a4c25ffd4f")
}

// UnpackNoSuchLockError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoSuchLock(address owner, uint256 lockId)
func (staking *Staking) UnpackNoSuchLockError(raw []byte) (*StakingNoSuchLock, error) {
	out := new(StakingNoSuchLock)
	if err := staking.abi.UnpackIntoInterface(out, "NoSuchLock", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNotRegistered represents a NotRegistered error raised by the Staking contract.
type StakingNotRegistered struct {
	Orchestrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotRegistered(address orchestrator)
func StakingNotRegisteredErrorID() common.Hash {
	return common.HexToHash("0xbfc6c337a80b7b8201f77f0a2a54c6e5f7c6fd9124a749804a482fa16ee8a895")
}

// UnpackNotRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotRegistered(address orchestrator)
func (staking *Staking) UnpackNotRegisteredError(raw []byte) (*StakingNotRegistered, error) {
	out := new(StakingNotRegistered)
	if err := staking.abi.UnpackIntoInterface(out, "NotRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingNothingStaked represents a NothingStaked error raised by the Staking contract.
type StakingNothingStaked struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingStaked(uint64 round)
func StakingNothingStakedErrorID() common.Hash {
	return common.HexToHash("0x42b8ad237edbeda7b2a18435cf9c784cff5f35691f139a6e5dc7d31468e2d314")
}

// UnpackNothingStakedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingStaked(uint64 round)
func (staking *Staking) UnpackNothingStakedError(raw []byte) (*StakingNothingStaked, error) {
	out := new(StakingNothingStaked)
	if err := staking.abi.UnpackIntoInterface(out, "NothingStaked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingRoundAlreadyInitialized represents a RoundAlreadyInitialized error raised by the Staking contract.
type StakingRoundAlreadyInitialized struct {
	Round uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RoundAlreadyInitialized(uint64 round)
func StakingRoundAlreadyInitializedErrorID() common.Hash {
	return common.HexToHash("0x351eb9fcc49f534fce667d326dbe217ec8af00a7ba05bd7726d8307d6ba94cd0")
}

// UnpackRoundAlreadyInitializedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RoundAlreadyInitialized(uint64 round)
func (staking *Staking) UnpackRoundAlreadyInitializedError(raw []byte) (*StakingRoundAlreadyInitialized, error) {
	out := new(StakingRoundAlreadyInitialized)
	if err := staking.abi.UnpackIntoInterface(out, "RoundAlreadyInitialized", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Staking contract.
type StakingSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func StakingSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (staking *Staking) UnpackSafeERC20FailedOperationError(raw []byte) (*StakingSafeERC20FailedOperation, error) {
	out := new(StakingSafeERC20FailedOperation)
	if err := staking.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSelfBondTooSmall represents a SelfBondTooSmall error raised by the Staking contract.
type StakingSelfBondTooSmall struct {
	SelfBond    *big.Int
	MinSelfBond *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SelfBondTooSmall(uint256 selfBond, uint256 minSelfBond)
func StakingSelfBondTooSmallErrorID() common.Hash {
	return common.HexToHash("0x72dc7f68193d4dc03225e501cc1752565fed2388bf17476b5643038ee3e7c40a")
}

// UnpackSelfBondTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SelfBondTooSmall(uint256 selfBond, uint256 minSelfBond)
func (staking *Staking) UnpackSelfBondTooSmallError(raw []byte) (*StakingSelfBondTooSmall, error) {
	out := new(StakingSelfBondTooSmall)
	if err := staking.abi.UnpackIntoInterface(out, "SelfBondTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStillLocked represents a StillLocked error raised by the Staking contract.
type StakingStillLocked struct {
	WithdrawRound uint64
	CurrentRound  uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StillLocked(uint64 withdrawRound, uint64 currentRound)
func StakingStillLockedErrorID() common.Hash {
	return common.HexToHash("0xfd6bebf7f0f2025982a1b05f34b904f9bb532cce7383cfe082b2220194733281")
}

// UnpackStillLockedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StillLocked(uint64 withdrawRound, uint64 currentRound)
func (staking *Staking) UnpackStillLockedError(raw []byte) (*StakingStillLocked, error) {
	out := new(StakingStillLocked)
	if err := staking.abi.UnpackIntoInterface(out, "StillLocked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingZeroAmount represents a ZeroAmount error raised by the Staking contract.
type StakingZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ZeroAmount()
func StakingZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x1f2a2005cb66a8e145327e8814e243a0996aec9bfe1e15a495778b1236dbd485")
}

// UnpackZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ZeroAmount()
func (staking *Staking) UnpackZeroAmountError(raw []byte) (*StakingZeroAmount, error) {
	out := new(StakingZeroAmount)
	if err := staking.abi.UnpackIntoInterface(out, "ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}
