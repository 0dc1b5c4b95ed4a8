// Package handover lets several nodes of one orchestrator share a redeemer: each forwards the winning tickets of its own store to the
// redeemer's, which is where they are redeemed.
//
//	node: winnings --> Forwarder --POST /v1/winners--> Server --> winnings, orchestrator/redeemer
//	         ^                                           |
//	         +------------ forwarded <--- 204: safe -----+
//
// A node asks back what winners of a sender's still wait there (GET /v1/waiting/SENDER), its own and other nodes': they all count on the
// same deposit.
//
// It promises that a ticket is in one of the stores at any time, and counts as forwarded only when the redeemer's has it safely; a
// ticket that is sent twice is kept once. Nodes and redeemer have the same key, the orchestrator's operator's, and prove it to each
// other (pkg/identity): nobody else gets to see the secrets of tickets, or to add some. Nodes keep the numbers of their lanes
// apart (winnings.Store.Node).
package handover

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/ticket"
)

const (
	path        = "/v1/winners"
	waitingPath = "/v1/waiting/" // and a sender

	// maxWinners and maxBytes bound a request.
	maxWinners = 128
	maxBytes   = 256 << 10
)

// errMessage means that a request's body is not what it should be.
var errMessage = errors.New("malformed winners")

// winner is a winner on the wire.
type winner struct {
	Ticket    ticket.Ticket `json:"ticket"`
	Signature hexutil.Bytes `json:"signature"`
	Rand      common.Hash   `json:"rand"`
	Mask      common.Hash   `json:"mask"`
	RevealAt  time.Time     `json:"reveal_at"`
}

// waiting is what winners of a sender's are not settled yet, on the wire.
type waiting struct {
	Units *hexutil.Big `json:"units"`
}

func encode(winners []winnings.Winner) ([]byte, error) {
	list := make([]winner, len(winners))
	for i, w := range winners {
		list[i] = winner{w.Ticket, w.Signature, common.Hash(w.Rand), common.Hash(w.Mask), w.RevealAt}
	}
	return json.Marshal(list)
}

// decode reads what encode wrote: strict JSON, of a bounded size. What it means is for the store to check.
func decode(data []byte) ([]winnings.Winner, error) {
	if len(data) > maxBytes {
		return nil, fmt.Errorf("%w: more than %d bytes", errMessage, maxBytes)
	}
	var list []winner
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&list); err != nil {
		return nil, fmt.Errorf("%w: %w", errMessage, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%w: something follows them", errMessage)
	}
	if len(list) > maxWinners {
		return nil, fmt.Errorf("%w: %d, at most %d", errMessage, len(list), maxWinners)
	}
	winners := make([]winnings.Winner, len(list))
	for i, w := range list {
		winners[i] = winnings.Winner{
			Ticket: w.Ticket, Signature: w.Signature, Rand: ticket.Rand(w.Rand), Mask: ticket.Mask(w.Mask), RevealAt: w.RevealAt,
		}
	}
	return winners, nil
}
