package origin_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/origin"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// events are those before a file, by the data they hold, with their times in seconds.
func (st *studio) events(uri, content string) (times []float64, tags []string) {
	st.t.Helper()
	before, part := fmp4.CutEvents(st.get(uri).Body.Bytes())
	require.Equal(st.t, content, string(part))
	events, err := fmp4.ParseEvents(before)
	require.NoError(st.t, err)
	for _, e := range events {
		require.Equal(st.t, fmp4.ID3Scheme, e.Scheme)
		times, tags = append(times, float64(e.Time)/float64(e.Timescale)), append(tags, string(e.Data))
	}
	return times, tags
}

func (st *studio) tag(at media.Ticks, data string) media.Ticks {
	st.t.Helper()
	at, err := st.stream.Metadata(at, []byte(data))
	require.NoError(st.t, err)
	return at
}

// What is said comes in every video rendition, in the part that is played then, however late a rung is.
func TestMetadata(t *testing.T) {
	st := newStudio(t, origin.Config{})
	a := &shelf{}
	st.stream.Tap(a)
	st.ladder().publish("source", 0, 2).publish("720p", 0, 2)
	require.Equal(t, media.Second, st.tag(origin.Next, "now"))
	require.Equal(t, 3*media.Second, st.tag(3*media.Second, "later"))
	st.tag(origin.Next, "too")
	st.publish("source", 2, 8).publish("audio", 0, 8).publish("720p", 2, 8)
	for _, name := range []string{"source", "720p"} {
		u := urisOf(name, st.playlist(name+"/media.m3u8"))
		for n, want := range map[int][]string{1: nil, 2: {"now", "too"}, 3: nil, 5: nil, 6: {"later"}, 7: nil} {
			times, tags := st.events(u.parts[n], content(name, n))
			require.Equal(t, want, tags, "%s %d", name, n)
			switch n {
			case 2:
				require.Equal(t, []float64{1, 1}, times)
			case 6:
				require.Equal(t, []float64{3}, times)
			}
		}
		var parts string
		for _, uri := range u.parts[4:8] {
			parts += st.get(uri).Body.String()
		}
		require.Equal(t, parts, st.get(u.segments[1]).Body.String(), "a segment is its parts")
		require.Contains(t, a.segments[name][1][2], "later", "what is recorded has it too")
	}
	for n, uri := range urisOf("audio", st.playlist("audio/media.m3u8")).parts {
		_, tags := st.events(uri, content("audio", n))
		require.Empty(t, tags)
	}
}

// A stream without pictures has it in its main sound, on the sound's timescale.
func TestMetadata_sound_alone(t *testing.T) {
	st := newStudio(t, origin.Config{}).init("audio").publish("audio", 0, 5)
	st.tag(origin.Next, "now")
	st.publish("audio", 5, 8)
	times, tags := st.events(urisOf("audio", st.playlist("audio/media.m3u8")).parts[5], content("audio", 5))
	require.Equal(t, []string{"now"}, tags)
	require.Equal(t, []float64{2.5}, times)
}

// While nobody publishes a tag waits for whoever comes back.
func TestMetadata_gap(t *testing.T) {
	st := newStudio(t, origin.Config{}).init("source").publish("source", 0, 4)
	st.tag(3*media.Second, "in the gap")
	st.stream.Gap(6 * media.Second)
	st.publish("source", 12, 16)
	times, tags := st.events(urisOf("source", st.playlist("source/media.m3u8")).parts[12], content("source", 12))
	require.Equal(t, []string{"in the gap"}, tags)
	require.Equal(t, []float64{6}, times)
}

func TestMetadata_refuses(t *testing.T) {
	st := newStudio(t, origin.Config{}).init("source").publish("source", 0, 5)
	for name, tt := range map[string]struct {
		at   media.Ticks
		data []byte
		want error
	}{
		"past":     {2 * media.Second, []byte("x"), origin.ErrTagPast},
		"ahead":    {2 * 3600 * media.Second, []byte("x"), origin.ErrTagAhead},
		"empty":    {origin.Next, nil, origin.ErrTag},
		"too_much": {origin.Next, make([]byte, origin.MaxTag+1), origin.ErrTag},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := st.stream.Metadata(tt.at, tt.data)
			require.ErrorIs(t, err, tt.want)
		})
	}
	for range 30 {
		st.tag(origin.Next, "x")
	}
	_, err := st.stream.Metadata(origin.Next, []byte("x"))
	require.ErrorIs(t, err, origin.ErrTagRate)
	st.at(media.FromDuration(st.clock().Sub(epoch) + time.Second/10))
	st.tag(origin.Next, "x") // one more in a tenth of a second
	_, err = st.stream.Metadata(origin.Next, []byte("x"))
	require.ErrorIs(t, err, origin.ErrTagRate)
	st.stream.End()
	_, err = st.stream.Metadata(origin.Next, []byte("x"))
	require.ErrorIs(t, err, origin.ErrEnded)
}
