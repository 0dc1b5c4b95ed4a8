package signer_test

import (
	"context"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/testport"
)

// chainID is the chain of the tests.
func chainID() *big.Int { return big.NewInt(1337) }

// transactions are the kinds that the network sends.
func transactions() map[string]*types.Transaction {
	to := common.Address{0x77}
	fees := types.DynamicFeeTx{
		ChainID: chainID(), Nonce: 7, Gas: 21_000, GasFeeCap: big.NewInt(30), GasTipCap: big.NewInt(2), Value: big.NewInt(5),
	}
	transfer, call, create := fees, fees, fees
	transfer.To = &to
	call.To, call.Data, call.Value = &to, []byte{1, 2, 3}, new(big.Int)
	create.Data = []byte{0x60, 0x00}
	return map[string]*types.Transaction{
		"transfer": types.NewTx(&transfer), "call": types.NewTx(&call), "creation": types.NewTx(&create),
	}
}

func typedData() apitypes.TypedData {
	return apitypes.TypedData{
		Types: apitypes.Types{
			"EIP712Domain": {{Name: "name", Type: "string"}, {Name: "chainId", Type: "uint256"}},
			"Ticket":       {{Name: "nonce", Type: "uint64"}, {Name: "recipient", Type: "address"}},
		},
		PrimaryType: "Ticket",
		Domain:      apitypes.TypedDataDomain{Name: "Millrace", ChainId: math.NewHexOrDecimal256(1337)},
		Message:     apitypes.TypedDataMessage{"nonce": "12", "recipient": common.Address{9}.Hex()},
	}
}

// TestSigners is what every signer does, wherever its key is.
func TestSigners(t *testing.T) {
	for name, open := range map[string]func(*testing.T) (signer.Signer, *signer.Key){
		"key": func(t *testing.T) (signer.Signer, *signer.Key) {
			k := newKey(t)
			return k, k
		},
		"clef":       dialed(signer.Clef),
		"web3signer": dialed(signer.Web3Signer),
	} {
		t.Run(name, func(t *testing.T) {
			s, key := open(t)
			require.Equal(t, key.Address(), s.Address())
			for kind, tx := range transactions() {
				signed, err := s.SignTx(t.Context(), tx, chainID())
				require.NoError(t, err, kind)
				want, err := key.SignTx(t.Context(), tx, chainID())
				require.NoError(t, err)
				require.Equal(t, want.Hash(), signed.Hash(), kind)
			}
			sig, err := s.SignTypedData(t.Context(), typedData())
			require.NoError(t, err)
			want, err := key.SignTypedData(t.Context(), typedData())
			require.NoError(t, err)
			require.Equal(t, want, sig)
		})
	}
}

func dialed(p signer.Protocol) func(*testing.T) (signer.Signer, *signer.Key) {
	return func(t *testing.T) (signer.Signer, *signer.Key) {
		key := newKey(t)
		e := &external{t: t, protocol: p, keys: []*signer.Key{newKey(t), key}, legacyV: p == signer.Clef}
		cfg := e.start()
		cfg.Account = key.Address()
		return dial(t, cfg), key
	}
}

func dial(t *testing.T, cfg signer.RemoteConfig) *signer.Remote {
	t.Helper()
	r, err := signer.DialRemote(t.Context(), cfg)
	require.NoError(t, err)
	t.Cleanup(r.Close)
	return r
}

func TestRemoteRefusesWhatItDidNotAskFor(t *testing.T) {
	thief := common.Address{0x66}
	for name, lie := range map[string]external{
		"recipient": {bend: func(tx *types.DynamicFeeTx) { tx.To = &thief }},
		"value":     {bend: func(tx *types.DynamicFeeTx) { tx.Value = big.NewInt(6) }},
		"nonce":     {bend: func(tx *types.DynamicFeeTx) { tx.Nonce++ }},
		"gas":       {bend: func(tx *types.DynamicFeeTx) { tx.Gas++ }},
		"fee":       {bend: func(tx *types.DynamicFeeTx) { tx.GasFeeCap = big.NewInt(31) }},
		"tip":       {bend: func(tx *types.DynamicFeeTx) { tx.GasTipCap = big.NewInt(3) }},
		"data":      {bend: func(tx *types.DynamicFeeTx) { tx.Data = append(tx.Data, 0) }},
		"access list": {bend: func(tx *types.DynamicFeeTx) {
			tx.AccessList = types.AccessList{{Address: thief}}
		}},
		"chain": {chainID: 1},
	} {
		for _, protocol := range []signer.Protocol{signer.Clef, signer.Web3Signer} {
			t.Run(name+" by "+string(protocol), func(t *testing.T) {
				lie := lie
				lie.t, lie.protocol, lie.keys = t, protocol, []*signer.Key{newKey(t)}
				_, err := dial(t, lie.start()).SignTx(t.Context(), transactions()["call"], chainID())
				require.ErrorIs(t, err, signer.ErrTampered)
			})
		}
	}
	t.Run("another key", func(t *testing.T) {
		e := &external{t: t, protocol: signer.Clef, keys: []*signer.Key{newKey(t)}}
		r := dial(t, e.start())
		other := newKey(t)
		e.answer = func(w http.ResponseWriter, _ string) bool {
			signed, err := other.SignTx(t.Context(), transactions()["call"], chainID())
			require.NoError(t, err)
			raw, err := signed.MarshalBinary()
			require.NoError(t, err)
			e.reply(w, request{ID: []byte("1")}, map[string]any{"raw": common.Bytes2Hex(raw)})
			return true
		}
		_, err := r.SignTx(t.Context(), transactions()["call"], chainID())
		require.ErrorIs(t, err, signer.ErrReply, "hex without 0x is not hex here")
		e.answer = func(w http.ResponseWriter, _ string) bool {
			signed, err := other.SignTx(t.Context(), transactions()["call"], chainID())
			require.NoError(t, err)
			raw, err := signed.MarshalBinary()
			require.NoError(t, err)
			e.reply(w, request{ID: []byte("1")}, "0x"+common.Bytes2Hex(raw))
			return true
		}
		_, err = r.SignTx(t.Context(), transactions()["call"], chainID())
		require.ErrorIs(t, err, signer.ErrTampered)
		require.ErrorContains(t, err, other.Address().Hex())
	})
	t.Run("typed data", func(t *testing.T) {
		e := &external{t: t, protocol: signer.Web3Signer, keys: []*signer.Key{newKey(t)}, typed: func(d apitypes.TypedData) apitypes.TypedData {
			d.Message["nonce"] = "13"
			return d
		}}
		_, err := dial(t, e.start()).SignTypedData(t.Context(), typedData())
		require.ErrorIs(t, err, signer.ErrTampered)
	})
}

