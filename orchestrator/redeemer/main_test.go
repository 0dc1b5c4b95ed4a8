package redeemer_test

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if args := childArgs(); len(args) > 0 {
		if err := child(args); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1) //nolint:forbidigo // a process of its own
		}
		os.Exit(0) //nolint:forbidigo // likewise
	}
	goleak.VerifyTestMain(m,
		// go-ethereum keeps these for the life of the process.
		goleak.IgnoreTopFunction("github.com/ethereum/go-ethereum/core.(*txSenderCacher).cache"),
		// It ends a second after its database is closed.
		goleak.IgnoreTopFunction("github.com/syndtr/goleveldb/leveldb.(*DB).mpoolDrain"),
	)
}
