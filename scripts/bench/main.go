// Command bench measures this project against FFmpeg's own command line, side by side on one machine.
//
// It makes a clip, plays it in real time over RTMP to a network of separate processes (chain, orchestrator,
// transcoder with its media child, broadcaster), records every rung as a plain HLS client while a low-latency client
// times when each part becomes visible, and then gives the same clip to FFmpeg's best single-process command with the
// same encoder settings. It promises that both made every frame, that both were encoded with the settings that it
// prints (x264's own words in the streams are compared), and that what it counts is the whole process tree of each
// role; it counts neither the chain, nor the publisher, nor itself. See docs/benchmarks.md.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// options are the command line.
type options struct {
	bin        string
	seconds    int
	runs       int
	bframes    int
	clip       string
	keep       string
	plain      bool
	minutes    int
	publishers int
	hostile    int
	children   bool
	json       bool
	markdown   bool
}

// Bounds of the options.
const (
	maxSeconds    = 600
	maxRuns       = 100
	maxMinutes    = 24 * 60
	maxPublishers = 1000
)

var errUsage = errors.New("wrong usage")

func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.bin, "bin", "bin/millrace", "the `program` to measure")
	fs.IntVar(&o.seconds, "seconds", 60, "length of the clip in seconds, from 4 to 600")
	fs.IntVar(&o.runs, "runs", 1, "how often everything is measured, one after the other in turns; medians are shown")
	fs.IntVar(&o.bframes, "bframes", 0, "consecutive B-frames in the clip, from 0 to 3")
	fs.StringVar(&o.clip, "clip", "", "measure with this FLV `file` (H.264 1080p30, closed GOPs of 2 s) instead of a made one")
	fs.StringVar(&o.keep, "keep", "", "keep recordings, FFmpeg's outputs and logs in this `folder`")
	fs.BoolVar(&o.plain, "plain", true, "also measure FFmpeg with x264's veryfast as it comes: lookahead, macroblock tree, threads")
	fs.IntVar(&o.minutes, "minutes", 0, "instead of comparing, hold one looped stream for so many minutes and print memory each minute")
	fs.IntVar(&o.publishers, "publishers", 0, "instead of comparing transcoders, take in so many publishers for -seconds, with nginx-rtmp beside us where it is installed")
	fs.IntVar(&o.hostile, "hostile", 0, "with -publishers: instead of nginx-rtmp, take them in beside so many clients that misuse the RTMP port")
	fs.BoolVar(&o.children, "sessions", false, "instead of comparing networks, compare media children with FFmpeg, one and several, and kill one at work")
	fs.BoolVar(&o.json, "json", false, "print JSON")
	fs.BoolVar(&o.markdown, "markdown", false, "print Markdown, as in docs/benchmarks.md")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	switch {
	case fs.NArg() > 0:
		return o, fmt.Errorf("%w: unexpected %q", errUsage, fs.Arg(0))
	case o.seconds < 4 || o.seconds > maxSeconds:
		return o, fmt.Errorf("%w: -seconds %d: from 4 to %d", errUsage, o.seconds, maxSeconds)
	case o.runs < 1 || o.runs > maxRuns:
		return o, fmt.Errorf("%w: -runs %d: from 1 to %d", errUsage, o.runs, maxRuns)
	case o.bframes < 0 || o.bframes > 3:
		return o, fmt.Errorf("%w: -bframes %d: from 0 to 3", errUsage, o.bframes)
	case o.minutes < 0 || o.minutes > maxMinutes:
		return o, fmt.Errorf("%w: -minutes %d: from 0 to %d", errUsage, o.minutes, maxMinutes)
	case o.publishers < 0 || o.publishers > maxPublishers:
		return o, fmt.Errorf("%w: -publishers %d: from 1 to %d", errUsage, o.publishers, maxPublishers)
	case o.hostile < 0 || o.hostile > maxPublishers || o.hostile > 0 && o.publishers == 0:
		return o, fmt.Errorf("%w: -hostile %d: from 1 to %d, and with -publishers", errUsage, o.hostile, maxPublishers)
	case o.children && o.bframes > 0:
		return o, fmt.Errorf("%w: -sessions measures without -bframes", errUsage)
	case o.json && o.markdown:
		return o, fmt.Errorf("%w: -json or -markdown, not both", errUsage)
	}
	return o, nil
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code) //nolint:forbidigo // this is main
}

// run is main without the process. The table goes to stdout, progress to stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == harassCommand {
		if err := runHostile(ctx, args[1:]); err != nil {
			fmt.Fprintln(stderr, "bench:", err)
			return 2
		}
		return 0
	}
	o, err := parseOptions(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fmt.Fprintln(stderr, "bench:", err)
		return 2
	}
	b := &bench{options: o, progress: stderr, begun: time.Now()}
	report, err := b.run(ctx)
	if report != nil {
		if printErr := report.print(stdout, o); printErr != nil {
			err = errors.Join(err, printErr)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

// bench is one run of the program.
type bench struct {
	options
	progress io.Writer
	begun    time.Time
	dir      string // of everything that is written
}

// say tells what is going on.
func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.progress, "%4.0fs  %s\n", time.Since(b.begun).Seconds(), fmt.Sprintf(format, args...))
}

// run measures. A report that comes with an error is one of a measurement that must not be trusted, and says so.
func (b *bench) run(ctx context.Context) (_ *report, err error) {
	if b.bin, err = filepath.Abs(b.bin); err != nil {
		return nil, err
	}
	if _, err := os.Stat(b.bin); err != nil {
		return nil, fmt.Errorf("%w: make build makes it", err)
	}
	for _, tool := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("%w: make deps builds it", err)
		}
	}
	if b.dir = b.keep; b.dir == "" {
		if b.dir, err = os.MkdirTemp("", "millrace-bench-"); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	} else if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return nil, err
	}
	r := &report{Date: time.Now().UTC(), Machine: describeMachine(ctx)}
	if r.Clip, err = b.prepareClip(ctx); err != nil {
		return nil, err
	}
	if b.minutes > 0 {
		r.Soak, err = b.soak(ctx, r.Clip)
		return r, err
	}
	if b.options.children {
		r.Runs = b.runs
		if r.Sessions, err = b.sessions(ctx, r.Clip); r.Sessions == nil {
			return nil, err
		}
		return r, err
	}
	if b.publishers > 0 {
		if r.Ingest, err = b.ingest(ctx, r.Clip); err != nil {
			return nil, err
		}
		return r, nil
	}
	var ours []liveRun
	reference := map[string][]commandRun{}
	for n := range b.runs {
		dir := filepath.Join(b.dir, fmt.Sprintf("run-%d", n+1))
		live, err := b.measureLive(ctx, r.Clip, ladder(), dir)
		if err != nil {
			return nil, fmt.Errorf("run %d of ours: %w", n+1, err)
		}
		ours = append(ours, live)
		for _, v := range b.variants() {
			c, err := b.measureCommand(ctx, v, r.Clip, dir)
			if err != nil {
				return nil, fmt.Errorf("run %d of %s: %w", n+1, v.name, err)
			}
			reference[v.name] = append(reference[v.name], c)
		}
	}
	quality, err := b.quality(ctx, r.Clip, ours[0], reference)
	if err != nil {
		return nil, err
	}
	return r, r.fill(ours, b.variants(), reference, quality)
}

// print writes the report in the form that was asked for.
func (r *report) print(w io.Writer, o options) error {
	switch {
	case o.json:
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	case o.markdown:
		return r.markdown(w)
	default:
		return r.text(w)
	}
}
