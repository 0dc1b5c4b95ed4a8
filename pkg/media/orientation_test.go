package media_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
)

func TestOrientation(t *testing.T) {
	f := media.VideoFormat{Width: 640, Height: 360}
	seen := map[media.Orientation]bool{}
	for turns := -4; turns < 4; turns++ {
		for _, mirror := range []bool{false, true} {
			o := media.NewOrientation(turns, mirror)
			require.True(t, o.Valid())
			require.Equal(t, (turns+4)%4, o.Turns())
			require.Equal(t, mirror, o.Mirrored())
			f.Orientation = o
			width, height := f.Shown()
			if turns%2 == 0 {
				require.Equal(t, [2]int{640, 360}, [2]int{width, height})
			} else {
				require.Equal(t, [2]int{360, 640}, [2]int{width, height})
			}
			seen[o] = true
		}
	}
	require.Len(t, seen, 8)
	require.False(t, media.Orientation(8).Valid())
}
