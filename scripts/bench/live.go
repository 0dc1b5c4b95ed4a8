package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
)

// liveRun is one measurement of ours.
type liveRun struct {
	wall      time.Duration
	processes []process
	rungs     []liveRung // the source first
	final     int64      // the broadcaster's memory when the stream had ended
}

// process is the share of one process.
type process struct {
	Name       string  `json:"name"`
	CPUSeconds float64 `json:"cpu_s"`
	PeakBytes  int64   `json:"peak_rss_bytes"`
}

// liveRung is one rung of a liveRun.
type liveRung struct {
	name  string
	file  string
	count int
	late  []time.Duration // of each part, against its last frame
	whole []time.Duration // of each part, against its first frame
	first time.Duration   // from the stream's first frame to the first part
}

// rungNames are the rungs' names, the source first.
func rungNames(rungs media.Ladder) []string {
	out := []string{media.SourceName}
	for _, r := range rungs {
		out = append(out, r.Name)
	}
	return out
}

// measureLive publishes the clip in real time to a new network and watches every rung. In the middle it does what it is told to the
// network.
func (b *bench) measureLive(ctx context.Context, c clip, rungs media.Ladder, dir string, middle ...func(*network) error) (run liveRun, err error) {
	b.say("ours: starting the network")
	n, err := b.startNetwork(ctx, dir, rungs)
	if err != nil {
		return run, err
	}
	defer n.stop()
	before, err := n.settled(ctx)
	if err != nil {
		return run, err
	}
	stopSampling := n.sample()
	defer stopSampling()

	const stream = "bench"
	limit := time.Duration(c.Seconds*float64(time.Second)) + 2*time.Minute
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("the stream has not ended after %v", limit))
	defer cancel()
	names := rungNames(rungs)
	watchers, recordings := make([]*watcher, len(names)), make([]*recording, len(names))
	group, groupCtx := errgroup.WithContext(ctx)
	for i, name := range names {
		playlist := n.playlist(stream, name)
		group.Go(func() (err error) {
			watchers[i], err = watch(groupCtx, playlist)
			return err
		})
		group.Go(func() (err error) {
			recordings[i], err = record(groupCtx, playlist, filepath.Join(dir, "ours-"+name+".mp4"))
			return err
		})
	}
	b.say("ours: publishing %.0f s in real time", c.Seconds)
	var sent []time.Time // of each frame, in decoding order; the publisher's until it is done
	p, err := publish.New(publish.Config{URL: n.publishURL(stream), Open: publish.File(c.File)}, publish.Deps{
		Sent: func(tag flv.Tag, begun time.Time) {
			if _, ok := videoFrame(tag); ok {
				sent = append(sent, begun)
			}
		},
		Progress: func(p publish.Progress) {
			b.say("ours: %v sent, %v late", p.Sent.Round(time.Second), p.Late.Round(time.Millisecond))
		},
	})
	if err != nil {
		return run, err
	}
	begun := time.Now()
	group.Go(func() error { return p.Run(groupCtx) })
	for _, do := range middle {
		group.Go(func() error {
			select {
			case <-time.After(time.Duration(c.Seconds * float64(time.Second) / 2)):
				return do(n)
			case <-groupCtx.Done():
				return nil
			}
		})
	}
	if err := group.Wait(); err != nil {
		err = n.explain(ctx, stream, err)
		if dead := n.alive(); dead != nil {
			err = fmt.Errorf("%w; %w", err, dead)
		}
		return run, err
	}
	run.wall = time.Since(begun)
	after, err := n.settled(ctx)
	if err != nil {
		return run, err
	}
	for _, r := range n.measured() {
		r.sample()
		used, had := after[r.name], before[r.name]
		own, child := r.peak()
		run.processes = append(run.processes, process{r.name, (used.own - had.own).Seconds(), own})
		if r.name == "transcoder" {
			run.processes = append(run.processes, process{childName, (used.children - had.children).Seconds(), child})
		}
		if r.name == "broadcaster" {
			run.final = processMemory(r.pid()).now
		}
	}
	for i, name := range names {
		rung, err := measureRung(name, recordings[0], recordings[i], watchers[i], sent)
		if err != nil {
			return run, n.explain(ctx, stream, err)
		}
		run.rungs = append(run.rungs, rung)
	}
	b.say("ours: %.2f CPU s", run.cpu())
	return run, nil
}

// explain adds to an error what the broadcaster says went wrong.
func (n *network) explain(ctx context.Context, stream string, err error) error {
	ctx = context.WithoutCancel(ctx) // fetch has its own limit
	var s api.Stream
	if n.get(ctx, "/api/v1/streams/"+stream, &s) == nil && s.Problem != "" {
		err = fmt.Errorf("%w; the broadcaster says: %s", err, s.Problem)
	}
	var list api.SessionList
	if n.get(ctx, "/api/v1/sessions", &list) == nil {
		for _, s := range list.Sessions {
			if s.Problem != "" {
				err = fmt.Errorf("%w; a session failed: %s", err, s.Problem)
			}
		}
	}
	return err
}

func (n *network) playlist(stream, rung string) string {
	return n.http + "/hls/" + stream + "/" + rung + "/media.m3u8"
}

func (n *network) publishURL(stream string) string { return publishURL(n.rtmp, stream) }

func publishURL(rtmp, stream string) string { return "rtmp://" + rtmp + "/live/" + stream }

func (r liveRun) cpu() float64 {
	var sum float64
	for _, p := range r.processes {
		sum += p.CPUSeconds
	}
	return sum
}

func (r liveRun) peak() int64 {
	var sum int64
	for _, p := range r.processes {
		sum += p.PeakBytes
	}
	return sum
}

// measureRung checks that a rung has every frame that was sent, once, and says how late each of its parts was.
// The source rung has the frames in the order in which they were sent, which gives each presentation time its frame.
func measureRung(name string, source, rec *recording, w *watcher, sent []time.Time) (liveRung, error) {
	rung := liveRung{name: name, file: rec.file, count: rec.frames}
	switch {
	case rec.gaps > 0 || w.gaps > 0:
		return rung, fmt.Errorf("%s has gaps: %d segments, %d parts; is the machine too slow?", name, rec.gaps, w.gaps)
	case rec.frames != len(sent):
		return rung, fmt.Errorf("%s has %d frames, %d were sent", name, rec.frames, len(sent))
	case rec.repeated():
		return rung, fmt.Errorf("%s has a frame twice", name)
	}
	times := map[media.Ticks]time.Time{}
	for i, pts := range source.pts() {
		times[pts] = sent[i]
	}
	for _, id := range rec.order {
		at, ok := w.visible[id]
		if !ok {
			return rung, fmt.Errorf("%s: part %d.%d was never listed", name, id.segment, id.part)
		}
		var first, last time.Time
		for _, pts := range rec.parts[id] {
			t, ok := times[pts]
			if !ok {
				return rung, fmt.Errorf("%s: the source has no frame at %d", name, pts)
			}
			if first.IsZero() || t.Before(first) {
				first = t
			}
			if t.After(last) {
				last = t
			}
		}
		rung.late = append(rung.late, at.Sub(last))
		rung.whole = append(rung.whole, at.Sub(first))
		if len(rung.late) == 1 {
			rung.first = at.Sub(sent[0])
		}
	}
	return rung, nil
}
