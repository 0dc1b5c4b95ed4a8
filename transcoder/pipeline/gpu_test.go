package pipeline_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/transcoder/gpu"
	"github.com/millrace/millrace/transcoder/internal/gputest"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// The places that a GPU has a part in.
var (
	gpuX264  = place{encoder: pipeline.EncoderX264, gpu: true}
	gpuNVENC = place{encoder: pipeline.EncoderNVENC}
)

// probed is what this machine's GPU is good for.
var probed = sync.OnceValues(func() (pipeline.Encoder, error) {
	return pipeline.ProbeGPU(context.Background(), true)
})

// onGPU runs a test at each place that a GPU has a part in.
func onGPU(t *testing.T, test func(t *testing.T, at place)) {
	t.Run("x264", func(t *testing.T) {
		gputest.System(t)
		test(t, gpuX264)
	})
	t.Run("NVENC", func(t *testing.T) {
		gputest.System(t)
		if e, err := probed(); err != nil || e.Name != pipeline.EncoderNVENC {
			gputest.NoEncoder(t, fmt.Sprint(e.Why, err))
		}
		test(t, gpuNVENC)
	})
}

func TestGPU_probe(t *testing.T) {
	gputest.System(t)
	e, err := probed()
	require.NoError(t, err)
	require.True(t, e.GPU)
	require.Greater(t, e.PixelRate, int64(10_000_000))
	require.Equal(t, e.Name == pipeline.EncoderX264, strings.Contains(e.Why, "NVENC"))
	t.Logf("%+v", e)
}

// Whatever a session can transcode, it can with a GPU, in the same parts, frames and times. What NVDEC does not take is
// decoded in main memory.
func TestGPU_session(t *testing.T) {
	inMemory := []string{"10 bit", "4:2:2", "size that is no multiple of 2", "AV1", "AV1 of 10 bit at 29.97"}
	onGPU(t, func(t *testing.T, at place) {
		for _, test := range videos {
			t.Run(test.name, func(t *testing.T) {
				source := sourcetest.Make(t, test.spec)
				rungs := ladder(test.sizes...)
				out, decoded := transcodeOn(t, at, source, rungs, source.Parts)
				require.Equal(t, !slices.Contains(inMemory, test.name), decoded, "decoded by the GPU")
				for i, r := range rungs {
					checkRung(t, source, out.parts[i], out.inits[i], source.Parts, r)
				}
			})
		}
	})
}

func TestGPU_colours(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) {
		for _, test := range colourTests {
			t.Run(test.name, func(t *testing.T) { checkColours(t, at, test) })
		}
	})
}

// A part comes out when it went in, and not when the next one does.
func TestGPU_partAtOnce(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) { checkPartAtOnce(t, at) })
}

// A rung that begins later than the ones below it is scaled for them, and its own pictures are dropped.
func TestGPU_takeOver(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) {
		source := sourcetest.Make(t, sourcetest.Spec{BFrames: 2})
		segment := slices.IndexFunc(source.Parts, func(p media.Part) bool { return p.ID.Segment == 1 })
		rungs := ladder([2]int{480, 270}, [2]int{320, 180})
		rungs[0].First, rungs[1].First = media.PartID{Segment: 1, Part: 2}, media.PartID{Segment: 1, Part: 1}
		out, _ := transcodeOn(t, at, source, rungs, source.Parts[segment:])
		for i, r := range rungs {
			checkRung(t, source, out.parts[i], out.inits[i], source.Parts[segment+2-i:], r)
		}
	})
}

// Players keep the init segment when a stream moves between transcoders that have a GPU and ones that have none.
func TestGPU_sameInit(t *testing.T) {
	gputest.System(t)
	for _, pixels := range []string{"yuv420p", "yuvj420p", "yuv422p"} {
		source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1, PixelFormat: pixels})
		rungs := ladder([2]int{640, 360}, [2]int{320, 180})
		out, _ := transcodeOn(t, gpuX264, source, rungs, source.Parts)
		require.Equal(t, transcode(t, source, rungs, source.Parts).inits, out.inits, pixels)
	}
}

