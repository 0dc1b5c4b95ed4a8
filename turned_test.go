package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/testmedia"
)

// TestTurnedSource: of a source that lies on its side viewers get a source rung that says so, and rungs that stand upright.
func TestTurnedSource(t *testing.T) {
	ladder := writeFile(t, "ladder.json", `[{"name": "small", "width": 160, "height": 90, "bitrate": 100000}]`)
	d := startDev(t, t.TempDir(), "--orchestrators", "1", "--ladder", ladder)
	turned := filepath.Join(t.TempDir(), "turned.mp4")
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-display_rotation", "-90", "-i", testmedia.MP4(t, testmedia.Spec{Seconds: 8}),
		"-c", "copy", "-movflags", "frag_keyframe+empty_moov+default_base_moof", turned).CombinedOutput()
	require.NoError(t, err, "%s", out)
	body, err := os.Open(turned)
	require.NoError(t, err)
	defer body.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, fmt.Sprintf("http://%s/live/phone/0.mp4", d.http), body)
	require.NoError(t, err)
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, http.StatusOK, res.StatusCode)

	var index string
	require.Eventually(t, func() bool {
		_, err := d.get(t.Context(), "/hls/phone/index.m3u8?ll=0", &index)
		return err == nil && strings.Count(index, "RESOLUTION=") == 2
	}, time.Minute, 100*time.Millisecond, "the rung")
	require.Contains(t, index, "RESOLUTION=180x320")
	require.Contains(t, index, "RESOLUTION=90x160")
	for rung, want := range map[string]string{"source": "320,180,-90", "small": "90,160"} {
		out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error", "-select_streams", "v",
			"-show_entries", "stream=width,height:stream_side_data=rotation", "-of", "csv=p=0", fmt.Sprintf("http://%s/hls/phone/%s/media.m3u8?ll=0", d.http, rung)).CombinedOutput()
		require.NoError(t, err, "%s", out)
		require.Equal(t, want, strings.TrimSuffix(strings.Fields(string(out))[0], ","))
	}
}
