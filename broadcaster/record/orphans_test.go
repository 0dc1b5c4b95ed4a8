package record_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/record"
)

// Tapes of a node that does not come back are ended by one of those that share the store; a node that was cut off only has the last word.
func TestLookAfter(t *testing.T) {
	target := t.TempDir()
	gone := open(t, record.Config{URL: target, Node: "gone", Hold: time.Hour}, nil)
	tape := gone.Record("show", began, false, time.Hour)
	left := newStream(t, tape)
	left.publish(0, 40, all...)
	inStore(t, tape, 1, 10)
	passing := gone.Buffer("passing", began, time.Hour)
	newStream(t, passing).publish(0, 40, all...)
	inStore(t, passing, 1, 10)
	running := gone.Record("running", began, false, time.Hour)
	newStream(t, running).publish(0, 40, all...)
	inStore(t, running, 1, 10)
	parts := len(blobs(t, target, "source"))

	ready := make(chan record.Info, 4)
	var away atomic.Bool
	away.Store(true) // so that nothing is known of anybody
	held := func(_ context.Context, i record.Info) bool { return away.Load() || i.Stream == "running" }
	for _, node := range []string{"a", "b"} {
		r := open(t, record.Config{URL: target, Node: node, Hold: 2 * time.Millisecond}, func(i record.Info) { ready <- i })
		defer closeRecorder(t, r)
		r.LookAfter(held)
	}
	require.Never(t, func() bool { return len(ready) > 0 || len(blobs(t, target, "source")) < parts }, 200*time.Millisecond, 20*time.Millisecond)
	away.Store(false)
	info := <-ready
	require.Equal(t, tape.ID(), info.ID)
	require.Equal(t, "gone", info.Node)
	require.InDelta(t, 20, info.Seconds, 1e-9)
	require.Eventually(t, func() bool { return len(blobs(t, target, "source")) == parts-40 }, time.Minute, 10*time.Millisecond, "nobody goes back to what passed")

	left.publish(40, 48, all...)
	left.End()
	require.Eventually(t, func() bool {
		i, err := gone.Get(t.Context(), tape.ID())
		return err == nil && i.State == record.Ready && i.Seconds == 24
	}, time.Minute, 10*time.Millisecond)
	running.End(true)
	passing.End(true)
	closeRecorder(t, gone)
}
