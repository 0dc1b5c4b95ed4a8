package pipeline_test

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

type discard struct{}

func (discard) Init(int, []byte)                    {}
func (discard) Part(int, media.Part, time.Duration) {}

// resident is the process's resident memory in bytes, less what Go can give back.
func resident(t *testing.T) int {
	t.Helper()
	debug.FreeOSMemory()
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("no /proc/self/statm on this system")
	}
	pages, err := strconv.Atoi(strings.Fields(string(b))[1])
	require.NoError(t, err)
	return pages * os.Getpagesize()
}

// requireSteady repeats work until it grows the process by less than bound bytes. A leak grows it each time; an allocator that has not
// seen the worst yet, or whose threads each keep some, comes to rest.
func requireSteady(t *testing.T, bound int, work func()) {
	t.Helper()
	work()
	before, grown := resident(t), []int(nil)
	for range 12 {
		work()
		after := resident(t)
		if grown = append(grown, after-before); after-before < bound {
			return
		}
		before = after
	}
	t.Errorf("memory keeps growing, by %v bytes", grown)
}

// played are a source's parts as they come when it is played round times before.
func played(t *testing.T, source sourcetest.Source, round int) (parts []media.Part) {
	t.Helper()
	last := source.Parts[len(source.Parts)-1]
	length, segments := last.End()-source.Parts[0].Start, last.ID.Segment+1
	for _, p := range source.Parts {
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		p.ID.Segment += media.SegmentSeq(round) * segments
		p.Start += media.Ticks(round) * length
		p.Data = fmp4.MarshalPart(1, int64(p.Start), frag.Samples)
		parts = append(parts, p)
	}
	return parts
}

// A long session does not grow, also where x264 does not take its pictures as they are.
func TestSession_memoryOverParts(t *testing.T) {
	for _, download := range []string{"", "format=pix_fmts=nv12"} {
		t.Run(download, func(t *testing.T) { checkMemoryOverParts(t, download) })
	}
}

func checkMemoryOverParts(t *testing.T, download string) {
	t.Helper()
	source := sourcetest.Make(t, sourcetest.Spec{Width: 160, Height: 90, Rate: "10", GOP: 20, BFrames: 1, Seconds: 4})
	s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{96, 54}, [2]int{64, 36})}, discard{})
	require.NoError(t, err)
	defer s.Close()
	s.Download(download)
	round := 0
	requireSteady(t, 1<<20, func() { // a frame lost of each part would be 4 MiB
		for n := 0; n < 200; round++ {
			for _, p := range played(t, source, round) {
				require.NoError(t, s.Part(p))
				n++
			}
		}
	})
	require.NoError(t, s.Finish())
}

// Sessions leave nothing behind, whether they finish or are closed in the middle.
func TestSession_memoryOverSessions(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
	requireSteady(t, 1<<20, func() { // one small frame lost of each session would be as much
		for n := range 40 {
			s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{320, 180}, [2]int{160, 90})}, discard{})
			require.NoError(t, err)
			require.NoError(t, s.Part(source.Parts[0]))
			if n%2 == 0 {
				require.NoError(t, s.Finish())
			}
			s.Close()
		}
	})
}
