package redeemer_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/chain/chaintest"
)

func TestMain(m *testing.M) {
	if args := childArgs(); len(args) > 0 {
		if err := child(args); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1) //nolint:forbidigo // a process of its own
		}
		os.Exit(0) //nolint:forbidigo // likewise
	}
	goleak.VerifyTestMain(m, chaintest.Remains()...)
}
