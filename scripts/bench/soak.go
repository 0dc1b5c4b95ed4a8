package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/pkg/publish"
)

// soak is memory over time, while one stream is held.
type soak struct {
	Minutes []soakMinute `json:"minutes"`
}

// soakMinute is the resident memory of each process after so many minutes, in bytes.
type soakMinute struct {
	Minute int              `json:"minute"`
	RSS    map[string]int64 `json:"rss_bytes"`
	Peak   map[string]int64 `json:"peak_rss_bytes"`
}

// soak publishes the clip in a loop and has a low-latency viewer on every rung.
func (b *bench) soak(ctx context.Context, c clip) (*soak, error) {
	n, err := b.startNetwork(ctx, b.dir, ladder())
	if err != nil {
		return nil, err
	}
	defer n.stop()
	const stream = "bench"
	length := time.Duration(b.minutes) * time.Minute
	p, err := publish.New(publish.Config{URL: n.publishURL(stream), Open: publish.File(c.File), Loop: true}, publish.Deps{})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	stopSampling := n.sample()
	defer stopSampling()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return p.Run(ctx) })
	for _, name := range rungNames(ladder()) {
		group.Go(func() error {
			_, err := watch(ctx, n.playlist(stream, name))
			if err == nil {
				err = errors.New(name + " has ended")
			}
			return err
		})
	}
	out := &soak{}
	done := errors.New("long enough")
	group.Go(func() error {
		t := time.NewTicker(time.Minute)
		defer t.Stop()
		for begun := time.Now(); time.Since(begun) < length; {
			select {
			case <-t.C:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			m := n.memory(len(out.Minutes) + 1)
			out.Minutes = append(out.Minutes, m)
			b.say("minute %d: %s", m.Minute, m)
		}
		return done
	})
	if err := group.Wait(); !errors.Is(err, done) {
		return out, errors.Join(err, n.alive())
	}
	return out, nil
}

// memory reads what every measured process holds now.
func (n *network) memory(minute int) soakMinute {
	m := soakMinute{Minute: minute, RSS: map[string]int64{}, Peak: map[string]int64{}}
	for _, r := range n.measured() {
		now := processMemory(r.pid())
		m.RSS[r.name], m.Peak[r.name] = now.now, now.peak
		u, err := treeUsage(r.pid())
		if err != nil {
			continue // it ended: alive tells
		}
		for _, pid := range u.pids {
			now := processMemory(pid)
			m.RSS[childName] = max(m.RSS[childName], now.now)
			m.Peak[childName] = max(m.Peak[childName], now.peak)
		}
	}
	return m
}

// soakNames are the processes in the order in which they are shown.
func soakNames() []string { return []string{"broadcaster", "orchestrator", "transcoder", childName} }

func (m soakMinute) String() string {
	text := ""
	for i, name := range soakNames() {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s %.1f MiB", name, mebibytes(m.RSS[name]))
	}
	return text
}

func mebibytes(n int64) float64 { return float64(n) / (1 << 20) }
