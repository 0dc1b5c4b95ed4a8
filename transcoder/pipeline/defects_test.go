package pipeline_test

import (
	"bytes"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// How a session over a defect ends.
type ending int

const (
	whole   ending = iota // every frame that went in is on the rung
	refused               // with an error that blames the source
	noticed               // refused, but for what a GPU may conceal
	changed               // with an error that says that another session can go on
	either                // whole, or refused: a decoder need not notice
)

// defect is a way in which a source is not as it should be.
type defect struct {
	name string
	spec sourcetest.Spec
	make func(t *testing.T, s sourcetest.Source) sourcetest.Source // what comes of a good source; nil: it is what the spec says
	ends ending
}

// plain is a small source, and reordered one whose frames are not coded in the order in which they are shown.
var (
	plain     = sourcetest.Spec{Width: 128, Height: 72, Seconds: 4, GOP: 30, SegmentTicks: media.Second}
	reordered = sourcetest.Spec{Width: 128, Height: 72, Rate: "30000/1001", Seconds: 4, GOP: 30, BFrames: 2, SegmentTicks: media.Second}
)

// ofTS makes a defect of the transport stream that a source came in, which FFmpeg writes with the given arguments.
func ofTS(spec sourcetest.Spec, change func(ts []byte) []byte, args ...string) func(*testing.T, sourcetest.Source) sourcetest.Source {
	return func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		return sourcetest.FromTS(t, change(sourcetest.TS(t, s, args...)), spec)
	}
}

// ofParts makes a defect of a source's parts.
func ofParts(change func(t *testing.T, parts []media.Part) []media.Part) func(*testing.T, sourcetest.Source) sourcetest.Source {
	return func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		s.Parts = change(t, slices.Clone(s.Parts))
		return s
	}
}

// asIs changes nothing.
func asIs(ts []byte) []byte { return ts }

// packets calls change for the packets of the pictures, and of their PES headers where there is one, and leaves out those that it refuses.
func packets(change func(n int, packet []byte, pes []byte) bool) func([]byte) []byte {
	const video = 0x100 // where FFmpeg puts it
	return func(ts []byte) (out []byte) {
		n := 0
		for packet := range slices.Chunk(ts, sourcetest.TSPacket) {
			if int(packet[1]&0x1f)<<8|int(packet[2]) == video {
				var pes []byte
				if packet[1]&0x40 != 0 {
					pes = packet[4:]
					if packet[3]&0x20 != 0 {
						pes = pes[1+pes[0]:]
					}
				}
				if n++; !change(n, packet, pes) {
					continue
				}
			}
			out = append(out, packet...)
		}
		return out
	}
}

