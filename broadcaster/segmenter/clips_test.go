package segmenter_test

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/segmenter"
	"github.com/millrace/millrace/pkg/aac"
	"github.com/millrace/millrace/pkg/fmp4"
	"github.com/millrace/millrace/pkg/h264"
	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/testmedia"
)

// clip is what an FLV file holds, in its order.
type clip struct {
	video *media.VideoFormat
	audio *media.AudioFormat
	units []unit
}

func readFLV(t testing.TB, path string) (c clip) {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	const header, tagHeader, trailer = 13, 11, 4
	for b = b[header:]; len(b) >= tagHeader; {
		kind, size := b[0], int(b[1])<<16|int(b[2])<<8|int(b[3])
		ms := int64(b[7])<<24 | int64(b[4])<<16 | int64(b[5])<<8 | int64(b[6])
		data := b[tagHeader : tagHeader+size]
		b = b[tagHeader+size+trailer:]
		dts := media.Ticks(ms) * media.Millisecond
		switch {
		case kind == 9 && data[0]&15 == 7 && data[1] == 0:
			config, err := h264.ParseAVCConfig(data[5:])
			require.NoError(t, err)
			f, err := h264.Format(config.SPS, config.PPS...)
			require.NoError(t, err)
			c.video = &f
		case kind == 9 && data[0]&15 == 7 && data[1] == 1:
			cts := int32(binary.BigEndian.Uint32(data[1:])<<8) >> 8
			au := media.AccessUnit{DTS: dts, PTS: dts + media.Ticks(cts)*media.Millisecond, Payload: data[5:], Key: h264.IsIDR(data[5:])}
			c.units = append(c.units, unit{AccessUnit: au})
		case kind == 8 && data[0]>>4 == 10 && data[1] == 0:
			f, err := aac.ParseConfig(data[2:])
			require.NoError(t, err)
			c.audio = &f
		case kind == 8 && data[0]>>4 == 10:
			c.units = append(c.units, unit{media.AccessUnit{DTS: dts, PTS: dts, Key: true, Payload: data[2:]}, true, dts})
		}
	}
	return c
}

func (c clip) tracks() (video, audio []media.AccessUnit) {
	for _, u := range c.units {
		if u.audio {
			audio = append(audio, u.AccessUnit)
		} else {
			video = append(video, u.AccessUnit)
		}
	}
	return video, audio
}

func (c clip) cut(t testing.TB, out segmenter.Output) segmenter.Stats {
	s, err := segmenter.New(segmenter.Config{}, out)
	require.NoError(t, err)
	if c.video != nil {
		require.NoError(t, s.VideoFormat(*c.video))
	}
	if c.audio != nil {
		require.NoError(t, s.AudioFormat(*c.audio))
	}
	for _, u := range c.units {
		if u.audio {
			err = s.Audio(u.AccessUnit)
		} else {
			err = s.Video(u.AccessUnit)
		}
		require.NoError(t, err)
	}
	require.NoError(t, s.End())
	return s.Stats()
}

// Real encoders' streams, cut and put together again, are what ffprobe and the decoder see in the source.
func TestClips(t *testing.T) {
	for _, tt := range []struct {
		name string
		spec testmedia.Spec
	}{
		{"29.97, 1 s GOP, B-frames, sound", testmedia.Spec{FPS: fps2997, GOP: 30, BFrames: 2, Audio: 48000, Seconds: 6}},
		{"30, scene cuts, sound", testmedia.Spec{SceneCut: true, Audio: 44100, Seconds: 9}},
		{"25, GOP longer than the maximum, B-frames", testmedia.Spec{FPS: fps25, GOP: 208, BFrames: 3, Seconds: 10}},
		{"60, no sound", testmedia.Spec{FPS: fps60, Seconds: 5}},
		{"audio only", testmedia.Spec{NoVideo: true, Audio: 48000, Seconds: 5}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := testmedia.FLV(t, tt.spec)
			source := readFLV(t, path)
			c := &cut{}
			if source.audio != nil {
				c.rate = source.audio.SampleRate
			}
			c.stats = source.cut(t, c)
			video, audio := source.tracks()
			c.check(t, video, audio)

			if source.video != nil {
				init, err := fmp4.VideoInit(*source.video)
				require.NoError(t, err)
				require.Equal(t, pictures(t, path), pictures(t, whole(t, init, c.video)))
				for _, segment := range segments(c.video) {
					if !segment[0].Independent {
						continue
					}
					times := pictures(t, whole(t, init, segment))
					frames := 0
					for _, p := range segment {
						frames += p.Frames
					}
					require.Len(t, times, frames, "segment %d alone", segment[0].ID.Segment)
					require.Equal(t, boundaries(c.video)[segment[0].ID.Segment].Seconds(), times[0], "begins with its IDR")
				}
			}
			if source.audio != nil {
				init, err := fmp4.AudioInit(*source.audio)
				require.NoError(t, err)
				require.Len(t, probe(t, whole(t, init, c.audio), "a", "packet"), len(audio)-c.stats.AudioDropped)
			}
		})
	}
}

