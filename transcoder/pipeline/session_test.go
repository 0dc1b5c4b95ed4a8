package pipeline_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// collector keeps what a session makes.
type collector struct {
	inits map[int][]byte
	parts map[int][]media.Part
}

func newCollector() *collector {
	return &collector{inits: map[int][]byte{}, parts: map[int][]media.Part{}}
}

func (c *collector) Init(rung int, init []byte) { c.inits[rung] = init }
func (c *collector) Part(rung int, p media.Part, _ time.Duration) {
	c.parts[rung] = append(c.parts[rung], p)
}

func ladder(sizes ...[2]int) []pipeline.Rung {
	var out []pipeline.Rung
	for i, s := range sizes {
		out = append(out, pipeline.Rung{Rendition: media.Rendition{
			Name: "r" + string(rune('a'+i)), Width: s[0], Height: s[1], Bitrate: 64_000 + 3*s[0]*s[1],
		}})
	}
	return out
}

// transcode runs a whole session over parts, in main memory.
func transcode(t *testing.T, source sourcetest.Source, rungs []pipeline.Rung, parts []media.Part) *collector {
	t.Helper()
	out, _ := transcodeOn(t, memory, source, rungs, parts)
	return out
}

// place is where a session works.
type place struct {
	encoder   string
	gpu       bool
	smallRate int
}

// On as many threads as a large source, or on one.
var (
	memory    = place{encoder: pipeline.EncoderX264, smallRate: -1}
	oneThread = place{encoder: pipeline.EncoderX264}
)

// transcodeOn is transcode at a place. It says, too, whether a GPU decoded.
func transcodeOn(t *testing.T, at place, source sourcetest.Source, rungs []pipeline.Rung, parts []media.Part) (*collector, bool) {
	t.Helper()
	out := newCollector()
	cfg := pipeline.Config{Source: source.Format, Ladder: rungs, Encoder: at.encoder, GPU: at.gpu, SmallRate: at.smallRate}
	s, err := pipeline.New(cfg, out)
	require.NoError(t, err)
	defer s.Close()
	for _, p := range parts {
		require.NoError(t, s.Part(p))
	}
	require.NoError(t, s.Finish())
	return out, s.DecodedOnGPU()
}

func times(frames []sourcetest.Frame) []media.Ticks {
	var out []media.Ticks
	for _, f := range frames {
		out = append(out, f.PTS)
	}
	return out
}

// checkRung holds a rung's parts against the source's.
func checkRung(t *testing.T, source sourcetest.Source, parts []media.Part, init []byte, want []media.Part, r pipeline.Rung) {
	t.Helper()
	require.Len(t, parts, len(want))
	track, err := fmp4.ParseInit(init)
	require.NoError(t, err)
	require.Equal(t, r.Width, track.Video.Width)
	require.Equal(t, r.Height, track.Video.Height)
	require.Equal(t, r.Format(), track.Video.Codec)
	frames := sourcetest.Decode(t, init, parts)

	skipped := 0
	for _, p := range source.Parts {
		if p.ID.Less(want[0].ID) {
			skipped += p.Frames
		}
	}
	n := 0
	for i, p := range parts {
		require.Equal(t, want[i].ID, p.ID)
		require.Equal(t, want[i].Frames, p.Frames)
		require.Equal(t, want[i].Last, p.Last)
		require.Equal(t, p.ID.Part == 0 || i == 0, p.Independent, "part %s", p.ID)
		require.Equal(t, source.PTS[skipped+n], p.Start)
		if i > 0 {
			require.Equal(t, parts[i-1].End(), p.Start, "part %s", p.ID)
		}
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		require.Equal(t, int64(p.Start), frag.Start)
		require.Equal(t, int64(p.Duration), frag.Duration())
		for j, s := range frag.Samples {
			key := p.Independent && j == 0
			require.Equal(t, key, s.Key)
			require.Equal(t, key, codec.IDR(r.Format(), s.Data))
			require.Zero(t, s.Offset)
			require.Equal(t, key, frames[n].Key)
			if key {
				requireParameterSets(t, s.Data, track.Video)
			}
			n++
		}
	}
	require.Equal(t, source.PTS[skipped:skipped+n], times(frames))
}

