package main

import (
	"bytes"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestEncrypted: a stream that the node encrypts plays like another, in browsers, in FFmpeg, at low latency and without, while its keys change.
func TestEncrypted(t *testing.T) {
	d := startDev(t, t.TempDir(), "--encrypt", "--key-segments", "2")
	p := d.publish(t, testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 8, Audio: 48000}), "sealed")
	defer p.stop()
	for _, rung := range []string{"source", "144p"} {
		d.advances(t, "sealed", rung)
	}
	base := "http://" + d.http + "/hls/sealed/"
	t.Run("check", func(t *testing.T) {
		code, stdout, _ := millrace(t, "hls", "check", "--for", "12s", "--all", base+"index.m3u8")
		require.Equal(t, exitOK, code, stdout)
		require.Contains(t, stdout, "kept    encryption")
		require.Contains(t, stdout, "kept    timeline")
	})
	t.Run("browser", func(t *testing.T) {
		browser := browsertest.New(t)
		browser.Open("http://" + d.http + "/watch/sealed")
		// Past several changes of the key.
		browser.WaitFor(`millrace.video.videoHeight > 0 && millrace.hls.latestLevelDetails?.partTarget > 0`, time.Minute)
		browser.Eval(`window.from = millrace.video.currentTime`, nil)
		browser.WaitFor(`millrace.video.currentTime > from + 12`, 2*time.Minute)
		browser.Eval(`millrace.hls.loadSource('/hls/sealed/index.m3u8?ll=0')`, nil)
		browser.WaitFor(`millrace.hls.latestLevelDetails?.partTarget === 0 && millrace.hls.latestLevelDetails.fragments.some(f => f.encrypted)`, time.Minute)
		browser.Eval(`window.from = millrace.video.currentTime`, nil)
		browser.WaitFor(`Math.abs(millrace.video.currentTime - from) > 12`, 2*time.Minute)
	})
	t.Run("ffmpeg", func(t *testing.T) {
		ffmpeg := testmedia.Tool(t, "ffmpeg")
		if protocols, err := exec.CommandContext(t.Context(), ffmpeg, "-v", "error", "-protocols").Output(); err != nil || !bytes.Contains(protocols, []byte(" crypto\n")) {
			t.Skip("this FFmpeg has no protocol crypto: it reads no encrypted HLS")
		}
		for _, list := range []string{"index.m3u8", "index.m3u8?ll=0", "ts.m3u8"} {
			out, err := exec.CommandContext(t.Context(), ffmpeg, "-v", "error", "-xerror", "-t", "8", "-i", base+list, "-f", "null", "-").CombinedOutput()
			require.NoError(t, err, string(out))
			require.Empty(t, string(out))
		}
	})
}
