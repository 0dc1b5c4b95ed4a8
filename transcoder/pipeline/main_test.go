package pipeline_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/millrace/millrace/transcoder/pipeline"
)

func TestMain(m *testing.M) {
	pipeline.LogErrorsOnly()
	goleak.VerifyTestMain(m)
}
