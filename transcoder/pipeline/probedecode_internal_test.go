package pipeline

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// The clip that GPUs are tried with can be decoded, and tells pictures that differ from pictures that were scaled otherwise.
func TestClip(t *testing.T) {
	c, err := makeClip()
	require.NoError(t, err)
	require.Len(t, c.units, probeFrames)
	p, err := c.play(t.Context(), false)
	require.NoError(t, err)
	require.Equal(t, probeRounds*probeFrames, p.pictures)
	require.Len(t, p.last, 640*360)
	require.Positive(t, p.processor)
	require.Positive(t, p.wall)

	other := clip{format: c.format, units: c.units[:probeFrames-1]}
	q, err := other.play(t.Context(), false)
	require.NoError(t, err)
	require.Less(t, psnr(p.last, q.last), float64(minPSNR))
	require.Greater(t, psnr(p.last, p.last), 90.)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = c.play(ctx, false)
	require.ErrorIs(t, err, context.Canceled)
}
