package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/record"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestAV1 watches a rung of AV1 in a browser: live, in the recording, and in a clip of that.
func TestAV1(t *testing.T) {
	const rung = "144p-av1"
	d := startDev(t, t.TempDir(), "--orchestrators", "1", "--ladder", rung, "--record")
	publisher := d.publish(t, testmedia.FLV(t, testmedia.Spec{Seconds: 4, Audio: 48000}), "studio")
	browser := browsertest.New(t)
	browser.Open("http://" + d.http + "/watch/studio")
	plays := func() {
		t.Helper()
		browser.WaitFor(`window.millrace.hls?.levels.some(l => l.height === 144 && l.videoCodec.startsWith('av01.0.'))`, 2*time.Minute)
		browser.Eval(`millrace.hls.currentLevel = millrace.hls.levels.findIndex(l => l.height === 144)`, nil)
		browser.WaitFor(`millrace.video.videoHeight === 144`, time.Minute)
		browser.Eval(`(() => { window.began = {at: millrace.video.currentTime, frames: millrace.video.getVideoPlaybackQuality().totalVideoFrames} })()`, nil)
		browser.WaitFor(`millrace.video.currentTime > began.at + 3 && millrace.video.videoHeight === 144 &&
			millrace.video.getVideoPlaybackQuality().totalVideoFrames > began.frames + 30`, time.Minute)
	}
	plays()

	publisher.stop()
	var list api.RecordingList
	require.Eventually(t, func() bool {
		_, err := d.get(t.Context(), "/api/v1/recordings", &list)
		return err == nil && len(list.Recordings) == 1 && list.Recordings[0].State == record.Ready
	}, 2*time.Minute, 100*time.Millisecond, "the recording")
	r := list.Recordings[0]
	require.Zero(t, r.Lost)
	browser.Eval(fmt.Sprintf(`(() => { millrace.removeAttribute('stream'); millrace.setAttribute('src', %q) })()`, r.PlaybackURL), nil)
	browser.WaitFor(`millrace.hls?.url?.includes('/recordings/')`, time.Minute)
	browser.Eval(`void millrace.video.play()`, nil)
	plays()

	// Two seconds from the middle on, from the key frame before them.
	clip := fmt.Sprintf("%s?from=%.3f&to=%.3f&rendition=%s", r.ClipURL, r.Seconds/2, r.Seconds/2+2, rung)
	data, err := fetch(t.Context(), "http://"+d.http+clip)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "clip.mp4")
	require.NoError(t, os.WriteFile(file, data, 0o600))
	pictures := probe(t, file, "v")
	require.GreaterOrEqual(t, len(pictures), 60)
	require.LessOrEqual(t, len(pictures), 60+60+15, "no more than a segment before and a part behind")
	require.Zero(t, strings.Trim(pictures[0], "0."), "it begins at 0")
	require.NotEmpty(t, probe(t, file, "a"))
	browser.Eval(fmt.Sprintf(`(() => { window.clip = document.createElement('video'); clip.muted = true; clip.src = %q; document.body.append(clip); void clip.play() })()`, clip), nil)
	browser.WaitFor(`clip.videoHeight === 144 && clip.currentTime > 1 && clip.getVideoPlaybackQuality().totalVideoFrames > 20`, time.Minute)
	for _, line := range browser.Console() {
		require.Contains(t, line, "404", "complaint in the browser's console") // it looked before the stream was there
	}
}
