package pipeline_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// fileOf is an init segment and parts as one file.
func fileOf(t *testing.T, init []byte, parts []media.Part) []byte {
	t.Helper()
	b, err := os.ReadFile(sourcetest.Write(t, init, parts))
	require.NoError(t, err)
	return b
}

func sourceFile(t *testing.T, s sourcetest.Source) []byte {
	t.Helper()
	init, err := fmp4.VideoInit(s.Format)
	require.NoError(t, err)
	return fileOf(t, init, s.Parts)
}

// What is compared here agrees with FFmpeg's filter.
func TestCompare(t *testing.T) {
	for _, test := range []struct {
		name string
		spec sourcetest.Spec
		rung media.Rendition
	}{
		{"smaller", sourcetest.Spec{Seconds: 2, BFrames: 2, Filter: "noise=alls=20:allf=t"}, media.Rendition{Width: 320, Height: 180, Bitrate: 150_000}},
		{"of the source's size", sourcetest.Spec{Seconds: 2, Width: 320, Height: 180}, media.Rendition{Width: 320, Height: 180, Bitrate: 300_000}},
		{"HEVC of 10 bit", sourcetest.Spec{Seconds: 2}, media.Rendition{Width: 320, Height: 180, Bitrate: 150_000, Codec: media.CodecHEVC, BitDepth: 10}},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := sourcetest.Make(t, test.spec)
			test.rung.Name = "r"
			rungs := []pipeline.Rung{{Rendition: test.rung}}
			made := transcode(t, source, rungs, source.Parts)
			rendition := fileOf(t, made.inits[0], made.parts[0])
			got, err := pipeline.Compare(t.Context(), bytes.NewReader(sourceFile(t, source)), bytes.NewReader(rendition), false)
			require.NoError(t, err)
			want := ssimOfFrames(t, sourcetest.Write(t, made.inits[0], made.parts[0]), source.Path, rungs[0])
			var sum float64
			for _, v := range want {
				sum += v
			}
			require.InDelta(t, sum/float64(len(want)), got, 0.005)
			require.Less(t, got, 0.9999)
		})
	}
	t.Run("fewer frames", func(t *testing.T) {
		source := sourcetest.Make(t, sourcetest.Spec{Seconds: 2})
		rungs := atRates(media.Rational{Num: 15, Den: 1})
		made := transcode(t, source, rungs, source.Parts)
		got, err := pipeline.Compare(t.Context(), bytes.NewReader(sourceFile(t, source)), bytes.NewReader(fileOf(t, made.inits[0], made.parts[0])), false)
		require.NoError(t, err)
		require.Greater(t, got, 0.9, "each with the source's frame of its time")
	})
	t.Run("itself", func(t *testing.T) {
		file := sourceFile(t, sourcetest.Make(t, sourcetest.Spec{Seconds: 1, Width: 320, Height: 180}))
		got, err := pipeline.Compare(t.Context(), bytes.NewReader(file), bytes.NewReader(file), false)
		require.NoError(t, err)
		require.InDelta(t, 1, got, 1e-12)
	})
	t.Run("cut", func(t *testing.T) {
		source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
		rungs := ladder([2]int{180, 180})
		rungs[0].Fit = media.FitCover
		made := transcode(t, source, rungs, source.Parts)
		rendition := fileOf(t, made.inits[0], made.parts[0])
		values := map[bool]float64{}
		for _, cover := range []bool{false, true} {
			var err error
			values[cover], err = pipeline.Compare(t.Context(), bytes.NewReader(sourceFile(t, source)), bytes.NewReader(rendition), cover)
			require.NoError(t, err)
		}
		require.Greater(t, values[true], values[false]+0.1, "what is compared is what was kept")
	})
}

func TestCompare_fails(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
	file := sourceFile(t, source)
	later := sourceFile(t, sourcetest.Make(t, sourcetest.Spec{Seconds: 1, Start: 2*media.Second + 1}))
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, tt := range map[string]struct {
		ctx       context.Context
		rendition []byte
	}{
		"nothing":     {t.Context(), nil},
		"other times": {t.Context(), later},
		"cut off":     {t.Context(), file[:len(file)*9/10]},
		"garbage":     {t.Context(), slices.Repeat([]byte{7}, 1000)},
		"given up":    {canceled, file},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := pipeline.Compare(tt.ctx, bytes.NewReader(file), bytes.NewReader(tt.rendition), false)
			require.Error(t, err)
		})
	}
}
