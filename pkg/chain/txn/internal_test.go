package txn

import (
	"database/sql"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/signer"
)

func TestQuote(t *testing.T) {
	for name, c := range map[string]struct {
		base, tip, bound int64
		cap              int64
		err              error
	}{
		"room to double":     {base: 100, tip: 3, bound: 1000, cap: 203},
		"bound below double": {base: 100, tip: 3, bound: 150, cap: 150},
		"just enough":        {base: 100, tip: 3, bound: 103, cap: 103},
		"too expensive":      {base: 100, tip: 3, bound: 102, err: ErrFeeTooHigh},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := quote(big.NewInt(c.base), big.NewInt(c.tip), big.NewInt(c.bound))
			require.ErrorIs(t, err, c.err)
			if err == nil {
				require.Equal(t, c.cap, got.cap.Int64())
				require.Equal(t, c.tip, got.tip.Int64())
			}
		})
	}
	_, err := quote(nil, big.NewInt(1), big.NewInt(1))
	require.ErrorIs(t, err, ErrNoBaseFee)
}

func TestReplacement(t *testing.T) {
	for name, c := range map[string]struct {
		oldCap, oldTip, nowCap, nowTip, bound int64
		cap, tip                              int64
		ok                                    bool
	}{
		"12 percent":                   {1000, 100, 1000, 100, 1 << 40, 1120, 112, true},
		"the market asks more":         {1000, 100, 5000, 300, 1 << 40, 5000, 300, true},
		"rounded up":                   {101, 9, 0, 0, 1 << 40, 114, 11, true},
		"nothing becomes something":    {10, 0, 0, 0, 1 << 40, 12, 1, true},
		"up to the bound":              {1000, 100, 5000, 300, 1100, 1100, 300, true},
		"bound within 10 percent":      {1000, 100, 5000, 300, 1099, 1099, 300, false},
		"tip never above the cap":      {1000, 990, 0, 5000, 1150, 1120, 1120, true},
		"tip has no room":              {1000, 1000, 0, 0, 1050, 1050, 1050, false},
		"bound below what was offered": {1000, 100, 0, 0, 10, 10, 10, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := replacement(fees{big.NewInt(c.oldCap), big.NewInt(c.oldTip)}, fees{big.NewInt(c.nowCap), big.NewInt(c.nowTip)}, 12, big.NewInt(c.bound))
			require.Equal(t, c.ok, ok)
			require.Equal(t, c.cap, got.cap.Int64())
			require.Equal(t, c.tip, got.tip.Int64())
		})
	}
}

func TestJudge(t *testing.T) {
	for text, want := range map[string]verdict{
		"already known":                 taken,
		"ALREADY_EXISTS: already known": taken,
		"Known transaction":             taken,
		"Transaction with the same hash was already imported.": taken,
		"nonce too low: next nonce 5, tx nonce 3":              used,
		"OldNonce":                                              used,
		"replacement transaction underpriced":                   underpriced,
		"transaction underpriced: tip needed 5":                 underpriced,
		"transaction gas price below minimum":                   underpriced,
		"max fee per gas less than block base fee: address 0x1": underpriced,
		"insufficient funds for gas * price + value":            refused,
		"txpool is full":                                        refused,
		"connection refused":                                    refused,
	} {
		require.Equal(t, want, judge(errors.New(text)), text)
	}
	require.Equal(t, taken, judge(nil))
}

// FuzzRow feeds what may stand in a damaged file to what reads it.
func FuzzRow(f *testing.F) {
	key, err := signer.Generate()
	require.NoError(f, err)
	chainID := big.NewInt(1337)
	signed, err := key.SignTx(f.Context(), types.NewTx(&types.DynamicFeeTx{ChainID: chainID, Nonce: 3, Gas: 21_000, To: &common.Address{1}, Value: big.NewInt(5), GasFeeCap: big.NewInt(9), GasTipCap: big.NewInt(1)}), chainID)
	require.NoError(f, err)
	raw, err := signed.MarshalBinary()
	require.NoError(f, err)
	f.Add(raw, "5", common.Address{1}.Bytes(), []byte{}, int64(3), int64(0), []byte{}, []byte{}, int64(0))
	f.Add(raw, "5", common.Address{1}.Bytes(), []byte{}, int64(3), int64(1), common.Hash{1}.Bytes(), common.Hash{2}.Bytes(), int64(9))
	f.Add([]byte{2}, "-1", []byte{1}, []byte(nil), int64(-3), int64(2), []byte{3}, []byte{4}, int64(-1))
	f.Fuzz(func(t *testing.T, raw []byte, value string, recipient, data []byte, nonce, settled int64, hash, blockHash []byte, block int64) {
		e, err := row{
			value: value, recipient: recipient, data: data, nonce: nonce, settled: settled, hash: hash, blockHash: blockHash,
			block: sql.NullInt64{Int64: block, Valid: true}, success: sql.NullBool{Valid: true},
		}.entry(Account{Address: key.Address()})
		if err != nil {
			require.ErrorIs(t, err, ErrJournal)
			return
		}
		a, err := decodeAttempt(raw, time.Now())
		if err != nil {
			require.ErrorIs(t, err, ErrJournal)
			return
		}
		e.Attempts = []Attempt{a}
		if e.check(chainID) == nil {
			require.Equal(t, signed.To(), a.Tx.To(), "only the key's own signature for this very intent passes")
			require.Zero(t, e.Intent.Value.Cmp(a.Tx.Value()))
		}
	})
}