// defects are one of each kind that a transcoder meets. What is merely unusual stands elsewhere: codecs, sizes, frame rates and patterns in
// videos, pixels in TestSession_pixelShape and _colours, fields in _interlaced, captions in _captions, sound in TestAudio, hours in
// _long and _soak, parts in _partAtOnce; crashes and hostile bits in package mediachild.
var defects = []defect{
	// What stands in a transport stream.
	{"a video track without a picture", plain, ofTS(plain, packets(func(int, []byte, []byte) bool { return false })), whole},
	{"no DTS", reordered, ofTS(reordered, packets(func(_ int, _, pes []byte) bool {
		if pes != nil && pes[7] == 0xc0 {
			pes[7], pes[9] = 0x80, pes[9]&0xef
			copy(pes[14:19], bytes.Repeat([]byte{0xff}, 5))
		}
		return true
	})), whole},
	{"no SEI, and pictures without a time", reordered, ofTS(reordered, packets(func(n int, _, pes []byte) bool {
		if pes != nil && n > 30 && n%7 == 0 {
			pes[7] = 0
		}
		return true
	}), "-bsf:v", "filter_units=remove_types=6"), either},
	{"the end is missing", plain, ofTS(plain, func(ts []byte) []byte { return ts[:len(ts)*6/10] }), noticed}, // its last picture is cut off
	{"the beginning is missing", plain, ofTS(plain, func(ts []byte) []byte { return ts[len(ts)/3:] }), whole},
	{"packets lost", reordered, ofTS(reordered, packets(func(n int, _, _ []byte) bool { return n%50 != 49 })), either},
	{"packets twice", plain, ofTS(plain, func(ts []byte) (out []byte) {
		for packet := range slices.Chunk(ts, sourcetest.TSPacket) {
			out = append(append(out, packet...), packet...)
		}
		return out
	}), whole},
	{"noise between packets", plain, ofTS(plain, func(ts []byte) []byte {
		at := len(ts) / sourcetest.TSPacket / 2 * sourcetest.TSPacket
		return slices.Concat(ts[:at], bytes.Repeat([]byte{0x15}, 1000), ts[at:])
	}), whole},
	{"bits flipped in packets", plain, ofTS(plain, func(ts []byte) []byte {
		random := rand.New(rand.NewPCG(7, 7))
		for range 40 {
			ts[random.IntN(len(ts))] ^= 1 << random.IntN(8)
		}
		return ts
	}), either},
	{"another program map", plain, func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		first := sourcetest.TS(t, s)
		second := sourcetest.TS(t, s, "-output_ts_offset", "4", "-mpegts_pmt_start_pid", "0x800", "-mpegts_start_pid", "0x300")
		got := sourcetest.FromTS(t, append(first, second...), plain)
		require.Len(t, got.PTS, 2*len(s.PTS))
		return got
	}, whole},
	{"33 bits of time run over", reordered, func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		got := sourcetest.FromTS(t, sourcetest.TS(t, s, "-output_ts_offset", "95440.6"), reordered)
		require.Len(t, got.PTS, len(s.PTS))
		require.Greater(t, got.PTS[len(got.PTS)-1], media.Ticks(4)<<33)
		require.Less(t, got.PTS[0], media.Ticks(4)<<33)
		return got
	}, whole},

	// What was cut into parts.
	{"a segment missing", reordered, ofParts(func(_ *testing.T, parts []media.Part) []media.Part {
		return slices.DeleteFunc(parts, func(p media.Part) bool { return p.ID.Segment == 1 })
	}), whole},
	{"segments whose times alternate", plain, ofParts(func(t *testing.T, parts []media.Part) []media.Part {
		back := parts[:2:2]
		for _, p := range parts[:2] {
			p.ID.Segment = 7
			back = append(back, p)
		}
		return back
	}), refused},
	{"a part without a frame", plain, ofParts(func(_ *testing.T, parts []media.Part) []media.Part {
		parts[1].Frames, parts[1].Data = 0, nil
		return parts
	}), refused},
	{"the first keyframe missing", plain, ofParts(func(_ *testing.T, parts []media.Part) []media.Part { return parts[1:] }), refused},
	{"a part cut off", plain, ofParts(func(_ *testing.T, parts []media.Part) []media.Part {
		parts[2].Data = parts[2].Data[:len(parts[2].Data)/2]
		return parts
	}), refused},
	{"another size", plain, goesOn(sourcetest.Spec{Width: 160, Height: 96, Seconds: 1}), changed},
	{"another pixel format", plain, goesOn(sourcetest.Spec{Width: 128, Height: 72, Seconds: 1, PixelFormat: "yuv422p", Args: []string{"-profile:v", "high422"}}), changed},

	// What is coded oddly.
	{"one frame a segment", sourcetest.Spec{Width: 128, Height: 72, Seconds: 1, GOP: 1, SegmentTicks: 1}, nil, whole},
	{"frames at odd times", sourcetest.Spec{
		Width: 128, Height: 72, Seconds: 4, GOP: 30, BFrames: 2, SegmentTicks: media.Second,
		Filter: `settb=1/360000,setpts=PTS+5000*sin(N)+if(gt(N\,60)\,250000)`, Args: []string{"-fps_mode", "passthrough", "-enc_time_base", "1/360000"},
	}, nil, whole},
	{"parameter sets with every picture", plain, func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		sps, pps := testmedia.Sets(s.Format)
		return withUnits(t, s, sps, pps)
	}, whole},
	{"a rotation told", plain, ofTS(plain, asIs, "-bsf:v", "h264_metadata=display_orientation=insert:rotate=90"), whole},
	{"messages that lie about their length", plain, func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		return withUnits(t, s, slices.Concat([]byte{6, 4, 12, 0xb5, 0x00, 0x31}, []byte(captionsMark), []byte{0xdf, 0xff, 0xfc, 0x80}))
	}, whole},
}