func TestRemoteSaysWhatIsWrong(t *testing.T) {
	write := func(status int, body string) func(http.ResponseWriter, string) bool {
		return func(w http.ResponseWriter, _ string) bool {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
			return true
		}
	}
	for name, c := range map[string]struct {
		answer func(http.ResponseWriter, string) bool
		want   error
	}{
		"denied":       {write(200, `{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"request denied"}}`), signer.ErrRefused},
		"a page":       {write(404, "<html>no</html>"), signer.ErrReply},
		"no result":    {write(200, `{"jsonrpc":"2.0","id":1}`), signer.ErrReply},
		"null":         {write(200, `{"jsonrpc":"2.0","id":1,"result":null}`), signer.ErrReply},
		"other result": {write(200, `{"jsonrpc":"2.0","id":1,"result":{"a":1}}`), signer.ErrReply},
		"no end":       {write(200, `{"result":"`+strings.Repeat("a", 2<<20)+`"}`), signer.ErrReply},
		"redirect": {func(w http.ResponseWriter, _ string) bool {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(http.StatusTemporaryRedirect)
			return true
		}, signer.ErrUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			e := &external{t: t, protocol: signer.Clef, keys: []*signer.Key{newKey(t)}}
			r := dial(t, e.start())
			e.answer = c.answer
			_, err := r.SignTx(t.Context(), transactions()["call"], chainID())
			require.ErrorIs(t, err, c.want)
			_, err = r.SignTypedData(t.Context(), typedData())
			require.ErrorIs(t, err, c.want)
			require.NotContains(t, err.Error(), "secret")
		})
	}
	t.Run("accounts", func(t *testing.T) {
		e := &external{t: t, protocol: signer.Clef, keys: []*signer.Key{newKey(t), newKey(t)}}
		cfg := e.start()
		_, err := signer.DialRemote(t.Context(), cfg)
		require.ErrorIs(t, err, signer.ErrNoAccount, "which of two?")
		cfg.Account = newKey(t).Address()
		_, err = signer.DialRemote(t.Context(), cfg)
		require.ErrorIs(t, err, signer.ErrNoAccount, "none of two")
	})
	t.Run("nobody listens", func(t *testing.T) {
		_, err := signer.DialRemote(t.Context(), signer.RemoteConfig{Protocol: signer.Clef, URL: "http://u:secret@127.0.0.1:" + testport.Free(t)})
		require.ErrorIs(t, err, signer.ErrUnreachable)
		require.NotContains(t, err.Error(), "secret")
	})
	t.Run("no answer", func(t *testing.T) {
		release := make(chan struct{})
		e := &external{t: t, protocol: signer.Clef, keys: []*signer.Key{newKey(t)}, answer: func(http.ResponseWriter, string) bool {
			<-release
			return true
		}}
		cfg := e.start()
		cfg.Timeout = 50 * time.Millisecond
		_, err := signer.DialRemote(t.Context(), cfg)
		require.ErrorIs(t, err, signer.ErrUnreachable)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = signer.DialRemote(ctx, cfg)
		require.ErrorIs(t, err, context.Canceled)
		close(release)
	})
}

func TestParseRemote(t *testing.T) {
	for s, want := range map[string]signer.RemoteConfig{
		"clef+http://127.0.0.1:8550":         {Protocol: signer.Clef, URL: "http://127.0.0.1:8550"},
		"web3signer+https://a.example/path1": {Protocol: signer.Web3Signer, URL: "https://a.example/path1"},
	} {
		got, err := signer.ParseRemote(s)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, s := range []string{"", "clef", "clef+", "http://127.0.0.1", "ledger+http://a", "clef+ws://a", "clef+http://", "clef+http://a b"} {
		_, err := signer.ParseRemote(s)
		require.ErrorIs(t, err, signer.ErrURL, s)
	}
}
