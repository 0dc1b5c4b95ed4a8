// Package testmedia makes small clips for tests with the ffmpeg on the PATH: a moving picture and, on request, a sine
// tone. A clip is made once per Spec and kept in the user's cache directory, so every package's tests share it. It is
// imported by tests only.
package testmedia

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// Spec says what a clip is like. The zero value of a field means its default.
type Spec struct {
	Width, Height int            // 320x180
	FPS           media.Rational // 30
	Seconds       float64        // 4
	GOP           int            // frames from one IDR to the next; 2 s
	BFrames       int            // 0; at most 3, always in the same pattern
	SceneCut      bool           // more IDR frames than GOP asks for: the picture changes abruptly every 1.7 s
	Audio         int            // sample rate of a stereo AAC tone; 0 is no audio
	NoVideo       bool           // audio only
	HEVC          bool           // x265 in place of x264, with open GOPs if there are B-frames
	Bitrate       int            // video bits per second; 0 is constant quality, small
}

// recipe is part of the cache key: raise it when the command line changes.
const recipe = 2

func (s Spec) withDefaults() Spec {
	if s.Width == 0 {
		s.Width = 320
	}
	if s.Height == 0 {
		s.Height = 180
	}
	if s.FPS == (media.Rational{}) {
		s.FPS = media.Rational{Num: 30, Den: 1}
	}
	if s.Seconds == 0 {
		s.Seconds = 4
	}
	if s.GOP == 0 {
		s.GOP = int(2*s.FPS.Float() + 0.5)
	}
	return s
}

// Frames is the number of video frames in the clip.
func (s Spec) Frames() int {
	s = s.withDefaults()
	return int(s.Seconds*s.FPS.Float() + 0.5)
}

// FLV returns the path of the clip as an FLV file, with millisecond timestamps as RTMP has them. The file is shared:
// read it only. The test is skipped if there is no ffmpeg.
func FLV(t testing.TB, s Spec) string { return clip(t, s, "flv") }

// MP4 returns the path of the clip as an MP4 file, with exact timestamps. The file is shared: read it only. The test
// is skipped if there is no ffmpeg.
func MP4(t testing.TB, s Spec) string { return clip(t, s, "mp4") }

// Tool returns the path of ffmpeg or ffprobe, and skips the test if it is not there.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not on the PATH: make deps builds it", name)
	}
	return path
}

func clip(t testing.TB, s Spec, format string) string {
	t.Helper()
	ffmpeg := Tool(t, "ffmpeg")
	s = s.withDefaults()
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %+v", recipe, s))
	dir := cacheDir(t)
	path := filepath.Join(dir, hex.EncodeToString(sum[:8])+"."+format)
	if _, err := os.Stat(path); err == nil {
		return path
	}
	tmp, err := os.CreateTemp(dir, "*."+format)
	if err != nil {
		t.Fatalf("make clip: %v", err)
	}
	if err := tmp.Close(); err != nil { // only its name is wanted
		t.Fatalf("make clip: %v", err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already unless something failed
	const limit = 2 * time.Minute
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	args := append(s.args(), "-f", format, tmp.Name())
	if out, err := exec.CommandContext(ctx, ffmpeg, args...).CombinedOutput(); err != nil {
		t.Fatalf("make clip: ffmpeg %q: %v\n%s", args, err, out)
	}
	if err := os.Rename(tmp.Name(), path); err != nil { // atomic: another test process may make the same clip
		t.Fatalf("make clip: %v", err)
	}
	return path
}

func cacheDir(t testing.TB) string {
	t.Helper()
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	dir := filepath.Join(base, "millrace", "testmedia")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		dir = t.TempDir()
	}
	return dir
}

// args is ffmpeg's command line up to the output.
func (s Spec) args() []string {
	args := []string{"-v", "error", "-nostdin", "-y"}
	seconds := strconv.FormatFloat(s.Seconds, 'f', -1, 64)
	if !s.NoVideo {
		source := fmt.Sprintf("testsrc2=size=%dx%d:rate=%s", s.Width, s.Height, s.FPS)
		if s.SceneCut {
			source += ",drawbox=color=white:thickness=fill:enable='lt(mod(t,3.4),1.7)'"
		}
		args = append(args, "-f", "lavfi", "-i", source)
	}
	if s.Audio > 0 {
		args = append(args, "-f", "lavfi", "-i", fmt.Sprintf("sine=frequency=440:sample_rate=%d:duration=%s", s.Audio, seconds))
	}
	switch {
	case s.NoVideo:
	case s.HEVC:
		args = append(args, "-frames:v", strconv.Itoa(s.Frames()), "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p",
			"-g", strconv.Itoa(s.GOP), "-x265-params", "log-level=none:scenecut=0:b-adapt=0:bframes="+strconv.Itoa(s.BFrames))
	default:
		args = append(args,
			"-frames:v", strconv.Itoa(s.Frames()),
			"-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-threads", "1",
			"-g", strconv.Itoa(s.GOP), "-bf", strconv.Itoa(s.BFrames))
		params := "b-adapt=0"
		if !s.SceneCut {
			params += ":scenecut=0:keyint-min=" + strconv.Itoa(s.GOP)
		}
		args = append(args, "-x264-params", params)
		if s.Bitrate > 0 {
			rate := strconv.Itoa(s.Bitrate)
			args = append(args, "-b:v", rate, "-maxrate", rate, "-bufsize", rate)
		} else {
			args = append(args, "-crf", "32")
		}
	}
	if s.Audio > 0 {
		args = append(args, "-c:a", "aac", "-ac", "2", "-b:a", "96k")
	}
	return args
}
