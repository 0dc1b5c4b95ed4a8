package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/publish"
)

// Bounds of what hostile clients do.
const (
	hostileRest    = 20 * time.Millisecond // between two attempts of one client
	hostileSilence = 3 * time.Second       // that a connection is held for without a word
	hostileBytes   = 1 << 20               // of noise in a connection
	damage         = 4096                  // one of so many bytes is another
)

// harassCommand is the first argument of a bench that is the hostile clients of another one.
const harassCommand = "harass"

// startHostile starts hostile clients in a process of their own, at the lowest priority: they stand for machines elsewhere, and must not take
// processor time from what is measured. stop ends them.
func (b *bench) startHostile(ctx context.Context, c clip, dir, rtmp string) (stop func() error, err error) {
	damaged, err := damagedClip(c, dir)
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "nice", "-n", "19", self, harassCommand, strconv.Itoa(b.hostile), rtmp, damaged) //nolint:gosec // ourselves
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return func() error {
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			return fmt.Errorf("the hostile clients: %w", err)
		}
		return cmd.Wait()
	}, nil
}

// runHostile is that process. Its arguments are how many clients, the RTMP address and the damaged clip.
func runHostile(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("%w: %s CLIENTS ADDRESS CLIP", errUsage, harassCommand)
	}
	clients, err := strconv.Atoi(args[0])
	if err != nil || clients < 1 || clients > maxPublishers {
		return fmt.Errorf("%w: %q hostile clients", errUsage, args[0])
	}
	return harass(ctx, clients, args[1], args[2])
}

// harass has clients misuse the RTMP port until ctx is done. They come in turns of four kinds: one is silent, one sends noise,
// one noise behind the first byte of a handshake, and one publishes a damaged clip as fast as it is taken. What the server
// answers is their own business.
func harass(ctx context.Context, clients int, addr, damaged string) error {
	group, ctx := errgroup.WithContext(ctx)
	noise := noise(rand.New(rand.NewPCG(1, 1))) //nolint:gosec // the same noise each time
	for i := range clients {
		attempt := []func() error{
			func() error { return disturb(ctx, addr, nil) },
			func() error { return disturb(ctx, addr, noise) },
			func() error { return disturb(ctx, addr, append([]byte{3}, noise...)) },
			func() error { return publishAt(ctx, publishURL(addr, "hostile-"+streamName(i)), damaged) },
		}[i%4]
		group.Go(func() error {
			for ctx.Err() == nil {
				_ = attempt() // refused, mostly
				_ = pause(ctx, hostileRest)
			}
			return nil
		})
	}
	return group.Wait()
}

func noise(random *rand.Rand) []byte {
	b := make([]byte, hostileBytes)
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	return b
}

// disturb sends bytes in a new connection, or holds it in silence.
func disturb(ctx context.Context, addr string, bytes []byte) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(hostileSilence)); err != nil {
		return err
	}
	if _, err := conn.Write(bytes); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, conn)
	return err
}

func publishAt(ctx context.Context, url, file string) error {
	p, err := publish.New(publish.Config{URL: url, Open: publish.File(file), Speed: math.Inf(1)}, publish.Deps{})
	if err != nil {
		return err
	}
	return p.Run(ctx)
}

// damagedClip writes a copy of the clip with changed bytes in its tags.
func damagedClip(c clip, dir string) (_ string, err error) {
	in, err := os.Open(c.File)
	if err != nil {
		return "", err
	}
	defer in.Close()
	name := filepath.Join(dir, "damaged.flv")
	out, err := os.Create(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	r, err := flv.NewReader(in)
	if err != nil {
		return "", err
	}
	w, err := flv.NewWriter(out, true, true)
	if err != nil {
		return "", err
	}
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same damage each time
	for {
		tag, err := r.Next()
		if errors.Is(err, io.EOF) {
			return name, nil
		}
		if err != nil {
			return "", err
		}
		for range len(tag.Data)/damage + 1 {
			tag.Data[random.IntN(len(tag.Data))] = byte(random.Uint32())
		}
		if err := w.Write(tag); err != nil {
			return "", err
		}
	}
}
