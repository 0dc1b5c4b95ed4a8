package broadcaster_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
	"github.com/millrace/millrace/pkg/mpegts"
	"github.com/millrace/millrace/pkg/scte35"
	"github.com/millrace/millrace/pkg/testmedia"
)

// tsSegments are segments of two seconds, of which each begins with an IDR picture.
func tsSegments(t *testing.T, spec testmedia.Spec) (out [][]byte) {
	t.Helper()
	dir := t.TempDir()
	text, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-i", testmedia.MP4(t, spec), "-c", "copy",
		"-f", "segment", "-segment_time", "2", filepath.Join(dir, "%03d.ts")).CombinedOutput()
	require.NoError(t, err, string(text))
	files, err := filepath.Glob(filepath.Join(dir, "*.ts"))
	require.NoError(t, err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(t, err)
		out = append(out, b)
	}
	return out
}

// TestSCTE35: cues in MPEG-TS that is pushed become date ranges in every playlist, at the times of the pictures that they name.
func TestSCTE35(t *testing.T) {
	b := start(t, broadcaster.Config{AnyStream: true})
	v := view(t, b)
	segments := tsSegments(t, testmedia.Spec{Seconds: 16, GOP: 60, Audio: 48000})
	require.Len(t, segments, 8)
	pts := func(n int) int64 {
		for r := mpegts.NewReader(bytes.NewReader(segments[n])); ; {
			u, err := r.Next()
			require.NoError(t, err)
			if u.Stream.Type == mpegts.TypeH264 {
				return u.PTS
			}
		}
	}
	insert := func(at int64, i scte35.Insert) []byte {
		return scte35.Append(nil, scte35.Section{Command: scte35.SpliceInsert, HasTime: true, Time: at, Insert: &i}, 0)
	}
	out := insert(pts(3), scte35.Insert{Event: 7, Out: true, Duration: 8 * scte35.ClockRate})
	in := insert(pts(6), scte35.Insert{Event: 7, Duration: -1})
	sections := map[int][][]byte{1: {out}, 2: {out}, 5: {in}} // each ahead of its time
	for n, s := range segments {
		s = testmedia.WithSections(t, s, mpegts.TypeSCTE35, "CUEI", sections[n]...)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, fmt.Sprintf("%s/live/mine/%d.ts", v.base, n), bytes.NewReader(s))
		require.NoError(t, err)
		res, err := v.client.Do(req)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, http.StatusOK, res.StatusCode)
	}
	for _, path := range []string{"source/media.m3u8", "source/media.m3u8?ll=0", "audio/media.m3u8", "source/ts.m3u8"} {
		body := v.body("/hls/mine/" + path)
		require.Empty(t, conformance.CheckVersions(path, []conformance.Version{{Body: []byte(body)}}), body)
		p, err := conformance.Parse([]byte(body))
		require.NoError(t, err)
		require.Len(t, p.DateRanges, 1, body)
		r := p.DateRanges[0]
		require.Equal(t, hls.Hex(out), r["SCTE35-OUT"])
		require.Equal(t, hls.Hex(in), r["SCTE35-IN"])
		require.Equal(t, "8", r["PLANNED-DURATION"])
		require.Equal(t, "6", r["DURATION"])
		start, err := time.Parse(time.RFC3339Nano, r["START-DATE"])
		require.NoError(t, err)
		third := p.Segments[3-int(p.MediaSequence-1)]
		require.WithinDuration(t, third.DateTime, start, 25*time.Millisecond, "where the fourth segment begins (sound begins with a frame of its own)")
		if strings.HasPrefix(path, "source") {
			require.WithinDuration(t, third.DateTime, start, time.Millisecond)
		}
	}
}

// What the API says stands in the playlists and the media of a stream, which keeps all rules; and nodes that do not have the stream say so.
func TestCuesOfTheAPI(t *testing.T) {
	b := start(t, broadcaster.Config{LocalAPI: true, AnyStream: true})
	c := calls(t, b)
	begin(t, b, testmedia.FLV(t, testmedia.Spec{Seconds: 4}), "mine")
	c.eventually("mine", api.StreamLive)
	v := view(t, b)
	v.sees("/hls/mine/index.m3u8")
	var said api.DateRange
	c.do(200, "POST", "/api/v1/streams/mine/dateranges", `{"id":"quiz","class":"com.example.quiz","duration":0,"attributes":{"X-QUESTION":"2 + 2?"}}`, &said)
	v.sees("/hls/mine/source/media.m3u8")
	require.Contains(t, v.playlist("source"), fmt.Sprintf(`#EXT-X-DATERANGE:ID="quiz",CLASS="com.example.quiz",START-DATE="%s",DURATION=0,X-QUESTION="2 + 2?"`,
		said.Start.Format("2006-01-02T15:04:05.000Z")))
	type result struct {
		*hlscheck.Report
		err error
	}
	checked := make(chan result, 1)
	go func() {
		r, err := hlscheck.Run(t.Context(), hlscheck.Config{URL: v.base + "/hls/mine/index.m3u8", For: 10 * time.Second})
		checked <- result{r, err}
	}()
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for n, over := 0, false; !over; n++ {
		c.do(200, "POST", "/api/v1/streams/mine/metadata", `{"frames":[{"type":"TXXX","description":"n","value":"1"}]}`, nil)
		if n < 20 {
			c.do(200, "POST", "/api/v1/streams/mine/dateranges", fmt.Sprintf(`{"id":"n%d","duration":1}`, n), nil)
		}
		select {
		case r := <-checked:
			over = true
			require.NoError(t, r.err)
			var text bytes.Buffer
			require.NoError(t, r.Write(&text, true))
			require.True(t, r.Conforms(), &text)
			for _, f := range r.Findings {
				if f.Rule == conformance.DateRanges || f.Rule == conformance.Fragments || f.Rule == conformance.PartSet {
					require.Equal(t, hlscheck.Kept, f.Verdict, f.Rule)
				}
			}
		case <-tick.C:
		}
	}
	var problem api.Problem
	require.NoError(t, json.Unmarshal([]byte(c.do(404, "POST", "/api/v1/streams/yours/dateranges", `{"id":"quiz"}`, nil)), &problem))
	require.Equal(t, "not_found", problem.Code)
}
