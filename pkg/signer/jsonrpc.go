package signer

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
)

// Bounds of what an external signer may answer.
const (
	maxReply    = 1 << 20 // bytes
	maxAccounts = 10_000
	maxMessage  = 200 // bytes of its error message that we repeat
)

// txArgs are the fields of a transaction as both protocols name them, but for its data.
type txArgs struct {
	From     common.Address  `json:"from"`
	To       *common.Address `json:"to,omitempty"`
	Gas      hexutil.Uint64  `json:"gas"`
	FeeCap   *hexutil.Big    `json:"maxFeePerGas,omitempty"`
	TipCap   *hexutil.Big    `json:"maxPriorityFeePerGas,omitempty"`
	GasPrice *hexutil.Big    `json:"gasPrice,omitempty"`
	Value    *hexutil.Big    `json:"value"`
	Nonce    hexutil.Uint64  `json:"nonce"`
	ChainID  *hexutil.Big    `json:"chainId"`
	Input    *hexutil.Bytes  `json:"input,omitempty"` // clef's name for the data
	Data     *hexutil.Bytes  `json:"data,omitempty"`  // Web3Signer's
}

func (r *Remote) txArgs(tx *types.Transaction, chainID *big.Int) txArgs {
	data := hexutil.Bytes(tx.Data())
	args := txArgs{
		From: r.cfg.Account, To: tx.To(), Gas: hexutil.Uint64(tx.Gas()), Value: (*hexutil.Big)(tx.Value()),
		Nonce: hexutil.Uint64(tx.Nonce()), ChainID: (*hexutil.Big)(chainID),
	}
	if tx.Type() == types.LegacyTxType {
		args.GasPrice = (*hexutil.Big)(tx.GasPrice())
	} else {
		args.FeeCap, args.TipCap = (*hexutil.Big)(tx.GasFeeCap()), (*hexutil.Big)(tx.GasTipCap())
	}
	if r.cfg.Protocol == Clef {
		args.Input = &data
	} else {
		args.Data = &data
	}
	return args
}

// typedDataArg is typed data as the protocol wants it: clef takes the object, Web3Signer its JSON in a string.
func (r *Remote) typedDataArg(data TypedData) (method string, arg any, err error) {
	if r.cfg.Protocol == Clef {
		return "account_signTypedData", data, nil
	}
	text, err := json.Marshal(data)
	if err != nil {
		return "", nil, fmt.Errorf("typed data: %w", err)
	}
	return "eth_signTypedData", string(text), nil
}

// call makes one JSON-RPC call.
func (r *Remote) call(ctx context.Context, method string, params ...any) (json.RawMessage, error) {
	if params == nil {
		params = []any{}
	}
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	call, cancel := context.WithTimeout(ctx, r.cfg.Timeout)
	defer cancel()
	data, err := r.post(call, body)
	if ctx.Err() != nil {
		return nil, fmt.Errorf("%s: %w", method, context.Cause(ctx))
	}
	if err != nil {
		return nil, fmt.Errorf("%s at %s: %w", method, r.cfg, err)
	}
	result, err := parseReply(data)
	if err != nil {
		return nil, fmt.Errorf("%s at %s: %w", method, r.cfg, err)
	}
	return result, nil
}

func (r *Remote) post(ctx context.Context, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.cfg.URL, bytes.NewReader(body))
	if err != nil {
		return nil, ErrURL
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := r.http.Do(req)
	if err != nil {
		if u, ok := errors.AsType[*url.Error](err); ok {
			err = u.Err // the URL may hold a secret
		}
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxReply+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	case len(data) > maxReply:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrReply, maxReply)
	case resp.StatusCode != http.StatusOK && !json.Valid(data):
		return nil, fmt.Errorf("%w: HTTP status %d", ErrReply, resp.StatusCode)
	default:
		return data, nil
	}
}

// parseReply takes the result out of a JSON-RPC reply.
func parseReply(data []byte) (json.RawMessage, error) {
	var reply struct {
		Result json.RawMessage `json:"result"`
		Error  *struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	if err := json.Unmarshal(data, &reply); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReply, err)
	}
	if reply.Error != nil {
		return nil, fmt.Errorf("%w: %.*q (%d)", ErrRefused, maxMessage, reply.Error.Message, reply.Error.Code)
	}
	if len(reply.Result) == 0 || string(reply.Result) == "null" {
		return nil, fmt.Errorf("%w: no result", ErrReply)
	}
	return reply.Result, nil
}

// parseSignedTx reads a signed transaction: its bytes in hex, alone or as the field raw.
func parseSignedTx(result json.RawMessage) (*types.Transaction, error) {
	var raw hexutil.Bytes
	if err := json.Unmarshal(result, &raw); err != nil {
		var object struct {
			Raw hexutil.Bytes `json:"raw"`
		}
		if err := json.Unmarshal(result, &object); err != nil {
			return nil, fmt.Errorf("%w: signed transaction: %w", ErrReply, err)
		}
		raw = object.Raw
	}
	tx := new(types.Transaction)
	if err := tx.UnmarshalBinary(raw); err != nil {
		return nil, fmt.Errorf("%w: signed transaction: %w", ErrReply, err)
	}
	return tx, nil
}

func parseAccounts(result json.RawMessage) ([]common.Address, error) {
	var accounts []common.Address
	if err := json.Unmarshal(result, &accounts); err != nil {
		return nil, fmt.Errorf("%w: accounts: %w", ErrReply, err)
	}
	if len(accounts) > maxAccounts {
		return nil, fmt.Errorf("%w: %d accounts", ErrReply, len(accounts))
	}
	return accounts, nil
}

func parseSignature(result json.RawMessage) ([]byte, error) {
	var sig hexutil.Bytes
	if err := json.Unmarshal(result, &sig); err != nil {
		return nil, fmt.Errorf("%w: signature: %w", ErrReply, err)
	}
	return sig, nil
}
