package identity

import (
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// SignatureSize is the length of every signature: r, s and v, as Solidity's ecrecover takes them.
const SignatureSize = 65

// Signer signs with one chain key. Implementations are safe for concurrent use.
type Signer interface {
	Address() common.Address
	// SignHash signs a 32-byte digest. The signature is r || s || v with a low s and v 27 or 28. The caller must have
	// made the digest from a domain of its own, so that a signature for one purpose is no use for another.
	SignHash(digest [32]byte) ([]byte, error)
}

// ErrInvalidSignature is wrapped by every error of Recover.
var ErrInvalidSignature = errors.New("invalid signature")

type keySigner struct {
	key     *ecdsa.PrivateKey
	address common.Address
}

// KeySigner signs with a secp256k1 key held in memory.
func KeySigner(key *ecdsa.PrivateKey) Signer {
	return keySigner{key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
}

func (s keySigner) Address() common.Address { return s.address }

func (s keySigner) SignHash(digest [32]byte) ([]byte, error) {
	sig, err := crypto.Sign(digest[:], s.key)
	if err != nil {
		return nil, fmt.Errorf("sign as %s: %w", s.address, err)
	}
	sig[64] += 27
	return sig, nil
}

// Recover returns the address whose key signed digest. There is exactly one valid signature per (r, s): one of another
// length, with a high s or with a v other than 27 and 28 is refused.
func Recover(digest [32]byte, sig []byte) (common.Address, error) {
	if len(sig) != SignatureSize {
		return common.Address{}, fmt.Errorf("%w: %d bytes, want %d", ErrInvalidSignature, len(sig), SignatureSize)
	}
	r, s, v := new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:64]), sig[64]-27
	if sig[64] < 27 || !crypto.ValidateSignatureValues(v, r, s, true) {
		return common.Address{}, fmt.Errorf("%w: r, s or v out of range", ErrInvalidSignature)
	}
	plain := [SignatureSize]byte(sig)
	plain[64] = v
	key, err := crypto.SigToPub(digest[:], plain[:])
	if err != nil {
		return common.Address{}, fmt.Errorf("%w: %w", ErrInvalidSignature, err)
	}
	return crypto.PubkeyToAddress(*key), nil
}