// whole writes an init segment and parts to a file, which must decode without a complaint.
func whole(t *testing.T, init []byte, parts []part) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "whole.mp4")
	file := append([]byte(nil), init...)
	for _, p := range parts {
		file = append(file, p.Data...)
	}
	require.NoError(t, os.WriteFile(path, file, 0o600))
	out, err := exec.Command(testmedia.Tool(t, "ffmpeg"), "-v", "warning", "-nostdin", "-i", path, "-fps_mode", "passthrough", "-f", "null", "-").CombinedOutput()
	require.NoError(t, err, string(out))
	require.Empty(t, string(out))
	return path
}

// pictures decodes a file and returns the presentation times, in seconds.
func pictures(t *testing.T, path string) []float64 {
	t.Helper()
	var times []float64
	for _, f := range probe(t, path, "v", "frame") {
		s, err := strconv.ParseFloat(f.Time, 64)
		require.NoError(t, err)
		times = append(times, s)
	}
	return times
}

type probed struct {
	Time string `json:"pts_time"`
}

func probe(t *testing.T, path, stream, what string) []probed {
	t.Helper()
	out, err := exec.Command(testmedia.Tool(t, "ffprobe"), "-v", "error", "-select_streams", stream,
		"-show_entries", what+"=pts_time", "-of", "json", path).Output()
	require.NoError(t, err)
	var got struct{ Frames, Packets []probed }
	require.NoError(t, json.NewDecoder(strings.NewReader(string(out))).Decode(&got))
	return append(got.Frames, got.Packets...)
}

// discard is an Output that keeps nothing.
type discard struct{ bytes int }

func (d *discard) VideoInit(media.VideoFormat, []byte) {}
func (d *discard) AudioInit(media.AudioFormat, []byte) {}
func (d *discard) VideoPart(p media.Part)              { d.bytes += len(p.Data) }
func (d *discard) AudioPart(_ int, p media.Part)       { d.bytes += len(p.Data) }
func (d *discard) AudioGap(int, media.PartID)          {}

// BenchmarkStreamSecond cuts one second of 1080p30 at 5 Mbit/s with 48 kHz audio per iteration.
func BenchmarkStreamSecond(b *testing.B) {
	picture1s := picture{fps: fps30, seconds: 1, idr: every(60), bframes: 2}
	payload, frame := make([]byte, 5_000_000/8/30), make([]byte, 256)
	out := &discard{}
	s, err := segmenter.New(segmenter.Config{}, out)
	require.NoError(b, err)
	require.NoError(b, s.VideoFormat(videoFormat(b)))
	require.NoError(b, s.AudioFormat(audioFormat(b, 48000)))
	video := picture1s.units()
	audio := make([]media.AccessUnit, 0, 48)
	units := 0
	b.ReportAllocs()
	second := 0
	next := int64(0)
	for b.Loop() {
		at := media.Ticks(second) * media.Second
		for i := range video {
			au := video[i]
			au.DTS += at
			au.PTS += at
			au.Key = i == 0 && second%2 == 0
			au.Payload = payload
			require.NoError(b, s.Video(au))
			units++
		}
		audio = audio[:0]
		for t := media.Rescale(next*aac.SamplesPerFrame, 48000); t < at+media.Second; t = media.Rescale(next*aac.SamplesPerFrame, 48000) {
			audio = append(audio, media.AccessUnit{PTS: t, DTS: t, Payload: frame})
			next++
		}
		for _, au := range audio {
			require.NoError(b, s.Audio(au))
			units++
		}
		second++
	}
	b.ReportMetric(float64(units)/float64(second), "units/op")
	b.ReportMetric(float64(out.bytes)/float64(second), "bytes/op")
}
