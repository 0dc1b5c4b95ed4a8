package pipeline

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
)

// The assembler does not care whether an encoder gives a picture out at once or holds some back.
func TestAssembler(t *testing.T) {
	for delay := range 4 {
		a := assembler{resume: true}
		var out []finishedPart
		var held []access
		collect := func(p []finishedPart, err error) {
			require.NoError(t, err)
			out = append(out, p...)
		}
		give := func(keep int) {
			for len(held) > keep {
				require.NoError(t, a.encoded(held[0]))
				held = held[1:]
			}
			collect(a.ready())
		}
		picture := func(at place, pts int64) {
			idr := a.add(at, ticksOf(pts))
			held = append(held, access{key: idr, data: []byte{byte(pts)}})
			give(delay)
		}
		picture(place{part: id(4, 2)}, 100) // resumes in the middle of a segment
		picture(place{part: id(4, 2)}, 110)
		collect(a.close(mark{part: id(4, 2), start: 100, end: 120, last: true}))
		picture(place{part: id(5, 0)}, 120)
		picture(place{part: id(5, 0)}, 135)
		collect(a.close(mark{part: id(5, 0), start: 120, end: 140}))
		picture(place{part: id(5, 1)}, 140)
		collect(a.close(mark{part: id(5, 1), start: 139, end: 150}))
		give(0)

		require.Len(t, out, 3, "delay %d", delay)
		for i, want := range []struct {
			start, duration int64
			frames          int
			independent     bool
			last            bool
		}{{100, 20, 2, true, true}, {120, 20, 2, true, false}, {139, 11, 1, false, false}} {
			p := out[i]
			require.Equal(t, ticksOf(want.start), p.Start)
			require.Equal(t, ticksOf(want.duration), p.Duration)
			require.Equal(t, want.frames, p.Frames)
			require.Equal(t, want.independent, p.Independent)
			require.Equal(t, want.last, p.Last)
		}
		frag, err := fmp4.ParsePart(out[1].Data)
		require.NoError(t, err)
		require.Equal(t, uint32(2), frag.Seq)
		require.Equal(t, []fmp4.Sample{{Duration: 15, Key: true, Data: []byte{120}}, {Duration: 5, Data: []byte{135}}}, frag.Samples)
		frag, err = fmp4.ParsePart(out[2].Data)
		require.NoError(t, err)
		require.Equal(t, []fmp4.Sample{{Duration: 11, Offset: 1, Data: []byte{140}}}, frag.Samples, "its first picture was left out")
	}
}

func TestAssembler_errors(t *testing.T) {
	a := assembler{resume: true}
	require.ErrorIs(t, a.encoded(access{}), errExtraUnit)
	require.True(t, a.add(place{part: id(0, 0)}, 0))
	require.Error(t, a.encoded(access{key: false}), "no IDR where one was asked for")

	a = assembler{}
	a.add(place{part: id(0, 1)}, 10)
	require.NoError(t, a.encoded(access{data: []byte{1}}))
	_, err := a.close(mark{part: id(0, 1), start: 10, end: 10})
	require.ErrorIs(t, err, ErrSource, "a picture without duration")
}
