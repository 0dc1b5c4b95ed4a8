package pipeline_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// counting is a collector that can be asked at any time for what has come.
type counting struct {
	mu sync.Mutex
	*collector
}

func (c *counting) Init(rung int, init []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.collector.Init(rung, init)
}

func (c *counting) Part(rung int, p media.Part, d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.collector.Part(rung, p, d)
}

func (c *counting) has(rung int, id media.PartID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.parts[rung], func(p media.Part) bool { return p.ID == id })
}

// TestSession_closedParts: the renditions of a segment whose end is told wait for nothing, and are what they are otherwise,
// to the bit, whether the next segment needs pictures of this one or not.
func TestSession_closedParts(t *testing.T) {
	const early = 19 * media.Second / 10 // the picture that leads an open GOP is decoded before its time
	for _, test := range []struct {
		name       string
		spec       sourcetest.Spec
		interlaced bool
	}{
		{"no B-frames", sourcetest.Spec{}, false},
		{"no B-frames, which the parameter sets do not say", sourcetest.Spec{Args: []string{"-bsf:v", "filter_units=remove_types=6"}}, false},
		{"B-frames", sourcetest.Spec{BFrames: 2}, false},
		{"B-frame pyramid", sourcetest.Spec{BFrames: 5, Args: []string{"-b-pyramid", "normal", "-preset", "fast"}}, false},
		{"B-frames, open GOPs", sourcetest.Spec{BFrames: 2, SegmentTicks: early, Args: []string{"-x264-params", "open-gop=1"}}, false},
		{"HEVC with B-frames", sourcetest.Spec{Codec: media.CodecHEVC, BFrames: 3}, false},
		{"HEVC with B-frames, open GOPs", sourcetest.Spec{Codec: media.CodecHEVC, BFrames: 3, SegmentTicks: early, Args: []string{"-x265-params", openGOP}}, false},
		{"interlaced, B-frames", sourcetest.Spec{BFrames: 2, Args: []string{"-x264-params", "tff=1"}}, true},
		{"AV1", sourcetest.Spec{Codec: media.CodecAV1, Seconds: 4}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := sourcetest.Make(t, test.spec)
			rungs := ladder([2]int{320, 180}, [2]int{160, 90})
			want := transcode(t, source, rungs, source.Parts)

			out := &counting{collector: newCollector()}
			s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs}, out)
			require.NoError(t, err)
			defer s.Close()
			for _, p := range source.Parts {
				p.Closed = p.Last
				require.NoError(t, s.Part(p))
				if p.Closed {
					require.Eventually(t, func() bool { return out.has(0, p.ID) && out.has(1, p.ID) }, time.Minute, time.Millisecond, "part %s", p.ID)
				}
			}
			require.NoError(t, s.Finish())
			for i, r := range rungs {
				checkRung(t, source, out.parts[i], out.inits[i], source.Parts, r)
				if !test.interlaced { // there a picture looks a little different without the one before
					require.Equal(t, want.parts[i], out.parts[i])
				}
			}
		})
	}
	t.Run("a frame is presented before the end that was told", func(t *testing.T) {
		source := sourcetest.Make(t, sourcetest.Spec{BFrames: 5, Args: []string{"-b-pyramid", "normal", "-preset", "fast"}})
		out := newCollector()
		s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{320, 180})}, out)
		require.NoError(t, err)
		defer s.Close()
		for _, p := range source.Parts {
			p.Closed = true
			if err = s.Part(p); err != nil {
				break
			}
		}
		require.ErrorIs(t, err, pipeline.ErrSource)
	})
}