// What is scaled on a GPU looks as good as what is scaled in main memory: both are held against the source, scaled straight
// to the rung's size by FFmpeg.
func TestGPU_quality(t *testing.T) {
	gputest.System(t)
	source := sourcetest.Make(t, sourcetest.Spec{
		Width: 1920, Height: 1080, Seconds: 2,
		Filter: "noise=alls=8:allf=t", Args: []string{"-preset", "veryfast", "-crf", "16"},
	})
	rungs := ladder([2]int{1280, 720}, [2]int{854, 480}, [2]int{640, 360})
	for i := range rungs {
		rungs[i].Bitrate *= 3 // the encoder should not be what is compared
	}
	onGPU, decoded := transcodeOn(t, gpuX264, source, rungs, source.Parts)
	require.True(t, decoded)
	inMemory := transcode(t, source, rungs, source.Parts)
	for i, r := range rungs {
		a := ssim(t, sourcetest.Write(t, onGPU.inits[i], onGPU.parts[i]), source.Path, r)
		b := ssim(t, sourcetest.Write(t, inMemory.inits[i], inMemory.parts[i]), source.Path, r)
		t.Logf("%dx%d: SSIM %.4f on the GPU, %.4f in main memory", r.Width, r.Height, a, b)
		require.Greater(t, a, b-0.015, "%dx%d", r.Width, r.Height)
	}
}

// ssim compares a rendition with its source, frame by frame.
func ssim(t *testing.T, rendition, source string, r pipeline.Rung) float64 {
	t.Helper()
	graph := fmt.Sprintf("[0:v]setpts=N[a];[1:v]setpts=N,scale=%d:%d:flags=bicubic[b];[a][b]ssim", r.Width, r.Height)
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-i", rendition, "-i", source, "-filter_complex", graph, "-f", "null", "-").CombinedOutput()
	require.NoError(t, err, "%s", out)
	found := regexp.MustCompile(`SSIM.* All:([0-9.]+)`).FindSubmatch(out)
	require.NotNil(t, found, "%s", out)
	v, err := strconv.ParseFloat(string(found[1]), 64)
	require.NoError(t, err)
	return v
}

// Another picture size ends the session with an error that says so, and the next session works.
func TestGPU_sizeChanges(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) {
		source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
		for _, spec := range []sourcetest.Spec{
			{Width: 320, Height: 240, Seconds: 1},
			{Seconds: 1, PixelFormat: "yuv422p", Args: []string{"-profile:v", "high422"}}, // NVDEC gives up on it
		} {
			other := sourcetest.Make(t, spec)
			s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{320, 180}), Encoder: at.encoder, GPU: at.gpu}, newCollector())
			require.NoError(t, err)
			last := source.Parts[len(source.Parts)-1]
			for _, p := range source.Parts {
				require.NoError(t, s.Part(p))
			}
			err = s.Part(behind(t, other, last))
			if err == nil {
				err = s.Finish()
			}
			require.ErrorIs(t, err, pipeline.ErrSourceChanged)
			s.Close()
		}
		transcodeOn(t, at, source, ladder([2]int{320, 180}), source.Parts)
	})
}

// behind is the first part of other, with its parameter sets in band, as the part behind last.
func behind(t *testing.T, other sourcetest.Source, last media.Part) media.Part {
	t.Helper()
	p := other.Parts[0]
	frag, err := fmp4.ParsePart(p.Data)
	require.NoError(t, err)
	sps, pps := testmedia.Sets(other.Format)
	head := h264.AppendLength(h264.AppendLength(nil, sps), pps)
	frag.Samples[0].Data = append(head, frag.Samples[0].Data...)
	p.ID, p.Start = media.PartID{Segment: last.ID.Segment + 1}, last.End()
	p.Data = fmp4.MarshalPart(2, int64(p.Start), frag.Samples)
	return p
}

// Damaged video costs a session at most: it ends with an error that blames the source, or goes on with every frame in its
// place (NVDEC conceals what is damaged inside a slice). The process and the device go on.
func TestGPU_damage(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) {
		source := sourcetest.Make(t, sourcetest.Spec{Seconds: 2, BFrames: 1})
		rungs := ladder([2]int{320, 180})
		failed := 0
		for seed := range uint64(40) {
			random := rand.New(rand.NewPCG(seed, 0))
			out := newCollector()
			s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs, Encoder: at.encoder, GPU: at.gpu}, out)
			require.NoError(t, err)
			for i := 0; i < len(source.Parts) && err == nil; i++ {
				err = s.Part(damaged(t, source.Parts[i], random))
			}
			if err == nil {
				err = s.Finish()
			}
			s.Close()
			if err != nil {
				require.ErrorIs(t, err, pipeline.ErrSource, "seed %d", seed)
				failed++
				continue
			}
			require.Equal(t, source.PTS, times(sourcetest.Decode(t, out.inits[0], out.parts[0])), "seed %d", seed)
		}
		t.Logf("%d of 40 sessions failed", failed)
		out, _ := transcodeOn(t, at, source, rungs, source.Parts)
		checkRung(t, source, out.parts[0], out.inits[0], source.Parts, rungs[0])
	})
}

