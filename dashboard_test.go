package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestDashboard: a streamer creates a stream on the dashboard, publishes with what it says, and watches how that goes; what was recorded is
// played and deleted there.
func TestDashboard(t *testing.T) {
	d := startDev(t, t.TempDir(), "--orchestrators", "1", "--ladder", "144p")
	b := browsertest.New(t)
	shot := func(name string) {
		if dir := os.Getenv("MILLRACE_SCREENSHOTS"); dir != "" {
			b.Screenshot(filepath.Join(dir, name+".png"))
		}
	}
	b.Resize(1200, 900)
	b.Open("http://" + d.http + "/")
	const text = `document.querySelector('main').innerText`
	has := func(want string) {
		t.Helper()
		quoted, err := json.Marshal(want)
		require.NoError(t, err)
		b.WaitFor(text+`.includes(`+string(quoted)+`)`, time.Minute)
	}
	press := func(selector string) { // wherever the page moves it meanwhile
		t.Helper()
		found := fmt.Sprintf("document.querySelector(%q)", selector)
		b.WaitFor(found+"?.checkVisibility()", time.Minute)
		b.Eval("("+found+".click(), undefined)", nil)
	}
	has("Create a stream")
	press(".create summary")
	b.Eval(`(document.querySelector('#new-name').value = 'mine', document.querySelector('#new-record').value = 'always', undefined)`, nil)
	shot("dashboard-create")
	press(".create form button")
	has("Publish mine")
	var lines []string
	b.Eval(`[...document.querySelectorAll('.create .copyable code')].map((c) => c.textContent)`, &lines)
	require.Len(t, lines, 3)
	require.Regexp(t, `^rtmp://127\.0\.0\.1:\d+/live$`, lines[0])
	require.Contains(t, lines[2], "/embed/mine")
	has("idle")
	b.Eval(`(document.querySelector('#new-name').value = 'mine', undefined)`, nil)
	press(".create form button")
	b.WaitFor(`!document.querySelector('.create [role=alert]').hidden`, time.Minute)

	// Keyframes ten seconds apart are told of.
	p := d.publish(t, testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 10, GOP: 300, Audio: 48000}), lines[1])
	press(`[data-focus="details mine"]`)
	has("Keyframes are up to")
	b.WaitFor(`document.querySelectorAll('.chart').length === 5 && !document.querySelector('.chart dd').textContent.startsWith('-')`, time.Minute)
	has("By RTMP for")
	has("Cost an hour")

	viewer := browsertest.New(t)
	viewer.Open("http://" + d.http + "/watch/mine")
	viewer.WaitFor(`millrace.video.currentTime > 8`, time.Minute)
	require.Eventually(t, func() bool { return d.stream(t, "mine").Viewers == 1 }, time.Minute, 200*time.Millisecond)
	b.WaitFor(`[...document.querySelectorAll('.chart')].at(-1).textContent === 'Viewers1'`, time.Minute)
	h := d.stream(t, "mine").Health
	require.InDelta(t, 30, h.FrameRate, 3)
	require.NotZero(t, h.Bitrate)
	b.Eval(`(document.querySelector('.create').open = false, document.querySelector('.charts').scrollIntoView({block: 'center'}), undefined)`, nil)
	shot("dashboard-health")
	b.Resize(390, 844)
	b.WaitFor("document.documentElement.scrollWidth <= 390", time.Minute)
	shot("dashboard-health-phone")
	b.Resize(1200, 900)

	p.stop()
	<-p.ended
	has("Recordings")
	b.WaitFor(`document.querySelector('[data-focus^="play "]')`, time.Minute)
	press(`[data-focus^="play "]`)
	b.WaitFor(`document.querySelector('dialog millrace-player')?.playlist?.includes('/recordings/')`, time.Minute)
	b.Eval(`(document.querySelector('dialog form button').click(), window.confirm = () => true, undefined)`, nil)
	b.WaitFor(`!document.querySelector('dialog')`, time.Minute)
	press(`[data-focus^="delete 2"]`)
	has("Nothing was recorded.")
	press(`[data-focus="delete mine"]`)
	require.Eventually(t, func() bool {
		var s api.Stream
		status, err := d.get(t.Context(), "/api/v1/streams/mine?created=true", &s)
		return err == nil && (status == http.StatusNotFound || s.Settings == nil)
	}, time.Minute, 100*time.Millisecond)
	d.interrupt(t)
}
