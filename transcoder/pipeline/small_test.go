package pipeline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// On one thread a session makes, to the byte, what it makes on several.
func TestSession_small(t *testing.T) {
	for name, test := range map[string]struct {
		spec  sourcetest.Spec
		rungs func([]pipeline.Rung)
	}{
		"every frame":        {sourcetest.Spec{Seconds: 5}, func([]pipeline.Rung) {}},
		"B-frames":           {sourcetest.Spec{Seconds: 5, BFrames: 2}, func([]pipeline.Rung) {}},
		"fewer frames below": {sourcetest.Spec{Seconds: 5}, func(r []pipeline.Rung) { r[1].FrameRate = media.Rational{Num: 15, Den: 1} }},
		"fewer frames above": {sourcetest.Spec{Seconds: 5}, func(r []pipeline.Rung) { r[0].FrameRate = media.Rational{Num: 15, Den: 1} }},
		"a later beginning":  {sourcetest.Spec{Seconds: 5}, func(r []pipeline.Rung) { r[2].First = media.PartID{Segment: 2} }},
	} {
		t.Run(name, func(t *testing.T) {
			source := sourcetest.Make(t, test.spec)
			rungs := ladder([2]int{192, 108}, [2]int{128, 72}, [2]int{96, 54})
			test.rungs(rungs)
			several, _ := transcodeOn(t, memory, source, rungs, source.Parts)
			one, _ := transcodeOn(t, oneThread, source, rungs, source.Parts)
			require.NotEmpty(t, one.parts[2])
			require.Equal(t, several, one)
		})
	}
}

// A rung that fails ends the session there too, and so does Close in its middle.
func TestSession_smallFails(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 2})
	rungs := ladder([2]int{192, 108}, [2]int{96, 54})
	s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs}, newCollector())
	require.NoError(t, err)
	defer s.Close()
	require.Equal(t, 1, s.Stages())
	s.Download("scale=w=1:h=1,nosuchfilter")
	err = s.Part(source.Parts[0])
	require.ErrorContains(t, err, "rendition rb")
	require.NotErrorIs(t, err, pipeline.ErrSource)
	require.ErrorIs(t, s.Finish(), pipeline.ErrClosed)

	s, err = pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs}, newCollector())
	require.NoError(t, err)
	require.NoError(t, s.Part(source.Parts[0]))
	s.Close()
	require.ErrorIs(t, s.Part(source.Parts[1]), pipeline.ErrClosed)
}

// The stages of a session that is not small are its decoder and its rungs.
func TestSession_Stages(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
	s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{192, 108}, [2]int{96, 54}), SmallRate: -1}, newCollector())
	require.NoError(t, err)
	defer s.Close()
	require.Equal(t, 3, s.Stages())
}
