package origin_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/media"
)

func TestKeyframes(t *testing.T) {
	st := newStudio(t, origin.Config{}).ladder()
	require.Empty(t, st.stream.Keyframes())
	st.publishAll(0, 8, "source", "720p", "audio").publish("source", 8, 14)
	var found []string
	for n, k := range st.stream.Keyframes() {
		require.Equal(t, media.SegmentSeq(n), k.Segment)
		require.Equal(t, media.Ticks(n)*2*media.Second, k.Shown)
		found = append(found, string(k.Init)+string(k.Part))
	}
	require.Equal(t, []string{
		"init of 720p" + content("720p", 0), "init of 720p" + content("720p", 4),
		"init of source" + content("source", 8), "init of source" + content("source", 12),
	}, found, "of the smallest rendition that has it")
	next, _, _ := st.stream.Gap(20 * media.Second)
	st.stream.Skip("720p", next)
	require.Len(t, st.stream.Keyframes(), 4, "a gap has none")
}
