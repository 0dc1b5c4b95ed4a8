package identity_test

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/identity"
)

// signerOf makes a signer whose key is the number n.
func signerOf(t testing.TB, n byte) identity.Signer {
	t.Helper()
	key, err := crypto.ToECDSA(common.LeftPadBytes([]byte{n}, 32))
	require.NoError(t, err)
	return identity.KeySigner(key)
}

func TestSignerAddress(t *testing.T) {
	// The address of the private key 1 is well known.
	require.Equal(t, common.HexToAddress("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf"), signerOf(t, 1).Address())
}

func TestRecover(t *testing.T) {
	signer := signerOf(t, 7)
	digest := [32]byte(crypto.Keccak256([]byte("some message")))
	good, err := signer.SignHash(digest)
	require.NoError(t, err)
	require.Len(t, good, identity.SignatureSize)

	got, err := identity.Recover(digest, good)
	require.NoError(t, err)
	require.Equal(t, signer.Address(), got)

	other := digest
	other[0] ^= 1
	got, err = identity.Recover(other, good)
	if err == nil {
		require.NotEqual(t, signer.Address(), got, "another digest recovers another address")
	}

	for name, change := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"too short": func(s []byte) []byte { return s[:64] },
		"too long":  func(s []byte) []byte { return append(s, 0) },
		"v 0 or 1":  func(s []byte) []byte { s[64] -= 27; return s },
		"v 29":      func(s []byte) []byte { s[64] = 29; return s },
		"zero r":    func(s []byte) []byte { clear(s[:32]); return s },
		"zero s":    func(s []byte) []byte { clear(s[32:64]); return s },
		"high s": func(s []byte) []byte { // the other signature that plain ECDSA accepts
			high := new(big.Int).Sub(crypto.S256().Params().N, new(big.Int).SetBytes(s[32:64]))
			high.FillBytes(s[32:64])
			s[64] = 27 + 28 - s[64]
			return s
		},
		"r beyond the order": func(s []byte) []byte { crypto.S256().Params().N.FillBytes(s[:32]); return s },
	} {
		t.Run(name, func(t *testing.T) {
			_, err := identity.Recover(digest, change(append([]byte(nil), good...)))
			require.ErrorIs(t, err, identity.ErrInvalidSignature)
		})
	}
}

func FuzzRecover(f *testing.F) {
	digest := [32]byte{1}
	sig, err := signerOf(f, 3).SignHash(digest)
	require.NoError(f, err)
	f.Add(sig)
	f.Add(make([]byte, 65))
	f.Fuzz(func(t *testing.T, sig []byte) {
		address, err := identity.Recover(digest, sig)
		if err == nil {
			require.Len(t, sig, identity.SignatureSize)
			require.NotZero(t, address)
		}
	})
}
