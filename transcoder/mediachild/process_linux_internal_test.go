package mediachild

import (
	"bytes"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A child's threads wake up late where only time wakes them; the parent's stay as they are.
func TestStart_timerSlack(t *testing.T) {
	slack := func(run func(*exec.Cmd) error) string {
		t.Helper()
		cmd := exec.Command("cat", "/proc/self/timerslack_ns")
		out := new(bytes.Buffer)
		cmd.Stdout = out
		require.NoError(t, onOneThread(func() error { return run(cmd) }))
		return strings.TrimSpace(out.String())
	}
	usual := slack((*exec.Cmd).Run)
	late := slack(func(cmd *exec.Cmd) error {
		if err := start(cmd); err != nil {
			return err
		}
		return cmd.Wait()
	})
	require.Equal(t, strconv.Itoa(int(idleTime)), late)
	require.NotEqual(t, late, usual)
	require.Equal(t, usual, slack((*exec.Cmd).Run))
}
