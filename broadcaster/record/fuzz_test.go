package record

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What a name is read as is written as that name again: nothing else in the store is taken for a part.
func FuzzParseName(f *testing.F) {
	f.Add(entry{Segment: 12, Part: 3, Init: 1, Shown: 4_860_000, Duration: 180_000, Frames: 15, Key: true, Cut: true}.name())
	f.Add("0000000001.000.0.0.1.1.n.mp4")
	f.Add("init-0.mp4")
	f.Fuzz(func(t *testing.T, name string) {
		e, ok := parseName("source", name)
		if ok {
			require.Equal(t, name, e.name())
			require.GreaterOrEqual(t, e.Part, 0)
		}
	})
}
