package push_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/ingest/push"
	"github.com/millrace/millrace/pkg/codec"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// unit is what two readers agree on of an access unit.
type unit struct {
	pts  media.Ticks
	size int
}

// probed are a file's units of a kind as ffprobe finds them, the first one at 0.
func probed(t *testing.T, file, kind string) (out []unit) {
	t.Helper()
	text, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffprobe"), "-v", "error", "-select_streams", kind,
		"-show_entries", "packet=pts_time,size", "-of", "json", file).Output()
	require.NoError(t, err)
	var list struct {
		Packets []struct {
			PTS  string `json:"pts_time"`
			Size string `json:"size"`
		} `json:"packets"`
	}
	require.NoError(t, json.Unmarshal(text, &list))
	for _, p := range list.Packets {
		at, err := strconv.ParseFloat(p.PTS, 64)
		require.NoError(t, err)
		size, err := strconv.Atoi(p.Size)
		require.NoError(t, err)
		out = append(out, unit{media.Ticks(at * media.ClockRate), size})
	}
	if len(out) == 0 {
		return nil
	}
	first := out[0].pts
	for i := range out {
		out[i].pts -= first
	}
	return out
}

// encodes skips a test where the ffmpeg on the PATH lacks an encoder.
func encodes(t *testing.T, encoder string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), "-v", "error", "-encoders").Output()
	if err != nil || !bytes.Contains(out, []byte(" "+encoder+" ")) {
		t.Skipf("this ffmpeg has no %s", encoder)
	}
}

// pushed has FFmpeg write a file, pushes it, and returns what came of it, with the file.
func pushed(t *testing.T, container string, args ...string) (s *sink, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "file")
	args = append(append([]string{"-v", "error"}, args...), "-f", container)
	if container == "mp4" {
		args = append(args, "-movflags", "frag_keyframe+delay_moov+default_base_moof", "-strict", "experimental")
	}
	out, err := exec.CommandContext(t.Context(), testmedia.Tool(t, "ffmpeg"), append(args, path)...).CombinedOutput()
	require.NoError(t, err, string(out))
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	r := &recorder{}
	base, _ := server(t, push.Config{}, r)
	status, text := put(t, base+"mine/0."+map[string]string{"mpegts": "ts", "mp4": "mp4"}[container], b)
	require.Equal(t, 200, status, text)
	require.Equal(t, 1, r.count())
	return r.sink(0), path
}

// TestSound: of every codec in every container that FFmpeg writes, what it finds in a file is what goes into the stream.
func TestSound(t *testing.T) {
	spec := testmedia.Spec{Seconds: 1}
	for _, tt := range []struct {
		codec      media.Codec
		encoder    string
		rate       int
		layout     string
		containers []string
	}{
		{media.CodecOpus, "libopus", 48_000, "mono", []string{"mpegts", "mp4"}},
		{media.CodecOpus, "libopus", 48_000, "5.1", []string{"mpegts", "mp4"}},
		{media.CodecMP3, "libmp3lame", 44_100, "stereo", []string{"mpegts", "mp4"}},
		{media.CodecMP3, "libmp3lame", 22_050, "mono", []string{"mpegts", "mp4"}},
		{media.CodecMP3, "mp2", 48_000, "stereo", []string{"mpegts", "mp4"}},
		{media.CodecAC3, "ac3", 48_000, "5.1", []string{"mpegts", "mp4"}},
		{media.CodecAC3, "ac3", 44_100, "stereo", []string{"mpegts", "mp4"}},
		{media.CodecEAC3, "eac3", 48_000, "stereo", []string{"mpegts", "mp4"}},
		{media.CodecFLAC, "flac", 48_000, "stereo", []string{"mp4"}},
	} {
		for _, container := range tt.containers {
			for name, options := range map[string][]string{
				"":                        nil,
				", a frame to the packet": {"-pes_payload_size", "0"},
				", as DVB has it":         {"-mpegts_flags", "system_b"},
			} {
				if options != nil && container != "mpegts" {
					continue
				}
				t.Run(fmt.Sprintf("%s at %d Hz, %s, in %s%s", tt.encoder, tt.rate, tt.layout, container, name), func(t *testing.T) {
					encodes(t, tt.encoder)
					args := append([]string{
						"-i", testmedia.MP4(t, spec), "-f", "lavfi", "-i", testmedia.Tone(tt.rate, tt.layout),
						"-t", "1", "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", tt.encoder,
					}, options...)
					s, path := pushed(t, container, args...)
					require.Len(t, s.frames, spec.Frames())
					require.Len(t, s.audio, 1)
					require.Equal(t, tt.codec, s.audio[0].Codec)
					if !codec.Transcoded(tt.codec) {
						require.Equal(t, map[string]int{"mono": 1, "5.1": 6}[tt.layout], s.audio[0].Channels)
					}
					var got []unit
					for _, u := range s.sounds {
						got = append(got, unit{u.PTS, len(u.Payload)})
					}
					want := probed(t, path, "a")
					require.InDelta(t, len(want), len(got), 2, "what lies before the first picture is left out")
					want = want[len(want)-len(got):]
					for i := range got {
						require.Equal(t, want[i].size, got[i].size, "unit %d", i)
						require.InDelta(t, float64(want[i].pts-want[0].pts), float64(got[i].pts-got[0].pts), float64(media.Millisecond), "unit %d", i)
					}
				})
			}
		}
	}
}

// TestPictures likewise.
func TestPictures(t *testing.T) {
	source := testmedia.MP4(t, testmedia.Spec{Seconds: 2})
	for name, tt := range map[string]struct {
		codec media.Codec
		args  []string
	}{
		"AV1": {media.CodecAV1, []string{"-i", source, "-c:v", "libsvtav1", "-preset", "12", "-g", "30"}},
		"VP9": {media.CodecVP9, []string{"-i", "../../../testdata/media/vp9_96x64p30_2s.ivf", "-c:v", "copy"}},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.codec == media.CodecAV1 {
				encodes(t, "libsvtav1")
			}
			s, path := pushed(t, "mp4", tt.args...)
			require.Len(t, s.video, 1)
			require.Equal(t, tt.codec, s.video[0].Codec)
			parsed, err := codec.Video(s.video[0])
			require.NoError(t, err)
			require.Equal(t, s.video[0].Config, parsed.Config)
			want := probed(t, path, "v")
			require.Len(t, s.frames, len(want))
			require.True(t, s.frames[0].Key)
			for i, u := range s.frames {
				require.Equal(t, codec.Key(tt.codec, u.Payload), u.Key)
				require.InDelta(t, want[i].size, len(u.Payload), 2)
				require.InDelta(t, float64(want[i].pts), float64(u.PTS-s.frames[0].PTS), float64(media.Millisecond))
			}
		})
	}
}
