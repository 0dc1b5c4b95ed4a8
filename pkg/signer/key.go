package signer

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"log/slog"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/millrace/millrace/pkg/identity"
)

// Key signs with a key that this process holds. It also signs bare digests, as a node's identity needs. However it is printed,
// logged or marshalled, only its address shows.
type Key struct {
	key     *ecdsa.PrivateKey
	address common.Address
}

var (
	_ Signer          = (*Key)(nil)
	_ identity.Signer = (*Key)(nil)
)

// NewKey wraps a secp256k1 key.
func NewKey(key *ecdsa.PrivateKey) *Key {
	return &Key{key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
}

// Generate makes a new random key that is kept nowhere.
func Generate() (*Key, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("generate key: %w", err)
	}
	return NewKey(key), nil
}

// Keystore opens a keystore file with the password that a source gives; see identity.OpenKey.
func Keystore(keyFile string, password identity.PasswordSource) (*Key, error) {
	key, err := identity.OpenKey(keyFile, password)
	if err != nil {
		return nil, err
	}
	return NewKey(key), nil
}

// Address implements Signer.
func (k *Key) Address() common.Address { return k.address }

// SignTx implements Signer.
func (k *Key) SignTx(_ context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error) {
	signed, err := types.SignTx(tx, types.LatestSignerForChainID(chainID), k.key)
	if err != nil {
		return nil, fmt.Errorf("sign transaction as %s: %w", k.address, err)
	}
	return signed, nil
}

// SignTypedData implements Signer.
func (k *Key) SignTypedData(_ context.Context, data TypedData) ([]byte, error) {
	digest, err := digestOf(data)
	if err != nil {
		return nil, err
	}
	return k.SignHash(digest)
}

// SignHash implements identity.Signer.
func (k *Key) SignHash(digest [32]byte) ([]byte, error) {
	return identity.KeySigner(k.key).SignHash(digest)
}

// String is the key's address.
func (k *Key) String() string { return k.address.Hex() }

// Format implements fmt.Formatter: every verb prints the address.
func (k *Key) Format(f fmt.State, _ rune) { fmt.Fprint(f, k.String()) }

// LogValue implements slog.LogValuer.
func (k *Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

// MarshalText implements encoding.TextMarshaler, and so JSON's, YAML's and the like.
func (k *Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }
