package pipeline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// atRates makes a ladder of rungs that hang below one another, each at its frame rate.
func atRates(rates ...media.Rational) []pipeline.Rung {
	rungs := ladder([][2]int{{480, 270}, {320, 180}, {160, 90}, {96, 54}}[:len(rates)]...)
	for i := range rungs {
		rungs[i].FrameRate = rates[i]
	}
	return rungs
}

// checkDecimated holds a rung's parts against the source's: their span, and the frames that its rate leaves, no other.
func checkDecimated(t *testing.T, source sourcetest.Source, init []byte, got, want []media.Part, r pipeline.Rung) (frames []sourcetest.Frame) {
	t.Helper()
	require.Len(t, got, len(want))
	frames = sourcetest.Decode(t, init, got)
	skipped := 0
	for _, p := range source.Parts {
		if p.ID.Less(want[0].ID) {
			skipped += p.Frames
		}
	}
	d := media.Decimator{Rate: r.FrameRate}
	var kept []media.Ticks
	for i, p := range got {
		pts := source.PTS[skipped : skipped+want[i].Frames]
		skipped += want[i].Frames
		times := d.Frames(p.ID, pts)
		require.Equal(t, want[i].ID, p.ID)
		require.Equal(t, want[i].Last, p.Last)
		require.Equal(t, p.ID.Part == 0 || i == 0, p.Independent, "part %s", p.ID)
		require.Equal(t, pts[0], p.Start, "part %s", p.ID)
		require.Len(t, times, p.Frames)
		if i > 0 {
			require.Equal(t, got[i-1].End(), p.Start, "part %s", p.ID)
		}
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		require.Equal(t, int64(p.Duration), frag.Duration())
		require.Equal(t, p.Independent, frag.Samples[0].Key)
		kept = append(kept, times...)
	}
	require.Equal(t, kept, times(frames))
	return frames
}

func TestSession_frameRates(t *testing.T) {
	hz := func(num, den int) media.Rational { return media.Rational{Num: num, Den: den} }
	for _, test := range []struct {
		name  string
		spec  sourcetest.Spec
		rates []media.Rational
		want  []int // frames
	}{
		{"lower ones below", sourcetest.Spec{Rate: "60", GOP: 120, Seconds: 4}, []media.Rational{{}, hz(30, 1), hz(15, 1), hz(1, 1)}, []int{240, 120, 60, 8}},
		{"higher ones below", sourcetest.Spec{Rate: "60000/1001", GOP: 120, Seconds: 4}, []media.Rational{hz(15000, 1001), hz(30000, 1001), {}}, []int{60, 120, 240}},
		{"B-frames", sourcetest.Spec{Rate: "50", GOP: 100, Seconds: 4, BFrames: 3}, []media.Rational{hz(25, 1), hz(20, 1)}, []int{100, 80}},
		{"HEVC with open GOPs", sourcetest.Spec{Codec: media.CodecHEVC, BFrames: 3, Args: []string{"-x265-params", openGOP}}, []media.Rational{hz(15, 1), hz(10, 1)}, nil},
		{"interlaced", sourcetest.Spec{Seconds: 2, Args: []string{"-x264-params", "tff=1"}}, []media.Rational{hz(15, 1)}, []int{30}},
		{"never more than the source has", sourcetest.Spec{Rate: "24000/1001", GOP: 48, Seconds: 2}, []media.Rational{hz(60, 1)}, []int{48}},
		{"frame dropped now and then", sourcetest.Spec{Filter: `select=not(eq(mod(n\,7)\,3))`, Args: []string{"-fps_mode", "vfr"}}, []media.Rational{hz(15, 1)}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := sourcetest.Make(t, test.spec)
			rungs := atRates(test.rates...)
			made := transcode(t, source, rungs, source.Parts)
			for i, r := range rungs {
				frames := checkDecimated(t, source, made.inits[i], made.parts[i], source.Parts, r)
				if test.want != nil {
					require.Len(t, frames, test.want[i])
				}
			}
		})
	}
}

// A session that takes over in the middle of a segment goes on at every rung's rate, each frame once.
func TestSession_frameRates_takeOver(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Rate: "50", GOP: 100})
	rungs := atRates(media.Rational{Num: 25, Den: 1}, media.Rational{}, media.Rational{Num: 10, Den: 1})
	before := transcode(t, source, rungs, source.Parts)
	const segment, resumed = 4, 6 // indices in the parts
	for i := range rungs {
		rungs[i].First = source.Parts[resumed].ID
	}
	require.Equal(t, media.PartID{Segment: 1}, source.Parts[segment].ID)
	after := transcode(t, source, rungs, source.Parts[segment:])
	for i, r := range rungs {
		checkDecimated(t, source, after.inits[i], after.parts[i], source.Parts[resumed:], r)
		joined := append(before.parts[i][:resumed:resumed], after.parts[i]...)
		frames := sourcetest.Decode(t, before.inits[i], joined)
		for j := 1; j < len(frames); j++ {
			require.Greater(t, frames[j].PTS, frames[j-1].PTS)
		}
	}
}
