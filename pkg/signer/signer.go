// Package signer signs for one Ethereum account, wherever its key is kept: in a keystore file, or behind an external
// signer that speaks clef's or Web3Signer's JSON-RPC over HTTP.
//
// It promises that what comes back is what was asked for: the reply of an external signer is compared, field by field by way
// of the signing hash, with the request and its signature is attributed to the account before anyone uses it. It promises
// that a key shows up in no log and no message: what holds one prints as its address. It leaves to others which transactions
// are wise, and their nonces and fees (pkg/chain/txn), and how keystore files are written (pkg/identity).
package signer

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"github.com/millrace/millrace/pkg/identity"
)

// EIP-712 typed data, as SignTypedData takes it.
type (
	TypedData       = apitypes.TypedData
	TypedDataDomain = apitypes.TypedDataDomain
	TypedDataTypes  = apitypes.Types
	TypedDataField  = apitypes.Type
)

// Signer signs for one account. Implementations are safe for concurrent use, and check their own work.
type Signer interface {
	Address() common.Address
	// SignTx returns a signed copy of tx for the chain.
	SignTx(ctx context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error)
	// SignTypedData signs EIP-712 typed data. The signature is r || s || v with a low s and v 27 or 28.
	SignTypedData(ctx context.Context, data TypedData) ([]byte, error)
}

var (
	// ErrRefused: the external signer answered that it will not sign. Its own log, or the person in front of it, knows why.
	ErrRefused = errors.New("the external signer refused")
	// ErrUnreachable: the external signer did not answer. Is it running, and at that URL?
	ErrUnreachable = errors.New("no answer from the external signer")
	// ErrReply: the external signer answered something that is no answer. Is the URL that of another service, or the protocol
	// the other one?
	ErrReply = errors.New("unusable reply from the external signer")
	// ErrTampered: what came back signed is not what was to be signed, or another account signed it. Nothing was sent. Check
	// the signer's chain number first; if that is right, do not trust it.
	ErrTampered = errors.New("the external signer signed something else")
	// ErrNoAccount: the external signer does not hold the account, or holds several and none was named.
	ErrNoAccount = errors.New("no such account at the external signer")
	// ErrURL: the address of an external signer is malformed.
	ErrURL = errors.New("invalid external signer")
)

// checkTx compares a signed transaction with the one that was to be signed. The signing hash covers every field.
func checkTx(want, got *types.Transaction, chainID *big.Int, account common.Address) error {
	hasher := types.LatestSignerForChainID(chainID)
	if got.Type() != want.Type() || hasher.Hash(got) != hasher.Hash(want) {
		return fmt.Errorf("%w: another transaction (nonce %d of chain %s instead of nonce %d of chain %s)",
			ErrTampered, got.Nonce(), got.ChainId(), want.Nonce(), chainID)
	}
	from, err := types.Sender(hasher, got)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrTampered, err)
	}
	if from != account {
		return fmt.Errorf("%w: as %s, not %s", ErrTampered, from, account)
	}
	return nil
}

// checkTypedData attributes a signature of typed data, whose v may be 0 or 1 as well, to the account.
func checkTypedData(data TypedData, sig []byte, account common.Address) ([]byte, error) {
	digest, err := digestOf(data)
	if err != nil {
		return nil, err
	}
	sig = append([]byte(nil), sig...)
	if len(sig) == identity.SignatureSize && sig[identity.SignatureSize-1] < 2 {
		sig[identity.SignatureSize-1] += 27
	}
	from, err := identity.Recover(digest, sig)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTampered, err)
	}
	if from != account {
		return nil, fmt.Errorf("%w: typed data other than the one asked for, or as another account than %s", ErrTampered, account)
	}
	return sig, nil
}

func digestOf(data TypedData) ([32]byte, error) {
	hash, _, err := apitypes.TypedDataAndHash(data)
	if err != nil {
		return [32]byte{}, fmt.Errorf("typed data: %w", err)
	}
	return [32]byte(hash), nil
}
