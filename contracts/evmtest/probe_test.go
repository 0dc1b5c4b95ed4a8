// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package evmtest_test

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

// IFaultCourtLeaf is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtLeaf struct {
	ProfileId   uint32
	ChunkRoot   [32]byte
	Size        uint64
	Pixels      uint64
	Frames      uint32
	PtsStart    uint64
	PtsDuration uint64
	DecodedRoot [32]byte
}

// IFaultCourtProfile is an auto generated low-level Go binding around an user-defined struct.
type IFaultCourtProfile struct {
	Id     uint32
	Codec  uint8
	Width  uint32
	Height uint32
}

// ProbeMetaData contains all meta data concerning the Probe contract.
var ProbeMetaData = bind.MetaData{
	ABI: "[{\"type\":\"function\",\"name\":\"chunkHash\",\"inputs\":[{\"name\":\"chunk\",\"type\":\"bytes\",\"internalType\":\"bytes\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"drawValue\",\"inputs\":[{\"name\":\"digest\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"rand\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"draw\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"outputs\":[{\"name\":\"\",\"type\":\"uint256\",\"internalType\":\"uint256\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"leafHash\",\"inputs\":[{\"name\":\"leaf\",\"type\":\"tuple\",\"internalType\":\"structIFaultCourt.Leaf\",\"components\":[{\"name\":\"profileId\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"chunkRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"size\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"pixels\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"frames\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"ptsStart\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"ptsDuration\",\"type\":\"uint64\",\"internalType\":\"uint64\"},{\"name\":\"decodedRoot\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"profilesHash\",\"inputs\":[{\"name\":\"profiles\",\"type\":\"tuple[]\",\"internalType\":\"structIFaultCourt.Profile[]\",\"components\":[{\"name\":\"id\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"codec\",\"type\":\"uint8\",\"internalType\":\"uint8\"},{\"name\":\"width\",\"type\":\"uint32\",\"internalType\":\"uint32\"},{\"name\":\"height\",\"type\":\"uint32\",\"internalType\":\"uint32\"}]}],\"outputs\":[{\"name\":\"\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"stateMutability\":\"pure\"},{\"type\":\"function\",\"name\":\"verify\",\"inputs\":[{\"name\":\"leaf\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"},{\"name\":\"index\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"count\",\"type\":\"uint256\",\"internalType\":\"uint256\"},{\"name\":\"proof\",\"type\":\"bytes32[]\",\"internalType\":\"bytes32[]\"},{\"name\":\"root\",\"type\":\"bytes32\",\"internalType\":\"bytes32\"}],\"outputs\":[{\"name\":\"\",\"type\":\"bool\",\"internalType\":\"bool\"}],\"stateMutability\":\"pure\"}]",
	ID:  "Probe",
	Bin: "0x6080604052348015600e575f5ffd5b506107118061001c5f395ff3fe608060405234801561000f575f5ffd5b5060043610610064575f3560e01c806371e3bc3a1161004d57806371e3bc3a146100a1578063727f05cc146100e6578063d92a9ff214610109575f5ffd5b806328d07834146100685780635edf8d771461008e575b5f5ffd5b61007b610076366004610352565b61011c565b6040519081526020015b60405180910390f35b61007b61009c3660046103c3565b610130565b61007b6100af3660046103dd565b6040805160208082019590955280820193909352606080840192909252805180840390920182526080909201909152805191012090565b6100f96100f4366004610406565b61013a565b6040519015158152602001610085565b61007b61011736600461049b565b610156565b5f6101278383610195565b90505b92915050565b5f61012a826101c7565b5f6101498787878787876101f0565b90505b9695505050505050565b5f61012783838080601f0160208091040260200160405190810160405280939291908181526020018383808284375f920191909152506102df92505050565b5f82826040516020016101a9929190610511565b60405160208183030381529060405280519060200120905092915050565b5f61012a826040516020016101dc91906105b7565b6040516020818303038152906040526102df565b5f8486106101ff57505f61014c565b5f61020b60018761066a565b9050875f5b858110156102c457825f0361022a575f935050505061014c565b886001166001148061023b57508289145b1561028f57610262878783818110610255576102556106a2565b9050602002013583610311565b91505b6001891615801561027557508815155b1561028a57600198891c989290921c91610265565b6102b4565b6102b1828888848181106102a5576102a56106a2565b90506020020135610311565b91505b600198891c9892831c9201610210565b50811580156102d257508381145b9998505050505050505050565b6040515f906102f490829084906020016106cf565b604051602081830303815290604052805190602001209050919050565b6040517f0100000000000000000000000000000000000000000000000000000000000000602082015260218101839052604181018290525f906061016101a9565b5f5f60208385031215610363575f5ffd5b823567ffffffffffffffff811115610379575f5ffd5b8301601f81018513610389575f5ffd5b803567ffffffffffffffff81111561039f575f5ffd5b8560208260071b84010111156103b3575f5ffd5b6020919091019590945092505050565b5f6101008284031280156103d5575f5ffd5b509092915050565b5f5f5f606084860312156103ef575f5ffd5b505081359360208301359350604090920135919050565b5f5f5f5f5f5f60a0878903121561041b575f5ffd5b863595506020870135945060408701359350606087013567ffffffffffffffff811115610446575f5ffd5b8701601f81018913610456575f5ffd5b803567ffffffffffffffff81111561046c575f5ffd5b8960208260051b8401011115610480575f5ffd5b96999598509396602090940195946080909401359392505050565b5f5f602083850312156104ac575f5ffd5b823567ffffffffffffffff8111156104c2575f5ffd5b8301601f810185136104d2575f5ffd5b803567ffffffffffffffff8111156104e8575f5ffd5b8560208284010111156103b3575f5ffd5b803563ffffffff8116811461050c575f5ffd5b919050565b602080825281018290525f8360408301825b858110156105965763ffffffff610539846104f9565b168252602083013560ff8116808214610550575f5ffd5b60208401525063ffffffff610567604085016104f9565b16604083015263ffffffff61057e606085016104f9565b16606083015260809283019290910190600101610523565b5095945050505050565b803567ffffffffffffffff8116811461050c575f5ffd5b610100810163ffffffff6105ca846104f9565b1682526020838101359083015267ffffffffffffffff6105ec604085016105a0565b16604083015267ffffffffffffffff610607606085016105a0565b166060830152610619608084016104f9565b63ffffffff16608083015261063060a084016105a0565b67ffffffffffffffff1660a083015261064b60c084016105a0565b67ffffffffffffffff811660c08401525060e092830135919092015290565b8181038181111561012a577f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b7fff00000000000000000000000000000000000000000000000000000000000000831681525f82518060208501600185015e5f9201600101918252509291505056",
}

