package signer_test

import (
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/signer"
)

// external is an external signer on loopback. It checks every request against the protocol and really signs.
type external struct {
	t        *testing.T
	protocol signer.Protocol
	keys     []*signer.Key
	chainID  int64                                                  // of transactions; 0: the one asked for
	bend     func(*types.DynamicFeeTx)                              // changes what is signed
	typed    func(apitypes.TypedData) apitypes.TypedData            // likewise
	answer   func(w http.ResponseWriter, method string) (done bool) // instead of the right answer
	legacyV  bool                                                   // v of typed data 0 or 1
}

func (e *external) start() signer.RemoteConfig {
	s := httptest.NewServer(e)
	e.t.Cleanup(s.Close)
	return signer.RemoteConfig{Protocol: e.protocol, URL: s.URL + "/secret-path"}
}

type request struct {
	Version string            `json:"jsonrpc"`
	ID      json.RawMessage   `json:"id"`
	Method  string            `json:"method"`
	Params  []json.RawMessage `json:"params"`
}

// sendArgs is a transaction as it came over the wire.
type sendArgs struct {
	From                 common.Address
	To                   *common.Address
	Gas, Nonce           hexutil.Uint64
	Value, ChainID       *hexutil.Big
	MaxFeePerGas         *hexutil.Big
	MaxPriorityFeePerGas *hexutil.Big
	Data, Input          *hexutil.Bytes
}

func (e *external) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	assert.NoError(e.t, err)
	var req request
	assert.NoError(e.t, json.Unmarshal(body, &req))
	assert.Equal(e.t, "2.0", req.Version)
	assert.Equal(e.t, http.MethodPost, r.Method)
	assert.Equal(e.t, "application/json", r.Header.Get("Content-Type"))
	assert.Equal(e.t, "/secret-path", r.URL.Path)
	if e.answer != nil && e.answer(w, req.Method) {
		return
	}
	clef := e.protocol == signer.Clef
	switch {
	case clef && req.Method == "account_list", !clef && req.Method == "eth_accounts":
		assert.Empty(e.t, req.Params)
		accounts := []common.Address{}
		for _, k := range e.keys {
			accounts = append(accounts, k.Address())
		}
		e.reply(w, req, accounts)
	case clef && req.Method == "account_signTransaction":
		raw := e.sign(req)
		e.reply(w, req, map[string]any{"raw": raw, "tx": map[string]any{"nonce": "0x0"}})
	case !clef && req.Method == "eth_signTransaction":
		e.reply(w, req, e.sign(req))
	case clef && req.Method == "account_signTypedData":
		e.reply(w, req, e.signTyped(req, req.Params[1]))
	case !clef && req.Method == "eth_signTypedData":
		var text string
		assert.NoError(e.t, json.Unmarshal(req.Params[1], &text), "Web3Signer takes a string")
		e.reply(w, req, e.signTyped(req, []byte(text)))
	default:
		assert.Fail(e.t, "unknown method", req.Method)
	}
}

func (e *external) reply(w http.ResponseWriter, req request, result any) {
	assert.NoError(e.t, json.NewEncoder(w).Encode(map[string]any{"jsonrpc": "2.0", "id": req.ID, "result": result}))
}

func (e *external) key(address common.Address) *signer.Key {
	for _, k := range e.keys {
		if k.Address() == address {
			return k
		}
	}
	assert.Fail(e.t, "asked for an account that was not listed")
	return e.keys[0]
}

func (e *external) sign(req request) hexutil.Bytes {
	var a sendArgs
	if assert.Len(e.t, req.Params, 1) {
		assert.NoError(e.t, json.Unmarshal(req.Params[0], &a))
	}
	data := a.Input
	if e.protocol == signer.Web3Signer {
		data = a.Data
	}
	if !assert.NotNil(e.t, data, "data under the protocol's name") {
		return nil
	}
	chainID := a.ChainID.ToInt()
	if e.chainID != 0 {
		chainID = big.NewInt(e.chainID)
	}
	tx := &types.DynamicFeeTx{
		ChainID: chainID, Nonce: uint64(a.Nonce), Gas: uint64(a.Gas), To: a.To, Value: a.Value.ToInt(),
		GasFeeCap: a.MaxFeePerGas.ToInt(), GasTipCap: a.MaxPriorityFeePerGas.ToInt(), Data: *data,
	}
	if e.bend != nil {
		e.bend(tx)
	}
	signed, err := e.key(a.From).SignTx(e.t.Context(), types.NewTx(tx), chainID)
	assert.NoError(e.t, err)
	raw, err := signed.MarshalBinary()
	assert.NoError(e.t, err)
	return raw
}

func (e *external) signTyped(req request, text []byte) hexutil.Bytes {
	var account common.Address
	var data apitypes.TypedData
	assert.NoError(e.t, json.Unmarshal(req.Params[0], &account))
	assert.NoError(e.t, json.Unmarshal(text, &data))
	if e.typed != nil {
		data = e.typed(data)
	}
	sig, err := e.key(account).SignTypedData(e.t.Context(), data)
	assert.NoError(e.t, err)
	if e.legacyV {
		sig[64] -= 27
	}
	return sig
}

func newKey(t *testing.T) *signer.Key {
	t.Helper()
	k, err := signer.Generate()
	require.NoError(t, err)
	return k
}