// damaged flips a bit in one frame of three.
func damaged(t *testing.T, p media.Part, random *rand.Rand) media.Part {
	t.Helper()
	frag, err := fmp4.ParsePart(p.Data)
	require.NoError(t, err)
	for i, s := range frag.Samples {
		if random.IntN(3) == 0 {
			s.Data = slices.Clone(s.Data)
			s.Data[random.IntN(len(s.Data))] ^= 1 << random.IntN(8)
			frag.Samples[i] = s
		}
	}
	p.Data = fmp4.MarshalPart(1, frag.Start, frag.Samples)
	return p
}

// Fifty sessions leave nothing behind in either memory, whether they finish or are closed in the middle.
func TestGPU_memory(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) {
		system := gputest.System(t)
		used := func() int64 {
			l, err := system.Load(system.Devices()[0].UUID)
			require.NoError(t, err)
			if l.MemoryUsed == gpu.Unknown {
				t.Skip("the driver does not tell how much memory is used")
			}
			return l.MemoryUsed
		}
		source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
		session := func(n int) {
			s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{320, 180}, [2]int{160, 90}), Encoder: at.encoder, GPU: at.gpu}, discard{})
			require.NoError(t, err)
			require.NoError(t, s.Part(source.Parts[0]))
			if n%2 == 0 {
				require.NoError(t, s.Finish())
			}
			s.Close()
		}
		session(0) // the driver keeps something of the first one
		before := used()
		requireSteady(t, 4<<20, func() {
			for n := range 50 {
				session(n)
			}
		})
		require.Less(t, used()-before, int64(64<<20), "bytes on the device")
	})
}

// BenchmarkSession transcodes 1080p30 to 720p, 480p and 360p, and lets the next part in when the last one is out on every
// rung. It reports the processor time for a minute of video, and how long a part took.
func BenchmarkSession(b *testing.B) {
	source := sourcetest.Make(b, sourcetest.Spec{
		Width: 1920, Height: 1080, Seconds: 20,
		Filter: "noise=alls=8:allf=t", Args: []string{"-preset", "veryfast", "-b:v", "6M", "-maxrate", "6M", "-bufsize", "6M"},
	})
	rungs := ladder([2]int{1280, 720}, [2]int{854, 480}, [2]int{640, 360})
	for i, bitrate := range []int{3_000_000, 1_200_000, 700_000} {
		rungs[i].Bitrate = bitrate
	}
	for name, at := range map[string]place{"memory": memory, "GPU": gpuX264, "NVENC": gpuNVENC} {
		b.Run(name, func(b *testing.B) {
			if at != memory {
				gputest.System(b)
			}
			if e, err := probed(); at == gpuNVENC && (err != nil || e.Name != pipeline.EncoderNVENC) {
				gputest.NoEncoder(b, fmt.Sprint(e.Why, err))
			}
			var delays []time.Duration
			var first, opening time.Duration
			before := processorTime(b)
			for b.Loop() {
				arrived := make(chan media.PartID, 3*len(source.Parts))
				began := time.Now()
				s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs, Encoder: at.encoder, GPU: at.gpu}, notifier(arrived))
				require.NoError(b, err)
				opening += time.Since(began)
				for i, p := range source.Parts {
					began := time.Now()
					require.NoError(b, s.Part(p))
					for range rungs {
						<-arrived
					}
					if i == 0 {
						first += time.Since(began)
						continue
					}
					delays = append(delays, time.Since(began))
				}
				require.NoError(b, s.Finish())
				s.Close()
			}
			minutes := float64(b.N) * 20 / 60
			slices.Sort(delays)
			b.ReportMetric((processorTime(b)-before).Seconds()/minutes, "cpu-s/min")
			b.ReportMetric(delays[len(delays)/2].Seconds()*1000, "ms/part-p50")
			b.ReportMetric(delays[len(delays)*95/100].Seconds()*1000, "ms/part-p95")
			b.ReportMetric(first.Seconds()*1000/float64(b.N), "ms/first-part")
			b.ReportMetric(opening.Seconds()*1000/float64(b.N), "ms/open")
		})
	}
}

func processorTime(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