// Probe is an auto generated Go binding around an Ethereum contract.
type Probe struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Probe) GetABI() abi.ABI {
	return c.abi
}

// NewProbe creates a new instance of Probe.
func NewProbe() *Probe {
	parsed, err := ProbeMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Probe{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Probe) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackChunkHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd92a9ff2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function chunkHash(bytes chunk) pure returns(bytes32)
func (probe *Probe) PackChunkHash(chunk []byte) []byte {
	enc, err := probe.abi.Pack("chunkHash", chunk)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackChunkHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd92a9ff2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function chunkHash(bytes chunk) pure returns(bytes32)
func (probe *Probe) TryPackChunkHash(chunk []byte) ([]byte, error) {
	return probe.abi.Pack("chunkHash", chunk)
}

// UnpackChunkHash is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd92a9ff2.
//
// Solidity: function chunkHash(bytes chunk) pure returns(bytes32)
func (probe *Probe) UnpackChunkHash(data []byte) ([32]byte, error) {
	out, err := probe.abi.Unpack("chunkHash", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackDrawValue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x71e3bc3a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function drawValue(bytes32 digest, bytes32 rand, uint256 draw) pure returns(uint256)
func (probe *Probe) PackDrawValue(digest [32]byte, rand [32]byte, draw *big.Int) []byte {
	enc, err := probe.abi.Pack("drawValue", digest, rand, draw)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDrawValue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x71e3bc3a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function drawValue(bytes32 digest, bytes32 rand, uint256 draw) pure returns(uint256)
func (probe *Probe) TryPackDrawValue(digest [32]byte, rand [32]byte, draw *big.Int) ([]byte, error) {
	return probe.abi.Pack("drawValue", digest, rand, draw)
}

// UnpackDrawValue is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x71e3bc3a.
//
// Solidity: function drawValue(bytes32 digest, bytes32 rand, uint256 draw) pure returns(uint256)
func (probe *Probe) UnpackDrawValue(data []byte) (*big.Int, error) {
	out, err := probe.abi.Unpack("drawValue", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackLeafHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5edf8d77.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function leafHash((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32) leaf) pure returns(bytes32)
func (probe *Probe) PackLeafHash(leaf IFaultCourtLeaf) []byte {
	enc, err := probe.abi.Pack("leafHash", leaf)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLeafHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5edf8d77.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function leafHash((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32) leaf) pure returns(bytes32)
func (probe *Probe) TryPackLeafHash(leaf IFaultCourtLeaf) ([]byte, error) {
	return probe.abi.Pack("leafHash", leaf)
}

// UnpackLeafHash is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x5edf8d77.
//
// Solidity: function leafHash((uint32,bytes32,uint64,uint64,uint32,uint64,uint64,bytes32) leaf) pure returns(bytes32)
func (probe *Probe) UnpackLeafHash(data []byte) ([32]byte, error) {
	out, err := probe.abi.Unpack("leafHash", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackProfilesHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x28d07834.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function profilesHash((uint32,uint8,uint32,uint32)[] profiles) pure returns(bytes32)
func (probe *Probe) PackProfilesHash(profiles []IFaultCourtProfile) []byte {
	enc, err := probe.abi.Pack("profilesHash", profiles)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProfilesHash is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x28d07834.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function profilesHash((uint32,uint8,uint32,uint32)[] profiles) pure returns(bytes32)
func (probe *Probe) TryPackProfilesHash(profiles []IFaultCourtProfile) ([]byte, error) {
	return probe.abi.Pack("profilesHash", profiles)
}

// UnpackProfilesHash is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x28d07834.
//
// Solidity: function profilesHash((uint32,uint8,uint32,uint32)[] profiles) pure returns(bytes32)
func (probe *Probe) UnpackProfilesHash(data []byte) ([32]byte, error) {
	out, err := probe.abi.Unpack("profilesHash", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackVerify is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x727f05cc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verify(bytes32 leaf, uint256 index, uint256 count, bytes32[] proof, bytes32 root) pure returns(bool)
func (probe *Probe) PackVerify(leaf [32]byte, index *big.Int, count *big.Int, proof [][32]byte, root [32]byte) []byte {
	enc, err := probe.abi.Pack("verify", leaf, index, count, proof, root)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerify is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x727f05cc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verify(bytes32 leaf, uint256 index, uint256 count, bytes32[] proof, bytes32 root) pure returns(bool)
func (probe *Probe) TryPackVerify(leaf [32]byte, index *big.Int, count *big.Int, proof [][32]byte, root [32]byte) ([]byte, error) {
	return probe.abi.Pack("verify", leaf, index, count, proof, root)
}

// UnpackVerify is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x727f05cc.
//
// Solidity: function verify(bytes32 leaf, uint256 index, uint256 count, bytes32[] proof, bytes32 root) pure returns(bool)
func (probe *Probe) UnpackVerify(data []byte) (bool, error) {
	out, err := probe.abi.Unpack("verify", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}
