package ticket

import (
	"encoding/binary"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

const (
	domainType    = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
	domainName    = "Millrace"
	domainVersion = "1"
)

// Domain is the contract that something is signed for, and its chain. What is signed for one means nothing to another.
type Domain struct {
	ChainID  uint64
	Contract common.Address // TicketBroker for tickets, FaultCourt for everything else
}

// Separator is the domain's EIP-712 separator.
func (d Domain) Separator() common.Hash {
	return typeHash(domainType).
		word(crypto.Keccak256Hash([]byte(domainName))).
		word(crypto.Keccak256Hash([]byte(domainVersion))).
		uint(d.ChainID).
		address(d.Contract).
		hash()
}

// digest is the EIP-712 digest of an encoded struct.
func (d Domain) digest(s encoded) common.Hash {
	separator, hash := d.Separator(), s.hash()
	return crypto.Keccak256Hash([]byte{0x19, 0x01}, separator[:], hash[:])
}

// encoded is a struct as EIP-712 and the ABI encode it when its fields are static: a word of 32 bytes each, in order.
type encoded []byte

// typeHash begins a struct with its type, as EIP-712 does.
func typeHash(typ string) encoded { return encoded{}.word(crypto.Keccak256Hash([]byte(typ))) }

func (e encoded) word(w [32]byte) encoded { return append(e, w[:]...) }

func (e encoded) uint(n uint64) encoded {
	var w [32]byte
	binary.BigEndian.PutUint64(w[24:], n)
	return e.word(w)
}

func (e encoded) address(a common.Address) encoded {
	var w [32]byte
	copy(w[12:], a[:])
	return e.word(w)
}

func (e encoded) amount(a Amount) encoded {
	var w [32]byte
	copy(w[16:], a[:])
	return e.word(w)
}

func (e encoded) hash() common.Hash { return crypto.Keccak256Hash(e) }
