package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/version"
	"github.com/millrace/millrace/transcoder/bench"
	"github.com/millrace/millrace/transcoder/mediachild"
	"github.com/millrace/millrace/transcoder/pipeline"
)

// benchCmd measures this machine as a transcoder.
type benchCmd struct {
	Source      string `help:"FLV file with the video to transcode; without one a test picture with grain, of --size." placeholder:"FILE"`
	Size        string `help:"Size of the test picture." default:"1920x1080" placeholder:"WxH"`
	FrameRate   int    `help:"Frames per second of the test picture." default:"30"`
	Ladder      string `help:"The renditions to make, as for a broadcaster. Default: 1080p to 144p." placeholder:"FILE|PRESETS"`
	Rungs       int    `help:"How many rungs of the ladder below the source's size to make, at most." default:"3"`
	Seconds     int    `help:"Seconds of video that each trial lasts." default:"10"`
	MaxSessions int    `help:"Sessions to try at most." default:"64"`
	Devices     string `help:"GPUs to use, as for a transcoder." default:"all" placeholder:"LIST"`
	JSON        bool   `help:"Answer in JSON. Progress goes to the standard error."`
}

// Bounds of what is measured with.
const (
	maxBenchSeconds = 600
	maxBenchRate    = 240
	maxBenchParts   = 4 * maxBenchSeconds
	benchBitrate    = 4 // bits per second of the test picture for each pixel in one frame
	maxBenchReport  = 1 << 20
)

// benchHeadroom is what part of what a machine carried is admitted: the rest is for other content and for failovers.
const benchHeadroom = 0.8

// benchReport is what benchCmd answers.
type benchReport struct {
	Version   string       `json:"version"`
	Encoder   string       `json:"encoder"`
	GPU       bool         `json:"gpu"` // decodes and scales
	Cores     int          `json:"cores"`
	Source    benchSource  `json:"source"`
	Ladder    media.Ladder `json:"ladder"`
	SSIM      []float64    `json:"ssim"`      // of the rungs, in the ladder's order: how alike their pictures and the source's are
	PixelRate int64        `json:"pixelRate"` // output pixels per second that the sessions come to
	// Costs are what a short test says of the pixels that are not H.264, and Capacity is what transcoderCmd takes of a machine
	// that carries these sessions, in pixels of H.264 per second.
	Costs    media.EncodeCosts `json:"costs"`
	Capacity int64             `json:"capacity"`
	bench.Result
}

// benchSource describes the video.
type benchSource struct {
	Codec     media.Codec `json:"codec"`
	Width     int         `json:"width"`
	Height    int         `json:"height"`
	FrameRate float64     `json:"frameRate"`
}

// Run implements command.
func (c *benchCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.Seconds < 1 || c.Seconds > maxBenchSeconds || c.MaxSessions < 1 || c.Rungs < 1 || c.Rungs > media.MaxRenditions {
		return fmt.Errorf("%w: --seconds is from 1 to %d, --rungs from 1 to %d, --max-sessions at least 1", errUsage, maxBenchSeconds, media.MaxRenditions)
	}
	ladder := media.DefaultLadder()
	if c.Ladder != "" {
		var err error
		if ladder, err = loadLadder(c.Ladder); err != nil {
			return fmt.Errorf("%w: --ladder: %w", errUsage, err)
		}
	}
	command, err := mediaChildCommand()
	if err != nil {
		return err
	}
	source, err := c.source(ctx, command)
	if err != nil {
		return err
	}
	ladder = ladder.Fit(source.format.Width, source.format.Height, c.Rungs).WithSourceRate(source.rate)
	if len(ladder) == 0 {
		return fmt.Errorf("%w: no rung of the ladder is smaller than %dx%d", errUsage, source.format.Width, source.format.Height)
	}
	w, err := openWorkshop(ctx, mediachild.Config{Command: command}, c.Devices)
	if err != nil {
		return err
	}
	defer w.close()
	made, err := newBenchFiles(len(ladder))
	if err != nil {
		return err
	}
	defer made.remove()
	result, err := bench.Run(ctx, bench.Config{
		Source: source.format, Parts: source.parts, Ladder: ladder, MaxSessions: c.MaxSessions, CPU: childrenTime, GPU: w.busy(), Output: made.write,
		Start: func(ctx context.Context) (bench.Child, error) { return w.worker.Start(ctx) },
		Progress: func(s bench.Step) {
			verdict := "real time"
			if !s.RealTime {
				verdict = "too slow"
			}
			fmt.Fprintf(os.Stderr, "%d sessions: %s, p99 %.0f ms\n", s.Sessions, verdict, 1000*s.P99)
		},
	})
	if err != nil {
		return err
	}
	ssim, err := made.compare(ctx, command, source, ladder)
	if err != nil {
		return err
	}
	report := benchReport{
		Version: version.Here(), Encoder: w.encoder.Name, GPU: w.encoder.GPU, Cores: runtime.NumCPU(), Ladder: ladder, SSIM: ssim, Result: result,
		Source:    benchSource{source.format.Codec, source.format.Width, source.format.Height, source.rate.Float()},
		PixelRate: int64(result.Sessions) * ladder.PixelRate(source.rate), Costs: w.encoder.Costs,
		Capacity: int64(benchHeadroom * float64(int64(result.Sessions)*w.encoder.Costs.Of(ladder.Work(source.rate)))),
	}
	if c.JSON {
		return json.NewEncoder(stdout).Encode(report)
	}
	return report.print(stdout)
}

