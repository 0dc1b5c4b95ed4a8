package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/testmedia"
)

func TestHLSCheck_usage(t *testing.T) {
	for _, args := range [][]string{
		{"hls", "check"},
		{"hls", "check", "ftp://host/index.m3u8"},
		{"hls", "check", "--for", "0s", "http://127.0.0.1:1/index.m3u8"},
	} {
		code, _, stderr := millrace(t, args...)
		require.Equal(t, exitUsage, code, args)
		oneLine(t, stderr)
	}
	code, _, stderr := millrace(t, "hls", "check", "http://127.0.0.1:1/index.m3u8")
	require.Equal(t, exitFailure, code)
	oneLine(t, stderr)
}

// TestHLSCheck checks a running network's stream with the project's own tool: while it is steady, while its publisher is
// lost and another one with another picture comes, and at its end.
func TestHLSCheck(t *testing.T) {
	d := startDev(t, t.TempDir())
	clip := testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 8, Audio: 48000})
	p := d.publish(t, clip, "checked")
	for _, rung := range []string{"source", "144p"} {
		d.advances(t, "checked", rung)
	}
	target := "http://" + d.http + "/hls/checked/index.m3u8"
	t.Run("steady", func(t *testing.T) {
		code, stdout, _ := millrace(t, "hls", "check", "--for", "24s", "--all", target)
		require.Equal(t, exitOK, code, stdout)
		require.Contains(t, stdout, "(live, low latency)")
		require.Contains(t, stdout, "kept    retention")
	})
	t.Run("mpeg_ts", func(t *testing.T) {
		ts := "http://" + d.http + "/hls/checked/ts.m3u8"
		out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error", "-show_entries", "program=program_id:stream=codec_name",
			"-of", "default=nokey=1:noprint_wrappers=1", ts).CombinedOutput()
		require.NoError(t, err, string(out))
		require.GreaterOrEqual(t, bytes.Count(out, []byte("h264")), 2, string(out)) // source and 144p
		require.GreaterOrEqual(t, bytes.Count(out, []byte("aac")), 2, string(out))
		out, err = exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-xerror", "-t", "8", "-i", ts, "-f", "null", "-").CombinedOutput()
		require.NoError(t, err, string(out))
		require.Empty(t, string(out))
	})
	t.Run("GStreamer", func(t *testing.T) { playInGStreamer(t, target) })
	t.Run("Shaka Player", func(t *testing.T) { playInShaka(t, target) })
	t.Run("reconnect_and_end", func(t *testing.T) {
		type result struct {
			report *hlscheck.Report
			err    error
		}
		checked := make(chan result, 1)
		go func() {
			r, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: target, For: 2 * time.Minute})
			checked <- result{r, err}
		}()
		d.advances(t, "checked", "144p")
		next := d.publish(t, testmedia.FLV(t, testmedia.Spec{Width: 426, Height: 240, Seconds: 8, Audio: 44100}), "checked")
		require.Error(t, <-p.ended) // it was sent away
		require.Eventually(t, func() bool { s := d.stream(t, "checked").Source; return s != nil && s.Height == 240 }, time.Minute, 50*time.Millisecond)
		for range 3 {
			d.advances(t, "checked", "144p")
		}
		next.stop() // it says goodbye
		out := <-checked
		require.NoError(t, out.err)
		var text bytes.Buffer
		require.NoError(t, out.report.Write(&text, true))
		require.True(t, out.report.Conforms(), &text)
		require.True(t, out.report.Ended)
		for _, f := range out.report.Findings {
			if f.Rule == conformance.EndList || f.Rule == conformance.Discontinuity {
				require.Equal(t, hlscheck.Kept, f.Verdict)
			}
		}
	})
	t.Run("plain_and_JSON", func(t *testing.T) {
		code, stdout, stderr := millrace(t, "hls", "check", "--json", strings.Replace(target, "index.m3u8", "144p/media.m3u8?ll=0", 1))
		require.Equal(t, exitOK, code, stderr)
		var r hlscheck.Report
		require.NoError(t, json.Unmarshal([]byte(stdout), &r))
		require.False(t, r.LowLatency)
		require.False(t, r.Live)
		require.NotZero(t, r.Segments)
	})
}

// TestPrivatePages: the pages of a private stream play it with the token that they are opened with, and are not there
// without one.
func TestPrivatePages(t *testing.T) {
	d := startDev(t, t.TempDir())
	post := func(path, body string, into any) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+d.http+"/api/v1"+path, strings.NewReader(body))
		require.NoError(t, err)
		res, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		defer res.Body.Close()
		require.Less(t, res.StatusCode, 300)
		require.NoError(t, json.NewDecoder(res.Body).Decode(into))
	}
	var made api.CreatedStream
	post("/streams", `{"name": "lesson", "ladder": [], "playback": {"private": true}}`, &made)
	var token api.PlaybackToken
	post("/streams/lesson/playback-tokens", "", &token)
	p := d.publish(t, testmedia.FLV(t, testmedia.Spec{Seconds: 8, Audio: 48000}), made.Key)
	defer p.stop()
	for path, want := range map[string]int{
		"/watch/lesson": http.StatusForbidden, "/embed/lesson": http.StatusForbidden, "/hls/lesson/index.m3u8": http.StatusForbidden, token.WatchURL: http.StatusOK,
	} {
		var body string
		status, err := d.get(t.Context(), path, &body)
		require.NoError(t, err)
		require.Equal(t, want, status, path)
	}
	browser := browsertest.New(t)
	for _, page := range []string{token.WatchURL, "/embed/lesson?token=" + token.Token} {
		browser.Open("http://" + d.http + page)
		browser.WaitFor(`millrace.video.currentTime > 1`, time.Minute)
	}
	code, stdout, _ := millrace(t, "hls", "check", "--for", "3s", "http://"+d.http+token.PlaybackURL)
	require.Equal(t, exitOK, code, stdout)
}