// requireParameterSets: an IDR carries the parameter sets of the init segment, in front of its slices.
func requireParameterSets(t *testing.T, unit []byte, v *media.VideoFormat) {
	t.Helper()
	inBand, err := codec.InBand(v.Codec, unit)
	require.NoError(t, err)
	require.Equal(t, v.Config, inBand.Config)
}

func TestSession_VP9(t *testing.T) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not on PATH: make deps builds it")
	}
	path := filepath.Join(t.TempDir(), "vp9.mp4")
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", "../../testdata/media/vp9_96x64p30_2s.ivf", "-c", "copy",
		"-video_track_timescale", strconv.Itoa(media.ClockRate), path).CombinedOutput()
	require.NoError(t, err, "%s", out)
	source := sourcetest.Read(t, path, sourcetest.Spec{Codec: media.CodecVP9, Width: 96, Height: 64, GOP: 30, SegmentTicks: media.Second})
	rungs := ladder([2]int{64, 42})
	made := transcode(t, source, rungs, source.Parts)
	checkRung(t, source, made.parts[0], made.inits[0], source.Parts, rungs[0])
}

// openGOP makes x265 put CRA pictures with RASL pictures behind them where IDR pictures would be.
const openGOP = "log-level=none:scenecut=0:b-adapt=0:bframes=3:open-gop=1"

