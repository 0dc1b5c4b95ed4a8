package mediachild

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/millrace/millrace/transcoder/pipeline"
	"github.com/millrace/millrace/transcoder/sandbox"
)

// Run is the child process, behind Config.Command: args say which task it was started for.
//
//	serve [--encoder NAME]   carry a session from in to out
//	audio                    make AAC of another codec's audio, from in to out
//	picture                  decode single pictures, from in to out
//	probe                    write what Probe returns to out, as JSON; --av1=false leaves AV1 alone
//	compare --source FILE --rendition FILE
//	                         write what pipeline.Compare returns to out, as JSON; --cover is its cover
//	demo --out FILE          write a clip; its other flags are what DemoSpec has
//
// All but the last enter a sandbox that leaves them --memory BYTES, unless --confine=false. It is the process that is in it, for good.
// Those that use a GPU take --gpu.
func Run(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	pipeline.LogErrorsOnly()
	if len(args) == 0 {
		return errors.New("media child: no task")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	encoder := flags.String("encoder", pipeline.EncoderX264, "")
	gpu := flags.Bool("gpu", false, "")
	memory := flags.Uint64("memory", 0, "")
	confine := flags.Bool("confine", true, "")
	withAV1 := flags.Bool("av1", true, "")
	path := flags.String("out", "", "")
	source, rendition, cover := flags.String("source", "", ""), flags.String("rendition", "", ""), flags.Bool("cover", false, "")
	var clip pipeline.DemoSpec
	flags.IntVar(&clip.Width, "width", 0, "")
	flags.IntVar(&clip.Height, "height", 0, "")
	flags.IntVar(&clip.Rate, "rate", 0, "")
	flags.IntVar(&clip.Bitrate, "bitrate", 0, "")
	flags.IntVar(&clip.Loops, "loops", 0, "")
	flags.IntVar(&clip.Grain, "grain", 0, "")
	if err := flags.Parse(args[1:]); err != nil {
		return fmt.Errorf("media child: %w", err)
	}
	enter := func() (sandbox.Report, error) {
		if !*confine {
			return sandbox.Report{Missing: []string{"switched off"}}, nil
		}
		return sandbox.Enter(sandbox.Config{GPU: *gpu, Memory: *memory})
	}
	switch args[0] {
	case "serve":
		workInBatches()
		if _, err := enter(); err != nil {
			return fmt.Errorf("media child: %w", err)
		}
		return Serve(ctx, in, out, ServeConfig{Encoder: *encoder, GPU: *gpu, Cores: runtime.GOMAXPROCS(0), Threads: func(n int) { runtime.GOMAXPROCS(n) }})
	case "audio":
		if _, err := enter(); err != nil {
			return fmt.Errorf("media child: %w", err)
		}
		runtime.GOMAXPROCS(1)
		return ServeAudio(ctx, in, out)
	case "picture":
		if _, err := enter(); err != nil {
			return fmt.Errorf("media child: %w", err)
		}
		runtime.GOMAXPROCS(1)
		return ServePictures(ctx, in, out)
	case "probe":
		report, err := enter()
		if err != nil {
			return fmt.Errorf("media child: %w", err)
		}
		probe := pipeline.Probe
		if *gpu {
			probe = pipeline.ProbeGPU
		}
		e, err := probe(ctx, *withAV1)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(Probed{Encoder: e, Sandbox: report})
	case "compare":
		return compare(ctx, out, *source, *rendition, *cover, enter)
	case "demo":
		return pipeline.DemoClip(ctx, *path, clip)
	default:
		return fmt.Errorf("media child: unknown task %q", args[0])
	}
}

// probeTimeout is far more than a probe takes, where drivers work.
const probeTimeout = time.Minute

// Probed is what Probe found.
type Probed struct {
	pipeline.Encoder
	Sandbox sandbox.Report `json:"sandbox"` // what confines the children
}

// Probe finds out, in a child like those of cfg, what its GPU can do; without one, what the processors can. An error says why it
// is nothing. cfg.Encoder and cfg.Log are not looked at. Some builds of libaom crash in real time: with one of them there is no AV1.
func Probe(ctx context.Context, cfg Config) (Probed, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	var p Probed
	args := append([]string{"probe"}, cfg.confinement()...)
	out, err := output(ctx, cfg, args...)
	if crashed(err) {
		slog.Warn("no AV1 will be encoded: its encoder, probably, crashed", "err", err)
		out, err = output(ctx, cfg, append(args, "--av1=false")...)
	}
	if err == nil {
		err = json.Unmarshal(out, &p)
	}
	if err != nil {
		return Probed{}, fmt.Errorf("probe the encoder: %w", err)
	}
	return p, nil
}

// crashed says whether a fault ended a child: a signal, or what Go's runtime makes of one.
func crashed(err error) bool {
	const goCrash = 2
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return false
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	return exit.ExitCode() == goCrash || ok && status.Signaled() && status.Signal() != syscall.SIGKILL
}

// compare opens the files before it loses the right to.
func compare(ctx context.Context, out io.Writer, source, rendition string, cover bool, enter func() (sandbox.Report, error)) error {
	a, err := os.Open(source)
	if err != nil {
		return fmt.Errorf("media child: %w", err)
	}
	defer a.Close()
	b, err := os.Open(rendition)
	if err != nil {
		return fmt.Errorf("media child: %w", err)
	}
	defer b.Close()
	if _, err := enter(); err != nil {
		return fmt.Errorf("media child: %w", err)
	}
	ssim, err := pipeline.Compare(ctx, a, b, cover)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(ssim)
}

// Compare tells how alike two files of fragmented MP4 are, as pipeline.Compare does, in a child like those of cfg.
func Compare(ctx context.Context, cfg Config, source, rendition string, cover bool) (ssim float64, err error) {
	args := append([]string{"compare", "--source", source, "--rendition", rendition, fmt.Sprintf("--cover=%t", cover)}, cfg.confinement()...)
	cfg.GPU = ""
	out, err := output(ctx, cfg, args...)
	if err == nil {
		err = json.Unmarshal(out, &ssim)
	}
	if err != nil {
		return 0, fmt.Errorf("compare a rendition: %w", err)
	}
	return ssim, nil
}

// Demo makes a demo clip, an FLV file at path, in a child.
func Demo(ctx context.Context, argv []string, path string, clip pipeline.DemoSpec) error {
	args := []string{"demo", "--out", path}
	for flag, n := range map[string]int{
		"--width": clip.Width, "--height": clip.Height, "--rate": clip.Rate, "--bitrate": clip.Bitrate, "--loops": clip.Loops, "--grain": clip.Grain,
	} {
		args = append(args, flag, strconv.Itoa(n))
	}
	if _, err := output(ctx, Config{Command: argv}, args...); err != nil {
		return fmt.Errorf("make the demo clip: %w", err)
	}
	return nil
}

// maxOutput is far more than a child that needs no input has to say.
const maxOutput = 64 << 10

// output runs a child that needs no input until it ends.
func output(ctx context.Context, cfg Config, args ...string) ([]byte, error) {
	if len(cfg.Command) == 0 {
		return nil, errors.New("no command")
	}
	lines := &lineLog{log: slog.Default()}
	cmd := command(ctx, cfg.Command, cfg.GPU, args...)
	stdout := limitedBuffer{left: maxOutput}
	cmd.Stdout, cmd.Stderr = &stdout, lines
	err := onOneThread(cmd.Run)
	lines.flush()
	if err != nil {
		return nil, exitError(err, lines.tail())
	}
	return stdout.Bytes(), nil
}

// limitedBuffer is a buffer that refuses what is too much for it.
type limitedBuffer struct {
	bytes.Buffer
	left int
}

// Write implements io.Writer.
func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, ErrMessageSize
	}
	return b.Buffer.Write(p)
}