func (r benchReport) print(w io.Writer) error {
	fmt.Fprintf(w, "%s, %d cores; %s %dx%d at %.5g Hz to", r.Encoder, r.Cores, r.Source.Codec, r.Source.Width, r.Source.Height, r.Source.FrameRate)
	for i, rung := range r.Ladder {
		fmt.Fprintf(w, " %dx%d (SSIM %.4f)", rung.Width, rung.Height, r.SSIM[i])
	}
	fmt.Fprint(w, "\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "SESSIONS\tFIRST RUNG ms\tFIRST PART ms\tp50 ms\tp95 ms\tp99 ms\tmax ms\tMISSING\tCORES\tGPU %\tREAL TIME\t")
	for _, s := range r.Steps {
		verdict := "yes"
		if !s.RealTime {
			verdict = "no"
		}
		fmt.Fprintf(t, "%d\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%d\t%.1f\t%.0f\t%s\t\n", s.Sessions, 1000*s.FirstRung, 1000*s.FirstPart, 1000*s.P50, 1000*s.P95, 1000*s.P99, 1000*s.Max, s.Missing, s.Cores, s.GPU, verdict)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d sessions in real time: %d pixels/s. To be admitted: %d pixels/s of H.264; one of HEVC counts %.1f, of 10 bits %.1f; one of AV1 %s, of 10 bits %s\n",
		r.Sessions, r.PixelRate, r.Capacity, max(r.Costs.HEVC, 1), max(r.Costs.HEVC10, 1), costAV1(r.Costs.AV1), costAV1(r.Costs.AV1x10))
	return err
}

// costAV1 is a cost for people.
func costAV1(cost float64) string {
	if cost <= 0 {
		return "cannot be made"
	}
	return fmt.Sprintf("%.1f", max(cost, 1))
}

// measuredCapacity is what benchCmd answered, in JSON, about a machine that encodes as this one does.
func measuredCapacity(path string, e pipeline.Encoder) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var r benchReport
	if err := json.NewDecoder(io.LimitReader(f, maxBenchReport)).Decode(&r); err != nil {
		return 0, fmt.Errorf("%s: %w", path, err)
	}
	switch {
	case r.Encoder != e.Name || r.GPU != e.GPU || r.Cores != runtime.NumCPU():
		return 0, fmt.Errorf("%s: measured with %s on %d cores (GPU: %t), here is %s on %d (GPU: %t): measure again",
			path, r.Encoder, r.Cores, r.GPU, e.Name, runtime.NumCPU(), e.GPU)
	case r.Capacity <= 0:
		return 0, fmt.Errorf("%s: the machine did not carry one session", path)
	}
	return r.Capacity, nil
}

// benchFiles are what one session made of each rung.
type benchFiles struct {
	dir   string
	rungs []*os.File
	err   error // of a write
}

func newBenchFiles(rungs int) (_ *benchFiles, err error) {
	f := &benchFiles{}
	defer func() {
		if err != nil {
			f.remove()
		}
	}()
	if f.dir, err = os.MkdirTemp("", "millrace-bench"); err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	for i := range rungs {
		file, err := os.Create(filepath.Join(f.dir, strconv.Itoa(i)+".mp4"))
		if err != nil {
			return nil, fmt.Errorf("bench: %w", err)
		}
		f.rungs = append(f.rungs, file)
	}
	return f, nil
}

func (f *benchFiles) write(rung int, data []byte) {
	_, err := f.rungs[rung].Write(data)
	f.err = errors.Join(f.err, err)
}

// compare tells how alike each rung and the source are.
func (f *benchFiles) compare(ctx context.Context, command []string, source *benchVideo, ladder media.Ladder) ([]float64, error) {
	init, err := fmp4.VideoInit(source.format)
	if err != nil {
		return nil, err
	}
	for _, p := range source.parts {
		init = append(init, p.Data...)
	}
	path := filepath.Join(f.dir, "source.mp4")
	if err := errors.Join(f.err, os.WriteFile(path, init, 0o600)); err != nil {
		return nil, fmt.Errorf("bench: %w", err)
	}
	fmt.Fprintln(os.Stderr, "comparing the renditions with the source")
	ssim := make([]float64, len(ladder))
	for i, rung := range f.rungs {
		if ssim[i], err = mediachild.Compare(ctx, mediachild.Config{Command: command}, path, rung.Name(), ladder[i].Fit == media.FitCover); err != nil {
			return nil, err
		}
	}
	return ssim, nil
}

func (f *benchFiles) remove() {
	for _, file := range f.rungs {
		_ = file.Close()
	}
	_ = os.RemoveAll(f.dir)
}

