package push_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// Which way up a source is stands in its container or in its pictures, whose word counts, and is known with the format.
func TestOrientation(t *testing.T) {
	clip := testmedia.MP4(t, testmedia.Spec{Seconds: 2, GOP: 30})
	fragmented := []string{"-f", "mp4", "-movflags", "frag_keyframe+empty_moov+default_base_moof"}
	said := []string{"-bsf:v", "h264_metadata=display_orientation=insert:rotate=90"} // anticlockwise, as the message has it
	matrix := []string{"-display_rotation", "-90"}
	clockwise, anticlockwise := media.NewOrientation(1, false), media.NewOrientation(3, false)
	for name, tt := range map[string]struct {
		in, out []string
		want    []media.Orientation // of the formats that are told
	}{
		"MP4, upright":         {nil, fragmented, []media.Orientation{0}},
		"MP4, a matrix":        {matrix, fragmented, []media.Orientation{clockwise}},
		"transport stream":     {nil, append([]string{"-f", "mpegts"}, said...), []media.Orientation{anticlockwise}},
		"MP4, in the pictures": {nil, append(said, fragmented...), []media.Orientation{0, anticlockwise}},
		"MP4, in both":         {matrix, append(said, fragmented...), []media.Orientation{clockwise, anticlockwise}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "turned")
			args := append(append(append([]string{"-v", "error"}, tt.in...), "-i", clip, "-c", "copy"), tt.out...)
			out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), append(args, path)...).CombinedOutput()
			require.NoError(t, err, "%s", out)
			r := &recorder{}
			base, _ := server(t, push.Config{}, r)
			status, text := put(t, base+"mine/0.ts", read(t, path))
			require.Equal(t, 200, status, text)
			s := r.sink(0)
			var got []media.Orientation
			for _, f := range s.video {
				got = append(got, f.Orientation)
			}
			require.Equal(t, tt.want, got)
			require.Len(t, s.pictures(), 60)
		})
	}
}
