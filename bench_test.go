package main

import (
	"encoding/json"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/transcoder/pipeline"
)

func TestBench(t *testing.T) {
	clip := testmedia.FLV(t, testmedia.Spec{Width: 320, Height: 180, Seconds: 3, Audio: 48000})
	for name, source := range map[string][]string{
		"a test picture": {"--size", "320x180"},
		"a file":         {"--source", clip},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{"bench", "--json", "--rungs", "1", "--seconds", "1", "--max-sessions", "1", "--devices", "none"}, source...)
			code, stdout, stderr := millrace(t, args...)
			require.Equal(t, exitOK, code, stderr)
			var r benchReport
			require.NoError(t, json.Unmarshal([]byte(stdout), &r))
			require.Equal(t, []int{320, 180}, []int{r.Source.Width, r.Source.Height})
			require.InDelta(t, 30, r.Source.FrameRate, 0.01)
			require.Len(t, r.Ladder, 1)
			require.Len(t, r.Steps, 1)
			require.Zero(t, r.Steps[0].Missing)
			require.Positive(t, r.Steps[0].P50)
			require.Positive(t, r.Steps[0].FirstRung)
			require.GreaterOrEqual(t, r.Steps[0].FirstPart, r.Steps[0].FirstRung)
			require.Positive(t, r.Steps[0].Cores)
			require.Len(t, r.SSIM, 1)
			require.Greater(t, r.SSIM[0], 0.8)
			require.Less(t, r.SSIM[0], 1.0)
			if r.Sessions > 0 { // the machine may be busy
				require.InEpsilon(t, 0.8*float64(r.PixelRate), float64(r.Capacity), 0.01)
			}
		})
	}
	for name, args := range map[string][]string{
		"size":          {"--size", "320"},
		"size and more": {"--size", "320x180x3"},
		"seconds":       {"--seconds", "0"},
		"no file":       {"--source", filepath.Join(t.TempDir(), "none")},
		"frame rate":    {"--frame-rate", "0"},
		"no rung":       {"--size", "64x64"},
	} {
		t.Run("wrong "+name, func(t *testing.T) {
			code, _, stderr := millrace(t, append([]string{"bench", "--devices", "none", "--seconds", "1", "--max-sessions", "1"}, args...)...)
			require.Equal(t, exitUsage, code, stderr)
		})
	}
}

func TestMeasuredCapacity(t *testing.T) {
	here := pipeline.Encoder{Name: pipeline.EncoderX264}
	for name, tt := range map[string]struct {
		change func(*benchReport)
		want   string // of the error
	}{
		"of this machine": {func(*benchReport) {}, ""},
		"of a GPU":        {func(r *benchReport) { r.GPU = true }, "measure again"},
		"of other cores":  {func(r *benchReport) { r.Cores++ }, "measure again"},
		"of nothing":      {func(r *benchReport) { r.Capacity = 0 }, "not carry one session"},
	} {
		t.Run(name, func(t *testing.T) {
			r := benchReport{Encoder: here.Name, Cores: runtime.NumCPU(), Capacity: 12345}
			tt.change(&r)
			b, err := json.Marshal(r)
			require.NoError(t, err)
			got, err := measuredCapacity(writeFile(t, "bench.json", string(b)), here)
			if tt.want != "" {
				require.ErrorContains(t, err, tt.want)
				return
			}
			require.NoError(t, err)
			require.Equal(t, int64(12345), got)
		})
	}
	_, err := measuredCapacity(writeFile(t, "bench.json", "{"), here)
	require.Error(t, err)
	_, err = measuredCapacity(filepath.Join(t.TempDir(), "none"), here)
	require.Error(t, err)
}
