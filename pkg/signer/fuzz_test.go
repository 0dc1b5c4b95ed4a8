package signer

import (
	"errors"
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// FuzzReply feeds replies of an external signer to everything that reads them: errors, never a panic, and never a transaction
// that nobody signed.
func FuzzReply(f *testing.F) {
	key, err := Generate()
	if err != nil {
		f.Fatal(err)
	}
	chainID := big.NewInt(1337)
	want := types.NewTx(&types.DynamicFeeTx{ChainID: chainID, Nonce: 1, Gas: 21_000, GasFeeCap: big.NewInt(2), GasTipCap: big.NewInt(1), To: &common.Address{}, Value: new(big.Int)})
	signed, err := key.SignTx(f.Context(), want, chainID)
	if err != nil {
		f.Fatal(err)
	}
	raw, err := signed.MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	hex := common.Bytes2Hex(raw)
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"result":"0x` + hex + `"}`))
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"result":{"raw":"0x` + hex + `","tx":{}}}`))
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"result":["0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf"]}`))
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}}`))
	f.Add([]byte(`{"result":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		result, err := parseReply(data)
		if err != nil {
			if !errors.Is(err, ErrReply) && !errors.Is(err, ErrRefused) {
				t.Fatalf("unnamed error: %v", err)
			}
			return
		}
		_, _ = parseAccounts(result)
		_, _ = parseSignature(result)
		tx, err := parseSignedTx(result)
		if err == nil && checkTx(want, tx, chainID, key.Address()) == nil && tx.Nonce() != want.Nonce() {
			t.Fatal("another transaction passed")
		}
	})
}
