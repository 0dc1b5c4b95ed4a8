package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"syscall"

	"github.com/millrace/millrace/broadcaster/audio"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/agent"
	"github.com/millrace/millrace/transcoder/gpu"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// mediaChild is the argument with which this program is the process that decodes and encodes. Only it itself starts that, so it is no
// command: a session waits for it, and reading what all commands are takes as long as the rest of its start.
const mediaChild = "media-child"

// runMediaChild is run for a media child: args are those of mediachild.Run. It logs to stderr, for its parent.
func runMediaChild(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	slog.SetDefault(slog.New(slog.NewTextHandler(stderr, nil)))
	// Nonblocking, so that closing it ends a read.
	err := syscall.SetNonblock(syscall.Stdin, true)
	if err == nil {
		err = mediachild.Run(ctx, args, os.NewFile(uintptr(syscall.Stdin), "stdin"), stdout)
	}
	if err == nil || errors.Is(err, context.Canceled) && ctx.Err() != nil {
		return exitOK
	}
	complain(stderr, err)
	return exitFailure
}

// mediaChildCommand is how this program starts itself as a media child.
func mediaChildCommand() ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program to start media children with: %w", err)
	}
	return []string{self, mediaChild}, nil
}

// mediaWorker starts a transcoder's media children.
type mediaWorker struct {
	config  mediachild.Config // without GPU
	devices *gpu.Pool         // nil: none
}

// Start implements agent.Worker.
func (w mediaWorker) Start(ctx context.Context) (agent.Child, error) {
	cfg := w.config
	release := func() {}
	if w.devices != nil {
		place, err := w.devices.Take(ctx)
		if err != nil {
			return nil, err
		}
		ctx, cfg.GPU, release = place.Context, place.UUID, place.Release
	}
	child, err := mediachild.Start(ctx, cfg)
	if err != nil {
		release()
		return nil, err
	}
	return deviceChild{Child: child, release: release}, nil
}

// deviceChild is a child that holds a place on a device until it is gone.
type deviceChild struct {
	*mediachild.Child
	release func()
}

// Close implements agent.Child.
func (c deviceChild) Close() error {
	defer c.release()
	return c.Child.Close()
}

// audioWorker starts a broadcaster's media children: of its own binary, with nothing of what it holds.
type audioWorker struct {
	command []string
}

// audioMemory is many times what decoding and encoding audio holds.
const audioMemory = 512 << 20

// StartAudio implements audio.Worker.
func (w audioWorker) StartAudio(ctx context.Context, source, like media.AudioFormat) (audio.Child, error) {
	child, err := mediachild.StartAudio(ctx, mediachild.Config{Command: w.command, Memory: audioMemory}, source, like)
	if err != nil {
		return nil, err
	}
	return child, nil
}

// pictureWorker starts a broadcaster's media children that decode pictures.
type pictureWorker struct {
	command []string
}

// pictureMemory is several times what decoding one picture of 2160p in 10 bits holds.
const pictureMemory = 1 << 30

// StartPictures implements pictures.Worker.
func (w pictureWorker) StartPictures(ctx context.Context) (pictures.Child, error) {
	child, err := mediachild.StartPictures(ctx, mediachild.Config{Command: w.command, Memory: pictureMemory})
	if err != nil {
		return nil, err
	}
	return child, nil
}
