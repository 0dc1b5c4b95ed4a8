package ingest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

func TestReorder(t *testing.T) {
	const frame = media.Second / 30
	type picture struct {
		count int
		pts   int // frames; -1 if nothing says it
	}
	for name, tt := range map[string]struct {
		in   []picture
		want []float64 // frames
	}{
		"times agree":                   {[]picture{{0, 2}, {6, 5}, {2, 3}, {4, 4}}, []float64{2, 5, 3, 4}},
		"times agree, at odd distances": {[]picture{{0, 2}, {6, 50}, {2, 3}, {4, 49}}, []float64{2, 50, 3, 49}},
		"one missing, between others":   {[]picture{{0, 2}, {6, 5}, {2, 3}, {4, -1}}, []float64{2, 5, 3, 4}},
		"one missing, behind others":    {[]picture{{0, 2}, {6, 5}, {2, 3}, {4, 4}, {12, -1}}, []float64{2, 5, 3, 4, 8}},
		"all missing but the first":     {[]picture{{0, 2}, {6, -1}, {2, -1}, {4, -1}}, []float64{2, 5, 3, 4}},
		"a count a frame":               {[]picture{{0, 2}, {3, 5}, {1, -1}, {2, -1}, {6, -1}}, []float64{2, 5, 3, 4, 8}},
		"the first missing, later":      {[]picture{{0, 2}, {2, 3}, {0, -1}, {2, -1}}, []float64{2, 3, 4, 5}},
		"one that contradicts":          {[]picture{{0, 2}, {6, 5}, {2, 3}, {4, 9}, {8, 6}}, []float64{2, 5, 3, 4, 6}},
		"one that is there twice":       {[]picture{{0, 2}, {6, 5}, {2, 3}, {4, 3}}, []float64{2, 5, 3, 4}},
		"counts begin anew unannounced": {[]picture{{0, 2}, {100, 52}, {2, 53}, {4, 54}}, []float64{2, 52, 53, 54}},
	} {
		t.Run(name, func(t *testing.T) {
			var o ingest.Reorder
			var got []float64
			for i, p := range tt.in {
				dts := media.Ticks(i) * frame
				pts := media.Ticks(p.pts) * frame
				if p.pts < 0 {
					pts = dts
				}
				got = append(got, float64(o.Place(p.count, p.count == 0, p.pts >= 0, pts, dts, frame))/float64(frame))
			}
			require.InDeltaSlice(t, tt.want, got, 1e-3)
		})
	}
}

// Whatever counts and times come, pictures of one sequence are shown in the order of their counts.
func FuzzReorder(f *testing.F) {
	f.Add([]byte{0, 2, 6, 5, 2, 0x83, 4, 0x84})
	f.Add([]byte{0, 2, 6, 5, 2, 3, 4, 9, 8, 6})
	f.Fuzz(func(t *testing.T, b []byte) {
		const frame = media.Second / 30
		var o ingest.Reorder
		at := map[int]media.Ticks{}
		for i := 0; i+1 < len(b) && i < 60; i += 2 {
			count, known := int(b[i]%32), b[i+1] < 0x80
			if _, twice := at[count]; twice {
				continue
			}
			dts := media.Ticks(i/2) * frame
			pts := dts
			if known {
				pts = media.Ticks(b[i+1]) * frame
			}
			got := o.Place(count, len(at) == 0, known, pts, dts, frame)
			for other, placed := range at {
				if other < count {
					require.LessOrEqual(t, placed, got)
				} else {
					require.LessOrEqual(t, got, placed)
				}
			}
			at[count] = got
		}
	})
}
