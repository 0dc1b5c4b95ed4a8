package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/publish"
)

// ingestRow is what taking in publishers costs one server, which cuts what they send into HLS and transcodes nothing.
type ingestRow struct {
	Name       string      `json:"name"`
	What       string      `json:"what"`
	Publishers int         `json:"publishers"`
	Seconds    float64     `json:"seconds"`
	Percent    float64     `json:"percent_of_a_core_per_publisher"` // median of the runs
	AllPercent []float64   `json:"percent_of_runs"`
	PeakBytes  int64       `json:"peak_rss_bytes_per_publisher"` // most of the runs
	Late       percentiles `json:"source_part_after_last_frame_ms"`
	Parts      int         `json:"parts_timed"`
	late       []time.Duration
}

const (
	ingestWarmup  = 34 * time.Second       // until every publisher is there, and what is kept of it no longer grows
	ingestRest    = 3 * time.Second        // publishers go on for so long behind what is measured
	ingestStagger = 37 * time.Millisecond  // between two publishers, so that their keyframes do not come at once
	timedStreams  = 5                      // whose parts a low-latency viewer times
	nginxModule   = "ngx_rtmp_module.so"   // of Debian's libnginx-mod-rtmp
	nginxPoll     = 100 * time.Millisecond // for its port to open
)

// ingest measures in turns: us, and beside us nginx-rtmp or ourselves among hostile clients.
func (b *bench) ingest(ctx context.Context, c clip) ([]ingestRow, error) {
	rows := []ingestRow{{Name: oursName, What: "millrace broadcaster: RTMP to LL-HLS in memory"}}
	measure := []func(dir string, row *ingestRow) error{
		func(dir string, row *ingestRow) error { return b.ingestOurs(ctx, c, dir, false, row) },
	}
	module, found := findNginx()
	switch {
	case b.hostile > 0:
		rows = append(rows, ingestRow{Name: oursName + " among hostile clients", What: fmt.Sprintf("the same among %d hostile clients", b.hostile)})
		measure = append(measure, func(dir string, row *ingestRow) error { return b.ingestOurs(ctx, c, dir, true, row) })
	case found:
		rows = append(rows, ingestRow{Name: "nginx-rtmp", What: "nginx-rtmp, one worker: RTMP to HLS of 2 s in files"})
		measure = append(measure, func(dir string, row *ingestRow) error { return b.ingestNginx(ctx, c, dir, module, row) })
	default:
		b.say("nginx-rtmp is left out: not installed (Debian: apt install nginx-light libnginx-mod-rtmp)")
	}
	for n := range b.runs {
		for i := range rows {
			dir := filepath.Join(b.dir, fmt.Sprintf("ingest-%d-%d", n+1, i))
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return nil, err
			}
			if err := measure[i](dir, &rows[i]); err != nil {
				return nil, fmt.Errorf("run %d of %s: %w", n+1, rows[i].Name, err)
			}
		}
	}
	for i := range rows {
		rows[i].Percent = median(rows[i].AllPercent)
		rows[i].Late, rows[i].Parts = summarize(rows[i].late), len(rows[i].late)
	}
	return rows, nil
}

func (b *bench) ingestOurs(ctx context.Context, c clip, dir string, hostile bool, row *ingestRow) (err error) {
	n, err := b.startNetwork(ctx, dir, media.Ladder{})
	if err != nil {
		return err
	}
	defer n.stop()
	node := n.roles[len(n.roles)-1]
	timed := make([]*watcher, min(timedStreams, b.publishers))
	sent := make([][]time.Time, b.publishers)
	viewers := func(group *errgroup.Group, ctx context.Context) {
		for i := range timed {
			group.Go(func() (err error) {
				timed[i], err = watch(ctx, n.playlist(streamName(i), media.SourceName))
				return err
			})
		}
	}
	if hostile {
		stop, startErr := b.startHostile(ctx, c, dir, n.rtmp)
		if startErr != nil {
			return startErr
		}
		defer func() { err = errors.Join(err, stop()) }()
	}
	if err := b.load(ctx, c, node.pid(), n.publishURL, viewers, sent, row); err != nil {
		return errors.Join(err, n.alive())
	}
	for i, w := range timed {
		if w.gaps > 0 {
			return fmt.Errorf("%s has %d gaps", streamName(i), w.gaps)
		}
		row.late = append(row.late, lateness(w, sent[i])...)
	}
	return nil
}

// lateness is how long after its last frame each part was visible: parts of a clip whose keyframes are two seconds apart
// hold fifteen frames each.
func lateness(w *watcher, sent []time.Time) (late []time.Duration) {
	const frames, parts = clipRate / 2, 4
	for id, at := range w.visible {
		if last := (int(id.segment-1)*parts+id.part+1)*frames - 1; last < len(sent) {
			late = append(late, at.Sub(sent[last]))
		}
	}
	return late
}

func streamName(i int) string { return fmt.Sprintf("bench-%d", i) }

