package transcoder_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/transcoder"
	"github.com/millrace/millrace/transcoder/agent"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// broken is a worker that can start nothing.
type broken struct{}

// Start implements agent.Worker.
func (broken) Start(context.Context) (agent.Child, error) { return nil, errors.New("broken") }

// TestTranscoder: a transcoder whose orchestrator is away, and whose children do not start, starts and stops.
func TestTranscoder(t *testing.T) {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	workers, err := identity.OpenWorkerCA(filepath.Join(t.TempDir(), "workers.pem"), crypto.PubkeyToAddress(key.PublicKey), "https://127.0.0.1:1")
	require.NoError(t, err)
	credential, err := workers.Issue("gpu-1", time.Hour)
	require.NoError(t, err)
	tc, err := transcoder.New(transcoder.Config{Credential: credential, PixelRate: 1}, transcoder.Deps{Worker: broken{}})
	require.NoError(t, err)
	require.NoError(t, tc.Stop(t.Context()), "before the start there is nothing to stop")

	ctx, cancel := context.WithCancel(t.Context())
	require.NoError(t, tc.Start(ctx))
	require.Error(t, tc.Start(ctx), "only once")
	cancel() // of the start, not of the transcoder
	select {
	case <-tc.Attached():
		require.Fail(t, "attached to nobody")
	default:
	}
	require.Zero(t, tc.Sessions())
	ctx, cancel = context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	require.NoError(t, tc.Stop(ctx))

	_, err = transcoder.New(transcoder.Config{Credential: credential}, transcoder.Deps{Worker: broken{}})
	require.Error(t, err)
}
