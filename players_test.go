package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/browsertest"
)

// playedFor is how much of a stream a player has to show.
const playedFor = 6 * time.Second

// playInGStreamer plays a live stream by playbin3, at the stream's pace, with picture and sound.
func playInGStreamer(t *testing.T, url string) {
	program, err := exec.LookPath("gst-launch-1.0")
	if err != nil {
		t.Skip("gst-launch-1.0 is not installed: make deps installs it")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	sink := func(name string) string { return name + "-sink=fakesink name=" + name + " silent=false sync=true" }
	cmd := exec.CommandContext(ctx, program, "-v", "playbin3", "uri="+url, sink("video"), sink("audio"))
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	cmd.Stderr = cmd.Stdout
	require.NoError(t, cmd.Start())
	defer func() { cancel(); _ = cmd.Wait() }()
	// What a sink was given: "...GstFakeSink:video: last-message = chain ******* (video:sink) (345600 bytes, dts: none, pts: 0:00:01.400000000, ..."
	buffer := regexp.MustCompile(`last-message = chain .*\((video|audio):sink\).* pts: (\d+):(\d\d):(\d\d\.\d+)`)
	type track struct {
		buffers     int
		first, last time.Duration
	}
	tracks := map[string]*track{"video": {}, "audio": {}}
	enough := func() bool {
		for _, played := range tracks {
			if played.last-played.first < playedFor {
				return false
			}
		}
		return true
	}
	var said []string
	for lines := bufio.NewScanner(out); !enough() && lines.Scan(); {
		found := buffer.FindStringSubmatch(lines.Text())
		if found == nil {
			if len(said) < 1000 {
				said = append(said, lines.Text())
			}
			continue
		}
		at, err := time.ParseDuration(found[2] + "h" + found[3] + "m" + found[4] + "s")
		require.NoError(t, err)
		played := tracks[found[1]]
		if played.buffers++; played.buffers == 1 {
			played.first = at
		}
		played.last = at
	}
	require.True(t, enough(), "it played %+v and %+v, and said %q", tracks["video"], tracks["audio"], said)
	require.GreaterOrEqual(t, tracks["video"].buffers, int(playedFor/time.Second)*25, "pictures")
}

// playInShaka plays a live stream by Shaka Player in low-latency mode, on a page of another site.
func playInShaka(t *testing.T, url string) {
	const player = "testdata/players/node_modules/shaka-player/dist"
	if found, _ := filepath.Glob(player + "/shaka-player.compiled.js"); found == nil {
		t.Skip("Shaka Player is not installed: scripts/npm.sh testdata/players installs it")
	}
	mux := http.NewServeMux()
	mux.Handle("/shaka/", http.StripPrefix("/shaka/", http.FileServer(http.Dir(player))))
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `<!doctype html><link rel="icon" href="data:,"><video muted autoplay></video>
<script src="/shaka/shaka-player.compiled.js"></script><script>
shaka.polyfill.installAll();
const video = document.querySelector('video'), player = new shaka.Player(), problems = [];
player.addEventListener('error', (e) => problems.push(e.detail));
player.configure({ streaming: { lowLatencyMode: true } });
player.attach(video).then(() => player.load(%q)).catch((e) => problems.push(e));
</script>`, url)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	b := browsertest.New(t)
	b.Open(server.URL)
	b.WaitFor(`problems.length > 0 || video.currentTime > 0 && !video.paused && video.getVideoPlaybackQuality().totalVideoFrames > 0`, 2*time.Minute)
	b.Eval(`window.began = {at: video.currentTime, frames: video.getVideoPlaybackQuality().totalVideoFrames}, undefined`, nil)
	b.WaitFor(fmt.Sprintf(`problems.length > 0 || video.currentTime > began.at + %g && video.getVideoPlaybackQuality().totalVideoFrames > began.frames + 60`,
		playedFor.Seconds()), 2*time.Minute)
	var problems []string
	b.Eval("problems.map((e) => JSON.stringify(e) + ` ${e}`)", &problems)
	require.Empty(t, problems)
	var heights []int
	b.Eval(`player.getVariantTracks().map((track) => track.height).sort((a, b) => a - b)`, &heights)
	require.Contains(t, heights, 144)
	require.Greater(t, len(heights), 1, "the source, too: %v", heights)
	var sound bool
	b.Eval(`player.getVariantTracks().every((track) => track.audioCodec)`, &sound)
	require.True(t, sound)
	require.Empty(t, b.Console())
}
