package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// What sessions are measured with, beside the ladder.
const (
	manySessions = 8
	partFrames   = clipRate / 2
	spareTime    = time.Second // in which a child gets ready that waits for its session
)

// Targets of sessions.
const (
	maxSessionRatio  = 1.03
	maxSmallRatio    = 1.02
	maxSessionMemory = 220 << 20
	maxSessionLoss   = 0.001
	maxFirstPart     = 400 * time.Millisecond
	maxSpread        = 1.10
	maxResume        = 1.5 // parts
)

// smallSource and smallLadder are those of the many sessions.
func smallLadder() media.Ladder {
	return media.Ladder{{Name: "240p", Width: 426, Height: 240, Bitrate: 400_000}, {Name: "160p", Width: 284, Height: 160, Bitrate: 200_000}}
}

// sessionFigures are what sessions cost, each side's medians of the runs, measured in turns.
type sessionFigures struct {
	CPU, FFmpegCPU           float64 // seconds, of one session live
	Peak, FFmpegPeak         int64   // bytes
	Loss                     float64 // of SSIM, at the rung where it is largest
	LossAt                   string
	FirstRung, FirstPart     float64 // ms from the session's opening, at a spare child, to its first part on the first rung that has it, and on every one
	SmallCPU, SmallFFmpegCPU float64 // seconds, of many sessions
	SmallWall, SmallFFmpeg   float64 // seconds, the median session's
	Spread, SpreadFFmpeg     float64 // the slowest of many against their median
	Resume                   float64 // how much later than the median the latest part came, when a child of the small clip had been killed; in parts
	ResumeAt                 string
}

// sessions measures media children against FFmpeg, without a network, and then how a network goes on without one. Figures that come
// with an error lack the last one.
func (b *bench) sessions(ctx context.Context, c clip) (*sessionFigures, error) {
	source, err := cutClip(c.File)
	if err != nil {
		return nil, err
	}
	small := c
	small.File = c.File + ".360p.flv"
	if err := makeSmall(ctx, c.File, small.File); err != nil {
		return nil, err
	}
	smallSource, err := cutClip(small.File)
	if err != nil {
		return nil, err
	}
	f := &sessionFigures{}
	var ours, theirs, peaks, theirPeaks, firstRungs, first, smallCPU, smallTheirs, walls, theirWalls, spread, theirSpread []float64
	live := b.variants()[0]
	for n := range b.runs {
		dir := filepath.Join(b.dir, fmt.Sprintf("sessions-%d", n+1))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		b.say("one session, live")
		one, err := b.children(ctx, source, ladder(), 1, true, dir)
		if err != nil {
			return nil, err
		}
		command, err := b.measureCommand(ctx, live, c, dir)
		if err != nil {
			return nil, err
		}
		ours, theirs = append(ours, one.cpu.Seconds()), append(theirs, command.cpu.Seconds())
		peaks, theirPeaks = append(peaks, float64(one.peak)), append(theirPeaks, float64(command.peak))
		firstRungs, first = append(firstRungs, milliseconds(one.firstRung)), append(first, milliseconds(one.first))
		if n == 0 {
			if err := f.compare(ctx, c, one.files, command.files); err != nil {
				return nil, err
			}
		}
		b.say("%d sessions", manySessions)
		many, err := b.children(ctx, smallSource, smallLadder(), manySessions, false, dir)
		if err != nil {
			return nil, err
		}
		b.say("%d times FFmpeg", manySessions)
		commands, err := b.commands(ctx, small.File, dir)
		if err != nil {
			return nil, err
		}
		smallCPU, smallTheirs = append(smallCPU, many.cpu.Seconds()), append(smallTheirs, commands.cpu.Seconds())
		walls, theirWalls = append(walls, median(many.walls)), append(theirWalls, median(commands.walls))
		spread, theirSpread = append(spread, slices.Max(many.walls)/median(many.walls)), append(theirSpread, slices.Max(commands.walls)/median(commands.walls))
	}
	f.CPU, f.FFmpegCPU, f.Peak, f.FFmpegPeak, f.FirstPart = median(ours), median(theirs), int64(median(peaks)), int64(median(theirPeaks)), median(first)
	f.FirstRung = median(firstRungs)
	f.SmallCPU, f.SmallFFmpegCPU, f.SmallWall, f.SmallFFmpeg = median(smallCPU), median(smallTheirs), median(walls), median(theirWalls)
	f.Spread, f.SpreadFFmpeg = median(spread), median(theirSpread)
	if err := small.count(); err != nil {
		return nil, err
	}
	if err := b.resume(ctx, small, f); err != nil {
		f.ResumeAt = ""
		return f, fmt.Errorf("after a child was killed: %w", err)
	}
	return f, nil
}

