package push_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/h265"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// TestHEVC: what x265 makes comes in whole, in both containers, with the parameter sets in the format alone.
func TestHEVC(t *testing.T) {
	for name, params := range map[string]string{
		"closed GOPs": "log-level=none:keyint=30:min-keyint=30:scenecut=0:bframes=3:open-gop=0",
		"open GOPs":   "log-level=none:keyint=30:min-keyint=30:scenecut=0:bframes=3:open-gop=1",
	} {
		for container, options := range map[string][]string{
			"transport stream":     {"-segment_format", "mpegts"},
			"fragmented MP4, hvc1": {"-tag:v", "hvc1", "-segment_format", "mp4", "-segment_format_options", "movflags=frag_keyframe+empty_moov+default_base_moof"},
			"fragmented MP4, hev1": {"-tag:v", "hev1", "-segment_format", "mp4", "-segment_format_options", "movflags=frag_keyframe+empty_moov+default_base_moof"},
		} {
			t.Run(name+", "+container, func(t *testing.T) {
				dir := t.TempDir()
				args := append([]string{
					"-v", "error", "-i", testmedia.MP4(t, testmedia.Spec{Audio: 48000}), "-map", "0", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", params,
					"-c:a", "copy", "-f", "segment", "-segment_time", "0.9",
				}, options...)
				out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), append(args, filepath.Join(dir, "%d.bin"))...).CombinedOutput()
				require.NoError(t, err, string(out))
				r := &recorder{}
				base, _ := server(t, push.Config{}, r)
				for i := range 4 {
					b, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%d.bin", i)))
					require.NoError(t, err)
					status, text := put(t, fmt.Sprintf("%smine/%d.ts", base, i), b)
					require.Equal(t, 200, status, text)
				}
				require.Equal(t, 1, r.count())
				s := r.sink(0)
				require.Len(t, s.video, 1)
				require.Equal(t, media.CodecHEVC, s.video[0].Codec)
				require.Equal(t, 320, s.video[0].Width)
				require.NotEmpty(t, s.sounds)
				require.Len(t, s.frames, testmedia.Spec{}.Frames())
				require.True(t, s.frames[0].Key)
				var times []media.Ticks
				for _, u := range s.frames {
					require.Equal(t, h265.IsKey(u.Payload), u.Key)
					times = append(times, u.PTS)
					for nal, err := range h264.NALs(u.Payload) {
						require.NoError(t, err)
						require.NotContains(t, []h265.NALType{h265.TypeVPS, h265.TypeSPS, h265.TypePPS, h265.TypeAUD}, h265.Type(nal))
					}
				}
				slices.Sort(times)
				for i, at := range times {
					require.Equal(t, times[0]+media.Ticks(i)*media.Second/30, at)
				}
			})
		}
	}
}
