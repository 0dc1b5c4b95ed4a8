package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

// variant is a way to give the clip to FFmpeg.
type variant struct {
	name string // also of its files
	what string
	args func(in, dir string) []string
}

// sameSettings are the encoder settings of ours, so that what is compared is the way to the encoder. That they are
// the same is not taken for granted: see compareSettings.
func sameSettings() []string {
	return []string{
		"-preset", "veryfast", "-threads", "1", "-bf", "0", "-g", strconv.Itoa(clipGOP), "-keyint_min", strconv.Itoa(clipGOP),
		"-sc_threshold", "0", "-rc-lookahead", "0", "-mbtree", "0", "-forced-idr", "1",
		"-x264-params", "sync-lookahead=0:force-cfr=1:sliced-threads=0",
	}
}

// plainSettings are what most people would type.
func plainSettings() []string {
	return []string{
		"-preset", "veryfast", "-bf", "0", "-g", strconv.Itoa(clipGOP), "-keyint_min", strconv.Itoa(clipGOP), "-sc_threshold", "0",
	}
}

const (
	liveVariant  = "ffmpeg-live"
	sameVariant  = "ffmpeg"
	plainVariant = "ffmpeg-plain"
)

// variants lists what ours is compared with; first the one that ratios are to. It does the same work at the same pace,
// because the pace alone costs: a processor that idles between frames is slower when it wakes.
func (b *bench) variants() []variant {
	oneThread := []string{"-threads", "1"}
	out := []variant{
		{liveVariant, "FFmpeg, same x264 settings, live", func(in, dir string) []string {
			return cascadeArgs(ladder(), in, dir, liveVariant, append([]string{"-re"}, oneThread...), sameSettings())
		}},
		{sameVariant, "FFmpeg, same x264 settings, as fast as it can", func(in, dir string) []string {
			return cascadeArgs(ladder(), in, dir, sameVariant, oneThread, sameSettings())
		}},
	}
	if b.plain {
		out = append(out, variant{plainVariant, "FFmpeg, x264 veryfast as it comes", func(in, dir string) []string {
			return cascadeArgs(ladder(), in, dir, plainVariant, nil, plainSettings())
		}})
	}
	return out
}

// cascadeArgs decode once, scale each rung from the one above it, and encode all: FFmpeg's cheapest way.
func cascadeArgs(rungs media.Ladder, in, dir, name string, decoder, encoder []string) []string {
	var graph []string
	from := "0:v"
	for i, r := range rungs {
		scale := fmt.Sprintf("[%s]scale=%d:%d:flags=bicubic", from, r.Width, r.Height)
		if i < len(rungs)-1 {
			from = "to" + r.Name
			scale += fmt.Sprintf(",split=2[%s][%s]", r.Name, from)
		} else {
			scale += fmt.Sprintf("[%s]", r.Name)
		}
		graph = append(graph, scale)
	}
	args := join([]string{"-v", "error", "-nostdin", "-y"}, decoder,
		[]string{"-i", in, "-filter_complex_threads", "1", "-filter_complex", strings.Join(graph, ";")})
	for _, r := range rungs {
		args = join(args, []string{"-map", "[" + r.Name + "]", "-c:v", "libx264"}, encoder, []string{
			"-b:v", strconv.Itoa(r.Bitrate), "-maxrate", strconv.Itoa(r.Bitrate + r.Bitrate/10), "-bufsize", strconv.Itoa(r.Bitrate + r.Bitrate/2),
			output(dir, name, r.Name),
		})
	}
	return args
}

func output(dir, name, rung string) string { return filepath.Join(dir, name+"-"+rung+".mp4") }

// commandRun is one measurement of a command.
type commandRun struct {
	wall, cpu time.Duration
	peak      int64
	files     []string // of the rungs, in the ladder's order
}

