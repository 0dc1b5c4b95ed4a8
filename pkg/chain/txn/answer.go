package txn

import (
	"errors"
	"strings"

	"github.com/ethereum/go-ethereum/rpc"
)

// verdict is what a node's answer to a signed transaction means for us.
type verdict int

const (
	taken       verdict = iota // it has it, now or before
	used                       // the nonce is used up; the blocks say by what
	underpriced                // it wants more for it than is offered
	refused                    // anything else: try again later
)

// judge reads a node's answer. The protocol has one code for all of them, so the words must do: geth's, and those of other clients
// that mean the same.
func judge(err error) verdict {
	if err == nil {
		return taken
	}
	text := strings.ToLower(err.Error())
	for _, c := range []struct {
		words   string
		verdict verdict
	}{
		{"already known", taken},
		{"known transaction", taken},
		{"already imported", taken},
		{"alreadyknown", taken},
		{"nonce too low", used},
		{"oldnonce", used},
		{"nonce is too low", used},
		{"underpriced", underpriced}, // "transaction underpriced", "replacement transaction underpriced"
		{"gas price below minimum", underpriced},
		{"max fee per gas less than block base fee", underpriced},
		{"feetoolow", underpriced},
		{"replacementnotallowed", underpriced},
	} {
		if strings.Contains(text, c.words) {
			return c.verdict
		}
	}
	return refused
}

// isRevert says whether a call failed in the EVM, as opposed to on its way there.
func isRevert(err error) bool {
	e, ok := errors.AsType[rpc.Error](err)
	return ok && (e.ErrorCode() == 3 || strings.Contains(e.Error(), "revert"))
}
