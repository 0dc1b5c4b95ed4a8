package answers_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/millrace/millrace/broadcaster/answers"
	"github.com/millrace/millrace/broadcaster/answers/answerstest"
)

func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answerstest.Conform(t, answers.NewMemory(), func(d time.Duration) { <-time.After(d) })
	})
}
