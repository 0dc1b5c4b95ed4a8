package origin_test

import (
	"testing"
	"time"

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
		init, part, err := k.Load(t.Context())
		require.NoError(t, err)
		found = append(found, string(init)+string(part))
	}
	require.Equal(t, []string{
		"init of 720p" + content("720p", 0), "init of 720p" + content("720p", 4),
		"init of source" + content("source", 8), "init of source" + content("source", 12),
	}, found, "of the smallest rendition that has it")
	next, _, _ := st.stream.Gap(20 * media.Second)
	st.stream.Skip("720p", next)
	require.Len(t, st.stream.Keyframes(), 4, "a gap has none")
}

// What has left memory is found in the archive.
func TestKeyframes_rewind(t *testing.T) {
	st := newStudio(t, origin.Config{})
	a := &shelf{lost: 7}
	st.stream.Tap(a)
	st.stream.Rewind(4*time.Minute, a)
	st.ladder().publishAll(0, 400, "source", "720p", "audio")
	list := st.stream.Keyframes()
	require.Len(t, list, 100-1, "without the one that was lost")
	for n, k := range list {
		seq := n
		if n >= 7 {
			seq++
		}
		require.Equal(t, media.SegmentSeq(seq), k.Segment)
		init, part, err := k.Load(t.Context())
		require.NoError(t, err)
		require.Equal(t, "init of 720p", string(init))
		require.Equal(t, content("720p", 4*seq), string(part))
	}
	a.err = origin.ErrArchiveBusy
	_, _, err := list[0].Load(t.Context())
	require.ErrorIs(t, err, origin.ErrArchiveBusy)
}
