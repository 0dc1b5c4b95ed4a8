package mediachild

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"time"

	"github.com/millrace/millrace/transcoder/pipeline"
)

// Run is the child process, behind Config.Command: args say which task it was started for.
//
//	serve [--encoder NAME] [--gpu]   carry a session from in to out
//	probe [--gpu]                    write what Probe returns to out, as JSON
//	demo --out FILE                  write the demo clip
func Run(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	pipeline.LogErrorsOnly()
	if len(args) == 0 {
		return errors.New("media child: no task")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	encoder := flags.String("encoder", pipeline.EncoderX264, "")
	gpu := flags.Bool("gpu", false, "")
	path := flags.String("out", "", "")
	if err := flags.Parse(args[1:]); err != nil {
		return fmt.Errorf("media child: %w", err)
	}
	switch args[0] {
	case "serve":
		// The Go code here only moves bytes; the codecs run outside its scheduler, which is cheapest with one
		// processor: it then hands over between fewer threads.
		cores := runtime.GOMAXPROCS(1)
		return Serve(ctx, in, out, ServeConfig{Encoder: *encoder, GPU: *gpu, Cores: cores})
	case "probe":
		probe := pipeline.Probe
		if *gpu {
			probe = pipeline.ProbeGPU
		}
		e, err := probe(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(e)
	case "demo":
		return pipeline.DemoClip(ctx, *path, pipeline.DemoSpec{})
	default:
		return fmt.Errorf("media child: unknown task %q", args[0])
	}
}

// probeTimeout is far more than a probe takes, where drivers work.
const probeTimeout = 30 * time.Second

// Probe finds out, in a child, what the GPU with this UUID can do; where it is empty, what the processors can. An error says
// why it is nothing.
func Probe(ctx context.Context, argv []string, gpu string) (pipeline.Encoder, error) {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	var e pipeline.Encoder
	out, err := output(ctx, argv, gpu, "probe")
	if err == nil {
		err = json.Unmarshal(out, &e)
	}
	if err != nil {
		return pipeline.Encoder{}, fmt.Errorf("probe the encoder: %w", err)
	}
	return e, nil
}

// Demo makes the demo clip, an FLV file at path, in a child.
func Demo(ctx context.Context, argv []string, path string) error {
	if _, err := output(ctx, argv, "", "demo", "--out", path); err != nil {
		return fmt.Errorf("make the demo clip: %w", err)
	}
	return nil
}

// output runs a child that needs no input until it ends.
func output(ctx context.Context, argv []string, gpu string, args ...string) ([]byte, error) {
	if len(argv) == 0 {
		return nil, errors.New("no command")
	}
	var stdout strings.Builder
	lines := &lineLog{log: slog.Default()}
	cmd := command(ctx, argv, gpu, args...)
	cmd.Stdout, cmd.Stderr = &stdout, lines
	err := onOneThread(cmd.Run)
	lines.flush()
	if err != nil {
		return nil, exitError(err, lines.tail())
	}
	return []byte(stdout.String()), nil
}
