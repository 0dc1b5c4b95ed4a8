// Package sourcetest makes source videos for the transcoder's tests: a picture that the ffmpeg on PATH encodes, cut
// into parts and segments on the stream's timeline. It also reads back what was transcoded, with ffprobe, so that
// the tests do not judge the code under test by itself.
package sourcetest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
)

// Spec describes a source. Zero fields get the defaults in the comments.
type Spec struct {
	Width, Height int     // 640x360
	Rate          string  // 30
	Seconds       float64 // 6
	GOP           int     // frames; 60
	BFrames       int
	PixelFormat   string      // yuv420p
	Codec         media.Codec // h264
	Filter        string      // behind the source, e.g. "noise=alls=10:allf=t"
	Args          []string
	Start         media.Ticks // PTS of the first frame; 1 s, so that no DTS lies before 0
	SegmentTicks  media.Ticks // a segment ends at the first IDR after it; 2 s
}

// Source is a video in parts.
type Source struct {
	Format media.VideoFormat
	Parts  []media.Part
	PTS    []media.Ticks // of all frames, ascending
	Key    map[media.Ticks]bool
	Path   string // the file it came from; its times begin at 0
}

type sample struct {
	pts, dts media.Ticks
	key      bool
	data     []byte
}

// Make encodes a source and cuts it. The test is skipped where there is no ffmpeg.
func Make(t testing.TB, spec Spec) Source {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not on PATH: make deps builds it")
	}
	spec = withDefaults(spec)
	path := filepath.Join(t.TempDir(), "source.mp4")
	filter := fmt.Sprintf("testsrc2=size=%dx%d:rate=%s:duration=%g", spec.Width, spec.Height, spec.Rate, spec.Seconds)
	if spec.Filter != "" {
		filter += "," + spec.Filter
	}
	args := []string{
		"-v", "error", "-y", "-f", "lavfi", "-i", filter, "-pix_fmt", spec.PixelFormat,
	}
	args = append(args, spec.encoder()...)
	args = append(args, spec.Args...)
	args = append(args, "-video_track_timescale", strconv.Itoa(media.ClockRate), path)
	out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return Read(t, path, spec)
}

// Read cuts an MP4 file whose video track has the timeline's timescale.
func Read(t testing.TB, path string, spec Spec) Source {
	t.Helper()
	spec = withDefaults(spec)
	file, err := os.ReadFile(path)
	require.NoError(t, err)
	i := bytes.Index(file, []byte(map[media.Codec]string{media.CodecH264: "avcC", media.CodecHEVC: "hvcC", media.CodecAV1: "av1C", media.CodecVP9: "vpcC"}[spec.Codec]))
	require.Positive(t, i)
	format, err := codec.Video(media.VideoFormat{
		Codec: spec.Codec, Width: spec.Width, Height: spec.Height, Config: file[i+4 : i-4+int(binary.BigEndian.Uint32(file[i-4:]))],
	})
	require.NoError(t, err)

	s := Source{Format: format, Key: map[media.Ticks]bool{}, Path: path}
	var samples []sample
	for _, p := range probe(t, path, "packet=pts,dts,pos,size,flags") {
		x := sample{pts: ticks(t, p["pts"]) + spec.Start, dts: ticks(t, p["dts"]) + spec.Start, key: strings.HasPrefix(p["flags"], "K")}
		pos, size := int(ticks(t, p["pos"])), int(ticks(t, p["size"]))
		x.data = file[pos : pos+size]
		samples = append(samples, x)
		s.Key[x.pts] = x.key
	}
	require.NotEmpty(t, samples)
	s.Parts = cut(samples, spec)
	s.PTS = sorted(s.Key)
	return s
}

// encoder is ffmpeg's command line for the spec's codec.
func (s Spec) encoder() []string {
	gop, bframes := strconv.Itoa(s.GOP), strconv.Itoa(s.BFrames)
	switch s.Codec {
	case media.CodecHEVC:
		return []string{"-c:v", "libx265", "-preset", "ultrafast", "-g", gop, "-x265-params", "log-level=none:scenecut=0:b-adapt=0:open-gop=0:bframes=" + bframes}
	case media.CodecAV1:
		return []string{"-c:v", "libsvtav1", "-preset", "12", "-g", gop, "-svtav1-params", "scd=0"}
	default:
		return []string{"-c:v", "libx264", "-preset", "ultrafast", "-threads", "2", "-g", gop, "-sc_threshold", "0", "-bf", bframes}
	}
}

