package pipeline_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// minutesOf is a number of minutes of video that an environment variable says; otherwise another.
func minutesOf(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	s := os.Getenv(variable)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	require.NoError(t, err)
	return n
}

// small is a source that costs next to nothing.
func small(seconds int) sourcetest.Spec {
	return sourcetest.Spec{
		Width: 96, Height: 54, Rate: "30000/1001", GOP: 60, BFrames: 2, Seconds: float64(seconds),
	}
}

// Over a long time every frame is on every rung once, at its own time: MILLRACE_LONG_MINUTES of 30000/1001 with B-frames, 2 otherwise.
func TestSession_long(t *testing.T) {
	minutes := minutesOf(t, "MILLRACE_LONG_MINUTES", 2)
	source := sourcetest.Make(t, small(60*minutes))
	require.InDelta(t, 60*minutes*30000/1001, len(source.PTS), 1)
	for i, pts := range source.PTS {
		require.Equal(t, source.PTS[0]+media.Ticks(i)*12012, pts) // a frame of 30000/1001
	}
	rungs := ladder([2]int{64, 36}, [2]int{48, 32}, [2]int{32, 32})
	rungs[1].FrameRate = media.Rational{Num: 15000, Den: 1001}
	rungs[2].Codec = media.CodecHEVC
	made := transcode(t, source, rungs, source.Parts)
	for i, r := range rungs {
		frames := checkDecimated(t, source, made.inits[i], made.parts[i], source.Parts, r)
		if r.FrameRate.Num == 0 {
			require.Equal(t, source.PTS, times(frames))
			continue
		}
		require.InDelta(t, len(source.PTS)/2, len(frames), 1)
		for j, f := range frames {
			require.Equal(t, source.PTS[2*j], f.PTS, "no drift")
		}
	}
}

// A session that goes on for days does not grow, in memory or in descriptors: MILLRACE_SOAK_MINUTES of video, 8 otherwise, as fast as
// they are taken. Memory is looked at after each eighth; from the second on it may grow by 4 MiB in all.
func TestSession_soak(t *testing.T) {
	minutes := minutesOf(t, "MILLRACE_SOAK_MINUTES", 8)
	clip := sourcetest.Make(t, small(60))
	rungs := ladder([2]int{64, 36}, [2]int{48, 32})
	rungs[1].FrameRate = media.Rational{Num: 15000, Den: 1001}
	counted := &frameCounter{frames: map[int]int{}}
	s, err := pipeline.New(pipeline.Config{Source: clip.Format, Ladder: rungs}, counted)
	require.NoError(t, err)
	defer s.Close()

	began, base, fds := time.Now(), 0, 0
	for round := range minutes {
		for _, p := range played(t, clip, round) {
			require.NoError(t, s.Part(p))
		}
		if step := max(minutes/8, 1); (round+1)%step == 0 && round+1 >= 2*step {
			now, open := resident(t), descriptors(t)
			if base == 0 {
				base, fds = now, open
			}
			t.Logf("%d minutes of video in %s: %.1f MiB, %d descriptors", round+1, time.Since(began).Round(time.Second), float64(now)/(1<<20), open)
			require.Less(t, now, base+4<<20)
			require.Equal(t, fds, open)
		}
	}
	require.NoError(t, s.Finish())
	require.Equal(t, minutes*len(clip.PTS), counted.frames[0], "no frame is lost or repeated")
	require.Equal(t, minutes*((len(clip.PTS)+1)/2), counted.frames[1])
}

// frameCounter counts each rung's frames.
type frameCounter struct{ frames map[int]int }

func (*frameCounter) Init(int, []byte)                               {}
func (c *frameCounter) Part(rung int, p media.Part, _ time.Duration) { c.frames[rung] += p.Frames }

// descriptors is how many files the process has open.
func descriptors(t *testing.T) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("no /proc/self/fd on this system")
	}
	return len(files)
}
