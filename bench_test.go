package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/testmedia"
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
			require.Positive(t, r.Steps[0].Cores)
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