// load publishes to a server and adds to row what its processes use meanwhile.
func (b *bench) load(ctx context.Context, c clip, pid int, url func(string) string, viewers func(*errgroup.Group, context.Context),
	sent [][]time.Time, row *ingestRow,
) error {
	row.Publishers, row.Seconds = b.publishers, float64(b.seconds)
	length := time.Duration(b.publishers)*ingestStagger + ingestWarmup + time.Duration(b.seconds)*time.Second + ingestRest
	group, ctx := errgroup.WithContext(ctx)
	viewers(group, ctx)
	for i := range b.publishers {
		p, err := publish.New(publish.Config{
			URL: url(streamName(i)), Open: publish.File(c.File), Loop: true, Duration: length - time.Duration(i)*ingestStagger,
		}, publish.Deps{Sent: func(tag flv.Tag, begun time.Time) {
			if _, ok := videoFrame(tag); ok && i < timedStreams {
				sent[i] = append(sent[i], begun)
			}
		}})
		if err != nil {
			return err
		}
		group.Go(func() error {
			if err := pause(ctx, time.Duration(i)*ingestStagger); err != nil {
				return err
			}
			return p.Run(ctx)
		})
	}
	group.Go(func() error {
		if err := pause(ctx, time.Duration(b.publishers)*ingestStagger+ingestWarmup); err != nil {
			return err
		}
		b.say("%s: %d publishers are there", row.Name, b.publishers)
		before, err := treeUsage(pid)
		if err != nil {
			return err
		}
		begun := time.Now()
		if err := pause(ctx, time.Duration(b.seconds)*time.Second); err != nil {
			return err
		}
		after, err := treeUsage(pid)
		if err != nil {
			return err
		}
		used := after.own + after.children - before.own - before.children
		percent := 100 * used.Seconds() / time.Since(begun).Seconds() / float64(b.publishers)
		b.say("%s: %.3f %% of a core per publisher", row.Name, percent)
		row.AllPercent = append(row.AllPercent, percent)
		peak := processMemory(pid).peak
		for _, child := range after.pids {
			peak += processMemory(child).peak
		}
		row.PeakBytes = max(row.PeakBytes, peak/int64(b.publishers))
		return nil
	})
	return group.Wait()
}

// findNginx is the path of the RTMP module, if nginx has one here.
func findNginx() (module string, found bool) {
	if _, err := exec.LookPath("nginx"); err != nil {
		return "", false
	}
	module = filepath.Join("/usr/lib/nginx/modules", nginxModule)
	_, err := os.Stat(module)
	return module, err == nil
}

// ingestNginx gives the publishers to nginx-rtmp, with the segments and the playlist that ours have.
func (b *bench) ingestNginx(ctx context.Context, c clip, dir, module string, row *ingestRow) error {
	uri, err := freeURI()
	if err != nil {
		return err
	}
	addr := uri[len("https://"):]
	conf := filepath.Join(dir, "nginx.conf")
	text := fmt.Sprintf(`load_module %[1]s;
daemon off;
worker_processes 1;
pid %[2]s/nginx.pid;
error_log %[2]s/nginx.log warn;
events { worker_connections 4096; }
rtmp {
	access_log off;
	server {
		listen %[3]s;
		chunk_size 65536;
		application live { live on; hls on; hls_path %[2]s/hls; hls_fragment 2s; hls_playlist_length 16s; }
	}
}
`, module, dir, addr)
	if err := os.WriteFile(conf, []byte(text), 0o644); err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // its worker is another user
		return err
	}
	cmd := exec.Command("nginx", "-p", dir, "-c", conf)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	runtime.LockOSThread() // the kernel takes the thread for the parent
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM) // it may have ended
		_ = cmd.Wait()
	}()
	err = poll(ctx, "nginx", nginxPoll, func() (bool, error) {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return false, nil
		}
		return true, conn.Close()
	})
	if err != nil {
		return err
	}
	url := func(name string) string { return "rtmp://" + addr + "/live/" + name }
	return b.load(ctx, c, cmd.Process.Pid, url, func(*errgroup.Group, context.Context) {}, make([][]time.Time, b.publishers), row)
}

func (r *report) ingestTable() table {
	t := table{
		title: fmt.Sprintf("Taking in and segmenting, no transcoding (medians of %d)", len(r.Ingest[0].AllPercent)),
		head:  []string{"", "publishers", "% of a core per publisher", "MiB per publisher", "parts timed", "late p50 ms", "p99", "max"},
	}
	for _, row := range r.Ingest {
		cells := []string{row.What, fmt.Sprint(row.Publishers), fmt.Sprintf("%.3f", row.Percent), fmt.Sprintf("%.1f", mebibytes(row.PeakBytes)), "", "", "", ""}
		if row.Parts > 0 {
			cells = append(cells[:4], fmt.Sprint(row.Parts), fmt.Sprintf("%.0f", row.Late.P50), fmt.Sprintf("%.0f", row.Late.P99), fmt.Sprintf("%.0f", row.Late.Max))
		}
		t.rows = append(t.rows, cells)
	}
	return t
}