func withDefaults(s Spec) Spec {
	if s.Codec == "" {
		s.Codec = media.CodecH264
	}
	if s.Width == 0 {
		s.Width, s.Height = 640, 360
	}
	if s.Rate == "" {
		s.Rate = "30"
	}
	if s.Seconds == 0 {
		s.Seconds = 6
	}
	if s.GOP == 0 {
		s.GOP = 60
	}
	if s.PixelFormat == "" {
		s.PixelFormat = "yuv420p"
	}
	if s.Start == 0 {
		s.Start = media.Second
	}
	if s.SegmentTicks == 0 {
		s.SegmentTicks = 2 * media.Second
	}
	return s
}

// cut makes parts of at most half a second and segments that begin at an IDR, or without one after 3 s.
func cut(samples []sample, spec Spec) []media.Part {
	var (
		parts        []media.Part
		group        []sample
		id           media.PartID
		segmentStart = samples[0].dts
	)
	emit := func(end media.Ticks, last bool) {
		p := media.Part{ID: id, Start: group[0].dts, Frames: len(group), Independent: group[0].key, Last: last, Duration: end - group[0].dts}
		fs := make([]fmp4.Sample, len(group))
		for i, s := range group {
			next := end
			if i+1 < len(group) {
				next = group[i+1].dts
			}
			fs[i] = fmp4.Sample{Duration: int64(next - s.dts), Offset: int64(s.pts - s.dts), Key: s.key, Data: s.data}
		}
		p.Data = fmp4.MarshalPart(uint32(len(parts)+1), int64(p.Start), fs)
		parts = append(parts, p)
		group = nil
		id.Part++
		if last {
			id = media.PartID{Segment: id.Segment + 1}
		}
	}
	frame := samples[1].dts - samples[0].dts
	for i, s := range samples {
		elapsed := s.dts - segmentStart
		boundary := i > 0 && (s.key && elapsed >= spec.SegmentTicks || elapsed >= 3*media.Second)
		if len(group) > 0 && (boundary || s.dts+frame-group[0].dts > media.Second/2) {
			emit(s.dts, boundary)
		}
		if boundary {
			segmentStart = s.dts
		}
		group = append(group, s)
	}
	emit(group[len(group)-1].dts+frame, true)
	return parts
}

// Frame is a frame as ffmpeg decoded it.
type Frame struct {
	PTS media.Ticks
	Key bool
}

// Decode decodes an init segment and parts with ffprobe, fails the test at any decode error, and returns the frames.
func Decode(t testing.TB, init []byte, parts []media.Part) []Frame {
	t.Helper()
	path := Write(t, init, parts)
	var out []Frame
	for _, f := range probe(t, path, "frame=pts,key_frame") {
		out = append(out, Frame{PTS: ticks(t, f["pts"]), Key: f["key_frame"] == "1"})
	}
	return out
}

// Write puts an init segment and parts into one file.
func Write(t testing.TB, init []byte, parts []media.Part) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "rendition.mp4")
	f, err := os.Create(path)
	require.NoError(t, err)
	_, err = f.Write(init)
	require.NoError(t, err)
	for _, p := range parts {
		_, err = f.Write(p.Data)
		require.NoError(t, err)
	}
	require.NoError(t, f.Close())
	return path
}

// Stream returns what ffprobe says of a file's video stream.
func Stream(t testing.TB, path string) map[string]string {
	t.Helper()
	return probe(t, path, "stream")[0]
}

// SideData is what ffprobe says of what comes with a file's first frame.
func SideData(t testing.TB, path string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-select_streams", "v:0", "-read_intervals", "%+#1", "-show_frames", path).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

// probe runs ffprobe, which must say nothing on stderr, and returns its records.
func probe(t testing.TB, path, entries string) []map[string]string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "ffprobe", "-v", "warning", "-select_streams", "v:0", "-show_entries", entries, "-of", "compact=p=0", path)
	cmd.Stdout, cmd.Stderr = &out, &errs
	require.NoError(t, cmd.Run(), "%s", &errs)
	require.Empty(t, errs.String())
	var records []map[string]string
	for line := range strings.Lines(out.String()) {
		r := map[string]string{}
		for field := range strings.SplitSeq(strings.TrimSpace(line), "|") {
			k, v, _ := strings.Cut(field, "=")
			r[k] = v
		}
		if len(r) > 1 || entries == "stream" {
			records = append(records, r)
		}
	}
	return records
}

func ticks(t testing.TB, s string) media.Ticks {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	require.NoError(t, err)
	return media.Ticks(n)
}

func sorted(times map[media.Ticks]bool) []media.Ticks { return slices.Sorted(maps.Keys(times)) }
