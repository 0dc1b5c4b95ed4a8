package broadcaster_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/pkg/media"
)

// TestTypeScriptClient runs the tests of web/client against a broadcaster.
func TestTypeScriptClient(t *testing.T) {
	const folder = "../web/client"
	if _, err := os.Stat(folder + "/dist/test/client.test.js"); err != nil {
		t.Skip("the TypeScript client is not compiled: scripts/client.sh build does it")
	}
	quiet := slog.New(slog.DiscardHandler)
	log, err := events.OpenLog(t.Context(), events.LogConfig{File: filepath.Join(t.TempDir(), "events.db"), PrivateNetworks: true}, quiet)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, log.Close()) })
	emitter, err := events.New(events.Config{Log: log}, quiet)
	require.NoError(t, err)
	trigger := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		emitter.Emit(events.StreamStarted, "mine", map[string]string{"stream": "mine"})
	}))
	t.Cleanup(trigger.Close)
	const token = "0123456789abcdef"
	b := startWith(t, broadcaster.Config{Ladder: media.Ladder{}, APIToken: token}, broadcaster.Deps{Events: emitter, EventLog: log})
	cmd := exec.CommandContext(t.Context(), "node", "--test", "dist/test/")
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "MILLRACE_URL=http://"+b.HTTPAddr().String(), "MILLRACE_API_TOKEN="+token, "MILLRACE_TRIGGER="+trigger.URL)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
}