// busy tells how busy the GPUs are that are in use; nil where none is.
func (w *workshop) busy() func() float64 {
	if w.worker.devices == nil {
		return nil
	}
	return w.worker.devices.Busy
}

// childrenTime is the processor time of children that have ended, in seconds.
func childrenTime() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// source makes, or reads, the video, and cuts it as a broadcaster does.
func (c *benchCmd) source(ctx context.Context, command []string) (*benchVideo, error) {
	path := c.Source
	if path == "" {
		spec := pipeline.DemoSpec{Rate: c.FrameRate, Grain: 8, Loops: (c.Seconds + 7) / 8}
		width, height, _ := strings.Cut(c.Size, "x")
		var wrong [2]error
		spec.Width, wrong[0] = strconv.Atoi(width)
		spec.Height, wrong[1] = strconv.Atoi(height)
		if errors.Join(wrong[:]...) != nil || min(spec.Width, spec.Height) < media.MinDimension || max(spec.Width, spec.Height) > media.MaxDimension {
			return nil, fmt.Errorf("%w: --size %q: want WIDTHxHEIGHT, from %d to %d", errUsage, c.Size, media.MinDimension, media.MaxDimension)
		}
		if spec.Rate < 1 || spec.Rate > maxBenchRate {
			return nil, fmt.Errorf("%w: --frame-rate %d: from 1 to %d", errUsage, spec.Rate, maxBenchRate)
		}
		spec.Bitrate = benchBitrate * spec.Width * spec.Height
		dir, err := os.MkdirTemp("", "millrace-bench")
		if err != nil {
			return nil, fmt.Errorf("bench: %w", err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		path = filepath.Join(dir, "source.flv")
		fmt.Fprintf(os.Stderr, "making %d s of %s at %d Hz\n", 8*spec.Loops, c.Size, c.FrameRate)
		if err := mediachild.Demo(ctx, command, path, spec); err != nil {
			return nil, err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: --source: %w", errUsage, err)
	}
	defer f.Close()
	v := &benchVideo{limit: media.Ticks(c.Seconds) * media.Second}
	if err := v.read(f); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return v, nil
}

// benchVideo is a video in parts. It implements segmenter.Output.
type benchVideo struct {
	limit  media.Ticks // of its length
	format media.VideoFormat
	rate   media.Rational
	parts  []media.Part
	frames int
}

// VideoInit implements segmenter.Output.
func (v *benchVideo) VideoInit(f media.VideoFormat, _ []byte) { v.format = f }

// VideoPart implements segmenter.Output.
func (v *benchVideo) VideoPart(p media.Part) {
	if !v.full() {
		v.parts = append(v.parts, p)
		v.frames += p.Frames
	}
}

// AudioInit implements segmenter.Output.
func (*benchVideo) AudioInit(media.AudioFormat, []byte) {}

// AudioPart implements segmenter.Output.
func (*benchVideo) AudioPart(int, media.Part) {}

// AudioGap implements segmenter.Output.
func (*benchVideo) AudioGap(int, media.PartID) {}

func (v *benchVideo) full() bool {
	return len(v.parts) >= maxBenchParts || len(v.parts) > 0 && v.parts[len(v.parts)-1].End()-v.parts[0].Start >= v.limit
}

// read takes the video out of an FLV file, up to the limit.
func (v *benchVideo) read(r io.Reader) error {
	tags, err := flv.NewReader(r)
	if err != nil {
		return err
	}
	cut, err := segmenter.New(segmenter.Config{}, v)
	if err != nil {
		return err
	}
	for !v.full() {
		tag, err := tags.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if tag.Type != flv.TagVideo {
			continue
		}
		if err := v.feed(cut, tag); err != nil {
			return err
		}
	}
	if err := cut.End(); err != nil {
		return err
	}
	if len(v.parts) == 0 {
		return errors.New("no video")
	}
	if v.rate = v.format.FrameRate; v.rate.Num == 0 {
		length := v.parts[len(v.parts)-1].End() - v.parts[0].Start
		v.rate = media.Rational{Num: v.frames * media.ClockRate, Den: int(length)}
	}
	return nil
}

// feed hands a tag's frame, or format, to the segmenter.
func (v *benchVideo) feed(cut *segmenter.Segmenter, tag flv.Tag) error {
	video, err := flv.ParseVideo(tag.Data)
	if errors.Is(err, flv.ErrEmpty) {
		return nil
	}
	if err != nil {
		return err
	}
	switch video.Packet {
	case flv.PacketSequenceHeader:
		f, err := codec.Video(media.VideoFormat{Codec: video.Codec, Config: video.Data})
		if err != nil {
			return err
		}
		return cut.VideoFormat(f)
	case flv.PacketFrame:
		dts := media.Ticks(tag.Timestamp) * media.Millisecond
		return cut.Video(media.AccessUnit{
			DTS: dts, PTS: dts + media.Ticks(video.CompositionTime)*media.Millisecond, Key: codec.Key(video.Codec, video.Data), Payload: video.Data,
		})
	default:
		return nil
	}
}