// videos are what a session must be able to transcode.
var videos = []struct {
	name  string
	spec  sourcetest.Spec
	sizes [][2]int
}{
	{"three rungs", sourcetest.Spec{}, [][2]int{{480, 270}, {320, 180}, {160, 90}}},
	{"one rung of the source's size", sourcetest.Spec{Seconds: 3}, [][2]int{{640, 360}}},
	{"ladder out of order, equal sizes", sourcetest.Spec{Seconds: 3}, [][2]int{{160, 90}, {480, 270}, {480, 270}}},
	{"larger than the source", sourcetest.Spec{Seconds: 2, Width: 320, Height: 180}, [][2]int{{640, 360}, {160, 90}}},
	{"B-frames", sourcetest.Spec{BFrames: 3}, [][2]int{{320, 180}, {160, 90}}},
	{"B-frames, open GOP", sourcetest.Spec{BFrames: 2, Args: []string{"-flags", "-cgop"}}, [][2]int{{320, 180}}},
	{"B-frame pyramid", sourcetest.Spec{BFrames: 5, Args: []string{"-b-pyramid", "normal", "-preset", "fast"}}, [][2]int{{320, 180}}},
	{"30000/1001", sourcetest.Spec{Rate: "30000/1001"}, [][2]int{{320, 180}}},
	{"50 Hz, B-frames", sourcetest.Spec{Rate: "50", Seconds: 4, GOP: 100, BFrames: 2}, [][2]int{{320, 180}}},
	{"24000/1001", sourcetest.Spec{Rate: "24000/1001", Seconds: 4, GOP: 48}, [][2]int{{320, 180}}},
	{"768x320", sourcetest.Spec{Width: 768, Height: 320}, [][2]int{{576, 240}, {346, 144}}},
	{"portrait", sourcetest.Spec{Width: 360, Height: 640}, [][2]int{{270, 480}, {144, 256}}},
	{"size that is no multiple of 2", sourcetest.Spec{Width: 501, Height: 283, PixelFormat: "yuv444p", Args: []string{"-profile:v", "high444"}}, [][2]int{{320, 180}}},
	{"10 bit", sourcetest.Spec{PixelFormat: "yuv420p10le", Seconds: 2}, [][2]int{{640, 360}, {320, 180}}},
	{"4:2:2", sourcetest.Spec{PixelFormat: "yuv422p", Seconds: 2, Args: []string{"-profile:v", "high422"}}, [][2]int{{640, 360}, {320, 180}}},
	{"baseline", sourcetest.Spec{Seconds: 2, Args: []string{"-profile:v", "baseline"}}, [][2]int{{320, 180}}},
	{"main", sourcetest.Spec{Seconds: 2, BFrames: 2, Args: []string{"-preset", "veryfast", "-profile:v", "main"}}, [][2]int{{320, 180}}},
	{"4:2:2 of 10 bit", sourcetest.Spec{PixelFormat: "yuv422p10le", Seconds: 2, Args: []string{"-profile:v", "high422"}}, [][2]int{{640, 360}, {320, 180}}},
	{"very narrow", sourcetest.Spec{Width: 16, Height: 4000, Seconds: 1}, [][2]int{{32, 1000}}},
	{"very small", sourcetest.Spec{Width: 128, Height: 72, Rate: "30000/1001", Seconds: 3}, [][2]int{{64, 36}}},
	{"square", sourcetest.Spec{Width: 480, Height: 480, Seconds: 1}, [][2]int{{240, 240}}},
	{"segments of a few frames", sourcetest.Spec{Seconds: 2, GOP: 5, SegmentTicks: media.Second / 10}, [][2]int{{320, 180}}},
	{"intra only", sourcetest.Spec{Seconds: 2, GOP: 1}, [][2]int{{320, 180}}},
	{"interlaced", sourcetest.Spec{Seconds: 2, Args: []string{"-x264-params", "tff=1"}}, [][2]int{{320, 180}}},
	{"late on the timeline", sourcetest.Spec{Start: 400_000 * media.Second, Seconds: 3}, [][2]int{{320, 180}}},
	{"segments without IDR", sourcetest.Spec{GOP: 1000, Seconds: 8}, [][2]int{{320, 180}}},
	{"segments without IDR, B-frames", sourcetest.Spec{GOP: 1000, Seconds: 8, BFrames: 2}, [][2]int{{320, 180}}},
	{"several slices", sourcetest.Spec{Seconds: 2, Args: []string{"-slices", "4"}}, [][2]int{{320, 180}}},
	{"HEVC", sourcetest.Spec{Codec: media.CodecHEVC, Seconds: 4}, [][2]int{{320, 180}, {160, 90}}},
	{"HEVC with B-frames, open GOPs", sourcetest.Spec{Codec: media.CodecHEVC, BFrames: 3, Args: []string{"-x265-params", openGOP}}, [][2]int{{320, 180}}},
	{"HEVC of 10 bit", sourcetest.Spec{Codec: media.CodecHEVC, PixelFormat: "yuv420p10le", Seconds: 2}, [][2]int{{320, 180}}},
	{"AV1", sourcetest.Spec{Codec: media.CodecAV1, Seconds: 4}, [][2]int{{320, 180}, {160, 90}}},
	{"AV1 of 10 bit at 29.97", sourcetest.Spec{Codec: media.CodecAV1, PixelFormat: "yuv420p10le", Rate: "30000/1001", Seconds: 3}, [][2]int{{320, 180}}},
	{"frame dropped now and then", sourcetest.Spec{Filter: `select=not(eq(mod(n\,7)\,3))`, Args: []string{"-fps_mode", "vfr"}}, [][2]int{{320, 180}}},
}

func TestSession(t *testing.T) {
	for _, test := range videos {
		t.Run(test.name, func(t *testing.T) {
			source := sourcetest.Make(t, test.spec)
			rungs := ladder(test.sizes...)
			out := transcode(t, source, rungs, source.Parts)
			for i, r := range rungs {
				checkRung(t, source, out.parts[i], out.inits[i], source.Parts, r)
			}
		})
	}
}