// compare finds the rung that loses most.
func (f *sessionFigures) compare(ctx context.Context, c clip, ours, theirs []string) error {
	mine, err := ssim(ctx, c.File, ours)
	if err != nil {
		return err
	}
	other, err := ssim(ctx, c.File, theirs)
	if err != nil {
		return err
	}
	f.Loss = -1
	for _, r := range ladder() {
		if loss := other[r.Name] - mine[r.Name]; loss > f.Loss {
			f.Loss, f.LossAt = loss, r.Name
		}
	}
	return nil
}

// resume kills the media child of a stream in its middle, and sees how late the parts are that come next: of the small clip, so that
// the machine has room beside publisher and viewers.
func (b *bench) resume(ctx context.Context, small clip, f *sessionFigures) error {
	live, err := b.measureLive(ctx, small, smallLadder(), filepath.Join(b.dir, "resume"), killBusiest)
	if err != nil {
		return err
	}
	for _, r := range live.rungs[1:] {
		if late := setback(r.late); late >= f.Resume {
			f.Resume, f.ResumeAt = late, r.name
		}
	}
	return nil
}

// setback is how much later than usual the latest part of the second half came, in parts. In the first half the stream begins.
func setback(late []time.Duration) float64 {
	usual := summarize(late).P50
	return (summarize(late[len(late)/2:]).Max - usual) / milliseconds(partDuration)
}

// killBusiest kills the process below the transcoder that has worked most: the child of the stream, and not a spare one.
func killBusiest(n *network) error {
	for _, r := range n.roles {
		if r.name != "transcoder" {
			continue
		}
		u, err := treeUsage(r.pid())
		if err != nil {
			return err
		}
		busiest, most := 0, time.Duration(-1)
		for _, pid := range u.pids {
			text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
			if err != nil {
				continue // it ended
			}
			if s, err := parseStat(text); err == nil && s.own > most {
				busiest, most = pid, s.own
			}
		}
		if busiest == 0 {
			return errors.New("no media child to kill")
		}
		return syscall.Kill(busiest, syscall.SIGKILL)
	}
	return errors.New("no transcoder")
}

// cutSource is a clip's video in parts.
type cutSource struct {
	format media.VideoFormat
	parts  []media.Part
}

