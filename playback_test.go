package main

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestPlayback_figures measures the player on this machine (make bench-player): from opening the watch page to its first picture, and how
// old a picture of a rung that was transcoded is when it is shown, by the times in the playlist.
func TestPlayback_figures(t *testing.T) {
	rounds, _ := strconv.Atoi(os.Getenv("MILLRACE_PLAYBACK_ROUNDS"))
	if rounds < 1 {
		t.Skip("measures, and needs a quiet machine: make bench-player")
	}
	before := load()
	d := startDev(t, t.TempDir(), "--demo", "--part-duration", cmp.Or(os.Getenv("MILLRACE_PLAYBACK_PARTS"), "500ms"))
	page := "http://" + d.http + "/watch/demo"
	warm := browsertest.New(t) // the network has its session, and the stream its segments
	warm.Open(page)
	warm.WaitFor(`millrace.hls?.levels.length === 4 && millrace.video.currentTime > 10`, 2*time.Minute)
	warm.Open("about:blank")

	const firstPicture = `performance.getEntriesByName('millrace-first-picture')[0]`
	figures := map[string][]float64{}
	note := func(b *browsertest.Browser, name, js string) {
		var value float64
		b.Eval(js, &value)
		figures[name] = append(figures[name], value)
	}
	plain := plainVideo(t)
	for range rounds {
		used := browsertest.New(t)
		used.Open(plain)
		used.WaitFor(`document.querySelector('video').currentTime > 1`, time.Minute)
		used.Open(page)
		used.WaitFor(firstPicture, time.Minute)
		note(used, "first picture, first visit, after another site's video", firstPicture+".startTime / 1000")
		used.Open("about:blank")

		b := browsertest.New(t)
		b.Open("about:blank")
		for _, visit := range []string{"first picture, first visit", "first picture, script in cache"} {
			b.Open(page)
			b.WaitFor(firstPicture, time.Minute)
			note(b, visit, firstPicture+".startTime / 1000")
		}
		b.Eval(`millrace.video.videoRenditions.selectedIndex = millrace.hls.levels.findIndex(l => l.height === 360)`, nil)
		b.WaitFor(`millrace.stats().height === 360 && millrace.stats().rate === 1`, time.Minute)
		b.Eval(`window.from = millrace.video.currentTime`, nil)
		for n := range 20 {
			b.WaitFor(fmt.Sprintf(`millrace.video.currentTime > from + %g`, 5+float64(n)/2), time.Minute)
			note(b, "picture's age, 360p", `millrace.stats().captureDelay`)
			note(b, "behind the live edge, 360p", `millrace.stats().latency`)
		}
		b.Open("about:blank")
	}
	names := make([]string, 0, len(figures))
	for name := range figures {
		names = append(names, name)
	}
	slices.Sort(names)
	var table strings.Builder
	for _, name := range names {
		f := figures[name]
		slices.Sort(f)
		fmt.Fprintf(&table, "| %s | %d | %.2f | %.2f | %.2f |\n", name, len(f), f[(len(f)-1)/2], f[(len(f)*95+99)/100-1], f[len(f)-1])
	}
	t.Logf("%d processors, load average before %s, after %s\n\n| seconds | samples | p50 | p95 | max |\n| --- | --- | --- | --- | --- |\n%s",
		runtime.NumCPU(), before, load(), table.String())
}

// TestPlayback_long plays a transcoded stream in a browser for MILLRACE_PLAYBACK_MINUTES: once it plays, it never waits for media.
func TestPlayback_long(t *testing.T) {
	minutes, _ := strconv.Atoi(os.Getenv("MILLRACE_PLAYBACK_MINUTES"))
	if minutes < 1 {
		t.Skip("takes long, and needs a quiet machine: make test-slow")
	}
	seconds, err := strconv.ParseFloat(cmp.Or(os.Getenv("MILLRACE_PLAYBACK_CLIP"), "20"), 64) // of the clip, which begins anew again and again
	require.NoError(t, err)
	t.Logf("%d processors, load average before: %s", runtime.NumCPU(), load())
	d := startDev(t, t.TempDir())
	clip := testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: seconds, Audio: 48000})
	ffmpeg := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-re", "-stream_loop", "-1", "-i", clip,
		"-c", "copy", "-f", "flv", "rtmp://"+d.rtmp+"/live/mine")
	require.NoError(t, ffmpeg.Start())
	t.Cleanup(func() { _ = ffmpeg.Process.Kill(); _ = ffmpeg.Wait() })
	b := browsertest.New(t)
	b.Open("http://" + d.http + "/watch/mine")
	b.WaitFor(`millrace.hls?.levels.length > 1 && millrace.video.currentTime > 10`, 2*time.Minute)
	b.Eval(`window.rung = Math.min(...millrace.hls.levels.map(l => l.height)),
		millrace.video.videoRenditions.selectedIndex = millrace.hls.levels.findIndex(l => l.height === rung)`, nil)
	b.WaitFor(`rung < 360 && millrace.stats().height === rung && millrace.stats().rate === 1`, 2*time.Minute)
	type stats struct {
		Stalls         int      `json:"stalls"`
		StalledSeconds float64  `json:"stalledSeconds"`
		Latency        float64  `json:"latency"`
		Errors         []string `json:"errors"`
	}
	var begun, now stats
	var from float64
	b.Eval(`millrace.stats()`, &begun)
	b.Eval(`millrace.video.currentTime`, &from)
	for minute := 1; minute <= minutes; minute++ {
		b.WaitFor(fmt.Sprintf(`millrace.video.currentTime > %f`, from+60*float64(minute)), 5*time.Minute)
		b.Eval(`millrace.stats()`, &now)
		t.Logf("%d minutes: %d stalls, %.1f s of them, %.2f s behind the live edge; load average %s",
			minute, now.Stalls-begun.Stalls, now.StalledSeconds-begun.StalledSeconds, now.Latency, load())
	}
	require.Equal(t, begun.Stalls, now.Stalls, "%q", now.Errors)
	d.interrupt(t)
}

// plainVideo is a page of another site with nothing but a file in it.
func plainVideo(t *testing.T) string {
	t.Helper()
	file := testmedia.MP4(t, testmedia.Spec{Seconds: 10, Audio: 48000})
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, `<!doctype html><video src="plain.mp4" autoplay muted></video>`)
	})
	mux.HandleFunc("/plain.mp4", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// load is the load average of the last minute.
func load() string {
	average, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(average), " ")
	return first
}

// TestScreenshots takes the pictures of docs/images (make screenshots).
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("MILLRACE_SCREENSHOTS")
	if dir == "" {
		t.Skip("writes docs/images: make screenshots")
	}
	d := startDev(t, t.TempDir(), "--demo")
	b := browsertest.New(t)
	shoot := func(name, path, ready string, width, height int64) {
		b.Resize(width, height)
		b.Open("http://" + d.http + path)
		b.WaitFor(ready, 2*time.Minute)
		file := filepath.Join(dir, name+".png")
		b.Screenshot(file)
		info, err := os.Stat(file)
		require.NoError(t, err)
		require.Less(t, info.Size(), int64(200_000), name)
	}
	playing := `millrace.hls?.levels.length === 4 && millrace.video.currentTime > 6 && document.querySelector('.facts').textContent.includes('transcoded')`
	shoot("watch", "/watch/demo", playing, 960, 700)
	shoot("watch-phone", "/watch/demo", playing, 390, 560)
	shoot("dashboard", "/", `document.querySelector('img.poster')?.naturalWidth > 0 && document.body.innerText.includes('working')`, 1200, 760)
}