// How the samples are to be shown stays as the source says, and all renditions are 8-bit 4:2:0.
func TestSession_colours(t *testing.T) {
	for _, test := range colourTests {
		t.Run(test.name, func(t *testing.T) { checkColours(t, memory, test) })
	}
}

type colourTest struct {
	name string
	spec sourcetest.Spec
	want map[string]string
}

var colourTests = []colourTest{
	{
		"BT.709",
		sourcetest.Spec{Seconds: 1, Filter: shownAs("bt709", "bt709", "bt709", "tv")},
		map[string]string{"color_range": "tv", "color_space": "bt709", "color_primaries": "bt709", "color_transfer": "bt709"},
	},
	{
		"BT.601, full range",
		sourcetest.Spec{Seconds: 1, PixelFormat: "yuvj420p", Filter: shownAs("smpte170m", "smpte170m", "smpte170m", "pc")},
		map[string]string{"color_range": "pc", "color_space": "smpte170m", "color_primaries": "smpte170m", "color_transfer": "smpte170m"},
	},
	{
		"BT.2020, 10 bit",
		sourcetest.Spec{Seconds: 1, PixelFormat: "yuv420p10le", Filter: shownAs("bt2020", "bt2020-10", "bt2020nc", "tv")},
		map[string]string{"color_range": "tv", "color_space": "bt2020nc", "color_primaries": "bt2020", "color_transfer": "bt2020-10"},
	},
	{
		"4:2:2, full range",
		sourcetest.Spec{Seconds: 1, PixelFormat: "yuvj422p", Filter: shownAs("bt709", "bt709", "bt709", "pc")},
		map[string]string{"color_range": "pc", "color_space": "bt709", "color_primaries": "bt709", "color_transfer": "bt709"},
	},
	{"unsaid", sourcetest.Spec{Seconds: 1}, map[string]string{"color_range": "unknown", "color_space": "unknown", "color_primaries": "unknown", "color_transfer": "unknown"}},
}

func shownAs(primaries, transfer, matrix, colourRange string) string {
	return fmt.Sprintf("setparams=color_primaries=%s:color_trc=%s:colorspace=%s:range=%s", primaries, transfer, matrix, colourRange)
}

func checkColours(t *testing.T, at place, test colourTest) {
	t.Helper()
	source := sourcetest.Make(t, test.spec)
	streams := []map[string]string{sourcetest.Stream(t, source.Path)}
	out, _ := transcodeOn(t, at, source, ladder([2]int{640, 360}, [2]int{320, 180}), source.Parts)
	for i := range out.inits {
		streams = append(streams, sourcetest.Stream(t, sourcetest.Write(t, out.inits[i], out.parts[i])))
	}
	for i, got := range streams {
		for k, v := range test.want {
			require.Equal(t, v, got[k], "%s of the source and its rungs: %d", k, i)
		}
		if i == 0 {
			continue
		}
		require.Contains(t, []string{"yuv420p", "yuvj420p"}, got["pix_fmt"])
	}
}

// A part of a source without B-frames comes out when it went in: nothing in the decoder, the scalers or the encoders
// holds a picture back.
func TestSession_partAtOnce(t *testing.T) { checkPartAtOnce(t, memory) }

func checkPartAtOnce(t *testing.T, at place) {
	t.Helper()
	requirePartAtOnce(t, pipeline.Config{Ladder: ladder([2]int{320, 180}), Encoder: at.encoder, GPU: at.gpu})
}

// requirePartAtOnce is about a ladder of one rung; the source is filled in.
func requirePartAtOnce(t *testing.T, cfg pipeline.Config) {
	t.Helper()
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 3})
	cfg.Source = source.Format
	arrived := make(chan media.PartID, 100)
	s, err := pipeline.New(cfg, notifier(arrived))
	require.NoError(t, err)
	defer s.Close()
	for _, p := range source.Parts {
		require.NoError(t, s.Part(p))
		select {
		case id := <-arrived:
			require.Equal(t, p.ID, id)
		case <-time.After(time.Minute):
			require.Fail(t, "the part was held back", "%s", p.ID)
		}
	}
}