// cutClip cuts a clip of constant rate without B-frames into parts of half a second, and segments at its IDR frames.
func cutClip(file string) (s cutSource, err error) {
	f, err := os.Open(file)
	if err != nil {
		return s, err
	}
	defer f.Close()
	tags, err := flv.NewReader(f)
	if err != nil {
		return s, err
	}
	frame := int64(media.Rational{Num: clipRate, Den: 1}.FrameTicks())
	var samples []fmp4.Sample
	n, next := int64(0), media.PartID{Segment: 1}
	flush := func(last bool) {
		if len(samples) == 0 {
			return
		}
		start := (n - int64(len(samples))) * frame
		s.parts = append(s.parts, media.Part{
			ID: next, Start: media.Ticks(start), Duration: media.Ticks(int64(len(samples)) * frame), Frames: len(samples), Independent: next.Part == 0, Last: last,
			Data: fmp4.MarshalPart(uint32(len(s.parts)+1), start, samples),
		})
		samples, next.Part = nil, next.Part+1
		if last {
			next = media.PartID{Segment: next.Segment + 1}
		}
	}
	for {
		tag, err := tags.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return s, err
		}
		if tag.Type != flv.TagVideo {
			continue
		}
		v, err := flv.ParseVideo(tag.Data)
		if errors.Is(err, flv.ErrEmpty) {
			continue
		}
		if err != nil {
			return s, err
		}
		switch {
		case v.Packet == flv.PacketSequenceHeader:
			if s.format, err = codec.Video(media.VideoFormat{Codec: v.Codec, Config: v.Data}); err != nil {
				return s, err
			}
			continue
		case v.Packet != flv.PacketFrame:
			continue
		case v.CompositionTime != 0:
			return s, errors.New("sessions are measured with a clip without B-frames")
		}
		key := codec.Key(v.Codec, v.Data)
		if key && n > 0 || len(samples) == partFrames {
			flush(key)
		}
		samples = append(samples, fmp4.Sample{Duration: frame, Key: key, Data: bytes.Clone(v.Data)})
		n++
	}
	flush(true)
	if len(s.parts) == 0 {
		return s, errors.New("no video")
	}
	return s, nil
}

// makeSmall scales the clip, once.
func makeSmall(ctx context.Context, from, to string) error {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	half := to + ".part"
	out, err := exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-nostdin", "-y", "-i", from, "-an", "-vf", "scale=640:360", "-c:v", "libx264", "-preset", "veryfast", "-bf", "0",
		"-b:v", "900k", "-g", strconv.Itoa(clipGOP), "-keyint_min", strconv.Itoa(clipGOP), "-sc_threshold", "0", "-f", "flv", half).CombinedOutput()
	if err != nil {
		return fmt.Errorf("make the small clip: %w\n%s", err, out)
	}
	return os.Rename(half, to)
}

// batch is what several processes at one time took.
type batch struct {
	cpu   time.Duration
	walls []float64 // seconds, of each
	peak  int64     // of a single one
	files []string  // of the first one's rungs

	firstRung, first time.Duration // the first one's
}

// children runs so many sessions at one time, each in a child of its own: at the pace of the source, or as fast as they go.
func (b *bench) children(ctx context.Context, s cutSource, rungs media.Ladder, count int, live bool, dir string) (g batch, err error) {
	group, ctx := errgroup.WithContext(ctx)
	g.walls = make([]float64, count)
	used := childrenTime()
	quit, sampled := make(chan struct{}), make(chan int64, 1)
	if count == 1 {
		go func() { sampled <- samplePeak(quit) }()
	} else {
		sampled <- 0 // to look at many costs them time, which nothing costs FFmpeg's
	}
	for i := range count {
		group.Go(func() error {
			run := childRun{source: s, rungs: rungs, live: live}
			if i == 0 {
				for _, r := range rungs {
					run.files = append(run.files, filepath.Join(dir, "child-"+r.Name+".mp4"))
				}
			}
			if err := run.run(ctx, b.bin); err != nil {
				return err
			}
			g.walls[i] = run.wall.Seconds()
			if i == 0 {
				g.firstRung, g.first, g.files = run.firstRung, run.first, run.files
			}
			return nil
		})
	}
	err = group.Wait()
	close(quit)
	g.peak, g.cpu = <-sampled, childrenTime()-used
	return g, err
}

// samplePeak is the most memory that a process below this one held, until quit is closed.
func samplePeak(quit <-chan struct{}) (peak int64) {
	t := time.NewTicker(samplePeriod)
	defer t.Stop()
	for {
		if u, err := treeUsage(os.Getpid()); err == nil {
			for _, pid := range u.pids {
				peak = max(peak, processMemory(pid).peak)
			}
		}
		select {
		case <-quit:
			return peak
		case <-t.C:
		}
	}
}

