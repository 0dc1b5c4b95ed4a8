package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/millrace/millrace/broadcaster/audio"
	"github.com/millrace/millrace/broadcaster/pictures"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/transcoder/agent"
	"github.com/millrace/millrace/transcoder/gpu"
	"github.com/millrace/millrace/transcoder/mediachild"
)

// mediaChildCommand is how media children are started.
func mediaChildCommand() ([]string, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program to start media children with: %w", err)
	}
	command, err := mediachild.Command(self)
	if err != nil {
		slog.Warn("media children are started from this program itself, which takes them twice as long", "err", err)
	}
	return command, nil
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