type notifier chan media.PartID

func (notifier) Init(int, []byte)                            {}
func (n notifier) Part(_ int, p media.Part, _ time.Duration) { n <- p.ID }

// A second session takes over at a part boundary: it decodes from the segment's start, encodes from the first part
// that was not published, and no frame is shown twice or lost.
func TestSession_takeOver(t *testing.T) {
	for _, spec := range []sourcetest.Spec{
		{},
		{BFrames: 3},
		{Codec: media.CodecHEVC, BFrames: 3, Args: []string{"-x265-params", openGOP}, SegmentTicks: 3 * media.Second / 2},
	} {
		source := sourcetest.Make(t, spec)
		first := media.PartID{Segment: 1, Part: 2}
		at := slices.IndexFunc(source.Parts, func(p media.Part) bool { return p.ID == first })
		segment := slices.IndexFunc(source.Parts, func(p media.Part) bool { return p.ID.Segment == first.Segment })

		rungs := ladder([2]int{480, 270}, [2]int{320, 180})
		before := transcode(t, source, rungs, source.Parts)
		rungs[0].First = first
		rungs[1].First = media.PartID{Segment: 1, Part: 1} // each rung resumes where it stopped
		after := transcode(t, source, rungs, source.Parts[segment:])

		for i, r := range rungs {
			k := at - 1 + (1 - i)
			checkRung(t, source, after.parts[i], after.inits[i], source.Parts[k:], r)
			joined := slices.Concat(before.parts[i][:k], after.parts[i])
			require.Equal(t, source.PTS, times(sourcetest.Decode(t, before.inits[i], joined)))
			require.Equal(t, before.inits[i], after.inits[i], "players keep the init segment over a take-over")
		}
	}
}