// measureCommand runs FFmpeg once.
func (b *bench) measureCommand(ctx context.Context, v variant, c clip, dir string) (run commandRun, err error) {
	b.say("%s: running", v.name)
	cmd := exec.CommandContext(ctx, "ffmpeg", v.args(c.File, dir)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return run, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	t := time.NewTicker(samplePeriod / 4)
	defer t.Stop()
	for running := true; running; {
		// The kernel counts what the parent had before exec into the child's rusage; its own peak is in /proc.
		run.peak = max(run.peak, processMemory(cmd.Process.Pid).peak)
		select {
		case err = <-done:
			running = false
		case <-t.C:
		}
	}
	if err != nil {
		return run, fmt.Errorf("ffmpeg: %w\n%s", err, &stderr)
	}
	run.wall = time.Since(begun)
	run.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	for _, r := range ladder() {
		file := output(dir, v.name, r.Name)
		n, err := countFrames(ctx, file)
		if err != nil {
			return run, err
		}
		if n != c.Frames {
			return run, fmt.Errorf("%s has %d frames, the clip %d", file, n, c.Frames)
		}
		run.files = append(run.files, file)
	}
	b.say("%s: %.2f CPU s", v.name, run.cpu.Seconds())
	return run, nil
}

func countFrames(ctx context.Context, file string) (int, error) {
	out, err := exec.CommandContext(ctx, "ffprobe", "-v", "error", "-select_streams", "v", "-count_packets",
		"-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", file).Output()
	if err != nil {
		return 0, fmt.Errorf("ffprobe %s: %w", file, err)
	}
	return strconv.Atoi(strings.Trim(strings.TrimSpace(string(out)), ","))
}

// quality is what a side's outputs are like.
type quality struct {
	ssim     map[string]float64 // by rung
	bitrate  map[string]float64 // bit/s, by rung; of the file
	settings map[string]string  // what x264 wrote into the first rung
}

// quality measures every side's files of the first run. The encoders are deterministic enough that the other runs'
// would tell nothing new.
func (b *bench) quality(ctx context.Context, c clip, ours liveRun, reference map[string][]commandRun) (map[string]quality, error) {
	files := map[string][]string{}
	for _, r := range ours.rungs[1:] {
		files[oursName] = append(files[oursName], r.file)
	}
	for name, runs := range reference {
		files[name] = runs[0].files
	}
	out := map[string]quality{}
	for name, list := range files {
		b.say("%s: comparing with the source", name)
		q := quality{bitrate: map[string]float64{}}
		var err error
		if q.ssim, err = ssim(ctx, c.File, list); err != nil {
			return nil, err
		}
		for i, r := range ladder() {
			info, err := os.Stat(list[i])
			if err != nil {
				return nil, err
			}
			q.bitrate[r.Name] = float64(8*info.Size()) / c.Seconds
		}
		if q.settings, err = readSettings(list[0]); err != nil {
			return nil, err
		}
		out[name] = q
	}
	return out, nil
}

// ssim decodes each file and compares it, frame by frame, with the source scaled to its size straight from the
// source: neither side's own cascade is the measure.
func ssim(ctx context.Context, source string, files []string) (map[string]float64, error) {
	rungs := ladder()
	args := []string{"-v", "info", "-nostats", "-hide_banner", "-nostdin", "-i", source}
	var names []string
	for i := range rungs {
		args = append(args, "-i", files[i])
		names = append(names, fmt.Sprintf("[s%d]", i))
	}
	// Frame n is compared with frame n: no timestamp of either side has a say, and the counts were checked.
	const count = "settb=1/30,setpts=N"
	graph := []string{fmt.Sprintf("[0:v]%s,split=%d%s", count, len(rungs), strings.Join(names, ""))}
	for i, r := range rungs {
		graph = append(graph,
			fmt.Sprintf("[s%d]scale=%d:%d:flags=bicubic,format=yuv420p[r%d]", i, r.Width, r.Height, i),
			fmt.Sprintf("[%d:v]%s,format=yuv420p[d%d]", i+1, count, i),
			fmt.Sprintf("[d%d][r%d]ssim@%s,settb=1/30[o%d]", i, i, r.Name, i))
	}
	args = append(args, "-filter_complex", strings.Join(graph, ";"))
	for i := range rungs {
		args = append(args, "-map", fmt.Sprintf("[o%d]", i), "-fps_mode", "passthrough", "-f", "null", "-")
	}
	out, err := exec.CommandContext(ctx, "ffmpeg", args...).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("ffmpeg ssim: %w\n%s", err, out[max(0, len(out)-2000):])
	}
	return parseSSIM(out)
}

var ssimLine = regexp.MustCompile(`\[ssim@(\w+) @ [^\]]*\] SSIM .*All:([0-9.]+)`)

func parseSSIM(log []byte) (map[string]float64, error) {
	out := map[string]float64{}
	for _, m := range ssimLine.FindAllSubmatch(log, -1) {
		v, err := strconv.ParseFloat(string(m[2]), 64)
		if err != nil {
			return nil, err
		}
		out[string(m[1])] = v
	}
	for _, r := range ladder() {
		if _, ok := out[r.Name]; !ok {
			return nil, fmt.Errorf("ffmpeg said no SSIM of %s:\n%s", r.Name, log[max(0, len(log)-2000):])
		}
	}
	return out, nil
}

// errNoSettings says that a stream does not tell how it was encoded.
var errNoSettings = errors.New("no x264 settings in the stream")

var settingsPattern = regexp.MustCompile(`x264 - core (\d+)[^\x00]*?options: ([ -~]+)`)

// readSettings finds what x264 wrote into the stream about itself: every setting as the encoder took it.
func readSettings(file string) (map[string]string, error) {
	const head = 4 << 20 // it is in the first frame, but an MP4 may begin with something else
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, head)
	n, _ := f.Read(data) // nothing read: no settings
	settings, err := parseSettings(data[:n])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return settings, nil
}

func parseSettings(data []byte) (map[string]string, error) {
	m := settingsPattern.FindSubmatch(data)
	if m == nil {
		return nil, errNoSettings
	}
	out := map[string]string{"core": string(m[1])}
	for field := range strings.FieldsSeq(string(m[2])) {
		key, value, ok := strings.Cut(field, "=")
		if ok {
			out[key] = value
		}
	}
	return out, nil
}

// compareSettings lists where two encoders' settings differ.
func compareSettings(ours, theirs map[string]string) []string {
	var out []string
	for key := range ours {
		if _, ok := theirs[key]; !ok {
			out = append(out, fmt.Sprintf("%s: %s against nothing", key, ours[key]))
		}
	}
	for key, value := range theirs {
		if have, ok := ours[key]; !ok {
			out = append(out, fmt.Sprintf("%s: nothing against %s", key, value))
		} else if have != value {
			out = append(out, fmt.Sprintf("%s: %s against %s", key, have, value))
		}
	}
	slices.Sort(out)
	return out
}
