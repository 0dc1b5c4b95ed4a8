package journal_test

import (
	"testing"

	"github.com/millrace/millrace/broadcaster/journal"
	"github.com/millrace/millrace/broadcaster/journal/journaltest"
)

func TestMemory(t *testing.T) {
	m := journal.NewMemory()
	journaltest.Conform(t, func() journal.Store { return m })
}