// withUnits puts NAL units before every picture of a source.
func withUnits(t *testing.T, s sourcetest.Source, units ...[]byte) sourcetest.Source {
	t.Helper()
	s.Parts = slices.Clone(s.Parts)
	var head []byte
	for _, u := range units {
		head = h264.AppendLength(head, u)
	}
	for i, p := range s.Parts {
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		for j := range frag.Samples {
			frag.Samples[j].Data = slices.Concat(head, frag.Samples[j].Data)
		}
		s.Parts[i].Data = fmp4.MarshalPart(1, frag.Start, frag.Samples)
	}
	return s
}

// goesOn is a source that another one follows.
func goesOn(other sourcetest.Spec) func(*testing.T, sourcetest.Source) sourcetest.Source {
	return func(t *testing.T, s sourcetest.Source) sourcetest.Source {
		t.Helper()
		s.Parts = append(slices.Clone(s.Parts), behind(t, sourcetest.Make(t, other), s.Parts[len(s.Parts)-1]))
		return s
	}
}

// Whatever is wrong with a source, what comes out are frames of it at their times, or nothing; and the next session works.
func TestSession_defects(t *testing.T) {
	for _, d := range defects {
		t.Run(d.name, func(t *testing.T) { checkDefect(t, memory, d) })
	}
}

func TestGPU_defects(t *testing.T) {
	onGPU(t, func(t *testing.T, at place) {
		for _, d := range defects {
			t.Run(d.name, func(t *testing.T) { checkDefect(t, at, d) })
		}
	})
}

func checkDefect(t *testing.T, at place, d defect) {
	t.Helper()
	good := sourcetest.Make(t, d.spec)
	source := good
	if d.make != nil {
		source = d.make(t, good)
	}
	if source.Format.Codec == "" {
		source.Format = good.Format // nothing came that would say
	}
	rungs := ladder([2]int{64, 36})
	out, err := over(t, at, source, rungs)
	ends := d.ends
	switch {
	case ends == noticed && at == memory:
		ends = refused
	case ends == noticed:
		ends = either
	}
	switch ends {
	case whole:
		require.NoError(t, err)
	case refused:
		require.ErrorIs(t, err, pipeline.ErrSource)
		require.NotErrorIs(t, err, pipeline.ErrSourceChanged)
	case changed:
		require.ErrorIs(t, err, pipeline.ErrSourceChanged)
	case either:
		if err != nil {
			require.ErrorIs(t, err, pipeline.ErrSource)
		}
	}
	t.Logf("%d frames in %d parts: %v", len(source.PTS), len(source.Parts), err)
	made := out.parts[0]
	require.LessOrEqual(t, len(made), len(source.Parts))
	if err == nil {
		require.Len(t, made, len(source.Parts))
	}
	var want []media.Ticks
	for i, p := range made {
		require.Equal(t, source.Parts[i].ID, p.ID)
		require.Equal(t, source.Parts[i].Frames, p.Frames)
		want = append(want, presented(t, source.Parts[i])...)
	}
	if len(made) > 0 {
		slices.Sort(want)
		require.Equal(t, want, times(sourcetest.Decode(t, out.inits[0], made)))
	}
	transcodeOn(t, at, good, rungs, good.Parts)
}

// over runs a session over a source until it ends, or refuses to go on.
func over(t *testing.T, at place, source sourcetest.Source, rungs []pipeline.Rung) (*collector, error) {
	t.Helper()
	out := newCollector()
	s, err := pipeline.New(pipeline.Config{Source: source.Format, Ladder: rungs, Encoder: at.encoder, GPU: at.gpu}, out)
	require.NoError(t, err)
	defer s.Close()
	for _, p := range source.Parts {
		if err := s.Part(p); err != nil {
			return out, err
		}
	}
	return out, s.Finish()
}

