package rpcpool

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// errAnswer means that an answer is not what JSON-RPC and Ethereum's API have for the question.
var errAnswer = errors.New("unusable answer")

// maxMessage bounds what is repeated of a node's own words, in bytes.
const maxMessage = 200

// limitExceeded is the error code of a node that wants fewer requests (EIP-1474).
const limitExceeded = -32005

type answer struct {
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

func parseResult(data []byte, into any) error {
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		return fmt.Errorf("%w: %w", errAnswer, err)
	}
	if a.Error != nil {
		return fmt.Errorf("%w: %.*q (%d)", errAnswer, maxMessage, a.Error.Message, a.Error.Code)
	}
	if len(a.Result) == 0 || string(a.Result) == "null" {
		return fmt.Errorf("%w: no result", errAnswer)
	}
	if err := json.Unmarshal(a.Result, into); err != nil {
		return fmt.Errorf("%w: %w", errAnswer, err)
	}
	return nil
}

func parseChainID(data []byte) (*big.Int, error) {
	var id hexutil.Big
	if err := parseResult(data, &id); err != nil {
		return nil, err
	}
	if id.ToInt().Sign() <= 0 {
		return nil, fmt.Errorf("%w: chain %s", errAnswer, id.ToInt())
	}
	return id.ToInt(), nil
}

func parseBlock(data []byte) (block, error) {
	var b struct {
		Number    *hexutil.Uint64 `json:"number"`
		Hash      *common.Hash    `json:"hash"`
		Timestamp *hexutil.Uint64 `json:"timestamp"`
	}
	if err := parseResult(data, &b); err != nil {
		return block{}, err
	}
	if b.Number == nil || b.Hash == nil || b.Timestamp == nil || *b.Hash == (common.Hash{}) || uint64(*b.Timestamp) > 1<<40 {
		return block{}, fmt.Errorf("%w: block without number, hash or time", errAnswer)
	}
	return block{number: uint64(*b.Number), hash: *b.Hash, time: time.Unix(int64(*b.Timestamp), 0)}, nil
}

// overloaded says whether an answer asks for fewer requests.
func overloaded(data []byte) bool {
	if len(data) > 4096 { // no error
		return false
	}
	var a answer
	return json.Unmarshal(data, &a) == nil && a.Error != nil && a.Error.Code == limitExceeded
}
