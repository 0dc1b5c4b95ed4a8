package gpu_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/transcoder/gpu"
	"github.com/millrace/millrace/transcoder/internal/gputest"
)

// The real driver tells the same as the mocked one.
func TestOpen_here(t *testing.T) {
	s := gputest.System(t)
	require.NotEmpty(t, s.Driver())
	for _, d := range s.Devices() {
		require.NotEmpty(t, d.Name)
		require.Regexp(t, "^(GPU|MIG)-", d.UUID)
		l, err := s.Load(d.UUID)
		require.NoError(t, err)
		t.Logf("%+v %+v", d, l)
		for _, percent := range []int{l.Encoder, l.Decoder, l.EncoderCapacity} {
			require.GreaterOrEqual(t, percent, gpu.Unknown)
			require.LessOrEqual(t, percent, 100)
		}
		found, err := gpu.Select(s.Devices(), d.UUID)
		require.NoError(t, err)
		require.Equal(t, []gpu.Device{d}, found)
	}
}

// Where there is no driver there is a reason, and no failure.
func TestOpen_noDriver(t *testing.T) {
	s, err := gpu.Open()
	if err == nil {
		s.Close()
		t.Skip("this machine has a GPU")
	}
	require.NotEmpty(t, err.Error())
	again, err := gpu.Open()
	require.Nil(t, again)
	require.Error(t, err)
}
