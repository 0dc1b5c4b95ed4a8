package broadcaster_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestFFmpegPushes: FFmpeg's HLS muxer publishes to a broadcaster by PUT, and every picture arrives at the players.
func TestFFmpegPushes(t *testing.T) {
	spec := testmedia.Spec{Seconds: 8, GOP: 30, BFrames: 2, Audio: 48000}
	for name, tt := range map[string]struct {
		segment string
		args    []string
		least   int // pictures
	}{
		"transport stream": {"out%d.ts?x=1", []string{"-hls_flags", "delete_segments"}, 240},
		"fragmented MP4":   {"out%d.m4s", []string{"-hls_segment_type", "fmp4", "-hls_fmp4_init_filename", "init.mp4"}, 240},
		// FFmpeg hangs up on the answers to its last requests, which on a kept connection may cost them.
		"one connection": {"%05d.ts", []string{"-http_persistent", "1"}, 180},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, broadcaster.Config{AnyStream: true})
			c := client(t, nil, func(p *http.Protocols) { p.SetHTTP1(true) })
			base := "http://" + b.HTTPAddr().String()
			segment := base + "/live/mine/" + tt.segment
			args := append([]string{
				"-v", "error", "-readrate", "8", "-i", testmedia.MP4(t, spec), "-c", "copy", "-f", "hls", "-hls_time", "2", "-hls_list_size", "3", "-method", "PUT",
				"-hls_segment_filename", segment,
			}, tt.args...)
			out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), append(args, base+"/live/mine/index.m3u8")...).CombinedOutput()
			require.NoError(t, err, string(out))
			require.Empty(t, string(out))

			require.Eventually(t, func() bool { // it does not wait for the answer to its last segment
				_, body := get(t, c, base+"/metrics")
				return strings.Contains(body, fmt.Sprintf("millrace_push_segments_total %d\n", tt.least/60)) ||
					strings.Contains(body, "millrace_push_segments_total 4\n")
			}, time.Minute, 20*time.Millisecond)
			url := base + "/live/mine"
			if strings.Contains(segment, "?") {
				url += "?x=1"
			}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodDelete, url, nil)
			require.NoError(t, err)
			res, err := c.Do(req)
			require.NoError(t, err)
			require.NoError(t, res.Body.Close())
			require.Equal(t, http.StatusNoContent, res.StatusCode)
			require.Eventually(t, func() bool {
				var s api.Stream
				res, body := get(t, c, base+"/api/v1/streams/mine")
				return res.StatusCode == http.StatusOK && json.Unmarshal([]byte(body), &s) == nil && s.State == api.StreamEnded
			}, time.Minute, 20*time.Millisecond)

			frames, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error", "-count_frames", "-select_streams", "v",
				"-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", base+"/hls/mine/source/media.m3u8").CombinedOutput()
			require.NoError(t, err, string(frames))
			n, err := strconv.Atoi(strings.Fields(string(frames))[0])
			require.NoError(t, err)
			require.GreaterOrEqual(t, n, tt.least)
			require.LessOrEqual(t, n, 240)
		})
	}
}