// childrenTime is the processor time of processes of ours that have ended.
func childrenTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// childRun is one session in one child.
type childRun struct {
	source cutSource
	rungs  media.Ladder
	live   bool
	files  []string // to write the rungs to; nil: nowhere

	wall, firstRung, first time.Duration // from when the session was opened to its end, to its first part on a rung, and on every one
}

func (r *childRun) run(ctx context.Context, bin string) error {
	command, err := mediachild.Command(bin)
	if err != nil {
		return err
	}
	child, err := mediachild.Start(ctx, mediachild.Config{Command: command, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { _ = child.Close() }() // it has ended, or err says why not
	select {
	case <-time.After(spareTime):
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	outputs := make([]io.Writer, len(r.rungs))
	for i := range outputs {
		outputs[i] = io.Discard
		if r.files == nil {
			continue
		}
		f, err := os.Create(r.files[i])
		if err != nil {
			return err
		}
		defer f.Close()
		outputs[i] = f
	}
	begun := time.Now()
	sent := make(chan error, 1)
	go func() { sent <- r.feed(ctx, child, begun) }()
	if err := r.receive(child, outputs, begun); err != nil {
		return err
	}
	r.wall = time.Since(begun)
	return <-sent
}

// feed sends the parts: the first at once, as it waits for a session that opens, and the others at the source's pace if it is live.
func (r *childRun) feed(ctx context.Context, child *mediachild.Child, begun time.Time) error {
	if err := child.Send(wire.Open{Session: "bench", Stream: "bench", Source: r.source.format, Ladder: r.rungs}.Request()); err != nil {
		return err
	}
	for _, p := range r.source.parts {
		if r.live {
			select {
			case <-time.After(time.Until(begun.Add((p.End() - r.source.parts[0].End()).Duration()))):
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		if err := child.Send(wire.NewSourcePart(p)); err != nil {
			return err
		}
	}
	return child.Send(wire.NewFinish())
}

func (r *childRun) receive(child *mediachild.Child, outputs []io.Writer, begun time.Time) error {
	parts := make([]int, len(r.rungs))
	for {
		m, err := child.Receive()
		if err != nil {
			return err
		}
		switch m := m.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Init:
			rung, init, err := wire.ParseRenditionInit(m.Init, len(r.rungs))
			if err != nil {
				return err
			}
			if _, err := outputs[rung].Write(init); err != nil {
				return err
			}
		case *millracev1.TranscodeResponse_Part:
			rung, p, _, err := wire.ParseRenditionPart(m.Part, len(r.rungs))
			if err != nil {
				return err
			}
			if _, err := outputs[rung].Write(p.Data); err != nil {
				return err
			}
			parts[rung]++
			if r.firstRung == 0 {
				r.firstRung = time.Since(begun)
			}
			if r.first == 0 && slices.Min(parts) > 0 {
				r.first = time.Since(begun)
			}
		case *millracev1.TranscodeResponse_Failure:
			return wire.FailureError(m.Failure)
		case *millracev1.TranscodeResponse_Finished:
			for i, n := range parts {
				if n != len(r.source.parts) {
					return fmt.Errorf("%d parts of %s, the source has %d", n, r.rungs[i].Name, len(r.source.parts))
				}
			}
			return nil
		}
	}
}

// commands runs FFmpeg as often at one time as there are sessions, with the small ladder.
func (b *bench) commands(ctx context.Context, in, dir string) (g batch, err error) {
	group, ctx := errgroup.WithContext(ctx)
	g.walls = make([]float64, manySessions)
	used := childrenTime()
	for i := range manySessions {
		group.Go(func() error {
			args := cascadeArgs(smallLadder(), in, dir, fmt.Sprintf("many-%d", i), []string{"-threads", "1"}, sameSettings())
			begun := time.Now()
			if out, err := exec.CommandContext(ctx, "ffmpeg", args...).CombinedOutput(); err != nil {
				return fmt.Errorf("ffmpeg: %w\n%s", err, out)
			}
			g.walls[i] = time.Since(begun).Seconds()
			return nil
		})
	}
	err = group.Wait()
	g.cpu = childrenTime() - used
	return g, err
}

// tables are the figures and the targets.
func (f *sessionFigures) tables(runs int) []table {
	seconds := func(v float64) string { return fmt.Sprintf("%.2f", v) }
	sides := table{
		title: fmt.Sprintf("Media children against FFmpeg's command (medians of %d, in turns)", runs),
		head:  []string{"", "CPU s", "FFmpeg's", "ratio", "peak MiB", "FFmpeg's", "wall s", "FFmpeg's", "slowest / median", "FFmpeg's"},
		rows: [][]string{
			{
				"one session, 1080p30 to 720p, 480p and 360p, live", seconds(f.CPU), seconds(f.FFmpegCPU), fmt.Sprintf("%.3f", f.CPU/f.FFmpegCPU),
				fmt.Sprintf("%.0f", mebibytes(f.Peak)), fmt.Sprintf("%.0f", mebibytes(f.FFmpegPeak)), "", "", "", "",
			},
			{
				fmt.Sprintf("%d sessions, 360p30 to 240p and 160p, as fast as they can", manySessions), seconds(f.SmallCPU), seconds(f.SmallFFmpegCPU),
				fmt.Sprintf("%.3f", f.SmallCPU/f.SmallFFmpegCPU), "", "", seconds(f.SmallWall), seconds(f.SmallFFmpeg), seconds(f.Spread), seconds(f.SpreadFFmpeg),
			},
		},
	}
	targets := table{title: "Targets", head: []string{"target", "measured", "met"}}
	add := func(met bool, what, got string) {
		verdict := "no"
		if met {
			verdict = "yes"
		}
		targets.rows = append(targets.rows, []string{what, got, verdict})
	}
	add(f.CPU <= maxSessionRatio*f.FFmpegCPU, fmt.Sprintf("CPU seconds of one session at most %.2f of FFmpeg's", maxSessionRatio), fmt.Sprintf("%.3f", f.CPU/f.FFmpegCPU))
	add(f.Peak <= maxSessionMemory, fmt.Sprintf("its child at most %d MiB", maxSessionMemory>>20), fmt.Sprintf("%.0f MiB", mebibytes(f.Peak)))
	add(f.Loss <= maxSessionLoss, fmt.Sprintf("SSIM of every rung within %.3f of FFmpeg's, or above", maxSessionLoss), fmt.Sprintf("%+.5f at %s", -f.Loss, f.LossAt))
	add(f.FirstRung <= milliseconds(maxFirstPart), fmt.Sprintf("first part on the first rung %.0f ms after the session was opened", milliseconds(maxFirstPart)), fmt.Sprintf("%.0f ms", f.FirstRung))
	add(f.FirstPart <= milliseconds(maxFirstPart), fmt.Sprintf("first part on every rung %.0f ms after the session was opened", milliseconds(maxFirstPart)), fmt.Sprintf("%.0f ms", f.FirstPart))
	add(f.SmallCPU <= maxSmallRatio*f.SmallFFmpegCPU, fmt.Sprintf("CPU seconds of %d sessions at most %.2f of FFmpeg's", manySessions, maxSmallRatio), fmt.Sprintf("%.3f", f.SmallCPU/f.SmallFFmpegCPU))
	add(f.Spread <= maxSpread, fmt.Sprintf("the slowest of them within %.0f %% of the median", 100*(maxSpread-1)), fmt.Sprintf("%.1f %%", 100*(f.Spread-1)))
	resumed := "not measured"
	if f.ResumeAt != "" {
		resumed = fmt.Sprintf("%.2f at %s", f.Resume, f.ResumeAt)
	}
	add(f.ResumeAt != "" && f.Resume <= maxResume, fmt.Sprintf("parts at most %.1f parts later than usual when a child was killed", maxResume), resumed)
	return []table{sides, targets}
}
