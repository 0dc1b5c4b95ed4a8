package pipeline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
)

// A rung of fewer frames says all that the source has said so far, in order, beside the next picture that it has.
func TestSession_captions_frameRates(t *testing.T) {
	source := captioned(t, sourcetest.Make(t, sourcetest.Spec{Rate: "60", GOP: 120, Seconds: 2, BFrames: 1}))
	rungs := atRates(media.Rational{Num: 15, Den: 1}, media.Rational{}, media.Rational{Num: 30, Den: 1})
	made := transcode(t, source, rungs, source.Parts)
	for i, r := range rungs {
		d, n := media.Decimator{Rate: r.FrameRate}, 0
		var want, got [][]byte
		for j, p := range made.parts[i] {
			frag, err := fmp4.ParsePart(p.Data)
			require.NoError(t, err)
			next := 0
			for k := range source.Parts[j].Frames {
				want = append(want, caption(n))
				n++
				if !d.Keep(p.ID, source.PTS[n-1], k == source.Parts[j].Frames-1) {
					continue
				}
				got = append(got, captionsOf(frag.Samples[next].Data)...)
				next++
				require.Equal(t, want, got, "frame %d", n)
			}
			require.Len(t, frag.Samples, next)
		}
	}
}