// presented are the PTS of a part's frames, as they are coded.
func presented(t *testing.T, p media.Part) (pts []media.Ticks) {
	t.Helper()
	frag, err := fmp4.ParsePart(p.Data)
	require.NoError(t, err)
	dts := frag.Start
	for _, s := range frag.Samples {
		pts = append(pts, media.Ticks(dts+s.Offset))
		dts += s.Duration
	}
	return pts
}

// A source whose picture changes goes on in another session at once, at its own times.
func TestSession_changes(t *testing.T) {
	source := sourcetest.Make(t, plain)
	other := sourcetest.Make(t, sourcetest.Spec{Width: 160, Height: 96, Seconds: 2, GOP: 30, SegmentTicks: media.Second})
	end := source.Parts[len(source.Parts)-1]
	for i := range other.Parts {
		p := &other.Parts[i]
		frag, err := fmp4.ParsePart(p.Data)
		require.NoError(t, err)
		p.Start += end.End() - other.PTS[0]
		p.ID.Segment += end.ID.Segment + 1
		p.Data = fmp4.MarshalPart(1, int64(p.Start), frag.Samples)
	}
	for i := range other.PTS {
		other.PTS[i] += end.End() - media.Second
	}
	rungs := ladder([2]int{64, 36})
	before := transcode(t, source, rungs, source.Parts)
	arrived := make(chan media.PartID, len(other.Parts))
	s, err := pipeline.New(pipeline.Config{Source: other.Format, Ladder: rungs}, notifier(arrived))
	require.NoError(t, err)
	require.NoError(t, s.Part(other.Parts[0]))
	require.Equal(t, other.Parts[0].ID, <-arrived)
	s.Close()
	after := transcode(t, other, rungs, other.Parts)
	checkRung(t, other, after.parts[0], after.inits[0], other.Parts, rungs[0])
	require.Equal(t, before.parts[0][len(before.parts[0])-1].End(), after.parts[0][0].Start, "no jump")
}

// More sessions at once than there are cores get what each would get alone.
func TestSession_manyAtOnce(t *testing.T) {
	source := sourcetest.Make(t, reordered)
	rungs := ladder([2]int{64, 36}, [2]int{48, 32})
	want := transcode(t, source, rungs, source.Parts)
	got, errs := make([]*collector, 12), make([]error, 12)
	var group sync.WaitGroup
	for i := range got {
		group.Go(func() { got[i], errs[i] = over(t, memory, source, rungs) })
	}
	group.Wait()
	for i := range got {
		require.NoError(t, errs[i])
		require.Equal(t, want.parts, got[i].parts)
	}
}

// Where one segment ends and the next begins the picture is as good as elsewhere.
func TestSession_boundaries(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 6, Args: []string{"-crf", "12"}})
	rungs := ladder([2]int{320, 180})
	made := transcode(t, source, rungs, source.Parts)
	values := ssimOfFrames(t, sourcetest.Write(t, made.inits[0], made.parts[0]), source.Path, rungs[0])
	require.Len(t, values, len(source.PTS))
	var sum float64
	for _, v := range values {
		sum += v
	}
	mean := sum / float64(len(values))
	for i, v := range values {
		if i%60 < 3 || i%60 > 56 {
			require.Greater(t, v, mean-0.03, "frame %d, where the mean is %.4f", i, mean)
		}
	}
}

// ssimOfFrames compares a rendition with the source, frame by frame.
func ssimOfFrames(t *testing.T, path, reference string, r pipeline.Rung) (values []float64) {
	t.Helper()
	graph := "[1:v]scale=" + strconv.Itoa(r.Width) + ":" + strconv.Itoa(r.Height) + ":flags=bicubic,settb=1/360000,setpts=N[r];[0:v]settb=1/360000,setpts=N[d];[d][r]ssim=stats_file=-"
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-i", filepath.Clean(path), "-i", reference, "-lavfi", graph, "-f", "null", "-").Output()
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`All:([0-9.]+)`).FindAllSubmatch(out, -1) {
		v, err := strconv.ParseFloat(string(m[1]), 64)
		require.NoError(t, err)
		values = append(values, v)
	}
	return values
}
