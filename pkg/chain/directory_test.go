package chain_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/holiman/uint256"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
)

var errDown = errors.New("down")

// fakeReader is a chain with one orchestrator whose stake is the round's number, or one that is down.
type fakeReader struct {
	mu    sync.Mutex
	round uint64
	err   error
	hangs bool
}

func (f *fakeReader) set(round uint64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.round, f.err = round, err
}

func (f *fakeReader) Snapshot(ctx context.Context) (chain.Snapshot, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hangs {
		<-ctx.Done()
		return chain.Snapshot{}, ctx.Err()
	}
	return chain.Snapshot{Round: f.round, Stakes: []chain.Stake{{Orchestrator: common.Address{1}, Weight: uint256.NewInt(f.round)}}}, f.err
}

func (f *fakeReader) Services(_ context.Context, orchestrators []common.Address) (map[common.Address]chain.Service, error) {
	services := map[common.Address]chain.Service{}
	for _, o := range orchestrators {
		services[o] = chain.Service{URI: "https://a.example", Operator: o}
	}
	return services, nil
}

func TestDirectory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reader := &fakeReader{err: errDown}
		d, err := chain.NewDirectory(chain.DirectoryConfig{Interval: time.Second}, reader)
		require.NoError(t, err)
		_, err = d.Current()
		require.ErrorIs(t, err, chain.ErrNoView)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- d.Run(ctx) }()

		// Nothing yet, and it says why.
		wait, stopWaiting := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		err = d.Wait(wait)
		stopWaiting()
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, chain.ErrNoView)
		require.ErrorIs(t, err, errDown)

		reader.set(7, nil)
		require.NoError(t, d.Wait(t.Context()))
		v, err := d.Current()
		require.NoError(t, err)
		require.NoError(t, v.Err)
		require.Equal(t, uint64(7), v.Snapshot.Round)
		require.Equal(t, "https://a.example", v.Services[common.Address{1}].URI)
		read := v.At
		require.Equal(t, time.Now(), read)

		// Down: the last view stays, and says since when and why.
		reader.set(8, errDown)
		<-time.After(time.Hour)
		synctest.Wait()
		v, err = d.Current()
		require.NoError(t, err)
		require.Equal(t, uint64(7), v.Snapshot.Round)
		require.ErrorIs(t, v.Err, errDown)
		require.Equal(t, read, v.At)

		// Back again.
		reader.set(9, nil)
		<-time.After(time.Second)
		synctest.Wait()
		v, err = d.Current()
		require.NoError(t, err)
		require.NoError(t, v.Err)
		require.Equal(t, uint64(9), v.Snapshot.Round)

		cancel()
		require.ErrorIs(t, <-done, context.Canceled)
	})
}

// A node that takes a request and never answers is as good as down.
func TestDirectoryBoundsAHangingRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, err := chain.NewDirectory(chain.DirectoryConfig{Timeout: 3 * time.Second}, &fakeReader{hangs: true})
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- d.Run(ctx) }()
		<-time.After(4 * time.Second)
		synctest.Wait()
		_, err = d.Current()
		require.ErrorIs(t, err, context.DeadlineExceeded)
		cancel()
		require.ErrorIs(t, <-done, context.Canceled)
	})
}

func TestDirectoryOverRPC(t *testing.T) {
	t.Parallel()
	d, err := chain.NewDevChain(chain.DevChainConfig{RPCAddr: "127.0.0.1:0"})
	require.NoError(t, err)
	require.NoError(t, d.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, d.Stop(context.Background())) })
	fs := founders(t, 1000, 2000, 5000)
	addresses, err := chain.Bootstrap(t.Context(), d, chain.DeployParams{}, fs)
	require.NoError(t, err)
	c := dial(t, d, addresses)

	directory, err := chain.NewDirectory(chain.DirectoryConfig{Interval: 20 * time.Millisecond}, c)
	require.NoError(t, err)
	background(t, directory.Run)
	require.NoError(t, directory.Wait(t.Context()))
	before, err := directory.Current()
	require.NoError(t, err)
	require.Len(t, before.Services, 3)
	require.Equal(t, fs[2].URI, before.Services[addr(fs[2].Key)].URI)

	require.NoError(t, d.Stop(t.Context()))
	require.Eventually(t, func() bool {
		v, err := directory.Current()
		return err == nil && v.Err != nil
	}, time.Minute, 10*time.Millisecond)
	after, err := directory.Current()
	require.NoError(t, err)
	require.Equal(t, before.Snapshot, after.Snapshot)
	require.Equal(t, before.Services, after.Services)
}

func TestNewDirectoryRefuses(t *testing.T) {
	_, err := chain.NewDirectory(chain.DirectoryConfig{Interval: -1}, &fakeReader{})
	require.Error(t, err)
}
