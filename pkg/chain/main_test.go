package chain_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/chain/chaintest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, chaintest.Remains()...)
}
