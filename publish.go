package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/millrace/millrace/pkg/publish"
)

// publishCmd replays an FLV file over RTMP.
type publishCmd struct {
	File      string        `arg:"" type:"existingfile" placeholder:"FILE.flv" help:"FLV file, whose tags are sent unchanged."`
	URL       string        `arg:"" name:"url" placeholder:"rtmp://HOST/APP/KEY" help:"Where to publish: rtmp://host[:1935]/app/key or rtmps://host[:443]/app/key."`
	Loop      bool          `help:"Start again at the end, with continuous timestamps, until interrupted."`
	Speed     float64       `default:"1" help:"Media seconds per second; inf sends as fast as the server takes it."`
	Duration  time.Duration `placeholder:"30s" help:"End after so much media, such as 30s (default: at the end of the file)."`
	ChunkSize int           `default:"65536" help:"Size of RTMP chunks in bytes."`
}

// Run publishes. Progress goes to the log every 5 s.
func (c *publishCmd) Run(ctx context.Context, _ io.Writer) error {
	p, err := publish.New(publish.Config{
		URL:       c.URL,
		Open:      publish.File(c.File),
		Loop:      c.Loop,
		Speed:     c.Speed,
		Duration:  c.Duration,
		ChunkSize: c.ChunkSize,
	}, publish.Deps{Progress: logProgress})
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return p.Run(ctx)
}

func logProgress(p publish.Progress) {
	verb := "publishing"
	if p.Done {
		verb = "published"
	}
	bitrate := 0.0
	if p.Sent > 0 {
		bitrate = float64(8*p.Bytes) / p.Sent.Seconds() / 1000
	}
	slog.Info(verb,
		"media", p.Sent.Round(time.Millisecond), "wall", p.Wall.Round(time.Millisecond), "late", p.Late.Round(time.Millisecond),
		"loops", p.Loops, "kbit/s", fmt.Sprintf("%.0f", bitrate))
}