func TestSession_errors(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{})
	other := sourcetest.Make(t, sourcetest.Spec{Width: 320, Height: 240, Seconds: 3})
	open := func(t *testing.T) *pipeline.Session {
		s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: ladder([2]int{320, 180})}, newCollector())
		require.NoError(t, err)
		t.Cleanup(s.Close)
		return s
	}
	// edit changes the samples of a part.
	edit := func(t *testing.T, p media.Part, f func([]fmp4.Sample) []fmp4.Sample) media.Part {
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		samples := f(frag.Samples)
		p.Data = fmp4.MarshalPart(1, frag.Start, samples)
		p.Frames, p.Duration = len(samples), 0
		for _, s := range samples {
			p.Duration += media.Ticks(s.Duration)
		}
		return p
	}
	finish := func(s *pipeline.Session, parts ...media.Part) error {
		for _, p := range parts {
			if err := s.Part(p); err != nil {
				return err
			}
		}
		return s.Finish()
	}

	t.Run("not a part", func(t *testing.T) {
		require.ErrorIs(t, finish(open(t), media.Part{Frames: 1, Duration: 1, Data: []byte("garbage")}), pipeline.ErrSource)
	})
	t.Run("part that lies about its frames", func(t *testing.T) {
		p := source.Parts[0]
		p.Frames++
		require.ErrorIs(t, finish(open(t), p), pipeline.ErrSource)
	})
	t.Run("does not begin with an IDR", func(t *testing.T) {
		require.ErrorIs(t, finish(open(t), source.Parts[1]), pipeline.ErrSource)
	})
	t.Run("part twice", func(t *testing.T) {
		require.ErrorIs(t, finish(open(t), source.Parts[0], source.Parts[0]), pipeline.ErrSource)
	})
	t.Run("garbage in a slice", func(t *testing.T) {
		p := edit(t, source.Parts[1], func(s []fmp4.Sample) []fmp4.Sample {
			broken := slices.Clone(s[5].Data)
			for i := 6; i < len(broken); i++ {
				broken[i] = byte(i * 7)
			}
			s[5].Data = broken
			return s
		})
		require.ErrorIs(t, finish(open(t), source.Parts[0], p), pipeline.ErrSource)
	})
	t.Run("lengths that point outside", func(t *testing.T) {
		p := edit(t, source.Parts[0], func(s []fmp4.Sample) []fmp4.Sample {
			s[3].Data = []byte{0xff, 0xff, 0xff, 0xff, 0x41}
			return s
		})
		require.ErrorIs(t, finish(open(t), p), pipeline.ErrSource)
	})
	t.Run("empty access unit", func(t *testing.T) {
		p := edit(t, source.Parts[0], func(s []fmp4.Sample) []fmp4.Sample { s[3].Data = nil; return s })
		require.ErrorIs(t, finish(open(t), p), pipeline.ErrSource)
	})
	t.Run("access unit without a picture", func(t *testing.T) {
		p := edit(t, source.Parts[0], func(s []fmp4.Sample) []fmp4.Sample {
			s[3].Data = []byte{0, 0, 0, 2, 9, 0xf0}
			return s
		})
		require.ErrorIs(t, finish(open(t), p), pipeline.ErrSource)
	})
	// What never came in is the source's to lose: the frames that did come are decoded and shown.
	t.Run("frame lost upstream", func(t *testing.T) {
		p := edit(t, source.Parts[0], func(s []fmp4.Sample) []fmp4.Sample { return slices.Delete(s, 4, 5) })
		require.NoError(t, finish(open(t), p))
	})
	t.Run("picture size changes", func(t *testing.T) {
		p := edit(t, other.Parts[0], func(s []fmp4.Sample) []fmp4.Sample {
			sps, pps := testmedia.Sets(other.Format)
			head := h264.AppendLength(h264.AppendLength(nil, sps), pps)
			s[0].Data = append(head, s[0].Data...)
			return s
		})
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		p.ID, p.Start = media.PartID{Segment: 1}, source.Parts[0].End()
		p.Data = fmp4.MarshalPart(2, int64(p.Start), frag.Samples)
		require.ErrorIs(t, finish(open(t), source.Parts[0], p), pipeline.ErrSourceChanged)
	})
	t.Run("after an error", func(t *testing.T) {
		s := open(t)
		require.Error(t, s.Part(media.Part{}))
		require.ErrorIs(t, s.Part(source.Parts[0]), pipeline.ErrClosed)
		require.ErrorIs(t, s.Finish(), pipeline.ErrClosed)
	})
	t.Run("nothing fed", func(t *testing.T) {
		require.NoError(t, open(t).Finish())
	})
	t.Run("closed in the middle", func(t *testing.T) {
		s := open(t)
		require.NoError(t, s.Part(source.Parts[0]))
		s.Close()
		require.ErrorIs(t, s.Part(source.Parts[1]), pipeline.ErrClosed)
	})
}

func TestNew_rejects(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
	good := pipeline.Config{Source: source.Format, Ladder: ladder([2]int{320, 180})}
	for name, change := range map[string]func(*pipeline.Config){
		"no ladder":       func(c *pipeline.Config) { c.Ladder = nil },
		"odd size":        func(c *pipeline.Config) { c.Ladder = ladder([2]int{321, 180}) },
		"unknown codec":   func(c *pipeline.Config) { c.Source.Codec = "vp8" },
		"no SPS":          func(c *pipeline.Config) { c.Source.Config = nil },
		"size of a lie":   func(c *pipeline.Config) { c.Source.Width = 9000 },
		"unknown encoder": func(c *pipeline.Config) { c.Encoder = "mpeg1" },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good
			change(&cfg)
			_, err := pipeline.New(cfg, newCollector())
			require.Error(t, err)
		})
	}
}
