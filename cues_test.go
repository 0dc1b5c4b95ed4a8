package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/browsertest"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/rtmpwire"
	"github.com/millrace/millrace/pkg/testmedia"
)

// post sends a request to the API and reads its answer.
func (d *devProcess) post(t *testing.T, path, body string, into any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+d.http+"/api/v1"+path, strings.NewReader(body))
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Less(t, res.StatusCode, 300, string(text))
	require.NoError(t, json.Unmarshal(text, into))
}

// withText is a clip that says something each second.
func withText(t *testing.T, clip string) string {
	t.Helper()
	in, err := os.Open(clip)
	require.NoError(t, err)
	defer in.Close()
	r, err := flv.NewReader(in)
	require.NoError(t, err)
	var out bytes.Buffer
	w, err := flv.NewWriter(&out, true, true)
	require.NoError(t, err)
	for next := uint32(1000); ; {
		tag, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		for ; tag.Timestamp >= next; next += 1000 {
			text := rtmpwire.AppendObject(rtmpwire.AppendString(nil, "onTextData"), rtmpwire.Property{Key: "ms", Value: float64(next)})
			require.NoError(t, w.Write(flv.Tag{Type: flv.TagScript, Timestamp: next, Data: text}))
		}
		require.NoError(t, w.Write(tag))
	}
	path := filepath.Join(t.TempDir(), "text.flv")
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
	return path
}

// noteMetadata has a page's player note the metadata that it meets: when, by its playlist's date-times, in milliseconds, and the tag's text.
const noteMetadata = `(() => {
	const h = window.millrace.hls;
	window.met = [];
	h.on("hlsFragParsingMetadata", (_, data) => {
		for (const s of data.samples)
			window.met.push({at: data.frag.programDateTime + (s.pts - data.frag.start) * 1000, text: new TextDecoder().decode(s.data), level: data.frag.level, scheme: s.type});
	});
})()`

// TestTimedMetadata: what the API and the publisher say meets viewers of every rendition at its time, with low latency and without.
func TestTimedMetadata(t *testing.T) {
	d := startDev(t, t.TempDir())
	p := d.publish(t, withText(t, testmedia.FLV(t, testmedia.Spec{Width: 640, Height: 360, Seconds: 8, Audio: 48000})), "told")
	defer p.stop()
	for _, rung := range []string{"source", "144p"} {
		d.advances(t, "told", rung)
	}
	browser := browsertest.New(t)
	browser.Open("http://" + d.http + "/watch/told")
	for _, query := range []string{"", "?ll=0"} {
		if query != "" {
			browser.Eval(`window.millrace.hls.loadSource("/hls/told/index.m3u8`+query+`")`, nil)
		}
		browser.WaitFor(`millrace.video.currentTime > 1 && window.millrace.hls.levels.length > 1`, 2*time.Minute)
		browser.Eval(noteMetadata, nil)
		for _, height := range []int{144, 360} {
			browser.Eval(fmt.Sprintf(`(window.level = window.millrace.hls.levels.findIndex(l => l.height === %d), window.millrace.hls.currentLevel = window.level, window.met = [], 0)`, height), nil)
			browser.WaitFor(fmt.Sprintf(`millrace.video.videoHeight === %d`, height), 2*time.Minute)
			name := fmt.Sprintf("%d%s", height, query)
			var now, later api.Moment
			d.post(t, "/streams/told/metadata", `{"frames":[{"type":"TXXX","description":"now `+name+`","json":{"n": 1}}]}`, &now)
			at := now.Time.Add(3 * time.Second)
			d.post(t, "/streams/told/metadata", fmt.Sprintf(`{"at":%q,"frames":[{"type":"PRIV","owner":"later %s","data":"AAE="}]}`, at.Format(time.RFC3339Nano), name), &later)
			require.WithinDuration(t, at, later.Time, time.Millisecond)
			for text, m := range map[string]api.Moment{"now " + name: now, "later " + name: later} {
				met := fmt.Sprintf(`window.met.find(m => m.level === window.level && m.text.includes(%q + "\0"))`, text)
				browser.WaitFor(met+` !== undefined`, 2*time.Minute)
				var when float64
				browser.Eval(met+`.at`, &when)
				require.InDelta(t, float64(m.Time.UnixMicro())/1000, when, 20, text)
			}
			// A switch loads some of it again.
			const texts = `[...new Set(window.met.filter(m => m.level === window.level && m.text.includes("onTextData\0{\"ms\":")).map(m => Math.round(m.at)))].sort()`
			browser.WaitFor(texts+`.length > 3`, 2*time.Minute)
			var times []float64
			browser.Eval(texts, &times)
			for i := 1; i < len(times); i++ {
				require.InDelta(t, 1000, times[i]-times[i-1], 45, "each second, to the frame: %v", times)
			}
		}
	}
}
